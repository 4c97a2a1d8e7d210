//! Undo and redo: the newest action is taken back by events of its own, so nothing is ever removed from the log.

use rusqlite::{Connection, OptionalExtension};
use serde_json::{Map, Value as Json};

use super::event::{self, Event, Op};
use super::tx::{Tx, current, record_key};
use crate::domain::{Deed, Entity, Id};
use crate::request::{Refusal, Reverted, RevertedField};
use crate::text::mask::Private;

/// How many actions back undo goes.
const KEPT: i64 = 1000;

/// Which way to go along the actions of this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Undo,
    Redo,
    /// Does this one again, wherever it stands.
    RedoAction(Id),
}

/// The action that would be taken back (or done again) next, with its command.
pub(super) fn next(conn: &Connection, way: Way) -> rusqlite::Result<Option<(Id, String)>> {
    let sql = match way {
        Way::Undo => "SELECT id, command FROM action WHERE state = 'done' AND ?1 IS NULL ORDER BY seq DESC LIMIT 1",
        Way::Redo => "SELECT id, command FROM action WHERE state = 'undone' AND ?1 IS NULL ORDER BY seq LIMIT 1",
        Way::RedoAction(_) => "SELECT id, command FROM action WHERE state IN ('undone', 'passed') AND id = ?1",
    };
    let named = if let Way::RedoAction(action) = way { Some(action.0.into_bytes()) } else { None };
    conn.prepare_cached(sql)?
        .query_row([named], |row| Ok((Id(uuid::Uuid::from_bytes(row.get(0)?)), row.get(1)?)))
        .optional()
}

/// Puts a new action on the list: redo passes over what was undone before it.
pub(super) fn remember(conn: &Connection, id: Id, device: Id, command: &str) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE action SET state = 'passed' WHERE state = 'undone'")?.execute([])?;
    conn.prepare_cached("INSERT INTO action (id, device, command, state) VALUES (?, ?, ?, 'done')")?.execute((
        id.0.as_bytes(),
        device.0.as_bytes(),
        command,
    ))?;
    conn.prepare_cached("DELETE FROM action WHERE seq <= (SELECT max(seq) FROM action) - ?1")?.execute([KEPT])?;
    Ok(())
}

/// Takes back `action` (or does it again) by the inverse of its newest events, and says what changed.
pub(super) fn invert(
    tx: &mut Tx<'_>,
    way: Way,
    action: Id,
    command: &str,
) -> rusqlite::Result<Result<Reverted, Refusal>> {
    let conn = tx.conn();
    let source = match way {
        Way::Undo => action,
        // What undid it last is what is taken back now.
        Way::Redo | Way::RedoAction(_) => match newest_inverse(conn, action)? {
            Some(inverse) => inverse,
            None => return Ok(Err(Refusal::NothingToRedo)),
        },
    };
    let events = event::of_action(conn, source)?;
    if events.iter().any(|event| event.changes.is_none()) {
        return Ok(Err(Refusal::Erased));
    }
    if let Some(blocker) = changed_since(conn, &events)? {
        return Ok(Err(blocker));
    }
    let mut fields = Vec::new();
    for event in events.iter().rev() {
        let (op, changes) = inverse(event);
        // A rating is a row of its own: it comes and goes whole, and its score is what tells it.
        if event.entity == Entity::RolePlayRating && event.v == event::ROW && op != Op::Change {
            let score = text_of(Some(&Json::from(&current(conn, event.entity, event.entity_id, "score")?)));
            let (from, to) = if op == Op::Delete { (score, None) } else { (None, score) };
            fields.push(RevertedField {
                entity: event.entity,
                id: event.entity_id,
                field: "score".to_owned(),
                from,
                to,
            });
        }
        tx.write(event.entity, event.entity_id, op, changes.clone(), event.v)?;
        if event.v == event::ROW {
            for (field, pair) in changes {
                fields.push(RevertedField {
                    entity: event.entity,
                    id: event.entity_id,
                    field,
                    from: text_of(pair.get(0)),
                    to: text_of(pair.get(1)),
                });
            }
        }
    }
    let state = match way {
        Way::Undo => "undone",
        Way::Redo | Way::RedoAction(_) => "done",
    };
    // The newest inverse of an undone action is what redo takes back; it stands beside the action itself.
    conn.prepare_cached("UPDATE action SET state = ?1, inverts = ?2 WHERE id = ?3")?.execute((
        state,
        tx.action().0.as_bytes(),
        action.0.as_bytes(),
    ))?;
    Ok(Ok(Reverted {
        action,
        deed: Deed::from_word(command),
        redone: way != Way::Undo,
        fields,
        about: None,
        subject: None,
        gone: Vec::new(),
        empty: false,
    }))
}

