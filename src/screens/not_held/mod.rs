//! An appointment that was not held: why, and the next slot beside it.

mod naming;
mod state;
mod typing;
mod update;
mod view;

pub use state::{About, Mode, State};
pub use view::draw;
