//! What the card knows.

use chrono::{DateTime, Utc};

use crate::app::{RequestId, TextField};
use crate::domain::transitions::EARLY_START;
use crate::domain::{AppointmentState, Id, NoteKind};
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
    /// The session that is being started, and its appointment.
    pub(super) starting: Option<(RequestId, Id)>,
}

/// What today's appointment is to Enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Today {
    Startable(Id),
    Running(Id),
    Met(Id),
    /// None, or too far ahead.
    Nothing,
}

impl Today {
    pub fn of(view: &CardView, now: DateTime<Utc>) -> Self {
        let Some((appointment, state, starts_at)) = view.today else { return Self::Nothing };
        match state {
            AppointmentState::Scheduled if now < starts_at - EARLY_START => Self::Nothing,
            AppointmentState::Scheduled | AppointmentState::Waiting => Self::Startable(appointment),
            AppointmentState::InProgress => Self::Running(appointment),
            AppointmentState::Held | AppointmentState::BrokenOff => Self::Met(appointment),
            AppointmentState::Rescheduled
            | AppointmentState::Cancelled
            | AppointmentState::LateCancel
            | AppointmentState::NoShow
            | AppointmentState::CancelledByUs => Self::Nothing,
        }
    }
}

/// The kinds that Tab goes through.
pub(super) const KINDS: [NoteKind; 8] = [
    NoteKind::Memo,
    NoteKind::Question,
    NoteKind::Request,
    NoteKind::Stuck,
    NoteKind::Homework,
    NoteKind::Promise,
    NoteKind::Next,
    NoteKind::Win,
];

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
