//! What a finished control sequence means.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use vtparse::{CsiParam, VTActor, VTParser};

use super::{InputEvent, Reply};

/// The key of a byte below 0x20, or 0x7f; ESC is not for this function.
pub(super) fn control(byte: u8) -> KeyEvent {
    let (code, modifiers) = match byte {
        b'\r' => (KeyCode::Enter, KeyModifiers::NONE),
        b'\t' => (KeyCode::Tab, KeyModifiers::NONE),
        0x7f => (KeyCode::Backspace, KeyModifiers::NONE),
        0 => (KeyCode::Char(' '), KeyModifiers::CONTROL),
        // 0x0a is Ctrl-J here, not Enter, and 0x1c is Ctrl-\: the control bit cleared 0x40 of the character.
        _ => (KeyCode::Char(char::from(byte | 0x40).to_ascii_lowercase()), KeyModifiers::CONTROL),
    };
    KeyEvent::new(code, modifiers)
}

/// The key of a printable character, with SHIFT where it is a capital.
pub(super) fn character(c: char) -> KeyEvent {
    let modifiers = if c.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    KeyEvent::new(KeyCode::Char(c), modifiers)
}

/// The key of `ESC O` and this last byte, `modifier` as in `CSI 1 ; modifier A`; none where no terminal sends that.
pub(super) fn ss3(last: u8, modifier: i64) -> Option<KeyEvent> {
    let code = match last {
        b'M' => KeyCode::Enter,
        b'X' => KeyCode::Char('='),
        // The digits and signs of a keypad in application mode.
        b'j'..=b'y' => KeyCode::Char(char::from(last - 0x40)),
        b'R' => KeyCode::F(3),
        _ => letter_key(last)?,
    };
    Some(KeyEvent::new(code, modifiers(modifier)))
}

/// The keys of `ESC [ [ A` to `E`: F1 to F5 of the Linux console.
pub(super) fn linux_function(last: u8) -> Option<KeyEvent> {
    matches!(last, b'A'..=b'E').then(|| KeyEvent::new(KeyCode::F(last - b'A' + 1), KeyModifiers::NONE))
}

/// The meaning of `ESC [ ... last`; none where it has none for us.
pub(super) fn csi(bytes: &[u8]) -> Option<InputEvent> {
    read(bytes).csi?.meaning()
}

/// The meaning of `ESC ] ...` with its terminator.
pub(super) fn osc(bytes: &[u8]) -> Option<InputEvent> {
    let params = read(bytes).osc;
    let [slot, colour] = params.as_slice() else { return None };
    if slot != b"11" {
        return None;
    }
    let mut parts = std::str::from_utf8(colour).ok()?.strip_prefix("rgb:")?.split('/').map(|part| {
        let digits = part.get(..2).or_else(|| part.get(..1))?;
        let value = u8::from_str_radix(digits, 16).ok()?;
        // One digit stands for the whole range.
        Some(if digits.len() == 1 { value * 17 } else { value })
    });
    let (red, green, blue) = (parts.next()??, parts.next()??, parts.next()??);
    parts.next().is_none().then_some(InputEvent::Reply(Reply::Background(red, green, blue)))
}

/// The mouse report of `ESC [ M` and three bytes, each 32 too high.
pub(super) fn x10_mouse(bytes: [u8; 3]) -> Option<InputEvent> {
    let [button, column, row] = bytes.map(|byte| i64::from(byte) - 32);
    mouse(button, column, row, button & 3 == 3 && button < 64)
}

fn mouse(button: i64, column: i64, row: i64, released: bool) -> Option<InputEvent> {
    // They count from 1; what is outside of any screen is noise.
    let column = u16::try_from(column.checked_sub(1)?).ok()?;
    let row = u16::try_from(row.checked_sub(1)?).ok()?;
    let bits = u8::try_from(button).ok()?;
    let moving = bits & 0b10_0000 != 0;
    let which = (bits & 0b11) | ((bits & 0b1100_0000) >> 4);
    let pressed = match which {
        0 => Some(MouseButton::Left),
        1 => Some(MouseButton::Middle),
        2 => Some(MouseButton::Right),
        _ => None,
    };
    let kind = match (pressed, moving, released) {
        (Some(button), true, _) => MouseEventKind::Drag(button),
        (Some(button), false, true) => MouseEventKind::Up(button),
        (Some(button), false, false) => MouseEventKind::Down(button),
        (None, true, _) => MouseEventKind::Moved,
        (None, false, _) => match which {
            3 => MouseEventKind::Up(MouseButton::Left),
            4 => MouseEventKind::ScrollUp,
            5 => MouseEventKind::ScrollDown,
            6 => MouseEventKind::ScrollLeft,
            7 => MouseEventKind::ScrollRight,
            _ => return None,
        },
    };
    let held = [(0b100, KeyModifiers::SHIFT), (0b1000, KeyModifiers::ALT), (0b1_0000, KeyModifiers::CONTROL)];
    let modifiers = held.into_iter().filter(|(bit, _)| bits & bit != 0).map(|(_, modifier)| modifier).collect();
    Some(InputEvent::Mouse(MouseEvent { kind, column, row, modifiers }))
}

