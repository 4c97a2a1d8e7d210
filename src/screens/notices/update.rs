//! What keys do in the box of notices.

use super::state::State;
use crate::app::{Core, Cx, Page, RequestId};
use crate::command::{Command, Context, Facts, Key};
use crate::request::{Failure, Reply};

impl Page for State {
    fn context(&self) -> Context {
        Context::Notices
    }

    fn facts(&self, _core: &Core) -> Facts {
        Facts::NONE
    }

    fn load(&mut self, _cx: &mut Cx<'_>) {}

    fn command(&mut self, command: Command, _key: Key, cx: &mut Cx<'_>) {
        if let Command::Move(towards) = command {
            let page = usize::from(cx.core.size.height.saturating_sub(8));
            // A notice may take several rows: the last one can always be scrolled to the top.
            self.scroll.go(towards, cx.core.notices.history().len(), page);
        }
    }

    fn reply(&mut self, _id: RequestId, _reply: Result<Reply, Failure>, _cx: &mut Cx<'_>) {}
}
