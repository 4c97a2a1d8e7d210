//! What the program proposed at a closing and nobody touched: it is nobody's own flag.

use super::super::db::Db;
use crate::domain::Id;
use crate::domain::follow_up::{Reason, Why};
use crate::domain::standing::Source;

/// The reasons of a row as they are told.
pub(super) fn told(db: &Db, reasons: &[Reason]) -> rusqlite::Result<Vec<Reason>> {
    reasons
        .iter()
        .map(|reason| {
            let (Why::Manual { level, made_on }, Source::Row(follow_up)) = (&reason.why, reason.source) else {
                return Ok(reason.clone());
            };
            if !left_as_proposed(db, follow_up)? {
                return Ok(reason.clone());
            }
            let why = Why::Proposed { level: *level, made_on: *made_on };
            Ok(Reason { why, ..reason.clone() })
        })
        .collect()
}

/// Whether a closing wrote on it last, one in which nobody touched what was proposed.
fn left_as_proposed(db: &Db, follow_up: Id) -> rusqlite::Result<bool> {
    db.conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM event e JOIN session s ON s.id = e.entity_id WHERE e.action = \
             (SELECT action FROM event WHERE entity_id = ?1 ORDER BY seq DESC LIMIT 1) AND e.entity = 'session' \
             AND s.unconfirmed LIKE '%\"follow_up\"%')",
        )?
        .query_row([follow_up], |row| row.get(0))
}
