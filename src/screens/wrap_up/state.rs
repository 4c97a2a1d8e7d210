//! What this screen knows.

use crate::app::RequestId;
use crate::domain::Id;
use crate::request::WrapUpView;

/// See the module.
#[derive(Debug)]
pub struct State {
    session: Id,
    pub(super) asked: Option<RequestId>,
    pub(super) view: Option<Box<WrapUpView>>,
}

impl State {
    pub const fn new(session: Id) -> Self {
        Self { session, asked: None, view: None }
    }
    pub const fn session(&self) -> Id {
        self.session
    }
}
