//! What the box knows.

use crate::app::{RequestId, TextField};
use crate::domain::transitions::FollowUpEnd;
use crate::domain::{Id, Scope};
use crate::request::FollowUpView;
use crate::text::mask::Private;

/// Whose follow-up it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    pub scope: Scope,
    pub id: Id,
    pub name: Private,
    pub follow_up: FollowUpView,
}

#[derive(Debug)]
pub struct State {
    pub(super) about: About,
    pub(super) end: FollowUpEnd,
    /// What came of it, or why it is dropped.
    pub(super) text: TextField,
    pub(super) sent: Option<RequestId>,
}

impl State {
    pub fn new(about: About) -> Self {
        Self { about, end: FollowUpEnd::Done, text: TextField::line(""), sent: None }
    }
}
