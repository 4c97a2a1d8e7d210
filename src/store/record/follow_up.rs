//! The end of a follow-up: done, with what came of it, or dropped, with why (model 3.5).

use super::super::failure::gone;
use super::super::recording::Done;
use super::super::tx::{Tx, Value, current};
use super::review::open_follow_up;
use crate::domain::transitions::FollowUpEnd;
use crate::domain::{Entity, FollowUpState, Id, Scope};
use crate::request::{Failure, Refusal};

/// Characters of what came of it.
const LONGEST: usize = 400;

/// Ends the open follow-up of somebody.
pub(super) fn end(tx: &mut Tx<'_>, scope: Scope, id: Id, end: FollowUpEnd, text: &str) -> Result<Done, Failure> {
    let open = open_follow_up(tx, scope, id)?.ok_or_else(|| gone(Entity::FollowUp))?;
    let text = text.trim();
    let state = end.state(!text.is_empty()).map_err(|_| Refusal::ResultMissing)?;
    if text.chars().count() > LONGEST {
        return Err(Refusal::TooManyCharacters { max: LONGEST }.into());
    }
    let done_at = if state == FollowUpState::Done { tx.stamp().at.into() } else { Value::Null };
    let set = [("state", state.into()), ("result", text.into()), ("done_at", done_at), ("snoozed_until", Value::Null)];
    tx.change(Entity::FollowUp, open, &set)?;
    Ok(Done::default())
}

/// The id of a follow-up that a decision makes: one a day and row, unless that one is over and tells what came of it.
pub(super) fn fresh_id(tx: &Tx<'_>, key: &str) -> rusqlite::Result<Id> {
    let mut id = Id::natural(Entity::FollowUp, key);
    let mut nth = 1;
    while current(tx.conn(), Entity::FollowUp, id, "result")? != Value::Null {
        nth += 1;
        id = Id::natural(Entity::FollowUp, &format!("{key}:{nth}"));
    }
    Ok(id)
}
