//! Which numbers a meeting goes through besides its own, and which of what was carried it goes on with.

use std::collections::BTreeSet;

use super::super::db::{Db, Done, gone};
use super::super::history;
use super::super::rows::{Enrolment, SessionItem};
use super::super::tx::{Tx, Value};
use super::during;
use super::plan::{self, STEP};
use super::start::open_session;
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
    let unmet = history::unmet(db, &row, &programme, &[no], date, None)?;
    if !unmet.is_empty() {
        return Err(Refusal::Gates { unmet: unmet.iter().map(ToString::to_string).collect() }.into());
    }
    let outcomes = history::outcomes(db, tx.conn(), enrolment, Some(appointment.starts_at))?;
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
    let reason = reason.trim();
    if row.carried_from.is_none() || reason.is_empty() {
        return Err(Refusal::NotCarried.into());
    }
    if reason.chars().count() > LONGEST {
        return Err(Refusal::TooManyCharacters { max: LONGEST }.into());
    }
    let set = [("outcome", Value::from(Outcome::Skipped)), ("said", false.into()), ("note", reason.into())];
    tx.change(Entity::SessionItem, item, &set)?;
    Ok(Done::default())
}
