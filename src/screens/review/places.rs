//! Where the parts of the review stand: the same for the view and for clicks.

use super::{State, words};
use crate::app::Core;
use crate::i18n::Lang;
use crate::layout::list::{Seen, seen};
use crate::layout::{Breakpoint, Frame, Rect};
use crate::request::ReviewRow;
use crate::text::width::cells;

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

/// Where the columns of a row begin and end (exclusive). A column without room is `None`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    pub name: (u16, u16),
    pub pharmacy: Option<(u16, u16)>,
    pub reasons: (u16, u16),
    pub due: Option<(u16, u16)>,
    pub decision: (u16, u16),
    /// Labels and points without a blank between them.
    pub tight: bool,
    /// The row under the cursor says which keys decide it.
    pub choose: bool,
}

impl Columns {
    pub(super) fn of(breakpoint: Breakpoint, width: u16) -> Self {
        match breakpoint {
            Breakpoint::Tiny | Breakpoint::Narrow => {
                let decision = width.saturating_sub(13);
                Self {
                    name: (8, 19),
                    pharmacy: None,
                    reasons: (20, decision.saturating_sub(1)),
                    due: None,
                    decision: (decision, width),
                    tight: true,
                    choose: false,
                }
            }
            Breakpoint::One => {
                let more = width.saturating_sub(80) / 2;
                Self {
                    name: (8, 19),
                    pharmacy: Some((20, 28)),
                    reasons: (29, 51 + more),
                    due: None,
                    decision: (52 + more, width),
                    tight: true,
                    choose: true,
                }
            }
            Breakpoint::Two | Breakpoint::Three => {
                let more = width.saturating_sub(100) / 3;
                let (name, pharmacy, reasons) = (20 + more / 2, 35 + more, 64 + 2 * more);
                Self {
                    name: (8, name),
                    pharmacy: Some((name + 1, pharmacy)),
                    reasons: (pharmacy + 1, reasons),
                    due: Some((reasons + 1, reasons + 7)),
                    decision: (reasons + 8, width),
                    tight: false,
                    choose: true,
                }
            }
        }
    }

    /// Blank cells between two reasons.
    pub(super) const fn gap(&self) -> u16 {
        if self.tight { 1 } else { 2 }
    }

    /// Whether all reasons of a row stand on it.
    pub(super) fn has_room(&self, lang: Lang, row: &ReviewRow) -> bool {
        let texts = words::reasons(lang, row, self.tight);
        let gaps = usize::from(self.gap()) * texts.len().saturating_sub(1);
        let (from, to) = self.reasons;
        texts.iter().map(|text| cells(text)).sum::<usize>() + gaps <= usize::from(to.saturating_sub(from))
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
    let records = u16::try_from(state.left().len()).unwrap_or(u16::MAX);
    let body = frame.body;
    let (list, [why, open, ahead]) = if frame.breakpoint == Breakpoint::Three {
        let width = WIDE_LIST.max(body.width / 8 * 5);
        let (list, side) = body.split_left(width);
        (list, beside(side, records))
    } else {
        let need = if core.share_safe { WHY_LEAST } else { why_need(state, core.lang, &frame) };
        // Who was left out has a row of its own.
        let left_out = state.is_done() && state.view.as_deref().is_some_and(|view| view.without_next > 0);
        let least = if left_out { 3 } else { 2 };
        below(body, rows, [need, least, records])
    };
    let len = state.rows().len();
    let room = usize::from(list.height.saturating_sub(1));
    let cursor = state.place().min(len.saturating_sub(1));
    Places { frame, list, seen: seen(len, cursor, room), why, open, ahead }
}

/// Its rule and what counts most.
const WHY_LEAST: u16 = 2;

/// How many rows the why needs so that every reason of every row can be read, with its rule and what counts most. All rows
/// are asked, not only the one under the cursor: nothing moves while it does.
fn why_need(state: &State, lang: Lang, frame: &Frame) -> u16 {
    let width = frame.body.width;
    let columns = Columns::of(frame.breakpoint, width);
    let need = |row: &ReviewRow| {
        let lines =
            if columns.has_room(lang, row) { 0 } else { words::packed(lang, row, width).len().min(row.reasons.len()) };
        WHY_LEAST + u16::try_from(lines).unwrap_or(0)
    };
    state.rows().iter().map(need).max().unwrap_or(WHY_LEAST)
}

/// The list, and below it what there is room for; the why keeps the rows that it needs, and what is not
/// done its least, as long as the list has its own.
fn below(body: Rect, rows: u16, [need, least, records]: [u16; 3]) -> (Rect, [Rect; 3]) {
    let height = body.height;
    let roomy = height >= ROOMY;
    let wanted = rows.max(1).saturating_add(1);
    let (mut gap, mut why, mut open, mut ahead) = if roomy { (1, need.max(4), 3, 2) } else { (0, need, least, 2) };
    let floor = wanted.min(LIST_FLOOR);
    let taken = |gap: u16, why: u16, open: u16, ahead: u16| 3 * gap + why + open + ahead;
    // What can be spared goes first: blank rows, then lines, then whole parts. The why stays longest.
    while wanted.saturating_add(taken(gap, why, open, ahead)) > height {
        if gap > 0 {
            gap -= 1;
        } else if open > least {
            open -= 1;
        } else if why > need {
            why -= 1;
        } else if floor + taken(gap, why, open, ahead) <= height {
            break;
        } else if ahead > 0 {
            ahead = 0;
        } else if open > 0 {
            open = 0;
        } else if why > WHY_LEAST {
            why -= 1;
        } else if why > 0 {
            why = 0;
        } else {
            break;
        }
    }
    let others = taken(gap, why, open, ahead);
    let list_rows = wanted.min(height.saturating_sub(others));
    // What nobody needs lets the why be longer, and then gives the open records their rows.
    if roomy {
        let spare = height.saturating_sub(list_rows + others);
        why += spare.min(3);
        if open > 2 && records > 1 {
            open += spare.saturating_sub(3).min(records);
        }
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
fn beside(side: Rect, records: u16) -> [Rect; 3] {
    let side = side.split_left(2).1;
    let (why, rest) = side.split_top((side.height / 2).min(12));
    let (open, rest) = rest.split_top((rest.height / 2).min(records.saturating_add(3).max(10)));
    [why, open, rest]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_never_overlap_and_the_list_always_has_rows() {
        for height in 11..60 {
            for (rows, need) in (0..40).flat_map(|rows| (2..7).map(move |need| (rows, need))) {
                let body = Rect::new(0, 1, 80, height);
                let (list, parts) = below(body, rows, [need, 2 + rows % 2, rows / 4]);
                assert!(list.height >= 2, "{height} {rows} {need}");
                let mut end = list.bottom();
                for part in parts {
                    if part.height > 0 {
                        assert!(part.y >= end && part.height >= 2, "{height} {rows} {need} {part:?}");
                        end = part.bottom();
                    }
                }
                assert!(end <= body.bottom(), "{height} {rows} {need}");
            }
        }
    }

    #[test]
    fn thirteen_rows_fill_the_two_drawn_sizes() {
        let heights = |height| {
            let (list, [why, open, ahead]) = below(Rect::new(0, 1, 80, height), 13, [WHY_LEAST, 2, 2]);
            [list.height, why.height, open.height, ahead.height]
        };
        assert_eq!(heights(20), [14, 2, 2, 2]);
        assert_eq!(heights(26), [14, 4, 3, 2]);
    }
}
