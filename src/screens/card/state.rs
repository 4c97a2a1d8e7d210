//! What the card knows.

use chrono::{DateTime, Utc};

use crate::app::{RequestId, TextField};
use crate::domain::transitions::RowIs;
use crate::domain::{Id, NoteKind};
use crate::request::CardView;

/// One learner, how far the card is scrolled, and the note line.
#[derive(Debug)]
pub struct State {
    learner: Id,
    pub(super) asked: Option<RequestId>,
    pub(super) view: Option<Box<CardView>>,
    /// Rows that are scrolled away.
    pub(super) offset: usize,
    pub(super) note: TextField,
    pub(super) kind: NoteKind,
    /// The note line has the focus.
    pub(super) typing: bool,
    /// Lines on their way to the disk, so that a failed write gives them back.
    pub(super) sent: Vec<(RequestId, String)>,
    /// The session that is being started.
    pub(super) starting: Option<Starting>,
}

/// A start that is on its way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Starting {
    pub request: RequestId,
    pub appointment: Id,
    pub session: Id,
}

/// Today's appointment and what it is to Enter.
pub(super) fn today(view: &CardView, now: DateTime<Utc>) -> Option<(RowIs, Id)> {
    let (appointment, state, starts_at) = view.today?;
    Some((RowIs::of(state, starts_at, None, now), appointment))
}

impl State {
    pub fn new(learner: Id) -> Self {
        Self {
            learner,
            asked: None,
            view: None,
            offset: 0,
            note: TextField::line("").kept("card_note", learner),
            kind: NoteKind::Memo,
            typing: false,
            sent: Vec::new(),
            starting: None,
        }
    }
    pub const fn learner(&self) -> Id {
        self.learner
    }
}
