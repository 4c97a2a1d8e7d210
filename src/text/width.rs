//! Cells and graphemes. Every measure is that of the text as [`display`] draws it, so that the caret stands where the
//! terminal puts it.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::safe::{NewLine, display, never_drawn};

/// What stands where data was cut.
const CUT: &str = "..";
/// Blank cells that a one-line field keeps to the right of the caret, where the input method draws what is being composed.
const ROOM_TO_COMPOSE: usize = 20;

/// What a reader takes for one character each: `が` of two code points, a family of four, a flag.
pub fn graphemes(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.graphemes(true)
}

/// [`graphemes`] from the left, each with its place and the cells it takes. Most of what is drawn is of characters that join
/// with nothing: two of them side by side are known to be apart without asking the tables.
pub fn glyphs(text: &str) -> impl Iterator<Item = (usize, &str, usize)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let (len, cells) = match (bytes.get(at)?, bytes.get(at + 1)) {
            (b' '..=b'~', None | Some(0..=0x7f)) => (1, 1),
            _ => first_glyph(text.get(at..)?)?,
        };
        let glyph = (at, text.get(at..at + len)?, cells);
        at += len;
        Some(glyph)
    })
}

/// The bytes and cells of the first grapheme.
fn first_glyph(text: &str) -> Option<(usize, usize)> {
    let mut chars = text.chars();
    Some(match (chars.next()?, chars.next()) {
        (one, next) if joins_nothing(one) && next.is_none_or(joins_nothing) => {
            (one.len_utf8(), if is_wide(one) { 2 } else { 1 })
        }
        _ => {
            let grapheme = text.graphemes(true).next()?;
            (grapheme.len(), grapheme_cells(grapheme))
        }
    })
}

/// Characters that are a grapheme each beside one another: ASCII, kana, common kanji, full-width forms.
const fn joins_nothing(c: char) -> bool {
    matches!(c, ' '..='~') || is_wide(c)
}

/// Of those, the ones of two cells.
const fn is_wide(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a0}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ff01}'..='\u{ff60}')
}

/// The cells that one grapheme takes.
pub fn grapheme_cells(grapheme: &str) -> usize {
    let mut chars = grapheme.chars();
    match (chars.next(), chars.next()) {
        (None, _) => 0,
        (Some(' '..='~'), None) => 1,
        (Some(c), None) if is_wide(c) => 2,
        (Some('\n' | '\t'), None) => 1,
        (Some(c), None) if never_drawn(c) => 0,
        (Some(c), None) => c.width().unwrap_or(0),
        _ if grapheme.chars().any(|c| c.is_control() || never_drawn(c)) => display(grapheme, NewLine::Space).width(),
        _ => grapheme.width(),
    }
}

/// The cells that `text` takes on one row.
pub fn cells(text: &str) -> usize {
    if is_ascii(text) { text.len() } else { glyphs(text).map(|(_, _, cells)| cells).sum() }
}

/// Whether a text is of nothing but printable ASCII: as many cells as bytes, and drawn as it is. No early way out, so that
/// many bytes are looked at at once.
pub fn is_ascii(text: &str) -> bool {
    text.bytes().fold(true, |so_far, b| so_far & matches!(b, b' '..=b'~'))
}

/// The longest head of `text` that fits into `cells`, and the cells it takes.
pub fn fitting(text: &str, cells: usize) -> (&str, usize) {
    let mut taken = 0;
    for (at, _, more) in glyphs(text) {
        if taken + more > cells {
            return (&text[..at], taken);
        }
        taken += more;
    }
    (text, taken)
}

/// `text` in at most `cells`; what does not fit is cut at a grapheme and ends in `..`. Only data is cut, never a label.
pub fn truncate(text: &str, cells: usize) -> Cow<'_, str> {
    truncated(text, cells).0
}

/// [`truncate`], and the cells that what is left takes.
pub fn truncated(text: &str, cells: usize) -> (Cow<'_, str>, usize) {
    if text.len() <= cells && is_ascii(text) {
        return (Cow::Borrowed(text), text.len());
    }
    let (fits, taken) = fitting(text, cells);
    if fits.len() == text.len() {
        return (Cow::Borrowed(text), taken);
    }
    let cut = &CUT[..CUT.len().min(cells)];
    let (head, taken) = fitting(text, cells - cut.len());
    (Cow::Owned(format!("{head}{cut}")), taken + cut.len())
}

/// `text` in exactly `cells`: cut, or blanks behind it.
pub fn pad(text: &str, cells: usize) -> String {
    let (text, blanks) = fitted(text, cells);
    format!("{text}{:blanks$}", "")
}

/// `text` in exactly `cells`, at the right: cut, or blanks before it. For figures.
pub fn fit_right(text: &str, cells: usize) -> String {
    let (text, blanks) = fitted(text, cells);
    format!("{:blanks$}{text}", "")
}

fn fitted(text: &str, room: usize) -> (Cow<'_, str>, usize) {
    let (text, cells) = truncated(text, room);
    (text, room - cells)
}

/// The part of a one-line field that is in view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The bytes of the text that are in view, at most as wide as the field.
    pub range: Range<usize>,
    /// The cell of the caret, from the left of the field; always less than its width.
    pub caret: usize,
}

