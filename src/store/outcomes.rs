//! What meetings made of the items of an enrolment: how each came out, and what moves on.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::db::Db;
use super::history;
use super::rows::Enrolment;
use crate::domain::transitions::{self, ItemPast};
use crate::domain::{AppointmentKind, AppointmentState, Id, Outcome, SessionNo};
use crate::programme::{Flag, Found, Programme};
use crate::request::Failure;

/// The met meetings of an enrolment, oldest first, with what became of each item.
#[derive(Debug, Default)]
pub(super) struct Outcomes {
    meetings: Vec<Vec<Past>>,
}

/// One item as one met meeting left it.
#[derive(Debug)]
struct Past {
    item: String,
    place: usize,
    must: bool,
    review: bool,
    outcome: Outcome,
    planned: u16,
    actual: u16,
    /// A trainer took it out with a reason.
    dropped: bool,
}

/// An item that moves on.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Carried {
    pub item: String,
    pub outcome: Outcome,
    pub minutes: u16,
    pub times: u8,
}

impl Outcomes {
    fn of<'a>(&'a self, item: &'a str) -> impl DoubleEndedIterator<Item = Outcome> + 'a {
        let seen = self.meetings.iter().filter_map(move |m| m.iter().find(|p| p.item == item));
        seen.map(|p| p.outcome).filter(|o| *o != Outcome::Planned)
    }
    /// The newest outcome of an item; `None` when nothing was recorded.
    pub(super) fn newest(&self, item: &str) -> Option<Outcome> {
        self.of(item).next_back()
    }
    /// How often an item was left unfinished since it was last done.
    pub(super) fn count(&self, item: &str) -> u32 {
        u32::from(transitions::carry_count(self.of(item)))
    }
    /// Items whose newest outcome is done.
    pub(super) fn done(&self) -> BTreeSet<&str> {
        let all: BTreeSet<&str> = self.meetings.iter().flatten().map(|p| p.item.as_str()).collect();
        all.into_iter().filter(|item| self.newest(item) == Some(Outcome::Done)).collect()
    }
    /// Items that move on into the next session.
    pub(super) fn carried(&self) -> Vec<Carried> {
        let past = |p: &'_ Past| ItemPast {
            item: "",
            place: p.place,
            must: p.must,
            review: p.review,
            outcome: p.outcome,
            planned: p.planned,
            actual: p.actual,
            dropped: p.dropped,
        };
        let meetings: Vec<Vec<ItemPast<'_>>> =
            self.meetings.iter().map(|m| m.iter().map(|p| ItemPast { item: &p.item, ..past(p) }).collect()).collect();
        transitions::carried_items(&meetings)
            .into_iter()
            .map(|c| Carried { item: c.item.to_owned(), outcome: c.outcome, minutes: c.minutes, times: c.times })
            .collect()
    }
}

/// What moves on into the next session of an enrolment, from the bytes that were kept.
pub(super) fn carried(db: &Db, enrolment: Id, kept: Option<&[u8]>) -> Result<Vec<Carried>, Failure> {
    match kept.and_then(|bytes| postcard::from_bytes(bytes).ok()) {
        Some(carried) => Ok(carried),
        None => Ok(of_enrolment(db, &db.conn, enrolment, None)?.carried()),
    }
}

/// Loads the outcomes of an enrolment from sessions that began before `before` (all when `None`).
pub(super) fn of_enrolment(
    db: &Db,
    conn: &Connection,
    enrolment: Id,
    before: Option<DateTime<Utc>>,
) -> Result<Outcomes, Failure> {
    match Enrolment::find(conn, enrolment)? {
        Some(row) => of_row(db, conn, &row, before),
        None => Ok(Outcomes::default()),
    }
}

/// The same of an enrolment that was read.
pub(super) fn of_row(
    db: &Db,
    conn: &Connection,
    row: &Enrolment,
    before: Option<DateTime<Utc>>,
) -> Result<Outcomes, Failure> {
    let sessions = met_sessions(conn, row.id)?;
    if sessions.is_empty() {
        return Ok(Outcomes::default());
    }
    let programme = db.programmes.of_enrolment(conn, row, &db.options.lang)?;
    let mut meetings = Vec::with_capacity(sessions.len());
    for met in sessions {
        if before.is_some_and(|b| met.at.0 >= b.timestamp_millis()) {
            break;
        }
        let mut items = marked(conn, met.session, &programme)?;
        if met.imported == Some(true) && met.state == AppointmentState::Held {
            add_unnamed(conn, met.session, met.number, &programme, &mut items)?;
        }
        meetings.push(items);
    }
    Ok(Outcomes { meetings })
}

