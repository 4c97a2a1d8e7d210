//! Standings: one row a learner and one a pharmacy, kept by the transaction that records, so that the review reads no
//! history. Here they are worked out from the rows; the rules that read them are `domain::follow_up`.

mod learner;
mod pharmacy;

use std::collections::BTreeSet;
use std::rc::Rc;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};
use serde::de::DeserializeOwned;

use super::db::Db;
use super::tx::Touched;
use crate::domain::standing::{Covered, Decision, FollowUp, PharmacyFacts, PharmacyStanding, Promise, Since, Standing};
use crate::domain::{BusinessDate, Id, Scope, Zone};
use crate::request::Failure;

/// The shape of the stored bytes. A row of another shape is worked out by whoever reads it.
pub(super) const SHAPE: i64 = 4;

/// Works out anew what a transaction may have changed.
pub(super) fn refresh(db: &Db, touched: &Touched) -> Result<(), Failure> {
    for id in &touched.learners {
        match learner::build(db, *id)? {
            Some(standing) => keep_learner(db, &standing)?,
            None => forget(&db.conn, Scope::Learner, *id)?,
        }
    }
    for id in &touched.pharmacies {
        match pharmacy::build(db, *id)? {
            Some(standing) => keep_pharmacy(db, &standing)?,
            None => forget(&db.conn, Scope::Pharmacy, *id)?,
        }
    }
    Ok(())
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

/// Where the file keeps what `settled_on` of its standings was worked out with.
const SETTLED_WITH: &str = "settled_with";

/// What `settled_on` hangs on besides the rows: the score table, and the shape of what is kept.
fn settled_with(db: &Db) -> String {
    let table = serde_json::to_string(&db.options.scores).unwrap_or_default();
    blake3::hash(format!("{SHAPE} {table}").as_bytes()).to_hex().to_string()
}

/// Whether the kept standings say who is settled by the numbers that count now.
pub(super) fn is_current(db: &Db) -> rusqlite::Result<bool> {
    Ok(db.meta::<String>(SETTLED_WITH)?.is_some_and(|kept| kept == settled_with(db)))
}

/// Works out every standing anew, after the numbers of the score changed.
pub(super) fn rebuild(db: &Db) -> Result<(), Failure> {
    let all = |sql: &str| -> rusqlite::Result<BTreeSet<Id>> {
        db.conn.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
    };
    let learners = all("SELECT id FROM learner WHERE deleted_at IS NULL")?;
    let pharmacies = all("SELECT id FROM pharmacy WHERE deleted_at IS NULL")?;
    refresh(db, &Touched { learners, pharmacies })?;
    db.set_meta(SETTLED_WITH, settled_with(db))?;
    Ok(())
}

fn keep_learner(db: &Db, standing: &Standing) -> Result<(), Failure> {
    let Some(row) = super::rows::Enrolment::find(&db.conn, standing.enrolment)? else {
        return Ok(forget(&db.conn, Scope::Learner, standing.learner)?);
    };
    let programme = db.programmes.of_enrolment(&db.conn, &row, &db.options.lang)?;
    // The date from which this learner makes no row whatever the day, until something new is recorded.
    let rules = super::programmes::rules(&programme);
    let settled = crate::domain::follow_up::settled_on(standing, &rules, &db.options.scores);
    let carried = super::outcomes::of_enrolment(db, &db.conn, standing.enrolment, None)?.carried();
    let (Ok(data), Ok(carried)) = (postcard::to_stdvec(standing), postcard::to_stdvec(&carried)) else {
        return Ok(forget(&db.conn, Scope::Learner, standing.learner)?);
    };
    db.conn
        .prepare_cached(
            "INSERT OR REPLACE INTO standing (scope, scope_id, v, trainer_id, pharmacy_id, programme_id, programme_version, \
             programme_hash, state, settled_on, data, carried) \
             VALUES ('learner', ?1, ?2, ?3, (SELECT pharmacy_id FROM learner WHERE id = ?1), ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute((
            standing.learner,
            SHAPE,
            standing.trainer,
            &row.programme,
            &row.version,
            &row.hash,
            standing.state.word(),
            settled,
            data,
            carried,
        ))?;
    Ok(())
}

fn keep_pharmacy(db: &Db, standing: &PharmacyStanding) -> Result<(), Failure> {
    let Ok(data) = postcard::to_stdvec(standing) else {
        return Ok(forget(&db.conn, Scope::Pharmacy, standing.pharmacy)?);
    };
    // A pharmacy's programme is that of its learners; without any the one it is for, else the configured one.
    let first = super::rows::Enrolment::of_pharmacy(&db.conn, standing.pharmacy)?.into_iter().next();
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
             programme_hash, settled_on, data) VALUES ('pharmacy', ?1, ?2, ?1, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute((standing.pharmacy, SHAPE, programme, version, hash, settled, data))?;
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

/// A kept row with what its score hangs on.
#[derive(Debug)]
pub(super) struct Kept<T> {
    pub standing: T,
    pub pharmacy: Id,
    /// `None` = the configured one.
    pub programme: Option<Rc<Revision>>,
}

/// Id, version and hash of a programme.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Revision {
    pub id: String,
    pub version: String,
    pub hash: Option<String>,
}

