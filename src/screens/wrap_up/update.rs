//! What keys do here. `Enter` on the button closes the record as it is filled in; anywhere else it leads to the button.

use super::message;
use super::state::{Ending, FIELDS, FOLLOW_UP, HOMEWORK, NEXT, NEXT_FOCUS, Place, RESULT, State};
use crate::app::{Core, Cx, Go, Page, RequestId, Severity, Target, TextField};
use crate::command::moves::Move;
use crate::command::wrap_up::WrapUp;
use crate::command::{Command, Context, Fact, Facts, Key};
use crate::domain::{BusinessDate, Level, Outcome};
use crate::i18n::wrap_up as words;
use crate::layout::words::{clock, day};
use crate::request::record::{Answer, Close, Slot, Task};
use crate::request::{Ask, Draft, Failure, Record, Refusal, Reply};
use crate::text::mask::Reveal;

impl Page for State {
    fn context(&self) -> Context {
        if self.at == Place::Focus { Context::WrapUpField } else { Context::WrapUp }
    }

    fn facts(&self, _core: &Core) -> Facts {
        let choice = match self.at {
            Place::Question(_) | Place::Unmarked | Place::Mood | Place::Task(_) | Place::Slot | Place::Flag => true,
            Place::Result | Place::Focus | Place::Button => false,
        };
        let ticks = matches!(self.at, Place::Task(_) | Place::Flag);
        Facts::of(&[Fact::HasParts])
            .with_if(Fact::OnChoice, choice)
            .with_if(Fact::OnButton, !ticks)
            .with_if(Fact::FieldEmpty, self.line.is_empty())
    }

    fn target(&self) -> Target {
        let Some(view) = &self.view else { return Target::default() };
        Target {
            learner: view.session.learner.as_ref().map(|p| p.id),
            pharmacy: Some(view.session.pharmacy.id),
            name: view.session.learner.as_ref().or(view.session.owner.as_ref()).map(|p| p.name.clone()),
            link: view.session.meeting_url.clone(),
            flag: self.flag,
        }
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let ask = Ask::WrapUp { session: self.session(), now: cx.core.now };
        self.asked = Some(cx.ask(ask));
    }

    fn field(&self) -> Option<&TextField> {
        (self.at == Place::Focus).then_some(&self.line)
    }
    fn field_mut(&mut self) -> Option<&mut TextField> {
        (self.at == Place::Focus).then_some(&mut self.line)
    }
    fn edited(&mut self, _cx: &mut Cx<'_>) {
        self.touch(NEXT_FOCUS);
    }
    fn restore(&mut self, draft: &Draft) -> bool {
        let mine = self.line.keeps(draft);
        if mine {
            self.line.restore(draft);
            self.touch(NEXT_FOCUS);
        }
        mine
    }
    fn back(&mut self, _cx: &mut Cx<'_>) -> bool {
        let typing = self.at == Place::Focus;
        if typing {
            self.at = Place::Button;
        }
        typing
    }

    fn command(&mut self, command: Command, key: Key, cx: &mut Cx<'_>) {
        match command {
            Command::Move(towards) => self.go(towards),
            Command::WrapUp(own) => self.own(own, key, cx),
            _ => {}
        }
    }

    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, cx: &mut Cx<'_>) {
        if self.closing == Some(id) {
            self.closing = None;
            match reply {
                Ok(_) => {
                    cx.forget_draft(&self.line);
                    cx.core.running = None;
                    cx.go(Go::Home);
                }
                Err(Failure::Refused(Refusal::QuestionOpen { .. } | Refusal::PurposeMissing)) => self.load(cx),
                Err(_) => {}
            }
        } else if self.answering == Some(id) {
            self.answering = None;
            self.load(cx);
        } else if let (true, Ok(Reply::WrapUp(view))) = (self.asked == Some(id), reply) {
            self.asked = None;
            self.fill(view, cx.core);
        }
    }
}

