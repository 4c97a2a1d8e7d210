//! Closing a session: one screen that is already filled in.

mod lines;
mod message;
mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::State;
pub use view::draw;
