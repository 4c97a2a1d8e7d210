//! A row of cells as the glyphs that a terminal draws, and which of them must be drawn again.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::{Cell, CellDiffOption};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::pen::{Depth, Look};

/// One column of a row.
#[derive(Debug, Clone)]
pub(super) struct Slot<'a> {
    /// The column where the glyph over this column begins.
    pub(super) first: u16,
    /// What is written; empty in the further columns of a wide glyph.
    pub(super) symbol: Cow<'a, str>,
    /// The columns it covers; 0 where the symbol is empty.
    pub(super) width: u16,
    /// How many columns more than `width` some terminal may use for it. Above 0, nobody knows where the cursor is after it.
    pub(super) spill: u16,
    pub(super) look: Look,
}

impl Slot<'_> {
    pub(super) fn is_blank(&self) -> bool {
        matches!(self.symbol.as_bytes(), b" ")
    }

    /// Whether two slots of the same column draw the same. Width and spill follow from the symbol.
    fn is_same(&self, other: &Self) -> bool {
        let symbols = match (self.symbol.as_bytes(), other.symbol.as_bytes()) {
            ([one], [other]) => one == other,
            (mine, theirs) => mine == theirs && self.first == other.first && self.width == other.width,
        };
        symbols && self.look == other.look
    }
}

/// Whether two cells draw the same. Cells' own equality asks for it at some length, and this is asked of every cell of every
/// frame.
pub(super) fn is_same(one: &Cell, other: &Cell) -> bool {
    let symbols = match (one.symbol().as_bytes(), other.symbol().as_bytes()) {
        ([one], [other]) => one == other,
        (one, other) => one == other,
    };
    symbols && Look::is_same(one, other) && one.diff_option == other.diff_option
}

/// The row as glyphs, a slot a column.
pub(super) fn lay_out(cells: &[Cell], depth: Depth) -> Vec<Slot<'_>> {
    let mut row = Vec::with_capacity(cells.len());
    // Most cells look like the one before.
    let mut before: Option<(&Cell, Look)> = None;
    while let Some(cell) = cells.get(row.len()) {
        let first = u16::try_from(row.len()).unwrap_or(u16::MAX);
        let room = u16::try_from(cells.len()).unwrap_or(u16::MAX) - first;
        let (symbol, width, spill) = glyph(cell, room);
        let look = match before {
            Some((other, look)) if Look::is_same(cell, other) => look,
            Some(_) | None => Look::of(cell, depth),
        };
        before = Some((cell, look));
        let mut slot = Slot { first, symbol, width, spill, look };
        if slot.is_blank() {
            slot.look = look.blank();
        }
        let look = slot.look;
        row.push(slot);
        for _ in 1..width {
            row.push(Slot { first, symbol: Cow::Borrowed(""), width: 0, spill: 0, look });
        }
    }
    row
}

/// What a cell draws: its symbol without anything that could act on the terminal or shift the row, its width, its spill.
fn glyph(cell: &Cell, room: u16) -> (Cow<'_, str>, u16, u16) {
    const BLANK: (Cow<'_, str>, u16, u16) = (Cow::Borrowed(" "), 1, 0);
    let symbol = cell.symbol();
    if matches!(symbol.as_bytes(), [0x20..=0x7e]) {
        return (Cow::Borrowed(symbol), 1, 0);
    }
    let symbol = if symbol.contains(unfit) { Cow::Owned(symbol.replace(unfit, "")) } else { Cow::Borrowed(symbol) };
    let width = match (symbol.as_ref(), cell.diff_option) {
        ("", _) => 0,
        (_, CellDiffOption::ForcedWidth(width)) => width.get(),
        // Not ratatui's `cell_width`: it adds a column to a half-width sound mark that has one already.
        (symbol, CellDiffOption::None | CellDiffOption::Skip | CellDiffOption::AlwaysUpdate) => {
            u16::try_from(symbol.width()).unwrap_or(u16::MAX)
        }
    };
    if width == 0 || width > room {
        return BLANK;
    }
    let spill = spill(&symbol, width);
    (symbol, width, spill)
}

/// Control characters, the marks that turn the direction of writing, and the selector that makes some terminals draw a
/// narrow sign in two columns.
fn unfit(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fe0f}')
}

fn spill(symbol: &str, width: u16) -> u16 {
    let mut chars = symbol.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if steady(c) => 0,
        (Some(_), None) | (None, _) => 1,
        // A terminal that knows no clusters draws their characters one after the other.
        (Some(_), Some(_)) => {
            let apart = symbol.chars().map(|c| c.width_cjk().unwrap_or(0)).sum::<usize>();
            u16::try_from(apart).unwrap_or(u16::MAX).saturating_sub(width).max(1)
        }
    }
}

/// Whether terminals agree on the width of a character: not where East Asian ones draw it wider, and not with emoji.
fn steady(c: char) -> bool {
    let emoji = matches!(c, '\u{2300}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1ffff}');
    !emoji && c.width().is_some_and(|width| width > 0) && c.width() == c.width_cjk()
}

