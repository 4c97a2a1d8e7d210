//! The help box: what this screen can do, from the table.

mod lines;
mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::State;
pub use view::draw;
