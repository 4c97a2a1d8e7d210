//! What an import says of the practice day: who there is, the sessions so far, the figures.

use chrono::Datelike;

use super::archive;
use super::assets::{Learner, Name, Pharmacy, Session, Words};
use super::scene::{MEETING_URL, Scene};
use crate::domain::{
    AppointmentKind, AppointmentState, BusinessDate, Decimal, EnrolmentState, HomeworkState, NoteKind, SessionNo,
    SessionRef,
};
use crate::request::import::{
    Figure, FigureForm, HistoryKind, HistoryNote, ImportFile, MetricCell, Naming, ReadingRow, RosterRow, Rows,
    SessionRow, SurveyScore,
};
use crate::text::prefix;

/// The files as one call brings them: roster, sessions, readings.
pub(super) fn files(scene: &Scene) -> Vec<ImportFile> {
    let assets = scene.assets();
    let mut roster = Vec::new();
    let mut sessions: Vec<SessionRow> = assets.people.pharmacy.iter().filter_map(|p| kickoff(scene, p)).collect();
    let mut readings = Vec::new();
    for learner in &assets.learners {
        let pharmacy = assets.people.pharmacy.iter().find(|p| p.id == learner.pharmacy);
        roster.extend(pharmacy.map(|p| roster_row(scene, learner, p)));
        for (number, date) in learner.held_on(scene.day.date) {
            let unusual = learner.session.iter().find(|s| s.number == number);
            sessions.push(session(scene, learner, number, date, unusual));
            readings.extend(unusual.and_then(|s| reading(scene, learner, date, s)));
        }
    }
    archive::rows(scene, &mut roster, &mut sessions, &mut readings);
    for (row, line) in (2..).zip(&mut roster) {
        line.row = row;
    }
    for (row, line) in (2..).zip(&mut sessions) {
        line.row = row;
    }
    for (row, line) in (2..).zip(&mut readings) {
        line.row = row;
    }
    vec![file(Rows::Roster(roster)), file(Rows::Sessions(sessions)), file(Rows::Readings(readings))]
}

/// Rows as the file that would have brought them.
pub(super) fn file(rows: Rows) -> ImportFile {
    let count = match &rows {
        Rows::Roster(rows) => rows.len(),
        Rows::Schedule(rows) => rows.len(),
        Rows::Sessions(rows) => rows.len(),
        Rows::Readings(rows) => rows.len(),
    };
    ImportFile {
        path: format!("practice-{}", rows.kind().word()),
        sheet: None,
        encoding: "utf8",
        count,
        rows,
        problems: Vec::new(),
        spoiled: None,
        warnings: Vec::new(),
        ignored_columns: Vec::new(),
    }
}

/// Names somebody by code.
pub(super) fn coded(code: &str) -> Naming {
    Naming { learner_id: Some(code.to_owned()), ..Naming::default() }
}

/// Names a learner of a pharmacy in full.
pub(super) fn named(scene: &Scene, code: &str, person: &Name, pharmacy: &Name) -> Naming {
    Naming {
        learner_id: Some(code.to_owned()),
        learner: Some(scene.name(person).to_owned()),
        learner_kana: Some(person.kana.clone()),
        pharmacy: Some(scene.name(pharmacy).to_owned()),
    }
}

fn roster_row(scene: &Scene, learner: &Learner, pharmacy: &Pharmacy) -> RosterRow {
    let on = |days: i64| scene.on(days);
    let text = |words: &Words| scene.text(words).to_owned();
    let state = learner.state.as_ref();
    let survey = learner.survey.as_ref();
    let graduated = state.is_some_and(|s| s.is == EnrolmentState::Graduated);
    let last_seen = learner.held_on(scene.day.date).last().map(|(_, date)| *date);
    let slot_day = learner.next.as_ref().map(|next| (on(next.on), next.at.0));
    let slot_day = slot_day.or_else(|| last_seen.zip(learner.slot.map(|slot| slot.0)));
    RosterRow {
        who: named(scene, &learner.id, &learner.name, &pharmacy.name),
        pharmacy_kana: Some(pharmacy.name.kana.clone()),
        owner: Some(scene.name(&pharmacy.owner).to_owned()),
        owner_kana: Some(pharmacy.owner.kana.clone()),
        contract_date: Some(on(pharmacy.contract)),
        device_due: Some(on(pharmacy.device.due)),
        device_installed: pharmacy.device.installed.then(|| on(pharmacy.device.due)),
        go_live_target: pharmacy.go_live.as_ref().map(|live| on(live.on)),
        go_live_actual: pharmacy.go_live.as_ref().filter(|live| live.done).map(|live| on(live.on)),
        kickoff_held: pharmacy.kickoff.as_ref().map(|kickoff| on(kickoff.on)),
        purpose: pharmacy.purpose.as_ref().map(text),
        touch_model: Some(scene.programme().meta.touch_model),
        cohort: Some("new".to_owned()),
        usm: scene.usm(),
        job: Some(learner.job),
        state: state.map(|s| s.is),
        state_on: state.map(|s| on(s.on)),
        state_reason: state.and_then(|s| s.reason).map(|reason| reason.word().to_owned()),
        paused_until: state.and_then(|s| s.until).map(on),
        slot: slot_day.and_then(|(day, time)| Some((u8::try_from(day.0.weekday().number_from_monday()).ok()?, time))),
        meeting_url: Some(MEETING_URL.to_owned()),
        deadline: learner.deadline.map(on),
        graduation_done: learner.graduation_done.clone().or_else(|| graduated.then(|| vec!["all".to_owned()])),
        survey_sent: survey.map(|s| on(s.sent)),
        survey_on: survey.and_then(|s| s.answered).map(on),
        survey_score: survey.and_then(|s| s.score).map(SurveyScore::Score),
        survey_comment: survey.and_then(|s| s.comment.as_ref()).map(text),
        ..RosterRow::default()
    }
}

