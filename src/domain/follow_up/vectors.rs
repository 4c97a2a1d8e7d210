//! The small vectors of the score, one a line, and the edges that the words of the model draw.

use super::fixture::{
    ANSWERER, Scorer, TRAINER, USM, appointment, dec, follow_up, id, later, learner, met, pharmacy, points, role_play,
    start, target, wednesday,
};
use super::*;
use crate::domain::standing::{
    Appointment, Booked, Covered, Decision, Due, Homework, KickoffRecord, OlderMeeting, PharmacyMetric,
    PharmacyStanding, Since, Standing, SurveyAnswer,
};
use crate::domain::{AppointmentKind, DecisionKind, EnrolmentState, FlowStatus, JudgementKind, JudgementResult};
use AppointmentState::{BrokenOff, CancelledByUs, Held, LateCancel, NoShow, Scheduled};
use ReasonCode as Code;

use crate::domain::AppointmentState;

/// The day the vectors stand on, moved.
fn t(offset: i64) -> BusinessDate {
    wednesday().plus(offset)
}

/// Held sessions so many days ago, newest first, the newest with full coverage of `last_no`.
fn held(last_no: u8, days_ago: &[i64]) -> Vec<Appointment> {
    let number = |n: usize| last_no.saturating_sub(u8::try_from(n).unwrap());
    days_ago.iter().enumerate().map(|(n, ago)| met(t(-ago), Held, &[number(n)])).collect()
}

/// Appointments so many days ago in such states.
fn run(states: &[(i64, AppointmentState)]) -> Vec<Appointment> {
    states.iter().map(|(ago, state)| appointment(t(-ago), *state)).collect()
}

fn live() -> Standing {
    learner("L").in_state(EnrolmentState::Live).booked(t(1))
}
fn booked() -> Standing {
    learner("L").booked(t(1))
}
fn graduated(ago: i64) -> Standing {
    learner("L").in_state(EnrolmentState::Graduated).with(held(12, &[ago]))
}
fn with(mut standing: Standing, change: impl FnOnce(&mut Standing)) -> Standing {
    change(&mut standing);
    standing
}
fn place(change: impl FnOnce(&mut PharmacyStanding)) -> PharmacyStanding {
    let mut standing = pharmacy("P");
    change(&mut standing);
    standing
}

fn of(standing: &Standing) -> Vec<(Code, u32)> {
    of_at(standing, &pharmacy("P"), wednesday())
}
fn of_at(standing: &Standing, at: &PharmacyStanding, day: BusinessDate) -> Vec<(Code, u32)> {
    points(Scorer::new().learner(standing, &at.facts, day).as_ref())
}
fn of_pharmacy(standing: &PharmacyStanding) -> Vec<(Code, u32)> {
    points(Scorer::new().pharmacy(standing, wednesday()).as_ref())
}

