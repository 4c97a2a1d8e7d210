//! A 1on1 is to start while another one runs: what becomes of that one is asked once. Enter is the way back to it.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::{About, State};
pub use view::draw;
