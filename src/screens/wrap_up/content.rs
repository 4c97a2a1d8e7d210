//! What stands in the form: its rows as plain data.

use super::fields::{counts, due, follow_up, mood, numbered, result, slot, slot_choices};
use super::parts::Part;
use super::state::{Form, State, Touched};
use crate::app::Core;
use crate::domain::{Id, StaffRole};
use crate::i18n::{Lang, common, review, session, wrap_up};
use crate::layout::{Breakpoint, words};
use crate::request::record::CloseResult;
use crate::screens::session::{load_short, load_words, trimming, unsaid as unsaid_item};

/// One of several, and whether it is the chosen one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    pub text: String,
    pub chosen: bool,
}

/// A row of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Row {
    /// A heading with its remark, and the heading where it stands before its row.
    Rule { title: String, short: String, remark: String },
    /// Choices beside each other, and something quiet behind them.
    Choices { part: Part, choices: Vec<Choice>, tail: String },
    /// A text and something quiet behind it.
    Text { part: Option<Part>, text: String, tail: String },
    /// Figures beside each other; those without room are left out.
    Pieces(Vec<String>),
    /// The hand-over line.
    Field,
    /// The answer to a question.
    Answer(Id),
}

impl Row {
    pub(super) const fn part(&self) -> Option<Part> {
        match self {
            Self::Rule { .. } | Self::Pieces(_) => None,
            Self::Choices { part, .. } => Some(*part),
            Self::Text { part, .. } => *part,
            Self::Field => Some(Part::Focus),
            Self::Answer(id) => Some(Part::Answer(*id)),
        }
    }
}

pub(super) fn rows(state: &State, core: &Core, breakpoint: Breakpoint) -> Option<Vec<Row>> {
    let narrow = breakpoint <= Breakpoint::Narrow;
    let (view, form, lang) = (state.view.as_ref()?, state.form.as_ref()?, core.lang);
    if state.short {
        return Some(short_rows(state, form, core, narrow));
    }
    let mut rows = Vec::new();
    questions(state, core, narrow, &mut rows);
    promise(state, core, &mut rows);
    let mut nth = 0;
    let mut rule = |rows: &mut Vec<Row>, title: &str, short: &str, remark: &str| {
        nth += 1;
        let (title, short) = (wrap_up::section(lang, nth, title), wrap_up::section(lang, nth, short));
        rows.push(Row::Rule { title, short, remark: remark.to_owned() });
    };
    let proposed = if narrow { wrap_up::unconfirmed_short(lang) } else { wrap_up::unconfirmed(lang) };
    let unconfirmed = |field| if form.is_touched(field) { "" } else { proposed };
    let asked = state.asks_result();
    // A result that is still asked for is not shown as chosen.
    let undecided = asked || state.asks_unmarked() && form.unmarked.is_none();
    let remark = if asked { wrap_up::result_first_short(lang) } else { unconfirmed(Touched::Result) };
    rule(&mut rows, wrap_up::result(lang), wrap_up::result(lang), remark);
    if state.asks_unmarked() {
        rows.push(unmarked(state, form, lang));
    }
    rows.push(result(form, lang, narrow, !state.digits_answer_unmarked(), !undecided));
    let unsaid = unsaid(state, core);
    let told = told_before_closing(state, form, core, breakpoint, unsaid.is_some());
    let counted = if told.is_empty() { wrap_up::counted(lang) } else { &told };
    rule(&mut rows, wrap_up::what_was_done(lang), wrap_up::what_short(lang), counted);
    rows.push(Row::Pieces(counts(&view.session, form.unmarked == Some(true), core)));
    if let Some(names) = unsaid {
        let skipped = state.becomes_skipped();
        let named = narrow && skipped > 0;
        let text =
            if named { wrap_up::must_open_named(lang, skipped, &names) } else { wrap_up::must_named(lang, &names) };
        rows.push(Row::Text { part: None, text, tail: String::new() });
    }
    rows.push(mood(form, core, narrow));
    let minutes = trimming::total(&form.tasks);
    let sum = if minutes > 0 { session::pick_minutes(lang, minutes) } else { String::new() };
    let how = if narrow || minutes > 0 { sum.as_str() } else { wrap_up::homework_how(lang) };
    rule(&mut rows, wrap_up::homework(lang), wrap_up::homework(lang), how);
    homework(form, core, &mut rows);
    let next_remark = if form.slot.is_some() { unconfirmed(Touched::Next) } else { "" };
    rule(&mut rows, wrap_up::next(lang), wrap_up::next(lang), next_remark);
    next(state, form, core, breakpoint, &mut rows);
    rule(&mut rows, wrap_up::follow_up(lang), wrap_up::follow_up(lang), unconfirmed(Touched::FollowUp));
    rows.push(follow_up(view, form, core, narrow));
    rule(&mut rows, wrap_up::focus(lang), wrap_up::focus_short(lang), "");
    rows.push(Row::Field);
    Some(rows)
}

