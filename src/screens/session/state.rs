//! What this screen knows.

use crate::app::RequestId;
use crate::domain::Id;
use crate::request::SessionView;

/// See the module.
#[derive(Debug)]
pub struct State {
    appointment: Id,
    pub(super) asked: Option<RequestId>,
    pub(super) view: Option<Box<SessionView>>,
}

impl State {
    pub const fn new(appointment: Id) -> Self {
        Self { appointment, asked: None, view: None }
    }
    pub const fn appointment(&self) -> Id {
        self.appointment
    }
}
