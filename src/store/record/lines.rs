//! What is done with a line after it was written: it is for the trainer alone, it belongs to somebody else, its words go.

use std::collections::BTreeSet;

use rusqlite::Connection;
use serde_json::Value as Json;

use super::super::db::Db;
use super::super::failure::gone;
use super::super::recording::Done;
use super::super::rows::{Enrolment, Session};
use super::super::tx::{Tx, Value, current, deleted, record_key};
use super::beside::Taken;
use super::{amend, notes};
use crate::domain::{Entity, Id, NoteKind};
use crate::request::record::{NoteHome, NoteLine};
use crate::request::{BAR, Failure};

/// Shorter texts are no trace of a line: they stand everywhere.
const TRACE_CHARS: usize = 4;

fn known(tx: &Tx<'_>, note: Id) -> Result<(), Failure> {
    if deleted(tx.conn(), Entity::Note, note)? == Some(false) { Ok(()) } else { Err(gone(Entity::Note)) }
}

fn reference(tx: &Tx<'_>, note: Id, field: &str) -> rusqlite::Result<Option<Id>> {
    Ok(match current(tx.conn(), Entity::Note, note, field)? {
        Value::Ref(id) => Some(id),
        Value::Null | Value::Text(_) | Value::Int(_) => None,
    })
}

fn text(tx: &Tx<'_>, note: Id, field: &str) -> rusqlite::Result<Option<String>> {
    Ok(match current(tx.conn(), Entity::Note, note, field)? {
        Value::Text(text) => Some(text),
        Value::Null | Value::Ref(_) | Value::Int(_) => None,
    })
}

/// For the trainer alone, or not any more. What was made from the line would be read by others, so it goes, and the line
/// is a memo.
pub(super) fn private(tx: &mut Tx<'_>, note: Id, private: bool) -> Result<Done, Failure> {
    known(tx, note)?;
    let session = reference(tx, note, "session_id")?;
    if amend::is_closed(tx, session)? {
        tx.amends();
    }
    if let Some((entity, id)) = notes::target_of(tx, note)?.filter(|_| private) {
        tx.delete(entity, id)?;
    }
    let mut set = vec![("private", Value::from(private))];
    if private {
        set.extend([("kind", NoteKind::Memo.into()), ("target", Value::Null)]);
    }
    tx.change(Entity::Note, note, &set)?;
    Ok(Done::default())
}

/// To another session, or to a learner's card. What was made from the line is made there anew.
pub(super) fn move_to(db: &Db, tx: &mut Tx<'_>, note: Id, to: NoteHome) -> Result<Done, Failure> {
    known(tx, note)?;
    let from = reference(tx, note, "session_id")?;
    let session = match to {
        NoteHome::Session(id) => Some(Session::find(tx.conn(), id)?.ok_or_else(|| gone(Entity::Session))?),
        NoteHome::Learner(_) => None,
    };
    if from.is_some() && from == session.as_ref().map(|s| s.id) {
        return Ok(Done::default());
    }
    if amend::is_closed(tx, from)? || session.as_ref().is_some_and(|s| s.closed_at.is_some()) {
        tx.amends();
    }
    let enrolment = match (to, session.as_ref().and_then(|s| s.enrolment)) {
        (NoteHome::Learner(learner), _) => Some(notes::enrolment_of(tx, learner)?),
        (NoteHome::Session(_), Some(id)) => Enrolment::find(tx.conn(), id)?,
        (NoteHome::Session(_), None) => None,
    };
    let pharmacy = session.as_ref().and_then(|s| s.pharmacy);
    let mut target = None;
    if let Some((entity, old)) = notes::target_of(tx, note)? {
        let promised_by = match current(tx.conn(), entity, old, "promised_by")? {
            Value::Text(date) if entity == Entity::Question => crate::domain::BusinessDate::parse(&date),
            _ => None,
        };
        let id = tx.new_id();
        let kind = text(tx, note, "kind")?.as_deref().and_then(NoteKind::from_word).unwrap_or(NoteKind::Memo);
        let line = NoteLine {
            id: note,
            target: id,
            session: session.as_ref().map(|s| s.id),
            learner: enrolment.as_ref().map(|e| e.learner),
            pharmacy,
            kind,
            text: text(tx, note, "text")?.unwrap_or_default(),
            section: None,
            item: None,
            promised_by,
        };
        tx.delete(entity, old)?;
        Taken { line: &line, enrolment: enrolment.as_ref(), pharmacy }.make(db, tx, entity, id)?;
        target = Some(format!("{}:{id}", entity.word()));
    }
    tx.change(
        Entity::Note,
        note,
        &[
            ("session_id", session.map(|s| s.id).into()),
            ("enrolment_id", enrolment.map(|e| e.id).into()),
            ("pharmacy_id", pharmacy.into()),
            // Minute, section and item are those of the meeting that it was typed in.
            ("minute", Value::Null),
            ("section", Value::Null),
            ("item_id", Value::Null),
            ("target", target.into()),
        ],
    )?;
    Ok(Done::default())
}

