//! What holds for every history: properties of rows, order and projection.

use crate::domain::standing::Few;
use proptest::prelude::*;

use super::super::fixture::{
    SAME_DAY, SUGGESTION, Scorer, follow_up, id, later, learner, pharmacy, role_play, start, wednesday,
};
use super::super::*;
use crate::domain::standing::{
    Appointment, Covered, Decision, Due, Homework, Looked, OlderMeeting, PharmacyStanding, Record, RolePlay, Since,
    Standing, SurveyAnswer,
};
use crate::domain::{
    AppointmentKind, AppointmentState, DecisionKind, EnrolmentState, JudgementKind, JudgementResult, Seen,
};

/// The earliest and the latest date of any fact, in days from the Wednesday.
const FIRST: i64 = -120;
const LAST: i64 = 30;

fn day() -> impl Strategy<Value = BusinessDate> {
    (FIRST..=LAST).prop_map(|n| wednesday().plus(n))
}
fn maybe_day() -> impl Strategy<Value = Option<BusinessDate>> {
    prop::option::of(day())
}
fn since() -> impl Strategy<Value = Since> {
    prop_oneof![Just(Since::Never), day().prop_map(Since::On)]
}
fn one_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    prop::sample::select(all)
}

prop_compose! {
    fn record(date: BusinessDate, n: u128)(
        closed in since(),
        mood in prop::option::of(1_u8..=5),
        stuck in prop::collection::vec(0_u8..3, 0..3),
        scores in prop::option::of(prop::collection::vec(1_u8..=4, 1..5)),
    ) -> Record {
        let role_play = scores.map(|scores| RolePlay { id: id(date, 300 + n), ..role_play(date, &scores) });
        Record { session: id(date, 200 + n), closed, mood, stuck: stuck.into(), role_play }
    }
}

fn appointment(n: u128) -> impl Strategy<Value = Appointment> {
    let kinds = &[
        AppointmentKind::Session,
        AppointmentKind::Session,
        AppointmentKind::Session,
        AppointmentKind::Extra,
        AppointmentKind::Support,
        AppointmentKind::FollowUpCall,
    ];
    let facts =
        (day(), 0_i64..3, one_of(kinds), one_of(AppointmentState::ALL), prop::option::of(1_u8..=12), any::<bool>());
    facts.prop_flat_map(move |(date, hour, kind, state, number, full)| {
        let full: Vec<u8> =
            number.filter(|_| full && state.is_met() && kind == AppointmentKind::Session).into_iter().collect();
        prop::option::of(record(date, n)).prop_map(move |record| {
            let record = record.filter(|_| state.is_met());
            let plain = Appointment {
                id: id(date, 100 + n),
                date,
                start: start(date),
                kind,
                state,
                number,
                full: full.clone().into(),
                record,
            };
            later(plain, hour)
        })
    })
}

prop_compose! {
    fn homework(n: u128)(
        given in day(),
        looked in maybe_day(),
        before in prop::option::of((0_u8..4, maybe_day())),
        missing in since(),
        handed_in in since(),
        waived in prop_oneof![4 => Just(Since::Never), 1 => since()],
    ) -> Homework {
        let due = match before {
            Some((days, fixed)) => Due::Before { days, fixed },
            None => Due::Next(looked.map(|date| Looked { date, start: start(date) })),
        };
        Homework { id: id(given, 400 + n), due, missing, handed_in, waived }
    }
}

fn numbered<S: Strategy>(most: u128, make: impl Fn(u128) -> S) -> impl Strategy<Value = Vec<S::Value>> {
    let each: Vec<_> = (0..most).map(|n| prop::option::of(make(n))).collect();
    each.prop_map(|found| found.into_iter().flatten().collect())
}

