//! The row that a line makes beside itself: a question, a request, homework, a win.

use super::super::db::Db;
use super::super::rows::Enrolment;
use super::super::tx::{Tx, Value, current, deleted};
use crate::domain::{BusinessDate, Entity, HomeworkState, Id, NoteKind, QuestionState, VoiceKind, VoiceState};
use crate::request::Failure;
use crate::request::record::NoteLine;

/// The table that a kind of note feeds.
pub(super) const fn made_by(kind: NoteKind) -> Option<Entity> {
    match kind {
        NoteKind::Question | NoteKind::Promise => Some(Entity::Question),
        NoteKind::Request => Some(Entity::Voice),
        NoteKind::Homework => Some(Entity::Homework),
        NoteKind::Win => Some(Entity::Win),
        NoteKind::Memo | NoteKind::Stuck | NoteKind::Next => None,
    }
}

/// What such a row takes over.
pub(super) struct Taken<'a> {
    pub line: &'a NoteLine,
    pub enrolment: Option<&'a Enrolment>,
    pub pharmacy: Option<Id>,
}

impl Taken<'_> {
    /// Makes the row, or changes the one that is there.
    pub(super) fn make(&self, db: &Db, tx: &mut Tx<'_>, entity: Entity, id: Id) -> Result<(), Failure> {
        if deleted(tx.conn(), entity, id)? == Some(false) {
            let column = match entity {
                Entity::Question => return self.change_question(db, tx, id),
                Entity::Voice => "verbatim",
                Entity::Homework | Entity::Win => "text",
                _ => return Ok(()),
            };
            tx.change(entity, id, &[(column, self.line.text.as_str().into())])?;
            return Ok(());
        }
        match entity {
            Entity::Question => tx.create(entity, id, &self.question(db, tx))?,
            Entity::Voice => tx.create(entity, id, &self.voice(tx))?,
            Entity::Homework => tx.create(entity, id, &self.homework())?,
            Entity::Win => tx.create(entity, id, &self.win())?,
            _ => {}
        }
        Ok(())
    }

    /// The learner's, or else the pharmacy's.
    fn owned(&self) -> [(&'static str, Value); 2] {
        let pharmacy = if self.enrolment.is_none() { self.pharmacy.into() } else { Value::Null };
        [("enrolment_id", self.enrolment.map(|e| e.id).into()), ("pharmacy_id", pharmacy)]
    }

    fn question(&self, db: &Db, tx: &Tx<'_>) -> Vec<(&'static str, Value)> {
        let promised = (self.line.kind == NoteKind::Promise).then(|| promised_by(db, tx, self.line.promised_by));
        let mut set = vec![
            ("text", self.line.text.as_str().into()),
            ("asked_in", self.line.session.into()),
            ("state", QuestionState::Open.into()),
            ("promised_by", promised.into()),
            ("owner_id", tx.stamp().actor.into()),
        ];
        set.extend(self.owned());
        set
    }

    /// A date that was promised stands until somebody gives another, or says that it is no promise.
    fn change_question(&self, db: &Db, tx: &mut Tx<'_>, id: Id) -> Result<(), Failure> {
        let mut set = vec![("text", Value::from(self.line.text.as_str()))];
        let unchanged = current(tx.conn(), Entity::Note, self.line.id, "kind")? == self.line.kind.into();
        let dated = current(tx.conn(), Entity::Question, id, "promised_by")? != Value::Null;
        let is_promise = self.line.kind == NoteKind::Promise;
        if let Some(date) = self.line.promised_by {
            set.push(("promised_by", date.into()));
        } else if !unchanged && !is_promise {
            set.push(("promised_by", Value::Null));
        } else if !unchanged && !dated {
            set.push(("promised_by", promised_by(db, tx, None).into()));
        }
        tx.change(Entity::Question, id, &set)?;
        Ok(())
    }

    fn voice(&self, tx: &Tx<'_>) -> [(&'static str, Value); 8] {
        [
            ("captured_by", tx.stamp().actor.into()),
            ("captured_at", tx.stamp().at.into()),
            ("session_id", self.line.session.into()),
            ("pharmacy_id", self.pharmacy.into()),
            ("learner_id", self.enrolment.map(|e| e.learner).into()),
            ("verbatim", self.line.text.as_str().into()),
            ("kind", VoiceKind::Request.word().into()),
            ("state", VoiceState::Captured.word().into()),
        ]
    }

    fn homework(&self) -> Vec<(&'static str, Value)> {
        let mut set = vec![
            ("session_id", self.line.session.into()),
            ("text", self.line.text.as_str().into()),
            ("due", "next".into()),
            ("state", HomeworkState::Assigned.into()),
        ];
        set.extend(self.owned());
        set
    }

    fn win(&self) -> [(&'static str, Value); 4] {
        [
            ("enrolment_id", self.enrolment.map(|e| e.id).into()),
            ("session_id", self.line.session.into()),
            ("item_id", self.line.item.clone().into()),
            ("text", self.line.text.as_str().into()),
        ]
    }
}

/// Without a date of its own a promise is for the next working day.
fn promised_by(db: &Db, tx: &Tx<'_>, given: Option<BusinessDate>) -> BusinessDate {
    given.unwrap_or_else(|| db.work.plus(db.options.zone.business_date(tx.stamp().at), 1))
}
