//! Where the parts of today stand: the same for the view and for clicks.

use super::State;
use super::view::{brief, lookouts};
use crate::app::Core;
use crate::domain::Level;
use crate::layout::list::{Seen, seen};
use crate::layout::{Breakpoint, Frame, Rect};
use crate::request::QueueRow;
use crate::text::wrap::Wrapped;

/// The parts. A part without room has no height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Places {
    pub breakpoint: Breakpoint,
    /// The rule above everything.
    pub rule: Rect,
    /// The rows of the queue.
    pub queue: Rect,
    pub seen: Seen,
    /// Beside the queue from 100 cells on, with its rule below the queue otherwise.
    pub brief: Rect,
    /// With its rule.
    pub leftovers: Rect,
    /// With its rule.
    pub lookout: Rect,
}

impl Places {
    /// The row of the queue at a cell.
    pub(super) fn row_at(&self, x: u16, y: u16) -> Option<usize> {
        let at = usize::from(y.checked_sub(self.queue.y)?);
        (self.queue.contains(x, y) && at < self.seen.rows).then_some(self.seen.first + at)
    }

    /// Cells of the queue that its columns do not need.
    pub(super) fn spare(&self) -> u16 {
        match self.breakpoint {
            Breakpoint::Three => self.queue.width.saturating_sub(WIDE_QUEUE_CELLS),
            Breakpoint::Tiny | Breakpoint::Narrow | Breakpoint::One | Breakpoint::Two => 0,
        }
    }
}

/// What an empty day says.
const EMPTY_ROWS: u16 = 3;
/// A rule and five lines.
const BRIEF_ROWS: u16 = 6;
const NARROW_BRIEF_ROWS: u16 = 4;
/// The column of the queue at 100 cells, up to its bar.
const QUEUE_CELLS: u16 = 60;
/// At 150 cells, and the column of the brief there. A wider window first gives what is to be done its room, then the queue.
const WIDE_CELLS: u16 = 157;
const WIDE_QUEUE_CELLS: u16 = 74;
const WIDE_QUEUE_MOST: u16 = 104;
const WIDE_BRIEF_CELLS: u16 = 40;
/// As many leftovers have their names with them.
const LEFTOVERS: u16 = 16;
/// Rows of leftovers that the moments of the day do not take.
const LEFTOVERS_AT_LEAST: u16 = 8;
/// The rows that the queue keeps whatever else wants room.
const QUEUE_AT_LEAST: u16 = 4;

