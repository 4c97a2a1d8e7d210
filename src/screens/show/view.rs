//! How the second window looks.

use super::content::{INDENT, Line, agenda, beside};
use super::state::State;
use crate::i18n::{common, session, show};
use crate::layout::{Breakpoint, Frame, Rect, words};
use crate::request::show::ShowView;
use crate::text::width::cells;
use crate::ui::{Canvas, Picture, Role, Theme, frame};

/// Draws the window.
pub fn draw(state: &State, theme: Theme, picture: &mut Picture) {
    picture.draw(theme, state.ascii_chrome, |canvas| all(canvas, state));
}

fn all(canvas: &mut Canvas<'_>, state: &State) {
    let area = canvas.area();
    let layout = Frame::of(area.width, area.height);
    if state.blank {
        frame::blank(canvas, state.lang);
        return;
    }
    if layout.breakpoint == Breakpoint::Tiny {
        frame::widen(canvas, state.lang);
        return;
    }
    let body = Rect { height: layout.body.height + layout.notice.height, ..layout.body };
    header(canvas, state, layout.header);
    match &state.view {
        Some(view) if layout.breakpoint >= Breakpoint::Two => {
            let (left, right) = body.split_left(body.width * 3 / 5);
            let (bar, right) = right.split_left(1);
            column(canvas, state, left, &agenda(state, view, left.width));
            canvas.bar(bar.x, bar.y, bar.bottom());
            column(canvas, state, right, &beside(state, view, right.width));
        }
        Some(view) => {
            let mut lines = agenda(state, view, body.width);
            lines.extend(beside(state, view, body.width));
            column(canvas, state, body, &lines);
        }
        None => waiting(canvas, state, body),
    }
    footer(canvas, state, &layout);
}

fn header(canvas: &mut Canvas<'_>, state: &State, rect: Rect) {
    let x = canvas.label(rect.x + 1, rect.y, rect.right(), "manabi", Role::Quiet) + 2;
    let title = state.view.as_deref().map_or_else(|| show::title(state.lang).to_owned(), |view| heading(state, view));
    canvas.put(x, rect.y, rect.right(), &title, Role::Strong);
}

fn heading(state: &State, view: &ShowView) -> String {
    let own = words::meeting(state.lang, view.kind, view.session_no);
    let number = view.further.iter().fold(own, |words, n| words + &session::also_number(state.lang, *n));
    session::titled(state.lang, &number, &view.title).trim_end().to_owned()
}

fn waiting(canvas: &mut Canvas<'_>, state: &State, body: Rect) {
    let text = if state.trouble { show::trouble(state.lang) } else { show::waiting(state.lang) };
    let spot = body.centered(u16::try_from(cells(text)).unwrap_or(u16::MAX), 1);
    canvas.put(spot.x, spot.y, body.right(), text, Role::Text);
}

/// As many lines as fit: from where somebody went to, else so that what is spoken of is among them.
fn column(canvas: &mut Canvas<'_>, state: &State, rect: Rect, lines: &[Line]) {
    let height = usize::from(rect.height);
    let most = lines.len().saturating_sub(height);
    let spoken = lines.iter().rposition(|line| line.now).unwrap_or(0);
    // The last row may be taken by what is below.
    let unseen = if spoken + 2 < height { 0 } else { spoken.saturating_sub(height / 2) };
    let first = unseen.min(most).saturating_add_signed(state.moved).min(most);
    let below = lines.len().saturating_sub(first + height);
    let rows = if below > 0 { height.saturating_sub(1) } else { height };
    for (y, line) in (rect.y..).zip(lines.iter().skip(first).take(rows)) {
        draw_line(canvas, rect, y, line);
    }
    if below > 0 {
        let text = common::more_lines(state.lang, below + 1);
        canvas.label(rect.x + 1, rect.bottom() - 1, rect.right(), &text, Role::Quiet);
    }
}

fn draw_line(canvas: &mut Canvas<'_>, rect: Rect, y: u16, line: &Line) {
    if line.rule {
        canvas.rule(rect, y, &line.text, &line.tail);
        return;
    }
    let right = rect.right().saturating_sub(1);
    let role = if line.now { Role::Strong } else { Role::Text };
    if line.now && !line.mark.is_empty() {
        canvas.label(rect.x, y, right, ">", Role::Strong);
    }
    canvas.label(rect.x + 1, y, right, line.mark, role);
    let edge = canvas.label_right(rect.x + INDENT, y, right, &line.tail, Role::Strong);
    canvas.put(rect.x + INDENT, y, edge, &line.text, role);
}

fn footer(canvas: &mut Canvas<'_>, state: &State, layout: &Frame) {
    canvas.line(layout.rule.x, layout.rule.y, layout.rule.right());
    let lang = state.lang;
    let mut x = layout.footer.x + 1;
    for (key, label) in [("q", show::leave(lang)), ("Ctrl-\\", show::blank(lang)), ("PgDn", show::scroll(lang))] {
        let right = layout.footer.right();
        x = canvas.label(x, layout.footer.y, right, key, Role::Key);
        x = canvas.label(x + 1, layout.footer.y, right, label, Role::Text) + 2;
    }
}
