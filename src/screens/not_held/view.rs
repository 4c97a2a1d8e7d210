//! How the box looks.

use super::naming::Unnamed;
use super::state::{Date, Mode, Reason, State};
use super::typing::Wrong;
use crate::app::{Core, Model};
use crate::domain::typed::SlotTypo;
use crate::domain::{AppointmentKind, AppointmentState};
use crate::i18n::{Lang, common, today};
use crate::layout::{Frame, Rect, marks, slots as slot_words, words};
use crate::request::SlotDoubt;
use crate::screens::today::call;
use crate::text::width::cells;
use crate::ui::parts::field;
use crate::ui::{Canvas, Role};

/// Draws the box. Where there is no room, its lines go first, then the calls.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let core = &model.core;
    let lang = core.lang;
    let area = layout.body;
    let asks_why = state.about.mode.asks_why();
    let reasons: u16 = if asks_why { 3 + u16::from(state.date == Date::CanStay) } else { 0 };
    let rows = state.slots.as_ref().map_or(4, |slots| slots.len() + 2) + usize::from(state.typing.is_some());
    let rows = rows + if state.can_name() { 1 + usize::from(state.naming.is_some()) } else { 0 };
    let slots = 1 + u16::try_from(rows).unwrap_or(5);
    let lines = 2 + u16::from(asks_why);
    let bare = 2 + 1 + reasons + slots;
    let roomy = bare + lines < area.height;
    let height = if roomy { bare + lines + 1 } else { bare };
    let width = area.width.saturating_sub(2).min(78);
    let inside = canvas.boxed(area.centered(width, height));
    let (x, right) = (inside.x + 1, inside.right().saturating_sub(1));
    let mut y = inside.y;
    let line = |canvas: &mut Canvas<'_>, y: &mut u16| {
        if roomy {
            canvas.line(x, *y, right);
            *y += 1;
        }
    };
    canvas.clipped(inside, |canvas| {
        canvas.put(x, y, right, &title(state, core), Role::Strong);
        y += 1;
        line(canvas, &mut y);
        if asks_why {
            if state.date == Date::CanStay {
                keep_row(canvas, state, core, (x, y, right));
                y += 1;
            }
            for (nth, reason) in Reason::ALL.iter().enumerate() {
                reason_row(canvas, state, core, (nth, *reason), (x, y, right));
                y += 1;
            }
            line(canvas, &mut y);
        }
        if state.typing.is_some() && y + slots > inside.bottom() {
            // Whoever types a date sees it; the proposals can wait.
            other_rows(canvas, state, core, (x, y, right));
            return;
        }
        if state.naming.is_some() && y + slots > inside.bottom() {
            number_rows(canvas, state, core, (x, y, right));
            return;
        }
        slots_rows(canvas, state, core, (x, y, right));
        y += slots;
        line(canvas, &mut y);
        if roomy {
            let calls = if core.share_safe { today::calls_none(lang).to_owned() } else { calls(state, core) };
            let end = canvas.label(x, y, right, today::calls(lang), Role::Quiet);
            canvas.put(end + 2, y, right, &calls, Role::Text);
        }
    });
}

/// The attempts of the day, newest first: how many, when, and whether somebody was reached.
fn calls(state: &State, core: &Core) -> String {
    /// As many are told one by one.
    const TOLD: usize = 3;
    let lang = core.lang;
    let told = state.about.touches.iter().take(TOLD).map(|touch| call(core, *touch));
    let told = told.collect::<Vec<_>>().join(" / ");
    match state.about.touches.len() {
        0 => today::calls_none(lang).to_owned(),
        1 => told,
        n => format!("{}  {told}", today::calls_count(lang, n)),
    }
}

fn title(state: &State, core: &Core) -> String {
    let lang = core.lang;
    let name = core.show(&state.about.name);
    // A kickoff is booked for a pharmacy.
    let kickoff = state.about.kind == AppointmentKind::Kickoff;
    let who = if kickoff { name.into_owned() } else { common::name_san(lang, &name) };
    let number = words::meeting(lang, state.about.kind, state.about.number);
    let about = &state.about;
    let day = if about.local.date() == core.today().0 { String::new() } else { words::day(lang, about.local.date()) };
    let what = [number, day, words::clock(about.local)];
    let what = what.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ");
    match state.about.mode {
        Mode::Book if state.about.kind == AppointmentKind::Kickoff || state.about.number.is_some() => {
            let what = words::meeting(lang, state.about.kind, state.about.number);
            let what = if state.repeats { today::book_again(lang, &what) } else { what };
            today::book_title(lang, &who, &what)
        }
        Mode::Book => today::book_title_unknown(lang, &who),
        Mode::SlotOnly => today::slot_title(lang, &who, &what),
        Mode::Booked => today::booked_title(lang, &who, &what),
        Mode::WordCame | Mode::NoWord => today::not_held_title(lang, &who, &what, &result_mark(state, core)),
    }
}

