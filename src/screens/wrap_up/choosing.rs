//! What keys change in the form.

use chrono::TimeDelta;

use super::parts::Part;
use super::state::{Chosen, Form, RESULTS, State, Touched, result_index};
use crate::app::{Cx, Severity};
use crate::domain::{Level, Outcome};
use crate::i18n::wrap_up;
use crate::request::record::{CloseResult, NotHeld};
use crate::request::{AfterWhat, Ask};
use crate::screens::session::tasks::toggle;
use crate::screens::session::trimming::trim;

/// In the order of the digits.
pub(super) const LEVELS: [Option<Level>; 3] = [None, Some(Level::Contact), Some(Level::Urgent)];

impl Form {
    pub(super) fn touch(&mut self, field: Touched) {
        self.touched.insert(field);
    }
    pub(super) fn is_touched(&self, field: Touched) -> bool {
        self.touched.contains(&field)
    }
}

impl State {
    /// The n-th result, from 1; 欠 once more is its next reason.
    pub(super) fn choose_result(&mut self, nth: usize, cx: &mut Cx<'_>) {
        let asked = self.asks_result();
        if self.wonders_at(nth, cx) {
            return;
        }
        let Some(form) = &mut self.form else { return };
        let Some(chosen) = nth.checked_sub(1).and_then(|n| RESULTS.get(n)) else { return };
        let again = result_index(form.result) == result_index(*chosen) && nth == 4;
        form.result = match form.result {
            CloseResult::Not(NotHeld::NoShow) if again => CloseResult::Not(NotHeld::Cancelled),
            CloseResult::Not(NotHeld::Cancelled) if again => CloseResult::Not(NotHeld::ByUs),
            CloseResult::Held | CloseResult::BrokenOff | CloseResult::Not(_) => *chosen,
        };
        form.unmarked = None;
        form.touch(Touched::Result);
        // What did not take place needs its new date.
        if self.short && matches!(form.result, CloseResult::Not(_)) {
            self.unfold();
        }
        if asked {
            self.part = Part::Settle;
            self.stop_asking(cx);
        }
        self.follow_result(cx);
    }

    /// A digit that was meant for a question above would say that a 1on1 in which something was done did not take place: it
    /// goes to the result, where the same digit says so.
    fn wonders_at(&mut self, nth: usize, cx: &mut Cx<'_>) -> bool {
        let took_place = self.form.as_ref().is_some_and(|form| !matches!(form.result, CloseResult::Not(_)));
        let not = nth.checked_sub(1).and_then(|n| RESULTS.get(n)).is_some_and(|r| matches!(r, CloseResult::Not(_)));
        let done = self.met().map_or(0, |met| met.items.iter().filter(|item| item.outcome == Outcome::Done).count());
        if !took_place || !not || done == 0 || self.part == Part::Result {
            return false;
        }
        if self.short {
            self.unfold();
        }
        self.part = Part::Result;
        cx.core.say(Severity::Warning, wrap_up::done_first(cx.core.lang, done, nth));
        true
    }

    /// Another result has other proposals for the next slot.
    pub(super) fn follow_result(&mut self, cx: &mut Cx<'_>) {
        let (Some(form), Some(view)) = (&self.form, &self.view) else { return };
        let missed = matches!(form.result, CloseResult::Not(_));
        if missed && self.missed_slots.is_empty() && self.slots_asked.is_none() {
            let (appointment, now) = (view.session.appointment, cx.core.now);
            self.slots_asked = Some(cx.ask(Ask::Slots { appointment, after: AfterWhat::NotHeld, now }));
        }
        self.propose_slot();
    }

    /// The first proposal, unless somebody chose another.
    pub(super) fn propose_slot(&mut self) {
        let first = self.slots().first().map(Chosen::of);
        if let Some(form) = self.form.as_mut().filter(|form| !form.is_touched(Touched::Next)) {
            form.slot = first;
        }
    }

