//! The history of one learner, or of one pharmacy's kickoffs: what is on disk, which meeting a row means, and writing it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use chrono::{DateTime, NaiveTime, Utc};

use super::super::db::Db;
use super::super::tx::Tx;
use super::ledger::{Key, Ledger};
use super::people::{Meant, People};
use super::script::Script;
use crate::domain::{
    AppointmentKind, AppointmentState, BusinessDate, Entity, Extent, HomeworkState, Id, StaffRole, Zone, coverage,
};
use crate::request::Failure;

/// Whose history it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Learner(Meant),
    /// Kickoffs and calls of a pharmacy, with an enrolment of its learners for the programme.
    Pharmacy {
        id: Id,
        enrolment: Option<Id>,
    },
}

impl Subject {
    /// The enrolment, else the pharmacy.
    pub(super) fn id(&self) -> Id {
        match self {
            Self::Learner(meant) => meant.enrolment,
            Self::Pharmacy { id, .. } => *id,
        }
    }

    pub(super) fn enrolment(&self) -> Option<Id> {
        match self {
            Self::Learner(meant) => Some(meant.enrolment),
            Self::Pharmacy { .. } => None,
        }
    }
}

/// An appointment and, once it was met, its session.
#[derive(Debug)]
pub(super) struct Meeting {
    pub appointment: Id,
    pub session: Option<Id>,
    /// The numbers it covers, ascending; those of the plan until it is known better.
    pub numbers: Vec<u8>,
    /// Some row of this call means it.
    pub claimed: bool,
    /// The number is to be worked out.
    pub numberless: bool,
}

/// One history while rows change it.
pub(super) struct Case<'a> {
    pub db: &'a Db,
    pub people: &'a mut People,
    pub subject: Subject,
    pub script: Rc<Script>,
    pub ledger: Ledger,
    pub meetings: Vec<Meeting>,
    /// Numbers that rows of this call say were held.
    pub coming: BTreeSet<u8>,
    /// Touches that some row of this call means.
    pub touches: HashSet<Id>,
    /// What the file says of the homework that was due in a session.
    pub homework: HashMap<Id, HomeworkState>,
}

/// Where a start is not known the date stands by noon.
const NOON: Option<NaiveTime> = NaiveTime::from_hms_opt(12, 0, 0);

impl<'a> Case<'a> {
    pub(super) fn open(
        db: &'a Db,
        tx: &Tx<'_>,
        people: &'a mut People,
        subject: Subject,
        script: Rc<Script>,
    ) -> Result<Self, Failure> {
        let mut ledger = Ledger::default();
        let conn = tx.conn();
        match subject {
            Subject::Learner(meant) if people.ledger.is_new(Entity::Enrolment, meant.enrolment) => {}
            Subject::Learner(meant) => {
                let mut load = |entity, clause: &str| ledger.load(conn, entity, clause, [meant.enrolment]);
                load(Entity::Appointment, "enrolment_id = ?1 ORDER BY starts_at, id")?;
                load(Entity::Session, "enrolment_id = ?1 ORDER BY started_at, id")?;
                load(Entity::SessionItem, &of_sessions("enrolment_id", "ORDER BY position, id"))?;
                load(Entity::Coverage, &of_sessions("enrolment_id", "ORDER BY session_no"))?;
                load(Entity::RolePlay, &of_sessions("enrolment_id", "ORDER BY attempt, id"))?;
                load(Entity::RolePlayRating, RATINGS)?;
                load(Entity::Note, "enrolment_id = ?1 ORDER BY at, id")?;
                load(Entity::Homework, "enrolment_id = ?1 ORDER BY created_at, id")?;
                load(Entity::Question, "enrolment_id = ?1 ORDER BY created_at, id")?;
                load(Entity::Win, "enrolment_id = ?1 ORDER BY created_at, id")?;
                ledger.load(conn, Entity::Voice, "learner_id = ?1 ORDER BY created_at, id", [meant.learner])?;
                ledger.load(conn, Entity::Touch, TOUCHES, ("learner", meant.learner))?;
            }
            Subject::Pharmacy { id, .. } if people.ledger.is_new(Entity::Pharmacy, id) => {}
            Subject::Pharmacy { id, .. } => {
                let mut load = |entity, clause: &str| ledger.load(conn, entity, clause, [id]);
                load(Entity::Appointment, "pharmacy_id = ?1 AND kind = 'kickoff' ORDER BY starts_at, id")?;
                load(Entity::Session, "pharmacy_id = ?1 ORDER BY started_at, id")?;
                load(Entity::SessionItem, &of_sessions("pharmacy_id", "ORDER BY position, id"))?;
                load(Entity::Note, "pharmacy_id = ?1 AND enrolment_id IS NULL ORDER BY at, id")?;
                load(Entity::Question, "pharmacy_id = ?1 AND enrolment_id IS NULL ORDER BY created_at, id")?;
                load(Entity::Voice, "pharmacy_id = ?1 AND learner_id IS NULL ORDER BY created_at, id")?;
                ledger.load(conn, Entity::Touch, TOUCHES, ("pharmacy", id))?;
            }
        }
        let mut case = Self {
            db,
            people,
            subject,
            script,
            ledger,
            meetings: Vec::new(),
            coming: BTreeSet::new(),
            touches: HashSet::new(),
            homework: HashMap::new(),
        };
        case.meetings = case.meetings_on_disk();
        Ok(case)
    }