/// A learner with any history at all, likely or not.
fn standing() -> impl Strategy<Value = Standing> {
    let dates = (maybe_day(), maybe_day(), maybe_day(), maybe_day(), maybe_day());
    let work = (numbered(9, appointment), numbered(4, homework));
    let readings = prop::collection::vec((any::<bool>(), day(), 0_i64..100), 0..6);
    let judgements =
        prop::collection::vec((day(), one_of(JudgementKind::ALL), one_of(JudgementResult::ALL), any::<bool>()), 0..3);
    let people = (
        prop::collection::vec((day(), since()), 0..3),
        prop::option::of((day(), prop::option::of((day(), prop::option::of(0_u8..=10))))),
        prop::collection::vec(day(), 0..3),
        prop::option::of((day(), prop::option::of(one_of(&[Level::Urgent, Level::Contact])))),
        since(),
        prop::collection::vec((day(), since()), 0..2),
    );
    (one_of(EnrolmentState::ALL), 1_u8..5, dates, work, readings, judgements, people).prop_map(
        |(state, start_no, dates, (appointments, homework), readings, judgements, people)| {
            let mut s = Standing { start_no, appointments, homework, ..learner("L").in_state(state) };
            (s.invited_on, s.deadline, s.paused_until, s.deferred_until, s.graduated_on) = dates;
            for (first, date, value) in readings {
                s.read(if first { SAME_DAY } else { SUGGESTION }, date, &value.to_string());
            }
            for (date, kind, result, plan_dated) in judgements {
                s.judged(date, result);
                let newest = s.judgements.last_mut().unwrap();
                (newest.kind, newest.plan_dated) = (kind, plan_dated);
            }
            let (promises, survey, touches, manual, graduation_check, older) = people;
            for (date, settled) in promises {
                s.promise(date);
                s.promises.last_mut().unwrap().settled = settled;
            }
            if let Some((sent, answer)) = survey {
                let answer = answer.map_or(SurveyAnswer::Silent, |(on, score)| SurveyAnswer::Answered { on, score });
                s.survey(sent, answer);
            }
            s.follow_ups.extend(manual.map(|(made_on, level)| FollowUp { level, ..follow_up(made_on) }));
            s.older = older
                .into_iter()
                .map(|(date, closed)| OlderMeeting {
                    date,
                    start: start(date),
                    number: None,
                    session: id(date, 500),
                    closed,
                })
                .collect();
            Standing { touches, graduation_check, ..s }
        },
    )
}

/// A pharmacy with any dates at all.
fn account() -> impl Strategy<Value = PharmacyStanding> {
    (maybe_day(), maybe_day(), maybe_day(), maybe_day(), maybe_day(), maybe_day()).prop_map(
        |(contract, kickoff, due, installed, target, actual)| {
            let mut p = pharmacy("P");
            p.contract_date = contract;
            p.facts.kickoff_held = kickoff;
            p.facts.device_due = due;
            p.facts.device_installed = installed;
            p.facts.go_live_target = target;
            p.facts.go_live_actual = actual;
            p
        },
    )
}

/// A learner's row without the words of the reasons: codes and points.
fn row_of(standing: &Standing, account: &PharmacyStanding, day: BusinessDate) -> Option<Row> {
    Scorer::new().learner(standing, &account.facts, day)
}

fn shuffled<T: Clone>(list: &[T], seed: usize) -> Vec<T> {
    let mut list = list.to_vec();
    for i in (1..list.len()).rev() {
        list.swap(i, (seed.wrapping_mul(2_654_435_761).wrapping_add(i * 40_503)) % (i + 1));
    }
    list
}

