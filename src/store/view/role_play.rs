//! The role-play of a session: what is played, every attempt with its ratings, and the means of the sessions before it.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::super::db::Db;
use super::super::rows::Session;
use super::people;
use crate::domain::{Decimal, Id, RolePlayResult};
use crate::programme::{Programme, RolePlay};
use crate::request::{AttemptView, CriterionView, Failure, RolePlayView};

/// So many sessions back the trend goes.
const TREND: u32 = 12;

/// Everything of the role-play of a session.
pub(super) fn role_play(
    db: &Db,
    programme: &Programme,
    play: &RolePlay,
    session: &Session,
) -> Result<RolePlayView, Failure> {
    let attempts = attempts(db, session.id)?;
    // What was rated before another number came in is an attempt of its own: it has other criteria.
    let is_of_this = |attempt: &&AttemptView| {
        let mine = |(id, _): &(String, u8)| play.criteria.iter().any(|criterion| criterion.id == *id);
        attempt.scores.is_empty() || attempt.scores.iter().any(mine)
    };
    let of_others = attempts.iter().filter(|attempt| !is_of_this(attempt)).count();
    let newest = attempts.last().filter(is_of_this);
    let next = attempts.last().map_or(1, |attempt| attempt.attempt.saturating_add(1));
    let score = |id: &str| newest?.scores.iter().find(|(criterion, _)| criterion == id).map(|(_, score)| *score);
    let criteria = play
        .criteria
        .iter()
        .map(|c| CriterionView {
            id: c.id.clone(),
            text: c.text.clone(),
            must: c.must,
            score: score(&c.id),
            anchors: [1, 2, 3, 4].map(|score| programme.anchor(c, score).map(str::to_owned)),
        })
        .collect();
    Ok(RolePlayView {
        id: newest.map(|n| n.id),
        attempt: newest.map_or(next, |n| n.attempt),
        persona: play.persona.clone(),
        setting: play.setting.clone(),
        task: play.task.clone(),
        material: play.material.clone(),
        say: play.say.clone(),
        criteria,
        trend: match session.enrolment {
            Some(enrolment) => trend(db, enrolment, session)?,
            None => Vec::new(),
        },
        of_others: u8::try_from(of_others).unwrap_or(u8::MAX),
        attempts,
    })
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
