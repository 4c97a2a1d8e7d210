//! What the box of the history knows.

use crate::app::RequestId;
use crate::request::{HistoryOf, HistoryView};

#[derive(Debug)]
pub struct State {
    pub(super) of: HistoryOf,
    pub(super) asked: Option<RequestId>,
    pub(super) view: Option<Box<HistoryView>>,
    /// Rows that are scrolled away.
    pub(super) offset: usize,
}

impl State {
    pub const fn new(of: HistoryOf) -> Self {
        Self { of, asked: None, view: None, offset: 0 }
    }
}
