//! `today`, `review` and `paths`: as JSON, or as a table to read.

use std::io::Write;

use super::args::Globals;
use super::context::{Context, Environment};
use super::errors::{CliError, Exit};
use super::{json, print};
use crate::app::core::mask_words;
use crate::domain::BusinessDate;
use crate::i18n::{Lang, cli};
use crate::layout::{marks, reasons};
use crate::request::{Ask, Back, DayView, Older, QueueRow, Reply, ReviewView};
use crate::text::mask::{Lens, Masks, Private, Reveal, View};
use crate::text::width::pad;

/// Names as they are, or masked.
pub(super) struct Shown {
    view: View,
    masks: Masks,
    lang: Lang,
}

impl Shown {
    pub(super) fn new(lang: Lang, redact: bool) -> Self {
        let view = if redact { View::ShareSafe } else { View::Open(Reveal::granted()) };
        Self { view, masks: Masks::default(), lang }
    }

    /// Gives names their masks, in the order of appearance.
    fn meet<'n>(&mut self, names: impl IntoIterator<Item = &'n Private>) {
        names.into_iter().for_each(|name| self.masks.meet(name));
    }

    /// The names of a queue.
    fn meet_queue(&mut self, rows: &[QueueRow]) {
        for row in rows {
            let person = row.learner.as_ref().or(row.owner.as_ref());
            self.meet(person.map(|p| &p.name).into_iter().chain([&row.pharmacy.name]).chain(&row.trainer));
        }
    }
}

impl json::Names for Shown {
    fn show(&self, name: &Private) -> String {
        name.show(Lens { view: self.view, masks: &self.masks, words: mask_words(self.lang) }).into_owned()
    }
}

/// `manabi today`.
pub(super) fn today(
    env: &Environment,
    globals: &Globals,
    date: Option<BusinessDate>,
    as_json: bool,
    out: &mut dyn Write,
) -> Result<Exit, CliError> {
    let mut context = Context::new(env, globals)?;
    let db = context.open_to_read(env)?;
    let date = date.unwrap_or_else(|| context.today(&db));
    let ask = Ask::Day { date, now: context.clock(&db), who: context.who.clone(), back: Back::TwoWeeks };
    let Reply::Day(view) = db.ask(&ask).map_err(|e| context.told(e.into()))? else {
        return Ok(Exit::Failed);
    };
    let mut shown = Shown::new(context.lang, context.redact);
    shown.meet(view.file.me.as_ref().map(|me| &me.name));
    shown.meet_queue(&view.earlier);
    shown.meet_queue(&view.rows);
    let text = if as_json {
        format!("{}\n", json::today(&view, context.zone, &shown))
    } else {
        today_table(&view, context.lang, &shown)
    };
    print(out, &text)
}

fn today_table(view: &DayView, lang: Lang, names: &impl json::Names) -> String {
    let mut text = earlier_table(&view.earlier, view.older, lang, names);
    if view.rows.is_empty() {
        let none = cli::today_none(lang, &view.date.to_string());
        return format!("{text}{none}\n{}", others_line(view, lang));
    }
    for row in &view.rows {
        text.push_str(&queue_line(row, "%H:%M", lang, names));
    }
    text + &others_line(view, lang)
}