    /// The n-th of the part under the cursor, from 1.
    pub(super) fn choose(&mut self, nth: usize, cx: &mut Cx<'_>) {
        let Some(index) = nth.checked_sub(1) else { return };
        let part = if self.is_asked() && !self.part.has_choice() { self.first_choice() } else { self.part };
        match part {
            Part::Question(id) => self.settle_question(id, index, cx),
            Part::Unmarked => self.settle_unmarked(index, cx),
            Part::Mood => {
                if let (Some(form), Ok(mood)) = (&mut self.form, u8::try_from(nth)) {
                    // The same digit once more takes it back: it may stay empty.
                    let mood = (1..=5).contains(&mood).then_some(mood);
                    if mood.is_some() {
                        form.mood = if form.mood == mood { None } else { mood };
                    }
                }
            }
            Part::Homework(_) => self.tick(index),
            Part::Slot => {
                if let Some(slot) = self.slots().get(index).map(Chosen::of) {
                    self.set_slot(Some(slot));
                }
            }
            Part::FollowUp => {
                if let (Some(form), Some(level)) = (&mut self.form, LEVELS.get(index)) {
                    form.flag = *level;
                    form.touch(Touched::FollowUp);
                }
            }
            Part::Result => self.choose_result(nth, cx),
            Part::Answer(_) | Part::Focus | Part::Settle => {}
        }
    }

    /// The choice that is asked for first.
    pub(super) fn first_choice(&self) -> Part {
        self.open_questions().first().map_or_else(|| self.choice_behind(), |q| Part::Question(q.question))
    }

    /// The choice that is left when no question is open, else the button.
    pub(super) fn choice_behind(&self) -> Part {
        match &self.form {
            Some(form) if self.asks_unmarked() && form.unmarked.is_none() => Part::Unmarked,
            Some(_) if self.asks_result() => Part::Result,
            Some(_) | None => Part::Settle,
        }
    }

    /// Closing cannot go on without what is chosen here.
    pub(super) fn is_needed(&self) -> bool {
        matches!(self.part, Part::Question(_) | Part::Unmarked) || self.part == Part::Result && self.asks_result()
    }

    /// Nothing is asked any more, and nothing on the screen says so.
    pub(super) fn stop_asking(&mut self, cx: &mut Cx<'_>) {
        if std::mem::take(&mut self.asking) {
            cx.core.notices.withdraw();
        }
    }

    fn settle_unmarked(&mut self, index: usize, cx: &mut Cx<'_>) {
        let Some(form) = self.form.as_mut().filter(|_| index < 2) else { return };
        let all = index == 0;
        form.unmarked = Some(all);
        form.result = if all { CloseResult::Held } else { CloseResult::BrokenOff };
        form.touch(Touched::Result);
        self.part = Part::Settle;
        self.stop_asking(cx);
        self.follow_result(cx);
    }

    /// Space: a task, or whether there is a next slot at all.
    pub(super) fn tick_here(&mut self) {
        match self.part {
            Part::Homework(nth) => self.tick(nth),
            Part::Slot => {
                let first = self.slots().first().map(Chosen::of);
                let none = self.form.as_ref().is_some_and(|form| form.slot.is_some());
                self.set_slot(if none { None } else { first });
            }
            Part::Question(_)
            | Part::Answer(_)
            | Part::Unmarked
            | Part::Result
            | Part::Mood
            | Part::FollowUp
            | Part::Focus
            | Part::Settle => {}
        }
    }

    fn tick(&mut self, nth: usize) {
        if let Some(form) = self.form.as_mut().filter(|form| nth < form.tasks.len()) {
            toggle(&mut form.tasks, nth);
            form.touch(Touched::Homework);
            self.part = Part::Homework(nth);
        }
    }

    /// What is too much for a week is left out.
    pub(super) fn trim_homework(&mut self, cx: &Cx<'_>) {
        if let Some(form) = &mut self.form
            && trim(&mut form.tasks, cx.core.homework_minutes)
        {
            form.touch(Touched::Homework);
        }
    }

