//! How the box looks.

use super::state::State;
use crate::app::Model;
use crate::i18n::{common, record};
use crate::layout::{Frame, Rect, list, words};
use crate::request::record::NoteHome;
use crate::ui::{Canvas, Role, parts};

/// Draws the box.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let core = &model.core;
    let lang = core.lang;
    let area = layout.body;
    let inside = canvas.boxed(area.centered(area.width.saturating_sub(2).min(78), area.height.min(16)));
    if inside.height < 6 {
        return;
    }
    let (x, right) = (inside.x + 1, inside.right().saturating_sub(1));
    canvas.label(x, inside.y, right, record::move_title(lang), Role::Strong);
    canvas.put(x, inside.y + 1, right, &core.show(&state.note.text), Role::Quiet);
    canvas.label(x, inside.y + 2, right, ">", Role::Key);
    let hidden = core.share_safe.then(|| common::typing_hidden(lang)).filter(|_| !state.query.is_empty());
    parts::field(canvas, Rect::new(x + 2, inside.y + 2, right.saturating_sub(x + 2), 1), &state.query, true, hidden);
    canvas.line(x, inside.y + 3, right);
    let (_, rest) = inside.split_top(4);
    let (rows, foot) = rest.split_top(rest.height.saturating_sub(1));
    let choices = state.choices();
    if choices.is_empty() {
        canvas.label(x, rows.y, right, record::move_nobody(lang), Role::Quiet);
    }
    let cursor = state.cursor.at(choices.len());
    let seen = list::seen(choices.len(), cursor, usize::from(rows.height));
    for (y, (nth, choice)) in (rows.y..).zip(choices.iter().enumerate().skip(seen.first).take(seen.rows)) {
        let what = match choice.to {
            NoteHome::Session(_) => record::move_record(lang),
            NoteHome::Learner(_) => record::move_card(lang),
        };
        let end = canvas.label_right(x + 2, y, right, what, Role::Quiet);
        let time = choice.at.map(|at| format!("{} ", words::clock(at))).unwrap_or_default();
        let text = format!("{time}{}  {}", core.show(&choice.name), core.show(&choice.pharmacy));
        canvas.put(x + 2, y, end.saturating_sub(1), &text, Role::Text);
        if nth == cursor {
            canvas.label(x, y, right, ">", Role::Strong);
        }
    }
    if seen.below > 0 {
        canvas.label(x, rows.bottom() - 1, right, &common::more_lines(lang, seen.below), Role::Quiet);
    }
    canvas.label(x, foot.y, right, record::move_how(lang), Role::Quiet);
}
