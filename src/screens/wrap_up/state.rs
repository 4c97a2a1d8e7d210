//! What this screen knows: the proposal of the store, and what the trainer changed of it.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use crate::app::{Core, RequestId, TextField};
use crate::domain::{Id, Level, Outcome, Section};
use crate::request::record::{CloseResult, NotHeld, Slot, Task};
use crate::request::{SessionView, WrapUpView};

/// The name under which the half-typed hand-over line is kept.
pub(super) const FOCUS_LINE: &str = "next-focus";

/// How the meeting ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Held,
    BrokenOff,
    Moved,
    /// Pressing again goes on to the next reason.
    Missed(NotHeld),
}

impl Ending {
    /// What the n-th digit chooses. A digit that is pressed again on 欠 names the next reason.
    pub fn nth(self, n: u8) -> Option<Self> {
        Some(match n {
            1 => Self::Held,
            2 => Self::BrokenOff,
            3 => Self::Moved,
            4 => match self {
                Self::Missed(NotHeld::NoShow) => Self::Missed(NotHeld::Cancelled),
                Self::Missed(NotHeld::Cancelled) => Self::Missed(NotHeld::ByUs),
                Self::Held | Self::BrokenOff | Self::Moved | Self::Missed(_) => Self::Missed(NotHeld::NoShow),
            },
            _ => return None,
        })
    }

    pub const fn place(self) -> u8 {
        match self {
            Self::Held => 1,
            Self::BrokenOff => 2,
            Self::Moved => 3,
            Self::Missed(_) => 4,
        }
    }

    pub const fn recorded(self) -> CloseResult {
        match self {
            Self::Held => CloseResult::Held,
            Self::BrokenOff => CloseResult::BrokenOff,
            Self::Moved => CloseResult::Not(NotHeld::Moved),
            Self::Missed(why) => CloseResult::Not(why),
        }
    }
}

/// Where the cursor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Question(usize),
    Unmarked,
    Result,
    Mood,
    Task(usize),
    Slot,
    Flag,
    Focus,
    Button,
}

/// A task that may be assigned.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    pub task: Task,
    pub ticked: bool,
}

/// The names of fields that nobody touched, as the record keeps them.
pub(super) const RESULT: &str = "result";
pub(super) const HOMEWORK: &str = "homework";
pub(super) const NEXT: &str = "next";
pub(super) const FOLLOW_UP: &str = "follow_up";
pub(super) const NEXT_FOCUS: &str = "next_focus";
pub(super) const FIELDS: [&str; 5] = [RESULT, HOMEWORK, NEXT, FOLLOW_UP, NEXT_FOCUS];

/// The wrap-up of a session.
#[derive(Debug)]
pub struct State {
    session: Id,
    pub(super) asked: Option<RequestId>,
    pub(super) view: Option<Box<WrapUpView>>,
    pub(super) at: Place,
    pub(super) ending: Ending,
    /// Nothing was marked: whether all or nothing was done.
    pub(super) unmarked: Option<Outcome>,
    pub(super) mood: Option<u8>,
    pub(super) tasks: Vec<Choice>,
    /// The chosen slot; `None` = decided later.
    pub(super) slot: Option<Slot>,
    pub(super) flag: Option<Level>,
    pub(super) line: TextField,
    pub(super) touched: BTreeSet<&'static str>,
    /// By when an answer is promised; moved with the arrows.
    pub(super) promise: NaiveDate,
    pub(super) closing: Option<RequestId>,
    pub(super) answering: Option<RequestId>,
}

impl State {
    pub fn new(session: Id) -> Self {
        Self {
            session,
            asked: None,
            view: None,
            at: Place::Button,
            ending: Ending::Held,
            unmarked: None,
            mood: None,
            tasks: Vec::new(),
            slot: None,
            flag: None,
            line: TextField::line("").kept(FOCUS_LINE, session),
            touched: BTreeSet::new(),
            promise: NaiveDate::MIN,
            closing: None,
            answering: None,
        }
    }

    pub const fn session(&self) -> Id {
        self.session
    }

    /// Takes the proposal over. What was changed already stays as it is.
    pub(super) fn fill(&mut self, view: Box<WrapUpView>, core: &mut Core) {
        let first = self.view.is_none();
        if first {
            self.slot = view.slots.first().map(|s| Slot { start: s.start, minutes: s.minutes });
            self.flag = view.flag;
            if self.line.is_empty() {
                self.line = TextField::line(&view.next_focus).kept(FOCUS_LINE, self.session);
            }
            self.tasks = tasks(&view.session, core);
            self.promise = core.today().plus(1).0;
        }
        self.view = Some(view);
        if first || !self.places().contains(&self.at) {
            self.at = self.places().into_iter().next().filter(|p| must_decide(*p)).unwrap_or(Place::Button);
        }
    }

