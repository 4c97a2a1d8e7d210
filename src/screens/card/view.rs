//! How the card looks.

use super::State;
use super::content::{BARS, GAP, Item, Row};
use super::places::places;
use super::words;
use crate::app::Model;
use crate::command::Context;
use crate::i18n::{card, common};
use crate::layout::{Breakpoint, Frame, Rect};
use crate::ui::frame::{Part, header};
use crate::ui::parts::{field, sparkline};
use crate::ui::{Canvas, Role};

/// Draws the screen.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let core = &model.core;
    let lang = core.lang;
    let mut left = vec![Part::strong(Context::Card.title().get(lang))];
    let Some(view) = state.view.as_deref() else {
        header(canvas, model, layout.header, &left, None);
        let text = if core.is_pending(state.asked) { common::loading(lang) } else { card::none_yet(lang) };
        canvas.label(layout.body.x + 1, layout.body.y, layout.body.right(), text, Role::Quiet);
        return;
    };
    left.push(Part::strong(common::name_san(lang, &core.show(&view.learner.name))));
    if layout.breakpoint > Breakpoint::Narrow {
        left.push(Part::data(core.show(&view.pharmacy.name)));
    }
    let number = view.next_no.map(|n| match &view.phase_title {
        Some(phase) if layout.breakpoint >= Breakpoint::Two => format!("{} {phase}", card::place(lang, n, view.last)),
        _ => common::session_no(lang, n),
    });
    header(canvas, model, layout.header, &left, number);

    let places = places(state, core);
    for (rect, rows) in &places.columns {
        column(canvas, core.lang, *rect, rows, places.offset, places.last_offset);
    }
    if state.typing {
        let note = places.note;
        canvas.rule(note, note.y, &card::note_line(lang, words::kind(lang, state.kind)), "");
        let row = Rect::new(note.x + 1, note.y + 1, note.width.saturating_sub(2), 1);
        let hidden = core.share_safe.then(|| common::typing_hidden(lang));
        field(canvas, row, &state.note, true, hidden);
    }
}

fn column(canvas: &mut Canvas<'_>, lang: crate::i18n::Lang, rect: Rect, rows: &[Row], offset: usize, last: usize) {
    let height = usize::from(rect.height);
    let hidden = rows.len().saturating_sub(offset + height);
    // The row that says how many are left takes the place of one.
    let shown = if hidden > 0 { height.saturating_sub(1) } else { height };
    for (row, y) in rows.iter().skip(offset).take(shown).zip(rect.y..) {
        match row {
            Row::Rule { title, remark } => canvas.rule(Rect { y, height: 1, ..rect }, y, title, remark),
            Row::Words { label, indent, items } => words_row(canvas, rect, y, label, *indent, items),
            Row::Blank => {}
        }
    }
    if hidden > 0 && last > 0 {
        let y = rect.bottom().saturating_sub(1);
        canvas.label(rect.x + 1, y, rect.right(), &common::more_lines(lang, hidden + 1), Role::Quiet);
    }
}

fn words_row(canvas: &mut Canvas<'_>, rect: Rect, y: u16, label: &str, indent: usize, items: &[Item]) {
    let right = rect.right();
    canvas.label(rect.x + 1, y, right, label, Role::Quiet);
    let mut x = rect.x + u16::try_from(indent).unwrap_or(0);
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            x += u16::try_from(GAP).unwrap_or(0);
        }
        x = canvas.put(x, y, right, &item.before, Role::Text);
        if !item.bars.is_empty() {
            x = canvas.label(x + 1, y, right, &sparkline(&item.bars, BARS), Role::Text);
        }
        if !item.after.is_empty() {
            x = canvas.put(x + 1, y, right, &item.after, Role::Quiet);
        }
    }
}
