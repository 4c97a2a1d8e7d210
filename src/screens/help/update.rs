//! What keys do in the help box.

use super::state::{State, place};
use crate::app::{Core, Cx, Page, RequestId, TextField};
use crate::command::overlays::Overlay;
use crate::command::{Command, Context, Facts, Key};
use crate::layout::Frame;
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
            let inside = place(&Frame::of(cx.core.size.width, cx.core.size.height)).inset(1, 1).split_top(2).1;
            let lines = self.lines(cx.core.lang, usize::from(inside.width)).len();
            let page = usize::from(inside.height.saturating_sub(1));
            // The last place from the top is the one that shows the last line.
            self.scroll.go(towards, lines.saturating_sub(page) + 1, page);
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
