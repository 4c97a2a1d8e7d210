//! How it looks.

mod block;
mod brief;
mod clock;
mod pick;
mod slept;

pub use block::field_words;
#[cfg(test)]
pub(super) use clock::later;

use super::content::{NoteRow, Row, Tone, kind_word, notes};
use super::kept::Placed;
use super::numbers::{load_head, number_words};
use super::opening;
use super::pages::shows_minutes;
use super::places::{Line, Places, What, places, tab_text};
use super::rows::{self, RowKey};
use super::state::{Focus, Standing, State};
use crate::app::{Core, Model};
use crate::domain::NoteKind;
use crate::i18n::{Lang, common, record, session};
use crate::layout::{Breakpoint, Frame, Rect, words};
use crate::request::SessionView;
use crate::text::width::{cells, pad};
use crate::text::wrap::Wrapped;
use crate::ui::frame::{Part, saved_header};
use crate::ui::{Canvas, Role};

/// Draws the screen.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let core = &model.core;
    let (Some(view), Some(places)) = (&state.view, places(state, core)) else {
        saved_header(canvas, model, layout.header, &[Part::label(session::title(core.lang))]);
        canvas.label(layout.body.x + 1, layout.body.y, layout.body.right(), common::loading(core.lang), Role::Quiet);
        return;
    };
    saved_header(canvas, model, layout.header, &headline(core, state, view, layout.breakpoint));
    clock::draw(canvas, core, state, places.pace, layout.breakpoint);
    if places.opening.height > 0 {
        let rect = places.opening;
        canvas.put(rect.x + 1, rect.y, rect.right(), &opening::line(core, view), Role::Strong);
    }
    on_top(canvas, core, view, places.on_top);
    if places.tabs.height > 0 {
        tabs(canvas, core, state, &places);
    }
    for (n, placed) in places.panes.iter().enumerate() {
        if places.tabs.height == 0 {
            canvas.rule(placed.rect, placed.rect.y, &placed.content().title, &placed.content().count);
            if n > 0 {
                canvas.bar(placed.rect.x - 1, placed.rect.y, placed.rect.bottom());
            }
        }
        pane(canvas, core.lang, state, placed);
    }
    brief::figures(canvas, core, view, places.figures);
    brief::draw(canvas, core, view, places.brief);
    typed_words(canvas, core, state, view, places.words);
    note_lines(canvas, core, state, &places);
    block::draw(canvas, core, state, &places);
    pick::draw(canvas, core, state, &places);
}

/// Who is met, and what about.
fn headline(core: &Core, state: &State, view: &SessionView, breakpoint: Breakpoint) -> Vec<Part> {
    let lang = core.lang;
    let number = number_words(view, lang);
    let number = if view.part > 1 { session::part(lang, &number, view.part) } else { number };
    let titled = if view.title.is_empty() || rows::is_kickoff(view) {
        number
    } else {
        session::titled(lang, &number, &view.title)
    };
    let mut parts = Vec::new();
    if breakpoint > Breakpoint::Narrow {
        parts.push(Part::label(session::title(lang)));
    }
    match (&view.learner, &view.owner) {
        (Some(person), _) => parts.push(Part::strong(common::name_san(lang, &core.show(&person.name)))),
        (None, Some(owner)) => {
            parts.push(Part::strong(common::owner_san(lang, &core.show(&owner.name), &core.words.owner)));
        }
        (None, None) => parts.push(Part::strong(core.show(&view.pharmacy.name))),
    }
    // Before the pharmacy and the title, which may be cut.
    let unsaid = view.items.iter().filter(|item| rows::unsaid(item, state.outcome(item).0)).count();
    if unsaid > 0 && !view.closed {
        parts.push(Part::label(session::must_left(lang, unsaid)));
    }
    parts.extend(beside(core, view, breakpoint).map(Part::label));
    if view.learner.is_none() && view.owner.is_some() {
        parts.push(Part::data(core.show(&view.pharmacy.name)));
    }
    parts.push(Part::data(titled));
    parts.extend(load_head(lang, view).map(Part::label));
    parts
}

