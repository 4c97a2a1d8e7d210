//! Rows of a history: what became of an appointment, and the record of a meeting that was held.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use chrono::NaiveTime;

use super::super::tx::{Tx, Value};
use super::case::{Case, Meeting, Subject};
use super::script::{Home, Script};
use super::{Fate, Flaws, Import, Sheet, Work};
use crate::domain::{AppointmentKind, AppointmentState, BusinessDate, Entity, Id, Outcome, TouchKind, role_play};
use crate::programme::Flag;
use crate::request::Failure;
use crate::request::import::{HistoryKind, ProblemKind, SessionRow};

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

    /// The record of a meeting that took place; answers whether anything differs from what is on disk.
    fn record(&mut self, at: usize, row: &SessionRow, starts_at: i64) -> bool {
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
        // No file says when it was closed; before its end it was not.
        let minutes = self.ledger.int(Entity::Appointment, appointment, "minutes").unwrap_or(0);
        let over = began.saturating_add(minutes.saturating_mul(60_000));
        let closes = row.closed.unwrap_or_else(|| self.ledger.is_new(Entity::Session, session));
        let fields: [(&str, Option<Value>); 6] = [
            ("mood", row.mood.map(Value::from)),
            ("summary", row.summary.clone().map(Value::from)),
            ("next_focus", row.next_focus.clone().map(Value::from)),
            ("confirmed", (closes && open).then_some(Value::from(true))),
            ("closed_at", (closes && open).then_some(Value::Int(over))),
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
    fn missed(&mut self, at: usize, row: &SessionRow) -> bool {
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

    /// The items that a row names. Of a held meeting its own items that are not named are done and have no row.
    fn items(&mut self, at: usize, session: Id, row: &SessionRow) -> bool {
        let named: Vec<(Outcome, &[String])> = outcomes(row)
            .into_iter()
            .filter(|(_, _, ids)| !ids.is_empty())
            .map(|(_, outcome, ids)| (outcome, ids))
            .collect();
        if named.is_empty() {
            return false;
        }
        let mut differs = false;
        let held = self.state(&self.meetings[at]) == AppointmentState::Held;
        let numbers = self.meetings[at].numbers.clone();
        let mut rows: HashMap<String, Id> = HashMap::new();
        for id in self.of_session(Entity::SessionItem, session) {
            if let Some(item) = self.ledger.text(Entity::SessionItem, id, "item_id") {
                rows.insert(item.to_owned(), id);
            }
        }
        let mut stays: HashSet<Id> = HashSet::new();
        for (outcome, ids) in &named {
            for item in *ids {
                let Some(home) = self.script.home(item) else { continue };
                let unnamed =
                    *outcome == Outcome::Done && held && is_own(home, &numbers, self.kind(&self.meetings[at]));
                if unnamed {
                    continue;
                }
                let id = match rows.get(item) {
                    Some(id) => *id,
                    None => self.make_item(session, item, home, &numbers),
                };
                stays.insert(id);
                let said = self.ledger.int(Entity::SessionItem, id, "must") == Some(1) && *outcome != Outcome::Skipped;
                differs |= self.ledger.set(Entity::SessionItem, id, "outcome", *outcome);
                self.ledger.set(Entity::SessionItem, id, "said", said);
            }
        }
        // A cell that is given is the whole of its outcome.
        for (item, id) in rows {
            let outcome = self.ledger.text(Entity::SessionItem, id, "outcome").and_then(Outcome::from_word);
            let given = named.iter().any(|(o, ids)| Some(*o) == outcome || ids.contains(&item));
            if given && !stays.contains(&id) {
                self.ledger.remove(Entity::SessionItem, id);
                differs = true;
            }
        }
        differs
    }

    fn make_item(&mut self, session: Id, item: &str, home: Home, numbers: &[u8]) -> Id {
        let id = self.people.fresh();
        let script = Rc::clone(&self.script);
        let line = script.item(item);
        let carried_from = (!numbers.contains(&home.number) && home.number > 0).then_some(home.number);
        self.ledger.make(Entity::SessionItem, id, None);
        let place = i64::try_from(home.place).unwrap_or(i64::MAX);
        let fields: [(&str, Value); 8] = [
            ("session_id", session.into()),
            ("session_no", home.number.into()),
            ("item_id", item.into()),
            ("section", home.section.into()),
            ("position", place.into()),
            ("text", line.map(|l| l.text.clone()).into()),
            ("planned_minutes", line.map(|l| u32::from(l.minutes.unwrap_or(0))).into()),
            ("must", line.map(|l| l.is(Flag::Must)).into()),
        ];
        for (field, value) in fields {
            self.ledger.set(Entity::SessionItem, id, field, value);
        }
        self.ledger.set(Entity::SessionItem, id, "carried_from", carried_from);
        id
    }

    /// The attempts at a role-play, newest last. An empty cell changes nothing.
    fn role_plays(&mut self, at: usize, session: Id, row: &SessionRow) -> bool {
        if row.role_play.is_empty() {
            return false;
        }
        let mut differs = false;
        let known: Vec<Id> = self.of_session(Entity::RolePlay, session).collect();
        let script = Rc::clone(&self.script);
        let rubric = script.rubric(&self.meetings[at].numbers);
        let (pass, low) = (script.programme.rubric.pass_mean, script.programme.rubric.low_mean);
        for (n, scores) in row.role_play.iter().enumerate() {
            let id = known.get(n).copied().unwrap_or_else(|| self.make_role_play(session, n));
            for (criterion, score) in rubric.iter().zip(scores) {
                differs |= self.rating(id, &criterion.id, *score);
            }
            let rated: Vec<u8> = scores.iter().flatten().copied().collect();
            let failed = rubric.iter().zip(scores).any(|(c, score)| c.must && score.is_some_and(|s| s < 2));
            let (mean, result) = role_play::sum_up(&rated, failed, pass, low);
            self.ledger.set(Entity::RolePlay, id, "mean", mean);
            self.ledger.set(Entity::RolePlay, id, "result", result.map(role_play::RolePlayResult::word));
            differs |= self.ledger.is_new(Entity::RolePlay, id);
        }
        for id in known.into_iter().skip(row.role_play.len()) {
            let ratings: Vec<Id> = self.ledger.under(Entity::RolePlayRating, id).collect();
            for rating in ratings {
                self.ledger.remove(Entity::RolePlayRating, rating);
            }
            self.ledger.remove(Entity::RolePlay, id);
            differs = true;
        }
        differs
    }

    fn make_role_play(&mut self, session: Id, n: usize) -> Id {
        let id = self.people.fresh();
        self.ledger.make(Entity::RolePlay, id, None);
        self.ledger.set(Entity::RolePlay, id, "session_id", session);
        self.ledger.set(Entity::RolePlay, id, "attempt", u32::try_from(n + 1).unwrap_or(u32::MAX));
        id
    }

    fn rating(&mut self, play: Id, criterion: &str, score: Option<u8>) -> bool {
        let id = Id::natural(Entity::RolePlayRating, &format!("{play}:{criterion}"));
        let there = self.ledger.has(Entity::RolePlayRating, id);
        match score {
            None if there => {
                self.ledger.remove(Entity::RolePlayRating, id);
                true
            }
            None => false,
            Some(score) => {
                if !there {
                    self.ledger.make(Entity::RolePlayRating, id, None);
                    self.ledger.set(Entity::RolePlayRating, id, "role_play_id", play);
                    self.ledger.set(Entity::RolePlayRating, id, "criterion_id", criterion);
                }
                self.ledger.set(Entity::RolePlayRating, id, "score", score)
            }
        }
    }

    /// A call that reached somebody.
    fn call(&mut self, row: &SessionRow) -> Fate {
        let Some(date) = row.date else { return Fate::Unchanged };
        let at = self.instant(date, row.start).timestamp_millis();
        let lines = row.summary.iter().chain(row.next_focus.iter()).map(String::as_str);
        let text = lines.chain(row.notes.iter().map(|n| n.line.as_str())).collect::<Vec<_>>().join("\n");
        let same_time: Vec<Id> = self
            .ledger
            .ids(Entity::Touch)
            .filter(|id| !self.touches.contains(id) && self.ledger.int(Entity::Touch, *id, "at") == Some(at))
            .collect();
        let same_text = |id: &&Id| self.ledger.text(Entity::Touch, **id, "text").unwrap_or_default() == text;
        let known = same_time.iter().find(same_text).or(same_time.first()).copied();
        let by = match &row.trainer {
            Some(name) => self.trainer(Some(name)),
            None if known.is_none() => self.default_trainer(),
            None => None,
        };
        let id = known.unwrap_or_else(|| self.people.fresh());
        if known.is_none() {
            let (scope, scope_id) = match self.subject {
                Subject::Learner(meant) => ("learner", meant.learner),
                Subject::Pharmacy { id, .. } => ("pharmacy", id),
            };
            self.ledger.make(Entity::Touch, id, None);
            self.ledger.set(Entity::Touch, id, "kind", TouchKind::Call);
            self.ledger.set(Entity::Touch, id, "at", at);
            self.ledger.set(Entity::Touch, id, "scope", scope);
            self.ledger.set(Entity::Touch, id, "scope_id", scope_id);
            self.ledger.set(Entity::Touch, id, "reached", true);
        }
        self.touches.insert(id);
        let mut differs = self.ledger.set_some(Entity::Touch, id, "by_id", by);
        if !text.is_empty() {
            differs |= self.ledger.set(Entity::Touch, id, "text", text);
        }
        match (known.is_none(), differs) {
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

/// Whether an item belongs to what the meeting was about.
fn is_own(home: Home, numbers: &[u8], kind: AppointmentKind) -> bool {
    match kind {
        AppointmentKind::Kickoff => home.number == 0,
        AppointmentKind::Session
        | AppointmentKind::Extra
        | AppointmentKind::Support
        | AppointmentKind::FollowUpCall => numbers.contains(&home.number),
    }
}
