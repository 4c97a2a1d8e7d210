//! How it looks.

use super::lines::{Line, Piece, lines};
use super::state::{Place, State};
use crate::app::{Core, Model};
use crate::command::Context;
use crate::i18n::{common, wrap_up as words};
use crate::layout::words::meeting;
use crate::layout::{Frame, Rect};
use crate::text::width::cells;
use crate::ui::frame::{Part, saved_header};
use crate::ui::{Canvas, Role, parts};

/// Draws the screen.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let core = &model.core;
    saved_header(canvas, model, layout.header, &headline(core, state));
    let body = layout.body;
    let all = lines(core, state);
    if all.is_empty() {
        canvas.label(body.x + 1, body.y, body.right(), common::loading(core.lang), Role::Quiet);
        return;
    }
    // The row under the cursor stays in view, with its heading where there is room for both.
    let height = usize::from(body.height);
    let at = all.iter().position(|line| is_at(line, state.at)).unwrap_or(0);
    let top = if all.len() <= height { 0 } else { (at + 2).saturating_sub(height).min(all.len() - height) };
    let top = top.min(at.saturating_sub(1));
    for (line, y) in all.iter().skip(top).take(height).zip(body.y..) {
        row(canvas, core, state, line, Rect::new(body.x, y, body.width, 1));
    }
}

fn is_at(line: &Line, at: Place) -> bool {
    match line {
        Line::Rule { .. } => false,
        Line::Pieces { place, .. } => *place == Some(at),
        Line::Field => at == Place::Focus,
        Line::Button => at == Place::Button,
    }
}

fn headline(core: &Core, state: &State) -> Vec<Part> {
    let lang = core.lang;
    let mut left = vec![Part::label(Context::WrapUp.title().get(lang))];
    let Some(view) = &state.view else { return left };
    let session = &view.session;
    if let Some(learner) = &session.learner {
        left.push(Part::strong(common::name_san(lang, &core.show(&learner.name))));
    } else if let Some(owner) = &session.owner {
        left.push(Part::strong(common::owner_san(lang, &core.show(&owner.name), &core.words.owner)));
    }
    left.push(Part::more(meeting(lang, session.kind, session.session_no)));
    left.push(Part::label(words::enter_is_enough(lang)));
    left
}

fn row(canvas: &mut Canvas<'_>, core: &Core, state: &State, line: &Line, rect: Rect) {
    let lang = core.lang;
    let y = rect.y;
    match line {
        Line::Rule { title, remark } => canvas.rule(rect, y, title, remark),
        Line::Pieces { place, pieces } => {
            pieces_row(canvas, pieces, rect);
            if *place == Some(state.at) {
                canvas.label(rect.x, y, rect.right(), ">", Role::Strong);
                canvas.tint(rect, Role::Cursor);
            }
        }
        Line::Field => {
            let focused = state.at == Place::Focus;
            canvas.label(rect.x, y, rect.right(), if focused { ">" } else { " " }, Role::Strong);
            let place = Rect::new(rect.x + 3, y, rect.width.saturating_sub(4), 1);
            if state.line.is_empty() && !focused {
                canvas.label(place.x, y, place.right(), words::focus_empty(lang), Role::Quiet);
            } else {
                let hidden =
                    core.share_safe.then(|| if focused { common::typing_hidden(lang) } else { common::hidden(lang) });
                parts::field(canvas, place, &state.line, focused, hidden);
            }
        }
        Line::Button => buttons(canvas, core, state, rect),
    }
}

/// Pieces two cells apart. What is data gives way, a label is left out whole.
fn pieces_row(canvas: &mut Canvas<'_>, pieces: &[Piece], rect: Rect) {
    let right = rect.right().saturating_sub(1);
    let mut x = rect.x + 2;
    for (n, piece) in pieces.iter().enumerate() {
        let role = if piece.chosen { Role::Strong } else { Role::Text };
        if piece.data {
            // Room for the first of the labels behind it.
            let behind = pieces.get(n + 1).filter(|p| !p.data).map_or(0, |p| cells(&p.text) + 2);
            let limit = right.saturating_sub(u16::try_from(behind).unwrap_or(0)).max(x);
            x = canvas.put(x, rect.y, limit, &piece.text, role);
        } else {
            let after = canvas.label(x, rect.y, right, &piece.text, role);
            if after == x {
                return;
            }
            x = after;
        }
        x += 2;
    }
}

fn buttons(canvas: &mut Canvas<'_>, core: &Core, state: &State, rect: Rect) {
    let lang = core.lang;
    let settle = if state.closing.is_some() { words::closing(lang) } else { words::settle(lang) };
    let (settle, back) = (format!("[ {settle} ]"), format!("[ {} ]", words::back(lang)));
    let width = cells(&settle) + 5 + cells(&back);
    let x = rect.x + u16::try_from(usize::from(rect.width).saturating_sub(width) / 2).unwrap_or(0);
    let on = state.at == Place::Button;
    if on {
        canvas.label(x.saturating_sub(2).max(rect.x), rect.y, rect.right(), ">", Role::Strong);
    }
    let role = match (on, state.closing.is_some()) {
        (_, true) => Role::Pending,
        (true, false) => Role::Cursor,
        (false, false) => Role::Text,
    };
    let after = canvas.label(x, rect.y, rect.right(), &settle, role);
    canvas.label(after + 5, rect.y, rect.right(), &back, Role::Quiet);
}
