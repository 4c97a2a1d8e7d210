//! Where the rows of the form stand, for the view and for clicks.

use super::content::{Choice, Row, rows};
use super::parts::Part;
use super::state::State;
use crate::app::Core;
use crate::i18n::{Lang, wrap_up};
use crate::layout::{Frame, Rect};
use crate::text::width::cells;

/// The cells between two figures.
pub(super) const PIECE_GAP: u16 = 5;

/// Cells of the headings where they stand before their rows.
pub(super) const HEAD_CELLS: u16 = 14;

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
    let height = usize::from(body.height);
    let rules = rows.iter().filter(|row| matches!(row, Row::Rule { .. })).count();
    // What is too much for the next session gives way to headings, and to what else would not be seen.
    let load = load_below(&rows).filter(|_| rows.len() > height);
    if let Some(at) = load.filter(|_| rows.len() == height + 1 || rows.len() - rules > height) {
        rows.remove(at);
    }
    let compact = rows.len() > height;
    let mut heads = vec![(String::new(), String::new()); rows.len()];
    if compact {
        (rows, heads) = fold(rows);
    }
    spread(&mut rows, &mut heads, usize::from(body.width), height, compact, core.lang);
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

/// The row that says that the next session is too much.
fn load_below(rows: &[Row]) -> Option<usize> {
    let slot = rows.iter().position(|row| row.part() == Some(Part::Slot))?;
    matches!(rows.get(slot + 1), Some(Row::Text { part: None, .. })).then_some(slot + 1)
}

/// Headings with their remarks go before the first of their rows.
fn fold(rows: Vec<Row>) -> (Vec<Row>, Vec<(String, String)>) {
    let (mut kept, mut heads) = (Vec::new(), Vec::new());
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
    (kept, heads)
}

/// What has no room at the end of its row gets one of its own, as long as rows are left.
fn spread(
    rows: &mut Vec<Row>,
    heads: &mut Vec<(String, String)>,
    width: usize,
    height: usize,
    compact: bool,
    lang: Lang,
) {
    let left = if compact { usize::from(HEAD_CELLS) } else { 3 };
    let whole = width.saturating_sub(left + 1);
    // From below: what is decided there is told before figures.
    for at in (0..rows.len()).rev() {
        let spare = height.saturating_sub(rows.len());
        let (Some(row), Some((_, remark))) = (rows.get_mut(at), heads.get_mut(at)) else { return };
        if spare == 0 {
            return;
        }
        let shown = compact && !told_by_rule(remark, lang);
        let room = if shown { whole.saturating_sub(cells(remark) + 1) } else { whole };
        // A remark gives way to figures and to choices, whose row it shares.
        let moves = shown && has_to_be_seen(row, width) > room;
        let mut own = overflowing(row, if moves { whole } else { room }, width);
        if moves {
            own.push(quiet(std::mem::take(remark)));
        }
        // What moved is said in any case.
        let own = own.split_off(own.len().saturating_sub(spare));
        let below = at + 1;
        heads.splice(below..below, own.iter().map(|_| Default::default()));
        rows.splice(below..below, own);
    }
}

fn quiet(text: String) -> Row {
    Row::Text { part: None, text, tail: String::new() }
}

/// The cells of figures and choices; a text may be cut.
fn has_to_be_seen(row: &Row, width: usize) -> usize {
    match row {
        Row::Pieces(pieces) => {
            let gap = usize::from(PIECE_GAP);
            pieces.iter().map(|piece| cells(piece) + gap).sum::<usize>().saturating_sub(gap)
        }
        Row::Choices { part: Part::FollowUp, choices, .. } => choices_cells(choices, width),
        Row::Choices { .. } | Row::Rule { .. } | Row::Text { .. } | Row::Field | Row::Answer(_) => 0,
    }
}

/// Takes out of a row what has no room in it, as rows of its own.
fn overflowing(row: &mut Row, room: usize, width: usize) -> Vec<Row> {
    match row {
        Row::Text { part: Some(Part::Slot), text, tail } if !tail.is_empty() => {
            // A narrow screen has no title there, which would give way.
            let kept = if width < 80 { text.as_str() } else { essential(text) };
            let fits = cells(kept) + 3 + cells(tail) <= room;
            if fits { Vec::new() } else { vec![quiet(std::mem::take(tail))] }
        }
        Row::Choices { part: Part::FollowUp, choices, tail } if !tail.is_empty() => {
            let fits = choices_cells(choices, width) + 2 * gap(width) + cells(tail) <= room;
            if fits { Vec::new() } else { vec![quiet(std::mem::take(tail))] }
        }
        Row::Pieces(pieces) => {
            let (gap, mut taken) = (usize::from(PIECE_GAP), 0);
            let fits = pieces.iter().take_while(|piece| {
                taken += cells(piece) + gap;
                taken <= room + gap
            });
            let fits = fits.count().max(1).min(pieces.len());
            let rest = pieces.split_off(fits);
            if rest.is_empty() { Vec::new() } else { vec![Row::Pieces(rest)] }
        }
        Row::Text { .. } | Row::Choices { .. } | Row::Rule { .. } | Row::Field | Row::Answer(_) => Vec::new(),
    }
}

/// The day and the time of a slot: what is never cut.
pub(super) fn essential(slot: &str) -> &str {
    slot.split("  ").next().unwrap_or(slot)
}

/// The cells between two choices.
pub(super) const fn gap(width: usize) -> usize {
    if width >= 80 { 3 } else { 1 }
}

fn choices_cells(choices: &[Choice], width: usize) -> usize {
    choices.iter().map(|choice| cells(&choice.text) + gap(width)).sum::<usize>().saturating_sub(gap(width))
}

/// Remarks that only explain; the others say what nobody has confirmed and stay without their rule.
pub(super) fn told_by_rule(remark: &str, lang: Lang) -> bool {
    let explaining = [wrap_up::counted(lang), wrap_up::homework_how(lang), wrap_up::question_how(lang)];
    remark.is_empty() || explaining.contains(&remark)
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
