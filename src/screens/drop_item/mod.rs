//! A carried item that is not to be carried any further, or an optional one that was skipped: why is asked, with the usual
//! reason filled in.

mod state;
mod update;
mod view;

pub use state::State;
pub use view::draw;
