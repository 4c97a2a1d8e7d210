//! The rows of the script in the order in which a session goes through them: homework of last time, lecture, role-play with
//! its ratings, homework for next time. The cursor stands on a row by its key, so that it stays when rows come and go.

use crate::domain::pacing::Part;
use crate::domain::{AppointmentKind, HomeworkState, Id, Outcome, Section};
use crate::request::{HomeworkView, ItemView, SessionView};

/// A row that the cursor can stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowKey {
    /// Homework of last time.
    Homework(Id),
    Item(Id),
    /// The n-th criterion of the role-play.
    Criterion(usize),
    Note(Id),
}

impl RowKey {
    /// As a draft keeps it.
    pub fn to_word(self) -> String {
        match self {
            Self::Homework(id) => format!("homework:{id}"),
            Self::Item(id) => format!("item:{id}"),
            Self::Criterion(nth) => format!("criterion:{nth}"),
            Self::Note(id) => format!("note:{id}"),
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        let (kind, key) = word.split_once(':')?;
        match kind {
            "homework" => Id::parse(key).map(Self::Homework),
            "item" => Id::parse(key).map(Self::Item),
            "criterion" => key.parse().ok().map(Self::Criterion),
            "note" => Id::parse(key).map(Self::Note),
            _ => None,
        }
    }
}

/// The three panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pane {
    Lecture,
    RolePlay,
    Homework,
}

impl Pane {
    pub const ALL: [Self; 3] = [Self::Lecture, Self::RolePlay, Self::Homework];

    /// Where an item stands.
    pub const fn of(item: &ItemView) -> Self {
        if item.review {
            return Self::Homework;
        }
        match Part::of(item.section) {
            Part::Lecture => Self::Lecture,
            Part::RolePlay => Self::RolePlay,
            Part::Homework => Self::Homework,
        }
    }

    /// Its section in the programme file.
    pub const fn section(self) -> Section {
        match self {
            Self::Lecture => Section::Lecture,
            Self::RolePlay => Section::RolePlay,
            Self::Homework => Section::Homework,
        }
    }
}

/// The rows in order.
pub fn order(view: &SessionView) -> Vec<(Pane, RowKey)> {
    let items = |pane: Pane| {
        let mine = view.items.iter().filter(move |i| !i.review && Pane::of(i) == pane);
        mine.map(move |i| (pane, RowKey::Item(i.id)))
    };
    let last = |before: bool| {
        let mine = view.last_homework.iter().filter(move |h| h.missed_before == before);
        mine.map(|h| (Pane::Homework, RowKey::Homework(h.id)))
    };
    let criteria = view.role_play.as_ref().map_or(0, |play| play.criteria.len());
    last(false)
        .chain(items(Pane::Lecture))
        .chain(items(Pane::RolePlay))
        .chain((0..criteria).map(|n| (Pane::RolePlay, RowKey::Criterion(n))))
        .chain(last(true))
        .chain(items(Pane::Homework))
        .collect()
}

/// Whether the session has that row.
pub fn stands(view: &SessionView, key: RowKey) -> bool {
    match key {
        RowKey::Note(id) => view.notes.iter().any(|note| note.id == id),
        RowKey::Homework(_) | RowKey::Item(_) | RowKey::Criterion(_) => order(view).iter().any(|(_, row)| *row == key),
    }
}

/// Whether a session has something for a pane; a pane without anything gives its room to the others.
pub fn has(view: &SessionView, pane: Pane) -> bool {
    match pane {
        Pane::Lecture => true,
        Pane::RolePlay => view.role_play.is_some() || order(view).iter().any(|(p, _)| *p == pane),
        Pane::Homework => {
            view.no_homework.is_none() || !view.next_homework.is_empty() || order(view).iter().any(|(p, _)| *p == pane)
        }
    }
}

/// Where a session goes on: at the first open row behind the last one that was done in it, else at one that was passed over.
/// What an earlier meeting found missing says nothing about how far this one has come.
pub fn resume_at(view: &SessionView, marked: impl Fn(RowKey) -> bool) -> Option<RowKey> {
    let rows: Vec<RowKey> = order(view).into_iter().map(|(_, key)| key).collect();
    let still_missing = |key: RowKey| {
        let is = |h: &HomeworkView| h.missed_before && h.state == HomeworkState::Missing;
        view.last_homework.iter().any(|h| RowKey::Homework(h.id) == key && is(h))
    };
    let behind = rows.iter().rposition(|key| marked(*key) && !still_missing(*key)).map_or(0, |last| last + 1);
    let open = |key: &&RowKey| !marked(**key);
    rows.iter().skip(behind).find(open).or_else(|| rows.iter().find(open)).or(rows.last()).copied()
}

pub fn item(view: &SessionView, id: Id) -> Option<&ItemView> {
    view.items.iter().find(|item| item.id == id)
}

/// The number that an item has in its pane.
pub fn number(view: &SessionView, item: &ItemView) -> usize {
    let mut mine = view.items.iter().filter(|other| !other.review && Pane::of(other) == Pane::of(item));
    mine.position(|other| other.id == item.id).unwrap_or(0) + 1
}

/// The item whose typed words the screen shows: the one under the cursor, else the first that asks for some.
pub fn words_item(view: &SessionView, at: Option<RowKey>) -> Option<&ItemView> {
    let here = match at {
        Some(RowKey::Item(id)) => item(view, id).filter(|item| item.words.is_some()),
        Some(RowKey::Homework(_) | RowKey::Criterion(_) | RowKey::Note(_)) | None => None,
    };
    here.or_else(|| view.items.iter().find(|item| item.words.is_some()))
}

/// Without homework from last time there is nothing to look at: the row that does so is left out of all counts.
fn counts(view: &SessionView, item: &ItemView) -> bool {
    !item.review || view.looks_at_homework()
}

/// Minutes and progress of the steps, for the clock; the review item first, since it opens the session.
pub fn steps(view: &SessionView, outcome: impl Fn(&ItemView) -> Outcome) -> Vec<crate::layout::pacing::Step> {
    let step = |item: &ItemView| {
        let done = outcome(item) != Outcome::Planned;
        crate::layout::pacing::Step { minutes: item.minutes, done }
    };
    let in_pane = |pane: Pane| view.items.iter().filter(move |i| !i.review && Pane::of(i) == pane);
    view.items
        .iter()
        .filter(|i| i.review && counts(view, i))
        .chain(Pane::ALL.into_iter().flat_map(in_pane))
        .map(step)
        .collect()
}

/// Whether a must item has yet to be gone through. Last time's homework is looked at, not said.
pub fn unsaid(item: &ItemView, outcome: Outcome) -> bool {
    item.must && !item.review && matches!(outcome, Outcome::Planned | Outcome::Skipped)
}

/// Planned minutes of a pane, with what was carried into it; the review counts where it happens, at the beginning.
pub fn minutes(view: &SessionView, pane: Pane) -> u32 {
    let mine = |item: &&ItemView| if item.review { pane == Pane::Lecture } else { Pane::of(item) == pane };
    view.items.iter().filter(mine).filter(|item| counts(view, item)).map(|item| item.minutes).sum()
}

/// Whether the owner is met here, not a learner.
pub const fn is_kickoff(view: &SessionView) -> bool {
    matches!(view.kind, AppointmentKind::Kickoff)
}
