//! A picture that is drawn again and again. Each row keeps what it was drawn from: one that is asked for the same as in the
//! frame before is neither set nor compared cell by cell. A letter typed into a note changes a row or two of them.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::theme::{Role, Theme};
use crate::text::width::{cells, glyphs};

/// Rows of cells, and what was asked for in each.
#[derive(Debug, Default)]
pub struct Picture {
    cells: Buffer,
    /// What the rows were drawn from, and with; none where somebody else drew them.
    drawn: Option<Theme>,
    rows: Vec<Row>,
    /// What the frame that is being drawn asks for.
    next: Vec<Row>,
    /// The rows that were drawn anew since they were taken, as they had been then; without cells where nobody has seen them.
    before: Vec<Option<Vec<Cell>>>,
}

impl Picture {
    /// A blank one.
    pub fn new(area: Rect) -> Self {
        let rows = || (0..area.height).map(|_| Row::default()).collect();
        let before = vec![Some(Vec::new()); usize::from(area.height)];
        Self { cells: Buffer::empty(area), drawn: None, rows: rows(), next: rows(), before }
    }

    pub const fn area(&self) -> Rect {
        self.cells.area
    }

    pub const fn cells(&self) -> &Buffer {
        &self.cells
    }

    pub fn into_cells(self) -> Buffer {
        self.cells
    }

    /// Draws a frame, as if on blank cells.
    pub fn draw<T>(&mut self, theme: Theme, ascii: bool, draw: impl FnOnce(&mut Canvas<'_>) -> T) -> T {
        self.next.iter_mut().for_each(Row::clear);
        let drawn = draw(&mut Canvas::new(&mut self.next, self.cells.area, ascii));
        let known = self.drawn.replace(theme) == Some(theme);
        let width = usize::from(self.cells.area.width).max(1);
        let rows = self.rows.iter_mut().zip(&mut self.next).zip(self.cells.content.chunks_exact_mut(width));
        for (((row, next), cells), before) in rows.zip(&mut self.before) {
            if !known || row != next {
                before.get_or_insert_with(|| cells.to_vec());
                next.draw(cells, theme);
                std::mem::swap(row, next);
            }
        }
        drawn
    }

    /// Blank cells for somebody who draws on them without a canvas.
    pub fn by_hand(&mut self) -> &mut Buffer {
        self.drawn = None;
        let width = usize::from(self.cells.area.width).max(1);
        for (cells, before) in self.cells.content.chunks_exact(width).zip(&mut self.before) {
            before.get_or_insert_with(|| cells.to_vec());
        }
        self.cells.reset();
        &mut self.cells
    }

    /// The rows that were drawn anew since they were taken last, as they were then and as they are; all others are as they
    /// were.
    pub fn take_changed(&mut self) -> impl Iterator<Item = (u16, Vec<Cell>, &[Cell])> {
        let width = usize::from(self.cells.area.width).max(1);
        let rows = (0..).zip(self.cells.content.chunks_exact(width)).zip(&mut self.before);
        rows.filter_map(|((y, cells), before)| Some((y, before.take()?, cells)))
    }

    /// The topmost row as it was when it was taken last.
    pub fn top(&self) -> &[Cell] {
        match self.before.first() {
            Some(Some(before)) => before,
            Some(None) | None => self.cells.content.get(..usize::from(self.cells.area.width)).unwrap_or_default(),
        }
    }
}

/// What is asked for in a row, one thing over the other.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    steps: Vec<Step>,
    /// The texts of the steps, in a row.
    text: String,
}

/// One thing that is drawn, from a column on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Step {
    x: u16,
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    /// So many bytes of the text.
    Text(usize, Role),
    /// A quiet glyph of one cell, up to a column.
    Line(char, u16),
    /// Blank cells up to a column.
    Blank(u16),
    /// A role over what is there, up to a column.
    Tint(Role, u16),
}

impl Row {
    fn clear(&mut self) {
        self.steps.clear();
        self.text.clear();
    }

    /// A text that has passed the display filter and has room.
    pub(super) fn text(&mut self, x: u16, text: &str, role: Role) {
        self.text.push_str(text);
        self.steps.push(Step { x, what: What::Text(text.len(), role) });
    }
    pub(super) fn line(&mut self, x: u16, right: u16, glyph: char) {
        self.steps.push(Step { x, what: What::Line(glyph, right) });
    }
    pub(super) fn blank(&mut self, x: u16, right: u16) {
        self.steps.push(Step { x, what: What::Blank(right) });
    }
    pub(super) fn tint(&mut self, x: u16, right: u16, role: Role) {
        self.steps.push(Step { x, what: What::Tint(role, right) });
    }

