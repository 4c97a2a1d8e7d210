//! The half minute before the call: what was promised, where it got stuck, the homework, the figures.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::OptionalExtension;

use super::super::db::Db;
use super::super::failure::gone;
use super::super::programmes::rules;
use super::super::rows::{Appointment, Enrolment, Homework, days_before};
use super::super::sql::At;
use super::super::standing;
use super::super::{history, outcomes};
use super::said::last_said;
use super::{load, people};
use crate::domain::judgement::{effective_target, is_reached};
use crate::domain::{
    AppointmentKind, AppointmentState, BusinessDate, Decimal, Entity, HomeworkState, Id, QuestionState, SessionNo,
    TargetScope, VerifyKind,
};
use crate::programme::{Programme, links};
use crate::request::{BriefView, CarriedView, Failure, FigureView, HomeworkView, PromiseView};
use crate::text::mask::Private;

/// The brief of an appointment's row.
pub(super) fn of_appointment(db: &Db, id: Id) -> Result<BriefView, Failure> {
    let row = Appointment::find(&db.conn, id)?.ok_or_else(|| gone(Entity::Appointment))?;
    let mut brief = match (row.enrolment, row.pharmacy) {
        (Some(enrolment), _) => of_learner(db, enrolment, &row)?,
        (None, Some(pharmacy)) => of_owner(db, pharmacy)?,
        (None, None) => BriefView::default(),
    };
    brief.appointment = Some(id);
    Ok(brief)
}

fn of_learner(db: &Db, enrolment: Id, row: &Appointment) -> Result<BriefView, Failure> {
    let of = Enrolment::find(&db.conn, enrolment)?.ok_or_else(|| gone(Entity::Enrolment))?;
    let carried = standing::carried(db, &of)?;
    let open = row.state.is_open();
    // What this very session will look at, not what earlier ones left.
    let homework = if open { due(db, enrolment, row.number, row.kind)? } else { latest_homework(db, enrolment)? };
    Ok(BriefView {
        load: if open { load::ahead(db, &of, row, &carried, !homework.is_empty())? } else { None },
        homework,
        ..without_homework(db, &of, &carried, db.options.zone.business_date(row.starts_at))?
    })
}

