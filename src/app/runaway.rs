//! Runaway typing: the trainer thought that the chat of the call had the focus, and typed a sentence of letters at the
//! screen. Five letters, four of them different, none a motion, each within 150 ms of the last, that ran two or more
//! commands, were no commands: what they did is taken back, and the letters become text.

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
const COMMANDS: usize = 2;

/// How things stood before the first letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Before {
    pub screens: Vec<PageId>,
    pub overlays: Vec<PageId>,
    pub share_safe: bool,
    /// The newest request: whatever is newer was made by the letters.
    pub last_request: u64,
}

/// Letters that come too fast to be commands.
#[derive(Debug, Clone, Default)]
pub(super) struct Streak {
    letters: String,
    newest: Option<DateTime<Utc>>,
    commands: BTreeSet<&'static str>,
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

impl Streak {
    /// A key in command state, before it is looked up. `before` is asked for at the first letter. Anything but a letter, a
    /// motion, or a pause ends the streak.
    pub(super) fn key(&mut self, key: Key, at: DateTime<Utc>, before: impl FnOnce() -> Before) {
        let letter = key.typed().filter(char::is_ascii_alphabetic).filter(|c| !matches!(c, 'j' | 'k'));
        let fast = self.newest.is_some_and(|newest| at - newest < APART);
        match letter {
            Some(c) if fast => self.letters.push(c),
            Some(c) => {
                *self = Self { letters: c.to_string(), before: Some(before()), ..Self::default() };
            }
            None => *self = Self::default(),
        }
        self.newest = letter.map(|_| at);
    }

    /// That key ran a command.
    pub(super) fn ran(&mut self, row: &'static Row) {
        if !self.letters.is_empty() {
            self.commands.insert(row.word);
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
        self.letters.len() > 1
    }

    /// The letters and how things stood before them, once it is clear that they were typing.
    pub(super) fn caught(&mut self) -> Option<(String, Before, BTreeMap<RequestId, Did>)> {
        let different: BTreeSet<char> = self.letters.chars().collect();
        let typing = self.letters.len() >= LETTERS && different.len() >= DIFFERENT && self.commands.len() >= COMMANDS;
        if !typing {
            return None;
        }
        let streak = std::mem::take(self);
        Some((streak.letters, streak.before?, streak.recorded))
    }
}

/// Recordings of runaway letters that are taken back as soon as it is known how many came to rest: an undo sent earlier
/// could hit something older when one of them was refused.
#[derive(Debug, Clone, Default)]
pub(super) struct TakeBack {
    pub waiting: BTreeSet<RequestId>,
    pub done: BTreeMap<RequestId, Did>,
}

impl TakeBack {
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
        let before = || Before { screens: vec![], overlays: vec![], share_safe: false, last_request: 0 };
        let mut commands = commands.iter();
        for c in text.chars() {
            streak.key(Key::char(c), at, before);
            if let Some(word) = commands.next() {
                streak.ran(rows().find(|row| row.word == *word).unwrap());
            }
            at += TimeDelta::milliseconds(apart);
            if let Some((letters, _, _)) = streak.caught() {
                return Some(letters);
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
        assert_eq!(type_fast("rcjoa", 60, &["review", "card"]), None);
    }
}
