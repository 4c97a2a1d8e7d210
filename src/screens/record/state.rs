//! What the screen of a closed record knows.

use crate::app::{RequestId, TextField};
use crate::domain::Id;
use crate::request::{NoteView, SessionView};

/// A row that the cursor can stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Item(Id),
    Note(Id),
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
}

/// Names of drafts.
pub(super) const MORE: &str = "amend_more";
pub(super) const NOTE: &str = "amend_note";
pub(super) const SUMMARY: &str = "amend_summary";
pub(super) const FOCUS: &str = "amend_focus";

impl State {
    pub fn new(appointment: Id) -> Self {
        Self { appointment, asked: None, view: None, at: None, open: None, left: Vec::new(), sent: Vec::new() }
    }

    pub const fn appointment(&self) -> Id {
        self.appointment
    }

    pub(super) fn note_at(&self) -> Option<&NoteView> {
        let Some(Key::Note(id)) = self.at else { return None };
        self.view.as_ref()?.notes.iter().find(|note| note.id == id)
    }

    /// An empty field for a text, whose draft is kept.
    pub(super) fn field(&self, text: Text, words: &str) -> TextField {
        let (name, owner) = match text {
            Text::More => (MORE, self.appointment),
            Text::Note(id) => (NOTE, id),
            Text::Summary => (SUMMARY, self.appointment),
            Text::Focus => (FOCUS, self.appointment),
        };
        TextField::line(words).kept(name, owner)
    }

    /// The rows of the cursor, from the top.
    pub(super) fn keys(&self) -> Vec<Key> {
        let Some(view) = &self.view else { return Vec::new() };
        let items = view.items.iter().map(|item| Key::Item(item.id));
        let notes = view.notes.iter().map(|note| Key::Note(note.id));
        items.chain(notes).chain([Key::Summary, Key::Focus, Key::Mood]).collect()
    }
}
