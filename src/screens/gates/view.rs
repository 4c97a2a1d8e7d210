//! How the box looks.

use super::state::State;
use crate::app::Model;
use crate::i18n::common;
use crate::layout::{Frame, Rect, words};
use crate::text::width::cells;
use crate::text::wrap::Wrapped;
use crate::ui::{Canvas, Role, parts};

/// Draws the box.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let core = &model.core;
    let lang = core.lang;
    let area = layout.body;
    let width = area.width.saturating_sub(2).min(78);
    let hint = Wrapped::to_read(common::gate_hint(lang), usize::from(width.saturating_sub(4)));
    let hint_rows = u16::try_from(hint.height()).unwrap_or(1);
    let inside = canvas.boxed(area.centered(width, 7 + hint_rows));
    if inside.height < 5 {
        return;
    }
    let (x, right) = (inside.x + 1, inside.right().saturating_sub(1));
    let who = common::name_san(lang, &core.show(&state.about.name));
    canvas.put(x, inside.y, right, &common::gate_title(lang, &who), Role::Strong);
    canvas.line(x, inside.y + 1, right);
    let unmet: Vec<String> = state.about.unmet.iter().map(|id| words::gate(lang, &core.words.owner, id)).collect();
    canvas.put(x, inside.y + 2, right, &common::gate_unmet(lang, &unmet.join(", ")), Role::Warn);
    let label = common::gate_reason(lang);
    canvas.label(x, inside.y + 3, right, label, Role::Quiet);
    let start = x + u16::try_from(cells(label)).unwrap_or(0) + 2;
    let hidden = core.share_safe.then(|| common::typing_hidden(lang));
    let place = Rect::new(start, inside.y + 3, right.saturating_sub(start), 1);
    parts::field(canvas, place, &state.reason, true, hidden);
    for (y, row) in (inside.y + 5..inside.bottom()).zip(hint.rows()) {
        canvas.put(x, y, right, row.text, Role::Quiet);
    }
}
