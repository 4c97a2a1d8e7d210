//! What tests stand on.

pub mod escapes;
pub mod memory;
pub mod notebook;
#[cfg(unix)]
pub mod pty;
