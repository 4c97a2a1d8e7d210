//! Tests of whole rows: the vectors of the score, the edges that the words of the model draw, the practice day, and what
//! holds for every history. The learners that they speak of are put together here.

mod demo_day;
mod edges;
mod properties;
mod vectors;

use super::fixture::{Scorer, appointment, learner, met, pharmacy, points, wednesday};
use crate::domain::standing::Appointment;
use crate::domain::{AppointmentState, BusinessDate, EnrolmentState, PharmacyStanding, ReasonCode, Standing};

/// The day the vectors stand on, moved.
pub(super) fn t(offset: i64) -> BusinessDate {
    wednesday().plus(offset)
}

/// Held sessions so many days ago, newest first, the newest with full coverage of `last_no`.
pub(super) fn held(last_no: u8, days_ago: &[i64]) -> Vec<Appointment> {
    let number = |n: usize| last_no.saturating_sub(u8::try_from(n).unwrap());
    days_ago.iter().enumerate().map(|(n, ago)| met(t(-ago), AppointmentState::Held, &[number(n)])).collect()
}

/// Appointments so many days ago in such states.
pub(super) fn run(states: &[(i64, AppointmentState)]) -> Vec<Appointment> {
    states.iter().map(|(ago, state)| appointment(t(-ago), *state)).collect()
}

/// A live learner with an appointment tomorrow.
pub(super) fn live() -> Standing {
    learner("L").in_state(EnrolmentState::Live).booked(t(1))
}

/// A learning learner with an appointment tomorrow.
pub(super) fn booked() -> Standing {
    learner("L").booked(t(1))
}

/// A graduate whose last session was so many days ago.
pub(super) fn graduated(ago: i64) -> Standing {
    learner("L").in_state(EnrolmentState::Graduated).with(held(12, &[ago]))
}

pub(super) fn with(mut standing: Standing, change: impl FnOnce(&mut Standing)) -> Standing {
    change(&mut standing);
    standing
}

pub(super) fn place(change: impl FnOnce(&mut PharmacyStanding)) -> PharmacyStanding {
    let mut standing = pharmacy("P");
    change(&mut standing);
    standing
}

/// The reasons of a learner's row on the Wednesday.
fn of(standing: &Standing) -> Vec<(ReasonCode, u32)> {
    of_at(standing, &pharmacy("P"), wednesday())
}

fn of_at(standing: &Standing, at: &PharmacyStanding, day: BusinessDate) -> Vec<(ReasonCode, u32)> {
    points(Scorer::new().learner(standing, &at.facts, day).as_ref())
}

/// The reasons of a pharmacy's row on the Wednesday.
fn of_pharmacy(standing: &PharmacyStanding) -> Vec<(ReasonCode, u32)> {
    points(Scorer::new().pharmacy(standing, wednesday()).as_ref())
}
