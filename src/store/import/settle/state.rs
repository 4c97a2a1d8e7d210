//! The state that nobody gave, worked out from the meetings of an enrolment.

use std::collections::{BTreeSet, HashMap};

use super::super::Import;
use super::super::script::Script;
use crate::domain::{BusinessDate, EnrolmentState, Entity, Id, coverage};
use crate::request::Failure;
use crate::store::sql::At;
use crate::store::tx::{Tx, Value};

/// What the meetings of an enrolment add up to.
#[derive(Debug, Default)]
pub(super) struct Sum {
    /// Numbers with full coverage.
    held: BTreeSet<u8>,
    /// Any session, extra or support meeting was met.
    met: bool,
    /// The date of the first met meeting of kind session.
    first: Option<BusinessDate>,
}

impl Import<'_> {
    /// What the meetings of the enrolments add up to whose state nobody set.
    pub(super) fn sums(&self, tx: &Tx<'_>) -> Result<HashMap<Id, Sum>, Failure> {
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
    pub(super) fn settle_enrolment(
        &mut self,
        tx: &Tx<'_>,
        learner: Id,
        enrolment: Id,
        sum: Option<&Sum>,
    ) -> Result<(), Failure> {
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
}

/// States that follow from what happened.
const fn is_on_the_way(state: EnrolmentState) -> bool {
    matches!(
        state,
        EnrolmentState::Invited | EnrolmentState::KickoffDone | EnrolmentState::Learning | EnrolmentState::Live
    )
}
