//! What the help box knows.

use crate::app::TextField;
use crate::command::{Context, Facts};
use crate::layout::list::Cursor;

/// Help for the page below.
#[derive(Debug)]
pub struct State {
    pub(super) context: Context,
    pub(super) facts: Facts,
    pub(super) filter: TextField,
    /// The filter has the focus.
    pub(super) filtering: bool,
    pub(super) scroll: Cursor,
}

impl State {
    pub fn new(context: Context, facts: Facts) -> Self {
        Self { context, facts, filter: TextField::line(""), filtering: false, scroll: Cursor::default() }
    }
}
