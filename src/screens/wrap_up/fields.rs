//! The rows of single fields: what was chosen there, and what else could be.

use super::choosing::LEVELS;
use super::content::{Choice, Row};
use super::parts::Part;
use super::state::{Chosen, Form, RESULTS, State, result_index};
use crate::app::Core;
use crate::domain::{AppointmentKind, AppointmentState, HomeworkState, Level, Outcome, ReasonCode};
use crate::i18n::{Lang, common, record, wrap_up};
use crate::layout::{Breakpoint, marks, words};
use crate::request::record::{CloseResult, NotHeld};
use crate::request::{ItemView, SessionView, SlotView, WrapUpView};
use crate::screens::session::tasks::{Candidate, due_on};
use crate::screens::session::{verdict, verdict_word};

/// `1 ぜんぶ済`, `[1 ぜんぶ済]`; without its digit where that would choose something else.
pub(super) fn numbered(digit: bool, nth: usize, text: &str, chosen: bool) -> String {
    let text = if digit { format!("{nth} {text}") } else { text.to_owned() };
    if chosen { format!("[{text}]") } else { text }
}

/// The four results; `proposed` = one of them stands there already.
pub(super) fn result(form: &Form, lang: Lang, narrow: bool, digits: bool, proposed: bool) -> Row {
    let at = result_index(form.result);
    let choices = RESULTS
        .iter()
        .enumerate()
        .map(|(n, result)| {
            let result = if n == at { form.result } else { *result };
            let (state, name) = result_words(result, n == at, lang);
            let mark = marks::appointment(state).get(lang);
            let (nth, chosen) = (n + 1, n == at && proposed);
            let text = match (chosen, narrow) {
                (true, _) => format!("{} {name}", numbered(digits, nth, mark, true)),
                // What has to be chosen is in words: one of the first two, as a rule.
                (false, true) if proposed || n > 1 => numbered(digits, nth, mark, false),
                (false, _) => format!("{} {name}", numbered(digits, nth, mark, false)),
            };
            Choice { text, chosen }
        })
        .collect();
    Row::Choices { part: Part::Result, choices, tail: String::new() }
}

fn result_words(result: CloseResult, chosen: bool, lang: Lang) -> (AppointmentState, String) {
    let named = |reason: &str| format!("{} ({reason})", wrap_up::not_held(lang));
    match result {
        CloseResult::Held => (AppointmentState::Held, wrap_up::held(lang).to_owned()),
        CloseResult::BrokenOff | CloseResult::Not(NotHeld::BrokenOff) => {
            (AppointmentState::BrokenOff, wrap_up::broken_off(lang).to_owned())
        }
        CloseResult::Not(NotHeld::Moved) => (AppointmentState::Rescheduled, wrap_up::moved(lang).to_owned()),
        CloseResult::Not(NotHeld::NoShow) if !chosen => (AppointmentState::NoShow, wrap_up::not_held(lang).to_owned()),
        CloseResult::Not(NotHeld::NoShow) => (AppointmentState::NoShow, named(wrap_up::no_word(lang))),
        CloseResult::Not(NotHeld::Cancelled) => (AppointmentState::LateCancel, named(wrap_up::word_late(lang))),
        CloseResult::Not(NotHeld::ByUs) => (AppointmentState::CancelledByUs, named(wrap_up::our_side(lang))),
    }
}

