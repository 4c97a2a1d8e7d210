//! What is said about an attempt at the role-play: what went well, and what to try next.

use super::super::recording::Done;
use super::super::rows::Session;
use super::super::tx::{Tx, Value};
use super::during;
use super::start::open_session;
use crate::domain::{Entity, Id};
use crate::request::record::Comment;
use crate::request::{Failure, Refusal};

/// The longest comment, in bytes.
const LONGEST: usize = 1 << 20;

/// Writes a comment; of an attempt that nobody has rated yet, too. An empty one takes it away.
pub(super) fn comment(
    tx: &mut Tx<'_>,
    session: Id,
    role_play: Id,
    which: Comment,
    text: &str,
) -> Result<Done, Failure> {
    let session = open_session(tx, session)?;
    say(tx, &session, role_play, which, text)
}

/// The same of a session that is open or closed.
pub(super) fn say(
    tx: &mut Tx<'_>,
    session: &Session,
    role_play: Id,
    which: Comment,
    text: &str,
) -> Result<Done, Failure> {
    if text.len() > LONGEST {
        return Err(Refusal::TooLong { max: LONGEST }.into());
    }
    during::attempt(tx, session, role_play)?;
    let field = match which {
        Comment::Good => "comment_good",
        Comment::Next => "comment_next",
    };
    let text = text.trim();
    tx.change(Entity::RolePlay, role_play, &[(field, if text.is_empty() { Value::Null } else { text.into() })])?;
    Ok(Done::default())
}
