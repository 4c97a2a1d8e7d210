//! Rows of a plan: which appointment a row means, and booking or moving it.

use std::collections::HashMap;

use super::super::tx::{Tx, Value};
use super::case::{Case, Meeting, Subject};
use super::{Fate, Flaws, Import, Sheet, Work, names_learner};
use crate::domain::{AppointmentKind, AppointmentState, BusinessDate, Entity, Id};
use crate::request::Failure;
use crate::request::import::{Naming, Problem, ProblemKind, ScheduleRow};

impl Import<'_> {
    /// Whom a row of a plan speaks of, or what is wrong with it.
    pub(super) fn plan_subject(
        &mut self,
        tx: &Tx<'_>,
        row: &ScheduleRow,
        residents: &HashMap<Id, Vec<Id>>,
    ) -> Result<Result<Subject, Flaws>, Failure> {
        let kickoff = row.kind == Some(AppointmentKind::Kickoff);
        let subject = match self.subject(&row.who, kickoff, residents) {
            Ok(subject) => subject,
            Err(nobody) => return Ok(Err(Flaws::one(nobody))),
        };
        let mut flaws = Flaws::default();
        self.check_trainer(row.trainer.as_deref(), &mut flaws);
        let last = self.script_of(tx, subject)?.last();
        if let Some(number) = row.number.filter(|n| *n > last) {
            let what = ProblemKind::OutOfRange { min: "1".to_owned(), max: last.to_string() };
            flaws.push("session_no", number.to_string(), what);
        }
        Ok(if flaws.0.is_empty() { Ok(subject) } else { Err(flaws) })
    }

    /// The learner or pharmacy of a row; a kickoff is the pharmacy's.
    pub(super) fn subject(
        &self,
        who: &Naming,
        of_pharmacy: bool,
        residents: &HashMap<Id, Vec<Id>>,
    ) -> Result<Subject, super::people::Nobody> {
        if !of_pharmacy && names_learner(who) {
            return self.people.learner(who).map(Subject::Learner);
        }
        let id = self.people.account(who)?;
        let learners = residents.get(&id).into_iter().flatten();
        let enrolments: Vec<Id> = learners.filter_map(|learner| self.people.enrolment(*learner)).collect();
        let has_trainer = |id: &&Id| self.people.ledger.reference(Entity::Enrolment, **id, "trainer_id").is_some();
        let enrolment = enrolments.iter().find(has_trainer).or(enrolments.first()).copied();
        Ok(Subject::Pharmacy { id, enrolment })
    }

    pub(super) fn check_trainer(&self, name: Option<&str>, flaws: &mut Flaws) {
        let Some(name) = name else { return };
        if let Err(what) = self.people.check_staff(name) {
            flaws.push("trainer", name, what);
        }
    }
}

