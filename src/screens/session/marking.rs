//! Marks: every one moves on to the next row, and the same mark on the same row is no second event.

use super::content::is_given_out;
use super::rows::{self, RowKey};
use super::state::{Focus, Sent, Set, Standing, State};
use crate::app::{Cx, RequestId, Severity};
use crate::domain::{HomeworkState, Outcome};
use crate::i18n::{Lang, session};
use crate::layout::marks;
use crate::request::{Failure, Record};

/// In the order of the digits.
pub const OUTCOMES: [Outcome; 4] = [Outcome::Done, Outcome::Partly, Outcome::Stuck, Outcome::Skipped];
/// In the order of the digits.
pub const HOMEWORK: [HomeworkState; 4] =
    [HomeworkState::Reviewed, HomeworkState::Submitted, HomeworkState::Missing, HomeworkState::Waived];

/// Homework that is given out now was given or was not: how it went nobody knows before the next meeting.
pub(super) const fn fits_given(nth: u8) -> bool {
    matches!(nth, 1 | 4)
}

impl State {
    /// 済, and on to the next row. A criterion is left unrated.
    pub(super) fn done(&mut self, cx: &mut Cx<'_>) {
        match self.at {
            Some(at @ RowKey::Criterion(_)) => {
                if !self.is_marked(at) {
                    cx.core.say(Severity::Done, session::not_rated(cx.core.lang));
                }
                self.move_on();
            }
            Some(RowKey::Homework(_) | RowKey::Item(_)) => self.mark(1, cx),
            Some(RowKey::Note(_)) | None => {}
        }
    }

    /// The n-th mark of the row under the cursor, from 1.
    pub(super) fn mark(&mut self, nth: u8, cx: &mut Cx<'_>) {
        let (Some(at), Some(index)) = (self.at, usize::from(nth).checked_sub(1)) else { return };
        let set = match at {
            RowKey::Item(_) => OUTCOMES.get(index).map(|outcome| Set::Outcome(*outcome)),
            RowKey::Homework(_) => HOMEWORK.get(index).map(|state| Set::Homework(*state)),
            RowKey::Criterion(_) => (1..=4).contains(&nth).then_some(Set::Score(nth)),
            RowKey::Note(_) => None,
        };
        let Some(set) = set else { return };
        if self.is_given(at) && !fits_given(nth) {
            cx.core.say(Severity::Warning, session::given_only(cx.core.lang));
            return;
        }
        if !self.stands(at, set) {
            self.send_mark(at, set, cx);
        }
        self.move_on();
        self.stepped = self.at.map(|to| (at, to));
    }

    /// A mark may open an item behind its row. The cursor that came from there and went no further stands on it.
    pub(super) fn onto_what_opened(&mut self, before: &[RowKey]) {
        let (Some((from, to)), Some(view)) = (self.stepped, &self.view) else { return };
        let now = rows::order(view);
        let behind = now.iter().skip_while(|(_, key)| *key != from).nth(1).map(|(_, key)| *key);
        if let Some(opened) = behind.filter(|key| self.at == Some(to) && !before.contains(key)) {
            self.at = Some(opened);
        }
    }

    fn is_given(&self, at: RowKey) -> bool {
        let (RowKey::Item(id), Some(view)) = (at, &self.view) else { return false };
        rows::item(view, id).is_some_and(|item| is_given_out(view, item))
    }

    /// The mark that the row has now, in words.
    fn mark_of(&self, at: RowKey, lang: Lang) -> Option<String> {
        let view = self.view.as_ref().filter(|_| self.is_marked(at))?;
        match at {
            RowKey::Item(id) => Some(marks::outcome(self.outcome(rows::item(view, id)?).0).get(lang).to_owned()),
            RowKey::Homework(id) => {
                let found = view.last_homework.iter().find(|h| h.id == id)?;
                Some(marks::homework(self.homework(found).0).get(lang).to_owned())
            }
            RowKey::Criterion(nth) => {
                let found = view.role_play.as_ref()?.criteria.get(nth)?;
                Some(self.score(nth, found).0?.to_string())
            }
            RowKey::Note(_) => None,
        }
    }

