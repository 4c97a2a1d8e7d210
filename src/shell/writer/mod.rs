//! Frames as bytes: what changed since the last frame, in the fewest bytes that say it.
//!
//! It stands in place of `ratatui::Terminal::draw`, which writes a move before each wide glyph and shows the cursor in
//! every frame. Here a frame of one stretch of cells is that stretch and the way to the caret; only a frame of several is a
//! synchronized update, and a frame that changes nothing is no bytes. The caret is where an input method draws what is
//! being composed, so every frame ends there.
//!
//! The cursor is never hidden within a frame, and not at once when it is parked: xterm tells its input method of a new place
//! only where that is another one than the cursor was last *seen* at. A cursor that went away hidden and is shown again where
//! it was would leave what is composed at the place in between.

mod csi;
mod cursor;
mod glyph;
mod pen;

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use cursor::Place;
use glyph::Slot;
use pen::Look;

use crate::ui::Picture;

pub use pen::Depth;

/// Where the cursor stands after a frame, by column and row. Input methods draw there even while it is hidden, so a screen
/// without a text field names a place, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caret {
    /// Shown: the insertion point of a text field.
    Shown(u16, u16),
    /// Hidden once it has been seen there ([`Painter::rest`]), at a place where what is composed covers nothing.
    Parked(u16, u16),
}

/// Turns pictures into bytes. It knows what the terminal shows, so nobody else may write to it.
#[derive(Debug)]
pub struct Painter {
    /// What the terminal shows is what was last taken from the picture; unknown before the first frame.
    is_known: bool,
    picture: Picture,
    size: (u16, u16),
    depth: Depth,
    synchronized: bool,
    pen: Look,
    place: Place,
    /// The cursor is shown; unknown at first.
    visible: Option<bool>,
    /// Where the last frame left it.
    caret: Caret,
    out: Vec<u8>,
}

/// One row's changes.
struct Row<'a> {
    y: u16,
    slots: Vec<Slot<'a>>,
    stretches: Vec<Range<u16>>,
}

impl Painter {
    /// A painter for a terminal of this size; its first frame is a whole one.
    pub fn new(columns: u16, rows: u16, depth: Depth) -> Self {
        Self {
            is_known: false,
            picture: Picture::default(),
            size: (columns, rows),
            depth,
            synchronized: true,
            pen: Look::PLAIN,
            place: Place::Lost,
            visible: None,
            caret: Caret::Parked(0, 0),
            out: Vec::new(),
        }
    }