/// What earlier days left without an outcome, with its date; nothing where there is none.
fn earlier_table(rows: &[QueueRow], older: Option<Older>, lang: Lang, names: &impl json::Names) -> String {
    let mut text = String::new();
    if !rows.is_empty() {
        text.push_str(&cli::earlier(lang, rows.len()));
        text.push('\n');
    }
    for row in rows {
        text.push_str(&queue_line(row, "%Y-%m-%d %H:%M", lang, names));
    }
    if let Some(Older { count, before }) = older {
        text.push_str(&cli::older(lang, &before.to_string(), count));
        text.push('\n');
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// One appointment, with its line break.
fn queue_line(row: &QueueRow, when: &str, lang: Lang, names: &impl json::Names) -> String {
    let person = row.learner.as_ref().or(row.owner.as_ref()).map(|p| names.show(&p.name)).unwrap_or_default();
    let number = row.session_no.filter(|n| *n > 0).map_or("K".to_owned(), |n| n.to_string());
    let flags: Vec<&str> = row.flags.iter().map(|f| reasons::label(lang, *f)).collect();
    let line = format!(
        "{} {} {} {} {} {}  {}",
        row.local.format(when),
        pad(marks::appointment(row.state).get(lang), 2),
        pad(&person, 16),
        pad(&names.show(&row.pharmacy.name), 24),
        pad(&number, 3),
        row.title.as_deref().unwrap_or_default(),
        flags.join(" "),
    );
    format!("{}\n", line.trim_end())
}

/// What of the day is not listed, and how it is.
fn others_line(view: &DayView, lang: Lang) -> String {
    if view.others == 0 { String::new() } else { format!("{}\n", cli::today_others(lang, view.others)) }
}

/// `manabi review`.
pub(super) fn review(
    env: &Environment,
    globals: &Globals,
    date: Option<BusinessDate>,
    as_json: bool,
    out: &mut dyn Write,
) -> Result<Exit, CliError> {
    let mut context = Context::new(env, globals)?;
    let db = context.open_to_read(env)?;
    let date = date.unwrap_or_else(|| context.today(&db));
    let ask = Ask::Review { date, who: context.who.clone(), back: Back::TwoWeeks };
    let Reply::Review(view) = db.ask(&ask).map_err(|e| context.told(e.into()))? else {
        return Ok(Exit::Failed);
    };
    let mut shown = Shown::new(context.lang, context.redact);
    shown.meet(view.file.me.as_ref().map(|me| &me.name));
    shown.meet_queue(&view.earlier);
    for row in &view.rows {
        shown.meet([&row.name, &row.pharmacy].into_iter().chain(&row.owner_name));
    }
    for record in &view.open_records {
        shown.meet(record.learner.iter().chain([&record.pharmacy]));
    }
    shown.meet_queue(&view.tomorrow);
    let text = if as_json {
        format!("{}\n", json::review(&view, context.lang, context.zone, &shown))
    } else {
        review_table(&view, context.lang, &shown)
    };
    print(out, &text)
}

fn review_table(view: &ReviewView, lang: Lang, names: &impl json::Names) -> String {
    let mut text = earlier_table(&view.earlier, view.older, lang, names);
    if view.rows.is_empty() {
        return format!("{text}{}\n", cli::review_none(lang, &view.date.to_string()));
    }
    for row in &view.rows {
        let reasons: Vec<String> =
            row.reasons.iter().map(|r| format!("{} {}", reasons::label(lang, r.code()), r.points)).collect();
        let line = format!(
            "{} {:>3} {} {} {} {}",
            pad(marks::level(row.level).get(lang), 2),
            row.score,
            pad(&names.show(&row.name), 24),
            pad(&names.show(&row.pharmacy), 24),
            row.due_on,
            reasons.join("  "),
        );
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// `manabi paths`.
pub(super) fn paths(
    env: &Environment,
    globals: &Globals,
    as_json: bool,
    out: &mut dyn Write,
) -> Result<Exit, CliError> {
    let context = Context::new(env, globals)?;
    let rows = [
        ("db", context.db.clone()),
        ("practice", context.paths.practice()),
        ("config", context.paths.config_file()),
        ("programmes", context.paths.programmes()),
        ("state", context.paths.state.clone()),
    ];
    let text = if as_json {
        let map: serde_json::Map<String, serde_json::Value> =
            rows.iter().map(|(k, v)| ((*k).to_owned(), v.display().to_string().into())).collect();
        format!("{}\n", serde_json::Value::Object(map))
    } else {
        rows.iter().fold(String::new(), |text, (k, v)| format!("{text}{k:<11}{}\n", v.display()))
    };
    print(out, &text)
}