#[test]
fn learner_vectors() {
    let answered = |score| {
        move |s: &mut Standing| {
            s.survey(t(-9), SurveyAnswer::Answered { on: t(-8), score: Some(score) });
        }
    };
    let homework = |states: &'static [Option<bool>]| {
        move |s: &mut Standing| {
            for (n, missing) in states.iter().enumerate() {
                let date = t(-7 * (i64::try_from(n).unwrap() + 1));
                match missing {
                    Some(missing) => s.homework_at(date, *missing),
                    None => {
                        s.homework_at(date, false);
                        s.homework.last_mut().unwrap().waived = Since::On(date);
                    }
                }
            }
        }
    };
    let moods = |moods: &'static [Option<u8>]| {
        move |s: &mut Standing| {
            for (n, mood) in moods.iter().enumerate() {
                let mut session = met(t(-7 * (i64::try_from(n).unwrap() + 1)), Held, &[]);
                session.record.as_mut().unwrap().mood = *mood;
                s.appointments.push(session);
            }
        }
    };
    let plays = |plays: &'static [&'static [u8]]| {
        move |s: &mut Standing| {
            for (n, scores) in plays.iter().enumerate() {
                let date = t(-7 * (i64::try_from(n).unwrap() + 1));
                let mut session = met(date, Held, &[]);
                session.record.as_mut().unwrap().role_play = Some(role_play(date, scores));
                s.appointments.push(session);
            }
        }
    };
    let stuck = |counts: &'static [u8]| with(booked().with(held(5, &[7])), |s| s.last_record().stuck = counts.to_vec());
    let promise = |offsets: &'static [i64]| {
        let standing = learner("L").in_state(EnrolmentState::Withdrawn);
        with(standing, |s| offsets.iter().for_each(|offset| s.promise(t(*offset))))
    };
    let check = || live().with(held(10, &[1, 8]));
    let table: Vec<(&str, Standing, Vec<(Code, u32)>)> = vec![
        (
            "noreading: none since the session before",
            with(check(), |s| s.read_both(t(-8), ["90", "70"])),
            vec![(Code::NoReading, 10)],
        ),
        (
            "noreading: one metric is there",
            with(check(), |s| s.read_both(t(-1), ["90", "-"])),
            vec![(Code::NoReading, 10)],
        ),
        ("noreading: both", with(check(), |s| s.read_both(t(-1), ["90", "70"])), vec![]),
        ("noreading: not before the window", live().with(held(8, &[1, 8])), vec![]),
        ("noreading: not after the last", live().with(held(12, &[1, 8])), vec![]),
        (
            "noreading: not once judged",
            with(live().with(held(11, &[1, 8])), |s| s.judged(t(-1), JudgementResult::Stage2)),
            vec![],
        ),
        ("detractor: nobody called", with(graduated(9), answered(6)), vec![(Code::Detractor, 40)]),
        ("detractor: touched the same day", with(with(graduated(9), answered(0)), |s| s.touches.push(t(-8))), vec![]),
        ("detractor: met the same day only", with(graduated(8), answered(0)), vec![(Code::Detractor, 40)]),
        ("passive", with(graduated(9), answered(7)), vec![]),
        (
            "gradopen: survey silent for 5 bd",
            with(graduated(9), |s| s.survey(t(-7), SurveyAnswer::Silent)),
            vec![(Code::GradOpen, 20)],
        ),
        ("gradopen: survey silent for 4 bd", with(graduated(9), |s| s.survey(t(-6), SurveyAnswer::Silent)), vec![]),
        ("gradopen: held yesterday", with(live().with(held(12, &[1])), |s| s.graduation_check = Since::Never), vec![]),
        (
            "gradopen: held two working days ago",
            with(live().with(held(12, &[2])), |s| s.graduation_check = Since::Never),
            vec![(Code::GradOpen, 20)],
        ),
        ("noshow ends with a broken-off call", booked().with(run(&[(1, BrokenOff), (8, NoShow)])), vec![]),
        (
            "ours does not end or lengthen a run",
            booked().with(run(&[(1, CancelledByUs), (4, NoShow), (8, CancelledByUs), (9, NoShow)])),
            vec![(Code::NoShow, 60)],
        ),
        (
            "late cancel absorbed",
            booked().with(run(&[(1, NoShow), (8, LateCancel)])),
            vec![(Code::NoShow, 40), (Code::LateCancel, 0)],
        ),
        (
            "late cancel twice in four",
            booked().with(run(&[(2, Held), (4, LateCancel), (8, Held), (9, LateCancel)])),
            vec![(Code::LateCancel, 25)],
        ),
        ("late cancel, third last", booked().with(run(&[(2, Held), (4, Held), (8, LateCancel)])), vec![]),
        (
            "late cancels third and fourth last",
            booked().with(run(&[(2, Held), (4, Held), (8, LateCancel), (9, LateCancel)])),
            vec![(Code::LateCancel, 25)],
        ),
        ("homework handed in late", with(booked(), homework(&[Some(false), Some(true)])), vec![]),
        (
            "homework waived is stepped over",
            with(booked(), homework(&[Some(true), None, Some(true)])),
            vec![(Code::Homework, 30)],
        ),
        ("homework missing once", with(booked(), homework(&[Some(true), Some(false)])), vec![(Code::Homework, 10)]),
        ("stuck one", stuck(&[0]), vec![(Code::Stuck, 20)]),
        ("stuck two", stuck(&[0, 0]), vec![(Code::Stuck, 25)]),
        ("stuck three", stuck(&[0, 0, 0]), vec![(Code::Stuck, 30)]),
        ("stuck four", stuck(&[0, 0, 0, 0]), vec![(Code::Stuck, 30)]),
        ("stuck again", stuck(&[1, 0]), vec![(Code::Stuck, 35)]),
        ("role-play twice", with(booked(), plays(&[&[2, 2, 1], &[1, 2, 2]])), vec![(Code::RolePlay, 30)]),
        ("role-play, mean 2.0", with(booked(), plays(&[&[2, 2, 2]])), vec![]),
        ("role-play, one 1 in a good mean", with(booked(), plays(&[&[4, 4, 1], &[3, 3]])), vec![(Code::RolePlay, 20)]),
        (
            "metric: improved by exactly min_step",
            with(live().with(held(8, &[1, 8])), |s| {
                s.read_both(t(0), ["62.0", "33.0"]);
                s.read_both(t(-7), ["60.0", "31.0"]);
            }),
            vec![],
        ),
        (
            "metric: readings 4 days apart",
            with(live(), |s| {
                s.read_both(t(0), ["62.0", "33.0"]);
                s.read_both(t(-4), ["62.0", "33.0"]);
            }),
            vec![],
        ),
        (
            "metric: the newest at least 5 days older, not the oldest",
            with(live(), |s| {
                s.read_both(t(0), ["62.0", "33.0"]);
                s.read_both(t(-4), ["50.0", "20.0"]);
                s.read_both(t(-5), ["60.1", "31.0"]);
                s.read_both(t(-30), ["10.0", "10.0"]);
            }),
            vec![(Code::Metric, 20)],
        ),
        ("next: 15 days", learner("L").with(held(1, &[15])), vec![(Code::Next, 40)]),
        ("next: 14 days", learner("L").with(held(1, &[14])), vec![(Code::Next, 25)]),
        ("next: 7 days", learner("L").with(held(1, &[7])), vec![]),
        ("promise in two days", promise(&[2]), vec![]),
        ("promise tomorrow", promise(&[1]), vec![(Code::Promise, 10)]),
        ("promise of today", promise(&[0]), vec![(Code::Promise, 10)]),
        ("promise overdue 3 bd over a weekend", promise(&[-5]), vec![(Code::Promise, 40)]),
        ("promise of Monday", promise(&[-2, 1]), vec![(Code::Promise, 30)]),
        (
            "deferred, date reached",
            with(learner("L").in_state(EnrolmentState::Invited), |s| s.deferred_until = Some(t(0))),
            vec![(Code::Resume, 25)],
        ),
        (
            "record of today",
            with(learner("L").in_state(EnrolmentState::Paused).with(held(3, &[0])), |s| {
                s.last_record().closed = Since::Never
            }),
            vec![(Code::Record, 15)],
        ),
        ("mood fell by 2", with(booked(), moods(&[Some(3), None, Some(5)])), vec![(Code::Mood, 10)]),
        ("mood fell by 1", with(booked(), moods(&[Some(3), Some(4)])), vec![]),
        ("mood not asked last time", with(booked(), moods(&[None, Some(1)])), vec![]),
        (
            "deadline by 8 days",
            with(learner("L").with(held(11, &[1])), |s| {
                s.start_no = 11;
                s.deadline = Some(t(0));
                s.read_both(t(-1), ["90", "70"]);
                s.appointments.push(appointment(t(8), Scheduled));
            }),
            vec![(Code::Deadline, 30)],
        ),
    ];
    for (name, standing, want) in table {
        assert_eq!(of(&standing), want, "{name}");
    }
    let mut at = pharmacy("P");
    at.facts.kickoff_held = Some(t(-8));
    let from_kickoff = learner("L").in_state(EnrolmentState::KickoffDone);
    assert_eq!(of_at(&from_kickoff, &at, wednesday()), [(Code::Next, 25)], "next: from the kickoff");
    let joined_later = with(from_kickoff, |s| s.invited_on = Some(t(-7)));
    assert_eq!(of_at(&joined_later, &at, wednesday()), [], "next: from the invitation when that is later");
}

