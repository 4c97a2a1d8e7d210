//! The end-of-day review.

use crate::domain::follow_up::{Reason, Shown};
use crate::domain::{BusinessDate, Id, Level, Scope};
use crate::text::mask::Private;

use super::{FileView, Older, QueueRow};

/// The end-of-day review.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewView {
    pub date: BusinessDate,
    pub file: FileView,
    pub rows: Vec<ReviewRow>,
    pub open_records: Vec<OpenRecord>,
    pub tomorrow: Vec<QueueRow>,
    pub tomorrow_date: Option<BusinessDate>,
    /// Appointments of earlier days that were not begun and of which nobody has said what became of them.
    pub earlier: Vec<QueueRow>,
    /// More of them that are older and not listed.
    pub older: Option<Older>,
    /// Today's appointments, by start.
    pub today: Vec<QueueRow>,
    /// Active learners without a next appointment.
    pub without_next: usize,
    /// The first of them.
    pub without_next_names: Vec<Private>,
    /// From that many points on a row has to be decided before the day can close.
    pub contact_points: u32,
    /// Nothing is left.
    pub closed: bool,
    /// And the trainer has said so.
    pub day_closed: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ReviewRow {
    pub scope: Scope,
    /// Learner or pharmacy.
    pub id: Id,
    pub name: Private,
    pub pharmacy: Private,
    pub score: u32,
    pub level: Level,
    /// With the facts that a sentence about each needs.
    pub reasons: Vec<Reason>,
    /// Names of the metrics that the reasons speak of, by id.
    pub metrics: Vec<(String, String)>,
    pub due_on: BusinessDate,
    pub owner: Option<Id>,
    pub owner_name: Option<Private>,
    /// Every reason that counts is decided.
    pub decided: bool,
    pub decision: Option<Shown>,
    /// The reason that was given with the decision.
    pub decision_reason: Option<Private>,
    /// The follow-up that is open about it, or the one that was done last.
    pub follow_up: Option<FollowUpView>,
    /// The learner's next or last number, for a pharmacy none.
    pub number: Option<u8>,
    /// The hand-over line of last time.
    pub next_focus: Option<Private>,
}

/// Something that has to be done for a learner or a pharmacy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUpView {
    pub title: Option<Private>,
    pub due_on: Option<BusinessDate>,
    /// When it was done, and what came of it; `None` while it is open.
    pub done: Option<(BusinessDate, Option<Private>)>,
}

impl FollowUpView {
    /// Something is left to do.
    pub const fn is_open(&self) -> bool {
        self.done.is_none()
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRecord {
    pub session: Id,
    pub appointment: Id,
    /// Of the row that complains about it.
    pub scope: Scope,
    pub scope_id: Id,
    pub learner: Option<Private>,
    pub pharmacy: Private,
    pub date: BusinessDate,
    pub session_no: Option<u8>,
}
