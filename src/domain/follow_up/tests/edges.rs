//! The edges that the words of the model draw, beyond the vectors.

use super::super::fixture::{
    ANSWERER, Scorer, TRAINER, USM, dec, id, later, learner, met, pharmacy, points, role_play, start, target, wednesday,
};
use super::super::{Shortfall, Why};
use super::{booked, held, live, of, of_at, place, t, with};
use crate::domain::standing::Few;
use crate::domain::standing::{Due, Homework, KickoffRecord, OlderMeeting, PharmacyMetric, Source, SurveyAnswer};
use crate::domain::{
    AppointmentKind, AppointmentState, EnrolmentState, JudgementKind, JudgementResult, Level, ReasonCode as Code,
    Since, Standing,
};
use AppointmentState::{BrokenOff, Held};

#[test]
fn what_the_owner_waits_for_counts_even_when_everybody_is_through() {
    let standing = place(|p| {
        p.all_over = Since::Always;
        p.promises = with(learner("L"), |s| s.promise(t(-1))).promises;
        let kickoff = |ago: i64, closed| KickoffRecord {
            session: id(t(-ago), 1),
            date: t(-ago),
            start: start(t(-ago)),
            closed,
            trainer: Some(TRAINER),
        };
        p.kickoffs = vec![kickoff(3, Since::Never), kickoff(4, Since::On(t(-4))), kickoff(0, Since::Never)];
    });
    let row = Scorer::new().pharmacy(&standing, wednesday()).unwrap();
    assert_eq!(points(Some(&row)), [(Code::Record, 30), (Code::Promise, 30)]);
    assert_eq!((row.owner, row.due), (Some(TRAINER), t(0)));
    assert_eq!(row.reasons[0].source, Source::Row(id(t(-3), 1)));
}

#[test]
fn a_programme_without_a_part_has_no_reason_for_it() {
    let mut scorer = Scorer::new();
    let p = place(|p| {
        p.contract_date = Some(t(-20));
        p.facts.device_due = Some(t(-6));
        p.facts.go_live_target = Some(t(0));
    });
    assert_eq!(points(scorer.pharmacy(&p, t(0)).as_ref()).len(), 3);
    scorer.rules.has_kickoff = false;
    scorer.rules.has_flow = false;
    scorer.rules.device_numbers.clear();
    assert_eq!(scorer.pharmacy(&p, t(0)), None);

    let judged = with(live().with(held(11, &[1, 8])), |s| s.judged(t(-1), JudgementResult::AdditionalSupport));
    let codes = |scorer: &Scorer| points(scorer.learner(&judged, &pharmacy("P").facts, t(0)).as_ref());
    assert_eq!(codes(&scorer), [(Code::NoReading, 10), (Code::Support, 40)]);
    scorer.rules.checks.clear();
    assert_eq!(codes(&scorer), [], "no check session: no judgement, no figures to enter");
}

#[test]
fn without_a_live_session_a_learner_is_live_from_the_first_held_one() {
    let mut scorer = Scorer::new();
    let flat = |s: &mut Standing| {
        s.read_both(t(0), ["10", "10"]);
        s.read_both(t(-7), ["10", "10"]);
    };
    let learning = with(booked().with(held(1, &[1])), flat);
    let facts = pharmacy("P").facts;
    assert_eq!(points(scorer.learner(&learning, &facts, t(0)).as_ref()), []);
    scorer.rules.live_numbers.clear();
    assert_eq!(points(scorer.learner(&learning, &facts, t(0)).as_ref()), [(Code::Metric, 40)]);
    let not_begun = with(booked(), flat);
    assert_eq!(points(scorer.learner(&not_begun, &facts, t(0)).as_ref()), []);
}