fn of_owner(db: &Db, pharmacy: Id) -> Result<BriefView, Failure> {
    let (purpose, worries): (Option<String>, Option<String>) = db
        .conn
        .prepare_cached("SELECT purpose, concerns FROM pharmacy WHERE id = ?1")?
        .query_row([pharmacy], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .unwrap_or_default();
    Ok(BriefView {
        purpose: people::free(purpose),
        worries: people::free(worries),
        promises: promises(db, "pharmacy_id", pharmacy)?,
        ..BriefView::default()
    })
}

/// The brief of an enrolment as of a day.
pub(super) fn of_enrolment(db: &Db, row: &Enrolment, day: BusinessDate) -> Result<BriefView, Failure> {
    let carried = standing::carried(db, row)?;
    Ok(BriefView { homework: latest_homework(db, row.id)?, ..without_homework(db, row, &carried, day)? })
}

fn without_homework(
    db: &Db,
    row: &Enrolment,
    carried: &[outcomes::Carried],
    day: BusinessDate,
) -> Result<BriefView, Failure> {
    let (purpose, worries): (Option<String>, Option<String>) = db
        .conn
        .prepare_cached(
            "SELECT p.purpose, l.worries FROM learner l LEFT JOIN pharmacy p ON p.id = l.pharmacy_id WHERE l.id = ?1",
        )?
        .query_row([row.learner], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?
        .unwrap_or_default();
    let (newest, before, play) = role_plays(db, row.id)?;
    let programme = db.programmes.of_enrolment(&db.conn, row, &db.options.lang)?;
    Ok(BriefView {
        purpose: people::free(purpose),
        goal: people::free(row.goal_sentence.clone()),
        worries: people::free(worries),
        next_focus: next_focus(db, row.id)?,
        promises: promises(db, "enrolment_id", row.id)?,
        wins: wins(db, row.id)?,
        stuck: carried_view(&programme, carried),
        last_role_play: newest,
        role_play_before: before,
        weak_criterion: match play {
            Some(play) => weak_criterion(db, &programme, play)?,
            None => None,
        },
        figures: figures(db, row, day)?,
        ..BriefView::default()
    })
}

/// What the newest closed record says in words, with the day of its meeting: an older hand-over line would be taken for
/// that of the last meeting.
pub(super) fn next_focus(db: &Db, enrolment: Id) -> Result<Option<(BusinessDate, Private)>, Failure> {
    let said = last_said(db, enrolment, DateTime::<Utc>::MAX_UTC, true)?;
    Ok(said.map(|(at, text)| (db.options.zone.business_date(at), text)))
}

/// Hand-over lines, newest first.
pub(super) fn focus_lines(db: &Db, enrolment: Id, limit: usize) -> Result<Vec<(BusinessDate, Private)>, Failure> {
    let zone = db.options.zone;
    let rows = db
        .conn
        .prepare_cached(
            "SELECT started_at, next_focus FROM session WHERE enrolment_id = ?1 AND next_focus IS NOT NULL \
             AND next_focus <> '' AND deleted_at IS NULL ORDER BY started_at DESC LIMIT ?2",
        )?
        .query_map((enrolment, i64::try_from(limit).unwrap_or(i64::MAX)), |row| {
            Ok((zone.business_date(row.get::<_, At>(0)?.0), Private::free(row.get::<_, String>(1)?)))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// The text of the newest record before that time, closed or not.
pub(super) fn last_text(db: &Db, enrolment: Id, before: DateTime<Utc>) -> Result<Option<Private>, Failure> {
    Ok(last_said(db, enrolment, before, false)?.map(|(_, text)| text))
}

/// Open questions and promises, the promised ones first by date.
pub(super) fn promises(db: &Db, column: &str, owner: Id) -> Result<Vec<PromiseView>, Failure> {
    let sql = format!(
        "SELECT id, text, promised_by, state FROM question WHERE {column} = ?1 AND state = 'open' AND deleted_at IS NULL \
         ORDER BY promised_by IS NULL, promised_by, created_at, id"
    );
    let rows = db
        .conn
        .prepare_cached(&sql)?
        .query_map([owner], |row| {
            Ok(PromiseView {
                question: row.get(0)?,
                text: Private::free(row.get::<_, Option<String>>(1)?.unwrap_or_default()),
                by: row.get(2)?,
                state: row.get::<_, QuestionState>(3)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// What they could do, in their own words, newest first.
pub(super) fn wins(db: &Db, enrolment: Id) -> Result<Vec<Private>, Failure> {
    let rows = db
        .conn
        .prepare_cached(
            "SELECT text FROM win WHERE enrolment_id = ?1 AND deleted_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 3",
        )?
        .query_map([enrolment], |row| Ok(Private::free(row.get::<_, Option<String>>(0)?.unwrap_or_default())))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// What moves on into the next session, as a screen shows it.
pub(super) fn carried_view(programme: &Programme, carried: &[outcomes::Carried]) -> Vec<CarriedView> {
    let view = |c: &outcomes::Carried| {
        let found = programme.item(&c.item);
        CarriedView {
            text: found.map_or_else(|| c.item.clone(), |f| links::plain(&f.item.text)),
            session_no: found.and_then(|f| f.session.no.number()).map_or(0, SessionNo::get),
            item_id: c.item.clone(),
            times: u32::from(c.times),
            outcome: c.outcome,
            minutes: u32::from(c.minutes),
        }
    };
    carried.iter().map(view).collect()
}

/// The homework that an open appointment of this number will look at.
pub(super) fn due(
    db: &Db,
    enrolment: Id,
    number: Option<u8>,
    kind: AppointmentKind,
) -> Result<Vec<HomeworkView>, Failure> {
    if kind != AppointmentKind::Session {
        return Ok(Vec::new());
    }
    let conn = &db.conn;
    let mut rows = Homework::open_of_enrolment(conn, enrolment)?;
    if number == Some(1)
        && let Some(pharmacy) = history::pharmacy_of(conn, enrolment)?
    {
        rows.extend(Homework::of_pharmacy(conn, pharmacy)?);
    }
    rows.retain(|h| h.decided_in.is_none() && h.state != HomeworkState::Waived && h.decided_on.is_none());
    Ok(rows.into_iter().map(view).collect())
}

/// The homework of the newest meeting that looked at some or set some.
fn latest_homework(db: &Db, enrolment: Id) -> Result<Vec<HomeworkView>, Failure> {
    let rows = Homework::of_enrolment(&db.conn, enrolment)?;
    let Some(newest) = rows.iter().rev().find_map(|h| h.session) else { return Ok(Vec::new()) };
    Ok(rows.into_iter().filter(|h| h.session == Some(newest)).map(view).collect())
}

/// A homework row as screens show it.
pub(super) fn view(row: Homework) -> HomeworkView {
    HomeworkView {
        id: row.id,
        item_id: row.item,
        text: links::plain(&row.text),
        state: row.state,
        verify: row.verify.as_deref().and_then(VerifyKind::from_word),
        effort_minutes: row.effort_minutes,
        missed_before: false,
        days_before: days_before(&row.due),
    }
}

type RolePlays = (Option<(u8, Decimal)>, Option<Decimal>, Option<Id>);

/// A rated attempt at a role-play.
struct Rated {
    number: u8,
    mean: Decimal,
    id: Id,
    attempt: Option<i64>,
    session: Id,
    starts_at: i64,
}

/// Mean of the newest rated role-play with its number, of the one before, and which the newest is.
fn role_plays(db: &Db, enrolment: Id) -> Result<RolePlays, Failure> {
    let mut statement = db.conn.prepare_cached(
        "SELECT coalesce(session_no, 0), mean, p.id, attempt, s.id, starts_at, state FROM session s \
         CROSS JOIN appointment a ON a.id = appointment_id CROSS JOIN role_play p ON session_id = s.id \
         WHERE s.enrolment_id = ?1 AND mean IS NOT NULL AND p.deleted_at IS NULL AND s.deleted_at IS NULL",
    )?;
    let mut rows = statement.query([enrolment])?;
    let mut rated: Vec<Rated> = Vec::new();
    while let Some(row) = rows.next()? {
        if row.get::<_, AppointmentState>(6)?.is_met() {
            rated.push(Rated {
                number: row.get(0)?,
                mean: row.get(1)?,
                id: row.get(2)?,
                attempt: row.get(3)?,
                session: row.get(4)?,
                starts_at: row.get(5)?,
            });
        }
    }
    let (newest, before) = newest_of_each(rated);
    let (number, id) = (newest.as_ref().map(|play| (play.number, play.mean)), newest.map(|play| play.id));
    Ok((number, before.map(|play| play.mean), id))
}

/// The newest attempts of the two newest sessions that have any.
fn newest_of_each(rated: Vec<Rated>) -> (Option<Rated>, Option<Rated>) {
    let newest =
        |session: Id| rated.iter().filter(|play| play.session == session).filter_map(|play| play.attempt).max();
    let counts: Vec<bool> =
        rated.iter().map(|play| play.attempt.is_some() && play.attempt == newest(play.session)).collect();
    let mut rated: Vec<Rated> =
        rated.into_iter().zip(counts).filter_map(|(play, counts)| counts.then_some(play)).collect();
    rated.sort_by_key(|play| Reverse(play.starts_at));
    let mut rated = rated.into_iter();
    (rated.next(), rated.next())
}

/// What was said about the newest role-play that was rated or spoken of: what went well, what to try next.
pub(super) fn role_play_said(db: &Db, enrolment: Id) -> Result<[Option<Private>; 2], Failure> {
    let said = db
        .conn
        .prepare_cached(
            "SELECT p.comment_good, p.comment_next FROM role_play p JOIN session s ON s.id = p.session_id \
             WHERE s.enrolment_id = ?1 AND s.closed_at IS NOT NULL AND p.deleted_at IS NULL AND s.deleted_at IS NULL \
             ORDER BY s.started_at DESC, p.attempt DESC LIMIT 1",
        )?
        .query_row([enrolment], |row| Ok([people::free(row.get(0)?), people::free(row.get(1)?)]))
        .optional()?;
    Ok(said.unwrap_or_default())
}

/// A score of this and less is what to work on: one more and it is done as it should be.
const WEAK: u8 = 2;

/// What was rated lowest in a role-play, if anything was low; of equals the first of the sheet.
fn weak_criterion(db: &Db, programme: &Programme, play: Id) -> Result<Option<String>, Failure> {
    let mut scores: Vec<(String, u8)> = Vec::new();
    let mut statement = db.conn.prepare_cached(
        "SELECT criterion_id, score FROM role_play_rating WHERE role_play_id = ?1 AND score <= ?2 AND deleted_at IS NULL",
    )?;
    let mut rows = statement.query((play, WEAK))?;
    while let Some(r) = rows.next()? {
        scores.push((r.get(0)?, r.get(1)?));
    }
    if scores.is_empty() {
        return Ok(None);
    }
    let sheet = programme.sessions.iter().flat_map(|s| &s.role_play.criteria);
    let score = |id: &str| scores.iter().rfind(|(of, _)| of == id).map(|(_, score)| *score);
    let weak = sheet.filter_map(|c| score(&c.id).map(|score| (score, c))).min_by_key(|(score, _)| *score);
    Ok(weak.map(|(_, c)| links::plain(&c.text)))
}

/// The learner's figures with the target that counts on a day.
pub(super) fn figures(db: &Db, row: &Enrolment, day: BusinessDate) -> Result<Vec<FigureView>, Failure> {
    let mut readings: BTreeMap<String, Vec<(BusinessDate, Decimal)>> = BTreeMap::new();
    let mut statement = db.conn.prepare_cached(
        "SELECT metric_id, period_end, value FROM metric_reading WHERE enrolment_id = ?1 AND deleted_at IS NULL \
         AND period_end <= ?2 ORDER BY period_end, id",
    )?;
    let mut rows = statement.query((row.id, day))?;
    while let Some(r) = rows.next()? {
        readings.entry(r.get(0)?).or_default().push((r.get(1)?, r.get(2)?));
    }
    if readings.is_empty() {
        return Ok(Vec::new());
    }
    let programme: std::sync::Arc<Programme> = db.programmes.of_enrolment(&db.conn, row, &db.options.lang)?;
    let rules = rules(&programme);
    let learner = standing::kept_learner(db, row.learner)?;
    let pharmacy = standing::kept_facts_of(db, row.id)?;
    Ok(programme
        .metrics
        .iter()
        .filter_map(|metric| {
            let list = readings.remove(&metric.id)?;
            let own = learner.as_ref().and_then(|l| l.metrics.iter().find(|m| m.metric == metric.id));
            let theirs = pharmacy.as_ref().and_then(|p| p.metrics.iter().find(|m| m.metric == metric.id));
            let target = rules.metric(&metric.id).map(|rule| effective_target(rule, own, theirs, day));
            let newest = list.last().map(|r| r.1);
            let reached = newest.zip(target).map(|(value, (target, _))| is_reached(value, target, metric.direction));
            Some(FigureView {
                metric: metric.id.clone(),
                name: metric.name.clone(),
                unit: metric.unit,
                readings: list,
                target: target.map(|t| t.0),
                own_target: target.is_some_and(|t| t.1 != TargetScope::Programme),
                reached,
                required: metric.required,
            })
        })
        .collect())
}
