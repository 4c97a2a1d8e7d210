//! Lines typed during a call or on the card: kept, deleted, and what became of a question.

use rusqlite::OptionalExtension;

use super::super::db::Db;
use super::super::failure::gone;
use super::super::recording::Done;
use super::super::rows::{Enrolment, Session};
use super::super::tx::{Tx, Value, current, deleted};
use super::beside::{Taken, made_by};
use crate::domain::{Entity, Id, NoteKind, QuestionState};
use crate::request::record::{Answer, NoteLine};
use crate::request::{Failure, Refusal};

/// The longest note, in bytes.
const LONGEST: usize = 1 << 20;

/// A new line, or a changed one when the id is known. A kind other than memo makes its own row beside the note.
pub(super) fn note(db: &Db, tx: &mut Tx<'_>, line: NoteLine) -> Result<Done, Failure> {
    keep(db, tx, line, false)
}

/// The same in a session that is open or in one that is closed.
pub(super) fn keep(db: &Db, tx: &mut Tx<'_>, mut line: NoteLine, closed: bool) -> Result<Done, Failure> {
    if line.text.len() > LONGEST {
        return Err(Refusal::TooLong { max: LONGEST }.into());
    }
    let session = match line.session {
        Some(id) => Some(Session::find(tx.conn(), id)?.ok_or_else(|| gone(Entity::Session))?),
        None => None,
    };
    match session.as_ref().map(|s| s.closed_at.is_some()) {
        Some(true) if !closed => return Err(Refusal::Closed.into()),
        Some(false) | None if closed => return Err(Refusal::NotClosed.into()),
        Some(_) | None => {}
    }
    let enrolment = match (session.as_ref().and_then(|s| s.enrolment), line.learner) {
        (Some(id), _) => Enrolment::find(tx.conn(), id)?,
        (None, Some(learner)) => Some(enrolment_of(tx, learner)?),
        (None, None) => None,
    };
    let pharmacy = session.as_ref().and_then(|s| s.pharmacy).or(line.pharmacy);
    let at = tx.stamp().at;
    let minute = session.as_ref().map(|s| (at - s.started_at).num_minutes().max(0));
    let known = deleted(tx.conn(), Entity::Note, line.id)? == Some(false);
    if known && is_private(tx, line.id)? {
        // Nothing is made of a line that is for the trainer alone.
        line.kind = NoteKind::Memo;
    }
    let old_target = if known { target_of(tx, line.id)? } else { None };
    let target = made_by(line.kind).map(|entity| (entity, line.target));
    // A line whose kind changed leaves the row of the old kind behind.
    if let Some((entity, id)) = old_target.filter(|old| target.is_none_or(|new| new.0 != old.0)) {
        tx.delete(entity, id)?;
    }
    let target = match (target, old_target) {
        (Some(new), Some(old)) if new.0 == old.0 => Some(old),
        (new, _) => new,
    };
    if let Some((entity, id)) = target {
        let taken = Taken { line: &line, enrolment: enrolment.as_ref(), pharmacy };
        taken.make(db, tx, entity, id)?;
    }
    let target_text = target.map(|(entity, id)| format!("{}:{id}", entity.word()));
    if known {
        tx.change(
            Entity::Note,
            line.id,
            &[("kind", line.kind.into()), ("text", line.text.into()), ("target", target_text.into())],
        )?;
    } else {
        tx.create(
            Entity::Note,
            line.id,
            &[
                ("session_id", line.session.into()),
                ("enrolment_id", enrolment.map(|e| e.id).into()),
                ("pharmacy_id", pharmacy.into()),
                ("at", at.into()),
                ("minute", minute.into()),
                ("section", line.section.into()),
                ("item_id", line.item.into()),
                ("kind", line.kind.into()),
                ("text", line.text.into()),
                ("private", false.into()),
                ("target", target_text.into()),
            ],
        )?;
    }
    Ok(Done::default())
}

/// Whose a line of a card is. What is not of anybody in the file would be kept for nobody.
pub(super) fn enrolment_of(tx: &Tx<'_>, learner: Id) -> Result<Enrolment, Failure> {
    let there = deleted(tx.conn(), Entity::Learner, learner)? == Some(false);
    let newest = if there { Enrolment::newest(tx.conn(), learner)? } else { None };
    newest.ok_or_else(|| gone(Entity::Learner))
}

pub(super) fn is_private(tx: &Tx<'_>, note: Id) -> rusqlite::Result<bool> {
    Ok(current(tx.conn(), Entity::Note, note, "private")? == Value::Int(1))
}

pub(super) fn target_of(tx: &Tx<'_>, note: Id) -> rusqlite::Result<Option<(Entity, Id)>> {
    Ok(match current(tx.conn(), Entity::Note, note, "target")? {
        Value::Text(text) => super::super::tx::record_key(&text),
        Value::Null | Value::Int(_) | Value::Ref(_) => None,
    })
}

/// Soft delete, with what was made from the line.
pub(super) fn delete(tx: &mut Tx<'_>, note: Id) -> Result<Done, Failure> {
    remove(tx, note, false)
}

/// The same in a session that is open or in one that is closed.
pub(super) fn remove(tx: &mut Tx<'_>, note: Id, closed: bool) -> Result<Done, Failure> {
    if deleted(tx.conn(), Entity::Note, note)? != Some(false) {
        return Err(gone(Entity::Note));
    }
    if let Value::Ref(session) = current(tx.conn(), Entity::Note, note, "session_id")? {
        if closed {
            super::amend::closed_session(tx, session)?;
        } else {
            super::start::open_session(tx, session)?;
        }
    } else if closed {
        return Err(Refusal::NotClosed.into());
    }
    if let Some((entity, id)) = target_of(tx, note)? {
        tx.delete(entity, id)?;
    }
    tx.delete(Entity::Note, note)?;
    Ok(Done::default())
}

/// What became of a question.
pub(super) fn answer(tx: &mut Tx<'_>, question: Id, answer: Answer) -> Result<Done, Failure> {
    if deleted(tx.conn(), Entity::Question, question)? != Some(false) {
        return Err(gone(Entity::Question));
    }
    let at = tx.stamp().at;
    let set = match answer {
        Answer::Answered { text } => vec![
            ("state", QuestionState::Answered.into()),
            ("answer", if text.is_empty() { Value::Null } else { text.into() }),
            ("answered_at", at.into()),
        ],
        Answer::Promised { by } => vec![("state", QuestionState::Open.into()), ("promised_by", by.into())],
        Answer::HandedOver => {
            let mut set = vec![("state", QuestionState::HandedOver.into()), ("answered_at", at.into())];
            set.extend(usm_of(tx, question)?.map(|usm| ("owner_id", Value::Ref(usm))));
            set
        }
    };
    tx.change(Entity::Question, question, &set)?;
    Ok(Done::default())
}

/// Who looks after the pharmacy that a question is from: it is handed over to them.
fn usm_of(tx: &Tx<'_>, question: Id) -> rusqlite::Result<Option<Id>> {
    tx.conn()
        .prepare_cached(
            "SELECT p.usm_id FROM question q LEFT JOIN enrolment e ON e.id = q.enrolment_id \
             LEFT JOIN learner l ON l.id = e.learner_id JOIN pharmacy p ON p.id = coalesce(q.pharmacy_id, l.pharmacy_id) \
             WHERE q.id = ?1",
        )?
        .query_row([question], |row| row.get(0))
        .optional()
        .map(Option::flatten)
}
