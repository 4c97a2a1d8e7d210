//! What a trainer types: a date, and a note line with its prefix.

use chrono::{Datelike, NaiveDateTime};

use super::hours::typed_span;
use super::{BusinessDate, NoteKind, day_words};
use crate::text::keys::alias;
use crate::text::prefix::{Prefix, split};

/// The date of a typed text: `11/26`, `11月26日`, `2026-11-26`, in full width as well, or a day in words. Without a year it is
/// the nearest to `today`.
pub fn typed_date(text: &str, today: BusinessDate) -> Option<BusinessDate> {
    day_words::day(text, today)
}

/// A date in figures.
pub(super) fn numeric_date(text: &str, today: BusinessDate) -> Option<BusinessDate> {
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

/// Why a text is no slot: the part that cannot be read, and the date where that could.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlotTypo {
    Date {
        text: String,
    },
    /// There is a date and no time behind it.
    NoTime {
        date: BusinessDate,
    },
    Time {
        date: BusinessDate,
        text: String,
    },
}

/// The date and time of a typed text, with its minutes where an end is given: `11/28 14:00`, `2026-11-28 14:00-14:45`,
/// `あした17時半`, `11月28日14時30分`, with the weekday as screens write it and in full width as well. The date is read as
/// [`typed_date`] reads it, the time as [`typed_time`](super::hours::typed_time) does; alone it is one of today.
pub fn typed_slot(text: &str, today: BusinessDate) -> Result<(NaiveDateTime, Option<u32>), SlotTypo> {
    let plain: String = text.trim().chars().map(|c| alias(c).unwrap_or(c)).collect();
    let plain = without_weekday(&plain);
    let plain = plain.trim();
    let ends = || plain.char_indices().map(|(at, _)| at).chain([plain.len()]).rev();
    let split = |at: usize| {
        let (date, time) = plain.split_at(at);
        // Not the 2/3 of a 2/30.
        let digit = |c: char| c.is_ascii_digit();
        if date.ends_with(digit) && time.starts_with(digit) {
            return None;
        }
        // `2026-11-28T14:00`, but not the T of a Tuesday.
        let time = if date.ends_with(digit) { time.strip_prefix('T').unwrap_or(time) } else { time };
        let date = typed_date(date.trim().trim_end_matches('の'), today)?;
        let time = time.trim().trim_start_matches('の');
        Some((date, time.strip_prefix("at ").unwrap_or(time).trim()))
    };
    let splits = || ends().filter_map(split);
    let found = splits().find_map(|(date, time)| Some((date, typed_span(time)?)));
    let alone = || typed_span(plain).map(|span| (today, span));
    let Some((date, (start, end))) = found.or_else(alone) else {
        return Err(match splits().next() {
            Some((date, "")) => SlotTypo::NoTime { date },
            Some((date, text)) => SlotTypo::Time { date, text: text.to_owned() },
            None => {
                // What stands before a time was to be the date.
                let mut starts = plain.char_indices().map(|(at, _)| at);
                let time = starts.find(|at| plain.get(*at..).is_some_and(|t| typed_span(t).is_some()));
                SlotTypo::Date { text: plain.get(..time.unwrap_or(plain.len())).unwrap_or(plain).trim().to_owned() }
            }
        });
    };
    let minutes = match end {
        Some(end) => Some(u32::try_from((end - start).num_minutes()).map_err(|_| SlotTypo::Time {
            date,
            text: format!("{}-{}", start.format("%H:%M"), end.format("%H:%M")),
        })?),
        None => None,
    };
    Ok((date.0.and_time(start), minutes))
}

/// Without what stands in brackets: `11/28(土)`.
fn without_weekday(text: &str) -> String {
    match (text.find('('), text.find(')')) {
        (Some(from), Some(to)) if from < to => {
            let (before, after) = (text.get(..from).unwrap_or(""), text.get(to + 1..).unwrap_or(""));
            format!("{before} {after}")
        }
        _ => text.to_owned(),
    }
}

