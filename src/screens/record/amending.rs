//! Changing a closed record. What is typed is never lost: leaving keeps it, and what could not be written comes back.

use super::state::{FOCUS, GOOD, Key, MORE, NOTE, SUMMARY, State, TASK, TRY, Text};
use crate::app::{Cx, RequestId};
use crate::domain::typed::filed;
use crate::domain::{Id, NoteKind};
use crate::i18n::{record, session};
use crate::request::record::{Amend, Comment, NoteLine};
use crate::request::{Draft, Record};
use crate::screens::session::{HOMEWORK, OUTCOMES};
use crate::text::mask::{Private, Reveal};

fn words(text: Option<&Private>) -> String {
    text.map(|text| text.reveal(Reveal::granted()).as_str().to_owned()).unwrap_or_default()
}

impl State {
    /// A digit on the row under the cursor.
    pub(super) fn mark(&mut self, nth: Option<u8>, cx: &mut Cx<'_>) {
        if let Some(amend) = nth.and_then(|nth| self.amendment(nth, cx)) {
            Self::send(amend, cx);
        }
    }

    /// What a digit means on the row under the cursor.
    fn amendment(&mut self, nth: u8, cx: &mut Cx<'_>) -> Option<Amend> {
        let session = self.view.as_ref()?.session;
        let index = usize::from(nth).checked_sub(1)?;
        match self.at? {
            Key::Item(item) => OUTCOMES.get(index).map(|outcome| Amend::Outcome { item, outcome: *outcome }),
            Key::Homework(homework) => {
                HOMEWORK.get(index).map(|state| Amend::Homework { session, homework, state: *state })
            }
            Key::Score(attempt, row) => {
                let play = self.view.as_ref()?.role_play.as_ref()?;
                let criterion = play.criteria.get(row)?.id.clone();
                let role_play = self.attempt_id(attempt, cx);
                (nth <= 4).then_some(Amend::Rate { session, role_play, criterion, score: nth })
            }
            // In the next session, or so many days before it.
            Key::Task(homework) => Some(Amend::Due { homework, days: (nth > 1).then(|| nth - 1) }),
            Key::Mood => (nth <= 5).then_some(Amend::Mood { session, mood: Some(nth) }),
            Key::Comment(..) | Key::Note(_) | Key::Summary | Key::Focus => None,
        }
    }

    /// The attempt of a row; of a role-play that nobody rated the one that the first word makes.
    fn attempt_id(&mut self, nth: usize, cx: &mut Cx<'_>) -> Id {
        match self.attempts().get(nth) {
            Some(attempt) => attempt.id,
            None => *self.run.get_or_insert_with(|| cx.make_id()),
        }
    }

    /// The note or the task under the cursor goes; its words stay in the history.
    pub(super) fn delete(&self, cx: &mut Cx<'_>) {
        if let Some(homework) = self.open_task_at().map(|task| task.id) {
            let lang = cx.core.lang;
            let amend = Record::Amend(Box::new(Amend::DropTask { homework }));
            cx.record_saying(amend, |_| record::task_dropped(lang).to_owned());
        } else if let Some(note) = self.note_at().map(|note| note.id) {
            let lang = cx.core.lang;
            let amend = Record::Amend(Box::new(Amend::DeleteNote { note }));
            cx.record_saying(amend, |_| session::note_deleted(lang).to_owned());
        }
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
            Some(Key::Comment(attempt, which)) => self.open_text(Text::Comment(attempt, which)),
            Some(Key::Task(id)) => self.open_text(Text::Task(id)),
            Some(Key::Item(_) | Key::Homework(_) | Key::Score(..) | Key::Mood) | None => {}
        }
    }

    /// What the record says there now.
    fn kept_words(&self, text: Text) -> String {
        let Some(view) = &self.view else { return String::new() };
        let record = view.record.as_ref();
        match text {
            Text::More => String::new(),
            Text::Note(id) => words(view.notes.iter().find(|note| note.id == id).map(|note| &note.text)),
            Text::Comment(nth, which) => {
                let attempt = self.attempts().get(nth);
                words(attempt.and_then(|attempt| match which {
                    Comment::Good => attempt.good.as_ref(),
                    Comment::Next => attempt.next.as_ref(),
                }))
            }
            Text::Task(id) => {
                view.next_homework.iter().find(|task| task.id == id).map(|task| task.text.clone()).unwrap_or_default()
            }
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
        let (Some((text, field)), Some(session)) = (self.open.take(), self.view.as_ref().map(|view| view.session))
        else {
            return;
        };
        let typed = field.text();
        let typed = typed.trim();
        let amend = if typed == self.kept_words(text) {
            None
        } else {
            match text {
                Text::Comment(nth, which) => {
                    let role_play = self.attempt_id(nth, cx);
                    Some(Amend::Comment { session, role_play, which, text: typed.to_owned() })
                }
                // Emptied, it stays as it is: `d` is what takes it away.
                Text::Task(homework) => (!typed.is_empty()).then(|| Amend::Task { homework, text: typed.to_owned() }),
                Text::Summary => Some(Amend::Summary { session, text: typed.to_owned() }),
                Text::Focus => Some(Amend::NextFocus { session, text: typed.to_owned() }),
                Text::More | Text::Note(_) => {
                    let known = self.view.iter().flat_map(|view| &view.notes).find(|note| text == Text::Note(note.id));
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
            TASK if view.next_homework.iter().any(|task| task.id == draft.owner) => Text::Task(draft.owner),
            GOOD | TRY => {
                let which = if draft.field == GOOD { Comment::Good } else { Comment::Next };
                let known = self.attempts().iter().position(|attempt| attempt.id == draft.owner);
                match known {
                    Some(nth) => Text::Comment(nth, which),
                    None if draft.owner == self.appointment() && view.role_play.is_some() => Text::Comment(0, which),
                    None => return false,
                }
            }
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
