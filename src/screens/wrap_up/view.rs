//! How it looks.

use super::content::Row;
use super::parts::Part;
use super::placing::{HEAD_CELLS, PIECE_GAP, Placed, buttons, essential, gap, placed, settle_text, told_by_rule};
use super::state::State;
use crate::app::{Core, Model, TextField};
use crate::i18n::{common, wrap_up};
use crate::layout::{Breakpoint, Frame, Rect};
use crate::screens::session::number_words;
use crate::text::lint::patient_hint;
use crate::text::width::cells;
use crate::ui::frame::{Part as Piece, saved_header};
use crate::ui::parts::field;
use crate::ui::{Canvas, Role};

/// Draws the screen.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let core = &model.core;
    let lang = core.lang;
    let mut left = vec![Piece::label(crate::command::Context::WrapUp.title().get(lang))];
    if let Some(met) = state.met() {
        let person = met.learner.as_ref().or(met.owner.as_ref());
        let name = person.map_or_else(|| core.show(&met.pharmacy.name), |p| core.show(&p.name));
        left.push(Piece::strong(common::name_san(lang, &name)));
        left.push(Piece::label(number_words(met, lang)));
        let enough = state.part == Part::Settle && state.open_questions().is_empty() && !state.short;
        if enough && layout.breakpoint > Breakpoint::Narrow {
            left.push(Piece::label(wrap_up::enter_is_enough(lang)));
        }
    }
    saved_header(canvas, model, layout.header, &left);
    let Some(placed) = placed(state, core) else {
        canvas.label(layout.body.x + 1, layout.body.y, layout.body.right(), common::loading(lang), Role::Quiet);
        return;
    };
    let mut y = placed.area.y;
    for (row, head) in placed.rows.iter().zip(&placed.heads) {
        let rect = Rect { y, height: 1, ..placed.area };
        draw_row(canvas, model, state, row, head, rect, placed.compact);
        y += 1;
    }
    if placed.hidden > 0 {
        canvas.label(placed.area.x + 1, y, placed.area.right(), &common::more_lines(lang, placed.hidden), Role::Quiet);
    }
    draw_buttons(canvas, model, state, &placed);
}

fn draw_row(
    canvas: &mut Canvas<'_>,
    model: &Model,
    state: &State,
    row: &Row,
    (head, remark): &(String, String),
    rect: Rect,
    compact: bool,
) {
    let core = &model.core;
    let (y, right) = (rect.y, rect.right());
    let mut x = rect.x + if compact { HEAD_CELLS } else { 1 };
    if compact {
        canvas.put(rect.x + 1, y, x.saturating_sub(1), head, Role::Quiet);
    }
    let here = row.part() == Some(state.part);
    // Where headings stand before their rows, only what nobody has confirmed is worth its cells at the right.
    let unconfirmed = Some(remark.as_str()).filter(|r| compact && !told_by_rule(r, core.lang));
    let mut right = right;
    if let Some(remark) = unconfirmed {
        // Counts give way to it; a choice keeps its cells.
        let kept = if matches!(row, Row::Pieces(_)) { 4 } else { 30 };
        right = canvas.label_right(x + kept, y, right.saturating_sub(1), remark, Role::Quiet).saturating_sub(1);
    }
    match row {
        Row::Rule { title, remark, .. } => canvas.rule(rect, y, title, remark),
        Row::Choices { choices, tail, part } => {
            if compact && matches!(part, Part::Question(_)) {
                x = rect.x + 3;
            }
            if !compact && matches!(part, Part::Result | Part::Question(_) | Part::Unmarked | Part::Slot) {
                x += 2;
            }
            let gap = u16::try_from(gap(usize::from(rect.width))).unwrap_or(1);
            for choice in choices {
                let role = if choice.chosen { Role::Strong } else { Role::Text };
                x = canvas.label(x, y, right, &choice.text, role) + gap;
            }
            canvas.label(x + gap, y, right, tail, Role::Quiet);
        }
        Row::Text { text, tail, part } => {
            let slot = *part == Some(Part::Slot);
            let x = if slot && !compact { x + 2 } else { x };
            draw_text(canvas, (x, y, right), text, tail, slot);
        }
        Row::Pieces(pieces) => {
            for piece in pieces {
                let end = canvas.label(x, y, right, piece, Role::Text);
                x = if end == x { right } else { end + PIECE_GAP };
            }
        }
        Row::Answer(_) => {
            let x = canvas.label(rect.x + 3, y, right, wrap_up::answer(core.lang), Role::Quiet) + 1;
            if let Some((_, text)) = &state.answering {
                draw_field(canvas, core, (x, y, right), text, here);
            }
        }
        Row::Field => {
            let x = if compact { x } else { x + 2 };
            if let Some(form) = &state.form {
                if form.focus.is_empty() && !here {
                    canvas.label(x, y, right, wrap_up::focus_empty(core.lang), Role::Quiet);
                } else {
                    draw_field(canvas, core, (x, y, right), &form.focus, here);
                }
            }
        }
    }
    if here {
        if !matches!(row, Row::Choices { part: Part::Question(_) | Part::Slot, .. }) {
            canvas.label(rect.x, y, right, ">", Role::Strong);
        }
        if !matches!(row, Row::Field | Row::Answer(_)) {
            canvas.tint(rect, Role::Cursor);
        }
    }
}

