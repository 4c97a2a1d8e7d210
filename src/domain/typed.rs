//! What a trainer types: a date, and a note line with its prefix.

use chrono::Datelike;

use super::{BusinessDate, NoteKind};
use crate::text::keys::alias;
use crate::text::prefix::{Prefix, split};

/// The date of a typed text: `11/26`, `11月26日`, `2026-11-26`, in full width as well. Without a year it is the nearest to
/// `today`.
pub fn typed_date(text: &str, today: BusinessDate) -> Option<BusinessDate> {
    let plain: String = text.trim().chars().map(|c| alias(c).unwrap_or(c)).collect();
    let plain = plain.replace(['年', '月', '-', '.'], "/");
    let parts: Vec<&str> = plain.trim_end_matches('日').split('/').map(str::trim).collect();
    match parts.as_slice() {
        [year, month, day] => BusinessDate::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?),
        [month, day] => {
            let (month, day) = (month.parse().ok()?, day.parse().ok()?);
            let year = today.0.year();
            let near = (year - 1..=year + 1).filter_map(|year| BusinessDate::new(year, month, day));
            near.min_by_key(|date| date.days_since(today).abs())
        }
        _ => None,
    }
}

/// What a typed line is: its kind, its text and the day of a promise. `chosen` is the kind without a prefix.
pub fn filed(raw: &str, chosen: NoteKind, today: BusinessDate) -> (NoteKind, String, Option<BusinessDate>) {
    let plain = || (chosen, raw.trim().to_owned(), None);
    match split(raw) {
        (Prefix::Kind(word), rest) => match NoteKind::from_word(word) {
            Some(NoteKind::Memo) | None => plain(),
            Some(kind) => (kind, rest.trim().to_owned(), None),
        },
        (Prefix::PromiseBy(date), rest) => match typed_date(date, today) {
            Some(by) => (NoteKind::Promise, rest.trim().to_owned(), Some(by)),
            // A date that cannot be read stays readable.
            None => (NoteKind::Promise, raw.trim().to_owned(), None),
        },
        // What was kept is no open promise.
        (Prefix::PromiseKept, _) => plain(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_the_ways_they_are_typed() {
        let today = BusinessDate::new(2026, 11, 25).unwrap();
        let date = |y, m, d| BusinessDate::new(y, m, d);
        for (text, expected) in [
            ("11/26", date(2026, 11, 26)),
            (" 11/6 ", date(2026, 11, 6)),
            ("１１／２６", date(2026, 11, 26)),
            ("11月26日", date(2026, 11, 26)),
            ("2026年12月1日", date(2026, 12, 1)),
            ("2026-12-01", date(2026, 12, 1)),
            ("1/8", date(2027, 1, 8)),
            ("2/30", None),
            ("あした", None),
            ("11", None),
            ("", None),
            ("1/2/3/4", None),
        ] {
            assert_eq!(typed_date(text, today), expected, "{text}");
        }
    }

    #[test]
    fn a_line_is_filed_by_its_prefix_or_by_the_chosen_kind() {
        let today = BusinessDate::new(2026, 11, 25).unwrap();
        let by = |m, d| BusinessDate::new(2026, m, d);
        for (raw, chosen, kind, text, promised) in [
            ("忙しい", NoteKind::Memo, NoteKind::Memo, "忙しい", None),
            ("忙しい", NoteKind::Stuck, NoteKind::Stuck, "忙しい", None),
            ("要望：並び順", NoteKind::Memo, NoteKind::Request, "並び順", None),
            ("できた: 下書き", NoteKind::Memo, NoteKind::Win, "下書き", None),
            ("要望:", NoteKind::Memo, NoteKind::Request, "", None),
            ("約束(2026-11-27): 調べる", NoteKind::Memo, NoteKind::Promise, "調べる", by(11, 27)),
            ("約束(12/1): 調べる", NoteKind::Memo, NoteKind::Promise, "調べる", by(12, 1)),
            ("約束(11月30日): 調べる", NoteKind::Memo, NoteKind::Promise, "調べる", by(11, 30)),
            ("約束（１１／２７）：調べる", NoteKind::Memo, NoteKind::Promise, "調べる", by(11, 27)),
            ("約束(11/20): 調べる", NoteKind::Memo, NoteKind::Promise, "調べる", by(11, 20)),
            ("約束(1/5): 調べる", NoteKind::Memo, NoteKind::Promise, "調べる", BusinessDate::new(2027, 1, 5)),
            ("約束(来週): 調べる", NoteKind::Memo, NoteKind::Promise, "約束(来週): 調べる", None),
            ("約束済: 調べた", NoteKind::Memo, NoteKind::Memo, "約束済: 調べた", None),
            ("  ", NoteKind::Question, NoteKind::Question, "", None),
        ] {
            assert_eq!(filed(raw, chosen, today), (kind, text.to_owned(), promised), "{raw}");
        }
    }
}
