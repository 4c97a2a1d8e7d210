//! Rows as use cases and views read them. Deleted rows are not there.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row};

use super::sql::At;
use crate::domain::transitions::EnrolmentFacts;
use crate::domain::{
    AppointmentKind, AppointmentState, BusinessDate, EnrolmentState, HomeworkState, Id, Outcome, Section,
};

/// An appointment.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Appointment {
    pub id: Id,
    pub kind: AppointmentKind,
    pub enrolment: Option<Id>,
    pub pharmacy: Option<Id>,
    pub number: Option<u8>,
    pub trainer: Option<Id>,
    pub starts_at: DateTime<Utc>,
    pub minutes: u32,
    pub state: AppointmentState,
    pub waiting_since: Option<DateTime<Utc>>,
    pub rescheduled_from: Option<Id>,
    pub moves: u32,
    pub meeting_url: Option<String>,
}

/// The columns that `Appointment::read` expects, of a table or alias `a`.
pub(super) const APPOINTMENT: &str = "a.id, a.kind, a.enrolment_id, a.pharmacy_id, a.session_no, a.trainer_id, a.starts_at, \
     a.minutes, a.state, a.waiting_since, a.rescheduled_from, a.moves, a.meeting_url";

impl Appointment {
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            kind: row.get(1)?,
            enrolment: row.get(2)?,
            pharmacy: row.get(3)?,
            number: row.get(4)?,
            trainer: row.get(5)?,
            starts_at: row.get::<_, At>(6)?.0,
            minutes: row.get(7)?,
            state: row.get(8)?,
            waiting_since: row.get::<_, Option<At>>(9)?.map(|a| a.0),
            rescheduled_from: row.get(10)?,
            moves: row.get::<_, Option<u32>>(11)?.unwrap_or(0),
            meeting_url: row.get(12)?,
        })
    }

    pub(super) fn find(conn: &Connection, id: Id) -> rusqlite::Result<Option<Self>> {
        conn.prepare_cached(&format!(
            "SELECT {APPOINTMENT} FROM appointment a WHERE a.id = ?1 AND a.deleted_at IS NULL"
        ))?
        .query_row([id], Self::read)
        .optional()
    }

    /// Every appointment of an enrolment, oldest first.
    pub(super) fn of_enrolment(conn: &Connection, enrolment: Id) -> rusqlite::Result<Vec<Self>> {
        conn.prepare_cached(&format!(
            "SELECT {APPOINTMENT} FROM appointment a WHERE a.enrolment_id = ?1 AND a.deleted_at IS NULL \
             ORDER BY a.starts_at, a.id"
        ))?
        .query_map([enrolment], Self::read)?
        .collect()
    }

    /// The open appointment for the kickoff of a pharmacy, the first of them.
    pub(super) fn kickoff(conn: &Connection, pharmacy: Id) -> rusqlite::Result<Option<Self>> {
        conn.prepare_cached(&format!(
            "SELECT {APPOINTMENT} FROM appointment a WHERE a.pharmacy_id = ?1 AND a.kind = 'kickoff' \
             AND a.state IN ('scheduled', 'waiting', 'in_progress') AND a.deleted_at IS NULL ORDER BY a.starts_at, a.id"
        ))?
        .query_row([pharmacy], Self::read)
        .optional()
    }

    /// The open appointment for a session's number; there is one at most.
    pub(super) fn open(conn: &Connection, enrolment: Id, number: u8) -> rusqlite::Result<Option<Self>> {
        let open = |a: &Self| a.state.is_open() && a.number == Some(number) && a.kind == AppointmentKind::Session;
        Ok(Self::of_enrolment(conn, enrolment)?.into_iter().find(open))
    }
}

/// A session that was started.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Session {
    pub id: Id,
    pub appointment: Id,
    pub enrolment: Option<Id>,
    pub pharmacy: Option<Id>,
    pub part: u8,
    pub started_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub mood: Option<u8>,
    pub next_focus: Option<String>,
    pub summary: Option<String>,
    pub confirmed: bool,
    pub closed_at: Option<DateTime<Utc>>,
}

const SESSION: &str = "s.id, s.appointment_id, s.enrolment_id, s.pharmacy_id, s.part, s.started_at, s.ended_at, s.mood, \
     s.next_focus, s.summary, s.confirmed, s.closed_at";

impl Session {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            appointment: row.get(1)?,
            enrolment: row.get(2)?,
            pharmacy: row.get(3)?,
            part: row.get::<_, Option<u8>>(4)?.unwrap_or(1),
            started_at: row.get::<_, At>(5)?.0,
            ended_at: row.get::<_, Option<At>>(6)?.map(|a| a.0),
            mood: row.get(7)?,
            next_focus: row.get(8)?,
            summary: row.get(9)?,
            confirmed: row.get::<_, Option<bool>>(10)?.unwrap_or(false),
            closed_at: row.get::<_, Option<At>>(11)?.map(|a| a.0),
        })
    }

    pub(super) fn find(conn: &Connection, id: Id) -> rusqlite::Result<Option<Self>> {
        conn.prepare_cached(&format!("SELECT {SESSION} FROM session s WHERE s.id = ?1 AND s.deleted_at IS NULL"))?
            .query_row([id], Self::read)
            .optional()
    }

    pub(super) fn of_appointment(conn: &Connection, appointment: Id) -> rusqlite::Result<Option<Self>> {
        conn.prepare_cached(&format!(
            "SELECT {SESSION} FROM session s WHERE s.appointment_id = ?1 AND s.deleted_at IS NULL \
             ORDER BY s.started_at DESC LIMIT 1"
        ))?
        .query_row([appointment], Self::read)
        .optional()
    }
}

