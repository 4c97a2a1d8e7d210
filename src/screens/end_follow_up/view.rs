//! How the box looks.

use super::state::State;
use crate::app::Model;
use crate::domain::transitions::FollowUpEnd;
use crate::i18n::{common, review};
use crate::layout::{Frame, Rect, words};
use crate::text::width::cells;
use crate::ui::{Canvas, Role, parts};

/// Draws the box.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let core = &model.core;
    let (lang, about) = (core.lang, &state.about);
    let area = layout.body;
    let inside = canvas.boxed(area.centered(area.width.saturating_sub(2).min(78), 8));
    let (x, right) = (inside.x + 1, inside.right().saturating_sub(1));
    canvas.clipped(inside, |canvas| {
        canvas.put(x, inside.y, right, &review::end_title(lang, &core.show(&about.name)), Role::Strong);
        canvas.line(x, inside.y + 1, right);
        let due = about.follow_up.due_on.map(|due| review::due_by(lang, &words::month_day(due.0))).unwrap_or_default();
        // Nobody else is to read what is wrong.
        if core.share_safe {
            canvas.label(x, inside.y + 2, right, common::hidden(lang), Role::Quiet);
        } else {
            let end = canvas.label_right(x, inside.y + 2, right, &due, Role::Quiet);
            let title = about.follow_up.title.as_ref().map(|title| core.show(title));
            let title = title.unwrap_or_else(|| review::end_flag(lang).into());
            canvas.put(x, inside.y + 2, end.saturating_sub(1), &title, Role::Text);
        }
        let ends = [(FollowUpEnd::Done, review::end_done(lang)), (FollowUpEnd::Dropped, review::end_dropped(lang))];
        let mut at = x;
        for (end, label) in ends {
            let chosen = end == state.end;
            let text = format!("{} {label}", if chosen { "(x)" } else { "( )" });
            at = canvas.label(at, inside.y + 3, right, &text, if chosen { Role::Strong } else { Role::Quiet }) + 2;
        }
        let label = match state.end {
            FollowUpEnd::Done => review::end_result(lang),
            FollowUpEnd::Dropped => review::end_reason(lang),
        };
        canvas.label(x, inside.y + 4, right, label, Role::Quiet);
        let start = x + u16::try_from(cells(label)).unwrap_or(0) + 2;
        let hidden = core.share_safe.then(|| common::typing_hidden(lang));
        let place = Rect::new(start, inside.y + 4, right.saturating_sub(start), 1);
        parts::field(canvas, place, &state.text, true, hidden);
        canvas.label(x, inside.y + 5, right, review::end_how(lang), Role::Quiet);
    });
}
