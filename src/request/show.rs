//! What a learner may see of a running session. The store fills this and nothing else for the second window: what is not
//! here cannot be shown there.

use crate::domain::{AppointmentKind, Section};
use crate::text::mask::Private;

use super::FigureView;

/// The running session as the second window shows it. It names nobody.
#[derive(Debug, Clone, PartialEq)]
pub struct ShowView {
    pub kind: AppointmentKind,
    pub session_no: Option<u8>,
    /// Numbers that came into the meeting besides its own.
    pub further: Vec<u8>,
    pub title: String,
    /// What the learner can do afterwards, as the programme has it.
    pub goal: Option<String>,
    pub sections: Vec<ShowSection>,
    /// Homework that this session looks at.
    pub last_homework: Vec<ShowTask>,
    /// What is set for next time so far.
    pub next_homework: Vec<ShowTask>,
    pub figures: Vec<FigureView>,
    /// What they could do, in their own words, newest first.
    pub wins: Vec<Private>,
}

/// A part of the session that has something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShowSection {
    pub section: Section,
    /// What the phase calls it; `None` = the usual name.
    pub title: Option<String>,
    pub minutes: u32,
    pub items: Vec<ShowItem>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShowItem {
    pub text: String,
    pub done: bool,
    /// It is spoken of now.
    pub now: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShowTask {
    pub text: Private,
    pub done: bool,
}