/// What a field of `width` cells shows of `text` when the caret stands before the byte `caret`. It turns over in half
/// widths, so that the text stands still while one types, and keeps room behind the caret for the input method.
pub fn window(text: &str, caret: usize, width: usize) -> Window {
    let width = width.max(2);
    let mut starts = vec![(0, 0)];
    let mut total = 0;
    let mut caret_cell = 0;
    for (at, grapheme, cells) in glyphs(text) {
        if at < caret {
            caret_cell = total + cells;
        }
        total += cells;
        starts.push((at + grapheme.len(), total));
    }
    let page = width / 2;
    let room = ROOM_TO_COMPOSE.min(width / 3);
    let pages = if total < width { 0 } else { (caret_cell + room + 1).saturating_sub(width).div_ceil(page) };
    // A wide character cut by the left edge would leave half a cell: begin behind it.
    let (from, first) = starts.iter().copied().find(|(_, cell)| *cell >= pages * page).unwrap_or((text.len(), total));
    let to = starts.iter().rev().find(|(_, cell)| *cell <= first + width).map_or(from, |(at, _)| *at);
    Window { range: from..to.max(from), caret: caret_cell.saturating_sub(first) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn graphemes_are_those_of_the_tables(text in "([ -~あ-んァ-ー一-龥、（]|[゙゚ﾞﾟ\u{300}-\u{30f}\u{200d}\u{fe0f}\r\n]|[🇦-🇿]|[👩🏽🌾〽〰]|\\PC){0,24}") {
            let found: Vec<_> = glyphs(&text).collect();
            let tables: Vec<_> =
                text.grapheme_indices(true).map(|(at, grapheme)| (at, grapheme, grapheme_cells(grapheme))).collect();
            prop_assert_eq!(found, tables);
        }
    }

    #[test]
    fn known_widths_are_those_of_the_tables() {
        for c in ('\0'..=char::MAX).filter(|c| is_wide(*c)) {
            assert_eq!(c.width(), Some(2), "{c:?}");
        }
    }

    #[test]
    fn cells_are_those_of_the_terminal() {
        for (text, width) in [
            ("", 0),
            ("abc", 3),
            ("日本語abｃ😀か゛", 16),
            ("ｶﾞ", 2),
            ("ﾊﾟ", 2),
            ("か\u{3099}", 2),
            ("👩\u{200d}🏫", 2),
            ("🇯🇵", 2),
            ("❤\u{fe0f}", 1),
            ("1\u{fe0f}\u{20e3}", 1),
            ("葛\u{e0100}", 2),
            ("※①→─", 4),
            ("a\tb\nc", 5),
            ("\x1b[1m\u{202e}", 3),
            ("済半詰飛", 8),
        ] {
            assert_eq!(cells(text), width, "{text:?}");
        }
    }

    #[test]
    fn data_is_cut_with_two_dots() {
        for (text, width, cut) in [
            ("あおば薬局 駅前店", 18, "あおば薬局 駅前店"),
            ("あおば薬局 駅前店", 17, "あおば薬局 駅前店"),
            ("あおば薬局 駅前店", 16, "あおば薬局 駅.."),
            ("あおば薬局 駅前店", 14, "あおば薬局 .."),
            ("あおば", 5, "あ.."),
            ("あおば", 3, ".."),
            ("あおば", 1, "."),
            ("あおば", 0, ""),
            ("か\u{3099}👩\u{200d}🏫🇯🇵", 6, "か\u{3099}👩\u{200d}🏫🇯🇵"),
            ("か\u{3099}👩\u{200d}🏫🇯🇵", 5, "か\u{3099}.."),
        ] {
            assert_eq!(truncate(text, width), cut, "{text} {width}");
        }
    }

    #[test]
    fn padding_fills_exactly() {
        assert_eq!(pad("佐藤", 6), "佐藤  ");
        assert_eq!(pad("佐藤美咲", 5), "佐.. ");
        assert_eq!(fit_right("86%", 5), "  86%");
    }

    #[test]
    fn a_short_text_stands_still_in_its_field() {
        for caret in [0, 3, 9] {
            let seen = window("日本語", caret, 10);
            assert_eq!(seen, Window { range: 0..9, caret: caret / 3 * 2 });
        }
    }

    #[test]
    fn a_full_field_turns_over_and_keeps_the_caret() {
        // Exactly full: the caret needs one cell more than the text.
        let seen = window("日本語日本", 15, 10);
        assert!(seen.caret < 10 && seen.range.start > 0, "{seen:?}");
        assert_eq!(window("日本語日本", 0, 10), Window { range: 0..15, caret: 0 });
    }

    fn mixed() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "日",
            "語",
            "a",
            "b",
            " ",
            "ｶﾞ",
            "か\u{3099}",
            "😀",
            "👩\u{200d}🏫",
            "🇯🇵",
            "❤\u{fe0f}",
            "\t",
            "、",
            "゛",
            "\u{301}",
        ]);
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn what_is_padded_is_exactly_as_wide(text in mixed(), width in 0usize..60) {
            prop_assert!(cells(&truncate(&text, width)) <= width);
            for filled in [pad(&text, width), fit_right(&text, width)] {
                prop_assert_eq!(cells(&filled), width);
            }
        }

        #[test]
        fn the_measure_is_that_of_the_drawn_text(text in any::<String>()) {
            let drawn = display(&text, NewLine::Space);
            let sum: usize = graphemes(&drawn).map(UnicodeWidthStr::width).sum();
            prop_assert_eq!(cells(&drawn), sum);
        }

        #[test]
        fn the_caret_is_always_in_view(text in mixed(), at in any::<prop::sample::Index>(), width in 4usize..40) {
            let stops: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
            let caret = *at.get(&stops);
            let seen = window(&text, caret, width);
            prop_assert!(seen.caret < width);
            prop_assert!(seen.range.start <= caret && caret <= seen.range.end);
            prop_assert!(cells(&text[seen.range.clone()]) <= width);
            prop_assert_eq!(cells(&text[seen.range.start..caret]), seen.caret);
        }
    }
}