    /// Where the cursor may stand, from the top.
    pub(super) fn places(&self) -> Vec<Place> {
        let questions = self.questions();
        let mut places: Vec<Place> = (0..questions).map(Place::Question).collect();
        if self.asks_unmarked() {
            places.push(Place::Unmarked);
        }
        places.extend([Place::Result, Place::Mood]);
        places.extend((0..self.tasks.len()).map(Place::Task));
        if self.has_slot() {
            places.push(Place::Slot);
        }
        places.extend([Place::Flag, Place::Focus, Place::Button]);
        places
    }

    /// Questions that are neither answered nor promised.
    pub(super) fn questions(&self) -> usize {
        self.view.as_ref().map_or(0, |v| v.session.open_questions.iter().filter(|q| q.by.is_none()).count())
    }

    /// Nothing of the script was marked, and nobody has said what that means.
    pub(super) fn asks_unmarked(&self) -> bool {
        let untouched = |view: &WrapUpView| {
            let items = &view.session.items;
            !items.is_empty() && items.iter().all(|i| i.outcome == Outcome::Planned)
        };
        self.unmarked.is_none() && self.ending == Ending::Held && self.view.as_deref().is_some_and(untouched)
    }

    /// A learner has a next slot to decide; the owner's next meeting is agreed by hand.
    pub(super) fn has_slot(&self) -> bool {
        self.view
            .as_ref()
            .is_some_and(|v| v.session.learner.is_some() && (v.next_number.is_some() || self.slot.is_some()))
    }

    /// Whether the trainer is known to be free then: it is one of the proposals.
    pub(super) fn is_offered(&self) -> bool {
        let offered = |v: &WrapUpView| self.slot.is_some_and(|s| v.slots.iter().any(|o| o.start == s.start));
        self.view.as_deref().is_some_and(offered)
    }

    pub(super) fn touch(&mut self, field: &'static str) {
        self.touched.insert(field);
    }

    pub(super) fn shift_slot(&mut self, days: i64) {
        let moved = |at: NaiveDateTime| at + TimeDelta::days(days);
        if let Some(slot) = &mut self.slot {
            slot.start = moved(slot.start);
            self.touch(NEXT);
        }
    }

    /// Counts of the outcomes done, partly, stuck, skipped. Rows without earlier homework have none.
    pub(super) fn counts(&self) -> [usize; 4] {
        let of = |outcome: Outcome| {
            self.view.as_ref().map_or(0, |v| v.session.items.iter().filter(|i| i.outcome == outcome).count())
        };
        [of(Outcome::Done), of(Outcome::Partly), of(Outcome::Stuck), of(Outcome::Skipped)]
    }
}

/// A record cannot be closed before these are decided.
const fn must_decide(place: Place) -> bool {
    matches!(place, Place::Question(_) | Place::Unmarked)
}

/// What is assigned already and what is proposed besides.
fn tasks(view: &SessionView, core: &mut Core) -> Vec<Choice> {
    let mut choices: Vec<Choice> = view
        .next_homework
        .iter()
        .map(|h| Choice {
            task: Task { id: h.id, item: h.item_id.clone(), text: h.text.clone(), effort_minutes: h.effort_minutes },
            ticked: true,
        })
        .collect();
    // Once the trainer has chosen, what was left out stays out.
    let chosen = !choices.is_empty();
    for suggestion in &view.suggestions {
        if choices.iter().any(|c| c.task.item.is_some() && c.task.item == suggestion.item_id) {
            continue;
        }
        choices.push(Choice {
            task: Task {
                id: core.make_id(),
                item: suggestion.item_id.clone(),
                text: suggestion.text.clone(),
                effort_minutes: suggestion.effort_minutes,
            },
            ticked: suggestion.ticked && !chosen,
        });
    }
    choices
}

/// Rated criteria of all, and the mean as shown.
pub(super) fn role_play(view: &SessionView) -> Option<(usize, usize, Option<String>)> {
    let play = view.role_play.as_ref()?;
    let scores: Vec<u32> = play.criteria.iter().filter_map(|c| c.score.map(u32::from)).collect();
    let tenths = scores.iter().sum::<u32>() * 10;
    let mean = u32::try_from(scores.len()).ok().filter(|n| *n > 0).map(|n| (tenths + n / 2) / n);
    Some((scores.len(), play.criteria.len(), mean.map(|m| format!("{}.{}", m / 10, m % 10))))
}

/// What went well: items done, for the text that the learner gets.
pub(super) fn went_well(view: &SessionView) -> impl Iterator<Item = &str> {
    let lessons = view.items.iter().filter(|i| !i.review && !i.task && i.section != Section::Graduation);
    lessons.filter(|i| i.outcome == Outcome::Done).map(|i| i.text.as_str())
}