    fn meetings_on_disk(&self) -> Vec<Meeting> {
        let sessions: HashMap<Id, Id> = self
            .ledger
            .ids(Entity::Session)
            .filter_map(|id| Some((self.ledger.reference(Entity::Session, id, "appointment_id")?, id)))
            .collect();
        let meeting = |appointment: Id| {
            let session = sessions.get(&appointment).copied();
            let covered = session.map(|s| self.covered(s)).unwrap_or_default();
            let planned = self.ledger.small(Entity::Appointment, appointment, "session_no");
            let numbers = if covered.is_empty() { planned.into_iter().collect() } else { covered };
            let mut meeting = Meeting { appointment, session, numbers, claimed: false, numberless: false };
            let worked_out = self.ledger.int(Entity::Appointment, appointment, "number_worked_out") == Some(1);
            if worked_out && session.is_none() && self.state(&meeting).is_open() {
                // Nobody gave it: it follows what was held, as at the first import.
                meeting.numbers.clear();
                meeting.numberless = true;
            }
            meeting
        };
        self.ledger.ids(Entity::Appointment).map(meeting).collect()
    }

    /// The numbers that a session covers on disk, ascending.
    fn covered(&self, session: Id) -> Vec<u8> {
        let mut numbers: Vec<u8> = self
            .of_session(Entity::Coverage, session)
            .filter_map(|id| self.ledger.small(Entity::Coverage, id, "session_no"))
            .collect();
        numbers.sort_unstable();
        numbers
    }

    /// The rows of a table that hang on a session.
    pub(super) fn of_session(&self, entity: Entity, session: Id) -> impl Iterator<Item = Id> {
        self.ledger.under(entity, session)
    }

    pub(super) const fn zone(&self) -> Zone {
        self.db.options.zone
    }

    /// The instant of a date and time of a file, which are those of the wall.
    pub(super) fn instant(&self, date: BusinessDate, start: Option<NaiveTime>) -> DateTime<Utc> {
        self.zone().instant(date.0.and_time(start.or(NOON).unwrap_or_default()))
    }

    pub(super) fn starts_at(&self, meeting: &Meeting) -> i64 {
        self.ledger.int(Entity::Appointment, meeting.appointment, "starts_at").unwrap_or_default()
    }

    /// When it began: its session where that is known, else as planned.
    pub(super) fn began_at(&self, meeting: &Meeting) -> i64 {
        let session = meeting.session.and_then(|id| self.ledger.int(Entity::Session, id, "started_at"));
        session.unwrap_or_else(|| self.starts_at(meeting))
    }

    /// The date on the wall of its planned start.
    pub(super) fn wall_date(&self, meeting: &Meeting) -> BusinessDate {
        let at = DateTime::from_timestamp_millis(self.starts_at(meeting)).unwrap_or_default();
        BusinessDate(self.zone().local(at).date())
    }

    pub(super) fn business_date(&self, millis: i64) -> BusinessDate {
        self.zone().business_date(DateTime::from_timestamp_millis(millis).unwrap_or_default())
    }

    pub(super) fn state(&self, meeting: &Meeting) -> AppointmentState {
        let word = self.ledger.text(Entity::Appointment, meeting.appointment, "state");
        word.and_then(AppointmentState::from_word).unwrap_or(AppointmentState::Scheduled)
    }

    pub(super) fn kind(&self, meeting: &Meeting) -> AppointmentKind {
        let word = self.ledger.text(Entity::Appointment, meeting.appointment, "kind");
        word.and_then(AppointmentKind::from_word).unwrap_or(AppointmentKind::Session)
    }

    pub(super) fn number(&self, meeting: &Meeting) -> Option<u8> {
        self.ledger.small(Entity::Appointment, meeting.appointment, "session_no")
    }

    /// Whether the record of a meeting came from a file; what was recorded in the program is left alone.
    pub(super) fn is_imported(&self, session: Id) -> bool {
        self.ledger.int(Entity::Session, session, "imported") == Some(1)
    }

    /// The staff row of a row's trainer, else the enrolment's.
    pub(super) fn trainer(&mut self, name: Option<&str>) -> Option<Id> {
        match name {
            Some(name) => self.people.staff(name, StaffRole::Ustr),
            None => self.default_trainer(),
        }
    }

    /// What is the pharmacy's is held by who teaches its learners.
    pub(super) fn default_trainer(&self) -> Option<Id> {
        let enrolment = match self.subject {
            Subject::Learner(meant) => meant.enrolment,
            Subject::Pharmacy { enrolment, .. } => enrolment?,
        };
        self.people.ledger.reference(Entity::Enrolment, enrolment, "trainer_id")
    }

    /// The lowest number that counts as ours.
    pub(super) fn start_no(&self) -> u8 {
        let of = |id| self.people.ledger.small(Entity::Enrolment, id, "start_no");
        self.subject.enrolment().and_then(of).unwrap_or(1).max(1)
    }

