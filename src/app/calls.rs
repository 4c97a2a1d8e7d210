//! Calls are logged with one key: nobody answered, which is why there is no 1on1. The same key again says that somebody did.

use chrono::{DateTime, TimeDelta, Utc};

use super::RequestId;
use super::page::Cx;
use crate::domain::{Id, Scope, TouchKind};
use crate::i18n::notice;
use crate::request::Record;

/// So long the key is about the call that it logged, and no new one.
const SAME: TimeDelta = TimeDelta::minutes(2);
/// A key that bounces says nothing twice.
const BOUNCE: TimeDelta = TimeDelta::milliseconds(500);

/// The call that was logged last, as long as it can be said that it was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    touch: Id,
    whom: (Scope, Id),
    at: DateTime<Utc>,
}

impl Cx<'_> {
    /// Nobody answered; of a call that was logged just now: somebody did.
    pub fn log_call(&mut self, whom: (Scope, Id)) -> Option<RequestId> {
        let lang = self.core.lang;
        match self.unanswered(whom) {
            Some(call) if self.core.now - call.at < BOUNCE => None,
            Some(_) => Some(self.log_answered(whom)),
            None => {
                let touch = self.make_id();
                let request = self.record_saying(call(touch, whom, false), |_| notice::contact_logged(lang).to_owned());
                self.core.last_call = Some(Call { touch, whom, at: self.core.now });
                Some(request)
            }
        }
    }

    /// They were spoken to, whoever rang.
    pub fn log_answered(&mut self, whom: (Scope, Id)) -> RequestId {
        let lang = self.core.lang;
        let touch = self.unanswered(whom).map_or_else(|| self.make_id(), |call| call.touch);
        self.core.last_call = None;
        self.record_saying(call(touch, whom, true), |_| notice::contact_reached(lang).to_owned())
    }

    fn unanswered(&self, whom: (Scope, Id)) -> Option<Call> {
        let now = self.core.now;
        self.core.last_call.filter(|call| call.whom == whom && now - call.at < SAME)
    }
}

const fn call(touch: Id, (scope, id): (Scope, Id), reached: bool) -> Record {
    Record::Touch { touch, scope, id, kind: TouchKind::Call, reached, text: String::new(), minutes_ago: 0 }
}
