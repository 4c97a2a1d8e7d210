//! The palette: commands, people and notes by kanji, kana or romaji; it shows the shorter key.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub use state::State;
pub use view::draw;
