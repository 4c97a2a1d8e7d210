//! A line is about to be blacked out: shown once more, and asked by a key of its own.

mod state;
mod update;
mod view;

pub use state::State;
pub use view::draw;
