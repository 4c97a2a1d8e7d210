//! The wrap-up, filled in before the trainer sees it.

use chrono::{DateTime, Utc};
use rusqlite::OptionalExtension;

use super::super::db::Db;
use super::super::failure::gone;
use super::super::rows::{Appointment, Enrolment, Session, SessionItem};
use super::scores::Scores;
use super::{calendar, load, people, session};
use crate::domain::follow_up::{Row, level_of};
use crate::domain::{AppointmentState, Entity, Id, Level, NoteKind, Outcome, ReasonCode, ScoreTable, SessionNo};
use crate::programme::links;
use crate::request::{AfterWhat, Failure, Listed, NoteView, SessionView, WrapUpView};
use crate::text::mask::{Private, Reveal};

/// Everything of the wrap-up of a running session.
pub(super) fn wrap_up(db: &Db, id: Id, now: DateTime<Utc>) -> Result<WrapUpView, Failure> {
    let row = Session::find(&db.conn, id)?.ok_or_else(|| gone(Entity::Session))?;
    let view = session::session(db, row.appointment)?;
    let slots = if goes_on(db, row.appointment)? {
        Vec::new()
    } else {
        calendar::slots(db, row.appointment, AfterWhat::Met, now)?
    };
    let next_number = slots.first().and_then(|s| s.number);
    let mut load = None;
    let homework = !view.next_homework.is_empty() || view.suggestions.iter().any(|task| task.ticked);
    let next = match (next_number.and_then(SessionNo::new), row.enrolment) {
        (Some(number), Some(enrolment)) => match Enrolment::find(&db.conn, enrolment)? {
            Some(enrolment) => {
                let programme = db.programmes.of_enrolment(&db.conn, &enrolment, &db.options.lang)?;
                let rows = SessionItem::of_session(&db.conn, id)?;
                load = load::after(db, &enrolment, &programme, number.get(), &rows, homework)?;
                programme.session(number).map(|s| (s.title.clone(), s.goal.clone()))
            }
            None => None,
        },
        _ => None,
    };
    // What somebody is stuck at proposes a follow-up (model 3.3).
    let proposes = view.items.iter().any(|i| i.outcome == Outcome::Stuck);
    let next_focus = row.next_focus.or_else(|| noted_for_next(&view)).unwrap_or_else(|| {
        let open = view.items.iter().filter(|i| matches!(i.outcome, Outcome::Stuck | Outcome::Partly));
        open.map(|i| links::plain(&i.text)).next().unwrap_or_default()
    });
    let listed = match &view.learner {
        Some(learner) => Scores::new(db, db.zone().business_date(now)).learner_row(learner.id)?,
        None => None,
    };
    Ok(WrapUpView {
        listed: listed.and_then(|row| by_points(&row, &db.options.scores)),
        flag: view.flag.or(proposes.then_some(Level::Contact)),
        flag_reason: proposes.then_some(ReasonCode::Stuck),
        next_number,
        next_title: next.as_ref().map(|n| n.0.clone()),
        next_goal: next.and_then(|n| n.1),
        next_load: load,
        next_focus,
        slots,
        answer_by: db.work.plus(db.zone().business_date(now), 2),
        usm: usm(db, view.pharmacy.id)?,
        session: view,
    })
}

/// What the trainer noted for the next meeting, the newest line of it: nearer to a hand-over line than the title of an item.
fn noted_for_next(view: &SessionView) -> Option<String> {
    let mine = |note: &&NoteView| note.kind == NoteKind::Next && !note.private && !note.is_blacked_out();
    view.notes.iter().rev().find(mine).map(|note| note.text.reveal(Reveal::granted()).to_string())
}

/// Where a row stands by what happened, without what the trainer chose.
fn by_points(row: &Row, table: &ScoreTable) -> Option<Listed> {
    let happened = row.reasons.iter().filter(|reason| reason.code() != ReasonCode::Manual);
    let points = happened.fold(0_u32, |sum, reason| sum.saturating_add(reason.points)).min(table.most);
    level_of(points, table).map(|level| Listed { level, points })
}

/// Who looks after the pharmacy.
fn usm(db: &Db, pharmacy: Id) -> Result<Option<Private>, Failure> {
    let id: Option<Option<Id>> = db
        .conn
        .prepare_cached("SELECT usm_id FROM pharmacy WHERE id = ?1")?
        .query_row([pharmacy], |r| r.get(0))
        .optional()?;
    Ok(people::staff(db, id.flatten())?)
}

/// The part after a broken-off one is booked, runs or is over: there is nothing more to book for it.
fn goes_on(db: &Db, id: Id) -> rusqlite::Result<bool> {
    let Some(broken) = Appointment::find(&db.conn, id)?.filter(|a| a.state == AppointmentState::BrokenOff) else {
        return Ok(false);
    };
    let Some(enrolment) = broken.enrolment else { return Ok(false) };
    let next = |a: &Appointment| {
        let same = a.kind == broken.kind && a.number == broken.number && a.id != broken.id;
        let counts = a.state.is_open() || a.state.is_met() || a.state == AppointmentState::InProgress;
        same && counts && a.starts_at > broken.starts_at
    };
    Ok(Appointment::of_enrolment(&db.conn, enrolment)?.iter().any(next))
}