/// The stretches of `next` that must be written where `shown` stands: whole glyphs, and what lies beside them where a
/// terminal may have drawn over it. Stretches closer than a cursor move is long are one.
pub(super) fn stretches(shown: &[Slot<'_>], next: &[Slot<'_>]) -> Vec<Range<u16>> {
    let mut draw = vec![false; next.len()];
    for (column, (old, new)) in shown.iter().zip(next).enumerate() {
        if !old.is_same(new) {
            draw[column] = true;
            for (row, slot) in [(shown, old), (next, new)] {
                let Some(glyph) = row.get(usize::from(slot.first)) else { continue };
                let end = usize::from(glyph.first + glyph.width);
                draw.iter_mut().skip(end).take(usize::from(glyph.spill)).for_each(|spilt| *spilt = true);
            }
        }
    }
    let mut stretches: Vec<Range<u16>> = Vec::new();
    for (slot, drawn) in next.iter().zip(draw) {
        if !drawn {
            continue;
        }
        let end = slot.first + next.get(usize::from(slot.first)).map_or(1, |glyph| glyph.width);
        match stretches.last_mut() {
            Some(last) if slot.first <= last.end || is_cheap(next, last.end..slot.first) => last.end = end,
            _ => stretches.push(slot.first..end),
        }
    }
    stretches
}

/// Whether writing these unchanged columns again is no longer than going around them.
fn is_cheap(row: &[Slot<'_>], gap: Range<u16>) -> bool {
    let Some(before) = gap.start.checked_sub(1).and_then(|column| row.get(usize::from(column))) else { return false };
    gap.len() <= 4
        && row
            .get(usize::from(gap.start)..usize::from(gap.end))
            .is_some_and(|slots| slots.iter().all(|slot| slot.symbol.len() == 1 && slot.look == before.look))
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    fn row(text: &str) -> Vec<Cell> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        buffer.set_string(0, 0, text, Style::new());
        buffer.content
    }

    fn drawn(shown: &str, next: &str) -> Vec<(u16, u16)> {
        let (shown, next) = (row(shown), row(next));
        let stretches = stretches(&lay_out(&shown, Depth::True), &lay_out(&next, Depth::True));
        stretches.into_iter().map(|stretch| (stretch.start, stretch.end)).collect()
    }

    #[test]
    fn glyphs_are_drawn_whole() {
        assert_eq!(drawn("日本語", "日本語"), []);
        assert_eq!(drawn("日本語", "日木語"), [(2, 4)]);
        assert_eq!(drawn("日本語", "日xy語"), [(2, 4)]);
        assert_eq!(drawn("日xy語", "日本語"), [(2, 4)]);
        assert_eq!(drawn("日本語", "x日本語"), [(0, 7)]);
    }

    #[test]
    fn a_gap_cheaper_than_a_move_is_written_again() {
        assert_eq!(drawn("abcdefg", "XbcdefG"), [(0, 1), (6, 7)]);
        assert_eq!(drawn("abcdef", "XbcdeF"), [(0, 6)]);
        assert_eq!(drawn("a日c", "X日C"), [(0, 1), (3, 4)]);
    }

    #[test]
    fn beside_a_glyph_of_unsure_width_is_drawn_again() {
        assert_eq!(drawn("a b c d e", "a●b c d e"), [(1, 3)]);
        assert_eq!(drawn("a●b c d e", "a b c d e"), [(1, 3)]);
        assert_eq!(drawn("😀bcdefgh", "😁bcdefgh"), [(0, 3)]);
        // Nothing spreads from one to the next.
        assert_eq!(drawn("──────", "━─────"), [(0, 2)]);
    }

    #[test]
    fn nothing_reaches_the_terminal_that_could_act_on_it() {
        let mut cell = Cell::EMPTY;
        for (symbol, expected) in [
            ("\x1b", " "),
            ("\u{9b}", " "),
            ("a\u{202e}", "a"),
            ("⚠\u{fe0f}", "⚠"),
            ("\u{7f}", " "),
            ("\u{301}", " "),
            ("日", " "),
        ] {
            #[expect(clippy::disallowed_methods, reason = "what it lets through is what is tested")]
            cell.set_symbol(symbol);
            assert_eq!(glyph(&cell, 1).0, expected, "{symbol:?}");
        }
    }

    #[test]
    fn widths_are_those_of_the_buffer() {
        for (symbol, width, spill) in [
            ("日", 2, 0),
            ("ｱ", 1, 0),
            ("ｶﾞ", 2, 1),
            ("か\u{3099}", 2, 1),
            ("…", 1, 1),
            ("①", 1, 1),
            ("é", 1, 0),
            ("😀", 2, 1),
            ("👩\u{200d}🏫", 2, 2),
            ("⣀", 1, 0),
        ] {
            #[expect(clippy::disallowed_methods, reason = "a whole cluster is one symbol")]
            let cell = Cell::default().set_symbol(symbol).clone();
            assert_eq!((glyph(&cell, 9).1, glyph(&cell, 9).2), (width, spill), "{symbol:?}");
        }
    }
}