/// What a typed line is: its kind, its text and the day of a promise. `chosen` is the kind without a prefix.
pub fn filed(raw: &str, chosen: NoteKind, today: BusinessDate) -> (NoteKind, String, Option<BusinessDate>) {
    // A promise says by when, if it does, in its own words.
    let dated = |kind: NoteKind, text: &str| {
        let by = if kind == NoteKind::Promise { day_words::promised_in(text, today) } else { None };
        (kind, text.trim().to_owned(), by)
    };
    let plain = || dated(chosen, raw);
    match split(raw) {
        (Prefix::Kind(word), rest) => match NoteKind::from_word(word) {
            Some(NoteKind::Memo) | None => plain(),
            Some(kind) => dated(kind, rest),
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
            ("あした", date(2026, 11, 26)),
            ("11", None),
            ("", None),
            ("1/2/3/4", None),
        ] {
            assert_eq!(typed_date(text, today), expected, "{text}");
        }
    }

    #[test]
    fn slots_in_the_ways_they_are_typed() {
        let today = BusinessDate::new(2026, 11, 25).unwrap();
        let at = |y, m, d, hour, minute| BusinessDate::new(y, m, d).unwrap().0.and_hms_opt(hour, minute, 0).unwrap();
        let day = |d| BusinessDate::new(2026, 11, d).unwrap();
        let date = |text: &str| Err(SlotTypo::Date { text: text.to_owned() });
        let time = |text: &str| Err(SlotTypo::Time { date: day(28), text: text.to_owned() });
        for (text, expected) in [
            ("11/28 14:00", Ok((at(2026, 11, 28, 14, 0), None))),
            ("2026-11-28 14:00", Ok((at(2026, 11, 28, 14, 0), None))),
            ("2026-11-28T9:05", Ok((at(2026, 11, 28, 9, 5), None))),
            ("１１／２８　１４：００", Ok((at(2026, 11, 28, 14, 0), None))),
            ("11/28(土) 14:00-14:45", Ok((at(2026, 11, 28, 14, 0), Some(45)))),
            ("11月28日14時30分", Ok((at(2026, 11, 28, 14, 30), None))),
            ("11月28日　14時", Ok((at(2026, 11, 28, 14, 0), None))),
            ("1/8 10:00", Ok((at(2027, 1, 8, 10, 0), None))),
            ("あした17時半", Ok((at(2026, 11, 26, 17, 30), None))),
            ("あしたの夕方5時", Ok((at(2026, 11, 26, 17, 0), None))),
            ("木曜 17:30", Ok((at(2026, 11, 26, 17, 30), None))),
            ("11/28 2時", Ok((at(2026, 11, 28, 14, 0), None))),
            ("11/28 14時から15時", Ok((at(2026, 11, 28, 14, 0), Some(60)))),
            ("tomorrow at 5pm", Ok((at(2026, 11, 26, 17, 0), None))),
            ("11/28", Err(SlotTypo::NoTime { date: day(28) })),
            ("14:00", Ok((at(2026, 11, 25, 14, 0), None))),
            ("14:00-14:30", Ok((at(2026, 11, 25, 14, 0), Some(30)))),
            ("日曜 14:00", Ok((at(2026, 11, 29, 14, 0), None))),
            ("あした 9:30", Ok((at(2026, 11, 26, 9, 30), None))),
            ("来週の火曜　14時", Ok((at(2026, 12, 1, 14, 0), None))),
            ("next Tue 14:00", Ok((at(2026, 12, 1, 14, 0), None))),
            ("いつか 14:00", date("いつか")),
            ("2/30 14:00", date("2/30")),
            ("", date("")),
            ("11/28 14", time("14")),
            ("11/28 25:00", time("25:00")),
            ("11/28 14:00-13:00", time("14:00-13:00")),
            ("11/28 17時はん", time("17時はん")),
        ] {
            assert_eq!(typed_slot(text, today), expected, "{text}");
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
            ("約束: 金曜までに送る", NoteKind::Memo, NoteKind::Promise, "金曜までに送る", by(11, 27)),
            ("来週の月曜までに送る", NoteKind::Promise, NoteKind::Promise, "来週の月曜までに送る", by(11, 30)),
            ("金曜までに送ると言っていた", NoteKind::Memo, NoteKind::Memo, "金曜までに送ると言っていた", None),
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
