//! Rows of a history: what became of an appointment, and the record of a meeting that was held.

mod call;
mod items;
mod record;
mod role_plays;

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use chrono::NaiveTime;

use super::case::{Case, Meeting, Subject};
use super::script::Script;
use super::{Fate, Flaws, Import, Sheet, Work};
use crate::domain::{AppointmentKind, AppointmentState, BusinessDate, Entity, Id, Outcome};
use crate::request::Failure;
use crate::request::import::{HistoryKind, ProblemKind, SessionRow};
use crate::store::tx::{Tx, Value};

impl Import<'_> {
    /// Whom a row of history speaks of, or what is wrong with it.
    pub(super) fn past_subject(
        &mut self,
        tx: &Tx<'_>,
        row: &SessionRow,
        residents: &HashMap<Id, Vec<Id>>,
    ) -> Result<Result<Subject, Flaws>, Failure> {
        let kickoff = row.kind == Some(HistoryKind::Appointment(AppointmentKind::Kickoff));
        let subject = match self.subject(&row.who, kickoff, residents) {
            Ok(subject) => subject,
            Err(nobody) => return Ok(Err(Flaws::one(nobody))),
        };
        let mut flaws = Flaws::default();
        self.check_trainer(row.trainer.as_deref(), &mut flaws);
        check(row, &*self.script_of(tx, subject)?, &mut flaws);
        Ok(if flaws.0.is_empty() { Ok(subject) } else { Err(flaws) })
    }

    /// The programme of a subject.
    pub(super) fn script_of(&self, tx: &Tx<'_>, subject: Subject) -> Result<Rc<Script>, Failure> {
        let enrolment = match subject {
            Subject::Learner(meant) => Some(meant.enrolment),
            Subject::Pharmacy { enrolment, .. } => enrolment,
        };
        match enrolment {
            Some(enrolment) => self.people.script(self.scripts, tx, enrolment),
            None => Ok(Rc::clone(&self.configured)),
        }
    }
}

/// What only the programme knows to be wrong.
fn check(row: &SessionRow, script: &Script, flaws: &mut Flaws) {
    let beyond = row.numbers.iter().find(|n| **n > script.last());
    if let Some(number) = beyond {
        let what = ProblemKind::OutOfRange { min: "1".to_owned(), max: script.last().to_string() };
        flaws.push("session_no", number.to_string(), what);
    }
    for (column, _, ids) in outcomes(row) {
        for id in ids.iter().filter(|id| script.home(id).is_none()) {
            flaws.push(column, id.as_str(), ProblemKind::NotInProgramme { what: "item", name: id.clone() });
        }
    }
    let want = script.rubric(&row.numbers).len();
    // A number that is none has no rubric.
    if let Some(attempt) = row.role_play.iter().find(|attempt| attempt.len() != want && beyond.is_none()) {
        flaws.push("role_play", "", ProblemKind::Scores { want, got: attempt.len() });
    }
}

/// The columns that name items, with the outcome that each stands for.
fn outcomes(row: &SessionRow) -> [(&'static str, Outcome, &[String]); 4] {
    [
        ("done", Outcome::Done, &row.done),
        ("partly", Outcome::Partly, &row.partly),
        ("stuck", Outcome::Stuck, &row.stuck),
        ("skipped", Outcome::Skipped, &row.skipped),
    ]
}

/// The numbers that rows say were held.
pub(super) fn numbers_held(rows: &[(usize, &SessionRow)]) -> BTreeSet<u8> {
    let session =
        |kind: Option<HistoryKind>| matches!(kind, None | Some(HistoryKind::Appointment(AppointmentKind::Session)));
    let held =
        |row: &SessionRow| session(row.kind) && row.result.unwrap_or(AppointmentState::Held) == AppointmentState::Held;
    rows.iter().filter(|(_, row)| held(row)).flat_map(|(_, row)| row.numbers.iter().copied()).collect()
}

/// A row that stands in the call twice counts once; the second one is a problem when it says something else.
pub(super) fn drop_repeated(work: &mut Work<'_>, sheets: &mut [Sheet]) {
    type Key<'r> = (Option<BusinessDate>, Result<NaiveTime, &'r [u8]>, bool);
    let mut first: HashMap<Key<'_>, &SessionRow> = HashMap::new();
    work.past.retain(|(sheet, row)| {
        let call = row.kind == Some(HistoryKind::Call);
        // Without a start or a number nothing tells two calls, or two extra meetings, of a day apart.
        let kickoff = row.kind == Some(HistoryKind::Appointment(AppointmentKind::Kickoff));
        if row.start.is_none() && row.numbers.is_empty() && !kickoff {
            return true;
        }
        let key = (row.date, row.start.ok_or(row.numbers.as_slice()), call);
        let Some(other) = first.get(&key) else {
            first.insert(key, row);
            return true;
        };
        if (SessionRow { row: 0, ..(*other).clone() }) == (SessionRow { row: 0, ..(*row).clone() }) {
            sheets[*sheet].settle(Fate::Unchanged);
        } else {
            sheets[*sheet].reject(row.row, "date", "", ProblemKind::Twice { other_row: other.row });
        }
        false
    });
}

