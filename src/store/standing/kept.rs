//! The kept rows: of one, or of everybody who may be listed on a day.

use std::rc::Rc;

use rusqlite::types::ValueRef;
use serde::de::DeserializeOwned;

use super::super::db::Db;
use super::{SHAPE, learner, pharmacy};
use crate::domain::standing::{PharmacyStanding, Standing};
use crate::domain::{BusinessDate, Id, Scope};
use crate::request::Failure;

/// A kept row with what its score hangs on.
#[derive(Debug)]
pub(in super::super) struct Kept<T> {
    pub standing: T,
    pub pharmacy: Id,
    /// `None` = the configured one.
    pub programme: Option<Rc<Revision>>,
}

/// Id, version and hash of a programme.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) struct Revision {
    pub id: String,
    pub version: String,
    pub hash: Option<String>,
}

/// The few revisions that hundreds of rows name.
#[derive(Debug, Default)]
pub(in super::super) struct Revisions(Vec<Rc<Revision>>);

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

/// Every row that may be listed on that day: those that are settled are left out.
pub(super) fn open_rows(
    db: &Db,
    scope: Scope,
    day: BusinessDate,
    columns: &str,
    also: &str,
    mut each: impl FnMut(&rusqlite::Row<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    // A window that only reads cannot work out anew who is settled: it reads everybody.
    let sql = if db.settled_holds {
        // Two halves, each by the index: otherwise the standing of everybody who ever graduated is read.
        format!(
            "SELECT {columns} FROM standing INDEXED BY standing_open WHERE scope = ?1 AND settled_on IS NULL {also} UNION ALL \
             SELECT {columns} FROM standing INDEXED BY standing_open WHERE scope = ?1 AND settled_on > ?2 {also}"
        )
    } else {
        format!("SELECT {columns} FROM standing WHERE scope = ?1 AND ?2 <> ''")
    };
    let mut statement = db.conn.prepare_cached(&sql)?;
    let mut rows = statement.query((scope.word(), day))?;
    while let Some(row) = rows.next()? {
        each(row)?;
    }
    Ok(())
}

/// What a row is made from.
const KEPT: &str = "scope_id, v, data, pharmacy_id, programme_id, programme_version, programme_hash";

/// Every row of `wanted` that may be listed on that day, as it was kept, else as `build` works it out.
fn open_on<T: DeserializeOwned>(
    db: &Db,
    scope: Scope,
    day: BusinessDate,
    wanted: impl Fn(Id) -> bool,
    build: impl Fn(&Db, Id) -> Result<Option<T>, Failure>,
    mut each: impl FnMut(Kept<T>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut revisions = Revisions::default();
    open_rows(db, scope, day, KEPT, "", |row| {
        if wanted(row.get(0)?)
            && let Some(kept) = read_kept(db, row, &build, &mut revisions)?
        {
            each(kept)?;
        }
        Ok(())
    })
}

fn read_kept<T: DeserializeOwned>(
    db: &Db,
    row: &rusqlite::Row<'_>,
    build: impl Fn(&Db, Id) -> Result<Option<T>, Failure>,
    revisions: &mut Revisions,
) -> Result<Option<Kept<T>>, Failure> {
    if row.get::<_, i64>(1)? == SHAPE
        && let Some(kept) = kept_at(row, 2, revisions)?
    {
        return Ok(Some(kept));
    }
    let Some(pharmacy) = row.get(3)? else { return Ok(None) };
    let Some(standing) = build(db, row.get(0)?)? else { return Ok(None) };
    Ok(Some(Kept { standing, pharmacy, programme: revisions.read(row, 4)? }))
}

/// From `data` on, which is at that column of somebody's query and of this shape.
pub(in super::super) fn kept_at<T: DeserializeOwned>(
    row: &rusqlite::Row<'_>,
    at: usize,
    revisions: &mut Revisions,
) -> rusqlite::Result<Option<Kept<T>>> {
    let Ok(data) = row.get_ref(at)?.as_blob() else { return Ok(None) };
    let (Ok(standing), Some(pharmacy)) = (postcard::from_bytes(data), row.get(at + 1)?) else { return Ok(None) };
    Ok(Some(Kept { standing, pharmacy, programme: revisions.read(row, at + 2)? }))
}

/// Every learner of `wanted` who may make a row on that day.
pub(in super::super) fn learners_on(
    db: &Db,
    day: BusinessDate,
    wanted: impl Fn(Id) -> bool,
    each: impl FnMut(Kept<Standing>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    open_on(db, Scope::Learner, day, wanted, learner::build, each)
}

/// Every pharmacy of `wanted` that may make a row on that day.
pub(in super::super) fn pharmacies_on(
    db: &Db,
    day: BusinessDate,
    wanted: impl Fn(Id) -> bool,
    each: impl FnMut(Kept<PharmacyStanding>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    open_on(db, Scope::Pharmacy, day, wanted, pharmacy::build, each)
}

/// A learner's row, whoever's it is and whatever the day.
pub(in super::super) fn one_learner(
    db: &Db,
    id: Id,
    revisions: &mut Revisions,
) -> Result<Option<Kept<Standing>>, Failure> {
    one(db, Scope::Learner, id, learner::build, revisions)
}

/// The same for a pharmacy.
pub(in super::super) fn one_pharmacy(
    db: &Db,
    id: Id,
    revisions: &mut Revisions,
) -> Result<Option<Kept<PharmacyStanding>>, Failure> {
    one(db, Scope::Pharmacy, id, pharmacy::build, revisions)
}

fn one<T: DeserializeOwned>(
    db: &Db,
    scope: Scope,
    id: Id,
    build: impl Fn(&Db, Id) -> Result<Option<T>, Failure>,
    revisions: &mut Revisions,
) -> Result<Option<Kept<T>>, Failure> {
    let mut statement =
        db.conn.prepare_cached(&format!("SELECT {KEPT} FROM standing WHERE scope = ?1 AND scope_id = ?2"))?;
    let mut rows = statement.query((scope.word(), id))?;
    rows.next()?.map(|row| read_kept(db, row, build, revisions)).transpose().map(Option::flatten)
}
