//! One use case, one transaction, one action: the only way rows change. Every change becomes an event with old and new
//! value, which is then applied to its row.

mod apply;

use std::collections::BTreeSet;

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension};
use serde_json::{Map, Value as Json};

use self::apply::apply;
pub(super) use self::apply::record_key;
use super::event::{self, NewEvent, Op};
use super::fields::{Field, Kind, field};
use crate::domain::{BusinessDate, Decimal, Entity, Id};
use crate::request::Stamp;

/// A value of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Null,
    Text(String),
    Int(i64),
    Ref(Id),
}

impl Value {
    fn to_json(&self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Text(text) => Json::String(text.clone()),
            Self::Int(n) => Json::from(*n),
            Self::Ref(id) => Json::String(id.to_string()),
        }
    }

    /// The value of a field as an event keeps it; what does not fit the field's kind is no value.
    fn from_json(json: &Json, kind: Kind) -> Self {
        match (json, kind) {
            (Json::String(text), Kind::Text) => Self::Text(text.clone()),
            (Json::String(text), Kind::Ref) => Id::parse(text).map_or(Self::Null, Self::Ref),
            (Json::Number(n), Kind::Int) => n.as_i64().map_or(Self::Null, Self::Int),
            (Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) | Json::Object(_), _) => {
                Self::Null
            }
        }
    }

    pub(super) fn read(value: ValueRef<'_>, kind: Kind) -> Self {
        match (value, kind) {
            (ValueRef::Text(text), Kind::Text | Kind::Ref | Kind::Int) => {
                Self::Text(String::from_utf8_lossy(text).into_owned())
            }
            (ValueRef::Integer(n), _) => Self::Int(n),
            (ValueRef::Blob(bytes), Kind::Ref) => {
                uuid::Uuid::from_slice(bytes).map_or(Self::Null, |u| Self::Ref(Id(u)))
            }
            (ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_), _) => Self::Null,
        }
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Int(n) => ToSqlOutput::Borrowed(ValueRef::Integer(*n)),
            Self::Ref(id) => ToSqlOutput::Borrowed(ValueRef::Blob(id.0.as_bytes())),
        })
    }
}

macro_rules! value_from {
    ($($from:ty => |$x:ident| $make:expr),+ $(,)?) => { $(impl From<$from> for Value { fn from($x: $from) -> Self { $make } })+ };
}
value_from! {
    &str => |x| Self::Text(x.to_owned()),
    String => |x| Self::Text(x),
    i64 => |x| Self::Int(x),
    u32 => |x| Self::Int(i64::from(x)),
    u8 => |x| Self::Int(i64::from(x)),
    bool => |x| Self::Int(i64::from(x)),
    Id => |x| Self::Ref(x),
    BusinessDate => |x| Self::Text(x.to_string()),
    Decimal => |x| Self::Text(x.to_string()),
}
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(x: Option<T>) -> Self {
        x.map_or(Self::Null, Into::into)
    }
}

