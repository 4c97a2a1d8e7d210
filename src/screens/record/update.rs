//! What keys do in a closed record.

use chrono::{DateTime, Utc};

use super::content;
use super::state::{Key as At, State, Text};
use crate::app::{Core, Cx, Go, Open, Page, RequestId, Severity, Target, TextField};
use crate::command::moves::Move;
use crate::command::record::Record as Do;
use crate::command::{Command, Context, Fact, Facts, Key};
use crate::domain::{Entity, Id};
use crate::i18n::{notice, record};
use crate::layout::list::Cursor;
use crate::request::{Ask, Draft, Failure, NoteView, Refusal, Reply, SessionView};
use crate::screens::wrap_up::of_record;

impl Page for State {
    fn context(&self) -> Context {
        if self.open.is_some() { Context::RecordField } else { Context::Record }
    }

    fn facts(&self, _core: &Core) -> Facts {
        let Some(view) = &self.view else { return Facts::NONE };
        let text = matches!(self.at, Some(At::Note(_) | At::Comment(..) | At::Task(_) | At::Summary | At::Focus));
        Facts::of(&[Fact::HasSomeone])
            .with_if(Fact::HasLearner, view.learner.is_some())
            // There is something to give thanks for.
            .with_if(Fact::RowHeld, view.state.is_met())
            .with_if(Fact::OnText, text)
            .with_if(Fact::OnItem, matches!(self.at, Some(At::Item(_))))
            .with_if(Fact::OnLookedAt, matches!(self.at, Some(At::Homework(_))))
            .with_if(Fact::OnCriterion, matches!(self.at, Some(At::Score(..))))
            .with_if(Fact::OnMood, self.at == Some(At::Mood))
            .with_if(Fact::OnNote, self.note_at().is_some())
            .with_if(Fact::OnOpenTask, self.open_task_at().is_some())
            .with_if(Fact::OnPrivate, self.note_at().is_some_and(|note| note.private))
    }

    fn target(&self) -> Target {
        let Some(view) = &self.view else { return Target::default() };
        let whose = Target::of_meeting(view.learner.as_ref(), view.owner.as_ref(), &view.pharmacy);
        Target { flag: view.flag, ..whose }
    }

    fn record(&self) -> Option<Id> {
        self.view.as_ref().map(|view| view.session)
    }

    fn note(&self) -> Option<&NoteView> {
        self.note_at()
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        self.asked = Some(cx.ask(Ask::Session { appointment: self.appointment() }));
    }

    fn command(&mut self, command: Command, key: Key, cx: &mut Cx<'_>) {
        if let Command::Move(towards) = command {
            self.go(towards, cx.core);
            return;
        }
        let Command::Record(what) = command else { return };
        match what {
            Do::Mark | Do::Homework | Do::Rate | Do::Mood | Do::Due => self.mark(key.digit(), cx),
            Do::Edit => self.edit(),
            // Before the record has come there is nothing to add to.
            Do::Note if self.view.is_none() => {}
            Do::Note => self.open_text(Text::More),
            Do::Delete => self.delete(cx),
            Do::Earlier => self.turn(false, cx),
            Do::Later => self.turn(true, cx),
            Do::Keep => self.keep(cx),
            Do::Copy => self.copy(false, cx),
            Do::CopyMasked => self.copy(true, cx),
            // Of the boxes above.
            Do::BlackOut | Do::Move => {}
        }
    }

