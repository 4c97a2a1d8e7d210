//! What earlier meetings of an enrolment left behind: coverage, parts and homework that is due. Loading only; the rules are
//! those of `domain`.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};

use super::db::Db;
use super::outcomes;
use super::rows::{APPOINTMENT, Appointment, Enrolment, Homework, Session, SessionItem};
use crate::domain::coverage::{self, ItemSeen, Meeting};
use crate::domain::transitions::{self};
use crate::domain::{AppointmentKind, AppointmentState, Extent, HomeworkState, Id, Outcome, SessionNo};
use crate::programme::Flag;
use crate::request::Failure;

/// The appointment that stands for one that was broken off or not held: of those of its number that do not begin before
/// it the one that runs, else the one that was held, else the one that is booked.
pub(super) fn follower(conn: &Connection, of: &Appointment) -> rusqlite::Result<Option<Appointment>> {
    // A second part can begin before the slot of the first, whose meeting began early.
    let from = of.starts_at - transitions::EARLY_START;
    conn.prepare_cached(&format!(
        "SELECT {APPOINTMENT} FROM appointment WHERE enrolment_id IS ?1 AND pharmacy_id IS ?2 AND kind = ?3 \
         AND session_no IS ?4 AND starts_at >= ?5 AND id <> ?6 \
         AND state IN ('in_progress', 'held', 'scheduled', 'waiting') AND deleted_at IS NULL \
         ORDER BY CASE state WHEN 'in_progress' THEN 0 WHEN 'held' THEN 1 ELSE 2 END, starts_at, id LIMIT 1"
    ))?
    .query_row(
        (of.enrolment, of.pharmacy, of.kind.word(), of.number, from.timestamp_millis(), of.id),
        Appointment::read,
    )
    .optional()
}

/// The numbers that a meeting gave full coverage.
pub(super) fn full_numbers(conn: &Connection, session: Id) -> rusqlite::Result<Vec<u8>> {
    let mut numbers: Vec<u8> = conn
        .prepare_cached(
            "SELECT session_no FROM coverage WHERE session_id = ?1 AND extent = 'full' AND deleted_at IS NULL",
        )?
        .query_map([session], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    numbers.sort_unstable();
    Ok(numbers)
}

/// Every number of an enrolment that some meeting gave full coverage.
pub(super) fn held_numbers(conn: &Connection, enrolment: Id) -> rusqlite::Result<BTreeSet<u8>> {
    conn.prepare_cached(
        "SELECT session_no FROM session s CROSS JOIN coverage c ON session_id = s.id \
         WHERE enrolment_id = ?1 AND extent = 'full' AND c.deleted_at IS NULL AND s.deleted_at IS NULL",
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

/// This session and the parts of the same meeting that were broken off before it: of its number and its day. What one of
/// them gave out is not yet due in the next.
pub(super) fn parts_of_meeting(db: &Db, session: &Session) -> rusqlite::Result<Vec<Id>> {
    if session.part == 1 {
        return Ok(vec![session.id]);
    }
    let (from, to) = db.options.zone.span(db.options.zone.business_date(session.started_at));
    let mut parts: Vec<Id> = db
        .conn
        .prepare_cached(
            "SELECT s.id FROM session s JOIN appointment a ON a.id = s.appointment_id \
             JOIN appointment here ON here.id = ?1 \
             WHERE s.enrolment_id = here.enrolment_id AND a.session_no = here.session_no AND a.kind = here.kind \
             AND a.state = 'broken_off' AND s.id <> ?2 AND s.started_at >= ?3 AND s.started_at < ?5 AND s.started_at < ?4 \
             AND s.deleted_at IS NULL AND a.deleted_at IS NULL",
        )?
        .query_map(
            (
                session.appointment,
                session.id,
                from.timestamp_millis(),
                to.timestamp_millis(),
                session.started_at.timestamp_millis(),
            ),
            |row| row.get(0),
        )?
        .collect::<rusqlite::Result<_>>()?;
    parts.push(session.id);
    Ok(parts)
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
    let earlier = outcomes::of_enrolment(db, conn, enrolment, Some(appointment.starts_at))?;
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
pub(super) fn homework_to_look_at(db: &Db, session: &Session) -> rusqlite::Result<Vec<Homework>> {
    let conn = &db.conn;
    let Some(enrolment) = session.enrolment else { return Ok(Vec::new()) };
    let mut rows = Homework::of_enrolment(conn, enrolment)?;
    if first_number(conn, session)?
        && let Some(pharmacy) = pharmacy_of(conn, enrolment)?
    {
        rows.extend(Homework::of_pharmacy(conn, pharmacy)?);
    }
    let parts = parts_of_meeting(db, session)?;
    rows.retain(|h| {
        h.session.is_none_or(|s| !parts.contains(&s))
            && (h.decided_in == Some(session.id) || h.state == HomeworkState::Assigned && h.decided_in.is_none())
    });
    // A record may be closed after the next meeting: what that one set is not for this one to look at.
    let mut open = Vec::with_capacity(rows.len());
    for homework in rows {
        let set_in = match homework.session {
            Some(id) => Session::find(conn, id)?,
            None => None,
        };
        if set_in.is_none_or(|set_in| set_in.started_at < session.started_at) {
            open.push(homework);
        }
    }
    Ok(open)
}

/// What the meeting before found missing: it can come late after all. Older ones are over.
pub(super) fn homework_missed_before(conn: &Connection, session: &Session) -> rusqlite::Result<Vec<Homework>> {
    let Some(enrolment) = session.enrolment else { return Ok(Vec::new()) };
    let before: Option<Id> = conn
        .prepare_cached(
            "SELECT id FROM session WHERE enrolment_id = ?1 AND started_at < ?2 AND deleted_at IS NULL \
             ORDER BY started_at DESC, id DESC LIMIT 1",
        )?
        .query_row((enrolment, session.started_at.timestamp_millis()), |row| row.get(0))
        .optional()?;
    let Some(before) = before else { return Ok(Vec::new()) };
    let mut rows = Homework::of_enrolment(conn, enrolment)?;
    rows.retain(|h| h.decided_in == Some(before) && state_found(h, session) == HomeworkState::Missing);
    Ok(rows)
}

/// The state in which a session found homework. What a session decides it found assigned; what was missing keeps the
/// session that missed it, and the moment at which it came tells in which later one that was.
pub(super) fn state_found(homework: &Homework, session: &Session) -> HomeworkState {
    let came_here = homework.late && homework.submitted_at.is_some_and(|at| at >= session.started_at);
    if homework.decided_in == Some(session.id) {
        HomeworkState::Assigned
    } else if came_here {
        HomeworkState::Missing
    } else {
        homework.state
    }
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

/// Whether the support plan of a judgement says when to judge again. An imported plan hangs on the enrolment alone.
pub(super) fn plan_dated(conn: &Connection, enrolment: Id, judgement: Id) -> rusqlite::Result<bool> {
    conn.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM support_plan WHERE enrolment_id = ?1 AND deleted_at IS NULL \
         AND next_judgement_on IS NOT NULL AND (judgement_id IS NULL OR judgement_id = ?2))",
    )?
    .query_row((enrolment, judgement), |row| row.get(0))
}
