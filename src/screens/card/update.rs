//! What keys do here.

use super::State;
use crate::app::{Core, Cx, Page, RequestId};
use crate::command::{Command, Context, Facts, Key};
use crate::request::{Ask, Failure, Reply};

impl Page for State {
    fn context(&self) -> Context {
        Context::Card
    }
    fn facts(&self, _core: &Core) -> Facts {
        Facts::NONE
    }
    fn load(&mut self, cx: &mut Cx<'_>) {
        let ask = Ask::Card { learner: self.learner(), date: cx.core.today() };
        self.asked = Some(cx.ask(ask));
    }
    fn command(&mut self, command: Command, _key: Key, cx: &mut Cx<'_>) {
        let _ = (command, cx);
    }
    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, _cx: &mut Cx<'_>) {
        if let (true, Ok(Reply::Card(view))) = (self.asked == Some(id), reply) {
            self.view = Some(view);
        }
    }
}
