//! The one way from text to cells. Whatever is written here has passed the display filter, stays inside its rectangle and
//! never leaves half of a wide glyph behind.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Style;

use super::theme::{Role, Theme};
use crate::layout::Rect;
use crate::text::safe::{NewLine, display};
use crate::text::width::{cells, glyphs, truncate};
use crate::text::wrap::Wrapped;

/// A buffer to draw on.
#[derive(Debug)]
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    theme: Theme,
    /// Chrome in ASCII, for terminals where its glyphs are two cells wide.
    ascii: bool,
    caret: Option<(u16, u16)>,
    /// Nothing is written outside of it.
    clip: Rect,
}

impl<'a> Canvas<'a> {
    pub fn new(buffer: &'a mut Buffer, theme: Theme, ascii: bool) -> Self {
        let area = buffer.area;
        let clip = Rect::new(area.x, area.y, area.width, area.height);
        Self { buffer, theme, ascii, caret: None, clip }
    }

    /// Draws something that must not leave its place, however long it is.
    pub fn clipped(&mut self, place: Rect, draw: impl FnOnce(&mut Self)) {
        let whole = std::mem::replace(&mut self.clip, place);
        draw(self);
        self.clip = whole;
    }

    /// Everything that can be drawn on.
    pub fn area(&self) -> Rect {
        let area = self.buffer.area;
        Rect::new(area.x, area.y, area.width, area.height)
    }

    /// Where the real cursor belongs: the text field with the focus said so.
    pub const fn caret(&self) -> Option<(u16, u16)> {
        self.caret
    }
    pub fn set_caret(&mut self, x: u16, y: u16) {
        if self.area().contains(x, y) {
            self.caret = Some((x, y));
        }
    }
    /// A box above the field hides its caret.
    pub fn drop_caret(&mut self) {
        self.caret = None;
    }

    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// Writes data from a cell on, at most to `right` (exclusive); cut with `..` where it does not fit. The cell behind it.
    pub fn put(&mut self, x: u16, y: u16, right: u16, text: &str, role: Role) -> u16 {
        let room = usize::from(right.saturating_sub(x));
        let shown = display(text, NewLine::Space);
        let shown = truncate(&shown, room);
        self.write(x, y, right, &shown, role)
    }

    /// Writes a label only if it fits whole. The cell behind it, or `x` when it was left out.
    pub fn label(&mut self, x: u16, y: u16, right: u16, text: &str, role: Role) -> u16 {
        if cells(text) > usize::from(right.saturating_sub(x)) {
            return x;
        }
        self.write(x, y, right, text, role)
    }

    /// Writes a label so that it ends before `right`, if it fits behind `left`. The cell where it begins, or `right`.
    pub fn label_right(&mut self, left: u16, y: u16, right: u16, text: &str, role: Role) -> u16 {
        let width = u16::try_from(cells(text)).unwrap_or(u16::MAX);
        match right.checked_sub(width) {
            Some(x) if x >= left => {
                self.write(x, y, right, text, role);
                x
            }
            _ => right,
        }
    }

    /// Writes a sentence over as many rows of its place as it needs; the row behind the last one. The place's last row ends
    /// what does not fit.
    pub fn paragraph(&mut self, place: Rect, text: &str, role: Role) -> u16 {
        let wrapped = Wrapped::to_read(text, usize::from(place.width));
        let mut y = place.y;
        for row in wrapped.rows().take(usize::from(place.height)) {
            self.put(place.x, y, place.right(), row.text, role);
            y += 1;
        }
        y
    }

    fn write(&mut self, x: u16, y: u16, right: u16, text: &str, role: Role) -> u16 {
        let area = self.clip;
        let right = right.min(area.right());
        if y < area.y || y >= area.bottom() || x < area.x || x >= right {
            return x;
        }
        let style = self.style(role);
        let Some(row) = self.row(x, y) else { return x };
        let room = usize::from(right - x);
        let mut at = 0;
        for (_, glyph, width) in glyphs(text).filter(|(_, _, width)| *width > 0) {
            let next = at + width;
            let Some(covered) = row.get_mut(at..next).filter(|_| next <= room) else { break };
            place(covered, glyph, style);
            at = next;
        }
        if at > 0 {
            self.heal(x, y);
        }
        x.saturating_add(u16::try_from(at).unwrap_or(u16::MAX))
    }

    /// The cells from here to the end of the row.
    fn row(&mut self, x: u16, y: u16) -> Option<&mut [Cell]> {
        let area = self.buffer.area;
        let (right, down) = (usize::from(x.checked_sub(area.x)?), usize::from(y.checked_sub(area.y)?));
        let width = usize::from(area.width);
        self.buffer.content.get_mut(down * width..(down + 1) * width)?.get_mut(right..)
    }

    /// The left half of a wide glyph whose right half was covered becomes a blank.
    fn heal(&mut self, x: u16, y: u16) {
        let Some(left) = x.checked_sub(1).filter(|left| *left >= self.buffer.area.x) else { return };
        if let Some(cell) = self.buffer.cell_mut((left, y)).filter(|cell| cells(cell.symbol()) > 1) {
            cell.set_char(' ');
        }
    }