/// Nothing was marked: all of it was done, or nothing.
fn unmarked(state: &State, form: &Form, lang: Lang) -> Row {
    let homework = state.unlooked_homework() > 0;
    let all = if homework { wrap_up::unmarked_all_homework(lang) } else { wrap_up::unmarked_all(lang) };
    let here = state.digits_answer_unmarked();
    let option = |nth, text: &str, chosen| Choice { text: numbered(here, nth, text, chosen), chosen };
    Row::Choices {
        part: Part::Unmarked,
        choices: vec![
            option(1, all, form.unmarked == Some(true)),
            option(2, wrap_up::unmarked_none(lang), form.unmarked == Some(false)),
        ],
        tail: wrap_up::unmarked(lang).to_owned(),
    }
}

/// What closing makes of homework that nobody looked at and of items without a mark is said before it happens.
fn told_before_closing(state: &State, form: &Form, core: &Core, breakpoint: Breakpoint, names_unsaid: bool) -> String {
    let lang = core.lang;
    let unlooked = state.unlooked_homework();
    let becomes_missing = form.result == CloseResult::Held && form.unmarked != Some(true) && unlooked > 0;
    let missing = becomes_missing && !core.share_safe;
    let skipped = state.becomes_skipped();
    let short = breakpoint <= Breakpoint::One && missing && skipped > 0;
    let mut told = Vec::new();
    if missing {
        let say = if short { wrap_up::last_homework_open_short } else { wrap_up::last_homework_open };
        told.push(say(lang, unlooked));
    }
    // A narrow screen has one row for how many there are and which.
    let named = breakpoint <= Breakpoint::Narrow && names_unsaid;
    if skipped > 0 && !named {
        let say = if short { wrap_up::must_open_short } else { wrap_up::must_open };
        told.push(say(lang, skipped));
    }
    told.join("  ")
}

fn homework(form: &Form, core: &Core, rows: &mut Vec<Row>) {
    let lang = core.lang;
    for (n, task) in form.tasks.iter().enumerate() {
        let text = if core.share_safe { common::hidden(lang).to_owned() } else { task.text.clone() };
        let text = if task.left_over { session::pick_left_over(lang, &text) } else { text };
        let tick = if task.ticked { "[x]" } else { "[ ]" };
        let tail = if task.ticked { due(lang, task, form.slot) } else { String::new() };
        rows.push(Row::Text { part: Some(Part::Homework(n)), text: format!("{tick} {text}"), tail });
    }
    if let Some(text) = trimming::sentence(core, &form.tasks) {
        rows.push(Row::Text { part: None, text, tail: String::new() });
    }
    if form.tasks.is_empty() {
        rows.push(Row::Text { part: None, text: wrap_up::homework_none(lang).to_owned(), tail: String::new() });
    }
}

/// The date that is taken, what is too much for it, and the others to choose from.
fn next(state: &State, form: &Form, core: &Core, breakpoint: Breakpoint, rows: &mut Vec<Row>) {
    let Some(view) = &state.view else { return };
    let (lang, narrow) = (core.lang, breakpoint <= Breakpoint::Narrow);
    let digits = !matches!(state.part, Part::Question(_)) && state.promised.is_none();
    let mut next = slot(view, form, lang, breakpoint, digits);
    let load = view.next_load.as_ref().filter(|_| form.result == CloseResult::Held && !core.share_safe);
    match (load, form.slot, &mut next) {
        // What is taken is said before what is too much.
        (Some(load), Some(slot), Row::Text { tail, .. }) if narrow && slot.free != Some(false) && load.is_over() => {
            *tail = load_short(lang, load);
            rows.push(next);
        }
        (Some(load), Some(_), _) if !narrow => {
            rows.push(next);
            let text = load_words(lang, load).join("  ");
            rows.push(Row::Text { part: None, text, tail: String::new() });
        }
        _ => rows.push(next),
    }
    rows.extend(slot_choices(state, form, lang));
}

