//! Rows as they are: what no import file can express, and the rows whose ids other rows need.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use serde_json::{Map, Value as Json, json};

use super::assets::{Flow, Learner, Pharmacy, Staff, Voice};
use super::calendar::{EARLY, Preset};
use super::scene::{DEMO_USER, MEETING_URL, Scene};
use crate::domain::{
    AppointmentKind, AppointmentState, BusinessDate, EnrolmentState, Entity, FlowStatus, HandOverKind, Id, NoteKind,
    QuestionState, Scope, VoiceState,
};
use crate::request::record::{Fact, FactValue};

/// Rows in the order in which they are written.
#[derive(Debug)]
pub(super) struct Facts {
    rows: Vec<Fact>,
}

impl Facts {
    pub(super) const fn new() -> Self {
        Self { rows: Vec::new() }
    }

    pub(super) fn row(&mut self, entity: Entity, id: Id) -> Row<'_> {
        let at = self.rows.len();
        self.rows.push(Fact { entity, id, fields: Vec::new() });
        Row { fields: &mut self.rows[at].fields }
    }

    pub(super) fn into_inner(self) -> Vec<Fact> {
        self.rows
    }
}

/// Sets the fields of a row; those without a value are left out.
pub(super) struct Row<'f> {
    fields: &'f mut Vec<(&'static str, FactValue)>,
}

impl Row<'_> {
    fn set(self, name: &'static str, value: Option<FactValue>) -> Self {
        self.fields.extend(value.map(|value| (name, value)));
        self
    }
    pub(super) fn text(self, name: &'static str, text: impl Into<String>) -> Self {
        self.set(name, Some(FactValue::Text(text.into())))
    }
    pub(super) fn maybe<T: ToString + ?Sized>(self, name: &'static str, text: Option<&T>) -> Self {
        self.set(name, text.map(|t| FactValue::Text(t.to_string())))
    }
    pub(super) fn date(self, name: &'static str, date: BusinessDate) -> Self {
        self.text(name, date.to_string())
    }
    pub(super) fn int(self, name: &'static str, n: i64) -> Self {
        self.set(name, Some(FactValue::Int(n)))
    }
    pub(super) fn at(self, name: &'static str, at: DateTime<Utc>) -> Self {
        self.int(name, at.timestamp_millis())
    }
    pub(super) fn link(self, name: &'static str, id: Id) -> Self {
        self.set(name, Some(FactValue::Ref(id)))
    }
}

/// Everything of the morning that no file says, and the people whom the files speak of.
pub(super) fn write(scene: &mut Scene, facts: &mut Facts) {
    let assets = scene.assets();
    for row in &assets.people.staff {
        staff(scene, facts, row);
    }
    for row in &assets.people.pharmacy {
        pharmacy(scene, facts, row);
    }
    for row in &assets.learners {
        person(scene, facts, row);
        around(scene, facts, row);
        missed(scene, facts, row);
        booked(scene, facts, row);
    }
    for meeting in &assets.play.meeting {
        // An appointment of the past that is played, and so not in the learner's own data.
        if let (Some(number), Some(minutes)) = (meeting.number, meeting.minutes) {
            let slot = Slot { number, date: scene.on(meeting.on), time: meeting.from.0, minutes };
            appointment(scene, facts, &meeting.learner, slot, AppointmentState::Scheduled);
        }
    }
    themes(scene, facts);
    let said_today: Vec<&str> = match scene.day.preset {
        Preset::Morning => Vec::new(),
        Preset::Evening => {
            let lines = assets.play.meeting.iter().flat_map(|m| &m.notes);
            lines.filter_map(|line| line.voice.as_deref()).collect()
        }
    };
    for row in assets.voices.voice.iter().filter(|v| !said_today.contains(&v.id.as_str())) {
        voice(scene, facts, row);
    }
}

fn staff(scene: &mut Scene, facts: &mut Facts, row: &Staff) {
    let id = scene.staff(&row.id);
    let hours = row.hours.as_ref().map(|hours| {
        let days = ["mon", "tue", "wed", "thu", "fri"];
        let week: Map<String, Json> = days.into_iter().map(|day| (day.to_owned(), json!([hours]))).collect();
        Json::Object(week)
    });
    facts
        .row(Entity::Staff, id)
        .text("name", scene.name(&row.name))
        .text("kana", &row.name.kana)
        .text("romaji", &row.name.en)
        .text("role", row.role.word())
        .maybe("work_hours", hours.as_ref())
        .int("active", 1);
}

