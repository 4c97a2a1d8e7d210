//! What became of questions: for the record in which they were asked, and for the card.

use super::super::db::Db;
use super::people;
use crate::domain::{Entity, Id, QuestionState};
use crate::request::{AnswerView, Failure};
use crate::store::tx::record_key;
use crate::text::mask::Private;

/// Of every line of a session that asked or promised something.
pub(super) fn of_lines(db: &Db, session: Id) -> Result<Vec<(Id, AnswerView)>, Failure> {
    let mut lines = db
        .conn
        .prepare_cached("SELECT id, target FROM note WHERE session_id = ?1 AND deleted_at IS NULL ORDER BY at, id")?;
    let mut rows = lines.query([session])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let target: Option<String> = row.get(1)?;
        if let Some((Entity::Question, question)) = target.as_deref().and_then(record_key) {
            let of_this = select(db, "id = ?1", question)?;
            found.extend(of_this.into_iter().map(|answer| row.get(0).map(|note| (note, answer))));
        }
    }
    Ok(found.into_iter().collect::<rusqlite::Result<_>>()?)
}

/// Those of an enrolment that nobody waits for any more, newest first.
pub(super) fn settled(db: &Db, enrolment: Id) -> Result<Vec<AnswerView>, Failure> {
    select(db, "enrolment_id = ?1 AND state <> 'open' ORDER BY answered_at DESC, id DESC LIMIT 8", enrolment)
}

fn select(db: &Db, which: &str, id: Id) -> Result<Vec<AnswerView>, Failure> {
    let sql = format!("SELECT text, state, answer, promised_by FROM question WHERE deleted_at IS NULL AND {which}");
    let rows = db
        .conn
        .prepare_cached(&sql)?
        .query_map([id], |row| {
            Ok(AnswerView {
                text: Private::free(row.get::<_, Option<String>>(0)?.unwrap_or_default()),
                state: row.get::<_, Option<QuestionState>>(1)?.unwrap_or(QuestionState::Open),
                answer: people::free(row.get(2)?),
                by: row.get(3)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}
