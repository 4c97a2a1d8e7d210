//! How the help box looks.

use super::lines::{Entry, KEYS, Line, column};
use super::state::{State, place};
use crate::app::Model;
use crate::i18n::{common, help};
use crate::layout::{Frame, Rect};
use crate::ui::{Canvas, Role, parts};

/// Draws the box.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let lang = model.core.lang;
    let inside = canvas.boxed(place(layout));
    if inside.height < 3 {
        return;
    }
    let (x, right) = (inside.x + 1, inside.right().saturating_sub(1));
    let close = canvas.label_right(x, inside.y, right, help::close(lang), Role::Quiet);
    if state.filtering || !state.filter.is_empty() {
        let from = canvas.label(x, inside.y, right, help::filter(lang), Role::Quiet) + 1;
        let room = Rect::new(from, inside.y, close.saturating_sub(from + 1), 1);
        let hidden = model.core.share_safe.then(|| common::typing_hidden(lang));
        parts::field(canvas, room, &state.filter, state.filtering, hidden.filter(|_| !state.filter.is_empty()));
    } else {
        canvas.label(x, inside.y, close, help::title(lang), Role::Strong);
    }
    canvas.line(x, inside.y + 1, right);
    let rows = inside.split_top(2).1;
    let lines = state.lines(lang, usize::from(rows.width));
    let height = usize::from(rows.height);
    let fits = lines.len() <= height;
    let room = if fits { height } else { height.saturating_sub(1) };
    let first = state.scroll.at(lines.len()).min(lines.len().saturating_sub(room));
    for (y, line) in (rows.y..).zip(lines.iter().skip(first).take(room)) {
        match line {
            Line::Heading(text) => {
                canvas.put(x, y, right, text, Role::Strong);
            }
            Line::Text(text) => {
                canvas.put(x + 2, y, right, text, Role::Text);
            }
            Line::Keys(one, other) => {
                entry(canvas, (x + 2, y, right), one);
                if let Some(other) = other {
                    entry(canvas, (x + 1 + rows.width / 2, y, right), other);
                }
            }
            Line::Rest(text, now) => {
                let role = if *now { Role::Text } else { Role::Quiet };
                canvas.put(x + 2 + u16::try_from(KEYS).unwrap_or(0), y, right, text, role);
            }
        }
    }
    let below = lines.len().saturating_sub(first + room);
    if below > 0 {
        canvas.label(x, rows.bottom().saturating_sub(1), right, &common::more_lines(lang, below), Role::Quiet);
    }
}

fn entry(canvas: &mut Canvas<'_>, (x, y, right): (u16, u16, u16), entry: &Entry) {
    let label = if entry.now { Role::Text } else { Role::Quiet };
    canvas.put(x, y, right, &entry.keys, Role::Key);
    canvas.put(x + u16::try_from(column(entry)).unwrap_or(0), y, right, &entry.label, label);
}
