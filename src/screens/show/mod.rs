//! The second window: what a learner may see of the running session. It is no page of the program: it follows another one,
//! knows nothing but what the store gives it for this, and has no command that shows more.

mod content;
mod state;
mod view;

pub use state::{Does, State};
pub use view::draw;

#[cfg(test)]
mod tests;
