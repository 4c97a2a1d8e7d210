//! The end of the day: decisions, follow-ups, touches, and the day that is closed.

use chrono::TimeDelta;
use rusqlite::OptionalExtension;
use serde_json::json;

use super::super::db::Db;
use super::super::recording::Done;
use super::super::tx::{Tx, Value, deleted};
use super::follow_up;
use crate::domain::follow_up::manual_due;
use crate::domain::standing::{Covered, Source};
use crate::domain::{BusinessDate, DecisionKind, Entity, FollowUpState, Id, Level, ReasonCode, Scope, TouchKind};
use crate::request::Failure;
use crate::request::record::Decide;

/// The trainer's own flag on a learner or pharmacy: 要, 急 or none.
pub(super) fn flag(
    db: &Db,
    tx: &mut Tx<'_>,
    scope: Scope,
    id: Id,
    follow_up: Id,
    level: Option<Level>,
) -> Result<Done, Failure> {
    let today = db.options.zone.business_date(tx.stamp().at);
    let due = level.map(|level| manual_due(level, &db.options.scores, &db.work, today));
    match (open_follow_up(tx, scope, id)?, level) {
        (Some(open), Some(level)) => {
            tx.change(Entity::FollowUp, open, &[("level", level.into()), ("due_on", due.into())])?;
        }
        (Some(open), None) => {
            let covers = super::super::tx::current(tx.conn(), Entity::FollowUp, open, "codes")?;
            if covers == Value::Null {
                tx.delete(Entity::FollowUp, open)?;
            } else {
                tx.change(Entity::FollowUp, open, &[("level", Value::Null)])?;
            }
        }
        (None, Some(level)) => tx.create(
            Entity::FollowUp,
            follow_up,
            &[
                ("scope", scope.into()),
                ("scope_id", id.into()),
                ("level", level.into()),
                ("owner_id", tx.stamp().actor.into()),
                ("due_on", due.into()),
                ("state", FollowUpState::Open.into()),
            ],
        )?,
        (None, None) => {}
    }
    Ok(Done::default())
}

/// At most one a person or pharmacy.
pub(in crate::store) fn open_follow_up(tx: &Tx<'_>, scope: Scope, id: Id) -> rusqlite::Result<Option<Id>> {
    tx.conn()
        .prepare_cached(
            "SELECT id FROM follow_up WHERE scope = ?1 AND scope_id = ?2 AND state IN ('open', 'snoozed') \
             AND deleted_at IS NULL LIMIT 1",
        )?
        .query_row((scope.word(), id), |row| row.get(0))
        .optional()
}

/// What was decided about a row: one a day and row, the newest stands.
pub(super) fn decide(db: &Db, tx: &mut Tx<'_>, decide: Decide) -> Result<Done, Failure> {
    let key = format!("{}:{}:{}", decide.scope.word(), decide.id, decide.day);
    let id = Id::natural(Entity::Decision, &key);
    let codes: Vec<_> = decide
        .codes
        .iter()
        .map(|c| json!({"code": c.code.word(), "points": c.points, "source": c.source.to_string()}))
        .collect();
    let codes = serde_json::Value::Array(codes).to_string();
    let until = match decide.kind {
        DecisionKind::Snooze => Some(decide.until.unwrap_or_else(|| db.work.plus(decide.day, 1))),
        DecisionKind::FollowUp | DecisionKind::Dismiss => decide.until,
    };
    tx.put(
        Entity::Decision,
        id,
        &[
            ("day", decide.day.into()),
            ("scope", decide.scope.into()),
            ("scope_id", decide.id.into()),
            ("kind", decide.kind.into()),
            ("until_on", until.into()),
            ("reason", decide.reason.clone().into()),
            ("codes", codes.clone().into()),
        ],
    )?;
    let open = open_follow_up(tx, decide.scope, decide.id)?;
    match decide.kind {
        DecisionKind::FollowUp => {
            let points: i64 = decide.codes.iter().map(|c| i64::from(c.points)).sum();
            let set = [
                ("scope", Value::from(decide.scope)),
                ("scope_id", decide.id.into()),
                ("codes", codes.into()),
                ("points", Value::Int(points.min(100))),
                ("title", decide.title.unwrap_or(decide.reason).into()),
                ("owner_id", decide.owner.or(tx.stamp().actor).into()),
                ("due_on", decide.due_on.into()),
                ("state", FollowUpState::Open.into()),
                ("snoozed_until", Value::Null),
            ];
            let id = match open {
                Some(open) => open,
                None => follow_up::fresh_id(tx, &key)?,
            };
            tx.put(Entity::FollowUp, id, &set)?;
        }
        DecisionKind::Snooze | DecisionKind::Dismiss => {
            if let Some(open) = open {
                release(tx, open)?;
            }
        }
    }
    Ok(Done::default())
}