/// The row that leaves the date as it is.
fn keep_row(canvas: &mut Canvas<'_>, state: &State, core: &Core, (x, y, right): (u16, u16, u16)) {
    let lang = core.lang;
    canvas.label(x, y, right, if state.keeps() { ">" } else { " " }, Role::Strong);
    canvas.label(x + 4, y, right, today::keep_date(lang), Role::Text);
    canvas.label(x + 16, y, right, today::keep_date_text(lang), Role::Quiet);
    if state.keeps() {
        canvas.tint(Rect::new(x, y, right.saturating_sub(x), 1), Role::Cursor);
    }
}

fn reason_row(
    canvas: &mut Canvas<'_>,
    state: &State,
    core: &Core,
    (nth, reason): (usize, Reason),
    (x, y, right): (u16, u16, u16),
) {
    let lang = core.lang;
    let (name, text) = match reason {
        Reason::WordCame if state.is_early(core) => (today::word_came(lang), today::word_came_early(lang).to_owned()),
        Reason::WordCame => (today::word_came(lang), today::word_came_late(lang).to_owned()),
        Reason::NoWord => (today::no_word(lang), today::no_word_text(lang).to_owned()),
        Reason::OurSide => (today::our_side(lang), today::our_side_text(lang, &core.words.learner)),
    };
    let chosen = reason == state.reason && !state.keeps();
    canvas.label(x, y, right, if chosen { ">" } else { " " }, Role::Strong);
    canvas.label(x + 2, y, right, &(nth + 1).to_string(), Role::Key);
    canvas.label(x + 4, y, right, name, Role::Text);
    canvas.label(x + 16, y, right, &text, Role::Quiet);
    if chosen && !state.on_slots {
        canvas.tint(Rect::new(x, y, right.saturating_sub(x), 1), Role::Cursor);
    }
}

fn slots_rows(canvas: &mut Canvas<'_>, state: &State, core: &Core, (x, mut y, right): (u16, u16, u16)) {
    let lang = core.lang;
    let Some(slots) = &state.slots else {
        canvas.label(x, y, right, today::slots_loading(lang), Role::Quiet);
        return;
    };
    let asks_why = state.about.mode.asks_why();
    let nothing = state.about.mode == Mode::Book && state.lengths.is_none();
    let head = match slots.is_empty() {
        true if nothing => today::book_nothing(lang),
        true => today::slots_none(lang),
        false if state.date == Date::CanStay => today::slots_to_move(lang),
        false if asks_why => today::slots(lang),
        false => today::slots_to_book(lang),
    };
    canvas.label(x, y, right, head, Role::Quiet);
    // The digits choose the reason where it is asked, and the date where it is not; the one behind them types a date.
    let text = x + 4;
    for (i, slot) in slots.iter().enumerate() {
        y += 1;
        let end = slot.start + chrono::TimeDelta::minutes(i64::from(slot.minutes));
        let when =
            format!("{} {}-{}", words::day(lang, slot.start.date()), words::clock(slot.start), words::clock(end));
        canvas.label(x, y, right, if i == state.slot && !state.keeps() { ">" } else { " " }, Role::Strong);
        if !asks_why {
            canvas.label(x + 2, y, right, &(i + 1).to_string(), Role::Key);
        }
        let after = canvas.label(text, y, right, &when, Role::Text);
        canvas.label(after + 2, y, right, &slot_words::why(lang, slot.day, slot.shift), Role::Quiet);
        if i == state.slot && state.on_slots {
            canvas.tint(Rect::new(x, y, right.saturating_sub(x), 1), Role::Cursor);
        }
    }
    y += 1;
    let later = state.slot == slots.len();
    canvas.label(x, y, right, if later { ">" } else { " " }, Role::Strong);
    canvas.label(text, y, right, today::slot_later(lang), Role::Text);
    if later && state.on_slots {
        canvas.tint(Rect::new(x, y, right.saturating_sub(x), 1), Role::Cursor);
    }
    other_rows(canvas, state, core, (x, y + 1, right));
    let typing = u16::from(state.typing.is_some());
    number_rows(canvas, state, core, (x, y + 2 + typing, right));
}

/// The row that takes another number with its reason, and what is wrong with it.
fn number_rows(canvas: &mut Canvas<'_>, state: &State, core: &Core, (x, y, right): (u16, u16, u16)) {
    if !state.can_name() {
        return;
    }
    let lang = core.lang;
    canvas.label(x + 2, y, right, "N", Role::Key);
    let Some(naming) = &state.naming else {
        let text = match &state.why {
            Some(_) if core.share_safe => today::number_why(lang, common::hidden(lang)),
            Some(why) => today::number_why(lang, why),
            None => today::number_other(lang).to_owned(),
        };
        canvas.put(x + 4, y, right, &text, Role::Text);
        return;
    };
    let at = canvas.label(x + 4, y, right, today::number_typing(lang), Role::Quiet) + 2;
    let hidden = core.share_safe.then(|| common::typing_hidden(lang));
    field(canvas, Rect::new(at, y, right.saturating_sub(at), 1), &naming.field, true, hidden);
    let (text, role) = match naming.wrong {
        None => (today::number_hint(lang).to_owned(), Role::Quiet),
        Some(Unnamed::Number { last }) => (today::number_unknown(lang, last), Role::Bad),
        Some(Unnamed::Reason { next: Some(next) }) => (today::number_reason(lang, next), Role::Bad),
        Some(Unnamed::Reason { next: None }) => (today::number_reason_held(lang).to_owned(), Role::Bad),
    };
    canvas.put(x + 4, y + 1, right, &text, role);
}

