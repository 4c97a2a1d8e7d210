//! The state machines (model 3): from a state and an event to the next state and what follows from it, or to the reason why
//! not. Effects are data; carrying them out is the store's. Imported facts do not pass through here.

mod appointment;
mod enrolment;
mod follow_up;
mod gates;
mod homework;
mod items;

pub use appointment::{AppointmentChange, AppointmentEffect, AppointmentEvent, EARLY_START, RowIs, change_appointment};
pub use enrolment::{EnrolmentChange, EnrolmentEffect, EnrolmentEvent, EnrolmentFacts, change_enrolment, invite};
pub use follow_up::FollowUpEnd;
pub use gates::{GateFacts, unmet_gates};
pub use homework::{HomeworkChange, HomeworkEvent, change_homework, close_homework};
pub use items::{
    Carried, ItemPast, at_finish, carried_items, carry_count, is_planned, minutes_carried, needs_reason, review_outcome,
};

use super::{AppointmentState, Gate, HomeworkState};

/// Why something that was asked for does not happen. The sentence is made where the languages are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// An appointment in this state cannot do that.
    Appointment(AppointmentState),
    /// Homework in this state cannot become that.
    Homework(HomeworkState),
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
