//! What the box knows.

use crate::app::RequestId;
use crate::domain::Id;
use crate::layout::list::Cursor;
use crate::request::SessionView;
use crate::text::mask::Private;

/// The start that was refused, and the session in its way.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    pub running: Id,
    pub appointment: Id,
    /// Of whom is to be met.
    pub name: Private,
    /// Straight to the wrap-up.
    pub wrap_up: bool,
}

/// What becomes of the session that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    Stay,
    SetAside,
    BreakOff,
}

impl Choice {
    pub const ALL: [Self; 3] = [Self::Stay, Self::SetAside, Self::BreakOff];
}

/// The box.
#[derive(Debug)]
pub struct State {
    pub(super) about: About,
    pub(super) cursor: Cursor,
    pub(super) asked: Option<RequestId>,
    /// The session that runs.
    pub(super) view: Option<Box<SessionView>>,
    pub(super) breaking_off: Option<RequestId>,
    /// The start, with the session that it makes, and whether the other one is set aside for it.
    pub(super) starting: Option<(RequestId, Id, bool)>,
}

impl State {
    pub fn new(about: About) -> Self {
        Self { about, cursor: Cursor::default(), asked: None, view: None, breaking_off: None, starting: None }
    }

    /// Whom the session that runs is with.
    pub(super) fn other(&self) -> Option<&Private> {
        let view = self.view.as_ref()?;
        let person = view.learner.as_ref().or(view.owner.as_ref());
        Some(person.map_or(&view.pharmacy.name, |person| &person.name))
    }
}
