//! The queue of a day.

use chrono::{DateTime, Utc};
use rusqlite::OptionalExtension;

use super::super::db::Db;
use super::super::history;
use super::super::record::script;
use super::super::rows::{APPOINTMENT, Appointment, Enrolment, Homework};
use super::review::{Scored, mine, score, show_all};
use super::session::{flag, plan};
use super::{brief, people};
use crate::domain::{AppointmentKind, BusinessDate, HomeworkState, Id, Scope, SessionNo};
use crate::request::{CarriedView, DayView, Failure, Planned, QueueRow, Who};

/// Today as the trainer sees it.
pub(super) fn day(db: &Db, date: BusinessDate, now: DateTime<Utc>, who: &Who) -> Result<DayView, Failure> {
    let me = db.staff(who)?;
    let mine = mine(db, me, date)?;
    let scored = score(db, &mine, date)?;
    let rows = queue(db, date, me, &scored)?;
    let undecided: Vec<_> =
        scored.rows.iter().filter(|r| !r.decided && r.score >= db.options.scores.contact).cloned().collect();
    let next = rows
        .iter()
        .find(|r| r.state.is_open() && (r.state != crate::domain::AppointmentState::Scheduled || r.starts_at >= now))
        .or_else(|| rows.iter().find(|r| r.state.is_open()))
        .or_else(|| rows.last());
    let brief = match next {
        Some(row) => Some(brief::of_appointment(db, row.appointment)?),
        None => None,
    };
    Ok(DayView {
        date,
        file: people::file(db, me)?,
        brief,
        leftovers: show_all(db, &scored, &undecided)?,
        day_closed: closed(db, date, me)?,
        rows,
    })
}

/// Whether the trainer has closed a day.
pub(super) fn closed(db: &Db, date: BusinessDate, me: Option<Id>) -> Result<bool, Failure> {
    let closed: Option<bool> = db
        .conn
        .prepare_cached(
            "SELECT closed_at IS NOT NULL FROM day WHERE date = ?1 AND trainer_id IS ?2 AND deleted_at IS NULL",
        )?
        .query_row((date, me), |r| r.get(0))
        .optional()?;
    Ok(closed.unwrap_or(false))
}

/// The appointments of a date in every state but the old slots of moved ones, by start.
pub(super) fn appointments(db: &Db, date: BusinessDate, me: Option<Id>) -> Result<Vec<Appointment>, Failure> {
    let (from, to) = db.options.zone.span(date);
    let rows = db
        .conn
        .prepare_cached(&format!(
            "SELECT {APPOINTMENT} FROM appointment a WHERE a.starts_at >= ?1 AND a.starts_at < ?2 \
             AND (?3 IS NULL OR a.trainer_id = ?3) AND a.state <> 'rescheduled' AND a.deleted_at IS NULL \
             ORDER BY a.starts_at, a.id"
        ))?
        .query_map((from.timestamp_millis(), to.timestamp_millis(), me), Appointment::read)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

pub(super) fn queue(db: &Db, date: BusinessDate, me: Option<Id>, scored: &Scored) -> Result<Vec<QueueRow>, Failure> {
    appointments(db, date, me)?.into_iter().map(|row| queue_row(db, row, date, scored)).collect()
}

/// The appointments of the earliest date after `day` that has any; their flags are those of `day`.
pub(super) fn next_day(
    db: &Db,
    day: BusinessDate,
    me: Option<Id>,
    scored: &Scored,
) -> Result<(Option<BusinessDate>, Vec<QueueRow>), Failure> {
    let (_, end) = db.options.zone.span(day);
    let first: Option<i64> = db
        .conn
        .prepare_cached(
            "SELECT min(starts_at) FROM appointment WHERE starts_at >= ?1 AND (?2 IS NULL OR trainer_id = ?2) \
             AND state <> 'rescheduled' AND deleted_at IS NULL",
        )?
        .query_row((end.timestamp_millis(), me), |r| r.get(0))?;
    let Some(date) = first.and_then(DateTime::from_timestamp_millis).map(|at| db.options.zone.business_date(at)) else {
        return Ok((None, Vec::new()));
    };
    Ok((Some(date), queue(db, date, me, scored)?))
}

fn queue_row(db: &Db, row: Appointment, date: BusinessDate, scored: &Scored) -> Result<QueueRow, Failure> {
    let conn = &db.conn;
    let programme = db.programmes.of_appointment(conn, &row, &db.options.lang)?;
    // An extra or support session shows the title of its number, though it has no script of its own.
    let titled = match (row.kind, row.number.and_then(SessionNo::new)) {
        (AppointmentKind::Extra | AppointmentKind::Support, Some(number)) => programme.session(number),
        _ => script(&programme, &row),
    };
    let enrolment = match row.enrolment {
        Some(id) => Enrolment::find(conn, id)?,
        None => None,
    };
    let pharmacy = match (&enrolment, row.pharmacy) {
        (Some(e), _) => people::pharmacy_of(db, e.learner)?,
        (None, given) => given,
    };
    let phase = titled.and_then(|s| programme.phase(&s.phase));
    let score = enrolment.as_ref().and_then(|e| scored.learner(e.learner));
    let numbers = numbers(db, &row)?;
    let (homework_due, homework_in) = homework(db, &row, numbers.last().copied().or(row.number))?;
    let sum = |planned: Planned, number: u8| {
        let more = SessionNo::new(number).map(|no| plan(programme.planned(no))).unwrap_or_default();
        Planned {
            lecture: planned.lecture + more.lecture,
            role_play: planned.role_play + more.role_play,
            homework: planned.homework + more.homework,
        }
    };
    let planned = script(&programme, &row).map_or(Planned::default(), |s| plan(s.planned));
    Ok(QueueRow {
        appointment: row.id,
        starts_at: row.starts_at,
        local: db.options.zone.local(row.starts_at),
        minutes: row.minutes,
        kind: row.kind,
        state: row.state,
        provisional: provisional(db, &row)?,
        session: super::super::rows::Session::of_appointment(conn, row.id)?.map(|s| s.id),
        waiting_since: row.waiting_since,
        session_no: row.number,
        title: titled.map(|s| s.title.clone()),
        phase: titled.map(|s| s.phase.clone()),
        phase_title: phase.map(|p| p.title.clone()),
        phase_place: phase.zip(row.number).and_then(|(p, n)| {
            let place = (n + 1).checked_sub(p.first.get())?;
            Some((place, (p.last.get() + 1).saturating_sub(p.first.get())))
        }),
        last: programme.last().get(),
        learner: match &enrolment {
            Some(e) => people::learner(db, e.learner)?,
            None => None,
        },
        owner: match (&enrolment, pharmacy) {
            (None, Some(p)) => people::owner(db, p)?,
            (Some(_), _) | (None, None) => None,
        },
        pharmacy: people::account(db, pharmacy.unwrap_or(row.id))?,
        trainer: people::staff(db, row.trainer)?,
        planned: numbers.iter().skip(1).fold(planned, |p, n| sum(p, *n)),
        carried: carried(db, &row)?,
        homework_due,
        homework_in,
        gates: history::unmet_gates(db, &row, date)?,
        flags: score.map_or_else(Vec::new, |r| r.flags().collect()),
        level: score.map(|r| r.level),
        flag: match (&enrolment, pharmacy) {
            (Some(e), _) => flag(db, Scope::Learner, e.learner)?,
            (None, Some(p)) => flag(db, Scope::Pharmacy, p)?,
            (None, None) => None,
        },
        touches: match &enrolment {
            Some(e) => touches(db, e.learner, &row)?,
            None => Vec::new(),
        },
        meeting_url: row.meeting_url,
    })
}

/// The numbers that a meeting covered, when it covered several.
fn numbers(db: &Db, row: &Appointment) -> Result<Vec<u8>, Failure> {
    let rows = db
        .conn
        .prepare_cached(
            "SELECT c.session_no FROM coverage c JOIN session s ON s.id = c.session_id WHERE s.appointment_id = ?1 \
             AND c.deleted_at IS NULL AND s.deleted_at IS NULL ORDER BY c.session_no",
        )?
        .query_map([row.id], |r| r.get(0))?
        .collect::<rusqlite::Result<Vec<u8>>>()?;
    Ok(if rows.len() > 1 { rows } else { Vec::new() })
}

/// The meeting is over, its record not closed.
fn provisional(db: &Db, row: &Appointment) -> Result<bool, Failure> {
    if !row.state.is_met() {
        return Ok(false);
    }
    let open = db
        .conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM session WHERE appointment_id = ?1 AND closed_at IS NULL AND deleted_at IS NULL)",
        )?
        .query_row([row.id], |r| r.get(0))?;
    Ok(open)
}

