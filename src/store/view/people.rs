//! Names, as the views carry them: always behind their mask.

use rusqlite::OptionalExtension;

use super::super::db::Db;
use crate::domain::{Id, StaffRole};
use crate::request::{Account, FileView, Me, Person};
use crate::text::mask::Private;

/// A learner's name.
pub(super) fn learner(db: &Db, id: Id) -> rusqlite::Result<Option<Person>> {
    db.conn
        .prepare_cached("SELECT name, coalesce(kana, '') FROM learner WHERE id = ?1")?
        .query_row([id], |row| {
            Ok(Person {
                id,
                name: Private::learner(id.0.as_u128(), row.get::<_, String>(0)?),
                kana: Private::learner(id.0.as_u128(), row.get::<_, String>(1)?),
            })
        })
        .optional()
}

/// Where a learner is always met.
pub(super) fn meeting_url(db: &Db, learner: Id) -> rusqlite::Result<Option<String>> {
    db.conn
        .prepare_cached("SELECT meeting_url FROM learner WHERE id = ?1")?
        .query_row([learner], |row| row.get(0))
        .optional()
        .map(Option::flatten)
}

/// The owner of a pharmacy.
pub(super) fn owner(db: &Db, pharmacy: Id) -> rusqlite::Result<Option<Person>> {
    db.conn
        .prepare_cached(
            "SELECT id, name, coalesce(kana, '') FROM contact WHERE pharmacy_id = ?1 AND role = 'owner' \
             AND deleted_at IS NULL ORDER BY created_at, id LIMIT 1",
        )?
        .query_row([pharmacy], |row| {
            let id: Id = row.get(0)?;
            let key = id.0.as_u128();
            Ok(Person {
                id,
                name: Private::person(key, row.get::<_, Option<String>>(1)?.unwrap_or_default()),
                kana: Private::person(key, row.get::<_, String>(2)?),
            })
        })
        .optional()
}

/// A pharmacy's name.
pub(super) fn account(db: &Db, id: Id) -> rusqlite::Result<Account> {
    let name: Option<String> = db
        .conn
        .prepare_cached("SELECT name FROM pharmacy WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .flatten();
    Ok(Account { id, name: Private::pharmacy(id.0.as_u128(), name.unwrap_or_default()) })
}

/// The pharmacy of a learner.
pub(super) fn pharmacy_of(db: &Db, learner: Id) -> rusqlite::Result<Option<Id>> {
    db.conn
        .prepare_cached("SELECT pharmacy_id FROM learner WHERE id = ?1")?
        .query_row([learner], |row| row.get(0))
        .optional()
        .map(Option::flatten)
}

/// The name of a member of our team: shown to ourselves, but no business of who looks at a shared screen.
pub(super) fn staff(db: &Db, id: Option<Id>) -> rusqlite::Result<Option<Private>> {
    let Some(id) = id else { return Ok(None) };
    Ok(super::super::staff::name(db, id)?.map(|name| Private::person(id.0.as_u128(), name)))
}

/// A text field of a row, behind its mask; empty is none.
pub(super) fn free(text: Option<String>) -> Option<Private> {
    text.filter(|t| !t.trim().is_empty()).map(Private::free)
}

/// Whether nobody is in the file.
pub(in crate::store) fn is_empty(db: &Db) -> rusqlite::Result<bool> {
    // Mostly somebody learns, and nothing more is asked.
    let is_none = |sql: &str| Ok::<_, rusqlite::Error>(!db.conn.prepare_cached(sql)?.exists([])?);
    Ok(is_none("SELECT 1 FROM learner WHERE deleted_at IS NULL LIMIT 1")?
        && is_none("SELECT 1 FROM pharmacy WHERE deleted_at IS NULL LIMIT 1")?)
}

/// What is known of the file.
pub(in crate::store) fn file(db: &Db, me: Option<Id>) -> rusqlite::Result<FileView> {
    let empty = is_empty(db)?;
    let (read_only, holder) = match db.writer() {
        Ok(()) => (false, None),
        Err(holder) => (true, holder),
    };
    // Without a programme the screens keep their own words.
    let programme = db.programmes.configured(db.options.programme.as_deref(), &db.options.lang).ok();
    Ok(FileView {
        words: programme.map_or_else(Vec::new, |p| p.words.iter().map(|(word, text)| (*word, text.clone())).collect()),
        practice: db.meta::<bool>("practice")?.unwrap_or(false),
        tasks: super::super::practice::practice(db)?,
        empty,
        read_only,
        holder,
        me: match (me, staff(db, me)?) {
            (Some(id), Some(name)) => {
                Some(Me { id, name, role: super::super::staff::role(db, id)?.unwrap_or(StaffRole::Ustr) })
            }
            _ => None,
        },
    })
}
