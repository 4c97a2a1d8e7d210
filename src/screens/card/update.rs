//! What keys do here: scroll, write a note, go to today's session, copy.

use chrono::{DateTime, Utc};

use super::brief;
use super::places::places;
use super::state::{Starting, State, today};
use crate::app::{Core, Cx, Open, Page, RequestId, Severity, Target, TextField};
use crate::command::card::Card;
use crate::command::moves::Move;
use crate::command::{Command, Context, Fact, Facts, Key};
use crate::domain::transitions::RowIs;
use crate::domain::typed::filed;
use crate::domain::{Entity, Id, NoteKind, Scope};
use crate::i18n::{card, notice, session};
use crate::layout::list::scrolled;
use crate::request::record::NoteLine;
use crate::request::{Ask, Draft, Failure, Record, Refusal, Reply};
use crate::screens::end_follow_up::About;
use crate::screens::{gates, switch};
use crate::text::lint::patient_hint;
use crate::text::mask::Reveal;

impl Page for State {
    fn context(&self) -> Context {
        if self.typing { Context::CardNote } else { Context::Card }
    }

    fn facts(&self, core: &Core) -> Facts {
        let Some(view) = &self.view else { return Facts::NONE };
        let today = match today(view, core.now).map(|(is, _)| is) {
            Some(RowIs::Startable) => Some(Fact::RowStartable),
            Some(RowIs::Running) => Some(Fact::RowRunning),
            Some(RowIs::Held | RowIs::BrokenOff) => Some(Fact::RowHeld),
            // Nothing more can be done with it than to say from when on.
            Some(RowIs::Ahead) => Some(Fact::RowAhead),
            Some(RowIs::Missed | RowIs::Moved) | None => None,
        };
        let facts = Facts::of(&[Fact::CardLoaded, Fact::HasLearner, Fact::HasSomeone]);
        today
            .into_iter()
            .fold(facts, Facts::with)
            .with_if(Fact::HasFollowUp, view.follow_up.is_some())
            .with_if(Fact::HasLink, view.meeting_url.is_some())
            .with_if(Fact::FieldEmpty, self.note.is_empty())
    }

    fn target(&self) -> Target {
        let Some(view) = &self.view else { return Target::default() };
        Target {
            learner: Some(self.learner()),
            pharmacy: Some(view.pharmacy.id),
            name: Some(view.learner.name.clone()),
            link: view.meeting_url.clone(),
            flag: view.flag,
        }
    }

    fn follow_up(&self) -> Option<About> {
        let view = self.view.as_ref()?;
        let (id, name) = (self.learner(), view.learner.name.clone());
        Some(About { scope: Scope::Learner, id, name, follow_up: view.follow_up.clone()? })
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let ask = Ask::Card { learner: self.learner(), date: cx.core.today() };
        self.asked = Some(cx.ask(ask));
    }

    fn command(&mut self, command: Command, _key: Key, cx: &mut Cx<'_>) {
        match command {
            Command::Move(towards) => self.scroll(towards, cx.core),
            Command::Card(card) => self.act(card, cx),
            Command::Global(_)
            | Command::Field(_)
            | Command::Overlay(_)
            | Command::FirstRun(_)
            | Command::Today(_)
            | Command::Session(_)
            | Command::WrapUp(_)
            | Command::Review(_)
            | Command::Record(_) => {}
        }
    }

