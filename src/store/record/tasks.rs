//! Homework of a record that is closed: what became of what it looked at, and what it set.

use super::super::db::Db;
use super::super::failure::gone;
use super::super::history;
use super::super::recording::Done;
use super::super::rows::{Homework, Session};
use super::super::tx::Tx;
use super::amend::{closed_session, follow, is_written};
use super::during;
use crate::domain::{Entity, HomeworkState, Id};
use crate::request::{Failure, Refusal};

/// The longest text of a field, in bytes.
const LONGEST: usize = 1 << 20;

/// What became of homework that the session looked at, with all that the closing made of that.
pub(super) fn looked_at(db: &Db, tx: &mut Tx<'_>, session: Id, id: Id, state: HomeworkState) -> Result<Done, Failure> {
    let session = closed_session(tx, session)?;
    let row = looks_at(db, tx, &session, id)?.ok_or_else(|| gone(Entity::Homework))?;
    // That it came after all is what a later record says: it is amended there.
    let came_later = row.decided_in == Some(session.id)
        && row.late
        && row.submitted_at.zip(session.ended_at).is_some_and(|(came, ended)| came > ended);
    if came_later {
        return Err(Refusal::Homework { is: row.state }.into());
    }
    let written = is_written(db, tx, &session)?;
    if during::looked(db, tx, &session, id, state)?.is_some() {
        follow(db, tx, &session, written)?;
    }
    Ok(Done::default())
}

/// The homework, if it is one that the session looks at.
fn looks_at(db: &Db, tx: &Tx<'_>, session: &Session, id: Id) -> Result<Option<Homework>, Failure> {
    let mut rows = history::homework_to_look_at(db, session)?;
    rows.extend(history::homework_missed_before(tx.conn(), session)?);
    Ok(rows.into_iter().find(|row| row.id == id))
}

/// Other words for homework that the session set.
pub(super) fn reword(tx: &mut Tx<'_>, id: Id, text: String) -> Result<Done, Failure> {
    if text.len() > LONGEST {
        return Err(Refusal::TooLong { max: LONGEST }.into());
    }
    set_in_closed(tx, id)?;
    // Homework without words says nothing to anybody.
    if !text.trim().is_empty() {
        tx.change(Entity::Homework, id, &[("text", text.into())])?;
    }
    Ok(Done::default())
}

/// Another due date, while nobody has looked at it.
pub(super) fn due(tx: &mut Tx<'_>, id: Id, days: Option<u8>) -> Result<Done, Failure> {
    still_open(&set_in_closed(tx, id)?)?;
    let due = days.map_or_else(|| "next".to_owned(), |days| format!("-{days}d"));
    tx.change(Entity::Homework, id, &[("due", due.into())])?;
    Ok(Done::default())
}

/// It was not set after all; what a later session said of it stays.
pub(super) fn remove(tx: &mut Tx<'_>, id: Id) -> Result<Done, Failure> {
    still_open(&set_in_closed(tx, id)?)?;
    tx.delete(Entity::Homework, id)?;
    Ok(Done::default())
}

/// Homework that a closed session set.
fn set_in_closed(tx: &Tx<'_>, id: Id) -> Result<Homework, Failure> {
    let row = Homework::find(tx.conn(), id)?.ok_or_else(|| gone(Entity::Homework))?;
    closed_session(tx, row.session.ok_or(Refusal::NotClosed)?)?;
    Ok(row)
}

fn still_open(row: &Homework) -> Result<(), Failure> {
    let open = row.state == HomeworkState::Assigned && row.decided_in.is_none();
    if open { Ok(()) } else { Err(Refusal::Homework { is: row.state }.into()) }
}