fn newest_inverse(conn: &Connection, action: Id) -> rusqlite::Result<Option<Id>> {
    let id: Option<Option<[u8; 16]>> = conn
        .prepare_cached("SELECT inverts FROM action WHERE id = ?1")?
        .query_row([action.0.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(id.flatten().map(|b| Id(uuid::Uuid::from_bytes(b))))
}

fn inverse(event: &Event) -> (Op, Map<String, Json>) {
    let op = match event.op {
        Op::Create => Op::Delete,
        Op::Delete => Op::Create,
        Op::Change => Op::Change,
    };
    let changes = event.changes.clone().unwrap_or_default();
    if event.v == event::RECORD {
        // A record that comes back is told with its contents, one that goes only names its rows.
        return (op, changes);
    }
    let swapped = match event.op {
        Op::Change => changes
            .into_iter()
            .map(|(name, pair)| {
                let (old, new) = (pair.get(0).cloned(), pair.get(1).cloned());
                (name, Json::Array(vec![new.unwrap_or_default(), old.unwrap_or_default()]))
            })
            .collect(),
        // Deleting and reviving a row leave its fields as they are.
        Op::Create | Op::Delete => Map::new(),
    };
    (op, swapped)
}

/// A field that someone changed after the action makes taking it back a guess: refused, with who and when.
fn changed_since(conn: &Connection, events: &[Event]) -> rusqlite::Result<Option<Refusal>> {
    // An action may change a field twice; what counts is the value it left behind.
    let mut left: Vec<(Entity, Id, &str, &Json)> = Vec::new();
    for event in events.iter().filter(|e| e.op == Op::Change && e.v == event::ROW) {
        for (name, pair) in event.changes.iter().flatten() {
            left.retain(|(entity, id, field, _)| {
                (*entity, *id, *field) != (event.entity, event.entity_id, name.as_str())
            });
            left.push((event.entity, event.entity_id, name, pair.get(1).unwrap_or(&Json::Null)));
        }
    }
    for (entity, id, name, want) in left {
        let now = current(conn, entity, id, name)?;
        if Json::from(&now) != *want {
            return Ok(Some(blocked(conn, entity, id)?));
        }
    }
    for event in events.iter().filter(|e| e.op == Op::Create) {
        let rows: Vec<(Entity, Id)> = if event.v == event::RECORD {
            event.changes.iter().flatten().filter_map(|(key, _)| record_key(key)).collect()
        } else {
            vec![(event.entity, event.entity_id)]
        };
        for (entity, id) in rows {
            if changed_by_others(conn, entity, id, event.action)? {
                return Ok(Some(blocked(conn, entity, id)?));
            }
        }
    }
    Ok(None)
}

/// Whether a row that the action made still carries changes of later actions.
fn changed_by_others(conn: &Connection, entity: Entity, id: Id, action: Id) -> rusqlite::Result<bool> {
    // Later actions that were themselves taken back are on the list as undone; those still done are in the way.
    conn.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM event e JOIN action a ON a.id = e.action AND a.state = 'done' \
         WHERE e.entity_id = ?1 AND e.entity = ?2 AND e.action <> ?3 AND e.undoes IS NULL \
         AND e.seq > (SELECT max(seq) FROM event WHERE action = ?3))",
    )?
    .query_row((id.0.as_bytes(), entity.word(), action.0.as_bytes()), |row| row.get(0))
}

fn blocked(conn: &Connection, entity: Entity, id: Id) -> rusqlite::Result<Refusal> {
    let newest: Option<(i64, Option<Id>, Option<String>)> = conn
        .prepare_cached(
            "SELECT e.at, s.id, s.name FROM event e LEFT JOIN staff s ON s.id = e.actor \
             WHERE e.entity_id = ?1 AND e.entity = ?2 ORDER BY e.seq DESC LIMIT 1",
        )?
        .query_row((id.0.as_bytes(), entity.word()), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let (at, id, name) = newest.unwrap_or_default();
    let at = chrono::DateTime::from_timestamp_millis(at).unwrap_or_default();
    Ok(Refusal::ChangedSince { at, by: id.zip(name).map(|(id, name)| Private::person(id.0.as_u128(), name)) })
}

fn text_of(value: Option<&Json>) -> Option<String> {
    match value? {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}
