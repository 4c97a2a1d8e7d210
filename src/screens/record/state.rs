//! What the screen of a closed record knows.

use crate::app::{RequestId, TextField};
use crate::domain::{HomeworkState, Id};
use crate::request::record::Comment;
use crate::request::{AttemptView, HomeworkView, NoteView, SessionView};

/// A row that the cursor can stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Item(Id),
    /// Homework that the session looked at.
    Homework(Id),
    /// A criterion of an attempt at the role-play, both counted from 0.
    Score(usize, usize),
    Comment(usize, Comment),
    Note(Id),
    /// Homework that the session set.
    Task(Id),
    Summary,
    Focus,
    Mood,
}

/// A text that is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// One more line.
    More,
    Note(Id),
    Comment(usize, Comment),
    Task(Id),
    Summary,
    Focus,
}

/// The record of one appointment.
#[derive(Debug)]
pub struct State {
    appointment: Id,
    pub(super) asked: Option<RequestId>,
    pub(super) view: Option<Box<SessionView>>,
    pub(super) at: Option<Key>,
    /// The text with the focus.
    pub(super) open: Option<(Text, TextField)>,
    /// Texts that were left half written.
    pub(super) left: Vec<(Text, TextField)>,
    /// Texts on their way to the disk, so that a failed write gives them back.
    pub(super) sent: Vec<(RequestId, Text, TextField)>,
    /// The attempt that the first word about a role-play makes which nobody rated.
    pub(super) run: Option<Id>,
}

/// Names of drafts.
pub(super) const MORE: &str = "amend_more";
pub(super) const NOTE: &str = "amend_note";
pub(super) const SUMMARY: &str = "amend_summary";
pub(super) const FOCUS: &str = "amend_focus";
pub(super) const TASK: &str = "amend_task";
pub(super) const GOOD: &str = "amend_good";
pub(super) const TRY: &str = "amend_try";

impl State {
    pub fn new(appointment: Id) -> Self {
        Self {
            appointment,
            asked: None,
            view: None,
            at: None,
            open: None,
            left: Vec::new(),
            sent: Vec::new(),
            run: None,
        }
    }

    pub const fn appointment(&self) -> Id {
        self.appointment
    }

    pub(super) fn note_at(&self) -> Option<&NoteView> {
        let Some(Key::Note(id)) = self.at else { return None };
        self.view.as_ref()?.notes.iter().find(|note| note.id == id)
    }

    /// The task under the cursor, while nobody has looked at it.
    pub(super) fn open_task_at(&self) -> Option<&HomeworkView> {
        let Some(Key::Task(id)) = self.at else { return None };
        let found = self.view.as_ref()?.next_homework.iter().find(|task| task.id == id);
        found.filter(|task| task.state == HomeworkState::Assigned)
    }

    pub(super) fn attempts(&self) -> &[AttemptView] {
        let play = self.view.as_ref().and_then(|view| view.role_play.as_ref());
        play.map_or(&[], |play| &play.attempts)
    }

    /// An empty field for a text, whose draft is kept.
    pub(super) fn field(&self, text: Text, words: &str) -> TextField {
        let (name, owner) = match text {
            Text::More => (MORE, self.appointment),
            Text::Note(id) => (NOTE, id),
            Text::Task(id) => (TASK, id),
            Text::Comment(nth, which) => {
                let name = if which == Comment::Good { GOOD } else { TRY };
                (name, self.attempts().get(nth).map_or(self.appointment, |attempt| attempt.id))
            }
            Text::Summary => (SUMMARY, self.appointment),
            Text::Focus => (FOCUS, self.appointment),
        };
        TextField::line(words).kept(name, owner)
    }

    /// The rows of the cursor, from the top.
    pub(super) fn keys(&self) -> Vec<Key> {
        let Some(view) = &self.view else { return Vec::new() };
        let mut keys: Vec<Key> = view.items.iter().map(|item| Key::Item(item.id)).collect();
        keys.extend(view.last_homework.iter().map(|task| Key::Homework(task.id)));
        if let Some(play) = &view.role_play {
            // One that nobody rated has the rows of its first attempt.
            for attempt in 0..play.attempts.len().max(1) {
                keys.extend((0..play.criteria.len()).map(|nth| Key::Score(attempt, nth)));
                keys.extend([Comment::Good, Comment::Next].map(|which| Key::Comment(attempt, which)));
            }
        }
        keys.extend(view.notes.iter().map(|note| Key::Note(note.id)));
        keys.extend(view.next_homework.iter().map(|task| Key::Task(task.id)));
        keys.extend([Key::Summary, Key::Focus, Key::Mood]);
        keys
    }
}
