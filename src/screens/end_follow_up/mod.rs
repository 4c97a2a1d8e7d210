//! A follow-up that is over: what came of it, or why nobody needs it any more. One line and Enter.

mod state;
mod update;
mod view;

pub use state::{About, State};
pub use view::draw;