    fn field(&self) -> Option<&TextField> {
        self.typing.then_some(&self.note)
    }
    fn field_mut(&mut self) -> Option<&mut TextField> {
        self.typing.then_some(&mut self.note)
    }
    fn kept(&self) -> Vec<&TextField> {
        vec![&self.note]
    }
    /// Leaving the line keeps what is half typed.
    fn back(&mut self, _cx: &mut Cx<'_>) -> bool {
        std::mem::take(&mut self.typing)
    }
    fn typed(&mut self, text: &str, cx: &mut Cx<'_>) -> bool {
        if self.view.is_none() || cx.refuse_to_write() {
            return false;
        }
        self.typing = self.note.insert(text, cx.core.now).is_ok();
        self.typing
    }
    fn take_drafts(&mut self, now: Option<DateTime<Utc>>, at: DateTime<Utc>) -> Vec<Draft> {
        let draft = self.note.take_draft(now, at);
        draft.map(|draft| Draft { beside: self.kind.word().to_owned(), ..draft }).into_iter().collect()
    }
    fn restore(&mut self, draft: &Draft) -> bool {
        let mine = self.note.keeps(draft) && self.note.is_empty() && !draft.text.is_empty();
        if mine {
            self.note.restore(draft);
            self.kind = NoteKind::from_word(&draft.beside).unwrap_or(self.kind);
            self.typing = true;
        }
        mine
    }

    fn spot(&self) -> Option<String> {
        Some(self.offset.to_string())
    }
    fn back_to(&mut self, spot: &str, _cx: &mut Cx<'_>) {
        self.offset = spot.parse().unwrap_or(self.offset);
    }

    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, cx: &mut Cx<'_>) {
        if let Some(at) = self.sent.iter().position(|(sent, _)| *sent == id) {
            let (_, text) = self.sent.remove(at);
            if reply.is_err() {
                self.give_back(&text, cx.core);
            }
        }
        if let Some(Starting { appointment, session, .. }) = self.starting.take_if(|start| start.request == id) {
            self.started(appointment, session, reply, cx);
            return;
        }
        match reply {
            Ok(Reply::Card(view)) if self.asked == Some(id) => self.view = Some(view),
            Ok(Reply::Recorded(_)) => self.load(cx),
            // Somebody took the learner out of the file: there is nothing to show and nobody to write for.
            Err(Failure::Refused(Refusal::Gone { what: Entity::Learner })) if self.asked == Some(id) => cx.close(),
            Ok(_) | Err(_) => {}
        }
    }
}

impl State {
    /// What stands in the way of a start is asked here the same as on today, and the start goes on.
    fn started(&self, appointment: Id, session: Id, reply: Result<Reply, Failure>, cx: &mut Cx<'_>) {
        if reply.is_ok() {
            cx.core.running = Some(appointment);
            return cx.open(Open::Session { appointment });
        }
        let (Err(Failure::Refused(refusal)), Some(view)) = (reply, &self.view) else { return };
        let name = view.learner.name.clone();
        match refusal {
            Refusal::Running { appointment: running } => {
                let about = switch::About { running, appointment, name, wrap_up: false };
                cx.open(Open::Switch(Box::new(about)));
            }
            Refusal::Gates { unmet } => {
                let about = gates::About { appointment, session, wrap_up: false, beside: false, name, unmet };
                cx.open(Open::Gates(Box::new(about)));
            }
            _ => {}
        }
    }

    fn scroll(&mut self, towards: Move, core: &Core) {
        let places = places(self, core);
        self.offset = scrolled(towards, places.offset, places.last_offset, places.rows);
    }

    fn act(&mut self, command: Card, cx: &mut Cx<'_>) {
        match command {
            Card::Start | Card::ToSession | Card::ToRecord => self.enter_session(cx),
            Card::Note => self.typing = true,
            Card::Copy => self.copy(false, cx),
            Card::CopyMasked => self.copy(true, cx),
            Card::OpenRecord => self.open_record(cx),
            Card::Edit => cx.open(Open::EditLearner { learner: self.learner() }),
            Card::NoteDone => self.keep_note(cx),
            Card::NoteKind => self.step_kind(1, cx.core),
            Card::TakeText => self.take_text(cx),
            Card::NoteKindBack => self.step_kind(NoteKind::ALL.len() - 1, cx.core),
        }
    }

