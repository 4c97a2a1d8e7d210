//! What became of a record, a learner or a pharmacy: who, when, what, from what to what.

mod state;
mod update;
mod view;
mod words;

#[cfg(test)]
mod tests;

pub use state::State;
pub use view::draw;
