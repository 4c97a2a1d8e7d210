//! What a meeting opens with: what was promised in earlier ones, and what the learner could do in them.

use super::super::db::Db;
use super::super::rows::{Appointment, Session};
use super::brief;
use crate::domain::{AppointmentKind, Id};
use crate::programme::Programme;
use crate::request::{Failure, PromiseView};
use crate::text::mask::Private;

/// So many of the things that they could do are read out; at the last number all of them.
const WINS: usize = 3;

/// Promises and questions that earlier meetings left open.
pub(super) fn promises(
    db: &Db,
    session: &Session,
    pharmacy: Option<Id>,
    asked_here: &[PromiseView],
) -> Result<Vec<PromiseView>, Failure> {
    let mut open = match (session.enrolment, pharmacy) {
        (Some(enrolment), _) => brief::promises(db, "enrolment_id", enrolment)?,
        (None, Some(pharmacy)) => brief::promises(db, "pharmacy_id", pharmacy)?,
        (None, None) => Vec::new(),
    };
    open.retain(|promise| asked_here.iter().all(|here| here.question != promise.question));
    Ok(open)
}

/// What the learner could do in earlier meetings, in their words, and how often that was written down: the newest first, at
/// the last number from the first on.
pub(super) fn wins(
    db: &Db,
    programme: &Programme,
    appointment: &Appointment,
    session: &Session,
) -> Result<(Vec<Private>, usize), Failure> {
    let Some(enrolment) = session.enrolment else { return Ok((Vec::new(), 0)) };
    let mut wins: Vec<Private> = db
        .conn
        .prepare_cached(
            "SELECT text FROM win WHERE enrolment_id = ?1 AND session_id IS NOT ?2 AND deleted_at IS NULL \
             AND text IS NOT NULL ORDER BY created_at, id",
        )?
        .query_map((enrolment, session.id), |row| Ok(Private::free(row.get::<_, String>(0)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let count = wins.len();
    let last = appointment.kind == AppointmentKind::Session && appointment.number == Some(programme.last().get());
    if !last {
        wins.reverse();
        wins.truncate(WINS);
    }
    Ok((wins, count))
}