/// Fields with their values, as a use case gives them.
pub type Set<'a> = &'a [(&'static str, Value)];

/// One row of a record: its table, its id, its fields.
type Row = (Entity, Id, Vec<(&'static str, Value)>);

/// Rows that are made together by one event (an imported session with all that belongs to it).
#[derive(Debug, Default)]
pub struct Record {
    rows: Vec<Row>,
}

impl Record {
    /// Adds a row.
    pub fn row(&mut self, entity: Entity, id: Id, set: Vec<(&'static str, Value)>) {
        self.rows.push((entity, id, set));
    }
    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// The chain of this machine's events, kept from transaction to transaction.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    pub device: Id,
    pub head: Vec<u8>,
    pub hlc: i64,
    /// Seed of ids and nonces; the counter makes each different.
    pub seed: [u8; 32],
    pub count: u64,
}

impl Chain {
    /// Sixteen bytes that nobody can guess from the others.
    fn fresh(&mut self) -> [u8; 16] {
        self.count += 1;
        let block = blake3::keyed_hash(&self.seed, &self.count.to_be_bytes());
        let mut out = [0; 16];
        out.copy_from_slice(&block.as_bytes()[..16]);
        out
    }

    fn tick(&mut self, at: i64) -> i64 {
        // Hybrid logical clock: milliseconds in the upper 48 bits, a counter below, never backwards.
        self.hlc = (self.hlc + 1).max(at << 16);
        self.hlc
    }
}

/// An open transaction that writes events. Dropping it without `finish` rolls everything back.
#[derive(Debug)]
pub struct Tx<'c> {
    pub(super) conn: &'c Connection,
    chain: Chain,
    stamp: &'c Stamp,
    action: Id,
    command: &'static str,
    undoes: Option<Id>,
    wrote: bool,
    /// Learners and pharmacies whose standing must be worked out anew before COMMIT.
    pub(super) touched: Touched,
}

/// Whose standing a transaction may have changed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Touched {
    pub learners: BTreeSet<Id>,
    pub pharmacies: BTreeSet<Id>,
}

impl<'c> Tx<'c> {
    pub(super) fn new(conn: &'c Connection, mut chain: Chain, stamp: &'c Stamp, command: &'static str) -> Self {
        let action = Id::at(stamp.at.timestamp_millis(), u128::from_be_bytes(chain.fresh()));
        Self { conn, chain, stamp, action, command, undoes: None, wrote: false, touched: Touched::default() }
    }

    /// The same, for an action that takes back another.
    pub(super) fn inverting(mut self, action: Id) -> Self {
        self.undoes = Some(action);
        self
    }

    /// The connection, for reading.
    pub fn conn(&self) -> &'c Connection {
        self.conn
    }
    /// Who records, when and where.
    pub fn stamp(&self) -> &'c Stamp {
        self.stamp
    }
    /// What it does is a change of a closed record, and stands so in the log.
    pub(super) fn amends(&mut self) {
        self.command = crate::domain::Deed::Amend.word();
    }
    /// What this action is called in the log.
    pub(super) fn command(&self) -> &'static str {
        self.command
    }
    /// The id of this action.
    pub fn action(&self) -> Id {
        self.action
    }
    /// Whether any event was written.
    pub fn wrote(&self) -> bool {
        self.wrote
    }
    /// The chain as it stands behind the events of this transaction.
    pub(super) fn into_chain(self) -> Chain {
        self.chain
    }

    /// A new id for a row that the store makes by itself.
    pub fn new_id(&mut self) -> Id {
        Id::at(self.stamp.at.timestamp_millis(), u128::from_be_bytes(self.chain.fresh()))
    }

    /// Makes a row. Fields that are not named are empty.
    pub fn create(&mut self, entity: Entity, id: Id, set: Set<'_>) -> rusqlite::Result<()> {
        let changes: Map<String, Json> = set
            .iter()
            .filter(|(_, v)| *v != Value::Null)
            .map(|(name, v)| ((*name).to_owned(), Json::Array(vec![Json::Null, v.to_json()])))
            .collect();
        self.write(entity, id, Op::Create, changes, event::ROW)
    }

    /// Makes several rows by one event that stands under `entity` and `id`.
    pub fn create_record(&mut self, entity: Entity, id: Id, record: &Record) -> rusqlite::Result<()> {
        let mut changes = Map::new();
        for (entity, id, set) in &record.rows {
            let row: Map<String, Json> = set
                .iter()
                .filter(|(_, v)| *v != Value::Null)
                .map(|(name, v)| ((*name).to_owned(), Json::Array(vec![Json::Null, v.to_json()])))
                .collect();
            changes.insert(format!("{}:{id}", entity.word()), Json::Object(row));
        }
        self.write(entity, id, Op::Create, changes, event::RECORD)
    }

    /// Changes fields of a row; those that already have the value are left out, and without any there is no event.
    /// Answers whether something changed.
    pub fn change(&mut self, entity: Entity, id: Id, set: Set<'_>) -> rusqlite::Result<bool> {
        let mut changes = Map::new();
        for (name, new) in set {
            let old = self.current(entity, id, name)?;
            if old != *new {
                changes.insert((*name).to_owned(), Json::Array(vec![old.to_json(), new.to_json()]));
            }
        }
        if changes.is_empty() {
            return Ok(false);
        }
        self.write(entity, id, Op::Change, changes, event::ROW)?;
        Ok(true)
    }

    /// Sets a field without telling what it was: for words that are gone for good.
    pub(super) fn replace(&mut self, entity: Entity, id: Id, name: &str, new: &Value) -> rusqlite::Result<()> {
        let mut changes = Map::new();
        changes.insert(name.to_owned(), Json::Array(vec![Json::Null, new.to_json()]));
        self.write(entity, id, Op::Change, changes, event::ROW)
    }

    /// Makes the row or, when it is there already, changes it: for rows whose id comes from a natural key. A deleted row
    /// comes back. Answers whether something changed.
    pub fn put(&mut self, entity: Entity, id: Id, set: Set<'_>) -> rusqlite::Result<bool> {
        match deleted(self.conn, entity, id)? {
            None => {
                self.create(entity, id, set)?;
                Ok(true)
            }
            Some(true) => {
                self.write(entity, id, Op::Create, Map::new(), event::ROW)?;
                self.change(entity, id, set)?;
                Ok(true)
            }
            Some(false) => self.change(entity, id, set),
        }
    }

    /// Soft delete: the row stays for undo and history.
    pub fn delete(&mut self, entity: Entity, id: Id) -> rusqlite::Result<()> {
        self.write(entity, id, Op::Delete, Map::new(), event::ROW)
    }

    /// The value that a field has now; `Null` when the row is missing.
    pub fn current(&self, entity: Entity, id: Id, name: &str) -> rusqlite::Result<Value> {
        current(self.conn, entity, id, name)
    }

    pub(super) fn write(
        &mut self,
        entity: Entity,
        id: Id,
        op: Op,
        changes: Map<String, Json>,
        v: i64,
    ) -> rusqlite::Result<()> {
        let at = self.stamp.at.timestamp_millis();
        apply(self.conn, at, self.stamp.actor, entity, id, op, &changes, v)?;
        super::owner::touch(self.conn, entity, id, &changes, v, &mut self.touched)?;
        let text = Json::Object(changes).to_string();
        let event = NewEvent {
            id: self.new_id(),
            device: self.chain.device,
            hlc: self.chain.tick(at),
            at,
            zone: &self.stamp.zone,
            actor: self.stamp.actor,
            action: self.action,
            command: self.command,
            entity,
            entity_id: id,
            op,
            changes: &text,
            nonce: self.chain.fresh(),
            v,
            undoes: self.undoes,
        };
        let hash = event.append(self.conn, &self.chain.head)?;
        self.chain.head = hash.to_vec();
        self.wrote = true;
        Ok(())
    }
}

/// Whether the row is deleted; `None` when there is none.
pub(super) fn deleted(conn: &Connection, entity: Entity, id: Id) -> rusqlite::Result<Option<bool>> {
    conn.prepare_cached(&format!("SELECT deleted_at IS NOT NULL FROM {} WHERE id = ?1", entity.word()))?
        .query_row([id.0.as_bytes()], |row| row.get(0))
        .optional()
}

/// The value of one field; `Null` when the row is missing.
pub(super) fn current(conn: &Connection, entity: Entity, id: Id, name: &str) -> rusqlite::Result<Value> {
    let Some(Field { name, kind, .. }) = field(entity, name) else { return Ok(Value::Null) };
    let value = conn
        .prepare_cached(&format!("SELECT {name} FROM {} WHERE id = ?1", entity.word()))?
        .query_row([id.0.as_bytes()], |row| Ok(Value::read(row.get_ref(0)?, *kind)))
        .optional()?;
    Ok(value.unwrap_or(Value::Null))
}

impl From<&Value> for Json {
    fn from(value: &Value) -> Self {
        value.to_json()
    }
}
