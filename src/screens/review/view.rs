//! How the review looks.

use super::places::{Columns, Places, places};
use super::state::{Counts, Edit, Field, State, Wrong};
use super::words;
use crate::app::{Core, Model};
use crate::command::Context;
use crate::domain::follow_up::{Reason, foremost};
use crate::domain::{DecisionKind, Level, ReasonCode, Scope};
use crate::i18n::{Lang, common, review};
use crate::layout::{Frame, Rect, marks, reasons, words as times};
use crate::request::{ReviewRow, ReviewView};
use crate::text::width::{cells, fit_right};
use crate::text::wrap::Wrapped;
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

/// Cells that the facts of a reason have at least before something else may stand on their row.
const FACTS: u16 = 24;

/// What a rule needs around its title and its remark.
const RULE_CELLS: usize = 9;

/// What it needs around its title alone.
const TITLE_CELLS: usize = 6;

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

    /// Why the row under the cursor is here: its facts, never a bare score.
    fn why(&self, canvas: &mut Canvas<'_>) {
        let (core, lang, place) = (self.core, self.core.lang, self.places.why);
        let Some(row) = self.state.row().filter(|_| place.height > 1) else {
            if place.height > 0 {
                canvas.line(place.x, place.y, place.right());
            }
            return;
        };
        let title = review::why(lang, &words::addressed(lang, core.lens(), row));
        let card = if row.scope == Scope::Learner { review::why_card(lang) } else { "" };
        let owner = row.owner_name.as_ref().filter(|_| !core.share_safe && place.width >= 100);
        let remark = match owner.map(|name| review::owner(lang, &core.show(name))) {
            Some(owner) if card.is_empty() => owner,
            Some(owner) => format!("{owner}  {card}"),
            None => card.to_owned(),
        };
        canvas.rule(place, place.y, &title, &remark);
        let (_, lines) = place.split_top(1);
        if core.share_safe {
            canvas.label(lines.x + 1, lines.y, lines.right(), review::why_hidden(lang), Role::Quiet);
            return;
        }
        let lines = self.every_reason(canvas, row, lines);
        match lines.height {
            0 => {}
            1 => self.why_in_a_line(canvas, row, lines),
            _ => self.why_in_lines(canvas, row, lines),
        }
    }

    /// All the points of a row whose place in the list is too narrow for them, where they have no lines of their own; what
    /// is left of the place.
    fn every_reason(&self, canvas: &mut Canvas<'_>, row: &ReviewRow, place: Rect) -> Rect {
        let lang = self.core.lang;
        let columns = Columns::of(self.places.frame.breakpoint, self.places.list.width);
        if columns.has_room(lang, row) || row.reasons.len() < usize::from(place.height) {
            return place;
        }
        let mut rest = place;
        for line in words::packed(lang, row, place.width) {
            let (here, below) = rest.split_top(1);
            if here.height > 0 {
                canvas.label(here.x + 1, here.y, here.right(), &line, Role::Strong);
            }
            rest = below;
        }
        rest
    }

    fn why_in_a_line(&self, canvas: &mut Canvas<'_>, row: &ReviewRow, line: Rect) {
        let lang = self.core.lang;
        let Some(first) = foremost(&row.reasons) else { return };
        let label = review::points_tight(lang, reasons::short_label(lang, first.code()), first.points);
        let to_do = review::to_do_of(lang, reasons::action(lang, first.code()));
        let x = canvas.label(line.x + 1, line.y, line.right(), &label, Role::Strong) + 1;
        // What to do is said whole or not at all; the facts have what is left, but some of them are always said.
        let sentence = reasons::sentence(lang, &first.why, &row.metrics);
        let taken = u16::try_from(cells(&to_do) + 1).unwrap_or(u16::MAX);
        let (end, room) = (line.right(), line.right().saturating_sub(taken));
        let both = room.saturating_sub(x) >= FACTS;
        let x = canvas.put(x, line.y, if both { room } else { end }, &sentence, Role::Text);
        if both {
            canvas.label(x + 1, line.y, end, &to_do, Role::Text);
        }
    }

    fn why_in_lines(&self, canvas: &mut Canvas<'_>, row: &ReviewRow, place: Rect) {
        let (core, lang) = (self.core, self.core.lang);
        let mut shown: Vec<&Reason> = row.reasons.iter().collect();
        // The last line says what to do; the lightest reasons give way.
        while shown.len() > usize::from(place.height) - 1 {
            let lightest = shown.iter().rev().min_by_key(|r| r.points).map(|r| r.code());
            shown.retain(|r| Some(r.code()) != lightest);
        }
        let labels: Vec<String> =
            shown.iter().map(|r| review::points(lang, reasons::label(lang, r.code()), r.points)).collect();
        let widest = labels.iter().map(|l| cells(l)).chain([cells(review::to_do(lang)), 11]).max().unwrap_or(0);
        let x = place.x + 1;
        let text = x + u16::try_from(widest).unwrap_or(0) + 1;
        let mut y = place.y;
        // Rows that nobody else needs: a long sentence goes on there instead of being cut.
        let mut spare = usize::from(place.height).saturating_sub(shown.len() + 1);
        for (r, label) in shown.into_iter().zip(&labels) {
            canvas.label(x, y, place.right(), label, if r.points > 0 { Role::Strong } else { Role::Quiet });
            let due = if r.counts() { self.due(r) } else { String::new() };
            let room = canvas.label_right(text + 10, y, place.right().saturating_sub(1), &due, Role::Quiet);
            let right = room.saturating_sub(1);
            let sentence = reasons::sentence(lang, &r.why, &row.metrics);
            let wrapped = Wrapped::to_read(&sentence, usize::from(right.saturating_sub(text)).max(1));
            let more = wrapped.height() - 1;
            let mut end = text;
            if more <= spare {
                spare -= more;
                for (n, line) in wrapped.rows().enumerate() {
                    y += u16::from(n > 0);
                    end = canvas.put(text, y, right, line.text, Role::Text);
                }
            } else {
                end = canvas.put(end, y, right, &sentence, Role::Text);
            }
            if let Some(remark) = self.without_points(row, r) {
                canvas.label(end + 1, y, right, remark, Role::Quiet);
            }
            y += 1;
        }
        if let Some(action) = words::action(lang, row) {
            canvas.label(x, y, place.right(), review::to_do(lang), Role::Strong);
            let end = canvas.put(text, y, place.right(), action, Role::Text);
            if let Some(last) = words::seen(core.lens(), row.next_focus.as_ref()) {
                let last = review::last_words(lang, &last);
                if end + 8 < place.right() {
                    canvas.put(end + 2, y, place.right(), &last, Role::Quiet);
                }
            }
        }
    }

    fn due(&self, reason: &Reason) -> String {
        let lang = self.core.lang;
        if reason.due == self.view.date {
            review::due_today(lang).to_owned()
        } else {
            review::due_by(lang, &times::month_day(reason.due.0))
        }
    }

    /// Why a true reason has no points.
    fn without_points(&self, row: &ReviewRow, r: &Reason) -> Option<&'static str> {
        let lang = self.core.lang;
        let absent = row.reasons.iter().any(|other| other.code() == ReasonCode::NoShow && other.points > 0);
        let absorbed = matches!(r.code(), ReasonCode::LateCancel | ReasonCode::Next) && absent;
        match (r.counts(), absorbed) {
            (true, _) => None,
            (false, true) => Some(review::counted_elsewhere(lang)),
            (false, false) => Some(review::put_off_before(lang)),
        }
    }

    fn open(&self, canvas: &mut Canvas<'_>) {
        let (core, lang, place) = (self.core, self.core.lang, self.places.open);
        if place.height < 2 {
            return;
        }
        let (x, y, right) = (place.x + 1, place.y + 1, place.right());
        let title_room = usize::from(place.width).saturating_sub(TITLE_CELLS);
        if self.state.is_done() && self.state.waiting() == 0 {
            let copy = if core.share_safe { "" } else { review::finish_copy(lang) };
            let counts = Counts::of(self.view, core.now);
            // The rows are decided; the day itself goes on.
            let goes_on = counts.open() > 0;
            let title = if goes_on { review::all_decided(lang) } else { review::finished(lang) };
            canvas.rule(place, place.y, &words::with_older(lang, title, self.view, title_room), copy);
            let (text, role) = match (goes_on, counts.running) {
                (true, 0) => (review::goes_on(lang, counts.open()), Role::Warn),
                (true, running) => (review::goes_on_running(lang, counts.open(), running), Role::Warn),
                (false, _) => {
                    let left = self.view.without_next;
                    (review::finish(lang, counts.met(), left, self.view.tomorrow.len()), Role::Good)
                }
            };
            canvas.put(x, y, right, &text, role);
            if place.height > 2 {
                self.left_out(canvas, (x, y + 1, right));
            }
            return;
        }
        let (records, slots) = self.state.left_counts();
        let reach = !self.state.left().is_empty() && self.state.left_here().is_none() && place.width >= 80;
        let remark = match (reach, slots) {
            (true, 0) => review::zero_ends_records(lang),
            (true, _) => review::zero_ends_left(lang),
            (false, _) => review::zero_ends(lang),
        };
        let title = words::with_older(lang, review::not_done(lang), self.view, title_room);
        // What ends the day is said in short where both have no room.
        let both = cells(&title) + cells(remark) + RULE_CELLS;
        let remark = if both <= usize::from(place.width) { remark } else { review::zero_ends(lang) };
        canvas.rule(place, place.y, &title, remark);
        let waiting = self.state.waiting();
        let rows = review::open_rows(lang, self.view.contact_points, waiting);
        let records = words::left_count(lang, (records, slots));
        let done = self.state.left().is_empty();
        // Both on one row: the words of the first give way to the names of the second.
        let names: Vec<_> = self.state.left().iter().map(|left| left.name.show(core.lens())).collect();
        let named = review::names(lang, &names.join(review::comma(lang)));
        let beside = if done { 0 } else { cells(&named) };
        let short = place.height == 2 && cells(&rows) + cells(&records) + beside + 12 > usize::from(place.width);
        let rows = if short { review::open_rows_short(lang, waiting) } else { rows };
        let after = tick(canvas, (x, y, right), waiting == 0, &rows);
        if place.height > 2 {
            if self.state.left_here().is_some() {
                canvas.label(place.x, y + 1, right, ">", Role::Strong);
            }
            let after = tick(canvas, (x, y + 1, right), done, &records);
            if place.height > 3 {
                self.record_rows(canvas, place.split_top(3).1);
            } else {
                self.records(canvas, (after + 3, y + 1, right));
            }
        } else if after + 3 < right {
            let before = after + 2;
            let after = tick(canvas, (after + 3, y, right), done, &records);
            if self.state.left_here().is_some() {
                canvas.label(before, y, right, ">", Role::Strong);
                self.records(canvas, (after + 1, y, right));
            } else if !done {
                let room = usize::from(right.saturating_sub(after + 1));
                let text = words::names_within(lang, &names, names.len(), room, |names| review::names(lang, names));
                let text = text.unwrap_or(named);
                canvas.put(after + 1, y, right, &text, Role::Text);
            }
        }
    }

    /// Who has no next appointment; as many names as there is room for beside what to do.
    fn left_out(&self, canvas: &mut Canvas<'_>, (x, y, right): (u16, u16, u16)) {
        let (core, lang) = (self.core, self.core.lang);
        let names: Vec<_> = self.view.without_next_names.iter().map(|name| core.show(name)).collect();
        let room = usize::from(right.saturating_sub(x));
        let all = self.view.without_next;
        let named =
            |say: fn(Lang, &str) -> String| words::names_within(lang, &names, all, room, |names| say(lang, names));
        // What to do gives way to names.
        let everyone = review::finish_left_out(lang, &names.join(review::comma(lang)));
        let whole = names.len() >= all && cells(&everyone) <= room;
        let text = if whole { Some(everyone) } else { named(review::finish_left_out_short) };
        if let Some(text) = text.filter(|_| all > 0) {
            canvas.label(x, y, right, &text, Role::Warn);
        }
    }

    /// The open records, a row each; what has none is counted.
    fn record_rows(&self, canvas: &mut Canvas<'_>, place: Rect) {
        let (core, lang) = (self.core, self.core.lang);
        let cursor = self.state.left_here().map(|(at, _)| at);
        let (all, height) = (self.state.left().len(), usize::from(place.height));
        let rows = if all > height { height.saturating_sub(1) } else { all };
        // The one under the cursor is always among them.
        let first = cursor.unwrap_or(0).saturating_sub(rows.saturating_sub(1));
        let mut y = place.y;
        for (at, record) in self.state.left().iter().enumerate().skip(first).take(rows) {
            let text = words::left(lang, core.lens(), self.view.date, record);
            let x = place.x + 5;
            let end = canvas.put(x, y, place.right(), &text, Role::Text);
            if Some(at) == cursor {
                canvas.tint(Rect::new(x, y, end - x, 1), Role::Cursor);
            }
            y += 1;
        }
        let hidden = all.saturating_sub(rows);
        if hidden > 0 {
            canvas.label(place.x + 5, y, place.right(), &review::and_more(lang, hidden), Role::Quiet);
        }
    }

    /// The open records, from the one under the cursor on.
    fn records(&self, canvas: &mut Canvas<'_>, (mut x, y, right): (u16, u16, u16)) {
        let (core, lang) = (self.core, self.core.lang);
        let cursor = self.state.left_here().map(|(at, _)| at);
        let all = self.state.left().len();
        let mut shown = 0;
        for (at, record) in self.state.left().iter().enumerate().skip(cursor.unwrap_or(0)) {
            let text = words::left(lang, core.lens(), self.view.date, record);
            let between = if shown > 0 { " / " } else { "" };
            let more = if shown + 1 < all { review::and_more(lang, all - shown - 1) } else { String::new() };
            let gap = usize::from(!more.is_empty());
            let width = cells(between) + cells(&text) + gap + cells(&more);
            // The first of them is said as far as it goes.
            if shown > 0 && usize::from(right.saturating_sub(x)) < width {
                break;
            }
            let start = canvas.label(x, y, right, between, Role::Quiet);
            let room = right.saturating_sub(u16::try_from(gap + cells(&more)).unwrap_or(0));
            let end = canvas.put(start, y, room, &text, Role::Text);
            if Some(at) == cursor {
                canvas.tint(Rect::new(start, y, end.saturating_sub(start), 1), Role::Cursor);
            }
            x = end;
            shown += 1;
        }
        if shown < all {
            canvas.label(x + 1, y, right, &review::and_more(lang, all - shown), Role::Quiet);
        }
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

/// `[ ] …`; where it ends.
fn tick(canvas: &mut Canvas<'_>, (x, y, right): (u16, u16, u16), done: bool, text: &str) -> u16 {
    let box_and_text = format!("{} {text}", if done { "[x]" } else { "[ ]" });
    canvas.label(x, y, right, &box_and_text, if done { Role::Good } else { Role::Text })
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
