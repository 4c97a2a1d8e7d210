//! What the review knows.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::{RequestId, TextField};
use crate::domain::{AppointmentState, BusinessDate, DecisionKind, Id, Scope, Zone};
use crate::layout::list::Cursor;
use crate::request::{OpenRecord, QueueRow, ReviewRow, ReviewView};
use crate::text::mask::Private;

/// The rows of a day with a cursor that goes on into what else is not done.
#[derive(Debug, Default)]
pub struct State {
    pub(super) asked: Option<RequestId>,
    pub(super) view: Option<Box<ReviewView>>,
    /// What keeps the day open besides its rows, in the order of the screen.
    pub(super) left: Vec<Left>,
    pub(super) cursor: Cursor,
    /// What the cursor stays with whatever becomes of the list.
    pub(super) at: Option<At>,
    /// Decisions that the view does not show yet.
    pub(super) fresh: Vec<FreshDecision>,
    pub(super) edit: Option<Box<Edit>>,
    /// Reasons that were left half typed, by their row.
    pub(super) reasons: BTreeMap<Id, String>,
    pub(super) closing: Option<RequestId>,
    /// Something was decided here, so reaching zero closes the day even though appointments are ahead.
    pub(super) acted: bool,
    /// Nothing was left in the view before: a day whose close was undone is not closed again by itself.
    pub(super) was_closed: bool,
}

/// Under which name a half-typed reason is kept, as a field of its row.
pub(super) const REASON: &str = "review-reason";

/// A place of the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    Row(Scope, Id),
    /// An open record, by its session.
    Record(Id),
    /// An appointment without an outcome.
    Slot(Id),
}

impl At {
    pub(super) fn to_word(self) -> String {
        match self {
            Self::Row(scope, id) => format!("{}:{id}", scope.word()),
            Self::Record(id) => format!("record:{id}"),
            Self::Slot(id) => format!("slot:{id}"),
        }
    }
    pub(super) fn from_word(word: &str) -> Option<Self> {
        let (kind, id) = word.split_once(':')?;
        let id = Id::parse(id)?;
        match kind {
            "record" => Some(Self::Record(id)),
            "slot" => Some(Self::Slot(id)),
            _ => Scope::from_word(kind).map(|scope| Self::Row(scope, id)),
        }
    }
}

/// A record that is not closed, or an appointment that is over and of which nobody has said what became of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Left {
    pub at: At,
    pub appointment: Id,
    pub scope: Scope,
    pub scope_id: Id,
    /// The learner, or the pharmacy of a kickoff.
    pub name: Private,
    pub date: BusinessDate,
    pub session_no: Option<u8>,
}

impl Left {
    fn of_record(record: &OpenRecord) -> Self {
        Self {
            at: At::Record(record.session),
            appointment: record.appointment,
            scope: record.scope,
            scope_id: record.scope_id,
            name: record.learner.as_ref().unwrap_or(&record.pharmacy).clone(),
            date: record.date,
            session_no: record.session_no,
        }
    }
    fn of_slot(row: &QueueRow, zone: Zone) -> Self {
        let (scope, scope_id, name) = match &row.learner {
            Some(learner) => (Scope::Learner, learner.id, &learner.name),
            None => (Scope::Pharmacy, row.pharmacy.id, &row.pharmacy.name),
        };
        Self {
            at: At::Slot(row.appointment),
            appointment: row.appointment,
            scope,
            scope_id,
            name: name.clone(),
            date: zone.business_date(row.starts_at),
            session_no: row.session_no,
        }
    }
    /// All of them: the records first, then earlier days, then what of the day is over.
    pub(super) fn all(view: &ReviewView, zone: Zone, now: DateTime<Utc>) -> Vec<Self> {
        let records = view.open_records.iter().map(Self::of_record);
        let over = view.today.iter().filter(|row| is_over(row, now));
        records.chain(view.earlier.iter().chain(over).map(|row| Self::of_slot(row, zone))).collect()
    }
    pub(super) const fn is_record(&self) -> bool {
        matches!(self.at, At::Record(_))
    }
}

/// Its time has passed and nobody has said what became of it.
fn is_over(row: &QueueRow, now: DateTime<Utc>) -> bool {
    let waits = matches!(row.state, AppointmentState::Scheduled | AppointmentState::Waiting);
    waits && row.starts_at + TimeDelta::minutes(i64::from(row.minutes)) <= now
}

/// A decision on its way to the disk, or on disk but not in the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FreshDecision {
    pub request: RequestId,
    pub scope: Scope,
    pub id: Id,
    pub kind: DecisionKind,
    /// The date of the follow-up, or to when it is put off.
    pub date: Option<BusinessDate>,
}

/// The box in which a decision is edited.
#[derive(Debug)]
pub struct Edit {
    pub row: ReviewRow,
    pub kind: DecisionKind,
    pub date: TextField,
    pub reason: TextField,
    /// The reason as it was before it was typed on.
    pub reason_was: String,
    pub focus: Field,
    pub wrong: Option<Wrong>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Date,
    Reason,
}

/// What is the matter with the typed date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    NoDate,
    /// A snooze ends after the day of the review.
    NotAhead,
    /// A follow-up is due on the day of the review or later.
    Past,
}

