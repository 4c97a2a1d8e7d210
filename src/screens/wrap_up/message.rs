//! The text for the learner after a session: what went well, the homework with its day, the next date. Polite; it goes to
//! a customer by LINE or mail.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::closing::slot_words;
use super::state::{Chosen, State};
use crate::app::{Core, Cx};
use crate::domain::{HomeworkState, NoteKind, Outcome};
use crate::i18n::{common, notice, wrap_up};
use crate::layout::words::day;
use crate::request::SessionView;
use crate::request::record::CloseResult;
use crate::screens::session::tasks::due_on;
use crate::screens::session::{gone_through_words, number_words};
use crate::text::mask::Reveal;

/// Items that are told at most: a message is read on a phone.
const MOST: usize = 4;

/// What is told.
struct Told<'a> {
    met: &'a SessionView,
    tasks: Vec<Task<'a>>,
    next: Option<Chosen>,
    /// Of the next meeting.
    number: Option<u8>,
}

/// One homework.
struct Task<'a> {
    text: &'a str,
    minutes: Option<u32>,
    /// By hand: it may name somebody.
    typed: bool,
    /// So many days before the next meeting; with that meeting when `None`.
    days_before: Option<u8>,
}

/// The same out of a record that was closed.
pub(in crate::screens) fn of_record(core: &Core, met: &SessionView, masked: bool) -> String {
    // What became of homework is no news to whoever did it.
    let open = met.next_homework.iter().filter(|task| task.state == HomeworkState::Assigned);
    let tasks = open.map(|task| Task {
        text: &task.text,
        minutes: task.effort_minutes,
        typed: task.item_id.is_none(),
        days_before: task.days_before,
    });
    let next = met.booked.filter(|(start, ..)| *start > core.local(core.now));
    let slot = next.map(|(start, minutes, _)| Chosen { start, minutes, free: None });
    let number = next.and_then(|(_, _, number)| number);
    text(core, &Told { met, tasks: tasks.collect(), next: slot, number }, masked)
}

impl State {
    /// Onto the clipboard; `masked` = without names and without what was typed.
    pub(super) fn copy(&self, masked: bool, cx: &mut Cx<'_>) {
        if let Some(text) = self.message(cx.core, masked) {
            cx.copy(&text, !masked, notice::copy_thanks(cx.core.lang));
        }
    }

    pub(super) fn message(&self, core: &Core, masked: bool) -> Option<String> {
        let (view, form) = (self.view.as_ref()?, self.form.as_ref()?);
        let met = &view.session;
        let ticked = form.tasks.iter().filter(|task| task.ticked);
        let tasks = ticked.map(|task| Task {
            text: &task.text,
            minutes: task.effort_minutes,
            typed: task.item.is_none(),
            days_before: task.days_before,
        });
        let number = if form.result == CloseResult::Held { view.next_number } else { met.session_no };
        Some(text(core, &Told { met, tasks: tasks.collect(), next: form.slot, number }, masked))
    }
}

fn text(core: &Core, told: &Told<'_>, masked: bool) -> String {
    let (met, lang) = (told.met, core.lang);
    let mut text = String::new();
    let person = met.learner.as_ref().or(met.owner.as_ref());
    if let Some(person) = person.filter(|_| !masked) {
        let _ = writeln!(text, "{}", wrap_up::mail_to(lang, person.name.reveal(Reveal::granted())));
    }
    let (met_on, number) = (core.local(met.started_at).date(), gone_through_words(met, lang));
    let today = met_on == core.today().0;
    let thanks = if today {
        wrap_up::mail_thanks(lang, &number)
    } else {
        wrap_up::mail_thanks_on(lang, &day(lang, met_on), &number)
    };
    let _ = writeln!(text, "{thanks}");
    // Their own words say it best; else what was done.
    let wins: Vec<String> = met
        .notes
        .iter()
        .filter(|note| note.kind == NoteKind::Win && !masked)
        .map(|note| note.text.reveal(Reveal::granted()).to_string())
        .collect();
    let done = met.items.iter().filter(|item| item.outcome == Outcome::Done && !item.review && !item.task);
    let well: Vec<String> = if wins.is_empty() { done.map(|item| item.text.clone()).collect() } else { wins };
    if !well.is_empty() {
        let _ = writeln!(text, "\n{}", if today { wrap_up::mail_done(lang) } else { wrap_up::mail_done_then(lang) });
        list(&mut text, &well, |n| wrap_up::mail_more(lang, n));
    }
    let tasks: Vec<&Task<'_>> = told.tasks.iter().filter(|task| !masked || !task.typed).collect();
    let days: BTreeSet<Option<u8>> = tasks.iter().map(|task| task.days_before).collect();
    let due = |before: Option<u8>| match told.next {
        Some(slot) => wrap_up::mail_due(lang, &day(lang, due_on(before, slot.start.date()))),
        None => before.map_or_else(
            || wrap_up::mail_due_next(lang).to_owned(),
            |days| crate::i18n::record::due_before(lang, days),
        ),
    };
    // Of one day it is said once; else with every task.
    let one = days.len() == 1;
    let line = |task: &&Task<'_>| {
        let minutes = task.minutes.map(|n| wrap_up::mail_minutes(lang, n));
        let own = (!one).then(|| due(task.days_before));
        let said: Vec<String> = minutes.into_iter().chain(own).collect();
        if said.is_empty() { task.text.to_owned() } else { format!("{} ({})", task.text, said.join(", ")) }
    };
    let lines: Vec<String> = tasks.iter().map(line).collect();
    if !lines.is_empty() {
        let due = days.first().filter(|_| one).map(|before| due(*before));
        let head =
            due.map_or_else(|| wrap_up::mail_homework_days(lang).to_owned(), |due| wrap_up::mail_homework(lang, &due));
        let _ = writeln!(text, "\n{head}");
        list(&mut text, &lines, |n| wrap_up::mail_more(lang, n));
    }
    let number = told.number.map_or_else(|| number_words(met, lang), |n| common::session_no(lang, n));
    let next = told.next.map_or_else(
        || wrap_up::mail_no_next(lang).to_owned(),
        |slot| wrap_up::mail_next(lang, &slot_words(lang, slot), &number),
    );
    let _ = write!(text, "\n{next}");
    text
}

fn list(text: &mut String, lines: &[String], more: impl Fn(usize) -> String) {
    // One more line costs as much as saying that there is one.
    let shown = if lines.len() == MOST + 1 { lines.len() } else { lines.len().min(MOST) };
    for line in &lines[..shown] {
        let _ = writeln!(text, "- {line}");
    }
    if lines.len() > shown {
        let _ = writeln!(text, "- {}", more(lines.len() - shown));
    }
}
