//! Where the parts of today stand: the same for the view and for clicks.

use super::State;
use crate::app::Core;
use crate::layout::list::{Seen, seen};
use crate::layout::{Breakpoint, Frame, Rect};

/// The parts. A part without room has no height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Places {
    pub breakpoint: Breakpoint,
    pub frame: Frame,
    /// Rule and rows of the queue.
    pub queue: Rect,
    pub seen: Seen,
    /// Beside the queue from 100 cells on, below it otherwise.
    pub brief: Rect,
    pub leftovers: Rect,
    pub lookout: Rect,
}

impl Places {
    /// The row of the queue at a cell.
    pub(super) fn row_at(&self, x: u16, y: u16) -> Option<usize> {
        let rows = self.queue.split_top(1).1;
        let at = usize::from(y.checked_sub(rows.y)?);
        (rows.contains(x, y) && at < self.seen.rows).then_some(self.seen.first + at)
    }
}

/// Rows of the brief in one column: purpose or promise, snags, homework, figures, link, and its rule.
const BRIEF_ROWS: u16 = 6;
const NARROW_BRIEF_ROWS: u16 = 4;
/// The column of the queue at 100 cells, up to its bar.
const QUEUE_CELLS: u16 = 60;
/// At 150 cells and more.
const WIDE_QUEUE_CELLS: u16 = 96;

pub(super) fn places(state: &State, core: &Core) -> Places {
    let frame = Frame::of(core.size.width, core.size.height);
    let rows = u16::try_from(state.rows().len()).unwrap_or(u16::MAX).max(1);
    let left = u16::try_from(state.view.as_deref().map_or(0, |v| v.leftovers.len())).unwrap_or(u16::MAX);
    let side_by_side = frame.breakpoint >= Breakpoint::Two;
    let (column, brief_column) = if side_by_side {
        let cells = if frame.breakpoint == Breakpoint::Three { WIDE_QUEUE_CELLS } else { QUEUE_CELLS };
        let (column, rest) = frame.body.split_left(cells);
        (column, rest.split_top(1).1)
    } else {
        (frame.body, Rect::default())
    };
    let brief_rows = match frame.breakpoint {
        Breakpoint::Two | Breakpoint::Three => 0,
        Breakpoint::One => BRIEF_ROWS,
        Breakpoint::Narrow | Breakpoint::Tiny => NARROW_BRIEF_ROWS,
    };
    // The queue takes what it needs; what stands below it goes first when there is no room.
    let height = column.height;
    let left_rows = (left.min(if frame.breakpoint <= Breakpoint::Narrow { 1 } else { 4 }) + 1).min(height);
    let queue_rows = (rows + 1).min(height.saturating_sub(brief_rows)).max(4.min(height));
    let (queue, rest) = column.split_top(queue_rows);
    let (brief, rest) = rest.split_top(if rest.height >= brief_rows { brief_rows } else { 0 });
    let gap = u16::from(side_by_side && rest.height > left_rows);
    let (_, rest) = rest.split_top(gap);
    let (leftovers, rest) = rest.split_top(if rest.height >= 2 { left_rows } else { 0 });
    let lookout = if side_by_side && rest.height > 3 { rest.split_top(1).1 } else { Rect::default() };
    let len = state.rows().len();
    let room = usize::from(queue.height.saturating_sub(1));
    Places {
        breakpoint: frame.breakpoint,
        frame,
        queue,
        seen: seen(len, state.cursor.at(len), room),
        brief: if side_by_side { brief_column } else { brief },
        leftovers,
        lookout,
    }
}