pub(super) fn places(state: &State, core: &Core) -> Places {
    let frame = Frame::of(core.size.width, core.size.height);
    let breakpoint = frame.breakpoint;
    let len = state.rows().len();
    let wanted = u16::try_from(len).unwrap_or(u16::MAX).max(EMPTY_ROWS);
    let left = u16::try_from(state.view.as_deref().map_or(0, |v| v.leftovers.count)).unwrap_or(u16::MAX);
    let (rule, below) = frame.body.split_top(1);
    let (column, beside) = match breakpoint {
        Breakpoint::Tiny | Breakpoint::Narrow | Breakpoint::One => (below, Rect::default()),
        Breakpoint::Two => below.split_left(QUEUE_CELLS),
        Breakpoint::Three => {
            let more = below.width.saturating_sub(WIDE_CELLS);
            below.split_left((WIDE_QUEUE_CELLS + more).min(WIDE_QUEUE_MOST))
        }
    };
    let brief_rows = match breakpoint {
        Breakpoint::Two | Breakpoint::Three => 0,
        Breakpoint::One => BRIEF_ROWS,
        Breakpoint::Narrow | Breakpoint::Tiny => NARROW_BRIEF_ROWS,
    };
    let most_left = if breakpoint <= Breakpoint::Narrow { 1 } else { LEFTOVERS };
    // Without leftovers the part still says so while the screen is shared: its absence would tell something.
    let left_rows = |room: u16| {
        if core.share_safe {
            2
        } else {
            (left.min(most_left.min(room.max(LEFTOVERS_AT_LEAST))) + 1) * u16::from(left > 0)
        }
    };
    let keep = wanted.min(QUEUE_AT_LEAST);
    let queue_rows = wanted.min(column.height.saturating_sub(brief_rows).max(keep));
    let (queue, rest) = column.split_top(queue_rows);
    let after = rest.height.saturating_sub(brief_rows);
    // A blank stays above the footer.
    let free = after.saturating_sub(left_rows(after.saturating_sub(1)) + 1);
    let free = free.min(longest_brief(state, core).saturating_sub(brief_rows));
    let brief_rows = brief_rows + if brief_rows > 0 { free } else { 0 };
    let (brief, rest) = rest.split_top(if rest.height >= brief_rows { brief_rows } else { 0 });
    let at = state.cursor.at(len);
    let seen = seen(len, at, usize::from(queue.height));
    if breakpoint == Breakpoint::Three {
        let (brief, right) = beside.split_left(WIDE_BRIEF_CELLS);
        // Its bar takes the first cell.
        let right = right.split_left(1).1;
        let room = right.height.saturating_sub(1 + lookout_rows(state, core, right.width));
        let one_each = left_rows(room);
        // What to do has a row of its own where everybody's has one.
        let two_each = left.saturating_mul(2).saturating_add(1);
        let roomy = !core.share_safe && one_each == left + 1 && two_each <= room;
        let left_rows = if roomy { two_each } else { one_each };
        let (leftovers, rest) = right.split_top(left_rows.min(right.height));
        let lookout = rest.split_top(u16::from(left_rows > 0)).1;
        return Places { breakpoint, rule, queue, seen, brief, leftovers, lookout };
    }
    let side_by_side = breakpoint == Breakpoint::Two;
    // The day's moments keep their rows, with a blank before either part.
    let taken = if side_by_side { 2 + lookout_rows(state, core, rest.width) } else { 1 };
    let left_rows = left_rows(rest.height.saturating_sub(taken));
    let (_, rest) = rest.split_top(u16::from(side_by_side && rest.height > left_rows));
    // A part that would show its rule and nothing else is left out.
    let (leftovers, rest) = rest.split_top(if rest.height >= 2 { left_rows.min(rest.height) } else { 0 });
    let (_, rest) = rest.split_top(u16::from(side_by_side && left_rows > 0 && rest.height > 3));
    let lookout = if side_by_side && rest.height >= 3 { rest } else { Rect::default() };
    Places { breakpoint, rule, queue, seen, brief: if side_by_side { beside } else { brief }, leftovers, lookout }
}

/// The rows of the longest brief that the cursor has been on, with its rule: what stands below does not move up again.
fn longest_brief(state: &State, core: &Core) -> u16 {
    let lines = |row: &QueueRow| Some(brief::height(core, row, state.briefs.get(&row.appointment)?));
    let longest = state.rows().iter().filter_map(lines).max().unwrap_or(0);
    u16::try_from(longest + 1).unwrap_or(u16::MAX)
}

/// Rows that the moments of the day need: a blank, a rule and their lines.
fn lookout_rows(state: &State, core: &Core, width: u16) -> u16 {
    let room = usize::from(width.saturating_sub(2));
    let lines: usize = lookouts(state, core).iter().map(|text| Wrapped::to_read(text, room).height()).sum();
    if lines == 0 { 0 } else { u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2) }
}

/// The columns of a row of the queue: where each begins and how wide it is. One of no width is not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Columns {
    pub mark: u16,
    pub name: (u16, u16),
    pub pharmacy: (u16, u16),
    /// Flush right.
    pub number: (u16, u16),
    pub title: (u16, u16),
    pub homework: (u16, u16),
    pub level: u16,
}

impl Columns {
    /// With a second mark (仮) on any row, all names move over by its two cells.
    pub(super) fn of(breakpoint: Breakpoint, provisional: bool) -> Self {
        let (name, pharmacy, title, homework) = match (breakpoint, provisional) {
            (Breakpoint::Tiny | Breakpoint::Narrow, _) => (11, 15, 0, 0),
            (Breakpoint::Two, false) => (10, 15, 14, 0),
            (Breakpoint::Two, true) => (10, 14, 13, 0),
            (Breakpoint::One | Breakpoint::Three, false) => (10, 18, 18, 5),
            (Breakpoint::One | Breakpoint::Three, true) => (10, 17, 17, 5),
        };
        let mut x: u16 = 7 + 2 + u16::from(provisional) * 2 + 1;
        let mut take = |width: u16| {
            let at = x;
            x += if width == 0 { 0 } else { width + 1 };
            (at, width)
        };
        let (name, pharmacy, number, title, homework) =
            (take(name), take(pharmacy), take(4), take(title), take(homework));
        Self { mark: 7, name, pharmacy, number, title, homework, level: x }
    }

