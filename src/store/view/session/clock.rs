//! The time of a meeting: when it has to be over, what it went into, the pause that runs.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::OptionalExtension;

use crate::domain::Id;
use crate::domain::pacing::stood;
use crate::request::{Failure, SpentView};
use crate::store::db::Db;
use crate::store::minutes::{self, Pauses};
use crate::store::rows::{Appointment, Session, SessionItem};
use crate::store::sql::At;

/// When a meeting has to be over: with its slot. The numbers that came in bring their minutes along, up to whoever comes
/// next.
pub(super) fn end(
    appointment: &Appointment,
    rows: &[SessionItem],
    further: &[u8],
    next: Option<DateTime<Utc>>,
) -> DateTime<Utc> {
    let slot = appointment.starts_at + TimeDelta::minutes(i64::from(appointment.minutes));
    let came_in = rows.iter().filter(|row| row.carried_from.is_none() && further.contains(&row.number));
    let whole = slot + TimeDelta::minutes(came_in.map(|row| i64::from(row.planned_minutes)).sum());
    next.map_or(whole, |next| whole.min(next.max(slot)))
}

/// What the time of a session that runs went into so far.
pub(super) fn spent(db: &Db, session: &Session, rows: &[SessionItem], pauses: &Pauses) -> Result<SpentView, Failure> {
    if session.ended_at.is_some() {
        return Ok(SpentView::from(session.started_at));
    }
    let end = DateTime::<Utc>::MAX_UTC;
    let spent = minutes::of_session(&db.conn, session, rows, end)?;
    let later = stood(spent.since, end, pauses).num_seconds();
    Ok(SpentView { items: spent.items, since: spent.since, paused_seconds: later })
}

/// The start of the pause that runs.
pub(super) fn paused_since(db: &Db, session: Id) -> rusqlite::Result<Option<DateTime<Utc>>> {
    let since: Option<At> = db
        .conn
        .prepare_cached(
            "SELECT from_at FROM pause WHERE session_id = ?1 AND to_at IS NULL AND deleted_at IS NULL LIMIT 1",
        )?
        .query_row([session], |r| r.get(0))
        .optional()?;
    Ok(since.map(|a| a.0))
}