    /// Blank cells, with what they cut of wide glyphs at the edge.
    pub fn clear(&mut self, rect: Rect) {
        let area = self.area();
        for y in rect.y..rect.bottom().min(area.bottom()) {
            self.heal(rect.x, y);
            self.row(rect.x, y).into_iter().flatten().take(usize::from(rect.width)).for_each(Cell::reset);
        }
    }

    /// Lays a role over what is drawn: the row under the cursor.
    pub fn tint(&mut self, rect: Rect, role: Role) {
        let style = self.style(role);
        let area = self.buffer.area;
        let rect = ratatui::layout::Rect::new(rect.x, rect.y, rect.width, rect.height).intersection(area);
        self.buffer.set_style(rect, style);
    }

    /// A glyph of the chrome, or its ASCII twin.
    pub const fn glyph(&self, box_drawing: char, twin: char) -> char {
        if self.ascii { twin } else { box_drawing }
    }

    /// A horizontal line.
    pub fn line(&mut self, x: u16, y: u16, right: u16) {
        let (area, dash, style) = (self.clip, self.glyph('─', '-'), self.style(Role::Quiet));
        let right = right.min(area.right());
        if y < area.y || y >= area.bottom() || x < area.x || x >= right {
            return;
        }
        self.heal(x, y);
        let cells = self.row(x, y).into_iter().flatten().take(usize::from(right - x));
        cells.for_each(|cell| _ = cell.set_char(dash).set_style(style));
    }

    /// A vertical line.
    pub fn bar(&mut self, x: u16, top: u16, bottom: u16) {
        let (area, bar, style) = (self.clip, self.glyph('│', '|'), self.style(Role::Quiet));
        for y in (top..bottom).filter(|y| area.contains(x, *y)) {
            self.heal(x, y);
            self.row(x, y).into_iter().flatten().take(1).for_each(|cell| _ = cell.set_char(bar).set_style(style));
        }
    }

    /// Box-drawing glyphs are one cell wide wherever they are used.
    pub fn chrome(&mut self, x: u16, y: u16, right: u16, text: &str) {
        self.write(x, y, right, text, Role::Quiet);
    }

    /// A rule with a title at the left and a remark at the right: `── メモ ───── 4件 ──`. The remark is left out when
    /// both do not fit; a title that is data is cut.
    pub fn rule(&mut self, rect: Rect, y: u16, title: &str, remark: &str) {
        let right = rect.right();
        self.line(rect.x, y, right);
        let mut end = rect.x;
        if !title.is_empty() {
            let edge = right.saturating_sub(3).max(rect.x);
            let start = rect.x.saturating_add(2);
            if start < edge {
                self.chrome(start, y, edge, " ");
                end = self.put(start + 1, y, edge, title, Role::Strong);
                self.chrome(end, y, right, " ");
            }
        }
        let width = u16::try_from(cells(remark)).unwrap_or(u16::MAX);
        if remark.is_empty() {
            return;
        }
        if let Some(x) = right.checked_sub(width.saturating_add(4)).filter(|x| *x >= end.saturating_add(2)) {
            self.chrome(x, y, right, " ");
            let after = self.write(x + 1, y, right, remark, Role::Text);
            self.chrome(after, y, right, " ");
        }
    }

    /// A box with its inside cleared; what it cuts of wide glyphs at its edges is cleared too. The inside.
    pub fn boxed(&mut self, rect: Rect) -> Rect {
        self.clear(rect);
        if rect.width < 2 || rect.height < 2 {
            return Rect::new(rect.x, rect.y, 0, 0);
        }
        let (right, bottom) = (rect.right() - 1, rect.bottom() - 1);
        for (y, left, corner) in [(rect.y, ('┌', '+'), ('┐', '+')), (bottom, ('└', '+'), ('┘', '+'))] {
            self.line(rect.x + 1, y, right);
            let (left, corner) = (self.glyph(left.0, left.1), self.glyph(corner.0, corner.1));
            self.chrome(rect.x, y, right, &left.to_string());
            self.chrome(right, y, right + 1, &corner.to_string());
        }
        self.bar(rect.x, rect.y + 1, bottom);
        self.bar(right, rect.y + 1, bottom);
        rect.inset(1, 1)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_width_sound_marks_are_drawn() {
        let name = "ｶﾄｳ ｹﾝｼﾞ ﾊﾟﾊﾟ";
        let mut buffer = Buffer::empty(ratatui::layout::Rect::new(0, 0, 20, 1));
        let end = Canvas::new(&mut buffer, Theme { colour: false }, false).put(0, 0, 20, name, Role::Text);
        assert_eq!(usize::from(end), cells(name));
        let mut drawn = String::new();
        let mut x = 0;
        while x < end {
            let symbol = buffer[(x, 0)].symbol();
            drawn.push_str(symbol);
            x += u16::try_from(cells(symbol)).unwrap_or(1).max(1);
        }
        assert_eq!(drawn, name);
    }
}
