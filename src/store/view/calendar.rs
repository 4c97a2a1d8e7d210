//! Proposals for the next slot, from the calendar of the trainer and the rules of model 8.

use chrono::{DateTime, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday};
use rusqlite::OptionalExtension;

use super::super::db::Db;
use super::super::failure::gone;
use super::super::programmes::rules;
use super::super::rows::{Appointment, Enrolment, SessionItem};
use super::super::sql::At;
use super::super::standing;
use super::super::{history, outcomes};
use super::booking;
use crate::domain::proposal::{self, Busy, Calendar, PlanItem, WeekHours, WhyDay};
use crate::domain::standing::Standing;
use crate::domain::transitions::{Carried, GateFacts};
use crate::domain::{AppointmentKind, AppointmentState, Entity, Extent, Id, Outcome, Seen, SessionNo, coverage};
use crate::programme::{Flag, Programme};
use crate::request::{AfterWhat, Failure, SlotView};

/// How far ahead the trainer's calendar is read.
const AHEAD: TimeDelta = TimeDelta::days(60);

/// The first three slots that fit the learner of an appointment, after it was held or missed.
pub(super) fn slots(db: &Db, id: Id, after: AfterWhat, now: DateTime<Utc>) -> Result<Vec<SlotView>, Failure> {
    let conn = &db.conn;
    let appointment = Appointment::find(conn, id)?.ok_or_else(|| gone(Entity::Appointment))?;
    let Some(enrolment) = appointment.enrolment else {
        return match (after, appointment.pharmacy) {
            (AfterWhat::NotHeld, Some(pharmacy)) => {
                booking::kickoff_offers(db, pharmacy, Some(&appointment), appointment.trainer, now)
            }
            // What comes after a kickoff are the learners' own sessions.
            (AfterWhat::Met | AfterWhat::NotHeld, _) => Ok(Vec::new()),
        };
    };
    let row = Enrolment::find(conn, enrolment)?.ok_or_else(|| gone(Entity::Enrolment))?;
    let programme = db.programmes.of_enrolment(conn, &row, &db.options.lang)?;
    let zone = db.options.zone;
    let Some(mut learner) = standing::kept_learner(db, row.learner)? else { return Ok(Vec::new()) };
    // As if the appointment were over already, the way the trainer is about to record it.
    for known in learner.appointments.iter_mut().filter(|a| a.id == id) {
        known.state = match after {
            AfterWhat::Met => AppointmentState::Held,
            AfterWhat::NotHeld => AppointmentState::NoShow,
        };
    }
    let number = match after {
        AfterWhat::NotHeld => appointment.number,
        AfterWhat::Met => {
            let mut held = history::held_numbers(conn, enrolment)?;
            held.extend(appointment.number.filter(|_| appointment.kind == AppointmentKind::Session));
            // A further number that was gone through in this meeting is held, too.
            if let Some(session) = super::super::rows::Session::of_appointment(conn, id)? {
                let covered = history::closing_coverage(db, conn, &session, &appointment, enrolment, true)?;
                held.extend(
                    covered.into_iter().filter(|(_, extent)| *extent == Extent::Full).map(|(number, _)| number),
                );
            }
            let last = programme.last().get();
            let next = coverage::next_no(row.start_no, last, |n| held.contains(&n));
            (next <= last).then_some(next)
        }
    };
    let Some(number) = number else { return Ok(Vec::new()) };
    let moving = matches!(after, AfterWhat::NotHeld).then(|| zone.local(appointment.starts_at));
    let extra = appointment.kind == AppointmentKind::Extra;
    let following = (Some(&appointment), moving);
    let offers = offers(db, &row, &programme, &learner, (number, extra && moving.is_some()), following, (None, now))?;
    // A record that is closed late finds its next session booked already: that is the first offer.
    let booked = match after {
        AfterWhat::Met => Appointment::open(conn, enrolment, number)?,
        AfterWhat::NotHeld => None,
    };
    let booked = booked.map(|a| SlotView {
        start: zone.local(a.starts_at),
        minutes: a.minutes,
        number: Some(number),
        day: WhyDay::Booked,
        shift: 0,
        free: true,
    });
    Ok(booked.into_iter().chain(offers).collect())
}

