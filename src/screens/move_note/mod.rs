//! A line that was typed into the wrong record: where it belongs, from the 1on1s of today and from everybody.

mod state;
mod update;
mod view;

pub use state::State;
pub use view::draw;
