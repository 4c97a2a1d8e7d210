//! Standings for the tests of this room, put together from the few facts a test speaks of.

use chrono::TimeDelta;

use super::{Row, learner_row, pharmacy_row};
use crate::domain::rules::fixture::default_rules;
use crate::domain::standing::{
    Appointment, Due, Few, FollowUp, Homework, Judgement, Looked, MetricFacts, Moment, PharmacyFacts, PharmacyStanding,
    Promise, Reading, Record, RolePlay, Since, Standing, Survey, SurveyAnswer,
};
use crate::domain::{
    AppointmentKind, AppointmentState, BusinessDate, Decimal, EnrolmentState, FlowStatus, FollowUpState, Id,
    JudgementKind, JudgementResult, ReasonCode, Rules, ScoreTable, Seen, Target, WorkDays,
};

pub(crate) const SAME_DAY: &str = "same_day_record_rate";
pub(crate) const SUGGESTION: &str = "suggestion_use_rate";
pub(crate) const TRAINER: Id = Id(uuid::Uuid::from_u128(1));
pub(crate) const USM: Id = Id(uuid::Uuid::from_u128(2));
pub(crate) const ANSWERER: Id = Id(uuid::Uuid::from_u128(3));

/// The Wednesday that the vectors stand on.
pub(crate) fn wednesday() -> BusinessDate {
    BusinessDate::new(2026, 11, 25).unwrap()
}

