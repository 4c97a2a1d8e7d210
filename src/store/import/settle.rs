//! What follows from everything that came in: the date of a kickoff and what it set, deadlines, states, judgements.

mod judging;
mod state;
mod task;

use std::collections::{BTreeMap, HashMap};

use super::super::db::Db;
use super::super::sql::At;
use super::super::tx::{Tx, Value};
use super::case::Subject;
use super::script::Script;
use super::{Import, Work};
use crate::domain::{AppointmentKind, AppointmentState, BusinessDate, Entity, Id};
use crate::request::Failure;
use crate::request::import::{HistoryKind, SessionRow};

/// The dates of held kickoffs that have a row of their own, the newest of each pharmacy.
pub(super) fn kickoffs(db: &Db, tx: &Tx<'_>) -> Result<HashMap<Id, BusinessDate>, Failure> {
    let zone = db.options.zone;
    let rows: Vec<(Id, BusinessDate)> = tx
        .conn()
        .prepare_cached(
            "SELECT pharmacy_id, max(starts_at) FROM appointment WHERE kind = 'kickoff' AND state = 'held' \
             AND pharmacy_id IS NOT NULL AND deleted_at IS NULL GROUP BY pharmacy_id",
        )?
        .query_map([], |row| Ok((row.get(0)?, zone.business_date(row.get::<_, At>(1)?.0))))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows.into_iter().collect())
}

impl Import<'_> {
    /// A held kickoff of a file dates the kickoff of its pharmacy: the newest one, before any roster.
    pub(super) fn date_kickoffs(&mut self, works: &[(Subject, Work<'_>)]) {
        for (subject, work) in works {
            let Subject::Pharmacy { id, .. } = subject else { continue };
            let kickoff = HistoryKind::Appointment(AppointmentKind::Kickoff);
            let held = |row: &&SessionRow| {
                row.kind == Some(kickoff) && row.result.unwrap_or(AppointmentState::Held) == AppointmentState::Held
            };
            let newest = work.past.iter().map(|(_, row)| *row).filter(held).filter_map(|row| row.date).max();
            if let (Some(_), Some(date)) = (newest, newest.max(self.kickoffs.get(id).copied())) {
                self.kickoffs.insert(*id, date);
                self.people.ledger.set(Entity::Pharmacy, *id, "kickoff_held", date);
            }
        }
    }

    /// A kickoff that turned out not to have been held dates nothing any more; one before it may.
    fn forget_kickoffs(&mut self, tx: &Tx<'_>) -> Result<(), Failure> {
        let held = kickoffs(self.db, tx)?;
        for (pharmacy, was) in &self.kickoffs_before {
            let ledger = &mut self.people.ledger;
            let now = held.get(pharmacy).copied();
            if now != Some(*was) && ledger.date(Entity::Pharmacy, *pharmacy, "kickoff_held") == Some(*was) {
                ledger.set(Entity::Pharmacy, *pharmacy, "kickoff_held", now);
            }
        }
        Ok(())
    }

    /// Works out what hangs on other rows.
    pub(super) fn settle(&mut self, tx: &mut Tx<'_>) -> Result<(), Failure> {
        self.forget_kickoffs(tx)?;
        let residents = self.people.residents();
        for pharmacy in self.touched.pharmacies.clone() {
            let learners = residents.get(&pharmacy).map_or(&[][..], Vec::as_slice);
            self.settle_pharmacy(tx, pharmacy, learners)?;
        }
        let sums = self.sums(tx)?;
        let enrolled: BTreeMap<Id, Id> = self.people.enrolled().collect();
        for (learner, enrolment) in enrolled {
            self.settle_enrolment(tx, learner, enrolment, sums.get(&enrolment))?;
        }
        Ok(())
    }

    /// When the device is due, deadlines, and the task that the kickoff set.
    fn settle_pharmacy(&mut self, tx: &Tx<'_>, pharmacy: Id, learners: &[Id]) -> Result<(), Failure> {
        let enrolments: Vec<Id> = learners.iter().filter_map(|l| self.people.enrolment(*l)).collect();
        let script = match enrolments.first() {
            Some(enrolment) => self.people.script(self.scripts, tx, *enrolment)?,
            None => self.configured.clone(),
        };
        let ledger = &mut self.people.ledger;
        let due_by = |contract: Option<BusinessDate>| contract.and_then(|date| script.device_due(date));
        let was = |name: &str| match ledger.was(Entity::Pharmacy, pharmacy, name) {
            Value::Text(text) => BusinessDate::parse(text),
            Value::Null | Value::Int(_) | Value::Ref(_) => None,
        };
        let (contract_was, due_was, kickoff_was) = (was("contract_date"), was("device_due"), was("kickoff_held"));
        let contract = ledger.date(Entity::Pharmacy, pharmacy, "contract_date");
        let due = ledger.date(Entity::Pharmacy, pharmacy, "device_due");
        // A date that was worked out follows what it was worked out from.
        if due.is_none() || (due == due_was && contract != contract_was && due == due_by(contract_was)) {
            ledger.set_some(Entity::Pharmacy, pharmacy, "device_due", due_by(contract));
        }
        let kickoff = ledger.date(Entity::Pharmacy, pharmacy, "kickoff_held");
        for enrolment in &enrolments {
            let script = self.people.script(self.scripts, tx, *enrolment)?;
            self.settle_deadline(&script, *enrolment, kickoff, kickoff_was);
        }
        self.settle_task(tx, &script, pharmacy, &enrolments)
    }

    fn settle_deadline(
        &mut self,
        script: &Script,
        enrolment: Id,
        kickoff: Option<BusinessDate>,
        kickoff_was: Option<BusinessDate>,
    ) {
        let ledger = &mut self.people.ledger;
        let invited = ledger.date(Entity::Enrolment, enrolment, "invited_on");
        let by = |kickoff: Option<BusinessDate>| {
            kickoff.and_then(|date| script.deadline(invited.map_or(date, |invited| invited.max(date))))
        };
        let deadline = ledger.date(Entity::Enrolment, enrolment, "deadline");
        let worked_out = deadline.is_some() && kickoff != kickoff_was && deadline == by(kickoff_was);
        if deadline.is_none() || worked_out {
            ledger.set(Entity::Enrolment, enrolment, "deadline", by(kickoff));
        }
    }
}
