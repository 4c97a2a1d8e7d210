//! The rows of a closed record, and where they stand.

use super::state::{Key, State};
use crate::app::Core;
use crate::domain::{HomeworkState, QuestionState};
use crate::i18n::{common, record, review, session, wrap_up};
use crate::layout::{Frame, Rect, marks, words};
use crate::request::record::Comment;
use crate::request::{AnswerView, HomeworkView, RolePlayView, SessionView};
use crate::screens::session::{field_words, kind_word};
use crate::text::width::cells;
use crate::text::wrap::Wrapped;

/// One row of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    Rule(String),
    /// A short word, where the text begins, and the text (or the rest of a long one).
    Text {
        lead: String,
        indent: u16,
        text: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub key: Option<Key>,
    pub what: What,
}

/// The record on this screen.
#[derive(Debug)]
pub(super) struct Places {
    pub body: Rect,
    pub rows: Vec<Shown>,
    /// Rows that are scrolled away.
    pub offset: usize,
    /// Rule and field of the text that is written.
    pub field: Rect,
}

impl Places {
    pub(super) fn row_at(&self, x: u16, y: u16) -> Option<Key> {
        let down = usize::from(y.checked_sub(self.body.y)?);
        self.body.contains(x, y).then(|| self.rows.get(self.offset + down)).flatten()?.key
    }
}

/// Rule and two rows.
const FIELD_ROWS: u16 = 3;

pub(super) fn places(state: &State, core: &Core) -> Places {
    let frame = Frame::of(core.size.width, core.size.height);
    let field_rows = if state.open.is_some() { FIELD_ROWS } else { 0 };
    let (body, field) = frame.body.split_top(frame.body.height.saturating_sub(field_rows));
    let rows = state.view.as_deref().map_or_else(Vec::new, |view| rows(view, core, body.width));
    let height = usize::from(body.height);
    let of_cursor = |row: &Shown| row.key.is_some() && row.key == state.at;
    let first = rows.iter().position(of_cursor).unwrap_or(0);
    // Behind the last row that can be stood on there may be more to read.
    let at_end = state.at.is_some() && state.at == state.keys().last().copied();
    let last = if at_end { rows.len() } else { rows.iter().rposition(of_cursor).unwrap_or(0) };
    // The row of the cursor with the least movement from the top, and one row of what follows.
    let wanted = (last + 2).saturating_sub(height).min(first);
    let offset = wanted.min(rows.len().saturating_sub(height));
    Places { body, rows, offset, field }
}

struct Rows {
    width: u16,
    rows: Vec<Shown>,
}

impl Rows {
    fn rule(&mut self, title: &str) {
        self.rows.push(Shown { key: None, what: What::Rule(title.to_owned()) });
    }
    fn text(&mut self, key: Option<Key>, lead: &str, text: &str) {
        self.wrapped(key, lead, indent_of(lead), text);
    }
    /// What belongs to the text above, where that begins.
    fn under(&mut self, key: Option<Key>, indent: u16, text: &str) {
        self.wrapped(key, "", indent, text);
    }
    fn wrapped(&mut self, key: Option<Key>, lead: &str, indent: u16, text: &str) {
        let room = self.width.saturating_sub(indent + 1);
        for (nth, row) in Wrapped::to_read(text, usize::from(room)).rows().enumerate() {
            let lead = if nth == 0 { lead.to_owned() } else { String::new() };
            self.rows.push(Shown { key, what: What::Text { lead, indent, text: row.text.to_owned() } });
        }
    }
}

/// Where the text behind a short word begins.
fn indent_of(lead: &str) -> u16 {
    let lead_cells = u16::try_from(cells(lead)).unwrap_or(0);
    if lead.is_empty() { 2 } else { lead_cells + 3 }
}

fn rows(view: &SessionView, core: &Core, width: u16) -> Vec<Shown> {
    let lang = core.lang;
    let mut rows = Rows { width, rows: Vec::new() };
    when(view, core, &mut rows);
    rows.rule(record::items(lang));
    if view.items.is_empty() {
        rows.text(None, "", record::no_items(lang));
    }
    for item in &view.items {
        let why = item.reason(item.outcome).map(|why| session::because(lang, &core.show(why)));
        let text = item.text.clone() + &why.unwrap_or_default();
        rows.text(Some(Key::Item(item.id)), marks::outcome(item.outcome).get(lang), &text);
    }
    homework(&mut rows, core, &view.last_homework);
    if let Some(play) = &view.role_play {
        role_play(&mut rows, core, play);
    }
    rows.rule(record::notes(lang));
    if view.notes.is_empty() {
        rows.text(None, "", record::no_notes(lang));
    }
    for note in &view.notes {
        let time = words::clock(core.local(note.at));
        let mut lead = format!("{time} {}", kind_word(lang, note.kind));
        if note.private {
            lead = format!("{lead} {}", record::private(lang));
        }
        rows.text(Some(Key::Note(note.id)), &lead, &core.show(&note.text));
        let answers = view.record.as_ref().map_or(&[][..], |record| &record.answers);
        if let Some((_, answer)) = answers.iter().find(|(line, _)| *line == note.id) {
            rows.under(
                Some(Key::Note(note.id)),
                indent_of(&lead),
                &record::reply_line(lang, &reply_words(core, answer)),
            );
        }
    }
    tasks(&mut rows, core, &view.next_homework);
    closing(view, core, &mut rows);
    rows.rows
}

/// A figure about somebody is hidden like a name.
fn figure(core: &Core, n: u8) -> String {
    if core.share_safe { common::mask_figure(core.lang).to_owned() } else { n.to_string() }
}

