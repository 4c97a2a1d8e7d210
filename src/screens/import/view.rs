//! How the import looks.

use super::content::{Row, Tone, places, say};
use super::state::{Stage, State};
use crate::app::{Core, Model};
use crate::command::Context;
use crate::i18n::{common, first_run, import};
use crate::layout::{Breakpoint, Frame, Rect, words};
use crate::ui::frame::{Part, header};
use crate::ui::{Canvas, Role, parts};

/// A path is long: so many rows of it are seen.
const LINE_ROWS: u16 = 4;

/// Draws the screen.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let core = &model.core;
    let day = words::day(core.lang, core.local(core.clock).date());
    let day = (layout.breakpoint > Breakpoint::Narrow).then_some(day);
    header(canvas, model, layout.header, &[Part::strong(Context::Import.title().get(core.lang))], day);
    match &state.stage {
        Stage::Line(_) => line(canvas, core, state, layout.body),
        Stage::Busy { trial, .. } => busy(canvas, core, *trial, layout.body),
        Stage::Checked(_) | Stage::Done(_) => report(canvas, core, state),
    }
}

fn line(canvas: &mut Canvas<'_>, core: &Core, state: &State, body: Rect) {
    let lang = core.lang;
    canvas.rule(body, body.y, first_run::import_files(lang), "");
    canvas.label(body.x + 1, body.y + 1, body.right(), ">", Role::Strong);
    let hidden = core.share_safe.then(|| common::typing_hidden(lang));
    let place = Rect::new(body.x + 3, body.y + 1, body.width.saturating_sub(4), LINE_ROWS);
    parts::field(canvas, place, &state.line, true, hidden);
    let below = |y: u16| body.split_top(y.saturating_sub(body.y)).1.inset(3, 0);
    let mut y = place.bottom();
    if let Stage::Line(Some((what, next))) = &state.stage {
        let hidden = core.share_safe.then(|| common::hidden(lang));
        y = canvas.paragraph(below(y), hidden.unwrap_or_else(|| say(lang, what)), Role::Bad);
        if let Some(next) = next {
            y = canvas.paragraph(below(y), say(lang, next), Role::Text);
        }
        y += 1;
    }
    let learner = core.words.learner.as_str();
    let drop =
        if cfg!(feature = "xlsx") { first_run::import_drop_workbooks(lang) } else { first_run::import_drop(lang) };
    for text in [drop.to_owned(), first_run::import_kinds(lang, learner), first_run::import_first(lang).to_owned()] {
        y = canvas.paragraph(below(y), &text, Role::Quiet);
    }
    if core.file.practice {
        y = canvas.paragraph(below(y + 1), first_run::import_practice(lang), Role::Warn);
    }
    columns(canvas, core, state, below(y + 1));
}

/// What the files may hold, as far as there is room; PgDn shows the rest.
fn columns(canvas: &mut Canvas<'_>, core: &Core, state: &State, place: Rect) {
    let rows = places(state, core).rows;
    let height = usize::from(place.height);
    if rows.is_empty() || height < 2 {
        return;
    }
    let first = state.offset.min(rows.len().saturating_sub(height));
    let hidden = rows.len().saturating_sub(first + height);
    let shown = height - usize::from(hidden > 0);
    for (y, row) in (place.y..).zip(rows.iter().skip(first).take(shown)) {
        if let Row::Text { text, .. } = row {
            canvas.put(place.x, y, place.right(), text, Role::Quiet);
        }
    }
    if hidden > 0 {
        let text = import::columns_more(core.lang, hidden + 1);
        canvas.label(place.x, place.bottom() - 1, place.right(), &text, Role::Quiet);
    }
}

fn busy(canvas: &mut Canvas<'_>, core: &Core, trial: bool, body: Rect) {
    let lang = core.lang;
    let title = if trial { first_run::import_checking(lang) } else { first_run::import_writing(lang) };
    canvas.rule(body, body.y, title, "");
    if let Some((_, done, total)) = core.progress {
        canvas.label(
            body.x + 1,
            body.y + 2,
            body.right(),
            import::progress(lang, done, total).trim_start(),
            Role::Text,
        );
        let room = body.width.saturating_sub(6);
        let full = usize::from(room) * done / total.max(1);
        let bar = format!("[{}{}]", "=".repeat(full), " ".repeat(usize::from(room) - full.min(usize::from(room))));
        canvas.label(body.x + 1, body.y + 3, body.right(), &bar, Role::Text);
    }
}

fn report(canvas: &mut Canvas<'_>, core: &Core, state: &State) {
    let places = places(state, core);
    let body = places.body;
    let height = usize::from(body.height);
    let hidden = places.rows.len().saturating_sub(places.offset + height);
    let shown = height.saturating_sub(usize::from(hidden > 0));
    for (y, row) in (body.y..).zip(places.rows.iter().skip(places.offset).take(shown)) {
        match row {
            Row::Rule { title, remark } => canvas.rule(body, y, title, remark),
            Row::Text { tone, indent, text } => {
                canvas.put(body.x + indent, y, body.right(), text, role(*tone));
            }
            Row::Blank => {}
        }
    }
    if hidden > 0 && body.height > 0 {
        let text = common::more_lines(core.lang, hidden + 1);
        canvas.label(body.x + 1, body.bottom() - 1, body.right(), &text, Role::Quiet);
    }
}

const fn role(tone: Tone) -> Role {
    match tone {
        Tone::Plain => Role::Text,
        Tone::Strong => Role::Strong,
        Tone::Quiet => Role::Quiet,
        Tone::Good => Role::Good,
        Tone::Doubt => Role::Warn,
        Tone::Bad => Role::Bad,
    }
}
