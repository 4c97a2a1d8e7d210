//! The end-of-day review: rows of the people and pharmacies that are mine, worked out from their standings.

use rusqlite::OptionalExtension;

use super::super::db::Db;
use super::super::live;
use super::super::rows::{Appointment, Enrolment};
use super::super::sql::At;
use super::scores::{Mine, Scores, mine};
use super::{brief, day, people, proposed, queue};
use crate::domain::follow_up::{self, Reason, Row};
use crate::domain::{AppointmentState, BusinessDate, Entity, FollowUpState, Id, Scope};
use crate::request::{Back, Failure, FollowUpView, OpenRecord, ReviewRow, ReviewView, Who};
use crate::text::mask::Private;

/// The row of one learner, with names.
pub(super) fn learner_row(db: &Db, learner: Id, day: BusinessDate) -> Result<Option<ReviewRow>, Failure> {
    let Some(row) = Scores::new(db, day).learner_row(learner)? else { return Ok(None) };
    show(db, &row, people::pharmacy_of(db, learner)?).map(Some)
}

/// What is still in progress has no closed record either: a session that was set aside in the morning is not lost there.
fn in_progress(db: &Db, mine: &Mine, day: BusinessDate) -> Result<Vec<OpenRecord>, Failure> {
    let mut open = Vec::new();
    for one in live::all(&db.conn)? {
        let Some(row) = Appointment::find(&db.conn, one.appointment)? else { continue };
        let date = db.options.zone.business_date(row.starts_at);
        let enrolment = row.enrolment.map(|id| Enrolment::find(&db.conn, id)).transpose()?.flatten();
        let learner = enrolment.map(|enrolment| enrolment.learner);
        let pharmacy = match learner {
            Some(learner) => people::pharmacy_of(db, learner)?,
            None => row.pharmacy,
        };
        let (Some(pharmacy), true) = (pharmacy, date <= day) else { continue };
        if !learner.map_or_else(|| mine.has(Scope::Pharmacy, pharmacy), |learner| mine.has(Scope::Learner, learner)) {
            continue;
        }
        open.push(OpenRecord {
            session: one.session,
            appointment: one.appointment,
            scope: if learner.is_some() { Scope::Learner } else { Scope::Pharmacy },
            scope_id: learner.unwrap_or(pharmacy),
            learner: match learner {
                Some(id) => people::learner(db, id)?.map(|p| p.name),
                None => None,
            },
            pharmacy: people::account(db, pharmacy)?.name,
            date,
            session_no: row.number,
        });
    }
    Ok(open)
}

/// The review of a day.
pub(super) fn review(db: &Db, day: BusinessDate, who: &Who, back: Back) -> Result<ReviewView, Failure> {
    let me = db.staff(who)?;
    let mine = mine(db, me, day)?;
    let scores = Scores::new(db, day);
    let scored = scores.all(&mine)?;
    let rows = show_all(db, &scores, &scored.rows)?;
    let mut open_records = Vec::with_capacity(scored.open.len());
    for (learner, pharmacy, record) in &scored.open {
        open_records.push(OpenRecord {
            session: record.session,
            appointment: appointment_of(db, record.session)?,
            scope: if learner.is_some() { Scope::Learner } else { Scope::Pharmacy },
            scope_id: learner.unwrap_or(*pharmacy),
            learner: match learner {
                Some(id) => people::learner(db, *id)?.map(|p| p.name),
                None => None,
            },
            pharmacy: people::account(db, *pharmacy)?.name,
            date: record.date,
            session_no: record.number,
        });
    }
    open_records.extend(in_progress(db, &mine, day)?);
    let mut missing = Vec::new();
    for learner in &scored.without_next {
        missing.extend(people::learner(db, *learner)?.map(|person| person.name));
    }
    // What was begun and not ended is among the open records.
    let (mut earlier, older) = day::earlier(db, me, &scores, back)?;
    earlier.retain(|row| row.state != AppointmentState::InProgress);
    let (tomorrow_date, tomorrow) = day::next_day(db, me, &scores)?;
    Ok(ReviewView {
        date: day,
        file: people::file(db, me)?,
        closed: follow_up::is_day_closed(&scored.rows, !open_records.is_empty(), &db.options.scores),
        rows,
        open_records,
        tomorrow,
        tomorrow_date,
        earlier,
        older,
        today: queue::queue(db, day, me, &scores)?,
        without_next: scored.without_next.len(),
        without_next_names: missing,
        contact_points: db.options.scores.contact,
        day_closed: day::closed(db, day, me)?,
    })
}

