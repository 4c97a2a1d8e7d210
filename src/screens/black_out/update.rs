//! What keys do in the box: only `x` goes on.

use super::state::State;
use crate::app::{Core, Cx, Page, RequestId};
use crate::command::record::Record as Do;
use crate::command::{Command, Context, Facts, Key};
use crate::i18n::record;
use crate::request::{Failure, Record, Reply};

impl Page for State {
    fn context(&self) -> Context {
        Context::BlackOut
    }

    fn facts(&self, _core: &Core) -> Facts {
        Facts::NONE
    }

    fn load(&mut self, _cx: &mut Cx<'_>) {}

    fn command(&mut self, command: Command, _key: Key, cx: &mut Cx<'_>) {
        if command == Command::Record(Do::BlackOut) && self.sent.is_none() {
            let lang = cx.core.lang;
            let record = Record::BlackOut { note: self.note.id };
            self.sent = Some(cx.record_saying(record, |_| record::blacked_out(lang).to_owned()));
        }
    }

    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, cx: &mut Cx<'_>) {
        if self.sent.take_if(|sent| *sent == id).is_some() && reply.is_ok() {
            cx.core.blacked_out = true;
            cx.close();
        }
    }
}
