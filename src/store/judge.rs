//! The judgement that the program makes by itself: provisional after the first checks, final after the last one, until a
//! person or a file gives one (model 5).

use rusqlite::OptionalExtension;
use serde_json::json;

use super::db::Db;
use super::programmes::rules;
use super::rows::{Enrolment, Session};
use super::standing;
use super::tx::{Tx, Value};
use crate::domain::judgement::{self, Taken};
use crate::domain::standing::Seen;
use crate::domain::{Entity, Id};
use crate::request::Failure;

/// Judges anew when a check session is held. A judgement that somebody made stands.
pub(super) fn after(db: &Db, tx: &mut Tx<'_>, enrolment: Id, session: Option<&Session>) -> Result<(), Failure> {
    let conn = tx.conn();
    let Some(row) = Enrolment::find(conn, enrolment)? else { return Ok(()) };
    let programme = db.programmes.of_enrolment(conn, &row, &db.options.lang)?;
    let rules = rules(&programme);
    if !rules.judges() {
        return Ok(());
    }
    let given: bool = conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM judgement WHERE enrolment_id = ?1 AND kind <> 'provisional' \
             AND worked_out IS NOT 1 AND deleted_at IS NULL)",
        )?
        .query_row([enrolment], |r| r.get(0))?;
    let today = db.options.zone.business_date(tx.stamp().at);
    let (Some(learner), Some(pharmacy)) =
        (standing::learner(db, row.learner)?, standing::pharmacy_facts_of(db, enrolment)?)
    else {
        return Ok(());
    };
    let seen = Seen::new(&learner, today);
    let checks = judgement::checks_held(&seen, &rules);
    let Some(newest) = checks.last() else { return Ok(()) };
    if given {
        return Ok(());
    }
    let kind = judgement::kind_after(&checks, &rules);
    let made_on = newest.date;
    let needs = judgement::needs(&rules, &learner, &pharmacy, made_on);
    let (stage, rank) = newest_stage(tx, enrolment, &programme)?;
    let verdict = judgement::judge(&rules, &needs, &checks, &taken(tx, enrolment)?, rank);
    let detail: Vec<_> = verdict
        .detail
        .iter()
        .map(|d| {
            json!({
                "metric": d.metric, "value": d.value, "target": d.target,
                "scope": format!("{:?}", d.scope).to_lowercase(), "reached": d.reached,
            })
        })
        .collect();
    let id = Id::natural(Entity::Judgement, &format!("{enrolment}:{}", newest.number));
    let set = [
        ("enrolment_id", Value::from(enrolment)),
        ("made_on", made_on.into()),
        ("made_in", session.map(|s| s.id).or(Some(newest.session)).into()),
        ("kind", kind.into()),
        ("result", verdict.result.into()),
        ("detail", serde_json::Value::Array(detail).to_string().into()),
        ("stage_id", stage.into()),
        ("worked_out", true.into()),
    ];
    tx.put(Entity::Judgement, id, &set)?;
    Ok(())
}

/// The operation stage seen last, with its rank in the programme.
fn newest_stage(
    tx: &Tx<'_>,
    enrolment: Id,
    programme: &crate::programme::Programme,
) -> Result<(Option<String>, Option<u8>), Failure> {
    let stage: Option<String> = tx
        .conn()
        .prepare_cached(
            "SELECT stage_id FROM stage_assessment WHERE enrolment_id = ?1 AND deleted_at IS NULL \
             ORDER BY assessed_on DESC, created_at DESC, id DESC LIMIT 1",
        )?
        .query_row([enrolment], |row| row.get(0))
        .optional()?;
    let rank = stage
        .as_ref()
        .and_then(|id| programme.stages.iter().find(|s| s.id == *id))
        .map(|s| u8::try_from(s.rank).unwrap_or(u8::MAX));
    Ok((stage, rank))
}

fn taken(tx: &Tx<'_>, enrolment: Id) -> Result<Vec<Taken>, Failure> {
    let rows = tx
        .conn()
        .prepare_cached(
            "SELECT metric_id, value, period_end, taken_in FROM metric_reading WHERE enrolment_id = ?1 \
             AND deleted_at IS NULL",
        )?
        .query_map([enrolment], |row| {
            Ok(Taken { metric: row.get(0)?, value: row.get(1)?, period_end: row.get(2)?, session: row.get(3)? })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}
