//! What the user does, as events. On Unix the bytes of the terminal are read in batches: everything that one wake-up finds
//! is one [`Batch`] and keeps its time, because a committed Japanese word, a paste and a split escape sequence are told
//! from keys by what came together, not by what the single key says.
//!
//! # Which parser
//!
//! Forty-eight byte strings (keys, pastes, replies, mouse reports, broken and split sequences) were given whole and in
//! pieces to vtparse 0.7, vte 0.15 and termina 0.4:
//!
//! | need | vtparse | vte | termina |
//! | --- | --- | --- | --- |
//! | `ESC`, pause, `[A` | held for ever | held for ever | `Esc`, `[`, `A` at a read's end, or held for ever |
//! | `ESC [` broken off by `ESC [ A` | arrow | arrow | `[` and `A` as keys |
//! | says that it waits for more | yes | no | no |
//! | `ESC O A`, `ESC [ [ A` | `A` printed | `A` printed | arrow, F1 |
//! | a lone `ESC ]`, `ESC P` | swallows all that follows | the same | the same |
//! | a stray byte 0x9d | swallows all that follows | fine | fine |
//! | paste without end | prints it | prints it | swallows keys for ever |
//! | old mouse report, column over 95 | prints bytes | prints bytes | wrong column |
//! | SGR mouse, column 300 or 10^11 | numbers, saturated | numbers, cut at 65535 | right; too large: dropped |
//! | UTF-8 split anywhere | yes | yes | yes |
//!
//! None knows time or batches, and each lets some broken input become letters or swallow the keys after it. So which bytes
//! belong together is decided here ([`Parser`]: escape, paste, UTF-8, deadlines), and a finished control sequence is given
//! whole to vtparse, which reads parameters well (private markers, colons, numbers of any length) and needs no other crate
//! than utf8parse.

#[cfg(unix)]
mod parser;
#[cfg(unix)]
mod paste;
#[cfg(unix)]
mod sequence;

use std::future::Future;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent};

use super::clock::Mono;
use super::terminal::Gone;

#[cfg(unix)]
pub use parser::{EscWait, Parser};

/// What came in one read of the terminal, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// When it was read.
    pub at: Mono,
    /// What it held.
    pub events: Vec<InputEvent>,
}

impl Batch {
    /// An empty batch.
    pub const fn new(at: Mono) -> Self {
        Self { at, events: Vec::new() }
    }

    /// The characters that were typed or committed in this batch, in order: what the text guard looks at. Pasted text is
    /// not among them, it is text already.
    pub fn typed(&self) -> String {
        self.events
            .iter()
            .filter_map(|event| if let InputEvent::Key(key) = event { typed(*key) } else { None })
            .collect()
    }
}

/// The character that a key types, if it types one.
pub fn typed(key: KeyEvent) -> Option<char> {
    match key.code {
        KeyCode::Char(c) if !key.modifiers.intersects(KeyModifiers::CONTROL.union(KeyModifiers::ALT)) => Some(c),
        _ => None,
    }
}

/// One thing that came from the terminal.
#[derive(Debug, Clone, PartialEq)]
pub enum InputEvent {
    /// A key was pressed or repeats. An upper-case letter has SHIFT, as crossterm has it.
    Key(KeyEvent),
    /// A whole paste, and whatever else must not act as keys. Lines end with `\n`; it has no ESC, other control
    /// characters are still in it.
    Text(String),
    /// A paste that was cut: what came of it.
    PasteCut {
        /// The text until then, in the form of [`InputEvent::Text`].
        text: String,
        /// Why it was cut.
        why: PasteCut,
    },
    /// The rest of a cut paste is over. It was thrown away.
    PasteDrained {
        /// How much that was.
        bytes: usize,
    },
    /// The mouse; columns and rows count from 0.
    Mouse(MouseEvent),
    /// The terminal window got (`true`) or lost the focus.
    Focus(bool),
    /// The answer to a question.
    Reply(Reply),
}

/// Why a paste was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasteCut {
    /// It was longer than 8 MB.
    TooLong,
    /// Nothing came for 1.5 s, and no end.
    NoEnd,
    /// Ctrl-C was pressed twice.
    Interrupted,
}

/// What a terminal answers. Answers that nobody needs are eaten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// Where the cursor is, counted from 0.
    Cursor {
        /// Its column.
        column: u16,
        /// Its row.
        row: u16,
    },
    /// The state of a private mode such as 2026: 0 unknown, 1 set, 2 reset, 3 always set, 4 never set.
    Mode {
        /// The mode.
        mode: u16,
        /// Its state.
        state: u16,
    },
    /// The background colour, 8 bits each.
    Background(u8, u8, u8),
    /// The desktop's colours are dark (`true`) or light.
    Scheme(bool),
    /// What the terminal is. Every terminal answers this: what was asked before and is still open stays open.
    Device,
}

/// Where input comes from.
pub trait Input {
    /// Waits until there is something to take. Dropping the future loses nothing.
    fn ready(&mut self) -> impl Future<Output = Result<(), Gone>>;
    /// Takes all that is there; `at` is the time of this read.
    fn take(&mut self, at: Mono) -> Result<Batch, Gone>;
    /// When [`Input::due`] must be called unless something comes before.
    fn deadline(&self) -> Option<Mono>;
    /// What the passing of time alone makes happen: Esc acts, a paste without end is cut.
    fn due(&mut self, at: Mono) -> Batch;
}
