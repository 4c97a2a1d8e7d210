//! What the box of notices knows: how far it is scrolled.

use crate::layout::list::Cursor;

#[derive(Debug, Default)]
pub struct State {
    pub(super) scroll: Cursor,
}
