//! What is not done yet, and the end of the day when nothing is.

use super::super::state::Counts;
use super::super::words;
use super::Draw;
use crate::i18n::{Lang, review};
use crate::layout::Rect;
use crate::text::width::cells;
use crate::ui::{Canvas, Role};

/// What a rule needs around its title and its remark.
const RULE_CELLS: usize = 9;

/// What it needs around its title alone.
const TITLE_CELLS: usize = 6;

impl Draw<'_> {
    pub(super) fn open(&self, canvas: &mut Canvas<'_>) {
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
}

/// `[ ] …`; where it ends.
fn tick(canvas: &mut Canvas<'_>, (x, y, right): (u16, u16, u16), done: bool, text: &str) -> u16 {
    let box_and_text = format!("{} {text}", if done { "[x]" } else { "[ ]" });
    canvas.label(x, y, right, &box_and_text, if done { Role::Good } else { Role::Text })
}
