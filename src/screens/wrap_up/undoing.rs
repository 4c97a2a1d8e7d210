//! Undo within the wrap-up: its choices are on the screen only, and what was recorded before it is not its to take back.

use super::parts::Part;
use super::state::{Choices, Settled, State, Step, Touched};
use crate::app::{Cx, RequestId, Severity};
use crate::i18n::{refusal, wrap_up};
use crate::request::Record;

impl State {
    /// The form as it stands.
    pub(super) fn choices(&self) -> Option<Choices> {
        let form = self.form.as_ref()?;
        Some(Choices {
            part: self.part,
            result: form.result,
            unmarked: form.unmarked,
            mood: form.mood,
            tasks: form.tasks.clone(),
            slot: form.slot,
            flag: form.flag,
            touched: form.touched.iter().copied().filter(|field| *field != Touched::Focus).collect(),
            answer_by: form.answer_by,
        })
    }

    /// Keeps what was before a key, if the key changed anything.
    pub(super) fn remember(&mut self, before: Choices) {
        let now = self.choices().map(|now| Choices { part: before.part, ..now });
        if now.is_some_and(|now| now != before) {
            self.promised = None;
            self.did(Step::Choice(Box::new(before)));
        }
    }

    pub(super) fn did(&mut self, step: Step) {
        self.done.push(step);
        self.undone.clear();
    }

    pub(super) fn undo(&mut self, cx: &mut Cx<'_>) {
        match self.done.pop() {
            Some(Step::Choice(before)) => {
                let now = self.put_back(*before);
                self.undone.extend(now);
                cx.core.say(Severity::Done, wrap_up::choice_undone(cx.core.lang));
            }
            Some(Step::Recorded(before)) => {
                let now = self.settled(cx.record(Record::Undo));
                self.stand_at(before);
                self.undone.push(Step::Recorded(now));
            }
            None => cx.core.say(Severity::Done, refusal::nothing_to_undo(cx.core.lang)),
        }
    }

    pub(super) fn redo(&mut self, cx: &mut Cx<'_>) {
        match self.undone.pop() {
            Some(Step::Choice(after)) => {
                let now = self.put_back(*after);
                self.done.extend(now);
                cx.core.say(Severity::Done, wrap_up::choice_redone(cx.core.lang));
            }
            Some(Step::Recorded(after)) => {
                let now = self.settled(cx.record(Record::Redo));
                self.stand_at(after);
                self.done.push(Step::Recorded(now));
            }
            None => cx.core.say(Severity::Done, refusal::nothing_to_redo(cx.core.lang)),
        }
    }

    /// Where everything stands around a recording.
    pub(super) fn settled(&self, request: RequestId) -> Settled {
        let answer_by = self.form.as_ref().and_then(|form| form.answer_by);
        Settled { request, part: self.part, promised: self.promised, answer_by }
    }

    /// The cursor goes back with what was recorded; the record itself is on its way.
    fn stand_at(&mut self, settled: Settled) {
        self.part = settled.part;
        self.promised = settled.promised;
        if let Some(form) = &mut self.form {
            form.answer_by = settled.answer_by;
        }
    }

    /// Puts the form back; what stood there instead.
    fn put_back(&mut self, choices: Choices) -> Option<Step> {
        let now = self.choices()?;
        let form = self.form.as_mut()?;
        form.result = choices.result;
        form.unmarked = choices.unmarked;
        form.mood = choices.mood;
        form.tasks = choices.tasks;
        form.slot = choices.slot;
        form.flag = choices.flag;
        form.touched.retain(|field| *field == Touched::Focus);
        form.touched.extend(choices.touched);
        form.answer_by = choices.answer_by;
        if self.parts().contains(&choices.part) {
            self.part = choices.part;
        }
        Some(Step::Choice(Box::new(now)))
    }

    /// The part of the cursor, and how many steps were made and taken back.
    pub(super) fn spot_word(&self) -> String {
        format!("{} {} {}", self.part.to_word(), self.done.len(), self.undone.len())
    }

    /// Letters that were typing: what they chose was on this screen only, and so is the way back. What they recorded is
    /// taken back with the records.
    pub(super) fn back_to_spot(&mut self, spot: &str) {
        let mut words = spot.split(' ');
        let part = words.next().and_then(Part::from_word);
        let mut count = || words.next().and_then(|word| word.parse::<usize>().ok());
        let (Some(part), Some(done), Some(undone)) = (part, count(), count()) else { return };
        while self.done.len() > done
            && let Some(step) = self.done.pop()
        {
            self.step_silently(step);
        }
        while self.done.len() < done
            && let Some(step) = self.undone.pop()
        {
            let now = self.step_silently(step);
            self.done.extend(now);
        }
        self.undone.truncate(undone);
        // The letters may stand in the field of an answer by now.
        if !self.part.is_field() && self.parts().contains(&part) {
            self.part = part;
        }
    }

    /// One step back or forth; what stood there instead.
    fn step_silently(&mut self, step: Step) -> Option<Step> {
        match step {
            Step::Choice(choices) => self.put_back(*choices),
            Step::Recorded(settled) => {
                let now = self.settled(settled.request);
                self.stand_at(settled);
                Some(Step::Recorded(now))
            }
        }
    }

    /// A recording that failed changed nothing: there is nothing to take back.
    pub(super) fn forget_step(&mut self, request: RequestId) {
        let failed = |step: &Step| matches!(step, Step::Recorded(settled) if settled.request == request);
        self.done.retain(|step| !failed(step));
        self.undone.retain(|step| !failed(step));
    }
}
