//! Where the parts of a session stand: the same for the view and for clicks.

use std::rc::Rc;

use super::content::{Content, contents, notes};
use super::kept::Placed;
use super::opening;
use super::pages::Broken;
use super::rows::{self, Pane, RowKey};
use super::state::State;
use crate::app::Core;
use crate::i18n::Lang;
use crate::layout::list::{Seen, seen};
use crate::layout::{Breakpoint, Frame, Rect};
use crate::text::width::cells;

/// The column of the brief from 150 cells on.
const BRIEF_CELLS: u16 = 49;

/// The parts. A part without room has no height.
#[derive(Debug)]
pub(super) struct Places {
    pub frame: Frame,
    pub pace: Rect,
    /// What the meeting opens with.
    pub opening: Rect,
    /// The words that stand on top of the script.
    pub on_top: Rect,
    /// Rules and titles where the panes are tabs.
    pub tabs: Rect,
    pub panes: Vec<Rc<Placed>>,
    /// The panes in one column, where only one is seen at a time.
    pub tabbed: Vec<Content>,
    pub figures: Rect,
    pub brief: Rect,
    /// The words of an item: a rule and a row.
    pub words: Rect,
    /// Rule and lines.
    pub notes: Rect,
    pub notes_seen: Seen,
    /// What belongs to the row under the cursor, or the field with the focus.
    pub block: Rect,
}

/// One line of a pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub y: u16,
    pub key: Option<RowKey>,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// The first line of the n-th row: its text, cut or wrapped.
    Row(usize, String),
    /// A further line of a row, and how far it is indented.
    More(u16, String),
    /// Below the rows: a label, and text so far to the right.
    Below(String, u16, String),
    /// So many lines are hidden.
    Hidden(usize),
}

/// What is under a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hit {
    Row(RowKey),
    Pane(Pane),
}

impl Places {
    pub(super) fn hit(&self, x: u16, y: u16) -> Option<Hit> {
        if let Some((_, _, pane)) = self
            .tab_cells()
            .into_iter()
            .find(|(from, to, _)| y == self.tabs_row() && (*from..*to).contains(&x) && self.tabs.height > 0)
        {
            return Some(Hit::Pane(pane));
        }
        let pane = self.panes.iter().find(|placed| placed.rect.contains(x, y))?;
        let row = pane.lines.iter().find(|line| line.y == y).and_then(|line| line.key);
        Some(row.map_or(Hit::Pane(pane.content().pane), Hit::Row))
    }

    /// The row on which the tabs stand.
    pub(super) const fn tabs_row(&self) -> u16 {
        if self.tabs.height >= 3 { self.tabs.y + 1 } else { self.tabs.y }
    }

    /// From, to (exclusive) and pane of each tab. The one in view has brackets; the others keep the room for them.
    pub(super) fn tab_cells(&self) -> Vec<(u16, u16, Pane)> {
        let mut x: u16 = if self.tabs.height >= 3 { 1 } else { 3 };
        let mut found = Vec::new();
        for content in &self.tabbed {
            let width = u16::try_from(cells(&tab_text(content)) + 2).unwrap_or(u16::MAX);
            found.push((x, x.saturating_add(width), content.pane));
            x = x.saturating_add(width + 1);
        }
        found
    }
}

/// The name of a tab with its count.
pub(super) fn tab_text(content: &Content) -> String {
    if content.count.is_empty() { content.title.clone() } else { format!("{} {}", content.title, content.count) }
}

/// The parts of the screen, once the session has come.
pub(super) fn places(state: &State, core: &Core) -> Option<Places> {
    let view = state.view.as_ref()?;
    let frame = Frame::of(core.size.width, core.size.height);
    let wide = frame.breakpoint >= Breakpoint::Two;
    let (pace, rest) = frame.body.split_top(1);
    // The column at the right has the words already.
    let opens = opening::is_there(view) && frame.breakpoint != Breakpoint::Three;
    let (opening, rest) = rest.split_top(u16::from(opens));
    let top = u16::from(view.words_on_top.is_some() && frame.breakpoint != Breakpoint::Three);
    let (on_top, rest) = rest.split_top(top);
    let block_rows = if wide && rest.height >= 18 { 5 } else { 4.min(rest.height / 2) };
    let (rest, block) = rest.split_top(rest.height - block_rows);
    let has_words = view.items.iter().any(|item| item.words.is_some());
    let words_rows = if has_words && rest.height >= if wide { 12 } else { 13 } { 2 } else { 0 };
    let all = contents(state, core);
    let places = Places {
        frame,
        pace,
        opening,
        on_top,
        tabs: Rect::default(),
        panes: Vec::new(),
        tabbed: Vec::new(),
        figures: Rect::default(),
        brief: Rect::default(),
        words: Rect::default(),
        notes: Rect::default(),
        notes_seen: Seen { first: 0, rows: 0, below: 0 },
        block,
    };
    let room = Room { rest, words_rows, notes: notes(state).len() };
    let mut places = if wide {
        side_by_side(places, room, &all, state, core.lang)
    } else {
        tabs(places, room, all, state, core.lang)
    };
    let height = usize::from(places.notes.height.saturating_sub(1));
    let cursor = match state.at {
        Some(RowKey::Note(id)) => view.notes.iter().position(|note| note.id == id),
        Some(RowKey::Homework(_) | RowKey::Item(_) | RowKey::Criterion(_)) | None => None,
    };
    places.notes_seen = match cursor {
        Some(at) => seen(room.notes, at, height),
        // The newest are seen.
        None => Seen { first: room.notes.saturating_sub(height), rows: room.notes.min(height), below: 0 },
    };
    Some(places)
}

