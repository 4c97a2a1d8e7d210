//! What the box knows.

use crate::app::{RequestId, TextField};
use crate::request::ItemView;

#[derive(Debug)]
pub struct State {
    pub(super) item: ItemView,
    pub(super) reason: TextField,
    /// The usual reason was filled in.
    pub(super) filled: bool,
    pub(super) sent: Option<RequestId>,
}

impl State {
    /// What was carried is dropped; what was not was skipped, and only says why.
    pub(super) const fn is_carried(&self) -> bool {
        self.item.carried_from.is_some()
    }

    pub fn new(item: ItemView) -> Self {
        Self { item, reason: TextField::line(""), filled: false, sent: None }
    }
}
