//! Soft wrap of Japanese and Latin text, and the way between a place in the text and a cell on the screen.
//!
//! A paragraph is the text between line ends; it is the unit that is wrapped. Rows obey kinsoku by pushing the
//! character before a forbidden row start to the next row, so that no row is wider than the width. One blank that no longer
//! fits at a row's end is not drawn; it still belongs to that row.

use std::fmt;
use std::ops::Range;

use super::kinsoku::{Bond, Class};
use super::width::{cells, glyphs, grapheme_cells};

/// A kanji needs two cells: a smaller width counts as this one.
const MIN_WIDTH: usize = 2;

/// Row and cell, both from 0.
pub type Cell = (usize, usize);

/// One paragraph wrapped to a width. Offsets are bytes from its beginning.
#[derive(Clone)]
pub struct Paragraph {
    text: String,
    width: usize,
    rows: Vec<Span>,
}

#[derive(Clone, Copy)]
struct Span {
    from: usize,
    to: usize,
    /// The end of what is drawn: `to` without a blank that did not fit.
    drawn: usize,
}

impl Paragraph {
    /// Wraps `text`, which has no line end, to `width` cells.
    pub fn new(text: impl Into<String>, width: usize) -> Self {
        let text = text.into();
        let width = width.max(MIN_WIDTH);
        if cells(&text) <= width {
            let whole = Span { from: 0, to: text.len(), drawn: text.len() };
            return Self { text, width, rows: vec![whole] };
        }
        let mut breaker = Breaker::new(width);
        for (at, glyph, cells) in glyphs(&text) {
            if cells <= width {
                breaker.take(at, glyph, cells);
                continue;
            }
            // A pile of half-width marks or of Hangul parts can be wider than a narrow row: it is taken apart.
            for (inner, c) in glyph.char_indices() {
                let part = &glyph[inner..inner + c.len_utf8()];
                breaker.take(at + inner, part, grapheme_cells(part));
            }
        }
        let rows = breaker.finish(text.len());
        Self { text, width, rows }
    }

    /// How many rows it has; at least one.
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// Whether a caret at the end stands on a row of its own, because the last row has no cell left for it.
    pub fn caret_needs_row(&self) -> bool {
        self.cell_of(self.text.len()).0 == self.rows.len()
    }

    /// The cell of a caret that stands before the byte `offset`. A row's end is the next row's beginning; at the end of a
    /// full last row this is the row below it.
    pub fn cell_of(&self, offset: usize) -> Cell {
        let offset = offset.min(self.text.len());
        let row = self.rows.partition_point(|span| span.from <= offset).saturating_sub(1);
        let Some(span) = self.rows.get(row) else { return (0, 0) };
        let cell = self.stops(*span).take_while(|(at, _)| *at <= offset).last().map_or(0, |(_, cell)| cell);
        if cell >= self.width || offset > span.drawn { (row + 1, 0) } else { (row, cell) }
    }

    /// The place of the character that covers a cell, and behind the last one the last place whose caret stands in that
    /// row; below the last row the end.
    pub fn offset_at(&self, row: usize, cell: usize) -> usize {
        let Some(span) = self.rows.get(row) else { return self.text.len() };
        let ends_here = row + 1 == self.rows.len() && !self.caret_needs_row();
        let last = if ends_here { span.to } else { span.to.saturating_sub(1) };
        let stop = self.stops(*span).take_while(|(at, stop)| *at <= last && *stop <= cell && *stop < self.width).last();
        stop.map_or(span.from, |(at, _)| at)
    }

    /// Where a caret can stand in a row, with its cell, from the left; the end of the row is the last.
    fn stops(&self, span: Span) -> impl Iterator<Item = (usize, usize)> {
        let row = &self.text[span.from..span.drawn];
        let mut cell = 0;
        let inside = glyphs(row).map(move |(at, _, cells)| {
            let stop = (span.from + at, cell);
            cell += cells;
            stop
        });
        let whole = cells(row);
        inside.chain([(span.drawn, whole)])
    }
}

