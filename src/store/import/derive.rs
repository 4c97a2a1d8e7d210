//! What follows from all rows of a history together: numbers and minutes that no cell says, coverage and parts, how often an
//! item was carried.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::super::tx::Value;
use super::case::{Case, Subject};
use crate::domain::transitions::carry_count;
use crate::domain::{AppointmentKind, AppointmentState, Entity, Extent, Id, Outcome, coverage};

impl Case<'_> {
    /// Works out the rest once every row is in.
    pub(super) fn finish(&mut self) {
        self.give_numbers();
        self.cover();
        self.measure();
        if matches!(self.subject, Subject::Learner(_)) {
            self.count_carries();
            self.chain_homework();
        }
        self.keep_promises();
    }

    /// The meetings by their planned start.
    fn by_start(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.meetings.len()).collect();
        order.sort_by_key(|at| (self.starts_at(&self.meetings[*at]), self.meetings[*at].appointment));
        order
    }

    /// The number of a session that no cell says is the one whose turn it was; of several that are planned each takes the
    /// next one.
    fn give_numbers(&mut self) {
        let last = self.script.last();
        let mut held: BTreeSet<u8> = BTreeSet::new();
        let order = self.by_start();
        for at in &order {
            let over = !self.state(&self.meetings[*at]).is_open();
            if over && self.meetings[*at].numberless {
                let next = coverage::next_no(self.start_no(), last, |n| held.contains(&n));
                self.give_number(*at, next);
            }
            if self.is_full(*at) {
                held.extend(&self.meetings[*at].numbers);
            }
        }
        let mut taken: BTreeSet<u8> = held;
        for meeting in self
            .meetings
            .iter()
            .filter(|m| self.state(m).is_open() && self.kind(m) == AppointmentKind::Session && !m.numberless)
        {
            taken.extend(self.number(meeting));
        }
        for at in order {
            if self.state(&self.meetings[at]).is_open() && self.meetings[at].numberless {
                let next = coverage::next_no(self.start_no(), last, |n| taken.contains(&n));
                self.give_number(at, next);
                taken.insert(next);
            }
        }
    }

    fn give_number(&mut self, at: usize, number: u8) {
        let appointment = self.meetings[at].appointment;
        let number = Some(number).filter(|number| *number <= self.script.last());
        let was = self.number(&self.meetings[at]);
        let minutes = self.ledger.int(Entity::Appointment, appointment, "minutes");
        if was.is_some() && was != number && minutes == Some(self.script.minutes(was).into()) {
            // The minutes were those of the number that it had.
            self.ledger.set(Entity::Appointment, appointment, "minutes", Value::Null);
        }
        let open = self.state(&self.meetings[at]).is_open();
        self.ledger.set(Entity::Appointment, appointment, "session_no", number);
        self.ledger.set(Entity::Appointment, appointment, "number_worked_out", open.then_some(true));
        self.meetings[at].numberless = false;
        self.meetings[at].numbers = number.into_iter().collect();
    }

    /// A held meeting of kind session covers its numbers fully; one that was broken off covers a part.
    fn is_full(&self, at: usize) -> bool {
        let meeting = &self.meetings[at];
        self.state(meeting) == AppointmentState::Held && self.kind(meeting) == AppointmentKind::Session
    }

    /// Writes the coverage of imported sessions, and which part of its number each is.
    fn cover(&mut self) {
        let mut broken: HashMap<u8, u8> = HashMap::new();
        for at in self.by_start() {
            let Some(session) = self.meetings[at].session else { continue };
            let numbers = self.meetings[at].numbers.clone();
            let of_kind = self.kind(&self.meetings[at]) == AppointmentKind::Session;
            let earlier = numbers.iter().filter_map(|n| broken.get(n)).max().copied().filter(|_| of_kind);
            let part = earlier.unwrap_or(0).saturating_add(1);
            let full = self.is_full(at);
            for number in numbers.iter().filter(|_| of_kind) {
                if full {
                    broken.remove(number);
                } else {
                    broken.insert(*number, part);
                }
            }
            if !self.is_imported(session) {
                continue;
            }
            self.ledger.set(Entity::Session, session, "part", part);
            let extent = if full { Extent::Full } else { Extent::Partial };
            let covers = if of_kind { numbers } else { Vec::new() };
            self.cover_session(session, &covers, part, extent);
        }
    }

    fn cover_session(&mut self, session: Id, numbers: &[u8], part: u8, extent: Extent) {
        let mut stays: HashSet<Id> = HashSet::new();
        for number in numbers {
            let id = Id::natural(Entity::Coverage, &format!("{session}:{number}"));
            stays.insert(id);
            if !self.ledger.has(Entity::Coverage, id) {
                self.ledger.make(Entity::Coverage, id, None);
                self.ledger.set(Entity::Coverage, id, "session_id", session);
                self.ledger.set(Entity::Coverage, id, "session_no", *number);
            }
            self.ledger.set(Entity::Coverage, id, "part", part);
            self.ledger.set(Entity::Coverage, id, "extent", extent);
        }
        let stale: Vec<Id> = self.of_session(Entity::Coverage, session).filter(|id| !stays.contains(id)).collect();
        for id in stale {
            self.ledger.remove(Entity::Coverage, id);
        }
    }

    /// The minutes that no cell says are those of the programme; a record ends when its minutes are over.
    fn measure(&mut self) {
        for at in 0..self.meetings.len() {
            let appointment = self.meetings[at].appointment;
            if self.ledger.int(Entity::Appointment, appointment, "minutes").is_none() {
                let kickoff = self.kind(&self.meetings[at]) == AppointmentKind::Kickoff;
                let number = if kickoff { Some(0) } else { self.number(&self.meetings[at]) };
                let minutes = self.script.minutes(number);
                self.ledger.set(Entity::Appointment, appointment, "minutes", minutes);
            }
            let Some(session) = self.meetings[at].session.filter(|s| self.is_imported(*s)) else { continue };
            let minutes = self.ledger.int(Entity::Appointment, appointment, "minutes").unwrap_or_default();
            let began = self.began_at(&self.meetings[at]);
            let (ends, ended) = (began + minutes * 60_000, self.ledger.int(Entity::Session, session, "ended_at"));
            let closed = self.ledger.int(Entity::Session, session, "closed_at");
            // No file says when it was closed: that goes with its end, unless it was closed here.
            if closed.is_some_and(|at| at == began || Some(at) == ended) {
                self.ledger.set(Entity::Session, session, "closed_at", ends);
            }
            self.ledger.set(Entity::Session, session, "ended_at", ends);
        }
    }

    /// How many earlier met sessions left an item unfinished since it was last done.
    fn count_carries(&mut self) {
        let script = Rc::clone(&self.script);
        let mut past: HashMap<String, Vec<Outcome>> = HashMap::new();
        for at in self.by_start() {
            let meeting = &self.meetings[at];
            let (Some(session), true) = (meeting.session, self.state(meeting).is_met()) else { continue };
            let imported = self.is_imported(session);
            let done_unnamed = imported && self.state(meeting) == AppointmentState::Held;
            let rows: Vec<(Id, String, Option<Outcome>)> = self
                .of_session(Entity::SessionItem, session)
                .filter_map(|id| {
                    let item = self.ledger.text(Entity::SessionItem, id, "item_id")?.to_owned();
                    let outcome = self.ledger.text(Entity::SessionItem, id, "outcome").and_then(Outcome::from_word);
                    Some((id, item, outcome))
                })
                .collect();
            let unnamed: Vec<String> = meeting
                .numbers
                .iter()
                .filter(|_| done_unnamed)
                .flat_map(|number| script.unnamed(*number))
                .filter(|item| rows.iter().all(|(_, named, _)| *named != item.id))
                .map(|item| item.id.clone())
                .collect();
            for (id, item, outcome) in rows {
                let outcomes = past.entry(item).or_default();
                if imported {
                    self.ledger.set(Entity::SessionItem, id, "carry_count", carry_count(outcomes.iter().copied()));
                }
                outcomes.extend(outcome.filter(|o| *o != Outcome::Planned));
            }
            for item in unnamed {
                // Only what was left before can be done again; the rest has no past.
                if let Some(outcomes) = past.get_mut(&item) {
                    outcomes.push(Outcome::Done);
                }
            }
        }
    }
}
