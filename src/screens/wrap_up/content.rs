//! What stands where: the rows of the form as plain data, for the view and for clicks.

use super::choosing::LEVELS;
use super::parts::Part;
use super::state::{Form, RESULTS, State, Touched, result_index};
use crate::app::Core;
use crate::domain::{AppointmentKind, AppointmentState, HomeworkState, Id, Level, Outcome, ReasonCode, StaffRole};
use crate::i18n::{Lang, common, review, session, wrap_up};
use crate::layout::{Breakpoint, Frame, Rect, marks, words};
use crate::request::record::{CloseResult, NotHeld};
use crate::request::{SessionView, SlotView, WrapUpView};
use crate::screens::session::{load_short, load_words, trimming, unsaid as unsaid_item};
use crate::text::width::{cells, truncate};

/// Cells around a row's text where headings stand before their rows.
const HEAD_ROOM: usize = 19;

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

/// The form with its place on the screen.
#[derive(Debug)]
pub(super) struct Placed {
    /// Rows that are seen, from the top of the body.
    pub rows: Vec<Row>,
    pub area: Rect,
    /// How many are hidden below.
    pub hidden: usize,
    /// Without rules: headings stand before the rows.
    pub compact: bool,
    /// Heading and remark of each row.
    pub heads: Vec<(String, String)>,
    pub buttons: Rect,
}

/// What is under a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hit {
    Part(Part),
    Settle,
    Back,
}

/// Where the rows stand; headings that do not fit stand before their rows, and the cursor stays in sight.
pub(super) fn placed(state: &State, core: &Core) -> Option<Placed> {
    let frame = Frame::of(core.size.width, core.size.height);
    let (body, buttons) = frame.body.split_top(frame.body.height.saturating_sub(2));
    let mut rows = rows(state, core, frame.breakpoint)?;
    if rows.len() > usize::from(body.height) {
        // What is too much for the next session is told where nothing else gives way to it.
        let slot = rows.iter().position(|row| row.part() == Some(Part::Slot));
        let below = slot.map(|at| at + 1).filter(|at| matches!(rows.get(*at), Some(Row::Text { part: None, .. })));
        if let Some(at) = below {
            rows.remove(at);
        }
    }
    let compact = rows.len() > usize::from(body.height);
    let mut heads = vec![(String::new(), String::new()); rows.len()];
    if compact {
        let mut kept = Vec::new();
        heads.clear();
        let mut head = (String::new(), String::new());
        for row in rows {
            match row {
                Row::Rule { short, remark, .. } => head = (short, remark),
                row @ (Row::Choices { .. } | Row::Text { .. } | Row::Pieces(_) | Row::Field | Row::Answer(_)) => {
                    heads.push(std::mem::take(&mut head));
                    kept.push(row);
                }
            }
        }
        rows = kept;
    }
    let height = usize::from(body.height);
    let mut hidden = 0;
    if rows.len() > height {
        let at = rows.iter().position(|row| row.part() == Some(state.part)).unwrap_or(0);
        let seen = crate::layout::list::seen(rows.len(), at, height);
        rows = rows.split_off(seen.first);
        heads = heads.split_off(seen.first);
        rows.truncate(seen.rows);
        heads.truncate(seen.rows);
        hidden = seen.below;
    }
    Some(Placed { rows, area: body, hidden, compact, heads, buttons })
}

pub(super) fn hit(state: &State, core: &Core, x: u16, y: u16) -> Option<Hit> {
    let placed = placed(state, core)?;
    if placed.buttons.height > 1 && y == placed.buttons.y + 1 {
        let (settle, back) = buttons(core.lang, placed.buttons, state.short);
        if (settle.0..settle.1).contains(&x) {
            return Some(Hit::Settle);
        }
        return (back.0..back.1).contains(&x).then_some(Hit::Back);
    }
    let nth = usize::from(y.checked_sub(placed.area.y)?);
    placed.rows.get(nth).and_then(Row::part).map(Hit::Part)
}