fn pharmacy(scene: &mut Scene, facts: &mut Facts, row: &Pharmacy) {
    let id = scene.pharmacy(&row.id);
    facts
        .row(Entity::Pharmacy, id)
        .text("code", &row.id)
        .text("name", scene.name(&row.name))
        .text("romaji", &row.name.en)
        .maybe("specialty", row.specialty.as_ref().map(|w| scene.text(w)))
        .set("prescriptions_per_day", row.prescriptions_per_day.map(FactValue::Int))
        .maybe("concerns", row.concerns.as_ref().map(|w| scene.text(w)))
        .text("programme_id", scene.programme().id());
    if let Some(flow) = &row.flow {
        flow_page(scene, facts, row, flow);
    }
    if let (Some(own), Some(kickoff)) = (&row.target, &row.kickoff) {
        let from = scene.on(kickoff.on);
        facts
            .row(
                Entity::MetricTarget,
                Id::natural(Entity::MetricTarget, &format!("pharmacy:{id}:{}:{from}", own.metric)),
            )
            .text("metric_id", &own.metric)
            .text("scope", Scope::Pharmacy.word())
            .link("scope_id", id)
            .text("value", &own.value)
            .text("basis", "agreed")
            .int("takes_precedence", 1)
            .text("agreed_with", scene.name(&row.owner))
            .text("reason", scene.text(&own.reason))
            .date("valid_from", from);
    }
    if let Some(note) = &row.sales_note {
        let (sales, trainer) = (scene.staff("U5"), scene.staff(DEMO_USER));
        let handed = scene.fresh();
        let sent = scene.on(row.contract);
        facts
            .row(Entity::HandOver, handed)
            .text("kind", HandOverKind::SalesToUs.word())
            .link("pharmacy_id", id)
            .link("from_id", sales)
            .link("to_id", trainer)
            .date("effective_on", sent)
            .text("brief", scene.text(note))
            .at("sent_at", scene.at(sent, EARLY))
            .at("accepted_at", scene.at(sent, EARLY));
    }
}

/// The flow of a pharmacy; agreed by its owner.
fn flow_page(scene: &mut Scene, facts: &mut Facts, row: &Pharmacy, flow: &Flow) {
    let id = scene.pharmacy(&row.id);
    let owner = scene.name(&row.owner).to_owned();
    let agreed = flow.on.map(|on| (scene.on(on), Some(owner)));
    page(scene, facts, id, flow.status, agreed);
}

/// One page of an operation flow. The rules are there once it is agreed.
pub(super) fn page(
    scene: &mut Scene,
    facts: &mut Facts,
    pharmacy: Id,
    status: FlowStatus,
    agreed: Option<(BusinessDate, Option<String>)>,
) {
    let assets = scene.assets();
    let people = &assets.people;
    let step = |s: &super::assets::FlowStep| {
        json!({
            "step": scene.text(&s.step), "who": scene.text(&s.who), "device": scene.text(&s.device),
            "when": scene.text(&s.when),
        })
    };
    let steps: Json = people.flow_step.iter().map(step).collect();
    let id = scene.fresh();
    let row = facts
        .row(Entity::OperationFlow, id)
        .link("pharmacy_id", pharmacy)
        .text("status", status.word())
        .text("steps", steps.to_string());
    if let Some((on, by)) = agreed {
        row.text("signoff_rule", scene.text(&people.flow_rules.signoff))
            .text("rush_rule", scene.text(&people.flow_rules.rush))
            .text("outage_rule", scene.text(&people.flow_rules.outage))
            .date("agreed_on", on)
            .maybe("agreed_by", by.as_ref());
    }
}

/// A learner and the enrolment, so that files and rows can speak of them.
fn person(scene: &mut Scene, facts: &mut Facts, row: &Learner) {
    let assets = scene.assets();
    let (learner, enrolment) = (scene.learner(&row.id), scene.enrolment(&row.id));
    let pharmacy = scene.pharmacy(&row.pharmacy);
    let trainer = scene.trainer_of(row);
    facts
        .row(Entity::Learner, learner)
        .text("code", &row.id)
        .link("pharmacy_id", pharmacy)
        .text("name", scene.name(&row.name))
        .text("romaji", &row.name.en)
        .maybe("worries", row.worries.as_ref().map(|w| scene.text(w)))
        .maybe("strengths", row.strengths.as_ref().map(|w| scene.text(w)));
    let contract = assets.people.pharmacy.iter().find(|p| p.id == row.pharmacy).map(|p| scene.on(p.contract));
    let paused = row.state.as_ref().is_some_and(|s| s.is == EnrolmentState::Paused);
    let linked = row.state.as_ref().filter(|_| row.line_linked).map(|s| scene.at(scene.on(s.on), EARLY));
    enrol(scene, facts, enrolment, learner, trainer)
        .maybe("invited_on", contract.as_ref())
        .text("cohort", "new")
        .maybe("paused_from", paused.then_some(EnrolmentState::Learning.word()))
        .set("line_linked_at", linked.map(|at| FactValue::Int(at.timestamp_millis())))
        .maybe("goal_sentence", row.goal.as_ref().map(|w| scene.text(w)));
}

