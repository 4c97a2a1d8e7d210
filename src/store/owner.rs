//! Whose standing a change may move: from a row to the learners and pharmacies that it speaks of.

use rusqlite::{Connection, OptionalExtension};
use serde_json::{Map, Value as Json};

use super::event;
use super::tx::{Touched, Value, current, record_key};
use crate::domain::{Entity, Id, Scope};

/// How a row of an entity leads to its owners.
enum Path {
    /// Nothing of the score hangs on it.
    None,
    Learner,
    Pharmacy,
    Enrolment,
    /// A column `enrolment_id` and (or) `pharmacy_id`.
    Columns,
    /// A column `session_id`; while the session runs nothing of it is scored yet.
    OfSession,
    OfRolePlay,
    /// Columns `scope` and `scope_id`.
    Scoped,
}

fn path(entity: Entity) -> Path {
    match entity {
        Entity::Staff
        | Entity::Note
        | Entity::Voice
        | Entity::Win
        | Entity::Pause
        | Entity::Theme
        | Entity::VoiceTold
        | Entity::Setting
        | Entity::Day
        | Entity::StandIn
        | Entity::Contact => Path::None,
        Entity::Learner => Path::Learner,
        Entity::Pharmacy => Path::Pharmacy,
        Entity::Enrolment => Path::Enrolment,
        Entity::OperationFlow
        | Entity::Appointment
        | Entity::Session
        | Entity::Homework
        | Entity::Question
        | Entity::MetricReading
        | Entity::MetricWaiver
        | Entity::StageAssessment
        | Entity::Judgement
        | Entity::Graduation
        | Entity::GraduationItem
        | Entity::SurveyResponse
        | Entity::SupportPlan
        | Entity::HandOver => Path::Columns,
        Entity::SessionItem | Entity::Coverage | Entity::RolePlay => Path::OfSession,
        Entity::RolePlayRating => Path::OfRolePlay,
        Entity::MetricTarget | Entity::FollowUp | Entity::Decision | Entity::Touch | Entity::Milestone => Path::Scoped,
    }
}

/// Notes the owners of a row that was just written.
pub(super) fn touch(
    conn: &Connection,
    entity: Entity,
    id: Id,
    changes: &Map<String, Json>,
    v: i64,
    touched: &mut Touched,
) -> rusqlite::Result<()> {
    if v == event::RECORD {
        for (entity, id) in changes.keys().filter_map(|key| record_key(key)) {
            touch_row(conn, entity, id, touched)?;
        }
        return Ok(());
    }
    if entity == Entity::Learner {
        // A learner who moves leaves a pharmacy that the row no longer names.
        let both = changes.get("pharmacy_id").and_then(Json::as_array).into_iter().flatten();
        touched.pharmacies.extend(both.filter_map(Json::as_str).filter_map(Id::parse));
    }
    touch_row(conn, entity, id, touched)
}

/// The owners of a row, also while its session runs.
pub(super) fn touch_any(conn: &Connection, entity: Entity, id: Id, touched: &mut Touched) -> rusqlite::Result<()> {
    match path(entity) {
        Path::OfSession => match current(conn, entity, id, "session_id")? {
            Value::Ref(session) => columns(conn, Entity::Session, session, touched),
            Value::Null | Value::Text(_) | Value::Int(_) => Ok(()),
        },
        Path::OfRolePlay => match current(conn, entity, id, "role_play_id")? {
            Value::Ref(role_play) => touch_any(conn, Entity::RolePlay, role_play, touched),
            Value::Null | Value::Text(_) | Value::Int(_) => Ok(()),
        },
        Path::None if entity == Entity::Note => columns(conn, entity, id, touched),
        Path::None | Path::Learner | Path::Pharmacy | Path::Enrolment | Path::Columns | Path::Scoped => {
            touch_row(conn, entity, id, touched)
        }
    }
}

fn touch_row(conn: &Connection, entity: Entity, id: Id, touched: &mut Touched) -> rusqlite::Result<()> {
    match path(entity) {
        Path::None => Ok(()),
        Path::Learner => learner(conn, id, touched),
        Path::Pharmacy => {
            touched.pharmacies.insert(id);
            Ok(())
        }
        Path::Enrolment => enrolment(conn, id, touched),
        Path::Columns => columns(conn, entity, id, touched),
        Path::OfSession => match current(conn, entity, id, "session_id")? {
            Value::Ref(session) => of_session(conn, session, touched),
            Value::Null | Value::Text(_) | Value::Int(_) => Ok(()),
        },
        Path::OfRolePlay => {
            let session = current(conn, entity, id, "role_play_id")?;
            let Value::Ref(role_play) = session else { return Ok(()) };
            touch_row(conn, Entity::RolePlay, role_play, touched)
        }
        Path::Scoped => {
            let (Value::Text(scope), Value::Ref(id)) =
                (current(conn, entity, id, "scope")?, current(conn, entity, id, "scope_id")?)
            else {
                return Ok(());
            };
            match Scope::from_word(&scope) {
                Some(Scope::Learner) => learner(conn, id, touched),
                Some(Scope::Pharmacy) => {
                    touched.pharmacies.insert(id);
                    Ok(())
                }
                None => Ok(()),
            }
        }
    }
}

fn columns(conn: &Connection, entity: Entity, id: Id, touched: &mut Touched) -> rusqlite::Result<()> {
    if let Value::Ref(id) = current(conn, entity, id, "enrolment_id")? {
        enrolment(conn, id, touched)?;
    }
    if let Value::Ref(id) = current(conn, entity, id, "pharmacy_id")? {
        touched.pharmacies.insert(id);
    }
    Ok(())
}

fn of_session(conn: &Connection, session: Id, touched: &mut Touched) -> rusqlite::Result<()> {
    let running: Option<bool> = conn
        .prepare_cached(
            "SELECT a.state = 'in_progress' FROM session s JOIN appointment a ON a.id = s.appointment_id WHERE s.id = ?1",
        )?
        .query_row([session.0.as_bytes()], |row| row.get(0))
        .optional()?;
    if running == Some(true) { Ok(()) } else { columns(conn, Entity::Session, session, touched) }
}

/// An enrolment's owners: its learner, and through it the pharmacy whose row sums up its learners.
fn enrolment(conn: &Connection, id: Id, touched: &mut Touched) -> rusqlite::Result<()> {
    match current(conn, Entity::Enrolment, id, "learner_id")? {
        Value::Ref(id) => learner(conn, id, touched),
        Value::Null | Value::Text(_) | Value::Int(_) => Ok(()),
    }
}

fn learner(conn: &Connection, id: Id, touched: &mut Touched) -> rusqlite::Result<()> {
    // A learner who was touched has had the pharmacy touched as well; imports ask this a hundred thousand times.
    if !touched.learners.insert(id) {
        return Ok(());
    }
    if let Value::Ref(pharmacy) = current(conn, Entity::Learner, id, "pharmacy_id")? {
        touched.pharmacies.insert(pharmacy);
    }
    Ok(())
}