#[test]
fn figures_look_at_targets_waivers_and_additions() {
    let flat = |value: &'static str| {
        with(live(), move |s| {
            for metric in ["same_day_record_rate", "suggestion_use_rate", "record_minutes"] {
                s.read(metric, t(0), value);
                s.read(metric, t(-7), value);
            }
        })
    };
    assert_eq!(of(&flat("59")), [(Code::Metric, 40)]);
    assert_eq!(of(&flat("60")), [(Code::Metric, 20)]);
    assert_eq!(of(&with(flat("60"), |s| s.metrics[0].waived = true)), []);
    assert_eq!(of(&with(flat("60"), |s| s.metrics[0].own.push(target(60)))), []);
    assert_eq!(of(&with(flat("60"), |s| s.metrics[0].copied.push(target(60)))), []);
    let own_target = place(|p| {
        let metric =
            |metric: &str, added| PharmacyMetric { metric: metric.to_owned(), added, targets: vec![target(60)] };
        p.facts.metrics = vec![metric("same_day_record_rate", false)];
    });
    assert_eq!(of_at(&flat("60"), &own_target, t(0)), []);
    let added = place(|p| {
        p.facts.metrics = vec![PharmacyMetric { metric: "record_minutes".to_owned(), added: true, targets: vec![] }];
    });
    let row = Scorer::new().learner(&flat("60"), &added.facts, t(0)).unwrap();
    assert_eq!(points(Some(&row)), [(Code::Metric, 40)]);
    let minutes =
        Shortfall { metric: "record_minutes".to_owned(), value: dec("60"), before: dec("60"), target: dec("3") };
    assert!(matches!(&row.reasons[0].why, Why::Metric(short) if short[1] == minutes));
    assert_eq!(of_at(&flat("3"), &added, t(0)), [(Code::Metric, 40)], "down: 3 minutes are enough");
    let faster = with(flat("3"), |s| {
        s.metrics.remove(0);
        s.metrics.remove(0);
        s.metrics[0].readings[0].value = dec("9.8");
        s.metrics[0].readings[1].value = dec("10");
    });
    assert_eq!(of_at(&faster, &added, t(0)), [], "down: improved by exactly min_step");
}

#[test]
fn judgement_silences_figures_only_when_it_is_final_and_a_success() {
    let flat = |change: fn(&mut Standing)| {
        with(live(), |s| {
            s.read_both(t(0), ["10", "70"]);
            s.read_both(t(-7), ["10", "70"]);
            change(s);
        })
    };
    assert_eq!(of(&flat(|s| s.judged(t(0), JudgementResult::Stage1))), []);
    assert_eq!(of(&flat(|s| s.judged(t(1), JudgementResult::Stage1))), [(Code::Metric, 20)], "after the day");
    assert_eq!(of(&flat(|s| s.judged(t(0), JudgementResult::Undetermined))), [(Code::Metric, 20)]);
    let provisional = flat(|s| {
        s.judged(t(0), JudgementResult::Stage1);
        s.judgements[0].kind = JudgementKind::Provisional;
    });
    assert_eq!(of(&provisional), [(Code::Metric, 20)]);
    let planned = flat(|s| {
        s.judged(t(0), JudgementResult::AdditionalSupport);
        s.judgements[0].plan_dated = true;
    });
    assert_eq!(of(&planned), [(Code::Metric, 20)]);
    let judged_again = flat(|s| {
        s.judged(t(-3), JudgementResult::AdditionalSupport);
        s.judged(t(0), JudgementResult::Stage2);
        s.judgements[1].kind = JudgementKind::Rejudge;
    });
    assert_eq!(of(&judged_again), []);
}

#[test]
fn homework_of_days_before_is_worked_out_when_read() {
    let before = |change: fn(&mut Homework)| {
        let mut homework = Homework {
            id: id(t(-9), 1),
            due: Due::Before { days: 2, fixed: None },
            missing: Since::Never,
            handed_in: Since::Never,
            waived: Since::Never,
        };
        change(&mut homework);
        with(learner("L").with(held(8, &[6])), |s| s.homework.push(homework))
    };
    let nothing = |_: &mut Homework| {};
    assert_eq!(of(&before(nothing)), [], "no appointment: not due");
    assert_eq!(of(&before(nothing).booked(t(2))), [], "due today");
    assert_eq!(of(&before(nothing).booked(t(1))), [(Code::Homework, 10)], "due yesterday");
    assert_eq!(of(&before(|h| h.handed_in = Since::On(t(0))).booked(t(1))), [], "handed in late");
    assert_eq!(of(&before(|h| h.handed_in = Since::On(t(1))).booked(t(1))), [(Code::Homework, 10)], "tomorrow");
    assert_eq!(of(&before(|h| h.waived = Since::Always).booked(t(1))), []);
    let decided = before(|h| {
        h.due = Due::Before { days: 2, fixed: Some(t(-2)) };
        h.missing = Since::On(t(0));
    });
    assert_eq!(of(&decided.clone().booked(t(7))), [(Code::Homework, 10)], "the appointment it hung on is over");
    let row = Scorer::new().learner(&decided.booked(t(7)), &pharmacy("P").facts, t(0)).unwrap();
    assert_eq!(row.due, t(5), "two days before the next appointment");
}

