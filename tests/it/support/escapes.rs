//! The escape sequences that may reach a terminal, and a reader that finds any other.

use vtparse::{CsiParam, VTActor, VTParser};

/// What may be written besides text, moves and colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Also {
    /// Nothing.
    Nothing,
    /// Links and the clipboard: not in share-safe.
    LinksAndClipboard,
}

/// Every private mode that may be switched.
const MODES: [i64; 7] = [25, 1000, 1004, 1006, 1049, 2004, 2026];

/// Panics at the first sequence that is not on the list.
#[track_caller]
pub fn check(output: &[u8], also: Also) {
    let text = std::str::from_utf8(output).expect("output is UTF-8");
    // Terminals take them for control sequences, and so would the reader below.
    assert!(!text.contains(|c| matches!(c, '\u{80}'..='\u{9f}')), "a C1 control character");
    let mut actor = Strict { also, found: None, string_open: false };
    let mut parser = VTParser::new();
    for (index, byte) in output.iter().enumerate() {
        parser.parse_byte(*byte, &mut actor);
        if let Some(what) = actor.found {
            let around = String::from_utf8_lossy(&output[index.saturating_sub(60)..output.len().min(index + 20)]);
            panic!("{what} at byte {index}: {around:?}");
        }
    }
}

struct Strict {
    also: Also,
    found: Option<String>,
    /// An OSC has just ended, so the second half of its terminator may follow.
    string_open: bool,
}

impl Strict {
    fn refuse(&mut self, what: String) {
        self.found.get_or_insert(what);
    }
}

impl VTActor for Strict {
    fn print(&mut self, c: char) {
        let bidi = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if bidi || matches!(c, '\u{fe0f}' | '\u{7f}') {
            self.refuse(format!("the character {c:?}"));
        }
    }

    fn execute_c0_or_c1(&mut self, control: u8) {
        if !matches!(control, b'\r' | b'\n' | 0x08) {
            self.refuse(format!("the control character {control:#04x}"));
        }
    }

    fn csi_dispatch(&mut self, params: &[CsiParam], cut: bool, last: u8) {
        let marks: Vec<u8> =
            params.iter().filter_map(|p| if let CsiParam::P(b) = p { Some(*b) } else { None }).collect();
        let numbers: Vec<i64> = params.iter().filter_map(CsiParam::as_integer).collect();
        let plain = marks.iter().all(|mark| *mark == b';');
        let allowed = match last {
            b'A'..=b'D' | b'G' | b'H' => plain && numbers.len() <= 2,
            b'J' => plain && numbers == [2],
            b'K' | b'c' => params.is_empty(),
            b'm' => plain && numbers.iter().all(|number| (0..=255).contains(number)),
            b'h' | b'l' => marks == [b'?'] && matches!(numbers.as_slice(), [mode] if MODES.contains(mode)),
            b't' => plain && matches!(numbers.as_slice(), [22 | 23, 2]),
            // Questions; `c` above is one, too.
            b'n' => plain && numbers == [6],
            b'p' => marks == [b'?', b'$'] && numbers == [2026],
            _ => false,
        };
        if cut || !allowed {
            self.refuse(format!("CSI {params:?} {:?}", char::from(last)));
        }
    }

    fn osc_dispatch(&mut self, params: &[&[u8]]) {
        self.string_open = true;
        let more = self.also == Also::LinksAndClipboard;
        let allowed = match params {
            [b"2", title] => *title == b"manabi",
            [b"11", question] => *question == b"?",
            [b"52", b"c", data] => more && data.iter().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(b)),
            [b"8", _, link @ ..] => more && link.iter().all(|part| part.iter().all(u8::is_ascii_graphic)),
            _ => false,
        };
        if !allowed {
            self.refuse(format!(
                "OSC {:?}",
                params.iter().map(|part| String::from_utf8_lossy(part)).collect::<Vec<_>>()
            ));
        }
    }

    fn esc_dispatch(&mut self, _: &[i64], intermediates: &[u8], _: bool, byte: u8) {
        let terminator = byte == b'\\' && intermediates.is_empty();
        if !terminator || !std::mem::take(&mut self.string_open) {
            self.refuse(format!("ESC {intermediates:?} {:?}", char::from(byte)));
        }
    }

    fn dcs_hook(&mut self, mode: u8, _: &[i64], _: &[u8], _: bool) {
        self.refuse(format!("DCS {:?}", char::from(mode)));
    }

    fn dcs_put(&mut self, _: u8) {}

    fn dcs_unhook(&mut self) {}

    fn apc_dispatch(&mut self, _: Vec<u8>) {
        self.refuse("APC".to_owned());
    }
}

#[test]
fn what_the_painter_writes_is_allowed() {
    let output = "\x1b[22;2t\x1b]2;manabi\x1b\\\x1b[?1049h\x1b[?25l\x1b[?2026h\x1b[m\x1b[2J\x1b[1;38;5;200m日\x1b[m\
                  \r\n\x08\x1b[3;4H\x1b[5C\x1b[K\x1b[?25h\x1b[?2026l\x1b[6n\x1b[?2026$p\x1b]11;?\x1b\\\x1b[c";
    check(output.as_bytes(), Also::Nothing);
    check(b"\x1b]52;c;aGk=\x1b\\\x1b]8;;https://zoom.us/j/1\x1b\\", Also::LinksAndClipboard);
}

#[test]
fn anything_else_is_found() {
    for output in [
        "\x07",
        "\x1b[>1u",
        "\x1b[=1u",
        "\x1b[?1003h",
        "\x1b[2K",
        "\x1b[3J",
        "\x1b[20t",
        "\x1b]0;name\x07",
        "\x1b]2;佐藤\x1b\\",
        "\x1b]52;c;aGk=\x1b\\",
        "\x1bc",
        "\x1b\\",
        "\x1bPq\x1b\\",
        "\x1b_x\x1b\\",
        "\u{9b}5A",
        "\u{202e}",
        "⚠\u{fe0f}",
        "\t",
    ] {
        let found = std::panic::catch_unwind(|| check(output.as_bytes(), Also::Nothing));
        assert!(found.is_err(), "{output:?}");
    }
}
