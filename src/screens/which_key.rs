//! The box that opens at once when a chord begins, and shows how it goes on. Its rows are keys to click as well.

use crate::app::Model;
use crate::command::key::chord;
use crate::command::{Key, Row, Step};
use crate::layout::{Frame, Rect};
use crate::text::width::cells;
use crate::ui::frame::chord_title;
use crate::ui::{Canvas, Role};

/// The rows of the box and where it stands: above the notice.
fn place(model: &Model, layout: &Frame) -> (Rect, Vec<(String, &'static Row)>) {
    let core = &model.core;
    let rows = core.keymap.after(model.context(), model.facts(), &model.chord);
    let widest = rows.iter().map(|(keys, row)| cells(keys) + 2 + cells(row.long.get(core.lang))).max().unwrap_or(0);
    let width = u16::try_from(widest.max(cells(&chord_title(model))) + 6).unwrap_or(u16::MAX).min(layout.body.width);
    let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).saturating_add(3).min(layout.body.height);
    let right = layout.body.right().saturating_sub(1);
    // The line of the notice stays in sight.
    let place = Rect::new(right.saturating_sub(width), layout.notice.y.saturating_sub(height), width, height);
    (place, rows)
}

/// The keys of the row at a cell; none where the box has no row. `None` outside of it, and when it is not there.
pub fn keys_at(model: &Model, x: u16, y: u16) -> Option<Vec<Key>> {
    let (place, rows) = place(model, &Frame::of(model.core.size.width, model.core.size.height));
    if model.chord.is_empty() || !place.contains(x, y) {
        return None;
    }
    let inside = place.inset(1, 1);
    // Below the title.
    let nth = y.checked_sub(inside.y + 1).filter(|_| y < inside.bottom());
    let steps = nth.and_then(|nth| rows.get(usize::from(nth))).and_then(|(keys, _)| chord(keys)).unwrap_or_default();
    Some(steps.into_iter().filter_map(|step| if let Step::Key(key) = step { Some(key) } else { None }).collect())
}

/// Draws the box.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, layout: &Frame) {
    let (place, rows) = place(model, layout);
    let inside = canvas.boxed(place);
    canvas.label(inside.x + 1, inside.y, inside.right(), &chord_title(model), Role::Quiet);
    for (i, (keys, row)) in rows.iter().enumerate().take(usize::from(inside.height.saturating_sub(1))) {
        let y = inside.y + 1 + u16::try_from(i).unwrap_or(0);
        let x = canvas.label(inside.x + 1, y, inside.right(), keys, Role::Key);
        canvas.put(x + 2, y, inside.right(), row.long.get(model.core.lang), Role::Text);
    }
}

#[cfg(test)]
mod tests {
    use crate::command::table::rows;
    use crate::i18n::Lang;
    use crate::text::width::cells;

    #[test]
    fn every_row_of_a_chord_is_whole_in_the_narrowest_window() {
        for row in rows() {
            for rest in row.keys.iter().filter_map(|keys| keys.split_once(' ')).map(|(_, rest)| rest) {
                for lang in Lang::ALL {
                    assert!(cells(rest) + 2 + cells(row.long.get(lang)) + 6 < 60, "{}", row.word);
                }
            }
        }
    }
}
