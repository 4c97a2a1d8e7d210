//! The notes as rows, with what is on its way to the disk.

use chrono::{DateTime, Utc};

use super::super::state::{Standing, State};
use crate::domain::{Id, NoteKind};
use crate::i18n::{Lang, session};
use crate::text::mask::Private;

/// A line of the notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::screens::session) struct NoteRow {
    pub id: Id,
    pub at: DateTime<Utc>,
    pub kind: NoteKind,
    pub text: Private,
    /// For the trainer alone.
    pub private: bool,
    pub standing: Standing,
}

/// The notes, with what is on its way to the disk.
pub(in crate::screens::session) fn notes(state: &State) -> Vec<NoteRow> {
    let Some(view) = &state.view else { return Vec::new() };
    let mut rows: Vec<NoteRow> = view
        .notes
        .iter()
        .map(|note| NoteRow {
            id: note.id,
            at: note.at,
            kind: note.kind,
            text: note.text.clone(),
            private: note.private,
            standing: Standing::Kept,
        })
        .collect();
    for sent in &state.lines {
        let standing = if sent.request.is_some() { Standing::Pending } else { Standing::Failed };
        let text = Private::free(sent.line.text.as_str());
        if let Some(row) = rows.iter_mut().find(|row| row.id == sent.line.id) {
            (row.kind, row.text, row.standing) = (sent.line.kind, text, standing);
        } else {
            let (id, at, kind) = (sent.line.id, sent.at, sent.line.kind);
            rows.push(NoteRow { id, at, kind, text, private: false, standing });
        }
    }
    rows
}

/// What a kind of note is called.
pub const fn kind_word(lang: Lang, kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Memo => session::kind_memo(lang),
        NoteKind::Question => session::kind_question(lang),
        NoteKind::Request => session::kind_request(lang),
        NoteKind::Stuck => session::kind_stuck(lang),
        NoteKind::Homework => session::kind_homework(lang),
        NoteKind::Promise => session::kind_promise(lang),
        NoteKind::Next => session::kind_next(lang),
        NoteKind::Win => session::kind_win(lang),
    }
}