/// An enrolment as somebody is invited; the state is worked out by the import.
pub(super) fn enrol<'f>(scene: &Scene, facts: &'f mut Facts, enrolment: Id, learner: Id, trainer: Id) -> Row<'f> {
    let programme = scene.programme();
    let identity = &programme.identity;
    facts
        .row(Entity::Enrolment, enrolment)
        .link("learner_id", learner)
        .text("programme_id", &identity.id)
        .text("programme_version", &identity.version)
        .text("programme_hash", &identity.hash)
        .link("trainer_id", trainer)
        .text("state", EnrolmentState::Invited.word())
        .int("state_set", 0)
        .int("start_no", 1)
}

/// What hangs on a learner beside the sessions.
fn around(scene: &mut Scene, facts: &mut Facts, row: &Learner) {
    let (learner, enrolment) = (scene.learner(&row.id), scene.enrolment(&row.id));
    let trainer = scene.trainer_of(row);
    let seen = row.held_on(scene.day.date).last().map_or(scene.eve(), |(_, date)| *date);
    for note in &row.notes {
        let id = scene.fresh();
        facts
            .row(Entity::Note, id)
            .link("enrolment_id", enrolment)
            .at("at", scene.at(seen, row.slot.map_or(EARLY, |slot| slot.0)))
            .text("kind", NoteKind::Memo.word())
            .text("text", scene.text(note))
            .int("private", 0);
    }
    if let Some(promise) = &row.promise {
        let id = scene.id(Entity::Question, &promise.id);
        facts
            .row(Entity::Question, id)
            .text("text", scene.text(&promise.text))
            .link("enrolment_id", enrolment)
            .text("state", QuestionState::Open.word())
            .date("promised_by", scene.on(promise.by))
            .link("owner_id", trainer);
    }
    if let Some(new) = &row.new_trainer {
        let (id, to) = (scene.fresh(), scene.staff(&new.id));
        facts
            .row(Entity::HandOver, id)
            .text("kind", HandOverKind::TrainerToTrainer.word())
            .link("enrolment_id", enrolment)
            .link("from_id", trainer)
            .link("to_id", to)
            .date("effective_on", scene.on(new.on));
    }
    if let (Some(to), Some(state)) = (&row.engagement, &row.state) {
        let (id, to) = (scene.fresh(), scene.staff(to));
        let on = scene.on(state.on);
        facts
            .row(Entity::HandOver, id)
            .text("kind", HandOverKind::ToEngagement.word())
            .link("enrolment_id", enrolment)
            .link("from_id", trainer)
            .link("to_id", to)
            .date("effective_on", on)
            .at("sent_at", scene.at(on.plus(-1), EARLY))
            .at("accepted_at", scene.at(on, EARLY));
    }
    if let Some(done) = &row.milestones {
        for (code, days) in [("own_login", done.own_login), ("first_same_day_record", done.first_same_day_record)] {
            let date = scene.on(days);
            milestone(scene, facts, learner, code, date);
        }
    }
}

/// A dated fact that counts for completion.
pub(super) fn milestone(scene: &mut Scene, facts: &mut Facts, learner: Id, code: &str, date: BusinessDate) {
    let id = scene.fresh();
    facts
        .row(Entity::Milestone, id)
        .text("scope", Scope::Learner.word())
        .link("scope_id", learner)
        .text("code", code)
        .date("done_on", date);
}

/// One appointment of a learner's.
#[derive(Clone, Copy)]
struct Slot {
    number: u8,
    date: BusinessDate,
    time: NaiveTime,
    minutes: u32,
}

fn appointment<'f>(
    scene: &mut Scene,
    facts: &'f mut Facts,
    learner: &str,
    slot: Slot,
    state: AppointmentState,
) -> Row<'f> {
    let id = scene.appointment(learner, slot.number);
    appointment_as(scene, facts, id, learner, slot, state)
}

