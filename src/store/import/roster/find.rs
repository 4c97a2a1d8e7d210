//! Whom a row of a roster means.

use std::collections::HashSet;
use std::rc::Rc;

use super::super::people::{By, Nobody, one};
use super::super::script::Script;
use super::Roster;
use crate::domain::{Entity, Id};
use crate::request::Failure;
use crate::request::import::{ProblemKind, RosterRow};

impl Roster<'_, '_> {
    /// Learners that some row of the file means by code or name.
    pub(super) fn named(&self, rows: &[(&RosterRow, Rc<Script>)]) -> HashSet<Id> {
        rows.iter().flat_map(|(row, _)| self.by_code_or_name(row).unwrap_or_default()).collect()
    }

    fn by_code_or_name(&self, row: &RosterRow) -> Option<Vec<Id>> {
        if let Some(code) = &row.who.learner_id {
            let coded = self.people.coded(code);
            if !coded.is_empty() {
                return Some(coded.to_vec());
            }
        }
        let name = row.who.learner.as_deref()?;
        let pharmacy = match &row.who.pharmacy {
            // A pharmacy that is new has no learners yet.
            Some(pharmacy) => Some(self.people.pharmacy(pharmacy).ok().flatten()?),
            None => None,
        };
        Some(self.people.called(By::Name, name, pharmacy, row.who.learner_id.is_some()))
    }

    /// The learner that a row means; `None` for a new one. A kana alone means somebody only if no row of the file calls
    /// that person by another name: two colleagues may sound the same.
    pub(super) fn find(&self, row: &RosterRow, named: &HashSet<Id>) -> Result<Option<Id>, Nobody> {
        let column = if row.who.learner_id.is_some() { "learner_id" } else { "learner" };
        let told = |what| (column, String::new(), what);
        let found = self.by_code_or_name(row).unwrap_or_default();
        if !found.is_empty() {
            return one(&found).map_err(told);
        }
        let pharmacy = row.who.pharmacy.as_deref().and_then(|name| self.people.pharmacy(name).ok().flatten());
        if row.who.pharmacy.is_none() || pharmacy.is_some() {
            let kanas = [row.who.learner_kana.as_deref(), row.who.learner.as_deref()];
            for kana in kanas.into_iter().flatten() {
                let mut found = self.people.called(By::Kana, kana, pharmacy, row.who.learner_id.is_some());
                found.retain(|id| !named.contains(id) && !self.people.ledger.is_new(Entity::Learner, *id));
                if !found.is_empty() {
                    return one(&found).map_err(told);
                }
            }
        }
        if row.who.pharmacy.is_none() {
            return Err(("pharmacy", String::new(), ProblemKind::Required));
        }
        Ok(None)
    }

    /// The programme in which the learner is already enrolled, when the row says another one.
    pub(super) fn enrolled_elsewhere(
        &self,
        learner: Option<Id>,
        row: &RosterRow,
        script: &Script,
    ) -> Result<Option<String>, Failure> {
        let enrolment = learner.and_then(|learner| self.people.enrolment(learner));
        let (Some(enrolment), true) = (enrolment, row.programme.is_some()) else { return Ok(None) };
        let current = self.people.script(self.scripts, self.tx, enrolment)?;
        let enrolled = current.programme.id();
        Ok((enrolled != script.programme.id()).then(|| enrolled.to_owned()))
    }
}
