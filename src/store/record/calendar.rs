//! Appointments that end other than by a session, and new ones.

use chrono::{DateTime, TimeDelta, Utc};

use super::super::db::Db;
use super::super::failure::gone;
use super::super::history;
use super::super::minutes::{self, End};
use super::super::recording::Done;
use super::super::rows::{Appointment, Enrolment, Session};
use super::super::tx::{Tx, Value};
use super::during;
use crate::domain::transitions::{AppointmentEffect, AppointmentEvent, change_appointment};
use crate::domain::{AppointmentKind, AppointmentState, EnrolmentState, Entity, Id};
use crate::request::record::{NotHeld, Slot};
use crate::request::{Failure, Refusal};

/// A result from today's queue. With a slot the learner is booked again, and due homework moves along by itself: `next` is
/// due in the next session that is held.
pub(super) fn result(
    db: &Db,
    tx: &mut Tx<'_>,
    id: Id,
    result: NotHeld,
    next: Option<Slot>,
    new_appointment: Id,
) -> Result<Done, Failure> {
    let found = Appointment::find(tx.conn(), id)?.ok_or_else(|| gone(Entity::Appointment))?;
    // A slot that did not take place can be booked again later, without a new result.
    let books = change_appointment(found.state, found.starts_at, AppointmentEvent::NewDate).is_ok();
    // What runs is taken back by its wrap-up, which knows its record.
    if found.state == AppointmentState::InProgress && result != NotHeld::BrokenOff {
        return Err(Refusal::Appointment { is: found.state }.into());
    }
    let is_move = if next.is_some() && books {
        false
    } else {
        let is_move = not_held(tx, &found, result, next.is_some())?;
        if result == NotHeld::BrokenOff {
            end_session(tx, id)?;
        }
        is_move
    };
    let made = match next {
        Some(slot) => Some(follow(db, tx, &found, slot, new_appointment, found.number, is_move)?),
        None => None,
    };
    Ok(Done { made, ..Done::default() })
}

/// A broken-off session is over now. Its record may be closed hours later, and those hours are none of its minutes.
fn end_session(tx: &mut Tx<'_>, appointment: Id) -> Result<(), Failure> {
    if let Some(session) = Session::of_appointment(tx.conn(), appointment)? {
        during::end_pause(tx, session.id)?;
        let at = tx.stamp().at;
        tx.change(Entity::Session, session.id, &[("ended_at", at.into())])?;
        // Its next part plans what this one left, by the minutes that this one had.
        minutes::write(tx, &session, at, End::BrokenOff)?;
    }
    Ok(())
}

/// The state that an appointment takes which did not take place, by when word came; whether it is a move.
pub(super) fn not_held(tx: &mut Tx<'_>, found: &Appointment, result: NotHeld, new_date: bool) -> Result<bool, Failure> {
    let at = tx.stamp().at;
    let event = match result {
        NotHeld::BrokenOff => AppointmentEvent::BreakOff,
        NotHeld::NoShow => AppointmentEvent::NoShow,
        NotHeld::ByUs => AppointmentEvent::ByUs,
        NotHeld::Moved | NotHeld::Cancelled => AppointmentEvent::Word { at, new_date },
    };
    let change = change_appointment(found.state, found.starts_at, event)
        .map_err(|_| Refusal::Appointment { is: found.state })?;
    let mut set = vec![("state", Value::from(change.state))];
    if !matches!(change.state, AppointmentState::BrokenOff | AppointmentState::NoShow) {
        set.push(("cancelled_at", at.into()));
    }
    tx.change(Entity::Appointment, found.id, &set)?;
    Ok(change.effects.contains(&AppointmentEffect::CountMove))
}

