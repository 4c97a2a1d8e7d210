//! Which numbers a meeting goes through besides its own, and which of what was carried it goes on with.

use std::collections::BTreeSet;

use super::super::db::Db;
use super::super::failure::gone;
use super::super::recording::Done;
use super::super::rows::{Enrolment, SessionItem};
use super::super::tx::{Tx, Value};
use super::super::{gates, history, outcomes};
use super::during;
use super::plan::{self, STEP};
use super::start::open_session;
use crate::domain::transitions::needs_reason;
use crate::domain::{AppointmentKind, Entity, Id, Outcome, SessionNo};
use crate::programme::Flag;
use crate::request::{Failure, Refusal};

/// The longest reason, in characters (as that of a gate that was overridden: one line).
const LONGEST: usize = 400;

/// A further number comes into a meeting that is not closed. Its items stand below what is there; those that are behind the
/// learner, or carried into this meeting already, do not come again.
pub(super) fn take_in(db: &Db, tx: &mut Tx<'_>, session: Id, number: u8) -> Result<Done, Failure> {
    let session = open_session(tx, session)?;
    let appointment = during::appointment_of(tx, &session)?;
    let refused = || Failure::from(Refusal::NotTakenIn { number });
    let (AppointmentKind::Session, Some(enrolment)) = (appointment.kind, session.enrolment) else {
        return Err(refused());
    };
    let rows = SessionItem::of_session(tx.conn(), session.id)?;
    if appointment.number == Some(number) || further(&rows, appointment.number).contains(&number) {
        return Err(refused());
    }
    let row = Enrolment::find(tx.conn(), enrolment)?.ok_or_else(|| gone(Entity::Enrolment))?;
    let programme = db.programmes.of_enrolment(tx.conn(), &row, &db.options.lang)?;
    let no = SessionNo::new(number).ok_or_else(refused)?;
    let script = programme.session(no).ok_or_else(refused)?;
    let date = db.options.zone.business_date(appointment.starts_at);
    let unmet = gates::unmet(db, (row.id, row.learner), &programme, &[no], date, None)?;
    if !unmet.is_empty() {
        return Err(Refusal::Gates { unmet: gates::words(&programme, &unmet) }.into());
    }
    let outcomes = outcomes::of_enrolment(db, tx.conn(), enrolment, Some(appointment.starts_at))?;
    let again = history::held_numbers(tx.conn(), enrolment)?.contains(&number);
    let mut position = rows.iter().map(|row| row.position).max().unwrap_or(0);
    for (section, item) in plan::lines(script) {
        let here = rows.iter().any(|row| row.item == item.id);
        let behind_us = !again && outcomes.newest(&item.id).is_some();
        // Homework of the number before was set in this very meeting: there is nothing to look at yet.
        let looks_back = item.is(Flag::Review);
        if here || behind_us || looks_back || !plan::branch_open(item, |id| outcomes.newest(id)) {
            continue;
        }
        position += STEP;
        plan::add(tx, session.id, number, section, item, position, None, outcomes.count(&item.id))?;
    }
    Ok(Done::default())
}

/// The numbers that came into a meeting besides its own.
pub(in crate::store) fn further(rows: &[SessionItem], planned: Option<u8>) -> BTreeSet<u8> {
    let own = rows.iter().filter(|row| row.carried_from.is_none()).map(|row| row.number);
    own.filter(|number| *number > 0 && Some(*number) != planned).collect()
}

/// A carried item is not carried any further.
pub(super) fn drop_item(tx: &mut Tx<'_>, item: Id, reason: &str) -> Result<Done, Failure> {
    let row = SessionItem::find(tx.conn(), item)?.ok_or_else(|| gone(Entity::SessionItem))?;
    open_session(tx, row.session)?;
    let reason = one_line(reason, Refusal::NotCarried)?;
    if row.carried_from.is_none() {
        return Err(Refusal::NotCarried.into());
    }
    let set = [("outcome", Value::from(Outcome::Skipped)), ("said", false.into()), ("note", reason.into())];
    tx.change(Entity::SessionItem, item, &set)?;
    Ok(Done::default())
}

/// Why an item that need not be was skipped. One that was carried has its reason from being dropped.
pub(super) fn skip_reason(db: &Db, tx: &mut Tx<'_>, item: Id, reason: &str) -> Result<Done, Failure> {
    let row = SessionItem::find(tx.conn(), item)?.ok_or_else(|| gone(Entity::SessionItem))?;
    let session = open_session(tx, row.session)?;
    let reason = one_line(reason, Refusal::NoReasonAsked)?;
    let appointment = during::appointment_of(tx, &session)?;
    let programme = db.programmes.of_appointment(tx.conn(), &appointment, &db.options.lang)?;
    let review = programme.item(&row.item).is_some_and(|found| found.item.is(Flag::Review));
    if row.carried_from.is_some() || !needs_reason(row.outcome, row.must, review) {
        return Err(Refusal::NoReasonAsked.into());
    }
    tx.change(Entity::SessionItem, item, &[("note", reason.into())])?;
    Ok(Done::default())
}

/// A reason as it is kept; there is none without words.
fn one_line(reason: &str, none: Refusal) -> Result<&str, Failure> {
    let reason = reason.trim();
    match reason.chars().count() {
        0 => Err(none.into()),
        1..=LONGEST => Ok(reason),
        _ => Err(Refusal::TooManyCharacters { max: LONGEST }.into()),
    }
}
