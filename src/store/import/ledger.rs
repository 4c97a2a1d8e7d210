//! Rows as they stand on disk and as they shall stand. Matching and working out go on in memory; what differs at the end is
//! written, a row an event, so that taking in the same file twice writes nothing.

use std::collections::HashMap;

use rusqlite::{Connection, Params};
use serde_json::{Map, Value as Json};

use super::super::event::{self, Op};
use super::super::fields::fields;
use super::super::tx::{Record, Tx, Value};
use crate::domain::{BusinessDate, Entity, Id};

/// One row of one table.
pub(super) type Key = (Entity, Id);

#[derive(Debug)]
struct Row {
    /// As it was when this call began; nothing for a new row.
    first: Option<Vec<Value>>,
    /// As on disk; `None` for a row that is not there yet.
    before: Option<Vec<Value>>,
    /// In the order of the table of fields.
    now: Vec<Value>,
    /// The row whose record this new row is part of.
    within: Option<Key>,
    /// This call made it.
    made: bool,
    gone: bool,
}

/// Some rows of the file.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    rows: HashMap<Key, Row>,
    /// In the order in which they were read or made.
    order: Vec<Key>,
    /// The same, a list a table.
    tables: HashMap<Entity, Vec<Id>>,
    /// The rows of a table that hang on a row of another one.
    under: HashMap<Key, Vec<Id>>,
}

/// The fields by which a row hangs on a session or an attempt at a role-play.
const HANGS_BY: [&str; 2] = ["session_id", "role_play_id"];

impl Ledger {
    /// Reads the rows of a table for which `clause` holds; their ids in its order.
    pub(super) fn load(
        &mut self,
        conn: &Connection,
        entity: Entity,
        clause: &str,
        params: impl Params,
    ) -> rusqlite::Result<Vec<Id>> {
        let list = fields(entity);
        let columns: Vec<&str> = std::iter::once("id").chain(list.iter().map(|f| f.name)).collect();
        let sql = format!("SELECT {} FROM {} WHERE deleted_at IS NULL AND {clause}", columns.join(", "), entity.word());
        let mut statement = conn.prepare_cached(&sql)?;
        let mut found = statement.query(params)?;
        let mut ids = Vec::new();
        while let Some(row) = found.next()? {
            let id: Id = row.get(0)?;
            let values: Vec<Value> = list
                .iter()
                .enumerate()
                .map(|(n, f)| Ok(Value::read(row.get_ref(n + 1)?, f.kind)))
                .collect::<rusqlite::Result<_>>()?;
            ids.push(id);
            for (field, value) in list.iter().zip(&values) {
                if let (true, Value::Ref(parent)) = (HANGS_BY.contains(&field.name), value) {
                    let known = self.under.entry((entity, *parent)).or_default();
                    if !known.contains(&id) {
                        known.push(id);
                    }
                }
            }
            if let std::collections::hash_map::Entry::Vacant(place) = self.rows.entry((entity, id)) {
                place.insert(Row {
                    first: Some(values.clone()),
                    before: Some(values.clone()),
                    now: values,
                    within: None,
                    made: false,
                    gone: false,
                });
                self.order.push((entity, id));
                self.tables.entry(entity).or_default().push(id);
            }
        }
        Ok(ids)
    }

    /// A new row; `within` another one, it is told by that one's event.
    pub(super) fn make(&mut self, entity: Entity, id: Id, within: Option<Key>) {
        let empty = vec![Value::Null; fields(entity).len()];
        self.rows.insert((entity, id), Row { first: None, before: None, now: empty, within, made: true, gone: false });
        self.order.push((entity, id));
        self.tables.entry(entity).or_default().push(id);
    }

    /// Whether this call made the row.
    pub(super) fn is_new(&self, entity: Entity, id: Id) -> bool {
        self.rows.get(&(entity, id)).is_some_and(|row| row.made)
    }

    /// Whether the row is there and stays.
    pub(super) fn has(&self, entity: Entity, id: Id) -> bool {
        self.rows.get(&(entity, id)).is_some_and(|row| !row.gone)
    }

    /// What the field shall be.
    pub(super) fn get(&self, entity: Entity, id: Id, name: &str) -> &Value {
        let at = fields(entity).iter().position(|f| f.name == name);
        self.rows.get(&(entity, id)).zip(at).and_then(|(row, at)| row.now.get(at)).unwrap_or(&Value::Null)
    }

    /// What the field was when this call began.
    pub(super) fn was(&self, entity: Entity, id: Id, name: &str) -> &Value {
        let at = fields(entity).iter().position(|f| f.name == name);
        let first = self.rows.get(&(entity, id)).and_then(|row| row.first.as_ref());
        first.zip(at).and_then(|(first, at)| first.get(at)).unwrap_or(&Value::Null)
    }

    pub(super) fn text(&self, entity: Entity, id: Id, name: &str) -> Option<&str> {
        match self.get(entity, id, name) {
            Value::Text(text) => Some(text),
            Value::Null | Value::Int(_) | Value::Ref(_) => None,
        }
    }

