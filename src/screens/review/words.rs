//! What the review says of a row: the same on screen and in the report.

use std::borrow::Cow;

use super::state::{Counts, Left, State};
use crate::domain::follow_up::foremost;
use crate::domain::{BusinessDate, DecisionKind, Level, Scope};
use crate::i18n::{Lang, common, review, today};
use crate::layout::{marks, reasons, words};
use crate::request::{QueueRow, ReviewRow, ReviewView};
use crate::text::mask::{Lens, Private, View};
use crate::text::width::cells;

/// The name as one speaks to a learner; a pharmacy's as it is.
pub(super) fn addressed(lang: Lang, lens: Lens<'_>, row: &ReviewRow) -> String {
    let name = row.name.show(lens);
    match row.scope {
        Scope::Learner => common::name_san(lang, &name),
        Scope::Pharmacy => name.into_owned(),
    }
}

/// `きょう`, `11/26`.
pub(super) fn date(lang: Lang, today: BusinessDate, date: BusinessDate) -> String {
    if date == today { review::today(lang).to_owned() } else { words::month_day(date.0) }
}

/// Names of reasons with their points; those that do not count in brackets.
pub(super) fn reasons(lang: Lang, row: &ReviewRow, tight: bool) -> Vec<String> {
    let one = |r: &crate::domain::follow_up::Reason| {
        let label = if tight { reasons::short_label(lang, r.code()) } else { reasons::label(lang, r.code()) };
        match (r.points, tight) {
            (0, true) => review::absorbed_tight(lang, label),
            (0, false) => review::absorbed(lang, label),
            (points, true) => review::points_tight(lang, label, points),
            (points, false) => review::points(lang, label, points),
        }
    };
    row.reasons.iter().map(one).collect()
}

/// All reasons of a row, as many on each line of that width as it holds.
pub(super) fn packed(lang: Lang, row: &ReviewRow, width: u16) -> Vec<String> {
    let room = usize::from(width).saturating_sub(2);
    let mut lines: Vec<String> = Vec::new();
    for text in reasons(lang, row, true) {
        match lines.last_mut() {
            Some(line) if cells(line) + 2 + cells(&text) <= room => {
                line.push_str("  ");
                line.push_str(&text);
            }
            Some(_) | None => lines.push(text),
        }
    }
    lines
}

/// What to do about a row first.
pub(super) fn action(lang: Lang, row: &ReviewRow) -> Option<&'static str> {
    foremost(&row.reasons).map(|r| reasons::action(lang, r.code()))
}

/// Whether a reason is one of the words that a single key gives, in whichever language it was given.
pub(super) fn is_standard(text: &str) -> bool {
    Lang::ALL.iter().any(|lang| review::standard_reason(*lang) == text)
}

/// A decision in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// 要 11/26.
    pub what: String,
    /// What the follow-up is called, or why it was decided so.
    pub text: Option<String>,
}

/// What was decided about a row, as far as this page knows; `None` while it is undecided.
pub(super) fn decision(
    lang: Lang,
    lens: Lens<'_>,
    state: &State,
    today: BusinessDate,
    row: &ReviewRow,
) -> Option<Told> {
    if let Some(fresh) = state.fresh(row) {
        let text = match fresh.kind {
            DecisionKind::FollowUp => action(lang, row).filter(|_| is_open(lens)).map(str::to_owned),
            DecisionKind::Snooze | DecisionKind::Dismiss => None,
        };
        return Some(Told { what: kind(lang, today, fresh.kind, fresh.date), text });
    }
    let follow_up = row.follow_up.as_ref();
    // What a follow-up decided, and that it is over.
    let followed = row.decided && row.decision.is_none_or(|shown| shown.kind == DecisionKind::FollowUp);
    if let Some((on, result)) = follow_up.and_then(|f| f.done.as_ref()).filter(|_| followed) {
        let what = review::as_done(lang, &date(lang, today, *on));
        return Some(Told { what, text: seen(lens, result.as_ref()) });
    }
    let Some(shown) = row.decision else {
        let what = kind(lang, today, DecisionKind::FollowUp, follow_up.and_then(|f| f.due_on));
        let text = follow_up.and_then(|f| seen(lens, f.title.as_ref()));
        return row.decided.then_some(Told { what, text });
    };
    let given = seen(lens, row.decision_reason.as_ref()).filter(|text| !is_standard(text));
    let (date, text) = match shown.kind {
        DecisionKind::FollowUp => {
            let title = || follow_up.and_then(|f| seen(lens, f.title.as_ref()));
            (follow_up.and_then(|f| f.due_on), given.or_else(title))
        }
        DecisionKind::Snooze => (shown.until, given),
        DecisionKind::Dismiss => (None, given),
    };
    Some(Told { what: kind(lang, today, shown.kind, date), text })
}

