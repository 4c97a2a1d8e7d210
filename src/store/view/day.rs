//! The day: its queue, what stands beside it, what earlier days left and what comes next.

use chrono::{DateTime, Utc};
use rusqlite::OptionalExtension;

use super::super::db::Db;
use super::leftovers::leftovers;
use super::queue::{queue, queue_row};
use super::scores::{Scores, mine};
use super::slot::{self, Next};
use super::{brief, people};
use crate::domain::{BusinessDate, Id};
use crate::request::{Back, DayView, Failure, Older, QueueRow, Who};

/// Today as the trainer sees it.
pub(super) fn day(db: &Db, date: BusinessDate, now: DateTime<Utc>, who: &Who, back: Back) -> Result<DayView, Failure> {
    let me = db.staff(who)?;
    let mine = mine(db, me, date)?;
    let scores = Scores::new(db, date);
    // First the list: what it looks at closely the queue need not.
    let leftovers = leftovers(db, &scores, &mine)?;
    let rows = queue(db, date, me, &scores)?;
    let (earlier, older) = earlier(db, me, &scores, back)?;
    let next = rows
        .iter()
        .find(|r| r.state.is_open() && (r.state != crate::domain::AppointmentState::Scheduled || r.starts_at >= now))
        .or_else(|| rows.iter().find(|r| r.state.is_open()))
        .or_else(|| earlier.first())
        .or_else(|| rows.last());
    let brief = match next {
        Some(row) => Some(brief::of_appointment(db, row.appointment)?),
        None => None,
    };
    Ok(DayView {
        date,
        file: people::file(db, me)?,
        brief,
        leftovers,
        day_closed: closed(db, date, me)?,
        others: others(db, date, me)?,
        earlier,
        older,
        rows,
    })
}

/// How many appointments of a day are not the trainer's.
fn others(db: &Db, date: BusinessDate, me: Option<Id>) -> Result<usize, Failure> {
    let Some(me) = me else { return Ok(0) };
    let (from, to) = db.options.zone.span(date);
    let count: i64 = db
        .conn
        .prepare_cached(
            "SELECT count(*) FROM appointment WHERE starts_at >= ?1 AND starts_at < ?2 AND trainer_id IS NOT ?3 \
             AND state <> 'rescheduled' AND deleted_at IS NULL",
        )?
        .query_row((from.timestamp_millis(), to.timestamp_millis(), me), |r| r.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
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

/// For so many days an appointment without a result is asked about; one that was begun for as long as it is in progress.
const REMEMBERED: i64 = 14;

/// From when on, in milliseconds, appointments without a result are listed on a day.
fn listed_from(db: &Db, date: BusinessDate, back: Back) -> i64 {
    match back {
        Back::TwoWeeks => db.options.zone.span(date.plus(-REMEMBERED)).0.timestamp_millis(),
        Back::All => i64::MIN,
    }
}

/// The first of those that are listed, in milliseconds, and how many are not: one look into the short index of what is open.
fn unsettled(db: &Db, date: BusinessDate, me: Option<Id>, back: Back) -> Result<(Option<i64>, usize), Failure> {
    let (end, _) = db.options.zone.span(date);
    let (first, count): (_, i64) = db
        .conn
        .prepare_cached(
            "SELECT min(CASE WHEN starts_at >= ?1 THEN starts_at END), count(CASE WHEN starts_at < ?1 THEN 1 END) \
             FROM appointment INDEXED BY appointment_open \
             WHERE (state = 'scheduled' OR state = 'waiting') AND starts_at < ?2 \
             AND (?3 IS NULL OR trainer_id = ?3) AND deleted_at IS NULL",
        )?
        .query_row((listed_from(db, date, back), end.timestamp_millis(), me), |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok((first, usize::try_from(count).unwrap_or(0)))
}

/// Appointments of earlier days of which nobody has said what became of them, and how many there are that are not listed.
pub(super) fn earlier(
    db: &Db,
    me: Option<Id>,
    scores: &Scores<'_>,
    back: Back,
) -> Result<(Vec<QueueRow>, Option<Older>), Failure> {
    let date = scores.day;
    let (end, _) = db.options.zone.span(date);
    let listed = listed_from(db, date, back);
    // Mostly there are none, and two looks into short indexes say so.
    let begun: Option<i64> = db
        .conn
        .prepare_cached(
            "SELECT min(starts_at) FROM appointment INDEXED BY appointment_running \
             WHERE state = 'in_progress' AND starts_at < ?1 AND deleted_at IS NULL",
        )?
        .query_row([end.timestamp_millis()], |r| r.get(0))?;
    let (open, count) = unsettled(db, date, me, back)?;
    let older = (count > 0).then(|| Older { count, before: date.plus(-REMEMBERED) });
    let first = begun.into_iter().chain(open).min();
    let Some(from) = first.and_then(DateTime::from_timestamp_millis) else { return Ok((Vec::new(), older)) };
    let waits = format!("(a.state = 'scheduled' OR a.state = 'waiting') AND a.starts_at >= {listed}");
    // Seen from then: what was their next one is still to come.
    let seen_from = db.options.zone.business_date(from);
    let states = format!("(a.state = 'in_progress' OR {waits})");
    let rows = slot::read(db, (from, end), &states, Next::From(seen_from), me, scores, |slot| {
        let day = db.options.zone.business_date(slot.appointment.starts_at);
        queue_row(db, slot, day, scores)
    })?;
    Ok((rows, older))
}

/// The appointments of the earliest date after the day that has any; their flags are those of the day.
pub(super) fn next_day(
    db: &Db,
    me: Option<Id>,
    scores: &Scores<'_>,
) -> Result<(Option<BusinessDate>, Vec<QueueRow>), Failure> {
    let (_, end) = db.options.zone.span(scores.day);
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
    Ok((Some(date), queue(db, date, me, scores)?))
}
