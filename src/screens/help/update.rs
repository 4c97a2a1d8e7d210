//! What keys do in the help box.

use super::state::State;
use crate::app::{Core, Cx, Page, RequestId, TextField};
use crate::command::overlays::Overlay;
use crate::command::{Command, Context, Facts, Key};
use crate::request::{Failure, Reply};

impl Page for State {
    fn context(&self) -> Context {
        if self.filtering { Context::HelpFilter } else { Context::Help }
    }

    fn facts(&self, _core: &Core) -> Facts {
        Facts::NONE
    }

    fn load(&mut self, _cx: &mut Cx<'_>) {}

    fn command(&mut self, command: Command, _key: Key, cx: &mut Cx<'_>) {
        if let Command::Move(towards) = command {
            let lines = self.lines(cx.core.lang).len();
            let page = usize::from(cx.core.size.height.saturating_sub(10));
            self.scroll.go(towards, lines.saturating_sub(page).max(1), page);
        } else if command == Command::Overlay(Overlay::Filter) {
            self.filtering = true;
        } else if command == Command::Overlay(Overlay::FilterDone) {
            self.filtering = false;
        }
    }

    fn field(&self) -> Option<&TextField> {
        self.filtering.then_some(&self.filter)
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        self.filtering.then_some(&mut self.filter)
    }

    fn edited(&mut self, _cx: &mut Cx<'_>) {
        self.scroll.set(0);
    }

    /// Typing in the help box filters it.
    fn typed(&mut self, text: &str, cx: &mut Cx<'_>) -> bool {
        self.filtering = true;
        self.filter.set(text, cx.core.now);
        self.scroll.set(0);
        true
    }

    fn back(&mut self, cx: &mut Cx<'_>) -> bool {
        if self.filtering || !self.filter.is_empty() {
            self.filtering = false;
            self.filter.set("", cx.core.now);
            return true;
        }
        false
    }

    fn reply(&mut self, _id: RequestId, _reply: Result<Reply, Failure>, _cx: &mut Cx<'_>) {}
}
