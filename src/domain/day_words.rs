//! Days in everyday words, as people say them on the phone: `あした`, `金曜`, `来週の火曜`, `by Friday`.

use chrono::{Datelike, Months, NaiveDate, Weekday};

use super::BusinessDate;
use super::hours::typed_time;
use super::typed::numeric_date;
use crate::text::fold::fold;

/// Days from today; written as [`fold`] writes them.
const NEAR: [(&str, i64); 11] = [
    ("きょう", 0),
    ("今日", 0),
    ("本日", 0),
    ("today", 0),
    ("あす", 1),
    ("あした", 1),
    ("明日", 1),
    ("tomorrow", 1),
    ("あさって", 2),
    ("明後日", 2),
    ("the day after tomorrow", 2),
];

/// Weekdays from Monday: Japanese, English.
pub const WEEKDAYS: [(&str, &str); 7] = [
    ("月", "monday"),
    ("火", "tuesday"),
    ("水", "wednesday"),
    ("木", "thursday"),
    ("金", "friday"),
    ("土", "saturday"),
    ("日", "sunday"),
];

/// Until the end of what a promise gives as its time.
const SPANS: [(&str, Span); 32] = [
    ("今週", Span::Week(0)),
    ("今週中", Span::Week(0)),
    ("今週末", Span::Week(0)),
    ("週末", Span::Week(0)),
    ("this week", Span::Week(0)),
    ("the end of this week", Span::Week(0)),
    ("the end of the week", Span::Week(0)),
    ("end of week", Span::Week(0)),
    ("来週", Span::Week(1)),
    ("来週中", Span::Week(1)),
    ("来週末", Span::Week(1)),
    ("next week", Span::Week(1)),
    ("the end of next week", Span::Week(1)),
    ("再来週", Span::Week(2)),
    ("再来週中", Span::Week(2)),
    ("the week after next", Span::Week(2)),
    ("今月", Span::Month(0)),
    ("今月中", Span::Month(0)),
    ("今月末", Span::Month(0)),
    ("月末", Span::Month(0)),
    ("月内", Span::Month(0)),
    ("this month", Span::Month(0)),
    ("the end of this month", Span::Month(0)),
    ("the end of the month", Span::Month(0)),
    ("end of month", Span::Month(0)),
    ("来月", Span::Month(1)),
    ("来月中", Span::Month(1)),
    ("来月末", Span::Month(1)),
    ("next month", Span::Month(1)),
    ("the end of next month", Span::Month(1)),
    ("年末", Span::Year),
    ("年内", Span::Year),
];

/// A time at whose end a promise is due, by how many from the one of today.
#[derive(Debug, Clone, Copy)]
enum Span {
    Week(i64),
    Month(u32),
    Year,
}

/// Words with which a promise says its time without a `まで`: `今週中に送ります`.
const WITHIN: [&str; 8] = ["今週中", "来週中", "再来週中", "今月中", "来月中", "月内", "年内", "今日中"];

/// Characters before a `まで` among which a day is looked for.
const LONGEST: usize = 12;

/// A date in figures or a day in words, seen from `today`. A weekday is the next one after today; `来週` and `next` mean
/// that weekday in the week after this one.
pub fn day(text: &str, today: BusinessDate) -> Option<BusinessDate> {
    let later = |word: &str| {
        let (n, behind) = (word.strip_suffix("日後"), word.strip_prefix("in ").and_then(|w| w.strip_suffix(" days")));
        Some(today.plus(count(n.or(behind)?)?))
    };
    let word = || fold(text.trim());
    numeric_date(text, today).or_else(|| in_words(&word(), today)).or_else(|| later(&word()))
}

fn in_words(word: &str, today: BusinessDate) -> Option<BusinessDate> {
    if let Some((_, days)) = NEAR.iter().find(|(near, _)| *near == word) {
        return Some(today.plus(*days));
    }
    let next = |rest: &str| {
        let monday = today.plus(7 - i64::from(today.weekday().num_days_from_monday()));
        weekday(rest).map(|day| monday.plus(i64::from(day.num_days_from_monday())))
    };
    if let Some(rest) = word.strip_prefix("再来週") {
        return next(rest.trim_start_matches('の')).map(|day| day.plus(7));
    }
    if let Some(rest) = word.strip_prefix("来週") {
        return next(rest.trim_start_matches('の'));
    }
    if let Some(rest) = word.strip_prefix("next ") {
        return next(rest);
    }
    let this = word.strip_prefix("今週").map_or(word, |rest| rest.trim_start_matches('の'));
    let wanted = weekday(this.strip_prefix("this ").unwrap_or(this))?;
    (1..=7).map(|days| today.plus(days)).find(|date| date.weekday() == wanted)
}