/// Which other session is in progress, with the key that goes there.
fn beside(core: &Core, view: &SessionView, breakpoint: Breakpoint) -> Option<String> {
    let lang = core.lang;
    let first = view.beside.first()?;
    let all = view.beside.len();
    if breakpoint <= Breakpoint::One {
        let aside = first.aside;
        return Some(if aside {
            session::beside_aside_short(lang, all)
        } else {
            session::beside_runs_short(lang).to_owned()
        });
    }
    let name = core.show(&first.name);
    let words = if first.aside { session::beside_aside(lang, &name) } else { session::beside_runs(lang, &name) };
    Some(if all > 1 { session::beside_more(lang, &words, all - 1) } else { words })
}

/// The words that the script of this session begins with.
fn on_top(canvas: &mut Canvas<'_>, core: &Core, view: &SessionView, rect: Rect) {
    let (Some(text), true) = (&view.words_on_top, rect.height > 0) else { return };
    let text = core.show(text);
    let line = if purpose_on_top(view) {
        session::words_on_top_purpose(core.lang, &text)
    } else {
        session::words_on_top_goal(core.lang, &text)
    };
    canvas.put(rect.x + 1, rect.y, rect.right(), &line, Role::Strong);
}

/// Whether what stands on top is the owner's purpose and not the learner's own goal.
fn purpose_on_top(view: &SessionView) -> bool {
    view.words_on_top.is_some() && view.words_on_top == view.purpose
}

fn tabs(canvas: &mut Canvas<'_>, core: &Core, state: &State, places: &Places) {
    let rect = places.tabs;
    let y = places.tabs_row();
    let right = rect.right();
    let tall = rect.height >= 3;
    canvas.line(rect.x, rect.y, right);
    if tall {
        canvas.line(rect.x, rect.y + 2, right);
    }
    let mut end = rect.x;
    for ((from, to, pane), content) in places.tab_cells().into_iter().zip(&places.tabbed) {
        let here = pane == state.pane() && !on_notes(state);
        let text = tab_text(content);
        let text = if here { format!("[{text}]") } else { format!(" {text} ") };
        end = canvas.label(from, y, to.min(right), &text, if here { Role::Strong } else { Role::Text }).max(end);
    }
    let how =
        if tall { session::pane_switch(core.lang).to_owned() } else { format!(" {} ", session::pane_tab(core.lang)) };
    canvas.label_right(end + 1, y, right.saturating_sub(2), &how, Role::Quiet);
}

fn on_notes(state: &State) -> bool {
    matches!(state.at, Some(RowKey::Note(_)))
}

fn role_of(tone: Tone, standing: Standing) -> Role {
    match (standing, tone) {
        (Standing::Pending, _) => Role::Pending,
        (Standing::Failed, _) | (Standing::Kept, Tone::Bad) => Role::Bad,
        (Standing::Kept, Tone::Plain) => Role::Text,
        (Standing::Kept, Tone::Quiet) => Role::Quiet,
        (Standing::Kept, Tone::Good) => Role::Good,
        (Standing::Kept, Tone::Warn) => Role::Warn,
    }
}

