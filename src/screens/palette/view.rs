//! How the palette looks.

use super::state::{Choice, State};
use crate::app::{Core, Model};
use crate::command::facts::EXCLUSIVE;
use crate::command::{Fact, Row};
use crate::i18n::{common, palette};
use crate::layout::{Frame, Rect, list, words};
use crate::text::width::cells;
use crate::ui::{Canvas, Role, parts};

/// Rows that the query, the rules and the lines at the foot take, with the frame.
const AROUND: u16 = 7;

/// Where the box stands for so many things to choose from. Nothing to choose from takes rows to say so.
fn place(layout: &Frame, choices: usize) -> Rect {
    let area = layout.body;
    let height = u16::try_from(choices).unwrap_or(u16::MAX).clamp(if choices == 0 { 3 } else { 1 }, 12);
    let width = area.width.saturating_sub(4).min(80);
    let height = height.saturating_add(AROUND).min(area.height.saturating_sub(2));
    Rect::new(area.x + (area.width - width) / 2, area.y + 2, width, height)
}

/// The rows of the box that hold what can be chosen.
fn rows_in(layout: &Frame, choices: usize) -> Rect {
    let rest = place(layout, choices).inset(1, 1).split_top(2).1;
    rest.split_top(rest.height.saturating_sub(3)).0
}

/// The place among so many choices of what stands at a cell.
pub(super) fn choice_at(layout: &Frame, choices: usize, cursor: usize, (x, y): (u16, u16)) -> Option<usize> {
    let rows = rows_in(layout, choices);
    let seen = list::seen(choices, cursor, usize::from(rows.height));
    let nth = usize::from(y.checked_sub(rows.y)?);
    (rows.contains(x, y) && nth < seen.rows).then_some(seen.first + nth)
}

/// Draws the box.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let core = &model.core;
    let lang = core.lang;
    let choices = state.choices();
    let inside = canvas.boxed(place(layout, choices.len()));
    if inside.height < 4 {
        return;
    }
    let (x, right) = (inside.x + 1, inside.right() - 1);
    canvas.label(x, inside.y, right, ">", Role::Key);
    let hidden = core.share_safe.then(|| common::typing_hidden(lang)).filter(|_| !state.query.is_empty());
    parts::field(canvas, Rect::new(x + 2, inside.y, right.saturating_sub(x + 2), 1), &state.query, true, hidden);
    canvas.line(x, inside.y + 1, right);
    let (_, rest) = inside.split_top(2);
    let (rows, foot) = rest.split_top(rest.height.saturating_sub(3));
    let cursor = state.cursor.at(choices.len());
    let seen = list::seen(choices.len(), cursor, usize::from(rows.height));
    if choices.is_empty() {
        nothing(canvas, model, state, (rows, right));
    }
    for (i, choice) in choices.iter().enumerate().skip(seen.first).take(seen.rows) {
        let y = rows.y + u16::try_from(i - seen.first).unwrap_or(0);
        if i == cursor {
            canvas.label(x, y, right, ">", Role::Strong);
        }
        draw_choice(canvas, core, state, (x, y, right), *choice);
    }
    if seen.below > 0 {
        canvas.label(x, rows.bottom() - 1, right, &common::more_lines(lang, seen.below), Role::Quiet);
    }
    draw_foot(canvas, core, state, (x, foot.y, right));
}

fn draw_choice(canvas: &mut Canvas<'_>, core: &Core, state: &State, (x, y, right): (u16, u16, u16), choice: Choice) {
    let lang = core.lang;
    match choice {
        Choice::Command(n) => {
            if let Some(row) = state.commands().get(n) {
                draw_command(canvas, core, state, (x, y, right), row);
            }
        }
        Choice::Short(n) => {
            let Some(short) = state.shorts().get(n) else { return };
            let text = if core.share_safe { common::hidden(lang) } else { short.text.as_str() };
            found(canvas, (x, y, right), palette::short(lang), &format!(";{}  {text}", short.name));
        }
        Choice::Person(n) => {
            let Some(person) = state.found.people.get(n) else { return };
            let number = person.next_no.map(|n| common::session_no(lang, n)).unwrap_or_default();
            let text = format!("{}  {}  {number}", core.show(&person.name), core.show(&person.pharmacy));
            found(canvas, (x, y, right), palette::person(lang), &text);
        }
        Choice::Note(n) => {
            let Some(note) = state.found.notes.get(n) else { return };
            let date = words::month_day(core.local(note.at).date());
            let name = note.name.as_ref().map(|name| core.show(name)).unwrap_or_default();
            let text = format!("{} {name}", palette::quote(lang, &date, &core.show(&note.text)));
            found(canvas, (x, y, right), palette::note(lang), &text);
        }
    }
}