#[test]
fn homework_is_ordered_by_the_day_it_was_due_and_then_by_the_session() {
    let two = |first_missing: bool| {
        with(booked(), |s| {
            s.homework_at(t(-7), first_missing);
            s.homework_at(t(-7), !first_missing);
            let Due::Next(Some(looked)) = &mut s.homework[1].due else { unreachable!() };
            looked.start = (looked.start.at() + chrono::TimeDelta::hours(3)).into();
        })
    };
    assert_eq!(of(&two(true)), [], "the afternoon's was handed in");
    assert_eq!(of(&two(false)), [(Code::Homework, 10)]);
    let handed_in_early = with(booked(), |s| {
        s.homework_at(t(-7), true);
        s.homework_at(t(-7), false);
        s.homework[1].due = Due::Next(None);
    });
    assert_eq!(of(&handed_in_early), [(Code::Homework, 10)], "no session has looked at the newer one yet");
}

#[test]
fn the_day_leaves_out_what_came_later() {
    let mut standing = with(learner("L").in_state(EnrolmentState::Graduated), |s| {
        s.graduated_on = Some(t(0));
        s.appointments = held(12, &[0, 7, 30]);
        s.appointments[1].record.as_mut().unwrap().closed = Since::On(t(-5));
        s.judged(t(-7), JudgementResult::Stage1);
        s.promise(t(-10));
        s.promises[0].asked_on = Some(t(-30));
        s.promises[0].settled = Since::On(t(-7));
        s.survey(t(0), SurveyAnswer::Silent);
    });
    assert_eq!(of_at(&standing, &pharmacy("P"), t(0)), []);
    assert_eq!(of_at(&standing, &pharmacy("P"), t(-6)), [(Code::Record, 30)], "closed the day after");
    assert_eq!(of_at(&standing, &pharmacy("P"), t(-7)), [(Code::Record, 15)]);
    // A week before the next held session nobody knew of it; the learner was live.
    assert_eq!(of_at(&standing, &pharmacy("P"), t(-8)), [(Code::NoReading, 10), (Code::Next, 40), (Code::Promise, 30)]);
    standing.promises[0].asked_on = Some(t(-7));
    assert_eq!(of_at(&standing, &pharmacy("P"), t(-8)), [(Code::NoReading, 10), (Code::Next, 40)]);
    assert_eq!(of_at(&standing, &pharmacy("P"), t(-400)), []);
}

#[test]
fn promises_records_and_the_survey_of_older_enrolments_count() {
    let returned = with(booked().in_state(EnrolmentState::Invited), |s| {
        s.older = vec![OlderMeeting {
            date: t(-100),
            start: start(t(-100)),
            number: Some(4),
            session: id(t(-100), 1),
            closed: Since::Never,
        }];
        s.survey(t(-91), SurveyAnswer::Answered { on: t(-90), score: Some(3) });
    });
    assert_eq!(of(&returned), [(Code::Record, 30), (Code::Detractor, 40)]);
    let met_since = returned.with(held(1, &[5]));
    assert_eq!(of(&met_since), [(Code::Record, 30)]);
}

#[test]
fn two_meetings_of_one_day_are_ordered_by_their_start() {
    let morning = || met(t(-7), Held, &[5]);
    let afternoon = |state| {
        let mut other = later(met(t(-7), state, &[6]), 4);
        other.record.as_mut().unwrap().stuck = Few::from_slice(&[0]);
        other
    };
    let standing = booked().with([afternoon(Held), morning()]);
    assert_eq!(of(&standing), [(Code::Stuck, 20)]);
    let standing = booked().with([afternoon(BrokenOff), morning()]);
    assert_eq!(of(&standing), [(Code::Stuck, 20)], "broken off is met");
}