fn pane(canvas: &mut Canvas<'_>, lang: Lang, state: &State, placed: &Placed) {
    let Rect { x, .. } = placed.rect;
    let right = placed.rect.right();
    let mut row = None;
    for (n, line) in placed.lines.iter().enumerate() {
        let y = line.y;
        // The minutes stand behind the last word of their row, not in the middle of its sentence.
        let goes_on = placed.lines.get(n + 1).is_some_and(|next| matches!(next.what, What::More(..)));
        match &line.what {
            What::Row(nth, text) => {
                row = placed.content().rows.get(*nth);
                if let Some(row) = row {
                    draw_row(canvas, lang, row, text, (Rect::new(x, y, placed.rect.width, 1), !goes_on));
                }
            }
            What::More(indent, text) => {
                let edge = match row.filter(|_| !goes_on) {
                    Some(row) => minutes(canvas, lang, row, Rect::new(x, y, placed.rect.width, 1)),
                    None => right,
                };
                canvas.put(x + indent, y, edge, text, Role::Text);
            }
            What::Below(label, indent, text) => {
                canvas.put(x + 3, y, right, label, Role::Quiet);
                canvas.put(x + indent, y, right, text, Role::Text);
            }
            What::Hidden(n) => {
                canvas.label(x + 1, y, right, &common::more_lines(lang, *n), Role::Quiet);
            }
        }
        cursor(canvas, state, line, placed.rect);
    }
}

fn draw_row(canvas: &mut Canvas<'_>, lang: Lang, row: &Row, text: &str, (rect, ends): (Rect, bool)) {
    let Rect { x, y, .. } = rect;
    canvas.label(x + 1, y, rect.right(), &row.mark, role_of(row.tone, row.standing));
    let right = if ends { minutes(canvas, lang, row, rect) } else { rect.right() };
    let at = canvas.label(x + 4, y, right, &row.number, Role::Text);
    canvas.put(at, y, right, text, if row.tone == Tone::Quiet { Role::Quiet } else { Role::Text });
}

/// The minutes of a row at the right edge, where they have room; where its text has to end.
fn minutes(canvas: &mut Canvas<'_>, lang: Lang, row: &Row, rect: Rect) -> u16 {
    let Some(minutes) = row.minutes.filter(|_| shows_minutes(rect.width)) else { return rect.right() };
    let edge = rect.right().saturating_sub(2);
    canvas.label_right(rect.x + 4, rect.y, edge, &session::minutes(lang, minutes), Role::Quiet).saturating_sub(1)
}

fn cursor(canvas: &mut Canvas<'_>, state: &State, line: &Line, rect: Rect) {
    if line.key.is_none() || line.key != state.at {
        return;
    }
    if matches!(line.what, What::Row(..)) {
        canvas.label(rect.x, line.y, rect.right(), ">", Role::Strong);
    }
    if state.focus == Focus::Rows {
        canvas.tint(Rect { y: line.y, height: 1, ..rect }, Role::Cursor);
    }
}

/// The purpose of the owner, or the learner's own words.
fn typed_words(canvas: &mut Canvas<'_>, core: &Core, state: &State, view: &SessionView, rect: Rect) {
    let (Some(item), true) = (rows::words_item(view, state.at), rect.height >= 2) else { return };
    canvas.rule(rect, rect.y, &words_title(core, view, rect.width), "");
    let sent = state.words_sent.as_ref().filter(|(_, id, _)| *id == item.id);
    let (text, role) = match (sent, &item.words) {
        (Some(_), _) if core.share_safe => (common::hidden(core.lang).to_owned(), Role::Pending),
        (Some((_, _, text)), _) => (text.clone(), Role::Pending),
        (None, Some(Some(words))) => (core.show(words).into_owned(), Role::Text),
        (None, Some(None) | None) => {
            let nth = rows::number(view, item);
            (session::words_empty(core.lang, &session::candidate_number(core.lang, nth, &item.text)), Role::Quiet)
        }
    };
    canvas.put(rect.x + 3, rect.y + 1, rect.right(), &text, role);
}

/// What the typed words are called.
fn words_title(core: &Core, view: &SessionView, width: u16) -> String {
    let (lang, owner) = (core.lang, &core.words.owner);
    match (rows::is_kickoff(view), width >= 100) {
        (true, true) => session::words_owner(lang, owner),
        (true, false) => session::words_owner_short(lang, owner),
        (false, _) => session::words_learner(lang).to_owned(),
    }
}

