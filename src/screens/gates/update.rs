//! What keys do in the box.

use super::state::State;
use crate::app::{Core, Cx, Go, Open, Page, RequestId, TextField};
use crate::command::overlays::Overlay;
use crate::command::{Command, Context, Fact, Facts, Key};
use crate::request::{Draft, Failure, Record, Reply};
use crate::screens::today::started;

impl Page for State {
    fn context(&self) -> Context {
        Context::GateReason
    }

    fn facts(&self, _core: &Core) -> Facts {
        Facts::NONE.with_if(Fact::FieldEmpty, self.reason.text().trim().is_empty())
    }

    fn load(&mut self, _cx: &mut Cx<'_>) {}

    fn command(&mut self, command: Command, _key: Key, cx: &mut Cx<'_>) {
        if command == Command::Overlay(Overlay::StartAnyway) && self.starting.is_none() {
            let (appointment, session) = (self.about.appointment, self.about.session);
            let override_reason = Some(self.reason.text().trim().to_owned());
            let beside = self.about.beside;
            let record = if self.about.wrap_up {
                Record::Held { appointment, session, override_reason, beside }
            } else if beside {
                Record::Switch { appointment, session, override_reason }
            } else {
                Record::Start { appointment, session, override_reason }
            };
            self.starting = Some(cx.record(record));
        }
    }

    fn field(&self) -> Option<&TextField> {
        Some(&self.reason)
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        Some(&mut self.reason)
    }

    fn restore(&mut self, draft: &Draft) -> bool {
        let mine = self.reason.keeps(draft) && self.reason.is_empty();
        if mine {
            self.reason.restore(draft);
        }
        mine
    }

    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, cx: &mut Cx<'_>) {
        if self.starting != Some(id) {
            return;
        }
        self.starting = None;
        if let Ok(reply) = &reply {
            cx.forget_draft(&self.reason);
            // That something is missing was said to ask for the reason, and it has come.
            cx.core.notices.withdraw();
            let (appointment, session) = (started(reply, self.about.appointment), self.about.session);
            cx.core.running = Some(appointment);
            cx.go(Go::Replace(Open::Session { appointment }));
            if self.about.wrap_up {
                cx.open(Open::WrapUp { session, begun: true });
            }
        }
    }
}