/// `金曜`, `金曜日`, `friday`, `fri`; a single kanji is no weekday: it may be anything.
fn weekday(word: &str) -> Option<Weekday> {
    let at = WEEKDAYS.iter().position(|(kanji, english)| {
        let japanese = word.strip_prefix(kanji).is_some_and(|rest| matches!(rest, "曜" | "曜日"));
        japanese || word == *english || english.get(..3) == Some(word)
    })?;
    Weekday::try_from(u8::try_from(at).ok()?).ok()
}

/// The last day of the time that a promise names: a week ends on its Friday, and on a weekend with the Sunday.
fn last_day(word: &str, today: BusinessDate) -> Option<BusinessDate> {
    let end_of = |year: i32, month: u32, on: u32| {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        Some(BusinessDate(first.checked_add_months(Months::new(on + 1))?.pred_opt()?))
    };
    let (_, span) = SPANS.iter().find(|(said, _)| *said == word)?;
    match *span {
        Span::Week(on) => {
            let day = i64::from(today.weekday().num_days_from_monday());
            let last = if on == 0 && day > 4 { 6 } else { 4 };
            Some(today.plus(last - day + 7 * on))
        }
        Span::Month(on) => end_of(today.0.year(), today.0.month(), on),
        Span::Year => end_of(today.0.year(), 12, 0),
    }
}

/// What stands before a `まで` or behind a `by`: a day, or the time at whose end the promise is due.
fn due(text: &str, today: BusinessDate) -> Option<BusinessDate> {
    let word = fold(text.trim());
    let word = word.trim_end_matches("いっぱい").trim_end_matches("の終わり");
    // `きょうの17時まで` is due on that day.
    let times =
        || word.char_indices().map(|(at, _)| at).filter(|at| *at > 0).filter_map(|at| word.split_at_checked(at));
    let timed = times().find(|(_, time)| typed_time(time).is_some()).map(|(day, _)| day.trim());
    let word = timed.map_or(word, |day| day.trim_end_matches('の').trim_end_matches(" at"));
    let today_ends = ["今日中", "きょう中", "本日中", "the end of the day", "the end of today"].contains(&word);
    if today_ends { Some(today) } else { day(word, today).or_else(|| last_day(word, today)) }
}

/// `3日以内`, `2週間以内`, `3営業日以内`, `within 3 days`, `within a week`: the last day of so many.
fn in_so_many(text: &str, today: BusinessDate) -> Option<BusinessDate> {
    type On = fn(BusinessDate, i64) -> BusinessDate;
    const UNITS: [(&str, On); 5] = [
        ("営業日以内", weekdays_on),
        ("週間以内", |day, n| day.plus(7 * n)),
        ("日以内", |day, n| day.plus(n)),
        ("日間で", |day, n| day.plus(n)),
        ("日後", |day, n| day.plus(n)),
    ];
    let plain = fold(text);
    let japanese = UNITS.iter().find_map(|(unit, on)| {
        let before = plain.get(..plain.find(unit)?)?;
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        Some(on(today, count(before.get(before.len() - digits..)?)?))
    });
    japanese.or_else(|| {
        let words: Vec<&str> = plain.split_whitespace().map(|w| w.trim_matches(['.', ',', ';', '!'])).collect();
        let at = words.iter().position(|word| *word == "within")?;
        let n = match *words.get(at + 1)? {
            "a" | "one" | "the" => 1,
            "two" => 2,
            "three" => 3,
            digits => count(digits)?,
        };
        match (*words.get(at + 2)?, words.get(at + 3).copied()) {
            ("working" | "business", Some("day" | "days")) => Some(weekdays_on(today, n)),
            ("day" | "days", _) => Some(today.plus(n)),
            ("week" | "weeks", _) => Some(today.plus(7 * n)),
            _ => None,
        }
    })
}

/// How many, as long as somebody may mean it.
fn count(digits: &str) -> Option<i64> {
    digits.parse().ok().filter(|n| (1..=90).contains(n))
}

/// So many weekdays on; what else is free is not known here.
fn weekdays_on(from: BusinessDate, n: i64) -> BusinessDate {
    let is_workday = |day: &BusinessDate| day.weekday().num_days_from_monday() < 5;
    let mut days = (1..).map(|on| from.plus(on)).filter(is_workday);
    usize::try_from(n - 1).ok().and_then(|n| days.nth(n)).unwrap_or(from)
}

