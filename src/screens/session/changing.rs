//! Notes that stand come back into the line: changed, joined, deleted, gone elsewhere.

use super::rows::{self, RowKey};
use super::state::{EDITED, Focus, Line, State};
use crate::app::{Cx, TextField};
use crate::domain::Id;
use crate::i18n::session;
use crate::request::{Record, SessionView};
use crate::text::mask::Reveal;

impl State {
    /// The last note comes back into the line; from one that is as it was kept the one beside it, and behind the last one
    /// the empty line.
    pub(super) fn edit_beside(&mut self, by: isize, cx: &mut Cx<'_>) {
        let Some(view) = &self.view else { return };
        let at = self.line.editing.and_then(|id| view.notes.iter().position(|note| note.id == id));
        let to = at.map_or(view.notes.len().checked_sub(1), |at| at.checked_add_signed(by));
        let Some(to) = to else { return };
        let note = view.notes.get(to).map(|note| note.id);
        self.drop_unchanged(cx);
        if let Some(note) = note {
            self.edit_note(note);
        }
    }

    pub(super) fn edit_note(&mut self, id: Id) {
        let Some(note) = self.view.as_ref().and_then(|view| view.notes.iter().find(|n| n.id == id)) else { return };
        let text = note.text.reveal(Reveal::granted()).as_str().to_owned();
        let edit = Line { field: TextField::line(&text).kept(EDITED, id), kind: note.kind, editing: Some(id) };
        self.strip = None;
        self.focus = Focus::Line;
        // Half changed already: on with that.
        if let Some(at) = self.left.iter().position(|line| line.editing == Some(id)) {
            let line = self.left.remove(at);
            self.turn_to(line);
        } else if self.line.editing != Some(id) || self.line.field.is_empty() {
            self.turn_to(edit);
        }
    }

    /// The line goes on behind the one that was kept before it, which is changed by that; whether there is such a line.
    pub(super) fn join_line(&mut self, cx: &mut Cx<'_>) -> bool {
        let last = self.view.as_ref().and_then(|view| view.notes.last()).map(|note| note.id);
        let Some(id) = self.kept.filter(|id| Some(*id) == last && self.line.editing.is_none()) else { return false };
        let line = Line::new(self.appointment());
        let rest = std::mem::replace(&mut self.line, line).field;
        self.edit_note(id);
        let before = self.line.field.text();
        self.line.field.set(&format!("{before}{}", rest.text()), cx.core.now);
        self.line.field.caret_to(before.len());
        cx.forget_draft(&rest);
        true
    }

    pub(super) fn delete_note(&mut self, cx: &mut Cx<'_>) {
        let Some(RowKey::Note(note)) = self.at else { return };
        let lang = cx.core.lang;
        cx.record_saying(Record::DeleteNote { note }, |_| session::note_deleted(lang).to_owned());
        // The cursor goes to a neighbour before the line is gone.
        let Some(view) = &self.view else { return };
        let keys = self.list(view);
        let at = keys.iter().position(|key| *key == RowKey::Note(note)).unwrap_or(0);
        let neighbour = keys.get(at + 1).or_else(|| at.checked_sub(1).and_then(|n| keys.get(n)));
        self.at = neighbour.copied().or_else(|| rows::resume_at(view, |key| self.is_marked(key)));
    }

    /// A half-typed change of a note whose words are gone would bring them back; that of a note which is not here any more
    /// is a line of its own.
    pub(super) fn forget_gone(&mut self, view: &SessionView, cx: &mut Cx<'_>) {
        let went = |id: &Id| self.is_note(*id) && !view.notes.iter().any(|note| note.id == *id);
        if self.line.editing.as_ref().is_some_and(went) {
            let as_kept = self.is_as_kept(cx.core);
            let next = self.new_line();
            let Line { field, kind, .. } = std::mem::replace(&mut self.line, next);
            cx.forget_draft(&field);
            if !as_kept && self.line.field.is_empty() {
                self.line.field.set(&field.text(), cx.core.now);
                self.line.kind = kind;
            }
        }
        let gone = |id: Id| view.notes.iter().any(|note| note.id == id && note.is_blacked_out());
        self.left.retain(|line| !line.editing.is_some_and(gone));
        if self.line.editing.is_some_and(gone) {
            self.line = self.new_line();
        }
    }
}