impl fmt::Debug for Paragraph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Paragraph({} bytes, {} rows of {})", self.text.len(), self.rows.len(), self.width)
    }
}

/// Breaks what it takes, piece by piece, into rows.
struct Breaker {
    width: usize,
    rows: Vec<Span>,
    /// Where the row begins that is being filled.
    from: usize,
    /// The cells that are filled.
    taken: usize,
    /// What was taken last, unless the row is empty.
    last: Option<Class>,
    /// The last places where the row may break: between words, and within one.
    between: Option<Gap>,
    within: Option<Gap>,
}

/// A place where a row may break, and the cells before it.
#[derive(Clone, Copy)]
struct Gap {
    at: usize,
    taken: usize,
}

impl Breaker {
    const fn new(width: usize) -> Self {
        Self { width, rows: Vec::new(), from: 0, taken: 0, last: None, between: None, within: None }
    }

    /// Takes a piece that is no wider than a row.
    fn take(&mut self, at: usize, piece: &str, cells: usize) {
        let class = piece.chars().next().map_or(Class::Free, Class::of);
        if let Some(last) = self.last {
            let here = Gap { at, taken: self.taken };
            let bond = last.bond(class);
            match bond {
                Bond::None => self.between = Some(here),
                Bond::Word => self.within = Some(here),
                Bond::Kinsoku => {}
            }
            if self.taken + cells > self.width {
                if class == Class::Blank && bond == Bond::Kinsoku {
                    return self.hang(at, at + piece.len());
                }
                self.make_room(here, cells);
            }
        }
        self.taken += cells;
        self.last = Some(class);
    }

    /// Ends the row with a blank that is not drawn.
    fn hang(&mut self, drawn: usize, to: usize) {
        self.rows.push(Span { from: self.from, to, drawn });
        *self = Self { rows: std::mem::take(&mut self.rows), from: to, ..Self::new(self.width) };
    }

    /// Ends rows until so many cells are free.
    fn make_room(&mut self, here: Gap, cells: usize) {
        let mut gone = 0;
        while self.taken - gone + cells > self.width {
            let gap = self.between.take().or_else(|| self.within.take()).unwrap_or(here);
            self.rows.push(Span { from: self.from, to: gap.at, drawn: gap.at });
            self.within = self.within.filter(|within| within.at > gap.at);
            self.from = gap.at;
            gone = gap.taken;
        }
        self.taken -= gone;
        for gap in [&mut self.between, &mut self.within].into_iter().flatten() {
            gap.taken -= gone;
        }
    }

    fn finish(mut self, end: usize) -> Vec<Span> {
        if self.from < end || self.rows.is_empty() {
            self.rows.push(Span { from: self.from, to: end, drawn: end });
        }
        self.rows
    }
}

/// One row of a wrapped text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    /// Its bytes in the whole text, with a blank at its end that did not fit and without the line end.
    pub range: Range<usize>,
    /// What is drawn.
    pub text: &'a str,
}

/// A whole text wrapped to a width. Offsets are bytes of the text, whose line ends are `\n`.
#[derive(Debug, Clone, Default)]
pub struct Wrapped {
    parts: Vec<Part>,
    height: usize,
}

#[derive(Debug, Clone)]
struct Part {
    start: usize,
    first_row: usize,
    height: usize,
    paragraph: Paragraph,
}

impl Wrapped {
    /// A text to read.
    pub fn to_read(text: &str, width: usize) -> Self {
        Self::of(text, width, false)
    }

    /// A text in a field: a paragraph whose last row is full has an empty row below it, so that every place has a cell.
    pub fn to_edit(text: &str, width: usize) -> Self {
        Self::of(text, width, true)
    }

    fn of(text: &str, width: usize, edited: bool) -> Self {
        let (mut start, mut height) = (0, 0);
        let mut parts = Vec::new();
        for text in text.split('\n') {
            let paragraph = Paragraph::new(text, width);
            let rows = paragraph.height() + usize::from(edited && paragraph.caret_needs_row());
            let next = start + paragraph.text.len() + 1;
            parts.push(Part { start, first_row: height, height: rows, paragraph });
            start = next;
            height += rows;
        }
        Self { parts, height }
    }

