//! How today looks.

pub(super) mod brief;

use self::brief::Line;
use super::State;
use super::contact;
use super::places::{Columns, Places, needing, places};
use super::state::next_row;
use crate::app::{Core, Model};
use crate::domain::transitions::EARLY_START;
use crate::domain::{AppointmentState, Level};
use crate::i18n::{common, today};
use crate::layout::{Breakpoint, Frame, Rect, marks, reasons, words};
use crate::request::{Leftover, Leftovers, QueueRow};
use crate::text::width::{cells, fit_right, truncate};
use crate::ui::frame::{Part, header};
use crate::ui::{Canvas, Role};

/// The most cells of a name that is left over.
const LEFTOVER_NAME: u16 = 16;

/// Cells of the sign that there are more reasons, with the blank before it.
const MORE_CELLS: u16 = 3;

/// Draws the screen.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let core = &model.core;
    let places = places(state, core);
    header(canvas, model, layout.header, &head(state, core, layout.breakpoint), None);
    canvas.rule(places.rule, places.rule.y, &heading(state, core, &places), &remark(state, core));
    queue(canvas, model, state, &places);
    let beside = places.breakpoint >= Breakpoint::Two;
    let bottom = match state.row() {
        Some(row) if beside => {
            // Two cells before it, and one behind the last.
            let room = usize::from(places.brief.width.saturating_sub(3));
            let lines = brief::beside(core, row, state.brief(), room);
            draw_lines(canvas, places.brief, 2, &lines)
        }
        Some(row) => {
            brief_below(canvas, state, core, row, places.brief);
            0
        }
        None => 0,
    };
    let left_end = leftovers(canvas, state, core, places.leftovers, layout.breakpoint);
    let look_end = if core.share_safe {
        safe_to_share(canvas, core, places.lookout)
    } else {
        lookout(canvas, state, core, places.lookout)
    };
    if beside {
        let queue_end = places.queue.y + u16::try_from(places.seen.rows).unwrap_or(0);
        let end = bottom.max(left_end).max(look_end).max(queue_end).min(layout.body.bottom());
        canvas.bar(places.brief.x, places.rule.bottom(), end);
        if places.breakpoint == Breakpoint::Three {
            canvas.bar(places.leftovers.x.saturating_sub(1), places.rule.bottom(), end);
        }
    }
}