/// The day by which a sentence promises something: `金曜までに…`, `来週までに…`, `今月中に…`, `… by 11/28`, `… next week`.
pub fn promised_in(text: &str, today: BusinessDate) -> Option<BusinessDate> {
    let japanese = text.match_indices("まで").find_map(|(at, _)| {
        let before = text.get(..at)?;
        let starts = before.char_indices().rev().take(LONGEST).map(|(at, _)| at);
        // The longest that is a day: of 11/28 not 1/28, of 来週の金曜 not 金曜.
        starts.filter_map(|from| due(before.get(from..)?, today)).last()
    });
    let within = || WITHIN.iter().filter(|said| text.contains(**said)).max_by_key(|said| said.len());
    let spans = || within().and_then(|said| due(said, today)).or_else(|| in_so_many(text, today));
    japanese.or_else(spans).or_else(|| {
        let plain = fold(text);
        let words: Vec<&str> = plain.split_whitespace().map(|w| w.trim_matches(['.', ',', ';', '!'])).collect();
        let said = |from: usize, count: usize| Some(words.get(from..from + count)?.join(" "));
        let by = words.iter().position(|word| *word == "by" || *word == "until");
        let by = by.and_then(|by| (1..=5).rev().find_map(|count| due(&said(by + 1, count)?, today)));
        // Without a preposition only what cannot mean anything else.
        let plainly = || {
            (0..words.len()).find_map(|from| {
                let said = said(from, 2).filter(|s| matches!(s.as_str(), "next week" | "this week" | "next month"))?;
                due(&said, today)
            })
        };
        by.or_else(plainly)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_people_say_them() {
        let wednesday = BusinessDate::new(2026, 11, 25).unwrap();
        let date = |m, d| BusinessDate::new(2026, m, d);
        for (text, expected) in [
            ("きょう", date(11, 25)),
            ("明日", date(11, 26)),
            ("アシタ", date(11, 26)),
            ("あさって", date(11, 27)),
            ("金曜", date(11, 27)),
            ("金曜日", date(11, 27)),
            ("水曜", date(12, 2)),
            ("今週の金曜", date(11, 27)),
            ("来週の火曜", date(12, 1)),
            ("来週月曜日", date(11, 30)),
            ("Friday", date(11, 27)),
            ("ｆｒｉ", date(11, 27)),
            ("next Tue", date(12, 1)),
            ("tomorrow", date(11, 26)),
            ("11/28", date(11, 28)),
            ("再来週の月曜", date(12, 7)),
            ("３日後", date(11, 28)),
            ("in 3 days", date(11, 28)),
            ("金", None),
            // A day is wanted here, and a week is none.
            ("来週", None),
            ("", None),
        ] {
            assert_eq!(day(text, wednesday), expected, "{text}");
        }
    }

    #[test]
    fn the_day_of_a_promise_stands_in_its_sentence() {
        let wednesday = BusinessDate::new(2026, 11, 25).unwrap();
        let date = |m, d| BusinessDate::new(2026, m, d);
        for (text, expected) in [
            ("金曜までに指導文のひな形を送る", date(11, 27)),
            ("ひな形は来週の月曜までに送ります", date(11, 30)),
            ("11/28までに調べる", date(11, 28)),
            ("12月1日までに", date(12, 1)),
            ("明日まで", date(11, 26)),
            ("I send the template by Friday.", date(11, 27)),
            ("look it up by next Monday, at noon", date(11, 30)),
            ("by the day after tomorrow", date(11, 27)),
            ("来週までにマニュアルを送る", date(12, 4)),
            ("今週中に送ります", date(11, 27)),
            ("今週いっぱいまでに", date(11, 27)),
            ("来週中に返事をする", date(12, 4)),
            ("再来週までに", date(12, 11)),
            ("月末までに見積を出す", date(11, 30)),
            ("来月末までに", date(12, 31)),
            ("年内に", date(12, 31)),
            ("来週の水曜までに電話", date(12, 2)),
            ("再来週の水曜までに電話", date(12, 9)),
            ("今日中に送る", date(11, 25)),
            ("I send it next week", date(12, 4)),
            ("send the manual by next week", date(12, 4)),
            ("by the end of next week, please", date(12, 4)),
            ("the price by the end of the month", date(11, 30)),
            ("by the end of this month", date(11, 30)),
            ("by the end of the day", date(11, 25)),
            ("until Friday I look it up", date(11, 27)),
            ("３日以内に連絡", date(11, 28)),
            ("2週間以内に返事", date(12, 9)),
            ("3営業日以内に見積", date(11, 30)),
            ("call back within 3 days", date(11, 28)),
            ("within a week, at the latest", date(12, 2)),
            ("within two working days", date(11, 27)),
            ("きょうの17時までに送る", date(11, 25)),
            ("あした17時半までに電話", date(11, 26)),
            ("by tomorrow 5pm", date(11, 26)),
            ("以内に連絡", None),
            ("来週の予定を聞く", None),
            ("どこまで進んだか調べる", None),
            ("金曜に電話する", None),
            ("go through it step by step", None),
        ] {
            assert_eq!(promised_in(text, wednesday), expected, "{text}");
        }
    }

    #[test]
    fn a_week_that_is_over_ends_on_its_sunday() {
        let saturday = BusinessDate::new(2026, 11, 28).unwrap();
        assert_eq!(promised_in("今週中に送る", saturday), BusinessDate::new(2026, 11, 29));
        assert_eq!(promised_in("来週までに", saturday), BusinessDate::new(2026, 12, 4));
    }
}