/// `済 4   半 1   詰 1   飛 0`, `ロープレ 3/5  平均 3.4`, wins, homework of last time, and how many were skipped without a reason.
pub(super) fn counts(met: &SessionView, all_done: bool, core: &Core) -> Vec<String> {
    let lang = core.lang;
    // What closing will write counts already: else the answer would seem to have been lost. The item that looks at homework
    // counts as it does in the record; without homework it says nothing there.
    let is_done = |item: &ItemView| all_done && (!item.review || met.looks_at_homework());
    let becomes = |item: &ItemView| match item.outcome {
        Outcome::Planned if is_done(item) => Outcome::Done,
        is => is,
    };
    let count = |outcome| met.items.iter().filter(|item| becomes(item) == outcome).count();
    let outcomes = [Outcome::Done, Outcome::Partly, Outcome::Stuck, Outcome::Skipped]
        .map(|outcome| format!("{} {}", marks::outcome(outcome).get(lang), count(outcome)));
    let mut pieces = vec![outcomes.join("   ")];
    let mut criteria: Vec<Option<u8>> = met.role_play.iter().flat_map(|play| &play.criteria).map(|c| c.score).collect();
    // What was rated before another number came in is told while its role-play has no rating.
    let rated = met.role_play.iter().filter_map(|play| play.attempts.last()).flat_map(|attempt| &attempt.scores);
    if criteria.iter().all(Option::is_none) && rated.clone().next().is_some() {
        criteria = rated.map(|(_, score)| Some(*score)).collect();
    }
    if !criteria.is_empty() && !core.share_safe {
        let scores: Vec<u32> = criteria.iter().filter_map(|score| score.map(u32::from)).collect();
        let sum: u32 = scores.iter().sum();
        let of = u32::try_from(scores.len()).unwrap_or(1);
        pieces.push(if scores.is_empty() {
            wrap_up::role_play_open(lang, criteria.len())
        } else {
            // One decimal, rounded half up, in whole tenths.
            let tenths = (sum * 20 + of) / (of * 2);
            let mean = format!("{}.{}", tenths / 10, tenths % 10);
            let play = met.role_play.as_ref();
            let attempt = play.and_then(|play| play.attempts.iter().find(|attempt| play.id == Some(attempt.id)));
            match play.zip(attempt).and_then(|(play, attempt)| verdict(play, attempt)) {
                Some(result) => {
                    wrap_up::role_play_said(lang, scores.len(), criteria.len(), verdict_word(lang, result), &mean)
                }
                None => wrap_up::role_play(lang, scores.len(), criteria.len(), &mean),
            }
        });
    }
    let wins = met.notes.iter().filter(|note| note.kind == crate::domain::NoteKind::Win).count();
    if wins > 0 {
        pieces.push(wrap_up::wins(lang, wins));
    }
    let done = |h: &&crate::request::HomeworkView| match h.state {
        HomeworkState::Submitted | HomeworkState::Reviewed => true,
        HomeworkState::Assigned => all_done,
        HomeworkState::Missing | HomeworkState::Waived => false,
    };
    let due: Vec<_> = met.last_homework.iter().filter(|h| !h.missed_before).collect();
    if !due.is_empty() && !core.share_safe {
        let all = due.len();
        pieces.push(wrap_up::last_homework(lang, due.into_iter().filter(done).count(), all));
    }
    let unsaid = |item: &&ItemView| item.asks_why(item.outcome) && item.reason(item.outcome).is_none();
    let unsaid = met.items.iter().filter(unsaid).count();
    if unsaid > 0 {
        pieces.push(wrap_up::skipped_unsaid(lang, unsaid));
    }
    pieces
}

pub(super) fn mood(form: &Form, core: &Core, narrow: bool) -> Row {
    let lang = core.lang;
    let value = match form.mood {
        _ if core.share_safe => common::mask_figure(lang).to_owned(),
        Some(mood) => mood.to_string(),
        None => wrap_up::mood_empty(lang).to_owned(),
    };
    let tail = if narrow || form.mood.is_some() { String::new() } else { wrap_up::mood_how(lang).to_owned() };
    let text = format!("{} {value}", wrap_up::mood(lang));
    Row::Text { part: Some(Part::Mood), text, tail }
}

/// When a task is due, as far as the next meeting is known.
pub(super) fn due(lang: Lang, task: &Candidate, slot: Option<Chosen>) -> String {
    match (task.days_before, slot) {
        (None, _) => wrap_up::due_next(lang).to_owned(),
        (Some(days), None) => record::due_before(lang, days),
        (before, Some(slot)) => wrap_up::mail_due(lang, &words::day(lang, due_on(before, slot.start.date()))),
    }
}

/// The next slot; `keys` = `+` and `-` move it, and nothing else that is in sight.
pub(super) fn slot(view: &WrapUpView, form: &Form, lang: Lang, breakpoint: Breakpoint, keys: bool) -> Row {
    let narrow = breakpoint <= Breakpoint::Narrow;
    let short = breakpoint <= Breakpoint::One;
    let held = form.result == CloseResult::Held;
    let Some(slot) = form.slot else {
        let last = held && view.next_number.is_none();
        let text = if view.session.kind == AppointmentKind::Kickoff && held {
            wrap_up::slot_kickoff(lang)
        } else if last {
            wrap_up::slot_none(lang)
        } else {
            wrap_up::slot_later(lang)
        };
        return Row::Text { part: Some(Part::Slot), text: text.to_owned(), tail: String::new() };
    };
    let end = slot.start + chrono::TimeDelta::minutes(i64::from(slot.minutes));
    let time = format!("{} {}-{}", words::day(lang, slot.start.date()), words::clock(slot.start), words::clock(end));
    let (number, title) = if held {
        (view.next_number, view.next_title.clone())
    } else {
        (view.session.session_no, Some(view.session.title.clone()))
    };
    let what = number.map(|n| common::session_no(lang, n)).into_iter().chain(title.filter(|_| !narrow));
    let text = format!("{time}  {}", what.collect::<Vec<_>>().join(" "));
    let free = match (slot.free, short) {
        (Some(true), false) => wrap_up::slot_free(lang),
        (Some(true), true) => wrap_up::slot_free_short(lang),
        (Some(false), _) => wrap_up::slot_taken(lang),
        (None, false) => wrap_up::slot_unknown(lang),
        (None, true) => wrap_up::slot_unknown_short(lang),
    };
    let tail = match breakpoint {
        _ if !keys => free.to_owned(),
        Breakpoint::Tiny | Breakpoint::Narrow => free.to_owned(),
        Breakpoint::One => format!("{}   {free}", wrap_up::slot_how_short(lang)),
        Breakpoint::Two | Breakpoint::Three => format!("{}   {free}", wrap_up::slot_how(lang)),
    };
    Row::Text { part: Some(Part::Slot), text, tail }
}