    fn field(&self) -> Option<&TextField> {
        self.open.as_ref().map(|(_, field)| field)
    }
    fn field_mut(&mut self) -> Option<&mut TextField> {
        self.open.as_mut().map(|(_, field)| field)
    }
    fn kept(&self) -> Vec<&TextField> {
        self.open.iter().chain(&self.left).map(|(_, field)| field).collect()
    }
    fn take_drafts(&mut self, now: Option<DateTime<Utc>>, at: DateTime<Utc>) -> Vec<Draft> {
        self.open.iter_mut().chain(&mut self.left).filter_map(|(_, field)| field.take_draft(now, at)).collect()
    }
    fn restore(&mut self, draft: &Draft) -> bool {
        self.take_draft(draft)
    }
    fn back(&mut self, _cx: &mut Cx<'_>) -> bool {
        self.leave()
    }
    fn typed(&mut self, text: &str, cx: &mut Cx<'_>) -> bool {
        if self.view.is_none() || cx.core.file.read_only {
            return false;
        }
        self.open_text(Text::More);
        self.open.as_mut().is_some_and(|(_, field)| field.insert(text, cx.core.now).is_ok())
    }

    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, cx: &mut Cx<'_>) {
        self.answered(id, reply.is_ok());
        match reply {
            Ok(Reply::Session(view)) if self.asked == Some(id) => self.arrived(view, cx),
            Ok(Reply::Recorded(_)) => self.load(cx),
            Err(Failure::Refused(Refusal::Gone { what: Entity::Session })) if self.asked == Some(id) => cx.close(),
            Ok(_) | Err(_) => {}
        }
    }

    fn spot(&self) -> Option<String> {
        self.keys().iter().position(|key| Some(*key) == self.at).map(|place| place.to_string())
    }
    fn back_to(&mut self, spot: &str, _cx: &mut Cx<'_>) {
        let place = spot.parse().ok().and_then(|place: usize| self.keys().get(place).copied());
        self.at = place.or(self.at);
    }

    fn click(&mut self, x: u16, y: u16, cx: &mut Cx<'_>) {
        if self.open.is_none()
            && let Some(key) = content::places(self, cx.core).row_at(x, y)
        {
            self.at = Some(key);
        }
    }
}

impl State {
    fn arrived(&mut self, view: Box<SessionView>, cx: &mut Cx<'_>) {
        if !view.closed {
            // It is open (again): its own screen changes it.
            cx.go(Go::Replace(Open::Session { appointment: view.appointment }));
            return;
        }
        // A half-written change of a note whose words are gone would bring them back.
        self.left
            .retain(|(text, _)| !view.notes.iter().any(|note| *text == Text::Note(note.id) && note.is_blacked_out()));
        let before = self.keys();
        self.view = Some(view);
        let keys = self.keys();
        // A row that is gone leaves its place to the one behind it.
        let place = self.at.and_then(|at| before.iter().position(|key| *key == at));
        let next = place.and_then(|place| before.iter().skip(place).find(|key| keys.contains(key)));
        self.at = self.at.filter(|at| keys.contains(at)).or(next.copied()).or(keys.first().copied());
    }

    fn go(&mut self, towards: Move, core: &Core) {
        let keys = self.keys();
        let mut cursor = Cursor::default();
        cursor.set(keys.iter().position(|key| Some(*key) == self.at).unwrap_or(0));
        let page = usize::from(content::places(self, core).body.height.saturating_sub(2));
        cursor.go(towards, keys.len(), page);
        self.at = keys.get(cursor.at(keys.len())).copied();
    }

    fn copy(&self, masked: bool, cx: &mut Cx<'_>) {
        if let Some(view) = &self.view {
            cx.copy(&of_record(cx.core, view, masked), !masked, notice::copy_thanks(cx.core.lang));
        }
    }

    /// To the record before or after this one.
    fn turn(&self, later: bool, cx: &mut Cx<'_>) {
        let Some(record) = self.view.as_ref().and_then(|view| view.record.as_ref()) else { return };
        let lang = cx.core.lang;
        match if later { record.later } else { record.earlier } {
            Some(appointment) => cx.go(Go::Replace(Open::Record { appointment })),
            None => {
                let told = if later { record::no_later(lang) } else { record::no_earlier(lang) };
                cx.core.say(Severity::Done, told);
            }
        }
    }
}
