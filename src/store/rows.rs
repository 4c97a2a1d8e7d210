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

/// The columns that `Appointment::read` expects. Here as below they stand without their table: a name that is looked up in
/// two steps takes half as long again, and the columns are most of what is prepared before the first frame.
pub(super) const APPOINTMENT: &str = "id, kind, enrolment_id, pharmacy_id, session_no, trainer_id, starts_at, minutes, state, \
     waiting_since, rescheduled_from, moves, meeting_url";

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
        conn.prepare_cached(&format!("SELECT {APPOINTMENT} FROM appointment WHERE id = ?1 AND deleted_at IS NULL"))?
            .query_row([id], Self::read)
            .optional()
    }

    /// Every appointment of an enrolment, oldest first.
    pub(super) fn of_enrolment(conn: &Connection, enrolment: Id) -> rusqlite::Result<Vec<Self>> {
        conn.prepare_cached(&format!(
            "SELECT {APPOINTMENT} FROM appointment WHERE enrolment_id = ?1 AND deleted_at IS NULL \
             ORDER BY starts_at, id"
        ))?
        .query_map([enrolment], Self::read)?
        .collect()
    }

    /// The open appointment for the kickoff of a pharmacy, the first of them.
    pub(super) fn kickoff(conn: &Connection, pharmacy: Id) -> rusqlite::Result<Option<Self>> {
        conn.prepare_cached(&format!(
            "SELECT {APPOINTMENT} FROM appointment WHERE pharmacy_id = ?1 AND kind = 'kickoff' \
             AND state IN ('scheduled', 'waiting', 'in_progress') AND deleted_at IS NULL ORDER BY starts_at, id"
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

const SESSION: &str = "id, appointment_id, enrolment_id, pharmacy_id, part, started_at, ended_at, mood, \
     next_focus, summary, confirmed, closed_at";

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
        conn.prepare_cached(&format!("SELECT {SESSION} FROM session WHERE id = ?1 AND deleted_at IS NULL"))?
            .query_row([id], Self::read)
            .optional()
    }

    pub(super) fn of_appointment(conn: &Connection, appointment: Id) -> rusqlite::Result<Option<Self>> {
        conn.prepare_cached(&format!(
            "SELECT {SESSION} FROM session WHERE appointment_id = ?1 AND deleted_at IS NULL \
             ORDER BY started_at DESC LIMIT 1"
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

const SESSION_ITEM: &str = "id, session_id, session_no, item_id, section, position, text, planned_minutes, \
     must, outcome, carried_from, carry_count, note";

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
        conn.prepare_cached(&format!("SELECT {SESSION_ITEM} FROM session_item WHERE id = ?1 AND deleted_at IS NULL"))?
            .query_row([id], Self::read)
            .optional()
    }

    /// The lines of a session in the order of its screen.
    pub(super) fn of_session(conn: &Connection, session: Id) -> rusqlite::Result<Vec<Self>> {
        conn.prepare_cached(&format!(
            "SELECT {SESSION_ITEM} FROM session_item WHERE session_id = ?1 AND deleted_at IS NULL \
             ORDER BY position, id"
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

const ENROLMENT: &str = "id, learner_id, programme_id, programme_version, programme_hash, trainer_id, state, \
     start_no, started_on, deadline, invited_on, goal_sentence";

impl Enrolment {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            learner: row.get(1)?,
            programme: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
            version: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
            hash: row.get(4)?,
            trainer: row.get(5)?,
            state: row.get(6)?,
            start_no: row.get::<_, Option<u8>>(7)?.unwrap_or(1),
            started_on: row.get(8)?,
            deadline: row.get(9)?,
            invited_on: row.get(10)?,
            goal_sentence: row.get(11)?,
        })
    }

    /// What decides what a meeting makes of it.
    pub(super) const fn facts(&self) -> EnrolmentFacts {
        EnrolmentFacts { state: self.state, invited_on: self.invited_on }
    }

    pub(super) fn find(conn: &Connection, id: Id) -> rusqlite::Result<Option<Self>> {
        conn.prepare_cached(&format!("SELECT {ENROLMENT} FROM enrolment WHERE id = ?1 AND deleted_at IS NULL"))?
            .query_row([id], Self::read)
            .optional()
    }

    /// The newest enrolment of a learner; ids are made in time, imported ones in one go.
    pub(super) fn newest(conn: &Connection, learner: Id) -> rusqlite::Result<Option<Self>> {
        conn.prepare_cached(&format!(
            "SELECT {ENROLMENT} FROM enrolment WHERE learner_id = ?1 AND deleted_at IS NULL \
             ORDER BY created_at DESC, id DESC LIMIT 1"
        ))?
        .query_row([learner], Self::read)
        .optional()
    }

    /// Every enrolment of a learner, newest first.
    pub(super) fn all(conn: &Connection, learner: Id) -> rusqlite::Result<Vec<Self>> {
        conn.prepare_cached(&format!(
            "SELECT {ENROLMENT} FROM enrolment WHERE learner_id = ?1 AND deleted_at IS NULL \
             ORDER BY created_at DESC, id DESC"
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

const HOMEWORK: &str = "id, enrolment_id, pharmacy_id, session_id, item_id, text, verify_kind, \
     effort_minutes, due, state, decided_on, decided_in, submitted_at, late";

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
        conn.prepare_cached(&format!("SELECT {HOMEWORK} FROM homework WHERE id = ?1 AND deleted_at IS NULL"))?
            .query_row([id], Self::read)
            .optional()
    }

    /// Everything ever assigned to an enrolment, oldest first.
    pub(super) fn of_enrolment(conn: &Connection, enrolment: Id) -> rusqlite::Result<Vec<Self>> {
        conn.prepare_cached(&format!(
            "SELECT {HOMEWORK} FROM homework WHERE enrolment_id = ?1 AND deleted_at IS NULL ORDER BY created_at, id"
        ))?
        .query_map([enrolment], Self::read)?
        .collect()
    }

    /// What of it nobody has decided yet, oldest first.
    pub(super) fn open_of_enrolment(conn: &Connection, enrolment: Id) -> rusqlite::Result<Vec<Self>> {
        conn.prepare_cached(&format!(
            "SELECT {HOMEWORK} FROM homework WHERE enrolment_id = ?1 AND decided_in IS NULL \
             AND decided_on IS NULL AND deleted_at IS NULL ORDER BY created_at, id"
        ))?
        .query_map([enrolment], Self::read)?
        .collect()
    }

    /// The kickoff's task of a pharmacy.
    pub(super) fn of_pharmacy(conn: &Connection, pharmacy: Id) -> rusqlite::Result<Vec<Self>> {
        conn.prepare_cached(&format!(
            "SELECT {HOMEWORK} FROM homework WHERE pharmacy_id = ?1 AND enrolment_id IS NULL \
             AND deleted_at IS NULL ORDER BY created_at, id"
        ))?
        .query_map([pharmacy], Self::read)?
        .collect()
    }
}
