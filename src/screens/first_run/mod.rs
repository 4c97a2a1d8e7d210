//! The first screen of an empty file, and the form of one learner.

mod form;
mod state;
mod update;
mod view;
mod words;

#[cfg(test)]
mod tests;

pub use state::State;
pub use view::draw;
