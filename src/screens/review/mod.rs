//! The end-of-day review: who needs a follow-up, what is not closed, and the day when nothing is left.

mod places;
mod report;
mod state;
mod update;
mod view;
mod words;

#[cfg(test)]
pub(crate) mod bench;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

pub use state::State;
pub use view::draw;
