//! What the box knows.

use crate::app::{RequestId, TextField};
use crate::domain::Id;
use crate::text::mask::Private;

/// The start that was refused.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    pub appointment: Id,
    pub session: Id,
    /// Straight to the wrap-up.
    pub wrap_up: bool,
    /// Another session runs, and is to be set aside.
    pub beside: bool,
    pub name: Private,
    /// Ids of the gates.
    pub unmet: Vec<String>,
}

/// The box.
#[derive(Debug)]
pub struct State {
    pub(super) about: About,
    pub(super) reason: TextField,
    pub(super) starting: Option<RequestId>,
}

impl State {
    pub fn new(about: About) -> Self {
        let reason = TextField::line("").kept("override", about.appointment);
        Self { about, reason, starting: None }
    }
}
