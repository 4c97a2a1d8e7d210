//! Which bytes belong together, and when a byte is late.
//!
//! The parser is pure: the time comes in with the bytes, and [`Parser::deadline`] says when it wants to be asked again.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::paste::{Drain, Drained, Paste, Taken};
use super::{Batch, InputEvent, PasteCut, sequence, typed};
use crate::shell::clock::Mono;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
/// A `[` or `O` this soon after an Esc that acted was meant to be one sequence with it: a slow link split an arrow.
const LATE_MS: u64 = 600;
/// A sequence that has begun waits this long for its next piece. Nothing happens when it is over, the next byte is then
/// read afresh; so this needs no timer.
const PIECES_MS: u64 = 2_000;
/// What follows a paste this closely belongs to it, even when the paste said that it was over: it may have held its own end.
const TAIL_MS: u64 = 50;
/// No control sequence of a terminal is longer.
const MAX_SEQUENCE: usize = 256;
/// No answer to a question of ours is longer.
const MAX_STRING: usize = 4_096;

/// How long a lone ESC waits for the rest of a sequence before it is the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EscWait {
    /// 50 ms, for a terminal on this machine.
    Local,
    /// 100 ms, over ssh.
    Remote,
}

impl EscWait {
    const fn millis(self) -> u64 {
        match self {
            Self::Local => 50,
            Self::Remote => 100,
        }
    }
}

/// What the bytes that come now belong to.
#[derive(Debug)]
enum State {
    Ground,
    Part(Part),
    Paste(Paste),
    Drain(Drain),
}

/// What the bytes held so far are the beginning of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A character of several bytes.
    Utf8,
    /// ESC, and nothing yet.
    Escape,
    /// `ESC [`
    Csi,
    /// `ESC O`
    Ss3,
    /// `ESC ]`
    Osc,
    /// `ESC P`
    Dcs,
    /// ESC inside one of the last two: its end, if a `\` follows.
    StringEnd,
    /// `ESC [ [`, the Linux console's function keys.
    Linux,
    /// `ESC [ M`, three bytes follow.
    X10Mouse,
}

/// Turns what is read from a terminal into events.
#[derive(Debug)]
pub struct Parser {
    esc_wait: u64,
    state: State,
    /// The bytes of the sequence or character under way.
    held: Vec<u8>,
    /// When the last of them came.
    since: Mono,
    /// The ESC that began the sequence under way acted already or must not act, and so must its key.
    muted: bool,
    /// When the Esc came that acted last, while no other byte has come.
    acted: Option<Mono>,
    /// Until when what comes belongs to the paste before it.
    tail: Option<Mono>,
    /// Ctrl-C presses in a row while a paste has the terminal.
    interrupts: usize,
}

impl Parser {
    /// A parser that has read nothing.
    pub fn new(esc_wait: EscWait) -> Self {
        Self {
            esc_wait: esc_wait.millis(),
            state: State::Ground,
            held: Vec::new(),
            since: Mono(0),
            muted: false,
            acted: None,
            tail: None,
            interrupts: 0,
        }
    }

