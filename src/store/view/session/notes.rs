//! The lines of a meeting, and the questions that it left open.

use super::super::brief;
use crate::domain::Id;
use crate::request::{Failure, NoteView, PromiseView};
use crate::store::db::Db;
use crate::store::sql::At;
use crate::text::mask::Private;

/// The lines of a session.
pub(super) fn notes(db: &Db, session: Id) -> Result<Vec<NoteView>, Failure> {
    let rows = db
        .conn
        .prepare_cached(
            "SELECT id, at, minute, kind, text, section, private FROM note WHERE session_id = ?1 AND deleted_at IS NULL \
             ORDER BY at, created_at, id",
        )?
        .query_map([session], note)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Reads id, at, minute, kind, text, section, private.
pub(in crate::store::view) fn note(row: &rusqlite::Row<'_>) -> rusqlite::Result<NoteView> {
    Ok(NoteView {
        id: row.get(0)?,
        at: row.get::<_, At>(1)?.0,
        minute: row.get(2)?,
        kind: row.get(3)?,
        text: Private::free(row.get::<_, Option<String>>(4)?.unwrap_or_default()),
        section: row.get(5)?,
        private: row.get::<_, Option<bool>>(6)?.unwrap_or(false),
    })
}

pub(super) fn open_questions(db: &Db, session: Id) -> Result<Vec<PromiseView>, Failure> {
    brief::promises(db, "asked_in", session)
}
