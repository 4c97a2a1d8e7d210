//! How the box looks.

use super::state::State;
use crate::app::Model;
use crate::i18n::record;
use crate::layout::{Frame, Rect};
use crate::ui::{Canvas, Role};

/// Draws the box.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let core = &model.core;
    let lang = core.lang;
    let area = layout.body;
    let inside = canvas.boxed(area.centered(area.width.saturating_sub(2).min(78), 10));
    let (x, right) = (inside.x + 1, inside.right().saturating_sub(1));
    let room =
        |y: u16, rows: u16| Rect::new(x, y, right.saturating_sub(x), rows.min(inside.bottom().saturating_sub(y)));
    canvas.label(x, inside.y, right, record::black_out_title(lang), Role::Strong);
    canvas.line(x, inside.y + 1, right);
    canvas.clipped(inside, |canvas| {
        canvas.put(x, inside.y + 2, right, &core.show(&state.note.text), Role::Text);
        canvas.paragraph(room(inside.y + 4, 2), record::black_out_what(lang), Role::Warn);
        canvas.label(x, inside.y + 7, right, record::black_out_how(lang), Role::Quiet);
    });
}
