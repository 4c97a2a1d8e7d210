//! The shell: the terminal, the clock, the signals, and the loop that carries what comes from them to the core and back.
//! It decides nothing.

pub mod clock;
pub mod input;
pub mod terminal;
pub mod writer;
