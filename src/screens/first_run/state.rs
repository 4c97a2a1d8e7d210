//! What the first screen knows.

use super::form::Form;
use crate::app::RequestId;
use crate::domain::Id;
use crate::layout::list::Cursor;
use crate::request::ProgrammeName;

/// How many ways to begin there are.
pub(super) const CHOICES: usize = 3;

/// Three ways to begin, and the form of the third.
#[derive(Debug, Default)]
pub struct State {
    pub(super) cursor: Cursor,
    pub(super) form: Option<Form>,
    /// The form as it was left.
    pub(super) left: Option<Form>,
    pub(super) sent: Option<(RequestId, Id)>,
    /// For the form of somebody new.
    pub(super) asked_programmes: Option<RequestId>,
    pub(super) programmes: Vec<ProgrammeName>,
    /// Only the form: the file has learners.
    pub(super) only: Option<Only>,
}

/// What the form alone is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Only {
    /// One more learner.
    More,
    /// A learner who is there already; the values are asked for.
    Edit { learner: Id, asked: Option<RequestId> },
}

impl State {
    /// The form for one more learner.
    pub fn one_more() -> Self {
        Self { form: Some(Form::default()), only: Some(Only::More), ..Self::default() }
    }
    /// The form of a learner who is there.
    pub fn editing(learner: Id) -> Self {
        Self { only: Some(Only::Edit { learner, asked: None }), ..Self::default() }
    }
    pub fn is_one_more(&self) -> bool {
        self.only == Some(Only::More)
    }
    /// The learner who is edited.
    pub(super) const fn learner(&self) -> Option<Id> {
        match self.only {
            Some(Only::Edit { learner, .. }) => Some(learner),
            Some(Only::More) | None => None,
        }
    }
}
