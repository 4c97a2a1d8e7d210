//! The clock: how long it has taken, the bar of the plan, whether it is in time, and what is left until the fixed end.

use super::super::content::title;
use super::super::rows::{self, Pane};
use super::super::state::{Standing, State, times};
use crate::app::Core;
use crate::domain::{AppointmentKind, Outcome};
use crate::i18n::{Lang, common, session};
use crate::layout::advice::{Advice, Ahead, advise};
use crate::layout::pacing::{Pace, Part, bar, minutes_seconds};
use crate::layout::{Breakpoint, Rect, words};
use crate::request::{ItemView, RolePlayView, SessionView};
use crate::text::width::{cells, truncate};
use crate::ui::{Canvas, Role};

pub(super) fn draw(canvas: &mut Canvas<'_>, core: &Core, state: &State, rect: Rect, breakpoint: Breakpoint) {
    let (Some(view), Some(pace), true) = (&state.view, state.pace(core), rect.height > 0) else { return };
    let lang = core.lang;
    let right = rect.right();
    if !state.is_live() {
        let ended = view.ended_at.unwrap_or(view.ends_at);
        let (from, to) = (words::clock(core.local(view.started_at)), words::clock(core.local(ended)));
        let minutes = ((ended - view.started_at).num_seconds() - view.paused_seconds).max(0) / 60;
        let slot = u32::try_from((view.ends_at - view.starts_at).num_minutes()).unwrap_or(0);
        let x = canvas.label(rect.x + 1, rect.y, right, &session::held(lang, &from, &to, minutes, slot), Role::Text);
        if view.closed {
            canvas.label(x + 3, rect.y, right, session::record_closed(lang), Role::Quiet);
        }
        return;
    }
    let wide = breakpoint >= Breakpoint::Two;
    let between = if wide { " / " } else { "/" };
    let mut x = rect.x + 1;
    if breakpoint == Breakpoint::Three {
        x = canvas.label(x, rect.y, right, session::elapsed(lang), Role::Quiet) + 1;
    }
    // Right-aligned, so that the bar stands still when the minutes get a second digit.
    let elapsed = format!("{:>5}{between}{}", minutes_seconds(pace.elapsed), minutes_seconds(pace.slot));
    x = canvas.label(x, rect.y, right, &elapsed, Role::Text) + if wide { 2 } else { 1 };
    let gap = if wide { 2 } else { 1 };
    // The bar gives way to the words behind it: whether it is late is read first.
    let after_slot = times(view).is_after_slot();
    let (left_text, next) = left_texts(core, view, pace, breakpoint);
    let next = next.filter(|_| pace.left < 0 || after_slot);
    if let Some(asked) = state.slept(core) {
        let room = Rect::new(x, rect.y, right.saturating_sub(x), 1);
        let end = super::slept::draw(canvas, core, asked, room, cells(&left_text) + 3);
        canvas.label(end + 2, rect.y, right, &left_text, if pace.left >= 0 { Role::Text } else { Role::Bad });
        return;
    }
    let needs = gap + cells(&standing_text(core, view, pace, breakpoint)) + gap + 1 + cells(&left_text) + 1;
    let free = usize::from(right.saturating_sub(x)).saturating_sub(needs);
    let width = bar_cells(breakpoint, rect.width);
    let beside = next.as_deref().map_or(0, |next| cells(next) + 2);
    let width = if free >= beside + NARROWEST { width.min(free - beside) } else { width.min(free) };
    // What to do about it is worth more than a long bar, and the longest words that leave one are taken.
    let advice = advice(core, state, view, pace)
        .into_iter()
        .map(|text| format!("({text})"))
        .find(|text| free.saturating_sub(beside + cells(text) + 1) >= least_bar(breakpoint));
    let advised = advice.as_deref().map_or(0, |text| cells(text) + 1);
    let width = width.min(free.saturating_sub(advised + if advised > 0 { beside } else { 0 }));
    if width >= NARROWEST {
        x = canvas.label(x, rect.y, right, &bar(&parts(core, view, breakpoint), pace.elapsed, width), Role::Text);
        x += u16::try_from(gap).unwrap_or(1);
    }
    let room = Rect::new(x, rect.y, right.saturating_sub(x), 1);
    x = standing(canvas, core, state, pace, room, (breakpoint, advice.as_deref()));
    x += if wide { 3 } else { 2 };
    let role = if pace.left >= 0 { Role::Text } else { Role::Bad };
    let end = canvas.label(x, rect.y, right, &left_text, role);
    if let Some(next) = next.filter(|next| end > x && usize::from(right.saturating_sub(end + 2)) >= cells(next)) {
        canvas.put(end + 2, rect.y, right, &next, Role::Warn);
    }
}