/// What the button that closes says.
pub(super) fn settle_text(lang: Lang, short: bool) -> &'static str {
    if short { wrap_up::settle_short(lang) } else { wrap_up::settle(lang) }
}

/// The cells of the two buttons.
pub(super) fn buttons(lang: Lang, rect: Rect, short: bool) -> ((u16, u16), (u16, u16)) {
    let width = |text: &str| u16::try_from(cells(text) + 4).unwrap_or(u16::MAX);
    let (settle, back) = (width(settle_text(lang, short)), width(wrap_up::back(lang)));
    let gap = if rect.width >= 80 { 5 } else { 2 };
    let start = rect.x + rect.width.saturating_sub(settle + gap + back) / 2;
    ((start, start + settle), (start + settle + gap, start + settle + gap + back))
}

fn rows(state: &State, core: &Core, breakpoint: Breakpoint) -> Option<Vec<Row>> {
    let narrow = breakpoint <= Breakpoint::Narrow;
    let (view, form, lang) = (state.view.as_ref()?, state.form.as_ref()?, core.lang);
    let met = &view.session;
    if state.short {
        return Some(short_rows(state, form, core, narrow));
    }
    let mut rows = Vec::new();
    questions(state, core, &mut rows);
    let mut nth = 0;
    let mut rule = |rows: &mut Vec<Row>, title: &str, short: &str, remark: &str| {
        nth += 1;
        let (title, short) = (wrap_up::section(lang, nth, title), wrap_up::section(lang, nth, short));
        rows.push(Row::Rule { title, short, remark: remark.to_owned() });
    };
    let unconfirmed = |field| if form.is_touched(field) { "" } else { wrap_up::unconfirmed(lang) };
    rule(&mut rows, wrap_up::result(lang), wrap_up::result(lang), unconfirmed(Touched::Result));
    let unlooked = state.unlooked_homework();
    if state.asks_unmarked() {
        let all = if unlooked > 0 { wrap_up::unmarked_all_homework(lang) } else { wrap_up::unmarked_all(lang) };
        let here = state.digits_answer_unmarked();
        let option = |nth, text: &str, chosen| Choice { text: numbered(here, nth, text, chosen), chosen };
        rows.push(Row::Choices {
            part: Part::Unmarked,
            choices: vec![
                option(1, all, form.unmarked == Some(true)),
                option(2, wrap_up::unmarked_none(lang), form.unmarked == Some(false)),
            ],
            tail: wrap_up::unmarked(lang).to_owned(),
        });
    }
    rows.push(result(form, lang, narrow, !state.digits_answer_unmarked()));
    // What closing makes of homework that nobody looked at and of items without a mark is said before it happens.
    let becomes_missing = form.result == CloseResult::Held && form.unmarked != Some(true) && unlooked > 0;
    let skipped = state.becomes_skipped();
    let missing = becomes_missing && !core.share_safe;
    let short = narrow && missing && skipped > 0;
    let mut told = Vec::new();
    if missing {
        let say = if short { wrap_up::last_homework_open_short } else { wrap_up::last_homework_open };
        told.push(say(lang, unlooked));
    }
    if skipped > 0 {
        let say = if short { wrap_up::must_open_short } else { wrap_up::must_open };
        told.push(say(lang, skipped));
    }
    let told = told.join("  ");
    let counted = if told.is_empty() { wrap_up::counted(lang) } else { &told };
    rule(&mut rows, wrap_up::what_was_done(lang), wrap_up::what_short(lang), counted);
    rows.push(Row::Pieces(counts(met, form.unmarked == Some(true), core)));
    let unsaid = unsaid(state, core).unwrap_or_default();
    if !narrow && !unsaid.is_empty() {
        rows.push(Row::Text { part: None, text: unsaid.clone(), tail: String::new() });
    }
    rows.push(mood(form, core, narrow, &unsaid));
    let minutes = trimming::total(&form.tasks);
    let sum = if minutes > 0 { session::pick_minutes(lang, minutes) } else { String::new() };
    let how = if narrow || minutes > 0 { sum.as_str() } else { wrap_up::homework_how(lang) };
    rule(&mut rows, wrap_up::homework(lang), wrap_up::homework(lang), how);
    for (n, task) in form.tasks.iter().enumerate() {
        let text = if core.share_safe { common::hidden(lang).to_owned() } else { task.text.clone() };
        let text = if task.left_over { session::pick_left_over(lang, &text) } else { text };
        let tick = if task.ticked { "[x]" } else { "[ ]" };
        let tail = if task.ticked { wrap_up::due_next(lang).to_owned() } else { String::new() };
        rows.push(Row::Text { part: Some(Part::Homework(n)), text: format!("{tick} {text}"), tail });
    }
    if let Some(text) = trimming::sentence(core, &form.tasks) {
        rows.push(Row::Text { part: None, text, tail: String::new() });
    }
    if form.tasks.is_empty() {
        rows.push(Row::Text { part: None, text: wrap_up::homework_none(lang).to_owned(), tail: String::new() });
    }
    let next_remark = if form.slot.is_some() { unconfirmed(Touched::Next) } else { "" };
    rule(&mut rows, wrap_up::next(lang), wrap_up::next(lang), next_remark);
    let mut next = slot(view, form, lang, breakpoint);
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
    rule(&mut rows, wrap_up::follow_up(lang), wrap_up::follow_up(lang), unconfirmed(Touched::FollowUp));
    rows.push(follow_up(view, form, core));
    rule(&mut rows, wrap_up::focus(lang), wrap_up::focus_short(lang), "");
    rows.push(Row::Field);
    Some(rows)
}

