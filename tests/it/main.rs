//! All integration tests, one binary.
// Clippy takes helpers for production code unless it is told that all of this is a test.
#![cfg(test)]

mod advice;
mod app_storm;
mod bookings;
mod by_hand;
mod carets;
#[cfg(unix)]
mod day_pty;
mod desk;
mod drift;
mod export;
mod follow_ups;
mod footer;
mod house;
#[cfg(unix)]
mod ime_pty;
mod import;
mod import_screen;
#[cfg(unix)]
mod input_pty;
mod journey;
#[cfg(unix)]
mod kill;
mod next_morning;
mod own_words;
mod practice_line;
#[cfg(unix)]
mod programmes_pty;
mod queue;
mod redacted;
mod share_safe;
#[cfg(unix)]
mod share_safe_pty;
mod shell_loop;
#[cfg(unix)]
mod shell_pty;
#[cfg(unix)]
mod show_pty;
#[cfg(unix)]
mod storm;
mod support;
#[cfg(unix)]
mod tasks_pty;
#[cfg(unix)]
mod windows_pty;
mod wrap_up_words;
