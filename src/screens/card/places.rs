//! Where the parts of the card stand, and how far it can be scrolled.

use super::State;
use super::content::{Row, columns};
use crate::app::Core;
use crate::layout::{Breakpoint, Frame, Rect};

/// The card on this screen.
#[derive(Debug)]
pub(super) struct Places {
    pub columns: Vec<(Rect, Vec<Row>)>,
    /// Rows of a column that are in view.
    pub rows: usize,
    /// How far it is scrolled, at most to the last row.
    pub offset: usize,
    pub last_offset: usize,
    /// Rule and field of the note line, when it is open.
    pub note: Rect,
}

pub(super) fn places(state: &State, core: &Core) -> Places {
    let frame = Frame::of(core.size.width, core.size.height);
    let note_rows = if state.typing { 2 } else { 0 };
    let (body, note) = frame.body.split_top(frame.body.height.saturating_sub(note_rows));
    let rects = if frame.breakpoint == Breakpoint::Three {
        let (left, right) = body.split_left(body.width / 2);
        vec![left, right.split_left(1).1]
    } else {
        vec![body]
    };
    let height = usize::from(body.height);
    let widths: Vec<usize> = rects.iter().map(|rect| usize::from(rect.width)).collect();
    let rows = match &state.view {
        Some(view) => columns(core, view, frame.breakpoint, &widths, height),
        None => Vec::new(),
    };
    let longest = rows.iter().map(Vec::len).max().unwrap_or(0);
    // The row that says how many are left takes the place of one.
    let last_offset = longest.saturating_sub(height);
    Places {
        columns: rects.into_iter().zip(rows).collect(),
        rows: height,
        offset: state.offset.min(last_offset),
        last_offset,
        note,
    }
}
