//! How a closed record looks.

use super::content::{What, places};
use super::state::{State, Text};
use crate::app::Model;
use crate::i18n::{common, record};
use crate::layout::{Breakpoint, Frame, Rect, words};
use crate::request::record::Comment;
use crate::ui::frame::{Part, header};
use crate::ui::parts::field;
use crate::ui::{Canvas, Role};

/// Draws the screen.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let core = &model.core;
    let lang = core.lang;
    let mut left = vec![Part::strong(record::title(lang))];
    let Some(view) = state.view.as_deref() else {
        header(canvas, model, layout.header, &left, None);
        canvas.label(layout.body.x + 1, layout.body.y, layout.body.right(), common::loading(lang), Role::Quiet);
        return;
    };
    let person = view.learner.as_ref().or(view.owner.as_ref());
    let name = person.map_or(&view.pharmacy.name, |person| &person.name);
    left.push(Part::strong(common::name_san(lang, &core.show(name))));
    if layout.breakpoint > Breakpoint::Narrow {
        left.push(Part::data(core.show(&view.pharmacy.name)));
    }
    header(canvas, model, layout.header, &left, Some(words::meeting(lang, view.kind, view.session_no)));

    let places = places(state, core);
    let body = places.body;
    let hidden = places.rows.len().saturating_sub(places.offset + usize::from(body.height));
    let shown = usize::from(body.height).saturating_sub(usize::from(hidden > 0));
    let mut first = true;
    for (y, row) in (body.y..).zip(places.rows.iter().skip(places.offset).take(shown)) {
        let at_cursor = row.key.is_some() && row.key == state.at;
        match &row.what {
            What::Rule(title) => canvas.rule(Rect { y, height: 1, ..body }, y, title, ""),
            What::Text { lead, indent, text } => {
                canvas.label(body.x + 2, y, body.right(), lead, Role::Quiet);
                canvas.put(body.x + indent, y, body.right(), text, Role::Text);
                if at_cursor && state.open.is_none() {
                    canvas.tint(Rect { y, height: 1, ..body }, Role::Cursor);
                }
                if at_cursor && std::mem::take(&mut first) {
                    canvas.label(body.x, y, body.right(), ">", Role::Strong);
                }
            }
        }
    }
    if hidden > 0 && body.height > 0 {
        canvas.label(body.x + 1, body.bottom() - 1, body.right(), &common::more_lines(lang, hidden + 1), Role::Quiet);
    }
    if let Some((text, line)) = &state.open {
        let title = match text {
            Text::More => record::new_note(lang),
            Text::Note(_) => record::edit_note(lang),
            Text::Comment(_, Comment::Good) => record::edit_good(lang),
            Text::Comment(_, Comment::Next) => record::edit_try_next(lang),
            Text::Task(_) => record::edit_task(lang),
            Text::Summary => record::edit_summary(lang),
            Text::Focus => record::edit_focus(lang),
        };
        let place = places.field;
        canvas.rule(place, place.y, title, "");
        let rows = place.height.saturating_sub(1);
        let row = Rect::new(place.x + 1, place.y + 1, place.width.saturating_sub(2), rows);
        field(canvas, row, line, true, core.share_safe.then(|| common::typing_hidden(lang)));
    }
}
