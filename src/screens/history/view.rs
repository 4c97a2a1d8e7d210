//! How the history looks.

use super::state::State;
use super::words;
use crate::app::{Core, Model};
use crate::i18n::{common, help, history};
use crate::layout::{Frame, Rect};
use crate::text::wrap::Wrapped;
use crate::ui::{Canvas, Role};

/// One row of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub indent: u16,
    pub role: Role,
    pub text: String,
}

/// The box on this screen.
#[derive(Debug)]
pub(super) struct Places {
    pub outside: Rect,
    pub rows: Rect,
    pub lines: Vec<Line>,
    pub offset: usize,
    pub last_offset: usize,
}

/// Widest box: longer rows are hard to read.
const WIDEST: u16 = 110;

pub(super) fn places(state: &State, core: &Core) -> Places {
    let body = Frame::of(core.size.width, core.size.height).body;
    let outside = body.centered(body.width.saturating_sub(2).min(WIDEST), body.height);
    let rows = outside.inset(2, 1).split_top(2).1;
    let lines = lines(state, core, rows.width);
    let last_offset = lines.len().saturating_sub(usize::from(rows.height));
    Places { outside, rows, offset: state.offset.min(last_offset), last_offset, lines }
}

fn lines(state: &State, core: &Core, width: u16) -> Vec<Line> {
    let lang = core.lang;
    let Some(view) = &state.view else {
        return vec![Line { indent: 0, role: Role::Quiet, text: common::loading(lang).to_owned() }];
    };
    let mut lines = Vec::new();
    let mut push = |indent: u16, role: Role, text: &str| {
        let room = width.saturating_sub(indent);
        for row in Wrapped::to_read(text, usize::from(room)).rows() {
            lines.push(Line { indent, role, text: row.text.to_owned() });
        }
    };
    if view.actions.is_empty() {
        push(0, Role::Quiet, history::none(lang));
    }
    for action in &view.actions {
        push(0, Role::Strong, &words::heading(core, action));
        for change in &action.changes {
            for text in words::change(core, change) {
                push(2, Role::Text, &text);
            }
        }
    }
    if view.more {
        push(0, Role::Quiet, history::more(lang));
    }
    lines
}

/// Draws the box.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, _layout: &Frame) {
    let core = &model.core;
    let lang = core.lang;
    let places = places(state, core);
    let inside = canvas.boxed(places.outside);
    let right = inside.right().saturating_sub(1);
    let name = state.view.as_ref().and_then(|view| view.name.as_ref());
    let title = name.map_or_else(|| history::title(lang).to_owned(), |name| history::title_of(lang, &core.show(name)));
    let edge = canvas.label_right(inside.x + 20, inside.y, right, help::close(lang), Role::Quiet);
    canvas.put(inside.x + 1, inside.y, edge.saturating_sub(1), &title, Role::Strong);
    canvas.line(inside.x + 1, inside.y + 1, right);
    let rows = places.rows;
    let height = usize::from(rows.height);
    let hidden = places.lines.len().saturating_sub(places.offset + height);
    let shown = height.saturating_sub(usize::from(hidden > 0));
    for (y, line) in (rows.y..).zip(places.lines.iter().skip(places.offset).take(shown)) {
        canvas.put(rows.x + line.indent, y, rows.right(), &line.text, line.role);
    }
    if hidden > 0 && rows.height > 0 {
        canvas.label(rows.x, rows.bottom() - 1, rows.right(), &common::more_lines(lang, hidden + 1), Role::Quiet);
    }
}
