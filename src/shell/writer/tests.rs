use std::num::NonZeroU16;

use proptest::prelude::*;
use ratatui::style::{Color, Modifier, Style};

use super::*;

/// A painter with an emulated terminal behind it.
struct Stage {
    painter: Painter,
    screen: vt100::Parser,
}

impl Stage {
    fn new(columns: u16, rows: u16) -> Self {
        Self::with(columns, rows, Depth::True)
    }

    fn with(columns: u16, rows: u16, depth: Depth) -> Self {
        let size = |n| NonZeroU16::new(n).expect("not 0");
        Self { painter: Painter::new(columns, rows, depth), screen: vt100::Parser::new(size(rows), size(columns), 0) }
    }

    /// Draws a frame, lets the terminal show it, checks it, and returns its bytes.
    fn draw(&mut self, caret: Caret, picture: impl Fn(&mut Buffer)) -> String {
        picture(self.painter.canvas().by_hand());
        let bytes = self.painter.frame(caret).to_vec();
        self.screen.process(&bytes);
        let rest = self.painter.rest().to_vec();
        self.screen.process(&rest);
        self.check(caret);
        String::from_utf8(bytes).expect("UTF-8")
    }

    fn check(&self, caret: Caret) {
        let screen = self.screen.screen();
        let shown = self.painter.picture.cells();
        let area = shown.area;
        for (y, cells) in (0..).zip(shown.content.chunks(usize::from(area.width))) {
            for (x, slot) in (0..).zip(glyph::lay_out(cells, self.painter.depth)) {
                let cell = screen.cell(y, x).expect("inside");
                let at = format!("column {x} of row {y}: {slot:?}, {cell:?}");
                assert_eq!(cell.is_wide_continuation(), slot.width == 0 && !is_split(cells, &slot), "{at}");
                if slot.width > 0 {
                    let contents = if cell.has_contents() { cell.contents() } else { " " };
                    // The emulator keeps a half-width sound mark in a cell of its own.
                    assert_eq!(contents, slot.symbol.trim_end_matches('ﾞ'), "{at}");
                    assert_eq!(look(cell), shown_look(&slot), "{at}");
                }
            }
        }
        let (row, column) = screen.cursor_position();
        let (wanted, shown) = match caret {
            Caret::Shown(x, y) => ((x, y), true),
            Caret::Parked(x, y) => ((x, y), false),
        };
        assert_eq!(((column, row), !screen.hide_cursor()), (wanted, shown));
    }
}

/// A symbol that the emulator puts into two cells.
fn is_split(cells: &[ratatui::buffer::Cell], slot: &Slot<'_>) -> bool {
    cells[usize::from(slot.first)].symbol().ends_with('ﾞ')
}

type Shown = (vt100::Color, vt100::Color, [bool; 5]);

fn look(cell: &vt100::Cell) -> Shown {
    let flags = [cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse()];
    let (fg, flags) = match (cell.has_contents(), flags) {
        (true, flags) => (cell.fgcolor(), flags),
        // An erased cell keeps attributes that nobody sees.
        (false, _) => (vt100::Color::Default, [false; 5]),
    };
    (fg, cell.bgcolor(), flags)
}

fn shown_look(slot: &Slot<'_>) -> Shown {
    // Through the bytes that would be written: the emulator reads them.
    let mut bytes = Vec::new();
    pen::switch(Look::PLAIN, slot.look, &mut bytes);
    bytes.extend_from_slice(b"x");
    let one = NonZeroU16::new(4).expect("not 0");
    let mut parser = vt100::Parser::new(one, one, 0);
    parser.process(&bytes);
    look(parser.screen().cell(0, 0).expect("inside"))
}

fn text(x: u16, y: u16, text: &str, style: Style) -> impl Fn(&mut Buffer) {
    move |buffer: &mut Buffer| {
        buffer.set_stringn(x, y, text, usize::from(buffer.area.width - x), style);
    }
}

fn plain(line: &str) -> impl Fn(&mut Buffer) {
    text(0, 0, line, Style::new())
}

