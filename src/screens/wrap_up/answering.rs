//! Questions of the meeting: answered now with the answer's words, promised for a day, or handed over.

use chrono::{Datelike, Weekday};

use super::parts::Part;
use super::state::{ANSWER, State, Step};
use crate::app::{Cx, TextField};
use crate::domain::{BusinessDate, Id};
use crate::i18n::wrap_up;
use crate::request::record::Answer;
use crate::request::{Draft, Record};

/// The next weekday that way: who chooses a day may well choose a holiday.
fn next_week_day(date: BusinessDate, by: i64) -> BusinessDate {
    let step = if by < 0 { -1 } else { 1 };
    let mut day = date.plus(step);
    while matches!(day.0.weekday(), Weekday::Sat | Weekday::Sun) {
        day = day.plus(step);
    }
    day
}

impl State {
    /// The day of a promised answer: the one that was chosen, else that of the next meeting, else one soon.
    pub(super) fn answer_by(&self) -> Option<BusinessDate> {
        let form = self.form.as_ref()?;
        let meeting = form.slot.map(|slot| BusinessDate(slot.start.date()));
        form.answer_by.or(meeting).or(self.view.as_ref().map(|view| view.answer_by))
    }

    /// A day later or earlier; not into the past.
    pub(super) fn shift_answer(&mut self, by: i64, cx: &Cx<'_>) {
        let day = self.answer_by().map(|day| next_week_day(day, by)).filter(|day| *day > cx.core.today());
        if let (Some(form), Some(day)) = (&mut self.form, day) {
            form.answer_by = Some(day);
        }
    }

    /// The n-th of the three ends of a question.
    pub(super) fn settle_question(&mut self, question: Id, index: usize, cx: &mut Cx<'_>) {
        match (index, self.answer_by()) {
            (0, _) => self.open_answer(question),
            (1, Some(by)) => self.settle(question, Answer::Promised { by }, cx),
            (2, _) => self.settle(question, Answer::HandedOver, cx),
            _ => {}
        }
    }

    fn open_answer(&mut self, question: Id) {
        if self.answering.as_ref().is_none_or(|(id, _)| *id != question) {
            self.answering = Some((question, TextField::line("").kept(ANSWER, question)));
        }
        self.part = Part::Answer(question);
    }

    /// Enter in the field: answered, with these words or without any.
    pub(super) fn keep_answer(&mut self, cx: &mut Cx<'_>) {
        let Some((question, field)) = self.answering.take() else { return };
        let text = field.text().trim().to_owned();
        cx.forget_draft(&field);
        self.settle(question, Answer::Answered { text }, cx);
    }

    fn settle(&mut self, question: Id, answer: Answer, cx: &mut Cx<'_>) {
        self.answering.take_if(|(id, _)| *id == question);
        let lang = cx.core.lang;
        let record = Record::Question { question, answer };
        let request = cx.record_saying(record, |_| wrap_up::question_settled(lang).to_owned());
        self.did(Step::Recorded(request));
        // The next thing that needs a choice, else the button.
        let next = self.open_questions().iter().map(|q| q.question).find(|id| *id != question);
        self.part = next.map_or(Part::Settle, Part::Question);
        if next.is_none() {
            self.stop_asking(cx);
        }
    }

    /// Puts back a half-typed answer; whether it did.
    pub(super) fn take_answer(&mut self, draft: &Draft) -> bool {
        let open = self.open_questions().iter().any(|q| q.question == draft.owner);
        if !open || self.answering.is_some() || draft.text.is_empty() {
            return false;
        }
        self.open_answer(draft.owner);
        if let Some((_, field)) = &mut self.answering {
            field.restore(draft);
        }
        true
    }
}
