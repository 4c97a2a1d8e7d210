//! What this screen knows.

use crate::app::RequestId;
use crate::request::ReviewView;

/// See the module.
#[derive(Debug, Default)]
pub struct State {
    pub(super) asked: Option<RequestId>,
    pub(super) view: Option<Box<ReviewView>>,
}
