//! What the box knows.

use crate::app::RequestId;
use crate::request::NoteView;

#[derive(Debug)]
pub struct State {
    pub(super) note: NoteView,
    pub(super) sent: Option<RequestId>,
}

impl State {
    pub const fn new(note: NoteView) -> Self {
        Self { note, sent: None }
    }
}
