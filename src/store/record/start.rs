//! A 1on1 (or kickoff) begins.

use chrono::{DateTime, TimeDelta, Utc};

use super::super::db::Db;
use super::super::failure::gone;
use super::super::recording::Done;
use super::super::rows::{Appointment, Session};
use super::super::tx::{Tx, Value};
use super::super::{gates, history, live};
use super::{enrolment, plan};
use crate::domain::transitions::{self, AppointmentEvent, EARLY_START, change_appointment};
use crate::domain::{AppointmentState, Entity, Id};
use crate::request::{Failure, Refusal};

/// The learner is not there: the clock of the waiting state runs from now.
pub(super) fn wait(tx: &mut Tx<'_>, appointment: Id) -> Result<Done, Failure> {
    let found = Appointment::find(tx.conn(), appointment)?.ok_or_else(|| gone(Entity::Appointment))?;
    let at = tx.stamp().at;
    let change = change_appointment(found.state, found.starts_at, AppointmentEvent::NotThere { at })
        .map_err(|why| refused(&why, &found, found.starts_at, at))?;
    tx.change(Entity::Appointment, appointment, &[("state", change.state.into()), ("waiting_since", at.into())])?;
    Ok(Done::default())
}

/// A refusal of the state machine as it is told; `from`: when it would be possible.
fn refused(why: &transitions::Refusal, found: &Appointment, from: DateTime<Utc>, now: DateTime<Utc>) -> Refusal {
    match why {
        transitions::Refusal::TooEarly { .. } => Refusal::TooEarly { minutes: (from - now).num_minutes() + 1 },
        _ => Refusal::Appointment { is: found.state },
    }
}

/// The same while another session runs, which is set aside: it keeps all it has, and its clock stands.
pub(super) fn switch(
    db: &Db,
    tx: &mut Tx<'_>,
    appointment: Id,
    session: Id,
    override_reason: Option<String>,
) -> Result<Done, Failure> {
    live::set_others_aside(tx, None)?;
    start(db, tx, appointment, session, override_reason)
}

/// What was held without having been begun here took the time of its slot, as far as that has passed; how late it began
/// nobody knows.
pub(super) fn held(
    db: &Db,
    tx: &mut Tx<'_>,
    (appointment, session): (Id, Id),
    override_reason: Option<String>,
    beside: bool,
) -> Result<Done, Failure> {
    if beside {
        live::set_others_aside(tx, None)?;
    }
    begin(db, tx, (appointment, session), override_reason, Began::InItsSlot)
}