    /// How many rows there are; at least one.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The rows from the top.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows_from(0)
    }

    /// The rows from `first` on, found without walking over the ones before.
    pub fn rows_from(&self, first: usize) -> impl Iterator<Item = Row<'_>> {
        let part = self.part_of_row(first);
        let skip = first.saturating_sub(self.parts.get(part).map_or(0, |part| part.first_row));
        self.parts.iter().skip(part).flat_map(|part| (0..part.height).map(|row| part.row(row))).skip(skip)
    }

    /// The cell of a caret that stands before the byte `offset`.
    pub fn cell_of(&self, offset: usize) -> Cell {
        let part = self.parts.partition_point(|part| part.start <= offset).saturating_sub(1);
        let Some(part) = self.parts.get(part) else { return (0, 0) };
        let (row, cell) = part.paragraph.cell_of(offset - part.start);
        (part.first_row + row, cell)
    }

    /// The place in the text for a click on a cell: see [`Paragraph::offset_at`].
    pub fn offset_at(&self, row: usize, cell: usize) -> usize {
        let Some(part) = self.parts.get(self.part_of_row(row)) else { return 0 };
        part.start + part.paragraph.offset_at(row - part.first_row, cell)
    }

    fn part_of_row(&self, row: usize) -> usize {
        self.parts.partition_point(|part| part.first_row <= row).saturating_sub(1)
    }
}

impl Part {
    fn row(&self, row: usize) -> Row<'_> {
        let text = &self.paragraph.text;
        let end = Span { from: text.len(), to: text.len(), drawn: text.len() };
        let span = self.paragraph.rows.get(row).copied().unwrap_or(end);
        Row { range: self.start + span.from..self.start + span.to, text: &text[span.from..span.drawn] }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use unicode_segmentation::UnicodeSegmentation;

    use super::super::width::graphemes;
    use super::*;

    fn rows(text: &str, width: usize) -> Vec<String> {
        Wrapped::to_read(text, width).rows().map(|row| row.text.to_owned()).collect()
    }

    #[test]
    fn japanese_breaks_anywhere_but_at_the_wrong_sign() {
        for (text, width, wrapped) in [
            ("一覧の並び順を覚えられない", 10, vec!["一覧の並び", "順を覚えら", "れない"]),
            ("薬局です。次", 8, vec!["薬局で", "す。次"]),
            ("薬局「駅前」", 6, vec!["薬局", "「駅", "前」"]),
            ("データのコピー", 8, vec!["データの", "コピー"]),
            ("あいうっと", 6, vec!["あい", "うっと"]),
            ("人々の声々", 4, vec!["人々", "の", "声々"]),
            ("えー……ええ", 6, vec!["えー……", "ええ"]),
            ("えー……ええ", 5, vec!["えー", "……え", "え"]),
            ("", 10, vec![""]),
            ("一\n\n二", 10, vec!["一", "", "二"]),
        ] {
            assert_eq!(rows(text, width), wrapped, "{text}");
        }
    }

    #[test]
    fn latin_words_stay_whole_where_they_can() {
        for (text, width, wrapped) in [
            ("hello brave world", 11, vec!["hello brave", "world"]),
            ("hello brave world", 12, vec!["hello brave ", "world"]),
            ("次はTemplateを使う", 10, vec!["次は", "Templateを", "使う"]),
            ("https://example.org/abc", 10, vec!["https://ex", "ample.org/", "abc"]),
            ("aaaaaaaaaa。", 10, vec!["aaaaaaaaa", "a。"]),
            ("2026-11-21(土) 14:00-14:25", 14, vec!["2026-11-21(土)", "14:00-14:25"]),
            ("a  b", 2, vec!["a ", " b"]),
        ] {
            assert_eq!(rows(text, width), wrapped, "{text}");
        }
    }