#[test]
fn an_unchanged_frame_is_no_bytes() {
    let mut stage = Stage::new(20, 3);
    stage.draw(Caret::Shown(2, 0), plain("ab"));
    assert_eq!(stage.draw(Caret::Shown(2, 0), plain("ab")), "");
}

#[test]
fn a_moved_caret_is_the_move_alone() {
    let mut stage = Stage::new(20, 3);
    stage.draw(Caret::Shown(5, 1), plain("ab"));
    assert_eq!(stage.draw(Caret::Shown(4, 1), plain("ab")), "\x08");
    assert_eq!(stage.draw(Caret::Shown(0, 2), plain("ab")), "\r\n");
    assert_eq!(stage.draw(Caret::Parked(0, 2), plain("ab")), "");
    assert_eq!(stage.draw(Caret::Shown(0, 2), plain("ab")), "\x1b[?25h");
}

#[test]
fn a_parked_cursor_is_seen_at_its_place_before_it_is_hidden() {
    let mut stage = Stage::new(20, 3);
    let frame = |stage: &mut Stage, caret: Caret| {
        plain("ab")(stage.painter.canvas().by_hand());
        String::from_utf8(stage.painter.frame(caret).to_vec()).expect("UTF-8")
    };
    frame(&mut stage, Caret::Parked(19, 2));
    assert!(!stage.painter.lingers(), "it was not seen anywhere yet");
    frame(&mut stage, Caret::Shown(2, 0));
    assert_eq!(frame(&mut stage, Caret::Parked(19, 2)), "\x1b[3;20H");
    assert!(stage.painter.lingers());
    assert_eq!(stage.painter.rest(), b"\x1b[?25l");
    assert!(!stage.painter.lingers());
    assert_eq!(stage.painter.rest(), b"");
    assert_eq!(frame(&mut stage, Caret::Shown(2, 0)), "\x1b[1;3H\x1b[?25h");
    // Back in the field before it was hidden.
    frame(&mut stage, Caret::Parked(19, 2));
    frame(&mut stage, Caret::Shown(2, 0));
    assert!(!stage.painter.lingers());
    assert_eq!(stage.painter.rest(), b"");
}

#[test]
fn a_typed_character_is_that_character() {
    let mut stage = Stage::new(120, 36);
    stage.draw(Caret::Shown(2, 0), plain("ab"));
    assert_eq!(stage.draw(Caret::Shown(3, 0), plain("abc")), "c");
    assert_eq!(stage.draw(Caret::Shown(5, 0), plain("abc日")), "日");
    assert_eq!(stage.draw(Caret::Shown(6, 0), plain("abc日…")).len(), "…\x1b[7G \x08".len());
    let red = Style::new().fg(Color::Rgb(200, 30, 40)).add_modifier(Modifier::BOLD);
    stage.draw(Caret::Shown(1, 0), text(0, 0, "a", red));
    assert!(stage.draw(Caret::Shown(2, 0), text(0, 0, "aか", red)).len() <= 30);
}

#[test]
fn a_removed_character_is_a_blank_and_the_way_back() {
    let mut stage = Stage::new(20, 3);
    stage.draw(Caret::Shown(3, 0), plain("ab語"));
    assert_eq!(stage.draw(Caret::Shown(2, 0), plain("ab")), "\x08  \x08\x08");
}

#[test]
fn one_stretch_needs_no_wrapper_and_several_get_one() {
    let two = |a: &'static str, b: &'static str| {
        move |buffer: &mut Buffer| {
            plain(a)(buffer);
            text(0, 2, b, Style::new())(buffer);
        }
    };
    let mut stage = Stage::new(20, 3);
    let whole = stage.draw(Caret::Shown(0, 1), two("ab", "cd"));
    assert!(whole.starts_with("\x1b[?2026h\x1b[m\x1b[2J"), "{whole:?}");
    assert!(whole.ends_with("\x1b[?25h\x1b[?2026l"), "{whole:?}");
    assert_eq!(stage.draw(Caret::Shown(0, 1), two("aX", "cd")), "\x1b[;2HX\r\n".replace("[;", "[1;"));
    assert_eq!(stage.draw(Caret::Shown(0, 1), two("aY", "cZ")), "\x1b[?2026h\x1b[1;2HY\x1b[3;2HZ\x1b[2H\x1b[?2026l");
    stage.painter.set_synchronized(false);
    assert_eq!(stage.draw(Caret::Shown(0, 1), two("aX", "cY")), "\x1b[1;2HX\x1b[3;2HY\x1b[2H");
}