#[test]
fn pharmacy_vectors() {
    let device = |offset: i64| place(|p| p.facts.device_due = Some(t(offset)));
    let booked_at = |offset: i64, number| {
        move |p: &mut PharmacyStanding| {
            p.facts.device_due = Some(t(9));
            p.booked.push(Booked { date: t(offset), number });
        }
    };
    let flow = |status, offset| {
        place(|p| {
            p.flow = status;
            p.facts.go_live_target = Some(t(offset));
        })
    };
    let kickoff = |age: i64, planned: Option<i64>| {
        place(|p| {
            p.contract_date = Some(t(-age));
            p.kickoff_planned = planned.map(t);
        })
    };
    let then = |mut p: PharmacyStanding, change: fn(&mut PharmacyStanding)| {
        change(&mut p);
        p
    };
    let table: Vec<(&str, PharmacyStanding, Vec<(Code, u32)>)> = vec![
        ("device: due yesterday", device(-1), vec![(Code::Device, 25)]),
        ("device: due today", device(0), vec![]),
        ("device: session 3 booked before it", place(booked_at(8, 3)), vec![(Code::Device, 25)]),
        ("device: session 3 booked on its day", place(booked_at(9, 3)), vec![]),
        ("device: session 2 booked before it", place(booked_at(8, 2)), vec![]),
        ("device: an open slot of the past is not booked", place(booked_at(-1, 3)), vec![]),
        ("device: installed", then(device(-1), |p| p.facts.device_installed = Some(t(-1))), vec![]),
        (
            "device: installed tomorrow",
            then(device(-1), |p| p.facts.device_installed = Some(t(1))),
            vec![(Code::Device, 25)],
        ),
        ("flow: date passed", flow(FlowStatus::Draft, -3), vec![(Code::Flow, 40)]),
        ("flow: passed and live", then(flow(FlowStatus::Draft, -3), |p| p.facts.go_live_actual = Some(t(-3))), vec![]),
        ("flow: 7 days", flow(FlowStatus::None, 7), vec![(Code::Flow, 40)]),
        ("flow: 8 days", flow(FlowStatus::Draft, 8), vec![(Code::Flow, 20)]),
        ("flow: 14 days", flow(FlowStatus::None, 14), vec![(Code::Flow, 20)]),
        ("flow: 15 days", flow(FlowStatus::None, 15), vec![]),
        ("flow: revised", flow(FlowStatus::Revised, 0), vec![]),
        (
            "flow: agreed tomorrow",
            then(flow(FlowStatus::Agreed, 0), |p| p.flow_agreed_on = Some(t(1))),
            vec![(Code::Flow, 40)],
        ),
        ("kickoff: 6 days", kickoff(6, None), vec![]),
        ("kickoff: 7 days", kickoff(7, None), vec![(Code::Kickoff, 30)]),
        ("kickoff: booked at 13 d", kickoff(13, Some(1)), vec![]),
        ("kickoff: booked at 14 d", kickoff(14, Some(1)), vec![(Code::Kickoff, 15)]),
        ("kickoff: booked in the past", kickoff(14, Some(-1)), vec![(Code::Kickoff, 30)]),
        ("kickoff: an open appointment", then(kickoff(13, None), |p| p.kickoffs_open.push(t(0))), vec![]),
        ("kickoff: held", then(kickoff(14, None), |p| p.facts.kickoff_held = Some(t(0))), vec![]),
    ];
    for (name, standing, want) in table {
        assert_eq!(of_pharmacy(&standing), want, "{name}");
        let over = PharmacyStanding { all_over: Since::On(t(0)), ..standing };
        assert_eq!(of_pharmacy(&over), [], "{name}: nobody is left in the programme");
    }
}

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
            looked.start += chrono::TimeDelta::hours(3);
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
        other.record.as_mut().unwrap().stuck = vec![0];
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
        record.stuck = vec![0, 0];
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
        s.last_record().stuck = vec![2];
        s.last_record().closed = Since::Never;
        s.judged(t(-1), JudgementResult::AdditionalSupport);
        s.promise(t(-9));
    });
    let row = Scorer::new().learner(&everything, &pharmacy("P").facts, t(0)).unwrap();
    assert_eq!(row.reasons.iter().map(|r| r.points).sum::<u32>(), 155);
    assert_eq!(row.score, 100);
}

