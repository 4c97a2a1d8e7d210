//! One learner on one page: the hand-over brief.

mod brief;
mod content;
mod facts;
mod places;
mod state;
mod update;
mod view;
mod words;

#[cfg(test)]
mod tests;

pub use state::State;
pub use view::draw;
