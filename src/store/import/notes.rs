//! The lines of a notes cell, and what is made from them: promises, questions, voices, wins.

use super::super::tx::{Value, record_key};
use super::case::{Case, Subject};
use super::ledger::Key;
use crate::domain::{Entity, Id, NoteKind, QuestionState, VoiceKind, VoiceState};
use crate::request::import::{HistoryNote, PromiseLine, SessionRow};
use crate::text::fold::fold;

/// A line as it is stored.
#[derive(Debug)]
struct Line {
    kind: NoteKind,
    text: String,
    promise: Option<PromiseLine>,
}

/// Where lines belong, and when.
#[derive(Debug, Clone, Copy)]
struct Place {
    session: Option<Id>,
    began: i64,
    trainer: Option<Id>,
}

impl Case<'_> {
    /// The notes of a session that was met; answers whether anything differs from what is on disk.
    pub(super) fn notes(&mut self, session: Id, began: i64, trainer: Option<Id>, lines: &[HistoryNote]) -> bool {
        let lines: Vec<Line> = lines.iter().map(|line| self.line(line)).collect();
        // Lines that were typed during the call know their minute.
        let typed = |id: &Id| self.ledger.int(Entity::Note, *id, "minute").is_some();
        let known: Vec<Id> = self.of_session(Entity::Note, session).filter(|id| !typed(id)).collect();
        self.agree(Place { session: Some(session), began, trainer }, known, &lines)
    }

    /// What was noted about a meeting that did not take place.
    pub(super) fn missed_notes(&mut self, began: i64, trainer: Option<Id>, row: &SessionRow) -> bool {
        let plain = |kind, text: &Option<String>| text.clone().map(|text| Line { kind, text, promise: None });
        let mut lines: Vec<Line> = row.notes.iter().map(|line| self.line(line)).collect();
        lines.extend(plain(NoteKind::Memo, &row.summary));
        lines.extend(plain(NoteKind::Next, &row.next_focus));
        let known = self.loose_notes(began);
        self.agree(Place { session: None, began, trainer }, known, &lines)
    }

    /// The notes without a session of the second in which a meeting would have begun.
    pub(super) fn loose_notes(&self, began: i64) -> Vec<Id> {
        let then = |id: &Id| {
            self.ledger.reference(Entity::Note, *id, "session_id").is_none()
                && self.ledger.int(Entity::Note, *id, "at").is_some_and(|at| (began..began + 1000).contains(&at))
        };
        self.ledger.ids(Entity::Note).filter(then).collect()
    }

    /// A promise is made to a learner; told of a kickoff it is a plain note.
    fn line(&self, note: &HistoryNote) -> Line {
        match (self.subject, note.promise) {
            (Subject::Pharmacy { .. }, Some(_)) => {
                Line { kind: NoteKind::Memo, text: note.line.clone(), promise: None }
            }
            (_, promise) => Line { kind: note.kind, text: note.text.clone(), promise },
        }
    }

    /// Makes the notes say what the lines say. A cell that is given is the whole; an empty one changes nothing.
    fn agree(&mut self, place: Place, mut known: Vec<Id>, lines: &[Line]) -> bool {
        if lines.is_empty() {
            return false;
        }
        let mut differs = false;
        for (n, line) in lines.iter().enumerate() {
            if let Some(at) = known.iter().position(|id| self.says(*id, line)) {
                let note = known.remove(at);
                differs |= self.promise_again(note, line);
            } else {
                let at = place.began + i64::try_from(n).unwrap_or(0);
                self.make_note(place, at, line);
                differs = true;
            }
        }
        for note in known {
            if let Some((entity, id)) = self.target(note) {
                self.ledger.remove(entity, id);
            }
            self.ledger.remove(Entity::Note, note);
            differs = true;
        }
        differs
    }

    fn says(&self, note: Id, line: &Line) -> bool {
        let same = self.ledger.text(Entity::Note, note, "kind") == Some(line.kind.word())
            && self.ledger.text(Entity::Note, note, "text") == Some(line.text.as_str());
        let open_once =
            self.target(note).is_some_and(|(entity, id)| self.ledger.date(entity, id, "promised_by").is_some());
        same && match line.promise {
            None => true,
            Some(PromiseLine::Open(_)) => open_once,
            Some(PromiseLine::Kept) => !open_once,
        }
    }

    /// A promise that is still open may have got another date.
    fn promise_again(&mut self, note: Id, line: &Line) -> bool {
        let (Some(PromiseLine::Open(Some(by))), Some((Entity::Question, id))) = (line.promise, self.target(note))
        else {
            return false;
        };
        let open = self.ledger.text(Entity::Question, id, "state") == Some(QuestionState::Open.word());
        open && self.ledger.set(Entity::Question, id, "promised_by", by)
    }

    /// The row that was made from a note.
    pub(super) fn target(&self, note: Id) -> Option<Key> {
        record_key(self.ledger.text(Entity::Note, note, "target")?)
    }

    fn make_note(&mut self, place: Place, at: i64, line: &Line) {
        let target = self.make_target(place, line);
        let id = self.people.fresh();
        let (enrolment, pharmacy, _) = self.owners();
        self.ledger.make(Entity::Note, id, None);
        let fields: [(&str, Value); 8] = [
            ("session_id", place.session.into()),
            ("enrolment_id", enrolment.into()),
            ("pharmacy_id", pharmacy.into()),
            ("at", Value::Int(at)),
            ("kind", line.kind.into()),
            ("text", line.text.as_str().into()),
            ("private", false.into()),
            ("target", target.map(|(entity, id)| format!("{}:{id}", entity.word())).into()),
        ];
        for (field, value) in fields {
            self.ledger.set(Entity::Note, id, field, value);
        }
    }

    /// Enrolment, pharmacy (of a kickoff) and learner.
    fn owners(&self) -> (Option<Id>, Option<Id>, Option<Id>) {
        match self.subject {
            Subject::Learner(meant) => (Some(meant.enrolment), None, Some(meant.learner)),
            Subject::Pharmacy { id, .. } => (None, Some(id), None),
        }
    }

    fn make_target(&mut self, place: Place, line: &Line) -> Option<Key> {
        let (enrolment, pharmacy, learner) = self.owners();
        let (entity, fields): (Entity, Vec<(&str, Value)>) = match line.kind {
            NoteKind::Promise | NoteKind::Question => (Entity::Question, self.question(place, line)),
            NoteKind::Request => (
                Entity::Voice,
                vec![
                    ("captured_by", place.trainer.into()),
                    ("captured_at", Value::Int(place.began)),
                    ("session_id", place.session.into()),
                    ("pharmacy_id", pharmacy.or_else(|| learner.and_then(|l| self.people.pharmacy_of(l))).into()),
                    ("learner_id", learner.into()),
                    ("verbatim", line.text.as_str().into()),
                    ("kind", VoiceKind::Request.word().into()),
                    ("state", VoiceState::Captured.word().into()),
                ],
            ),
            NoteKind::Win => (
                Entity::Win,
                vec![
                    ("enrolment_id", enrolment.into()),
                    ("session_id", place.session.into()),
                    ("text", line.text.as_str().into()),
                ],
            ),
            // What homework a session of the past set is told by the programme and by the column of the next one.
            NoteKind::Memo | NoteKind::Stuck | NoteKind::Homework | NoteKind::Next => return None,
        };
        let id = self.people.fresh();
        self.ledger.make(entity, id, None);
        for (field, value) in fields {
            self.ledger.set(entity, id, field, value);
        }
        Some((entity, id))
    }

    fn question(&self, place: Place, line: &Line) -> Vec<(&'static str, Value)> {
        let (enrolment, pharmacy, _) = self.owners();
        let closed = place.session.is_some_and(|s| self.ledger.int(Entity::Session, s, "closed_at").is_some());
        let date = self.business_date(place.began);
        let (state, by) = match line.promise {
            Some(PromiseLine::Open(by)) => {
                (QuestionState::Open, Some(by.unwrap_or_else(|| self.db.work.plus(date, 1))))
            }
            Some(PromiseLine::Kept) => (QuestionState::Answered, None),
            // A record is closed only when every question in it is settled.
            None if closed => (QuestionState::Answered, None),
            None => (QuestionState::Open, None),
        };
        vec![
            ("text", line.text.as_str().into()),
            ("asked_in", place.session.into()),
            ("enrolment_id", enrolment.into()),
            ("pharmacy_id", pharmacy.into()),
            ("state", state.into()),
            ("promised_by", by.into()),
            ("answered_at", (state == QuestionState::Answered).then_some(place.began).into()),
            ("owner_id", place.trainer.into()),
        ]
    }

    /// A promise that was kept answers those of earlier sessions that were the same.
    pub(super) fn keep_promises(&mut self) {
        let questions: Vec<Id> = self.ledger.ids(Entity::Question).collect();
        let asked = |case: &Self, id: Id| {
            let session = case.ledger.reference(Entity::Question, id, "asked_in")?;
            case.ledger.int(Entity::Session, session, "started_at")
        };
        let mut kept: Vec<(i64, String)> = Vec::new();
        for note in self.ledger.ids(Entity::Note) {
            if self.ledger.text(Entity::Note, note, "kind") != Some(NoteKind::Promise.word()) {
                continue;
            }
            let Some((Entity::Question, id)) = self.target(note) else { continue };
            if self.ledger.date(Entity::Question, id, "promised_by").is_none() {
                let text = self.ledger.text(Entity::Question, id, "text").unwrap_or_default();
                kept.extend(asked(self, id).map(|at| (at, fold(text))));
            }
        }
        kept.sort();
        if kept.is_empty() {
            return;
        }
        for id in questions {
            let open = self.ledger.text(Entity::Question, id, "state") == Some(QuestionState::Open.word());
            let promised = self.ledger.date(Entity::Question, id, "promised_by").is_some();
            let (Some(at), true) = (asked(self, id), open && promised) else { continue };
            let text = fold(self.ledger.text(Entity::Question, id, "text").unwrap_or_default());
            if let Some((answered, _)) = kept.iter().find(|(later, said)| *later > at && *said == text) {
                self.ledger.set(Entity::Question, id, "state", QuestionState::Answered);
                self.ledger.set(Entity::Question, id, "answered_at", *answered);
            }
        }
    }
}