    fn draw(&self, row: &mut [Cell], theme: Theme) {
        row.iter_mut().for_each(Cell::reset);
        let mut texts = self.text.as_str();
        for Step { x, what } in &self.steps {
            let x = usize::from(*x);
            let upto = |right: u16| x..usize::from(right);
            match *what {
                What::Text(len, role) => {
                    let (text, rest) = texts.split_at_checked(len).unwrap_or_default();
                    texts = rest;
                    write(row, x, text, theme.style(role));
                    heal(row, x);
                }
                What::Line(glyph, right) => {
                    let style = theme.style(Role::Quiet);
                    heal(row, x);
                    let cells = row.get_mut(upto(right)).into_iter().flatten();
                    cells.for_each(|cell| _ = cell.set_char(glyph).set_style(style));
                }
                What::Blank(right) => {
                    heal(row, x);
                    row.get_mut(upto(right)).into_iter().flatten().for_each(Cell::reset);
                }
                What::Tint(role, right) => {
                    let style = theme.style(role);
                    row.get_mut(upto(right)).into_iter().flatten().for_each(|cell| _ = cell.set_style(style));
                }
            }
        }
    }
}

fn write(row: &mut [Cell], mut x: usize, text: &str, style: Style) {
    for (_, glyph, width) in glyphs(text).filter(|(_, _, width)| *width > 0) {
        let Some(covered) = row.get_mut(x..x + width) else { return };
        place(covered, glyph, style);
        x += width;
    }
}

/// One glyph over as many cells as it is wide here. Not ratatui's `set_stringn`: it measures once more, takes a half-width
/// sound mark (`ｼﾞ`) for a cell wider than it is, and leaves the glyph out.
fn place(cells: &mut [Cell], glyph: &str, style: Style) {
    let Some((first, covered)) = cells.split_first_mut().filter(|_| !glyph.contains(char::is_control)) else { return };
    #[expect(clippy::disallowed_methods, reason = "a glyph of a text that has passed the display filter")]
    first.set_symbol(glyph).set_style(style);
    covered.iter_mut().for_each(Cell::reset);
}

/// The left half of a wide glyph whose right half was covered becomes a blank.
fn heal(row: &mut [Cell], x: usize) {
    let left = x.checked_sub(1).and_then(|left| row.get_mut(left));
    if let Some(cell) = left.filter(|cell| cells(cell.symbol()) > 1) {
        cell.set_char(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Rect as Place;

    const PLAIN: Theme = Theme { colour: false };

    fn changed(picture: &mut Picture) -> Vec<u16> {
        picture.take_changed().map(|(y, ..)| y).collect()
    }

    #[test]
    fn half_width_sound_marks_are_drawn() {
        let name = "ｶﾄｳ ｹﾝｼﾞ ﾊﾟﾊﾟ";
        let mut picture = Picture::new(Rect::new(0, 0, 20, 1));
        let end = picture.draw(PLAIN, false, |canvas| canvas.put(0, 0, 20, name, Role::Text));
        assert_eq!(usize::from(end), cells(name));
        let mut drawn = String::new();
        let mut x = 0;
        while x < end {
            let symbol = picture.cells()[(x, 0)].symbol();
            drawn.push_str(symbol);
            x += u16::try_from(cells(symbol)).unwrap_or(1).max(1);
        }
        assert_eq!(drawn, name);
    }

    #[test]
    fn only_rows_that_are_asked_for_something_else_are_drawn_anew() {
        let mut picture = Picture::new(Rect::new(0, 0, 20, 4));
        assert_eq!(changed(&mut picture), [0, 1, 2, 3], "nobody has seen it");
        let frame = |picture: &mut Picture, note: &str, theme: Theme| {
            picture.draw(theme, false, |canvas| {
                canvas.rule(Place::new(0, 0, 20, 1), 0, "メモ", "");
                canvas.put(0, 1, 20, note, Role::Text);
                canvas.tint(Place::new(0, 1, 20, 1), Role::Cursor);
            });
            changed(picture)
        };
        assert_eq!(frame(&mut picture, "検索", PLAIN), [0, 1, 2, 3]);
        assert!(frame(&mut picture, "検索", PLAIN).is_empty());
        assert_eq!(frame(&mut picture, "検索の", PLAIN), [1]);
        assert_eq!(frame(&mut picture, "検", PLAIN), [1]);
        assert_eq!(frame(&mut picture, "検", Theme { colour: true }), [0, 1, 2, 3]);
        let mut afresh = Picture::new(picture.area());
        frame(&mut afresh, "検", Theme { colour: true });
        assert_eq!(picture.cells(), afresh.cells());
        picture.by_hand().content.iter_mut().for_each(|cell| _ = cell.set_char('x'));
        assert_eq!(frame(&mut picture, "検", Theme { colour: true }), [0, 1, 2, 3]);
        assert_eq!(picture.cells(), afresh.cells());
    }

    #[test]
    fn no_half_of_a_wide_glyph_is_left() {
        let mut picture = Picture::new(Rect::new(0, 0, 8, 1));
        let mut drawn = |draw: fn(&mut Canvas<'_>)| {
            picture.draw(PLAIN, false, |canvas| {
                canvas.put(0, 0, 8, "日本語", Role::Text);
                draw(canvas);
            });
            picture.cells().content.iter().map(Cell::symbol).collect::<String>()
        };
        assert_eq!(drawn(|canvas| _ = canvas.put(3, 0, 8, "x", Role::Text)), "日  x語   ");
        assert_eq!(drawn(|canvas| canvas.line(3, 0, 5)), "日  ──   ");
        assert_eq!(drawn(|canvas| canvas.clear(Place::new(1, 0, 3, 1))), "    語   ");
        assert_eq!(drawn(|_| ()), "日 本 語   ");
    }
}