/// What would move on into this session; nothing once it is over.
fn carried(db: &Db, row: &Appointment) -> Result<Vec<CarriedView>, Failure> {
    match row.enrolment.filter(|_| row.state.is_open()) {
        Some(enrolment) => brief::carried(db, enrolment),
        None => Ok(Vec::new()),
    }
}

/// How much homework this session looks at, and how much of it is handed in or reviewed.
fn homework(db: &Db, row: &Appointment, number: Option<u8>) -> Result<(u32, u32), Failure> {
    let (Some(enrolment), AppointmentKind::Session) = (row.enrolment, row.kind) else { return Ok((0, 0)) };
    let looked_at: Vec<HomeworkState> = if row.state.is_open() {
        // The open task counts in the learner's next appointment of kind session only.
        let next = Appointment::of_enrolment(&db.conn, enrolment)?
            .into_iter()
            .find(|a| a.state.is_open() && a.kind == AppointmentKind::Session)
            .map(|a| a.id);
        if next != Some(row.id) {
            return Ok((0, 0));
        }
        brief::due(db, enrolment, number, row.kind)?.iter().map(|h| h.state).collect()
    } else {
        match super::super::rows::Session::of_appointment(&db.conn, row.id)? {
            Some(session) => Homework::of_enrolment(&db.conn, enrolment)?
                .iter()
                .filter(|h| h.decided_in == Some(session.id) && h.state != HomeworkState::Waived)
                .map(|h| h.state)
                .collect(),
            None => Vec::new(),
        }
    };
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let handed = looked_at.iter().filter(|s| matches!(s, HomeworkState::Submitted | HomeworkState::Reviewed)).count();
    Ok((count(looked_at.len()), count(handed)))
}

/// Calls and messages of the appointment's day, newest first.
fn touches(db: &Db, learner: Id, row: &Appointment) -> Result<Vec<(DateTime<Utc>, bool)>, Failure> {
    let (from, to) = db.options.zone.span(db.options.zone.business_date(row.starts_at));
    let rows = db
        .conn
        .prepare_cached(
            "SELECT at, reached FROM touch WHERE scope = 'learner' AND scope_id = ?1 AND at >= ?2 AND at < ?3 \
             AND deleted_at IS NULL ORDER BY at DESC",
        )?
        .query_map((learner, from.timestamp_millis(), to.timestamp_millis()), |r| {
            Ok((r.get::<_, super::super::sql::At>(0)?.0, r.get::<_, Option<bool>>(1)?.unwrap_or(false)))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}
