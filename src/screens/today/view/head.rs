//! The line above today, and the rule above its queue: how the day stands, and what comes next.

use super::super::State;
use super::super::places::{Places, needing};
use crate::app::Core;
use crate::domain::AppointmentState;
use crate::domain::transitions::EARLY_START;
use crate::i18n::{common, today};
use crate::layout::{Breakpoint, words};
use crate::request::QueueRow;
use crate::text::width::cells;
use crate::ui::frame::Part;

/// `今日  11/21(土)  6件 完1 途1 残4  要フォロー2`.
pub(super) fn head(state: &State, core: &Core, breakpoint: Breakpoint) -> Vec<Part> {
    let lang = core.lang;
    let rows = state.today();
    let date = state.view.as_deref().map_or(core.today(), |view| view.date);
    let mut parts = vec![Part::strong(today::title(lang)), Part::label(words::day(lang, date.0))];
    if state.view.is_none() {
        parts.push(Part::label(common::loading(lang)));
        return parts;
    }
    let count = |is: &dyn Fn(AppointmentState) -> bool| rows.iter().filter(|row| is(row.state)).count();
    // Records that wait to be confirmed are named at the count that they are part of.
    let unconfirmed = |is: AppointmentState| {
        let n = rows.iter().filter(|row| row.provisional && row.state == is).count();
        if n > 0 { today::count_provisional(lang, n) } else { String::new() }
    };
    let mut counts = vec![today::count(lang, rows.len())];
    let mut push = |n: usize, text: String| {
        if n > 0 {
            counts.push(text);
        }
    };
    let held = count(&|s| s == AppointmentState::Held);
    push(held, today::count_held(lang, held) + &unconfirmed(AppointmentState::Held));
    let broken = count(&|s| s == AppointmentState::BrokenOff);
    push(broken, today::count_broken_off(lang, broken) + &unconfirmed(AppointmentState::BrokenOff));
    let missed = count(&|s| {
        matches!(s, AppointmentState::NoShow | AppointmentState::LateCancel | AppointmentState::CancelledByUs)
    });
    push(missed, today::count_not_held(lang, missed));
    let moved = count(&|s| matches!(s, AppointmentState::Rescheduled | AppointmentState::Cancelled));
    push(moved, today::count_moved(lang, moved));
    let aside = rows.iter().filter(|row| row.aside).count();
    let running = count(&|s| s == AppointmentState::InProgress).saturating_sub(aside);
    push(running, today::count_running(lang, running));
    push(aside, today::count_aside(lang, aside));
    let waiting = count(&|s| s == AppointmentState::Waiting);
    push(waiting, today::count_waiting(lang, waiting));
    let ahead = count(&|s| s == AppointmentState::Scheduled);
    push(ahead, today::count_left(lang, ahead));
    if let [alone] = counts.as_mut_slice() {
        *alone = today::count_alone(lang, rows.len());
    }
    parts.extend(
        counts.into_iter().enumerate().map(|(i, text)| if i == 0 { Part::label(text) } else { Part::more(text) }),
    );
    let needing = needing(state);
    if needing > 0 && !core.share_safe {
        let short = breakpoint <= Breakpoint::Narrow;
        let text = if short { today::follow_ups_short(lang, needing) } else { today::follow_ups(lang, needing) };
        parts.push(Part::label(text));
    }
    parts
}

/// The heading of the queue: whose it is, where that is not plain, in short where the remark would have no room.
pub(super) fn heading(state: &State, core: &Core, places: &Places) -> String {
    let lang = core.lang;
    let others = state.view.as_deref().map_or(0, |view| view.others);
    // On an empty day the line below says so.
    let others = match others {
        _ if core.everybody => {
            let short = today::everybodys_short(lang);
            [today::everybodys(lang), short, short].map(str::to_owned)
        }
        0 => Default::default(),
        _ if state.rows().is_empty() => Default::default(),
        n => [today::others(lang, n), today::others_short(lang, n), today::others_least(lang, n)],
    };
    let older = older(state, core);
    let earlier = if state.earlier > 0 { today::earlier(lang, state.earlier) } else { String::new() };
    let said = |older: &str, others: &str| {
        let parts = [&*earlier, older, today::queue(lang), others];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
    };
    let width = usize::from(places.rule.width);
    let room = width.saturating_sub(cells(&remark(state, core)) + RULE_CELLS);
    let [long, short, shorter, least] = [(0, 0), (0, 1), (1, 1), (1, 2)].map(|(o, n)| said(&older[o], &others[n]));
    // The remark gives way before the title is cut.
    let alone = if cells(&shorter) + TITLE_CELLS <= width { shorter } else { least };
    [long, short].into_iter().find(|title| cells(title) <= room).unwrap_or(alone)
}

/// What is too old to be listed, in full and in short.
fn older(state: &State, core: &Core) -> [String; 2] {
    let lang = core.lang;
    let Some(older) = state.view.as_deref().and_then(|view| view.older) else { return [String::new(), String::new()] };
    let before = words::month_day(older.before.0);
    let alone = common::older(lang, &before, older.count);
    let long = if state.earlier > 0 { today::older_too(lang, &before, older.count) } else { alone };
    [long, today::older_short(lang, older.count)]
}

/// What a rule needs around its title and its remark.
const RULE_CELLS: usize = 14;

/// What it needs around its title alone.
const TITLE_CELLS: usize = 6;

/// Minutes after the start from which on a learner who is late is written to, and from which on a no-show is offered.
const CONTACT_AFTER: i64 = 5;
const NO_SHOW_AFTER: i64 = 10;

/// How long until the next one, or since when one is waited for.
pub(super) fn remark(state: &State, core: &Core) -> String {
    let lang = core.lang;
    let open = |row: &&QueueRow| matches!(row.state, AppointmentState::Scheduled | AppointmentState::Waiting);
    let Some(view) = state.view.as_deref() else { return String::new() };
    let rows = state.today();
    if view.day_closed && !rows.iter().any(|row| row.state.is_open()) {
        return today::day_closed(lang).to_owned();
    }
    // Who is waited for comes first: what to do next has its moment.
    let waited = |row: &&QueueRow| row.state == AppointmentState::Waiting;
    let Some(row) = rows.iter().find(waited).or_else(|| rows.iter().find(open)) else {
        let runs = rows.iter().any(|row| row.state == AppointmentState::InProgress);
        return match (rows.is_empty(), runs) {
            (true, _) => String::new(),
            (false, true) => today::last_runs(lang).to_owned(),
            (false, false) => today::no_more(lang).to_owned(),
        };
    };
    let minutes = (row.starts_at - core.clock).num_seconds().div_euclid(60);
    let minutes = minutes + i64::from((row.starts_at - core.clock).num_seconds().rem_euclid(60) > 0);
    if minutes <= 0 && row.state == AppointmentState::Waiting {
        let time = words::clock(row.local);
        match -minutes {
            since @ ..CONTACT_AFTER => today::since_start(lang, &time, since),
            since @ CONTACT_AFTER..NO_SHOW_AFTER => today::waiting_contact(lang, &time, since),
            since => today::waiting_no_show(lang, &time, since),
        }
    } else if minutes <= 0 {
        today::since_start(lang, &words::clock(row.local), -minutes)
    } else {
        let left = match minutes {
            ..60 => today::next_in(lang, minutes),
            _ => today::next_in_hours(lang, minutes / 60, minutes % 60),
        };
        // Until then Enter opens the card.
        if core.now < row.starts_at - EARLY_START {
            let from = words::clock(row.local - EARLY_START);
            format!("{left}  {}", today::startable_from(lang, &from))
        } else {
            left
        }
    }
}
