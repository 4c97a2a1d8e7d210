//! What is changed in a record that is closed. Nothing of it is overwritten: each change is an amendment in the log, with
//! author, time and the old text, and so is taking one back.

use rusqlite::OptionalExtension;

use super::super::db::Db;
use super::super::event;
use super::super::failure::gone;
use super::super::recording::Done;
use super::super::rows::{Session, SessionItem};
use super::super::sql::At;
use super::super::tx::{Tx, Value};
use super::{close, during, notes, role_play, tasks};
use crate::domain::{AppointmentState, Deed, Entity, Id, Outcome};
use crate::request::record::Amend;
use crate::request::{Failure, Refusal};
use crate::text::mask::Private;

/// The longest text of a field, in bytes.
const LONGEST: usize = 1 << 20;
/// The longest summary, in characters (model 2.3).
const SUMMARY: usize = 400;

/// One change.
pub(super) fn amend(db: &Db, tx: &mut Tx<'_>, amend: Amend) -> Result<Done, Failure> {
    tx.amends();
    match amend {
        Amend::Outcome { item, outcome: new } => outcome(db, tx, item, new),
        Amend::Note(line) => notes::keep(db, tx, line, true),
        Amend::DeleteNote { note } => notes::remove(tx, note, true),
        Amend::Summary { session, text } => {
            if text.chars().count() > SUMMARY {
                return Err(Refusal::TooManyCharacters { max: SUMMARY }.into());
            }
            set(tx, session, "summary", text_value(text)?)
        }
        Amend::NextFocus { session, text } => {
            set(tx, session, "next_focus", text_value(text)?)?;
            confirm(tx, session, "next_focus")
        }
        Amend::Mood { session, mood } => set(tx, session, "mood", mood.filter(|m| (1..=5).contains(m)).into()),
        Amend::Rate { session, role_play, criterion, score } => {
            let session = closed_session(tx, session)?;
            during::score_it(db, tx, &session, role_play, &criterion, score)
        }
        Amend::Comment { session, role_play, which, text } => {
            let session = closed_session(tx, session)?;
            role_play::say(tx, &session, role_play, which, &text)
        }
        Amend::Homework { session, homework, state } => tasks::looked_at(db, tx, session, homework, state),
        Amend::Task { homework, text } => tasks::reword(tx, homework, text),
        Amend::Due { homework, days } => tasks::due(tx, homework, days),
        Amend::DropTask { homework } => tasks::remove(tx, homework),
    }
}

fn text_value(text: String) -> Result<Value, Failure> {
    if text.len() > LONGEST {
        return Err(Refusal::TooLong { max: LONGEST }.into());
    }
    Ok(if text.trim().is_empty() { Value::Null } else { text.into() })
}

fn set(tx: &mut Tx<'_>, session: Id, field: &'static str, value: Value) -> Result<Done, Failure> {
    let session = closed_session(tx, session)?;
    tx.change(Entity::Session, session.id, &[(field, value)])?;
    Ok(Done::default())
}

/// What somebody wrote is no default any more that nobody touched.
fn confirm(tx: &mut Tx<'_>, session: Id, field: &str) -> Result<Done, Failure> {
    if let Value::Text(list) = tx.current(Entity::Session, session, "unconfirmed")?
        && let Ok(mut names) = serde_json::from_str::<Vec<String>>(&list)
    {
        names.retain(|name| name != field);
        let left = serde_json::to_string(&names).unwrap_or(list);
        tx.change(Entity::Session, session, &[("unconfirmed", left.into())])?;
    }
    Ok(Done::default())
}