mod manual_follow_ups {
    use super::*;

    fn flagged(level: Level) -> FollowUp {
        FollowUp { level: Some(level), ..follow_up(t(-1)) }
    }
    fn row(standing: &Standing, day: BusinessDate) -> Option<Row> {
        Scorer::new().learner(standing, &pharmacy("P").facts, day)
    }

    #[test]
    fn a_row_is_listed_without_points_and_at_the_chosen_level() {
        let standing = with(booked(), |s| s.follow_ups.push(flagged(Level::Contact)));
        let listed = row(&standing, t(0)).unwrap();
        assert_eq!(
            (listed.score, listed.level, listed.due),
            (0, Level::Contact, t(2)),
            "three working days from Tuesday"
        );
        assert_eq!((listed.owner, listed.decided, listed.decision), (Some(TRAINER), true, None));
        assert_eq!(row(&standing, t(-2)), None, "not made yet");
        let urgent = with(booked(), |s| s.follow_ups.push(flagged(Level::Urgent)));
        let listed = row(&urgent, t(0)).unwrap();
        assert_eq!((listed.level, listed.due), (Level::Urgent, t(-1)));
        let edited = with(booked(), |s| s.follow_ups.push(FollowUp { due_on: Some(t(9)), ..flagged(Level::Urgent) }));
        assert_eq!(row(&edited, t(0)).unwrap().due, t(9));
    }

