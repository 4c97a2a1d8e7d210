//! Calls as a trainer holds them: started, marked, rated, noted and wrapped up by the requests that the screens send. So the
//! records have every line of the script, and the evening can be taken back step by step.

use chrono::NaiveTime;

use super::assets::{Absence, Answers, Learner, Line, Meeting, Triage};
use super::facts::{self, Facts};
use super::scene::Scene;
use super::{FillError, Send, Step};
use crate::domain::{BusinessDate, Entity, FlowStatus, HomeworkState, Id, NoteKind, Outcome};
use crate::programme::Flag;
use crate::request::record::{Answer, Close, CloseResult, Fact, NotHeld, NoteLine, Slot, Task};
use crate::request::{Ask, Record, Reply, SessionView, Stamp};
use crate::text::prefix;

/// The day before: what is left of it is an open record.
pub(super) fn yesterday(scene: &mut Scene, send: &mut Send<'_>) -> Result<(), FillError> {
    let assets = scene.assets();
    for meeting in assets.play.meeting.iter().filter(|m| m.on < 0) {
        hold(scene, send, meeting)?;
    }
    Ok(())
}

/// The whole day, in the order in which it happened.
pub(super) fn today(scene: &mut Scene, send: &mut Send<'_>) -> Result<(), FillError> {
    let assets = scene.assets();
    let play = &assets.play;
    let meetings = play.meeting.iter().filter(|m| m.on == 0).map(|m| (m.from, Event::Meeting(m)));
    let absences = play.absence.iter().map(|a| (a.from, Event::Absence(a)));
    let triages = play.triage.iter().map(|t| (t.at, Event::Triage(t)));
    let mut events: Vec<_> = meetings.chain(absences).chain(triages).collect();
    events.sort_by_key(|(time, _)| *time);
    for (_, event) in events {
        match event {
            Event::Meeting(meeting) => hold(scene, send, meeting)?,
            Event::Absence(absence) => miss(scene, send, absence)?,
            Event::Triage(triage) => sort_voice(scene, send, triage)?,
        }
    }
    Ok(())
}

