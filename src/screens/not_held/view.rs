//! How the box looks.

use super::state::{Mode, Reason, State};
use crate::app::Model;
use crate::domain::AppointmentState;
use crate::domain::proposal::SlotReason;
use crate::i18n::{Lang, common, today};
use crate::layout::{Frame, Rect, marks, words};
use crate::ui::{Canvas, Role};

/// Draws the box.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let core = &model.core;
    let lang = core.lang;
    let area = layout.body;
    let reasons: u16 = if state.about.mode == Mode::SlotOnly { 0 } else { 4 };
    let slots = u16::try_from(state.slots.as_ref().map_or(1, |slots| slots.len() + 1)).unwrap_or(4);
    let height = 2 + 2 + reasons + 1 + slots + 2;
    let width = area.width.saturating_sub(2).min(78);
    let top = area.y + area.height.saturating_sub(height) / 2;
    let inside = canvas.boxed(Rect::new(area.x + (area.width - width) / 2, top, width, height.min(area.height)));
    let (x, right) = (inside.x + 1, inside.right().saturating_sub(1));
    let mut y = inside.y;
    let who = common::name_san(lang, &core.show(&state.about.name));
    let number = state.about.number.map_or_else(|| common::kickoff(lang).to_owned(), |n| common::session_no(lang, n));
    let what = format!("{number} {}", words::clock(state.about.local));
    let title = if state.about.mode == Mode::SlotOnly {
        today::slot_title(lang, &who, &what)
    } else {
        today::not_held_title(lang, &who, &what, result_mark(state, core, lang))
    };
    canvas.put(x, y, right, &title, Role::Strong);
    canvas.line(x, y + 1, right);
    y += 2;
    if state.about.mode != Mode::SlotOnly {
        for (i, reason) in Reason::ALL.iter().enumerate() {
            let (name, text) = match reason {
                Reason::WordCame if state.is_early(core) => {
                    (today::word_came(lang), today::word_came_early(lang).to_owned())
                }
                Reason::WordCame => (today::word_came(lang), today::word_came_late(lang).to_owned()),
                Reason::NoWord => (today::no_word(lang), today::no_word_text(lang).to_owned()),
                Reason::OurSide => (today::our_side(lang), today::our_side_text(lang, &core.words.learner)),
            };
            canvas.label(x, y, right, if *reason == state.reason { ">" } else { " " }, Role::Strong);
            canvas.label(x + 2, y, right, &(i + 1).to_string(), Role::Key);
            canvas.label(x + 4, y, right, name, Role::Text);
            canvas.label(x + 16, y, right, &text, Role::Quiet);
            y += 1;
        }
        canvas.line(x, y, right);
        y += 1;
    }
    slots_rows(canvas, state, lang, (x, y, right));
    y += 1 + slots;
    canvas.line(x, y, right);
    y += 1;
    let calls = state.about.touches.first().filter(|_| !core.share_safe).map_or_else(
        || today::calls_none(lang).to_owned(),
        |(at, _)| today::call_no_answer(lang, &words::clock(core.local(*at))),
    );
    let end = canvas.label(x, y, right, today::calls(lang), Role::Quiet);
    canvas.put(end + 2, y, right, &calls, Role::Text);
}

fn slots_rows(canvas: &mut Canvas<'_>, state: &State, lang: Lang, (x, mut y, right): (u16, u16, u16)) {
    let Some(slots) = &state.slots else {
        canvas.label(x, y, right, today::slots_loading(lang), Role::Quiet);
        return;
    };
    canvas.label(x, y, right, if slots.is_empty() { today::slots_none(lang) } else { today::slots(lang) }, Role::Quiet);
    for (i, slot) in slots.iter().enumerate() {
        y += 1;
        let end = slot.start + chrono::TimeDelta::minutes(i64::from(slot.minutes));
        let when =
            format!("{} {}-{}", words::day(lang, slot.start.date()), words::clock(slot.start), words::clock(end));
        canvas.label(x, y, right, if i == state.slot { ">" } else { " " }, Role::Strong);
        let after = canvas.label(x + 2, y, right, &when, Role::Text);
        canvas.label(after + 2, y, right, &slot_reason(lang, slot.reason), Role::Quiet);
    }
    y += 1;
    canvas.label(x, y, right, if state.slot >= slots.len() { ">" } else { " " }, Role::Strong);
    canvas.label(x + 2, y, right, today::slot_later(lang), Role::Text);
}

fn slot_reason(_lang: Lang, reason: SlotReason) -> String {
    match reason {
        SlotReason::Same => String::new(),
    }
}

fn result_mark(state: &State, core: &crate::app::Core, lang: Lang) -> &'static str {
    let becomes = match state.reason {
        Reason::WordCame if state.is_early(core) => AppointmentState::Rescheduled,
        Reason::WordCame => AppointmentState::LateCancel,
        Reason::NoWord => AppointmentState::NoShow,
        Reason::OurSide => AppointmentState::CancelledByUs,
    };
    marks::appointment(becomes).get(lang)
}