    pub(super) fn int(&self, entity: Entity, id: Id, name: &str) -> Option<i64> {
        match self.get(entity, id, name) {
            Value::Int(n) => Some(*n),
            Value::Null | Value::Text(_) | Value::Ref(_) => None,
        }
    }

    /// A small number, such as that of a session.
    pub(super) fn small(&self, entity: Entity, id: Id, name: &str) -> Option<u8> {
        self.int(entity, id, name).and_then(|n| u8::try_from(n).ok())
    }

    pub(super) fn reference(&self, entity: Entity, id: Id, name: &str) -> Option<Id> {
        match self.get(entity, id, name) {
            Value::Ref(other) => Some(*other),
            Value::Null | Value::Text(_) | Value::Int(_) => None,
        }
    }

    pub(super) fn date(&self, entity: Entity, id: Id, name: &str) -> Option<BusinessDate> {
        BusinessDate::parse(self.text(entity, id, name)?)
    }

    /// Sets a field; answers whether that differs from what is on disk.
    pub(super) fn set(&mut self, entity: Entity, id: Id, name: &str, value: impl Into<Value>) -> bool {
        let Some(at) = fields(entity).iter().position(|f| f.name == name) else { return false };
        let Some(row) = self.rows.get_mut(&(entity, id)) else { return false };
        let value = value.into();
        if let (true, Value::Ref(parent)) = (HANGS_BY.contains(&name), &value) {
            self.under.entry((entity, *parent)).or_default().push(id);
        }
        let differs = row.before.as_ref().and_then(|before| before.get(at)) != Some(&value);
        if let Some(place) = row.now.get_mut(at) {
            *place = value;
        }
        differs
    }

    /// Sets a field if there is a value; answers as [`Ledger::set`].
    pub(super) fn set_some(&mut self, entity: Entity, id: Id, name: &str, value: Option<impl Into<Value>>) -> bool {
        value.is_some_and(|value| self.set(entity, id, name, value))
    }

    /// Takes the row away.
    pub(super) fn remove(&mut self, entity: Entity, id: Id) {
        if let Some(row) = self.rows.get_mut(&(entity, id)) {
            row.gone = true;
        }
    }

    /// The rows of a table that are there, in the order in which they were read or made.
    pub(super) fn ids(&self, entity: Entity) -> impl Iterator<Item = Id> {
        self.tables.get(&entity).into_iter().flatten().copied().filter(move |id| self.has(entity, *id))
    }

    /// The rows of a table that hang on a session or an attempt, in the order in which they were read or made.
    pub(super) fn under(&self, entity: Entity, parent: Id) -> impl Iterator<Item = Id> {
        let ids = self.under.get(&(entity, parent)).into_iter().flatten();
        ids.copied().filter(move |id| self.has(entity, *id))
    }

    /// Puts the new rows of a record under the row that its event stands for.
    pub(super) fn gather(&mut self, within: Key, rows: impl IntoIterator<Item = Key>) {
        for key in rows {
            if let Some(row) = self.rows.get_mut(&key) {
                row.within = Some(within);
            }
        }
    }

    /// Writes what differs; from then on it is what is on disk.
    pub(super) fn write(&mut self, tx: &mut Tx<'_>) -> rusqlite::Result<()> {
        let mut records: HashMap<Key, Record> = HashMap::new();
        for key in &self.order {
            let Some(row) = self.rows.get(key) else { continue };
            if let (Some(within), None, false) = (row.within, &row.before, row.gone) {
                records.entry(within).or_default().row(key.0, key.1, filled(key.0, &row.now));
            }
        }
        for key in &self.order {
            let (Some(row), (entity, id)) = (self.rows.get_mut(key), *key) else { continue };
            match (&row.before, row.gone) {
                (None, true) => {}
                (Some(_), true) => tx.delete(entity, id)?,
                (None, false) => match row.within {
                    Some(within) => {
                        if let Some(record) = records.remove(&within) {
                            tx.create_record(within.0, within.1, &record)?;
                        }
                    }
                    None => tx.create(entity, id, &filled(entity, &row.now))?,
                },
                (Some(before), false) => {
                    let changes = differences(entity, before, &row.now);
                    if !changes.is_empty() {
                        tx.write(entity, id, Op::Change, changes, event::ROW)?;
                    }
                }
            }
            row.before = Some(row.now.clone());
        }
        let rows = &mut self.rows;
        self.order.retain(|key| rows.get(key).is_some_and(|row| !row.gone));
        rows.retain(|_, row| !row.gone);
        Ok(())
    }
}

fn filled(entity: Entity, values: &[Value]) -> Vec<(&'static str, Value)> {
    let named = fields(entity).iter().zip(values);
    named.filter(|(_, value)| **value != Value::Null).map(|(f, value)| (f.name, value.clone())).collect()
}

fn differences(entity: Entity, before: &[Value], now: &[Value]) -> Map<String, Json> {
    let mut changes = Map::new();
    for (field, (old, new)) in fields(entity).iter().zip(before.iter().zip(now)) {
        if old != new {
            changes.insert(field.name.to_owned(), Json::Array(vec![old.into(), new.into()]));
        }
    }
    changes
}
