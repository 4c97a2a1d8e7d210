//! How today looks.

use super::State;
use super::places::places;
use crate::app::Model;
use crate::i18n::today;
use crate::layout::{Frame, marks, words};
use crate::ui::frame::{Part, header};
use crate::ui::{Canvas, Role};

/// Draws the screen.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let core = &model.core;
    let lang = core.lang;
    let places = places(state, core);
    let left = [Part::strong(today::title(lang)), Part::label(words::day(lang, core.today().0))];
    header(canvas, model, layout.header, &left, None);
    canvas.rule(places.queue, places.queue.y, today::queue(lang), "");
    let rows = state.rows();
    let cursor = state.cursor.at(rows.len());
    for (i, row) in rows.iter().enumerate().skip(places.seen.first).take(places.seen.rows) {
        let y = places.queue.y + 1 + u16::try_from(i - places.seen.first).unwrap_or(0);
        let right = places.queue.right();
        if i == cursor {
            canvas.label(0, y, right, ">", Role::Text);
        }
        canvas.label(1, y, right, &words::clock(row.local), Role::Text);
        canvas.label(7, y, right, marks::appointment(row.state).get(lang), Role::Text);
        if let Some(person) = &row.learner {
            canvas.put(10, y, 20, &core.show(&person.name), Role::Text);
        }
    }
}