/// Starts the session of an appointment; of a broken-off one, part 2 of the same number right now.
pub(super) fn start(
    db: &Db,
    tx: &mut Tx<'_>,
    appointment: Id,
    session: Id,
    override_reason: Option<String>,
) -> Result<Done, Failure> {
    begin(db, tx, (appointment, session), override_reason, Began::Now)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Began {
    Now,
    InItsSlot,
}

fn begin(
    db: &Db,
    tx: &mut Tx<'_>,
    (appointment, session): (Id, Id),
    override_reason: Option<String>,
    began: Began,
) -> Result<Done, Failure> {
    let found = Appointment::find(tx.conn(), appointment)?.ok_or_else(|| gone(Entity::Appointment))?;
    // Two sessions are live only where somebody chose that.
    if let Some(running) = live::running(tx.conn())?.filter(|running| running.appointment != appointment) {
        return Err(Refusal::Running { appointment: running.appointment }.into());
    }
    let now = tx.stamp().at;
    let target = if found.state == AppointmentState::BrokenOff { second_part(tx, &found)? } else { found };
    let date = db.options.zone.business_date(target.starts_at);
    let unmet = gates::unmet_gates(db, &target, date)?;
    let programme = db.programmes.of_appointment(tx.conn(), &target, &db.options.lang)?;
    let begin = AppointmentEvent::Start { at: now, unmet: &unmet, overridden: override_reason.is_some() };
    let change = change_appointment(target.state, target.starts_at, begin).map_err(|why| match why {
        transitions::Refusal::GatesUnmet(unmet) => Refusal::Gates { unmet: gates::words(&programme, &unmet) },
        other => refused(&other, &target, target.starts_at - EARLY_START, now),
    })?;
    let mut set = vec![("state", Value::from(change.state))];
    // A slot that has not come yet begins like any other.
    let (from, to) = match began {
        Began::InItsSlot if target.starts_at < now => {
            let end = target.starts_at + TimeDelta::minutes(i64::from(target.minutes));
            (target.starts_at, Some(end.min(now)))
        }
        Began::InItsSlot | Began::Now => {
            set.push(("late_minutes", Value::Int((now - target.starts_at).num_minutes().max(0))));
            (now, None)
        }
    };
    // Why it was booked out of its order stays, where nothing new is said.
    if override_reason.is_some() {
        set.push(("override_reason", override_reason.into()));
    }
    tx.change(Entity::Appointment, target.id, &set)?;
    let part = match target.enrolment {
        Some(enrolment) => history::parts(tx.conn(), enrolment, target.number)? + 1,
        None => 1,
    };
    let mut row = vec![
        ("appointment_id", target.id.into()),
        ("enrolment_id", target.enrolment.into()),
        ("pharmacy_id", target.pharmacy.into()),
        ("part", part.into()),
        ("started_at", from.into()),
        ("zone", tx.stamp().zone.clone().into()),
        ("confirmed", false.into()),
        ("programme_version", programme.identity.version.clone().into()),
    ];
    row.extend(to.map(|to| ("ended_at", to.into())));
    tx.create(Entity::Session, session, &row)?;
    if let Some(id) = target.enrolment {
        enrolment::begin_learning(db, tx, id, db.options.zone.business_date(from))?;
    }
    plan::plan_items(db, tx, &programme, &target, session)?;
    Ok(Done { made: Some(target.id), ..Done::default() })
}

/// Part 2 of a broken-off meeting: what was booked for it moves to now, else a new appointment is made.
fn second_part(tx: &mut Tx<'_>, broken: &Appointment) -> Result<Appointment, Failure> {
    let now = tx.stamp().at;
    // Once the number is held there is nothing left to go on with.
    if let Some(held) = history::follower(tx.conn(), broken)?.filter(|a| a.state == AppointmentState::Held) {
        return Err(Refusal::Appointment { is: held.state }.into());
    }
    if let Some(enrolment) = broken.enrolment {
        let booked = Appointment::of_enrolment(tx.conn(), enrolment)?
            .into_iter()
            .find(|a| a.state.is_open() && a.number == broken.number && a.kind == broken.kind);
        if let Some(booked) = booked {
            let set = [("state", AppointmentState::Rescheduled.into())];
            tx.change(Entity::Appointment, booked.id, &set)?;
        }
    }
    let id = tx.new_id();
    tx.create(
        Entity::Appointment,
        id,
        &[
            ("kind", broken.kind.into()),
            ("enrolment_id", broken.enrolment.into()),
            ("pharmacy_id", broken.pharmacy.into()),
            ("session_no", broken.number.into()),
            ("trainer_id", broken.trainer.into()),
            ("starts_at", now.into()),
            ("zone", tx.stamp().zone.clone().into()),
            ("minutes", broken.minutes.into()),
            ("state", AppointmentState::Scheduled.into()),
            ("rescheduled_from", broken.id.into()),
            ("meeting_url", broken.meeting_url.clone().into()),
        ],
    )?;
    Appointment::find(tx.conn(), id)?.ok_or_else(|| gone(Entity::Appointment))
}

/// The session that a recording speaks of; closed ones are locked.
pub(super) fn open_session(tx: &Tx<'_>, id: Id) -> Result<Session, Failure> {
    let session = Session::find(tx.conn(), id)?.ok_or_else(|| gone(Entity::Session))?;
    if session.closed_at.is_some() { Err(Refusal::Closed.into()) } else { Ok(session) }
}
