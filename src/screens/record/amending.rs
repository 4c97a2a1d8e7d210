//! Changing a closed record. What is typed is never lost: leaving keeps it, and what could not be written comes back.

use super::state::{FOCUS, Key, MORE, NOTE, SUMMARY, State, Text};
use crate::app::{Cx, RequestId, Severity};
use crate::domain::typed::filed;
use crate::domain::{NoteKind, Outcome};
use crate::i18n::{record, session};
use crate::request::record::{Amend, NoteLine};
use crate::request::{Draft, Record};
use crate::text::mask::{Private, Reveal};

fn words(text: Option<&Private>) -> String {
    text.map(|text| text.reveal(Reveal::granted()).as_str().to_owned()).unwrap_or_default()
}

impl State {
    /// A digit on the row under the cursor.
    pub(super) fn mark(&self, nth: Option<u8>, cx: &mut Cx<'_>) {
        let Some(view) = &self.view else { return };
        let outcome = match nth {
            Some(1) => Some(Outcome::Done),
            Some(2) => Some(Outcome::Partly),
            Some(3) => Some(Outcome::Stuck),
            Some(4) => Some(Outcome::Skipped),
            Some(_) | None => None,
        };
        let amend = match (self.at, outcome) {
            (Some(Key::Item(item)), Some(outcome)) => Amend::Outcome { item, outcome },
            (Some(Key::Mood), _) => match nth.filter(|n| (1..=5).contains(n)) {
                Some(mood) => Amend::Mood { session: view.session, mood: Some(mood) },
                None => return Self::not_here(cx),
            },
            (Some(Key::Item(_) | Key::Note(_) | Key::Summary | Key::Focus) | None, _) => return Self::not_here(cx),
        };
        Self::send(amend, cx);
    }

    /// The note under the cursor goes; its words stay in the history.
    pub(super) fn delete(&self, cx: &mut Cx<'_>) {
        if let Some(note) = self.note_at().map(|note| note.id) {
            let lang = cx.core.lang;
            let amend = Record::Amend(Box::new(Amend::DeleteNote { note }));
            cx.record_saying(amend, |_| session::note_deleted(lang).to_owned());
        }
    }

    fn not_here(cx: &mut Cx<'_>) {
        let told = record::not_here(cx.core.lang);
        cx.core.say(Severity::Done, told);
    }

    fn send(amend: Amend, cx: &mut Cx<'_>) -> RequestId {
        let lang = cx.core.lang;
        cx.record_saying(Record::Amend(Box::new(amend)), |_| record::amended(lang).to_owned())
    }

    /// The text under the cursor comes into the field.
    pub(super) fn edit(&mut self) {
        match self.at {
            Some(Key::Note(id)) => self.open_text(Text::Note(id)),
            Some(Key::Summary) => self.open_text(Text::Summary),
            Some(Key::Focus) => self.open_text(Text::Focus),
            Some(Key::Item(_) | Key::Mood) | None => {}
        }
    }

    /// What the record says there now.
    fn kept_words(&self, text: Text) -> String {
        let Some(view) = &self.view else { return String::new() };
        let record = view.record.as_ref();
        match text {
            Text::More => String::new(),
            Text::Note(id) => words(view.notes.iter().find(|note| note.id == id).map(|note| &note.text)),
            Text::Summary => words(record.and_then(|r| r.summary.as_ref())),
            Text::Focus => words(record.and_then(|r| r.next_focus.as_ref())),
        }
    }

    pub(super) fn open_text(&mut self, text: Text) {
        self.leave();
        let half = self.left.iter().position(|(known, _)| *known == text);
        let field = match half {
            Some(at) => self.left.remove(at).1,
            None => self.field(text, &self.kept_words(text)),
        };
        self.open = Some((text, field));
    }

    /// Leaves the field; what is half written waits. Whether there was one.
    pub(super) fn leave(&mut self) -> bool {
        let Some((text, field)) = self.open.take() else { return false };
        if field.text() != self.kept_words(text) {
            self.left.push((text, field));
        }
        true
    }

    /// Keeps the text as an amendment.
    pub(super) fn keep(&mut self, cx: &mut Cx<'_>) {
        let (Some((text, field)), Some(view)) = (self.open.take(), &self.view) else { return };
        let typed = field.text();
        let typed = typed.trim();
        let session = view.session;
        let amend = if typed == self.kept_words(text) {
            None
        } else {
            match text {
                Text::Summary => Some(Amend::Summary { session, text: typed.to_owned() }),
                Text::Focus => Some(Amend::NextFocus { session, text: typed.to_owned() }),
                Text::More | Text::Note(_) => {
                    let known = match text {
                        Text::Note(id) => view.notes.iter().find(|note| note.id == id),
                        Text::More | Text::Summary | Text::Focus => None,
                    };
                    let before = known.map_or(NoteKind::Memo, |note| note.kind);
                    let (kind, text, promised_by) = filed(typed, before, cx.core.today());
                    (!text.is_empty()).then(|| {
                        Amend::Note(NoteLine {
                            id: known.map_or_else(|| cx.make_id(), |note| note.id),
                            target: cx.make_id(),
                            session: Some(session),
                            learner: None,
                            pharmacy: None,
                            kind,
                            text,
                            section: None,
                            item: None,
                            promised_by,
                        })
                    })
                }
            }
        };
        cx.forget_draft(&field);
        if let Some(amend) = amend {
            let request = Self::send(amend, cx);
            self.sent.push((request, text, field));
        }
    }

    /// The answer to a text that was sent.
    pub(super) fn answered(&mut self, id: RequestId, ok: bool) {
        let Some(at) = self.sent.iter().position(|(request, ..)| *request == id) else { return };
        let (_, text, field) = self.sent.remove(at);
        if !ok {
            if self.open.is_none() {
                self.open = Some((text, field));
            } else {
                self.left.push((text, field));
            }
        }
    }

    /// Puts back what was half written in the last run.
    pub(super) fn take_draft(&mut self, draft: &Draft) -> bool {
        let Some(view) = self.view.as_ref().filter(|_| self.open.is_none()) else { return false };
        let text = match draft.field.as_str() {
            MORE => Text::More,
            SUMMARY => Text::Summary,
            FOCUS => Text::Focus,
            NOTE if view.notes.iter().any(|note| note.id == draft.owner) => Text::Note(draft.owner),
            _ => return false,
        };
        let mut field = self.field(text, "");
        if !field.keeps(draft) || draft.text.is_empty() {
            return false;
        }
        field.restore(draft);
        self.open = Some((text, field));
        true
    }
}
