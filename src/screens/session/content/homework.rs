//! What the pane of the homework says: that of last time, its review, what is given out.

use super::super::rows::{self, Pane, RowKey};
use super::super::state::State;
use super::super::tasks::task_text;
use super::item::{is_given_out, item_row, items_of, quiet, script};
use super::{Below, Content, Row, Tone};
use crate::app::Core;
use crate::domain::{HomeworkState, Outcome};
use crate::i18n::{Lang, common, session};
use crate::layout::marks;
use crate::request::{HomeworkView, ItemView, SessionView};

pub(super) fn homework(state: &State, core: &Core, view: &SessionView) -> Content {
    let lang = core.lang;
    let mut rows = Vec::new();
    // What they did, and what they take with them.
    let (mut done, mut given) = (0, 0);
    for homework in &view.last_homework {
        done += usize::from(matches!(state.homework(homework).0, HomeworkState::Reviewed | HomeworkState::Submitted));
        rows.push(last_row(state, core, homework));
    }
    if !view.looks_at_homework() && view.items.iter().any(|item| item.review) {
        rows.push(quiet("  ", session::no_last_homework(lang).to_owned()));
    }
    let items: Vec<&ItemView> = items_of(view, Pane::Homework).collect();
    for (n, item) in items.iter().enumerate() {
        let mut row = item_row(state, core, item, n + 1);
        let outcome = state.outcome(item).0;
        let out = is_given_out(view, item);
        *if out { &mut given } else { &mut done } += usize::from(outcome == Outcome::Done);
        if out {
            row.number.clear();
            if outcome == Outcome::Planned {
                "+ ".clone_into(&mut row.mark);
            }
        }
        rows.push(row);
    }
    let of_item = |id: &Option<String>| items.iter().any(|i| id.as_ref() == Some(&i.item_id));
    let set: Vec<_> = view.next_homework.iter().filter(|h| !of_item(&h.item_id)).collect();
    rows.extend(set.iter().map(|h| quiet("+ ", session::next(lang, shared(core, &h.text)))));
    let task = items.iter().any(|item| item.task);
    // Where the programme wants none, the foot says why.
    let wanted = view.no_homework.is_none() || rows::is_kickoff(view);
    if set.is_empty() && !task && wanted && state.writable(core) {
        rows.push(quiet("+ ", session::next_empty(lang).to_owned()));
    }
    let below = below(state, core, view);
    let all = view.last_homework.len() + items.iter().filter(|item| !is_given_out(view, item)).count();
    let mut count = if all == 0 { String::new() } else { session::pane_count(lang, done, all) };
    given += set.len();
    if given > 0 {
        count.push_str(&session::given_count(lang, given));
    }
    if core.share_safe {
        count.clear();
    }
    Content { pane: Pane::Homework, title: String::new(), count, rows, lead: None, below, foot: Vec::new() }
}

/// What of a task those see who look on.
fn shared<'a>(core: &Core, text: &'a str) -> &'a str {
    if core.share_safe { common::hidden(core.lang) } else { text }
}

/// Homework of last time, to be looked at.
fn last_row(state: &State, core: &Core, homework: &HomeworkView) -> Row {
    let lang = core.lang;
    let (is, standing) = state.homework(homework);
    let tone = match is {
        HomeworkState::Assigned | HomeworkState::Waived => Tone::Plain,
        HomeworkState::Submitted | HomeworkState::Reviewed => Tone::Good,
        HomeworkState::Missing => Tone::Bad,
    };
    Row {
        key: Some(RowKey::Homework(homework.id)),
        mark: marks::homework(is).get(lang).to_owned(),
        tone,
        standing,
        number: String::new(),
        text: session::last(lang, shared(core, bare(&homework.text))),
        tail: String::new(),
        reason: String::new(),
        minutes: None,
    }
}

/// How it is checked, the trainer's lines, what the outcomes suggest, and the tips.
fn below(state: &State, core: &Core, view: &SessionView) -> Vec<Below> {
    let lang = core.lang;
    let verify = view.kickoff.as_ref().and_then(|known| known.verify.as_ref());
    let verify =
        verify.map(|text| Below { label: format!("{}  ", session::verify(lang)), ..Below::line(text.clone()) });
    let mut below: Vec<Below> = verify.into_iter().chain(script(state, core, view, Pane::Homework)).collect();
    let from_outcomes: Vec<String> = view
        .suggestions
        .iter()
        .filter(|s| s.from.is_some() && !view.next_homework.iter().any(|h| h.item_id == s.item_id))
        .map(|s| task_text(s, lang))
        .filter(|text| !view.next_homework.iter().any(|h| h.text == *text))
        .collect();
    if !from_outcomes.is_empty() && !core.share_safe && !rows::is_kickoff(view) && !view.closed {
        let lines: Vec<String> = from_outcomes.iter().map(|text| session::one_of(lang, text)).collect();
        below.push(Below::apart(session::candidates(lang), lines.join("\n")));
    }
    if !view.tips.is_empty() {
        let lines: Vec<String> = view.tips.iter().map(|text| session::one_of(lang, text)).collect();
        below.push(Below::apart(&session::tips(lang, view.tips.len()), lines.join("\n")));
    }
    below
}

/// A task without the words that it was given out with: when it is looked at, that time has come.
pub(super) fn bare(task: &str) -> &str {
    Lang::ALL.iter().find_map(|lang| task.strip_prefix(session::task_prefix(*lang))).unwrap_or(task)
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn homework_of_last_time_is_not_said_to_be_for_next_time() {
        assert_eq!(bare("次回まで：練習用の例題三つ"), "練習用の例題三つ");
        assert_eq!(bare("Before next time: make one rule"), "make one rule");
        assert_eq!(bare("二人分を登録する"), "二人分を登録する");
    }
}
