//! How the review looks.

mod open;
mod why;

use super::places::{Columns, Places, places};
use super::state::{Counts, Edit, Field, State, Wrong};
use super::words;
use crate::app::{Core, Model};
use crate::command::Context;
use crate::domain::{DecisionKind, Level, Scope};
use crate::i18n::{common, review};
use crate::layout::{Frame, Rect, marks, words as times};
use crate::request::{ReviewRow, ReviewView};
use crate::text::width::{cells, fit_right};
use crate::ui::frame::{Part, header};
use crate::ui::parts::field;
use crate::ui::{Canvas, Role};

/// Draws the screen.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let core = &model.core;
    let lang = core.lang;
    let mut left = vec![Part::strong(Context::Review.title().get(lang))];
    let Some(view) = state.view.as_deref() else {
        header(canvas, model, layout.header, &left, None);
        let body = layout.body;
        canvas.label(body.x + 1, body.y, body.right(), common::loading(lang), Role::Quiet);
        return;
    };
    left.push(Part::label(times::day(lang, view.date.0)));
    left.push(Part::label(words::counts(lang, Counts::of(view, core.now)).join(" ")));
    left.push(Part::label(review::rows(lang, view.rows.len())));
    left.push(Part::label(review::undecided_left(lang, state.waiting())));
    header(canvas, model, layout.header, &left, None);
    let places = places(state, core);
    let screen = Draw { core, state, view, places };
    screen.list(canvas);
    screen.why(canvas);
    screen.open(canvas);
    screen.ahead(canvas);
    if places.why.x > places.list.right() {
        canvas.bar(places.list.right(), places.list.y + 1, layout.body.bottom());
    }
    if let Some(edit) = &state.edit {
        screen.edit(canvas, edit);
    }
}

struct Draw<'a> {
    core: &'a Core,
    state: &'a State,
    view: &'a ReviewView,
    places: Places,
}