fn appointment_as<'f>(
    scene: &mut Scene,
    facts: &'f mut Facts,
    id: Id,
    learner: &str,
    slot: Slot,
    state: AppointmentState,
) -> Row<'f> {
    let enrolment = scene.enrolment(learner);
    let trainer = scene.staff(DEMO_USER);
    facts
        .row(Entity::Appointment, id)
        .text("kind", AppointmentKind::Session.word())
        .link("enrolment_id", enrolment)
        .int("session_no", i64::from(slot.number))
        .link("trainer_id", trainer)
        .at("starts_at", scene.at(slot.date, slot.time))
        .text("zone", scene.day.zone.name())
        .int("minutes", i64::from(slot.minutes))
        .text("state", state.word())
        .text("meeting_url", MEETING_URL)
}

/// Appointments that nobody came to; each is the moved one of the one before.
fn missed(scene: &mut Scene, facts: &mut Facts, row: &Learner) {
    let mut before: Option<Id> = None;
    for (moves, miss) in (0..).zip(&row.missed) {
        let id = scene.fresh();
        let date = scene.on(miss.on);
        let time = row.slot.map_or(EARLY, |slot| slot.0);
        let slot = Slot { number: miss.number, date, time, minutes: scene.minutes(miss.number) };
        let word_came = (miss.how == AppointmentState::LateCancel).then(|| scene.at(date, time) - TimeDelta::hours(2));
        let made = appointment_as(scene, facts, id, &row.id, slot, miss.how)
            .maybe("cancel_reason", miss.reason.as_ref().map(|w| scene.text(w)))
            .set("cancelled_at", word_came.map(|at| FactValue::Int(at.timestamp_millis())))
            .set("rescheduled_from", before.map(FactValue::Ref));
        if moves > 0 {
            made.int("moves", moves);
        }
        before = Some(id);
    }
}

fn booked(scene: &mut Scene, facts: &mut Facts, row: &Learner) {
    if let Some(next) = &row.next {
        let number = row.next_number();
        let slot = Slot { number, date: scene.on(next.on), time: next.at.0, minutes: next.minutes };
        appointment(scene, facts, &row.id, slot, AppointmentState::Scheduled);
    }
}

fn themes(scene: &mut Scene, facts: &mut Facts) {
    for theme in &scene.assets().voices.theme {
        let id = scene.id(Entity::Theme, &theme.id);
        let row = facts
            .row(Entity::Theme, id)
            .text("title", scene.text(&theme.title))
            .text("background", scene.text(&theme.background))
            .maybe("proposal", theme.proposal.as_ref().map(|w| scene.text(w)))
            .text("product_ref", &theme.product_ref)
            .date("sent_on", scene.on(theme.sent));
        if let Some(answered) = &theme.answered {
            row.text("answer", &answered.answer)
                .text("answer_text", scene.text(&answered.text))
                .date("answered_on", scene.on(answered.on));
        }
    }
}

fn voice(scene: &mut Scene, facts: &mut Facts, voice: &Voice) {
    let assets = scene.assets();
    let Some(learner) = assets.learners.iter().find(|l| l.id == voice.learner) else { return };
    let id = scene.id(Entity::Voice, &voice.id);
    let (person, pharmacy) = (scene.learner(&learner.id), scene.pharmacy(&learner.pharmacy));
    let trainer = scene.trainer_of(learner);
    let at = scene.at(scene.on(voice.on), learner.slot.map_or(EARLY, |slot| slot.0)) + TimeDelta::minutes(12);
    let row = facts
        .row(Entity::Voice, id)
        .link("captured_by", trainer)
        .at("captured_at", at)
        .link("pharmacy_id", pharmacy)
        .link("learner_id", person)
        .text("verbatim", scene.text(&voice.verbatim));
    sorted(scene, row, voice);
    if let (Some(told), VoiceState::Told) = (voice.told, voice.state) {
        let on = scene.on(told);
        facts
            .row(Entity::VoiceTold, Id::natural(Entity::VoiceTold, &id.to_string()))
            .link("voice_id", id)
            .date("told_on", on)
            .link("told_by", trainer);
    }
}

/// What the USM made of a voice.
pub(super) fn sorted(scene: &mut Scene, row: Row<'_>, voice: &Voice) {
    let theme = voice.theme.as_ref().map(|theme| scene.id(Entity::Theme, theme));
    row.maybe("situation", voice.situation.as_ref().map(|w| scene.text(w)))
        .set("impact", voice.impact.map(FactValue::Int))
        .text("kind", voice.kind.word())
        .text("state", voice.state.word())
        .set("theme_id", theme.map(FactValue::Ref));
}
