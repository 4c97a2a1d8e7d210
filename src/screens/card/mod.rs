//! One learner on one page: the hand-over brief.

mod state;
mod update;
mod view;

pub use state::State;
pub use view::draw;
