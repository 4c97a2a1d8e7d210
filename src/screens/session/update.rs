//! What keys do here, and what becomes of answers.

use chrono::{DateTime, Utc};

use super::noting::line_cells;
use super::rows::{self, RowKey};
use super::state::{Focus, State};
use super::trimming::too_much;
use crate::app::{Core, Cx, Go, Open, Page, RequestId, Slept, Target, TextField};
use crate::command::session::Session;
use crate::command::{Command, Context, Fact, Facts, Key};
use crate::domain::{AppointmentState, Id, NoteKind};
use crate::layout::pacing::next_second;
use crate::request::{Ask, Draft, Failure, NoteView, Refusal, Reply, Reverted, SessionView};

impl Page for State {
    fn context(&self) -> Context {
        if self.strip.is_some() {
            return Context::Marks;
        }
        if self.pick.is_some() {
            return Context::Homework;
        }
        match self.focus {
            Focus::Rows => Context::Session,
            Focus::Line => Context::Note,
            Focus::Words | Focus::Comment => Context::Words,
        }
    }

    fn facts(&self, core: &Core) -> Facts {
        let too_much = |pick: &super::state::Pick| !too_much(&pick.rows, core.homework_minutes).is_empty();
        let facts = Facts::of(&[Fact::InSession, Fact::HasParts])
            .with_if(Fact::TooMuchHomework, self.pick.as_ref().is_some_and(too_much));
        let Some(view) = &self.view else { return facts.with(Fact::Locked) };
        let on_words = match self.at {
            Some(RowKey::Item(id)) => rows::item(view, id).is_some_and(|item| item.words.is_some()),
            Some(RowKey::Homework(_) | RowKey::Criterion(_) | RowKey::Note(_)) | None => false,
        };
        let rated = view.role_play.as_ref().is_some_and(|play| play.criteria.iter().any(|c| c.score.is_some()));
        facts
            .with(Fact::HasSomeone)
            .with_if(Fact::Locked, view.closed)
            .with_if(Fact::Paused, view.paused_since.is_some())
            .with_if(Fact::OtherLive, !view.beside.is_empty())
            .with_if(Fact::OnWords, on_words)
            .with_if(Fact::OnCriterion, matches!(self.at, Some(RowKey::Criterion(_))))
            .with_if(Fact::OnNote, matches!(self.at, Some(RowKey::Note(_))))
            .with_if(Fact::Rated, rated && !self.is_new_run())
            .with_if(Fact::OnCarried, self.carried().is_some())
            .with_if(Fact::OnSkipped, self.skipped().is_some())
            .with_if(Fact::CanTakeIn, view.can_take_in.is_some())
            .with_if(Fact::OnPrivate, self.note().is_some_and(|note| note.private))
            .with_if(Fact::FieldEmpty, self.line.field.is_empty())
            .with_if(Fact::RowAbove, self.focus == Focus::Line && self.line.field.has_row_above(line_cells(core)))
            .with_if(Fact::AsKept, self.is_as_kept(core))
            .with_if(Fact::HasLearner, view.learner.is_some())
            .with_if(Fact::HasLink, view.meeting_url.is_some())
    }

    fn target(&self) -> Target {
        let Some(view) = &self.view else { return Target::default() };
        let whose = Target::of_meeting(view.learner.as_ref(), view.owner.as_ref(), &view.pharmacy);
        Target { link: view.meeting_url.clone(), flag: view.flag, ..whose }
    }

    fn asleep(&self, core: &Core) -> Option<Slept> {
        self.slept(core)
    }

    fn record(&self) -> Option<Id> {
        self.view.as_ref().map(|view| view.session)
    }

    fn note(&self) -> Option<&NoteView> {
        let id = match (self.focus, self.at) {
            (Focus::Line, _) => self.line.editing?,
            (Focus::Rows, Some(RowKey::Note(id))) => id,
            (Focus::Rows | Focus::Words | Focus::Comment, _) => return None,
        };
        self.view.as_ref()?.notes.iter().find(|note| note.id == id)
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        self.wants_words |= std::mem::take(&mut cx.core.words_wanted);
        self.asked = Some(cx.ask(Ask::Session { appointment: self.appointment() }));
    }