/// Rows with names.
fn show_all(db: &Db, scores: &Scores<'_>, rows: &[Row]) -> Result<Vec<ReviewRow>, Failure> {
    rows.iter()
        .map(|row| {
            let pharmacy = match row.scope {
                Scope::Learner => scores.learner(row.id)?.map(|known| known.pharmacy),
                Scope::Pharmacy => Some(row.id),
            };
            show(db, row, pharmacy)
        })
        .collect()
}

fn show(db: &Db, row: &Row, pharmacy: Option<Id>) -> Result<ReviewRow, Failure> {
    let account = match pharmacy {
        Some(id) => people::account(db, id)?.name,
        None => Private::free(String::new()),
    };
    let enrolment = match row.scope {
        Scope::Learner => Enrolment::newest(&db.conn, row.id)?,
        Scope::Pharmacy => None,
    };
    Ok(ReviewRow {
        scope: row.scope,
        id: row.id,
        name: match row.scope {
            Scope::Learner => people::learner(db, row.id)?.map_or_else(|| Private::free(String::new()), |p| p.name),
            Scope::Pharmacy => account.clone(),
        },
        pharmacy: account,
        score: row.score,
        level: row.level,
        reasons: proposed::told(db, &row.reasons)?,
        metrics: match &enrolment {
            Some(e) => metrics(db, e, &row.reasons)?,
            None => Vec::new(),
        },
        due_on: row.due,
        owner: row.owner,
        owner_name: people::staff(db, row.owner)?,
        decided: row.decided,
        decision: row.decision,
        decision_reason: match row.decision {
            Some(shown) => decision_reason(db, row, shown.day)?,
            None => None,
        },
        follow_up: follow_up_of(db, row.scope, row.id)?,
        number: match &enrolment {
            Some(e) => super::super::history::next_no(db, e)?,
            None => None,
        },
        next_focus: match &enrolment {
            Some(e) => brief::next_focus(db, e.id)?.map(|f| f.1),
            None => None,
        },
    })
}

/// The open follow-up of a learner or a pharmacy, of which there is at most one; without it the one that was done last.
pub(super) fn follow_up_of(db: &Db, scope: Scope, id: Id) -> Result<Option<FollowUpView>, Failure> {
    let found = db
        .conn
        .prepare_cached(
            "SELECT title, due_on, state, done_at, result FROM follow_up WHERE scope = ?1 AND scope_id = ?2 \
             AND state IN ('open', 'snoozed', 'done') AND deleted_at IS NULL ORDER BY state = 'done', done_at DESC LIMIT 1",
        )?
        .query_row((scope.word(), id), |r| {
            let (state, done_at): (FollowUpState, Option<At>) = (r.get(2)?, r.get(3)?);
            let done_on = done_at.map(|at| db.options.zone.business_date(at.0));
            Ok(FollowUpView {
                title: people::free(r.get(0)?),
                due_on: r.get(1)?,
                done: done_on.filter(|_| state == FollowUpState::Done).zip(Some(people::free(r.get(4)?))),
            })
        })
        .optional()?;
    Ok(found)
}

/// The names of the metrics that reasons speak of.
fn metrics(db: &Db, enrolment: &Enrolment, reasons: &[Reason]) -> Result<Vec<(String, String)>, Failure> {
    let ids: Vec<&String> = reasons.iter().flat_map(|reason| reason.why.metrics()).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let programme = db.programmes.of_enrolment(&db.conn, enrolment, &db.options.lang)?;
    let named = programme.metrics.iter().filter(|m| ids.contains(&&m.id));
    Ok(named.map(|m| (m.id.clone(), m.name.clone())).collect())
}

fn decision_reason(db: &Db, row: &Row, day: BusinessDate) -> Result<Option<Private>, Failure> {
    let id = Id::natural(Entity::Decision, &format!("{}:{}:{day}", row.scope.word(), row.id));
    let text: Option<Option<String>> = db
        .conn
        .prepare_cached("SELECT reason FROM decision WHERE id = ?1 AND deleted_at IS NULL")?
        .query_row([id], |r| r.get(0))
        .optional()?;
    Ok(people::free(text.flatten()))
}

fn appointment_of(db: &Db, session: Id) -> Result<Id, Failure> {
    let id = db
        .conn
        .prepare_cached("SELECT appointment_id FROM session WHERE id = ?1")?
        .query_row([session], |r| r.get(0))?;
    Ok(id)
}
