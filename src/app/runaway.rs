//! Runaway typing: the trainer thought that the chat of the call had the focus, and typed a sentence at the screen. Five
//! letters, four of them different, each within 150 ms of the last, of which two or more meant something, or one did and
//! others nothing at all, were no commands: what they did is taken back, and all of it becomes text. Sentences have blanks,
//! figures and the letters of motions between; those belong to the text and prove nothing. One of the letters may open a
//! text field, which then gets the rest; that counts, too, and leaves the field as it was. But where every letter before the
//! field meant something, its key was one of them, and what is typed into it is what it looks like.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::msg::RequestId;
use super::page::PageId;
use crate::command::Key;
use crate::command::Row;
use crate::domain::Id;
use crate::request::{Record, Reply};

const APART: TimeDelta = TimeDelta::milliseconds(150);
const LETTERS: usize = 5;
const DIFFERENT: usize = 4;
/// So many different commands; or one, and so many letters that mean nothing.
const COMMANDS: usize = 2;
const MEANINGLESS: usize = 2;

/// How things stood before the first letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Before {
    pub screens: Vec<PageId>,
    pub overlays: Vec<PageId>,
    pub share_safe: bool,
    /// Where the cursor of the screen stood.
    pub spot: Option<String>,
    /// The newest request: whatever is newer was made by the letters.
    pub last_request: u64,
}

/// Letters that come too fast to be commands.
#[derive(Debug, Clone, Default)]
pub(super) struct Streak {
    text: String,
    newest: Option<DateTime<Utc>>,
    commands: BTreeSet<&'static str>,
    /// So many of them meant nothing.
    meaningless: usize,
    /// What stood in the field that one of them opened.
    field: Option<String>,
    before: Option<Before>,
    /// Recordings since the first letter that are on disk.
    recorded: BTreeMap<RequestId, Did>,
}

/// What a recording did to the list of actions. Among the letters may be an undo, so that not each is taken back by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Did {
    Acted,
    /// Took that action back.
    Undid(Id),
    Redid,
}

impl Did {
    /// By what the store says that became of it; `None` when nothing changed, for then there is nothing to take back.
    pub(super) fn of(reply: &Reply) -> Option<Self> {
        match reply {
            Reply::Reverted(reverted) if reverted.redone => Some(Self::Redid),
            Reply::Reverted(reverted) => Some(Self::Undid(reverted.action)),
            Reply::Recorded(recorded) => recorded.changed.then_some(Self::Acted),
            _ => Some(Self::Acted),
        }
    }

    /// What makes it as if it had not been, once all that came after it is taken back.
    const fn inverse(self) -> Record {
        match self {
            Self::Acted | Self::Redid => Record::Undo,
            Self::Undid(action) => Record::RedoAction { action },
        }
    }
}

/// What runaway letters were, and how things stood before them.
#[derive(Debug)]
pub(super) struct Caught {
    pub text: String,
    pub before: Before,
    pub recorded: BTreeMap<RequestId, Did>,
    /// What stood in the field that one of them opened.
    pub field: Option<String>,
}

/// A letter that tells typing from commands. Who holds down a motion goes through the rows.
fn tells(c: char) -> bool {
    c.is_ascii_alphabetic() && !matches!(c, 'j' | 'k')
}

impl Streak {
    /// A key in command state, before it is looked up. `before` is asked for at the first letter. What is typed on no
    /// keyboard of letters ends the streak, and so does a pause.
    pub(super) fn key(&mut self, key: Key, at: DateTime<Utc>, before: impl FnOnce() -> Before) {
        let typed = key.typed().filter(|c| *c == ' ' || c.is_ascii_graphic());
        match typed {
            Some(c) if self.is_on(at) => self.text.push(c),
            Some(c) if c.is_ascii_alphabetic() => {
                *self = Self { text: c.to_string(), before: Some(before()), ..Self::default() };
            }
            Some(_) | None => *self = Self::default(),
        }
        self.newest = typed.map(|_| at);
    }

    /// The same of a key that a text field takes, if one of the letters has opened it.
    pub(super) fn key_in_field(&mut self, key: Key, at: DateTime<Utc>) {
        match key.typed().filter(|c| *c == ' ' || c.is_ascii_graphic()) {
            Some(c) if self.field.is_some() && self.is_on(at) => {
                self.text.push(c);
                self.newest = Some(at);
            }
            Some(_) | None => *self = Self::default(),
        }
    }

    fn is_on(&self, at: DateTime<Utc>) -> bool {
        !self.text.is_empty() && self.newest.is_some_and(|newest| at - newest < APART)
    }