enum Event<'a> {
    Meeting(&'a Meeting),
    Absence(&'a Absence),
    Triage(&'a Triage),
}

/// What a trainer does between start and wrap-up.
enum Act<'a> {
    Homework,
    Words(&'a str),
    Stuck,
    Figures,
    Rate,
    Flow(&'a str),
    Answer(&'a Answers),
    Note(&'a Line),
}

/// A call that runs.
struct Call<'a> {
    meeting: &'a Meeting,
    learner: &'a Learner,
    date: BusinessDate,
    session: Id,
    view: Box<SessionView>,
}

/// Holds a meeting from start to wrap-up.
fn hold(scene: &mut Scene, send: &mut Send<'_>, meeting: &Meeting) -> Result<(), FillError> {
    let assets = scene.assets();
    let Some(learner) = assets.learners.iter().find(|l| l.id == meeting.learner) else { return Ok(()) };
    let number = meeting.number.unwrap_or_else(|| learner.next_number());
    let (appointment, session) = (scene.appointment(&learner.id, number), scene.fresh());
    let date = scene.on(meeting.on);
    let mut desk = Desk { scene, send };
    desk.record(date, meeting.from.0, Record::Start { appointment, session, override_reason: None })?;
    let view = desk.session(appointment)?;
    let call = Call { meeting, learner, date, session, view };
    for (time, act) in acts(desk.scene, meeting) {
        desk.carry_out(&call, time, &act)?;
    }
    // What was marked decides which homework is proposed.
    let view = desk.session(appointment)?;
    desk.wrap_up(&call, &view)
}

/// The acts of a call by the clock.
fn acts<'a>(scene: &Scene, meeting: &'a Meeting) -> Vec<(NaiveTime, Act<'a>)> {
    let (from, to) = (meeting.from.0, meeting.to.0);
    let at = |percent: i32| from + (to - from) * percent / 100;
    let words = meeting.words.as_ref().map(|words| (at(30), Act::Words(scene.text(words))));
    let flow = meeting.flow.as_ref().map(|pharmacy| (at(80), Act::Flow(pharmacy)));
    let answer = meeting.answers.as_ref().map(|answer| (answer.at.0, Act::Answer(answer)));
    let always = [(at(10), Act::Homework), (at(45), Act::Stuck), (at(50), Act::Figures), (at(75), Act::Rate)];
    let mut acts: Vec<_> = always.into_iter().chain(words).chain(flow).chain(answer).collect();
    acts.extend(meeting.notes.iter().map(|line| (line.at.0, Act::Note(line))));
    acts.sort_by_key(|(time, _)| *time);
    acts
}

/// The trainer's desk.
struct Desk<'s, 'f, 'g> {
    scene: &'s mut Scene,
    send: &'f mut Send<'g>,
}

impl Desk<'_, '_, '_> {
    fn record(&mut self, date: BusinessDate, time: NaiveTime, record: Record) -> Result<Reply, FillError> {
        let stamp = self.scene.stamp(date, time);
        self.record_as(stamp, record)
    }

    fn record_as(&mut self, stamp: Stamp, record: Record) -> Result<Reply, FillError> {
        Ok((self.send)(Step::Record(stamp, record))?)
    }

    fn session(&mut self, appointment: Id) -> Result<Box<SessionView>, FillError> {
        let Reply::Session(view) = (self.send)(Step::Ask(Ask::Session { appointment }))? else {
            return Err(FillError::Answer);
        };
        Ok(view)
    }

    fn carry_out(&mut self, call: &Call<'_>, time: NaiveTime, act: &Act<'_>) -> Result<(), FillError> {
        let (meeting, session) = (call.meeting, call.session);
        let mut records = Vec::new();
        match act {
            Act::Homework => {
                let state = meeting.homework.unwrap_or(HomeworkState::Reviewed);
                let looked_at = call.view.last_homework.iter().filter(|h| !h.missed_before);
                records.extend(looked_at.map(|h| Record::Homework { homework: h.id, state, session }));
            }
            Act::Words(text) => {
                let programme = self.scene.programme();
                let asks =
                    |id: &str| programme.item(id).is_some_and(|f| f.item.is(Flag::Purpose) || f.item.is(Flag::Goal));
                let asking = call.view.items.iter().filter(|item| asks(&item.item_id));
                records.extend(asking.map(|item| Record::Words { session, item: item.id, text: (*text).to_owned() }));
            }
            Act::Stuck => {
                let stuck = call.view.items.iter().filter(|item| meeting.stuck.contains(&item.item_id));
                let mark = |id| Record::Mark { item: id, outcome: Outcome::Stuck, actual_minutes: None };
                records.extend(stuck.map(|item| mark(item.id)));
            }
            Act::Figures => records.extend(self.figures(call).map(Record::Facts)),
            Act::Rate => {
                let role_play = self.scene.fresh();
                let criteria = call.view.role_play.iter().flat_map(|play| &play.criteria);
                let scores = meeting.role_play.iter().flatten().copied().chain(std::iter::repeat(3));
                records.extend(criteria.zip(scores).map(|(criterion, score)| Record::Rate {
                    session,
                    role_play,
                    criterion: criterion.id.clone(),
                    score,
                }));
            }
            Act::Flow(pharmacy) => {
                let mut facts = Facts::new();
                let pharmacy = self.scene.pharmacy(pharmacy);
                facts::page(self.scene, &mut facts, pharmacy, FlowStatus::Draft, None);
                records.push(Record::Facts(facts.into_inner()));
            }
            Act::Answer(answer) => {
                let question = self.scene.id(Entity::Question, &answer.question);
                let text = self.scene.text(&answer.text).to_owned();
                records.push(Record::Question { question, answer: Answer::Answered { text } });
            }
            Act::Note(line) => records.extend(self.note(call, line)),
        }
        for record in records {
            self.record(call.date, time, record)?;
        }
        Ok(())
    }

    /// Figures and stage as they were read in the call.
    fn figures(&mut self, call: &Call<'_>) -> Option<Vec<Fact>> {
        let programme = self.scene.programme();
        let enrolment = self.scene.enrolment(&call.learner.id);
        let mut facts = Facts::new();
        for (metric, value) in programme.required_metrics().zip(&call.meeting.readings) {
            let key = format!("{enrolment}:{}:{}", metric.id, call.date);
            facts
                .row(Entity::MetricReading, Id::natural(Entity::MetricReading, &key))
                .link("enrolment_id", enrolment)
                .text("metric_id", &metric.id)
                .text("value", value)
                .date("period_end", call.date)
                .link("taken_in", call.session)
                .text("source", "typed");
        }
        if let Some(seen) = &call.meeting.stage {
            let stage = programme.stages.iter().find(|stage| stage.id == seen.is);
            let signs: Vec<&String> = stage.iter().flat_map(|stage| &stage.signs).take(seen.signs).collect();
            let id = self.scene.fresh();
            facts
                .row(Entity::StageAssessment, id)
                .link("enrolment_id", enrolment)
                .text("stage_id", &seen.is)
                .text("signs", serde_json::json!(signs).to_string())
                .date("assessed_on", call.date)
                .link("assessed_in", call.session);
        }
        let rows = facts.into_inner();
        (!rows.is_empty()).then_some(rows)
    }

    fn note(&mut self, call: &Call<'_>, line: &Line) -> Option<Record> {
        let assets = self.scene.assets();
        let (kind, text, target) = match (&line.voice, &line.text) {
            (Some(id), _) => {
                let voice = assets.voices.voice.iter().find(|voice| voice.id == *id)?;
                let target = self.scene.id(Entity::Voice, id);
                (NoteKind::Request, self.scene.text(&voice.verbatim), target)
            }
            (None, Some(words)) => {
                let (head, text) = prefix::split(self.scene.text(words));
                (NoteKind::from_word(head.word()).unwrap_or(NoteKind::Memo), text, self.scene.fresh())
            }
            (None, None) => return None,
        };
        let text = text.to_owned();
        Some(Record::Note(NoteLine {
            id: self.scene.fresh(),
            target,
            session: Some(call.session),
            learner: Some(self.scene.learner(&call.learner.id)),
            pharmacy: Some(self.scene.pharmacy(&call.learner.pharmacy)),
            kind,
            text,
            section: None,
            item: None,
            promised_by: None,
        }))
    }

    /// Ends the call: what nobody marked went well.
    fn wrap_up(&mut self, call: &Call<'_>, view: &SessionView) -> Result<(), FillError> {
        let meeting = call.meeting;
        let ticked = view.suggestions.iter().filter(|s| s.ticked);
        let tasks = ticked.map(|s| Task {
            id: self.scene.fresh(),
            item: s.item_id.clone(),
            text: s.text.clone(),
            effort_minutes: s.effort_minutes,
        });
        let tasks = tasks.collect();
        let next = meeting
            .next
            .as_ref()
            .map(|next| Slot { start: self.scene.on(next.on).0.and_time(next.at.0), minutes: next.minutes });
        let close = Close {
            session: call.session,
            result: CloseResult::Held,
            unmarked: Some(Outcome::Done),
            mood: Some(3),
            tasks,
            next,
            next_number: None,
            new_appointment: self.scene.fresh(),
            flag: None,
            flag_id: self.scene.fresh(),
            next_focus: meeting.next_focus.as_ref().map_or_else(String::new, |w| self.scene.text(w).to_owned()),
            unconfirmed: if meeting.open { vec!["mood".to_owned()] } else { Vec::new() },
            confirmed: !meeting.open,
        };
        self.record(call.date, meeting.to.0, Record::Close(Box::new(close)))?;
        Ok(())
    }
}

/// Nobody came: the trainer waited and then said so.
fn miss(scene: &mut Scene, send: &mut Send<'_>, absence: &Absence) -> Result<(), FillError> {
    let assets = scene.assets();
    let Some(learner) = assets.learners.iter().find(|l| l.id == absence.learner) else { return Ok(()) };
    let appointment = scene.appointment(&learner.id, learner.next_number());
    let new_appointment = scene.fresh();
    let today = scene.on(0);
    let mut desk = Desk { scene, send };
    desk.record(today, absence.from.0, Record::Wait { appointment })?;
    let result = Record::Result { appointment, result: NotHeld::NoShow, next: None, new_appointment };
    desk.record(today, absence.until.0, result)?;
    Ok(())
}

/// The USM sorts a voice.
fn sort_voice(scene: &mut Scene, send: &mut Send<'_>, triage: &Triage) -> Result<(), FillError> {
    let assets = scene.assets();
    let Some(voice) = assets.voices.voice.iter().find(|v| v.id == triage.voice) else { return Ok(()) };
    let id = scene.id(Entity::Voice, &voice.id);
    let mut facts = Facts::new();
    facts::sorted(scene, facts.row(Entity::Voice, id), voice);
    let mut stamp = scene.stamp(scene.on(0), triage.at.0);
    stamp.actor = Some(scene.staff(&triage.by));
    Desk { scene, send }.record_as(stamp, Record::Facts(facts.into_inner()))?;
    Ok(())
}
