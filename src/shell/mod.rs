//! The shell: the terminal, the clock, the signals, and the loop that carries what comes from them to the core and back.
//! It decides nothing.

pub mod clock;
pub mod effects;
pub mod follow;
#[cfg(unix)]
pub mod guard;
pub mod input;
pub mod intake;
pub mod keys;
pub mod program;
pub mod run;
pub mod secrecy;
pub mod signals;
pub mod terminal;
pub mod terminals;
#[cfg(unix)]
pub mod tty;
pub mod writer;
