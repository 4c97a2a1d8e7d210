//! Homework of an imported history. A row tells what became of the homework that was due in its meeting; the one that the
//! newest held session set is assigned and open. An empty cell says that none was due.

use std::rc::Rc;

use super::super::tx::Value;
use super::case::Case;
use crate::domain::{AppointmentKind, AppointmentState, Entity, HomeworkState, Id};

/// Homework that a session set and no later one looked at yet.
#[derive(Debug, Clone, Copy)]
struct Open {
    session: Id,
    number: u8,
}

impl Case<'_> {
    /// Works out the homework of the enrolment from its meetings, oldest first.
    pub(super) fn chain_homework(&mut self) {
        let mut order: Vec<usize> =
            (0..self.meetings.len()).filter(|at| self.state(&self.meetings[*at]).is_met()).collect();
        order.sort_by_key(|at| (self.starts_at(&self.meetings[*at]), self.meetings[*at].appointment));
        let mut open: Option<Open> = None;
        let mut stays: Vec<Id> = Vec::new();
        for at in order {
            let Some(session) = self.meetings[at].session else { continue };
            let looked_at = self.looked_at(at, session, open);
            if !looked_at.is_empty() {
                stays.extend(looked_at);
                open = None;
            }
            let meeting = &self.meetings[at];
            if self.state(meeting) == AppointmentState::Held && self.kind(meeting) == AppointmentKind::Session {
                // Nobody looked at what the session before had set: none was due.
                open = self.set_in(at, session);
            }
        }
        if let Some(open) = open {
            stays.extend(self.leave_open(open));
        }
        self.drop_the_rest(&stays);
    }

    /// Whether the file says something else of the homework due in a session than what is on disk.
    pub(super) fn homework_differs(&self, at: usize, session: Id, state: HomeworkState) -> bool {
        let decided_here = |id: &Id| self.ledger.reference(Entity::Homework, *id, "decided_in") == Some(session);
        let mut known = self.ledger.ids(Entity::Homework).filter(decided_here);
        let same = known.any(|id| self.ledger.text(Entity::Homework, id, "state") == Some(state.word()));
        !same && !self.looks_at_kickoff(at)
    }

    /// The task that a session of a file set, if its number has one.
    fn set_in(&self, at: usize, session: Id) -> Option<Open> {
        let numbers = self.meetings[at].numbers.iter().rev();
        let number = numbers.copied().find(|number| self.script.task(*number).is_some())?;
        Some(Open { session, number })
    }

    /// The rows of the homework that a meeting looked at: as the file says, else as on disk.
    fn looked_at(&mut self, at: usize, session: Id, open: Option<Open>) -> Vec<Id> {
        let decided_here = |id: &Id| self.ledger.reference(Entity::Homework, *id, "decided_in") == Some(session);
        let known: Vec<Id> = self.ledger.ids(Entity::Homework).filter(decided_here).collect();
        let Some(state) = self.homework.get(&session).copied() else { return known };
        if self.looks_at_kickoff(at) {
            return known;
        }
        let id = match known.first() {
            Some(id) => *id,
            None => match open.and_then(|open| self.set_by(open.session)) {
                Some(id) => id,
                None => self.make_homework(open),
            },
        };
        let began = self.began_at(&self.meetings[at]);
        let handed_in = matches!(state, HomeworkState::Submitted | HomeworkState::Reviewed);
        let fields: [(&str, Value); 4] = [
            ("state", state.into()),
            ("decided_on", self.business_date(self.starts_at(&self.meetings[at])).into()),
            ("decided_in", session.into()),
            ("submitted_at", handed_in.then_some(began).into()),
        ];
        for (field, value) in fields {
            self.ledger.set(Entity::Homework, id, field, value);
        }
        vec![id]
    }

    /// Session 1 looks at the task of the kickoff, which is the pharmacy's.
    pub(super) fn looks_at_kickoff(&self, at: usize) -> bool {
        let meeting = &self.meetings[at];
        self.kind(meeting) == AppointmentKind::Session
            && meeting.numbers.first() == Some(&1)
            && self.script.programme.has_kickoff()
            && self.script.task(0).is_some()
    }

    /// What the file says of the kickoff's task, by the session that looked at it.
    pub(super) fn kickoff_tasks(&self) -> Vec<(Id, HomeworkState)> {
        let looks = |at: &usize| self.looks_at_kickoff(*at);
        let sessions = (0..self.meetings.len()).filter(looks).filter_map(|at| self.meetings[at].session);
        sessions.filter_map(|session| Some((session, *self.homework.get(&session)?))).collect()
    }

    /// What is on disk of the homework that a session set, while nobody decided it.
    fn set_by(&self, session: Id) -> Option<Id> {
        self.ledger.ids(Entity::Homework).find(|id| {
            self.ledger.reference(Entity::Homework, *id, "session_id") == Some(session)
                && self.ledger.reference(Entity::Homework, *id, "decided_in").is_none()
        })
    }

    fn make_homework(&mut self, open: Option<Open>) -> Id {
        let id = self.people.fresh();
        let enrolment = self.subject.enrolment();
        self.ledger.make(Entity::Homework, id, None);
        self.ledger.set(Entity::Homework, id, "enrolment_id", enrolment);
        // Imported homework has no date of its own, whatever the programme says.
        self.ledger.set(Entity::Homework, id, "due", "next");
        self.ledger.set(Entity::Homework, id, "state", HomeworkState::Assigned);
        if let Some(open) = open {
            let script = Rc::clone(&self.script);
            let task = script.task(open.number);
            let fields: [(&str, Value); 6] = [
                ("session_id", open.session.into()),
                ("session_no", open.number.into()),
                ("item_id", task.map(|t| t.item.id.as_str()).into()),
                ("text", task.map(|t| t.item.text.as_str()).into()),
                ("verify_kind", task.and_then(|t| t.verify).into()),
                ("effort_minutes", task.and_then(|t| t.effort).map(u32::from).into()),
            ];
            for (field, value) in fields {
                self.ledger.set(Entity::Homework, id, field, value);
            }
        }
        id
    }

    /// The homework of the newest held session; that of a session recorded here is its own affair.
    fn leave_open(&mut self, open: Open) -> Vec<Id> {
        let of_session = |id: &Id| self.ledger.reference(Entity::Homework, *id, "session_id") == Some(open.session);
        let known: Vec<Id> = self.ledger.ids(Entity::Homework).filter(of_session).collect();
        if !known.is_empty() || !self.is_imported(open.session) {
            return known;
        }
        vec![self.make_homework(Some(open))]
    }

    /// Homework that an earlier import left open and that no meeting turned out to look at was not due.
    fn drop_the_rest(&mut self, stays: &[Id]) {
        let stale: Vec<Id> = self
            .ledger
            .ids(Entity::Homework)
            .filter(|id| !stays.contains(id))
            .filter(|id| {
                let assigned = self.ledger.text(Entity::Homework, *id, "state") == Some(HomeworkState::Assigned.word());
                let decided_in = self.ledger.reference(Entity::Homework, *id, "decided_in");
                let session = self.ledger.reference(Entity::Homework, *id, "session_id");
                let imported = session.is_some_and(|s| !self.ledger.has(Entity::Session, s) || self.is_imported(s));
                match decided_in {
                    // The meeting that decided it did not take place after all.
                    Some(decided) => !self.ledger.has(Entity::Session, decided),
                    None => assigned && imported,
                }
            })
            .collect();
        for id in stale {
            self.ledger.remove(Entity::Homework, id);
        }
    }
}
