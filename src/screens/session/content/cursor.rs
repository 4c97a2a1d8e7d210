//! What is said of the row under the cursor: its name, and what the digits mean on it.

use super::super::rows::{self, RowKey};
use super::super::state::State;
use super::homework::bare;
use super::item::is_given_out;
use crate::app::Core;
use crate::domain::{HomeworkState, Outcome};
use crate::i18n::{Lang, common, session};
use crate::layout::marks;

/// The row under the cursor, as the line below the panes names it.
pub(in crate::screens::session) fn current(state: &State, core: &Core) -> Option<String> {
    let (view, at, lang) = (state.view.as_ref()?, state.at?, core.lang);
    match at {
        RowKey::Item(id) => {
            let item = rows::item(view, id)?;
            if is_given_out(view, item) {
                return Some(session::current_task(lang, bare(&item.text)));
            }
            let nth = rows::number(view, item);
            Some(session::current(lang, &session::candidate_number(lang, nth, &item.text)))
        }
        RowKey::Homework(id) => {
            let found = view.last_homework.iter().find(|h| h.id == id)?;
            let text = if core.share_safe { common::hidden(lang) } else { bare(&found.text) };
            Some(session::current_of_last(lang, text))
        }
        RowKey::Criterion(nth) => {
            let criterion = view.role_play.as_ref()?.criteria.get(nth)?;
            Some(session::current_criterion(lang, &session::candidate_number(lang, nth + 1, &criterion.text)))
        }
        RowKey::Note(id) => {
            let note = view.notes.iter().find(|note| note.id == id)?;
            Some(session::current_note(lang, &core.show(&note.text)))
        }
    }
}

/// What the digits mean on the row under the cursor: digit, mark and words of each.
pub(in crate::screens::session) fn choices(state: &State, core: &Core) -> Vec<(u8, String, String)> {
    let lang = core.lang;
    let numbered = |rows: Vec<(&'static str, String)>| {
        (1..).zip(rows).map(|(n, (mark, words))| (n, mark.to_owned(), words)).collect()
    };
    match state.at {
        Some(RowKey::Item(id)) => {
            let view = state.view.as_deref();
            let given = view.is_some_and(|view| rows::item(view, id).is_some_and(|item| is_given_out(view, item)));
            let words = |outcome| match outcome {
                Outcome::Done if given => session::given_out(lang),
                _ => outcome_words(outcome, lang),
            };
            let outcomes = super::super::marking::OUTCOMES.into_iter();
            let all: Vec<_> = numbered(
                outcomes.map(|outcome| (marks::outcome(outcome).get(lang), words(outcome).to_owned())).collect(),
            );
            let fits = |(nth, ..): &(u8, String, String)| !given || super::super::marking::fits_given(*nth);
            all.into_iter().filter(fits).collect()
        }
        Some(RowKey::Homework(_)) => numbered(
            super::super::marking::HOMEWORK
                .into_iter()
                .map(|is| {
                    let words = match is {
                        HomeworkState::Reviewed | HomeworkState::Assigned => session::reviewed(lang),
                        HomeworkState::Submitted => session::submitted(lang),
                        HomeworkState::Missing => session::missing(lang),
                        HomeworkState::Waived => session::waived(lang),
                    };
                    (marks::homework(is).get(lang), words.to_owned())
                })
                .collect(),
        ),
        Some(RowKey::Criterion(nth)) => {
            let view = state.view.as_ref();
            let criterion = view.and_then(|v| v.role_play.as_ref()).and_then(|play| play.criteria.get(nth));
            let anchors = criterion.map(|c| c.anchors.clone()).unwrap_or_default();
            // A sheet without words says at least which end is which.
            let end = |n| match n {
                0 => session::score_lowest(lang),
                3 => session::score_highest(lang),
                _ => "",
            };
            let bare = anchors.iter().all(Option::is_none);
            let words = |(n, anchor): (usize, Option<String>)| match anchor {
                None if bare => ("", end(n).to_owned()),
                anchor => ("", anchor.unwrap_or_default()),
            };
            numbered(anchors.into_iter().enumerate().map(words).collect())
        }
        Some(RowKey::Note(_)) | None => Vec::new(),
    }
}

const fn outcome_words(outcome: Outcome, lang: Lang) -> &'static str {
    match outcome {
        Outcome::Done | Outcome::Planned => session::done(lang),
        Outcome::Partly => session::partly(lang),
        Outcome::Stuck => session::stuck(lang),
        Outcome::Skipped => session::skipped(lang),
    }
}