    fn command(&mut self, command: Command, key: Key, cx: &mut Cx<'_>) {
        if let Command::Move(towards) = command {
            self.go(towards, cx);
            return;
        }
        let Command::Session(session) = command else { return };
        let nth = key.digit();
        match session {
            Session::Done => self.done(cx),
            // From the palette comes no digit: the outcomes are put up to choose from.
            Session::Mark => match nth {
                Some(nth) => self.mark(nth, cx),
                None => self.open_strip(),
            },
            Session::Strip => self.open_strip(),
            Session::StripSettle => self.settle_strip(None, cx),
            // A click on the hint says no digit either: it settles nothing.
            Session::StripNth | Session::PickNth if nth.is_none() => {}
            Session::StripNth => self.settle_strip(nth, cx),
            Session::StripLeft => self.step_strip(-1),
            Session::StripRight => self.step_strip(1),
            Session::Note => self.open_line(None, cx.core.now),
            Session::Keep => self.keep_line(cx),
            Session::Kind => self.cycle_kind(1, cx.core.now),
            Session::KindBack => self.cycle_kind(-1, cx.core.now),
            Session::EditLast => self.line_row(false, cx),
            Session::EditNext => self.line_row(true, cx),
            Session::TakeText => self.take_text(cx),
            Session::WrapUp => self.wrap_up(cx),
            Session::Homework => self.open_pick(cx),
            Session::PickSettle => self.settle_pick(cx),
            Session::PickTrim => self.trim_pick(cx),
            Session::PickToggle => self.tick_pick(None),
            Session::PickNth => self.tick_pick(nth.and_then(|n| usize::from(n).checked_sub(1))),
            Session::Request => self.open_line(Some(NoteKind::Request), cx.core.now),
            Session::Promise => self.open_line(Some(NoteKind::Promise), cx.core.now),
            Session::Question => self.open_line(Some(NoteKind::Question), cx.core.now),
            Session::Win => self.open_line(Some(NoteKind::Win), cx.core.now),
            Session::Pause | Session::Continue => self.turn_clock(cx),
            Session::Other => self.switch(cx),
            Session::Words => self.open_words(),
            Session::Comment => self.open_comment(),
            Session::WordsKeep if self.focus == Focus::Comment => {
                self.next_comment(cx);
                self.left_field(cx);
            }
            Session::WordsKeep => {
                self.keep_words(cx);
                self.left_field(cx);
            }
            Session::EditNote => {
                if let Some(RowKey::Note(id)) = self.at {
                    self.edit_note(id);
                }
            }
            Session::DeleteNote => self.delete_note(cx),
            Session::TakeIn => self.take_in(cx),
            Session::DropItem | Session::SkipReason => self.ask_why(cx),
            Session::Attempt => self.begin_run(cx),
        }
    }

    fn field(&self) -> Option<&TextField> {
        match self.focus {
            Focus::Rows => None,
            Focus::Line => Some(&self.line.field),
            Focus::Words => self.words.as_ref().map(|(_, field)| field),
            Focus::Comment => self.commenting.as_ref().map(|commenting| &commenting.field),
        }
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        match self.focus {
            Focus::Rows => None,
            Focus::Line => Some(&mut self.line.field),
            Focus::Words => self.words.as_mut().map(|(_, field)| field),
            Focus::Comment => self.commenting.as_mut().map(|commenting| &mut commenting.field),
        }
    }

    fn row_cells(&self, core: &Core) -> Option<usize> {
        (self.focus == Focus::Line).then(|| line_cells(core))
    }

    fn kept(&self) -> Vec<&TextField> {
        let words = self.words.iter().map(|(_, field)| field);
        let lines = std::iter::once(&self.line).chain(&self.left).map(|line| &line.field);
        lines.chain(words).chain(self.commenting.iter().map(|commenting| &commenting.field)).collect()
    }

    fn back(&mut self, cx: &mut Cx<'_>) -> bool {
        if self.strip.take().is_some() || self.pick.take().is_some() {
            return true;
        }
        if self.focus != Focus::Rows {
            self.focus = Focus::Rows;
            self.drop_unchanged(cx);
            self.drop_unchanged_comment(cx);
            self.left_field(cx);
            return true;
        }
        if matches!(self.at, Some(RowKey::Note(_))) {
            self.at = self.view.as_ref().and_then(|view| rows::resume_at(view, |key| self.is_marked(key)));
            return true;
        }
        false
    }

