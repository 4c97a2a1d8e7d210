//! The end-of-day review.

mod state;
mod update;
mod view;

pub use state::State;
pub use view::draw;
