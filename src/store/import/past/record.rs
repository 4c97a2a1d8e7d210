//! The record of a meeting, and what is left of one that did not take place.

use super::Case;
use crate::domain::{Entity, Id};
use crate::request::import::SessionRow;
use crate::store::import::case::Subject;
use crate::store::tx::Value;

impl Case<'_> {
    /// The record of a meeting that took place; answers whether anything differs from what is on disk.
    pub(super) fn record(&mut self, at: usize, row: &SessionRow, starts_at: i64) -> bool {
        let appointment = self.meetings[at].appointment;
        let mut differs = false;
        let session = if let Some(session) = self.meetings[at].session {
            differs |= self.keep_start(at, session, row, starts_at);
            session
        } else {
            differs = true;
            self.make_session(at, row, starts_at)
        };
        let began = self.began_at(&self.meetings[at]);
        let closed_by = self.ledger.reference(Entity::Appointment, appointment, "trainer_id");
        // A record that was closed since is not opened again.
        let open = self.ledger.int(Entity::Session, session, "closed_at").is_none();
        let closes = row.closed.unwrap_or_else(|| self.ledger.is_new(Entity::Session, session));
        let fields: [(&str, Option<Value>); 6] = [
            ("mood", row.mood.map(Value::from)),
            ("summary", row.summary.clone().map(Value::from)),
            ("next_focus", row.next_focus.clone().map(Value::from)),
            ("confirmed", (closes && open).then_some(Value::from(true))),
            ("closed_at", (closes && open).then_some(Value::Int(began))),
            ("closed_by", (closes && open).then_some(Value::from(closed_by))),
        ];
        for (field, value) in fields {
            differs |= self.ledger.set_some(Entity::Session, session, field, value);
        }
        if let Some(state) = row.homework {
            differs |= self.homework_differs(at, session, state);
            self.homework.insert(session, state);
        }
        differs |= self.items(at, session, row);
        differs |= self.role_plays(at, session, row);
        differs |= self.notes(session, began, closed_by, &row.notes);
        differs
    }

    fn make_session(&mut self, at: usize, row: &SessionRow, starts_at: i64) -> Id {
        let session = self.people.fresh();
        let (zone, version) = (self.zone().name(), self.script.programme.identity.version.clone());
        let appointment = self.meetings[at].appointment;
        self.meetings[at].session = Some(session);
        let (enrolment, pharmacy) = match self.subject {
            Subject::Learner(meant) => (Some(meant.enrolment), None),
            Subject::Pharmacy { id, .. } => (None, Some(id)),
        };
        // A row without a start keeps the time that was planned.
        let started_at = if row.start.is_some() { starts_at } else { self.starts_at(&self.meetings[at]) };
        self.ledger.make(Entity::Session, session, None);
        let fields: [(&str, Value); 8] = [
            ("appointment_id", appointment.into()),
            ("enrolment_id", enrolment.into()),
            ("pharmacy_id", pharmacy.into()),
            ("started_at", Value::Int(started_at)),
            ("zone", zone.into()),
            ("programme_version", version.into()),
            ("imported", true.into()),
            ("confirmed", false.into()),
        ];
        for (field, value) in fields {
            self.ledger.set(Entity::Session, session, field, value);
        }
        session
    }

    /// A start that was filled in later replaces the noon it stood at.
    fn keep_start(&mut self, at: usize, session: Id, row: &SessionRow, starts_at: i64) -> bool {
        let appointment = self.meetings[at].appointment;
        let (planned, began) = (self.starts_at(&self.meetings[at]), self.began_at(&self.meetings[at]));
        if row.start.is_none() || starts_at == began || starts_at == planned {
            return false;
        }
        if planned == began {
            self.ledger.set(Entity::Appointment, appointment, "starts_at", starts_at);
        }
        self.ledger.set(Entity::Session, session, "started_at", starts_at)
    }

    /// A meeting that did not take place has no record, only what was noted about it.
    pub(super) fn missed(&mut self, at: usize, row: &SessionRow) -> bool {
        let mut differs = false;
        if let Some(session) = self.meetings[at].session.take() {
            differs = true;
            let mut parts: Vec<_> =
                [Entity::SessionItem, Entity::Coverage, Entity::RolePlay, Entity::Note, Entity::Win, Entity::Voice]
                    .into_iter()
                    .flat_map(|entity| self.of_session(entity, session).map(move |id| (entity, id)))
                    .collect();
            // What was made from its lines is said again by those of the row, if they still say it.
            parts.extend(self.of_session(Entity::Note, session).filter_map(|note| self.target(note)));
            for play in self.of_session(Entity::RolePlay, session) {
                parts.extend(self.ledger.under(Entity::RolePlayRating, play).map(|id| (Entity::RolePlayRating, id)));
            }
            for (entity, id) in parts.into_iter().chain([(Entity::Session, session)]) {
                self.ledger.remove(entity, id);
            }
        }
        let began = self.starts_at(&self.meetings[at]);
        let trainer = self.ledger.reference(Entity::Appointment, self.meetings[at].appointment, "trainer_id");
        differs | self.missed_notes(began, trainer, row)
    }
}
