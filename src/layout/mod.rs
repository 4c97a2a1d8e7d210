//! Where things stand: rectangles for a size and plain data, the same for the view that draws and for the click that hits.
//! Nothing here draws.

pub mod advice;
pub mod footer;
pub mod list;
pub mod marks;
pub mod pacing;
pub mod reasons;
pub mod slots;
pub mod words;

/// Cells of the screen, counted from 0 at the left and top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rect {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

impl Rect {
    pub const fn new(x: u16, y: u16, width: u16, height: u16) -> Self {
        Self { x, y, width, height }
    }
    /// The cell behind the last one to the right.
    pub const fn right(self) -> u16 {
        self.x.saturating_add(self.width)
    }
    /// The row below the last one.
    pub const fn bottom(self) -> u16 {
        self.y.saturating_add(self.height)
    }
    pub const fn contains(self, x: u16, y: u16) -> bool {
        x >= self.x && x < self.right() && y >= self.y && y < self.bottom()
    }
    /// The upper `rows` and what is left below them.
    pub fn split_top(self, rows: u16) -> (Self, Self) {
        let rows = rows.min(self.height);
        let top = Self { height: rows, ..self };
        (top, Self { y: self.y + rows, height: self.height - rows, ..self })
    }
    /// The left `cells` and what is left beside them.
    pub fn split_left(self, cells: u16) -> (Self, Self) {
        let cells = cells.min(self.width);
        let left = Self { width: cells, ..self };
        (left, Self { x: self.x + cells, width: self.width - cells, ..self })
    }
    /// Without so many cells on each side and rows above and below.
    #[must_use]
    pub fn inset(self, cells: u16, rows: u16) -> Self {
        let (cells, rows) = (cells.min(self.width / 2), rows.min(self.height / 2));
        Self { x: self.x + cells, y: self.y + rows, width: self.width - 2 * cells, height: self.height - 2 * rows }
    }
    /// In the middle of this one, at most as large as it.
    #[must_use]
    pub fn centered(self, width: u16, height: u16) -> Self {
        let (width, height) = (width.min(self.width), height.min(self.height));
        Self { x: self.x + (self.width - width) / 2, y: self.y + (self.height - height) / 2, width, height }
    }
}

/// How much fits side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breakpoint {
    /// Too small for anything but one line; notes still work.
    Tiny,
    /// 60-79: the queue and the note line.
    Narrow,
    /// 80-99: one column, panes are tabs.
    One,
    /// 100-149: two columns, three panes.
    Two,
    /// 150 and more: three columns and the brief.
    Three,
}

impl Breakpoint {
    pub const fn of(width: u16, height: u16) -> Self {
        match (width, height) {
            (_, 0..15) | (0..60, _) => Self::Tiny,
            (60..80, _) => Self::Narrow,
            (80..100, _) => Self::One,
            (100..150, _) => Self::Two,
            (150.., _) => Self::Three,
        }
    }
}

/// The parts that every screen has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    pub breakpoint: Breakpoint,
    pub header: Rect,
    pub body: Rect,
    /// One row for what the program has to say; empty otherwise, so that nothing moves when it speaks.
    pub notice: Rect,
    pub rule: Rect,
    pub footer: Rect,
}

impl Frame {
    /// Header, body, notice, rule, footer.
    pub fn of(width: u16, height: u16) -> Self {
        let all = Rect::new(0, 0, width, height);
        let (header, rest) = all.split_top(1);
        let (body, rest) = rest.split_top(rest.height.saturating_sub(3));
        let (notice, rest) = rest.split_top(1);
        let (rule, footer) = rest.split_top(1);
        Self { breakpoint: Breakpoint::of(width, height), header, body, notice, rule, footer }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breakpoints_are_where_the_screens_are_drawn() {
        for ((w, h), b) in [
            ((52, 12), Breakpoint::Tiny),
            ((59, 30), Breakpoint::Tiny),
            ((60, 15), Breakpoint::Narrow),
            ((60, 14), Breakpoint::Tiny),
            ((79, 24), Breakpoint::Narrow),
            ((80, 24), Breakpoint::One),
            ((100, 30), Breakpoint::Two),
            ((149, 45), Breakpoint::Two),
            ((150, 45), Breakpoint::Three),
            ((0, 0), Breakpoint::Tiny),
        ] {
            assert_eq!(Breakpoint::of(w, h), b, "{w}x{h}");
        }
    }

    #[test]
    fn the_parts_of_a_frame_are_the_whole_screen() {
        for height in 0..40 {
            let f = Frame::of(80, height);
            let sum: u16 = [f.header, f.body, f.notice, f.rule, f.footer].iter().map(|r| r.height).sum();
            assert_eq!(sum, height);
            if height >= 4 {
                assert_eq!((f.footer.y, f.notice.y), (height - 1, height - 3));
            }
        }
    }

    #[test]
    fn rectangles_never_leave_their_parent() {
        let r = Rect::new(2, 3, 10, 4);
        let (a, b) = r.split_left(99);
        assert_eq!((a, b.width), (r, 0));
        let c = r.centered(200, 2);
        assert_eq!(c, Rect::new(2, 4, 10, 2));
        assert_eq!(r.inset(20, 20).width, 0);
        assert!(r.contains(11, 6) && !r.contains(12, 6));
    }
}