/// One line of a session.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SessionItem {
    pub id: Id,
    pub session: Id,
    pub number: u8,
    pub item: String,
    pub section: Section,
    pub position: i64,
    pub text: String,
    pub planned_minutes: u32,
    pub must: bool,
    pub outcome: Outcome,
    pub carried_from: Option<u8>,
    pub carry_count: u32,
    /// Why it was dropped or skipped.
    pub note: Option<String>,
}

const SESSION_ITEM: &str = "i.id, i.session_id, i.session_no, i.item_id, i.section, i.position, i.text, i.planned_minutes, \
     i.must, i.outcome, i.carried_from, i.carry_count, i.note";

impl SessionItem {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            session: row.get(1)?,
            number: row.get::<_, Option<u8>>(2)?.unwrap_or(0),
            item: row.get(3)?,
            section: row.get(4)?,
            position: row.get::<_, Option<i64>>(5)?.unwrap_or(0),
            text: row.get::<_, Option<String>>(6)?.unwrap_or_default(),
            planned_minutes: row.get::<_, Option<u32>>(7)?.unwrap_or(0),
            must: row.get::<_, Option<bool>>(8)?.unwrap_or(false),
            outcome: row.get(9)?,
            carried_from: row.get(10)?,
            carry_count: row.get::<_, Option<u32>>(11)?.unwrap_or(0),
            note: row.get(12)?,
        })
    }

    pub(super) fn find(conn: &Connection, id: Id) -> rusqlite::Result<Option<Self>> {
        conn.prepare_cached(&format!(
            "SELECT {SESSION_ITEM} FROM session_item i WHERE i.id = ?1 AND i.deleted_at IS NULL"
        ))?
        .query_row([id], Self::read)
        .optional()
    }

    /// The lines of a session in the order of its screen.
    pub(super) fn of_session(conn: &Connection, session: Id) -> rusqlite::Result<Vec<Self>> {
        conn.prepare_cached(&format!(
            "SELECT {SESSION_ITEM} FROM session_item i WHERE i.session_id = ?1 AND i.deleted_at IS NULL \
             ORDER BY i.position, i.id"
        ))?
        .query_map([session], Self::read)?
        .collect()
    }
}

/// One learner's run through a programme.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Enrolment {
    pub id: Id,
    pub learner: Id,
    pub programme: String,
    pub version: String,
    pub hash: Option<String>,
    pub trainer: Option<Id>,
    pub state: EnrolmentState,
    pub start_no: u8,
    pub started_on: Option<BusinessDate>,
    pub deadline: Option<BusinessDate>,
    pub invited_on: Option<BusinessDate>,
    pub goal_sentence: Option<String>,
}

/// The columns that `Enrolment::read_at` expects, of alias `e`.
pub(super) const ENROLMENT: &str = "e.id, e.learner_id, e.programme_id, e.programme_version, e.programme_hash, e.trainer_id, e.state, \
     e.start_no, e.started_on, e.deadline, e.invited_on, e.goal_sentence";