#[derive(Clone, Copy)]
struct Room {
    rest: Rect,
    words_rows: u16,
    notes: usize,
}

impl Room {
    /// Rows for the panes, of which `wanted` would do: the notes keep a third and get what is left.
    fn panes(self, wanted: u16) -> u16 {
        let free = self.rest.height.saturating_sub(self.words_rows);
        let notes = u16::try_from(self.notes + 2).unwrap_or(u16::MAX).clamp(4, (free / 3).max(4)).min(free);
        wanted.clamp(3.min(free), (free - notes).max(3.min(free)))
    }
}

fn side_by_side(mut places: Places, room: Room, all: &[Content], state: &State, lang: Lang) -> Places {
    let rest = room.rest;
    let (columns, brief) = if places.frame.breakpoint == Breakpoint::Three {
        let (columns, right) = rest.split_left(rest.width - BRIEF_CELLS - 1);
        (columns, right.split_left(1).1)
    } else {
        (rest, Rect::default())
    };
    let figures = state.view.as_ref().is_some_and(|view| !view.figures.is_empty() && !rows::has(view, Pane::RolePlay));
    let figures = figures && places.frame.breakpoint == Breakpoint::Two;
    let widths = widths(columns.width, all.len(), figures);
    // The figures stand in the second column.
    let of_panes = widths.iter().enumerate().filter(|(n, _)| !figures || *n != 1).map(|(_, width)| *width);
    let broken: Vec<Rc<Broken>> =
        all.iter().zip(of_panes).map(|(content, width)| state.panes.broken(content, width, lang)).collect();
    let wanted = broken.iter().map(|broken| broken.height()).max().unwrap_or(0).saturating_add(1);
    let rows = room.panes(wanted);
    let mut x = columns.x;
    let mut widths = widths.into_iter();
    for (n, broken) in broken.into_iter().enumerate() {
        if n == 1 && figures {
            let width = widths.next().unwrap_or(0);
            places.figures = Rect::new(x, rest.y, width, rows);
            x += width + 1;
        }
        let width = widths.next().unwrap_or(0);
        let rect = Rect::new(x, rest.y, width, rows);
        places.panes.push(state.panes.placed(broken, rect, rect.split_top(1).1, state));
        x += width + 1;
    }
    places.brief = Rect { height: if brief.width > 0 { rows } else { 0 }, ..brief };
    below(places, room, rows)
}

fn tabs(mut places: Places, room: Room, all: Vec<Content>, state: &State, lang: Lang) -> Places {
    let (tabs, rest) = room.rest.split_top(if places.frame.breakpoint == Breakpoint::One { 3 } else { 1 });
    places.tabs = tabs;
    let pane = state.pane();
    if let Some(content) = all.iter().find(|content| content.pane == pane).or(all.first()) {
        let room = Room { rest, ..room };
        let broken = state.panes.broken(content, rest.width, lang);
        let rows = room.panes(broken.height());
        let rect = Rect { height: rows, ..rest };
        places.panes.push(state.panes.placed(broken, rect, rect, state));
        places.tabbed = all;
        places.brief = Rect::default();
        return below(places, room, rows);
    }
    places
}

/// Words and notes below the panes.
fn below(mut places: Places, room: Room, rows: u16) -> Places {
    let (_, rest) = room.rest.split_top(rows);
    let (words, notes) = rest.split_top(room.words_rows);
    places.words = words;
    places.notes = notes;
    places
}

/// Cells of the columns: three of a size, two with the room of the third, or the script, the figures and the homework.
fn widths(width: u16, panes: usize, figures: bool) -> Vec<u16> {
    match (panes, figures) {
        (0, _) => Vec::new(),
        (1, false) => vec![width],
        (1, true) | (2, false) => {
            let left = (width - 1) * 63 / 100;
            vec![left, width - 1 - left]
        }
        (2, true) => {
            let (left, middle) = ((width - 2) * 41 / 100, (width - 2) * 31 / 100);
            vec![left, middle, width - 2 - left - middle]
        }
        (_, _) => {
            let third = (width - 2) / 3;
            vec![third, third, width - 2 - 2 * third]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_those_of_the_design() {
        assert_eq!(widths(100, 3, false), [32, 32, 34]);
        assert_eq!(widths(110, 3, false), [36, 36, 36]);
        assert_eq!(widths(100, 2, false), [62, 37]);
        assert_eq!(widths(100, 2, true), [40, 30, 28]);
        for width in 80..200 {
            for (panes, figures) in [(1, false), (1, true), (2, false), (2, true), (3, false)] {
                let parts = widths(width, panes, figures);
                let bars = u16::try_from(parts.len() - 1).unwrap();
                assert_eq!(parts.iter().sum::<u16>() + bars, width);
            }
        }
    }
}