/// The row that takes a date typed by hand, with its field and what is wrong with it.
fn other_rows(canvas: &mut Canvas<'_>, state: &State, core: &Core, (x, y, right): (u16, u16, u16)) {
    let lang = core.lang;
    canvas.label(x, y, right, if state.is_on_other() { ">" } else { " " }, Role::Strong);
    canvas.label(x + 2, y, right, "4", Role::Key);
    let Some(typing) = &state.typing else {
        canvas.label(x + 4, y, right, today::slot_other(lang), Role::Text);
        if state.is_on_other() && state.on_slots {
            canvas.tint(Rect::new(x, y, right.saturating_sub(x), 1), Role::Cursor);
        }
        return;
    };
    let at = canvas.label(x + 4, y, right, today::slot_typing(lang), Role::Quiet) + 2;
    let hidden = core.share_safe.then(|| common::typing_hidden(lang));
    field(canvas, Rect::new(at, y, right.saturating_sub(at), 1), &typing.field, true, hidden);
    let (texts, role) = match &typing.wrong {
        None => (vec![today::slot_hint(lang).to_owned()], Role::Quiet),
        Some(Wrong::Typo(typo)) => (unread(core, typo), Role::Bad),
        Some(Wrong::Doubt(doubt)) => (vec![today::slot_anyway(lang, &doubted(lang, *doubt))], Role::Warn),
        Some(Wrong::Past) => (vec![today::slot_past(lang).to_owned()], Role::Bad),
        Some(Wrong::Length { least, most }) => (vec![today::slot_length(lang, *least, *most)], Role::Bad),
        Some(Wrong::Taken(at)) => (vec![today::slot_taken(lang, &words::clock(*at))], Role::Bad),
    };
    // What the words were taken for comes first: 木曜 is a date only to whoever counts.
    let meant = typing.meant.filter(|_| typing.wrong.is_some()).map(|at| {
        let day = words::day(lang, at.date());
        [format!("{day} {}", words::clock(at)), day].map(|when| today::slot_meant(lang, &when, &texts[0]))
    });
    let said: Vec<String> = meant.into_iter().flatten().chain(texts).collect();
    let room = usize::from(right.saturating_sub(x + 4));
    let text = said.iter().find(|text| cells(text) <= room).or(said.last()).map_or("", String::as_str);
    canvas.put(x + 4, y + 1, right, text, role);
}

/// The part that cannot be read, in a longer and a shorter way.
fn unread(core: &Core, typo: &SlotTypo) -> Vec<String> {
    let lang = core.lang;
    // What is typed is nobody's business while the screen is shared.
    let named = |text: &str| !core.share_safe && !text.is_empty();
    match typo {
        SlotTypo::Date { text } => {
            let of = named(text).then(|| today::slot_no_date_of(lang, text));
            of.into_iter().chain([today::slot_no_date(lang).to_owned()]).collect()
        }
        SlotTypo::NoTime { date } => {
            vec![today::slot_no_time_on(lang, &words::day(lang, date.0)), today::slot_no_time(lang).to_owned()]
        }
        SlotTypo::Time { date, text } => {
            let of = named(text).then(|| today::slot_bad_time_of(lang, &words::day(lang, date.0), text));
            of.into_iter().chain([today::slot_bad_time(lang).to_owned()]).collect()
        }
    }
}

fn doubted(lang: Lang, doubt: SlotDoubt) -> String {
    match doubt {
        SlotDoubt::Taken(at) => today::slot_taken(lang, &words::clock(at)),
        SlotDoubt::Close(at) => today::slot_close(lang, &words::clock(at)),
        SlotDoubt::Gate(date) => today::slot_gate(lang, &words::day(lang, date.0)),
        SlotDoubt::Closed => today::slot_closed(lang).to_owned(),
        SlotDoubt::Holiday => today::slot_holiday(lang).to_owned(),
        SlotDoubt::Hours => today::slot_hours(lang).to_owned(),
        SlotDoubt::Full => today::slot_full(lang).to_owned(),
    }
}

fn result_mark(state: &State, core: &Core) -> String {
    let becomes = match state.reason {
        Reason::WordCame if state.is_early(core) => AppointmentState::Rescheduled,
        Reason::WordCame => AppointmentState::LateCancel,
        Reason::NoWord => AppointmentState::NoShow,
        Reason::OurSide => AppointmentState::CancelledByUs,
    };
    let mark = marks::appointment(becomes).get(core.lang);
    // 延 was asked for and 欠 is what it becomes: why.
    if becomes == AppointmentState::LateCancel { today::mark_late(core.lang, mark) } else { mark.to_owned() }
}