impl State {
    fn go(&mut self, towards: Move) {
        let places = self.places();
        let at = places.iter().position(|p| *p == self.at).unwrap_or(places.len() - 1);
        let to = match towards {
            Move::Up | Move::PreviousPart => at.checked_sub(1).unwrap_or(places.len() - 1),
            Move::Down | Move::NextPart => (at + 1) % places.len(),
            Move::Home | Move::PageUp => 0,
            Move::End | Move::PageDown => places.len() - 1,
        };
        self.at = places[to];
    }

    fn own(&mut self, command: WrapUp, key: Key, cx: &mut Cx<'_>) {
        match command {
            WrapUp::Settle if self.at == Place::Button => self.settle(cx),
            WrapUp::Settle | WrapUp::FieldDone => self.at = Place::Button,
            WrapUp::FieldBack => self.go(Move::PreviousPart),
            WrapUp::Result => {
                if let Some(ending) = key.digit().and_then(|n| self.ending.nth(n)) {
                    self.end(ending);
                }
            }
            WrapUp::Choose => {
                if let Some(n) = key.digit() {
                    self.choose(n, cx);
                }
            }
            WrapUp::Toggle => match self.at {
                Place::Task(n) => self.tick(n),
                Place::Flag => self.cycle_flag(),
                Place::Question(_)
                | Place::Unmarked
                | Place::Result
                | Place::Mood
                | Place::Slot
                | Place::Focus
                | Place::Button => {}
            },
            WrapUp::Left => self.sideways(-1),
            WrapUp::Right => self.sideways(1),
            WrapUp::LaterWeek => self.shift_slot(7),
            WrapUp::EarlierWeek => self.shift_slot(-7),
            WrapUp::Flag => self.cycle_flag(),
            WrapUp::Copy => self.copy(cx, false),
            WrapUp::CopyMasked => self.copy(cx, true),
            WrapUp::FieldTakeText => self.take_last(cx),
        }
    }

    fn end(&mut self, ending: Ending) {
        self.ending = ending;
        self.touch(RESULT);
    }

    /// The n-th option of the row under the cursor.
    fn choose(&mut self, n: u8, cx: &mut Cx<'_>) {
        match self.at {
            Place::Question(at) => self.answer(at, n, cx),
            Place::Unmarked => match n {
                1 => self.mark_rest(Outcome::Done),
                2 => {
                    self.mark_rest(Outcome::Planned);
                    self.end(Ending::BrokenOff);
                }
                _ => {}
            },
            Place::Mood if (1..=5).contains(&n) => self.mood = Some(n),
            Place::Task(_) => self.tick(usize::from(n).saturating_sub(1)),
            Place::Slot => self.take_slot(n),
            Place::Flag => {
                let level = [None, Some(Level::Contact), Some(Level::Urgent)];
                if let Some(level) = level.get(usize::from(n).wrapping_sub(1)) {
                    self.flag = *level;
                    self.touch(FOLLOW_UP);
                }
            }
            Place::Mood | Place::Result | Place::Focus | Place::Button => {}
        }
    }

    fn mark_rest(&mut self, outcome: Outcome) {
        self.unmarked = Some(outcome);
        self.touch(RESULT);
        self.at = Place::Button;
    }

    /// A proposal by number; one behind the last is "later".
    fn take_slot(&mut self, n: u8) {
        let Some(view) = &self.view else { return };
        let at = usize::from(n).wrapping_sub(1);
        if at > view.slots.len() {
            return;
        }
        self.slot = view.slots.get(at).map(|s| Slot { start: s.start, minutes: s.minutes });
        self.touch(NEXT);
    }

    fn tick(&mut self, n: usize) {
        if let Some(choice) = self.tasks.get_mut(n) {
            choice.ticked = !choice.ticked;
            self.touch(HOMEWORK);
        }
    }

    fn cycle_flag(&mut self) {
        self.flag = match self.flag {
            None | Some(Level::Watch) => Some(Level::Contact),
            Some(Level::Contact) => Some(Level::Urgent),
            Some(Level::Urgent) => None,
        };
        self.touch(FOLLOW_UP);
    }

