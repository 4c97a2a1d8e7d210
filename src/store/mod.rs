//! SQLite: one thread writes, one request is one transaction, every change an event (see `tx`).

pub mod event;
pub mod fields;
pub mod lock;
pub mod schema;
pub mod tx;

mod derived;
mod owner;
mod undo;
