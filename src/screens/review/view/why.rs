//! Why the row under the cursor is here.

use super::super::places::Columns;
use super::super::words;
use super::Draw;
use crate::domain::follow_up::{Reason, foremost};
use crate::domain::{ReasonCode, Scope};
use crate::i18n::review;
use crate::layout::{Rect, reasons, words as times};
use crate::request::ReviewRow;
use crate::text::width::cells;
use crate::text::wrap::Wrapped;
use crate::ui::{Canvas, Role};

/// Cells that the facts of a reason have at least before something else may stand on their row.
const FACTS: u16 = 24;

impl Draw<'_> {
    /// Why the row under the cursor is here: its facts, never a bare score.
    pub(super) fn why(&self, canvas: &mut Canvas<'_>) {
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
}
