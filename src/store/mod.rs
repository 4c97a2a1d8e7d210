//! SQLite: one thread writes, one request is one transaction, every change an event (see `tx`).

pub mod db;
pub mod door;
pub mod event;
pub mod fields;
pub mod kanji;
pub mod lock;
pub mod private;
pub mod schema;
pub mod thread;
pub mod tx;

mod derived;
mod export;
mod failure;
mod gates;
mod header;
mod history;
mod holidays;
mod import;
mod judge;
mod live;
mod minutes;
mod outcomes;
mod owner;
mod practice;
mod programmes;
mod record;
mod recording;
mod rows;
mod sql;
mod staff;
mod standing;
mod trial;
mod turns;
mod undo;
mod view;

#[cfg(test)]
mod tests;

pub use db::{Db, Options};
pub use live::OPEN_UNTIL;
pub use practice::HIDDEN as PRACTICE_HIDDEN;
pub use schema::OpenError;
pub use thread::{Answer, Job, RequestId, StoreThread};
#[cfg(test)]
pub(crate) use view::is_told;