/// With the cursor on the slot, what its digits choose.
pub(super) fn slot_choices(state: &State, form: &Form, lang: Lang) -> Option<Row> {
    if state.part != Part::Slot || state.slots().is_empty() {
        return None;
    }
    let choice = |(nth, slot): (usize, &SlotView)| {
        let chosen = form.slot.is_some_and(|is| is.start == slot.start);
        let time = format!("{} {}", words::day(lang, slot.start.date()), words::clock(slot.start));
        Choice { text: numbered(true, nth, &time, chosen), chosen }
    };
    let choices = (1..).zip(state.slots()).map(choice).collect();
    Some(Row::Choices { part: Part::Slot, choices, tail: wrap_up::slot_space(lang).to_owned() })
}

pub(super) fn follow_up(view: &WrapUpView, form: &Form, core: &Core, narrow: bool) -> Row {
    let lang = core.lang;
    let choices = LEVELS
        .iter()
        .map(|level| {
            let chosen = *level == form.flag.filter(|level| *level != Level::Watch);
            let name = match level {
                None | Some(Level::Watch) => wrap_up::follow_none(lang),
                // Where there is little room, only the chosen one says by when.
                Some(level) if narrow && !chosen => marks::level(*level).get(lang),
                Some(Level::Contact) if narrow => wrap_up::follow_contact_short(lang),
                Some(Level::Contact) => wrap_up::follow_contact(lang),
                Some(Level::Urgent) => wrap_up::follow_urgent(lang),
            };
            Choice { text: format!("{} {name}", if chosen { "(x)" } else { "( )" }), chosen }
        })
        .collect();
    let reason = view.flag_reason.filter(|_| form.flag.is_some() && !core.share_safe);
    let again = view.session.items.iter().any(|item| item.outcome == Outcome::Stuck && item.carry_count > 0);
    let words = |code| {
        if code == ReasonCode::Stuck && again { wrap_up::why_stuck_again(lang) } else { reason_words(code, lang) }
    };
    let reason = reason.map(|code| wrap_up::reason(lang, words(code))).unwrap_or_default();
    // What is chosen here does not lower what the points say: the list shows the more urgent of both.
    let chosen = form.flag.unwrap_or(Level::Watch);
    let listed = view.listed.filter(|listed| listed.level < chosen && !core.share_safe);
    let tail = listed.map_or(reason, |l| wrap_up::listed_higher(lang, marks::level(l.level).get(lang), l.points));
    Row::Choices { part: Part::FollowUp, choices, tail }
}

const fn reason_words(code: ReasonCode, lang: Lang) -> &'static str {
    match code {
        ReasonCode::NoShow => wrap_up::why_no_show(lang),
        ReasonCode::LateCancel => wrap_up::why_late_cancel(lang),
        ReasonCode::Homework => wrap_up::why_homework(lang),
        ReasonCode::Stuck => wrap_up::why_stuck(lang),
        ReasonCode::RolePlay => wrap_up::why_role_play(lang),
        ReasonCode::Metric => wrap_up::why_metric(lang),
        ReasonCode::NoReading => wrap_up::why_no_reading(lang),
        ReasonCode::Next => wrap_up::why_next(lang),
        ReasonCode::Record => wrap_up::why_record(lang),
        ReasonCode::Promise => wrap_up::why_promise(lang),
        ReasonCode::Flow => wrap_up::why_flow(lang),
        ReasonCode::Deadline => wrap_up::why_deadline(lang),
        ReasonCode::Kickoff => wrap_up::why_kickoff(lang),
        ReasonCode::Device => wrap_up::why_device(lang),
        ReasonCode::Resume => wrap_up::why_resume(lang),
        ReasonCode::Support => wrap_up::why_support(lang),
        ReasonCode::Detractor => wrap_up::why_detractor(lang),
        ReasonCode::GradOpen => wrap_up::why_grad_open(lang),
        ReasonCode::Mood => wrap_up::why_mood(lang),
        ReasonCode::Manual => wrap_up::why_manual(lang),
    }
}