/// The must items of a held session that nobody has gone through, by name: what closes without them is carried.
fn unsaid(state: &State, core: &Core) -> Option<String> {
    let (met, form) = (state.met()?, state.form.as_ref()?);
    if form.result != CloseResult::Held || state.asks_unmarked() || core.share_safe {
        return None;
    }
    let unsaid = met.items.iter().filter(|item| unsaid_item(item, item.outcome) && !met.stays(item));
    let names: Vec<&str> = unsaid.map(|item| item.text.as_str()).collect();
    (!names.is_empty()).then(|| names.join(review::comma(core.lang)))
}

/// Between two meetings: the result, who comes next, and where the rest is.
fn short_rows(state: &State, form: &Form, core: &Core, narrow: bool) -> Vec<Row> {
    let lang = core.lang;
    let quiet = |text: String| Row::Text { part: None, text, tail: String::new() };
    let next = state.met().and_then(|met| met.next_appointment.as_ref()).map(|(at, person)| {
        let name = person.as_ref().map_or_else(String::new, |p| common::name_san(lang, &core.show(&p.name)));
        let time = words::clock(core.local(*at));
        let minutes = ((*at - core.clock).num_seconds() + 59).div_euclid(60);
        if minutes > 0 {
            wrap_up::next_in(lang, &time, &name, minutes)
        } else {
            wrap_up::next_waits(lang, &time, &name)
        }
    });
    let title = wrap_up::short_title(lang).to_owned();
    let mut rows = vec![Row::Rule { title: title.clone(), short: title, remark: wrap_up::short_all(lang).to_owned() }];
    rows.extend(next.map(quiet));
    let section = wrap_up::section(lang, 1, wrap_up::result(lang));
    let remark = if form.is_touched(Touched::Result) { "" } else { wrap_up::unconfirmed(lang) };
    rows.push(Row::Rule { title: section.clone(), short: section, remark: remark.to_owned() });
    rows.push(result(form, lang, narrow, true, true));
    rows.push(quiet(wrap_up::short_rest(lang).to_owned()));
    rows
}

fn questions(state: &State, core: &Core, narrow: bool, rows: &mut Vec<Row>) {
    let lang = core.lang;
    let open = state.open_questions();
    if open.is_empty() {
        return;
    }
    rows.push(Row::Rule {
        title: wrap_up::questions(lang, open.len()),
        short: wrap_up::questions_short(lang, open.len()),
        remark: wrap_up::question_how(lang).to_owned(),
    });
    for question in open {
        let part = Part::Question(question.question);
        rows.push(Row::Text { part: Some(part), text: core.show(&question.text).into_owned(), tail: String::new() });
        if state.part == Part::Answer(question.question) {
            rows.push(Row::Answer(question.question));
        }
        if state.part == part {
            let by = state.answer_by().map(|by| words::day(lang, by.0)).unwrap_or_default();
            let usm = state.view.as_ref().and_then(|view| view.usm.as_ref());
            let usm = usm.map_or_else(
                || core.words.role(StaffRole::Usm).unwrap_or_default().to_owned(),
                |name| core.show(name).into_owned(),
            );
            let to_usm =
                if narrow { wrap_up::handed_over_short(lang).to_owned() } else { wrap_up::handed_over(lang, &usm) };
            let option = |nth: u8, text: &str| Choice { text: format!("{nth} {text}"), chosen: false };
            rows.push(Row::Choices {
                part,
                choices: vec![
                    option(1, wrap_up::answered(lang)),
                    option(2, &if narrow { wrap_up::promised_short(lang, &by) } else { wrap_up::promised(lang, &by) }),
                    option(3, &to_usm),
                ],
                tail: String::new(),
            });
        }
    }
}

/// The answer that was just promised, whose day `+` and `-` still change.
fn promise(state: &State, core: &Core, rows: &mut Vec<Row>) {
    let Some((text, by)) = state.just_promised().filter(|_| state.open_questions().is_empty()) else { return };
    let lang = core.lang;
    let title = wrap_up::promise_kept(lang).to_owned();
    let day = words::day(lang, by.0);
    let text = wrap_up::promised_question(lang, &day, &core.show(text));
    rows.push(Row::Rule { short: title.clone(), title, remark: String::new() });
    rows.push(Row::Text { part: None, text, tail: String::new() });
}