/// A bar of fewer cells says nothing.
const NARROWEST: usize = 12;

const fn bar_cells(breakpoint: Breakpoint, width: u16) -> usize {
    let (cells, from) = match breakpoint {
        Breakpoint::Tiny | Breakpoint::Narrow => (28, 60),
        Breakpoint::One => (40, 80),
        Breakpoint::Two => (52, 100),
        Breakpoint::Three => (65, 160),
    };
    (cells + width.saturating_sub(from) / 2) as usize
}

/// The parts of the bar: the panes by their minutes, and the wrap-up of a session.
fn parts(core: &Core, view: &SessionView, breakpoint: Breakpoint) -> Vec<Part> {
    let lang = core.lang;
    let long = breakpoint == Breakpoint::Three;
    let mut parts: Vec<Part> = Pane::ALL
        .into_iter()
        .enumerate()
        .filter(|(_, pane)| rows::has(view, *pane))
        .map(|(n, pane)| {
            let own = view.panes.get(n).and_then(Clone::clone);
            let usual: &[&str] = match pane {
                Pane::Lecture if long => &[session::lecture(lang), session::lecture_short(lang)],
                Pane::Lecture => &[session::lecture_mid(lang), session::lecture_short(lang)],
                Pane::RolePlay => &[session::role_play(lang), session::role_play_short(lang)],
                Pane::Homework => &[session::homework(lang), session::homework_short(lang)],
            };
            let names = own.map_or_else(|| usual.iter().map(|name| (*name).to_owned()).collect(), |own| vec![own]);
            Part { names, minutes: rows::minutes(view, pane) }
        })
        .filter(|part| part.minutes > 0)
        .collect();
    let names = [session::closing(lang), session::closing_short(lang), session::closing_shortest(lang)];
    if view.kind != AppointmentKind::Kickoff || parts.is_empty() {
        parts.push(Part { names: names.map(str::to_owned).to_vec(), minutes: 0 });
    }
    parts
}

/// The shortest bar that words of advice leave.
const fn least_bar(breakpoint: Breakpoint) -> usize {
    match breakpoint {
        Breakpoint::Tiny | Breakpoint::Narrow => NARROWEST,
        Breakpoint::One => 14,
        Breakpoint::Two | Breakpoint::Three => 28,
    }
}

/// In time, behind, or stopped, and what to do about it.
fn standing(
    canvas: &mut Canvas<'_>,
    core: &Core,
    state: &State,
    pace: Pace,
    rect: Rect,
    (breakpoint, advice): (Breakpoint, Option<&str>),
) -> u16 {
    let lang = core.lang;
    let (x, y, right) = (rect.x, rect.y, rect.right());
    let pausing = state.clock_standing() == Standing::Pending;
    let after_slot = state.view.as_ref().is_some_and(|view| times(view).is_after_slot());
    let role = if pace.paused.is_some() || pace.is_late() || after_slot { Role::Warn } else { Role::Text };
    let text = state.view.as_ref().map(|view| standing_text(core, view, pace, breakpoint)).unwrap_or_default();
    let mut end = canvas.label(x, y, right, &text, if pausing { Role::Pending } else { role });
    if let Some(advice) = advice {
        end = canvas.label(end + 1, y, right, advice, Role::Warn).max(end);
    } else if breakpoint == Breakpoint::Three && pace.paused.is_none() && pace.pauses > 0 {
        let pauses = session::pauses(lang, &minutes_seconds(pace.pauses));
        end = canvas.label(end + 1, y, right, &pauses, Role::Quiet).max(end);
    }
    end
}