/// What is quiet is left out before what is said is cut; but a title gives way to whether the trainer is free. The day and
/// the time give way to nothing.
fn draw_text(canvas: &mut Canvas<'_>, (x, y, right): (u16, u16, u16), text: &str, tail: &str, slot: bool) {
    let wide = |text: &str| u16::try_from(cells(text)).unwrap_or(u16::MAX);
    let width = wide(tail);
    let fits = x + wide(text) + 3 + width < right;
    let gives_way = slot && x + wide(essential(text)) + 3 + width <= right;
    let edge = if gives_way { right.saturating_sub(width + 3) } else { right };
    let end = canvas.put(x, y, edge, text, Role::Text);
    if fits || gives_way {
        canvas.label(end + 3, y, right, tail, Role::Quiet);
    }
}

/// A field, hidden while the screen is shared, with a word where its text looks like that of a patient.
fn draw_field(canvas: &mut Canvas<'_>, core: &Core, (x, y, right): (u16, u16, u16), text: &TextField, here: bool) {
    let lang = core.lang;
    let covered = if here { common::typing_hidden(lang) } else { common::hidden(lang) };
    let place = Rect::new(x, y, right.saturating_sub(x + 1), 1);
    field(canvas, place, text, here, core.share_safe.then_some(covered));
    if here && patient_hint(&text.text()) {
        let told = crate::i18n::session::note_patient_short(lang);
        canvas.label_right(x + 24, y, right.saturating_sub(1), told, Role::Warn);
    }
}

fn draw_buttons(canvas: &mut Canvas<'_>, model: &Model, state: &State, placed: &Placed) {
    let rect = placed.buttons;
    if rect.height < 2 {
        return;
    }
    let lang = model.core.lang;
    canvas.line(rect.x, rect.y, rect.right());
    let y = rect.y + 1;
    let (settle, back) = buttons(lang, rect, state.short);
    let pending = state.closing.is_some();
    let text = if pending { wrap_up::closing(lang) } else { settle_text(lang, state.short) };
    let role = if pending { Role::Pending } else { Role::Strong };
    canvas.label(settle.0, y, settle.1, &format!("[ {text} ]"), role);
    canvas.label(back.0, y, back.1, &format!("[ {} ]", wrap_up::back(lang)), Role::Text);
    if state.part == Part::Settle {
        canvas.label(settle.0.saturating_sub(2), y, settle.0, ">", Role::Strong);
        canvas.tint(Rect::new(settle.0, y, settle.1 - settle.0, 1), Role::Cursor);
    }
}
