//! Standings: one row a learner and one a pharmacy, kept by the transaction that records, so that the review reads no
//! history. Here they are worked out from the rows; the rules that read them are `domain::follow_up`.

mod kept;
mod learner;
mod outlook;
mod pharmacy;

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};
use serde::de::DeserializeOwned;

use super::db::Db;
use super::tx::Touched;
use crate::domain::standing::{Covered, Decision, FollowUp, PharmacyFacts, PharmacyStanding, Promise, Since, Standing};
use crate::domain::{BusinessDate, Id, Scope, Zone};
use crate::request::Failure;
pub(super) use kept::{Kept, Revision, Revisions, kept_at, learners_on, one_learner, one_pharmacy, pharmacies_on};
use outlook::Ahead;
pub(super) use outlook::{glances, renew};

/// The shape of the stored bytes. A row of another shape is worked out by whoever reads it.
pub(super) const SHAPE: i64 = 4;

/// Works out anew what a transaction may have changed, and the coming days from `from` on.
pub(super) fn refresh(db: &Db, touched: &Touched, from: BusinessDate) -> Result<(), Failure> {
    let mut ahead = Ahead::new(db, from);
    // Whose own standing is as it was, but not what it hangs on.
    let mut beside = BTreeSet::new();
    for id in &touched.pharmacies {
        let before: Option<PharmacyStanding> = stored(&db.conn, Scope::Pharmacy, *id)?;
        let now = pharmacy::build(db, *id)?;
        if !before.zip(now.as_ref()).is_some_and(|(before, now)| before.facts == now.facts) {
            beside.extend(learners_of(&db.conn, *id)?);
        }
        match &now {
            Some(standing) => keep_pharmacy(db, standing, &ahead)?,
            None => forget(&db.conn, Scope::Pharmacy, *id)?,
        }
        ahead.knows(*id, now.map(|standing| standing.facts));
    }
    for id in &touched.learners {
        match learner::build(db, *id)? {
            Some(standing) => keep_learner(db, &standing, &mut ahead)?,
            None => forget(&db.conn, Scope::Learner, *id)?,
        }
    }
    beside.difference(&touched.learners).try_for_each(|id| ahead.again(Scope::Learner, *id))
}

fn learners_of(conn: &Connection, pharmacy: Id) -> rusqlite::Result<Vec<Id>> {
    conn.prepare_cached("SELECT id FROM learner WHERE pharmacy_id = ?1 AND deleted_at IS NULL")?
        .query_map([pharmacy], |row| row.get(0))?
        .collect()
}

/// Leaves what a transaction may have changed to whoever reads it next: in a 1on1 every mark would work out the same two
/// rows anew, and nobody reads them before it is closed.
pub(super) fn leave(conn: &Connection, touched: &Touched) -> rusqlite::Result<()> {
    let learners = touched.learners.iter().map(|id| (Scope::Learner, id));
    let pharmacies = touched.pharmacies.iter().map(|id| (Scope::Pharmacy, id));
    for (scope, id) in learners.chain(pharmacies) {
        conn.prepare_cached(
            "UPDATE standing SET v = 0, settled_on = NULL WHERE scope = ?1 AND scope_id = ?2 AND v <> 0",
        )?
        .execute((scope.word(), id))?;
    }
    Ok(())
}

/// Where the file keeps what `settled_on` and the outlook of its standings were worked out with.
const SETTLED_WITH: &str = "settled_with";

/// What they hang on besides the rows: the score table, the holidays, and the shape of what is kept.
fn settled_with(db: &Db) -> rusqlite::Result<String> {
    let table = serde_json::to_string(&db.options.scores).unwrap_or_default();
    let holidays = super::holidays::version(&db.conn)?.unwrap_or_default();
    Ok(blake3::hash(format!("{SHAPE} {holidays} {table}").as_bytes()).to_hex().to_string())
}

/// Whether the kept standings say who is settled by the numbers that count now.
pub(super) fn is_current(db: &Db) -> rusqlite::Result<bool> {
    let kept: Option<String> = db.meta(SETTLED_WITH)?;
    Ok(kept.is_some_and(|kept| settled_with(db).is_ok_and(|now| kept == now)))
}

/// Works out every standing anew, after the numbers of the score changed.
pub(super) fn rebuild(db: &Db) -> Result<(), Failure> {
    let all = |sql: &str| -> rusqlite::Result<BTreeSet<Id>> {
        db.conn.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
    };
    let learners = all("SELECT id FROM learner WHERE deleted_at IS NULL")?;
    let pharmacies = all("SELECT id FROM pharmacy WHERE deleted_at IS NULL")?;
    refresh(db, &Touched { learners, pharmacies }, db.options.zone.business_date(db.options.now))?;
    db.set_meta(SETTLED_WITH, settled_with(db)?)?;
    Ok(())
}

