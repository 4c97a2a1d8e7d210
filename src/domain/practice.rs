//! The seven tasks of the practice day, in the order in which a day brings them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::kinds::words;

words!(
    /// One task. It is ticked by what is on disk; taking that back does not untick it: it was done once.
    Task {
        Start = "start", ThreeItems = "three_items", Note = "note", Request = "request", WrapUp = "wrap_up",
        NoShow = "no_show", CloseDay = "close_day",
    }
);

/// How many different items or tasks of homework have to be marked.
pub const ITEMS: u32 = 3;

/// How far the practice has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Practice {
    pub ticked: BTreeSet<Task>,
    /// Any note will do, not only one in Japanese.
    pub any_language: bool,
    /// The line that names the next task is put away.
    pub hidden: bool,
}

impl Practice {
    /// The next task; `None` when all are done.
    pub fn next(&self) -> Option<Task> {
        Task::ALL.iter().copied().find(|task| !self.ticked.contains(task))
    }
}

/// Whether a text has kana or kanji.
pub fn is_japanese(text: &str) -> bool {
    let japanese = |c| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}');
    text.chars().any(japanese)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_is_not_done_is_next() {
        let mut practice = Practice::default();
        for task in Task::ALL.iter().copied().rev() {
            assert_eq!(practice.next(), Some(Task::Start));
            practice.ticked.insert(task);
        }
        assert_eq!(practice.next(), None);
        assert!(is_japanese("OKです") && is_japanese("ﾒﾓ") && !is_japanese("Note 1"));
    }
}