    fn set_slot(&mut self, slot: Option<Chosen>) {
        if let Some(form) = &mut self.form {
            form.slot = slot;
            form.touch(Touched::Next);
        }
    }

    /// `+` and `-`: a day of the answer to the question under the cursor or to the one just promised, else a week of the
    /// next slot; the cursor goes to what changes.
    pub(super) fn shift(&mut self, by: i64, cx: &mut Cx<'_>) {
        if self.is_asked() && !self.part.has_choice() {
            self.part = self.first_choice();
        }
        match self.part {
            Part::Question(_) => self.shift_answer(by, cx),
            Part::Slot => self.shift_slot(7 * by, cx),
            _ if self.promised.is_some() => self.shift_promise(by, cx),
            _ => {
                self.stop_asking(cx);
                if self.short {
                    self.unfold();
                }
                self.part = Part::Slot;
                self.shift_slot(7 * by, cx);
            }
        }
    }

    /// The next slot so many days later or earlier, at the same time.
    pub(super) fn shift_slot(&mut self, days: i64, cx: &mut Cx<'_>) {
        let now = cx.core.local(cx.core.now);
        let Some(slot) = self.form.as_ref().and_then(|form| form.slot) else { return };
        let Some(start) = slot.start.checked_add_signed(TimeDelta::days(days)).filter(|start| *start > now) else {
            return;
        };
        // Back on a proposal, its place is known again.
        let known = self.slots().iter().find(|s| s.start == start && s.minutes == slot.minutes).map(|s| s.free);
        self.set_slot(Some(Chosen { start, minutes: slot.minutes, free: known }));
    }

    /// The arrows: one to the left or the right; on the slot a day.
    pub(super) fn sideways(&mut self, by: i64, cx: &mut Cx<'_>) {
        let step = |at: usize, len: usize| {
            let at = i64::try_from(at).unwrap_or(0) + by;
            usize::try_from(at.clamp(0, i64::try_from(len).unwrap_or(1) - 1)).unwrap_or(0)
        };
        match self.part {
            Part::Slot => self.shift_slot(by, cx),
            Part::Question(_) => self.shift_answer(by, cx),
            Part::Result => {
                if let Some(at) = self.form.as_ref().map(|form| result_index(form.result)) {
                    self.choose_result(step(at, RESULTS.len()) + 1, cx);
                }
            }
            Part::FollowUp => {
                if let Some(form) = &self.form {
                    let at = LEVELS.iter().position(|level| *level == form.flag).unwrap_or(0);
                    self.choose(step(at, LEVELS.len()) + 1, cx);
                }
            }
            Part::Mood => {
                if let Some(form) = &mut self.form {
                    let mood = i64::from(form.mood.unwrap_or(if by > 0 { 0 } else { 6 })) + by;
                    form.mood = u8::try_from(mood.clamp(1, 5)).ok();
                }
            }
            Part::Answer(_) | Part::Unmarked | Part::Homework(_) | Part::Focus | Part::Settle => {}
        }
    }

    /// 要 -> 急 -> なし.
    pub(super) fn cycle_flag(&mut self) {
        if let Some(form) = &mut self.form {
            form.flag = match form.flag {
                None | Some(Level::Watch) => Some(Level::Contact),
                Some(Level::Contact) => Some(Level::Urgent),
                Some(Level::Urgent) => None,
            };
            form.touch(Touched::FollowUp);
        }
    }

    /// What needs a choice is where the cursor goes, and the notice says how; whether there was something.
    pub(super) fn needs_choice(&mut self, cx: &mut Cx<'_>) -> bool {
        if !self.choice_open() {
            return false;
        }
        let lang = cx.core.lang;
        if !self.is_needed() {
            self.part = self.first_choice();
        }
        let text = match self.part {
            Part::Unmarked => wrap_up::unmarked_first(lang).to_owned(),
            Part::Result => wrap_up::result_first(lang, self.becomes_skipped()),
            _ => wrap_up::questions_first(lang, self.open_questions().len()),
        };
        self.asking = true;
        cx.core.say(Severity::Warning, text);
        true
    }
}
