//! Keys as the core knows them, and how they are written in the table: `Ctrl-G`, `F3`, `Shift-Tab`, `g t`, `1-4`.

use std::fmt;

/// What was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    Char(char),
    /// `F1` to `F12`.
    F(u8),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

/// A key with its modifiers. A letter carries its case and never `shift`. There is no Alt: the shell hands on `Esc` and
/// the key. Control with a letter is written with the capital.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    pub code: Code,
    pub ctrl: bool,
    pub shift: bool,
}

const NAMES: &[(&str, Code)] = &[
    ("Enter", Code::Enter),
    ("Esc", Code::Esc),
    ("Tab", Code::Tab),
    ("Backspace", Code::Backspace),
    ("Delete", Code::Delete),
    ("↑", Code::Up),
    ("↓", Code::Down),
    ("←", Code::Left),
    ("→", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PgUp", Code::PageUp),
    ("PgDn", Code::PageDown),
    ("Space", Code::Char(' ')),
];

impl Key {
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, shift: false }
    }
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }
    /// Control and a letter, given in either case.
    pub const fn ctrl(c: char) -> Self {
        Self { code: Code::Char(c.to_ascii_uppercase()), ctrl: true, shift: false }
    }
    /// The character that this key types into a text.
    pub const fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl => Some(c),
            _ => None,
        }
    }
    /// The digit of a digit key.
    pub fn digit(self) -> Option<u8> {
        self.typed().and_then(|c| c.to_digit(10)).and_then(|d| u8::try_from(d).ok())
    }
    /// The key of a name as the table writes it; `None` for anything else.
    pub fn named(name: &str) -> Option<Self> {
        if let Some(rest) = name.strip_prefix("Ctrl-") {
            let mut chars = rest.chars();
            return chars.next().filter(|_| chars.next().is_none()).map(Self::ctrl);
        }
        let (shift, bare) = name.strip_prefix("Shift-").map_or((false, name), |rest| (true, rest));
        let known = NAMES.iter().find(|(n, _)| *n == bare).map(|(_, code)| *code);
        let function =
            || bare.strip_prefix('F').and_then(|n| n.parse().ok()).filter(|n| (1..=12).contains(n)).map(Code::F);
        let single = || {
            let mut chars = bare.chars();
            chars.next().filter(|_| chars.next().is_none()).map(Code::Char)
        };
        let code = known.or_else(function).or_else(single)?;
        Some(Self { code, ctrl: false, shift })
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.shift {
            f.write_str("Shift-")?;
        }
        match (NAMES.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((name, _)), _) => f.write_str(name),
            (None, Code::F(n)) => write!(f, "F{n}"),
            (None, Code::Char(c)) => write!(f, "{c}"),
            (None, other) => write!(f, "{other:?}"),
        }
    }
}

/// One step of a chord: a key, or one of a run of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Key(Key),
    Digits(u8, u8),
}

impl Step {
    pub fn takes(self, key: Key) -> bool {
        match self {
            Self::Key(k) => k == key,
            Self::Digits(from, to) => key.digit().is_some_and(|d| (from..=to).contains(&d)),
        }
    }
    /// Whether some key would be taken by both.
    pub fn meets(self, other: Self) -> bool {
        match (self, other) {
            (Self::Key(k), step) | (step, Self::Key(k)) => step.takes(k),
            (Self::Digits(a, b), Self::Digits(c, d)) => a <= d && c <= b,
        }
    }
    /// A step that only a text field would take for typing.
    pub const fn types(self) -> bool {
        match self {
            Self::Key(k) => k.typed().is_some(),
            Self::Digits(..) => true,
        }
    }
}

/// The chord of a cell of the table: `Ctrl-G`, `g t`, `1-4`. `None` when it cannot be read.
pub fn chord(cell: &str) -> Option<Vec<Step>> {
    cell.split(' ')
        .map(|word| match *word.as_bytes() {
            [from @ b'0'..=b'9', b'-', to @ b'0'..=b'9'] => Some(Step::Digits(from - b'0', to - b'0')),
            _ => Key::named(word).map(Step::Key),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_written() {
        for name in ["Enter", "Ctrl-G", "Ctrl-\\", "F3", "Shift-Tab", "Shift-↓", "g", "?", "Space", "PgDn", "-", "F"]
        {
            assert_eq!(Key::named(name).unwrap().to_string(), name);
        }
        for bad in ["", "Ctrl-", "Ctrl-Enter", "F13", "F0", "gt", "Hyper"] {
            assert_eq!(Key::named(bad), None, "{bad}");
        }
    }

    #[test]
    fn chords_are_steps() {
        assert_eq!(chord("g t"), Some(vec![Step::Key(Key::char('g')), Step::Key(Key::char('t'))]));
        assert_eq!(chord("1-4"), Some(vec![Step::Digits(1, 4)]));
        assert!(Step::Digits(1, 4).takes(Key::char('4')) && !Step::Digits(1, 4).takes(Key::char('5')));
        assert!(Step::Digits(1, 4).meets(Step::Key(Key::char('2'))));
        assert!(!Step::Digits(1, 2).meets(Step::Digits(3, 4)));
        assert_eq!(chord("g  t"), None);
    }
}