/// `今日  11/21(土)  6件 完1 途1 残4  要フォロー2`.
fn head(state: &State, core: &Core, breakpoint: Breakpoint) -> Vec<Part> {
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
fn heading(state: &State, core: &Core, places: &Places) -> String {
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

/// What a rule takes around a title and a remark that just fit.
const RULE_AROUND: usize = 9;
/// What a rule needs around its title and its remark.
const RULE_CELLS: usize = 14;

/// What it needs around its title alone.
const TITLE_CELLS: usize = 6;

/// Minutes after the start from which on a learner who is late is written to, and from which on a no-show is offered.
const CONTACT_AFTER: i64 = 5;
const NO_SHOW_AFTER: i64 = 10;

/// How long until the next one, or since when one is waited for.
fn remark(state: &State, core: &Core) -> String {
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

fn queue(canvas: &mut Canvas<'_>, model: &Model, state: &State, places: &Places) {
    let core = &model.core;
    let lang = core.lang;
    let rows = state.rows();
    let area = places.queue;
    if rows.is_empty() {
        if state.view.is_some() {
            let said = match state.view.as_deref().map_or(0, |view| view.others) {
                0 => today::empty_day(lang).to_owned(),
                n => today::empty_day_of_mine(lang, n),
            };
            canvas.put(area.x + 1, area.y, area.right(), &said, Role::Text);
            canvas.put(area.x + 1, area.y + 1, area.right(), today::empty_day_book(lang), Role::Quiet);
            canvas.put(area.x + 1, area.y + 2, area.right(), today::empty_day_next(lang), Role::Quiet);
        }
        return;
    }
    let widest = |text: &dyn Fn(&QueueRow) -> usize| rows.iter().map(text).max().unwrap_or(0);
    let person = |row: &QueueRow| row.learner.as_ref().or(row.owner.as_ref()).map_or(0, |p| cells(&core.show(&p.name)));
    let (name, pharmacy, title) = (
        widest(&person),
        widest(&|row| cells(&core.show(&row.pharmacy.name))),
        widest(&|row| row.title.as_deref().map_or(0, cells)),
    );
    let columns = Columns::of(places.breakpoint, rows.iter().any(|row| row.provisional))
        .widened(places.spare(), [name, pharmacy, title])
        .fitted(name, pharmacy, title);
    let cursor = state.cursor.at(rows.len());
    for (i, row) in rows.iter().enumerate().skip(places.seen.first).take(places.seen.rows) {
        let y = area.y + u16::try_from(i - places.seen.first).unwrap_or(0);
        let pending = core.is_pending(state.pending.get(&row.appointment).copied());
        let when = if i < state.earlier { words::month_day(row.local.date()) } else { words::clock(row.local) };
        queue_row(canvas, core, row, &columns, (&when, y, area.right()), pending);
        if i == cursor {
            canvas.label(area.x, y, area.right(), ">", Role::Text);
            canvas.tint(Rect::new(area.x, y, area.width, 1), Role::Cursor);
        }
    }
    if places.seen.below > 0 {
        let text = common::more_lines(lang, places.seen.below);
        canvas.label(area.x + 1, area.bottom() - 1, area.right(), &text, Role::Quiet);
    }
}

fn queue_row(
    canvas: &mut Canvas<'_>,
    core: &Core,
    row: &QueueRow,
    columns: &Columns,
    (when, y, edge): (&str, u16, u16),
    pending: bool,
) {
    let lang = core.lang;
    let role = if pending { Role::Pending } else { Role::Text };
    canvas.label(1, y, edge, when, role);
    let mark = if pending { Role::Pending } else { state_role(row.state) };
    let appointment = if row.aside { marks::ASIDE } else { marks::appointment(row.state) };
    canvas.label(columns.mark, y, edge, appointment.get(lang), mark);
    if row.provisional {
        canvas.label(columns.mark + 2, y, edge, marks::PROVISIONAL.get(lang), Role::Warn);
    }
    let mut cell = |(x, width): (u16, u16), text: &str, role: Role| {
        canvas.put(x, y, (x + width).min(edge), text, role);
    };
    let person = row.learner.as_ref().or(row.owner.as_ref());
    if let Some(person) = person {
        cell(columns.name, &core.show(&person.name), role);
    }
    cell(columns.pharmacy, &core.show(&row.pharmacy.name), role);
    let number = words::meeting_short(lang, row.kind, row.session_no);
    cell(columns.number, &fit_right(&number, usize::from(columns.number.1)), role);
    if columns.title.1 > 0 {
        cell(columns.title, row.title.as_deref().unwrap_or_default(), role);
    }
    if core.share_safe {
        return;
    }
    if columns.homework.1 > 0 {
        let text = if row.homework_due == 0 {
            today::homework_none(lang).to_owned()
        } else {
            today::homework(lang, row.homework_in, row.homework_due)
        };
        cell(columns.homework, &text, Role::Quiet);
    }
    if let Some(level) = row.level.filter(|level| *level != Level::Watch) {
        canvas.label(columns.level, y, edge, marks::level(level).get(lang), level_role(level));
    }
}

const fn state_role(state: AppointmentState) -> Role {
    match state {
        AppointmentState::Held => Role::Good,
        AppointmentState::InProgress | AppointmentState::Waiting => Role::Strong,
        AppointmentState::BrokenOff => Role::Warn,
        AppointmentState::NoShow | AppointmentState::LateCancel | AppointmentState::CancelledByUs => Role::Bad,
        AppointmentState::Scheduled | AppointmentState::Rescheduled | AppointmentState::Cancelled => Role::Text,
    }
}

const fn level_role(level: Level) -> Role {
    match level {
        Level::Urgent => Role::Bad,
        Level::Contact => Role::Warn,
        Level::Watch => Role::Quiet,
    }
}

/// Lines from the top of a place; the row behind the last one.
fn draw_lines(canvas: &mut Canvas<'_>, place: Rect, indent: u16, lines: &[Line]) -> u16 {
    let mut y = place.y;
    for line in lines.iter().take(usize::from(place.height)) {
        let mut x = place.x + indent;
        for piece in line {
            let right = place.right();
            x = if piece.whole {
                canvas.label(x, y, right, &piece.text, piece.role)
            } else {
                canvas.put(x, y, right, &piece.text, piece.role)
            };
        }
        y += 1;
    }
    y
}

fn brief_below(canvas: &mut Canvas<'_>, state: &State, core: &Core, row: &QueueRow, place: Rect) {
    if place.height == 0 {
        return;
    }
    let lang = core.lang;
    let (who, what) = (brief::who(core, row), if core.share_safe { String::new() } else { brief::what(core, row) });
    let what = if state.is_earlier(row) {
        format!("{} {} {what}", words::day(lang, row.local.date()), words::clock(row.local))
    } else {
        what
    };
    let next = state.rows().get(next_row(state.rows(), state.earlier)).filter(|_| !state.is_earlier(row));
    let is_next = next.is_some_and(|next| next.appointment == row.appointment && next.state.is_open());
    let title = if is_next { today::brief_of(lang, &who, &what) } else { today::brief_other(lang, &who, &what) };
    let called = row.touches.first().filter(|_| !core.share_safe);
    let called = called.map(|touch| [contact::call(core, *touch), contact::call_in_short(core, *touch)]);
    let [called, in_short] = called.unwrap_or_default();
    let (title, called) = beside_call(title.trim_end(), [&called, &in_short], usize::from(place.width));
    canvas.rule(place, place.y, &title, called);
    let inside = place.split_top(1).1;
    let room = (usize::from(inside.height), usize::from(inside.width.saturating_sub(1)));
    let lines = brief::below(core, row, state.brief(), room);
    draw_lines(canvas, inside, 1, &lines);
}

/// The heading of a brief with the last call beside it: the call in short where both whole have no room, and then the heading
/// is cut. What its end says stands in the row as well, and the call nowhere else.
fn beside_call<'c>(title: &str, [whole, short]: [&'c str; 2], width: usize) -> (String, &'c str) {
    let room = |call: &str| width.saturating_sub(cells(call) + RULE_AROUND);
    let call = if cells(title) <= room(whole) { whole } else { short };
    let fits = call.is_empty() || cells(title) <= room(call);
    (if fits { title.to_owned() } else { truncate(title, room(call)).into_owned() }, call)
}

/// Who is left over from the review, worst first; the row behind the last one.
fn leftovers(canvas: &mut Canvas<'_>, state: &State, core: &Core, place: Rect, breakpoint: Breakpoint) -> u16 {
    let Some(view) = state.view.as_deref().filter(|_| place.height > 0) else { return 0 };
    let lang = core.lang;
    let (rule, inside) = place.split_top(1);
    let right = place.right();
    if core.share_safe {
        canvas.rule(rule, rule.y, today::leftovers_hidden(lang), "");
        canvas.put(inside.x + 1, inside.y, right, today::hidden_now(lang), Role::Quiet);
        return inside.y + 1;
    }
    let (n, due) = (view.leftovers.count, view.leftovers.due);
    if breakpoint <= Breakpoint::Narrow {
        let title = match due {
            0 => today::leftovers_narrow(lang, n),
            _ if due == n => today::due_narrow(lang, due),
            _ => format!("{}  {}", today::leftovers_narrow(lang, n - due), today::due_narrow(lang, due)),
        };
        canvas.rule(rule, rule.y, &title, today::leftovers_way(lang));
        leftovers_in_a_line(canvas, core, &view.leftovers, inside);
        return inside.y + 1;
    }
    let title = match due {
        0 => today::leftovers(lang, n),
        _ if due == n => today::due(lang, due),
        _ => format!("{}  {}", today::leftovers(lang, n - due), today::due(lang, due)),
    };
    canvas.rule(rule, rule.y, &title, today::leftovers_way(lang));
    let shown = if n > usize::from(inside.height) { usize::from(inside.height) - 1 } else { n };
    let names = view.leftovers.first.iter().take(shown).map(|row| cells(&core.show(&row.name)));
    let each = if breakpoint == Breakpoint::Three && usize::from(inside.height) >= 2 * n { 2 } else { 1 };
    // Where what to do has a row of its own there is room for a whole name.
    let longest = if each == 2 { (inside.width / 2).max(LEFTOVER_NAME) } else { LEFTOVER_NAME };
    let reasons = inside.x + 5 + u16::try_from(names.max().unwrap_or(0)).unwrap_or(u16::MAX).clamp(10, longest);
    for (i, row) in view.leftovers.first.iter().take(shown).enumerate() {
        let y = inside.y + u16::try_from(i * each).unwrap_or(0);
        canvas.label(inside.x + 1, y, right, marks::level(row.level).get(lang), level_role(row.level));
        canvas.put(inside.x + 4, y, reasons - 1, &core.show(&row.name), Role::Text);
        // What is due was decided: it is told by its day, before the reasons.
        let reasons = match &row.due {
            Some(_) => canvas.label(reasons, y, right, today::due_now(lang), Role::Warn) + 1,
            None => reasons,
        };
        let to_do = reason_texts(canvas, core, row, (reasons, y, right.saturating_sub(1)), each == 1);
        if let Some((end, text)) = to_do {
            let at = if each == 2 { (inside.x + 4, y + 1) } else { (end, y) };
            canvas.label(at.0, at.1, right.saturating_sub(1), &text, Role::Quiet);
        }
    }
    if shown < n {
        let y = inside.bottom() - 1;
        canvas.label(inside.x + 1, y, right, &today::leftovers_more(lang, n - shown), Role::Quiet);
    }
    inside.y + u16::try_from(n * each).unwrap_or(u16::MAX).min(inside.height)
}

/// `欠席 次回`, whole words, with a sign where some have no room; behind them, or nowhere, what to do: `-> 電話する`. What to
/// do goes before all reasons but the heaviest, where it stands in their row.
fn reason_texts(
    canvas: &mut Canvas<'_>,
    core: &Core,
    row: &Leftover,
    (x, y, right): (u16, u16, u16),
    in_row: bool,
) -> Option<(u16, String)> {
    let lang = core.lang;
    let counted = || row.reasons.iter().filter(|r| r.points > 0);
    // The first of equals: the order of the table is the order of weight.
    let heaviest = counted().rev().max_by_key(|r| r.points);
    let decided = row.due.as_ref().map(|title| core.show(title)).filter(|title| !title.is_empty());
    let what = decided.or_else(|| heaviest.map(|r| reasons::action(lang, r.code()).into()));
    let to_do = what.map(|what| format!("-> {what}"));
    let mut texts: Vec<&str> = counted().map(|r| reasons::label(lang, r.code())).collect();
    let wide = |texts: &[&str]| texts.iter().map(|text| cells(text) + 1).sum::<usize>();
    let room = usize::from(right.saturating_sub(x));
    let first = heaviest.map(|r| reasons::label(lang, r.code()));
    // What has no room beside the heaviest alone leaves the row to the reasons.
    let sign = if texts.len() > 1 { usize::from(MORE_CELLS) } else { 0 };
    let least = first.map_or(0, |first| cells(first) + 1 + sign);
    let to_do = to_do.filter(|text| !in_row || least + cells(text) <= room);
    let taken = to_do.as_deref().map_or(0, cells);
    if let Some(first) = first.filter(|_| in_row && wide(&texts) + taken > room) {
        let with_sign = usize::from(MORE_CELLS) + taken;
        // The heaviest stays, whatever stands before it in the table.
        while texts.len() > 1 && wide(&texts) + with_sign > room {
            let last = texts.iter().rposition(|text| *text != first).unwrap_or(0);
            texts.remove(last);
        }
    }
    let left_out = texts.len() < counted().count();
    let mut at = x;
    for (n, text) in texts.iter().enumerate() {
        // The sign keeps its cells as long as there is more to come.
        let edge = if n + 1 < texts.len() { right.saturating_sub(MORE_CELLS) } else { right };
        let end = canvas.label(at, y, edge, text, Role::Text);
        if end == at {
            at = canvas.label(at, y, right, "..", Role::Quiet) + 1;
            break;
        }
        at = end + 1;
    }
    if left_out && at > x {
        at = canvas.label(at, y, right, "..", Role::Quiet) + 1;
    }
    to_do.map(|text| (at, text))
}

fn leftovers_in_a_line(
    canvas: &mut Canvas<'_>,
    core: &Core,
    Leftovers { first: rows, count, .. }: &Leftovers,
    place: Rect,
) {
    let Some(first) = rows.first() else { return };
    let lang = core.lang;
    let right = place.right().saturating_sub(1);
    let mut x =
        canvas.label(place.x + 1, place.y, right, marks::level(first.level).get(lang), level_role(first.level)) + 1;
    for (i, row) in rows.iter().enumerate() {
        let name = core.show(&row.name);
        let text = if i == 0 { name.into_owned() } else { format!(" / {name}") };
        let hidden = count - i - 1;
        let more = if hidden > 0 { cells(&today::leftovers_more(lang, hidden)) + 2 } else { 0 };
        let room = usize::from(right.saturating_sub(x));
        if cells(&text) + more > room {
            canvas.label(x + 2, place.y, right, &today::leftovers_more(lang, count - i), Role::Quiet);
            return;
        }
        x = canvas.label(x, place.y, right, &text, Role::Text);
    }
}

/// What is special today.
pub(super) fn lookouts(state: &State, core: &Core) -> Vec<String> {
    let lang = core.lang;
    state
        .today()
        .iter()
        .filter(|row| row.state.is_open())
        .filter_map(|row| {
            let n = row.session_no.filter(|n| *n > 0)?;
            let who = brief::who(core, row);
            match (row.phase_place, &row.phase_title) {
                _ if !row.gates.is_empty() => Some(today::lookout_gates(lang, n, &who)),
                _ if n == row.last => Some(today::lookout_last(lang, n, &who)),
                _ if n == 1 => Some(today::lookout_first(lang, n, &who)),
                (Some((1, _)), Some(phase)) => Some(today::lookout_phase(lang, n, phase, &who)),
                _ => None,
            }
        })
        .collect()
}

/// What is special today; the row behind the last line.
fn lookout(canvas: &mut Canvas<'_>, state: &State, core: &Core, place: Rect) -> u16 {
    let lang = core.lang;
    let lines = lookouts(state, core);
    if lines.is_empty() || place.height < 2 {
        return 0;
    }
    canvas.rule(Rect { height: 1, ..place }, place.y, today::lookout(lang), "");
    let inside = place.split_top(1).1.inset(1, 0);
    let mut y = inside.y;
    for text in &lines {
        y = canvas.paragraph(Rect { y, height: inside.bottom().saturating_sub(y), ..inside }, text, Role::Text);
    }
    y
}

/// What share-safe does, said where there is room for it.
fn safe_to_share(canvas: &mut Canvas<'_>, core: &Core, place: Rect) -> u16 {
    let lang = core.lang;
    if place.height < 3 {
        return 0;
    }
    let texts = [today::safe_now(lang), today::safe_what(lang), today::safe_way_back(lang)];
    for (i, text) in texts.iter().enumerate() {
        canvas.label(place.x + 2, place.y + u16::try_from(i).unwrap_or(0), place.right(), text, Role::Quiet);
    }
    place.y + 3
}
