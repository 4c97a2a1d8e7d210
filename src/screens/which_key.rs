//! The box that opens at once when a chord begins, and shows how it goes on.

use crate::app::Model;
use crate::layout::{Frame, Rect};
use crate::text::width::cells;
use crate::ui::frame::chord_title;
use crate::ui::{Canvas, Role};

/// Draws the box above the notice.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, layout: &Frame) {
    let core = &model.core;
    let rows = core.keymap.after(model.context(), model.facts(), &model.chord);
    let widest = rows.iter().map(|(keys, row)| cells(keys) + 2 + cells(row.long.get(core.lang))).max().unwrap_or(0);
    let title = chord_title(model);
    let width = u16::try_from(widest.max(cells(&title)) + 6).unwrap_or(u16::MAX).min(layout.body.width);
    let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).saturating_add(3).min(layout.body.height);
    let right = layout.body.right().saturating_sub(1);
    // The line of the notice stays in sight.
    let place = Rect::new(right.saturating_sub(width), layout.notice.y.saturating_sub(height), width, height);
    let inside = canvas.boxed(place);
    canvas.label(inside.x + 1, inside.y, inside.right(), &title, Role::Quiet);
    for (i, (keys, row)) in rows.iter().enumerate().take(usize::from(inside.height.saturating_sub(1))) {
        let y = inside.y + 1 + u16::try_from(i).unwrap_or(0);
        let x = canvas.label(inside.x + 1, y, inside.right(), keys, Role::Key);
        canvas.put(x + 2, y, inside.right(), row.long.get(core.lang), Role::Text);
    }
}
