//! What can be booked for a learner or a pharmacy, and whether a date that was typed by hand fits.

use chrono::{DateTime, Utc};

use super::super::db::Db;
use super::super::failure::gone;
use super::super::history;
use super::super::programmes::rules;
use super::super::rows::{Appointment, Enrolment};
use super::super::standing;
use super::calendar::{busy, closed_weekdays, hours, offers, slots};
use super::people;
use super::queue::as_follower;
use crate::domain::proposal::{self, Calendar, History, Misfit};
use crate::domain::transitions::GateFacts;
use crate::domain::{
    AppointmentKind, AppointmentState, BusinessDate, EnrolmentState, Entity, Id, Scope, SessionNo, SessionRef,
};
use crate::programme::Programme;
use crate::request::record::Slot;
use crate::request::{AfterWhat, BookingView, Failure, Other, SlotDoubt, SlotView, Whose};

/// What a learner or a pharmacy can be booked for.
pub(super) fn booking(
    db: &Db,
    scope: Scope,
    id: Id,
    me: Option<Id>,
    (without_kickoff, other): (bool, Option<Other>),
    now: DateTime<Utc>,
) -> Result<BookingView, Failure> {
    let today = db.options.zone.business_date(now);
    match scope {
        Scope::Learner => {
            let row = Enrolment::newest(&db.conn, id)?.ok_or_else(|| gone(Entity::Learner))?;
            let pharmacy = people::pharmacy_of(db, id)?;
            let programme = db.programmes.of_enrolment(&db.conn, &row, &db.options.lang)?;
            let missing = match pharmacy.filter(|_| row.state == EnrolmentState::Invited) {
                Some(pharmacy) => is_missing(db, &programme, pharmacy, today)?,
                None => false,
            };
            let view = match pharmacy.filter(|_| missing && !without_kickoff && other.is_none()) {
                Some(pharmacy) => kickoff(db, &programme, pharmacy, me, now)?,
                None => number(db, &row, other, me, now)?,
            };
            Ok(BookingView { kickoff_missing: missing, ..view })
        }
        Scope::Pharmacy => {
            let programme = db.programmes.for_pharmacy(&db.conn, id, &db.options.lang)?;
            let held = standing::kept_pharmacy(db, id)?.is_some_and(|p| p.facts.kickoff_held.is_some());
            if programme.has_kickoff() && !held {
                return kickoff(db, &programme, id, me, now);
            }
            let Some(row) = without_session(db, id)? else { return Ok(BookingView::default()) };
            let person = people::learner(db, row.learner)?;
            let name = person.map(|p| p.name);
            Ok(BookingView { name, learner: Some(row.learner), ..number(db, &row, None, me, now)? })
        }
    }
}

/// Neither held nor booked nor agreed on for a day to come.
fn is_missing(db: &Db, programme: &Programme, pharmacy: Id, today: BusinessDate) -> Result<bool, Failure> {
    let Some(known) = standing::kept_pharmacy(db, pharmacy)? else { return Ok(false) };
    let is_planned = known.kickoff_planned.is_some_and(|date| date >= today);
    Ok(programme.has_kickoff() && known.facts.kickoff_held.is_none() && known.kickoffs_open.is_empty() && !is_planned)
}