fn kind(lang: Lang, today: BusinessDate, kind: DecisionKind, on: Option<BusinessDate>) -> String {
    let on = on.map(|on| date(lang, today, on));
    let mark = marks::level(Level::Contact).get(lang);
    match (kind, on) {
        (DecisionKind::FollowUp, Some(on)) => review::as_follow_up(lang, mark, &on),
        (DecisionKind::FollowUp, None) => review::as_follow_up_undated(lang, mark),
        (DecisionKind::Snooze, Some(on)) => review::as_snoozed(lang, &on),
        (DecisionKind::Snooze, None) => review::as_snoozed_undated(lang).to_owned(),
        (DecisionKind::Dismiss, _) => review::as_dismissed(lang).to_owned(),
    }
}

/// Free text, or nothing where it would only be a mask.
pub(super) fn seen(lens: Lens<'_>, text: Option<&Private>) -> Option<String> {
    text.filter(|_| is_open(lens)).map(|text| text.show(lens).into_owned())
}

pub(super) const fn is_open(lens: Lens<'_>) -> bool {
    match lens.view {
        View::Open(_) => true,
        View::ShareSafe => false,
    }
}

/// `第5回`, `キックオフ`.
pub(super) fn number(lang: Lang, number: Option<u8>) -> String {
    number.map_or_else(|| common::kickoff(lang).to_owned(), |n| common::session_no(lang, n))
}

/// `11/24 藤田 恵 第1回`.
pub(super) fn left(lang: Lang, lens: Lens<'_>, today: BusinessDate, left: &Left) -> String {
    review::open_record(lang, &date(lang, today, left.date), &left.name.show(lens), &number(lang, left.session_no))
}

/// `閉じていない記録 2`, and what else is not done.
pub(super) fn left_count(lang: Lang, (records, slots): (usize, usize)) -> String {
    match (records, slots) {
        (_, 0) => review::open_records(lang, records),
        (0, _) => review::open_slots(lang, slots),
        (_, _) => format!("{}  {}", review::open_records(lang, records), review::open_slots(lang, slots)),
    }
}

/// A heading of so many cells at most, with what is too old to be listed behind it.
pub(super) fn with_older(lang: Lang, title: &str, view: &ReviewView, room: usize) -> String {
    let Some(older) = view.older else { return title.to_owned() };
    let before = words::month_day(older.before.0);
    let said = format!("{title}  {}", common::older(lang, &before, older.count));
    if cells(&said) <= room { said } else { format!("{title}  {}", today::older_too(lang, &before, older.count)) }
}

/// As many of the names as fit into so many cells with what is said around them, and how many of `all` are not named.
pub(super) fn names_within(
    lang: Lang,
    names: &[Cow<'_, str>],
    all: usize,
    room: usize,
    say: impl Fn(&str) -> String,
) -> Option<String> {
    (1..=names.len()).rev().find_map(|shown| {
        let text = names[..shown].join(review::comma(lang));
        let more = all.saturating_sub(shown);
        let text = say(&if more > 0 { review::names_and_more(lang, &text, more) } else { text });
        (cells(&text) <= room).then_some(text)
    })
}

/// `10:00 前田 千尋 第12回`.
pub(super) fn appointment(lang: Lang, lens: Lens<'_>, row: &QueueRow) -> String {
    let person = row.learner.as_ref().or(row.owner.as_ref()).map_or(&row.pharmacy.name, |p| &p.name);
    review::open_record(lang, &words::clock(row.local), &person.show(lens), &number(lang, row.session_no))
}

/// `7件 完6 欠1`, what is none left out.
pub(super) fn counts(lang: Lang, counts: Counts) -> Vec<String> {
    let mut held = today::count_held(lang, counts.held);
    if counts.provisional > 0 {
        held.push_str(&today::count_provisional(lang, counts.provisional));
    }
    let each = [
        (counts.held, held),
        (counts.broken_off, today::count_broken_off(lang, counts.broken_off)),
        (counts.not_held, today::count_not_held(lang, counts.not_held)),
        (counts.moved, today::count_moved(lang, counts.moved)),
        (counts.running, today::count_running(lang, counts.running)),
        (counts.left, today::count_left(lang, counts.left)),
    ];
    let some: Vec<String> = each.into_iter().filter(|(n, _)| *n > 0).map(|(_, text)| text).collect();
    let all = if some.is_empty() { today::count_alone(lang, counts.all) } else { today::count(lang, counts.all) };
    std::iter::once(all).chain(some).collect()
}
