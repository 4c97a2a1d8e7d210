//! Sessions that are live at once: one of them runs, and the others were set aside for it. Being set aside is a pause with a
//! reason of its own, so that it is told and taken back as every pause is.

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::rows::Session;
use super::sql::At;
use super::tx::Tx;
use crate::domain::{Entity, Id};
use crate::request::Failure;

/// Why the clock of a session stands that was set aside.
pub(super) const ASIDE: &str = "aside";

/// Until when the program was open in which one ran, in milliseconds.
pub const OPEN_UNTIL: &str = "open_until";

/// A session in progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Live {
    pub appointment: Id,
    pub session: Id,
    /// Since when it has been set aside.
    pub aside: Option<DateTime<Utc>>,
}

/// All of them: the one that runs first, then the one that was begun last.
pub(super) fn all(conn: &Connection) -> rusqlite::Result<Vec<Live>> {
    // Asked at every start, when mostly none is.
    let any: bool = conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM appointment INDEXED BY appointment_running WHERE state = 'in_progress')",
        )?
        .query_row([], |row| row.get(0))?;
    if !any {
        return Ok(Vec::new());
    }
    let mut live = conn
        .prepare_cached(
            "SELECT a.id, s.id, (SELECT max(p.from_at) FROM pause p WHERE p.session_id = s.id AND p.to_at IS NULL \
             AND p.reason = ?1 AND p.deleted_at IS NULL) FROM appointment a JOIN session s ON s.appointment_id = a.id \
             AND s.deleted_at IS NULL WHERE a.state = 'in_progress' AND a.deleted_at IS NULL \
             ORDER BY s.started_at DESC, a.id",
        )?
        .query_map([ASIDE], |row| {
            let aside = row.get::<_, Option<At>>(2)?.map(|at| at.0);
            Ok(Live { appointment: row.get(0)?, session: row.get(1)?, aside })
        })?
        .collect::<rusqlite::Result<Vec<Live>>>()?;
    live.sort_by_key(|one| one.aside.is_some());
    Ok(live)
}

/// The one that runs, or that was begun last where all are set aside.
pub(super) fn first(conn: &Connection) -> rusqlite::Result<Option<Live>> {
    Ok(all(conn)?.into_iter().next())
}

/// The one whose clock nobody set aside.
pub(super) fn running(conn: &Connection) -> rusqlite::Result<Option<Live>> {
    Ok(first(conn)?.filter(|one| one.aside.is_none()))
}

/// For how many seconds a session was set aside before, and since when it is now.
pub(super) fn aside(conn: &Connection, session: Id) -> rusqlite::Result<(i64, Option<DateTime<Utc>>)> {
    let (millis, since): (i64, Option<At>) = conn
        .prepare_cached(
            "SELECT coalesce(sum(to_at - from_at), 0), max(CASE WHEN to_at IS NULL THEN from_at END) FROM pause \
             WHERE session_id = ?1 AND reason = ?2 AND deleted_at IS NULL",
        )?
        .query_row((session, ASIDE), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((millis / 1000, since.map(|at| at.0)))
}

/// Every other session that runs waits from now on.
pub(super) fn set_others_aside(tx: &mut Tx<'_>, but: Option<Id>) -> Result<(), Failure> {
    let others = all(tx.conn())?.into_iter().filter(|one| one.aside.is_none() && Some(one.session) != but);
    for one in others.collect::<Vec<_>>() {
        let Some(session) = Session::find(tx.conn(), one.session)? else { continue };
        // A clock that stood already stands for another reason now.
        super::record::end_pause(tx, session.id)?;
        let (id, at) = (tx.new_id(), tx.stamp().at);
        tx.create(
            Entity::Pause,
            id,
            &[("session_id", session.id.into()), ("from_at", at.into()), ("reason", ASIDE.into())],
        )?;
    }
    Ok(())
}