/// The words of a line go for good: out of its row and of what was made from it, out of what is half typed, and out of
/// every event that tells of them. The chain of events still verifies, for a hash of them stays; no undo brings them back.
pub(super) fn black_out(tx: &mut Tx<'_>, note: Id) -> Result<Done, Failure> {
    let done = Done { for_good: true, ..Done::default() };
    if deleted(tx.conn(), Entity::Note, note)?.is_none() {
        return Err(gone(Entity::Note));
    }
    if text(tx, note, "text")?.as_deref() == Some(BAR) {
        return Ok(done);
    }
    let conn = tx.conn();
    let session = reference(tx, note, "session_id")?;
    let Traces { texts, rows } = traces(tx, note)?;
    let mut long: Vec<&String> = texts.iter().filter(|text| text.chars().count() >= TRACE_CHARS).collect();
    // A later text often begins with an earlier one.
    long.sort_by_key(|text| std::cmp::Reverse(text.len()));
    conn.execute("DELETE FROM draft WHERE owner_id = ?1", [note])?;
    for text in &long {
        conn.execute("DELETE FROM draft WHERE instr(text, ?1) > 0", [text])?;
    }
    for (entity, id) in &rows {
        forget(conn, "entity = ?1 AND entity_id = ?2", (entity.word(), id))?;
        // A record that came whole out of a file tells of all its rows at once.
        let key = format!("\"{}:{id}\"", entity.word());
        forget(conn, "v = ?1 AND instr(changes, ?2) > 0", (super::super::event::RECORD, key))?;
    }
    if let Some(session) = session {
        for text in &long {
            let quoted = Json::String((*text).clone()).to_string();
            let inner = quoted.trim_matches('"').to_owned();
            let word = Entity::Session.word();
            let which = "entity = ?1 AND entity_id = ?2 AND instr(changes, ?3) > 0";
            // A closing that cannot be undone is in the way of what was done before it: that would change a locked record.
            let older = format!(
                "DELETE FROM action WHERE seq <= \
                 (SELECT max(a.seq) FROM action a WHERE a.id IN (SELECT action FROM event WHERE {which}))"
            );
            conn.execute(&older, (word, session, &inner))?;
            forget(conn, which, (word, session, &inner))?;
        }
    }
    for (entity, id) in rows {
        let field = match entity {
            Entity::Voice => "verbatim",
            _ => "text",
        };
        tx.replace(entity, id, field, &BAR.into())?;
    }
    // The hand-over line and the summary may say the same words.
    for field in ["next_focus", "summary"] {
        let Some(session) = session else { continue };
        let Value::Text(now) = current(tx.conn(), Entity::Session, session, field)? else { continue };
        let without = long.iter().fold(now.clone(), |all, text| all.replace(text.as_str(), BAR));
        if without != now {
            tx.replace(Entity::Session, session, field, &without.into())?;
        }
    }
    Ok(done)
}

/// Where the words of a line stand.
struct Traces {
    /// As they are and as they were.
    texts: BTreeSet<String>,
    /// The note, and every row that was made from it.
    rows: Vec<(Entity, Id)>,
}

fn traces(tx: &Tx<'_>, note: Id) -> Result<Traces, Failure> {
    let mut texts: BTreeSet<String> = text(tx, note, "text")?.into_iter().collect();
    let mut rows = vec![(Entity::Note, note)];
    let mut meet = |value: &str| {
        let row = record_key(value).filter(|row| !rows.contains(row));
        rows.extend(row);
    };
    if let Some(target) = text(tx, note, "target")? {
        meet(&target);
    }
    let mut statement = tx
        .conn()
        .prepare("SELECT changes FROM event WHERE entity = 'note' AND entity_id = ?1 AND changes IS NOT NULL")?;
    let mut events = statement.query([note])?;
    while let Some(row) = events.next()? {
        let changes: String = row.get(0)?;
        let Ok(Json::Object(changes)) = serde_json::from_str(&changes) else { continue };
        let values = |field: &str| changes.get(field).and_then(Json::as_array).cloned().unwrap_or_default();
        texts.extend(values("text").iter().filter_map(Json::as_str).map(str::to_owned));
        for target in values("target").iter().filter_map(Json::as_str) {
            meet(target);
        }
    }
    texts.retain(|text| !text.is_empty());
    Ok(Traces { texts, rows })
}

/// Takes the words out of events, and their actions off what undo knows of: it cannot tell any more what to put back.
fn forget(conn: &Connection, which: &str, named: impl rusqlite::Params + Clone) -> rusqlite::Result<()> {
    conn.execute(&format!("DELETE FROM action WHERE id IN (SELECT action FROM event WHERE {which})"), named.clone())?;
    conn.execute(&format!("UPDATE event SET changes = NULL, nonce = NULL WHERE {which}"), named)?;
    Ok(())
}
