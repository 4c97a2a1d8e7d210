//! What keys do in the box.

use super::state::State;
use crate::app::{Core, Cx, Page, RequestId, TextField};
use crate::command::overlays::Overlay;
use crate::command::{Command, Context, Fact, Facts, Key};
use crate::i18n::{common, notice, session};
use crate::request::{Failure, Record, Reply};

impl Page for State {
    fn context(&self) -> Context {
        Context::DropReason
    }

    fn facts(&self, _core: &Core) -> Facts {
        Facts::of(&[if self.is_carried() { Fact::OnCarried } else { Fact::OnSkipped }])
            .with_if(Fact::FieldEmpty, self.reason.text().trim().is_empty())
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        if !std::mem::replace(&mut self.filled, true) {
            let lang = cx.core.lang;
            let usual = if self.is_carried() { session::drop_usual(lang) } else { session::skip_usual(lang) };
            self.reason = TextField::line(usual);
        }
    }

    fn command(&mut self, command: Command, _key: Key, cx: &mut Cx<'_>) {
        if matches!(command, Command::Overlay(Overlay::Drop | Overlay::KeepReason)) && self.sent.is_none() {
            let (lang, item) = (cx.core.lang, self.item.id);
            let reason = self.reason.text().trim().to_owned();
            let (open, shared) = (self.item.text.clone(), common::hidden(lang));
            let carried = self.is_carried();
            let record = if carried { Record::DropItem { item, reason } } else { Record::SkipReason { item, reason } };
            self.sent = Some(cx.record_saying(record, |lens| {
                let item = if lens.view == crate::text::mask::View::ShareSafe { shared } else { &open };
                if carried { notice::dropped(lang, item) } else { notice::skip_told(lang, item) }
            }));
        }
    }

    fn field(&self) -> Option<&TextField> {
        Some(&self.reason)
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        Some(&mut self.reason)
    }

    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, cx: &mut Cx<'_>) {
        if self.sent.take_if(|sent| *sent == id).is_some() && reply.is_ok() {
            cx.close();
        }
    }
}
