//! A closed record: read row by row, and changed by amendments.

mod amending;
mod content;
mod state;
mod update;
mod view;

#[cfg(test)]
mod tests;

pub(super) use content::reply_words;
pub use state::State;
pub use view::draw;
