//! How the help box looks.

use super::lines::Line;
use super::state::State;
use crate::app::Model;
use crate::i18n::{common, help};
use crate::layout::{Frame, Rect};
use crate::text::width::pad;
use crate::ui::{Canvas, Role, parts};

/// Draws the box.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let lang = model.core.lang;
    let area = layout.body;
    let inside = canvas.boxed(area.centered(area.width.saturating_sub(2).min(96), area.height));
    let right = inside.right() - 1;
    canvas.label_right(inside.x + 1, inside.y, right, help::close(lang), Role::Quiet);
    if state.filtering {
        let x = canvas.label(inside.x + 1, inside.y, right, help::filter(lang), Role::Quiet) + 1;
        parts::field(canvas, Rect::new(x, inside.y, right.saturating_sub(x + 14), 1), &state.filter, true, None);
    } else {
        canvas.label(inside.x + 1, inside.y, right, help::title(lang), Role::Strong);
    }
    canvas.line(inside.x + 1, inside.y + 1, right);
    let lines = state.lines(lang);
    let rows = inside.split_top(2).1;
    let height = usize::from(rows.height);
    let first = state.scroll.at(lines.len());
    for (i, line) in lines.iter().skip(first).take(height).enumerate() {
        let y = rows.y + u16::try_from(i).unwrap_or(0);
        match line {
            Line::Heading(text) => canvas.put(rows.x + 1, y, right, text, Role::Strong),
            Line::Text(text) => canvas.put(rows.x + 3, y, right, text, Role::Text),
            Line::Keys(keys, label) => {
                canvas.put(rows.x + 3, y, right, &pad(keys, 14), Role::Key);
                canvas.put(rows.x + 18, y, right, label, Role::Text)
            }
        };
    }
    let below = lines.len().saturating_sub(first + height);
    if below > 0 {
        let text = common::more_lines(lang, below);
        let y = rows.bottom() - 1;
        canvas.clear(Rect::new(rows.x, y, rows.width, 1));
        canvas.label(rows.x + 1, y, right, &text, Role::Quiet);
    }
}