    /// Reads what came at `at`. All bytes of one read belong into one call.
    pub fn feed(&mut self, bytes: &[u8], at: Mono) -> Batch {
        let mut batch = Batch::new(at);
        let out = &mut batch.events;
        let mut pasted = self.tail.take().is_some_and(|until| at < until);
        self.expire(at, out);
        if matches!(self.state, State::Paste(_) | State::Drain(_)) && self.interrupted(bytes, at, out) {
            return batch;
        }
        let mut rest = bytes;
        while let Some((first, after)) = rest.split_first() {
            match &mut self.state {
                State::Paste(paste) => {
                    pasted = true;
                    let used = match paste.take(rest, at) {
                        Taken::All => rest.len(),
                        Taken::Ended(used) => {
                            if let State::Paste(paste) = self.reset() {
                                out.push(InputEvent::Text(paste.text()));
                            }
                            used
                        }
                        Taken::TooLong(used) => {
                            self.cut(PasteCut::TooLong, at, out);
                            used
                        }
                    };
                    rest = rest.get(used..).unwrap_or_default();
                }
                State::Drain(drain) => {
                    let kind = drain.take(rest, at);
                    if kind == Drained::All {
                        break;
                    }
                    out.extend(drain.report());
                    self.reset();
                    match kind {
                        Drained::Ended(used) => {
                            pasted = true;
                            rest = rest.get(used..).unwrap_or_default();
                        }
                        // Were it the paste after all, its next piece is close behind, and text.
                        Drained::Key => self.tail = Some(at.plus(TAIL_MS)),
                        Drained::Typed | Drained::All => pasted = true,
                    }
                }
                State::Ground | State::Part(_) => {
                    self.byte(*first, at, pasted, out);
                    rest = after;
                }
            }
        }
        if pasted || matches!(self.state, State::Paste(_)) {
            batch.events = as_text(batch.events);
            self.tail = Some(at.plus(TAIL_MS));
        }
        batch
    }

    /// When [`Parser::due`] must be called unless bytes come before.
    pub fn deadline(&self) -> Option<Mono> {
        match &self.state {
            State::Part(Part::Escape) if !self.muted => Some(self.since.plus(self.esc_wait)),
            State::Paste(paste) => Some(paste.deadline()),
            State::Ground | State::Part(_) | State::Drain(_) => None,
        }
    }

    /// What the passing of time alone makes happen.
    pub fn due(&mut self, at: Mono) -> Batch {
        let mut batch = Batch::new(at);
        if self.deadline().is_some_and(|deadline| deadline <= at) {
            if matches!(self.state, State::Paste(_)) {
                self.cut(PasteCut::NoEnd, at, &mut batch.events);
            } else {
                batch.events.push(InputEvent::Key(esc()));
                self.acted = Some(self.since);
                self.reset();
            }
        }
        batch
    }

    /// Two reads of nothing but Ctrl-C get through to a person's program even when a paste has no end. True when this
    /// read is dealt with.
    fn interrupted(&mut self, bytes: &[u8], at: Mono, out: &mut Vec<InputEvent>) -> bool {
        if bytes.is_empty() || bytes.iter().any(|byte| *byte != 0x03) {
            self.interrupts = 0;
            return false;
        }
        self.interrupts += bytes.len();
        if self.interrupts < 2 {
            // The first one is no text; while draining it may already be a key.
            return matches!(self.state, State::Paste(_));
        }
        self.interrupts = 0;
        self.cut(PasteCut::Interrupted, at, out);
        out.extend([interrupt(), interrupt()]);
        true
    }

    fn byte(&mut self, byte: u8, at: Mono, pasted: bool, out: &mut Vec<InputEvent>) {
        self.since = at;
        let State::Part(part) = self.state else { return self.ground(byte, at, pasted, out) };
        match part {
            Part::Utf8 => self.utf8(byte, at, pasted, out),
            Part::Escape => match byte {
                b'[' => self.go_on(byte, Part::Csi),
                b'O' => self.go_on(byte, Part::Ss3),
                b']' => self.go_on(byte, Part::Osc),
                b'P' => self.go_on(byte, Part::Dcs),
                // Alt+x, or the Esc key and then another: Esc, then that.
                _ => self.give_up(byte, at, pasted, out),
            },
            Part::Csi => match byte {
                0x20..=0x3f => self.hold(byte, MAX_SEQUENCE),
                0x40..=0x7e => self.finish_csi(byte, at, out),
                _ => self.give_up(byte, at, pasted, out),
            },
            Part::Ss3 => match byte {
                b'0'..=b'9' | b';' => self.hold(byte, MAX_SEQUENCE),
                _ => match sequence::ss3(byte, last_number(&self.held)) {
                    Some(key) => self.finish(Some(InputEvent::Key(key)), out),
                    None => self.give_up(byte, at, pasted, out),
                },
            },
            Part::Osc => match byte {
                BEL => self.finish_string(out),
                ESC => self.go_on(byte, Part::StringEnd),
                // The answers to come begin with a number. Anything else is Alt+] and then a key.
                0x20..=0x7e if self.held.len() > 2 || byte.is_ascii_digit() => self.hold(byte, MAX_STRING),
                _ => self.give_up(byte, at, pasted, out),
            },
            Part::Dcs => match byte {
                ESC => self.go_on(byte, Part::StringEnd),
                0x20..=0x7e if self.held.len() > 2 || !byte.is_ascii_alphabetic() => self.hold(byte, MAX_STRING),
                _ => self.give_up(byte, at, pasted, out),
            },
            Part::StringEnd => {
                if byte == b'\\' {
                    self.held.push(byte);
                    self.finish_string(out);
                } else {
                    self.reset();
                    self.begin(pasted);
                    self.byte(byte, at, pasted, out);
                }
            }
            Part::Linux => match sequence::linux_function(byte) {
                Some(key) => self.finish(Some(InputEvent::Key(key)), out),
                None => self.give_up(byte, at, pasted, out),
            },
            Part::X10Mouse => {
                self.held.push(byte);
                if let Ok(report) = <[u8; 3]>::try_from(self.held.as_slice()) {
                    self.finish(sequence::x10_mouse(report), out);
                }
            }
        }
    }