    /// Whether the row has this mark already, on disk or on its way there.
    fn stands(&self, at: RowKey, set: Set) -> bool {
        let Some(view) = &self.view else { return true };
        let is = match (at, set) {
            (RowKey::Item(id), Set::Outcome(outcome)) => {
                rows::item(view, id).map(|item| (self.outcome(item).0 == outcome, self.outcome(item).1))
            }
            (RowKey::Homework(id), Set::Homework(state)) => {
                let found = view.last_homework.iter().find(|h| h.id == id);
                found.map(|h| (self.homework(h).0 == state, self.homework(h).1))
            }
            (RowKey::Criterion(nth), Set::Score(score)) => {
                let found = view.role_play.as_ref().and_then(|play| play.criteria.get(nth));
                found.map(|c| (self.score(nth, c).0 == Some(score), self.score(nth, c).1))
            }
            (
                RowKey::Item(_) | RowKey::Homework(_) | RowKey::Criterion(_) | RowKey::Note(_),
                Set::Outcome(_) | Set::Homework(_) | Set::Score(_),
            ) => None,
        };
        is.is_none_or(|(same, standing)| same && standing != Standing::Failed)
    }

    fn send_mark(&mut self, at: RowKey, set: Set, cx: &mut Cx<'_>) {
        let Some(view) = &self.view else { return };
        let session = view.session;
        let record = match (at, set) {
            (RowKey::Item(item), Set::Outcome(outcome)) => Record::Mark { item, outcome, actual_minutes: None },
            (RowKey::Homework(homework), Set::Homework(state)) => Record::Homework { homework, state, session },
            (RowKey::Criterion(nth), Set::Score(score)) => {
                let Some(play) = &view.role_play else { return };
                let Some(criterion) = play.criteria.get(nth) else { return };
                let criterion = criterion.id.clone();
                Record::Rate { session, role_play: self.attempt_id(cx), criterion, score }
            }
            (
                RowKey::Item(_) | RowKey::Homework(_) | RowKey::Criterion(_) | RowKey::Note(_),
                Set::Outcome(_) | Set::Homework(_) | Set::Score(_),
            ) => return,
        };
        let Some(view) = &self.view else { return };
        let lang = cx.core.lang;
        let mark = match set {
            Set::Outcome(outcome) => marks::outcome(outcome).get(lang).to_owned(),
            Set::Homework(state) => marks::homework(state).get(lang).to_owned(),
            Set::Score(score) => score.to_string(),
        };
        let why_later = match (at, set) {
            (RowKey::Item(id), Set::Outcome(outcome)) => {
                rows::item(view, id).is_some_and(|item| item.asks_why(outcome))
            }
            _ => false,
        };
        let others = rows::order(view).into_iter().filter(|(_, key)| *key != at);
        let last = others.map(|(_, key)| key).all(|key| self.is_marked(key));
        // The last rating of an attempt: what comes after it is said.
        let others = view.role_play.iter().flat_map(|play| 0..play.criteria.len()).map(RowKey::Criterion);
        let rated = matches!(set, Set::Score(_)) && others.filter(|key| *key != at).all(|key| self.is_marked(key));
        // A digit on the last row stays there: the next one is about the same row, and is said to be.
        let before = self.mark_of(at, lang).filter(|before| *before != mark);
        let text = match (before, last, rated) {
            (Some(before), ..) => session::remarked(lang, &before, &mark, self.undo_keys()),
            (None, true, _) => session::all_marked(lang).to_owned(),
            (None, false, true) => session::all_rated(lang).to_owned(),
            (None, false, false) => session::marked(lang, &mark, self.undo_keys()),
        };
        // One stroke marks one item: why it was skipped is asked when somebody has the time for it.
        let text = if why_later { session::reason_later(lang, &text) } else { text };
        let request = cx.record_saying(record, |_| text.clone());
        self.marks.insert(at, Sent { request: Some(request), set });
    }