fn keep_learner(db: &Db, standing: &Standing, ahead: &mut Ahead<'_>) -> Result<(), Failure> {
    let Some(row) = super::rows::Enrolment::find(&db.conn, standing.enrolment)? else {
        return Ok(forget(&db.conn, Scope::Learner, standing.learner)?);
    };
    let programme = db.programmes.of_enrolment(&db.conn, &row, &db.options.lang)?;
    // The date from which this learner makes no row whatever the day, until something new is recorded.
    let rules = super::programmes::rules(&programme);
    let settled = crate::domain::follow_up::settled_on(standing, &rules, &db.options.scores);
    let pharmacy = super::history::pharmacy_of(&db.conn, standing.enrolment)?;
    let outlook = ahead.of_learner(standing, pharmacy, &rules)?;
    let carried = super::outcomes::of_enrolment(db, &db.conn, standing.enrolment, None)?.carried();
    let (Ok(data), Ok(carried)) = (postcard::to_stdvec(standing), postcard::to_stdvec(&carried)) else {
        return Ok(forget(&db.conn, Scope::Learner, standing.learner)?);
    };
    db.conn
        .prepare_cached(
            "INSERT OR REPLACE INTO standing (scope, scope_id, v, trainer_id, pharmacy_id, programme_id, programme_version, \
             programme_hash, state, settled_on, data, carried, outlook_from, outlook) \
             VALUES ('learner', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute((
            standing.learner,
            SHAPE,
            standing.trainer,
            pharmacy,
            &row.programme,
            &row.version,
            &row.hash,
            standing.state.word(),
            settled,
            data,
            carried,
            ahead.from.counted(),
            outlook,
        ))?;
    Ok(())
}

fn keep_pharmacy(db: &Db, standing: &PharmacyStanding, ahead: &Ahead<'_>) -> Result<(), Failure> {
    let Ok(data) = postcard::to_stdvec(standing) else {
        return Ok(forget(&db.conn, Scope::Pharmacy, standing.pharmacy)?);
    };
    // A pharmacy's programme is that of its learners; without any the one it is for, else the configured one.
    let first = super::rows::Enrolment::of_pharmacy(&db.conn, standing.pharmacy)?.into_iter().next();
    let outlook = ahead.of_pharmacy(standing, first.as_ref())?;
    let meant = match first {
        Some(row) => Some((row.programme, row.version, row.hash)),
        None => db
            .programmes
            .of_pharmacy(&db.conn, standing.pharmacy, &db.options.lang)?
            .map(|p| (p.identity.id.clone(), p.identity.version.clone(), Some(p.identity.hash.clone()))),
    };
    let (programme, version, hash) = match meant {
        Some((id, version, hash)) => (Some(id), Some(version), hash),
        None => (None, None, None),
    };
    let settled = crate::domain::follow_up::pharmacy_settled_on(standing);
    db.conn
        .prepare_cached(
            "INSERT OR REPLACE INTO standing (scope, scope_id, v, pharmacy_id, programme_id, programme_version, \
             programme_hash, settled_on, data, outlook_from, outlook) \
             VALUES ('pharmacy', ?1, ?2, ?1, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute((standing.pharmacy, SHAPE, programme, version, hash, settled, data, ahead.from.counted(), outlook))?;
    Ok(())
}

fn forget(conn: &Connection, scope: Scope, id: Id) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM standing WHERE scope = ?1 AND scope_id = ?2")?.execute((scope.word(), id))?;
    Ok(())
}

fn stored<T: DeserializeOwned>(conn: &Connection, scope: Scope, id: Id) -> rusqlite::Result<Option<T>> {
    let data: Option<Vec<u8>> = conn
        .prepare_cached("SELECT data FROM standing WHERE scope = ?1 AND scope_id = ?2 AND v = ?3")?
        .query_row((scope.word(), id, SHAPE), |row| row.get(0))
        .optional()?;
    Ok(data.and_then(|bytes| postcard::from_bytes(&bytes).ok()))
}

/// The standing of a learner as the rows say now: inside a transaction the kept row is older than what was just written.
pub(super) fn learner(db: &Db, id: Id) -> Result<Option<Standing>, Failure> {
    learner::build(db, id)
}

/// The kept standing of a learner.
pub(super) fn kept_learner(db: &Db, id: Id) -> Result<Option<Standing>, Failure> {
    match stored(&db.conn, Scope::Learner, id)? {
        Some(standing) => Ok(Some(standing)),
        None => learner::build(db, id),
    }
}

/// The kept standing of a pharmacy.
pub(super) fn kept_pharmacy(db: &Db, id: Id) -> Result<Option<PharmacyStanding>, Failure> {
    match stored(&db.conn, Scope::Pharmacy, id)? {
        Some(standing) => Ok(Some(standing)),
        None => pharmacy::build(db, id),
    }
}

/// The pharmacy's side of a learner's reasons, as the rows say now.
pub(super) fn pharmacy_facts_of(db: &Db, enrolment: Id) -> Result<Option<PharmacyFacts>, Failure> {
    match super::history::pharmacy_of(&db.conn, enrolment)? {
        Some(id) => Ok(pharmacy::build(db, id)?.map(|p| p.facts)),
        None => Ok(None),
    }
}