    fn ground(&mut self, byte: u8, at: Mono, pasted: bool, out: &mut Vec<InputEvent>) {
        let late = self.acted.take().is_some_and(|acted| at.since(acted) <= LATE_MS);
        match byte {
            b'[' | b'O' | b']' | b'P' if late => {
                self.begin(true);
                self.byte(byte, at, pasted, out);
            }
            ESC => self.begin(pasted),
            0x00..=0x1f | 0x7f => out.push(InputEvent::Key(sequence::control(byte))),
            0x20..=0x7e => out.push(InputEvent::Key(sequence::character(char::from(byte)))),
            0xc2..=0xf4 => self.go_on(byte, Part::Utf8),
            // No character begins so: noise on the line.
            0x80..=0xc1 | 0xf5..=0xff => {}
        }
    }

    fn utf8(&mut self, byte: u8, at: Mono, pasted: bool, out: &mut Vec<InputEvent>) {
        if !matches!(byte, 0x80..=0xbf) {
            return self.give_up(byte, at, pasted, out);
        }
        self.held.push(byte);
        match std::str::from_utf8(&self.held).map(|text| text.chars().next()) {
            Ok(c) => {
                out.extend(c.filter(|c| !c.is_control()).map(|c| InputEvent::Key(sequence::character(c))));
                self.reset();
            }
            Err(bad) if bad.error_len().is_none() => {}
            Err(_) => {
                self.reset();
            }
        }
    }

    /// A sequence begins.
    fn begin(&mut self, muted: bool) {
        self.held.push(ESC);
        self.muted = muted;
        self.state = State::Part(Part::Escape);
    }

    fn go_on(&mut self, byte: u8, part: Part) {
        self.held.push(byte);
        self.state = State::Part(part);
    }

    /// Keeps one byte more than allowed, so that what is too long can be told.
    fn hold(&mut self, byte: u8, max: usize) {
        if self.held.len() <= max {
            self.held.push(byte);
        }
    }

    fn finish_csi(&mut self, last: u8, at: Mono, out: &mut Vec<InputEvent>) {
        self.held.push(last);
        match self.held.as_slice() {
            b"\x1b[200~" => {
                self.reset();
                self.state = State::Paste(Paste::new(at));
            }
            b"\x1b[[" => self.state = State::Part(Part::Linux),
            b"\x1b[M" => {
                self.held.clear();
                self.state = State::Part(Part::X10Mouse);
            }
            held => {
                let event = (held.len() <= MAX_SEQUENCE).then(|| sequence::csi(held)).flatten();
                self.finish(event, out);
            }
        }
    }

