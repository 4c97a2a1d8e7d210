//! What a trainer types: a date, and a note line with its prefix.

use chrono::{Datelike, NaiveDateTime, NaiveTime};

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

/// Why a text is no slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotTypo {
    Date,
    /// There is a date and no time behind it.
    NoTime,
    Time,
}

/// The date and time of a typed text, with its minutes where an end is given: `11/28 14:00`, `2026-11-28 14:00-14:45`,
/// `11月28日14時30分`, with the weekday as screens write it and in full width as well. The date is read as [`typed_date`]
/// reads it.
pub fn typed_slot(text: &str, today: BusinessDate) -> Result<(NaiveDateTime, Option<u32>), SlotTypo> {
    let plain: String = text.trim().chars().map(|c| alias(c).unwrap_or(c)).collect();
    let plain = day_apart(&without_weekday(&plain));
    // `2026-11-28T14:00`, but not the T of a Tuesday.
    let plain = match plain.split_once('T') {
        Some((date, time)) if date.ends_with(|c: char| c.is_ascii_digit()) => format!("{date} {time}"),
        _ => plain,
    };
    let plain = plain.trim();
    // The time is what stands last; alone it is one of today.
    let (date, time) = match plain.rsplit_once(' ') {
        Some((date, time)) => (date.trim(), time),
        None if typed_time(plain.split(['-', '~', '〜']).next().unwrap_or("")).is_some() => ("today", plain),
        None => (plain, ""),
    };
    let date = typed_date(date, today).ok_or(SlotTypo::Date)?;
    if time.is_empty() {
        return Err(SlotTypo::NoTime);
    }
    let (from, to) = match time.split_once(['-', '~', '〜']) {
        Some((from, to)) => (from, Some(to)),
        None => (time, None),
    };
    let start = typed_time(from).ok_or(SlotTypo::Time)?;
    let minutes = match to.map(|to| typed_time(to).ok_or(SlotTypo::Time)).transpose()? {
        Some(end) => Some(u32::try_from((end - start).num_minutes()).map_err(|_| SlotTypo::Time)?),
        None => None,
    };
    Ok((date.0.and_time(start), minutes))
}

/// `11月28日14時`: the time apart from the day, but a `日曜` whole.
fn day_apart(text: &str) -> String {
    match text
        .match_indices('日')
        .find(|(at, _)| text.get(..*at).is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit())))
    {
        Some((at, day)) => format!("{} {}", &text[..at + day.len()], &text[at + day.len()..]),
        None => text.to_owned(),
    }
}

/// `14:00`, `14時`, `14時30分`.
fn typed_time(text: &str) -> Option<NaiveTime> {
    let plain = text.trim().replace('時', ":");
    let (hour, minute) = plain.trim_end_matches('分').split_once(':')?;
    let minute = if minute.is_empty() && text.contains('時') { 0 } else { minute.trim().parse().ok()? };
    NaiveTime::from_hms_opt(hour.trim().parse().ok()?, minute, 0)
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
        for (text, expected) in [
            ("11/28 14:00", Ok((at(2026, 11, 28, 14, 0), None))),
            ("2026-11-28 14:00", Ok((at(2026, 11, 28, 14, 0), None))),
            ("2026-11-28T9:05", Ok((at(2026, 11, 28, 9, 5), None))),
            ("１１／２８　１４：００", Ok((at(2026, 11, 28, 14, 0), None))),
            ("11/28(土) 14:00-14:45", Ok((at(2026, 11, 28, 14, 0), Some(45)))),
            ("11月28日14時30分", Ok((at(2026, 11, 28, 14, 30), None))),
            ("11月28日　14時", Ok((at(2026, 11, 28, 14, 0), None))),
            ("1/8 10:00", Ok((at(2027, 1, 8, 10, 0), None))),
            ("11/28", Err(SlotTypo::NoTime)),
            ("14:00", Ok((at(2026, 11, 25, 14, 0), None))),
            ("14:00-14:30", Ok((at(2026, 11, 25, 14, 0), Some(30)))),
            ("日曜 14:00", Ok((at(2026, 11, 29, 14, 0), None))),
            ("あした 9:30", Ok((at(2026, 11, 26, 9, 30), None))),
            ("来週の火曜　14時", Ok((at(2026, 12, 1, 14, 0), None))),
            ("next Tue 14:00", Ok((at(2026, 12, 1, 14, 0), None))),
            ("いつか 14:00", Err(SlotTypo::Date)),
            ("2/30 14:00", Err(SlotTypo::Date)),
            ("", Err(SlotTypo::Date)),
            ("11/28 14", Err(SlotTypo::Time)),
            ("11/28 25:00", Err(SlotTypo::Time)),
            ("11/28 14:00-13:00", Err(SlotTypo::Time)),
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
