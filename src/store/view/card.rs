//! The learner card.

use super::super::db::Db;
use super::super::failure::gone;
use super::super::history;
use super::super::programmes::rules;
use super::super::rows::{Appointment, Enrolment, Homework};
use super::super::sql::At;
use super::super::standing;
use super::super::tx::deleted;
use super::session::{flag, newest_record, note, strip};
use super::{answers, brief, people, review};
use crate::domain::standing::Seen;
use crate::domain::{
    AppointmentKind, AppointmentState, BusinessDate, Entity, HomeworkState, Id, JudgementKind, JudgementResult,
    NoteKind, Scope,
};
use crate::request::{CardView, Failure, FollowUpView, KickoffState, LearnerFormView, NoteView, PromiseView};
use crate::text::mask::Private;

use chrono::{DateTime, Utc};
use rusqlite::OptionalExtension;

/// How many lines of each kind the card shows.
const LINES: usize = 8;

/// The card of a learner as of a day.
pub(super) fn card(db: &Db, learner: Id, day: BusinessDate) -> Result<CardView, Failure> {
    let conn = &db.conn;
    if deleted(conn, Entity::Learner, learner)? == Some(true) {
        return Err(gone(Entity::Learner));
    }
    let person = people::learner(db, learner)?.ok_or_else(|| gone(Entity::Learner))?;
    let enrolment = Enrolment::newest(conn, learner)?.ok_or_else(|| gone(Entity::Enrolment))?;
    let programme = db.programmes.of_enrolment(conn, &enrolment, &db.options.lang)?;
    let pharmacy = people::pharmacy_of(db, learner)?;
    let next_no = history::next_no(db, &enrolment)?;
    let phase = next_no
        .and_then(crate::domain::SessionNo::new)
        .and_then(|no| programme.session(no))
        .and_then(|s| programme.phase(&s.phase));
    let appointments = Appointment::of_enrolment(conn, enrolment.id)?;
    let homework = Homework::of_enrolment(conn, enrolment.id)?;
    let count = |states: &[AppointmentState]| {
        u32::try_from(
            appointments.iter().filter(|a| a.kind == AppointmentKind::Session && states.contains(&a.state)).count(),
        )
        .unwrap_or(u32::MAX)
    };
    let met = count(&[AppointmentState::Held, AppointmentState::BrokenOff]);
    let missed = count(&[AppointmentState::NoShow, AppointmentState::LateCancel]);
    let handed_in = |h: &&Homework| matches!(h.state, HomeworkState::Submitted | HomeworkState::Reviewed);
    let asked = |h: &&Homework| h.decided_on.is_some() && h.state != HomeworkState::Waived;
    let total = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let standing = standing::kept_learner(db, learner)?;
    let facts = standing::kept_facts_of(db, enrolment.id)?;
    let projected = standing.as_ref().zip(facts.as_ref()).and_then(|(learner, pharmacy)| {
        let seen = Seen::new(learner, day);
        crate::domain::follow_up::projected_graduation(&seen, pharmacy, &rules(&programme), &db.work)
    });
    let next = appointments
        .iter()
        .find(|a| a.state.is_open() && db.options.zone.business_date(a.starts_at) >= day)
        .map(|a| (db.options.zone.local(a.starts_at), a.minutes, a.number));
    let of_day = |a: &&Appointment| db.options.zone.business_date(a.starts_at) == day;
    let today = appointments
        .iter()
        .filter(of_day)
        .find(|a| a.state.is_open())
        .or_else(|| appointments.iter().filter(of_day).rfind(|a| a.state.is_met()))
        .map(|a| (a.id, a.state, a.starts_at));
    Ok(CardView {
        pharmacy: people::account(db, pharmacy.unwrap_or(learner))?,
        job: conn.prepare_cached("SELECT job FROM learner WHERE id = ?1")?.query_row([learner], |r| r.get(0))?,
        state: enrolment.state,
        kickoff: kickoff(db, pharmacy, &programme, day)?,
        next_no,
        last: programme.last().get(),
        phase_title: phase.map(|p| p.title.clone()),
        purpose: purpose(db, pharmacy)?,
        brief: brief::of_enrolment(db, &enrolment, day)?,
        strip: strip(db, &programme, &enrolment, running(&appointments))?,
        attended: (met, met + missed),
        moved: appointments.iter().map(|a| a.moves).max().unwrap_or(0),
        homework: (total(homework.iter().filter(handed_in).count()), total(homework.iter().filter(asked).count())),
        stage: stage(db, &enrolment, &programme)?,
        judgement: judgement(db, enrolment.id)?,
        row: review::learner_row(db, learner, day)?,
        follow_up: review::follow_up_of(db, Scope::Learner, learner)?.filter(FollowUpView::is_open),
        next_appointment: next,
        today,
        deadline: enrolment.deadline,
        projected,
        requests: requests(db, learner)?,
        questions: questions(db, enrolment.id)?,
        settled: answers::settled(db, enrolment.id)?,
        role_play_said: brief::role_play_said(db, enrolment.id)?,
        focus_lines: brief::focus_lines(db, enrolment.id, 3)?,
        notes: notes(db, enrolment.id)?,
        snags: snags(db, enrolment.id)?,
        for_next: for_next(db, enrolment.id)?,
        newest_record: newest_record(db, enrolment.id)?,
        touches: touches(db, learner)?,
        trainer: people::staff(db, enrolment.trainer)?,
        usm: match pharmacy {
            Some(id) => {
                let usm: Option<Id> =
                    conn.prepare_cached("SELECT usm_id FROM pharmacy WHERE id = ?1")?.query_row([id], |r| r.get(0))?;
                people::staff(db, usm)?
            }
            None => None,
        },
        meeting_url: people::meeting_url(db, learner)?,
        flag: flag(db, Scope::Learner, learner)?,
        learner: person,
    })
}