/// `1 + bits` of the keys held, as the parameter after the `;` has it; 0 and 1 are none.
fn modifiers(parameter: i64) -> KeyModifiers {
    let bits = u8::try_from(parameter.saturating_sub(1).clamp(0, 255)).unwrap_or(0);
    [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
        (8, KeyModifiers::SUPER),
        (16, KeyModifiers::HYPER),
        (32, KeyModifiers::META),
    ]
    .into_iter()
    .filter(|(bit, _)| bits & bit != 0)
    .map(|(_, modifier)| modifier)
    .collect()
}

/// The keys that `CSI` and `ESC O` name by the same letter. `R` is not among them: `CSI 24 ; 80 R` is where the cursor is.
fn letter_key(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P' => KeyCode::F(1),
        b'Q' => KeyCode::F(2),
        b'S' => KeyCode::F(4),
        _ => return None,
    })
}

/// The keys that are `CSI number ~`.
fn number_key(number: i64) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        // The numbers have holes where the VT220 had keys of its own.
        11..=15 => KeyCode::F(u8::try_from(number - 10).ok()?),
        17..=21 => KeyCode::F(u8::try_from(number - 11).ok()?),
        23 | 24 => KeyCode::F(u8::try_from(number - 12).ok()?),
        _ => return None,
    })
}

/// The key of a Unicode number, as `CSI number u` and `CSI 27 ; modifier ; number ~` send it.
fn unicode_key(number: i64, modifier: i64) -> Option<KeyEvent> {
    let held = modifiers(modifier);
    let c = char::from_u32(u32::try_from(number).ok()?)?;
    let code = match c {
        '\u{1b}' => KeyCode::Esc,
        '\r' => KeyCode::Enter,
        '\t' if held.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        '\t' => KeyCode::Tab,
        '\u{8}' | '\u{7f}' => KeyCode::Backspace,
        // Private use: keys that have no name here.
        '\u{e000}'..='\u{f8ff}' => return None,
        c if c.is_control() => return None,
        c if held.contains(KeyModifiers::SHIFT) => KeyCode::Char(c.to_ascii_uppercase()),
        c => KeyCode::Char(c),
    };
    Some(KeyEvent::new(code, held))
}

/// A control sequence taken apart.
#[derive(Debug, Default)]
struct Csi {
    /// One of `< = > ?` before the numbers.
    private: Option<u8>,
    /// The numbers between semicolons; none where nothing stood. Behind a colon stands the second number.
    params: Vec<(i64, Option<i64>)>,
    /// A byte such as `$` between the numbers and the end.
    intermediate: Option<u8>,
    last: u8,
}

impl Csi {
    fn of(params: &[CsiParam], last: u8) -> Self {
        let mut csi = Self { last, ..Self::default() };
        let mut colons = 0;
        for (index, param) in params.iter().enumerate() {
            match param {
                CsiParam::Integer(number) => {
                    if csi.params.is_empty() {
                        csi.params.push((0, None));
                    }
                    if let Some(slot) = csi.params.last_mut() {
                        match colons {
                            0 => slot.0 = *number,
                            1 => slot.1 = Some(*number),
                            _ => {}
                        }
                    }
                }
                CsiParam::P(b';') => {
                    if csi.params.is_empty() {
                        csi.params.push((0, None));
                    }
                    csi.params.push((0, None));
                    colons = 0;
                }
                CsiParam::P(b':') => colons += 1,
                CsiParam::P(byte @ b'<'..=b'?') if index == 0 => csi.private = Some(*byte),
                CsiParam::P(byte) => csi.intermediate = Some(*byte),
            }
        }
        csi
    }