/// What to do about the time that is left, from the longest words to the shortest.
fn advice(core: &Core, state: &State, view: &SessionView, pace: Pace) -> Vec<String> {
    if pace.paused.is_some() {
        return Vec::new();
    }
    let lang = core.lang;
    let mine = |pane: Pane| view.items.iter().filter(move |item| !item.review && Pane::of(item) == pane);
    let open = Pane::ALL.into_iter().flat_map(mine).filter(|item| state.outcome(item).0 == Outcome::Planned);
    let ahead: Vec<Ahead<'_>> = open.map(row_ahead).collect();
    let of_others = view.role_play.as_ref().map_or(0, RolePlayView::of_others);
    match advise(&pace, &ahead, state.attempt() > of_others.saturating_add(1)) {
        Some(Advice::HomeworkFirst(minutes)) => {
            let pane = title(view, Pane::Homework, core);
            let bare = session::advice_first(lang, &pane);
            if minutes == 0 { vec![bare] } else { vec![session::advice_first_in(lang, minutes, &pane), bare] }
        }
        Some(Advice::OneRun) => vec![session::advice_one_run(lang, &title(view, Pane::RolePlay, core))],
        Some(Advice::Later(text, others, enough)) => later(lang, text, others, enough),
        Some(Advice::MustOnly(n)) => {
            vec![session::advice_must_only(lang, n), session::advice_must_only_short(lang).to_owned()]
        }
        None => Vec::new(),
    }
}

/// What waits for the next session, named as fully as there may be room for; where that is not enough the rest is to be brief.
pub(in crate::screens::session) fn later(lang: Lang, text: &str, others: usize, enough: bool) -> Vec<String> {
    let named = |cells: usize| {
        let text = truncate(text, cells);
        if others == 0 { session::advice_drop(lang, &text) } else { session::advice_drop_more(lang, &text, others) }
    };
    let short = |cells: usize| {
        let text = truncate(text, cells);
        if others == 0 { session::advice_cut(lang, &text) } else { session::advice_cut_more(lang, &text, others) }
    };
    let mut words = vec![named(20), named(10), short(14), short(10)];
    if !enough {
        words.insert(0, session::advice_and_brief(lang, &named(20)));
    }
    words
}

fn row_ahead(item: &ItemView) -> Ahead<'_> {
    Ahead { text: &item.text, minutes: item.minutes, must: item.must, homework: Pane::of(item) == Pane::Homework }
}

fn standing_text(core: &Core, view: &SessionView, pace: Pace, breakpoint: Breakpoint) -> String {
    let lang = core.lang;
    let behind = minutes_seconds(pace.behind);
    match pace.paused {
        Some(paused) => session::paused(lang, &minutes_seconds(paused)),
        None if !pace.is_late() && times(view).is_after_slot() => session::after_slot(lang).to_owned(),
        None if !pace.is_late() => session::on_time(lang).to_owned(),
        None if pace.is_overfull() => session::too_much(lang, &behind),
        None if breakpoint == Breakpoint::Three => session::behind_long(lang, &behind),
        None => session::behind(lang, &behind),
    }
}

/// What is left until the fixed end; over time is told in words. And who is next.
fn left_texts(core: &Core, view: &SessionView, pace: Pace, breakpoint: Breakpoint) -> (String, Option<String>) {
    let lang = core.lang;
    let time = minutes_seconds(pace.left.abs());
    let wide = breakpoint >= Breakpoint::Two;
    let text = match (pace.left >= 0, breakpoint) {
        (true, _) if wide => session::left(lang, &time),
        (true, _) => session::left_short(lang, &time),
        (false, Breakpoint::Three) => session::over(lang, &time),
        (false, _) => session::over_short(lang, &time),
    };
    let next = view.next_appointment.as_ref().map(|(at, person)| {
        let name = person.as_ref().map_or_else(String::new, |p| common::name_san(lang, &core.show(&p.name)));
        let time = words::clock(core.local(*at));
        // Whose time has come is waiting.
        if core.clock >= *at {
            session::over_waiting(lang, &time, &name)
        } else {
            session::over_next(lang, &time, &name)
        }
    });
    (text, next)
}

/// What the homework pane is called, for the box that sets some.
pub(super) fn homework_title(core: &Core, view: &SessionView) -> String {
    title(view, Pane::Homework, core)
}
