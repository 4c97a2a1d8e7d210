//! The follow-up score (model 4): why a learner or a pharmacy stands in the end-of-day review, how urgent it is, what was
//! decided about it, and in which order the rows stand. Pure functions of a standing and a business date.

mod decide;
mod learner;
mod order;
mod outlook;
mod pharmacy;
mod projection;
mod settled;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;

pub use decide::{Shown, in_force, level_of};
pub use learner::learner_row;
pub use order::{is_day_closed, sort};
pub use outlook::{Glance, ahead, glance};
pub use pharmacy::pharmacy_row;
pub use projection::{Projected, projected_graduation, projected_sessions};
pub use settled::{pharmacy_settled_on, settled_on};

use super::standing::{FollowUp, Promise, Source};
use super::{BusinessDate, Decimal, FollowUpState, Id, Level, ReasonCode, Scope, ScoreTable, WorkDays};

/// One row of the review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Learner or pharmacy.
    pub scope: Scope,
    /// The learner or the pharmacy.
    pub id: Id,
    /// The sum of the points, at most the table's `most`.
    pub score: u32,
    /// Urgent, contact or watch.
    pub level: Level,
    /// In the order of the table, those with 0 points included.
    pub reasons: Vec<Reason>,
    /// The earliest due date of what counts.
    pub due: BusinessDate,
    /// The owner of the heaviest reason.
    pub owner: Option<Id>,
    /// Whether every reason that counts is decided.
    pub decided: bool,
    /// The newest decision that this rests on; none on a row that is undecided.
    pub decision: Option<Shown>,
    /// Where it stands among its equals.
    place: order::Place,
}

impl Row {
    /// The codes of the reasons with points, in the order of the table.
    pub fn flags(&self) -> impl Iterator<Item = ReasonCode> {
        self.reasons.iter().filter(|r| r.points > 0).map(Reason::code)
    }
}

/// One reason of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What is the matter.
    pub why: Why,
    /// Its points: 0 when another reason absorbs it or a review put it off.
    pub points: u32,
    /// By when something should be done about it.
    pub due: BusinessDate,
    /// Whose it is.
    pub owner: Option<Id>,
    /// What made it true.
    pub source: Source,
}

impl Reason {
    /// Its code.
    pub const fn code(&self) -> ReasonCode {
        self.why.code()
    }

    /// Whether it is part of what is decided: it has points, or a trainer set it by hand.
    pub fn counts(&self) -> bool {
        self.points > 0 || self.code() == ReasonCode::Manual
    }
}

/// The reason that a row is foremost about, and so what to do first: the heaviest, of equals the one that is due first.
pub fn foremost(reasons: &[Reason]) -> Option<&Reason> {
    // The first of equals is taken, and reasons stand in the order of the table.
    reasons.iter().min_by_key(|reason| (std::cmp::Reverse(reason.points), reason.due))
}

/// What is the matter, with the facts that a sentence about it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Not there, without a word: the run of the newest appointments, newest first. From two on the manager is told.
    NoShow(Vec<Missed>),
    /// That many late cancellations among the newest appointments.
    LateCancel(usize),
    /// That many of the newest due homeworks in a row are missing.
    Homework(usize),
    /// Items that got stuck; `again` when one had been carried before.
    Stuck { items: usize, again: bool },
    /// The scores of the newest role-play; `twice` when the one before was low too.
    RolePlay { scores: Vec<u8>, twice: bool },
    /// Figures that neither reach their target nor improve.
    Metric(Vec<Shortfall>),
    /// Required metrics without a reading.
    NoReading(Vec<String>),
    /// Days without a next appointment.
    Next { days: i64 },
    /// The date of the oldest open record, and how many there are.
    Record { oldest: BusinessDate, records: usize },
    /// Working days by which the promise is late; negative = ahead.
    Promise { promised_by: BusinessDate, late_bd: i64 },
    /// Days to go-live; negative = past.
    Flow { days: i64 },
    /// The projected graduation, and by how many days it misses the deadline.
    Deadline { projected: BusinessDate, days: i64 },
    /// Days since the contract without a kickoff.
    Kickoff { days: i64, booked: bool },
    /// The device is late, or booked too early against.
    Device { due: BusinessDate, booked: Option<BusinessDate> },
    /// The pause or the deferral is over since then.
    Resume { since: BusinessDate },
    /// Additional support was judged then, and no plan has a date.
    Support { judged_on: BusinessDate },
    /// The score that nobody has talked about.
    Detractor { score: u8 },
    /// What graduation left open: a check, an unanswered survey, or both.
    GradOpen { check: bool, survey: bool },
    /// The mood, and the one before.
    Mood { mood: u8, before: Option<u8> },
    /// A trainer's own follow-up, made then.
    Manual { level: Level, made_on: BusinessDate },
    /// The same as the program proposed it then, which nobody touched. No rule makes it: it is how a row is told.
    Proposed { level: Level, made_on: BusinessDate },
}

/// An appointment that a learner missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missed {
    /// Its date.
    pub date: BusinessDate,
    /// Its planned number.
    pub number: Option<u8>,
}