#[test]
fn calls_are_contacts_and_records_but_no_sessions() {
    let mut call = met(t(-1), Held, &[]);
    call.kind = AppointmentKind::FollowUpCall;
    call.record.as_mut().unwrap().closed = Since::Never;
    let standing = learner("L").with(held(3, &[20])).with([call]);
    assert_eq!(of(&standing), [(Code::Next, 40), (Code::Record, 30)]);
}

#[test]
fn a_due_on_the_next_appointment_is_the_day_itself_without_one() {
    let low = |s: &mut Standing| s.last_record().role_play = Some(role_play(t(-3), &[1]));
    let scorer = Scorer::new();
    let due = |standing: &Standing| scorer.learner(standing, &pharmacy("P").facts, t(0)).unwrap().due;
    assert_eq!(due(&with(learner("L").with(held(3, &[3])), low)), t(0));
    assert_eq!(due(&with(booked().with(held(3, &[3])), low)), t(0));
    let today = learner("L").with(held(3, &[3])).booked(t(0));
    assert_eq!(due(&with(today, low)), t(-1), "before the day it is kept as it is");
}

#[test]
fn the_heaviest_reason_owns_the_row_and_the_first_of_equals() {
    let row = |standing: &Standing| Scorer::new().learner(standing, &pharmacy("P").facts, t(0)).unwrap();
    let promise_and_record = with(booked().with(held(3, &[3])), |s| {
        s.last_record().closed = Since::Never;
        s.promise(t(-1));
    });
    assert_eq!(row(&promise_and_record).owner, Some(TRAINER), "30 and 30: RECORD stands first");
    let late_promise = with(booked(), |s| s.promise(t(-9)));
    assert_eq!(row(&late_promise).owner, Some(ANSWERER));
    let slipping = with(learner("L").booked(t(1)), |s| s.deadline = Some(t(0)));
    let slipping = row(&slipping);
    assert_eq!((slipping.score, slipping.owner, slipping.level), (40, Some(USM), Level::Urgent));
    let slipping_little = with(learner("L").booked(t(1)), |s| s.deadline = Some(t(1 + 11 * 7 - 14)));
    let slipping_little = row(&slipping_little);
    assert_eq!((slipping_little.score, slipping_little.owner), (30, Some(TRAINER)));
}

#[test]
fn worked_examples() {
    let first = with(booked().with(held(6, &[7])), |s| {
        let record = s.last_record();
        record.stuck = Few::from_slice(&[0, 0]);
        record.mood = Some(2);
        record.role_play = Some(role_play(t(-7), &[2, 2, 2, 2, 1]));
        s.homework_at(t(-7), true);
        s.homework_at(t(-14), true);
    });
    let row = Scorer::new().learner(&first, &pharmacy("P").facts, t(0)).unwrap();
    assert_eq!((row.score, row.level), (85, Level::Urgent));
    let second = with(live(), |s| {
        s.read("same_day_record_rate", t(0), "78.5");
        s.read("same_day_record_rate", t(-7), "78.0");
        s.promise(t(-1));
    });
    let row = Scorer::new().learner(&second, &pharmacy("P").facts, t(0)).unwrap();
    assert_eq!((row.score, row.level), (50, Level::Urgent));
    assert_eq!(row.flags().collect::<Vec<_>>(), [Code::Metric, Code::Promise]);
    let third = with(booked(), |s| s.homework_at(t(-7), true));
    let row = Scorer::new().learner(&third, &pharmacy("P").facts, t(0)).unwrap();
    assert_eq!((row.score, row.level), (10, Level::Watch));
}

#[test]
fn the_score_stops_at_its_most() {
    let everything = with(live().with(held(11, &[1])), |s| {
        s.last_record().stuck = Few::from_slice(&[2]);
        s.last_record().closed = Since::Never;
        s.judged(t(-1), JudgementResult::AdditionalSupport);
        s.promise(t(-9));
    });
    let row = Scorer::new().learner(&everything, &pharmacy("P").facts, t(0)).unwrap();
    assert_eq!(row.reasons.iter().map(|r| r.points).sum::<u32>(), 155);
    assert_eq!(row.score, 100);
}
