//! Questions of the meeting: answered now with the answer's words, promised for a day, or handed over.

use chrono::{DateTime, Datelike, Utc, Weekday};

use super::parts::Part;
use super::state::{ANSWER, Settled, State, Step};
use crate::app::{Cx, RequestId, TextField};
use crate::domain::{BusinessDate, Id};
use crate::i18n::wrap_up;
use crate::layout::words::day;
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
            _ if self.open_questions().iter().all(|q| q.question != question) => {}
            (0, _) => self.open_answer(question),
            (1, Some(by)) => self.settle(question, Answer::Promised { by }, cx),
            (2, _) => self.settle(question, Answer::HandedOver, cx),
            _ => {}
        }
    }

    /// The answer that was just promised, a day later or earlier.
    pub(super) fn shift_promise(&mut self, by: i64, cx: &mut Cx<'_>) {
        let Some(question) = self.promised else { return };
        let before = self.answer_by();
        let was = self.form.as_ref().and_then(|form| form.answer_by);
        self.shift_answer(by, cx);
        if let Some(by) = self.answer_by().filter(|by| Some(*by) != before) {
            let request = Self::tell(question, Answer::Promised { by }, cx);
            let before = Settled { answer_by: was, ..self.settled(request) };
            self.did(Step::Recorded(before));
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
        let promised = matches!(answer, Answer::Promised { .. }).then_some(question);
        let request = Self::tell(question, answer, cx);
        // Undo comes back to the question, also from its answer, whose field is gone.
        let before = Settled { part: Part::Question(question), ..self.settled(request) };
        self.did(Step::Recorded(before));
        self.promised = promised;
        // The next thing that needs a choice, else the button.
        let next = self.open_questions().iter().map(|q| q.question).find(|id| *id != question);
        self.part = next.map_or_else(|| self.choice_behind(), Part::Question);
        if next.is_none() {
            self.stop_asking(cx);
        }
    }

    /// Writes what became of a question, and says it.
    fn tell(question: Id, answer: Answer, cx: &mut Cx<'_>) -> RequestId {
        let lang = cx.core.lang;
        let said = match &answer {
            Answer::Promised { by } => wrap_up::question_promised(lang, &day(lang, by.0)),
            Answer::Answered { .. } | Answer::HandedOver => wrap_up::question_settled(lang).to_owned(),
        };
        cx.record_saying(Record::Question { question, answer }, |_| said.clone())
    }

    /// Text that was typed on a question begins its answer, or goes on with it.
    pub(super) fn type_answer(&mut self, question: Id, text: &str, now: DateTime<Utc>) -> bool {
        self.open_answer(question);
        let Some((_, field)) = &mut self.answering else { return false };
        let end = field.editor().len();
        field.caret_to(end);
        field.insert(text, now).is_ok()
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
