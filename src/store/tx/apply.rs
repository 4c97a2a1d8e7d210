//! An event is applied to its row: the same for recording, undo and (later) sync.

use rusqlite::{Connection, params_from_iter};
use serde_json::{Map, Value as Json};

use super::super::derived;
use super::super::event::{self, Op};
use super::super::fields::field;
use super::{Value, deleted};
use crate::domain::{Entity, Id};

/// Applies one event to its row (or rows).
#[expect(clippy::too_many_arguments, reason = "the fields of an event that its row needs, and no more")]
pub(super) fn apply(
    conn: &Connection,
    at: i64,
    actor: Option<Id>,
    entity: Entity,
    id: Id,
    op: Op,
    changes: &Map<String, Json>,
    v: i64,
) -> rusqlite::Result<()> {
    if v == event::RECORD {
        for (key, row) in changes {
            let Some((entity, id)) = record_key(key) else { continue };
            match op {
                Op::Create => apply_row(conn, at, actor, entity, id, op, row.as_object().unwrap_or(&Map::new()))?,
                Op::Change | Op::Delete => apply_row(conn, at, actor, entity, id, op, &Map::new())?,
            }
        }
        return Ok(());
    }
    apply_row(conn, at, actor, entity, id, op, changes)
}

/// `"note:0192…"` of a record event.
pub(in crate::store) fn record_key(key: &str) -> Option<(Entity, Id)> {
    let (entity, id) = key.split_once(':')?;
    Some((Entity::from_word(entity)?, Id::parse(id)?))
}

fn apply_row(
    conn: &Connection,
    at: i64,
    actor: Option<Id>,
    entity: Entity,
    id: Id,
    op: Op,
    changes: &Map<String, Json>,
) -> rusqlite::Result<()> {
    let table = entity.word();
    let mut names = Vec::new();
    let mut values = Vec::new();
    for (name, pair) in changes {
        let Some(known) = field(entity, name) else { continue };
        names.push(known.name);
        values.push(Value::from_json(pair.get(1).unwrap_or(&Json::Null), known.kind));
    }
    derived::columns(entity, &mut names, &mut values);
    match op {
        Op::Create if deleted(conn, entity, id)?.is_some() => {
            revive(conn, table, id, at)?;
            set_columns(conn, table, id, at, &names, &values)
        }
        Op::Create => {
            let columns: String = names.iter().flat_map(|n| [", ", *n]).collect();
            let marks = ", ?".repeat(names.len());
            let sql = format!(
                "INSERT INTO {table} (id, created_at, updated_at, created_by{columns}) VALUES (?, ?, ?, ?{marks})"
            );
            let head = [Value::Ref(id), Value::Int(at), Value::Int(at), actor.into()];
            conn.prepare_cached(&sql)?.execute(params_from_iter(head.iter().chain(&values)))?;
            Ok(())
        }
        Op::Change => set_columns(conn, table, id, at, &names, &values),
        Op::Delete => {
            let sql = format!("UPDATE {table} SET deleted_at = ?1, updated_at = ?1 WHERE id = ?2");
            conn.prepare_cached(&sql)?.execute((at, id.0.as_bytes()))?;
            Ok(())
        }
    }
}

fn revive(conn: &Connection, table: &str, id: Id, at: i64) -> rusqlite::Result<()> {
    let sql = format!("UPDATE {table} SET deleted_at = NULL, updated_at = ?1 WHERE id = ?2");
    conn.prepare_cached(&sql)?.execute((at, id.0.as_bytes()))?;
    Ok(())
}

fn set_columns(
    conn: &Connection,
    table: &str,
    id: Id,
    at: i64,
    names: &[&'static str],
    values: &[Value],
) -> rusqlite::Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    let columns: String = names.iter().flat_map(|n| [", ", *n, " = ?"]).collect();
    let sql = format!("UPDATE {table} SET updated_at = ?{columns} WHERE id = ?");
    let (first, last) = ([Value::Int(at)], [Value::Ref(id)]);
    conn.prepare_cached(&sql)?.execute(params_from_iter(first.iter().chain(values).chain(&last)))?;
    Ok(())
}