/// The slots that fit a number of a learner, or an extra session of it, which has no script and no gates of its own.
/// `appointment` is what they follow, `moving` the date that they replace.
pub(super) fn offers(
    db: &Db,
    row: &Enrolment,
    programme: &Programme,
    learner: &Standing,
    (number, extra): (u8, bool),
    (appointment, moving): (Option<&Appointment>, Option<NaiveDateTime>),
    (me, now): (Option<Id>, DateTime<Utc>),
) -> Result<Vec<SlotView>, Failure> {
    let conn = &db.conn;
    let rules = rules(programme);
    let zone = db.options.zone;
    let today = zone.business_date(now);
    let pharmacy = history::pharmacy_of(conn, row.id)?;
    let Some(pharmacy) = pharmacy.map(|id| standing::kept_pharmacy(db, id)).transpose()?.flatten() else {
        return Ok(Vec::new());
    };
    let script = SessionNo::new(number).and_then(|no| programme.session(no));
    let script = script.filter(|_| !extra);
    let minutes = minutes(db, appointment, row.id, script, programme)?;
    let seen = Seen::new(learner, today);
    let facts = GateFacts { pharmacy: &pharmacy, judgements: &learner.judgements, items_done: &[] };
    let gates = script.map_or(&[][..], |s| &s.requires);
    let gated = proposal::gated(number, gates, &rules, &facts, today);
    let trainer = row.trainer.or(appointment.and_then(|a| a.trainer)).or(me);
    let hours = match trainer {
        Some(id) => hours(db, id)?,
        None => None,
    };
    let busy = busy(db, trainer, appointment.map(|a| a.id), now)?;
    let closed = closed_weekdays(db, pharmacy.pharmacy)?;
    let calendar = Calendar { work: &db.work, hours: hours.as_ref(), closed: &closed, busy: &busy };
    let ask = proposal::Ask {
        now: zone.local(now),
        minutes,
        cadence_days: rules.cadence_days,
        history: proposal::history(&seen, zone),
        preferred: preferred(db, row.learner)?,
        not_before: gated.not_before,
        is_device_session: !extra && rules.device_session() == Some(number),
        fast_lane: false,
        moving,
    };
    let offers = proposal::propose(&ask, &calendar);
    let view = |o: proposal::Offer| SlotView {
        start: o.start,
        minutes: u32::from(minutes),
        number: Some(number),
        day: o.day,
        shift: o.shift,
        free: true,
    };
    Ok(offers.into_iter().map(view).collect())
}

/// Planned minutes and what is carried, in one of the lengths that the programme knows.
fn minutes(
    db: &Db,
    appointment: Option<&Appointment>,
    enrolment: Id,
    script: Option<&crate::programme::Session>,
    programme: &Programme,
) -> Result<u16, Failure> {
    let outcomes = outcomes::of_enrolment(db, &db.conn, enrolment, None)?;
    let mut carried: Vec<(String, bool, Outcome, u16, u8)> =
        outcomes.carried().into_iter().map(|c| (c.item, false, c.outcome, c.minutes, c.times)).collect();
    // What the running session has not finished so far comes along as well.
    let running = match appointment.filter(|a| a.state.is_open()) {
        Some(appointment) => super::super::rows::Session::of_appointment(&db.conn, appointment.id)?,
        None => None,
    };
    if let Some(session) = running {
        for item in SessionItem::of_session(&db.conn, session.id)? {
            carried.retain(|c| c.0 != item.item);
            if matches!(item.outcome, Outcome::Partly | Outcome::Stuck) {
                let planned = u16::try_from(item.planned_minutes).unwrap_or(u16::MAX);
                let minutes = crate::domain::transitions::minutes_carried(item.outcome, planned, 0);
                carried.push((item.item, item.must, item.outcome, minutes, 1));
            }
        }
    }
    let carried: Vec<Carried<'_>> = carried
        .iter()
        .map(|(item, must, outcome, minutes, times)| Carried {
            item,
            must: *must,
            outcome: *outcome,
            minutes: *minutes,
            times: *times,
        })
        .collect();
    let items: Vec<PlanItem<'_>> = script
        .into_iter()
        .flat_map(crate::programme::Session::script)
        .map(|(_, item)| PlanItem {
            item: &item.id,
            minutes: item.minutes.unwrap_or(0),
            must: item.is(Flag::Must),
            skipped: false,
            unused: false,
        })
        .collect();
    Ok(proposal::plan(&items, &carried, &programme.meta.session_minutes).minutes)
}

