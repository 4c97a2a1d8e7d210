//! The standing of one learner, from the rows.

use rusqlite::OptionalExtension;

use super::super::db::Db;
use super::super::rows::{Enrolment, days_before};
use super::super::sql::At;
use super::{closed, date, decisions, follow_ups, promises};
use crate::domain::standing::{
    Appointment, Due, Few, Homework, Judgement, Looked, MetricFacts, OlderMeeting, Reading, Record, RolePlay, Since,
    Standing, Survey, SurveyAnswer,
};
use crate::domain::{AppointmentState, BusinessDate, Decimal, HomeworkState, Id, JudgementKind, Scope, Target};
use crate::programme::{Flag, Programme};
use crate::request::Failure;

/// `None` when the learner or every enrolment is gone.
pub(super) fn build(db: &Db, learner: Id) -> Result<Option<Standing>, Failure> {
    let conn = &db.conn;
    let kana_key: Option<String> = conn
        .prepare_cached("SELECT coalesce(folded_kana, folded, '') FROM learner WHERE id = ?1 AND deleted_at IS NULL")?
        .query_row([learner], |row| row.get(0))
        .optional()?;
    let enrolments = Enrolment::all(conn, learner)?;
    let (Some(kana_key), Some((newest, older))) = (kana_key, enrolments.split_first()) else { return Ok(None) };
    let dates: (Option<BusinessDate>, Option<BusinessDate>, Option<BusinessDate>) = conn
        .prepare_cached("SELECT paused_until, deferred_until, graduated_on FROM enrolment WHERE id = ?1")?
        .query_row([newest.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut owed = Vec::new();
    let mut surveys = Vec::new();
    for enrolment in &enrolments {
        owed.extend(promises(db, "enrolment_id", enrolment.id)?);
        surveys.extend(surveys_of(db, enrolment.id)?);
    }
    let mut meetings = Vec::new();
    for enrolment in older {
        meetings.extend(older_meetings(db, enrolment.id)?);
    }
    Ok(Some(Standing {
        learner,
        enrolment: newest.id,
        kana_key,
        trainer: newest.trainer,
        state: newest.state,
        start_no: newest.start_no,
        invited_on: newest.invited_on,
        deadline: newest.deadline,
        paused_until: dates.0,
        deferred_until: dates.1,
        graduated_on: dates.2,
        appointments: appointments(db, newest)?,
        older: meetings,
        homework: homework(db, newest.id)?,
        metrics: metrics(db, learner, newest.id)?,
        judgements: judgements(db, newest.id)?,
        promises: owed,
        surveys,
        touches: touches(db, learner)?,
        graduation_check: graduation_check(db, newest)?,
        follow_ups: follow_ups(db, Scope::Learner, learner)?,
        decisions: decisions(db, Scope::Learner, learner)?,
    }))
}

fn appointments(db: &Db, enrolment: &Enrolment) -> Result<Vec<Appointment>, Failure> {
    let zone = db.options.zone;
    let programme = db.programmes.of_enrolment(&db.conn, enrolment, &db.options.lang)?;
    let mut statement = db.conn.prepare_cached(
        "SELECT a.id, a.starts_at, a.kind, a.state, a.session_no, s.id, s.closed_at, s.imported, s.mood FROM appointment a \
         LEFT JOIN session s ON s.appointment_id = a.id AND s.deleted_at IS NULL \
         WHERE a.enrolment_id = ?1 AND a.deleted_at IS NULL AND a.kind <> 'kickoff' ORDER BY a.starts_at, a.id",
    )?;
    let mut rows = statement.query([enrolment.id])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let start: At = row.get(1)?;
        let state: AppointmentState = row.get(3)?;
        let session: Option<Id> = row.get(5)?;
        let record = match session.filter(|_| state.is_met()) {
            Some(session) => Some(Record {
                session,
                closed: closed(zone, row.get(6)?, row.get(7)?),
                mood: row.get(8)?,
                stuck: stuck(db, session)?,
                role_play: role_play(db, &programme, session)?,
            }),
            None => None,
        };
        let full = match session {
            Some(session) => super::super::history::full_numbers(&db.conn, session)?,
            None => Vec::new(),
        };
        found.push(Appointment {
            id: row.get(0)?,
            date: date(zone, start),
            start: start.0.into(),
            kind: row.get(2)?,
            state,
            number: row.get(4)?,
            full: full.into(),
            record,
        });
    }
    Ok(found)
}

fn stuck(db: &Db, session: Id) -> rusqlite::Result<Few> {
    db.conn
        .prepare_cached(
            "SELECT coalesce(carry_count, 0) FROM session_item WHERE session_id = ?1 AND outcome = 'stuck' \
             AND deleted_at IS NULL",
        )?
        .query_map([session], |row| row.get::<_, u32>(0).map(|n| u8::try_from(n).unwrap_or(u8::MAX)))?
        .collect()
}

/// The newest attempt that has ratings.
fn role_play(db: &Db, programme: &Programme, session: Id) -> rusqlite::Result<Option<RolePlay>> {
    let mut statement = db.conn.prepare_cached(
        "SELECT p.id, r.criterion_id, r.score FROM role_play p JOIN role_play_rating r ON r.role_play_id = p.id \
         WHERE p.session_id = ?1 AND p.deleted_at IS NULL AND r.deleted_at IS NULL AND r.score IS NOT NULL \
         ORDER BY p.attempt DESC, p.id, r.criterion_id",
    )?;
    let rows: Vec<(Id, String, u8)> = statement
        .query_map([session], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let Some(newest) = rows.first().map(|r| r.0) else { return Ok(None) };
    let mut rated: Vec<_> = rows.into_iter().filter(|(id, ..)| *id == newest).collect();
    // The trainer reads them beside the sheet: in its order. What it no longer has comes last.
    rated.sort_by_key(|(_, criterion, _)| {
        let found = programme.criterion(criterion);
        found.and_then(|(s, c)| s.role_play.criteria.iter().position(|other| other.id == c.id)).unwrap_or(usize::MAX)
    });
    Ok(Some(RolePlay { id: newest, scores: rated.into_iter().map(|(.., score)| score).collect() }))
}

fn older_meetings(db: &Db, enrolment: Id) -> Result<Vec<OlderMeeting>, Failure> {
    let zone = db.options.zone;
    let rows = db
        .conn
        .prepare_cached(
            "SELECT a.starts_at, a.session_no, s.id, s.closed_at, s.imported FROM appointment a \
             JOIN session s ON s.appointment_id = a.id AND s.deleted_at IS NULL \
             WHERE a.enrolment_id = ?1 AND a.deleted_at IS NULL AND a.state IN ('held', 'broken_off')",
        )?
        .query_map([enrolment], |row| {
            let start: At = row.get(0)?;
            Ok(OlderMeeting {
                date: date(zone, start),
                start: start.0.into(),
                number: row.get(1)?,
                session: row.get(2)?,
                closed: closed(zone, row.get(3)?, row.get(4)?),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

fn homework(db: &Db, enrolment: Id) -> Result<Vec<Homework>, Failure> {
    let zone = db.options.zone;
    let mut statement = db.conn.prepare_cached(
        "SELECT h.id, h.due, h.state, h.decided_on, a.starts_at, h.late, h.submitted_at FROM homework h \
         LEFT JOIN session s ON s.id = h.decided_in AND s.deleted_at IS NULL \
         LEFT JOIN appointment a ON a.id = s.appointment_id \
         WHERE h.enrolment_id = ?1 AND h.deleted_at IS NULL ORDER BY h.id",
    )?;
    let mut rows = statement.query([enrolment])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let due: Option<String> = row.get(1)?;
        let state: HomeworkState = row.get(2)?;
        let decided: Option<BusinessDate> = row.get(3)?;
        let looked: Option<At> = row.get(4)?;
        let late = row.get::<_, Option<bool>>(5)?.unwrap_or(false);
        let submitted: Option<At> = row.get(6)?;
        let days = due.as_deref().and_then(days_before);
        let due = match days {
            Some(days) => {
                let fixed = looked.map(|at| date(zone, at).plus(-i64::from(days)));
                Due::Before { days, fixed: fixed.filter(|_| state != HomeworkState::Assigned) }
            }
            None => Due::Next(looked.map(|at| Looked { date: date(zone, at), start: at.0.into() })),
        };
        let since = |wanted: &[HomeworkState]| {
            if wanted.contains(&state) { Since::dated(decided) } else { Since::Never }
        };
        found.push(Homework {
            id: row.get(0)?,
            due,
            // Missing first and handed in later: both dates, or a day in between would be misread.
            missing: if late { Since::dated(decided) } else { since(&[HomeworkState::Missing]) },
            handed_in: match submitted.filter(|_| late) {
                Some(at) => Since::On(date(zone, at)),
                None => since(&[HomeworkState::Submitted, HomeworkState::Reviewed]),
            },
            waived: since(&[HomeworkState::Waived]),
        });
    }
    Ok(found)
}

fn metrics(db: &Db, learner: Id, enrolment: Id) -> Result<Vec<MetricFacts>, Failure> {
    let mut found: Vec<MetricFacts> = Vec::new();
    let mut of = |metric: String| -> usize {
        if let Some(at) = found.iter().position(|m| m.metric == metric) {
            return at;
        }
        found.push(MetricFacts { metric, waived: false, own: Vec::new(), copied: Vec::new(), readings: Vec::new() });
        found.len() - 1
    };
    let mut facts: Vec<(usize, Fact)> = Vec::new();
    let mut statement = db.conn.prepare_cached(
        "SELECT metric_id, id, period_end, value FROM metric_reading WHERE enrolment_id = ?1 AND deleted_at IS NULL \
         ORDER BY period_end, id",
    )?;
    let mut rows = statement.query([enrolment])?;
    while let Some(row) = rows.next()? {
        let reading = Reading { id: row.get(1)?, period_end: row.get(2)?, value: row.get(3)? };
        facts.push((of(row.get(0)?), Fact::Reading(reading)));
    }
    let mut statement = db.conn.prepare_cached(
        "SELECT metric_id, scope, value, valid_from FROM metric_target WHERE scope_id IN (?1, ?2) \
         AND scope IN ('learner', 'programme') AND deleted_at IS NULL ORDER BY valid_from, id",
    )?;
    let mut rows = statement.query((learner, enrolment))?;
    while let Some(row) = rows.next()? {
        let target = Target { valid_from: row.get(3)?, value: row.get::<_, Decimal>(2)? };
        let own = row.get::<_, String>(1)? == "learner";
        facts.push((of(row.get(0)?), if own { Fact::Own(target) } else { Fact::Copied(target) }));
    }
    let mut statement =
        db.conn.prepare_cached("SELECT metric_id FROM metric_waiver WHERE enrolment_id = ?1 AND deleted_at IS NULL")?;
    let mut rows = statement.query([enrolment])?;
    while let Some(row) = rows.next()? {
        facts.push((of(row.get(0)?), Fact::Waived));
    }
    for (at, fact) in facts {
        let Some(metric) = found.get_mut(at) else { continue };
        match fact {
            Fact::Reading(reading) => metric.readings.push(reading),
            Fact::Own(target) => metric.own.push(target),
            Fact::Copied(target) => metric.copied.push(target),
            Fact::Waived => metric.waived = true,
        }
    }
    Ok(found)
}

enum Fact {
    Reading(Reading),
    Own(Target),
    Copied(Target),
    Waived,
}

fn judgements(db: &Db, enrolment: Id) -> Result<Vec<Judgement>, Failure> {
    let rows: Vec<(Id, BusinessDate, JudgementKind, crate::domain::JudgementResult)> = db
        .conn
        .prepare_cached(
            "SELECT id, made_on, kind, result FROM judgement WHERE enrolment_id = ?1 AND deleted_at IS NULL \
             ORDER BY made_on, created_at, id",
        )?
        .query_map([enrolment], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut found = Vec::with_capacity(rows.len());
    for (id, made_on, kind, result) in rows {
        let plan_dated = super::super::history::plan_dated(&db.conn, enrolment, id)?;
        found.push(Judgement { id, made_on, kind, result, plan_dated });
    }
    Ok(found)
}

fn surveys_of(db: &Db, enrolment: Id) -> Result<Vec<Survey>, Failure> {
    let rows = db
        .conn
        .prepare_cached(
            "SELECT id, sent_on, declined, answered_on, score, comment IS NOT NULL FROM survey_response \
             WHERE enrolment_id = ?1 AND deleted_at IS NULL",
        )?
        .query_map([enrolment], |row| {
            let answered: Option<BusinessDate> = row.get(3)?;
            let answer = match (row.get::<_, Option<bool>>(2)?, answered) {
                (Some(true), on) => SurveyAnswer::Declined(on),
                (_, Some(on)) => SurveyAnswer::Answered { on, score: row.get(4)? },
                (_, None) => SurveyAnswer::Silent,
            };
            Ok(Survey { id: row.get(0)?, sent_on: row.get(1)?, answer })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

fn touches(db: &Db, learner: Id) -> Result<Vec<BusinessDate>, Failure> {
    let zone = db.options.zone;
    let rows = db
        .conn
        .prepare_cached(
            "SELECT at FROM touch WHERE scope = 'learner' AND scope_id = ?1 AND reached = 1 AND deleted_at IS NULL",
        )?
        .query_map([learner], |row| Ok(date(zone, row.get(0)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Since when every must item of the graduation check is done.
fn graduation_check(db: &Db, enrolment: &Enrolment) -> Result<Since, Failure> {
    let programme = db.programmes.of_enrolment(&db.conn, enrolment, &db.options.lang)?;
    let Some(last) = programme.session(programme.last()) else { return Ok(Since::Always) };
    let done: Vec<(String, Option<BusinessDate>)> = db
        .conn
        .prepare_cached(
            "SELECT item_id, done_on FROM graduation_item WHERE enrolment_id = ?1 AND deleted_at IS NULL \
             AND (done_on IS NOT NULL OR reason IS NOT NULL)",
        )?
        .query_map([enrolment.id], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut since = Since::Always;
    for item in last.graduation.iter().filter(|i| i.is(Flag::Must)) {
        match (done.iter().find(|(id, _)| *id == item.id), since) {
            (None, _) => return Ok(Since::Never),
            (Some((_, Some(on))), Since::On(latest)) if latest >= *on => {}
            (Some((_, Some(on))), _) => since = Since::On(*on),
            (Some((_, None)), _) => {}
        }
    }
    Ok(since)
}
