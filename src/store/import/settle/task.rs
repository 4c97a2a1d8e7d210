//! The task that the kickoff set, which is looked at in the first session 1 of its learners.

use chrono::DateTime;

use super::super::Import;
use super::super::script::{Script, Task};
use crate::domain::{Entity, HomeworkState, Id};
use crate::request::Failure;
use crate::store::tx::{Tx, Value};

impl Import<'_> {
    /// The task of the kickoff is looked at in the first session 1 of its learners: as that row says, else none was due.
    pub(super) fn settle_task(
        &mut self,
        tx: &Tx<'_>,
        script: &Script,
        pharmacy: Id,
        enrolments: &[Id],
    ) -> Result<(), Failure> {
        let Some(task) = script.task(0) else { return Ok(()) };
        let held = self.people.ledger.date(Entity::Pharmacy, pharmacy, "kickoff_held");
        if held.is_some_and(|date| date > self.today) {
            return Ok(());
        }
        let conn = tx.conn();
        let clause = "pharmacy_id = ?1 AND enrolment_id IS NULL ORDER BY created_at, id";
        let known = self.people.ledger.load(conn, Entity::Homework, clause, [pharmacy])?.first().copied();
        if held.is_none() {
            // Nobody set it. One that was looked at stands: that is what a row says.
            let open = |id: &Id| {
                self.people.ledger.text(Entity::Homework, *id, "state") == Some(HomeworkState::Assigned.word())
            };
            if let Some(id) = known.filter(open) {
                self.people.ledger.remove(Entity::Homework, id);
            }
            return Ok(());
        }
        let decided_in = known.and_then(|id| self.people.ledger.reference(Entity::Homework, id, "decided_in"));
        // A call that was broken off carries the task along, unless it was marked there.
        let looks = |look: &FirstLook| {
            look.held || decided_in == Some(look.session) || self.first_sessions.contains_key(&look.session)
        };
        let first = first_looks(tx, enrolments)?.into_iter().find(looks);
        let said = first.as_ref().and_then(|look| self.first_sessions.get(&look.session).copied());
        let id = match (known, &first, said) {
            // Looked at here, or decided before: nothing that a file leaves out changes that.
            (Some(id), _, Some(_)) => id,
            (Some(id), Some(FirstLook { imported: true, .. }), None) => {
                if self.people.ledger.text(Entity::Homework, id, "state") == Some(HomeworkState::Assigned.word()) {
                    self.people.ledger.remove(Entity::Homework, id);
                }
                return Ok(());
            }
            (Some(_), _, None) | (None, Some(_), None) => return Ok(()),
            (None, None, None) if self.went_elsewhere(enrolments) => return Ok(()),
            (None, _, _) => self.make_task(tx, pharmacy, &task)?,
        };
        if let (Some(state), Some(FirstLook { at, session, .. })) = (said, first) {
            let date = self.db.options.zone.business_date(DateTime::from_timestamp_millis(at).unwrap_or_default());
            let handed_in = matches!(state, HomeworkState::Submitted | HomeworkState::Reviewed);
            let ledger = &mut self.people.ledger;
            let fields: [(&str, Value); 4] = [
                ("state", state.into()),
                ("decided_on", date.into()),
                ("decided_in", session.into()),
                ("submitted_at", handed_in.then_some(at).into()),
            ];
            for (field, value) in fields {
                ledger.set(Entity::Homework, id, field, value);
            }
        }
        Ok(())
    }

    /// Whether one of them held session 1 elsewhere.
    fn went_elsewhere(&self, enrolments: &[Id]) -> bool {
        enrolments.iter().any(|id| self.people.ledger.small(Entity::Enrolment, *id, "start_no").unwrap_or(1) > 1)
    }

    fn make_task(&mut self, tx: &Tx<'_>, pharmacy: Id, task: &Task<'_>) -> Result<Id, Failure> {
        let session: Option<Id> = tx
            .conn()
            .prepare_cached(
                "SELECT s.id FROM session s JOIN appointment a ON a.id = s.appointment_id WHERE s.pharmacy_id = ?1 \
                 AND a.kind = 'kickoff' AND a.state = 'held' AND s.deleted_at IS NULL AND a.deleted_at IS NULL \
                 ORDER BY a.starts_at DESC LIMIT 1",
            )?
            .query_map([pharmacy], |row| row.get(0))?
            .next()
            .transpose()?;
        let id = self.people.fresh();
        let ledger = &mut self.people.ledger;
        ledger.make(Entity::Homework, id, None);
        let fields: [(&str, Value); 9] = [
            ("pharmacy_id", pharmacy.into()),
            ("session_id", session.into()),
            ("session_no", 0_i64.into()),
            ("item_id", task.item.id.as_str().into()),
            ("text", task.item.text.as_str().into()),
            ("verify_kind", task.verify.into()),
            ("effort_minutes", task.effort.map(u32::from).into()),
            ("due", "next".into()),
            ("state", HomeworkState::Assigned.into()),
        ];
        for (field, value) in fields {
            ledger.set(Entity::Homework, id, field, value);
        }
        Ok(id)
    }
}

/// A met session 1, which may look at the task of the kickoff.
struct FirstLook {
    at: i64,
    session: Id,
    /// A file brought it.
    imported: bool,
    /// Not broken off.
    held: bool,
}

/// The met sessions 1 of these enrolments, the oldest first.
fn first_looks(tx: &Tx<'_>, enrolments: &[Id]) -> Result<Vec<FirstLook>, Failure> {
    let mut statement = tx.conn().prepare_cached(
        "SELECT a.starts_at, s.id, s.imported IS 1, a.state = 'held' FROM appointment a \
         JOIN session s ON s.appointment_id = a.id AND s.deleted_at IS NULL \
         WHERE a.enrolment_id = ?1 AND a.session_no = 1 AND a.kind = 'session' AND a.state IN ('held', 'broken_off') \
         AND a.deleted_at IS NULL ORDER BY a.starts_at",
    )?;
    let read = |row: &rusqlite::Row<'_>| {
        Ok(FirstLook { at: row.get(0)?, session: row.get(1)?, imported: row.get(2)?, held: row.get(3)? })
    };
    let mut found: Vec<FirstLook> = Vec::new();
    for enrolment in enrolments {
        found.extend(statement.query_map([enrolment], read)?.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    found.sort_by_key(|look| (look.at, look.session));
    Ok(found)
}
