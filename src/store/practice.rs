//! How far the practice day has come: what was recorded since it began, from the log.

use super::db::Db;
use crate::domain::NoteKind;
use crate::domain::practice::{ITEMS, Practice, Task, is_japanese};

/// The newest event when the practice began. Files without it have no tasks.
const FROM: &str = "practice_from";
/// The line is put away.
pub const HIDDEN: &str = "practice_hidden";

impl Db {
    /// From here on what is recorded is the practice of whoever sits there.
    pub fn begin_tasks(&self) -> rusqlite::Result<()> {
        let newest: i64 = self.conn.query_row("SELECT coalesce(max(seq), 0) FROM event", [], |row| row.get(0))?;
        self.set_meta(FROM, newest)
    }
}

/// The tasks of this file, if it has any.
pub(super) fn practice(db: &Db) -> rusqlite::Result<Option<Practice>> {
    let Some(from) = db.meta::<i64>(FROM)? else { return Ok(None) };
    let mut practice = Practice {
        any_language: db.options.lang != "ja",
        hidden: db.meta::<bool>(HIDDEN)?.unwrap_or(false),
        ..Practice::default()
    };
    let is_there = |condition: &str| -> rusqlite::Result<bool> {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM event WHERE seq > ?1 AND {condition})");
        db.conn.prepare_cached(&sql)?.query_row([from], |row| row.get(0))
    };
    // The cursor of a 1on1 begins on the homework of last time: marking that is the same key and the same practice.
    let marked: u32 = db
        .conn
        .prepare_cached(
            "SELECT count(DISTINCT entity_id) FROM event WHERE seq > ?1 AND (command = 'mark' AND entity = 'session_item' \
             OR command = 'homework' AND entity = 'homework')",
        )?
        .query_row([from], |row| row.get(0))?;
    let notes: Vec<(NoteKind, String)> = db
        .conn
        .prepare_cached(
            "SELECT DISTINCT n.kind, coalesce(n.text, '') FROM event e JOIN note n ON n.id = e.entity_id \
             WHERE e.seq > ?1 AND e.command = 'note' AND e.entity = 'note'",
        )?
        .query_map([from], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let language = practice.any_language;
    let wrote = notes.iter().any(|(kind, text)| *kind != NoteKind::Request && (language || is_japanese(text)));
    let found = [
        (Task::Start, is_there("command = 'start'")?),
        (Task::ThreeItems, marked >= ITEMS),
        (Task::Note, wrote),
        (Task::Request, notes.iter().any(|(kind, _)| *kind == NoteKind::Request)),
        // What did not take place deletes its session.
        (Task::WrapUp, is_there("command = 'close' AND entity = 'session' AND op <> 'delete'")?),
        (Task::NoShow, is_there("entity = 'appointment' AND changes LIKE '%\"no_show\"%'")?),
        (Task::CloseDay, is_there("command = 'close_day'")?),
    ];
    practice.ticked.extend(found.into_iter().filter(|(_, done)| *done).map(|(task, _)| task));
    Ok(Some(practice))
}
