//! A cursor in a list that may be longer than its place.

use crate::command::moves::Move;

/// A cursor. It stays on the list whatever becomes of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    at: usize,
}

impl Cursor {
    /// The row of the cursor, in a list of `len`.
    pub fn at(self, len: usize) -> usize {
        self.at.min(len.saturating_sub(1))
    }
    pub fn set(&mut self, at: usize) {
        self.at = at;
    }
    /// Moves in a list of `len` whose place shows `page` rows; whether the move was one of the list.
    pub fn go(&mut self, towards: Move, len: usize, page: usize) -> bool {
        let at = self.at(len);
        let last = len.saturating_sub(1);
        self.at = match towards {
            Move::Up => at.saturating_sub(1),
            Move::Down => (at + 1).min(last),
            Move::PageUp => at.saturating_sub(page.max(1)),
            Move::PageDown => (at + page.max(1)).min(last),
            Move::Home => 0,
            Move::End => last,
            Move::NextPart | Move::PreviousPart => return false,
        };
        true
    }
}

/// Where a text that shows from `offset` on shows from next, when it can begin at `last` at the most and `rows` of it are in
/// sight: a page overlaps the one before by two rows.
pub fn scrolled(towards: Move, offset: usize, last: usize, rows: usize) -> usize {
    let page = rows.saturating_sub(2).max(1);
    let to = match towards {
        Move::Up => offset.saturating_sub(1),
        Move::Down => offset + 1,
        Move::PageUp => offset.saturating_sub(page),
        Move::PageDown => offset + page,
        Move::Home => 0,
        Move::End => last,
        Move::NextPart | Move::PreviousPart => offset,
    };
    to.min(last)
}

/// What of a list is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// The first row.
    pub first: usize,
    /// How many rows.
    pub rows: usize,
    /// How many are hidden below; their place holds the line that says so.
    pub below: usize,
}

/// The part of `len` rows that `height` shows with the cursor in it. When rows are hidden below, the last row of the place
/// says how many.
pub fn seen(len: usize, cursor: usize, height: usize) -> Seen {
    if len <= height {
        return Seen { first: 0, rows: len, below: 0 };
    }
    let room = height.saturating_sub(1);
    // The cursor stays in sight with the least movement from the top.
    let first = cursor.saturating_sub(room.saturating_sub(1)).min(len - room.max(1));
    if first + height >= len && cursor + 1 > first + room {
        return Seen { first: len - height, rows: height, below: 0 };
    }
    if len - first <= height {
        return Seen { first: len - height, rows: height, below: 0 };
    }
    Seen { first, rows: room, below: len - first - room }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_is_always_seen_and_the_place_is_never_overdrawn() {
        for len in 0..30 {
            for height in 1..12 {
                for at in 0..len.max(1) {
                    let s = seen(len, at, height);
                    assert!(s.rows + usize::from(s.below > 0) <= height, "{len} {height} {at} {s:?}");
                    assert_eq!(s.first + s.rows + s.below, len, "{len} {height} {at} {s:?}");
                    if len > 0 && height > 1 {
                        assert!((s.first..s.first + s.rows).contains(&at), "{len} {height} {at} {s:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_cursor_stays_on_the_list() {
        let mut c = Cursor::default();
        assert!(c.go(Move::Down, 0, 5) && c.at(0) == 0);
        c.go(Move::End, 10, 5);
        assert_eq!((c.at(10), c.at(4)), (9, 3));
        c.go(Move::PageUp, 10, 4);
        assert_eq!(c.at(10), 5);
        assert!(!c.go(Move::NextPart, 10, 4));
    }

    #[test]
    fn a_page_overlaps_the_one_before_and_ends_at_the_end() {
        let from = |towards, offset| scrolled(towards, offset, 20, 10);
        assert_eq!([from(Move::PageDown, 0), from(Move::PageDown, 15), from(Move::PageUp, 15)], [8, 20, 7]);
        assert_eq!([from(Move::Up, 0), from(Move::Down, 20), from(Move::End, 3), from(Move::Home, 3)], [0, 20, 20, 0]);
        assert_eq!(scrolled(Move::PageDown, 0, 20, 1), 1, "a small place moves on, too");
    }
}