/// The outcome of an item, with what the closing made of it: the numbers that the meeting covers, and the summary as long
/// as nobody wrote one.
fn outcome(db: &Db, tx: &mut Tx<'_>, item: Id, outcome: Outcome) -> Result<Done, Failure> {
    let row = SessionItem::find(tx.conn(), item)?.ok_or_else(|| gone(Entity::SessionItem))?;
    let session = closed_session(tx, row.session)?;
    let written = is_written(db, tx, &session)?;
    let said = row.must && !matches!(outcome, Outcome::Planned | Outcome::Skipped);
    tx.change(Entity::SessionItem, item, &[("outcome", outcome.into()), ("said", said.into())])?;
    if row.outcome != outcome {
        during::tick_graduation(db, tx, &session, &row, outcome)?;
        follow(db, tx, &session, written)?;
    }
    Ok(Done::default())
}

/// Whether the summary is the one that the program wrote.
pub(super) fn is_written(db: &Db, tx: &Tx<'_>, session: &Session) -> Result<bool, Failure> {
    Ok(session.summary.as_deref() == Some(close::summary(db, tx, session)?.as_str()))
}

/// What the closing made of the outcomes is made anew.
pub(super) fn follow(db: &Db, tx: &mut Tx<'_>, session: &Session, written: bool) -> Result<(), Failure> {
    let appointment = during::appointment_of(tx, session)?;
    if appointment.state.is_met() {
        close::cover(db, tx, session, &appointment, appointment.state == AppointmentState::Held)?;
    }
    if written {
        let summary = close::summary(db, tx, session)?;
        tx.change(Entity::Session, session.id, &[("summary", summary.into())])?;
    }
    Ok(())
}

pub(super) fn closed_session(tx: &Tx<'_>, id: Id) -> Result<Session, Failure> {
    let session = Session::find(tx.conn(), id)?.ok_or_else(|| gone(Entity::Session))?;
    if session.closed_at.is_none() { Err(Refusal::NotClosed.into()) } else { Ok(session) }
}

/// Whether the session that a note stands in is closed.
pub(super) fn is_closed(tx: &Tx<'_>, session: Option<Id>) -> rusqlite::Result<bool> {
    let Some(id) = session else { return Ok(false) };
    Ok(Session::find(tx.conn(), id)?.is_some_and(|s| s.closed_at.is_some()))
}

/// A closed record opens again only by undoing its closing, and only while nothing of it was amended.
pub(in crate::store) fn still_opens(tx: &Tx<'_>, closing: Id) -> Result<(), Failure> {
    let events = event::of_action(tx.conn(), closing)?;
    let Some(last) = events.last().map(|e| e.seq) else { return Ok(()) };
    for session in events.iter().filter(|e| e.entity == Entity::Session).map(|e| e.entity_id) {
        let amended: Option<(At, Option<Id>, Option<String>)> = tx
            .conn()
            .prepare_cached(
                "SELECT e.at, s.id, s.name FROM event e LEFT JOIN staff s ON s.id = e.actor \
                 WHERE e.seq > ?1 AND e.command = ?2 AND (e.entity_id = ?3 OR instr(e.changes, ?4) > 0 OR e.entity_id IN \
                 (SELECT id FROM session_item WHERE session_id = ?3 UNION ALL SELECT id FROM note WHERE session_id = ?3 \
                 UNION ALL SELECT id FROM role_play WHERE session_id = ?3 \
                 UNION ALL SELECT r.id FROM role_play_rating r JOIN role_play p ON p.id = r.role_play_id \
                 WHERE p.session_id = ?3 UNION ALL SELECT id FROM homework WHERE session_id = ?3) \
                 OR instr(e.changes, '\"state\"') > 0 AND e.entity_id IN (SELECT id FROM homework WHERE decided_in = ?3)) \
                 ORDER BY e.seq DESC LIMIT 1",
            )?
            .query_row((last, Deed::Amend.word(), session, session.to_string()), |r| {
                Ok((r.get(0)?, r.get(1)?, r.get(2)?))
            })
            .optional()?;
        if let Some((at, id, name)) = amended {
            let by = id.zip(name).map(|(id, name)| Private::person(id.0.as_u128(), name));
            return Err(Refusal::Amended { at: at.0, by }.into());
        }
    }
    Ok(())
}
