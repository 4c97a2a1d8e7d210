//! What stands around every screen: header, notice, footer; the one line of a window that is too small; the blank page.

use super::canvas::Canvas;
use super::practice;
use super::theme::Role;
use crate::app::{Core, Model, Severity, asleep};
use crate::i18n::{Lang, common, notice, session};
use crate::layout::{Frame, Rect, footer, words};
use crate::text::width::cells;
use crate::text::wrap::Wrapped;

/// A piece of the header. From the first label that does not fit on, all are left out; data is cut instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    text: String,
    role: Role,
    /// It may be cut: names and titles.
    data: bool,
    /// Cells before it.
    gap: u16,
}

impl Part {
    /// Words of ours: whole or not at all.
    pub fn label(text: impl Into<String>) -> Self {
        Self { text: text.into(), role: Role::Text, data: false, gap: GAP }
    }
    /// The name of the screen or of a person.
    pub fn strong(text: impl Into<String>) -> Self {
        Self { text: text.into(), role: Role::Strong, data: true, gap: GAP }
    }
    /// Words that belong to the piece before: one blank apart.
    pub fn more(text: impl Into<String>) -> Self {
        Self { gap: 1, ..Self::label(text) }
    }
    /// Titles and other data.
    pub fn data(text: impl Into<String>) -> Self {
        Self { text: text.into(), role: Role::Text, data: true, gap: GAP }
    }
}

/// Cells between two pieces of the header.
const GAP: u16 = 2;

/// The header: `manabi` and the screen's own pieces at the left; badges, the screen's remark, trainer and time at the right.
/// What is at the right and must be seen (time, badges) takes its place first, then the pieces from the left, then the
/// rest.
pub fn header(canvas: &mut Canvas<'_>, model: &Model, rect: Rect, left: &[Part], remark: Option<String>) {
    let core = &model.core;
    let y = rect.y;
    let clock = words::clock(core.local(core.clock));
    let mut right = canvas.label_right(rect.x, y, rect.right().saturating_sub(1), &clock, Role::Text);
    let trainer = trainer(model).filter(|_| rect.width >= 100 && !core.share_safe);
    let wanted: usize = left.iter().map(|p| cells(&p.text) + usize::from(GAP)).sum::<usize>() + cells("manabi") + 3;
    for extra in [remark, trainer].into_iter().flatten() {
        let floor = u16::try_from(wanted).unwrap_or(u16::MAX);
        right = canvas.label_right(floor, y, right.saturating_sub(1), &extra, Role::Text);
    }
    for badge in badges(model).iter().rev() {
        right = canvas.label_right(rect.x, y, right.saturating_sub(1), badge, Role::Badge);
    }
    let edge = right.saturating_sub(1);
    let mut x = canvas.label(rect.x + 1, y, edge, "manabi", Role::Quiet);
    for (nth, part) in left.iter().enumerate() {
        x += part.gap;
        let end = if part.data {
            canvas.put(x, y, data_edge(x, edge, &left[nth + 1..]), &part.text, part.role)
        } else {
            canvas.label(x, y, edge, &part.text, part.role)
        };
        if end == x {
            break;
        }
        x = end;
    }
}

/// So many cells of a name go before badges, save mark and labels.
const NAME_MOST: u16 = 24;

/// Where data ends so that the labels behind it have their room: only data is cut.
fn data_edge(x: u16, edge: u16, behind: &[Part]) -> u16 {
    let labels =
        behind.iter().filter(|part| !part.data).map(|part| cells(&part.text) + usize::from(GAP)).sum::<usize>();
    let room = edge.saturating_sub(u16::try_from(labels).unwrap_or(u16::MAX));
    room.max(x.saturating_add(NAME_MOST)).min(edge)
}

/// The header while a 1on1 is recorded: instead of the time of day it says when the record last came to rest on disk.
pub fn saved_header(canvas: &mut Canvas<'_>, model: &Model, rect: Rect, left: &[Part]) {
    let core = &model.core;
    let lang = core.lang;
    let (narrow, wide) = (rect.width < 80, rect.width >= 100);
    let data = left.iter().find(|p| p.data).map_or(0, |p| cells(&p.text).min(NAME_MOST.into()));
    let floor = rect.x + 2 + u16::try_from(data).unwrap_or(0);
    let mut right = rect.right().saturating_sub(1);
    let saved = match (core.saved_at, wide) {
        (Some(at), true) => session::saved(lang, &words::clock_seconds(core.local(at))),
        (Some(at), false) => session::saved_short(lang, &words::clock(core.local(at))),
        // Nothing saves itself in a window that only reads; its badge says so.
        (None, _) if core.file.read_only => String::new(),
        (None, _) => session::saved_yet(lang).to_owned(),
    };
    let role = if core.is_saving() { Role::Pending } else { Role::Quiet };
    let me = trainer_name(model).filter(|_| wide && !core.share_safe);
    if let Some(me) = &me {
        right = canvas.label_right(floor, rect.y, right, me, Role::Text).saturating_sub(1);
    }
    let badges = badges(model);
    for badge in badges.iter().rev() {
        right = canvas.label_right(floor, rect.y, right, badge, Role::Badge).saturating_sub(1);
    }
    right = right.saturating_sub(u16::from(me.is_some() || !badges.is_empty()));
    right = canvas.label_right(floor, rect.y, right, &saved, role).saturating_sub(1);
    let mut x = rect.x + 1;
    if !narrow {
        x = canvas.label(x, rect.y, right, "manabi", Role::Quiet) + 2;
    }
    for (nth, part) in left.iter().enumerate() {
        let next = if part.data {
            canvas.put(x, rect.y, data_edge(x, right, &left[nth + 1..]), &part.text, part.role)
        } else {
            canvas.label(x, rect.y, right, &part.text, part.role)
        };
        // What comes behind a name stands closer than what comes behind a label.
        x = next
            + if next == x {
                0
            } else if part.role == Role::Strong {
                1
            } else {
                2
            };
    }
}