impl Case<'_> {
    /// Takes in rows of history. A row finds its own meeting by its start before any row takes the appointment of a day.
    pub(super) fn past(&mut self, rows: &[(usize, &SessionRow)], sheets: &mut [Sheet]) {
        let mut found: Vec<Option<usize>> = Vec::with_capacity(rows.len());
        for meeting in &mut self.meetings {
            // What a plan of this call means, a row of history may mean as well.
            meeting.claimed = false;
        }
        for (_, row) in rows {
            let at = if is_call(row) { None } else { self.own_meeting(row) };
            if let Some(at) = at {
                self.meetings[at].claimed = true;
            }
            found.push(at);
        }
        for ((sheet, row), own) in rows.iter().zip(found) {
            let fate = if is_call(row) { self.call(row) } else { self.past_row(row, own) };
            sheets[*sheet].settle(fate);
        }
    }

    /// The meeting that began when the row says, or without a start the one of that day and number.
    fn own_meeting(&self, row: &SessionRow) -> Option<usize> {
        let date = row.date?;
        let free = || self.meetings.iter().enumerate().filter(|(_, m)| !m.claimed);
        let found = match row.start {
            Some(start) => {
                let at = self.instant(date, Some(start)).timestamp_millis();
                free().find(|(_, m)| self.began_at(m) == at).or_else(|| free().find(|(_, m)| self.starts_at(m) == at))
            }
            None => free().find(|(_, m)| {
                self.wall_date(m) == date
                    && self.kind(m) == meant_kind(row)
                    && self.kept_numbers(m, &m.numbers) == self.kept_numbers(m, &row.numbers)
            }),
        };
        found.map(|(at, _)| at)
    }

    /// What a meeting keeps of the numbers that a row gives it: only coverage holds more than one.
    fn kept_numbers<'n>(&self, meeting: &Meeting, numbers: &'n [u8]) -> &'n [u8] {
        let covers = self.state(meeting).is_met() && self.kind(meeting) == AppointmentKind::Session;
        if covers { numbers } else { &numbers[..numbers.len().min(1)] }
    }

    /// The appointment of that day that the row tells the end of: an open one, or one that ended just so already. Another
    /// kind of meeting is another meeting.
    fn met_appointment(&self, row: &SessionRow) -> Option<usize> {
        let date = row.date?;
        let result = row.result.unwrap_or(AppointmentState::Held);
        let fits = |m: &Meeting| match (m.numbers.as_slice(), row.numbers.as_slice()) {
            ([], _) | (_, []) => true,
            (planned, said) => planned.iter().any(|n| said.contains(n)),
        };
        let of_day = || {
            self.meetings
                .iter()
                .enumerate()
                .filter(|(_, m)| !m.claimed && self.wall_date(m) == date && self.kind(m) == meant_kind(row) && fits(m))
        };
        let open = of_day().find(|(_, m)| self.state(m).is_open());
        let over = || {
            let on_disk = |m: &Meeting| !self.ledger.is_new(Entity::Appointment, m.appointment);
            of_day().find(|(_, m)| self.state(m) == result && on_disk(m))
        };
        open.or_else(over).map(|(at, _)| at)
    }

    fn past_row(&mut self, row: &SessionRow, own: Option<usize>) -> Fate {
        let Some(date) = row.date else { return Fate::Unchanged };
        let mut kind = match row.kind {
            Some(HistoryKind::Appointment(kind)) => Some(kind),
            Some(HistoryKind::Call) | None => None,
        };
        let starts_at = self.instant(date, row.start);
        let known = own.or_else(|| self.met_appointment(row));
        let created = known.is_none();
        let at = known.unwrap_or_else(|| self.make_appointment(kind.unwrap_or(AppointmentKind::Session), starts_at));
        self.meetings[at].claimed = true;
        let id = self.meetings[at].appointment;
        // What was recorded in the program is not rewritten by a sheet.
        let recorded_here = self.meetings[at].session.is_some_and(|session| !self.is_imported(session));
        if recorded_here || self.state(&self.meetings[at]) == AppointmentState::InProgress {
            return Fate::Unchanged;
        }
        let was_open = self.state(&self.meetings[at]).is_open();
        if was_open && !row.numbers.is_empty() && self.meetings[at].numbers.is_empty() {
            // A booking that turns out to have had a number was a session, unless the row says what else it was.
            kind = kind.or(Some(AppointmentKind::Session));
        }
        // An empty cell changes nothing; where nothing is known yet it says that the meeting was held.
        let result = row.result.or(was_open.then_some(AppointmentState::Held));
        let trainer = match &row.trainer {
            Some(name) => self.trainer(Some(name)),
            None if created => self.default_trainer(),
            None => None,
        };
        let fields: [(&str, Option<Value>); 5] = [
            ("kind", kind.map(Value::from)),
            ("state", result.map(Value::from)),
            ("session_no", row.numbers.first().map(|n| Value::from(*n))),
            ("minutes", row.minutes.map(Value::from)),
            ("trainer_id", trainer.map(Value::from)),
        ];
        let mut differs = false;
        for (field, value) in fields {
            differs |= self.ledger.set_some(Entity::Appointment, id, field, value);
        }
        if !row.numbers.is_empty() {
            let meeting = &self.meetings[at];
            differs |= self.kept_numbers(meeting, &meeting.numbers) != self.kept_numbers(meeting, &row.numbers);
            self.meetings[at].numbers.clone_from(&row.numbers);
        }
        let takes_number = self.kind(&self.meetings[at]) == AppointmentKind::Session;
        self.meetings[at].numberless = takes_number && self.meetings[at].numbers.is_empty();
        differs |= if self.state(&self.meetings[at]).is_met() {
            self.record(at, row, starts_at.timestamp_millis())
        } else {
            self.missed(at, row)
        };
        match (created, differs) {
            (true, _) => Fate::Created,
            (false, true) => Fate::Updated,
            (false, false) => Fate::Unchanged,
        }
    }
}

/// The kind of meeting that a row speaks of.
fn meant_kind(row: &SessionRow) -> AppointmentKind {
    match row.kind {
        Some(HistoryKind::Appointment(kind)) => kind,
        Some(HistoryKind::Call) | None => AppointmentKind::Session,
    }
}

fn is_call(row: &SessionRow) -> bool {
    row.kind == Some(HistoryKind::Call)
}
