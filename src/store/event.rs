//! The event log: one row a change, chained by hash, so that silent damage shows and an erased person leaves a chain that
//! still verifies.
//!
//! `payload_hash = BLAKE3(nonce ‖ changes)`, `hash = BLAKE3(prev_hash ‖ everything else but changes and nonce)`; one chain a
//! device. `changes` of shape 1 is `{field: [old, new]}` of one row; of shape 2, a record of several rows made at once,
//! `{"entity:id": {field: [null, new]}}`.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value as Json};

use crate::domain::{Entity, Id};

/// What an event did to its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    Create,
    Change,
    Delete,
}

impl Op {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Change => "change",
            Self::Delete => "delete",
        }
    }
    pub(super) fn from_word(word: &str) -> Option<Self> {
        match word {
            "create" => Some(Self::Create),
            "change" => Some(Self::Change),
            "delete" => Some(Self::Delete),
            _ => None,
        }
    }
}

/// Changes of one row.
pub const ROW: i64 = 1;
/// A record of several rows.
pub const RECORD: i64 = 2;

/// An event as it stands in the log.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub seq: i64,
    pub id: Id,
    pub device: Id,
    pub hlc: i64,
    pub at: i64,
    pub zone: String,
    pub actor: Option<Id>,
    pub action: Id,
    pub command: String,
    pub entity: Entity,
    pub entity_id: Id,
    pub op: Op,
    /// `None` once the person it speaks of was erased.
    pub changes: Option<Map<String, Json>>,
    pub v: i64,
    pub undoes: Option<Id>,
}

/// The fields of an event before the chain gives it its place.
#[derive(Debug)]
pub(super) struct NewEvent<'a> {
    pub id: Id,
    pub device: Id,
    pub hlc: i64,
    pub at: i64,
    pub zone: &'a str,
    pub actor: Option<Id>,
    pub action: Id,
    pub command: &'a str,
    pub entity: Entity,
    pub entity_id: Id,
    pub op: Op,
    pub changes: &'a str,
    pub nonce: [u8; 16],
    pub v: i64,
    pub undoes: Option<Id>,
}

impl NewEvent<'_> {
    fn payload_hash(&self) -> [u8; 32] {
        payload_hash(&self.nonce, self.changes)
    }

    fn hash(&self, prev: &[u8], payload: &[u8]) -> [u8; 32] {
        chain_hash(
            prev,
            &[
                self.id.0.as_bytes(),
                self.device.0.as_bytes(),
                &self.hlc.to_be_bytes(),
                &self.at.to_be_bytes(),
                self.zone.as_bytes(),
                self.actor.map_or(&[][..], |_| b"actor"),
                self.actor.as_ref().map_or(&[][..], |a| a.0.as_bytes()),
                self.action.0.as_bytes(),
                self.command.as_bytes(),
                self.entity.word().as_bytes(),
                self.entity_id.0.as_bytes(),
                self.op.word().as_bytes(),
                &self.v.to_be_bytes(),
                self.undoes.as_ref().map_or(&[][..], |a| a.0.as_bytes()),
                payload,
            ],
        )
    }

    /// Appends the event behind `prev` and returns its hash, the next one's `prev`.
    pub(super) fn append(&self, conn: &Connection, prev: &[u8]) -> rusqlite::Result<[u8; 32]> {
        let payload = self.payload_hash();
        let hash = self.hash(prev, &payload);
        conn.prepare_cached(
            "INSERT INTO event (id, device, hlc, at, zone, actor, action, command, entity, entity_id, op, changes, nonce, v, \
             undoes, payload_hash, prev_hash, hash) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        )?
        .execute(params![
            self.id.0.as_bytes(),
            self.device.0.as_bytes(),
            self.hlc,
            self.at,
            self.zone,
            self.actor.as_ref().map(|a| a.0.as_bytes()),
            self.action.0.as_bytes(),
            self.command,
            self.entity.word(),
            self.entity_id.0.as_bytes(),
            self.op.word(),
            self.changes,
            self.nonce,
            self.v,
            self.undoes.as_ref().map(|a| a.0.as_bytes()),
            payload,
            prev,
            hash,
        ])?;
        Ok(hash)
    }
}

fn payload_hash(nonce: &[u8], changes: &str) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(nonce);
    hasher.update(changes.as_bytes());
    *hasher.finalize().as_bytes()
}

/// Each part is preceded by its length, so that no two lists of parts read alike.
fn chain_hash(prev: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(prev);
    for part in parts {
        hasher.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(part);
    }
    *hasher.finalize().as_bytes()
}