/// `田中`, `A. Miyamoto`: who is at the keyboard.
fn trainer_name(model: &Model) -> Option<String> {
    let core = &model.core;
    let name = core.show(&core.file.me.as_ref()?.name).into_owned();
    let family = name.split([' ', '　']).next().unwrap_or_default();
    Some(if name.is_ascii() { name.clone() } else { family.to_owned() })
}

fn badges(model: &Model) -> Vec<&'static str> {
    let core = &model.core;
    let lang = core.lang;
    [
        (core.file.practice, common::badge_practice(lang)),
        (core.file.read_only, common::badge_read_only(lang)),
        (core.share_safe, common::badge_share_safe(lang)),
    ]
    .into_iter()
    .filter_map(|(holds, text)| holds.then_some(text))
    .collect()
}

/// `田中(USTr)`: the family name of the one at the keyboard.
fn trainer(model: &Model) -> Option<String> {
    let core = &model.core;
    let me = core.file.me.as_ref()?;
    let name = core.show(&me.name);
    let family = name.split([' ', '　']).next().unwrap_or_default();
    let role = core.words.role(me.role)?;
    Some(common::trainer(core.lang, family, role))
}

/// How many rows a notice may take.
const NOTICE_ROWS: usize = 3;

/// The line above the footer: the newest notice, else who holds the file that this window only reads. A sentence is never
/// cut: a long one takes the rows above as well.
pub fn notice(canvas: &mut Canvas<'_>, model: &Model, rect: Rect) {
    let core = &model.core;
    let said = remark(core);
    // Above what is said stands a box, where one is open.
    let asked = asleep::line(model).filter(|_| said.is_none() || model.overlays.is_empty());
    // What waits for an answer stands above what is said in passing.
    let mut bottom = rect.y + 1;
    // What is being typed stays in sight.
    let typed = canvas.caret().map_or(0, |(_, y)| y + 1).min(rect.y);
    let mut left = NOTICE_ROWS.min(usize::from(bottom - typed));
    for (text, role) in [said, asked.map(|text| (text, Role::Warn))].into_iter().flatten() {
        let wrapped = Wrapped::to_read(&text, usize::from(rect.width.saturating_sub(2)));
        let mut rows: Vec<&str> = wrapped.rows().map(|row| row.text).take(left).collect();
        // Only beside a field a sentence may be longer than its room; the notices have all of it.
        if let Some((last, row)) = rows.last_mut().zip(wrapped.rows_from(left.saturating_sub(1)).next())
            && wrapped.height() > left
        {
            *last = text.get(row.range.start..).unwrap_or(last);
        }
        left -= rows.len();
        let height = u16::try_from(rows.len()).unwrap_or(1);
        let top = bottom.saturating_sub(height);
        canvas.clear(Rect { y: top, height, ..rect });
        for (y, row) in (top..).zip(rows) {
            canvas.put(rect.x + 1, y, rect.right(), row, role);
        }
        bottom = top;
    }
}

/// The newest notice, or what the file has to say of itself.
fn remark(core: &Core) -> Option<(String, Role)> {
    Some(if let Some(notice) = core.notices.current() {
        let role = match notice.severity {
            Severity::Done => Role::Good,
            Severity::Warning => Role::Warn,
            Severity::Error => Role::Bad,
        };
        (notice.text(core.share_safe).to_owned(), role)
    } else if core.file.read_only {
        let text = match &core.file.holder {
            Some(holder) => common::read_only_since(core.lang, holder.pid, &words::clock(core.local(holder.since))),
            None => common::read_only_unknown(core.lang).to_owned(),
        };
        (text, Role::Warn)
    } else {
        (practice::line(core)?, Role::Quiet)
    })
}

/// Hints by priority, help at the edge.
pub fn footer(canvas: &mut Canvas<'_>, model: &Model, rule: Rect, rect: Rect) {
    canvas.line(rule.x, rule.y, rule.right());
    for placed in footer::fit(&model.hints(), model.help_hint(), rect.width).hints {
        let right = placed.x + placed.width;
        let x = canvas.label(placed.x, rect.y, right, placed.hint.keys, Role::Key);
        canvas.label(x + 1, rect.y, right, placed.hint.label, Role::Text);
    }
}

/// A window that is too small.
pub fn widen(canvas: &mut Canvas<'_>, lang: Lang) {
    let area = canvas.area();
    let text = common::widen(lang, area.width, area.height);
    canvas.put(area.x, area.y, area.right(), &text, Role::Text);
}

/// The neutral page.
pub fn blank(canvas: &mut Canvas<'_>, lang: Lang) {
    let area = canvas.area();
    let text = common::blank_way_back(lang);
    let spot = area.centered(u16::try_from(cells(text)).unwrap_or(u16::MAX), 1);
    canvas.label(spot.x, spot.y, area.right(), text, Role::Quiet);
}

/// What the which-key box says above its rows.
pub fn chord_title(model: &Model) -> String {
    let keys: Vec<String> = model.chord.iter().map(ToString::to_string).collect();
    notice::chord(model.core.lang, &keys.join(" "))
}

/// The whole screen but for its body.
pub fn around(canvas: &mut Canvas<'_>, model: &Model, frame: &Frame) {
    notice(canvas, model, frame.notice);
    footer(canvas, model, frame.rule, frame.footer);
}
