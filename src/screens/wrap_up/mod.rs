//! Closing a session.

mod state;
mod update;
mod view;

pub use state::State;
pub use view::draw;
