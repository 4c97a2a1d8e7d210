//! Rows of a roster: which of them are taken in, whether they agree with each other, and what becomes of each.

mod account;
mod check;
mod enrolment;
mod find;
mod learner;
mod said;
mod targets;

use std::collections::HashMap;
use std::rc::Rc;

use super::people::{Meant, People};
use super::script::{Script, Scripts};
use super::{Fate, Sheet};
use crate::domain::{BusinessDate, EnrolmentState, Entity, Id};
use crate::request::Failure;
use crate::request::import::{Problem, ProblemKind, RosterRow};
use crate::store::tx::Tx;
use crate::text::fold::fold;

use said::{OF_LEARNER, OF_PHARMACY, Said};

/// The word of a cell that means everything.
const ALL: &str = "all";

/// What rows are applied with.
pub(super) struct Roster<'a, 'c> {
    pub people: &'a mut People,
    pub scripts: &'a Scripts<'a>,
    pub tx: &'a Tx<'c>,
    pub configured: &'a Rc<Script>,
    pub today: BusinessDate,
    /// Pharmacies whose kickoff some meeting dates.
    pub kickoffs: &'a HashMap<Id, BusinessDate>,
}

impl Roster<'_, '_> {
    /// Takes the rows in; bad ones are told to the sheet.
    pub(super) fn take(&mut self, rows: &[RosterRow], sheet: &mut Sheet) -> Result<Vec<Meant>, Failure> {
        let mut met = Vec::with_capacity(rows.len());
        let mut good: Vec<(&RosterRow, Rc<Script>)> = Vec::with_capacity(rows.len());
        let mut accounts: HashMap<String, Said<'_>> = HashMap::new();
        for row in rows {
            let Some(script) = self.check(row, sheet) else { continue };
            let account = row.who.pharmacy.as_deref().map(fold);
            if let Some(said) = account.map(|key| accounts.entry(key).or_default()) {
                if let Some((column, other_row)) = said.against(row, OF_PHARMACY, &row.targets) {
                    sheet.reject(row.row, &column, "", ProblemKind::Disagree { other_row });
                    continue;
                }
                said.hear(row, OF_PHARMACY, &row.targets);
            }
            good.push((row, script));
        }
        for (row, _) in &good {
            if let Some(trainer) = &row.trainer {
                self.people.is_trainer(trainer);
            }
        }
        let named = self.named(&good);
        let mut without_trainer: Vec<usize> = Vec::new();
        let mut learners: HashMap<Id, Said<'_>> = HashMap::new();
        for (row, script) in good {
            let found = match self.find(row, &named) {
                Ok(found) => found,
                Err((column, value, what)) => {
                    sheet.reject(row.row, column, &value, what);
                    continue;
                }
            };
            if let Some(said) = found.and_then(|learner| learners.get(&learner))
                && let Some((column, other_row)) = said.against(row, OF_LEARNER, &row.learner_targets)
            {
                sheet.reject(row.row, &column, "", ProblemKind::Twice { other_row });
                continue;
            }
            if let Some(enrolled) = self.enrolled_elsewhere(found, row, &script)? {
                sheet.reject(row.row, "programme", "", ProblemKind::OtherProgramme { enrolled });
                continue;
            }
            let again = found.and_then(|learner| {
                let said = learners.get(&learner)?;
                Some(said.is_new(row, OF_LEARNER, &row.learner_targets))
            });
            let (meant, differs) = self.apply(row, &script, found)?;
            learners.entry(meant.learner).or_default().hear(row, OF_LEARNER, &row.learner_targets);
            met.push(meant);
            if self.needs_trainer(meant.enrolment) {
                without_trainer.push(row.row);
            }
            sheet.settle(match again {
                None if found.is_none() => Fate::Created,
                None | Some(true) if differs => Fate::Updated,
                None | Some(_) => Fate::Unchanged,
            });
        }
        // Where nobody has a name, everybody sees all learners.
        if self.people.has_staff() {
            sheet.warnings.extend(without_trainer.into_iter().map(|row| Problem {
                row,
                column: "trainer".to_owned(),
                value: String::new(),
                what: ProblemKind::NoTrainer,
            }));
        }
        Ok(met)
    }

    /// Nobody's day would show the learner.
    fn needs_trainer(&self, enrolment: Id) -> bool {
        let ledger = &self.people.ledger;
        let over = [EnrolmentState::Graduated, EnrolmentState::Withdrawn].map(EnrolmentState::word);
        let state = ledger.text(Entity::Enrolment, enrolment, "state");
        ledger.reference(Entity::Enrolment, enrolment, "trainer_id").is_none()
            && !state.is_some_and(|state| over.contains(&state))
    }

    /// Applies a row; whom it means, and whether anything differs from what is on disk.
    fn apply(&mut self, row: &RosterRow, script: &Rc<Script>, found: Option<Id>) -> Result<(Meant, bool), Failure> {
        let mut differs = false;
        let pharmacy = match row.who.pharmacy.as_deref() {
            Some(name) => Some(self.named_account(name, script)),
            None => found.and_then(|learner| self.people.pharmacy_of(learner)),
        };
        if let Some(pharmacy) = pharmacy {
            self.account(pharmacy, row, script, &mut differs)?;
        }
        let created = found.is_none();
        let meant = self.learner(row, script, found, pharmacy, &mut differs)?;
        self.enrolment(row, meant, created, &mut differs)?;
        self.graduation(row, script, meant, &mut differs)?;
        self.survey(row, meant, &mut differs)?;
        Ok((meant, differs))
    }
}
