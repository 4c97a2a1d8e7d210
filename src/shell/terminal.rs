//! The terminal as the loop sees it.

use std::future::Future;

/// Nothing can be written to the terminal any more, or read from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gone {
    /// Its window was closed or its connection dropped. It must not be touched again.
    HungUp,
    /// A panic has given it back to the shell.
    GivenBack,
}

/// Where frames go.
pub trait Terminal {
    /// Its size in columns and rows.
    fn size(&self) -> (u16, u16);
    /// Writes what it takes at once and keeps the rest. Only for a terminal that is not busy: a frame is made when the one
    /// before it is out, so that a slow terminal gets the newest and nothing queues up.
    fn write(&mut self, bytes: &[u8]) -> Result<(), Gone>;
    /// Part of the last write is still to go out.
    fn is_busy(&self) -> bool;
    /// Waits until more of it can go out. Dropping the future loses nothing.
    fn writable(&mut self) -> impl Future<Output = Result<(), Gone>>;
    /// Writes more of it.
    fn flush(&mut self) -> Result<(), Gone>;
    /// Reports mouse events from now on, or leaves the mouse to the terminal. The bytes are to be written.
    fn mouse(&mut self, on: bool) -> &'static [u8];
    /// Gives the terminal back and stops the process; returns when it runs again.
    fn suspend(&mut self);
    /// Takes the terminal again after the process was stopped. False when it runs in the background, where the terminal is
    /// the shell's: it must not be touched then.
    fn resume(&mut self) -> bool;
    /// Leaves the terminal as it is, for ever.
    fn abandon(&mut self);
}