    #[test]
    fn what_cannot_obey_still_fits() {
        assert_eq!(rows("。。。。", 4), ["。。", "。。"]);
        assert_eq!(rows("ｶﾞｶﾞ", 2), ["ｶﾞ", "ｶﾞ"]);
        assert_eq!(rows("漢字", 1), ["漢", "字"]);
        assert_eq!(rows("漢\u{ff9e}", 2), ["漢", "\u{ff9e}"]);
    }

    #[test]
    fn graphemes_are_not_torn() {
        assert_eq!(rows("a👩\u{200d}🏫🇯🇵", 4), ["a👩\u{200d}🏫", "🇯🇵"]);
        assert_eq!(rows("か\u{3099}き\u{3099}", 2), ["か\u{3099}", "き\u{3099}"]);
    }

    #[test]
    fn the_caret_stands_behind_what_is_typed() {
        let text = "日本語abｃ😀か゛";
        let wide = Wrapped::to_edit(text, 40);
        let ends: Vec<usize> = [0, 2, 4, 6, 7, 8, 10, 12, 14, 16].to_vec();
        let places: Vec<usize> = graphemes(text)
            .scan(0, |at, g| {
                *at += g.len();
                Some(*at)
            })
            .collect();
        for (place, cell) in std::iter::once(0).chain(places).zip(ends) {
            assert_eq!(wide.cell_of(place), (0, cell));
            assert_eq!(wide.offset_at(0, cell), place);
        }
        // At 16 cells the text fills the row: its end is the head of the next.
        let full = Wrapped::to_edit(text, 16);
        assert_eq!((full.height(), full.cell_of(text.len())), (2, (1, 0)));
        assert_eq!(full.offset_at(1, 0), text.len());
        assert_eq!(Wrapped::to_read(text, 16).height(), 1);
        // At 14 the mark does not begin a row.
        let narrow = Wrapped::to_edit(text, 14);
        assert_eq!(narrow.cell_of(text.len()), (1, 4));
    }

    #[test]
    fn a_rows_end_is_the_next_rows_beginning() {
        let wrapped = Wrapped::to_edit("一二三四五\n六", 4);
        for (offset, cell) in
            [(0, (0, 0)), (3, (0, 2)), (6, (1, 0)), (12, (2, 0)), (15, (2, 2)), (16, (3, 0)), (19, (3, 2))]
        {
            assert_eq!(wrapped.cell_of(offset), cell, "{offset}");
            assert_eq!(wrapped.offset_at(cell.0, cell.1), offset);
        }
        // The second half of a character is that character; behind the row it is the last one of the row.
        assert_eq!(wrapped.offset_at(0, 1), 0);
        assert_eq!(wrapped.offset_at(0, 99), 3);
        assert_eq!(wrapped.offset_at(2, 99), 15);
        assert_eq!(wrapped.offset_at(99, 0), 19);
    }

    #[test]
    fn a_full_paragraph_has_a_row_for_the_caret_only_in_a_field() {
        let wrapped = Wrapped::to_edit("一二\n三", 4);
        let drawn: Vec<_> = wrapped.rows().map(|row| (row.range, row.text)).collect();
        assert_eq!(drawn, [(0..6, "一二"), (6..6, ""), (7..10, "三")]);
        assert_eq!(wrapped.cell_of(6), (1, 0));
        assert_eq!(wrapped.cell_of(7), (2, 0));
        assert_eq!(Wrapped::to_read("一二\n三", 4).height(), 2);
    }

    #[test]
    fn a_blank_that_does_not_fit_is_kept_but_not_drawn() {
        let wrapped = Wrapped::to_edit("hello world", 5);
        let drawn: Vec<_> = wrapped.rows().map(|row| (row.range, row.text)).collect();
        assert_eq!(drawn, [(0..6, "hello"), (6..11, "world"), (11..11, "")]);
        assert_eq!(wrapped.cell_of(5), (1, 0));
        assert_eq!(wrapped.cell_of(6), (1, 0));
        assert_eq!(wrapped.offset_at(1, 0), 6);
        assert_eq!(Wrapped::to_edit("hello ", 5).cell_of(6), (1, 0));
    }