/// The same, as kept.
pub(super) fn kept_facts_of(db: &Db, enrolment: Id) -> Result<Option<PharmacyFacts>, Failure> {
    match super::history::pharmacy_of(&db.conn, enrolment)? {
        Some(id) => Ok(kept_pharmacy(db, id)?.map(|p| p.facts)),
        None => Ok(None),
    }
}

/// Learners of a trainer with their pharmacy, and whether they have withdrawn.
pub(super) fn of_trainer(db: &Db, trainer: Id) -> Result<Vec<(Id, Option<Id>, bool)>, Failure> {
    let rows = db
        .conn
        .prepare_cached(
            "SELECT scope_id, pharmacy_id, state = 'withdrawn' FROM standing WHERE trainer_id = ?1 AND scope = 'learner'",
        )?
        .query_map([trainer], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// What moves on into a learner's next session, as kept.
pub(super) fn carried(db: &Db, enrolment: &super::rows::Enrolment) -> Result<Vec<super::outcomes::Carried>, Failure> {
    let kept: Option<Option<Vec<u8>>> = db
        .conn
        .prepare_cached("SELECT carried FROM standing WHERE scope = 'learner' AND scope_id = ?1 AND v = ?2")?
        .query_row((enrolment.learner, SHAPE), |r| r.get(0))
        .optional()?;
    super::outcomes::carried(db, enrolment.id, kept.flatten().as_deref())
}

/// The business date of an instant in the file's zone.
fn date(zone: Zone, at: super::sql::At) -> BusinessDate {
    zone.business_date(at.0)
}

/// Follow-ups of a row.
fn follow_ups(db: &Db, scope: Scope, id: Id) -> Result<Vec<FollowUp>, Failure> {
    let zone = db.options.zone;
    let rows = db
        .conn
        .prepare_cached(
            "SELECT id, created_at, level, due_on, owner_id, state, snoozed_until, done_at, codes FROM follow_up \
             WHERE scope = ?1 AND scope_id = ?2 AND deleted_at IS NULL ORDER BY created_at, id",
        )?
        .query_map((scope.word(), id), |row| {
            let done: Option<super::sql::At> = row.get(7)?;
            let codes: Option<String> = row.get(8)?;
            Ok(FollowUp {
                id: row.get(0)?,
                made_on: date(zone, row.get(1)?),
                level: row.get(2)?,
                due_on: row.get(3)?,
                owner: row.get(4)?,
                state: row.get(5)?,
                snoozed_until: row.get(6)?,
                done_on: done.map(|at| date(zone, at)),
                covers: covers(codes.as_deref()),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Decisions of the last reviews about a row.
fn decisions(db: &Db, scope: Scope, id: Id) -> Result<Vec<Decision>, Failure> {
    let rows = db
        .conn
        .prepare_cached(
            "SELECT day, kind, until_on, codes FROM decision WHERE scope = ?1 AND scope_id = ?2 AND deleted_at IS NULL \
             ORDER BY day, id",
        )?
        .query_map((scope.word(), id), |row| {
            let codes: Option<String> = row.get(3)?;
            Ok(Decision { day: row.get(0)?, kind: row.get(1)?, until: row.get(2)?, covers: covers(codes.as_deref()) })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

fn covers(codes: Option<&str>) -> Vec<Covered> {
    super::record::codes(codes.unwrap_or_default())
}

/// Questions with a promised date of enrolments, or (without any) of a pharmacy's owner.
fn promises(db: &Db, column: &str, owner: Id) -> Result<Vec<Promise>, Failure> {
    let zone = db.options.zone;
    let sql = format!(
        "SELECT q.id, q.promised_by, q.state, q.answered_at, q.owner_id, s.started_at, s.imported FROM question q \
         LEFT JOIN session s ON s.id = q.asked_in \
         WHERE q.{column} = ?1 AND q.promised_by IS NOT NULL AND q.deleted_at IS NULL ORDER BY q.id"
    );
    let rows = db
        .conn
        .prepare_cached(&sql)?
        .query_map([owner], |row| {
            let state: crate::domain::QuestionState = row.get(2)?;
            let answered: Option<super::sql::At> = row.get(3)?;
            let asked: Option<super::sql::At> = row.get(5)?;
            let settled = match (state, answered) {
                (crate::domain::QuestionState::Open, _) => Since::Never,
                (_, Some(at)) => Since::On(date(zone, at)),
                (_, None) => Since::Always,
            };
            Ok(Promise {
                id: row.get(0)?,
                asked_on: asked.map(|at| date(zone, at)),
                promised_by: row.get(1)?,
                settled,
                owner: row.get(4)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// When a record was closed. What a file says to be closed holds from the beginning.
fn closed(zone: Zone, closed_at: Option<super::sql::At>, imported: Option<bool>) -> Since {
    match (closed_at, imported) {
        (None, _) => Since::Never,
        (Some(_), Some(true)) => Since::Always,
        (Some(at), _) => Since::On(date(zone, at)),
    }
}
