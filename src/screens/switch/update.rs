//! What keys do in the box.

use super::state::{Choice, State};
use crate::app::{Core, Cx, Go, Open, Page, RequestId};
use crate::command::overlays::Overlay;
use crate::command::{Command, Context, Facts, Key};
use crate::domain::Id;
use crate::request::record::NotHeld;
use crate::request::{Ask, Failure, Record, Refusal, Reply};
use crate::screens::gates;
use crate::screens::today::started;

impl Page for State {
    fn context(&self) -> Context {
        Context::Switch
    }

    fn facts(&self, _core: &Core) -> Facts {
        Facts::NONE
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        self.asked = Some(cx.ask(Ask::Session { appointment: self.about.running }));
    }

    fn command(&mut self, command: Command, key: Key, cx: &mut Cx<'_>) {
        if self.breaking_off.is_some() || self.starting.is_some() {
            return;
        }
        match command {
            Command::Move(towards) => {
                self.cursor.go(towards, Choice::ALL.len(), Choice::ALL.len());
            }
            Command::Overlay(Overlay::Switch) => self.settle(self.cursor.at(Choice::ALL.len()), cx),
            Command::Overlay(Overlay::SwitchNth) => {
                if let Some(nth) = key.digit().and_then(|n| usize::from(n).checked_sub(1)) {
                    self.settle(nth, cx);
                }
            }
            _ => {}
        }
    }

    fn back(&mut self, cx: &mut Cx<'_>) -> bool {
        cx.core.notices.withdraw();
        false
    }

    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, cx: &mut Cx<'_>) {
        if self.breaking_off.take_if(|request| *request == id).is_some() {
            if reply.is_ok() {
                self.start(false, cx);
            }
            return;
        }
        if let Some((_, session, beside)) = self.starting.take_if(|(request, ..)| *request == id) {
            self.answered(session, beside, &reply, cx);
            return;
        }
        if let (true, Ok(Reply::Session(view))) = (self.asked == Some(id), reply) {
            self.view = Some(view);
        }
    }
}

impl State {
    fn settle(&mut self, nth: usize, cx: &mut Cx<'_>) {
        // That one runs was told with the question, which is answered.
        cx.core.notices.withdraw();
        match Choice::ALL.get(nth) {
            Some(Choice::Stay) => cx.go(Go::Replace(Open::Session { appointment: self.about.running })),
            Some(Choice::SetAside) => self.start(true, cx),
            Some(Choice::BreakOff) => {
                let (appointment, new_appointment) = (self.about.running, cx.make_id());
                let result = NotHeld::BrokenOff;
                let record = Record::Result { appointment, result, next: None, new_appointment };
                self.breaking_off = Some(cx.record(record));
            }
            None => {}
        }
    }

    fn start(&mut self, beside: bool, cx: &mut Cx<'_>) {
        let (appointment, session) = (self.about.appointment, cx.make_id());
        let record = if self.about.wrap_up {
            Record::Held { appointment, session, override_reason: None, beside }
        } else if beside {
            Record::Switch { appointment, session, override_reason: None }
        } else {
            Record::Start { appointment, session, override_reason: None }
        };
        self.starting = Some((cx.record(record), session, beside));
    }

    fn answered(&self, session: Id, beside: bool, reply: &Result<Reply, Failure>, cx: &mut Cx<'_>) {
        let (appointment, wrap_up) = (self.about.appointment, self.about.wrap_up);
        match reply {
            Ok(reply) => {
                let appointment = started(reply, appointment);
                cx.core.running = Some(appointment);
                cx.go(Go::Replace(Open::Session { appointment }));
                if wrap_up {
                    cx.open(Open::WrapUp { session, begun: true });
                }
            }
            Err(Failure::Refused(Refusal::Gates { unmet })) => {
                let (name, unmet) = (self.about.name.clone(), unmet.clone());
                let about = gates::About { appointment, session, wrap_up, beside, name, unmet };
                cx.go(Go::Replace(Open::Gates(Box::new(about))));
            }
            Err(_) => cx.close(),
        }
    }
}
