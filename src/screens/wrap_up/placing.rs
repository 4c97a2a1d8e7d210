//! Where the rows of the form stand, for the view and for clicks.

use super::content::{Row, rows};
use super::parts::Part;
use super::state::State;
use crate::app::Core;
use crate::i18n::{Lang, wrap_up};
use crate::layout::{Frame, Rect};
use crate::text::width::cells;

/// The form with its place on the screen.
#[derive(Debug)]
pub(super) struct Placed {
    /// Rows that are seen, from the top of the body.
    pub rows: Vec<Row>,
    pub area: Rect,
    /// How many are hidden below.
    pub hidden: usize,
    /// Without rules: headings stand before the rows.
    pub compact: bool,
    /// Heading and remark of each row.
    pub heads: Vec<(String, String)>,
    pub buttons: Rect,
}

/// What is under a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hit {
    Part(Part),
    Settle,
    Back,
}

/// Where the rows stand; headings that do not fit stand before their rows, and the cursor stays in sight.
pub(super) fn placed(state: &State, core: &Core) -> Option<Placed> {
    let frame = Frame::of(core.size.width, core.size.height);
    let (body, buttons) = frame.body.split_top(frame.body.height.saturating_sub(2));
    let mut rows = rows(state, core, frame.breakpoint)?;
    if rows.len() > usize::from(body.height) {
        // What is too much for the next session is told where nothing else gives way to it.
        let slot = rows.iter().position(|row| row.part() == Some(Part::Slot));
        let below = slot.map(|at| at + 1).filter(|at| matches!(rows.get(*at), Some(Row::Text { part: None, .. })));
        if let Some(at) = below {
            rows.remove(at);
        }
    }
    let compact = rows.len() > usize::from(body.height);
    let mut heads = vec![(String::new(), String::new()); rows.len()];
    if compact {
        let mut kept = Vec::new();
        heads.clear();
        let mut head = (String::new(), String::new());
        for row in rows {
            match row {
                Row::Rule { short, remark, .. } => head = (short, remark),
                row @ (Row::Choices { .. } | Row::Text { .. } | Row::Pieces(_) | Row::Field | Row::Answer(_)) => {
                    heads.push(std::mem::take(&mut head));
                    kept.push(row);
                }
            }
        }
        rows = kept;
    }
    let height = usize::from(body.height);
    let mut hidden = 0;
    if rows.len() > height {
        let at = rows.iter().position(|row| row.part() == Some(state.part)).unwrap_or(0);
        let seen = crate::layout::list::seen(rows.len(), at, height);
        rows = rows.split_off(seen.first);
        heads = heads.split_off(seen.first);
        rows.truncate(seen.rows);
        heads.truncate(seen.rows);
        hidden = seen.below;
    }
    Some(Placed { rows, area: body, hidden, compact, heads, buttons })
}

pub(super) fn hit(state: &State, core: &Core, x: u16, y: u16) -> Option<Hit> {
    let placed = placed(state, core)?;
    if placed.buttons.height > 1 && y == placed.buttons.y + 1 {
        let (settle, back) = buttons(core.lang, placed.buttons, state.short);
        if (settle.0..settle.1).contains(&x) {
            return Some(Hit::Settle);
        }
        return (back.0..back.1).contains(&x).then_some(Hit::Back);
    }
    let nth = usize::from(y.checked_sub(placed.area.y)?);
    placed.rows.get(nth).and_then(Row::part).map(Hit::Part)
}

/// What the button that closes says.
pub(super) fn settle_text(lang: Lang, short: bool) -> &'static str {
    if short { wrap_up::settle_short(lang) } else { wrap_up::settle(lang) }
}

/// The cells of the two buttons.
pub(super) fn buttons(lang: Lang, rect: Rect, short: bool) -> ((u16, u16), (u16, u16)) {
    let width = |text: &str| u16::try_from(cells(text) + 4).unwrap_or(u16::MAX);
    let (settle, back) = (width(settle_text(lang, short)), width(wrap_up::back(lang)));
    let gap = if rect.width >= 80 { 5 } else { 2 };
    let start = rect.x + rect.width.saturating_sub(settle + gap + back) / 2;
    ((start, start + settle), (start + settle + gap, start + settle + gap + back))
}
