//! What follows from everything that came in: the date of a kickoff and what it set, deadlines, states, judgements.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::DateTime;

use super::super::db::Db;
use super::super::judge;
use super::super::sql::At;
use super::super::tx::{Tx, Value};
use super::case::Subject;
use super::script::Script;
use super::{Import, Work};
use crate::domain::{
    AppointmentKind, AppointmentState, BusinessDate, EnrolmentState, Entity, HomeworkState, Id, JudgementKind, coverage,
};
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

/// What the meetings of an enrolment add up to.
#[derive(Debug, Default)]
struct Sum {
    /// Numbers with full coverage.
    held: BTreeSet<u8>,
    /// Any session, extra or support meeting was met.
    met: bool,
    /// The date of the first met meeting of kind session.
    first: Option<BusinessDate>,
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

    /// The task of the kickoff is looked at in the first session 1 of its learners: as that row says, else none was due.
    fn settle_task(&mut self, tx: &Tx<'_>, script: &Script, pharmacy: Id, enrolments: &[Id]) -> Result<(), Failure> {
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

    fn make_task(&mut self, tx: &Tx<'_>, pharmacy: Id, task: &super::script::Task<'_>) -> Result<Id, Failure> {
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

    /// What the meetings of the enrolments add up to whose state nobody set.
    fn sums(&self, tx: &Tx<'_>) -> Result<HashMap<Id, Sum>, Failure> {
        let zone = self.db.options.zone;
        let mut sums: HashMap<Id, Sum> = HashMap::new();
        let mut statement = tx.conn().prepare_cached(
            "SELECT a.enrolment_id, min(a.starts_at), min(CASE a.kind WHEN 'session' THEN a.starts_at END) \
             FROM enrolment e JOIN appointment a ON a.enrolment_id = e.id WHERE e.state_set IS NOT 1 \
             AND a.state IN ('held', 'broken_off') AND a.kind IN ('session', 'extra', 'support') \
             AND a.deleted_at IS NULL AND e.deleted_at IS NULL GROUP BY a.enrolment_id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let first: Option<At> = row.get(2)?;
            let sum = sums.entry(row.get(0)?).or_default();
            sum.met = true;
            sum.first = first.map(|at| zone.business_date(at.0));
        }
        let mut statement = tx.conn().prepare_cached(
            "SELECT e.id, c.session_no FROM enrolment e JOIN session s ON s.enrolment_id = e.id \
             JOIN coverage c ON c.session_id = s.id WHERE e.state_set IS NOT 1 AND c.extent = 'full' \
             AND c.deleted_at IS NULL AND s.deleted_at IS NULL AND e.deleted_at IS NULL",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            sums.entry(row.get(0)?).or_default().held.insert(row.get(1)?);
        }
        Ok(sums)
    }

    /// The state that nobody gave.
    fn settle_enrolment(&mut self, tx: &Tx<'_>, learner: Id, enrolment: Id, sum: Option<&Sum>) -> Result<(), Failure> {
        let set = self.people.ledger.int(Entity::Enrolment, enrolment, "state_set");
        if set == Some(1) {
            return Ok(());
        }
        let by_hand = set.is_none();
        if by_hand && !self.touched.enrolments.contains(&enrolment) {
            return Ok(());
        }
        let script = self.people.script(self.scripts, tx, enrolment)?;
        let nothing = Sum::default();
        let sum = sum.unwrap_or(&nothing);
        let state = self.worked_out(&script, learner, enrolment, sum);
        let ledger = &mut self.people.ledger;
        let word = ledger.text(Entity::Enrolment, enrolment, "state");
        let current = word.and_then(EnrolmentState::from_word).unwrap_or(EnrolmentState::Invited);
        // A learner typed in by hand only goes on: what happened in the program is not in the files.
        if by_hand && (state <= current || !is_on_the_way(current)) {
            return Ok(());
        }
        ledger.set(Entity::Enrolment, enrolment, "state", state);
        ledger.set_some(Entity::Enrolment, enrolment, "started_on", sum.first);
        self.place_pause(enrolment, state);
        Ok(())
    }

    fn worked_out(&self, script: &Script, learner: Id, enrolment: Id, sum: &Sum) -> EnrolmentState {
        let ledger = &self.people.ledger;
        let of_pharmacy = |name: &str| {
            let pharmacy = self.people.pharmacy_of(learner)?;
            ledger.date(Entity::Pharmacy, pharmacy, name)
        };
        let kickoff = of_pharmacy("kickoff_held").is_some_and(|date| date <= self.today);
        let is_live = of_pharmacy("go_live_actual").is_some_and(|date| date <= self.today);
        let start_no = ledger.small(Entity::Enrolment, enrolment, "start_no").unwrap_or(1);
        let held = |n: u8| n < start_no || sum.held.contains(&n);
        let any_held = start_no > 1 || !sum.held.is_empty();
        let returns = ["paused_until", "deferred_until"];
        let waits = returns.iter().any(|name| ledger.date(Entity::Enrolment, enrolment, name).is_some());
        let live_session = script.programme.live_session().map(crate::domain::SessionNo::get);
        let ready = live_session.is_some_and(|live| coverage::next_no(1, live.saturating_sub(1), held) >= live);
        if waits && (any_held || kickoff) {
            EnrolmentState::Paused
        } else if is_live && ready {
            EnrolmentState::Live
        } else if sum.met {
            if live_session.is_some() { EnrolmentState::Learning } else { EnrolmentState::Live }
        } else if kickoff || !script.programme.has_kickoff() {
            EnrolmentState::KickoffDone
        } else {
            EnrolmentState::Invited
        }
    }

    /// The date to come back on, and why, stand with the state that they belong to.
    fn place_pause(&mut self, enrolment: Id, state: EnrolmentState) {
        let pairs = [("paused_until", "deferred_until"), ("pause_reason", "defer_reason")];
        let ledger = &mut self.people.ledger;
        for (paused, deferred) in pairs {
            let (to, from) = match state {
                EnrolmentState::Paused => (paused, deferred),
                EnrolmentState::Invited => (deferred, paused),
                EnrolmentState::KickoffDone
                | EnrolmentState::Learning
                | EnrolmentState::Live
                | EnrolmentState::Graduated
                | EnrolmentState::Withdrawn => continue,
            };
            let value = ledger.get(Entity::Enrolment, enrolment, from).clone();
            if value != Value::Null {
                ledger.set(Entity::Enrolment, enrolment, to, value);
                ledger.set(Entity::Enrolment, enrolment, from, Value::Null);
            }
        }
    }

    /// Judges those anew whose figures or sessions this call may have changed. What a file or a person judged stands.
    pub(super) fn judge(&mut self, tx: &mut Tx<'_>) -> Result<(), Failure> {
        let residents = self.people.residents();
        let of_pharmacies = self.touched.pharmacies.iter().filter_map(|id| residents.get(id)).flatten();
        let mut enrolments: BTreeSet<Id> = of_pharmacies.filter_map(|l| self.people.enrolment(*l)).collect();
        enrolments.extend(&self.touched.enrolments);
        for enrolment in enrolments {
            let script = self.people.script(self.scripts, tx, enrolment)?;
            let Some(last) = script.programme.check_sessions().iter().max().map(|n| n.get()) else { continue };
            if !script.programme.has_judgement() {
                continue;
            }
            // A last check that turned out not to have been held judges nobody.
            if !is_covered(tx, enrolment, last)? || is_given(tx, enrolment)? {
                drop_worked_out(tx, enrolment)?;
            } else {
                judge::after(self.db, tx, enrolment, None)?;
            }
        }
        Ok(())
    }
}

/// States that follow from what happened.
const fn is_on_the_way(state: EnrolmentState) -> bool {
    matches!(
        state,
        EnrolmentState::Invited | EnrolmentState::KickoffDone | EnrolmentState::Learning | EnrolmentState::Live
    )
}

fn is_covered(tx: &Tx<'_>, enrolment: Id, number: u8) -> rusqlite::Result<bool> {
    tx.conn()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM session s JOIN coverage c ON c.session_id = s.id WHERE s.enrolment_id = ?1 \
             AND c.session_no = ?2 AND c.extent = 'full' AND c.deleted_at IS NULL AND s.deleted_at IS NULL)",
        )?
        .query_row((enrolment, number), |row| row.get(0))
}

fn is_given(tx: &Tx<'_>, enrolment: Id) -> rusqlite::Result<bool> {
    tx.conn()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM judgement WHERE enrolment_id = ?1 AND kind <> ?2 AND worked_out IS NOT 1 \
             AND deleted_at IS NULL)",
        )?
        .query_row((enrolment, JudgementKind::Provisional.word()), |row| row.get(0))
}

/// What the program made of the figures by itself goes.
fn drop_worked_out(tx: &mut Tx<'_>, enrolment: Id) -> rusqlite::Result<()> {
    let stale: Vec<Id> = tx
        .conn()
        .prepare_cached(
            "SELECT id FROM judgement WHERE enrolment_id = ?1 AND kind = ?2 AND worked_out = 1 AND deleted_at IS NULL",
        )?
        .query_map((enrolment, JudgementKind::Final.word()), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for id in stale {
        tx.delete(Entity::Judgement, id)?;
    }
    Ok(())
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
