//! Files taken in on the screen: the line that names them, what would become of them, and what did.

mod content;
mod state;
mod update;
mod view;

#[cfg(test)]
mod tests;

pub use state::State;
pub use view::draw;
