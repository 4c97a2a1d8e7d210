//! The terminal as the loop sees it.

/// The terminal is gone: nothing can be read from it or written to it any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone;