fn note_lines(canvas: &mut Canvas<'_>, core: &Core, state: &State, places: &Places) {
    let rect = places.notes;
    if rect.height == 0 {
        return;
    }
    let lang = core.lang;
    let rows = notes(state);
    // Where the panes are tabs, the part of the cursor has brackets; among the notes these are it.
    let here = places.tabs.height > 0 && on_notes(state);
    let title = if here { format!("[{}]", session::notes(lang)) } else { session::notes(lang).to_owned() };
    canvas.rule(rect, rect.y, &title, &count(lang, &rows, places.frame.breakpoint));
    let seen = places.notes_seen;
    let mut y = rect.y + 1;
    // Rows that no note needs are for the rest of long ones.
    let used = seen.rows + usize::from(seen.below > 0);
    let mut spare = rect.height.saturating_sub(1).saturating_sub(u16::try_from(used).unwrap_or(u16::MAX));
    for row in rows.iter().skip(seen.first).take(seen.rows) {
        let taken = note_line(canvas, core, state, row, Rect { y, height: 1 + spare, ..rect });
        spare = (spare + 1).saturating_sub(taken);
        y += taken;
    }
    if seen.below > 0 {
        canvas.label(rect.x + 1, y, rect.right(), &common::more_lines(lang, seen.below), Role::Quiet);
    }
}

fn count(lang: Lang, rows: &[NoteRow], breakpoint: Breakpoint) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut parts = vec![session::notes_count(lang, rows.len())];
    let all = [NoteKind::Request, NoteKind::Question, NoteKind::Stuck, NoteKind::Promise, NoteKind::Win];
    // What they could do is counted on every screen.
    let counted = if breakpoint >= Breakpoint::Two { &all[..] } else { &all[4..] };
    for kind in counted {
        let n = rows.iter().filter(|row| row.kind == *kind).count();
        if n > 0 {
            parts.push(session::kind_count(lang, kind_word(lang, *kind), n));
        }
    }
    parts.join("  ")
}

/// A note, in as many rows as it has and needs; how many these are.
fn note_line(canvas: &mut Canvas<'_>, core: &Core, state: &State, row: &NoteRow, rect: Rect) -> u16 {
    let lang = core.lang;
    let (x, y, right) = (rect.x, rect.y, rect.right());
    let role = role_of(Tone::Plain, row.standing);
    canvas.label(x + 1, y, right, &words::clock(core.local(row.at)), role);
    // The kinds share a column that holds the longest.
    let column = NoteKind::ALL.iter().map(|kind| cells(kind_word(lang, *kind))).max().unwrap_or(0);
    let at = canvas.label(x + 7, y, right, &pad(kind_word(lang, row.kind), column), role) + 1;
    let at = if row.private { canvas.label(at, y, right, record::private(lang), Role::Badge) + 1 } else { at };
    let mut edge = right;
    if row.standing == Standing::Failed {
        edge =
            canvas.label_right(at, y, right.saturating_sub(1), session::not_saved(lang), Role::Bad).saturating_sub(1);
    }
    let text = core.show(&row.text);
    let wrapped = Wrapped::to_read(&text, usize::from(edge.saturating_sub(at + 1)));
    let taken = u16::try_from(wrapped.height()).unwrap_or(u16::MAX).clamp(1, rect.height.max(1));
    for (below, line) in (0..taken).zip(wrapped.rows()) {
        // The last row that there is room for has all the rest, cut.
        let rest = if below + 1 == taken { text.get(line.range.start..).unwrap_or(line.text) } else { line.text };
        canvas.put(at, y + below, edge, rest, role);
    }
    if state.at == Some(RowKey::Note(row.id)) {
        canvas.label(x, y, right, ">", Role::Strong);
        if state.focus == Focus::Rows {
            canvas.tint(Rect { height: taken, ..rect }, Role::Cursor);
        }
    }
    taken
}