    /// That key ran a command.
    pub(super) fn ran(&mut self, row: &'static Row) {
        if !self.text.is_empty() {
            self.commands.insert(row.word);
        }
    }

    /// That key means nothing here.
    pub(super) fn meant_nothing(&mut self) {
        self.meaningless += usize::from(self.text.ends_with(tells));
    }

    /// That key opened a text field in which this stands.
    pub(super) fn opened(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.field = Some(text.to_owned());
        }
    }

    /// A recording came to rest on disk.
    pub(super) fn recorded(&mut self, id: RequestId, did: Did) {
        if self.before.as_ref().is_some_and(|before| id.0 > before.last_request) {
            self.recorded.insert(id, did);
        }
    }

    /// More than one fast letter: too fast to leave the program by one of them.
    pub(super) fn is_fast(&self) -> bool {
        self.text.len() > 1
    }

    /// The letters and how things stood before them, once it is clear that they were typing.
    pub(super) fn caught(&mut self) -> Option<Caught> {
        let telling = || self.text.chars().filter(|c| tells(*c));
        let different: BTreeSet<char> = telling().collect();
        let meant = self.commands.len();
        // A field that was opened on purpose is typed into as fast: what is in it proves nothing, unless a letter before it did.
        let on_purpose = self.field.is_some() && self.meaningless == 0;
        let typing = !on_purpose
            && telling().count() >= LETTERS
            && different.len() >= DIFFERENT
            && (meant >= COMMANDS || (meant > 0 && self.meaningless >= MEANINGLESS));
        if !typing {
            return None;
        }
        let streak = std::mem::take(self);
        Some(Caught { text: streak.text, before: streak.before?, recorded: streak.recorded, field: streak.field })
    }
}

/// Recordings of runaway letters that are taken back as soon as it is known how many came to rest: an undo sent earlier
/// could hit something older when one of them was refused.
#[derive(Debug, Clone, Default)]
pub(super) struct TakeBack {
    pub waiting: BTreeSet<RequestId>,
    pub done: BTreeMap<RequestId, Did>,
    /// What takes back and is not answered yet: the trainer is told of the letters, not of each of these.
    pub untold: BTreeSet<RequestId>,
    /// Where the cursor goes back to.
    pub spot: Option<(PageId, String)>,
}

impl TakeBack {
    /// Whether a request is part of it.
    pub(super) fn has(&self, id: RequestId) -> bool {
        self.waiting.contains(&id) || self.untold.contains(&id)
    }

    /// What has to be recorded now, the newest taken back first; nothing while answers are awaited.
    pub(super) fn due(&mut self) -> Vec<Record> {
        if !self.waiting.is_empty() {
            return Vec::new();
        }
        std::mem::take(&mut self.done).into_values().rev().map(Did::inverse).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::table::rows;

    fn type_fast(text: &str, apart: i64, commands: &[&str]) -> Option<String> {
        let mut streak = Streak::default();
        let mut at = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let before = || Before { screens: vec![], overlays: vec![], share_safe: false, spot: None, last_request: 0 };
        let mut commands = commands.iter();
        for c in text.chars() {
            streak.key(Key::char(c), at, before);
            if let Some(word) = commands.next() {
                streak.ran(rows().find(|row| row.word == *word).unwrap());
            }
            at += TimeDelta::milliseconds(apart);
            if let Some(caught) = streak.caught() {
                return Some(caught.text);
            }
        }
        None
    }

    #[test]
    fn fast_letters_that_ran_commands_were_typing() {
        assert_eq!(type_fast("rcboa", 60, &["review", "card"]), Some("rcboa".to_owned()));
    }

    #[test]
    fn slow_same_few_or_harmless_letters_were_not() {
        assert_eq!(type_fast("rcboa", 200, &["review", "card"]), None);
        assert_eq!(type_fast("ffffff", 60, &["flag", "flag"]), None);
        assert_eq!(type_fast("rcbo", 60, &["review", "card"]), None);
        assert_eq!(type_fast("rcboa", 60, &["review"]), None);
        assert_eq!(type_fast("jjkjk", 60, &["review", "card"]), None);
    }

    #[test]
    fn what_stands_between_the_letters_belongs_to_the_text_and_proves_nothing() {
        assert_eq!(type_fast("rcj oa", 60, &["review", "card"]), None);
        assert_eq!(type_fast("rcj 1oax", 60, &["review", "card"]), Some("rcj 1oax".to_owned()));
        assert_eq!(type_fast("1 rcboa", 60, &["review", "card"]), None, "a figure begins no sentence");
    }
}
