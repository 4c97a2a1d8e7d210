//! What keys do in the box.

use super::state::State;
use crate::app::{Core, Cx, Page, RequestId, TextField};
use crate::command::overlays::Overlay;
use crate::command::{Command, Context, Fact, Facts, Key};
use crate::domain::transitions::FollowUpEnd;
use crate::i18n::notice;
use crate::request::{Failure, Record, Reply};

impl Page for State {
    fn context(&self) -> Context {
        Context::FollowUpEnd
    }

    fn facts(&self, _core: &Core) -> Facts {
        Facts::NONE.with_if(Fact::FieldEmpty, self.text.text().trim().is_empty())
    }

    fn load(&mut self, _cx: &mut Cx<'_>) {}

    fn command(&mut self, command: Command, _key: Key, cx: &mut Cx<'_>) {
        match command {
            Command::Overlay(Overlay::OtherEnd) => {
                self.end = match self.end {
                    FollowUpEnd::Done => FollowUpEnd::Dropped,
                    FollowUpEnd::Dropped => FollowUpEnd::Done,
                };
            }
            Command::Overlay(Overlay::EndFollowUp) if self.sent.is_none() => self.settle(cx),
            _ => {}
        }
    }

    fn field(&self) -> Option<&TextField> {
        Some(&self.text)
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        Some(&mut self.text)
    }

    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, cx: &mut Cx<'_>) {
        if self.sent.take_if(|sent| *sent == id).is_some() && reply.is_ok() {
            cx.close();
        }
    }
}

impl State {
    fn settle(&mut self, cx: &mut Cx<'_>) {
        let (lang, end, name) = (cx.core.lang, self.end, self.about.name.clone());
        let text = self.text.text().trim().to_owned();
        let record = Record::EndFollowUp { scope: self.about.scope, id: self.about.id, end, text };
        self.sent = Some(cx.record_saying(record, |lens| {
            let name = name.show(lens);
            match end {
                FollowUpEnd::Done => notice::follow_up_done(lang, &name),
                FollowUpEnd::Dropped => notice::follow_up_dropped(lang, &name),
            }
        }));
    }
}
