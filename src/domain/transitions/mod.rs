//! The state machines (model 3): from a state and an event to the next state and what follows from it, or to the reason why
//! not. Effects are data; carrying them out is the store's. Imported facts do not pass through here.

mod appointment;
mod enrolment;
mod follow_up;
mod gates;
mod homework;
mod items;

pub use appointment::{AppointmentChange, AppointmentEffect, AppointmentEvent, EARLY_START, RowIs, change_appointment};
pub use enrolment::{
    EnrolmentChange, EnrolmentEffect, EnrolmentEvent, EnrolmentFacts, GraduationFacts, GraduationGap, HandOverProgress,
    LiveFacts, change_enrolment, graduation_gaps, invite,
};
pub use follow_up::FollowUpEnd;
pub use gates::{GateFacts, unmet_gates};
pub use homework::{HomeworkChange, HomeworkEvent, change_homework, close_homework};
pub use items::{
    Carried, ItemPast, at_finish, carried_items, carry_count, is_planned, minutes_carried, needs_reason, review_outcome,
};

use super::{AppointmentState, EnrolmentState, Gate, HomeworkState};

/// Why something that was asked for does not happen. The sentence is made where the languages are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// An enrolment in this state cannot do that.
    Enrolment(EnrolmentState),
    /// An appointment in this state cannot do that.
    Appointment(AppointmentState),
    /// Homework in this state cannot become that.
    Homework(HomeworkState),
    /// The kickoff cannot be closed: the owner's purpose is not written down.
    PurposeMissing,
    /// The kickoff cannot be closed: the targets are not decided.
    TargetsMissing,
    /// The kickoff cannot be closed: dates are missing.
    DatesMissing,
    /// These numbers have to be held first.
    NumbersOpen(Vec<u8>),
    /// The operation flow is not agreed; the manager may override that with a reason.
    FlowNotAgreed,
    /// Graduation lacks these.
    NotReady(Vec<GraduationGap>),
    /// The date lies further ahead than it may: at most so many days.
    TooFarAhead {
        /// The limit.
        days: i64,
    },
    /// The date does not lie ahead.
    NotAhead,
    /// It cannot start that long before its time: at most so many minutes.
    TooEarly {
        /// The limit.
        minutes: i64,
    },
    /// These gates are unmet and nobody overrode them.
    GatesUnmet(Vec<Gate>),
    /// The text must not be empty.
    TextMissing,
}
