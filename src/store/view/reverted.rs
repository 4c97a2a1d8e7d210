//! Who and what an undone action was about, for the line that says so.

use rusqlite::OptionalExtension;

use super::super::db::Db;
use super::super::tx::{Touched, Value, current, deleted};
use super::super::{owner, rows::SessionItem};
use super::people;
use crate::domain::{Deed, Entity};
use crate::programme::links;
use crate::request::{Failure, Person, Reverted};
use crate::text::mask::Private;

/// Adds the person and the text of the first field that can be told, and who is not in the file any more.
pub(in crate::store) fn reverted(db: &Db, touched: &Touched, reverted: &mut Reverted) -> Result<(), Failure> {
    for learner in &touched.learners {
        if deleted(&db.conn, Entity::Learner, *learner)? == Some(true) {
            reverted.gone.push(*learner);
        }
    }
    reverted.empty = people::is_empty(db)?;
    // Who came or went by it is told before the pharmacy that came or went with them.
    if let (Some(Deed::AddLearner | Deed::EditLearner), Some(learner)) = (reverted.deed, touched.learners.first()) {
        reverted.about = people::learner(db, *learner)?;
    }
    for field in &reverted.fields {
        let mut touched = Touched::default();
        owner::touch_any(&db.conn, field.entity, field.id, &mut touched)?;
        if reverted.about.is_none()
            && let Some(learner) = touched.learners.first()
        {
            reverted.about = people::learner(db, *learner)?;
        }
        if reverted.subject.is_some() {
            continue;
        }
        reverted.subject = match field.entity {
            Entity::SessionItem => SessionItem::find(&db.conn, field.id)?.map(|i| Private::free(links::plain(&i.text))),
            Entity::Note | Entity::Homework | Entity::Question | Entity::Win => {
                match current(&db.conn, field.entity, field.id, "text")? {
                    Value::Text(text) if field.entity == Entity::Homework => Some(Private::free(links::plain(&text))),
                    Value::Text(text) => Some(Private::free(text)),
                    Value::Null | Value::Int(_) | Value::Ref(_) => None,
                }
            }
            _ => None,
        };
    }
    if reverted.about.is_none() {
        // Rows that were made or deleted as a whole name no field; the action's events do.
        let row: Option<(String, crate::domain::Id)> = db
            .conn
            .prepare_cached("SELECT entity, entity_id FROM event ORDER BY seq DESC LIMIT 1")?
            .query_row([], |r| Ok((r.get(0)?, r.get(1)?)))
            .optional()?;
        if let Some((entity, id)) = row.and_then(|(word, id)| Some((Entity::from_word(&word)?, id))) {
            let mut touched = Touched::default();
            owner::touch_any(&db.conn, entity, id, &mut touched)?;
            match (touched.learners.first(), touched.pharmacies.first()) {
                (Some(learner), _) => reverted.about = people::learner(db, *learner)?,
                (None, Some(pharmacy)) if reverted.subject.is_none() => {
                    let name = people::account(db, *pharmacy)?.name;
                    reverted.about = Some(Person { id: *pharmacy, kana: name.clone(), name });
                }
                (None, _) => {}
            }
        }
    }
    if let (Some(Deed::Note | Deed::DeleteNote), None) = (reverted.deed, &reverted.subject) {
        reverted.subject = newest_line(db)?;
    }
    Ok(())
}

/// The words of the note that the newest action made or took away.
fn newest_line(db: &Db) -> Result<Option<Private>, Failure> {
    let text: Option<Option<String>> = db
        .conn
        .prepare_cached(
            "SELECT n.text FROM event e JOIN note n ON n.id = e.entity_id WHERE e.entity = ?1 \
             AND e.action = (SELECT action FROM event ORDER BY seq DESC LIMIT 1) LIMIT 1",
        )?
        .query_row([Entity::Note.word()], |r| r.get(0))
        .optional()?;
    Ok(people::free(text.flatten()))
}
