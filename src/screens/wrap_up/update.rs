//! What keys do here, and what becomes of answers.

use chrono::{DateTime, Utc};

use super::parts::Part;
use super::state::{ANSWER, FOCUS, State, Step, Touched};
use crate::app::{Core, Cx, Go, Open, Page, RequestId, Severity, Slept, Target, TextField};
use crate::command::moves::Move;
use crate::command::wrap_up::WrapUp;
use crate::command::{Command, Context, Fact, Facts, Key};
use crate::domain::{AppointmentKind, Id};
use crate::i18n::session;
use crate::request::record::CloseResult;
use crate::request::{Ask, Draft, Failure, Record, Refusal, Reply};
use crate::screens::not_held::About;
use crate::screens::session::trimming::too_much;
use crate::text::mask::{Private, Reveal};

impl Page for State {
    fn context(&self) -> Context {
        if self.part.is_field() && self.form.is_some() { Context::WrapUpField } else { Context::WrapUp }
    }

    fn facts(&self, core: &Core) -> Facts {
        let too_much = |form: &super::state::Form| !too_much(&form.tasks, core.homework_minutes).is_empty();
        let empty = self.form.as_ref().is_none_or(|form| form.focus.is_empty()) && self.part == Part::Focus;
        Facts::of(&[Fact::HasParts, Fact::InWrapUp])
            .with_if(Fact::OnChoice, self.part.has_choice() || self.is_asked())
            .with_if(Fact::OnAnswer, matches!(self.part, Part::Answer(_)))
            .with_if(Fact::OnSettle, self.part == Part::Settle && !self.choice_open())
            .with_if(Fact::TooMuchHomework, self.form.as_ref().is_some_and(too_much))
            .with_if(Fact::OnButton, !self.part.can_tick())
            .with_if(Fact::FieldEmpty, empty)
            .with_if(Fact::HasLearner, self.met().is_some_and(|met| met.learner.is_some()))
    }

    fn target(&self) -> Target {
        let Some(met) = self.met() else { return Target::default() };
        let whose = Target::of_meeting(met.learner.as_ref(), met.owner.as_ref(), &met.pharmacy);
        Target { link: met.meeting_url.clone(), flag: met.flag, ..whose }
    }

    fn record(&self) -> Option<Id> {
        Some(self.session())
    }

    fn asleep(&self, core: &Core) -> Option<Slept> {
        let met = self.met().filter(|met| !met.closed && !core.file.read_only)?;
        core.asleep_in(met)
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        self.asked = Some(cx.ask(Ask::WrapUp { session: self.session(), now: cx.core.now }));
    }

    fn command(&mut self, command: Command, key: Key, cx: &mut Cx<'_>) {
        if let Command::Move(towards) = command {
            if self.short && matches!(towards, Move::NextPart | Move::PreviousPart) {
                self.unfold();
                return;
            }
            self.go(towards);
            self.promised = None;
            // Its digits are those of another choice now.
            if self.part.has_choice() && !matches!(self.part, Part::Question(_) | Part::Unmarked) {
                self.stop_asking(cx);
            }
            return;
        }
        let Command::WrapUp(command) = command else { return };
        let nth = key.digit().map_or(0, usize::from);
        let steps = self.done.len();
        let before = self.choices().filter(|_| !matches!(command, WrapUp::Undo | WrapUp::Redo));
        match command {
            // Anywhere but on the button it is only the way there: a stray Enter closes nothing. And it passes by no choice
            // that closing needs.
            WrapUp::Settle | WrapUp::ToButton if self.part == Part::Settle => self.close(cx),
            WrapUp::ToButton if self.is_needed() && self.needs_choice(cx) => {}
            WrapUp::AnswerDone => self.keep_answer(cx),
            WrapUp::Settle | WrapUp::ToButton | WrapUp::FieldDone => {
                self.left_field();
                self.part = Part::Settle;
            }
            // From the palette comes no digit: the cursor goes where one is taken.
            WrapUp::Result if nth == 0 => self.part = Part::Result,
            WrapUp::Result => self.choose_result(nth, cx),
            WrapUp::Choose => self.choose(nth, cx),
            WrapUp::Toggle => self.tick_here(),
            WrapUp::Trim => self.trim_homework(cx),
            WrapUp::Left => self.sideways(-1, cx),
            WrapUp::Right => self.sideways(1, cx),
            WrapUp::LaterWeek => self.shift(1, cx),
            WrapUp::EarlierWeek => self.shift(-1, cx),
            WrapUp::Flag => self.cycle_flag(),
            WrapUp::Undo => self.undo(cx),
            WrapUp::Redo => self.redo(cx),
            WrapUp::Copy => self.copy(false, cx),
            WrapUp::CopyMasked => self.copy(true, cx),
            WrapUp::FieldBack => self.step(-1, Part::is_stop),
            WrapUp::FieldTakeText => {
                let last = self.met().and_then(|met| met.last_text.clone());
                match (last, &mut self.form) {
                    (Some(text), Some(form)) => {
                        // One burst, which undo takes back as one.
                        let _ = form.focus.insert(text.reveal(Reveal::granted()).as_str(), cx.core.now);
                        form.touch(Touched::Focus);
                    }
                    (None, _) => cx.core.say(Severity::Done, session::no_last_text(cx.core.lang)),
                    (Some(_), None) => {}
                }
            }
        }
        // A command that recorded something is taken back with its record.
        if let Some(before) = before.filter(|_| self.done.len() == steps) {
            self.remember(before);
        }
    }

