//! What a row of a roster says of its learner, who is enrolled with the first one.

use super::super::people::Meant;
use super::super::script::Script;
use super::Roster;
use crate::domain::{EnrolmentState, Entity, Id};
use crate::request::Failure;
use crate::request::import::RosterRow;
use crate::store::tx::Value;

impl Roster<'_, '_> {
    pub(super) fn learner(
        &mut self,
        row: &RosterRow,
        script: &Script,
        found: Option<Id>,
        pharmacy: Option<Id>,
        differs: &mut bool,
    ) -> Result<Meant, Failure> {
        let learner = found.unwrap_or_else(|| self.people.fresh());
        let ledger = &mut self.people.ledger;
        if found.is_none() {
            ledger.make(Entity::Learner, learner, None);
        }
        let fields: [(&str, Option<Value>); 7] = [
            ("code", row.who.learner_id.clone().map(Value::from)),
            ("pharmacy_id", pharmacy.map(Value::from)),
            ("name", row.who.learner.clone().map(Value::from)),
            ("kana", row.who.learner_kana.clone().map(Value::from)),
            ("job", row.job.map(Value::from)),
            ("preferred_slot", row.slot.map(|slot| Value::from(slot_text(slot)))),
            ("meeting_url", row.meeting_url.clone().map(Value::from)),
        ];
        for (field, value) in fields {
            *differs |= ledger.set_some(Entity::Learner, learner, field, value);
        }
        self.people.index_learner(learner);
        self.targets(script, "learner", learner, &row.learner_targets, differs)?;
        let enrolment = match self.people.enrolment(learner) {
            Some(known) => known,
            None => self.enrol(learner, script)?,
        };
        Ok(Meant { learner, enrolment, pharmacy: self.people.pharmacy_of(learner) })
    }

    fn enrol(&mut self, learner: Id, script: &Script) -> Result<Id, Failure> {
        self.scripts.store(self.tx.conn(), script)?;
        let id = self.people.fresh();
        let identity = &script.programme.identity;
        let ledger = &mut self.people.ledger;
        ledger.make(Entity::Enrolment, id, None);
        let fields: [(&str, Value); 7] = [
            ("learner_id", learner.into()),
            ("programme_id", identity.id.as_str().into()),
            ("programme_version", identity.version.as_str().into()),
            ("programme_hash", identity.hash.as_str().into()),
            ("state", EnrolmentState::Invited.into()),
            ("state_set", false.into()),
            ("start_no", 1_i64.into()),
        ];
        for (field, value) in fields {
            ledger.set(Entity::Enrolment, id, field, value);
        }
        self.people.enrol(learner, id);
        Ok(id)
    }
}

/// `2 14:00`: Monday is 1.
fn slot_text((weekday, time): (u8, chrono::NaiveTime)) -> String {
    format!("{weekday} {}", time.format("%H:%M"))
}