/// The new date of an appointment that did not (fully) take place. Only a date that somebody asked to move makes the chain
/// of moves longer: a no-show, a broken-off call and what we cancelled are no moves of the learner's.
pub(super) fn follow(
    db: &Db,
    tx: &mut Tx<'_>,
    old: &Appointment,
    slot: Slot,
    id: Id,
    number: Option<u8>,
    is_move: bool,
) -> Result<Id, Failure> {
    let starts_at = db.options.zone.instant(slot.start);
    let of_enrolment = match old.enrolment {
        Some(enrolment) => Enrolment::find(tx.conn(), enrolment)?.and_then(|e| e.trainer),
        None => None,
    };
    // What was everybody's is from now on theirs who fixed the date.
    let trainer = old.trainer.or(of_enrolment).or(tx.stamp().actor);
    no_overlap(tx, trainer, starts_at, slot.minutes, Some(old.id))?;
    if let (AppointmentKind::Session, Some(enrolment), Some(number)) = (old.kind, old.enrolment, number) {
        no_second(tx, enrolment, number)?;
    }
    let why = super::super::tx::current(tx.conn(), Entity::Appointment, old.id, "override_reason")?;
    tx.create(
        Entity::Appointment,
        id,
        &[
            ("kind", old.kind.into()),
            ("override_reason", why),
            ("enrolment_id", old.enrolment.into()),
            ("pharmacy_id", old.pharmacy.into()),
            ("session_no", number.into()),
            ("trainer_id", trainer.into()),
            ("starts_at", starts_at.into()),
            ("zone", tx.stamp().zone.clone().into()),
            ("minutes", slot.minutes.into()),
            ("state", AppointmentState::Scheduled.into()),
            ("rescheduled_from", old.id.into()),
            ("moves", (old.moves + u32::from(is_move)).into()),
            ("meeting_url", old.meeting_url.clone().into()),
        ],
    )?;
    Ok(id)
}

/// A new appointment of a learner.
pub(super) fn book(
    db: &Db,
    tx: &mut Tx<'_>,
    learner: Id,
    id: Id,
    slot: Slot,
    (kind, number): (AppointmentKind, Option<u8>),
    reason: Option<String>,
) -> Result<Done, Failure> {
    let enrolment = Enrolment::newest(tx.conn(), learner)?.ok_or_else(|| gone(Entity::Learner))?;
    let reason = reason.map(|why| why.trim().to_owned()).filter(|why| !why.is_empty());
    let number = match (kind, number) {
        (AppointmentKind::Session, None) => history::next_no(db, &enrolment)?,
        (AppointmentKind::Session, Some(given)) => {
            let next = history::next_no(db, &enrolment)?;
            if next != Some(given) && reason.is_none() {
                return Err(Refusal::OutOfOrder { next }.into());
            }
            Some(given)
        }
        (_, given) => given,
    };
    let trainer = enrolment.trainer.or(tx.stamp().actor);
    book_for(db, tx, &enrolment, trainer, id, slot, kind, number)?;
    if reason.is_some() {
        tx.change(Entity::Appointment, id, &[("override_reason", reason.into())])?;
    }
    Ok(Done { made: Some(id), ..Done::default() })
}

/// Books a slot for an enrolment.
#[expect(clippy::too_many_arguments, reason = "the columns of one row")]
pub(super) fn book_for(
    db: &Db,
    tx: &mut Tx<'_>,
    enrolment: &Enrolment,
    trainer: Option<Id>,
    id: Id,
    slot: Slot,
    kind: AppointmentKind,
    number: Option<u8>,
) -> Result<(), Failure> {
    if matches!(enrolment.state, EnrolmentState::Graduated | EnrolmentState::Withdrawn) {
        return Err(Refusal::Finished.into());
    }
    let starts_at = db.options.zone.instant(slot.start);
    no_overlap(tx, trainer, starts_at, slot.minutes, None)?;
    if let (AppointmentKind::Session, Some(number)) = (kind, number) {
        no_second(tx, enrolment.id, number)?;
    }
    let url: Option<String> =
        match super::super::tx::current(tx.conn(), Entity::Learner, enrolment.learner, "meeting_url")? {
            Value::Text(url) => Some(url),
            Value::Null | Value::Int(_) | Value::Ref(_) => None,
        };
    tx.create(
        Entity::Appointment,
        id,
        &[
            ("kind", kind.into()),
            ("enrolment_id", enrolment.id.into()),
            ("session_no", number.into()),
            ("trainer_id", trainer.into()),
            ("starts_at", starts_at.into()),
            ("zone", tx.stamp().zone.clone().into()),
            ("minutes", slot.minutes.into()),
            ("state", AppointmentState::Scheduled.into()),
            ("meeting_url", url.into()),
        ],
    )?;
    Ok(())
}

