//! Homework that could be set: what is set already, what the script and the outcomes suggest, what is left over from last
//! time. The session screen and the wrap-up offer the same.

use chrono::{NaiveDate, TimeDelta};

use crate::domain::{HomeworkState, Id, Outcome};
use crate::i18n::{Lang, session};
use crate::request::record::Task;
use crate::request::{SessionView, SuggestionView};

/// One that could be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub id: Id,
    pub item: Option<String>,
    pub text: String,
    pub effort_minutes: Option<u32>,
    /// Due so many days before the next meeting; `None` = in it.
    pub days_before: Option<u8>,
    pub ticked: bool,
    /// Made from this outcome of its item.
    pub from: Option<Outcome>,
    /// Homework of last time that was not done.
    pub left_over: bool,
    /// Its item must be done.
    pub must: bool,
}

/// When homework is due with the next meeting on that day: that day, or so many days before it.
pub fn due_on(days_before: Option<u8>, next: NaiveDate) -> NaiveDate {
    next - TimeDelta::days(i64::from(days_before.unwrap_or(0)))
}

impl Candidate {
    pub fn task(&self) -> Task {
        Task { id: self.id, item: self.item.clone(), text: self.text.clone(), effort_minutes: self.effort_minutes }
    }
}

/// A suggestion in words that a learner is told.
pub(super) fn task_text(suggestion: &SuggestionView, lang: Lang) -> String {
    match (suggestion.from, suggestion.role_play) {
        (None, _) => suggestion.text.clone(),
        (Some(_), true) => session::task_role_play(lang).to_owned(),
        (Some(_), false) => session::task_again(lang, &suggestion.text),
    }
}

/// What can be chosen from, ticked as far as it is set or suggested. Once something of the list was set, suggestions that
/// were left out stay out.
pub fn candidates(view: &SessionView, lang: Lang, mut make_id: impl FnMut() -> Id) -> Vec<Candidate> {
    let must = |id: &Option<String>| view.items.iter().any(|i| i.must && id.as_ref() == Some(&i.item_id));
    let mut found: Vec<Candidate> = view
        .next_homework
        .iter()
        .map(|h| Candidate {
            id: h.id,
            item: h.item_id.clone(),
            text: h.text.clone(),
            effort_minutes: h.effort_minutes,
            days_before: h.days_before,
            ticked: true,
            from: None,
            left_over: false,
            must: must(&h.item_id),
        })
        .collect();
    let chosen_before = found.iter().any(|c| c.item.is_some());
    for suggestion in &view.suggestions {
        let text = task_text(suggestion, lang);
        if found.iter().any(|c| c.text == text || (c.item.is_some() && c.item == suggestion.item_id)) {
            continue;
        }
        found.push(Candidate {
            id: make_id(),
            item: suggestion.item_id.clone(),
            text,
            effort_minutes: suggestion.effort_minutes,
            days_before: suggestion.days_before,
            ticked: suggestion.ticked && !chosen_before,
            from: suggestion.from,
            left_over: false,
            must: must(&suggestion.item_id),
        });
    }
    let undone = |state| matches!(state, HomeworkState::Missing | HomeworkState::Assigned);
    for left in view.last_homework.iter().filter(|h| !h.missed_before && undone(h.state)) {
        if found.iter().any(|c| c.text == left.text || (c.item.is_some() && c.item == left.item_id)) {
            continue;
        }
        found.push(Candidate {
            id: make_id(),
            item: left.item_id.clone(),
            text: left.text.clone(),
            effort_minutes: left.effort_minutes,
            days_before: None,
            ticked: false,
            from: None,
            left_over: true,
            must: must(&left.item_id),
        });
    }
    found
}

/// What is ticked.
pub fn ticked(candidates: &[Candidate]) -> Vec<Task> {
    candidates.iter().filter(|c| c.ticked).map(Candidate::task).collect()
}

/// Ticks or unticks the n-th.
pub fn toggle(candidates: &mut [Candidate], nth: usize) {
    if let Some(candidate) = candidates.get_mut(nth) {
        candidate.ticked = !candidate.ticked;
    }
}
