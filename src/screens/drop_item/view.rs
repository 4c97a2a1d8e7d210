//! How the box looks.

use super::state::State;
use crate::app::Model;
use crate::i18n::{common, session};
use crate::layout::{Frame, Rect};
use crate::text::width::cells;
use crate::ui::{Canvas, Role, parts};

/// Draws the box.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let core = &model.core;
    let lang = core.lang;
    let area = layout.body;
    let inside = canvas.boxed(area.centered(area.width.saturating_sub(2).min(78), 7));
    let (x, right) = (inside.x + 1, inside.right().saturating_sub(1));
    canvas.clipped(inside, |canvas| {
        let (title, how) = if state.is_carried() {
            (session::drop_title(lang), session::drop_how(lang))
        } else {
            (session::skip_title(lang), session::skip_how(lang))
        };
        canvas.label(x, inside.y, right, title, Role::Strong);
        canvas.line(x, inside.y + 1, right);
        canvas.put(x, inside.y + 2, right, &state.item.text, Role::Text);
        let label = session::drop_reason(lang);
        canvas.label(x, inside.y + 3, right, label, Role::Quiet);
        let start = x + u16::try_from(cells(label)).unwrap_or(0) + 2;
        let hidden = core.share_safe.then(|| common::typing_hidden(lang));
        let place = Rect::new(start, inside.y + 3, right.saturating_sub(start), 1);
        parts::field(canvas, place, &state.reason, true, hidden);
        canvas.label(x, inside.y + 4, right, how, Role::Quiet);
    });
}
