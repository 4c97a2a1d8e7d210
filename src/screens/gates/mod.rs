//! A session that starts although a gate of the programme is not met: the reason is asked and kept.

mod state;
mod update;
mod view;

pub use state::{About, State};
pub use view::draw;
