//! The 1on1: the script in three panes, notes, the clock. The kickoff and the record of a held session are the same screen.
//!
//! | file | subject |
//! | --- | --- |
//! | `state` | what the screen knows |
//! | `rows` | the rows of the script in the order in which a session goes through them |
//! | `tasks` | homework that could be set; `trimming`: what is too much of it |
//! | `update` | keys and answers; `marking`, `picking`, `commenting`, `wording`: what they do |
//! | `noting` | the note line; `changing`: notes that stand come back into it; `drafts`: what was half typed |
//! | `clock` | pauses, the time asleep, what a row took |
//! | `content` | what the panes say, as plain text, a file a pane; `attempts`: what the role-play's says of them |
//! | `opening` | what was promised before, and what the learner could do |
//! | `places` | where it stands, for the view and for clicks; `pages`: the lines of a pane |
//! | `view` | how it looks |

mod attempts;
#[cfg(test)]
pub(crate) mod bench;
mod changing;
mod clock;
mod commenting;
mod content;
mod drafts;
mod kept;
mod marking;
mod moving;
mod noting;
mod numbers;
mod opening;
mod pages;
mod picking;
mod places;
mod rows;
mod state;
pub mod tasks;
#[cfg(test)]
mod tests;
pub mod trimming;
mod update;
mod view;
mod wording;

pub(in crate::screens) use attempts::{verdict, word as verdict_word};
pub use content::kind_word;
pub use marking::{HOMEWORK, OUTCOMES};
pub use numbers::{gone_through_words, load_short, number_words, told as load_words};
pub use rows::unsaid;
pub use state::State;
pub use view::{draw, field_words};
