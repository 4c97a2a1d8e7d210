//! What this screen knows.

use crate::app::RequestId;
use crate::domain::Id;
use crate::request::CardView;

/// See the module.
#[derive(Debug)]
pub struct State {
    learner: Id,
    pub(super) asked: Option<RequestId>,
    pub(super) view: Option<Box<CardView>>,
}

impl State {
    pub const fn new(learner: Id) -> Self {
        Self { learner, asked: None, view: None }
    }
    pub const fn learner(&self) -> Id {
        self.learner
    }
}
