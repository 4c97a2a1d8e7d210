//! A session that was started and turned out to be no meeting: its start is taken back.

use super::super::db::Db;
use super::super::history;
use super::super::recording::Done;
use super::super::rows::{Appointment, Homework, Session, SessionItem};
use super::super::tx::{Tx, Value};
use super::{calendar, during, enrolment};
use crate::domain::{Entity, Id, Outcome, Section};
use crate::request::Failure;
use crate::request::record::Close;

/// It did not take place after all: the session row goes, and with it what only a session that took place brings about.
/// What was said stays with the learner.
pub(super) fn undo_start(
    db: &Db,
    tx: &mut Tx<'_>,
    session: &Session,
    appointment: &Appointment,
    result: crate::request::record::NotHeld,
    close: &Close,
) -> Result<Done, Failure> {
    undo_homework(db, tx, session)?;
    for (entity, column) in SAID_IN {
        for row in rows_of(tx, entity, column, session.id)? {
            tx.change(entity, row, &[(column, Value::Null)])?;
        }
    }
    undo_graduation(db, tx, session)?;
    if let Some(enrolment) = session.enrolment {
        enrolment::undo_learning(db, tx, session, enrolment)?;
    }
    tx.delete(Entity::Session, session.id)?;
    let is_move = calendar::not_held(tx, appointment, result, close.next.is_some())?;
    let made = match close.next {
        Some(slot) => {
            let number = appointment.number;
            Some(calendar::follow(db, tx, appointment, slot, close.new_appointment, number, is_move)?)
        }
        None => None,
    };
    Ok(Done { made, ..Done::default() })
}

/// Rows that were written down in a session and are true without it, with the column that names it.
const SAID_IN: [(Entity, &str); 6] = [
    (Entity::Note, "session_id"),
    (Entity::Question, "asked_in"),
    (Entity::Voice, "session_id"),
    (Entity::Win, "session_id"),
    (Entity::MetricReading, "taken_in"),
    (Entity::StageAssessment, "assessed_in"),
];

fn rows_of(tx: &Tx<'_>, entity: Entity, column: &str, session: Id) -> rusqlite::Result<Vec<Id>> {
    let sql = format!("SELECT id FROM {} WHERE {column} = ?1 AND deleted_at IS NULL ORDER BY id", entity.word());
    tx.conn().prepare_cached(&sql)?.query_map([session], |row| row.get(0))?.collect()
}

/// Homework that was looked at is as it was found, also the kickoff's, which is the pharmacy's: the next held session looks
/// at it. What was ticked for next time was never assigned; a task that somebody typed is a note, and stays with it.
fn undo_homework(db: &Db, tx: &mut Tx<'_>, session: &Session) -> Result<(), Failure> {
    let mut all = match session.enrolment {
        Some(enrolment) => Homework::of_enrolment(tx.conn(), enrolment)?,
        None => Vec::new(),
    };
    let pharmacy = match session.enrolment {
        Some(enrolment) => history::pharmacy_of(tx.conn(), enrolment)?,
        None => session.pharmacy,
    };
    if let Some(pharmacy) = pharmacy {
        all.extend(Homework::of_pharmacy(tx.conn(), pharmacy)?);
    }
    let typed: Vec<Value> = rows_of(tx, Entity::Note, "session_id", session.id)?
        .into_iter()
        .map(|note| tx.current(Entity::Note, note, "target"))
        .collect::<rusqlite::Result<_>>()?;
    for homework in all {
        let found = history::state_found(&homework, session);
        if homework.session == Some(session.id) {
            if !typed.contains(&Value::Text(format!("{}:{}", Entity::Homework.word(), homework.id))) {
                tx.delete(Entity::Homework, homework.id)?;
            }
        } else if homework.state != found {
            during::look_at(db, tx, session, homework.id, found)?;
        }
    }
    Ok(())
}

/// Checks of the graduation that were ticked in this session.
fn undo_graduation(db: &Db, tx: &mut Tx<'_>, session: &Session) -> Result<(), Failure> {
    let ticked = |row: &SessionItem| row.section == Section::Graduation && row.outcome == Outcome::Done;
    for row in SessionItem::of_session(tx.conn(), session.id)?.into_iter().filter(ticked) {
        during::tick_graduation(db, tx, session, &row, Outcome::Planned)?;
    }
    Ok(())
}