/// How far the kickoff is, as of a day.
fn kickoff(
    db: &Db,
    pharmacy: Option<Id>,
    programme: &crate::programme::Programme,
    day: BusinessDate,
) -> Result<KickoffState, Failure> {
    if !rules(programme).has_kickoff {
        return Ok(KickoffState::NotInProgramme);
    }
    let held: Option<BusinessDate> = db
        .conn
        .prepare_cached("SELECT kickoff_held FROM pharmacy WHERE id = ?1")?
        .query_row([pharmacy], |row| row.get(0))
        .optional()?
        .flatten();
    if held.is_some_and(|held| held <= day) {
        return Ok(KickoffState::Held);
    }
    let (from, _) = db.options.zone.span(day);
    let booked: Option<(At, u32)> = db
        .conn
        .prepare_cached(
            "SELECT starts_at, minutes FROM appointment WHERE pharmacy_id = ?1 AND kind = 'kickoff' AND starts_at >= ?2 \
             AND state IN ('scheduled', 'waiting', 'in_progress') AND deleted_at IS NULL ORDER BY starts_at LIMIT 1",
        )?
        .query_row((pharmacy, from.timestamp_millis()), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(booked.map_or(KickoffState::Missing, |(at, minutes)| KickoffState::Booked(db.options.zone.local(at.0), minutes)))
}

/// What the form of a learner begins with.
pub(super) fn form(db: &Db, learner: Id) -> Result<LearnerFormView, Failure> {
    let conn = &db.conn;
    if deleted(conn, Entity::Learner, learner)? != Some(false) {
        return Err(gone(Entity::Learner));
    }
    let person = people::learner(db, learner)?.ok_or_else(|| gone(Entity::Learner))?;
    let trainer = Enrolment::newest(conn, learner)?.and_then(|enrolment| enrolment.trainer);
    let slot = super::calendar::preferred(db, learner)?;
    let pharmacy = people::pharmacy_of(db, learner)?;
    Ok(LearnerFormView {
        pharmacy: people::account(db, pharmacy.unwrap_or(learner))?.name,
        name: person.name,
        kana: person.kana,
        job: conn.prepare_cached("SELECT job FROM learner WHERE id = ?1")?.query_row([learner], |r| r.get(0))?,
        slot: slot.map(|(day, time)| (u8::try_from(day.number_from_monday()).unwrap_or(1), time)),
        meeting_url: people::meeting_url(db, learner)?,
        trainer: people::staff(db, trainer)?,
    })
}

fn running(appointments: &[Appointment]) -> Option<u8> {
    appointments.iter().find(|a| a.state == AppointmentState::InProgress).and_then(|a| a.number)
}

fn purpose(db: &Db, pharmacy: Option<Id>) -> Result<Option<(Option<BusinessDate>, Private)>, Failure> {
    let row: Option<(Option<BusinessDate>, Option<String>)> = db
        .conn
        .prepare_cached("SELECT kickoff_held, purpose FROM pharmacy WHERE id = ?1")?
        .query_row([pharmacy], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    Ok(row.and_then(|(date, text)| Some((date, people::free(text)?))))
}

fn stage(db: &Db, enrolment: &Enrolment, programme: &crate::programme::Programme) -> Result<Option<String>, Failure> {
    let stage: Option<String> = db
        .conn
        .prepare_cached(
            "SELECT stage_id FROM stage_assessment WHERE enrolment_id = ?1 AND deleted_at IS NULL \
             ORDER BY assessed_on DESC, created_at DESC LIMIT 1",
        )?
        .query_row([enrolment.id], |r| r.get(0))
        .optional()?;
    Ok(stage.map(|id| {
        let title = programme.stages.iter().find(|s| s.id == id).map(|s| s.title.clone());
        title.map_or_else(|| id.clone(), |title| format!("{id} {title}"))
    }))
}

fn judgement(db: &Db, enrolment: Id) -> Result<Option<JudgementResult>, Failure> {
    let result = db
        .conn
        .prepare_cached(
            "SELECT result FROM judgement WHERE enrolment_id = ?1 AND kind <> ?2 AND deleted_at IS NULL \
             ORDER BY made_on DESC, created_at DESC LIMIT 1",
        )?
        .query_row((enrolment, JudgementKind::Provisional.word()), |r| r.get(0))
        .optional()?;
    Ok(result)
}

fn requests(db: &Db, learner: Id) -> Result<Vec<Private>, Failure> {
    let rows = db
        .conn
        .prepare_cached(
            "SELECT verbatim FROM voice WHERE learner_id = ?1 AND deleted_at IS NULL ORDER BY captured_at DESC, id DESC \
             LIMIT ?2",
        )?
        .query_map((learner, i64::try_from(LINES).unwrap_or(8)), |r| {
            Ok(Private::free(r.get::<_, Option<String>>(0)?.unwrap_or_default()))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

fn questions(db: &Db, enrolment: Id) -> Result<Vec<PromiseView>, Failure> {
    brief::promises(db, "enrolment_id", enrolment)
}

fn notes(db: &Db, enrolment: Id) -> Result<Vec<NoteView>, Failure> {
    let rows = db
        .conn
        .prepare_cached(
            "SELECT id, at, minute, kind, text, section, private FROM note WHERE enrolment_id = ?1 AND deleted_at IS NULL \
             AND private IS NOT 1 \
             ORDER BY at DESC, id DESC LIMIT ?2",
        )?
        .query_map((enrolment, i64::try_from(LINES).unwrap_or(8)), note)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// How many of them the card shows: older ones are among the notes of their records.
const SNAGS: usize = 3;

fn snags(db: &Db, enrolment: Id) -> Result<Vec<(BusinessDate, Private)>, Failure> {
    let mut lines = lines(db, enrolment, NoteKind::Stuck, DateTime::<Utc>::MIN_UTC)?;
    lines.reverse();
    lines.truncate(SNAGS);
    Ok(lines)
}

/// An older one was for a meeting that has been.
fn for_next(db: &Db, enrolment: Id) -> Result<Vec<(BusinessDate, Private)>, Failure> {
    let newest: Option<At> = db
        .conn
        .prepare_cached(
            "SELECT started_at FROM session WHERE enrolment_id = ?1 AND deleted_at IS NULL \
             ORDER BY started_at DESC LIMIT 1",
        )?
        .query_row([enrolment], |r| r.get(0))
        .optional()?;
    lines(db, enrolment, NoteKind::Next, newest.map_or(DateTime::<Utc>::MIN_UTC, |at| at.0))
}

/// The note lines of a kind from a time on, oldest first, without those that are for nobody else.
fn lines(db: &Db, enrolment: Id, kind: NoteKind, from: DateTime<Utc>) -> Result<Vec<(BusinessDate, Private)>, Failure> {
    let zone = db.options.zone;
    let rows = db
        .conn
        .prepare_cached(
            "SELECT at, text FROM note WHERE enrolment_id = ?1 AND kind = ?2 AND at >= ?3 AND deleted_at IS NULL \
             AND private IS NOT 1 AND text <> '' ORDER BY at, id",
        )?
        .query_map((enrolment, kind.word(), from.timestamp_millis()), |r| {
            Ok((zone.business_date(r.get::<_, At>(0)?.0), Private::free(r.get::<_, String>(1)?)))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

fn touches(db: &Db, learner: Id) -> Result<Vec<(DateTime<Utc>, bool, Private)>, Failure> {
    let rows = db
        .conn
        .prepare_cached(
            "SELECT at, reached, coalesce(text, '') FROM touch WHERE scope = 'learner' AND scope_id = ?1 \
             AND deleted_at IS NULL ORDER BY at DESC LIMIT 4",
        )?
        .query_map([learner], |r| {
            Ok((
                r.get::<_, At>(0)?.0,
                r.get::<_, Option<bool>>(1)?.unwrap_or(false),
                Private::free(r.get::<_, String>(2)?),
            ))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}
