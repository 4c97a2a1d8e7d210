//! The text that a learner gets after the session: what went well, homework, next date. Polite, because it goes to a
//! client, by LINE or mail.

use super::state::{State, went_well};
use crate::app::Core;
use crate::i18n::wrap_up as words;
use crate::layout::words::{clock, day, meeting};
use crate::text::mask::{Lens, View};

/// How many things that went well are named.
const NAMED: usize = 3;

/// `None` until the wrap-up is there. Without names everybody is masked as in share-safe.
pub(super) fn text(core: &Core, state: &State, without_names: bool) -> Option<String> {
    let view = &state.view.as_ref()?.session;
    let lang = core.lang;
    let lens = if without_names { Lens { view: View::ShareSafe, ..core.lens() } } else { core.lens() };
    let person = view.learner.as_ref().or(view.owner.as_ref());
    let name = person.map_or_else(|| view.pharmacy.name.show(lens), |p| p.name.show(lens));
    let number = meeting(lang, view.kind, view.session_no);
    let mut lines = vec![words::mail_to(lang, &name), words::mail_thanks(lang, &number), String::new()];
    let well: Vec<&str> = went_well(view).collect();
    if !well.is_empty() {
        lines.push(words::mail_done(lang).to_owned());
        lines.extend(well.iter().take(NAMED).map(|item| format!("- {item}")));
        if let Some(more) = well.len().checked_sub(NAMED).filter(|n| *n > 0) {
            lines.push(format!("- {}", words::mail_more(lang, more)));
        }
        lines.push(String::new());
    }
    let due = state.slot.map(|slot| day(lang, slot.start.date()));
    let tasks: Vec<_> = state.tasks.iter().filter(|c| c.ticked).collect();
    if !tasks.is_empty() {
        let by = due.as_deref().map_or_else(|| words::mail_due_next(lang).to_owned(), |d| words::mail_due(lang, d));
        lines.push(words::mail_homework(lang, &by));
        lines.extend(tasks.iter().map(|choice| match choice.task.effort_minutes {
            Some(minutes) => format!("- {} ({})", choice.task.text, words::mail_minutes(lang, minutes)),
            None => format!("- {}", choice.task.text),
        }));
        lines.push(String::new());
    }
    lines.push(match (&state.slot, &state.view.as_ref()?.next_number) {
        (Some(slot), Some(next)) if state.has_slot() => {
            let when = format!("{} {}", day(lang, slot.start.date()), clock(slot.start));
            words::mail_next(lang, &when, &crate::i18n::common::session_no(lang, *next))
        }
        _ => words::mail_no_next(lang).to_owned(),
    });
    Some(lines.join("\n"))
}
