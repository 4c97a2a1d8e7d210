//! The seven guided tasks of the practice day, ticked by what is recorded. Their labels are the screens'.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::kinds::words;
use crate::domain::{Id, NoteKind, Outcome};
use crate::request::Record;
use crate::request::record::{CloseResult, NotHeld};

words!(
    /// One task, in the order in which a day brings them.
    Task {
        Start = "start", ThreeItems = "three_items", Note = "note", Request = "request", WrapUp = "wrap_up",
        NoShow = "no_show", CloseDay = "close_day",
    }
);

/// How many different items have to be marked.
const ITEMS: usize = 3;

/// What was done so far. Taking a recording back does not untick: it was done once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskList {
    ticked: BTreeSet<Task>,
    marked: BTreeSet<Id>,
    /// Any note will do, not only one in Japanese.
    any_language: bool,
}

impl TaskList {
    /// Nothing ticked. Those who work in Japanese practise typing it.
    pub fn new(japanese: bool) -> Self {
        Self { any_language: !japanese, ..Self::default() }
    }

    /// Takes in a recording that changed something; the task that it ticked.
    pub fn see(&mut self, record: &Record) -> Option<Task> {
        if let Record::Mark { item, outcome, .. } = record
            && *outcome != Outcome::Planned
        {
            self.marked.insert(*item);
        }
        let task = self.task_of(record)?;
        self.ticked.insert(task).then_some(task)
    }

    /// Whether the task is done.
    pub fn is_ticked(&self, task: Task) -> bool {
        self.ticked.contains(&task)
    }

    /// Whether every task is done.
    pub fn is_done(&self) -> bool {
        Task::ALL.iter().all(|task| self.is_ticked(*task))
    }

    fn task_of(&self, record: &Record) -> Option<Task> {
        match record {
            Record::Start { .. } => Some(Task::Start),
            Record::Mark { .. } => (self.marked.len() >= ITEMS).then_some(Task::ThreeItems),
            Record::Note(line) if line.kind == NoteKind::Request => Some(Task::Request),
            Record::Note(line) => (self.any_language || line.text.chars().any(is_japanese)).then_some(Task::Note),
            Record::Close(close) => match close.result {
                CloseResult::Held | CloseResult::BrokenOff => Some(Task::WrapUp),
                CloseResult::Not(result) => not_there(result),
            },
            Record::Result { result, .. } => not_there(*result),
            Record::CloseDay { .. } => Some(Task::CloseDay),
            Record::Wait { .. }
            | Record::Homework { .. }
            | Record::Rate { .. }
            | Record::Comment { .. }
            | Record::DeleteNote { .. }
            | Record::Amend(_)
            | Record::PrivateNote { .. }
            | Record::BlackOut { .. }
            | Record::MoveNote { .. }
            | Record::Words { .. }
            | Record::Assign { .. }
            | Record::TakeIn { .. }
            | Record::DropItem { .. }
            | Record::Pause { .. }
            | Record::Continue { .. }
            | Record::LeaveOut { .. }
            | Record::Flag { .. }
            | Record::Book { .. }
            | Record::BookKickoff { .. }
            | Record::Touch { .. }
            | Record::Decide(_)
            | Record::AddLearner { .. }
            | Record::Question { .. }
            | Record::Undo
            | Record::Redo
            | Record::RedoAction { .. }
            | Record::Import(_)
            | Record::Facts(_) => None,
        }
    }
}

const fn not_there(result: NotHeld) -> Option<Task> {
    match result {
        NotHeld::NoShow => Some(Task::NoShow),
        NotHeld::BrokenOff | NotHeld::Moved | NotHeld::Cancelled | NotHeld::ByUs => None,
    }
}

/// Kana and kanji.
const fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{BusinessDate, Entity};
    use crate::request::record::{Close, NoteLine};

    fn id(key: &str) -> Id {
        Id::natural(Entity::Note, key)
    }

    fn mark(key: &str, outcome: Outcome) -> Record {
        Record::Mark { item: id(key), outcome, actual_minutes: None }
    }

    fn note(kind: NoteKind, text: &str) -> Record {
        Record::Note(NoteLine {
            id: id(text),
            target: id("target"),
            session: None,
            learner: None,
            pharmacy: None,
            kind,
            text: text.to_owned(),
            section: None,
            item: None,
            promised_by: None,
        })
    }

    fn close(result: CloseResult) -> Record {
        Record::Close(Box::new(Close {
            session: id("session"),
            result,
            unmarked: None,
            mood: None,
            tasks: Vec::new(),
            next: None,
            next_number: None,
            new_appointment: id("next"),
            flag: None,
            flag_id: id("flag"),
            next_focus: String::new(),
            unconfirmed: Vec::new(),
            confirmed: true,
        }))
    }

    fn start() -> Record {
        Record::Start { appointment: id("appointment"), session: id("session"), override_reason: None }
    }

    fn no_show() -> Record {
        let (appointment, new_appointment) = (id("appointment"), id("next"));
        Record::Result { appointment, result: NotHeld::NoShow, next: None, new_appointment }
    }

    #[test]
    fn a_day_ticks_the_tasks_one_after_the_other() {
        let mut list = TaskList::new(true);
        let day = [
            (start(), Some(Task::Start)),
            (mark("a", Outcome::Done), None),
            (mark("b", Outcome::Partly), None),
            (mark("b", Outcome::Stuck), None),
            (mark("c", Outcome::Planned), None),
            (mark("c", Outcome::Skipped), Some(Task::ThreeItems)),
            (mark("d", Outcome::Done), None),
            (note(NoteKind::Memo, "busy at 11"), None),
            (note(NoteKind::Request, "候補を短く"), Some(Task::Request)),
            (note(NoteKind::Memo, "忙しいのは11時"), Some(Task::Note)),
            (close(CloseResult::Held), Some(Task::WrapUp)),
            (start(), None),
            (no_show(), Some(Task::NoShow)),
            (Record::CloseDay { date: BusinessDate::new(2026, 11, 25).unwrap() }, Some(Task::CloseDay)),
        ];
        for (record, ticked) in day {
            assert!(!list.is_done());
            assert_eq!(list.see(&record), ticked, "{record:?}");
        }
        assert!(list.is_done());
    }

    #[test]
    fn a_call_that_did_not_happen_is_no_wrap_up() {
        let mut list = TaskList::new(true);
        assert_eq!(list.see(&close(CloseResult::Not(NotHeld::Moved))), None);
        assert_eq!(list.see(&close(CloseResult::Not(NotHeld::NoShow))), Some(Task::NoShow));
        assert!(!list.is_ticked(Task::WrapUp));
    }

    #[test]
    fn whoever_works_in_english_may_write_english() {
        let mut list = TaskList::new(false);
        assert_eq!(list.see(&note(NoteKind::Win, "found it alone")), Some(Task::Note));
    }

    #[test]
    fn the_list_outlives_the_program() {
        let mut list = TaskList::new(true);
        list.see(&start());
        list.see(&mark("a", Outcome::Done));
        let kept: TaskList = serde_json::from_str(&serde_json::to_string(&list).unwrap()).unwrap();
        assert_eq!(kept, list);
    }
}
