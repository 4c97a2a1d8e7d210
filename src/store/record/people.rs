//! One learner typed in by hand: a name and a pharmacy are enough.

use rusqlite::OptionalExtension;

use super::super::db::Db;
use super::super::programmes::{Programmes, rules};
use super::super::recording::Done;
use super::super::tx::{Tx, Value};
use crate::domain::transitions::{self, EnrolmentChange};
use crate::domain::{BusinessDate, Entity, Id};
use crate::programme::Programme;
use crate::request::record::{Fact, FactValue};
use crate::request::{Failure, Refusal};
use crate::text::fold::fold;
use crate::text::mask::Private;

/// Adds a learner, the pharmacy if its (folded) name is new, and the enrolment in a programme, else in the configured one.
pub(super) fn add(
    db: &Db,
    tx: &mut Tx<'_>,
    learner: Id,
    enrolment: Id,
    (pharmacy, pharmacy_name): (Id, &str),
    name: &str,
    programme: Option<&str>,
) -> Result<Done, Failure> {
    let programme = db.programmes.configured(programme.or(db.options.programme.as_deref()), &db.options.lang)?;
    let today = db.options.zone.business_date(tx.stamp().at);
    let known: Option<Id> = tx
        .conn()
        .prepare_cached("SELECT id FROM pharmacy WHERE folded = ?1 AND deleted_at IS NULL LIMIT 1")?
        .query_row([fold(pharmacy_name)], |row| row.get(0))
        .optional()?;
    let pharmacy = if let Some(known) = known {
        // Files name people by name and pharmacy: nothing could tell two of one name apart.
        let same: Option<(Id, String)> = tx
            .conn()
            .prepare_cached(
                "SELECT id, name FROM learner WHERE pharmacy_id = ?1 AND folded = ?2 AND deleted_at IS NULL LIMIT 1",
            )?
            .query_row((known, fold(name)), |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if let Some((same, name)) = same {
            let kept = tx.current(Entity::Pharmacy, known, "name")?;
            let pharmacy_name = if let Value::Text(kept) = kept { kept } else { pharmacy_name.to_owned() };
            let refusal = Refusal::AlreadyThere {
                learner: Private::learner(same.0.as_u128(), name),
                pharmacy: Private::pharmacy(known.0.as_u128(), pharmacy_name),
            };
            return Err(refusal.into());
        }
        known
    } else {
        let set = [("name", pharmacy_name.into()), ("touch_model", "high".into()), ("regime", "new".into())];
        tx.create(Entity::Pharmacy, pharmacy, &set)?;
        pharmacy
    };
    tx.create(Entity::Learner, learner, &[("pharmacy_id", pharmacy.into()), ("name", name.into())])?;
    let invited = before_learning(tx, &programme, learner, today)?;
    tx.create(
        Entity::Enrolment,
        enrolment,
        &[
            ("learner_id", learner.into()),
            ("programme_id", programme.identity.id.clone().into()),
            ("programme_version", programme.identity.version.clone().into()),
            ("programme_hash", programme.identity.hash.clone().into()),
            ("trainer_id", tx.stamp().actor.into()),
            ("state", invited.state.into()),
            ("start_no", 1_i64.into()),
            ("invited_on", today.into()),
            // A programme without an end has no deadline.
            ("deadline", programme.meta.deadline_days.and(invited.deadline()).into()),
            ("cohort", tx.current(Entity::Pharmacy, pharmacy, "regime")?),
        ],
    )?;
    Programmes::keep_current(tx.conn(), &programme)?;
    Ok(Done { made: Some(learner), ..Done::default() })
}

/// An enrolment that has not begun, as seen on a day: without a kickoff to wait for it is ready.
pub(super) fn before_learning(
    tx: &Tx<'_>,
    programme: &Programme,
    learner: Id,
    on: BusinessDate,
) -> rusqlite::Result<EnrolmentChange> {
    let held = match tx.current(Entity::Learner, learner, "pharmacy_id")? {
        Value::Ref(pharmacy) => match tx.current(Entity::Pharmacy, pharmacy, "kickoff_held")? {
            Value::Text(date) => BusinessDate::parse(&date),
            Value::Null | Value::Int(_) | Value::Ref(_) => None,
        },
        Value::Null | Value::Text(_) | Value::Int(_) => None,
    };
    Ok(transitions::invite(&rules(programme), held, on))
}

/// Rows as they are (the practice day).
pub(super) fn facts(tx: &mut Tx<'_>, facts: Vec<Fact>) -> Result<Done, Failure> {
    for fact in facts {
        let set: Vec<(&'static str, Value)> = fact
            .fields
            .into_iter()
            .map(|(name, value)| {
                let value = match value {
                    FactValue::Text(text) => Value::Text(text),
                    FactValue::Int(n) => Value::Int(n),
                    FactValue::Ref(id) => Value::Ref(id),
                };
                (name, value)
            })
            .collect();
        tx.put(fact.entity, fact.id, &set)?;
    }
    Ok(Done::default())
}
