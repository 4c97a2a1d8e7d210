//! Who is meant: the trainer behind `--trainer`, config and practice.

use rusqlite::OptionalExtension;

use super::db::Db;
use crate::domain::{Id, StaffRole};
use crate::request::{Failure, Refusal, Who};
use crate::text::fold::fold;

/// The staff row of `who`; `None` = everybody (formats: "Whose rows").
pub(super) fn resolve(db: &Db, who: &Who) -> Result<Option<Id>, Failure> {
    match who {
        Who::Everybody => Ok(None),
        Who::Staff(id) => Ok(Some(*id)),
        Who::Named(name) => named(db, name).map(Some),
        Who::Me => {
            if let Some(id) = db.meta("practice_trainer")? {
                return Ok(Some(id));
            }
            if let Some(name) = &db.options.trainer {
                return named(db, name).map(Some);
            }
            Ok(only_trainer(db)?)
        }
    }
}

/// What the one who sits here is called as long as nobody has typed a name, in the language of the file.
const MYSELF: [(&str, &str); 2] = [("ja", "自分"), ("en", "Me")];

/// The name of a trainer who has not told any.
pub(super) fn myself(lang: &str) -> &'static str {
    MYSELF.iter().find(|(of, _)| *of == lang).unwrap_or(&MYSELF[1]).1
}

/// Whether a name says no more than who sits here.
pub(super) fn is_myself(name: &str) -> bool {
    let folded = fold(name);
    MYSELF.iter().any(|(_, name)| fold(name) == folded)
}

/// Whether a trainer is in the file.
pub(super) fn has_trainer(db: &Db) -> rusqlite::Result<bool> {
    db.conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM staff WHERE role = ?1 AND deleted_at IS NULL)")?
        .query_row([StaffRole::Ustr.word()], |row| row.get(0))
}

/// By kana, then by name, both folded; two matches are an error.
pub(super) fn named(db: &Db, name: &str) -> Result<Id, Failure> {
    let folded = fold(name);
    for column in ["folded_kana", "folded"] {
        let sql = format!("SELECT id FROM staff WHERE {column} = ?1 AND deleted_at IS NULL ORDER BY id LIMIT 2");
        let found: Vec<Id> =
            db.conn.prepare_cached(&sql).and_then(|mut s| s.query_map([&folded], |row| row.get(0))?.collect())?;
        match found[..] {
            [] => {}
            [one] => return Ok(one),
            _ => return Err(Refusal::Ambiguous { name: name.to_owned() }.into()),
        }
    }
    Err(Refusal::NotFound { what: "staff", name: name.to_owned() }.into())
}

fn only_trainer(db: &Db) -> rusqlite::Result<Option<Id>> {
    let ids: Vec<Id> = db
        .conn
        .prepare_cached("SELECT id FROM staff WHERE role = ?1 AND deleted_at IS NULL LIMIT 2")?
        .query_map([StaffRole::Ustr.word()], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(if let [one] = ids[..] { Some(one) } else { None })
}

/// The name of a staff row.
pub(super) fn name(db: &Db, id: Id) -> rusqlite::Result<Option<String>> {
    db.conn
        .prepare_cached("SELECT name FROM staff WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()
        .map(Option::flatten)
}

/// The role of a staff row.
pub(super) fn role(db: &Db, id: Id) -> rusqlite::Result<Option<StaffRole>> {
    db.conn
        .prepare_cached("SELECT role FROM staff WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()
        .map(Option::flatten)
}