/// Open and held appointments of a trainer from today on, but this one; where no trainer is known, those without one.
pub(super) fn busy(db: &Db, trainer: Option<Id>, but: Option<Id>, now: DateTime<Utc>) -> Result<Vec<Busy>, Failure> {
    let zone = db.options.zone;
    let (from, _) = zone.span(zone.business_date(now));
    let rows = db
        .conn
        .prepare_cached(
            "SELECT starts_at, minutes FROM appointment WHERE starts_at >= ?2 AND starts_at < ?3 AND ?1 IS coalesce(trainer_id, \
             (SELECT e.trainer_id FROM enrolment e WHERE e.id = enrolment_id AND e.deleted_at IS NULL)) \
             AND id IS NOT ?4 AND state IN ('scheduled', 'waiting', 'in_progress', 'held', 'broken_off') AND deleted_at IS NULL",
        )?
        .query_map((trainer, from.timestamp_millis(), (now + AHEAD).timestamp_millis(), but), |r| {
            Ok(Busy { start: zone.local(r.get::<_, At>(0)?.0), minutes: r.get(1)? })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// A trainer's week: `{"mon": [["09:15", "16:30"]], …}`; `None` when nothing is written down.
pub(super) fn hours(db: &Db, trainer: Id) -> Result<Option<WeekHours>, Failure> {
    let text: Option<Option<String>> = db
        .conn
        .prepare_cached("SELECT work_hours FROM staff WHERE id = ?1")?
        .query_row([trainer], |r| r.get(0))
        .optional()?;
    let Some(map) =
        text.flatten().and_then(|t| serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(&t).ok())
    else {
        return Ok(None);
    };
    let mut week = WeekHours::default();
    for (day, word) in week.iter_mut().zip(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]) {
        let spans = map.get(word).and_then(|v| v.as_array()).into_iter().flatten();
        day.extend(spans.filter_map(|span| {
            let time = |i: usize| NaiveTime::parse_from_str(span.get(i)?.as_str()?, "%H:%M").ok();
            Some((time(0)?, time(1)?))
        }));
    }
    Ok(Some(week))
}

/// Days of the week, Monday = 1 … Sunday = 7, blanks between.
pub(super) fn closed_weekdays(db: &Db, pharmacy: Id) -> Result<Vec<Weekday>, Failure> {
    let text: Option<Option<String>> = db
        .conn
        .prepare_cached("SELECT closed_weekdays FROM pharmacy WHERE id = ?1")?
        .query_row([pharmacy], |r| r.get(0))
        .optional()?;
    Ok(text.flatten().unwrap_or_default().split([',', ' ']).filter_map(weekday).collect())
}

/// A learner's usual slot: `2 14:00`.
pub(super) fn preferred(db: &Db, learner: Id) -> Result<Option<(Weekday, NaiveTime)>, Failure> {
    let text: Option<Option<String>> = db
        .conn
        .prepare_cached("SELECT preferred_slot FROM learner WHERE id = ?1")?
        .query_row([learner], |r| r.get(0))
        .optional()?;
    Ok(text.flatten().and_then(|text| {
        let (day, time) = text.split_once(' ')?;
        Some((weekday(day)?, NaiveTime::parse_from_str(time, "%H:%M").ok()?))
    }))
}

fn weekday(text: &str) -> Option<Weekday> {
    let number: u8 = text.trim().parse().ok()?;
    Weekday::try_from(number.checked_sub(1)?).ok()
}