    fn field(&self) -> Option<&TextField> {
        match self.part {
            Part::Focus => self.form.as_ref().map(|form| &form.focus),
            Part::Answer(_) => self.answering.as_ref().map(|(_, field)| field),
            _ => None,
        }
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        match self.part {
            Part::Focus => self.form.as_mut().map(|form| &mut form.focus),
            Part::Answer(_) => self.answering.as_mut().map(|(_, field)| field),
            _ => None,
        }
    }

    fn kept(&self) -> Vec<&TextField> {
        self.form.iter().map(|form| &form.focus).chain(self.answering.iter().map(|(_, field)| field)).collect()
    }

    /// Words typed on a question are its answer.
    fn typed(&mut self, text: &str, cx: &mut Cx<'_>) -> bool {
        let part = if self.is_asked() && !self.part.has_choice() { self.first_choice() } else { self.part };
        let Part::Question(question) = part else { return false };
        !cx.refuse_to_write() && self.type_answer(question, text, cx.core.now)
    }

    fn take_drafts(&mut self, now: Option<DateTime<Utc>>, at: DateTime<Utc>) -> Vec<Draft> {
        let focus = self.form.as_mut().and_then(|form| form.focus.take_draft(now, at));
        let answer = self.answering.as_mut().and_then(|(_, field)| field.take_draft(now, at));
        focus.into_iter().chain(answer).collect()
    }

    fn edited(&mut self, _cx: &mut Cx<'_>) {
        let proposed = self.view.as_ref().map(|view| view.next_focus.as_str());
        if let Some(form) = self.form.as_mut().filter(|form| proposed != Some(form.focus.text().as_str())) {
            form.touch(Touched::Focus);
        }
    }

    fn back(&mut self, cx: &mut Cx<'_>) -> bool {
        // What is typed is kept for when it is answered after all.
        if let Part::Answer(question) = self.part {
            self.part = Part::Question(question);
            return true;
        }
        if self.is_asked() {
            self.stop_asking(cx);
            self.left_field();
            self.part = Part::Settle;
            return true;
        }
        let leaves = self.part == Part::Focus;
        if leaves {
            self.left_field();
            self.part = Part::Settle;
        }
        leaves || self.unbegin(cx)
    }

    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, cx: &mut Cx<'_>) {
        if reply.is_err() {
            self.forget_step(id);
        }
        if self.closing == Some(id) {
            self.closing = None;
            self.closed(&reply, cx);
            return;
        }
        if self.slots_asked == Some(id) {
            self.slots_asked = None;
            if let Ok(Reply::Slots(slots)) = reply {
                self.missed_slots = slots;
                self.propose_slot();
            }
            return;
        }
        match reply {
            Ok(Reply::WrapUp(view)) if self.asked == Some(id) => self.arrived(view, cx),
            Ok(Reply::Recorded(_)) => self.load(cx),
            // The start was undone: there is nothing to wrap up any more.
            Err(Failure::Refused(Refusal::Gone { .. })) if self.asked == Some(id) => cx.close(),
            Ok(_) | Err(_) => {}
        }
    }

    fn spot(&self) -> Option<String> {
        Some(self.spot_word())
    }
    fn back_to(&mut self, spot: &str, _cx: &mut Cx<'_>) {
        self.back_to_spot(spot);
    }

    fn restore(&mut self, draft: &Draft) -> bool {
        self.take_draft(draft)
    }

    fn click(&mut self, x: u16, y: u16, cx: &mut Cx<'_>) {
        let hit = super::placing::hit(self, cx.core, x, y);
        match hit {
            Some(super::placing::Hit::Part(part)) => {
                self.left_field();
                self.promised = None;
                self.part = part;
            }
            Some(super::placing::Hit::Settle) => {
                self.left_field();
                self.part = Part::Settle;
                if !cx.refuse_to_write() {
                    self.close(cx);
                }
            }
            Some(super::placing::Hit::Back) if !self.unbegin(cx) => cx.close(),
            Some(super::placing::Hit::Back) | None => {}
        }
    }
}

