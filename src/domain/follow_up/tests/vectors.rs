//! The small vectors of the score, one a line.

use super::super::fixture::{appointment, learner, met, pharmacy, role_play, wednesday};
use super::{booked, graduated, held, live, of, of_at, of_pharmacy, place, run, t, with};
use crate::domain::standing::{Booked, Since, SurveyAnswer};
use crate::domain::{
    AppointmentState, EnrolmentState, FlowStatus, JudgementResult, PharmacyStanding, ReasonCode as Code, Standing,
};
use AppointmentState::{BrokenOff, CancelledByUs, Held, LateCancel, NoShow, Scheduled};

/// What it is called, the standing, and the reasons with points.
type Vector<T> = (&'static str, T, Vec<(Code, u32)>);

#[test]
fn learner_vectors() {
    let answered = |score| {
        move |s: &mut Standing| {
            s.survey(t(-9), SurveyAnswer::Answered { on: t(-8), score: Some(score) });
        }
    };
    // None = waived.
    let homework = |states: &'static [Option<bool>]| {
        move |s: &mut Standing| {
            for (n, missing) in states.iter().enumerate() {
                let date = t(-7 * (i64::try_from(n).unwrap() + 1));
                s.homework_at(date, missing.unwrap_or(true));
                if missing.is_none() {
                    s.homework.last_mut().unwrap().waived = Since::On(date);
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
    let stuck = |counts: &'static [u8]| with(booked().with(held(5, &[7])), |s| s.last_record().stuck = counts.into());
    let promise = |offsets: &'static [i64]| {
        let standing = learner("L").in_state(EnrolmentState::Withdrawn);
        with(standing, |s| offsets.iter().for_each(|offset| s.promise(t(*offset))))
    };
    let check = || live().with(held(10, &[1, 8]));
    let table: Vec<Vector<Standing>> = vec![
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
                s.last_record().closed = Since::Never;
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
    let table: Vec<Vector<PharmacyStanding>> = vec![
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
