//! The rows of a queue.

use chrono::{DateTime, Utc};

use super::super::db::Db;
use super::super::record::script;
use super::super::rows::{Appointment, Homework};
use super::super::{gates, history, live};
use super::scores::Scores;
use super::session::plan;
use super::slot::{self, Next, Slot};
use super::{brief, people};
use crate::domain::{AppointmentKind, AppointmentState, BusinessDate, HomeworkState, Id, SessionNo};
use crate::request::{Account, Failure, Followed, Planned, QueueRow};
use crate::text::mask::Private;

pub(super) fn queue(
    db: &Db,
    date: BusinessDate,
    me: Option<Id>,
    scores: &Scores<'_>,
) -> Result<Vec<QueueRow>, Failure> {
    let span = db.options.zone.span(date);
    // Those of others are left out of the rows, and one of them may come first.
    let next = if me.is_none() && date == scores.day { Next::Here } else { Next::From(scores.day) };
    // The old slots of moved ones are not of the day any more.
    slot::read(db, span, "a.state <> 'rescheduled'", next, me, scores, |slot| queue_row(db, slot, date, scores))
}

pub(super) fn queue_row(db: &Db, slot: Slot, date: BusinessDate, scores: &Scores<'_>) -> Result<QueueRow, Failure> {
    let (homework_due, homework_in) = homework(db, &slot)?;
    let Slot { appointment: row, taught, session, .. } = slot;
    let of_pharmacy;
    let programme = match &taught {
        Some(taught) => &taught.programme,
        None => {
            of_pharmacy = db.programmes.of_appointment(&db.conn, &row, &db.options.lang)?;
            &of_pharmacy
        }
    };
    let number = row.number.and_then(SessionNo::new);
    // An extra or support session shows the title of its number, though it has no script of its own.
    let titled = match (row.kind, number) {
        (AppointmentKind::Extra | AppointmentKind::Support, Some(number)) => programme.session(number),
        _ => script(programme, &row),
    };
    let phase = titled.and_then(|s| programme.phase(&s.phase));
    let known = match &taught {
        Some(taught) => scores.learner(taught.learner)?,
        None => None,
    };
    let numbers = match session {
        Some(_) => numbers(db, &row)?,
        None => Vec::new(),
    };
    let sum = |planned: Planned, number: u8| {
        let more = SessionNo::new(number).map(|no| plan(programme.planned(no))).unwrap_or_default();
        super::session::sum(planned, more)
    };
    let planned = script(programme, &row).map_or(Planned::default(), |s| plan(s.planned));
    Ok(QueueRow {
        appointment: row.id,
        starts_at: row.starts_at,
        local: db.options.zone.local(row.starts_at),
        minutes: row.minutes,
        kind: row.kind,
        state: row.state,
        aside: is_aside(db, &row)?,
        provisional: row.state.is_met() && slot.record_open,
        session,
        followed: followed(db, &row)?,
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
        owner: match (&taught, &slot.pharmacy) {
            (None, Some(p)) => people::owner(db, p.id)?,
            (Some(_), _) | (None, None) => None,
        },
        trainer: slot.trainer,
        planned: numbers.iter().skip(1).fold(planned, |p, n| sum(p, *n)),
        carried: taught.as_ref().map_or_else(Vec::new, |taught| brief::carried_view(programme, &taught.carried)),
        homework_due,
        homework_in,
        gates: match (row.kind, &taught) {
            (AppointmentKind::Session, Some(taught)) => {
                let met = numbers.iter().copied().filter_map(SessionNo::new);
                let numbers: Vec<SessionNo> =
                    if numbers.is_empty() { number.into_iter().collect() } else { met.collect() };
                let side = known.as_deref().map(|known| &known.gates);
                let of = (taught.enrolment, taught.learner);
                gates::words(programme, &gates::unmet(db, of, programme, &numbers, date, side)?)
            }
            _ => Vec::new(),
        },
        flags: known.as_ref().map_or_else(Vec::new, |known| known.flags.clone()),
        level: known.and_then(|known| known.level),
        flag: slot.flag,
        touches: match taught.as_ref().filter(|_| slot.touched) {
            Some(taught) => touches(db, taught.learner, &row)?,
            None => Vec::new(),
        },
        learner: slot.learner,
        pharmacy: slot
            .pharmacy
            .unwrap_or_else(|| Account { id: row.id, name: Private::pharmacy(row.id.0.as_u128(), String::new()) }),
        meeting_url: row.meeting_url.or(slot.learner_url),
    })
}

/// Whether it waits while another session goes first.
fn is_aside(db: &Db, row: &Appointment) -> Result<bool, Failure> {
    if row.state != AppointmentState::InProgress {
        return Ok(false);
    }
    let live = live::all(&db.conn)?;
    Ok(live.iter().any(|one| one.appointment == row.id && one.aside.is_some()))
}

/// What came of an appointment that was broken off or not held: the one of its number that runs, is held or is booked.
fn followed(db: &Db, row: &Appointment) -> Result<Option<Followed>, Failure> {
    if !row.state.can_be_followed() {
        return Ok(None);
    }
    let found = history::follower(&db.conn, row)?;
    Ok(found.map(|a| as_follower(db, &a)))
}

pub(super) fn as_follower(db: &Db, row: &Appointment) -> Followed {
    Followed {
        appointment: row.id,
        state: row.state,
        starts_at: row.starts_at,
        local: db.options.zone.local(row.starts_at),
    }
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

/// Homework that an appointment may have looked at.
fn looked_at_by(db: &Db, enrolment: Id, row: &Appointment) -> Result<Vec<Homework>, Failure> {
    let mut rows = Homework::of_enrolment(&db.conn, enrolment)?;
    // The kickoff's task is the pharmacy's, and one session 1 looked at it.
    if row.number == Some(1)
        && let Some(pharmacy) = history::pharmacy_of(&db.conn, enrolment)?
    {
        rows.extend(Homework::of_pharmacy(&db.conn, pharmacy)?);
    }
    Ok(rows)
}

/// How much homework this session looks at, and how much of it is handed in or reviewed.
fn homework(db: &Db, slot: &Slot) -> Result<(u32, u32), Failure> {
    let row = &slot.appointment;
    let (Some(enrolment), AppointmentKind::Session) = (row.enrolment, row.kind) else { return Ok((0, 0)) };
    let running = slot.session.filter(|_| row.state == AppointmentState::InProgress);
    let looked_at: Vec<HomeworkState> = if let Some(session) = running {
        // What was looked at a minute ago still counts, what is set for next time does not yet.
        let mine = |h: &&Homework| {
            let open = h.decided_in.is_none() && h.decided_on.is_none() && h.session != Some(session);
            h.state != HomeworkState::Waived && (open || h.decided_in == Some(session))
        };
        looked_at_by(db, enrolment, row)?.iter().filter(mine).map(|h| h.state).collect()
    } else if row.state.is_open() {
        // The open task counts in the learner's next appointment of kind session only.
        match (slot.is_next, row.number) {
            (false, _) => return Ok((0, 0)),
            (true, Some(1)) => brief::due(db, enrolment, row.number, row.kind)?.iter().map(|h| h.state).collect(),
            (true, _) => return Ok(slot.open_homework),
        }
    } else {
        match slot.session {
            Some(session) => {
                let rows = looked_at_by(db, enrolment, row)?;
                let counts = |h: &&Homework| h.decided_in == Some(session) && h.state != HomeworkState::Waived;
                rows.iter().filter(counts).map(|h| h.state).collect()
            }
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
