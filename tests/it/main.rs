//! All integration tests, one binary.
// Clippy takes helpers for production code unless it is told that all of this is a test.
#![cfg(test)]

mod desk;
mod house;
mod import;
mod shell_loop;
#[cfg(unix)]
mod shell_pty;
mod support;