/// The meeting with the owner before session 1; whoever books it holds it.
pub(super) fn book_kickoff(db: &Db, tx: &mut Tx<'_>, pharmacy: Id, id: Id, slot: Slot) -> Result<Done, Failure> {
    if tx.current(Entity::Pharmacy, pharmacy, "kickoff_held")? != Value::Null {
        return Err(Refusal::KickoffHeld.into());
    }
    if let Some(open) = Appointment::kickoff(tx.conn(), pharmacy)? {
        return Err(Refusal::AlreadyBooked { appointment: open.id, starts_at: open.starts_at }.into());
    }
    let programme = db.programmes.for_pharmacy(tx.conn(), pharmacy, &db.options.lang)?;
    let (least, most) = programme.meta.kickoff_minutes;
    let (least, most) = (u32::from(least), u32::from(most));
    if !(least..=most).contains(&slot.minutes) {
        return Err(Refusal::Length { least, most }.into());
    }
    let trainer = tx.stamp().actor;
    let starts_at = db.options.zone.instant(slot.start);
    no_overlap(tx, trainer, starts_at, slot.minutes, None)?;
    tx.create(
        Entity::Appointment,
        id,
        &[
            ("kind", AppointmentKind::Kickoff.into()),
            ("pharmacy_id", pharmacy.into()),
            ("trainer_id", trainer.into()),
            ("starts_at", starts_at.into()),
            ("zone", tx.stamp().zone.clone().into()),
            ("minutes", slot.minutes.into()),
            ("state", AppointmentState::Scheduled.into()),
        ],
    )?;
    Ok(Done { made: Some(id), ..Done::default() })
}

/// A trainer's appointments do not overlap, nor do those of a file that names nobody.
fn no_overlap(
    tx: &Tx<'_>,
    trainer: Option<Id>,
    starts_at: DateTime<Utc>,
    minutes: u32,
    but: Option<Id>,
) -> Result<(), Failure> {
    use rusqlite::OptionalExtension;
    let (from, to) =
        (starts_at.timestamp_millis(), (starts_at + TimeDelta::minutes(i64::from(minutes))).timestamp_millis());
    let taken: Option<Id> = tx
        .conn()
        .prepare_cached(
            "SELECT id FROM appointment WHERE deleted_at IS NULL AND ?1 IS coalesce(trainer_id, \
             (SELECT e.trainer_id FROM enrolment e WHERE e.id = enrolment_id AND e.deleted_at IS NULL)) \
             AND state IN ('scheduled', 'waiting', 'in_progress') \
             AND starts_at < ?3 AND starts_at > ?2 - 86400000 AND starts_at + minutes * 60000 > ?2 AND id IS NOT ?4 LIMIT 1",
        )?
        .query_row((trainer, from, to, but), |row| row.get(0))
        .optional()?;
    taken.map_or(Ok(()), |appointment| Err(Refusal::Overlap { appointment }.into()))
}

/// At most one open appointment a number.
fn no_second(tx: &Tx<'_>, enrolment: Id, number: u8) -> Result<(), Failure> {
    Appointment::open(tx.conn(), enrolment, number)?
        .map_or(Ok(()), |a| Err(Refusal::AlreadyBooked { appointment: a.id, starts_at: a.starts_at }.into()))
}