    /// What takes a mark back where the keys go now. In a field undo takes typing back, and a letter is typing.
    const fn undo_keys(&self) -> &'static str {
        match self.focus {
            Focus::Rows => "u",
            Focus::Line | Focus::Words | Focus::Comment => "Esc u",
        }
    }

    pub(super) fn move_on(&mut self) {
        self.step_row(1);
    }

    /// The cursor goes so many rows on (or back), as far as there are rows.
    pub(super) fn step_row(&mut self, by: isize) {
        let Some(view) = &self.view else { return };
        let keys = self.list(view);
        let at = keys.iter().position(|key| Some(*key) == self.at).unwrap_or(0);
        let to = at.saturating_add_signed(by).min(keys.len().saturating_sub(1));
        self.at = keys.get(to).copied().or(self.at);
    }

    /// Down, from the last row of the script on to the notes.
    pub(super) fn step_down(&mut self) {
        let before = self.at;
        self.step_row(1);
        let notes = self.view.as_ref().map(|view| &view.notes);
        if self.at == before
            && let Some(first) = notes.and_then(|notes| notes.first()).map(|note| note.id)
            && !matches!(self.at, Some(RowKey::Note(_)))
        {
            self.at = Some(RowKey::Note(first));
        }
    }

    /// Up, from the first note back to the script.
    pub(super) fn step_up(&mut self) {
        let before = self.at;
        self.step_row(-1);
        if self.at == before && matches!(self.at, Some(RowKey::Note(_))) {
            let last = self.view.as_ref().and_then(|view| rows::order(view).pop());
            self.at = last.map_or(self.at, |(_, key)| Some(key));
        }
    }

    /// The list in which the cursor is: the script, or the notes.
    pub(super) fn list(&self, view: &crate::request::SessionView) -> Vec<RowKey> {
        if matches!(self.at, Some(RowKey::Note(_))) {
            view.notes.iter().map(|note| RowKey::Note(note.id)).collect()
        } else {
            rows::order(view).into_iter().map(|(_, key)| key).collect()
        }
    }

    /// The answer to a mark; whether it was one.
    pub(super) fn marked(&mut self, id: RequestId, failure: Option<&Failure>) -> bool {
        let Some(key) = self.marks.iter().find(|(_, sent)| sent.request == Some(id)).map(|(key, _)| *key) else {
            return false;
        };
        match failure {
            None => {
                let sent = self.marks.remove(&key);
                if let (Some(view), Some(sent)) = (self.view.as_mut(), sent) {
                    let run = self.run;
                    settle(view, key, sent.set, run);
                }
            }
            // A rule said no: it stays as it was. The disk said no: the entry is kept, and told apart.
            Some(Failure::Refused(_)) => {
                self.marks.remove(&key);
            }
            Some(Failure::Trouble(_)) => {
                if let Some(sent) = self.marks.get_mut(&key) {
                    sent.request = None;
                }
            }
        }
        true
    }
}

/// What is now on disk, until the view is asked anew.
fn settle(view: &mut crate::request::SessionView, key: RowKey, set: Set, run: Option<crate::domain::Id>) {
    match (key, set) {
        (RowKey::Item(id), Set::Outcome(outcome)) => {
            if let Some(item) = view.items.iter_mut().find(|item| item.id == id) {
                item.outcome = outcome;
            }
        }
        (RowKey::Homework(id), Set::Homework(state)) => {
            if let Some(homework) = view.last_homework.iter_mut().find(|h| h.id == id) {
                homework.state = state;
            }
        }
        (RowKey::Criterion(nth), Set::Score(score)) => {
            let Some(play) = view.role_play.as_mut() else { return };
            if run.is_some() && play.id != run {
                // The first rating of a run: it is the one that goes on from here.
                play.attempt = play.attempt.saturating_add(u8::from(play.id.is_some()));
                play.id = run;
                play.criteria.iter_mut().for_each(|c| c.score = None);
            }
            if let Some(criterion) = play.criteria.get_mut(nth) {
                criterion.score = Some(score);
            }
        }
        (
            RowKey::Item(_) | RowKey::Homework(_) | RowKey::Criterion(_) | RowKey::Note(_),
            Set::Outcome(_) | Set::Homework(_) | Set::Score(_),
        ) => {}
    }
}