    fn sideways(&mut self, by: i64) {
        match self.at {
            Place::Slot => self.shift_slot(by),
            Place::Question(_) => {
                let moved = BusinessDate(self.promise).plus(by).0;
                self.promise = moved;
            }
            Place::Result => {
                let to = i64::from(self.ending.place()) + by;
                if let Some(ending) = u8::try_from(to).ok().and_then(|n| self.ending.nth(n)) {
                    self.end(ending);
                }
            }
            Place::Mood => {
                let to = i64::from(self.mood.unwrap_or(0)) + by;
                self.mood = u8::try_from(to).ok().filter(|n| (1..=5).contains(n));
            }
            Place::Unmarked | Place::Task(_) | Place::Flag | Place::Focus | Place::Button => {}
        }
    }

    /// 1 answered now, 2 promised by a date, 3 handed over.
    fn answer(&mut self, at: usize, n: u8, cx: &mut Cx<'_>) {
        let open = |v: &crate::request::WrapUpView| {
            v.session.open_questions.iter().filter(|q| q.by.is_none()).nth(at).map(|q| q.question)
        };
        let Some(question) = self.view.as_deref().and_then(open) else { return };
        let answer = match n {
            1 => Answer::Answered { text: String::new() },
            2 => Answer::Promised { by: BusinessDate(self.promise) },
            3 => Answer::HandedOver,
            _ => return,
        };
        let lang = cx.core.lang;
        let said = words::question_settled(lang);
        self.answering = Some(cx.record_saying(Record::Question { question, answer }, |_| said.to_owned()));
    }

    /// Everything in one recording. What has to be decided first gets the cursor instead.
    fn settle(&mut self, cx: &mut Cx<'_>) {
        let lang = cx.core.lang;
        if self.closing.is_some() || self.view.is_none() {
            return;
        }
        if self.ending == Ending::Held || self.ending == Ending::BrokenOff {
            let open = self.questions();
            if open > 0 {
                self.at = Place::Question(0);
                return cx.core.say(Severity::Warning, words::questions_first(lang, open));
            }
        }
        if self.asks_unmarked() {
            self.at = Place::Unmarked;
            return cx.core.say(Severity::Warning, words::unmarked_first(lang));
        }
        let Some(view) = &self.view else { return };
        let next = self.slot.filter(|_| self.has_slot());
        let tasks: Vec<Task> = self.tasks.iter().filter(|c| c.ticked).map(|c| c.task.clone()).collect();
        let close = Close {
            session: self.session(),
            result: self.ending.recorded(),
            unmarked: self.unmarked,
            mood: self.mood,
            tasks,
            next,
            next_number: (self.ending == Ending::Held).then_some(view.next_number).flatten(),
            new_appointment: cx.make_id(),
            flag: self.flag,
            flag_id: cx.make_id(),
            next_focus: self.line.text().trim().to_owned(),
            unconfirmed: FIELDS.iter().filter(|f| !self.touched.contains(*f)).map(|f| (*f).to_owned()).collect(),
            confirmed: true,
        };
        let person = view.session.learner.as_ref().or(view.session.owner.as_ref());
        let name = person.map_or_else(|| view.session.pharmacy.name.clone(), |p| p.name.clone());
        let when = next.map(|slot| format!("{} {}", day(lang, slot.start.date()), clock(slot.start)));
        self.closing = Some(cx.record_saying(Record::Close(Box::new(close)), |lens| {
            let who = name.show(lens);
            when.as_deref().map_or_else(|| words::closed(lang, &who), |slot| words::closed_next(lang, &who, slot))
        }));
    }

    fn copy(&self, cx: &mut Cx<'_>, without_names: bool) {
        let Some(text) = message::text(cx.core, self, without_names) else { return };
        cx.copy(&text, !without_names);
    }

    /// The hand-over line of last time, into an empty field.
    fn take_last(&mut self, cx: &mut Cx<'_>) {
        let last = self.view.as_ref().and_then(|v| v.session.next_focus.as_ref()).map(|(_, line)| line.clone());
        if let (true, Some(line)) = (self.line.is_empty(), last) {
            let text = line.reveal(Reveal::granted()).as_str().to_owned();
            self.line.set(&text, cx.core.now);
            self.touch(NEXT_FOCUS);
        }
    }
}
