//! All integration tests, one binary.

mod shell_loop;
#[cfg(unix)]
mod shell_pty;
mod support;
