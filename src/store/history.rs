//! What earlier meetings of an enrolment left behind: outcomes of items, coverage, homework that is due, gates. Loading
//! only; the rules are those of `domain`.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension};

use super::db::Db;
use super::history_rules as transitions;
use super::history_rules::{Carried, ItemRecord, MeetingRecord};
use super::rows::{Appointment, Enrolment, Homework, Session, SessionItem};
use crate::domain::coverage::{self, ItemSeen, Meeting};
use crate::domain::{
    AppointmentKind, AppointmentState, BusinessDate, Extent, FlowStatus, HomeworkState, Id, JudgementKind, Outcome,
    SessionNo,
};
use crate::programme::{Flag, Programme};
use crate::request::Failure;

/// The met meetings of an enrolment, oldest first, with what became of each item.
#[derive(Debug, Default)]
pub(super) struct Outcomes {
    pub meetings: Vec<MeetingRecord>,
    carried: Vec<Carried>,
}

impl Outcomes {
    /// The newest outcome of an item; `None` when nothing was recorded.
    pub(super) fn newest(&self, item: &str) -> Option<Outcome> {
        transitions::newest_outcome(&self.meetings, item)
    }
    /// How often an item was left unfinished since it was last done.
    pub(super) fn count(&self, item: &str) -> u32 {
        u32::from(transitions::carry_count(&self.meetings, item))
    }
    /// Items that move on into the next session.
    pub(super) fn carried(&self) -> &[Carried] {
        &self.carried
    }
}

