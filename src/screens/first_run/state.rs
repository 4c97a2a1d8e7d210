//! What the first screen knows.

use crate::app::{RequestId, TextField};
use crate::domain::{Entity, Id};
use crate::layout::list::Cursor;

/// How many ways to begin there are.
pub(super) const CHOICES: usize = 3;

/// Three ways to begin, and the form of the third.
#[derive(Debug, Default)]
pub struct State {
    pub(super) cursor: Cursor,
    pub(super) form: Option<Form>,
    /// The form as it was left.
    pub(super) left: Option<Form>,
    pub(super) adding: Option<(RequestId, Id)>,
    /// Only the form: the file has learners, and one more is added.
    pub(super) one_more: bool,
}

impl State {
    /// The form alone.
    pub fn one_more() -> Self {
        Self { form: Some(Form::default()), one_more: true, ..Self::default() }
    }
    pub const fn is_one_more(&self) -> bool {
        self.one_more
    }
}

/// One learner typed in by hand.
#[derive(Debug)]
pub(super) struct Form {
    pub name: TextField,
    pub pharmacy: TextField,
    /// The second field has the focus.
    pub second: bool,
}

impl Default for Form {
    fn default() -> Self {
        // There is one form in a file that is empty.
        let owner = Id::natural(Entity::Learner, "first-run");
        let field = |name| TextField::line("").kept(name, owner);
        Self { name: field("first-run-name"), pharmacy: field("first-run-pharmacy"), second: false }
    }
}
