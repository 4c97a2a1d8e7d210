//! Bracketed paste, and what to do when its end never comes.

use super::{InputEvent, PasteCut};
use crate::shell::clock::Mono;

/// What ends a paste.
const END: &[u8] = b"\x1b[201~";
/// More than any note; a paste beyond it is cut.
const MAX_BYTES: usize = 8 * 1024 * 1024;
/// Silence after which a paste has no end.
const IDLE_MS: u64 = 1_500;
/// Silence after which something short is a person again, not the rest of a cut paste.
const QUIET_MS: u64 = 250;
/// The longest thing that a person or an input method sends at once, in bytes.
const TYPED_BYTES: usize = 64;

/// A paste under way.
#[derive(Debug)]
pub(super) struct Paste {
    bytes: Vec<u8>,
    last: Mono,
}

/// How far a paste took the bytes it was given.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// All of them, and it goes on.
    All,
    /// This many; then it ended.
    Ended(usize),
    /// This many; then it was too long.
    TooLong(usize),
}

impl Paste {
    pub(super) const fn new(at: Mono) -> Self {
        Self { bytes: Vec::new(), last: at }
    }

    pub(super) fn take(&mut self, bytes: &[u8], at: Mono) -> Taken {
        self.last = at;
        let mut used = 0;
        while let Some(rest) = bytes.get(used..).filter(|rest| !rest.is_empty()) {
            // Only a `~` can end it, so that is where to look.
            let rest = &rest[..rest.len().min(MAX_BYTES + 1 - self.bytes.len())];
            let piece = rest.iter().position(|byte| *byte == b'~').map_or(rest, |tilde| &rest[..=tilde]);
            self.bytes.extend_from_slice(piece);
            used += piece.len();
            if self.bytes.ends_with(END) {
                self.bytes.truncate(self.bytes.len() - END.len());
                return Taken::Ended(used);
            }
            if self.bytes.len() > MAX_BYTES {
                return Taken::TooLong(used);
            }
        }
        Taken::All
    }

    /// When it is to be cut.
    pub(super) const fn deadline(&self) -> Mono {
        self.last.plus(IDLE_MS)
    }

    /// What it held.
    pub(super) fn text(self) -> String {
        clean(String::from_utf8(self.bytes).unwrap_or_else(|bad| String::from_utf8_lossy(bad.as_bytes()).into_owned()))
    }

    /// What it held so far, without the beginning of an end or of a character.
    pub(super) fn cut(mut self, why: PasteCut) -> InputEvent {
        let begun = (1..END.len()).rev().find(|n| self.bytes.ends_with(&END[..*n])).unwrap_or(0);
        self.bytes.truncate(self.bytes.len() - begun);
        if let Err(bad) = std::str::from_utf8(&self.bytes)
            && bad.error_len().is_none()
        {
            self.bytes.truncate(bad.valid_up_to());
        }
        InputEvent::PasteCut { text: self.text(), why }
    }
}

/// What follows a cut paste: thrown away until the end comes, or a person does.
#[derive(Debug)]
pub(super) struct Drain {
    bytes: usize,
    /// How much of [`END`] came last.
    matched: usize,
    /// When the paste was last heard of; none when that is long enough ago.
    last: Option<Mono>,
}

/// What a read is while draining.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Drained {
    /// All of it belongs to the paste.
    All,
    /// This many bytes belong to it, then it ended.
    Ended(usize),
    /// Somebody pressed a key.
    Key,
    /// Somebody typed or committed text.
    Typed,
}

impl Drain {
    pub(super) const fn new(last: Option<Mono>) -> Self {
        Self { bytes: 0, matched: 0, last }
    }

    pub(super) fn take(&mut self, bytes: &[u8], at: Mono) -> Drained {
        let quiet = self.last.is_none_or(|last| at.since(last) >= QUIET_MS);
        if quiet && bytes.len() <= TYPED_BYTES && !bytes.windows(END.len()).any(|window| window == END) {
            let one = std::str::from_utf8(bytes).is_ok_and(|text| text.chars().count() == 1);
            return if one || bytes.starts_with(b"\x1b") { Drained::Key } else { Drained::Typed };
        }
        self.last = Some(at);
        for (index, byte) in bytes.iter().enumerate() {
            self.matched = match END.get(self.matched) {
                Some(expected) if expected == byte => self.matched + 1,
                _ => usize::from(*byte == 0x1b),
            };
            if self.matched == END.len() {
                self.bytes += index + 1;
                return Drained::Ended(index + 1);
            }
        }
        self.bytes += bytes.len();
        Drained::All
    }

    /// Tells how much was thrown away, if anything was.
    pub(super) fn report(&self) -> Option<InputEvent> {
        (self.bytes > 0).then_some(InputEvent::PasteDrained { bytes: self.bytes })
    }
}

/// Lines end with `\n`, and no ESC: nothing that was pasted may speak to a terminal.
fn clean(text: String) -> String {
    if !text.contains(['\x1b', '\r']) {
        return text;
    }
    text.replace("\r\n", "\n").chars().filter(|c| *c != '\x1b').map(|c| if c == '\r' { '\n' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_found_wherever_it_is_split() {
        let whole = "日本語~\x1b[31m\r\n\x1b[201~rest".as_bytes();
        for split in 0..=whole.len() {
            let mut paste = Paste::new(Mono(0));
            let (first, second) = whole.split_at(split);
            let rest = match paste.take(first, Mono(0)) {
                Taken::Ended(used) => [&first[used..], second].concat(),
                Taken::All => match paste.take(second, Mono(0)) {
                    Taken::Ended(used) => second[used..].to_vec(),
                    other => panic!("{other:?} at {split}"),
                },
                Taken::TooLong(_) => panic!("too long at {split}"),
            };
            assert_eq!(rest, b"rest");
            assert_eq!(paste.text(), "日本語~[31m\n");
        }
    }

    #[test]
    fn a_cut_leaves_no_half_character_and_no_half_end() {
        for (bytes, text) in [(&b"a\xe3\x81"[..], "a"), (b"a\x1b[20", "a"), (b"a\xff b", "a\u{fffd} b"), (b"", "")] {
            let mut paste = Paste::new(Mono(0));
            paste.take(bytes, Mono(0));
            let cut = paste.cut(PasteCut::NoEnd);
            assert_eq!(cut, InputEvent::PasteCut { text: text.to_owned(), why: PasteCut::NoEnd });
        }
    }

    #[test]
    fn draining_ends_with_the_end_or_with_a_person() {
        let mut drain = Drain::new(Some(Mono(0)));
        assert_eq!(drain.take(b"j", Mono(10)), Drained::All);
        assert_eq!(drain.take(&[b'x'; 5_000], Mono(400)), Drained::All);
        assert_eq!(drain.take(b"\x1b[20", Mono(401)), Drained::All);
        assert_eq!(drain.take(b"1~D", Mono(402)), Drained::Ended(2));
        assert_eq!(drain.report(), Some(InputEvent::PasteDrained { bytes: 5_007 }));

        let mut drain = Drain::new(Some(Mono(0)));
        assert_eq!(drain.take("あ".as_bytes(), Mono(250)), Drained::Key);
        assert_eq!(drain.take(b"\x1b[A", Mono(250)), Drained::Key);
        assert_eq!(drain.take("服薬".as_bytes(), Mono(250)), Drained::Typed);
        assert_eq!(drain.report(), None);
    }
}
