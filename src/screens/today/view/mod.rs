//! How today looks.

pub(super) mod brief;
mod head;
mod leftovers;

use self::brief::Line;
use self::head::{head, heading, remark};
use self::leftovers::leftovers;
use super::State;
use super::contact;
use super::places::{Columns, Places, places};
use super::state::next_row;
use crate::app::{Core, Model};
use crate::domain::{AppointmentState, Level};
use crate::i18n::{common, today};
use crate::layout::{Breakpoint, Frame, Rect, marks, words};
use crate::request::QueueRow;
use crate::text::width::{cells, fit_right, truncate};
use crate::ui::frame::header;
use crate::ui::{Canvas, Role};

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
            canvas.put(
                area.x + 1,
                area.y + 1,
                area.right(),
                &today::empty_day_book(lang, &core.words.learner),
                Role::Quiet,
            );
            canvas.put(
                area.x + 1,
                area.y + 2,
                area.right(),
                &today::empty_day_next(lang, &core.words.learner),
                Role::Quiet,
            );
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

/// What a rule takes around a title and a remark that just fit.
const RULE_AROUND: usize = 9;

/// The heading of a brief with the last call beside it: the call in short where both whole have no room, and then the heading
/// is cut. What its end says stands in the row as well, and the call nowhere else.
fn beside_call<'c>(title: &str, [whole, short]: [&'c str; 2], width: usize) -> (String, &'c str) {
    let room = |call: &str| width.saturating_sub(cells(call) + RULE_AROUND);
    let call = if cells(title) <= room(whole) { whole } else { short };
    let fits = call.is_empty() || cells(title) <= room(call);
    (if fits { title.to_owned() } else { truncate(title, room(call)).into_owned() }, call)
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
            let who = || brief::who(core, row);
            match (row.phase_place, &row.phase_title) {
                _ if !row.gates.is_empty() => Some(today::lookout_gates(lang, n, &who())),
                _ if n == row.last => Some(today::lookout_last(lang, n, &who())),
                _ if n == 1 => Some(today::lookout_first(lang, n, &who())),
                (Some((1, _)), Some(phase)) => Some(today::lookout_phase(lang, n, phase, &who())),
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
