//! Those who came before: two groups whose figures the comparison of regimes is about. Contracts and first sessions are
//! days from T, everything else counts from these.

use chrono::NaiveTime;

use super::assets::{Cohort, Left, Name};
use super::facts::{self, Facts};
use super::history::{coded, held_kickoff, line, named, usual};
use super::scene::{DEMO_USER, Scene};
use crate::domain::{BusinessDate, EnrolmentState, Entity, FlowStatus, Job, JudgementResult, WorkDays};
use crate::request::import::{HistoryKind, ReadingRow, RosterRow, SessionRow, SurveyScore};

/// Days from the contract to the kickoff, to the device, and to the day the flow is agreed and used.
const KICKOFF: i64 = 10;
const DEVICE: i64 = 20;
const GO_LIVE: i64 = 60;
/// Odd numbers were trained by the demo user, even ones by this one.
const COLLEAGUE: &str = "U2";
/// From this score on nobody calls to ask why (model: detractors score 0 to 6).
const PASSIVE: u8 = 7;

/// One of them.
struct Person<'a> {
    cohort: &'a Cohort,
    /// From 1.
    number: u8,
    end: End<'a>,
}

#[derive(Clone, Copy)]
enum End<'a> {
    /// So many days after the first session, and what the survey was answered with.
    Graduated {
        days: i64,
        score: u8,
    },
    Left(&'a Left),
}

impl Person<'_> {
    fn code(&self) -> String {
        format!("{}-{:02}", self.cohort.regime, self.number)
    }

    fn name(&self) -> Name {
        let numbered = |text: &str| format!("{text}{:02}", self.number);
        let Name { ja, kana, en } = &self.cohort.person;
        Name { ja: numbered(ja), kana: numbered(kana), en: numbered(en) }
    }

    fn trainer(&self) -> &'static str {
        if self.number % 2 == 1 { DEMO_USER } else { COLLEAGUE }
    }

    /// Everybody has a time of day of their own: a trainer's calls do not overlap.
    fn slot(&self) -> Option<NaiveTime> {
        let minute = 9 * 60 + 30 * u32::from(self.number.div_ceil(2));
        NaiveTime::from_hms_opt(minute / 60, minute % 60, 0)
    }

    /// The days on which the sessions were held, from number 1 on.
    fn held_on(&self, scene: &Scene) -> Vec<BusinessDate> {
        let first = scene.on(self.cohort.first_session);
        let last = scene.programme().last().get();
        match self.end {
            End::Graduated { days, .. } => (1..=last).map(|number| spread(first, days, number, last)).collect(),
            End::Left(left) => (0..i64::from(left.sessions)).map(|week| first.plus(7 * week)).collect(),
        }
    }

    /// What the survey was answered with.
    const fn score(&self) -> Option<u8> {
        match self.end {
            End::Graduated { score, .. } => Some(score),
            End::Left(_) => None,
        }
    }

    /// Graduated or left.
    fn ended_on(&self, scene: &Scene) -> BusinessDate {
        let first = scene.on(self.cohort.first_session);
        match self.end {
            End::Graduated { days, .. } => first.plus(days),
            End::Left(left) => left.on.map_or_else(|| first.plus(7 * i64::from(left.sessions)), |on| scene.on(on)),
        }
    }
}

/// Sessions at even distances, the last one on the day of graduation; those between move off weekends.
fn spread(first: BusinessDate, days: i64, number: u8, last: u8) -> BusinessDate {
    let date = first.plus(days * (i64::from(number) - 1) / (i64::from(last) - 1).max(1));
    let between = number > 1 && number < last;
    let work = WorkDays::default();
    let back = (0..3).map(|n| date.plus(-n)).find(|day| !between || work.is_work_day(*day));
    back.unwrap_or(date)
}

fn people(cohort: &Cohort) -> impl Iterator<Item = Person<'_>> {
    let finished =
        cohort.days.iter().zip(&cohort.nps).map(|(days, score)| End::Graduated { days: *days, score: *score });
    let ends = finished.chain(cohort.left.iter().map(End::Left));
    (1..).zip(ends).map(move |(number, end)| Person { cohort, number, end })
}