    /// The lowest number that is not held once all rows are in; `None` when all are.
    pub(super) fn next_no(&self) -> Option<u8> {
        let held: BTreeSet<u8> = self.held().chain(self.coming.iter().copied()).collect();
        let next = coverage::next_no(self.start_no(), self.script.last(), |n| held.contains(&n));
        (next <= self.script.last()).then_some(next)
    }

    /// The numbers that the meetings held.
    fn held(&self) -> impl Iterator<Item = u8> {
        self.meetings.iter().filter_map(|m| m.session).flat_map(|s| self.of_session(Entity::Coverage, s)).filter_map(
            |id| {
                let full = self.ledger.text(Entity::Coverage, id, "extent") == Some(Extent::Full.word());
                self.ledger.small(Entity::Coverage, id, "session_no").filter(|_| full)
            },
        )
    }

    /// A new appointment of the subject.
    pub(super) fn make_appointment(&mut self, kind: AppointmentKind, starts_at: DateTime<Utc>) -> usize {
        let id = self.people.fresh();
        let zone = self.zone().name();
        let ledger = &mut self.ledger;
        ledger.make(Entity::Appointment, id, None);
        match self.subject {
            Subject::Learner(meant) => ledger.set(Entity::Appointment, id, "enrolment_id", meant.enrolment),
            Subject::Pharmacy { id: pharmacy, .. } => ledger.set(Entity::Appointment, id, "pharmacy_id", pharmacy),
        };
        ledger.set(Entity::Appointment, id, "kind", kind);
        ledger.set(Entity::Appointment, id, "starts_at", starts_at);
        ledger.set(Entity::Appointment, id, "zone", zone);
        ledger.set(Entity::Appointment, id, "state", AppointmentState::Scheduled);
        self.meetings.push(Meeting {
            appointment: id,
            session: None,
            numbers: Vec::new(),
            claimed: true,
            numberless: false,
        });
        self.meetings.len() - 1
    }

    /// Writes what differs: an imported meeting with all that belongs to it is one event.
    pub(super) fn write(mut self, tx: &mut Tx<'_>) -> rusqlite::Result<()> {
        let mut records: Vec<(Key, Vec<Key>)> = Vec::new();
        for meeting in &self.meetings {
            if !self.ledger.is_new(Entity::Appointment, meeting.appointment)
                && !meeting.session.is_some_and(|s| self.ledger.is_new(Entity::Session, s))
            {
                continue;
            }
            let head = meeting.session.map_or((Entity::Appointment, meeting.appointment), |s| (Entity::Session, s));
            let mut rows = vec![(Entity::Appointment, meeting.appointment)];
            rows.extend(self.parts(meeting));
            records.push((head, rows));
        }
        for (head, rows) in records {
            self.ledger.gather(head, rows);
        }
        self.ledger.write(tx)
    }

    /// Everything that a meeting made, but the appointment.
    fn parts(&self, meeting: &Meeting) -> Vec<Key> {
        let ledger = &self.ledger;
        let mut parts: Vec<Key> = Vec::new();
        let Some(session) = meeting.session else {
            // What a missed meeting left are its notes.
            let notes = self.loose_notes(self.starts_at(meeting));
            let made = notes.iter().filter_map(|note| self.target(*note));
            return notes.iter().map(|note| (Entity::Note, *note)).chain(made).collect();
        };
        parts.push((Entity::Session, session));
        for entity in
            [Entity::SessionItem, Entity::Coverage, Entity::RolePlay, Entity::Note, Entity::Win, Entity::Voice]
        {
            parts.extend(self.of_session(entity, session).map(|id| (entity, id)));
        }
        let ratings = self.of_session(Entity::RolePlay, session).flat_map(|p| ledger.under(Entity::RolePlayRating, p));
        parts.extend(ratings.map(|id| (Entity::RolePlayRating, id)));
        // Homework is told with the meeting that decided it, else with the one that set it.
        let told_in = |id: &Id| {
            let decided = ledger.reference(Entity::Homework, *id, "decided_in");
            decided.or_else(|| ledger.reference(Entity::Homework, *id, "session_id")) == Some(session)
        };
        parts.extend(ledger.ids(Entity::Homework).filter(told_in).map(|id| (Entity::Homework, id)));
        let asked_here = |id: &Id| ledger.reference(Entity::Question, *id, "asked_in") == Some(session);
        parts.extend(ledger.ids(Entity::Question).filter(asked_here).map(|id| (Entity::Question, id)));
        parts
    }
}

const RATINGS: &str = "role_play_id IN (SELECT p.id FROM role_play p JOIN session s ON s.id = p.session_id \
     WHERE s.enrolment_id = ?1 AND p.deleted_at IS NULL AND s.deleted_at IS NULL)";

const TOUCHES: &str = "scope = ?1 AND scope_id = ?2 AND kind = 'call' ORDER BY at, id";

fn of_sessions(column: &str, order: &str) -> String {
    format!("session_id IN (SELECT s.id FROM session s WHERE s.{column} = ?1 AND s.deleted_at IS NULL) {order}")
}