    /// `spare` cells go to who is cut first: name, pharmacy, title, none more than its widest text.
    pub(super) fn widened(mut self, mut spare: u16, wanted: [usize; 3]) -> Self {
        let mut moved = 0;
        let mut give = |column: &mut (u16, u16), wanted: usize| {
            let more = u16::try_from(wanted).unwrap_or(u16::MAX).saturating_sub(column.1).min(spare);
            *column = (column.0 + moved, column.1 + more);
            moved += more;
            spare -= more;
        };
        give(&mut self.name, wanted[0]);
        give(&mut self.pharmacy, wanted[1]);
        give(&mut self.number, 0);
        give(&mut self.title, wanted[2]);
        give(&mut self.homework, 0);
        self.level += moved;
        self
    }

    /// With names longer than their column, it takes the cells that pharmacies and titles leave empty, then some of those
    /// that they fill: who comes is read before where from and what about. The widest of each in cells.
    pub(super) fn fitted(mut self, name: usize, pharmacy: usize, title: usize) -> Self {
        /// From what others fill a name is given no more than this, and they keep as much.
        const LONGEST: u16 = 16;
        const KEPT: u16 = 12;
        let narrow = |width: usize| u16::try_from(width).unwrap_or(u16::MAX);
        let take = |from: &mut (u16, u16), needed: u16, name: &mut (u16, u16), wanted: u16| {
            let taken = from.1.saturating_sub(needed).min(wanted.saturating_sub(name.1));
            from.1 -= taken;
            name.1 += taken;
            taken
        };
        let wanted = narrow(name);
        let mut of_pharmacy = take(&mut self.pharmacy, narrow(pharmacy), &mut self.name, wanted);
        let mut of_title = take(&mut self.title, narrow(title), &mut self.name, wanted);
        of_title += take(&mut self.title, KEPT, &mut self.name, wanted.min(LONGEST));
        of_pharmacy += take(&mut self.pharmacy, KEPT, &mut self.name, wanted.min(LONGEST));
        self.pharmacy.0 += of_pharmacy + of_title;
        self.number.0 += of_title;
        self.title.0 += of_title;
        self
    }
}

/// Rows of the queue that need a follow-up of ours.
pub(super) fn needing(state: &State) -> usize {
    let needs = |level: &Level| matches!(level, Level::Urgent | Level::Contact);
    state.today().iter().filter(|row| row.level.as_ref().is_some_and(needs)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_end_where_the_screens_are_drawn() {
        let two = Columns::of(Breakpoint::Two, false);
        assert_eq!(
            (two.name, two.pharmacy, two.number, two.title, two.level),
            ((10, 10), (21, 15), (37, 4), (42, 14), 57)
        );
        assert_eq!(Columns::of(Breakpoint::Two, true).level, 57);
        let one = Columns::of(Breakpoint::One, false);
        assert_eq!((one.number, one.title, one.homework, one.level), ((40, 4), (45, 18), (64, 5), 70));
        assert_eq!(Columns::of(Breakpoint::Narrow, false).number, (38, 4));
    }

    #[test]
    fn a_wide_window_cuts_no_name_that_it_has_room_for() {
        let one = Columns::of(Breakpoint::Three, false);
        assert_eq!(one.widened(0, [30, 30, 30]), one);
        let wide = one.widened(10, [14, 22, 30]);
        assert_eq!((wide.name, wide.pharmacy, wide.number), ((10, 14), (25, 22), (48, 4)));
        assert_eq!((wide.title, wide.homework.0, wide.level), ((53, 20), one.homework.0 + 10, one.level + 10));
        assert_eq!(one.widened(10, [5, 5, 5]), one, "nobody needs it");
    }

    #[test]
    fn a_long_name_takes_what_others_leave_empty() {
        let one = Columns::of(Breakpoint::One, false);
        assert_eq!(one.fitted(10, 5, 5), one);
        let fitted = one.fitted(14, 16, 15);
        assert_eq!((fitted.name, fitted.pharmacy, fitted.number), ((10, 14), (25, 16), (42, 4)));
        assert_eq!((fitted.title, fitted.homework, fitted.level), ((47, 16), one.homework, one.level));
        let crowded = one.fitted(30, 18, 18);
        assert_eq!((crowded.name, crowded.pharmacy, crowded.number), ((10, 16), (27, 18), (46, 4)));
        assert_eq!((crowded.title, crowded.level), ((51, 12), one.level), "a name goes before a title");
    }
}
