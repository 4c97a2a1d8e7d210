//! What keys do in the box.

use super::state::State;
use crate::app::{Core, Cx, Page, RequestId, TextField};
use crate::command::record::Record as Do;
use crate::command::{Command, Context, Facts, Key};
use crate::i18n::record;
use crate::request::view::query_head;
use crate::request::{Ask, Back, Failure, Record, Reply};

/// People to ask for.
const FOUND: usize = 6;

impl Page for State {
    fn context(&self) -> Context {
        Context::MoveNote
    }

    fn facts(&self, _core: &Core) -> Facts {
        Facts::NONE
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let (date, now, who) = (cx.core.today(), cx.core.now, cx.core.who.clone());
        self.asked_day = Some(cx.ask(Ask::Day { date, now, who, back: Back::TwoWeeks }));
    }

    fn command(&mut self, command: Command, _key: Key, cx: &mut Cx<'_>) {
        let choices = self.choices();
        match command {
            Command::Move(towards) => {
                self.cursor.go(towards, choices.len(), 5);
            }
            Command::Record(Do::Move) if self.sent.is_none() => {
                let Some(choice) = choices.get(self.cursor.at(choices.len())) else { return };
                let (lang, name) = (cx.core.lang, choice.name.clone());
                let record = Record::MoveNote { note: self.note.id, to: choice.to };
                self.sent = Some(cx.record_saying(record, |lens| record::moved(lang, &name.show(lens))));
            }
            _ => {}
        }
    }

    fn field(&self) -> Option<&TextField> {
        Some(&self.query)
    }
    fn field_mut(&mut self) -> Option<&mut TextField> {
        Some(&mut self.query)
    }

    fn edited(&mut self, cx: &mut Cx<'_>) {
        self.cursor.set(0);
        let query = query_head(&self.query.text()).to_owned();
        if query.trim().is_empty() {
            (self.asked_people, self.people) = (None, Vec::new());
        } else {
            self.asked_people = Some(cx.ask(Ask::Find { query, limit: FOUND }));
        }
    }

    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, cx: &mut Cx<'_>) {
        if self.sent.take_if(|sent| *sent == id).is_some() {
            if reply.is_ok() {
                cx.close();
            }
            return;
        }
        match reply {
            Ok(Reply::Day(view)) if self.asked_day == Some(id) => self.day = view.rows,
            // Answers to what was typed before are too late.
            Ok(Reply::Found(found)) if self.asked_people == Some(id) => self.people = found.people,
            Ok(_) | Err(_) => {}
        }
    }
}