/// Learners with a booking whose number was worked out.
pub(super) fn unnumbered(tx: &Tx<'_>) -> rusqlite::Result<Vec<Id>> {
    tx.conn()
        .prepare_cached(
            "SELECT DISTINCT e.learner_id FROM appointment a JOIN enrolment e ON e.id = a.enrolment_id \
             WHERE a.number_worked_out = 1 AND a.state IN ('scheduled', 'waiting') AND a.deleted_at IS NULL \
             AND e.deleted_at IS NULL ORDER BY e.learner_id",
        )?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// Of rows without a `uid` for the same number of the same learner the last one counts: an earlier one was moved.
pub(super) fn drop_superseded(work: &mut Work<'_>, sheets: &mut [Sheet]) {
    let mut newest: HashMap<(AppointmentKind, u8), (usize, usize)> = HashMap::new();
    let key = |row: &ScheduleRow| {
        let kind = row.kind.unwrap_or(AppointmentKind::Session);
        // A kickoff has no number and is one all the same.
        let number = if kind == AppointmentKind::Kickoff { Some(0) } else { row.number };
        number.filter(|_| row.uid.is_none()).map(|number| (kind, number))
    };
    for (sheet, row) in &work.plans {
        if let Some(key) = key(row) {
            newest.insert(key, (*sheet, row.row));
        }
    }
    work.plans.retain(|(sheet, row)| {
        let newest = key(row).and_then(|key| newest.get(&key).copied());
        let Some((_, other_row)) = newest.filter(|place| *place != (*sheet, row.row)) else { return true };
        sheets[*sheet].settle(Fate::Unchanged);
        let what = ProblemKind::Twice { other_row };
        sheets[*sheet].warnings.push(Problem {
            row: row.row,
            column: "session_no".to_owned(),
            value: String::new(),
            what,
        });
        false
    });
}

impl Case<'_> {
    /// Takes in the rows of a plan.
    pub(super) fn plan(&mut self, rows: &[(usize, &ScheduleRow)], sheets: &mut [Sheet]) {
        for (sheet, row) in rows {
            let fate = self.plan_row(row);
            sheets[*sheet].settle(fate);
        }
    }

    fn plan_row(&mut self, row: &ScheduleRow) -> Fate {
        let (Some(date), Some(start)) = (row.date, row.start) else { return Fate::Unchanged };
        let starts_at = self.instant(date, Some(start));
        let found = self.planned_meeting(row, date, starts_at.timestamp_millis());
        let (at, created) = match found {
            Some(at) => (at, false),
            None => (self.make_appointment(row.kind.unwrap_or(AppointmentKind::Session), starts_at), true),
        };
        self.meetings[at].claimed = true;
        // What became of an appointment is not taken back by the plan it came from.
        if !created && self.state(&self.meetings[at]) != AppointmentState::Scheduled {
            return Fate::Unchanged;
        }
        let id = self.meetings[at].appointment;
        let trainer = match &row.trainer {
            Some(name) => self.trainer(Some(name)),
            None if created => self.default_trainer(),
            None => None,
        };
        let mut differs = false;
        let moved = self.ledger.int(Entity::Appointment, id, "starts_at") != Some(starts_at.timestamp_millis());
        if moved {
            differs |= self.ledger.set(Entity::Appointment, id, "starts_at", starts_at);
            let moves = self.ledger.int(Entity::Appointment, id, "moves").unwrap_or(0) + 1;
            self.ledger.set(Entity::Appointment, id, "moves", moves);
        }
        let fields: [(&str, Option<Value>); 6] = [
            ("kind", row.kind.map(Value::from)),
            ("session_no", row.number.map(Value::from)),
            ("minutes", row.minutes.map(Value::from)),
            ("trainer_id", trainer.map(Value::from)),
            ("meeting_url", row.meeting_url.clone().map(Value::from)),
            ("uid", row.uid.clone().map(Value::from)),
        ];
        for (field, value) in fields {
            differs |= self.ledger.set_some(Entity::Appointment, id, field, value);
        }
        if let Some(number) = row.number {
            self.meetings[at].numbers = vec![number];
            self.ledger.set(Entity::Appointment, id, "number_worked_out", Value::Null);
        }
        let takes_number = self.kind(&self.meetings[at]) == AppointmentKind::Session;
        self.meetings[at].numberless = takes_number && self.meetings[at].numbers.is_empty();
        match (created, differs) {
            (true, _) => Fate::Created,
            (false, true) => Fate::Updated,
            (false, false) => Fate::Unchanged,
        }
    }

    /// The appointment that a row of a plan means.
    fn planned_meeting(&self, row: &ScheduleRow, date: BusinessDate, starts_at: i64) -> Option<usize> {
        let kind = row.kind.unwrap_or(AppointmentKind::Session);
        let free = || self.meetings.iter().enumerate().filter(|(_, m)| !m.claimed);
        let is_scheduled = |m: &Meeting| self.state(m) == AppointmentState::Scheduled;
        let uid = |m: &Meeting| self.ledger.text(Entity::Appointment, m.appointment, "uid");
        if row.uid.is_some() {
            let entry = || free().filter(|(_, m)| uid(m) == row.uid.as_deref());
            let open = entry().find(|(_, m)| is_scheduled(m));
            // An entry that was met and then put on another day is a new appointment.
            if let Some((at, _)) = open.or_else(|| entry().find(|(_, m)| self.wall_date(m) == date)) {
                return Some(at);
            }
        }
        // An appointment that a calendar knows by another name is another one.
        let other_entry = |m: &Meeting| row.uid.is_some() && uid(m).is_some();
        let mine = || free().filter(|(_, m)| !other_entry(m));
        let at_that_time = || mine().filter(|(_, m)| self.starts_at(m) == starts_at);
        let same_number = |m: &Meeting| row.number.is_none() || self.number(m) == row.number;
        let of_number = || {
            let number = match kind {
                AppointmentKind::Kickoff => None,
                AppointmentKind::Session => Some(row.number.or_else(|| self.next_no())?),
                AppointmentKind::Extra | AppointmentKind::Support | AppointmentKind::FollowUpCall => Some(row.number?),
            };
            mine().find(|(_, m)| is_scheduled(m) && self.kind(m) == kind && self.number(m) == number)
        };
        let exact = at_that_time().find(|(_, m)| self.kind(m) == kind && same_number(m));
        exact.or_else(of_number).or_else(|| at_that_time().next()).map(|(at, _)| at)
    }
}