/// A figure that neither reaches its target nor improves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortfall {
    /// The metric's id.
    pub metric: String,
    /// The newest reading.
    pub value: Decimal,
    /// The one it is compared with.
    pub before: Decimal,
    /// The target that counts.
    pub target: Decimal,
}

impl Why {
    /// Ids of the metrics that it speaks of.
    pub fn metrics(&self) -> Vec<&String> {
        match self {
            Self::Metric(short) => short.iter().map(|s| &s.metric).collect(),
            Self::NoReading(metrics) => metrics.iter().collect(),
            Self::NoShow(_)
            | Self::LateCancel(_)
            | Self::Homework(_)
            | Self::Stuck { .. }
            | Self::RolePlay { .. }
            | Self::Next { .. }
            | Self::Record { .. }
            | Self::Promise { .. }
            | Self::Flow { .. }
            | Self::Deadline { .. }
            | Self::Kickoff { .. }
            | Self::Device { .. }
            | Self::Resume { .. }
            | Self::Support { .. }
            | Self::Detractor { .. }
            | Self::GradOpen { .. }
            | Self::Mood { .. }
            | Self::Manual { .. }
            | Self::Proposed { .. } => Vec::new(),
        }
    }

    /// Its code.
    pub const fn code(&self) -> ReasonCode {
        match self {
            Self::NoShow(_) => ReasonCode::NoShow,
            Self::LateCancel(_) => ReasonCode::LateCancel,
            Self::Homework(_) => ReasonCode::Homework,
            Self::Stuck { .. } => ReasonCode::Stuck,
            Self::RolePlay { .. } => ReasonCode::RolePlay,
            Self::Metric(_) => ReasonCode::Metric,
            Self::NoReading(_) => ReasonCode::NoReading,
            Self::Next { .. } => ReasonCode::Next,
            Self::Record { .. } => ReasonCode::Record,
            Self::Promise { .. } => ReasonCode::Promise,
            Self::Flow { .. } => ReasonCode::Flow,
            Self::Deadline { .. } => ReasonCode::Deadline,
            Self::Kickoff { .. } => ReasonCode::Kickoff,
            Self::Device { .. } => ReasonCode::Device,
            Self::Resume { .. } => ReasonCode::Resume,
            Self::Support { .. } => ReasonCode::Support,
            Self::Detractor { .. } => ReasonCode::Detractor,
            Self::GradOpen { .. } => ReasonCode::GradOpen,
            Self::Mood { .. } => ReasonCode::Mood,
            Self::Manual { .. } | Self::Proposed { .. } => ReasonCode::Manual,
        }
    }
}

/// The highest true tier: the one with most points whose bound is at most `value`, and its place in the list.
fn tier<const N: usize>(points: [u32; N], bounds: [i64; N], value: i64) -> Option<(usize, u32)> {
    let tiers = points.into_iter().zip(bounds).enumerate().filter(|(_, (_, bound))| *bound <= value);
    tiers.map(|(n, (points, _))| (n, points)).max_by_key(|(n, points)| (*points, *n))
}

/// PROMISE: of the open promises the worst one, of equals the earliest.
fn promise(promises: &[Promise], table: &ScoreTable, work: &WorkDays, day: BusinessDate) -> Option<Reason> {
    let open = promises.iter().filter(|p| p.asked_on.is_none_or(|on| on <= day) && !p.settled.by(day));
    let scored = open.filter_map(|p| {
        let late_bd = work.between(p.promised_by, day);
        let (_, points) = tier(table.promise.points, table.promise.late_bd, late_bd)?;
        Some((points, late_bd, p))
    });
    let (points, late_bd, worst) =
        scored.min_by_key(|(points, _, p)| (std::cmp::Reverse(*points), p.promised_by, p.id))?;
    Some(Reason {
        why: Why::Promise { promised_by: worst.promised_by, late_bd },
        points,
        due: worst.promised_by.max(day),
        owner: worst.owner,
        source: Source::Row(worst.id),
    })
}

/// MANUAL: the newest follow-up that a trainer set by hand and that is open on `day`.
fn manual(follow_ups: &[FollowUp], table: &ScoreTable, work: &WorkDays, day: BusinessDate) -> Option<Reason> {
    let is_open = |f: &FollowUp| match f.state {
        FollowUpState::Open => true,
        FollowUpState::Snoozed => f.snoozed_until.is_none_or(|until| until <= day),
        FollowUpState::Done => f.done_on.is_some_and(|done| done > day),
        FollowUpState::Dropped => false,
    };
    let set = follow_ups.iter().filter(|f| f.made_on <= day && is_open(f));
    let (newest, level) = set.filter_map(|f| Some((f, f.level?))).max_by_key(|(f, _)| (f.made_on, f.id))?;
    Some(Reason {
        why: Why::Manual { level, made_on: newest.made_on },
        points: 0,
        due: newest.due_on.unwrap_or_else(|| manual_due(level, table, work, newest.made_on)),
        owner: newest.owner,
        source: Source::Row(newest.id),
    })
}

/// The date that a follow-up set by hand gets on the day it is made.
pub fn manual_due(level: Level, table: &ScoreTable, work: &WorkDays, day: BusinessDate) -> BusinessDate {
    match level {
        Level::Urgent => day,
        Level::Contact | Level::Watch => work.plus(day, table.manual.contact_due_bd),
    }
}
