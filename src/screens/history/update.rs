//! What keys do in the box of the history: it scrolls.

use super::state::State;
use super::view::places;
use crate::app::{Core, Cx, Page, RequestId};
use crate::command::{Command, Context, Facts, Key};
use crate::layout::list::scrolled;
use crate::request::{Ask, Failure, Reply};

impl Page for State {
    fn context(&self) -> Context {
        Context::History
    }

    fn facts(&self, _core: &Core) -> Facts {
        Facts::NONE
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        self.asked = Some(cx.ask(Ask::History { of: self.of }));
    }

    fn command(&mut self, command: Command, _key: Key, cx: &mut Cx<'_>) {
        let Command::Move(towards) = command else { return };
        let places = places(self, cx.core);
        self.offset = scrolled(towards, places.offset, places.last_offset, usize::from(places.rows.height));
    }

    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, cx: &mut Cx<'_>) {
        match reply {
            Ok(Reply::History(view)) if self.asked == Some(id) => self.view = Some(view),
            // What it is of is not there any more.
            Err(Failure::Refused(_)) if self.asked == Some(id) => cx.close(),
            Ok(_) | Err(_) => {}
        }
    }
}
