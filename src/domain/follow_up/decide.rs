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

/// The level of a score, at least the one a trainer chose; `None` when the row is not listed.
fn level(score: u32, manual: Option<&Reason>, table: &ScoreTable) -> Option<Level> {
    let by_score = match score {
        0 => None,
        s if s >= table.urgent => Some(Level::Urgent),
        s if s >= table.contact => Some(Level::Contact),
        _ => Some(Level::Watch),
    };
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
        let by = if let Some(own) = today.filter(|d| holds(&d.covers, reason)) {
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
