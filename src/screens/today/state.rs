//! What today knows.

use std::collections::BTreeMap;

use crate::app::RequestId;
use crate::domain::{AppointmentState, Id};
use crate::layout::list::Cursor;
use crate::request::{BriefView, DayView, QueueRow};

/// The queue of today with its cursor.
#[derive(Debug, Default)]
pub struct State {
    pub(super) asked: Option<RequestId>,
    pub(super) view: Option<Box<DayView>>,
    pub(super) cursor: Cursor,
    /// The cursor was put by hand (or by the first load) and stays with its appointment.
    pub(super) at: Option<Id>,
    /// Briefs of rows that the cursor has been on.
    pub(super) briefs: BTreeMap<Id, BriefView>,
    pub(super) asked_brief: Option<(RequestId, Id)>,
    /// What was recorded of a row and is not on disk yet.
    pub(super) pending: BTreeMap<Id, RequestId>,
    /// The record out of which a message is made, and whether without names.
    pub(super) copying: Option<(RequestId, bool)>,
    /// Where to go when a start is on disk.
    pub(super) starting: Option<(RequestId, Starting)>,
}

/// A session on its way to the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Starting {
    pub appointment: Id,
    pub session: Id,
    /// It was over already: straight to the wrap-up.
    pub wrap_up: bool,
}

impl State {
    pub(super) fn rows(&self) -> &[QueueRow] {
        self.view.as_deref().map_or(&[], |view| &view.rows)
    }
    /// The row under the cursor.
    pub(super) fn row(&self) -> Option<&QueueRow> {
        let rows = self.rows();
        rows.get(self.cursor.at(rows.len()))
    }
    /// The brief of the row under the cursor, if it has come.
    pub(super) fn brief(&self) -> Option<&BriefView> {
        self.briefs.get(&self.row()?.appointment)
    }
}

/// The row that the day goes on with: the one in progress, one that was set aside for another, one that is waited for, the
/// next one; the last when all are over.
pub(super) fn next_row(rows: &[QueueRow]) -> usize {
    let find = |state| rows.iter().position(|row| row.state == state);
    let runs = rows.iter().position(|row| row.state == AppointmentState::InProgress && !row.aside);
    runs.or_else(|| find(AppointmentState::InProgress))
        .or_else(|| find(AppointmentState::Waiting))
        .or_else(|| find(AppointmentState::Scheduled))
        .unwrap_or(rows.len().saturating_sub(1))
}