/// The must items of a held session that nobody has gone through, by name: what closes without them is carried.
fn unsaid(state: &State, core: &Core) -> Option<String> {
    let (met, form) = (state.met()?, state.form.as_ref()?);
    if form.result != CloseResult::Held || state.asks_unmarked() || core.share_safe {
        return None;
    }
    let unsaid = met.items.iter().filter(|item| unsaid_item(item, item.outcome));
    let names: Vec<&str> = unsaid.map(|item| item.text.as_str()).collect();
    (!names.is_empty()).then(|| wrap_up::must_named(core.lang, &names.join(review::comma(core.lang))))
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
    rows.push(result(form, lang, narrow, true));
    rows.push(quiet(wrap_up::short_rest(lang).to_owned()));
    rows
}

fn questions(state: &State, core: &Core, rows: &mut Vec<Row>) {
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
            let option = |nth: u8, text: &str| Choice { text: format!("{nth} {text}"), chosen: false };
            rows.push(Row::Choices {
                part,
                choices: vec![
                    option(1, wrap_up::answered(lang)),
                    option(2, &wrap_up::promised(lang, &by)),
                    option(3, &wrap_up::handed_over(lang, &usm)),
                ],
                tail: String::new(),
            });
        }
    }
}

/// `1 ぜんぶ済`, `[1 ぜんぶ済]`; without its digit where that would choose something else.
fn numbered(digit: bool, nth: usize, text: &str, chosen: bool) -> String {
    let text = if digit { format!("{nth} {text}") } else { text.to_owned() };
    if chosen { format!("[{text}]") } else { text }
}