fn kickoff(scene: &Scene, pharmacy: &Pharmacy) -> Option<SessionRow> {
    let held = pharmacy.kickoff.as_ref()?;
    let notes = pharmacy.note.iter().map(|note| line(scene.text(note))).collect();
    let row = held_kickoff(scene, &pharmacy.name, scene.on(held.on), &held.trainer);
    Some(SessionRow { start: Some(held.at.0), notes, ..row })
}

/// A kickoff that was held, its record closed.
pub(super) fn held_kickoff(scene: &Scene, pharmacy: &Name, date: BusinessDate, trainer: &str) -> SessionRow {
    let planned = scene.programme().minutes(SessionRef::Kickoff);
    SessionRow {
        who: Naming { pharmacy: Some(scene.name(pharmacy).to_owned()), ..Naming::default() },
        date: Some(date),
        minutes: planned.map(u32::from),
        kind: Some(HistoryKind::Appointment(AppointmentKind::Kickoff)),
        numbers: vec![0],
        trainer: scene.staff_name(trainer),
        result: Some(AppointmentState::Held),
        closed: Some(true),
        ..SessionRow::default()
    }
}

/// A session that went as usual.
pub(super) fn usual(scene: &Scene, code: &str, number: u8, date: BusinessDate) -> SessionRow {
    let criteria = SessionNo::new(number).map_or(0, |no| scene.programme().criteria(no).len());
    SessionRow {
        who: coded(code),
        date: Some(date),
        minutes: Some(scene.minutes(number)),
        kind: Some(HistoryKind::Appointment(AppointmentKind::Session)),
        numbers: vec![number],
        result: Some(AppointmentState::Held),
        closed: Some(true),
        mood: Some(3),
        role_play: if criteria > 0 { vec![vec![Some(3); criteria]] } else { Vec::new() },
        // What the owner was asked for at the kickoff is looked at in session 1 and belongs to nobody's record.
        homework: (number > 1).then_some(HomeworkState::Reviewed),
        ..SessionRow::default()
    }
}

fn session(scene: &Scene, learner: &Learner, number: u8, date: BusinessDate, unusual: Option<&Session>) -> SessionRow {
    let mut row = usual(scene, &learner.id, number, date);
    row.start = learner.slot.map(|slot| slot.0);
    let Some(said) = unusual else { return row };
    if let Some(scores) = &said.role_play {
        row.role_play = vec![scores.iter().map(|score| Some(*score)).collect()];
    }
    row.homework = said.homework.or(row.homework);
    row.mood = said.mood.or(row.mood);
    row.partly.clone_from(&said.partly);
    row.stuck.clone_from(&said.stuck);
    row.next_focus = said.next_focus.as_ref().map(|words| scene.text(words).to_owned());
    row.notes = said.notes.iter().map(|note| line(scene.text(note))).collect();
    row
}

/// A note line as it stands in a cell.
pub(super) fn line(text: &str) -> HistoryNote {
    let (head, rest) = prefix::split(text);
    let kind = NoteKind::from_word(head.word()).unwrap_or(NoteKind::Memo);
    HistoryNote { line: text.to_owned(), kind, text: rest.to_owned(), promise: None }
}

fn reading(scene: &Scene, learner: &Learner, date: BusinessDate, said: &Session) -> Option<ReadingRow> {
    if said.readings.is_empty() && said.stage.is_none() {
        return None;
    }
    let programme = scene.programme();
    let cell = |(metric, text): (&crate::programme::Metric, &String)| {
        let figure = Figure { value: Decimal::parse(text)?, form: FigureForm::Plain };
        Some(MetricCell { metric: metric.id.clone(), figure, column: metric.id.clone() })
    };
    Some(ReadingRow {
        who: coded(&learner.id),
        period_end: Some(date),
        values: programme.required_metrics().zip(&said.readings).filter_map(cell).collect(),
        stage: said.stage.clone(),
        ..ReadingRow::default()
    })
}
