//! Closed records: what the wrap-up said, and the ones before and after it.

use chrono::{DateTime, NaiveDateTime, Utc};
use rusqlite::OptionalExtension;

use super::super::{answers, people};
use crate::domain::{AppointmentState, Id};
use crate::request::{Failure, RecordView};
use crate::store::db::Db;
use crate::store::rows::{Appointment, Session};

/// What the wrap-up of a closed session said.
pub(super) fn record(db: &Db, session: &Session) -> Result<RecordView, Failure> {
    let (unconfirmed, closed_by): (Option<String>, Option<Id>) = db
        .conn
        .prepare_cached("SELECT unconfirmed, closed_by FROM session WHERE id = ?1")?
        .query_row([session.id], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(RecordView {
        closed_at: session.closed_at,
        closed_by: people::staff(db, closed_by)?,
        summary: people::free(session.summary.clone()),
        earlier: beside(db, session, "<", "DESC")?,
        later: beside(db, session, ">", "ASC")?,
        mood: session.mood,
        next_focus: people::free(session.next_focus.clone()),
        // A list that cannot be read names nothing.
        unconfirmed: unconfirmed.and_then(|list| serde_json::from_str(&list).ok()).unwrap_or_default(),
        answers: answers::of_lines(db, session.id)?,
    })
}

/// The first meeting of the same learner after this one that is still ahead.
pub(super) fn booked_after(
    db: &Db,
    session: &Session,
    starts_at: DateTime<Utc>,
) -> Result<Option<(NaiveDateTime, u32, Option<u8>)>, Failure> {
    let Some(enrolment) = session.enrolment else { return Ok(None) };
    let appointments = Appointment::of_enrolment(&db.conn, enrolment)?;
    let ahead = |a: &&Appointment| a.state == AppointmentState::Scheduled && a.starts_at > starts_at;
    let next = appointments.iter().filter(ahead).min_by_key(|a| a.starts_at);
    Ok(next.map(|a| (db.options.zone.local(a.starts_at), a.minutes, a.number)))
}

/// The nearest closed record of the same people before or after this one.
fn beside(db: &Db, session: &Session, side: &str, order: &str) -> Result<Option<Id>, Failure> {
    let sql = format!(
        "SELECT s.appointment_id FROM session s JOIN appointment a ON a.id = s.appointment_id \
         WHERE s.enrolment_id IS ?1 AND s.pharmacy_id IS ?2 AND s.started_at {side} ?3 AND s.closed_at IS NOT NULL \
         AND s.deleted_at IS NULL AND a.deleted_at IS NULL ORDER BY s.started_at {order} LIMIT 1"
    );
    let found = db
        .conn
        .prepare_cached(&sql)?
        .query_row((session.enrolment, session.pharmacy, session.started_at.timestamp_millis()), |r| r.get(0))
        .optional()?;
    Ok(found)
}

/// The newest closed record of an enrolment, as its appointment.
pub(in crate::store::view) fn newest_record(db: &Db, enrolment: Id) -> Result<Option<Id>, Failure> {
    let found = db
        .conn
        .prepare_cached(
            "SELECT s.appointment_id FROM session s JOIN appointment a ON a.id = s.appointment_id \
             WHERE s.enrolment_id = ?1 AND s.closed_at IS NOT NULL AND s.deleted_at IS NULL AND a.deleted_at IS NULL \
             ORDER BY s.started_at DESC LIMIT 1",
        )?
        .query_row([enrolment], |r| r.get(0))
        .optional()?;
    Ok(found)
}
