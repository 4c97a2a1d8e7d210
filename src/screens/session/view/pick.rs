//! Homework for next time: a box above the panes, each candidate with its tick.

use super::super::places::Places;
use super::super::state::State;
use super::super::trimming;
use super::clock::homework_title;
use crate::app::Core;
use crate::i18n::{common, session};
use crate::layout::list::seen;
use crate::layout::{Rect, marks};
use crate::text::wrap::Wrapped;
use crate::ui::{Canvas, Role};

pub(super) fn draw(canvas: &mut Canvas<'_>, core: &Core, state: &State, places: &Places) {
    let (Some(pick), Some(view)) = (&state.pick, &state.view) else { return };
    let lang = core.lang;
    let area = places.frame.body;
    let width = area.width.saturating_sub(4).min(84);
    let over = trimming::sentence(core, &pick.rows).unwrap_or_default();
    let over = Wrapped::to_read(&over, usize::from(width.saturating_sub(6)).max(1));
    let below = u16::try_from(over.rows().filter(|row| !row.text.is_empty()).count()).unwrap_or(0);
    let wanted = u16::try_from(pick.rows.len().max(1)).unwrap_or(u16::MAX).saturating_add(4).saturating_add(below);
    let outer = area.centered(width, wanted.min(area.height));
    let inside = canvas.boxed(outer);
    let (x, right) = (inside.x + 1, inside.right().saturating_sub(1));
    let minutes = trimming::total(&pick.rows);
    let title = if view.panes[2].is_some() { homework_title(core, view) } else { session::pick_title(lang).to_owned() };
    let end = canvas.put(x, inside.y, right, &title, Role::Strong);
    if minutes > 0 {
        let role = if below > 0 { Role::Warn } else { Role::Quiet };
        canvas.label_right(end + 2, inside.y, right, &session::pick_minutes(lang, minutes), role);
    }
    canvas.line(x, inside.y + 1, right);
    let room = inside.height.saturating_sub(2);
    let below = below.min(room.saturating_sub(1));
    let list = Rect::new(inside.x, inside.y + 2, inside.width, room - below);
    for (y, row) in (list.bottom()..list.bottom() + below).zip(over.rows()) {
        canvas.put(x, y, right, row.text, Role::Warn);
    }
    if pick.rows.is_empty() {
        canvas.put(x, list.y, right, session::pick_none(lang), Role::Quiet);
        return;
    }
    let cursor = pick.cursor.at(pick.rows.len());
    let seen = seen(pick.rows.len(), cursor, usize::from(list.height));
    let mut y = list.y;
    for (n, row) in pick.rows.iter().enumerate().skip(seen.first).take(seen.rows) {
        canvas.label(inside.x, y, right, if n == cursor { ">" } else { " " }, Role::Strong);
        let at = canvas.label(x, y, right, if row.ticked { "[x]" } else { "[ ]" }, Role::Text) + 1;
        let at = canvas.label(at, y, right, &(n + 1).to_string(), Role::Key) + 1;
        let at = match row.from {
            Some(outcome) => canvas.label(at, y, right, marks::outcome(outcome).get(lang), Role::Warn) + 1,
            None => at,
        };
        let mut edge = right;
        if let Some(minutes) = row.effort_minutes {
            edge = canvas.label_right(at + 8, y, right, &session::minutes(lang, minutes), Role::Quiet);
        }
        let text = if core.share_safe { common::hidden(lang).to_owned() } else { row.text.clone() };
        let text = if row.left_over { session::pick_left_over(lang, &text) } else { text };
        canvas.put(at, y, edge.saturating_sub(1), &text, Role::Text);
        if n == cursor {
            canvas.tint(Rect { y, height: 1, ..list }, Role::Cursor);
        }
        y += 1;
    }
    if seen.below > 0 {
        canvas.label(x, y, right, &common::more_lines(lang, seen.below), Role::Quiet);
    }
}