/// The newest hash of the device's chain; empty for a new one.
fn head(conn: &Connection, device: Id) -> rusqlite::Result<Vec<u8>> {
    let newest = conn
        .query_row("SELECT hash FROM event WHERE device = ?1 ORDER BY seq DESC LIMIT 1", [device.0.as_bytes()], |row| {
            row.get(0)
        })
        .optional()?;
    Ok(newest.unwrap_or_default())
}

/// The clock of the log, and the newest hash of the device's chain. Each event is stamped later than all that came before
/// it, so the clock is that of the newest one; 0 without any. The log is never read for it, and mostly the newest event is
/// the device's own.
pub(super) fn newest(conn: &Connection, device: Id) -> rusqlite::Result<(i64, Vec<u8>)> {
    let found: Option<(i64, Id, Vec<u8>)> = conn
        .query_row("SELECT hlc, device, hash FROM event ORDER BY seq DESC LIMIT 1", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    match found {
        Some((hlc, of, hash)) if of == device => Ok((hlc, hash)),
        Some((hlc, ..)) => Ok((hlc, head(conn, device)?)),
        None => Ok((0, Vec::new())),
    }
}

/// The events of one action, oldest first.
pub(super) fn of_action(conn: &Connection, action: Id) -> rusqlite::Result<Vec<Event>> {
    conn.prepare_cached(
        "SELECT seq, id, device, hlc, at, zone, actor, action, command, entity, entity_id, op, changes, v, undoes \
         FROM event WHERE action = ?1 ORDER BY seq",
    )?
    .query_map([action.0.as_bytes()], read)?
    .collect()
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Event> {
    let id = |i| row.get::<_, [u8; 16]>(i).map(|b| Id(uuid::Uuid::from_bytes(b)));
    let maybe = |i| Ok::<_, rusqlite::Error>(row.get::<_, Option<[u8; 16]>>(i)?.map(|b| Id(uuid::Uuid::from_bytes(b))));
    let unknown = |i, what: &str| {
        rusqlite::Error::FromSqlConversionFailure(i, rusqlite::types::Type::Text, format!("unknown {what}").into())
    };
    let changes: Option<String> = row.get(12)?;
    Ok(Event {
        seq: row.get(0)?,
        id: id(1)?,
        device: id(2)?,
        hlc: row.get(3)?,
        at: row.get(4)?,
        zone: row.get(5)?,
        actor: maybe(6)?,
        action: id(7)?,
        command: row.get(8)?,
        entity: Entity::from_word(&row.get::<_, String>(9)?).ok_or_else(|| unknown(9, "entity"))?,
        entity_id: id(10)?,
        op: Op::from_word(&row.get::<_, String>(11)?).ok_or_else(|| unknown(11, "op"))?,
        changes: changes.and_then(|text| serde_json::from_str(&text).ok()),
        v: row.get(13)?,
        undoes: maybe(14)?,
    })
}

/// Walks every device's chain; the first event that does not fit, by its place in the log.
pub fn verify(conn: &Connection) -> rusqlite::Result<Option<i64>> {
    let mut heads: std::collections::HashMap<[u8; 16], Vec<u8>> = std::collections::HashMap::new();
    let mut statement = conn.prepare(
        "SELECT seq, id, device, hlc, at, zone, actor, action, command, entity, entity_id, op, changes, v, undoes, nonce, \
         payload_hash, prev_hash, hash FROM event ORDER BY seq",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let event = read(row)?;
        let (changes, nonce): (Option<String>, Option<[u8; 16]>) = (row.get(12)?, row.get(15)?);
        let (payload, prev, hash): (Vec<u8>, Vec<u8>, Vec<u8>) = (row.get(16)?, row.get(17)?, row.get(18)?);
        let head = heads.entry(*event.device.0.as_bytes()).or_default();
        let text = changes.as_deref().unwrap_or_default();
        let again = NewEvent {
            id: event.id,
            device: event.device,
            hlc: event.hlc,
            at: event.at,
            zone: &event.zone,
            actor: event.actor,
            action: event.action,
            command: &event.command,
            entity: event.entity,
            entity_id: event.entity_id,
            op: event.op,
            changes: text,
            nonce: nonce.unwrap_or_default(),
            v: event.v,
            undoes: event.undoes,
        };
        let payload_holds = nonce.is_none() && changes.is_none() || again.payload_hash()[..] == payload[..];
        if *head != prev || !payload_holds || again.hash(&prev, &payload)[..] != hash[..] {
            return Ok(Some(event.seq));
        }
        *head = hash;
    }
    Ok(None)
}