impl Enrolment {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Self::read_at(row, 0)
    }

    /// The same, from a column on.
    pub(super) fn read_at(row: &Row<'_>, at: usize) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(at)?,
            learner: row.get(at + 1)?,
            programme: row.get::<_, Option<String>>(at + 2)?.unwrap_or_default(),
            version: row.get::<_, Option<String>>(at + 3)?.unwrap_or_default(),
            hash: row.get(at + 4)?,
            trainer: row.get(at + 5)?,
            state: row.get(at + 6)?,
            start_no: row.get::<_, Option<u8>>(at + 7)?.unwrap_or(1),
            started_on: row.get(at + 8)?,
            deadline: row.get(at + 9)?,
            invited_on: row.get(at + 10)?,
            goal_sentence: row.get(at + 11)?,
        })
    }

    /// What decides what a meeting makes of it.
    pub(super) const fn facts(&self) -> EnrolmentFacts {
        EnrolmentFacts { state: self.state, invited_on: self.invited_on }
    }

    pub(super) fn find(conn: &Connection, id: Id) -> rusqlite::Result<Option<Self>> {
        conn.prepare_cached(&format!("SELECT {ENROLMENT} FROM enrolment e WHERE e.id = ?1 AND e.deleted_at IS NULL"))?
            .query_row([id], Self::read)
            .optional()
    }

    /// The newest enrolment of a learner; ids are made in time, imported ones in one go.
    pub(super) fn newest(conn: &Connection, learner: Id) -> rusqlite::Result<Option<Self>> {
        conn.prepare_cached(&format!(
            "SELECT {ENROLMENT} FROM enrolment e WHERE e.learner_id = ?1 AND e.deleted_at IS NULL \
             ORDER BY e.created_at DESC, e.id DESC LIMIT 1"
        ))?
        .query_row([learner], Self::read)
        .optional()
    }

    /// Every enrolment of a learner, newest first.
    pub(super) fn all(conn: &Connection, learner: Id) -> rusqlite::Result<Vec<Self>> {
        conn.prepare_cached(&format!(
            "SELECT {ENROLMENT} FROM enrolment e WHERE e.learner_id = ?1 AND e.deleted_at IS NULL \
             ORDER BY e.created_at DESC, e.id DESC"
        ))?
        .query_map([learner], Self::read)?
        .collect()
    }

    /// Enrolments of a pharmacy's learners (the newest of each learner).
    pub(super) fn of_pharmacy(conn: &Connection, pharmacy: Id) -> rusqlite::Result<Vec<Self>> {
        let learners: Vec<Id> = conn
            .prepare_cached("SELECT id FROM learner WHERE pharmacy_id = ?1 AND deleted_at IS NULL ORDER BY id")?
            .query_map([pharmacy], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut found = Vec::new();
        for learner in learners {
            found.extend(Self::newest(conn, learner)?);
        }
        Ok(found)
    }
}

/// Homework as assigned.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Homework {
    pub id: Id,
    pub enrolment: Option<Id>,
    pub pharmacy: Option<Id>,
    pub session: Option<Id>,
    pub item: Option<String>,
    pub text: String,
    pub verify: Option<String>,
    pub effort_minutes: Option<u32>,
    pub due: String,
    pub state: HomeworkState,
    pub decided_on: Option<BusinessDate>,
    pub decided_in: Option<Id>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub late: bool,
}

const HOMEWORK: &str = "h.id, h.enrolment_id, h.pharmacy_id, h.session_id, h.item_id, h.text, h.verify_kind, \
     h.effort_minutes, h.due, h.state, h.decided_on, h.decided_in, h.submitted_at, h.late";

/// Due so many days before the next session; `None` = in it.
pub(super) fn days_before(due: &str) -> Option<u8> {
    due.strip_prefix('-')?.strip_suffix('d')?.parse().ok()
}

impl Homework {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            enrolment: row.get(1)?,
            pharmacy: row.get(2)?,
            session: row.get(3)?,
            item: row.get(4)?,
            text: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
            verify: row.get(6)?,
            effort_minutes: row.get(7)?,
            due: row.get::<_, Option<String>>(8)?.unwrap_or_else(|| "next".to_owned()),
            state: row.get(9)?,
            decided_on: row.get(10)?,
            decided_in: row.get(11)?,
            submitted_at: row.get::<_, Option<At>>(12)?.map(|a| a.0),
            late: row.get::<_, Option<bool>>(13)?.unwrap_or(false),
        })
    }

    pub(super) fn find(conn: &Connection, id: Id) -> rusqlite::Result<Option<Self>> {
        conn.prepare_cached(&format!("SELECT {HOMEWORK} FROM homework h WHERE h.id = ?1 AND h.deleted_at IS NULL"))?
            .query_row([id], Self::read)
            .optional()
    }

    /// Everything ever assigned to an enrolment, oldest first.
    pub(super) fn of_enrolment(conn: &Connection, enrolment: Id) -> rusqlite::Result<Vec<Self>> {
        conn.prepare_cached(&format!(
            "SELECT {HOMEWORK} FROM homework h WHERE h.enrolment_id = ?1 AND h.deleted_at IS NULL ORDER BY h.created_at, h.id"
        ))?
        .query_map([enrolment], Self::read)?
        .collect()
    }

    /// What of it nobody has decided yet, oldest first.
    pub(super) fn open_of_enrolment(conn: &Connection, enrolment: Id) -> rusqlite::Result<Vec<Self>> {
        conn.prepare_cached(&format!(
            "SELECT {HOMEWORK} FROM homework h WHERE h.enrolment_id = ?1 AND h.decided_in IS NULL \
             AND h.decided_on IS NULL AND h.deleted_at IS NULL ORDER BY h.created_at, h.id"
        ))?
        .query_map([enrolment], Self::read)?
        .collect()
    }

    /// The kickoff's task of a pharmacy.
    pub(super) fn of_pharmacy(conn: &Connection, pharmacy: Id) -> rusqlite::Result<Vec<Self>> {
        conn.prepare_cached(&format!(
            "SELECT {HOMEWORK} FROM homework h WHERE h.pharmacy_id = ?1 AND h.enrolment_id IS NULL \
             AND h.deleted_at IS NULL ORDER BY h.created_at, h.id"
        ))?
        .query_map([pharmacy], Self::read)?
        .collect()
    }
}
