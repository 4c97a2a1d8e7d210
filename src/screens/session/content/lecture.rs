//! What the pane of the lecture says.

use super::super::numbers::load_lines;
use super::super::rows::Pane;
use super::super::state::State;
use super::item::{item_row, items_of, script};
use super::{Below, Content};
use crate::app::Core;
use crate::domain::Outcome;
use crate::i18n::session;
use crate::request::{ItemView, SessionView};

pub(super) fn lecture(state: &State, core: &Core, view: &SessionView) -> Content {
    let items: Vec<&ItemView> = items_of(view, Pane::Lecture).collect();
    // A closed record counts what took place.
    let counts = |is: Outcome| is != Outcome::Planned && !(view.closed && is == Outcome::Skipped);
    let marked = items.iter().filter(|item| counts(state.outcome(item).0)).count();
    let rows = items.iter().enumerate().map(|(n, item)| item_row(state, core, item, n + 1)).collect();
    let mut below: Vec<Below> = script(state, core, view, Pane::Lecture).into_iter().collect();
    below.extend(super::super::opening::all_wins(core, view));
    if !view.questions.is_empty() && !core.share_safe {
        below.push(Below::apart(session::questions(core.lang), view.questions.join("\n")));
    }
    below.extend(load_lines(core, view).into_iter().map(|text| Below::line(text).gap()));
    Content {
        pane: Pane::Lecture,
        title: String::new(),
        count: session::pane_count(core.lang, marked, items.len()),
        rows,
        lead: None,
        below,
        foot: Vec::new(),
    }
}