    fn finish_string(&mut self, out: &mut Vec<InputEvent>) {
        let event = (self.held.len() <= MAX_STRING).then(|| sequence::osc(&self.held)).flatten();
        self.finish(event, out);
    }

    fn finish(&mut self, event: Option<InputEvent>, out: &mut Vec<InputEvent>) {
        out.extend(event.filter(|event| !(self.muted && matches!(event, InputEvent::Key(_)))));
        self.reset();
    }

    /// The bytes so far were no sequence: those that were keys become keys, and `byte` is read afresh.
    fn give_up(&mut self, byte: u8, at: Mono, pasted: bool, out: &mut Vec<InputEvent>) {
        self.release(out);
        self.ground(byte, at, pasted, out);
    }

    fn release(&mut self, out: &mut Vec<InputEvent>) {
        if let State::Part(part) = self.state {
            let short = self.held.len() == 2;
            let (was_keys, second) = match part {
                Part::Escape => (true, None),
                // A late `O` is eaten: it was the second byte of an arrow.
                Part::Ss3 => (short && !self.muted, Some('O')),
                Part::Osc => (short, Some(']')),
                Part::Dcs => (short, Some('P')),
                Part::Utf8 | Part::Csi | Part::StringEnd | Part::Linux | Part::X10Mouse => (false, None),
            };
            if was_keys {
                let first = (!self.muted).then(esc);
                out.extend(first.into_iter().chain(second.map(sequence::character)).map(InputEvent::Key));
            }
        }
        self.reset();
    }

    /// Forgets a sequence whose next piece has not come.
    fn expire(&mut self, at: Mono, out: &mut Vec<InputEvent>) {
        if matches!(self.state, State::Part(_)) && at.since(self.since) > PIECES_MS {
            self.release(out);
        }
    }

    fn cut(&mut self, why: PasteCut, at: Mono, out: &mut Vec<InputEvent>) {
        match self.reset() {
            State::Paste(paste) => out.push(paste.cut(why)),
            State::Drain(drain) => out.extend(drain.report()),
            State::Ground | State::Part(_) => {}
        }
        self.state = State::Drain(Drain::new(match why {
            PasteCut::TooLong => Some(at),
            // It has been silent, or somebody is there: the next key is a key.
            PasteCut::NoEnd | PasteCut::Interrupted => None,
        }));
    }

    fn reset(&mut self) -> State {
        self.held.clear();
        self.muted = false;
        std::mem::replace(&mut self.state, State::Ground)
    }
}

const fn esc() -> KeyEvent {
    KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE)
}

const fn interrupt() -> InputEvent {
    InputEvent::Key(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL))
}

/// The last number of `ESC O 1 ; 5`; 0 where there is none.
fn last_number(held: &[u8]) -> i64 {
    let digits = held.rsplit(|byte| !byte.is_ascii_digit()).next().unwrap_or_default();
    digits.iter().fold(0, |number: i64, digit| number.saturating_mul(10).saturating_add(i64::from(digit - b'0')))
}

/// What came together with a paste is text: the paste may have held its own end, and keys after it.
fn as_text(events: Vec<InputEvent>) -> Vec<InputEvent> {
    let mut out = Vec::new();
    let mut text = String::new();
    for event in events {
        match event {
            InputEvent::Text(more) => text.push_str(&more),
            InputEvent::Key(key) => match key.code {
                KeyCode::Enter => text.push('\n'),
                KeyCode::Char('j') if key.modifiers == KeyModifiers::CONTROL => text.push('\n'),
                KeyCode::Tab => text.push('\t'),
                _ => text.extend(typed(key)),
            },
            InputEvent::PasteCut { .. }
            | InputEvent::PasteDrained { .. }
            | InputEvent::Mouse(_)
            | InputEvent::Focus(_)
            | InputEvent::Reply(_) => {
                if !text.is_empty() {
                    out.push(InputEvent::Text(std::mem::take(&mut text)));
                }
                out.push(event);
            }
        }
    }
    if !text.is_empty() {
        out.push(InputEvent::Text(text));
    }
    out
}

#[cfg(test)]
mod tests;