impl State {
    /// Nothing took place yet: who backs out of the result has not started a 1on1 either. The answer leads back to the day.
    fn unbegin(&mut self, cx: &mut Cx<'_>) -> bool {
        let recorded = self.done.iter().chain(&self.undone).any(|step| matches!(step, Step::Recorded(_)));
        let unbegun = self.begun && !recorded && self.closing.is_none() && !cx.core.file.read_only;
        if unbegun {
            self.begun = false;
            cx.record(Record::Undo);
        }
        unbegun
    }

    fn go(&mut self, towards: Move) {
        match towards {
            Move::Up => self.step(-1, |_| true),
            Move::Down => self.step(1, |_| true),
            Move::NextPart => self.step(1, Part::is_stop),
            Move::PreviousPart => self.step(-1, Part::is_stop),
            Move::Home | Move::PageUp => self.part = self.parts().first().copied().unwrap_or(Part::Settle),
            Move::End | Move::PageDown => self.part = Part::Settle,
        }
    }

    /// To the next part at which `stop` says to stop, and round.
    pub(super) fn step(&mut self, by: isize, stop: impl Fn(Part) -> bool) {
        self.left_field();
        let parts = self.parts();
        let len = isize::try_from(parts.len()).unwrap_or(1);
        let mut at =
            parts.iter().position(|part| *part == self.part).and_then(|n| isize::try_from(n).ok()).unwrap_or(0);
        for _ in 0..parts.len() {
            at = (at + by).rem_euclid(len);
            let found = usize::try_from(at).ok().and_then(|n| parts.get(n));
            if let Some(part) = found.filter(|part| stop(**part)) {
                self.part = *part;
                return;
            }
        }
    }

    /// The hand-over line is left: what stands there is what will be handed over.
    fn left_field(&mut self) {
        let proposed = self.view.as_ref().map(|view| view.next_focus.clone());
        let changed = |text: &str| proposed.as_deref() != Some(text);
        if let Some(form) = self.form.as_mut().filter(|form| self.part == Part::Focus && changed(&form.focus.text())) {
            form.touch(Touched::Focus);
        }
    }

    fn take_draft(&mut self, draft: &Draft) -> bool {
        if draft.field == ANSWER {
            return self.take_answer(draft);
        }
        if draft.field != FOCUS || draft.owner != self.session() || draft.text.is_empty() {
            return false;
        }
        let Some(form) = self.form.as_mut().filter(|form| !form.is_touched(Touched::Focus)) else { return false };
        form.focus.restore(draft);
        form.touch(Touched::Focus);
        true
    }

    /// The pharmacy of a kickoff that was just held.
    fn held_kickoff(&self) -> Option<(Id, Private)> {
        let session = self.view.as_ref().map(|view| &view.session).filter(|s| s.kind == AppointmentKind::Kickoff)?;
        let held = self.form.as_ref().is_some_and(|form| form.result == CloseResult::Held);
        held.then(|| (session.pharmacy.id, session.pharmacy.name.clone()))
    }

    fn closed(&mut self, reply: &Result<Reply, Failure>, cx: &mut Cx<'_>) {
        match reply {
            Ok(_) => {
                // One that was set aside is still in progress.
                let beside = self.view.as_ref().and_then(|view| view.session.beside.first());
                cx.core.running = beside.map(|other| other.appointment);
                cx.core.closed_at = Some(cx.core.now);
                if let Some(form) = &self.form {
                    cx.forget_draft(&form.focus);
                }
                cx.go(Go::Done);
                // What the kickoff was held for: the learners' first sessions.
                let about = self.held_kickoff().and_then(|(id, name)| About::after_kickoff(id, name, cx.core));
                if let Some(about) = about {
                    cx.open(Open::NotHeld(Box::new(about)));
                }
            }
            Err(Failure::Refused(Refusal::QuestionOpen { question })) => {
                self.part = Part::Question(*question);
                self.load(cx);
            }
            // The words stand in the session: its line is opened, and the trainer writes on.
            Err(Failure::Refused(Refusal::PurposeMissing)) => {
                let Some(appointment) = self.met().map(|met| met.appointment) else { return };
                cx.core.words_wanted = true;
                cx.go(Go::Replace(Open::Session { appointment }));
            }
            Err(Failure::Refused(_) | Failure::Trouble(_)) => {}
        }
    }
}
