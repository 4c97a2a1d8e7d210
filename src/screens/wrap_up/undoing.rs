//! Undo within the wrap-up: its choices are on the screen only, and what was recorded before it is not its to take back.

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

    /// A recording that failed changed nothing: there is nothing to take back.
    pub(super) fn forget_step(&mut self, request: RequestId) {
        let failed = |step: &Step| matches!(step, Step::Recorded(settled) if settled.request == request);
        self.done.retain(|step| !failed(step));
        self.undone.retain(|step| !failed(step));
    }
}