/// What became of a question or a promise.
pub fn reply_words(core: &Core, of: &AnswerView) -> String {
    let lang = core.lang;
    match (of.state, &of.answer, of.by) {
        (QuestionState::Answered, Some(answer), _) => core.show(answer).into_owned(),
        (QuestionState::Answered, None, _) => record::reply_given(lang).to_owned(),
        (QuestionState::HandedOver, _, _) => record::reply_handed_over(lang, &core.words.manager),
        (QuestionState::Open, _, Some(by)) => record::reply_by(lang, &words::day(lang, by.0)),
        (QuestionState::Open, _, None) => record::reply_open(lang).to_owned(),
    }
}

fn when(view: &SessionView, core: &Core, rows: &mut Rows) {
    let lang = core.lang;
    let start = core.local(view.started_at);
    let end = core.local(view.ended_at.unwrap_or(view.ends_at));
    let held = record::held(lang, &words::day(lang, start.date()), &words::clock(start), &words::clock(end));
    let closed = view.record.as_ref().and_then(|r| Some((core.local(r.closed_at?), r.closed_by.as_ref())));
    // One from outside tells no time of its closing: it stands closed from its start.
    let imported = closed.is_some_and(|(at, _)| at <= start);
    let closed = closed.map(|(at, by)| {
        if imported {
            return by.map_or_else(
                || record::imported_by_nobody(lang).to_owned(),
                |by| record::imported(lang, &core.show(by)),
            );
        }
        let at = format!("{} {}", words::day(lang, at.date()), words::clock(at));
        by.map_or_else(|| record::closed_by_nobody(lang, &at), |by| record::closed(lang, &at, &core.show(by)))
    });
    rows.text(None, "", &held);
    if let Some(closed) = closed {
        rows.text(None, "", &closed);
    }
}

fn homework(rows: &mut Rows, core: &Core, tasks: &[HomeworkView]) {
    if tasks.is_empty() {
        return;
    }
    rows.rule(record::last_homework(core.lang));
    for task in tasks {
        let mark = marks::homework(task.state).get(core.lang);
        rows.text(Some(Key::Homework(task.id)), mark, task_text(core, task));
    }
}

/// A task may be in the words of its learner.
fn task_text<'a>(core: &Core, task: &'a HomeworkView) -> &'a str {
    if core.share_safe { common::hidden(core.lang) } else { &task.text }
}

/// What was set, and when it is due if that is before the next session and still ahead.
fn tasks(rows: &mut Rows, core: &Core, tasks: &[HomeworkView]) {
    let lang = core.lang;
    if tasks.is_empty() {
        return;
    }
    rows.rule(record::next_homework(lang));
    for task in tasks {
        let text = task_text(core, task);
        let due = task.days_before.map(|days| record::due_before(lang, days));
        let due = due.filter(|_| task.state == HomeworkState::Assigned);
        let text = due.map_or_else(|| text.to_owned(), |due| record::task(lang, text, &due));
        rows.text(Some(Key::Task(task.id)), marks::homework(task.state).get(lang), &text);
    }
}

/// Every attempt; of a role-play that nobody rated the rows in which that can be made good.
fn role_play(rows: &mut Rows, core: &Core, play: &RolePlayView) {
    let lang = core.lang;
    for nth in 0..play.attempts.len().max(1) {
        let attempt = play.attempts.get(nth);
        let number = attempt.map_or(1, |attempt| attempt.attempt);
        rows.rule(&format!("{}  {}", record::role_play(lang), record::attempt(lang, number)));
        for (row, criterion) in play.criteria.iter().enumerate() {
            let scored = attempt.and_then(|attempt| attempt.scores.iter().find(|(id, _)| *id == criterion.id));
            let score = scored.map_or_else(|| "-".to_owned(), |(_, score)| figure(core, *score));
            rows.text(Some(Key::Score(nth, row)), &score, &criterion.text);
        }
        let good = attempt.and_then(|attempt| attempt.good.as_ref());
        let next = attempt.and_then(|attempt| attempt.next.as_ref());
        let comments = [(Comment::Good, record::good(lang), good), (Comment::Next, record::try_next(lang), next)];
        for (which, label, text) in comments {
            let text = text.map(|text| core.show(text));
            rows.text(Some(Key::Comment(nth, which)), label, text.as_deref().unwrap_or(record::empty(lang)));
        }
    }
}

fn closing(view: &SessionView, core: &Core, rows: &mut Rows) {
    let lang = core.lang;
    let Some(said) = &view.record else { return };
    rows.rule(record::rest(lang));
    let none = record::empty(lang);
    let mut line = |key, label, text: Option<&crate::text::mask::Private>| {
        let text = text.map(|text| core.show(text));
        rows.text(Some(key), label, text.as_deref().unwrap_or(none));
    };
    line(Key::Summary, record::summary(lang), said.summary.as_ref());
    line(Key::Focus, record::focus(lang), said.next_focus.as_ref());
    let mood = said.mood.map_or_else(|| wrap_up::mood_empty(lang).to_owned(), |mood| figure(core, mood));
    rows.text(Some(Key::Mood), record::mood(lang), &mood);
    let level = view.flag.map_or_else(|| wrap_up::follow_none(lang), |level| marks::level(level).get(lang));
    let level = if core.share_safe { common::mask_figure(lang) } else { level };
    rows.text(None, record::flag(lang), level);
    let untouched: Vec<&str> = said.unconfirmed.iter().filter_map(|field| field_words(field, lang)).collect();
    if !untouched.is_empty() {
        rows.text(None, "", &session::record_unconfirmed(lang, &untouched.join(review::comma(lang))));
    }
}
