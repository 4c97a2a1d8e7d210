//! The rows of the screen from the top, with what stands in each: the view draws them, and the cursor is found by them.

use chrono::TimeDelta;

use super::state::{Ending, FOLLOW_UP, HOMEWORK, NEXT, Place, RESULT, State, role_play};
use crate::app::Core;
use crate::domain::{Level, Outcome};
use crate::i18n::{common, wrap_up as words};
use crate::layout::words::{clock, day, month_day};
use crate::layout::{marks, reasons};
use crate::request::WrapUpView;
use crate::request::record::NotHeld;

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    Rule {
        title: String,
        remark: String,
    },
    /// A row that the cursor can stand on (or not), with its pieces; the marked one is what is chosen.
    Pieces {
        place: Option<Place>,
        pieces: Vec<Piece>,
    },
    /// The hand-over line.
    Field,
    Button,
}

/// A piece of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    pub text: String,
    pub chosen: bool,
    /// Names and titles: they may be cut.
    pub data: bool,
}

fn label(text: impl Into<String>) -> Piece {
    Piece { text: text.into(), chosen: false, data: false }
}
fn chosen(text: impl Into<String>, chosen: bool) -> Piece {
    Piece { text: text.into(), chosen, data: false }
}
fn data(text: impl Into<String>) -> Piece {
    Piece { text: text.into(), chosen: false, data: true }
}
fn row(place: Place, pieces: Vec<Piece>) -> Line {
    Line::Pieces { place: Some(place), pieces }
}

/// Everything from the top.
pub(super) fn lines(core: &Core, state: &State) -> Vec<Line> {
    let Some(view) = state.view.as_deref() else { return Vec::new() };
    let lang = core.lang;
    let mut all = Vec::new();
    let untouched = |field: &'static str| {
        if state.touched.contains(field) { String::new() } else { words::unconfirmed(lang).to_owned() }
    };
    let mut n = 0;
    let mut rule = |all: &mut Vec<Line>, title: &str, remark: String| {
        n += 1;
        all.push(Line::Rule { title: words::section(lang, n, title), remark });
    };
    questions(core, state, view, &mut all);
    if state.asks_unmarked() {
        all.push(Line::Rule { title: words::unmarked(lang).to_owned(), remark: words::question_how(lang).to_owned() });
        let choices = [words::unmarked_all(lang), words::unmarked_none(lang)];
        let pieces = choices.iter().enumerate().map(|(n, c)| label(format!("{} {c}", n + 1))).collect();
        all.push(row(Place::Unmarked, pieces));
    }
    rule(&mut all, words::result(lang), untouched(RESULT));
    all.push(row(Place::Result, endings(core, state)));
    rule(&mut all, words::what_was_done(lang), words::counted(lang).to_owned());
    all.push(Line::Pieces { place: None, pieces: counts(core, state, view) });
    all.push(row(Place::Mood, mood(core, state)));
    let proposed = view.session.suggestions.iter().any(|s| s.from.is_some());
    let remark = if proposed { words::homework_how(lang).to_owned() } else { untouched(HOMEWORK) };
    rule(&mut all, words::homework(lang), remark);
    if state.tasks.is_empty() {
        all.push(Line::Pieces { place: None, pieces: vec![label(words::homework_none(lang))] });
    }
    for (n, choice) in state.tasks.iter().enumerate() {
        let tick = if choice.ticked { "[x]" } else { "[ ]" };
        all.push(row(Place::Task(n), vec![label(tick), data(choice.task.text.clone()), label(words::due_next(lang))]));
    }
    rule(&mut all, words::next(lang), if state.has_slot() { untouched(NEXT) } else { String::new() });
    let slot = slot(core, state, view);
    all.push(if state.has_slot() { row(Place::Slot, slot) } else { Line::Pieces { place: None, pieces: slot } });
    rule(&mut all, words::follow_up(lang), untouched(FOLLOW_UP));
    all.push(row(Place::Flag, flag(core, state, view)));
    rule(&mut all, words::focus(lang), String::new());
    all.push(Line::Field);
    all.push(Line::Button);
    all
}

fn questions(core: &Core, state: &State, view: &WrapUpView, all: &mut Vec<Line>) {
    let lang = core.lang;
    let open: Vec<_> = view.session.open_questions.iter().filter(|q| q.by.is_none()).collect();
    if open.is_empty() {
        return;
    }
    all.push(Line::Rule { title: words::questions(lang, open.len()), remark: words::question_how(lang).to_owned() });
    for (n, question) in open.iter().enumerate() {
        all.push(row(Place::Question(n), vec![data(core.show(&question.text).into_owned())]));
        if state.at == Place::Question(n) {
            let promised = words::promised(lang, &month_day(state.promise));
            let choices = [words::answered(lang).to_owned(), promised, words::handed_over(lang).to_owned()];
            let pieces = choices.iter().enumerate().map(|(n, c)| label(format!("{} {c}", n + 1))).collect();
            all.push(Line::Pieces { place: None, pieces });
        }
    }
}

