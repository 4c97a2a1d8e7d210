//! Model, messages, effects, and the one function between them. Pure: time comes with every message, ids from a counter
//! that the shell seeds, and what has to be done outside is handed back as data.
//!
//! | file | subject |
//! | --- | --- |
//! | `msg` | what comes in, what goes out |
//! | `model` | the model, its timers, and the way from a message to a page |
//! | `input` | how one read of the terminal is taken: text, keys, paste, mouse |
//! | `typing` | text into the field with the focus, and the short texts that it calls |
//! | `global` | the commands that work everywhere |
//! | `stack` | the stack of pages: opening, closing, the way back |
//! | `undo` | what becomes of the pages when something was undone, or letters are taken back |
//! | `resume` | what the last run left: a session that was going on, half-typed texts |
//! | `page` | what a page is to the app and the other way round |
//! | `screen` | every page, a variant each |
//! | `core` | what every page may know |
//! | `asleep` | whether the time counts in which the computer slept |
//! | `calls` | the call that was logged, and that it was answered |
//! | `runaway` | letters typed at the screen that were meant for another window |
//! | `field`, `notices`, `meet`, `say`, `words` | text fields, notices, masks, sentences of refusals, renamed words |
//! | `windows` | two windows on one file: who writes, and following that one |
//! | `why_not` | what a key that did nothing would have needed |

pub mod asleep;
#[cfg(test)]
pub(crate) mod bench;
mod calls;
pub mod core;
pub mod field;
mod global;
mod input;
mod lines;
pub mod meet;
pub mod model;
pub mod msg;
pub mod notices;
pub mod page;
mod resume;
mod runaway;
pub mod say;
pub mod screen;
mod stack;
mod typing;
mod undo;
mod why_not;
mod windows;
pub mod words;

pub use calls::Call;
pub use core::{Core, Slept};
pub use field::TextField;
pub use model::{Model, Start, next_timer, start, update};
pub use msg::{Copied, Effect, Input, Mouse, MouseKind, Msg, RequestId, Size};
pub use notices::Severity;
pub use page::{Cx, Go, Open, Page, PageId, Target};
pub use screen::{Overlay, Screen};
pub use why_not::why_not;

#[cfg(test)]
mod tests;