/// A row that was put off or dismissed is under no follow-up: what it would answer for came back decided. A trainer's own
/// flag is not the review's to take away; it stays, as if the review had never written on it.
fn release(tx: &mut Tx<'_>, follow_up: Id) -> Result<(), Failure> {
    if tx.current(Entity::FollowUp, follow_up, "codes")? == Value::Null {
        return Ok(());
    }
    if tx.current(Entity::FollowUp, follow_up, "level")? == Value::Null {
        tx.change(Entity::FollowUp, follow_up, &[("state", FollowUpState::Dropped.into())])?;
        return Ok(());
    }
    // Without a date of its own it is due by its level.
    let written = ["codes", "points", "title", "due_on"].map(|field| (field, Value::Null));
    tx.change(Entity::FollowUp, follow_up, &written)?;
    Ok(())
}

/// A call or message, reached or an attempt.
#[expect(clippy::too_many_arguments, reason = "the fields of one touch")]
pub(super) fn touch(
    tx: &mut Tx<'_>,
    id: Id,
    scope: Scope,
    scope_id: Id,
    kind: TouchKind,
    reached: bool,
    text: &str,
    minutes_ago: u32,
) -> Result<Done, Failure> {
    // One that is known was answered after all.
    if deleted(tx.conn(), Entity::Touch, id)? == Some(false) {
        tx.change(Entity::Touch, id, &[("reached", reached.into())])?;
        return Ok(Done::default());
    }
    let at = tx.stamp().at - TimeDelta::minutes(i64::from(minutes_ago));
    tx.create(
        Entity::Touch,
        id,
        &[
            ("kind", kind.into()),
            ("at", at.into()),
            ("scope", scope.into()),
            ("scope_id", scope_id.into()),
            ("text", if text.is_empty() { Value::Null } else { text.into() }),
            ("reached", reached.into()),
            ("by_id", tx.stamp().actor.into()),
        ],
    )?;
    Ok(Done::default())
}

/// The trainer says that the day is over.
pub(super) fn close_day(tx: &mut Tx<'_>, date: BusinessDate) -> Result<Done, Failure> {
    let actor = tx.stamp().actor;
    let id = Id::natural(Entity::Day, &format!("{date}:{}", actor.map(|a| a.to_string()).unwrap_or_default()));
    let at = tx.stamp().at;
    tx.put(Entity::Day, id, &[("date", date.into()), ("trainer_id", actor.into()), ("closed_at", at.into())])?;
    Ok(Done::default())
}

/// The codes of a decision or follow-up, as stored.
pub(in crate::store) fn codes(text: &str) -> Vec<Covered> {
    let Ok(serde_json::Value::Array(list)) = serde_json::from_str(text) else { return Vec::new() };
    list.iter()
        .filter_map(|entry| {
            Some(Covered {
                code: ReasonCode::from_word(entry.get("code")?.as_str()?)?,
                points: u32::try_from(entry.get("points")?.as_u64()?).ok()?,
                source: Source::parse(entry.get("source")?.as_str()?)?,
            })
        })
        .collect()
}
