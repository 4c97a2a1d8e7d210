//! The lines of the second window, wrapped for a width.

use super::state::State;
use crate::domain::Section;
use crate::i18n::{session, show};
use crate::layout::words;
use crate::request::FigureView;
use crate::request::show::{ShowSection, ShowTask, ShowView};
use crate::text::wrap::Wrapped;

/// A line as it is drawn.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// A heading.
    pub rule: bool,
    pub mark: &'static str,
    pub text: String,
    /// At the right edge.
    pub tail: String,
    /// It belongs to what is spoken of.
    pub now: bool,
}

/// Cells before a text: cursor, mark, and the blank behind it.
pub(super) const INDENT: u16 = 4;
/// Cells that a figure at the right edge takes at most.
const TAIL: u16 = 9;

impl Line {
    fn rule(text: &str, tail: String) -> Self {
        Self { rule: true, text: text.to_owned(), tail, ..Self::default() }
    }
}

/// A text over as many rows as it needs; its mark stands on the first.
fn wrapped(mark: &'static str, text: &str, tail: String, now: bool, width: u16) -> Vec<Line> {
    let room = width.saturating_sub(INDENT + if tail.is_empty() { 1 } else { TAIL });
    let rows = Wrapped::to_read(text, usize::from(room));
    let mut tail = Some(tail);
    let mut mark = Some(mark);
    rows.rows()
        .map(|row| Line {
            rule: false,
            mark: mark.take().unwrap_or_default(),
            text: row.text.to_owned(),
            tail: tail.take().unwrap_or_default(),
            now,
        })
        .collect()
}

/// What is gone through.
pub(super) fn agenda(state: &State, view: &ShowView, width: u16) -> Vec<Line> {
    let lang = state.lang;
    let mut lines = Vec::new();
    if let Some(goal) = &view.goal {
        lines.extend(wrapped("", &show::goal(lang, goal), String::new(), false, width));
    }
    for part in &view.sections {
        let minutes = if part.minutes > 0 { session::minutes(lang, part.minutes) } else { String::new() };
        lines.push(Line::rule(title(state, part), minutes));
        for item in &part.items {
            let mark = if item.done { show::done(lang) } else { show::not_yet(lang) };
            lines.extend(wrapped(mark, &item.text, String::new(), item.now, width));
        }
    }
    lines
}

fn title<'a>(state: &State, part: &'a ShowSection) -> &'a str {
    let usual = match part.section {
        Section::RolePlay => session::role_play_title(state.lang),
        Section::Homework => session::homework_title(state.lang),
        _ => session::lecture_title(state.lang),
    };
    part.title.as_deref().unwrap_or(usual)
}

/// Homework, figures, and what could be done.
pub(super) fn beside(state: &State, view: &ShowView, width: u16) -> Vec<Line> {
    let lang = state.lang;
    let mut lines = Vec::new();
    for (title, tasks) in
        [(show::last_homework(lang), &view.last_homework), (show::next_homework(lang), &view.next_homework)]
    {
        if !tasks.is_empty() {
            lines.push(Line::rule(title, String::new()));
            lines.extend(tasks.iter().flat_map(|task| homework(state, task, width)));
        }
    }
    if !view.figures.is_empty() {
        lines.push(Line::rule(show::figures(lang), String::new()));
        lines.extend(view.figures.iter().flat_map(|figure| figure_lines(state, figure, width)));
    }
    if !view.wins.is_empty() {
        lines.push(Line::rule(show::wins(lang), String::new()));
        lines.extend(view.wins.iter().flat_map(|win| wrapped("", State::read(win), String::new(), false, width)));
    }
    lines
}

fn homework(state: &State, task: &ShowTask, width: u16) -> Vec<Line> {
    let mark = if task.done { show::done(state.lang) } else { show::not_yet(state.lang) };
    wrapped(mark, State::read(&task.text), String::new(), false, width)
}

/// The newest value, the one before and the target.
fn figure_lines(state: &State, figure: &FigureView, width: u16) -> Vec<Line> {
    let lang = state.lang;
    let value = |n| words::figure(lang, n, figure.unit);
    let Some((_, newest)) = figure.readings.last() else { return Vec::new() };
    let mut lines = wrapped("", &figure.name, value(*newest), false, width);
    let before = figure.readings.iter().rev().nth(1).map(|(_, n)| show::before(lang, &value(*n)));
    let target = figure.target.map(|n| session::target(lang, &value(n)));
    let below: Vec<String> = before.into_iter().chain(target).collect();
    if !below.is_empty() {
        lines.extend(wrapped("", &format!("  {}", below.join("   ")), String::new(), false, width));
    }
    lines
}
