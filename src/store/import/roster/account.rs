//! What a row of a roster says of its pharmacy.

use super::super::script::Script;
use super::Roster;
use crate::domain::{Entity, FlowStatus, Id, StaffRole};
use crate::request::Failure;
use crate::request::import::RosterRow;
use crate::store::tx::Value;

impl Roster<'_, '_> {
    /// The pharmacy of a name; made when there is none.
    pub(super) fn named_account(&mut self, name: &str, script: &Script) -> Id {
        if let Some(known) = self.people.pharmacy(name).ok().flatten() {
            return known;
        }
        let id = self.people.add_pharmacy(name);
        let ledger = &mut self.people.ledger;
        ledger.set(Entity::Pharmacy, id, "touch_model", script.programme.meta.touch_model.word());
        ledger.set(Entity::Pharmacy, id, "regime", "new");
        ledger.set(Entity::Pharmacy, id, "programme_id", script.programme.id());
        id
    }

    /// What is the pharmacy's.
    pub(super) fn account(
        &mut self,
        id: Id,
        row: &RosterRow,
        script: &Script,
        differs: &mut bool,
    ) -> Result<(), Failure> {
        let usm = row.usm.as_deref().and_then(|name| self.people.staff(name, StaffRole::Usm));
        let weekdays = row.closed_weekdays.as_ref().map(|days| weekdays_text(days));
        // A kickoff that was held is dated by its own row, which wins.
        let kickoff_held = row.kickoff_held.filter(|_| !self.kickoffs.contains_key(&id));
        let fields: [(&str, Option<Value>); 13] = [
            ("kana", row.pharmacy_kana.clone().map(Value::from)),
            ("contract_date", row.contract_date.map(Value::from)),
            ("device_due", row.device_due.map(Value::from)),
            ("device_installed", row.device_installed.map(Value::from)),
            ("go_live_target", row.go_live_target.map(Value::from)),
            ("go_live_actual", row.go_live_actual.map(Value::from)),
            ("kickoff_planned", row.kickoff_date.map(Value::from)),
            ("kickoff_held", kickoff_held.map(Value::from)),
            ("purpose", row.purpose.clone().map(Value::from)),
            ("touch_model", row.touch_model.map(|t| Value::from(t.word()))),
            ("regime", row.cohort.clone().map(Value::from)),
            ("usm_id", usm.map(Value::from)),
            ("closed_weekdays", weekdays.map(Value::from)),
        ];
        for (field, value) in fields {
            *differs |= self.people.ledger.set_some(Entity::Pharmacy, id, field, value);
        }
        if row.owner.is_some() || row.owner_kana.is_some() {
            let owner = self.people.owner(id);
            let ledger = &mut self.people.ledger;
            *differs |= ledger.set_some(Entity::Contact, owner, "name", row.owner.clone());
            *differs |= ledger.set_some(Entity::Contact, owner, "kana", row.owner_kana.clone());
        }
        if let Some(status) = row.flow {
            self.flow(id, status, differs);
        }
        self.targets(script, "pharmacy", id, &row.targets, differs)?;
        self.precedence(script, id, row, differs)
    }

    /// No flow and a flow that says none are the same.
    fn flow(&mut self, pharmacy: Id, status: FlowStatus, differs: &mut bool) {
        if status == FlowStatus::None && !self.people.has_flow(pharmacy) {
            return;
        }
        let flow = self.people.flow(pharmacy);
        *differs |= self.people.ledger.set(Entity::OperationFlow, flow, "status", status);
    }
}

/// `3 7`: Monday is 1.
fn weekdays_text(days: &[u8]) -> String {
    days.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
