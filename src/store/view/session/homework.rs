//! The homework that a meeting has set.

use super::super::brief;
use crate::domain::HomeworkState;
use crate::request::{Failure, HomeworkView};
use crate::store::db::Db;
use crate::store::history;
use crate::store::rows::{Homework, Session};

/// Homework that this meeting has set so far, and that nobody has looked at since.
pub(in crate::store::view) fn set_here(db: &Db, session: &Session) -> Result<Vec<HomeworkView>, Failure> {
    let mut set = all_set_here(db, session)?;
    set.retain(|h| h.state == HomeworkState::Assigned);
    Ok(set)
}

/// Homework that this meeting has set, in whatever state it is now.
pub(super) fn all_set_here(db: &Db, session: &Session) -> Result<Vec<HomeworkView>, Failure> {
    let rows = match (session.enrolment, session.pharmacy) {
        (Some(id), _) => Homework::of_enrolment(&db.conn, id)?,
        (None, Some(id)) => Homework::of_pharmacy(&db.conn, id)?,
        (None, None) => Vec::new(),
    };
    let parts = history::parts_of_meeting(db, session)?;
    let mine = |h: &Homework| h.session.is_some_and(|s| parts.contains(&s));
    Ok(rows.into_iter().filter(mine).map(brief::view).collect())
}