/// Loads the outcomes of an enrolment from sessions that began before `before` (all when `None`).
pub(super) fn outcomes(
    db: &Db,
    conn: &Connection,
    enrolment: Id,
    before: Option<DateTime<Utc>>,
) -> Result<Outcomes, Failure> {
    let Some(row) = Enrolment::find(conn, enrolment)? else { return Ok(Outcomes::default()) };
    let programme = db.programmes.of_enrolment(conn, &row, &db.options.lang)?;
    let mut statement = conn.prepare_cached(
        "SELECT s.id, a.starts_at, a.state, s.imported, a.session_no FROM session s JOIN appointment a ON a.id = s.appointment_id \
         WHERE s.enrolment_id = ?1 AND s.deleted_at IS NULL AND a.deleted_at IS NULL AND a.state IN ('held', 'broken_off') \
         AND a.kind IN ('session', 'extra', 'support') ORDER BY a.starts_at, a.id",
    )?;
    let sessions: Vec<(Id, i64, AppointmentState, Option<bool>, Option<u8>)> = statement
        .query_map([enrolment], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut meetings = Vec::with_capacity(sessions.len());
    for (session, at, state, imported, number) in sessions {
        if before.is_some_and(|b| at >= b.timestamp_millis()) {
            break;
        }
        let mut items = marked(conn, session, &programme)?;
        if imported == Some(true) && state == AppointmentState::Held {
            add_unnamed(conn, session, number, &programme, &mut items)?;
        }
        meetings.push(MeetingRecord { items });
    }
    let order = |item: &str| file_order(&programme, item);
    let carried = transitions::carried(&meetings, order);
    Ok(Outcomes { meetings, carried })
}

fn marked(conn: &Connection, session: Id, programme: &Programme) -> rusqlite::Result<Vec<ItemRecord>> {
    conn.prepare_cached(
        "SELECT item_id, session_no, outcome, must, planned_minutes, actual_minutes FROM session_item \
         WHERE session_id = ?1 AND deleted_at IS NULL AND outcome <> 'planned' ORDER BY position, id",
    )?
    .query_map([session], |row| {
        let item: String = row.get(0)?;
        // Last time's homework is looked at once; it is never carried.
        let review = programme.item(&item).is_some_and(|f| f.item.is(Flag::Review));
        Ok(ItemRecord {
            number: row.get::<_, Option<u8>>(1)?.unwrap_or(0),
            outcome: row.get(2)?,
            must: row.get::<_, Option<bool>>(3)?.unwrap_or(false),
            planned_minutes: row.get::<_, Option<u16>>(4)?.unwrap_or(0),
            actual_minutes: row.get(5)?,
            never_carried: review,
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
    items: &mut Vec<ItemRecord>,
) -> rusqlite::Result<()> {
    let mut numbers = full_numbers(conn, session)?;
    numbers.extend(planned.filter(|n| numbers.is_empty() && *n > 0));
    for number in numbers {
        let Some(script) = SessionNo::new(number).and_then(|no| programme.session(no)) else { continue };
        for (_, item) in script.script() {
            if items.iter().all(|i| i.item != item.id) {
                items.push(ItemRecord {
                    item: item.id.clone(),
                    number,
                    outcome: Outcome::Done,
                    must: item.is(Flag::Must),
                    planned_minutes: item.minutes.unwrap_or(0),
                    actual_minutes: None,
                    never_carried: item.is(Flag::Review),
                });
            }
        }
    }
    Ok(())
}

/// Where an item stands in the file.
pub(super) fn file_order(programme: &Programme, item: &str) -> usize {
    programme
        .all_sessions()
        .flat_map(|s| s.items().map(|(_, i)| i.id.as_str()))
        .position(|id| id == item)
        .unwrap_or(usize::MAX)
}

/// The numbers that a meeting gave full coverage.
pub(super) fn full_numbers(conn: &Connection, session: Id) -> rusqlite::Result<Vec<u8>> {
    conn.prepare_cached(
        "SELECT session_no FROM coverage WHERE session_id = ?1 AND extent = 'full' AND deleted_at IS NULL \
         ORDER BY session_no",
    )?
    .query_map([session], |row| row.get(0))?
    .collect()
}

/// Every number of an enrolment that some meeting gave full coverage.
pub(super) fn held_numbers(conn: &Connection, enrolment: Id) -> rusqlite::Result<BTreeSet<u8>> {
    conn.prepare_cached(
        "SELECT c.session_no FROM coverage c JOIN session s ON s.id = c.session_id \
         WHERE s.enrolment_id = ?1 AND c.extent = 'full' AND c.deleted_at IS NULL AND s.deleted_at IS NULL",
    )?
    .query_map([enrolment], |row| row.get(0))?
    .collect()
}

/// The next number; `None` once the last one is held.
pub(super) fn next_no(db: &Db, enrolment: &Enrolment) -> Result<Option<u8>, Failure> {
    let programme = db.programmes.of_enrolment(&db.conn, enrolment, &db.options.lang)?;
    let last = programme.last().get();
    let held = held_numbers(&db.conn, enrolment.id)?;
    let next = coverage::next_no(enrolment.start_no, last, |n| held.contains(&n));
    Ok((next <= last).then_some(next))
}

/// How many parts of a number there are already.
pub(super) fn parts(conn: &Connection, enrolment: Id, number: Option<u8>) -> rusqlite::Result<u8> {
    let Some(number) = number else { return Ok(0) };
    conn.prepare_cached(
        "SELECT count(*) FROM session s JOIN appointment a ON a.id = s.appointment_id \
         WHERE s.enrolment_id = ?1 AND a.session_no = ?2 AND a.kind = 'session' AND a.state = 'broken_off' \
         AND s.deleted_at IS NULL AND a.deleted_at IS NULL",
    )?
    .query_row((enrolment, number), |row| row.get(0))
}

/// Which numbers the closing wrap-up writes, and how far.
pub(super) fn closing_coverage(
    db: &Db,
    conn: &Connection,
    session: &Session,
    appointment: &Appointment,
    enrolment: Id,
    held: bool,
) -> Result<Vec<(u8, Extent)>, Failure> {
    let earlier = outcomes(db, conn, enrolment, Some(appointment.starts_at))?;
    let rows = SessionItem::of_session(conn, session.id)?;
    let mut numbers: BTreeSet<u8> =
        rows.iter().filter(|r| r.carried_from.is_none() && r.outcome != Outcome::Planned).map(|r| r.number).collect();
    numbers.extend(appointment.number);
    numbers.remove(&0);
    let row = Enrolment::find(conn, enrolment)?;
    let programme = match &row {
        Some(row) => db.programmes.of_enrolment(conn, row, &db.options.lang)?,
        None => return Ok(Vec::new()),
    };
    let full_before: BTreeSet<u8> = full_before(conn, enrolment, session.id)?;
    let state = if held { AppointmentState::Held } else { AppointmentState::BrokenOff };
    let meeting = Meeting { kind: appointment.kind, state, planned: appointment.number };
    let mut found = Vec::new();
    for number in numbers {
        let Some(script) = SessionNo::new(number).and_then(|no| programme.session(no)) else { continue };
        let items: Vec<ItemSeen> = script
            .script()
            .filter(|(_, item)| item.branch.is_none() && !item.is(Flag::Review))
            .map(|(_, item)| {
                let here = rows.iter().find(|r| r.item == item.id && r.outcome != Outcome::Planned).map(|r| r.outcome);
                let outcome = here.or_else(|| earlier.newest(&item.id)).unwrap_or(Outcome::Planned);
                ItemSeen { must: item.is(Flag::Must), outcome }
            })
            .collect();
        if let Some(extent) = coverage::wrap_up(meeting, number, full_before.contains(&number), &items) {
            found.push((number, extent));
        }
    }
    Ok(found)
}

fn full_before(conn: &Connection, enrolment: Id, but: Id) -> rusqlite::Result<BTreeSet<u8>> {
    conn.prepare_cached(
        "SELECT c.session_no FROM coverage c JOIN session s ON s.id = c.session_id \
         WHERE s.enrolment_id = ?1 AND s.id <> ?2 AND c.extent = 'full' AND c.deleted_at IS NULL AND s.deleted_at IS NULL",
    )?
    .query_map((enrolment, but), |row| row.get(0))?
    .collect()
}

/// The homework that a session looks at: what it decided, and what is still open from before. The kickoff's task is looked
/// at in session 1.
pub(super) fn homework_to_look_at(conn: &Connection, session: &Session) -> rusqlite::Result<Vec<Homework>> {
    let Some(enrolment) = session.enrolment else { return Ok(Vec::new()) };
    let mut rows = Homework::of_enrolment(conn, enrolment)?;
    if first_number(conn, session)? {
        if let Some(pharmacy) = pharmacy_of(conn, enrolment)? {
            rows.extend(Homework::of_pharmacy(conn, pharmacy)?);
        }
    }
    rows.retain(|h| {
        h.session != Some(session.id)
            && (h.decided_in == Some(session.id) || h.state == HomeworkState::Assigned && h.decided_in.is_none())
    });
    Ok(rows)
}

fn first_number(conn: &Connection, session: &Session) -> rusqlite::Result<bool> {
    let appointment = Appointment::find(conn, session.appointment)?;
    Ok(appointment.is_some_and(|a| a.number == Some(1) && a.kind == AppointmentKind::Session))
}

/// The pharmacy of an enrolment's learner.
pub(super) fn pharmacy_of(conn: &Connection, enrolment: Id) -> rusqlite::Result<Option<Id>> {
    conn.prepare_cached("SELECT l.pharmacy_id FROM enrolment e JOIN learner l ON l.id = e.learner_id WHERE e.id = ?1")?
        .query_row([enrolment], |row| row.get(0))
        .optional()
        .map(Option::flatten)
}

/// The newest operation flow of a pharmacy.
pub(super) fn flow_status(conn: &Connection, pharmacy: Id) -> rusqlite::Result<Option<FlowStatus>> {
    conn.prepare_cached(
        "SELECT status FROM operation_flow WHERE pharmacy_id = ?1 AND deleted_at IS NULL \
         ORDER BY created_at DESC, id DESC LIMIT 1",
    )?
    .query_row([pharmacy], |row| row.get(0))
    .optional()
}

/// Whether the support plan of a judgement says when to judge again. An imported plan hangs on the enrolment alone.
pub(super) fn plan_dated(conn: &Connection, enrolment: Id, judgement: Id) -> rusqlite::Result<bool> {
    conn.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM support_plan WHERE enrolment_id = ?1 AND deleted_at IS NULL \
         AND next_judgement_on IS NOT NULL AND (judgement_id IS NULL OR judgement_id = ?2))",
    )?
    .query_row((enrolment, judgement), |row| row.get(0))
}

/// Words of the gates that are unmet on a date, in the order of the file.
pub(super) fn unmet_gates(_db: &Db, _appointment: &Appointment, _date: BusinessDate) -> Result<Vec<String>, Failure> {
    Ok(Vec::new())
}
