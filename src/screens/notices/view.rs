//! How the box of notices looks.

use super::state::State;
use crate::app::{Model, Severity};
use crate::i18n::{help, notice};
use crate::layout::{Frame, Rect, words};
use crate::ui::{Canvas, Role};

/// Cells of the time before a notice.
const TIME: u16 = 7;

/// Draws the box.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let core = &model.core;
    let lang = core.lang;
    let area = layout.body;
    let inside = canvas.boxed(area.centered(area.width.saturating_sub(2).min(96), area.height));
    let right = inside.right().saturating_sub(1);
    canvas.label(inside.x + 1, inside.y, right, notice::history_title(lang), Role::Strong);
    canvas.label_right(inside.x + 40, inside.y, right, help::close(lang), Role::Quiet);
    canvas.line(inside.x + 1, inside.y + 1, right);
    let rows = inside.split_top(2).1.inset(1, 0);
    let history = core.notices.history();
    if history.len() == 0 {
        canvas.put(rows.x, rows.y, right, notice::history_empty(lang), Role::Quiet);
    }
    let first = state.scroll.at(history.len());
    let mut y = rows.y;
    for notice in history.skip(first) {
        if y >= rows.bottom() {
            break;
        }
        let role = match notice.severity {
            Severity::Done => Role::Text,
            Severity::Warning => Role::Warn,
            Severity::Error => Role::Bad,
        };
        canvas.label(rows.x, y, right, &words::clock(core.local(notice.at)), Role::Quiet);
        let place = Rect::new(rows.x + TIME, y, rows.width.saturating_sub(TIME), rows.bottom() - y);
        y = canvas.paragraph(place, notice.text(core.share_safe), role);
    }
}