    #[test]
    fn rows_can_be_had_from_the_middle() {
        let wrapped = Wrapped::to_edit("一二三\n\n四五六", 4);
        let all: Vec<_> = wrapped.rows().collect();
        assert_eq!(all.len(), wrapped.height());
        for first in 0..=all.len() {
            assert_eq!(wrapped.rows_from(first).collect::<Vec<_>>(), all[first..]);
        }
    }

    #[test]
    fn debug_tells_no_text() {
        assert!(!format!("{:?}", Wrapped::to_read("佐藤", 10)).contains('佐'));
    }

    fn mixed() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "日",
            "本",
            "か",
            "。",
            "、",
            "「",
            "」",
            "ー",
            "っ",
            "ａ",
            "a",
            "word",
            "3.5",
            " ",
            "　",
            "ｶﾞ",
            "か\u{3099}",
            "😀",
            "👩\u{200d}🏫",
            "🇯🇵",
            "❤\u{fe0f}",
            "…",
            "\n",
            "\t",
            "(",
            ")",
            "゛",
            "葛\u{e0100}",
        ]);
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    fn stops(text: &str) -> Vec<usize> {
        text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect()
    }

    proptest! {
        #[test]
        fn no_row_is_too_wide(text in prop_oneof![mixed(), any::<String>()], width in 3usize..30) {
            for row in Wrapped::to_edit(&text, width).rows() {
                prop_assert!(cells(row.text) <= width, "{:?}", row.text);
            }
        }

        #[test]
        fn rows_hold_the_whole_text(text in mixed(), width in 1usize..30) {
            let wrapped = Wrapped::to_read(&text, width);
            let mut at = 0;
            for row in wrapped.rows() {
                if row.range.start != at {
                    prop_assert_eq!(&text[at..row.range.start], "\n");
                }
                prop_assert!(text[row.range.clone()].strip_prefix(row.text).is_some_and(|rest| rest.chars().count() <= 1));
                at = row.range.end;
            }
            prop_assert_eq!(at, text.len());
        }

        #[test]
        fn every_place_has_a_cell_in_the_field(text in mixed(), width in 2usize..30) {
            let wrapped = Wrapped::to_edit(&text, width);
            let mut before = None;
            for place in stops(&text) {
                let cell = wrapped.cell_of(place);
                prop_assert!(cell.0 < wrapped.height() && cell.1 < width, "{place} {cell:?}");
                prop_assert!(before <= Some(cell));
                before = Some(cell);
            }
        }

        #[test]
        fn a_click_lands_in_its_row(text in mixed(), width in 2usize..30, column in 0usize..40) {
            let wrapped = Wrapped::to_edit(&text, width);
            for row in 0..wrapped.height() {
                let place = wrapped.offset_at(row, column);
                prop_assert!(text.is_char_boundary(place));
                let (there, cell) = wrapped.cell_of(place);
                prop_assert_eq!(there, row);
                prop_assert!(cell <= column);
            }
        }

        #[test]
        fn there_and_back(text in mixed(), width in 2usize..30) {
            let wrapped = Wrapped::to_edit(&text, width);
            for place in stops(&text) {
                let (row, cell) = wrapped.cell_of(place);
                let back = wrapped.offset_at(row, cell);
                // Two places share a cell only around a blank that is not drawn or a mark without width.
                prop_assert_eq!(wrapped.cell_of(back), (row, cell));
            }
        }

        #[test]
        fn kinsoku_holds_where_it_can(pieces in prop::collection::vec(
            prop::sample::select(vec!["日本。", "「か」", "コー", "やった", "語、", "abc ", "x。", "『a』！"]), 0..30), width in 10usize..30)
        {
            let text = pieces.concat();
            for row in rows(&text, width).iter().skip(1) {
                let first = row.chars().next();
                prop_assert!(!first.is_some_and(|c| "。、」』ーっ！".contains(c)), "{row}");
            }
            for row in rows(&text, width) {
                prop_assert!(!row.ends_with(['「', '『']), "{row}");
            }
        }
    }
}
