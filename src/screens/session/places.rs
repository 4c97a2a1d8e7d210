//! Where the parts of a session stand: the same for the view and for clicks.

use super::content::{Below, Content, Row, contents, notes};
use super::opening;
use super::rows::{self, Pane, RowKey};
use super::state::State;
use crate::app::Core;
use crate::i18n::{Lang, session};
use crate::layout::list::{Seen, seen};
use crate::layout::{Breakpoint, Frame, Rect};
use crate::text::width::{cells, truncate};
use crate::text::wrap::Wrapped;

/// The column of the brief from 150 cells on.
const BRIEF_CELLS: u16 = 49;
/// From this width on a pane shows the minutes of its items.
const MINUTES_FROM: u16 = 37;
/// From this width on a short label stands before its text.
const INLINE_FROM: u16 = 40;
const SHORT_LABEL: u16 = 8;
/// Blank cells before and behind the minutes at the right edge.
const AROUND_MINUTES: u16 = 3;
/// Cursor, mark and the blank behind it.
const LEAD: u16 = 4;

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
    pub panes: Vec<Placed>,
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

/// A pane with its lines.
#[derive(Debug)]
pub(super) struct Placed {
    pub content: Content,
    /// With its rule, where it has one.
    pub rect: Rect,
    pub lines: Vec<Line>,
    /// There is more than these lines.
    pub more: bool,
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
        Some(row.map_or(Hit::Pane(pane.content.pane), Hit::Row))
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
        side_by_side(places, room, all, state, core.lang)
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

fn side_by_side(mut places: Places, room: Room, all: Vec<Content>, state: &State, lang: Lang) -> Places {
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
    let broken: Vec<Broken> =
        all.iter().zip(of_panes).map(|(content, width)| Broken::new(content, width, lang)).collect();
    let wanted = broken.iter().map(Broken::height).max().unwrap_or(0).saturating_add(1);
    let rows = room.panes(wanted);
    let mut x = columns.x;
    let mut widths = widths.into_iter();
    for (n, (content, broken)) in all.into_iter().zip(broken).enumerate() {
        if n == 1 && figures {
            let width = widths.next().unwrap_or(0);
            places.figures = Rect::new(x, rest.y, width, rows);
            x += width + 1;
        }
        let width = widths.next().unwrap_or(0);
        let rect = Rect::new(x, rest.y, width, rows);
        let (lines, more) = lay(&content, &broken, rect.split_top(1).1, state);
        places.panes.push(Placed { content, rect, lines, more });
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
        let broken = Broken::new(content, rest.width, lang);
        let rows = room.panes(broken.height());
        let rect = Rect { height: rows, ..rest };
        let (lines, more) = lay(content, &broken, rect, state);
        places.panes.push(Placed { content: content.clone(), rect, lines, more });
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

/// Cells for the text of a row behind its lead and number, and before its minutes where they are shown.
fn text_cells(lang: Lang, width: u16, row: &Row) -> u16 {
    let taken = |text: &str| u16::try_from(cells(text)).unwrap_or(0);
    let behind = match row.minutes.filter(|_| shows_minutes(width)) {
        Some(minutes) => taken(&session::minutes(lang, minutes)) + AROUND_MINUTES,
        None => 1,
    };
    width.saturating_sub(LEAD + taken(&row.number) + behind).max(4)
}

/// Whether the minutes of a pane so wide are shown.
pub(super) const fn shows_minutes(width: u16) -> bool {
    width >= MINUTES_FROM
}

fn wrapped(text: &str, width: u16) -> Vec<String> {
    Wrapped::to_read(text, usize::from(width)).rows().map(|row| row.text.to_owned()).collect()
}

/// What is cut is the text, and not that it was carried.
fn in_one_line(row: &Row, room: usize) -> String {
    let tail = cells(&row.tail);
    if row.tail.is_empty() || cells(&row.text) + tail <= room || room <= tail + LEAST_BEFORE_TAIL {
        return row.whole();
    }
    format!("{}{}", truncate(&row.text, room - tail), row.tail)
}

fn below_lines(below: &Below, width: u16) -> Vec<(String, u16, String)> {
    let label = u16::try_from(cells(&below.label)).unwrap_or(0);
    // A short label stands before its text where there is room for both.
    let apart = below.apart && (width < INLINE_FROM || label > SHORT_LABEL);
    let indent = match (apart || label == 0, below.apart) {
        (true, _) => 3,
        (false, true) => 3 + label + 2,
        (false, false) => 3 + label,
    };
    let mut lines = Vec::new();
    if apart {
        lines.push((below.label.clone(), 3, String::new()));
    }
    for (n, text) in wrapped(&below.text, width.saturating_sub(indent + 1).max(4)).into_iter().enumerate() {
        let label = if n == 0 && !apart { below.label.clone() } else { String::new() };
        lines.push((label, indent, text));
    }
    lines
}

/// The texts of a pane broken to its width.
struct Broken {
    /// Indent and lines of each row.
    rows: Vec<(u16, Vec<String>)>,
    /// Each row on one line.
    cut: Vec<String>,
    below: Vec<Vec<(String, u16, String)>>,
    foot: Vec<Vec<(String, u16, String)>>,
    /// Blank lines between the parts.
    gaps: usize,
}

impl Broken {
    fn new(content: &Content, width: u16, lang: Lang) -> Self {
        let rows = content.rows.iter().map(|row| {
            let room = text_cells(lang, width, row);
            (LEAD + u16::try_from(cells(&row.number)).unwrap_or(0), wrapped(&row.whole(), room))
        });
        let cut = content.rows.iter().map(|row| in_one_line(row, usize::from(text_cells(lang, width, row))));
        Self {
            rows: rows.collect(),
            cut: cut.collect(),
            below: content.below.iter().map(|below| below_lines(below, width)).collect(),
            foot: content.foot.iter().map(|below| below_lines(below, width)).collect(),
            gaps: content.below.iter().chain(&content.foot).filter(|below| below.gap).count(),
        }
    }

    /// Rows that the pane would like to have.
    fn height(&self) -> u16 {
        let rows: usize = self.rows.iter().map(|(_, lines)| lines.len()).sum();
        let below: usize = self.below.iter().chain(&self.foot).map(Vec::len).sum();
        u16::try_from(rows + below + self.gaps).unwrap_or(u16::MAX)
    }
}

/// Cells of a text that make sense before what stands behind it.
const LEAST_BEFORE_TAIL: usize = 6;
/// Lines below the rows that are worth more than whole texts of rows that the cursor is not on.
const WORTH: usize = 4;

/// The lines of a pane, and whether there are more: those of the page that was turned to.
fn lay(content: &Content, broken: &Broken, rect: Rect, state: &State) -> (Vec<Line>, bool) {
    let page = if content.pane == state.pane() { state.page() } else { 0 };
    if page > 0 {
        return turned(content, broken, rect, page);
    }
    let mut lines = first_page(content, broken, rect, state.at);
    let shown = |lines: &[Line]| lines.iter().filter(|line| matches!(line.what, What::Below(..))).count();
    let below: usize = broken.below.iter().chain(&broken.foot).map(Vec::len).sum();
    let hidden = below - shown(&lines);
    let rows_hidden = lines.iter().any(|line| matches!(line.what, What::Hidden(_)));
    if hidden > 0 && !rows_hidden {
        // The line that tells so takes the place of the last of those below; no row gives way to it.
        let last = rect.bottom().saturating_sub(1);
        if lines.last().is_some_and(|line| line.y == last && matches!(line.what, What::Below(..))) {
            lines.pop();
        }
        if lines.last().is_none_or(|line| line.y < last) && rect.height > 0 {
            let hidden = below - shown(&lines);
            lines.push(Line { y: last, key: None, what: What::Hidden(hidden) });
        }
    }
    (lines, hidden > 0 || rows_hidden)
}

/// Rows, what stands below them and the foot in whole texts, from where a page down begins.
fn turned(content: &Content, broken: &Broken, rect: Rect, page: usize) -> (Vec<Line>, bool) {
    let mut whole: Vec<(Option<RowKey>, What)> = Vec::new();
    for (n, (row, (indent, texts))) in content.rows.iter().zip(&broken.rows).enumerate() {
        for (nth, text) in texts.iter().cloned().enumerate() {
            whole.push((row.key, if nth == 0 { What::Row(n, text) } else { What::More(*indent, text) }));
        }
    }
    let parts = content.below.iter().zip(&broken.below).chain(content.foot.iter().zip(&broken.foot));
    for (below, lines) in parts {
        if below.gap {
            whole.push((None, What::Below(String::new(), 0, String::new())));
        }
        whole.extend(lines.iter().cloned().map(|(label, indent, text)| (None, What::Below(label, indent, text))));
    }
    let room = usize::from(rect.height.saturating_sub(1)).max(1);
    let first = (page * room).min(whole.len().saturating_sub(room));
    let hidden = whole.len().saturating_sub(first + room);
    let seen = whole.into_iter().skip(first).take(room);
    let mut lines: Vec<Line> =
        (rect.y..rect.bottom()).zip(seen).map(|(y, (key, what))| Line { y, key, what }).collect();
    if hidden > 0 && rect.height > 1 {
        lines.push(Line { y: rect.bottom() - 1, key: None, what: What::Hidden(hidden) });
    }
    (lines, hidden > 0)
}

/// The first page. Rows are wrapped while that leaves room for what stands below them, else only the one under the cursor,
/// else none; what does not fit below goes first.
fn first_page(content: &Content, broken: &Broken, rect: Rect, at: Option<RowKey>) -> Vec<Line> {
    let foot: Vec<_> = broken.foot.iter().flatten().cloned().collect();
    let foot_rows = u16::try_from(foot.len()).unwrap_or(u16::MAX);
    let bare = u16::try_from(content.rows.len()).unwrap_or(u16::MAX);
    let foot_rows = if bare.saturating_add(foot_rows) < rect.height { foot_rows } else { 0 };
    let room = Rect { height: rect.height - foot_rows, ..rect };
    let mut lines = rows_of(content, broken, room, at);
    let mut y = lines.last().map_or(room.y, |line| line.y + 1);
    let bottom = room.bottom();
    for (below, broken) in content.below.iter().zip(&broken.below) {
        let gap = u16::from(below.gap && y > room.y);
        let apart = broken.first().is_some_and(|(_, _, text)| text.is_empty());
        // A label without its text, or half a row of a blank, is nothing.
        if y + gap + u16::from(apart) >= bottom {
            break;
        }
        y += gap;
        for (label, indent, text) in broken.iter().cloned() {
            if y < bottom {
                lines.push(Line { y, key: None, what: What::Below(label, indent, text) });
                y += 1;
            }
        }
    }
    for (y, (label, indent, text)) in (bottom..rect.bottom()).zip(foot) {
        lines.push(Line { y, key: None, what: What::Below(label, indent, text) });
    }
    lines
}

fn rows_of(content: &Content, broken: &Broken, rect: Rect, at: Option<RowKey>) -> Vec<Line> {
    let height = usize::from(rect.height);
    let cursor = content.rows.iter().position(|row| row.key.is_some() && row.key == at);
    let texts = &broken.rows;
    let whole: usize = texts.iter().map(|(_, lines)| lines.len()).sum();
    let below: usize = content.below.iter().zip(&broken.below).map(|(b, lines)| lines.len() + usize::from(b.gap)).sum();
    let cursor_rows = cursor.and_then(|n| texts.get(n)).map_or(1, |(_, lines)| lines.len());
    let all = whole + below.min(WORTH) <= height;
    let one = content.rows.len() + cursor_rows <= height + 1;
    let cut = |n: usize| broken.cut.get(n).cloned().unwrap_or_default();
    let mut lines = Vec::new();
    let mut y = rect.y;
    let mut push = |key, what| {
        lines.push(Line { y, key, what });
        y += 1;
    };
    if all || one {
        for (n, (row, (indent, texts))) in content.rows.iter().zip(texts).enumerate() {
            if all || Some(n) == cursor {
                for (nth, text) in texts.iter().cloned().enumerate() {
                    push(row.key, if nth == 0 { What::Row(n, text) } else { What::More(*indent, text) });
                }
            } else {
                push(row.key, What::Row(n, cut(n)));
            }
        }
        return lines;
    }
    let seen = seen(content.rows.len(), cursor.unwrap_or(0), height);
    for (n, row) in content.rows.iter().enumerate().skip(seen.first).take(seen.rows) {
        push(row.key, What::Row(n, cut(n)));
    }
    if seen.below > 0 {
        push(None, What::Hidden(seen.below));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_before_the_word_that_it_was_carried() {
        let row = |text: &str| Row {
            key: None,
            mark: String::new(),
            tone: super::super::content::Tone::Plain,
            standing: super::super::state::Standing::Kept,
            number: String::new(),
            text: text.to_owned(),
            tail: " (持ち越し)".to_owned(),
            minutes: None,
        };
        assert_eq!(in_one_line(&row("検索の絞り込み"), 26), "検索の絞り込み (持ち越し)");
        assert_eq!(in_one_line(&row("検索の絞り込みと並べ替え"), 26), "検索の絞り込.. (持ち越し)");
        assert_eq!(in_one_line(&row("検索"), 8), "検索 (持ち越し)", "too narrow for both");
    }

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
