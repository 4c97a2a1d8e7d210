//! Where the parts of the review stand: the same for the view and for clicks.

use super::State;
use crate::app::Core;
use crate::layout::list::{Seen, seen};
use crate::layout::{Breakpoint, Frame, Rect};

/// The parts, each with its rule on top. A part without room has no height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Places {
    pub frame: Frame,
    pub list: Rect,
    pub seen: Seen,
    /// Why the row under the cursor is here.
    pub why: Rect,
    /// What is not done yet.
    pub open: Rect,
    /// The next day with appointments.
    pub ahead: Rect,
}

impl Places {
    /// The row of the list at a cell.
    pub(super) fn row_at(&self, x: u16, y: u16) -> Option<usize> {
        let rows = self.list.split_top(1).1;
        let at = usize::from(y.checked_sub(rows.y)?);
        (rows.contains(x, y) && at < self.seen.rows).then_some(self.seen.first + at)
    }
}

/// From that many rows of the body on there are blank rows between the parts and several lines in each.
const ROOMY: u16 = 26;
/// The list keeps that many rows before the parts below it lose theirs.
const LIST_FLOOR: u16 = 5;
/// From 150 cells on the list is that wide at least; what stands below it elsewhere stands beside it.
const WIDE_LIST: u16 = 100;

pub(super) fn places(state: &State, core: &Core) -> Places {
    let frame = Frame::of(core.size.width, core.size.height);
    let rows = u16::try_from(state.rows().len()).unwrap_or(u16::MAX);
    let body = frame.body;
    let (list, [why, open, ahead]) = if frame.breakpoint == Breakpoint::Three {
        let width = WIDE_LIST.max(body.width / 8 * 5);
        let (list, side) = body.split_left(width);
        (list, beside(side))
    } else {
        below(body, rows)
    };
    let len = state.rows().len();
    let room = usize::from(list.height.saturating_sub(1));
    let cursor = state.place().min(len.saturating_sub(1));
    Places { frame, list, seen: seen(len, cursor, room), why, open, ahead }
}

/// The list, and below it what there is room for.
fn below(body: Rect, rows: u16) -> (Rect, [Rect; 3]) {
    let height = body.height;
    let roomy = height >= ROOMY;
    let wanted = rows.max(1).saturating_add(1);
    let (mut gap, mut why, mut open, mut ahead) = if roomy { (1, 4, 3, 2) } else { (0, 2, 2, 2) };
    let floor = wanted.min(LIST_FLOOR);
    let taken = |gap: u16, why: u16, open: u16, ahead: u16| 3 * gap + why + open + ahead;
    // What can be spared goes first: blank rows, then lines, then whole parts. The why stays longest.
    while wanted.saturating_add(taken(gap, why, open, ahead)) > height {
        if gap > 0 {
            gap -= 1;
        } else if open > 2 {
            open -= 1;
        } else if why > 2 {
            why -= 1;
        } else if floor + taken(gap, why, open, ahead) <= height {
            break;
        } else if ahead > 0 {
            ahead = 0;
        } else if open > 0 {
            open = 0;
        } else if why > 0 {
            why = 0;
        } else {
            break;
        }
    }
    let others = taken(gap, why, open, ahead);
    let list_rows = wanted.min(height.saturating_sub(others));
    // What nobody needs lets the why be longer.
    if roomy {
        why += height.saturating_sub(list_rows + others).min(3);
    }
    let (list, rest) = body.split_top(list_rows);
    let mut rest = rest;
    let mut next = |rows: u16| {
        let skipped = rest.split_top(if rows > 0 { gap } else { 0 }).1;
        let (part, below) = skipped.split_top(rows);
        rest = below;
        part
    };
    (list, [next(why), next(open), next(ahead)])
}

/// The parts one below the other in a column of their own.
fn beside(side: Rect) -> [Rect; 3] {
    let side = side.split_left(2).1;
    let (why, rest) = side.split_top((side.height / 2).min(12));
    let (open, rest) = rest.split_top((rest.height / 2).min(10));
    [why, open, rest]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_never_overlap_and_the_list_always_has_rows() {
        for height in 11..60 {
            for rows in 0..40 {
                let body = Rect::new(0, 1, 80, height);
                let (list, parts) = below(body, rows);
                assert!(list.height >= 2, "{height} {rows}");
                let mut end = list.bottom();
                for part in parts {
                    if part.height > 0 {
                        assert!(part.y >= end && part.height >= 2, "{height} {rows} {part:?}");
                        end = part.bottom();
                    }
                }
                assert!(end <= body.bottom(), "{height} {rows}");
            }
        }
    }

    #[test]
    fn thirteen_rows_fill_the_two_drawn_sizes() {
        let heights = |height| {
            let (list, [why, open, ahead]) = below(Rect::new(0, 1, 80, height), 13);
            [list.height, why.height, open.height, ahead.height]
        };
        assert_eq!(heights(20), [14, 2, 2, 2]);
        assert_eq!(heights(26), [14, 4, 3, 2]);
    }
}
