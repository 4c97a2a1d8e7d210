//! What the help box knows.

use crate::app::TextField;
use crate::command::{Context, Facts};
use crate::layout::list::Cursor;
use crate::layout::{Frame, Rect};

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

/// Where the box stands: over the body, one cell free at either side.
pub(super) fn place(layout: &Frame) -> Rect {
    let area = layout.body;
    area.centered(area.width.saturating_sub(2).min(96), area.height)
}

impl State {
    pub fn new(context: Context, facts: Facts) -> Self {
        Self { context, facts, filter: TextField::line(""), filtering: false, scroll: Cursor::default() }
    }
}
