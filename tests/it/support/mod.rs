//! What tests stand on.

pub mod days;
pub mod db;
pub mod escapes;
pub mod keys;
pub mod memory;
pub mod notebook;
#[cfg(unix)]
pub mod pty;
pub mod stage;