    fn enter_session(&mut self, cx: &mut Cx<'_>) {
        let Some(view) = &self.view else { return };
        match today(view, cx.core.now) {
            Some((RowIs::Startable, appointment)) if self.starting.is_none() => {
                let session = cx.make_id();
                let start = Record::Start { appointment, session, override_reason: None };
                self.starting = Some(Starting { request: cx.record(start), appointment, session });
            }
            Some((RowIs::Running, appointment)) => cx.open(Open::Session { appointment }),
            // One that is not closed yet turns into its session.
            Some((RowIs::Held | RowIs::BrokenOff, appointment)) => cx.open(Open::Record { appointment }),
            // A second Enter while the first is on its way starts nothing twice.
            Some((RowIs::Startable | RowIs::Ahead | RowIs::Missed | RowIs::Moved, _)) | None => {}
        }
    }

    fn open_record(&self, cx: &mut Cx<'_>) {
        match self.view.as_ref().and_then(|view| view.newest_record) {
            Some(appointment) => cx.open(Open::Record { appointment }),
            None => {
                let told = crate::i18n::record::none_closed(cx.core.lang);
                cx.core.say(Severity::Done, told);
            }
        }
    }

    fn copy(&self, without_names: bool, cx: &mut Cx<'_>) {
        if let Some(view) = &self.view {
            let text = brief::text(cx.core, view, without_names);
            cx.copy(&text, !without_names, notice::copy_brief(cx.core.lang));
        }
    }

    fn step_kind(&mut self, by: usize, core: &Core) {
        // Its draft is to come back as what it is now.
        self.note.touch(core.now);
        let at = NoteKind::ALL.iter().position(|kind| *kind == self.kind).unwrap_or(0);
        self.kind = NoteKind::ALL.get((at + by) % NoteKind::ALL.len()).copied().unwrap_or(NoteKind::Memo);
    }

    /// What was handed over last time, else the newest note, becomes the text of an empty line.
    fn take_text(&mut self, cx: &mut Cx<'_>) {
        let brief = self.view.as_ref().and_then(|view| view.brief.next_focus.as_ref()).map(|(_, text)| text);
        let note = || self.view.as_ref().and_then(|view| view.notes.iter().max_by_key(|note| note.at));
        let Some(text) = brief.or_else(|| note().map(|note| &note.text)) else {
            return cx.core.say(Severity::Done, session::no_last_text(cx.core.lang));
        };
        let text = text.reveal(Reveal::granted()).as_str().to_owned();
        let _ = self.note.insert(&text, cx.core.now);
    }

    /// Keeps the line and stays for the next one. A prefix says the kind; without one the chosen kind counts.
    fn keep_note(&mut self, cx: &mut Cx<'_>) {
        let line = self.note.text();
        let (kind, text, promised_by) = filed(&line, self.kind, cx.core.today());
        if text.is_empty() {
            return;
        }
        let lang = cx.core.lang;
        let strange = patient_hint(&text);
        let (id, target): (Id, Id) = (cx.make_id(), cx.make_id());
        let record = Record::Note(NoteLine {
            id,
            target,
            session: None,
            learner: Some(self.learner()),
            pharmacy: None,
            kind,
            text,
            section: None,
            item: None,
            promised_by,
        });
        cx.forget_draft(&self.note);
        self.note = TextField::line("").kept("card_note", self.learner());
        let request = if strange {
            cx.core.say(Severity::Warning, card::note_patient(lang));
            cx.record(record)
        } else {
            cx.record_saying(record, |_| card::note_saved(lang).to_owned())
        };
        self.sent.push((request, line));
        self.kind = NoteKind::Memo;
    }

    /// A line that did not reach the disk is in the field again, before what was typed since.
    fn give_back(&mut self, text: &str, core: &Core) {
        let since = self.note.text();
        let both = if since.is_empty() { text.to_owned() } else { format!("{text} {since}") };
        self.note.set(&both, core.now);
        self.note.caret_to(both.len());
        self.typing = true;
    }
}
