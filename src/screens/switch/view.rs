//! How the box looks.

use super::state::{Choice, State};
use crate::app::Model;
use crate::i18n::{common, session};
use crate::layout::{Frame, Rect};
use crate::text::width::cells;
use crate::ui::{Canvas, Role};

/// Draws the box.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let core = &model.core;
    let lang = core.lang;
    let area = layout.body;
    let inside = canvas.boxed(area.centered(area.width.saturating_sub(2).min(78), 10));
    let (x, right) = (inside.x + 1, inside.right().saturating_sub(1));
    let san = |name: Option<_>| name.map_or_else(String::new, |name| common::name_san(lang, &core.show(name)));
    let (other, new) = (san(state.other()), san(Some(&state.about.name)));
    let named = [
        (session::switch_stay(lang), session::switch_stay_what(lang, &other)),
        (session::switch_aside(lang), session::switch_aside_what(lang, &other, &new)),
        (session::switch_break_off(lang), session::switch_break_off_what(lang, &other, &new)),
    ];
    let column = named.iter().map(|(name, _)| cells(name)).max().unwrap_or(0);
    let column = x + 6 + u16::try_from(column).unwrap_or(0);
    canvas.clipped(inside, |canvas| {
        canvas.put(x, inside.y, right, &session::switch_title(lang, &other), Role::Strong);
        canvas.line(x, inside.y + 1, right);
        let at = state.cursor.at(Choice::ALL.len());
        for (nth, (y, (name, what))) in (inside.y + 2..).zip(named).enumerate() {
            canvas.label(x, y, right, if nth == at { ">" } else { " " }, Role::Strong);
            canvas.label(x + 2, y, right, &(nth + 1).to_string(), Role::Key);
            canvas.label(x + 4, y, right, name, Role::Text);
            canvas.put(column, y, right, &what, Role::Quiet);
        }
        let hint = Rect::new(x, inside.y + 6, right.saturating_sub(x), 2);
        canvas.paragraph(hint, session::switch_hint(lang), Role::Quiet);
    });
}
