//! Pieces that more than one screen draws.

use super::canvas::Canvas;
use super::theme::Role;
use crate::app::TextField;
use crate::layout::Rect;
use crate::text::width::window;
use crate::text::wrap::Wrapped;

/// A text field, wrapped while one types where it has more than a row, with the real cursor at its caret. While the screen is shared, `hidden` stands there instead
/// of what is typed; the caret stays, so that the input method has its place.
pub fn field(canvas: &mut Canvas<'_>, rect: Rect, field: &TextField, focused: bool, hidden: Option<&str>) {
    if rect.width == 0 || rect.height == 0 {
        return;
    }
    if let Some(hidden) = hidden {
        let end = canvas.label(rect.x, rect.y, rect.right(), hidden, Role::Quiet);
        if focused {
            canvas.set_caret(end.min(rect.right() - 1), rect.y);
        }
        return;
    }
    let text = field.text();
    if focused && rect.height > 1 {
        // A long line goes on below; with more of it than rows, the row of the caret is the last one seen.
        let wrapped = Wrapped::to_edit(&text, usize::from(rect.width));
        let (row, cell) = wrapped.cell_of(field.editor().caret());
        let first = (row + 1).saturating_sub(usize::from(rect.height));
        for (y, line) in (rect.y..rect.bottom()).zip(wrapped.rows_from(first)) {
            canvas.put(rect.x, y, rect.right(), line.text, Role::Text);
        }
        let (cell, row) = (u16::try_from(cell).unwrap_or(u16::MAX), u16::try_from(row - first).unwrap_or(0));
        canvas.set_caret(rect.x.saturating_add(cell).min(rect.right() - 1), rect.y + row);
        return;
    }
    // Only who types in it looks at its end; everybody else reads it from its beginning.
    let caret = if focused { field.editor().caret() } else { 0 };
    let seen = window(&text, caret, usize::from(rect.width));
    let part = text.get(seen.range.clone()).unwrap_or_default();
    canvas.put(rect.x, rect.y, rect.right(), part, Role::Text);
    if focused {
        let caret = u16::try_from(seen.caret).unwrap_or(u16::MAX);
        canvas.set_caret(rect.x.saturating_add(caret).min(rect.right() - 1), rect.y);
    }
}

/// Levels of a row of figures as braille bars: `⣀⣤⣶⣿`, whose width no terminal disagrees about. The lowest of the last
/// `width` values is the lowest bar, the highest the highest; equal ones stand in the middle.
pub fn sparkline(values: &[i64], width: usize) -> String {
    const BARS: [char; 4] = ['⣀', '⣤', '⣶', '⣿'];
    let seen = &values[values.len().saturating_sub(width)..];
    let (Some(low), Some(high)) = (seen.iter().min(), seen.iter().max()) else { return String::new() };
    let span = high - low;
    seen.iter()
        .map(|value| {
            let step = if span == 0 { 1 } else { (value - low).saturating_mul(3) / span };
            usize::try_from(step).ok().and_then(|step| BARS.get(step)).copied().unwrap_or('⣿')
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sparkline_goes_from_lowest_to_highest() {
        assert_eq!(sparkline(&[10, 20, 30, 40], 4), "⣀⣤⣶⣿");
        assert_eq!(sparkline(&[99, 10, 40], 2), "⣀⣿");
        assert_eq!(sparkline(&[5, 5], 4), "⣤⣤");
        assert_eq!(sparkline(&[], 4), "");
        assert_eq!(sparkline(&[i64::MIN / 4, 0, i64::MAX / 4], 4).chars().count(), 3);
    }
}
