//! Targets of a pharmacy or a learner, and which of them count before those of the programme.

use super::super::script::{self, Script};
use super::{ALL, Roster};
use crate::domain::{Entity, Id};
use crate::request::Failure;
use crate::request::import::{MetricCell, RosterRow};

impl Roster<'_, '_> {
    pub(super) fn targets(
        &mut self,
        script: &Script,
        scope: &'static str,
        id: Id,
        cells: &[MetricCell],
        differs: &mut bool,
    ) -> Result<(), Failure> {
        for cell in cells {
            let Some(metric) = script.metric(&cell.metric) else { continue };
            let Ok(value) = script::value(cell.figure, metric) else { continue };
            let target = self.target(scope, id, &metric.id)?;
            let ledger = &mut self.people.ledger;
            *differs |= ledger.set(Entity::MetricTarget, target, "value", value);
            if ledger.is_new(Entity::MetricTarget, target) {
                ledger.set(Entity::MetricTarget, target, "basis", "agreed");
            }
        }
        Ok(())
    }

    /// The target of a metric that holds from the beginning; made when there is none.
    fn target(&mut self, scope: &'static str, id: Id, metric: &str) -> Result<Id, Failure> {
        let target = target_id(scope, id, metric);
        let ledger = &mut self.people.ledger;
        if !ledger.has(Entity::MetricTarget, target) {
            ledger.load(self.tx.conn(), Entity::MetricTarget, "id = ?1", [target])?;
        }
        if !ledger.has(Entity::MetricTarget, target) {
            ledger.make(Entity::MetricTarget, target, None);
            ledger.set(Entity::MetricTarget, target, "metric_id", metric);
            ledger.set(Entity::MetricTarget, target, "scope", scope);
            ledger.set(Entity::MetricTarget, target, "scope_id", id);
        }
        Ok(target)
    }

    /// Which of the pharmacy's own targets replace the default; without a cell it stays as it was, at first none.
    pub(super) fn precedence(
        &mut self,
        script: &Script,
        pharmacy: Id,
        row: &RosterRow,
        differs: &mut bool,
    ) -> Result<(), Failure> {
        let Some(cell) = &row.takes_precedence else { return Ok(()) };
        let wanted = precedence(script, cell).unwrap_or_default();
        for metric in &script.programme.metrics {
            let id = target_id("pharmacy", pharmacy, &metric.id);
            let ledger = &mut self.people.ledger;
            if !ledger.has(Entity::MetricTarget, id) {
                ledger.load(self.tx.conn(), Entity::MetricTarget, "id = ?1", [id])?;
            }
            if ledger.has(Entity::MetricTarget, id) {
                let takes = wanted.iter().any(|m| m == ALL || *m == metric.id);
                let said = ledger.int(Entity::MetricTarget, id, "takes_precedence") == Some(1);
                if takes != said || takes {
                    *differs |= ledger.set(Entity::MetricTarget, id, "takes_precedence", takes);
                }
            }
        }
        Ok(())
    }
}

/// The natural id of a target that holds from the beginning.
fn target_id(scope: &str, id: Id, metric: &str) -> Id {
    Id::natural(Entity::MetricTarget, &format!("{scope}:{id}:{metric}:"))
}

/// The ids of the metrics that a cell names; `all` as it is, `none` as nothing. Names may hold blanks: what is no name as a
/// whole is a list. The first that is no metric is the error.
pub(super) fn precedence(script: &Script, cell: &[String]) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    for part in cell {
        if part == ALL {
            return Ok(vec![ALL.to_owned()]);
        }
        if matches!(part.to_lowercase().as_str(), "none" | "なし") {
            continue;
        }
        match script.metric(part) {
            Some(metric) => found.push(metric.id.clone()),
            None => {
                for word in part.split_whitespace() {
                    found.push(script.metric(word).ok_or_else(|| word.to_owned())?.id.clone());
                }
            }
        }
    }
    Ok(found)
}