/// The first learner of a pharmacy who is ready for session 1 and has no appointment.
fn without_session(db: &Db, pharmacy: Id) -> Result<Option<Enrolment>, Failure> {
    for row in Enrolment::of_pharmacy(&db.conn, pharmacy)? {
        let booked = || Appointment::of_enrolment(&db.conn, row.id).map(|all| all.iter().any(|a| a.state.is_open()));
        let newest = Enrolment::newest(&db.conn, row.learner)?.is_some_and(|n| n.id == row.id);
        if newest && row.state == EnrolmentState::KickoffDone && !booked()? {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// The next number of a learner, or what else is meant; a new date for it where it is booked.
fn number(
    db: &Db,
    row: &Enrolment,
    other: Option<Other>,
    me: Option<Id>,
    now: DateTime<Utc>,
) -> Result<BookingView, Failure> {
    let conn = &db.conn;
    let next = history::next_no(db, row)?;
    let known = standing::kept_learner(db, row.learner)?;
    let (number, extra) = match other {
        None => (next, false),
        Some(Other::Number(number)) => (Some(number), false),
        Some(Other::Extra(Some(number))) => (Some(number), true),
        Some(Other::Extra(None)) => (met_last(db, row)?.or(next), true),
    };
    let last = db.programmes.of_enrolment(conn, row, &db.options.lang)?.last().get();
    let Some(number) = number.filter(|number| (1..=last).contains(number)) else {
        return Ok(BookingView { next, last, ..BookingView::default() });
    };
    let programme = db.programmes.of_enrolment(conn, row, &db.options.lang)?;
    let lengths = || programme.meta.session_minutes.iter().copied().map(u32::from);
    let minutes = (lengths().min().unwrap_or(0), lengths().max().unwrap_or(u32::MAX));
    let repeats = !extra && history::held_numbers(conn, row.id)?.contains(&number);
    let view = BookingView { number: Some(number), next, last, extra, repeats, minutes, ..BookingView::default() };
    if let Some(open) = Appointment::open(conn, row.id, number)?.filter(|_| !extra) {
        let slots = slots(db, open.id, AfterWhat::NotHeld, now)?;
        return Ok(BookingView { booked: Some(as_follower(db, &open)), slots, ..view });
    }
    let slots = match known {
        Some(known) => offers(db, row, &programme, &known, (number, extra), (None, None), (me, now))?,
        None => Vec::new(),
    };
    Ok(BookingView { slots, ..view })
}

/// The number of the session that runs, else of the one that was met last: an extra session goes on with that.
fn met_last(db: &Db, row: &Enrolment) -> rusqlite::Result<Option<u8>> {
    let met = |a: &Appointment| a.state.is_met() || a.state == AppointmentState::InProgress;
    let all = Appointment::of_enrolment(&db.conn, row.id)?;
    let newest = all.iter().filter(|a| a.number.is_some() && met(a)).max_by_key(|a| a.starts_at);
    Ok(newest.and_then(|a| a.number))
}

/// The kickoff of a pharmacy, or a new date for it where it is booked.
fn kickoff(
    db: &Db,
    programme: &Programme,
    pharmacy: Id,
    me: Option<Id>,
    now: DateTime<Utc>,
) -> Result<BookingView, Failure> {
    let owner = people::owner(db, pharmacy)?.map(|owner| owner.name);
    let (least, most) = programme.meta.kickoff_minutes;
    let open = Appointment::kickoff(&db.conn, pharmacy)?;
    Ok(BookingView {
        number: None,
        kickoff: Some(pharmacy),
        next: None,
        last: 0,
        extra: false,
        repeats: false,
        kickoff_missing: false,
        name: Some(match owner {
            Some(name) => name,
            None => people::account(db, pharmacy)?.name,
        }),
        learner: None,
        minutes: (u32::from(least), u32::from(most)),
        slots: kickoff_offers(db, pharmacy, open.as_ref(), me, now)?,
        booked: open.map(|open| as_follower(db, &open)),
    })
}

/// Slots for a kickoff: from the day that was agreed on, else from tomorrow.
pub(super) fn kickoff_offers(
    db: &Db,
    pharmacy: Id,
    moving: Option<&Appointment>,
    trainer: Option<Id>,
    now: DateTime<Utc>,
) -> Result<Vec<SlotView>, Failure> {
    let zone = db.options.zone;
    let today = zone.business_date(now);
    let programme = db.programmes.for_pharmacy(&db.conn, pharmacy, &db.options.lang)?;
    let (least, most) = programme.meta.kickoff_minutes;
    let minutes = programme.minutes(SessionRef::Kickoff).unwrap_or(least).clamp(least, most);
    let hours = match trainer {
        Some(id) => hours(db, id)?,
        None => None,
    };
    let busy = busy(db, trainer, moving.map(|a| a.id), now)?;
    let closed = closed_weekdays(db, pharmacy)?;
    let calendar = Calendar { work: &db.work, hours: hours.as_ref(), closed: &closed, busy: &busy };
    let planned = standing::kept_pharmacy(db, pharmacy)?.and_then(|p| p.kickoff_planned);
    let ask = proposal::Ask {
        now: zone.local(now),
        minutes,
        cadence_days: rules(&programme).cadence_days,
        history: History::default(),
        preferred: None,
        not_before: planned.filter(|date| *date > today),
        is_device_session: false,
        fast_lane: false,
        moving: moving.map(|a| zone.local(a.starts_at)),
    };
    let view = |o: proposal::Offer| SlotView {
        start: o.start,
        minutes: u32::from(minutes),
        number: None,
        day: o.day,
        shift: o.shift,
        free: true,
    };
    Ok(proposal::propose(&ask, &calendar).into_iter().map(view).collect())
}

/// What speaks against a date that was typed by hand, the worst first; nothing where a proposal could be there.
pub(super) fn fit(
    db: &Db,
    whose: Whose,
    slot: Slot,
    me: Option<Id>,
    now: DateTime<Utc>,
) -> Result<Vec<SlotDoubt>, Failure> {
    let conn = &db.conn;
    let (moved, learner, number, kickoff) = match whose {
        Whose::Again(id) => {
            let row = Appointment::find(conn, id)?.ok_or_else(|| gone(Entity::Appointment))?;
            let learner = match row.enrolment {
                Some(id) => Enrolment::find(conn, id)?,
                None => None,
            };
            let number = row.number.filter(|_| row.kind == AppointmentKind::Session);
            let pharmacy = row.pharmacy;
            (Some(row), learner, number, pharmacy)
        }
        Whose::Number { learner, number } => (None, Enrolment::newest(conn, learner)?, number, None),
        Whose::Kickoff(pharmacy) => (None, None, None, Some(pharmacy)),
    };
    let pharmacy = match &learner {
        Some(row) => people::pharmacy_of(db, row.learner)?,
        None => kickoff,
    };
    // The same trainer as the appointment will have.
    let of_moved = moved.as_ref().and_then(|a| a.trainer);
    let trainer = of_moved.or(learner.as_ref().and_then(|e| e.trainer)).or(me);
    let hours = match trainer {
        Some(id) => hours(db, id)?,
        None => None,
    };
    let busy = busy(db, trainer, moved.map(|a| a.id), now)?;
    let closed = match pharmacy {
        Some(id) => closed_weekdays(db, id)?,
        None => Vec::new(),
    };
    let calendar = Calendar { work: &db.work, hours: hours.as_ref(), closed: &closed, busy: &busy };
    let minutes = u16::try_from(slot.minutes).unwrap_or(u16::MAX);
    let misfits = calendar.misfits(slot.start, minutes);
    let mut doubts: Vec<SlotDoubt> = misfits.into_iter().map(doubt).collect();
    if let (Some(row), Some(number)) = (&learner, number) {
        let gate = gate(db, row, number, pharmacy, db.options.zone.business_date(now))?;
        let unmet = gate.filter(|date| slot.start.date() < date.0).map(SlotDoubt::Gate);
        let behind_taken = usize::from(matches!(doubts.first(), Some(SlotDoubt::Taken(_))));
        if let Some(unmet) = unmet {
            doubts.insert(behind_taken, unmet);
        }
    }
    Ok(doubts)
}

const fn doubt(misfit: Misfit) -> SlotDoubt {
    match misfit {
        Misfit::Taken(at) => SlotDoubt::Taken(at),
        Misfit::Close(at) => SlotDoubt::Close(at),
        Misfit::Holiday => SlotDoubt::Holiday,
        Misfit::Closed => SlotDoubt::Closed,
        Misfit::Hours => SlotDoubt::Hours,
        Misfit::Full => SlotDoubt::Full,
    }
}

/// The day before which the gates of a number are not met.
fn gate(
    db: &Db,
    row: &Enrolment,
    number: u8,
    pharmacy: Option<Id>,
    today: BusinessDate,
) -> Result<Option<BusinessDate>, Failure> {
    let programme = db.programmes.of_enrolment(&db.conn, row, &db.options.lang)?;
    let Some(script) = SessionNo::new(number).and_then(|no| programme.session(no)) else { return Ok(None) };
    let known = pharmacy.map(|id| standing::kept_pharmacy(db, id)).transpose()?.flatten();
    let (Some(pharmacy), Some(learner)) = (known, standing::kept_learner(db, row.learner)?) else { return Ok(None) };
    let facts = GateFacts { pharmacy: &pharmacy, judgements: &learner.judgements, items_done: &[] };
    Ok(proposal::gated(number, &script.requires, &rules(&programme), &facts, today).not_before)
}
