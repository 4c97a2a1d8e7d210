//! What keys do in the box of the history: it scrolls.

use super::state::State;
use super::view::places;
use crate::app::{Core, Cx, Page, RequestId};
use crate::command::moves::Move;
use crate::command::{Command, Context, Facts, Key};
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
        let page = usize::from(places.rows.height).saturating_sub(1).max(1);
        let (at, last) = (places.offset, places.last_offset);
        self.offset = match towards {
            Move::Up => at.saturating_sub(1),
            Move::Down => at + 1,
            Move::PageUp => at.saturating_sub(page),
            Move::PageDown => at + page,
            Move::Home => 0,
            Move::End => last,
            Move::NextPart | Move::PreviousPart => at,
        }
        .min(last);
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
