//! Who is left over from the review, and why.

use super::super::State;
use super::level_role;
use crate::app::Core;
use crate::i18n::today;
use crate::layout::{Breakpoint, Rect, marks, reasons};
use crate::request::{Leftover, Leftovers};
use crate::text::width::cells;
use crate::ui::{Canvas, Role};

/// The most cells of a name that is left over.
const LEFTOVER_NAME: u16 = 16;

/// Cells of the sign that there are more reasons, with the blank before it.
const MORE_CELLS: u16 = 3;

/// Who is left over from the review, worst first; the row behind the last one.
pub(super) fn leftovers(
    canvas: &mut Canvas<'_>,
    state: &State,
    core: &Core,
    place: Rect,
    breakpoint: Breakpoint,
) -> u16 {
    let Some(view) = state.view.as_deref().filter(|_| place.height > 0) else { return 0 };
    let lang = core.lang;
    let (rule, inside) = place.split_top(1);
    let right = place.right();
    if core.share_safe {
        canvas.rule(rule, rule.y, today::leftovers_hidden(lang), "");
        canvas.put(inside.x + 1, inside.y, right, today::hidden_now(lang), Role::Quiet);
        return inside.y + 1;
    }
    let (n, due) = (view.leftovers.count, view.leftovers.due);
    if breakpoint <= Breakpoint::Narrow {
        let title = match due {
            0 => today::leftovers_narrow(lang, n),
            _ if due == n => today::due_narrow(lang, due),
            _ => format!("{}  {}", today::leftovers_narrow(lang, n - due), today::due_narrow(lang, due)),
        };
        canvas.rule(rule, rule.y, &title, today::leftovers_way(lang));
        leftovers_in_a_line(canvas, core, &view.leftovers, inside);
        return inside.y + 1;
    }
    let title = match due {
        0 => today::leftovers(lang, n),
        _ if due == n => today::due(lang, due),
        _ => format!("{}  {}", today::leftovers(lang, n - due), today::due(lang, due)),
    };
    canvas.rule(rule, rule.y, &title, today::leftovers_way(lang));
    let shown = if n > usize::from(inside.height) { usize::from(inside.height) - 1 } else { n };
    let names = view.leftovers.first.iter().take(shown).map(|row| cells(&core.show(&row.name)));
    let each = if breakpoint == Breakpoint::Three && usize::from(inside.height) >= 2 * n { 2 } else { 1 };
    // Where what to do has a row of its own there is room for a whole name.
    let longest = if each == 2 { (inside.width / 2).max(LEFTOVER_NAME) } else { LEFTOVER_NAME };
    let reasons = inside.x + 5 + u16::try_from(names.max().unwrap_or(0)).unwrap_or(u16::MAX).clamp(10, longest);
    for (i, row) in view.leftovers.first.iter().take(shown).enumerate() {
        let y = inside.y + u16::try_from(i * each).unwrap_or(0);
        canvas.label(inside.x + 1, y, right, marks::level(row.level).get(lang), level_role(row.level));
        canvas.put(inside.x + 4, y, reasons - 1, &core.show(&row.name), Role::Text);
        // What is due was decided: it is told by its day, before the reasons.
        let reasons = match &row.due {
            Some(_) => canvas.label(reasons, y, right, today::due_now(lang), Role::Warn) + 1,
            None => reasons,
        };
        let to_do = reason_texts(canvas, core, row, (reasons, y, right.saturating_sub(1)), each == 1);
        if let Some((end, text)) = to_do {
            let at = if each == 2 { (inside.x + 4, y + 1) } else { (end, y) };
            canvas.label(at.0, at.1, right.saturating_sub(1), &text, Role::Quiet);
        }
    }
    if shown < n {
        let y = inside.bottom() - 1;
        canvas.label(inside.x + 1, y, right, &today::leftovers_more(lang, n - shown), Role::Quiet);
    }
    inside.y + u16::try_from(n * each).unwrap_or(u16::MAX).min(inside.height)
}

/// `欠席 次回`, whole words, with a sign where some have no room; behind them, or nowhere, what to do: `-> 電話する`. What to
/// do goes before all reasons but the heaviest, where it stands in their row.
fn reason_texts(
    canvas: &mut Canvas<'_>,
    core: &Core,
    row: &Leftover,
    (x, y, right): (u16, u16, u16),
    in_row: bool,
) -> Option<(u16, String)> {
    let lang = core.lang;
    let counted = || row.reasons.iter().filter(|r| r.points > 0);
    // The first of equals: the order of the table is the order of weight.
    let heaviest = counted().rev().max_by_key(|r| r.points);
    let decided = row.due.as_ref().map(|title| core.show(title)).filter(|title| !title.is_empty());
    let what = decided.or_else(|| heaviest.map(|r| reasons::action(lang, r.code()).into()));
    let to_do = what.map(|what| format!("-> {what}"));
    let mut texts: Vec<&str> = counted().map(|r| reasons::label(lang, r.code())).collect();
    let wide = |texts: &[&str]| texts.iter().map(|text| cells(text) + 1).sum::<usize>();
    let room = usize::from(right.saturating_sub(x));
    let first = heaviest.map(|r| reasons::label(lang, r.code()));
    // What has no room beside the heaviest alone leaves the row to the reasons.
    let sign = if texts.len() > 1 { usize::from(MORE_CELLS) } else { 0 };
    let least = first.map_or(0, |first| cells(first) + 1 + sign);
    let to_do = to_do.filter(|text| !in_row || least + cells(text) <= room);
    let taken = to_do.as_deref().map_or(0, cells);
    if let Some(first) = first.filter(|_| in_row && wide(&texts) + taken > room) {
        let with_sign = usize::from(MORE_CELLS) + taken;
        // The heaviest stays, whatever stands before it in the table.
        while texts.len() > 1 && wide(&texts) + with_sign > room {
            let last = texts.iter().rposition(|text| *text != first).unwrap_or(0);
            texts.remove(last);
        }
    }
    let left_out = texts.len() < counted().count();
    let mut at = x;
    for (n, text) in texts.iter().enumerate() {
        // The sign keeps its cells as long as there is more to come.
        let edge = if n + 1 < texts.len() { right.saturating_sub(MORE_CELLS) } else { right };
        let end = canvas.label(at, y, edge, text, Role::Text);
        if end == at {
            at = canvas.label(at, y, right, "..", Role::Quiet) + 1;
            break;
        }
        at = end + 1;
    }
    if left_out && at > x {
        at = canvas.label(at, y, right, "..", Role::Quiet) + 1;
    }
    to_do.map(|text| (at, text))
}

fn leftovers_in_a_line(
    canvas: &mut Canvas<'_>,
    core: &Core,
    Leftovers { first: rows, count, .. }: &Leftovers,
    place: Rect,
) {
    let Some(first) = rows.first() else { return };
    let lang = core.lang;
    let right = place.right().saturating_sub(1);
    let mut x =
        canvas.label(place.x + 1, place.y, right, marks::level(first.level).get(lang), level_role(first.level)) + 1;
    for (i, row) in rows.iter().enumerate() {
        let name = core.show(&row.name);
        let text = if i == 0 { name.into_owned() } else { format!(" / {name}") };
        let hidden = count - i - 1;
        let more = if hidden > 0 { cells(&today::leftovers_more(lang, hidden)) + 2 } else { 0 };
        let room = usize::from(right.saturating_sub(x));
        if cells(&text) + more > room {
            canvas.label(x + 2, place.y, right, &today::leftovers_more(lang, count - i), Role::Quiet);
            return;
        }
        x = canvas.label(x, place.y, right, &text, Role::Text);
    }
}
