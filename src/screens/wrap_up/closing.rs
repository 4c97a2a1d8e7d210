//! From the answer of the store to a form, and from the form to the record.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::parts::Part;
use super::state::{Chosen, FOCUS, Form, State, Touched, hardly_begun, nothing_marked};
use crate::app::{Cx, Page, Severity, TextField};
use crate::domain::{AppointmentKind, AppointmentState, Outcome};
use crate::i18n::{Lang, common, session, wrap_up};
use crate::layout::words::{clock, day};
use crate::request::record::{Close, CloseResult, Slot};
use crate::request::{Record, SessionView, SuggestionView, WrapUpView};
use crate::screens::session::gone_through_words;
use crate::screens::session::tasks::{Candidate, candidates, ticked};

/// The next meeting begins so soon that the wrap-up shrinks.
const NEXT_IS_NEAR: TimeDelta = TimeDelta::minutes(5);

/// After so long the next one is no longer waited for.
const NEXT_IS_LOST: TimeDelta = TimeDelta::minutes(10);

/// Whether the next meeting leaves no time for the whole wrap-up of one that runs.
fn is_rushed(view: &SessionView, now: DateTime<Utc>) -> bool {
    let near = |(at, _): &(DateTime<Utc>, _)| *at - now <= NEXT_IS_NEAR && now - *at < NEXT_IS_LOST;
    // The kickoff needs its purpose, and what is over already has no hurry.
    view.state == AppointmentState::InProgress
        && view.kind != AppointmentKind::Kickoff
        && view.next_appointment.as_ref().is_some_and(near)
}

/// The task of a further number that nobody came to.
fn is_of_idle(met: &SessionView, task: &Candidate) -> bool {
    let mine = |s: &&SuggestionView| s.item_id.is_some() && s.item_id == task.item;
    let number = met.suggestions.iter().find(mine).and_then(|s| s.number);
    number.is_some_and(|number| met.is_idle(number)) && !met.next_homework.iter().any(|h| h.id == task.id)
}

/// `11/28(土) 14:00`.
pub(super) fn slot_words(lang: Lang, slot: Chosen) -> String {
    format!("{} {}", day(lang, slot.start.date()), clock(slot.start))
}

impl State {
    /// The proposals have come: a form on the first time; later only what nobody touched follows.
    pub(super) fn arrived(&mut self, view: Box<WrapUpView>, cx: &mut Cx<'_>) {
        let mut tasks = candidates(&view.session, cx.core.lang, || cx.make_id());
        // What nobody came to sets no homework, unless it was set by hand.
        for task in tasks.iter_mut().filter(|task| is_of_idle(&view.session, task)) {
            task.ticked = false;
        }
        let session = self.session();
        let broken_off = view.session.state == AppointmentState::BrokenOff;
        match &mut self.form {
            None => {
                self.form = Some(Form {
                    result: if broken_off { CloseResult::BrokenOff } else { CloseResult::Held },
                    unmarked: None,
                    mood: None,
                    tasks,
                    slot: view.slots.first().map(Chosen::of),
                    flag: view.flag,
                    focus: TextField::line(&view.next_focus).kept(FOCUS, session),
                    touched: BTreeSet::new(),
                    answer_by: None,
                });
                // Whether all or nothing was done only the trainer knows, and only now.
                let unsure = nothing_marked(&view.session) || hardly_begun(&view.session);
                self.short = is_rushed(&view.session, cx.core.now) && !unsure;
                self.view = Some(view);
                if self.short {
                    return;
                }
                // The cursor stands on what needs a choice; without such a thing on the button.
                if !self.open_questions().is_empty() || self.choice_open() {
                    self.part = self.first_choice();
                }
                return;
            }
            Some(form) => {
                if !form.is_touched(Touched::Homework) {
                    form.tasks = tasks;
                }
                if !form.is_touched(Touched::FollowUp) {
                    form.flag = view.flag;
                }
                if !form.is_touched(Touched::Focus) && self.part != Part::Focus {
                    form.focus = TextField::line(&view.next_focus).kept(FOCUS, session);
                }
            }
        }
        self.view = Some(view);
        self.propose_slot();
        if !self.parts().contains(&self.part) {
            self.part = Part::Settle;
        }
    }

    /// The whole wrap-up after all: what needs a choice is where the cursor goes.
    pub(super) fn unfold(&mut self) {
        self.short = false;
        self.part = if self.choice_open() { self.first_choice() } else { Part::Settle };
    }

    /// Closes the record, as it stands in the form.
    pub(super) fn close(&mut self, cx: &mut Cx<'_>) {
        if self.closing.is_some() || self.needs_choice(cx) {
            return;
        }
        // Once it is closed nobody can say it any more.
        if self.asleep(cx.core).is_some() {
            let told = session::slept_first(cx.core.lang);
            cx.core.say(Severity::Warning, told);
            return;
        }
        let (Some(view), Some(form)) = (&self.view, &self.form) else { return };
        let held = form.result == CloseResult::Held;
        // What the screen marks as unconfirmed, the record keeps as unconfirmed.
        let defaults = [(Touched::Result, true), (Touched::Next, form.slot.is_some()), (Touched::FollowUp, true)];
        let unconfirmed = defaults.iter().filter(|(field, is)| *is && !form.is_touched(*field));
        let close = Close {
            session: self.session(),
            result: form.result,
            unmarked: form.unmarked.map(|all| if all { Outcome::Done } else { Outcome::Planned }),
            mood: form.mood,
            tasks: ticked(&form.tasks),
            next: form.slot.map(|slot| Slot { start: slot.start, minutes: slot.minutes }),
            next_number: if held { view.next_number } else { view.session.session_no },
            new_appointment: cx.make_id(),
            flag: form.flag,
            flag_id: cx.make_id(),
            next_focus: form.focus.text().trim().to_owned(),
            unconfirmed: unconfirmed.map(|(field, _)| field.word().to_owned()).collect(),
            confirmed: !self.short,
        };
        let provisional = self.short;
        let lang = cx.core.lang;
        let person = view.session.learner.as_ref().or(view.session.owner.as_ref());
        let name = person.map_or_else(|| view.session.pharmacy.name.clone(), |p| p.name.clone());
        let number = gone_through_words(&view.session, lang);
        let slot = form.slot.map(|slot| slot_words(lang, slot));
        self.closing = Some(cx.record_saying(Record::Close(Box::new(close)), |lens| {
            let who = format!("{} {number}", common::name_san(lang, &name.show(lens)));
            match &slot {
                _ if provisional => wrap_up::closed_provisional(lang, &who),
                Some(slot) => wrap_up::closed_next(lang, &who, slot),
                None => wrap_up::closed(lang, &who),
            }
        }));
    }
}