impl Edit {
    pub const fn field(&self) -> &TextField {
        match self.focus {
            Field::Date => &self.date,
            Field::Reason => &self.reason,
        }
    }
    pub const fn field_mut(&mut self) -> &mut TextField {
        match self.focus {
            Field::Date => &mut self.date,
            Field::Reason => &mut self.reason,
        }
    }
    /// A dismissed row has no date.
    pub const fn has_date(&self) -> bool {
        match self.kind {
            DecisionKind::FollowUp | DecisionKind::Snooze => true,
            DecisionKind::Dismiss => false,
        }
    }
}

impl State {
    pub(super) fn rows(&self) -> &[ReviewRow] {
        self.view.as_deref().map_or(&[], |view| &view.rows)
    }
    pub(super) fn left(&self) -> &[Left] {
        &self.left
    }
    pub(super) fn len(&self) -> usize {
        self.rows().len() + self.left.len()
    }
    /// The place of the cursor among rows and records.
    pub(super) fn place(&self) -> usize {
        self.cursor.at(self.len())
    }
    /// The row under the cursor.
    pub(super) fn row(&self) -> Option<&ReviewRow> {
        self.rows().get(self.place())
    }
    /// What of the rest is under the cursor, with its number.
    pub(super) fn left_here(&self) -> Option<(usize, &Left)> {
        let at = self.place().checked_sub(self.rows().len())?;
        Some((at, self.left.get(at)?))
    }
    /// The open record of whom the row under the cursor is about, the oldest first.
    pub(super) fn record_of_row(&self) -> Option<&Left> {
        let row = self.row()?;
        self.left.iter().find(|left| left.is_record() && left.scope == row.scope && left.scope_id == row.id)
    }
    /// How many records are open, and how many appointments have no outcome.
    pub(super) fn left_counts(&self) -> (usize, usize) {
        let records = self.left.iter().filter(|left| left.is_record()).count();
        (records, self.left.len() - records)
    }
    /// Nothing is left to say about the day.
    pub(super) fn is_done(&self) -> bool {
        self.view.as_deref().is_some_and(|view| view.closed) && self.left.is_empty()
    }
    /// The place of something, if it is still there.
    pub(super) fn find(&self, at: At) -> Option<usize> {
        match at {
            At::Row(scope, id) => self.rows().iter().position(|row| row.scope == scope && row.id == id),
            At::Record(_) | At::Slot(_) => {
                let found = self.left.iter().position(|left| left.at == at)?;
                Some(self.rows().len() + found)
            }
        }
    }
    /// The newest decision about a row that the view does not show.
    pub(super) fn fresh(&self, row: &ReviewRow) -> Option<&FreshDecision> {
        self.fresh.iter().rfind(|fresh| fresh.scope == row.scope && fresh.id == row.id)
    }
    pub(super) fn is_decided(&self, row: &ReviewRow) -> bool {
        row.decided || self.fresh(row).is_some()
    }
    /// Whether the day waits for a decision about the row.
    pub(super) fn waits(&self, row: &ReviewRow) -> bool {
        let bound = self.view.as_deref().map_or(u32::MAX, |view| view.contact_points);
        row.score >= bound && !self.is_decided(row)
    }
    /// How many rows the day waits for.
    pub(super) fn waiting(&self) -> usize {
        self.rows().iter().filter(|row| self.waits(row)).count()
    }
    /// The next row that waits, from `from` on and around.
    pub(super) fn next_waiting(&self, from: usize) -> Option<usize> {
        let waits = |(_, row): &(usize, &ReviewRow)| self.waits(row);
        let mut behind = self.rows().iter().enumerate().skip(from);
        behind.find(waits).or_else(|| self.rows().iter().enumerate().find(waits)).map(|(at, _)| at)
    }
}

/// Appointments of the day by what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub all: usize,
    pub held: usize,
    pub provisional: usize,
    pub broken_off: usize,
    pub not_held: usize,
    pub moved: usize,
    pub running: usize,
    /// Scheduled or waiting.
    pub left: usize,
    /// Of those, what is over.
    pub over: usize,
}

impl Counts {
    pub fn of(view: &ReviewView, now: DateTime<Utc>) -> Self {
        let mut counts = Self { all: view.today.len(), ..Self::default() };
        for row in &view.today {
            counts.over += usize::from(is_over(row, now));
            counts.provisional += usize::from(row.provisional);
            *match row.state {
                AppointmentState::Held => &mut counts.held,
                AppointmentState::BrokenOff => &mut counts.broken_off,
                AppointmentState::NoShow | AppointmentState::LateCancel | AppointmentState::CancelledByUs => {
                    &mut counts.not_held
                }
                AppointmentState::Rescheduled | AppointmentState::Cancelled => &mut counts.moved,
                AppointmentState::InProgress => &mut counts.running,
                AppointmentState::Scheduled | AppointmentState::Waiting => &mut counts.left,
            } += 1;
        }
        counts
    }
    pub const fn met(self) -> usize {
        self.held + self.broken_off
    }
    /// What runs or is still ahead.
    pub const fn open(self) -> usize {
        self.running + self.left - self.over
    }
}
