//! The text for the learner after a session: what went well, the homework with its day, the next date. Polite; it goes to
//! a customer by LINE or mail.

use std::fmt::Write;

use super::closing::slot_words;
use super::state::State;
use crate::app::{Core, Cx};
use crate::domain::{NoteKind, Outcome};
use crate::i18n::{common, wrap_up};
use crate::layout::words::day;
use crate::request::record::CloseResult;
use crate::screens::session::number_words;
use crate::text::mask::Reveal;

/// Items that are told at most: a message is read on a phone.
const MOST: usize = 4;

impl State {
    /// Onto the clipboard; `masked` = without names and without what was typed.
    pub(super) fn copy(&self, masked: bool, cx: &mut Cx<'_>) {
        if let Some(text) = self.message(cx.core, masked) {
            cx.copy(&text, !masked);
        }
    }

    pub(super) fn message(&self, core: &Core, masked: bool) -> Option<String> {
        let (view, form, lang) = (self.view.as_ref()?, self.form.as_ref()?, core.lang);
        let met = &view.session;
        let mut text = String::new();
        let person = met.learner.as_ref().or(met.owner.as_ref());
        if let Some(person) = person.filter(|_| !masked) {
            let _ = writeln!(text, "{}", wrap_up::mail_to(lang, person.name.reveal(Reveal::granted())));
        }
        let _ = writeln!(text, "{}", wrap_up::mail_thanks(lang, &number_words(met, lang)));
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
            let _ = writeln!(text, "\n{}", wrap_up::mail_done(lang));
            list(&mut text, &well, |n| wrap_up::mail_more(lang, n));
        }
        let tasks: Vec<String> = form
            .tasks
            .iter()
            .filter(|task| task.ticked)
            // What was typed by hand may name somebody.
            .filter(|task| !masked || task.item.is_some())
            .map(|task| match task.effort_minutes {
                Some(n) => format!("{} ({})", task.text, wrap_up::mail_minutes(lang, n)),
                None => task.text.clone(),
            })
            .collect();
        if !tasks.is_empty() {
            let due = form.slot.map_or_else(
                || wrap_up::mail_due_next(lang).to_owned(),
                |slot| wrap_up::mail_due(lang, &day(lang, slot.start.date())),
            );
            let _ = writeln!(text, "\n{}", wrap_up::mail_homework(lang, &due));
            list(&mut text, &tasks, |n| wrap_up::mail_more(lang, n));
        }
        let number = if form.result == CloseResult::Held { view.next_number } else { met.session_no };
        let number = number.map_or_else(|| number_words(met, lang), |n| common::session_no(lang, n));
        let next = form.slot.map_or_else(
            || wrap_up::mail_no_next(lang).to_owned(),
            |slot| wrap_up::mail_next(lang, &slot_words(lang, slot), &number),
        );
        let _ = write!(text, "\n{next}");
        Some(text)
    }
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