    #[test]
    fn the_level_is_the_higher_of_score_and_choice() {
        let with_points = |level| {
            with(booked(), |s| {
                s.follow_ups.push(flagged(level));
                s.homework_at(t(-7), true);
            })
        };
        let watch = row(&with_points(Level::Contact), t(0)).unwrap();
        assert_eq!((watch.score, watch.level), (10, Level::Contact));
        assert!(!watch.decided, "the homework is nobody's yet");
        let heavy = with(with_points(Level::Contact), |s| s.promise(t(-9)));
        assert_eq!(row(&heavy, t(0)).unwrap().level, Level::Urgent);
    }

    #[test]
    fn only_an_open_one_counts() {
        let states = [
            (FollowUpState::Open, None, None, true),
            (FollowUpState::Snoozed, Some(t(1)), None, false),
            (FollowUpState::Snoozed, Some(t(0)), None, true),
            (FollowUpState::Done, None, Some(t(0)), false),
            (FollowUpState::Done, None, Some(t(1)), true),
            (FollowUpState::Dropped, None, None, false),
        ];
        for (state, snoozed_until, done_on, want) in states {
            let follow_up = FollowUp { state, snoozed_until, done_on, ..flagged(Level::Contact) };
            let standing = with(booked(), |s| s.follow_ups.push(follow_up));
            assert_eq!(row(&standing, t(0)).is_some(), want, "{state:?} {snoozed_until:?} {done_on:?}");
        }
        let gone = with(booked().in_state(EnrolmentState::Withdrawn), |s| s.follow_ups.push(flagged(Level::Urgent)));
        assert_eq!(row(&gone, t(0)), None, "a learner reason, scored only while active");
    }