#[test]
fn kanji_over_ascii_and_back_leave_no_half_glyphs() {
    let mut stage = Stage::new(12, 2);
    for line in
        ["日本語テスト", "a本語テスト", "ab語テスト", " 日本語テス", "abcdefghijkl", "日本語テスト", "ｱｲｳｴｵ", ""]
    {
        stage.draw(Caret::Shown(0, 1), plain(line));
    }
}

#[test]
fn a_glyph_without_room_is_a_blank() {
    let mut stage = Stage::new(3, 1);
    stage.draw(Caret::Shown(0, 0), |buffer| {
        buffer.set_string(0, 0, "日", Style::new());
        buffer[(2, 0)].set_char('語');
    });
    assert_eq!(stage.screen.screen().contents(), "日");
}

#[test]
fn an_emoji_selector_is_dropped() {
    let mut stage = Stage::new(10, 1);
    let bytes = stage.draw(Caret::Shown(0, 0), plain("⚠\u{fe0f}ab"));
    assert!(bytes.contains('⚠') && !bytes.contains('\u{fe0f}'));
    assert_eq!(stage.screen.screen().contents(), "⚠ ab");
}

#[test]
fn the_end_of_a_row_is_erased_not_written() {
    let mut stage = Stage::new(100, 1);
    stage.draw(Caret::Shown(0, 0), plain(&"x".repeat(100)));
    assert_eq!(stage.draw(Caret::Shown(0, 0), plain("x")), "\x1b[C\x1b[K\r");
}

#[test]
fn without_colours_attributes_stay() {
    let style = Style::new().fg(Color::Red).bg(Color::Blue).add_modifier(Modifier::REVERSED);
    let mut stage = Stage::with(10, 1, Depth::None);
    let bytes = stage.draw(Caret::Parked(9, 0), text(0, 0, "ab", style));
    assert!(bytes.contains("\x1b[7mab\x1b[m"), "{bytes:?}");
}

#[test]
fn no_size_is_too_small() {
    for (columns, rows) in [(0, 0), (0, 5), (5, 0), (1, 1), (2, 1), (1, 2)] {
        let mut painter = Painter::new(columns, rows, Depth::True);
        let area = painter.canvas().by_hand().area;
        painter.canvas().by_hand().set_style(area, Style::new().bg(Color::Red));
        let empty = painter.frame(Caret::Shown(7, 7)).is_empty();
        assert_eq!(empty, columns == 0 || rows == 0);
    }
}

/// A list of 30 rows with details beside it, in the manner of the queue.
fn queue(cursor: u16, marker_only: bool) -> impl Fn(&mut Buffer) {
    move |buffer: &mut Buffer| {
        for y in 0..30 {
            let mark = if y == cursor { '>' } else { ' ' };
            let line = format!(
                "{mark}{:02}:{:02} 未 佐藤 美咲  あおば薬局 駅前店  {y:>2}回 服薬指導の下書き 宿2/3",
                9 + y / 2,
                y % 2 * 30
            );
            let reversed = y == cursor && !marker_only;
            let style = if reversed { Style::new().add_modifier(Modifier::REVERSED) } else { Style::new() };
            buffer.set_string(0, y + 2, format!("{line:<50}"), style);
        }
    }
}

#[test]
fn a_moved_row_cursor_keeps_to_its_budget() {
    let mut stage = Stage::new(120, 36);
    stage.draw(Caret::Parked(0, 35), queue(3, false));
    let reversed = stage.draw(Caret::Parked(0, 35), queue(4, false)).len();
    assert!(reversed <= 300, "{reversed} bytes");
    let mut stage = Stage::new(120, 36);
    stage.draw(Caret::Parked(0, 35), queue(3, true));
    let marked = stage.draw(Caret::Parked(0, 35), queue(4, true)).len();
    assert!(marked <= 45, "{marked} bytes");
}