/// A met session.
struct Met {
    session: Id,
    /// The start of its appointment, and its id, which decides between equal starts.
    at: (i64, Id),
    state: AppointmentState,
    imported: Option<bool>,
    /// The planned number.
    number: Option<u8>,
}

/// The met sessions of an enrolment by start. An enrolment has a dozen: to leave some out here takes less than to plan it.
fn met_sessions(conn: &Connection, enrolment: Id) -> rusqlite::Result<Vec<Met>> {
    let mut statement = conn.prepare_cached(
        "SELECT s.id, starts_at, a.id, state, imported, session_no, kind FROM session s \
         CROSS JOIN appointment a ON a.id = appointment_id \
         WHERE s.enrolment_id = ?1 AND s.deleted_at IS NULL AND a.deleted_at IS NULL",
    )?;
    let mut rows = statement.query([enrolment])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (state, kind): (AppointmentState, AppointmentKind) = (row.get(3)?, row.get(6)?);
        let counts = matches!(kind, AppointmentKind::Session | AppointmentKind::Extra | AppointmentKind::Support);
        if state.is_met() && counts {
            let at = (row.get(1)?, row.get(2)?);
            found.push(Met { session: row.get(0)?, at, state, imported: row.get(4)?, number: row.get(5)? });
        }
    }
    found.sort_by_key(|met| met.at);
    Ok(found)
}

fn marked(conn: &Connection, session: Id, programme: &Programme) -> rusqlite::Result<Vec<Past>> {
    conn.prepare_cached(
        "SELECT item_id, outcome, must, planned_minutes, actual_minutes, note IS NOT NULL FROM session_item \
         WHERE session_id = ?1 AND deleted_at IS NULL AND outcome <> 'planned' ORDER BY position, id",
    )?
    .query_map([session], |row| {
        let item: String = row.get(0)?;
        let found = programme.item(&item);
        let outcome = row.get(1)?;
        Ok(Past {
            place: place(found),
            review: found.is_some_and(|f| f.item.is(Flag::Review)),
            outcome,
            must: row.get::<_, Option<bool>>(2)?.unwrap_or(false),
            planned: row.get::<_, Option<u16>>(3)?.unwrap_or(0),
            actual: row.get::<_, Option<u16>>(4)?.unwrap_or(0),
            dropped: row.get::<_, bool>(5)? && outcome == Outcome::Skipped,
            item,
        })
    })?
    .collect()
}

/// Items of a held imported session that are not named count as done and have no row.
fn add_unnamed(
    conn: &Connection,
    session: Id,
    planned: Option<u8>,
    programme: &Programme,
    items: &mut Vec<Past>,
) -> rusqlite::Result<()> {
    let mut numbers = history::full_numbers(conn, session)?;
    numbers.extend(planned.filter(|n| numbers.is_empty() && *n > 0));
    for number in numbers {
        let Some(script) = SessionNo::new(number).and_then(|no| programme.session(no)) else { continue };
        for (_, item) in script.script() {
            if items.iter().all(|i| i.item != item.id) {
                items.push(Past {
                    item: item.id.clone(),
                    place: file_order(programme, &item.id),
                    must: item.is(Flag::Must),
                    review: item.is(Flag::Review),
                    outcome: Outcome::Done,
                    planned: item.minutes.unwrap_or(0),
                    actual: 0,
                    dropped: false,
                });
            }
        }
    }
    Ok(())
}

/// Where an item stands in the file.
pub(super) fn file_order(programme: &Programme, item: &str) -> usize {
    place(programme.item(item))
}

/// Its line: in a file that can be used, what comes first stands above.
fn place(found: Option<Found<'_>>) -> usize {
    found.and_then(|found| usize::try_from(found.item.line).ok()).unwrap_or(usize::MAX)
}
