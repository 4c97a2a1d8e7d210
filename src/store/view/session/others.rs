//! Whoever else there is: live beside this meeting, or next on the same day.

use rusqlite::OptionalExtension;

use super::super::people;
use crate::domain::{AppointmentState, Id};
use crate::request::{BesideView, Failure};
use crate::store::db::Db;
use crate::store::live;
use crate::store::rows::{Appointment, Enrolment};
use crate::store::sql::At;

/// Who else is live while this one is.
pub(super) fn beside_it(db: &Db, appointment: &Appointment) -> Result<Vec<BesideView>, Failure> {
    let mut found = Vec::new();
    if appointment.state != AppointmentState::InProgress {
        return Ok(found);
    }
    for one in live::all(&db.conn)?.into_iter().filter(|one| one.appointment != appointment.id) {
        let Some(row) = Appointment::find(&db.conn, one.appointment)? else { continue };
        let enrolment = row.enrolment.map(|id| Enrolment::find(&db.conn, id)).transpose()?.flatten();
        let learner = match &enrolment {
            Some(e) => people::learner(db, e.learner)?,
            None => None,
        };
        let name = match learner {
            Some(person) => person.name,
            None => people::account(db, row.pharmacy.unwrap_or(row.id))?.name,
        };
        let aside = one.aside.is_some();
        found.push(BesideView { appointment: one.appointment, session: one.session, name, aside });
    }
    Ok(found)
}

pub(super) type Next = Option<(chrono::DateTime<chrono::Utc>, Option<crate::request::Person>)>;

/// Who comes after this appointment on the same day.
pub(super) fn next_appointment(db: &Db, appointment: &Appointment) -> Result<Next, Failure> {
    let day = db.options.zone.business_date(appointment.starts_at);
    let (_, end) = db.options.zone.span(day);
    let row: Option<(At, Option<Id>)> = db
        .conn
        .prepare_cached(
            "SELECT starts_at, enrolment_id FROM appointment WHERE starts_at > ?1 AND starts_at < ?2 AND trainer_id IS ?3 \
             AND state IN ('scheduled', 'waiting') AND deleted_at IS NULL ORDER BY starts_at, id LIMIT 1",
        )?
        .query_row(
            (appointment.starts_at.timestamp_millis(), end.timestamp_millis(), appointment.trainer),
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .optional()?;
    let Some((at, enrolment)) = row else { return Ok(None) };
    let person = match enrolment {
        Some(id) => match Enrolment::find(&db.conn, id)? {
            Some(e) => people::learner(db, e.learner)?,
            None => None,
        },
        None => None,
    };
    Ok(Some((at.0, person)))
}