/// What no file says: the people's ids, the agreed flow, milestones.
pub(super) fn write(scene: &mut Scene, facts: &mut Facts) {
    let assets = scene.assets();
    for cohort in &assets.archive.cohort {
        let contract = scene.on(cohort.contract);
        let pharmacy = scene.pharmacy(&cohort.pharmacy.id);
        let programme = scene.programme();
        facts
            .row(Entity::Pharmacy, pharmacy)
            .text("code", &cohort.pharmacy.id)
            .text("name", scene.name(&cohort.pharmacy.name))
            .text("romaji", &cohort.pharmacy.name.en)
            .text("programme_id", programme.id());
        let agreed = contract.plus(GO_LIVE);
        facts::page(scene, facts, pharmacy, FlowStatus::Agreed, Some((agreed, None)));
        for person in people(cohort) {
            let code = person.code();
            let (learner, enrolment) = (scene.learner(&code), scene.enrolment(&code));
            let trainer = scene.staff(person.trainer());
            facts
                .row(Entity::Learner, learner)
                .text("code", &code)
                .link("pharmacy_id", pharmacy)
                .text("name", scene.name(&person.name()))
                .text("romaji", person.name().en);
            facts::enrol(scene, facts, enrolment, learner, trainer)
                .date("invited_on", contract)
                .text("cohort", &cohort.regime);
            if person.score().is_some() {
                let graduated = person.ended_on(scene);
                let login = person.held_on(scene).get(2).copied().unwrap_or(graduated);
                let first_day = agreed.plus(2).min(graduated);
                facts::milestone(scene, facts, learner, "own_login", login);
                facts::milestone(scene, facts, learner, "first_same_day_record", first_day);
            }
        }
    }
}

/// Their rows of the files.
pub(super) fn rows(
    scene: &Scene,
    roster: &mut Vec<RosterRow>,
    sessions: &mut Vec<SessionRow>,
    readings: &mut Vec<ReadingRow>,
) {
    let assets = scene.assets();
    for cohort in &assets.archive.cohort {
        let kickoff = scene.on(cohort.contract).plus(KICKOFF);
        let row = held_kickoff(scene, &cohort.pharmacy.name, kickoff, DEMO_USER);
        sessions.push(SessionRow { start: NaiveTime::from_hms_opt(10, 0, 0), ..row });
        for person in people(cohort) {
            roster.push(roster_row(scene, &person));
            let code = person.code();
            let held = person.held_on(scene);
            for (number, date) in (1..).zip(&held) {
                sessions.push(SessionRow { start: person.slot(), ..usual(scene, &code, number, *date) });
            }
            let Some(score) = person.score() else { continue };
            // They have no figures any more, only what was made of them.
            let check = scene.programme().check_sessions().iter().map(|n| n.get()).max();
            let judged = check.and_then(|number| held.get(usize::from(number) - 1).copied());
            readings.push(ReadingRow {
                who: coded(&code),
                period_end: judged,
                judgement: Some(if score < PASSIVE { JudgementResult::Stage2 } else { JudgementResult::Stage1 }),
                ..ReadingRow::default()
            });
            if score < PASSIVE {
                sessions.push(SessionRow {
                    who: coded(&code),
                    date: Some(person.ended_on(scene).plus(2)),
                    start: person.slot(),
                    kind: Some(HistoryKind::Call),
                    notes: vec![line(scene.text(&assets.archive.call.text))],
                    ..SessionRow::default()
                });
            }
        }
    }
}

fn roster_row(scene: &Scene, person: &Person<'_>) -> RosterRow {
    let cohort = person.cohort;
    let contract = scene.on(cohort.contract);
    let ended = person.ended_on(scene);
    let score = person.score();
    let state = if score.is_some() { EnrolmentState::Graduated } else { EnrolmentState::Withdrawn };
    RosterRow {
        who: named(scene, &person.code(), &person.name(), &cohort.pharmacy.name),
        pharmacy_kana: Some(cohort.pharmacy.name.kana.clone()),
        contract_date: Some(contract),
        device_due: Some(contract.plus(DEVICE)),
        device_installed: Some(contract.plus(DEVICE)),
        go_live_target: Some(contract.plus(GO_LIVE)),
        go_live_actual: Some(contract.plus(GO_LIVE)),
        kickoff_held: Some(contract.plus(KICKOFF)),
        touch_model: Some(scene.programme().meta.touch_model),
        cohort: Some(cohort.regime.clone()),
        usm: scene.usm(),
        job: Some(Job::Staff),
        state: Some(state),
        state_on: Some(ended),
        state_reason: match person.end {
            End::Graduated { .. } => None,
            End::Left(left) => Some(left.reason.word().to_owned()),
        },
        graduation_done: score.is_some().then(|| vec!["all".to_owned()]),
        survey_sent: score.map(|_| ended),
        survey_on: score.map(|_| ended.plus(1)),
        survey_score: score.map(SurveyScore::Score),
        ..RosterRow::default()
    }
}
