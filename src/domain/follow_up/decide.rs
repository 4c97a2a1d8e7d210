//! From reasons to a row: what decisions and follow-ups make of them (model 4.4).

use super::{Reason, Row, Why, order::Place};
use crate::domain::standing::{Covered, Decision, FollowUp, Source};
use crate::domain::{BusinessDate, DecisionKind, FollowUpState, Id, Level, ReasonCode, Scope, ScoreTable, WorkDays};

/// A decision that a row shows. The row of the store is found by scope, id and day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// The day of the review.
    pub day: BusinessDate,
    /// Follow up, put off, dismiss.
    pub kind: DecisionKind,
    /// To when a snooze puts off.
    pub until: Option<BusinessDate>,
}

/// Whose row it is and what people made of it.
pub(super) struct Subject<'a> {
    pub scope: Scope,
    pub id: Id,
    pub place: Place,
    pub follow_ups: &'a [FollowUp],
    pub decisions: &'a [Decision],
}

/// Whether a follow-up still answers for its reasons on `day`: while it is open or snoozed, and for some working days
/// after it was done, so that what was done has time to show.
pub fn in_force(follow_up: &FollowUp, table: &ScoreTable, work: &WorkDays, day: BusinessDate) -> bool {
    follow_up.made_on <= day
        && match follow_up.state {
            FollowUpState::Open | FollowUpState::Snoozed => true,
            FollowUpState::Done => follow_up.done_on.is_some_and(|done| day < work.plus(done, table.again_bd)),
            FollowUpState::Dropped => false,
        }
}

/// Same reason, same source, and not heavier than it was.
fn holds(covers: &[Covered], reason: &Reason) -> bool {
    covers.iter().any(|c| c.code == reason.code() && c.source == reason.source && reason.points <= c.points)
}

/// Whether an earlier review keeps the reason out of today's score.
fn is_put_off(decision: &Decision, reason: &Reason, day: BusinessDate) -> bool {
    let lasts = match decision.kind {
        DecisionKind::FollowUp => false,
        DecisionKind::Snooze => decision.until.is_some_and(|until| day < until),
        DecisionKind::Dismiss => true,
    };
    lasts && decision.day < day && holds(&decision.covers, reason)
}

/// The row of `reasons`, which stand in any order; `None` when there is nothing to list.
pub(super) fn row(
    subject: Subject<'_>,
    mut reasons: Vec<Reason>,
    table: &ScoreTable,
    work: &WorkDays,
    day: BusinessDate,
) -> Option<Row> {
    if reasons.is_empty() {
        return None;
    }
    reasons.sort_by_key(Reason::code);
    let put_off = |reason: &Reason| subject.decisions.iter().any(|d| is_put_off(d, reason, day));
    // MANUAL lists a row by being there, not by its points: put off, it is not there.
    reasons.retain(|reason| reason.code() != ReasonCode::Manual || !put_off(reason));
    for reason in &mut reasons {
        if put_off(reason) {
            reason.points = 0;
        }
    }

    let score = reasons.iter().fold(0_u32, |sum, r| sum.saturating_add(r.points)).min(table.most);
    let manual = reasons.iter().find(|r| r.code() == ReasonCode::Manual);
    let level = level(score, manual, table)?;
    let due = reasons.iter().filter(|r| r.counts()).map(|r| r.due).min()?;
    // The first of equals: reasons stand in the order of the table.
    let heaviest = reasons.iter().filter(|r| r.counts()).rev().max_by_key(|r| r.points)?;
    let owner = heaviest.owner;

    let (decided, decision) = verdict(&subject, &reasons, table, work, day);
    Some(Row {
        scope: subject.scope,
        id: subject.id,
        score,
        level,
        due,
        owner,
        decided,
        decision,
        reasons,
        place: subject.place,
    })
}

/// The level of a score by itself; `None` = it lists nobody.
pub fn level_of(score: u32, table: &ScoreTable) -> Option<Level> {
    match score {
        0 => None,
        s if s >= table.urgent => Some(Level::Urgent),
        s if s >= table.contact => Some(Level::Contact),
        _ => Some(Level::Watch),
    }
}

/// The level of a score, at least the one a trainer chose; `None` when the row is not listed.
fn level(score: u32, manual: Option<&Reason>, table: &ScoreTable) -> Option<Level> {
    let by_score = level_of(score, table);
    let chosen = manual.and_then(|reason| if let Why::Manual { level, .. } = reason.why { Some(level) } else { None });
    // Urgent comes first in the order of levels.
    by_score.into_iter().chain(chosen).min()
}

/// Whether every reason that counts is decided, and the newest decision that says so.
fn verdict(
    subject: &Subject<'_>,
    reasons: &[Reason],
    table: &ScoreTable,
    work: &WorkDays,
    day: BusinessDate,
) -> (bool, Option<Shown>) {
    let answering: Vec<&FollowUp> = subject.follow_ups.iter().filter(|f| in_force(f, table, work, day)).collect();
    let follows = |reason: &Reason| {
        answering.iter().copied().find(|f| reason.source == Source::Row(f.id) || holds(&f.covers, reason))
    };
    let today = subject.decisions.iter().find(|d| d.day == day);
    let scored = reasons.iter().any(|r| r.points > 0);
    let mut newest: Option<&Decision> = None;
    for reason in reasons.iter().filter(|r| if scored { r.points > 0 } else { r.code() == ReasonCode::Manual }) {
        // What the decision of today made can be dropped again on the same day: then nothing answers for the reason.
        let dropped = |d: &Decision| {
            let over =
                |f: &FollowUp| f.state == FollowUpState::Dropped && f.made_on == d.day && holds(&f.covers, reason);
            d.kind == DecisionKind::FollowUp && follows(reason).is_none() && subject.follow_ups.iter().any(over)
        };
        let by = if let Some(own) = today.filter(|d| holds(&d.covers, reason) && !dropped(d)) {
            Some(own)
        } else if let Some(follow_up) = follows(reason) {
            let made = |d: &&Decision| {
                d.kind == DecisionKind::FollowUp
                    && d.day >= follow_up.made_on
                    && d.day <= day
                    && holds(&d.covers, reason)
            };
            subject.decisions.iter().filter(made).max_by_key(|d| d.day)
        } else {
            return (false, None);
        };
        newest = newest.into_iter().chain(by).max_by_key(|d| d.day);
    }
    (true, newest.map(|d| Shown { day: d.day, kind: d.kind, until: d.until }))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Scorer, TRAINER, follow_up, met, pharmacy, points};
    use super::super::tests::{booked, run, t, with};
    use super::*;
    use crate::domain::AppointmentState::{Held, LateCancel, NoShow};
    use crate::domain::{EnrolmentState, ReasonCode as Code, Standing};

    mod manual {
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
            let edited =
                with(booked(), |s| s.follow_ups.push(FollowUp { due_on: Some(t(9)), ..flagged(Level::Urgent) }));
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
            let gone =
                with(booked().in_state(EnrolmentState::Withdrawn), |s| s.follow_ups.push(flagged(Level::Urgent)));
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
}