    fn number(&self, index: usize) -> i64 {
        self.params.get(index).map_or(0, |(number, _)| *number)
    }

    fn meaning(&self) -> Option<InputEvent> {
        let number = |index: usize| u16::try_from(self.number(index)).ok();
        match (self.private, self.intermediate, self.last) {
            (Some(b'<'), None, b'M' | b'm') => mouse(self.number(0), self.number(1), self.number(2), self.last == b'm'),
            (Some(b'?'), Some(b'$'), b'y') => {
                Some(InputEvent::Reply(Reply::Mode { mode: number(0)?, state: number(1)? }))
            }
            (Some(b'?'), None, b'n') => {
                (self.number(0) == 997).then_some(InputEvent::Reply(Reply::Scheme(self.number(1) == 1)))
            }
            (Some(b'?'), None, b'c') => Some(InputEvent::Reply(Reply::Device)),
            (None, None, b'R') if !self.params.is_empty() => {
                let (row, column) = (number(0)?.checked_sub(1)?, number(1)?.checked_sub(1)?);
                Some(InputEvent::Reply(Reply::Cursor { column, row }))
            }
            (None, None, b'I') => Some(InputEvent::Focus(true)),
            (None, None, b'O') => Some(InputEvent::Focus(false)),
            (None, None, _) => self.key().map(InputEvent::Key),
            (Some(_) | None, _, _) => None,
        }
    }

    fn key(&self) -> Option<KeyEvent> {
        let (modifier, kind) = self.params.get(1).copied().unwrap_or((1, None));
        // `CSI 97 ; 1 : 3 u` is a key that was let go.
        if kind == Some(3) {
            return None;
        }
        let code = match self.last {
            b'u' => return unicode_key(self.number(0), modifier),
            b'~' if self.number(0) == 27 => return unicode_key(self.number(2), modifier),
            b'~' => number_key(self.number(0))?,
            b'Z' => return Some(KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT)),
            b'R' => KeyCode::F(3),
            last => letter_key(last)?,
        };
        Some(KeyEvent::new(code, modifiers(modifier)))
    }
}

/// What vtparse found in one whole sequence.
#[derive(Debug, Default)]
struct Found {
    csi: Option<Csi>,
    osc: Vec<Vec<u8>>,
}

fn read(bytes: &[u8]) -> Found {
    let mut found = Found::default();
    VTParser::new().parse(bytes, &mut found);
    found
}