/// The few revisions that hundreds of rows name.
#[derive(Debug, Default)]
struct Revisions(Vec<Rc<Revision>>);

impl Revisions {
    fn read(&mut self, row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Option<Rc<Revision>>> {
        let [id, version, hash] = [row.get_ref(at)?, row.get_ref(at + 1)?, row.get_ref(at + 2)?];
        // Compared as they lie there: they are text only once a revision.
        let is = |known: &str, found| matches!(found, ValueRef::Text(bytes) if bytes == known.as_bytes());
        let same = |known: &&Rc<Revision>| {
            is(&known.id, id)
                && is(&known.version, version)
                && known.hash.as_deref().map_or(hash == ValueRef::Null, |known| is(known, hash))
        };
        if let Some(known) = self.0.iter().find(same) {
            return Ok(Some(Rc::clone(known)));
        }
        let (Some(id), Some(version)) = (id.as_str_or_null()?, version.as_str_or_null()?) else { return Ok(None) };
        let hash = hash.as_str_or_null()?.map(str::to_owned);
        let new = Rc::new(Revision { id: id.to_owned(), version: version.to_owned(), hash });
        self.0.push(Rc::clone(&new));
        Ok(Some(new))
    }
}

/// Every row of `wanted` that may be listed on that day (those that are settled are left out), as it was kept, else as
/// `build` works it out.
fn open_on<T: DeserializeOwned>(
    db: &Db,
    scope: Scope,
    day: BusinessDate,
    wanted: impl Fn(Id) -> bool,
    build: impl Fn(&Db, Id) -> Result<Option<T>, Failure>,
    mut each: impl FnMut(Kept<T>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    const COLUMNS: &str = "scope_id, v, data, pharmacy_id, programme_id, programme_version, programme_hash";
    // A window that only reads cannot work out anew who is settled: it reads everybody.
    let sql = if db.settled_holds {
        // Two halves, each by the index: otherwise the standing of everybody who ever graduated is read.
        format!(
            "SELECT {COLUMNS} FROM standing INDEXED BY standing_open WHERE scope = ?1 AND settled_on IS NULL UNION ALL \
             SELECT {COLUMNS} FROM standing INDEXED BY standing_open WHERE scope = ?1 AND settled_on > ?2"
        )
    } else {
        format!("SELECT {COLUMNS} FROM standing WHERE scope = ?1 AND ?2 <> ''")
    };
    let mut statement = db.conn.prepare_cached(&sql)?;
    let mut rows = statement.query((scope.word(), day))?;
    let mut revisions = Revisions::default();
    while let Some(row) = rows.next()? {
        let id: Id = row.get(0)?;
        let pharmacy: Option<Id> = row.get(3)?;
        let Some(pharmacy) = pharmacy.filter(|_| wanted(id)) else { continue };
        let current = row.get::<_, i64>(1)? == SHAPE;
        let read = row.get_ref(2)?.as_blob().ok().filter(|_| current).and_then(|data| postcard::from_bytes(data).ok());
        let standing = match read {
            Some(standing) => Some(standing),
            None => build(db, id)?,
        };
        if let Some(standing) = standing {
            each(Kept { standing, pharmacy, programme: revisions.read(row, 4)? })?;
        }
    }
    Ok(())
}

/// Every learner of `wanted` who may make a row on that day.
pub(super) fn learners_on(
    db: &Db,
    day: BusinessDate,
    wanted: impl Fn(Id) -> bool,
    each: impl FnMut(Kept<Standing>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    open_on(db, Scope::Learner, day, wanted, learner::build, each)
}

/// Every pharmacy of `wanted` that may make a row on that day.
pub(super) fn pharmacies_on(
    db: &Db,
    day: BusinessDate,
    wanted: impl Fn(Id) -> bool,
    each: impl FnMut(Kept<PharmacyStanding>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    open_on(db, Scope::Pharmacy, day, wanted, pharmacy::build, each)
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
    carried_of(db, enrolment, kept.flatten().as_deref())
}

/// The same from the bytes that were kept.
pub(super) fn carried_of(
    db: &Db,
    enrolment: &super::rows::Enrolment,
    kept: Option<&[u8]>,
) -> Result<Vec<super::outcomes::Carried>, Failure> {
    match kept.and_then(|bytes| postcard::from_bytes(bytes).ok()) {
        Some(carried) => Ok(carried),
        None => Ok(super::outcomes::of_enrolment(db, &db.conn, enrolment.id, None)?.carried()),
    }
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
