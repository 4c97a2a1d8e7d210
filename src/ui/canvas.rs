//! The one way from text to cells. Whatever is written here has passed the display filter, stays inside its rectangle and
//! never leaves half of a wide glyph behind. A canvas asks the rows of a [`super::picture::Picture`], which make cells of it.

use ratatui::layout::Rect as Area;

use super::picture::Row;
use super::theme::Role;
use crate::layout::Rect;
use crate::text::safe::{NewLine, display};
use crate::text::width::{cells, fitting, is_ascii, truncated};
use crate::text::wrap::Wrapped;

/// The rows of a picture to draw on.
#[derive(Debug)]
pub struct Canvas<'a> {
    rows: &'a mut [Row],
    area: Rect,
    /// Chrome in ASCII, for terminals where its glyphs are two cells wide.
    ascii: bool,
    caret: Option<(u16, u16)>,
    /// Nothing is written outside of it.
    clip: Rect,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(rows: &'a mut [Row], area: Area, ascii: bool) -> Self {
        let area = Rect::new(area.x, area.y, area.width, area.height);
        Self { rows, area, ascii, caret: None, clip: area }
    }

    /// Draws something that must not leave its place, however long it is.
    pub fn clipped(&mut self, place: Rect, draw: impl FnOnce(&mut Self)) {
        let whole = std::mem::replace(&mut self.clip, place);
        draw(self);
        self.clip = whole;
    }

    /// Everything that can be drawn on.
    pub const fn area(&self) -> Rect {
        self.area
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

    /// Writes data from a cell on, at most to `right` (exclusive); cut with `..` where it does not fit. The cell behind it.
    pub fn put(&mut self, x: u16, y: u16, right: u16, text: &str, role: Role) -> u16 {
        let room = usize::from(right.saturating_sub(x));
        if text.len() <= room && is_ascii(text) {
            return self.write(x, y, right, (text, text.len()), role);
        }
        let shown = display(text, NewLine::Space);
        let (shown, width) = truncated(&shown, room);
        self.write(x, y, right, (&shown, width), role)
    }

    /// Writes a label only if it fits whole. The cell behind it, or `x` when it was left out.
    pub fn label(&mut self, x: u16, y: u16, right: u16, text: &str, role: Role) -> u16 {
        let width = cells(text);
        if width > usize::from(right.saturating_sub(x)) {
            return x;
        }
        self.write(x, y, right, (text, width), role)
    }

    /// Writes a label so that it ends before `right`, if it fits behind `left`. The cell where it begins, or `right`.
    pub fn label_right(&mut self, left: u16, y: u16, right: u16, text: &str, role: Role) -> u16 {
        let width = cells(text);
        match right.checked_sub(u16::try_from(width).unwrap_or(u16::MAX)) {
            Some(x) if x >= left => {
                self.write(x, y, right, (text, width), role);
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

    /// Writes a text of so many cells, as much of it as has room.
    fn write(&mut self, x: u16, y: u16, right: u16, (text, width): (&str, usize), role: Role) -> u16 {
        let (clip, area) = (self.clip, self.area);
        let right = right.min(clip.right()).min(area.right());
        if y < clip.y || y >= clip.bottom() || x < clip.x || x >= right {
            return x;
        }
        let Some((row, column)) = self.row(x, y) else { return x };
        let room = usize::from(right - x);
        let (text, width) = if width > room { fitting(text, room) } else { (text, width) };
        if width > 0 {
            row.text(column, text, role);
        }
        x.saturating_add(u16::try_from(width).unwrap_or(u16::MAX))
    }

    /// The row of a cell, and its column there.
    fn row(&mut self, x: u16, y: u16) -> Option<(&mut Row, u16)> {
        let (column, row) = (x.checked_sub(self.area.x)?, usize::from(y.checked_sub(self.area.y)?));
        Some((self.rows.get_mut(row).filter(|_| column <= self.area.width)?, column))
    }

    /// Blank cells, with what they cut of wide glyphs at the edge.
    pub fn clear(&mut self, rect: Rect) {
        let area = self.area;
        for y in rect.y..rect.bottom().min(area.bottom()) {
            if let Some((row, column)) = self.row(rect.x, y) {
                row.blank(column, column.saturating_add(rect.width).min(area.width));
            }
        }
    }

    /// Lays a role over what is drawn: the row under the cursor.
    pub fn tint(&mut self, rect: Rect, role: Role) {
        let area = self.area;
        let (left, right) = (rect.x.max(area.x), rect.right().min(area.right()));
        for y in rect.y.max(area.y)..rect.bottom().min(area.bottom()) {
            if let Some((row, column)) = self.row(left, y).filter(|_| left < right) {
                row.tint(column, column + (right - left), role);
            }
        }
    }

    /// A glyph of the chrome, or its ASCII twin.
    pub const fn glyph(&self, box_drawing: char, twin: char) -> char {
        if self.ascii { twin } else { box_drawing }
    }

    /// A horizontal line.
    pub fn line(&mut self, x: u16, y: u16, right: u16) {
        let (clip, area, dash) = (self.clip, self.area, self.glyph('─', '-'));
        let right = right.min(clip.right()).min(area.right());
        if y < clip.y || y >= clip.bottom() || x < clip.x || x >= right {
            return;
        }
        if let Some((row, column)) = self.row(x, y) {
            row.line(column, column + (right - x), dash);
        }
    }

    /// A vertical line.
    pub fn bar(&mut self, x: u16, top: u16, bottom: u16) {
        let (clip, area, bar) = (self.clip, self.area, self.glyph('│', '|'));
        for y in (top..bottom).filter(|y| clip.contains(x, *y) && area.contains(x, *y)) {
            if let Some((row, column)) = self.row(x, y) {
                row.line(column, column + 1, bar);
            }
        }
    }

    /// Box-drawing glyphs are one cell wide wherever they are used.
    pub fn chrome(&mut self, x: u16, y: u16, right: u16, text: &str) {
        self.write(x, y, right, (text, cells(text)), Role::Quiet);
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
        if remark.is_empty() {
            return;
        }
        let cells = cells(remark);
        let width = u16::try_from(cells).unwrap_or(u16::MAX);
        if let Some(x) = right.checked_sub(width.saturating_add(4)).filter(|x| *x >= end.saturating_add(2)) {
            self.chrome(x, y, right, " ");
            let after = self.write(x + 1, y, right, (remark, cells), Role::Text);
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