    #[test]
    fn a_review_can_put_it_off() {
        let decided = |kind, until: Option<i64>| {
            with(booked(), |s| {
                s.follow_ups.push(flagged(Level::Contact));
                let source = Source::Row(s.follow_ups[0].id);
                let covers = vec![Covered { code: Code::Manual, points: 0, source }];
                s.decisions.push(Decision { day: t(0), kind, until: until.map(t), covers });
            })
        };
        let snoozed = decided(DecisionKind::Snooze, Some(2));
        assert!(row(&snoozed, t(0)).unwrap().decision.is_some());
        assert_eq!((row(&snoozed, t(1)), row(&snoozed, t(2)).is_some()), (None, true));
        assert_eq!(row(&decided(DecisionKind::Dismiss, None), t(1)), None);
    }
}

mod decisions {
    use super::*;

    /// Homework missing twice (30) and a late cancellation (15).
    fn standing() -> Standing {
        with(booked().with(run(&[(1, LateCancel)])), |s| {
            s.homework_at(t(-7), true);
            s.homework_at(t(-14), true);
        })
    }
    fn row(standing: &Standing, day: BusinessDate) -> Option<Row> {
        // A later appointment keeps the learner from being without a next one.
        let later = standing.clone().booked(t(60));
        Scorer::new().learner(&later, &pharmacy("P").facts, day)
    }
    fn covers(standing: &Standing) -> Vec<Covered> {
        let reasons = row(standing, t(0)).unwrap().reasons;
        reasons.iter().map(|r| Covered { code: r.code(), points: r.points, source: r.source }).collect()
    }
    fn decided(kind: DecisionKind, until: Option<i64>) -> Standing {
        let covers = covers(&standing());
        with(standing(), |s| {
            if kind == DecisionKind::FollowUp {
                s.follow_ups.push(FollowUp { covers: covers.clone(), ..follow_up(t(0)) });
            }
            s.decisions.push(Decision { day: t(0), kind, until: until.map(t), covers });
        })
    }
    fn shown(standing: &Standing, day: BusinessDate) -> Option<(u32, bool, Option<DecisionKind>)> {
        row(standing, day).map(|row| (row.score, row.decided, row.decision.map(|d| d.kind)))
    }
    use DecisionKind::{Dismiss, FollowUp as Follow, Snooze};

    #[test]
    fn on_its_own_day_the_row_stays_and_shows_it() {
        assert_eq!(shown(&standing(), t(0)), Some((45, false, None)));
        for kind in [Follow, Snooze, Dismiss] {
            assert_eq!(shown(&decided(kind, Some(1)), t(0)), Some((45, true, Some(kind))));
            assert_eq!(shown(&decided(kind, Some(1)), t(-1)), Some((45, false, None)), "not decided yet");
        }
    }

    #[test]
    fn a_snoozed_reason_is_gone_until_its_date() {
        let snoozed = decided(Snooze, Some(5));
        assert_eq!(shown(&snoozed, t(1)), None);
        assert_eq!(shown(&snoozed, t(4)), None);
        assert_eq!(shown(&snoozed, t(5)), Some((45, false, None)));
    }

    #[test]
    fn a_dismissed_reason_is_gone_until_its_source_changes() {
        let dismissed = decided(Dismiss, None);
        assert_eq!(shown(&dismissed, t(300)), None);
        let again = with(dismissed, |s| s.homework_at(t(2), true));
        let row = row(&again, t(3)).unwrap();
        assert_eq!(points(Some(&row)), [(Code::LateCancel, 0), (Code::Homework, 30)], "the other one stays away");
        assert_eq!((row.score, row.decided), (30, false));
    }

