//! The items that a record names.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::{Case, outcomes};
use crate::domain::{AppointmentKind, AppointmentState, Entity, Id, Outcome};
use crate::programme::Flag;
use crate::request::import::SessionRow;
use crate::store::import::script::Home;
use crate::store::tx::Value;

impl Case<'_> {
    /// The items that a row names. Of a held meeting its own items that are not named are done and have no row.
    pub(super) fn items(&mut self, at: usize, session: Id, row: &SessionRow) -> bool {
        let named: Vec<(Outcome, &[String])> = outcomes(row)
            .into_iter()
            .filter(|(_, _, ids)| !ids.is_empty())
            .map(|(_, outcome, ids)| (outcome, ids))
            .collect();
        if named.is_empty() {
            return false;
        }
        let mut differs = false;
        let held = self.state(&self.meetings[at]) == AppointmentState::Held;
        let numbers = self.meetings[at].numbers.clone();
        let mut rows: HashMap<String, Id> = HashMap::new();
        for id in self.of_session(Entity::SessionItem, session) {
            if let Some(item) = self.ledger.text(Entity::SessionItem, id, "item_id") {
                rows.insert(item.to_owned(), id);
            }
        }
        let mut stays: HashSet<Id> = HashSet::new();
        for (outcome, ids) in &named {
            for item in *ids {
                let Some(home) = self.script.home(item) else { continue };
                let unnamed =
                    *outcome == Outcome::Done && held && is_own(home, &numbers, self.kind(&self.meetings[at]));
                if unnamed {
                    continue;
                }
                let id = match rows.get(item) {
                    Some(id) => *id,
                    None => self.make_item(session, item, home, &numbers),
                };
                stays.insert(id);
                let said = self.ledger.int(Entity::SessionItem, id, "must") == Some(1) && *outcome != Outcome::Skipped;
                differs |= self.ledger.set(Entity::SessionItem, id, "outcome", *outcome);
                self.ledger.set(Entity::SessionItem, id, "said", said);
            }
        }
        // A cell that is given is the whole of its outcome.
        for (item, id) in rows {
            let outcome = self.ledger.text(Entity::SessionItem, id, "outcome").and_then(Outcome::from_word);
            let given = named.iter().any(|(o, ids)| Some(*o) == outcome || ids.contains(&item));
            if given && !stays.contains(&id) {
                self.ledger.remove(Entity::SessionItem, id);
                differs = true;
            }
        }
        differs
    }

    fn make_item(&mut self, session: Id, item: &str, home: Home, numbers: &[u8]) -> Id {
        let id = self.people.fresh();
        let script = Rc::clone(&self.script);
        let line = script.item(item);
        let carried_from = (!numbers.contains(&home.number) && home.number > 0).then_some(home.number);
        self.ledger.make(Entity::SessionItem, id, None);
        let place = i64::try_from(home.place).unwrap_or(i64::MAX);
        let fields: [(&str, Value); 8] = [
            ("session_id", session.into()),
            ("session_no", home.number.into()),
            ("item_id", item.into()),
            ("section", home.section.into()),
            ("position", place.into()),
            ("text", line.map(|l| l.text.clone()).into()),
            ("planned_minutes", line.map(|l| u32::from(l.minutes.unwrap_or(0))).into()),
            ("must", line.map(|l| l.is(Flag::Must)).into()),
        ];
        for (field, value) in fields {
            self.ledger.set(Entity::SessionItem, id, field, value);
        }
        self.ledger.set(Entity::SessionItem, id, "carried_from", carried_from);
        id
    }
}

/// Whether an item belongs to what the meeting was about.
fn is_own(home: Home, numbers: &[u8], kind: AppointmentKind) -> bool {
    match kind {
        AppointmentKind::Kickoff => home.number == 0,
        AppointmentKind::Session
        | AppointmentKind::Extra
        | AppointmentKind::Support
        | AppointmentKind::FollowUpCall => numbers.contains(&home.number),
    }
}
