//! An item of the script as a row, and the lines of the trainer to it.

use super::super::rows::{self, Pane, RowKey};
use super::super::state::{Standing, State};
use super::{Below, Row, Tone};
use crate::app::Core;
use crate::domain::Outcome;
use crate::i18n::session;
use crate::layout::marks;
use crate::request::{ItemView, SessionView};
use crate::text::width::truncate;

/// A longer reason is read in the record.
const REASON_CELLS: usize = 60;

pub(super) fn item_row(state: &State, core: &Core, item: &ItemView, number: usize) -> Row {
    let lang = core.lang;
    let (outcome, standing) = state.outcome(item);
    let further = further_number(state, item);
    let tail = match (item.carried_from, item.carry_count) {
        (Some(_), _) if item.reason(outcome).is_some() => session::dropped(lang).to_owned(),
        (None, _) if further.is_some() => further.map_or_else(String::new, |n| session::of_number(lang, n)),
        (Some(_), times) if times >= 2 => session::carried_often(lang, times),
        (Some(_), _) => session::carried(lang).to_owned(),
        (None, _) => String::new(),
    };
    let reason = item.reason(outcome).filter(|_| item.carried_from.is_none());
    Row {
        key: Some(RowKey::Item(item.id)),
        mark: marks::outcome(outcome).get(lang).to_owned(),
        tone: tone(outcome),
        standing,
        number: format!("{number} "),
        text: item.text.clone(),
        tail,
        reason: reason.map_or_else(String::new, |why| session::because(lang, &truncate(&core.show(why), REASON_CELLS))),
        minutes: (item.minutes > 0).then_some(item.minutes),
    }
}

/// The number of an item that came in with a further one.
fn further_number(state: &State, item: &ItemView) -> Option<u8> {
    let view = state.view.as_ref()?;
    view.further.contains(&item.session_no).then_some(item.session_no)
}

const fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Planned | Outcome::Skipped => Tone::Plain,
        Outcome::Done => Tone::Good,
        Outcome::Partly => Tone::Warn,
        Outcome::Stuck => Tone::Bad,
    }
}

pub(super) fn quiet(mark: &str, text: String) -> Row {
    Row {
        key: None,
        mark: mark.to_owned(),
        tone: Tone::Quiet,
        standing: Standing::Kept,
        number: String::new(),
        text,
        tail: String::new(),
        reason: String::new(),
        minutes: None,
    }
}

pub(super) fn items_of(view: &SessionView, pane: Pane) -> impl Iterator<Item = &ItemView> {
    view.items.iter().filter(move |item| !item.review && Pane::of(item) == pane)
}

/// Whether an item is homework for next time, which is given out here and done later.
pub(in crate::screens::session) fn is_given_out(view: &SessionView, item: &ItemView) -> bool {
    item.task && !rows::is_kickoff(view)
}

/// The trainer's own lines to the row under the cursor.
pub(super) fn script(state: &State, core: &Core, view: &SessionView, pane: Pane) -> Option<Below> {
    if core.share_safe {
        return None;
    }
    let lines = match state.at {
        Some(RowKey::Item(id)) => {
            rows::item(view, id).filter(|item| Pane::of(item) == pane).map(|item| item.script.join("\n"))
        }
        Some(RowKey::Homework(_)) if pane == Pane::Homework => {
            view.items.iter().find(|item| item.review).map(|item| item.script.join("\n"))
        }
        Some(RowKey::Homework(_) | RowKey::Criterion(_) | RowKey::Note(_)) | None => None,
    };
    let text = lines.filter(|text| !text.is_empty())?;
    Some(Below::apart(session::script(core.lang), text))
}