fn style() -> impl Strategy<Value = Style> {
    let colour = prop::option::of(prop::sample::select(vec![Color::Red, Color::Indexed(200), Color::Rgb(1, 2, 3)]));
    let modifier = prop::sample::select(vec![
        Modifier::empty(),
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::DIM,
        Modifier::REVERSED,
        Modifier::UNDERLINED.union(Modifier::BOLD),
        Modifier::ITALIC,
    ]);
    (colour.clone(), colour, modifier)
        .prop_map(|(fg, bg, modifier)| Style::reset().patch(Style { fg, bg, ..Style::new() }.add_modifier(modifier)))
}

/// What one frame adds: texts at places. A picture is kept for the next frame or cleared.
type Strokes = (bool, Vec<(u16, u16, String, Style)>, (u16, u16, bool), Option<(u16, u16)>);

fn strokes() -> impl Strategy<Value = Strokes> {
    let line = prop::collection::vec(
        prop::sample::select(vec![
            "a",
            "bc ",
            "    ",
            "日",
            "本語",
            "ｱ",
            "ｶﾞ",
            "😀",
            "─",
            "…",
            "é",
            "⣀",
            "か\u{3099}",
            "⚠\u{fe0f}",
        ]),
        0..12,
    );
    let stroke = (0_u16..30, 0_u16..8, line.prop_map(|parts| parts.concat()), style());
    let resize = prop::option::weighted(0.1, (1_u16..30, 1_u16..8));
    (any::<bool>(), prop::collection::vec(stroke, 0..5), (0_u16..30, 0_u16..8, any::<bool>()), resize)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_screen_is_the_picture_after_any_frames(
        frames in prop::collection::vec(strokes(), 1..12),
        depth in prop::sample::select(vec![Depth::None, Depth::Ansi, Depth::Indexed, Depth::True]),
    ) {
        let mut stage = Stage::with(24, 6, depth);
        let mut kept = stage.painter.canvas().by_hand().clone();
        for (clear, strokes, (x, y, shown), resize) in frames {
            if let Some((columns, rows)) = resize {
                stage.painter.resize(columns, rows);
                stage.screen.screen_mut().set_size(
                    NonZeroU16::new(rows).expect("not 0"),
                    NonZeroU16::new(columns).expect("not 0"),
                );
            }
            let area = stage.painter.canvas().by_hand().area;
            if clear || resize.is_some() {
                kept = Buffer::empty(area);
            }
            for (x, y, text, style) in strokes {
                if x < area.width && y < area.height {
                    kept.set_stringn(x, y, text, usize::from(area.width - x), style);
                }
            }
            let (x, y) = (x.min(area.width - 1), y.min(area.height - 1));
            let caret = if shown { Caret::Shown(x, y) } else { Caret::Parked(x, y) };
            let picture = kept.clone();
            stage.draw(caret, move |buffer| buffer.clone_from(&picture));
        }
    }
}

#[test]
fn questions_leave_the_screen_as_it_was() {
    for line in ["日本語", "abc", "─日x", ""] {
        let mut stage = Stage::new(12, 2);
        assert!(stage.painter.ask().is_empty());
        let caret = Caret::Shown(2, 1);
        stage.draw(caret, plain(line));
        let bytes = stage.painter.ask().to_vec();
        stage.screen.process(&bytes);
        stage.check(caret);
        let bytes = String::from_utf8(bytes).expect("UTF-8");
        assert!(bytes.starts_with("\x1b[?2026h\x1b[H※\x1b[6n"), "{bytes:?}");
        assert!(bytes.ends_with("\x1b[?2026l\x1b[?2026$p\x1b]11;?\x1b\\\x1b[c"), "{bytes:?}");
        assert_eq!(stage.draw(caret, plain(line)), "");
    }
}
