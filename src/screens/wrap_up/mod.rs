//! Closing a session: everything is filled in already, so that `Enter` is enough; what nobody touched stays marked so.
//!
//! | file | subject |
//! | --- | --- |
//! | `state` | what the screen knows, and the form |
//! | `parts` | the places of its cursor |
//! | `update` | keys and answers; `choosing`, `answering`, `closing`, `undoing`: what they do |
//! | `message` | the text that the learner gets |
//! | `content`, `fields` | the rows of the form, and those of its single fields |
//! | `placing`, `view` | where they stand, and how they look |

mod answering;
mod choosing;
mod closing;
mod content;
mod fields;
mod message;
mod parts;
mod placing;
mod state;
#[cfg(test)]
mod tests;
mod undoing;
mod update;
mod view;

pub(in crate::screens) use message::of_record;
pub use state::State;
pub use view::draw;