proptest! {
    #[test]
    fn a_row_adds_up(standing in standing(), account in account(), day in day()) {
        if let Some(row) = row_of(&standing, &account, day) {
            let sum: u32 = row.reasons.iter().map(|r| r.points).sum();
            prop_assert_eq!(row.score, sum.min(100));
            prop_assert!(row.reasons.is_sorted_by(|a, b| a.code() < b.code()), "in the order of the table, once each");
            let manual = row.reasons.iter().any(|r| r.code() == ReasonCode::Manual);
            prop_assert!(row.score > 0 || manual);
            let by_score = match row.score { 40.. => Level::Urgent, 20.. => Level::Contact, _ => Level::Watch };
            prop_assert!(row.level <= by_score);
            prop_assert!(manual || row.level == by_score);
            let counts = |r: &&Reason| r.points > 0 || r.code() == ReasonCode::Manual;
            prop_assert_eq!(Some(row.due), row.reasons.iter().filter(counts).map(|r| r.due).min());
            let most = row.reasons.iter().map(|r| r.points).max().unwrap();
            prop_assert_eq!(row.owner, row.reasons.iter().filter(counts).find(|r| r.points == most).unwrap().owner);
        }
    }

    #[test]
    fn the_order_of_the_lists_means_nothing(standing in standing(), account in account(), day in day(), seed in any::<usize>()) {
        let mixed = Standing {
            appointments: shuffled(&standing.appointments, seed),
            homework: shuffled(&standing.homework, seed),
            metrics: shuffled(&standing.metrics, seed),
            promises: shuffled(&standing.promises, seed),
            touches: shuffled(&standing.touches, seed),
            ..standing.clone()
        };
        prop_assert_eq!(row_of(&mixed, &account, day), row_of(&standing, &account, day));
    }

    #[test]
    fn a_moved_or_cancelled_appointment_changes_nothing(
        standing in standing(), account in account(), day in day(), other in appointment(50),
        state in one_of(&[AppointmentState::Rescheduled, AppointmentState::Cancelled, AppointmentState::CancelledByUs]),
    ) {
        let more = standing.clone().with([Appointment { state, full: Few::new(), record: None, ..other }]);
        prop_assert_eq!(row_of(&more, &account, day), row_of(&standing, &account, day));
    }

    #[test]
    fn the_order_is_total(
        histories in prop::collection::vec((standing(), account()), 0..8), day in day(), seed in any::<usize>(),
    ) {
        let named = |(n, (standing, account)): (usize, &(Standing, PharmacyStanding))| {
            let whose = Standing { learner: id(wednesday(), n as u128), ..standing.clone() };
            let at = PharmacyStanding { pharmacy: id(wednesday(), n as u128), ..account.clone() };
            row_of(&whose, account, day).into_iter().chain(Scorer::new().pharmacy(&at, day)).collect::<Vec<_>>()
        };
        let mut rows: Vec<Row> = histories.iter().enumerate().flat_map(named).collect();
        let mut mixed = shuffled(&rows, seed);
        sort(&mut rows);
        sort(&mut mixed);
        prop_assert_eq!(&rows, &mixed);
        prop_assert!(rows.is_sorted_by(|a, b| a.score > b.score || (a.score == b.score && a.due <= b.due)));
    }

    #[test]
    fn before_the_first_fact_there_is_nothing(standing in standing(), account in account()) {
        // Appointments and deadlines lie ahead by nature: without the open ones nothing is known yet.
        let mut standing = standing;
        standing.appointments.retain(|a| !a.state.is_open());
        let before = wednesday().plus(FIRST - 15);
        prop_assert_eq!(row_of(&standing, &account, before), None);
        prop_assert_eq!(Scorer::new().pharmacy(&account, before), None);
    }

    #[test]
    fn the_projection_never_goes_back(standing in standing(), account in account(), offset in 0_i64..90, step in 1_i64..20) {
        let scorer = Scorer::new();
        // From here on nothing is recorded any more; only open appointments lie ahead.
        let mut standing = standing;
        standing.appointments.retain(|a| a.date <= wednesday() || a.state.is_open());
        let mut facts = account.facts;
        facts.device_installed = facts.device_installed.map(|date| date.min(wednesday()));
        facts.go_live_actual = facts.go_live_actual.map(|date| date.min(wednesday()));
        facts.kickoff_held = facts.kickoff_held.map(|date| date.min(wednesday()));
        let at = |day| projected_sessions(&Seen::new(&standing, day), &facts, &scorer.rules, &scorer.work);
        let (now, then) = (at(wednesday().plus(offset)), at(wednesday().plus(offset + step)));
        prop_assert!(now.is_sorted_by(|a, b| a.number < b.number && a.date < b.date));
        // Without any booking left and nothing met there may be nothing to count from any more.
        if let (Some(now), Some(then)) = (now.last(), then.last()) {
            prop_assert!(now.date <= then.date);
        }
    }

    #[test]
    fn a_settled_learner_has_no_row_from_then_on(standing in standing(), account in account(), days in 0_i64..400) {
        let scorer = Scorer::new();
        if let Some(date) = settled_on(&standing, &scorer.rules, &scorer.table) {
            let day = date.max(wednesday().plus(FIRST)).plus(days);
            prop_assert_eq!(row_of(&standing, &account, day), None, "{}", day);
        }
    }

    #[test]
    fn what_is_dismissed_comes_back_only_changed(standing in standing(), account in account(), day in day(), days in 1_i64..40) {
        if let Some(row) = row_of(&standing, &account, day) {
            let covers: Vec<Covered> =
                row.reasons.iter().map(|r| Covered { code: r.code(), points: r.points, source: r.source }).collect();
            let mut dismissed = standing;
            let kind = DecisionKind::Dismiss;
            dismissed.decisions.push(Decision { day, kind, until: None, covers: covers.clone() });
            let same_day = row_of(&dismissed, &account, day).unwrap();
            prop_assert_eq!(&same_day.reasons, &row.reasons);
            prop_assert!(same_day.decided && same_day.decision.is_some());
            if let Some(later) = row_of(&dismissed, &account, day.plus(days)) {
                for reason in later.reasons.iter().filter(|r| r.points > 0) {
                    let before = covers.iter().find(|c| c.code == reason.code());
                    prop_assert!(before.is_none_or(|c| c.source != reason.source || c.points < reason.points));
                }
            }
        }
    }

    #[test]
    fn a_standing_survives_the_cache(standing in standing()) {
        let bytes = postcard::to_stdvec(&standing).unwrap();
        prop_assert_eq!(postcard::from_bytes::<Standing>(&bytes).unwrap(), standing);
    }
}
