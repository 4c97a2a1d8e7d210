//! Every row as it is kept, for programs: what no column of a sheet has room for is in here.

use chrono::DateTime;
use rusqlite::Connection;

use super::super::fields::{Field, Kind, fields};
use super::super::tx::Value;
use crate::domain::{BusinessDate, Entity, Id};
use crate::request::export::{ExportCell, ExportRows};
use crate::text::mask::Private;

/// What is left out, and why.
const LEFT_OUT: [(Entity, &str, &str); 1] =
    [(Entity::Note, "private", "a private line never leaves, so it never says yes")];

/// The fields that are written, in the order of their table.
fn written(entity: Entity) -> impl Iterator<Item = &'static Field> {
    let left_out = move |field: &&Field| LEFT_OUT.iter().any(|(of, name, _)| *of == entity && *name == field.name);
    fields(entity).iter().filter(move |field| !left_out(field))
}

/// The rows of every table, oldest first.
pub(super) fn all(conn: &Connection) -> rusqlite::Result<Vec<ExportRows>> {
    Entity::ALL.iter().map(|entity| of(conn, *entity)).collect()
}

fn of(conn: &Connection, entity: Entity) -> rusqlite::Result<ExportRows> {
    let list: Vec<&Field> = written(entity).collect();
    let columns: Vec<&str> = std::iter::once("id").chain(list.iter().map(|f| f.name)).collect();
    let open = if entity == Entity::Note { " AND private IS NOT 1" } else { "" };
    let sql = format!(
        "SELECT {} FROM {} WHERE deleted_at IS NULL{open} ORDER BY created_at, id",
        columns.join(", "),
        entity.word()
    );
    let rows = conn
        .prepare(&sql)?
        .query_map([], |row| {
            let mut cells = vec![ExportCell::Word(row.get::<_, Id>(0)?.to_string())];
            for (n, field) in list.iter().enumerate() {
                cells.push(cell(field, Value::read(row.get_ref(n + 1)?, field.kind)));
            }
            Ok(cells)
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(ExportRows { entity, columns, rows })
}

/// A text may be anything, so all but dates are masked where names are.
fn cell(field: &Field, value: Value) -> ExportCell {
    match (value, field.kind) {
        (Value::Null, _) => ExportCell::Empty,
        (Value::Ref(id), _) => ExportCell::Word(id.to_string()),
        (Value::Int(n), Kind::Int) if is_instant(field.name) => {
            DateTime::from_timestamp_millis(n).map_or(ExportCell::Number(n), ExportCell::At)
        }
        (Value::Int(n), _) => ExportCell::Number(n),
        (Value::Text(text), _) => match BusinessDate::parse(&text) {
            Some(date) => ExportCell::Date(date),
            None => ExportCell::Private(Private::free(text)),
        },
    }
}

/// Milliseconds, not a count.
fn is_instant(name: &str) -> bool {
    name == "at" || name == "waiting_since" || name.ends_with("_at")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_written_or_left_out_for_a_reason() {
        let conn = super::super::super::schema::open(std::path::Path::new("file:/rows?vfs=memdb"), false).unwrap();
        for entity in Entity::ALL {
            let list = fields(*entity);
            let id = Id::natural(*entity, "a row");
            let names: Vec<&str> = list.iter().map(|f| f.name).collect();
            let marks = vec!["?"; list.len() + 1].join(", ");
            let sql = format!(
                "INSERT INTO {} (created_at, updated_at, id, {}) VALUES (1, 1, {marks})",
                entity.word(),
                names.join(", ")
            );
            let mut values = vec![rusqlite::types::Value::Blob(id.0.as_bytes().to_vec())];
            // A private line is no row at all.
            values.extend(list.iter().enumerate().map(|(n, field)| match field.kind {
                Kind::Int if field.name == "private" => rusqlite::types::Value::Integer(0),
                Kind::Int => rusqlite::types::Value::Integer(i64::try_from(n).unwrap() + 5),
                Kind::Text => rusqlite::types::Value::Text(format!("text of {}", field.name)),
                Kind::Ref => rusqlite::types::Value::Blob(Id::natural(*entity, field.name).0.as_bytes().to_vec()),
            }));
            conn.execute(&sql, rusqlite::params_from_iter(values)).unwrap();
            let found = of(&conn, *entity).unwrap();
            let row = &found.rows[0];
            for (n, field) in list.iter().enumerate() {
                let at = found.columns.iter().position(|name| *name == field.name);
                let Some(at) = at else {
                    let why = LEFT_OUT.iter().find(|(of, name, _)| of == entity && *name == field.name);
                    assert!(why.is_some_and(|(_, _, why)| !why.is_empty()), "{}.{}", entity.word(), field.name);
                    continue;
                };
                let kept = match (&row[at], field.kind) {
                    (ExportCell::Private(text), Kind::Text) => {
                        *text == Private::free(format!("text of {}", field.name))
                    }
                    (ExportCell::Word(id), Kind::Ref) => *id == Id::natural(*entity, field.name).to_string(),
                    (ExportCell::At(when), Kind::Int) => when.timestamp_millis() == i64::try_from(n).unwrap() + 5,
                    (ExportCell::Number(number), Kind::Int) => *number == i64::try_from(n).unwrap() + 5,
                    _ => false,
                };
                assert!(kept, "{}.{}: {:?}", entity.word(), field.name, row[at]);
            }
        }
    }
}
