//! A row of history that is no meeting: somebody was reached.

use super::{Case, Fate};
use crate::domain::{Entity, Id, TouchKind};
use crate::request::import::SessionRow;
use crate::store::import::case::Subject;

impl Case<'_> {
    /// A call that reached somebody.
    pub(super) fn call(&mut self, row: &SessionRow) -> Fate {
        let Some(date) = row.date else { return Fate::Unchanged };
        let at = self.instant(date, row.start).timestamp_millis();
        let lines = row.summary.iter().chain(row.next_focus.iter()).map(String::as_str);
        let text = lines.chain(row.notes.iter().map(|n| n.line.as_str())).collect::<Vec<_>>().join("\n");
        let same_time: Vec<Id> = self
            .ledger
            .ids(Entity::Touch)
            .filter(|id| !self.touches.contains(id) && self.ledger.int(Entity::Touch, *id, "at") == Some(at))
            .collect();
        let same_text = |id: &&Id| self.ledger.text(Entity::Touch, **id, "text").unwrap_or_default() == text;
        let known = same_time.iter().find(same_text).or(same_time.first()).copied();
        let by = match &row.trainer {
            Some(name) => self.trainer(Some(name)),
            None if known.is_none() => self.default_trainer(),
            None => None,
        };
        let id = known.unwrap_or_else(|| self.people.fresh());
        if known.is_none() {
            let (scope, scope_id) = match self.subject {
                Subject::Learner(meant) => ("learner", meant.learner),
                Subject::Pharmacy { id, .. } => ("pharmacy", id),
            };
            self.ledger.make(Entity::Touch, id, None);
            self.ledger.set(Entity::Touch, id, "kind", TouchKind::Call);
            self.ledger.set(Entity::Touch, id, "at", at);
            self.ledger.set(Entity::Touch, id, "scope", scope);
            self.ledger.set(Entity::Touch, id, "scope_id", scope_id);
            self.ledger.set(Entity::Touch, id, "reached", true);
        }
        self.touches.insert(id);
        let mut differs = self.ledger.set_some(Entity::Touch, id, "by_id", by);
        if !text.is_empty() {
            differs |= self.ledger.set(Entity::Touch, id, "text", text);
        }
        match (known.is_none(), differs) {
            (true, _) => Fate::Created,
            (false, true) => Fate::Updated,
            (false, false) => Fate::Unchanged,
        }
    }
}