pub(crate) fn dec(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

/// An id that hangs on a date and a small number.
pub(crate) fn id(date: BusinessDate, n: u128) -> Id {
    Id::at(start(date).at().timestamp_millis(), n)
}

pub(crate) fn start(date: BusinessDate) -> Moment {
    date.0.and_hms_opt(1, 0, 0).unwrap().and_utc().into()
}

/// A learner nothing happened to yet, learning.
pub(crate) fn learner(key: &str) -> Standing {
    Standing {
        learner: Id::natural(crate::domain::Entity::Learner, key),
        enrolment: Id::natural(crate::domain::Entity::Enrolment, key),
        kana_key: String::new(),
        trainer: Some(TRAINER),
        state: EnrolmentState::Learning,
        start_no: 1,
        invited_on: None,
        deadline: None,
        paused_until: None,
        deferred_until: None,
        graduated_on: None,
        appointments: Vec::new(),
        older: Vec::new(),
        homework: Vec::new(),
        metrics: Vec::new(),
        judgements: Vec::new(),
        promises: Vec::new(),
        surveys: Vec::new(),
        touches: Vec::new(),
        graduation_check: Since::Always,
        follow_ups: Vec::new(),
        decisions: Vec::new(),
    }
}

/// An appointment of kind session without a record.
pub(crate) fn appointment(date: BusinessDate, state: AppointmentState) -> Appointment {
    Appointment {
        id: id(date, 10),
        date,
        start: start(date),
        kind: AppointmentKind::Session,
        state,
        number: None,
        full: Few::new(),
        record: None,
    }
}

/// A met session with a closed record of which nothing is to be said.
pub(crate) fn met(date: BusinessDate, state: AppointmentState, full: &[u8]) -> Appointment {
    let record =
        Record { session: id(date, 20), closed: Since::On(date), mood: None, stuck: Few::new(), role_play: None };
    let number = full.last().copied();
    Appointment { full: full.into(), number, record: Some(record), ..appointment(date, state) }
}

pub(crate) fn role_play(date: BusinessDate, scores: &[u8]) -> RolePlay {
    RolePlay { id: id(date, 30), scores: scores.into() }
}

impl Standing {
    pub(crate) fn in_state(mut self, state: EnrolmentState) -> Self {
        self.state = state;
        self
    }
    pub(crate) fn with(mut self, appointments: impl IntoIterator<Item = Appointment>) -> Self {
        self.appointments.extend(appointments);
        self
    }
    pub(crate) fn booked(self, date: BusinessDate) -> Self {
        self.with([appointment(date, AppointmentState::Scheduled)])
    }
    /// The record of the newest session.
    pub(crate) fn last_record(&mut self) -> &mut Record {
        self.appointments
            .iter_mut()
            .filter(|a| a.record.is_some())
            .max_by_key(|a| a.start)
            .unwrap()
            .record
            .as_mut()
            .unwrap()
    }
    /// Homework that the session of `date` looked at.
    pub(crate) fn homework_at(&mut self, date: BusinessDate, missing: bool) {
        let since = |is| if is { Since::On(date) } else { Since::Never };
        self.homework.push(Homework {
            id: id(date, 40),
            due: Due::Next(Some(Looked { date, start: start(date) })),
            missing: since(missing),
            handed_in: since(!missing),
            waived: Since::Never,
        });
    }
    /// A reading of a metric; "-" = none.
    pub(crate) fn read(&mut self, metric: &str, period_end: BusinessDate, value: &str) {
        if value == "-" {
            return;
        }
        let at = self.metrics.iter().position(|facts| facts.metric == metric).unwrap_or_else(|| {
            let facts = MetricFacts {
                metric: metric.to_owned(),
                waived: false,
                own: Vec::new(),
                copied: Vec::new(),
                readings: Vec::new(),
            };
            self.metrics.push(facts);
            self.metrics.len() - 1
        });
        let n = if metric == SAME_DAY { 50 } else { 51 };
        self.metrics[at].readings.push(Reading { id: id(period_end, n), period_end, value: dec(value) });
    }
    /// Readings of both required metrics.
    pub(crate) fn read_both(&mut self, period_end: BusinessDate, values: [&str; 2]) {
        self.read(SAME_DAY, period_end, values[0]);
        self.read(SUGGESTION, period_end, values[1]);
    }
    pub(crate) fn judged(&mut self, made_on: BusinessDate, result: JudgementResult) {
        let kind = JudgementKind::Final;
        self.judgements.push(Judgement { id: id(made_on, 60), made_on, kind, result, plan_dated: false });
    }
    pub(crate) fn promise(&mut self, promised_by: BusinessDate) {
        self.promises.push(Promise {
            id: id(promised_by, 70),
            asked_on: None,
            promised_by,
            settled: Since::Never,
            owner: Some(ANSWERER),
        });
    }
    pub(crate) fn survey(&mut self, sent_on: BusinessDate, answer: SurveyAnswer) {
        self.surveys.push(Survey { id: id(sent_on, 80), sent_on: Some(sent_on), answer });
    }
}

/// A follow-up made on `made_on` that carries nothing yet.
pub(crate) fn follow_up(made_on: BusinessDate) -> FollowUp {
    FollowUp {
        id: id(made_on, 90),
        made_on,
        level: None,
        due_on: None,
        owner: Some(TRAINER),
        state: FollowUpState::Open,
        snoozed_until: None,
        done_on: None,
        covers: Vec::new(),
    }
}

/// A pharmacy of which nothing is known.
pub(crate) fn pharmacy(key: &str) -> PharmacyStanding {
    PharmacyStanding {
        pharmacy: Id::natural(crate::domain::Entity::Pharmacy, key),
        facts: PharmacyFacts {
            kana_key: String::new(),
            usm: Some(USM),
            kickoff_held: None,
            device_due: None,
            device_installed: None,
            go_live_target: None,
            go_live_actual: None,
            metrics: Vec::new(),
        },
        contract_date: None,
        kickoff_planned: None,
        kickoffs_open: Vec::new(),
        flow: FlowStatus::None,
        flow_agreed_on: None,
        booked: Vec::new(),
        all_over: Since::Never,
        kickoffs: Vec::new(),
        promises: Vec::new(),
        contacts: Vec::new(),
        follow_ups: Vec::new(),
        decisions: Vec::new(),
    }
}

pub(crate) fn target(value: i64) -> Target {
    Target { valid_from: None, value: Decimal::whole(value) }
}

/// Scores with the default programme and table, Mondays to Fridays.
#[derive(Debug)]
pub(crate) struct Scorer {
    pub(crate) rules: Rules,
    pub(crate) table: ScoreTable,
    pub(crate) work: WorkDays,
}

impl Scorer {
    pub(crate) fn new() -> Self {
        Self { rules: default_rules(), table: ScoreTable::default(), work: WorkDays::default() }
    }
    pub(crate) fn learner(&self, standing: &Standing, facts: &PharmacyFacts, day: BusinessDate) -> Option<Row> {
        learner_row(&Seen::new(standing, day), facts, &self.rules, &self.table, &self.work)
    }
    pub(crate) fn pharmacy(&self, standing: &PharmacyStanding, day: BusinessDate) -> Option<Row> {
        pharmacy_row(standing, &self.rules, &self.table, &self.work, day)
    }
}

/// The codes of a row with their points.
pub(crate) fn points(row: Option<&Row>) -> Vec<(ReasonCode, u32)> {
    row.map_or_else(Vec::new, |row| row.reasons.iter().map(|r| (r.code(), r.points)).collect())
}

/// A start some hours after the usual one.
pub(crate) fn later(mut appointment: Appointment, hours: i64) -> Appointment {
    appointment.start = (appointment.start.at() + TimeDelta::hours(hours)).into();
    appointment
}