fn endings(core: &Core, state: &State) -> Vec<Piece> {
    let lang = core.lang;
    use crate::domain::AppointmentState as A;
    let missed = match state.ending {
        Ending::Missed(NotHeld::ByUs) => (A::CancelledByUs, words::our_side(lang)),
        Ending::Missed(NotHeld::Cancelled) => (A::LateCancel, words::word_late(lang)),
        Ending::Missed(_) => (A::NoShow, words::no_word(lang)),
        Ending::Held | Ending::BrokenOff | Ending::Moved => (A::NoShow, words::not_held(lang)),
    };
    let all = [
        (A::Held, words::held(lang)),
        (A::BrokenOff, words::broken_off(lang)),
        (A::Rescheduled, words::moved(lang)),
        missed,
    ];
    all.iter()
        .zip(1_u8..)
        .map(|((of, word), n)| {
            let text = format!("{n} {} {word}", marks::appointment(*of).get(lang));
            let is = state.ending.place() == n;
            chosen(if is { format!("[{text}]") } else { text }, is)
        })
        .collect()
}

fn counts(core: &Core, state: &State, view: &WrapUpView) -> Vec<Piece> {
    let lang = core.lang;
    let outcomes = [Outcome::Done, Outcome::Partly, Outcome::Stuck, Outcome::Skipped];
    let mut pieces: Vec<Piece> = outcomes
        .iter()
        .zip(state.counts())
        .map(|(outcome, n)| label(format!("{} {n}", marks::outcome(*outcome).get(lang))))
        .collect();
    if let Some((rated, all, mean)) = role_play(&view.session) {
        pieces.push(label(match mean {
            Some(mean) => words::role_play(lang, rated, all, &mean),
            None => words::role_play_open(lang, all),
        }));
    }
    let wins = view.session.notes.iter().filter(|n| n.kind == crate::domain::NoteKind::Win).count();
    if wins > 0 {
        pieces.push(label(words::wins(lang, wins)));
    }
    pieces
}

fn mood(core: &Core, state: &State) -> Vec<Piece> {
    let lang = core.lang;
    let mut pieces = vec![label(words::mood(lang))];
    match state.mood {
        None => pieces.extend([label(words::mood_empty(lang)), label(words::mood_how(lang))]),
        Some(mood) => pieces.extend((1..=5).map(|n| {
            let is = n == mood;
            chosen(if is { format!("[{n}]") } else { n.to_string() }, is)
        })),
    }
    pieces
}

fn slot(core: &Core, state: &State, view: &WrapUpView) -> Vec<Piece> {
    let lang = core.lang;
    if !state.has_slot() {
        return vec![label(words::slot_none(lang))];
    }
    let Some(slot) = state.slot else { return vec![label(words::slot_later(lang))] };
    let end = slot.start + TimeDelta::minutes(i64::from(slot.minutes));
    let when = format!("{} {}-{}", day(lang, slot.start.date()), clock(slot.start), clock(end));
    let mut pieces = vec![chosen(when, true)];
    if let Some(n) = view.next_number.filter(|_| state.ending == Ending::Held).or(view.session.session_no) {
        let title = view.next_title.clone().filter(|_| state.ending == Ending::Held);
        let titled =
            title.map_or_else(|| common::session_no(lang, n), |t| format!("{} {t}", common::session_no(lang, n)));
        pieces.push(data(titled));
    }
    pieces.push(label(if state.is_offered() { words::slot_free_short(lang) } else { words::slot_unknown_short(lang) }));
    pieces.push(label(words::slot_how(lang)));
    pieces
}

fn flag(core: &Core, state: &State, view: &WrapUpView) -> Vec<Piece> {
    let lang = core.lang;
    let all = [
        (None, words::follow_none(lang)),
        (Some(Level::Contact), words::follow_contact(lang)),
        (Some(Level::Urgent), words::follow_urgent(lang)),
    ];
    let mut pieces: Vec<Piece> = all
        .iter()
        .map(|(level, word)| {
            let is = *level == state.flag;
            chosen(format!("{} {word}", if is { "(x)" } else { "( )" }), is)
        })
        .collect();
    if let Some(code) = view.flag_reason.filter(|_| state.flag.is_some()) {
        pieces.push(label(words::reason(lang, reasons::label(lang, code))));
    }
    pieces
}