/// A command with its key. One that does nothing now shows where it would do something instead.
fn draw_command(canvas: &mut Canvas<'_>, core: &Core, state: &State, (x, y, right): (u16, u16, u16), row: &Row) {
    let (lang, label) = (core.lang, row.long.get(core.lang));
    let runs = state.runs(row);
    let keys = if runs { state.keys(row) } else { state.elsewhere(lang, row) }.unwrap_or_default();
    let from = if runs { x + 2 } else { x + 3 + u16::try_from(cells(label)).unwrap_or(0) };
    let end = canvas.label_right(from, y, right, keys, if runs { Role::Key } else { Role::Quiet });
    let acts_on_row = row
        .when
        .iter()
        .chain(row.any)
        .any(|f| EXCLUSIVE.contains(f) || matches!(f, Fact::HasLearner | Fact::HasSomeone));
    let name = state.about.as_ref().filter(|_| acts_on_row && runs).map(|name| core.show(name));
    let text = name.map_or_else(|| label.to_owned(), |name| palette::about(lang, &name, label));
    canvas.put(x + 2, y, end.saturating_sub(1), &text, if runs { Role::Text } else { Role::Quiet });
}

/// How to search, how to close, and the key that would have done what is chosen.
fn draw_foot(canvas: &mut Canvas<'_>, core: &Core, state: &State, (x, y, right): (u16, u16, u16)) {
    let lang = core.lang;
    canvas.line(x, y, right);
    let long = canvas.label(x, y + 1, right, palette::how_to_search(lang), Role::Quiet) > x;
    if !long {
        canvas.label(x, y + 1, right, palette::how_to_search_short(lang), Role::Quiet);
    }
    let close = canvas.label_right(x, y + 2, right, palette::close(lang), Role::Quiet);
    let commands = state.commands();
    if let Some(Choice::Command(n)) = state.chosen()
        && let Some(keys) = commands.get(n).filter(|row| state.runs(row)).and_then(|row| state.keys(row))
    {
        let two = keys.contains(' ');
        let text = if two { palette::next_time_two(lang, keys) } else { palette::next_time_one(lang, keys) };
        canvas.label(x, y + 2, close.saturating_sub(1), &text, Role::Quiet);
    }
}

/// Nothing found, and what to try. While the answer is on its way nobody knows.
fn nothing(canvas: &mut Canvas<'_>, model: &Model, state: &State, (rows, right): (Rect, u16)) {
    let lang = model.core.lang;
    if model.core.is_pending(state.asked) {
        return;
    }
    let latin = state.query.text().chars().any(|c| c.is_ascii_alphabetic());
    let hint = if latin { palette::try_kanji(lang) } else { palette::try_shorter(lang) };
    canvas.put(rows.x + 3, rows.y, right, palette::nothing(lang), Role::Text);
    let room = Rect::new(rows.x + 3, rows.y + 1, right.saturating_sub(rows.x + 3), rows.height.saturating_sub(1));
    canvas.paragraph(room, hint, Role::Quiet);
}

/// A person or a note: what it is, then what was found, `Enter` at the edge.
fn found(canvas: &mut Canvas<'_>, (x, y, right): (u16, u16, u16), kind: &str, text: &str) {
    let end = canvas.label_right(x + 2, y, right, "Enter", Role::Key);
    canvas.label(x + 2, y, end, kind, Role::Quiet);
    canvas.put(x + 9, y, end.saturating_sub(1), text, Role::Text);
}
