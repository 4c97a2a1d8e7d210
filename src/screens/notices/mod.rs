//! The last notices.

mod state;
mod update;
mod view;

pub use state::State;
pub use view::draw;
