//! What can be booked, and when.

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::domain::{AppointmentState, BusinessDate, Id};
use crate::text::mask::Private;

/// The appointment that stands for an earlier one of the same number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    pub appointment: Id,
    pub state: AppointmentState,
    pub starts_at: DateTime<Utc>,
    pub local: NaiveDateTime,
}

/// What can be booked for a learner or a pharmacy.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BookingView {
    /// The number that is booked; `None` when there is none any more.
    pub number: Option<u8>,
    /// The number that comes next.
    pub next: Option<u8>,
    /// The highest number of the programme.
    pub last: u8,
    /// It is an extra session of that number.
    pub extra: bool,
    /// An earlier meeting covered the number in full.
    pub repeats: bool,
    /// It is the kickoff of this pharmacy.
    pub kickoff: Option<Id>,
    /// The kickoff is neither held nor booked: either can be booked.
    pub kickoff_missing: bool,
    /// Whose it is, where a pharmacy was asked for; the owner in a kickoff.
    pub name: Option<Private>,
    /// Its learner, where a pharmacy was asked for.
    pub learner: Option<Id>,
    /// How long it may take, at least and at most.
    pub minutes: (u32, u32),
    /// Its appointment, when it has one already: then the slots are those to which it can move.
    pub booked: Option<Followed>,
    pub slots: Vec<SlotView>,
}

/// A slot that could be the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotView {
    pub start: NaiveDateTime,
    pub minutes: u32,
    pub number: Option<u8>,
    pub day: crate::domain::proposal::WhyDay,
    /// Minutes later than the usual time; negative = earlier.
    pub shift: i64,
    /// Free of the trainer's other appointments.
    pub free: bool,
}

/// Why a date that was typed by hand is no proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotDoubt {
    /// The trainer has another appointment then: it cannot be booked.
    Taken(NaiveDateTime),
    /// Less than five minutes from another appointment.
    Close(NaiveDateTime),
    /// A gate of the number is not met before that day.
    Gate(BusinessDate),
    /// The pharmacy is closed on that weekday.
    Closed,
    Holiday,
    /// Outside of the trainer's hours.
    Hours,
    /// The day is full, or has no break.
    Full,
}
