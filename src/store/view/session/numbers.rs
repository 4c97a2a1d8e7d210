//! The numbers of a programme: how far each is covered, which one runs, which could come in, what they take.

use crate::domain::{AppointmentKind, AppointmentState, Extent, SessionNo};
use crate::programme::Programme;
use crate::request::{Failure, Planned, StripCell};
use crate::store::db::Db;
use crate::store::history;
use crate::store::rows::{Appointment, Enrolment};

/// One cell a number: how far it is covered, and which runs now.
pub(in crate::store::view) fn strip(
    db: &Db,
    programme: &Programme,
    enrolment: &Enrolment,
    running: Option<u8>,
) -> Result<Vec<StripCell>, Failure> {
    // Whoever began later has no holes before that.
    let (enrolment, from) = (enrolment.id, enrolment.start_no);
    let rows: Vec<(u8, Extent)> = db
        .conn
        .prepare_cached(
            "SELECT c.session_no, c.extent FROM coverage c JOIN session s ON s.id = c.session_id \
             WHERE s.enrolment_id = ?1 AND c.deleted_at IS NULL AND s.deleted_at IS NULL ORDER BY s.started_at",
        )?
        .query_map([enrolment], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let extent = |number: u8| {
        let mine = || rows.iter().filter(|(n, _)| *n == number).map(|(_, e)| *e);
        if mine().any(|e| e == Extent::Repeat) {
            Some(Extent::Repeat)
        } else if mine().any(|e| e == Extent::Full) {
            Some(Extent::Full)
        } else {
            mine().next()
        }
    };
    let mut cells: Vec<StripCell> = programme
        .numbers()
        .map(SessionNo::get)
        .map(|number| StripCell { number, extent: extent(number), running: running == Some(number), hole: false })
        .collect();
    let mut later = false;
    for cell in cells.iter_mut().rev() {
        cell.hole = later && cell.extent.is_none() && !cell.running && cell.number >= from;
        later |= cell.extent.is_some() || cell.running;
    }
    Ok(cells)
}

/// The number that runs now.
pub(super) fn running(appointment: &Appointment) -> Option<u8> {
    let runs = appointment.state == AppointmentState::InProgress && appointment.kind == AppointmentKind::Session;
    appointment.number.filter(|_| runs)
}

/// The number that could come into this meeting: the lowest that is neither held nor part of it.
pub(super) fn can_take_in(
    db: &Db,
    programme: &Programme,
    enrolment: &Enrolment,
    appointment: &Appointment,
    further: &[u8],
) -> Result<Option<u8>, Failure> {
    let mut held = history::held_numbers(&db.conn, enrolment.id)?;
    held.extend(appointment.number);
    held.extend(further);
    let last = programme.last().get();
    let next = crate::domain::coverage::next_no(enrolment.start_no, last, |number| held.contains(&number));
    Ok((next <= last).then_some(next))
}

/// Minutes as the views carry them.
pub(in crate::store::view) fn plan(planned: crate::programme::Planned) -> Planned {
    Planned { lecture: planned.lecture.into(), role_play: planned.role_play.into(), homework: planned.homework.into() }
}

/// The minutes of several numbers.
pub(in crate::store::view) const fn sum(one: Planned, more: Planned) -> Planned {
    Planned {
        lecture: one.lecture + more.lecture,
        role_play: one.role_play + more.role_play,
        homework: one.homework + more.homework,
    }
}