    #[test]
    fn a_reason_comes_back_when_its_points_rise() {
        let one_missing = with(booked(), |s| s.homework_at(t(-7), true));
        let covers = covers(&one_missing);
        let dismissed = with(one_missing, |s| {
            s.decisions.push(Decision { day: t(0), kind: Dismiss, until: None, covers });
        });
        assert_eq!(shown(&dismissed, t(1)), None);
        // Found missing afterwards: the same newest homework, now the second in a row.
        let worse = with(dismissed, |s| s.homework_at(t(-14), true));
        assert_eq!(shown(&worse, t(1)), Some((30, false, None)));
        assert_eq!(shown(&worse, t(0)), Some((30, false, None)), "also on the day of the decision");
    }

    #[test]
    fn a_follow_up_keeps_the_points_and_decides_the_row() {
        let followed = decided(Follow, None);
        assert_eq!(shown(&followed, t(30)), Some((45, true, Some(Follow))));
        let snoozed = with(followed.clone(), |s| {
            s.follow_ups[0].state = FollowUpState::Snoozed;
            s.follow_ups[0].snoozed_until = Some(t(7));
        });
        assert_eq!(shown(&snoozed, t(3)), Some((45, true, Some(Follow))));
        let dropped = with(followed.clone(), |s| s.follow_ups[0].state = FollowUpState::Dropped);
        assert_eq!(shown(&dropped, t(3)), Some((45, false, None)));
        let another = with(followed, |s| s.promise(t(2)));
        assert_eq!(shown(&another, t(1)), Some((55, false, None)), "what is new is undecided");
    }

    #[test]
    fn done_and_still_true_it_is_undecided_after_three_working_days() {
        // Done on Thursday: Friday, Monday, and on Tuesday it is back.
        let done = with(decided(Follow, None), |s| {
            s.follow_ups[0].state = FollowUpState::Done;
            s.follow_ups[0].done_on = Some(t(1));
        });
        assert_eq!(shown(&done, t(0)), Some((45, true, Some(Follow))));
        assert_eq!(shown(&done, t(5)), Some((45, true, Some(Follow))));
        assert_eq!(shown(&done, t(6)), Some((45, false, None)));
    }

    #[test]
    fn a_follow_up_made_elsewhere_decides_without_a_decision_to_show() {
        let covers = covers(&standing());
        let made = with(standing(), |s| s.follow_ups.push(FollowUp { covers, ..follow_up(t(0)) }));
        assert_eq!(shown(&made, t(1)), Some((45, true, None)));
    }

    #[test]
    fn an_absorbed_reason_comes_back_when_it_counts_again() {
        let absorbed = booked().with(run(&[(1, NoShow), (8, LateCancel)]));
        let covers = covers(&absorbed);
        assert_eq!(covers[1].points, 0);
        let dismissed = with(absorbed, |s| {
            s.decisions.push(Decision { day: t(0), kind: Dismiss, until: None, covers });
        });
        assert_eq!(shown(&dismissed, t(1)), None);
        let came = dismissed.with([met(t(1), Held, &[5])]);
        assert_eq!(shown(&came, t(2)), None, "the late cancellation is the third last");
        let absorbing_ended = with(came, |s| s.appointments.retain(|a| a.state != NoShow));
        assert_eq!(shown(&absorbing_ended, t(2)), Some((15, false, None)));
    }

    #[test]
    fn the_day_is_closed_when_nothing_heavy_is_undecided_and_no_record_is_open() {
        let table = crate::domain::ScoreTable::default();
        let light = row(&with(booked(), |s| s.homework_at(t(-7), true)), t(0)).unwrap();
        let heavy = row(&standing(), t(0)).unwrap();
        let settled = row(&decided(Snooze, Some(1)), t(0)).unwrap();
        assert!(is_day_closed(&[], false, &table));
        assert!(is_day_closed(&[settled.clone(), light.clone()], false, &table));
        assert!(!is_day_closed(&[settled.clone(), light, heavy], false, &table));
        assert!(!is_day_closed(&[settled], true, &table));
    }
}

