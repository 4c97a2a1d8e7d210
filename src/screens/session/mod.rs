//! The 1on1.

mod state;
mod update;
mod view;

pub use state::State;
pub use view::draw;
