//! Half-typed texts of the last run go back to where they were typed.

use super::commenting::is_comment;
use super::rows::{self, RowKey};
use super::state::{EDITED, Focus, Line, NOTE, State, WORDS};
use crate::app::{Cx, Severity, TextField};
use crate::domain::NoteKind;
use crate::i18n::notice;
use crate::layout::words::clock;
use crate::request::Draft;

impl State {
    /// Puts back a half-typed text, with its kind and the row it was typed on; whether it did.
    pub(super) fn take_draft(&mut self, draft: &Draft) -> bool {
        if draft.text.is_empty() {
            return false;
        }
        let (kind, row) = draft.beside.split_once(' ').unwrap_or((draft.beside.as_str(), ""));
        let (kind, row) = (NoteKind::from_word(kind), RowKey::from_word(row));
        if (draft.field.as_str(), draft.owner) == (NOTE, self.appointment()) {
            let mut line = Line::new(self.appointment());
            line.field.restore(draft);
            line.kind = kind.unwrap_or(line.kind);
            if self.line.editing.is_some() {
                // It was left for the note that is in the field.
                let waits = self.left.iter().any(|line| line.editing.is_none());
                if !waits {
                    self.left.push(line);
                }
                return !waits;
            }
            if !self.line.field.is_empty() {
                return false;
            }
            self.line = line;
            if self.focus == Focus::Rows {
                self.focus = Focus::Line;
                self.back_to(row);
            }
            return true;
        }
        // What is being typed keeps the focus.
        if self.focus != Focus::Rows {
            return false;
        }
        let Some(view) = &self.view else {
            // Whose note or item it is shows when the session has come.
            let ours = matches!(draft.field.as_str(), EDITED | WORDS) || is_comment(draft);
            if ours && !self.drafts.contains(draft) {
                self.drafts.push(draft.clone());
            }
            return false;
        };
        if is_comment(draft) {
            return self.take_comment(draft);
        }
        if draft.field == EDITED && self.is_note(draft.owner) {
            self.edit_note(draft.owner);
            self.line.field.restore(draft);
            self.line.kind = kind.unwrap_or(self.line.kind);
            self.back_to(row);
            return true;
        }
        let asks = |item: &crate::request::ItemView| item.id == draft.owner && item.words.is_some();
        if draft.field == WORDS && view.items.iter().any(asks) {
            let mut field = TextField::line("").kept(WORDS, draft.owner);
            field.restore(draft);
            self.words = Some((draft.owner, field));
            self.at = Some(RowKey::Item(draft.owner));
            self.focus = Focus::Words;
            return true;
        }
        false
    }

    /// The cursor stands on the row again on which a text was typed.
    fn back_to(&mut self, row: Option<RowKey>) {
        match &self.view {
            None => self.was_at = row,
            Some(view) => self.at = row.filter(|row| rows::stands(view, *row)).or(self.at),
        }
    }

    /// What was half typed in the last run is there again, and said to be.
    pub(super) fn tell_restored(draft: &Draft, cx: &mut Cx<'_>) {
        let time = clock(cx.core.local(draft.at));
        let text = notice::restored(cx.core.lang, &time);
        cx.core.say(Severity::Warning, text);
    }
}
