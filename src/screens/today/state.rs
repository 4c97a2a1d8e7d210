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
    /// The rows on the screen: what earlier days left open, and then the day.
    pub(super) queue: Vec<QueueRow>,
    /// How many of them are of earlier days.
    pub(super) earlier: usize,
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
        &self.queue
    }
    /// Those of the day.
    pub(super) fn today(&self) -> &[QueueRow] {
        self.queue.get(self.earlier..).unwrap_or_default()
    }
    /// Whether a row is of an earlier day.
    pub(super) fn is_earlier(&self, row: &QueueRow) -> bool {
        self.queue.iter().take(self.earlier).any(|earlier| earlier.appointment == row.appointment)
    }
    /// Takes the rows out of an answer.
    pub(super) fn arrange(&mut self, mut view: DayView) {
        self.earlier = view.earlier.len();
        self.queue = std::mem::take(&mut view.earlier);
        if self.queue.is_empty() {
            self.queue = std::mem::take(&mut view.rows);
        } else {
            self.queue.append(&mut view.rows);
        }
        self.view = Some(Box::new(view));
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
/// next one, then what one of the `earlier` rows became; the last when all are over.
pub(super) fn next_row(rows: &[QueueRow], earlier: usize) -> usize {
    let runs = rows.iter().position(|row| row.state == AppointmentState::InProgress && !row.aside);
    let of_today = |state| rows.iter().skip(earlier).position(|row| row.state == state).map(|at| at + earlier);
    runs.or_else(|| rows.iter().position(|row| row.state == AppointmentState::InProgress))
        .or_else(|| of_today(AppointmentState::Waiting))
        .or_else(|| of_today(AppointmentState::Scheduled))
        .or((earlier > 0).then_some(0))
        .unwrap_or(rows.len().saturating_sub(1))
}