    /// The terminal has another size now. The next frame is a whole one.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        *self = Self { synchronized: self.synchronized, ..Self::new(columns, rows, self.depth) };
    }

    /// What the terminal shows is unknown. The next frame is a whole one.
    pub fn forget(&mut self) {
        self.is_known = false;
    }

    /// Whether frames of several stretches are synchronized updates. A terminal that does not know them may blink when the
    /// cursor is hidden for each, so then it is not.
    pub fn set_synchronized(&mut self, synchronized: bool) {
        self.synchronized = synchronized;
    }

    /// The next frame is a whole one.
    pub const fn is_whole(&self) -> bool {
        !self.is_known
    }

    /// The picture to draw the next frame in.
    pub fn canvas(&mut self) -> &mut Picture {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        if self.picture.area() != area {
            self.picture = Picture::new(area);
        }
        &mut self.picture
    }

    /// The bytes that make the terminal show the canvas, with the cursor at `caret`. They must be written, all of them.
    pub fn frame(&mut self, caret: Caret) -> &[u8] {
        self.out.clear();
        if self.picture.area().is_empty() {
            return &self.out;
        }
        let mut picture = std::mem::take(&mut self.picture);
        if std::mem::replace(&mut self.is_known, true) {
            self.difference(&mut picture, caret);
        } else {
            self.whole(picture.cells(), caret);
            // All of them are shown now.
            picture.take_changed().for_each(drop);
        }
        self.picture = picture;
        &self.out
    }

    /// Everything, on an erased screen; row by row, so that what one is made of is forgotten before the next.
    fn whole(&mut self, next: &Buffer, caret: Caret) {
        self.visible = None;
        self.pen = Look::PLAIN;
        self.place = Place::Lost;
        self.open(true);
        self.out.extend_from_slice(b"\x1b[m\x1b[2J");
        let blank = vec![Cell::EMPTY; usize::from(self.size.0)];
        let erased = glyph::lay_out(&blank, self.depth);
        for (y, cells) in (0..).zip(rows_of(next)) {
            let slots = glyph::lay_out(cells, self.depth);
            let stretches = glyph::stretches(&erased, &slots);
            self.row(&Row { y, slots, stretches });
        }
        self.close(true, caret);
    }

    /// What is other than what is shown.
    fn difference(&mut self, picture: &mut Picture, caret: Caret) {
        let mut rows = Vec::new();
        for (y, old, new) in picture.take_changed() {
            if old.len() == new.len() && old.iter().zip(new).all(|(old, new)| glyph::is_same(old, new)) {
                continue;
            }
            let slots = glyph::lay_out(new, self.depth);
            let stretches = glyph::stretches(&glyph::lay_out(&old, self.depth), &slots);
            rows.push(Row { y, slots, stretches });
        }
        let several = rows.iter().map(|row| row.stretches.len()).sum::<usize>() > 1;
        self.open(several);
        for row in &rows {
            self.row(row);
        }
        self.close(several, caret);
    }

    /// The questions to a terminal, to be written after a frame and not before the first: a terminal that does not answer
    /// must not hold it up. How wide a sign is whose width depends on the terminal ([`Reply::Cursor`] in row 0, column 1
    /// or 2), whether it knows synchronized updates, its background, and what it is, which all of them answer.
    ///
    /// [`Reply::Cursor`]: super::input::Reply::Cursor
    pub fn ask(&mut self) -> &[u8] {
        const SIGN: &str = "※";
        const QUESTIONS: &str = "\x1b[?2026$p\x1b]11;?\x1b\\\x1b[c";
        self.out.clear();
        if self.is_known {
            let picture = std::mem::take(&mut self.picture);
            let slots = glyph::lay_out(picture.top(), self.depth);
            // The sign stands in the corner for as long as it takes to read this; then what was there comes back.
            let covered =
                slots.iter().find(|slot| slot.width > 0 && slot.first > 1).map_or(self.size.0, |slot| slot.first);
            let row = Row { y: 0, slots, stretches: Vec::new() };
            self.open(true);
            self.place.go(0, 0, &mut self.out);
            self.out.extend_from_slice(SIGN.as_bytes());
            self.out.extend_from_slice(b"\x1b[6n");
            self.place = Place::Lost;
            self.stretch(&row, 0..covered);
            self.close(true, self.caret);
            self.out.extend_from_slice(QUESTIONS.as_bytes());
            self.picture = picture;
        }
        &self.out
    }

    /// A parked cursor is still shown: the terminal has to see it there before [`Self::rest`] hides it.
    pub fn lingers(&self) -> bool {
        self.visible == Some(true) && matches!(self.caret, Caret::Parked(..))
    }

    /// The bytes that hide a cursor that lingers.
    pub fn rest(&mut self) -> &[u8] {
        self.out.clear();
        if self.lingers() {
            self.show(false);
        }
        &self.out
    }

    /// Begins what goes out in one write.
    fn open(&mut self, several: bool) {
        if several && self.synchronized {
            self.out.extend_from_slice(b"\x1b[?2026h");
        }
    }

    /// Ends it: no colours, the cursor at its place.
    fn close(&mut self, several: bool, caret: Caret) {
        let (width, height) = self.size;
        let (column, row, visible) = match caret {
            Caret::Shown(column, row) => (column, row, true),
            Caret::Parked(column, row) => (column, row, false),
        };
        pen::switch(self.pen, Look::PLAIN, &mut self.out);
        self.pen = Look::PLAIN;
        self.place.go(column.min(width.saturating_sub(1)), row.min(height.saturating_sub(1)), &mut self.out);
        if visible || self.visible != Some(true) {
            self.show(visible);
        }
        if several && self.synchronized {
            self.out.extend_from_slice(b"\x1b[?2026l");
        }
        self.caret = caret;
    }

    fn row(&mut self, row: &Row<'_>) {
        for stretch in &row.stretches {
            self.stretch(row, stretch.clone());
        }
    }

    fn stretch(&mut self, row: &Row<'_>, stretch: Range<u16>) {
        /// From this many blanks on, erasing them is shorter than writing them.
        const ERASE: usize = 4;
        let columns = u16::try_from(row.slots.len()).unwrap_or(u16::MAX);
        let blanks = row.slots.iter().rev().take_while(|slot| slot.is_blank() && slot.look == Look::PLAIN).count();
        let ink = row.slots.len() - blanks;
        for column in stretch.clone() {
            let Some(slot) = row.slots.get(usize::from(column)).filter(|slot| slot.width > 0) else { continue };
            self.place.go(column, row.y, &mut self.out);
            pen::switch(self.pen, slot.look, &mut self.out);
            self.pen = slot.look;
            // Nothing but blanks follows: the rest of the row goes at once, also what lies beyond the stretch.
            if usize::from(column) >= ink && usize::from(stretch.end - column) >= ERASE {
                self.out.extend_from_slice(b"\x1b[K");
                return;
            }
            self.out.extend_from_slice(slot.symbol.as_bytes());
            self.place.wrote(slot.width, slot.spill, columns);
        }
    }

    fn show(&mut self, visible: bool) {
        if self.visible != Some(visible) {
            self.out.extend_from_slice(if visible { b"\x1b[?25h" } else { b"\x1b[?25l" });
            self.visible = Some(visible);
        }
    }
}

/// The rows of a picture.
fn rows_of(picture: &Buffer) -> impl Iterator<Item = &[Cell]> {
    picture.content.chunks_exact(usize::from(picture.area.width).max(1))
}

#[cfg(test)]
mod tests;
