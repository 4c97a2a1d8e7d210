//! The first screen of an empty file.

mod state;
mod update;
mod view;

pub use state::State;
pub use view::draw;