impl Draw<'_> {
    fn list(&self, canvas: &mut Canvas<'_>) {
        let (core, lang, list) = (self.core, self.core.lang, self.places.list);
        canvas.rule(list, list.y, review::follow_up(lang), review::one_key(lang));
        if self.view.rows.is_empty() {
            canvas.label(list.x + 1, list.y + 1, list.right(), review::nothing_listed(lang), Role::Quiet);
            return;
        }
        let columns = Columns::of(self.places.frame.breakpoint, list.width);
        let seen = self.places.seen;
        let mut y = list.y + 1;
        for (at, row) in self.view.rows.iter().enumerate().skip(seen.first).take(seen.rows) {
            let under_cursor = at == self.state.place();
            self.row(canvas, row, y, columns, under_cursor);
            if under_cursor {
                canvas.tint(Rect::new(list.x, y, list.width, 1), Role::Cursor);
            }
            y += 1;
        }
        if seen.below > 0 {
            let text = common::more_lines(core.lang, seen.below);
            canvas.label(list.x + 1, y, list.right(), &text, Role::Quiet);
        }
    }

    fn row(&self, canvas: &mut Canvas<'_>, row: &ReviewRow, y: u16, columns: Columns, under_cursor: bool) {
        let (core, lang, open) = (self.core, self.core.lang, !self.core.share_safe);
        if under_cursor {
            canvas.label(0, y, 1, ">", Role::Strong);
        }
        if open {
            canvas.label(1, y, 3, marks::level(row.level).get(lang), level_role(row.level));
            canvas.label(4, y, 7, &fit_right(&row.score.to_string(), 3), Role::Text);
        } else {
            canvas.label(4, y, 7, &fit_right(common::mask_figure(lang), 3), Role::Text);
        }
        let pharmacy = columns.pharmacy.filter(|_| row.scope == Scope::Learner);
        // A pharmacy's name has the cells of both.
        let name_end = match (row.scope, columns.pharmacy) {
            (Scope::Pharmacy, Some((_, end))) => end,
            (Scope::Learner | Scope::Pharmacy, _) => columns.name.1,
        };
        canvas.put(columns.name.0, y, name_end, &core.show(&row.name), Role::Text);
        if let Some((from, to)) = pharmacy {
            canvas.put(from, y, to, &core.show(&row.pharmacy), Role::Text);
        }
        if open {
            let texts = words::reasons(lang, row, columns.tight);
            whole(canvas, columns.reasons, y, &texts, columns.gap());
        } else {
            canvas.label(columns.reasons.0, y, columns.reasons.1, common::hidden(lang), Role::Quiet);
        }
        if let Some((from, to)) = columns.due.filter(|_| open) {
            canvas.label(from, y, to, &words::date(lang, self.view.date, row.due_on), Role::Text);
        }
        self.decision(canvas, row, y, columns, under_cursor);
    }

    fn decision(&self, canvas: &mut Canvas<'_>, row: &ReviewRow, y: u16, columns: Columns, under_cursor: bool) {
        let (core, lang) = (self.core, self.core.lang);
        let (from, to) = columns.decision;
        let fresh = self.state.fresh(row).map(|fresh| fresh.request);
        let role = if core.is_pending(fresh) { Role::Pending } else { Role::Text };
        if let Some(told) = words::decision(lang, core.lens(), self.state, self.view.date, row) {
            let what = if columns.choose { review::decided(lang, &told.what) } else { told.what };
            let end = canvas.label(from, y, to, &what, role);
            if let Some(text) = told.text.filter(|_| columns.choose) {
                canvas.put(end + 1, y, to, &text, role);
            }
            return;
        }
        if under_cursor && columns.choose && !core.file.read_only {
            let end = canvas.label(from, y, to, review::choose(lang), Role::Key);
            if end == from {
                canvas.label(from, y, to, review::choose_short(lang), Role::Key);
            }
            return;
        }
        let text = if self.state.waits(row) { review::undecided(lang) } else { review::not_asked(lang) };
        canvas.label(from, y, to, text, Role::Quiet);
    }

    fn ahead(&self, canvas: &mut Canvas<'_>) {
        let (core, lang, place) = (self.core, self.core.lang, self.places.ahead);
        if place.height < 2 {
            return;
        }
        let title = match self.view.tomorrow_date {
            Some(date) if date == self.view.date.plus(1) => review::tomorrow(lang).to_owned(),
            Some(date) => review::next_day(lang, &times::day(lang, date.0)),
            None => review::tomorrow(lang).to_owned(),
        };
        canvas.rule(place, place.y, &title, "");
        let right = place.right();
        let mut y = place.y + 1;
        if self.view.tomorrow.is_empty() {
            canvas.label(place.x + 1, y, right, review::no_tomorrow(lang), Role::Quiet);
            return;
        }
        let mut x = place.x + 1;
        for (at, row) in self.view.tomorrow.iter().enumerate() {
            let text = words::appointment(lang, core.lens(), row);
            let width = u16::try_from(cells(&text)).unwrap_or(u16::MAX);
            // A line of its own where there is room below, behind the one before elsewhere.
            if at > 0 && y + 1 < place.bottom() {
                (x, y) = (place.x + 1, y + 1);
            } else if at > 0 {
                let rest = self.view.tomorrow.len() - at;
                if x.saturating_add(width).saturating_add(3) > right {
                    canvas.label(x + 1, y, right, &format!("+{rest}"), Role::Quiet);
                    break;
                }
                x = canvas.label(x, y, right, " / ", Role::Quiet);
            }
            x = canvas.put(x, y, right, &text, Role::Text);
        }
    }

    fn edit(&self, canvas: &mut Canvas<'_>, edit: &Edit) {
        let (core, lang, body) = (self.core, self.core.lang, self.places.frame.body);
        let fields = 1 + u16::from(edit.has_date());
        let spot = body.centered(body.width.saturating_sub(4).min(64), fields + 5);
        let inside = canvas.boxed(spot).inset(1, 0);
        let right = inside.right();
        let mut y = inside.y;
        let kind = match edit.kind {
            DecisionKind::FollowUp => review::edit_follow_up(lang),
            DecisionKind::Snooze => review::edit_snooze(lang),
            DecisionKind::Dismiss => review::edit_dismiss(lang),
        };
        let title = review::edit_title(lang, &words::addressed(lang, core.lens(), &edit.row), kind);
        canvas.put(inside.x, y, right, &title, Role::Strong);
        canvas.line(inside.x, y + 1, right);
        y += 2;
        let hidden = core.share_safe.then(|| common::typing_hidden(lang));
        let date_label = match edit.kind {
            DecisionKind::FollowUp => review::edit_date_follow_up(lang),
            DecisionKind::Snooze | DecisionKind::Dismiss => review::edit_date_snooze(lang),
        };
        let rows = [(Field::Date, date_label, &edit.date), (Field::Reason, review::edit_reason(lang), &edit.reason)];
        for (which, label, text) in rows.into_iter().filter(|(which, ..)| *which == Field::Reason || edit.has_date()) {
            let focused = edit.focus == which;
            canvas.label(inside.x, y, right, if focused { ">" } else { " " }, Role::Strong);
            canvas.label(inside.x + 2, y, right, label, Role::Quiet);
            let at = inside.x + 12;
            field(canvas, Rect::new(at, y, right.saturating_sub(at), 1), text, focused, hidden);
            y += 1;
        }
        let (text, role) = match edit.wrong {
            Some(Wrong::NoDate) => (review::edit_date_wrong(lang), Role::Bad),
            Some(Wrong::Past) => (review::edit_date_before(lang), Role::Bad),
            Some(Wrong::NotAhead) => (review::edit_date_past(lang), Role::Bad),
            None => (review::edit_hint(lang), Role::Quiet),
        };
        canvas.label(inside.x, y, right, text, role);
    }
}

/// As many whole texts as fit; how many are left out stands behind them.
fn whole(canvas: &mut Canvas<'_>, (from, to): (u16, u16), y: u16, texts: &[String], gap: u16) {
    let mut x = from;
    for (at, text) in texts.iter().enumerate() {
        let rest = texts.len() - at;
        let more = if rest > 1 { gap + 2 } else { 0 };
        let width = u16::try_from(cells(text)).unwrap_or(u16::MAX);
        let start = if at == 0 { x } else { x + gap };
        let fits = start.saturating_add(width);
        if fits.saturating_add(more) > to && !(rest == 1 && fits <= to) {
            canvas.label(start, y, to, &format!("+{rest}"), Role::Quiet);
            return;
        }
        x = canvas.label(start, y, to, text, Role::Text);
    }
}

const fn level_role(level: Level) -> Role {
    match level {
        Level::Urgent => Role::Bad,
        Level::Contact => Role::Warn,
        Level::Watch => Role::Quiet,
    }
}
