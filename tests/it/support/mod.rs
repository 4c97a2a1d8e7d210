//! What tests stand on.

pub mod days;
pub mod db;
pub mod escapes;
pub mod keys;
pub mod memory;
pub mod notebook;
#[cfg(unix)]
pub mod pty;
pub mod secrets;
pub mod stage;
pub mod stops;
pub mod world;

/// How often something is to be done: as the environment says, for long runs by hand, or a few times.
#[expect(clippy::disallowed_methods, reason = "tests have no main that reads the environment for them")]
pub fn times(variable: &str, usually: u32) -> u32 {
    std::env::var(variable).ok().and_then(|n| n.parse().ok()).unwrap_or(usually)
}
