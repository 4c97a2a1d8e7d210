//! How the box of notices looks.

use super::state::State;
use crate::app::{Model, Severity};
use crate::i18n::{help, notice};
use crate::layout::{Frame, words};
use crate::ui::{Canvas, Role};

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
    let rows = inside.split_top(2).1;
    let history = core.notices.history();
    if history.len() == 0 {
        canvas.put(rows.x + 1, rows.y, right, notice::history_empty(lang), Role::Quiet);
    }
    let first = state.scroll.at(history.len());
    for (i, notice) in history.skip(first).take(usize::from(rows.height)).enumerate() {
        let y = rows.y + u16::try_from(i).unwrap_or(0);
        let role = match notice.severity {
            Severity::Done => Role::Text,
            Severity::Warning => Role::Warn,
            Severity::Error => Role::Bad,
        };
        canvas.label(rows.x + 1, y, right, &words::clock(core.local(notice.at)), Role::Quiet);
        canvas.put(rows.x + 8, y, right, notice.text(core.share_safe), role);
    }
}