#[test]
fn the_projection_walks_the_holes_and_waits_at_gates() {
    let rules = crate::domain::rules::fixture::default_rules();
    let work = crate::domain::WorkDays::default();
    let at = place(|p| {
        p.facts.device_due = Some(t(20));
        p.facts.go_live_target = Some(t(70));
        p.facts.kickoff_held = Some(t(-1));
    });
    let dates = |standing: &Standing, at: &PharmacyStanding, day| {
        let seen = crate::domain::Seen::new(standing, day);
        let walk = projected_sessions(&seen, &at.facts, &rules, &work);
        walk.iter().map(|p| (p.number, p.date.days_since(t(0)))).collect::<Vec<_>>()
    };
    // Booked on a Saturday it stays; session 3 waits for the device, session 9 for the working day after go-live.
    let saturday = learner("L").booked(t(3));
    let want = [3, 10, 20, 27, 34, 41, 48, 55, 71, 78, 85, 92];
    assert_eq!(dates(&saturday, &at, t(0)), (1..=12).zip(want).collect::<Vec<_>>());
    // Without an appointment: a week after the kickoff; once that is past, tomorrow, on a working day.
    assert_eq!(dates(&learner("L"), &at, t(0))[0], (1, 6));
    assert_eq!(dates(&learner("L"), &at, t(9))[0], (1, 12), "Friday: Saturday moves to Monday");
    // Installed and live, the gates are the real dates.
    let real = place(|p| {
        p.facts = at.facts.clone();
        p.facts.device_installed = Some(t(-3));
        p.facts.go_live_actual = Some(t(-2));
    });
    assert_eq!(dates(&saturday, &real, t(0)).last(), Some(&(12, 80)));
    // A hole is walked, what is held behind it is not.
    let holes = with(saturday.clone(), |s| {
        s.start_no = 9;
        s.appointments.extend([met(t(-1), Held, &[10]), met(t(-2), Held, &[11])]);
    });
    assert_eq!(dates(&holes, &real, t(0)), [(9, 3), (12, 10)]);
    assert_eq!(dates(&learner("L"), &pharmacy("P"), t(0)), [], "nothing to count from");
}

mod settled {
    use super::*;

    fn settled(standing: &Standing) -> Option<BusinessDate> {
        settled_on(standing, &Scorer::new().rules, &crate::domain::ScoreTable::default())
    }

    #[test]
    fn a_graduate_is_settled_once_nothing_is_open() {
        let done = with(graduated(9), |s| {
            s.graduated_on = Some(t(-9));
            s.survey(t(-9), SurveyAnswer::Answered { on: t(-8), score: Some(9) });
        });
        assert_eq!(settled(&done), Some(t(-8)));
        assert_eq!(settled(&with(done.clone(), |s| s.promise(t(30)))), None);
        assert_eq!(settled(&with(done.clone(), |s| s.last_record().closed = Since::Never)), None);
        assert_eq!(settled(&with(done.clone(), |s| s.graduation_check = Since::Never)), None);
        assert_eq!(settled(&with(done.clone(), |s| s.survey(t(-1), SurveyAnswer::Silent))), None);
        let unhappy = with(done.clone(), |s| s.survey(t(-5), SurveyAnswer::Answered { on: t(-4), score: Some(2) }));
        assert_eq!(settled(&unhappy), None);
        assert_eq!(settled(&with(unhappy, |s| s.touches.extend([t(-5), t(-2), t(-1)]))), Some(t(-2)));
        assert_eq!(settled(&done.in_state(EnrolmentState::Live)), None);
    }

    #[test]
    fn who_waits_for_a_date_is_not() {
        let paused = learner("L").in_state(EnrolmentState::Paused);
        assert!(settled(&paused).is_some_and(|date| date < t(-10_000)));
        assert_eq!(settled(&with(paused, |s| s.paused_until = Some(t(30)))), None);
        let invited = learner("L").in_state(EnrolmentState::Invited);
        assert!(settled(&invited).is_some());
        assert_eq!(settled(&with(invited, |s| s.deferred_until = Some(t(30)))), None);
    }
}