fn result(form: &Form, lang: Lang, narrow: bool, digits: bool) -> Row {
    let at = result_index(form.result);
    let choices = RESULTS
        .iter()
        .enumerate()
        .map(|(n, result)| {
            let result = if n == at { form.result } else { *result };
            let (state, name) = result_words(result, n == at, lang);
            let mark = marks::appointment(state).get(lang);
            let (nth, chosen) = (n + 1, n == at);
            let text = match (chosen, narrow) {
                (true, _) => format!("{} {name}", numbered(digits, nth, mark, true)),
                (false, true) => numbered(digits, nth, mark, false),
                (false, false) => format!("{} {name}", numbered(digits, nth, mark, false)),
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

/// `済 4   半 1   詰 1   飛 0`, `ロープレ 3/5  平均 3.4`, wins, homework of last time.
fn counts(met: &SessionView, all_done: bool, core: &Core) -> Vec<String> {
    let lang = core.lang;
    // What closing will write counts already: else the answer would seem to have been lost.
    let becomes = |is| if all_done && is == Outcome::Planned { Outcome::Done } else { is };
    let count = |outcome| met.items.iter().filter(|item| !item.review && becomes(item.outcome) == outcome).count();
    let outcomes = [Outcome::Done, Outcome::Partly, Outcome::Stuck, Outcome::Skipped]
        .map(|outcome| format!("{} {}", marks::outcome(outcome).get(lang), count(outcome)));
    let mut pieces = vec![outcomes.join("   ")];
    let criteria: Vec<Option<u8>> = met.role_play.iter().flat_map(|play| &play.criteria).map(|c| c.score).collect();
    if !criteria.is_empty() && !core.share_safe {
        let scores: Vec<u32> = criteria.iter().filter_map(|score| score.map(u32::from)).collect();
        let sum: u32 = scores.iter().sum();
        let of = u32::try_from(scores.len()).unwrap_or(1);
        pieces.push(if scores.is_empty() {
            wrap_up::role_play_open(lang, criteria.len())
        } else {
            // One decimal, rounded half up, in whole tenths.
            let tenths = (sum * 20 + of) / (of * 2);
            wrap_up::role_play(lang, scores.len(), criteria.len(), &format!("{}.{}", tenths / 10, tenths % 10))
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
    pieces
}

fn mood(form: &Form, core: &Core, narrow: bool, unsaid: &str) -> Row {
    let lang = core.lang;
    let value = match form.mood {
        _ if core.share_safe => common::mask_figure(lang).to_owned(),
        Some(mood) => mood.to_string(),
        None => wrap_up::mood_empty(lang).to_owned(),
    };
    let tail = if narrow || form.mood.is_some() { String::new() } else { wrap_up::mood_how(lang).to_owned() };
    let text = format!("{} {value}", wrap_up::mood(lang));
    // A narrow screen has no row of its own for it.
    let room = usize::from(core.size.width).saturating_sub(cells(&text) + HEAD_ROOM);
    let tail = if narrow && !unsaid.is_empty() { truncate(unsaid, room).into_owned() } else { tail };
    Row::Text { part: Some(Part::Mood), text, tail }
}

fn slot(view: &WrapUpView, form: &Form, lang: Lang, breakpoint: Breakpoint) -> Row {
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
        Breakpoint::Tiny | Breakpoint::Narrow => free.to_owned(),
        Breakpoint::One => format!("{}   {free}", wrap_up::slot_how_short(lang)),
        Breakpoint::Two | Breakpoint::Three => format!("{}   {free}", wrap_up::slot_how(lang)),
    };
    Row::Text { part: Some(Part::Slot), text, tail }
}

/// With the cursor on the slot, what its digits choose.
fn slot_choices(state: &State, form: &Form, lang: Lang) -> Option<Row> {
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

fn follow_up(view: &WrapUpView, form: &Form, core: &Core) -> Row {
    let lang = core.lang;
    let choices = LEVELS
        .iter()
        .map(|level| {
            let name = match level {
                None | Some(Level::Watch) => wrap_up::follow_none(lang),
                Some(Level::Contact) => wrap_up::follow_contact(lang),
                Some(Level::Urgent) => wrap_up::follow_urgent(lang),
            };
            let chosen = *level == form.flag.filter(|level| *level != Level::Watch);
            Choice { text: format!("{} {name}", if chosen { "(x)" } else { "( )" }), chosen }
        })
        .collect();
    let reason = view.flag_reason.filter(|_| form.flag.is_some() && !core.share_safe);
    let again = view.session.items.iter().any(|item| item.outcome == Outcome::Stuck && item.carry_count > 0);
    let words = |code| {
        if code == ReasonCode::Stuck && again { wrap_up::why_stuck_again(lang) } else { reason_words(code, lang) }
    };
    let tail = reason.map(|code| wrap_up::reason(lang, words(code))).unwrap_or_default();
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
