//! All integration tests, one binary.
// Clippy takes helpers for production code unless it is told that all of this is a test.
#![cfg(test)]

mod house;
mod journey;
mod shell_loop;
#[cfg(unix)]
mod shell_pty;
mod support;
