//! The role-play of a session: what is played, every attempt with its ratings, and the means of the sessions before it.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::super::db::Db;
use super::super::rows::Session;
use super::people;
use crate::domain::{Decimal, Id, RolePlayResult};
use crate::programme::{Criterion, Programme, RolePlay, Session as Script, links};
use crate::request::{AttemptView, CriterionView, Failure, OtherPlayView, RolePlayView};

/// So many sessions back the trend goes.
const TREND: u32 = 12;

/// Everything of the role-play of a session.
pub(super) fn role_play(
    db: &Db,
    programme: &Programme,
    scripts: &[&Script],
    play: &RolePlay,
    session: &Session,
) -> Result<RolePlayView, Failure> {
    let attempts = attempts(db, session.id)?;
    // What was rated before another number came in is an attempt of its own: it has other criteria.
    let newest = attempts.last().filter(|attempt| attempt.scores.is_empty() || is_at(attempt, play));
    let next = attempts.last().map_or(1, |attempt| attempt.attempt.saturating_add(1));
    Ok(RolePlayView {
        id: newest.map(|n| n.id),
        attempt: newest.map_or(next, |n| n.attempt),
        persona: play.persona.clone(),
        setting: play.setting.clone(),
        task: play.task.clone(),
        material: play.material.clone(),
        say: play.say.clone(),
        criteria: criteria(programme, play, newest),
        trend: match session.enrolment {
            Some(enrolment) => trend(db, enrolment, session)?,
            None => Vec::new(),
        },
        others: others(programme, scripts, play, &attempts),
        attempts,
    })
}

/// Whether something of a role-play was rated in an attempt.
fn is_at(attempt: &AttemptView, play: &RolePlay) -> bool {
    attempt.scores.iter().any(|(id, _)| play.criteria.iter().any(|criterion| criterion.id == *id))
}

/// The sheet with the ratings of an attempt.
fn criteria(programme: &Programme, play: &RolePlay, attempt: Option<&AttemptView>) -> Vec<CriterionView> {
    let score = |id: &str| attempt?.scores.iter().find(|(criterion, _)| criterion == id).map(|(_, score)| *score);
    let view = |c: &Criterion| CriterionView {
        id: c.id.clone(),
        text: links::plain(&c.text),
        must: c.must,
        score: score(&c.id),
        anchors: [1, 2, 3, 4].map(|score| programme.anchor(c, score).map(str::to_owned)),
    };
    play.criteria.iter().map(view).collect()
}

/// What was rated of the other numbers of a meeting, in the order of their scripts.
fn others(programme: &Programme, scripts: &[&Script], play: &RolePlay, attempts: &[AttemptView]) -> Vec<OtherPlayView> {
    let plays = scripts.iter().filter_map(|script| Some((script.no.number()?.get(), script.role_play()?)));
    plays
        .filter(|(_, other)| !std::ptr::eq(*other, play))
        .filter_map(|(number, other)| {
            let mine: Vec<&AttemptView> = attempts.iter().filter(|a| is_at(a, other) && !is_at(a, play)).collect();
            let newest = mine.last().copied()?;
            let criteria = criteria(programme, other, Some(newest));
            Some(OtherPlayView { number, criteria, attempts: mine.iter().map(|attempt| attempt.id).collect() })
        })
        .collect()
}

/// The criteria that have a rating in a session.
pub(super) fn rated(conn: &Connection, session: Id) -> rusqlite::Result<Vec<String>> {
    conn.prepare_cached(
        "SELECT DISTINCT r.criterion_id FROM role_play_rating r JOIN role_play p ON p.id = r.role_play_id \
         WHERE p.session_id = ?1 AND r.score IS NOT NULL AND r.deleted_at IS NULL AND p.deleted_at IS NULL",
    )?
    .query_map([session], |row| row.get(0))?
    .collect()
}

fn attempts(db: &Db, session: Id) -> Result<Vec<AttemptView>, Failure> {
    let mut ratings: BTreeMap<Id, Vec<(String, u8)>> = BTreeMap::new();
    let mut statement = db.conn.prepare_cached(
        "SELECT r.role_play_id, r.criterion_id, r.score FROM role_play_rating r JOIN role_play p ON p.id = r.role_play_id \
         WHERE p.session_id = ?1 AND r.score IS NOT NULL AND r.deleted_at IS NULL",
    )?;
    let mut rows = statement.query([session])?;
    while let Some(row) = rows.next()? {
        ratings.entry(row.get(0)?).or_default().push((row.get(1)?, row.get(2)?));
    }
    let attempts = db
        .conn
        .prepare_cached(
            "SELECT id, attempt, mean, result, comment_good, comment_next FROM role_play WHERE session_id = ?1 \
             AND deleted_at IS NULL ORDER BY attempt, id",
        )?
        .query_map([session], |row| {
            let id = row.get(0)?;
            Ok(AttemptView {
                id,
                attempt: row.get(1)?,
                scores: ratings.remove(&id).unwrap_or_default(),
                mean: row.get(2)?,
                result: row.get::<_, Option<String>>(3)?.as_deref().and_then(RolePlayResult::from_word),
                good: people::free(row.get(4)?),
                next: people::free(row.get(5)?),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(attempts)
}

/// Number and mean of the newest rated attempt of each session before this one, oldest first.
fn trend(db: &Db, enrolment: Id, session: &Session) -> Result<Vec<(u8, Decimal)>, Failure> {
    let mut means: Vec<(u8, Decimal)> = db
        .conn
        .prepare_cached(
            "SELECT coalesce(a.session_no, 0), p.mean FROM role_play p JOIN session s ON s.id = p.session_id \
             JOIN appointment a ON a.id = s.appointment_id WHERE s.enrolment_id = ?1 AND s.started_at < ?2 \
             AND p.mean IS NOT NULL AND p.deleted_at IS NULL AND s.deleted_at IS NULL AND s.id <> ?3 \
             AND a.state IN ('held', 'broken_off') \
             AND p.attempt = (SELECT max(attempt) FROM role_play WHERE session_id = s.id AND mean IS NOT NULL \
             AND deleted_at IS NULL) ORDER BY s.started_at DESC, s.id DESC LIMIT ?4",
        )?
        .query_map((enrolment, session.started_at.timestamp_millis(), session.id, TREND), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    means.reverse();
    Ok(means)
}