    /// Typed text is a note, whatever was open above the panes.
    fn typed(&mut self, text: &str, cx: &mut Cx<'_>) -> bool {
        let taken = self.writable(cx.core);
        if taken {
            self.type_line(text, cx);
        } else {
            cx.refuse_to_write();
        }
        taken
    }

    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, cx: &mut Cx<'_>) {
        if let Ok(Reply::Session(view)) = reply {
            // An older question whose answer comes late tells nothing new.
            if self.asked == Some(id) {
                self.arrived(view, cx);
            }
            return;
        }
        if let (true, Err(Failure::Refused(Refusal::Gone { .. }))) = (self.asked == Some(id), &reply) {
            // The start was undone: there is no such session any more.
            cx.core.running = None;
            cx.go(Go::Home);
            return;
        }
        let ok = reply.is_ok();
        let ours = self.marked(id, reply.as_ref().err())
            || self.line_kept(id, ok, cx)
            || self.words_kept(id, ok, cx)
            || self.comment_kept(id, ok, cx)
            || self.assigned(id, ok)
            || self.pausing.take_if(|request| *request == id).is_some();
        // Branches, suggestions and counts follow from what was recorded.
        if ok || ours {
            self.load(cx);
        }
    }

    /// A line goes to the disk with its kind and the row of the cursor, also one that is not in the field now.
    fn take_drafts(&mut self, now: Option<DateTime<Utc>>, at: DateTime<Utc>) -> Vec<Draft> {
        let row = self.at.map(RowKey::to_word).unwrap_or_default();
        let lines = std::iter::once(&mut self.line).chain(&mut self.left).filter_map(|line| {
            let draft = line.field.take_draft(now, at)?;
            Some(Draft { beside: format!("{} {row}", line.kind.word()), ..draft })
        });
        let words = self.words.as_mut().and_then(|(_, field)| field.take_draft(now, at));
        let comment = self.commenting.as_mut().and_then(|commenting| commenting.field.take_draft(now, at));
        lines.chain(words).chain(comment).collect()
    }

    fn before_start(&mut self, cx: &mut Cx<'_>) -> bool {
        self.focus == Focus::Line && self.join_line(cx)
    }

    /// A line that was emptied by hand goes on being deleted no further than to its beginning.
    fn edited(&mut self, _cx: &mut Cx<'_>) {
        if self.focus == Focus::Line && self.line.field.is_empty() {
            self.kept = None;
        }
    }

    fn restore(&mut self, draft: &Draft) -> bool {
        self.take_draft(draft)
    }

    fn reverted(&mut self, reverted: &Reverted) {
        let Some(view) = self.view.as_deref().filter(|_| !reverted.redone) else { return };
        let marked = rows::order(view).into_iter().map(|(_, key)| key).filter(|key| self.is_marked(*key)).collect();
        self.marked_before_undo = Some(marked);
    }

    fn spot(&self) -> Option<String> {
        self.at.map(RowKey::to_word)
    }
    fn back_to(&mut self, spot: &str, _cx: &mut Cx<'_>) {
        self.at = RowKey::from_word(spot).or(self.at);
        self.marked_before_undo = None;
    }

    fn click(&mut self, x: u16, y: u16, cx: &mut Cx<'_>) {
        if self.focus == Focus::Rows && self.pick.is_none() && self.strip.is_none() {
            let hit = super::places::places(self, cx.core).and_then(|places| places.hit(x, y));
            match hit {
                Some(super::places::Hit::Row(key)) => self.at = Some(key),
                Some(super::places::Hit::Pane(pane)) => self.enter(pane),
                None => {}
            }
        }
    }

    fn next_timer(&self, core: &Core) -> Option<DateTime<Utc>> {
        self.is_live().then(|| next_second(core.clock))
    }
}

impl State {
    fn arrived(&mut self, view: Box<SessionView>, cx: &mut Cx<'_>) {
        if view.state == AppointmentState::InProgress {
            let runs = view.beside.iter().find(|other| view.aside_since.is_some() && !other.aside);
            cx.core.running = Some(runs.map_or(view.appointment, |other| other.appointment));
        }
        if view.role_play.as_ref().is_some_and(|play| play.id.is_some() && play.id == self.run) {
            self.run = None;
        }
        self.forget_gone(&view, cx);
        let first = self.view.is_none();
        let before: Vec<RowKey> = self.view.iter().flat_map(|view| rows::order(view)).map(|(_, key)| key).collect();
        let stays = self.was_at.take().or(self.at.filter(|_| !first)).filter(|at| rows::stands(&view, *at));
        self.view = Some(view);
        if stays.is_some() {
            self.at = stays;
            self.onto_what_opened(&before);
        } else {
            let at = self.view.as_ref().and_then(|view| {
                // A closed record is read from its beginning.
                rows::resume_at(view, |key| !view.closed && self.is_marked(key))
            });
            self.at = at;
        }
        // Back to what is open again: the next key marks that, and not the row behind it.
        let open_again =
            self.marked_before_undo.take().and_then(|rows| rows.into_iter().find(|key| !self.is_marked(*key)));
        self.at = open_again.or(self.at);
        if std::mem::take(&mut self.wants_words) {
            self.open_words();
        }
        for draft in std::mem::take(&mut self.drafts) {
            if self.take_draft(&draft) {
                Self::tell_restored(&draft, cx);
            }
        }
    }

    /// A further run of the role-play: its ratings begin anew, those of the last one are kept.
    fn begin_run(&mut self, cx: &mut Cx<'_>) {
        let pending = self.marks.iter().any(|(key, _)| matches!(key, RowKey::Criterion(_)));
        if pending || self.view.as_ref().is_none_or(|view| view.role_play.is_none()) {
            return;
        }
        // What is half typed is about the one before.
        self.keep_comment(cx);
        self.run = Some(cx.make_id());
        self.at = Some(RowKey::Criterion(0));
        self.turned = (None, 0);
        let text = crate::i18n::session::attempt_begun(cx.core.lang, self.attempt());
        cx.core.say(crate::app::Severity::Done, text);
    }

    /// The wrap-up. Lines that are half typed are kept first: behind the wrap-up there is no way back to them.
    fn wrap_up(&mut self, cx: &mut Cx<'_>) {
        let Some(session) = self.view.as_ref().map(|view| view.session) else { return };
        let left = std::mem::take(&mut self.left);
        self.focus = Focus::Rows;
        self.keep_line(cx);
        for line in left {
            self.line = line;
            self.keep_line(cx);
        }
        if self.words.is_some() {
            self.keep_words(cx);
        }
        self.keep_comment(cx);
        cx.open(Open::WrapUp { session, begun: false });
    }
}
