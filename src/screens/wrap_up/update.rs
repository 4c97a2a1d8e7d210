//! What keys do here.

use super::State;
use crate::app::{Core, Cx, Page, RequestId};
use crate::command::{Command, Context, Facts, Key};
use crate::request::{Ask, Failure, Reply};

impl Page for State {
    fn context(&self) -> Context {
        Context::WrapUp
    }
    fn facts(&self, _core: &Core) -> Facts {
        Facts::NONE
    }
    fn load(&mut self, cx: &mut Cx<'_>) {
        let ask = Ask::WrapUp { session: self.session(), now: cx.core.now };
        self.asked = Some(cx.ask(ask));
    }
    fn command(&mut self, command: Command, _key: Key, cx: &mut Cx<'_>) {
        if command == Command::WrapUp(crate::command::wrap_up::WrapUp::Settle) {
            cx.close();
        }
    }
    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, _cx: &mut Cx<'_>) {
        if let (true, Ok(Reply::WrapUp(view))) = (self.asked == Some(id), reply) {
            self.view = Some(view);
        }
    }
}