impl VTActor for Found {
    fn csi_dispatch(&mut self, params: &[CsiParam], cut: bool, last: u8) {
        self.csi = (!cut).then(|| Csi::of(params, last));
    }
    fn osc_dispatch(&mut self, params: &[&[u8]]) {
        self.osc = params.iter().map(|param| param.to_vec()).collect();
    }
    fn print(&mut self, _: char) {}
    fn execute_c0_or_c1(&mut self, _: u8) {}
    fn dcs_hook(&mut self, _: u8, _: &[i64], _: &[u8], _: bool) {}
    fn dcs_put(&mut self, _: u8) {}
    fn dcs_unhook(&mut self) {}
    fn esc_dispatch(&mut self, _: &[i64], _: &[u8], _: bool, _: u8) {}
    fn apc_dispatch(&mut self, _: Vec<u8>) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> InputEvent {
        InputEvent::Key(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn keys_by_letter_by_number_and_by_character() {
        let none = KeyModifiers::NONE;
        for (bytes, code, modifiers) in [
            ("\x1b[A", KeyCode::Up, none),
            ("\x1b[1;5C", KeyCode::Right, KeyModifiers::CONTROL),
            ("\x1b[1;2D", KeyCode::Left, KeyModifiers::SHIFT),
            ("\x1b[H", KeyCode::Home, none),
            ("\x1b[4~", KeyCode::End, none),
            ("\x1b[3;5~", KeyCode::Delete, KeyModifiers::CONTROL),
            ("\x1b[R", KeyCode::F(3), none),
            ("\x1b[13~", KeyCode::F(3), none),
            ("\x1b[15~", KeyCode::F(5), none),
            ("\x1b[17~", KeyCode::F(6), none),
            ("\x1b[24~", KeyCode::F(12), none),
            ("\x1b[Z", KeyCode::BackTab, KeyModifiers::SHIFT),
            ("\x1b[27;5;106~", KeyCode::Char('j'), KeyModifiers::CONTROL),
            ("\x1b[106;5u", KeyCode::Char('j'), KeyModifiers::CONTROL),
            ("\x1b[97;2u", KeyCode::Char('A'), KeyModifiers::SHIFT),
            ("\x1b[12354u", KeyCode::Char('あ'), none),
            ("\x1b[27u", KeyCode::Esc, none),
            ("\x1b[1;1:2B", KeyCode::Down, none),
        ] {
            assert_eq!(csi(bytes.as_bytes()), Some(key(code, modifiers)), "{bytes:?}");
        }
        for bytes in ["\x1b[97;1:3u", "\x1b[9;9;9z", "\x1b[57441u", "\x1b[99~", "\x1b[3u", "\x1b[1114112u"] {
            assert_eq!(csi(bytes.as_bytes()), None, "{bytes:?}");
        }
    }

    #[test]
    fn replies_are_no_keys() {
        for (bytes, reply) in [
            ("\x1b[24;80R", Reply::Cursor { column: 79, row: 23 }),
            ("\x1b[1;2R", Reply::Cursor { column: 1, row: 0 }),
            ("\x1b[?2026;2$y", Reply::Mode { mode: 2026, state: 2 }),
            ("\x1b[?64;1;2c", Reply::Device),
            ("\x1b[?997;1n", Reply::Scheme(true)),
            ("\x1b[?997;2n", Reply::Scheme(false)),
        ] {
            assert_eq!(csi(bytes.as_bytes()), Some(InputEvent::Reply(reply)), "{bytes:?}");
        }
        for bytes in ["\x1b[>0;276;0c", "\x1b[?0u", "\x1b[0;0R", "\x1b[99999999999999999999;1R", "\x1b[8;36;120t"] {
            assert_eq!(csi(bytes.as_bytes()), None, "{bytes:?}");
        }
    }

    #[test]
    fn the_background_has_one_to_four_digits_a_colour() {
        let background = |r, g, b| Some(InputEvent::Reply(Reply::Background(r, g, b)));
        assert_eq!(osc(b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\"), background(0x1e, 0x1e, 0x2e));
        assert_eq!(osc(b"\x1b]11;rgb:f/0/8\x07"), background(255, 0, 0x88));
        for bytes in [&b"\x1b]11;rgb:f/0\x07"[..], b"\x1b]11;rgb:x/y/z\x07", b"\x1b]4;rgb:0/0/0\x07", b"\x1b]11\x07"] {
            assert_eq!(osc(bytes), None);
        }
    }

    #[test]
    fn mouse_coordinates_are_checked_and_not_cut() {
        let event = |kind, column, row| {
            Some(InputEvent::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
        };
        assert_eq!(csi(b"\x1b[<0;300;30M"), event(MouseEventKind::Down(MouseButton::Left), 299, 29));
        assert_eq!(csi(b"\x1b[<0;300;30m"), event(MouseEventKind::Up(MouseButton::Left), 299, 29));
        assert_eq!(csi(b"\x1b[<65;1;1M"), event(MouseEventKind::ScrollDown, 0, 0));
        assert_eq!(csi(b"\x1b[<34;5;6M"), event(MouseEventKind::Drag(MouseButton::Right), 4, 5));
        for bytes in [&b"\x1b[<0;0;0M"[..], b"\x1b[<0;70000;1M", b"\x1b[<999;1;1M", b"\x1b[<0M"] {
            assert_eq!(csi(bytes), None, "{bytes:?}");
        }
        assert_eq!(x10_mouse([b' ', 0xf0, b'!']), event(MouseEventKind::Down(MouseButton::Left), 207, 0));
        assert_eq!(x10_mouse([b'#', b'!', b'!']), event(MouseEventKind::Up(MouseButton::Left), 0, 0));
        assert_eq!(x10_mouse([0, 0, 0]), None);
    }

    #[test]
    fn control_bytes_keep_their_names() {
        let ctrl = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
        assert_eq!(control(b'\r').code, KeyCode::Enter);
        assert_eq!(control(b'\n'), ctrl('j'));
        assert_eq!(control(0x1c), ctrl('\\'));
        assert_eq!(control(0x03), ctrl('c'));
        assert_eq!(control(0x08), ctrl('h'));
        assert_eq!(control(0x1f), ctrl('_'));
        assert_eq!(control(0), ctrl(' '));
    }
}
