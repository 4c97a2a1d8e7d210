//! Everything the session screen shows.

mod clock;
mod closed;
mod homework;
mod items;
mod notes;
mod numbers;
mod others;
mod owner;

use chrono::{DateTime, Utc};
use rusqlite::OptionalExtension;

use super::super::db::Db;
use super::super::failure::gone;
use super::super::minutes;
use super::super::record::{further, played, script, scripts};
use super::super::rows::{Appointment, Enrolment, Session, SessionItem};
use super::super::{history, live};
use super::{brief, load, opening, people, role_play};
use crate::domain::pacing::stood;
use crate::domain::{AppointmentKind, AppointmentState, Entity, Id, Level, Scope, Section};
use crate::programme::{Session as Script, links};
use crate::request::{Failure, HomeworkView, Planned, SessionView};

use clock::{end, paused_since, spent};
use closed::{booked_after, record};
use homework::all_set_here;
use items::{items, suggestions};
use notes::{notes, open_questions};
use numbers::{can_take_in, running};
use others::{beside_it, next_appointment};
use owner::{kickoff, owner_words, words_on_top};

pub(super) use closed::newest_record;
pub(super) use homework::set_here;
pub(super) use notes::note;
pub(super) use numbers::{plan, strip, sum};

/// The session of an appointment that was started.
pub(super) fn session(db: &Db, id: Id) -> Result<SessionView, Failure> {
    let conn = &db.conn;
    let appointment = Appointment::find(conn, id)?.ok_or_else(|| gone(Entity::Appointment))?;
    let session = Session::of_appointment(conn, id)?.ok_or_else(|| gone(Entity::Session))?;
    let programme = db.programmes.of_appointment(conn, &appointment, &db.options.lang)?;
    let script = script(&programme, &appointment);
    let enrolment = match appointment.enrolment {
        Some(id) => Enrolment::find(conn, id)?,
        None => None,
    };
    let pharmacy_id = match (&enrolment, appointment.pharmacy) {
        (Some(e), _) => people::pharmacy_of(db, e.learner)?,
        (None, given) => given,
    };
    let (purpose, concerns) = owner_words(db, pharmacy_id)?;
    let phase = script.and_then(|s| programme.phase(&s.phase));
    let starts_at = appointment.starts_at;
    let rows = SessionItem::of_session(conn, session.id)?;
    let further: Vec<u8> = further(&rows, appointment.number).into_iter().collect();
    let further = if appointment.kind == AppointmentKind::Session { further } else { Vec::new() };
    let scripts = scripts(&programme, &appointment, &rows);
    let runs = appointment.state == AppointmentState::InProgress;
    let play = played(&scripts, &role_play::rated(conn, session.id)?, runs);
    let next_appointment = next_appointment(db, &appointment)?;
    let open = session.closed_at.is_none();
    let ends_at = end(&appointment, &rows, &further, next_appointment.as_ref().map(|(at, _)| *at).filter(|_| open));
    let room = u16::try_from((ends_at - starts_at).num_minutes()).ok().filter(|_| !further.is_empty());
    let last_homework = history::homework_to_look_at(db, &session)?;
    let late = history::homework_missed_before(conn, &session)?.into_iter();
    let late = late.map(|row| HomeworkView { missed_before: true, ..brief::view(row) });
    let looked_at: Vec<_> = last_homework.into_iter().map(brief::view).chain(late).collect();
    let looks_back = looked_at.iter().any(|h| !h.missed_before);
    // A closed record tells all that it set, whatever became of it since.
    let set = match session.closed_at {
        Some(_) => all_set_here(db, &session)?,
        None => set_here(db, &session)?,
    };
    let open_questions = open_questions(db, session.id)?;
    let promises = opening::promises(db, &session, pharmacy_id, &open_questions)?;
    let (wins, win_count) = opening::wins(db, &programme, &appointment, &session)?;
    let pauses = minutes::pauses(conn, session.id)?;
    let (aside_seconds, aside_since) = live::aside(conn, session.id)?;
    let day = db.options.zone.business_date(session.started_at);
    let goal_words = enrolment.as_ref().and_then(|e| people::free(e.goal_sentence.clone()));
    Ok(SessionView {
        appointment: appointment.id,
        session: session.id,
        kind: appointment.kind,
        state: appointment.state,
        closed: session.closed_at.is_some(),
        booked: if appointment.state.is_met() { booked_after(db, &session, appointment.starts_at)? } else { None },
        record: match session.closed_at {
            Some(_) => Some(record(db, &session)?),
            None => None,
        },
        part: session.part,
        session_no: appointment.number,
        title: script.map(|s| s.title.clone()).unwrap_or_default(),
        goal: script.and_then(|s| s.goal.clone()),
        learner: match &enrolment {
            Some(e) => people::learner(db, e.learner)?,
            None => None,
        },
        owner: match (&enrolment, pharmacy_id) {
            (None, Some(pharmacy)) => people::owner(db, pharmacy)?,
            (Some(_), _) | (None, None) => None,
        },
        pharmacy: people::account(db, pharmacy_id.unwrap_or(appointment.id))?,
        trainer: people::staff(db, appointment.trainer)?,
        phase_title: phase.map(|p| p.title.clone()),
        panes: phase.map_or([None, None, None], |p| p.panes.clone()),
        planned: scripts.iter().map(|s| plan(s.planned)).fold(Planned::default(), sum),
        starts_at,
        ends_at,
        started_at: session.started_at,
        ended_at: session.ended_at,
        paused_seconds: stood(session.started_at, DateTime::<Utc>::MAX_UTC, &pauses).num_seconds(),
        paused_since: paused_since(db, session.id)?,
        aside_seconds,
        aside_since,
        beside: beside_it(db, &appointment)?,
        spent: spent(db, &session, &rows, &pauses)?,
        items: items(db, &programme, &appointment, &rows, enrolment.as_ref(), purpose.as_ref())?,
        role_play: match play {
            Some(play) => Some(role_play::role_play(db, &programme, &scripts, play, &session)?),
            None => None,
        },
        no_role_play: none_of(&scripts, Section::RolePlay, play.is_some()),
        no_homework: none_of(&scripts, Section::Homework, scripts.iter().any(|s| s.homework().is_some())),
        suggestions: suggestions(&programme, scripts.iter().copied(), &appointment, &rows),
        last_homework: looked_at,
        next_homework: set,
        notes: notes(db, session.id)?,
        open_questions,
        promises,
        wins,
        win_count,
        words_on_top: words_on_top(&appointment, script, purpose.clone(), goal_words),
        purpose,
        concerns,
        kickoff: match (appointment.kind, pharmacy_id) {
            (AppointmentKind::Kickoff, Some(pharmacy)) => Some(kickoff(db, pharmacy, script)?),
            _ => None,
        },
        next_focus: match &enrolment {
            Some(e) => brief::next_focus(db, e.id)?,
            None => None,
        },
        last_text: match &enrolment {
            Some(e) => brief::last_text(db, e.id, session.started_at)?,
            None => None,
        },
        figures: match &enrolment {
            Some(e) => brief::figures(db, e, day)?,
            None => Vec::new(),
        },
        tips: scripts.iter().flat_map(|s| &s.tips).map(|tip| links::plain(&tip.text)).collect(),
        questions: scripts.iter().flat_map(|s| &s.questions).map(|question| links::plain(&question.text)).collect(),
        strip: match &enrolment {
            Some(e) => strip(db, &programme, e, running(&appointment))?,
            None => Vec::new(),
        },
        can_take_in: match (&enrolment, appointment.kind, session.closed_at) {
            (Some(e), AppointmentKind::Session, None) => can_take_in(db, &programme, e, &appointment, &further)?,
            _ => None,
        },
        load: (appointment.kind != AppointmentKind::Kickoff && session.closed_at.is_none())
            .then(|| load::here(&programme, &rows, room, looks_back))
            .flatten(),
        further,
        flag: match (&enrolment, pharmacy_id) {
            (Some(e), _) => flag(db, Scope::Learner, e.learner)?,
            (None, Some(p)) => flag(db, Scope::Pharmacy, p)?,
            (None, None) => None,
        },
        meeting_url: match (&appointment.meeting_url, &enrolment) {
            (None, Some(e)) => people::meeting_url(db, e.learner)?,
            (given, _) => given.clone(),
        },
        next_appointment,
    })
}

/// Why a meeting has none of a section.
fn none_of(scripts: &[&Script], section: Section, some: bool) -> Option<String> {
    let reason = scripts.first().and_then(|script| script.reason_for_none(section));
    reason.filter(|_| !some).map(str::to_owned)
}

/// The trainer's own flag.
pub(super) fn flag(db: &Db, scope: Scope, id: Id) -> Result<Option<Level>, Failure> {
    let level: Option<Option<Level>> = db
        .conn
        .prepare_cached(
            "SELECT level FROM follow_up WHERE scope = ?1 AND scope_id = ?2 AND state IN ('open', 'snoozed') \
             AND deleted_at IS NULL LIMIT 1",
        )?
        .query_row((scope.word(), id), |r| r.get(0))
        .optional()?;
    Ok(level.flatten())
}
