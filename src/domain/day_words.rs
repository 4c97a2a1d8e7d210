//! Days in everyday words, as people say them on the phone: `あした`, `金曜`, `来週の火曜`, `by Friday`.

use chrono::Weekday;

use super::BusinessDate;
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

/// Characters before a `まで` among which a day is looked for.
const LONGEST: usize = 12;

/// A date in figures or a day in words, seen from `today`. A weekday is the next one after today; `来週` and `next` mean
/// that weekday in the week after this one.
pub fn day(text: &str, today: BusinessDate) -> Option<BusinessDate> {
    numeric_date(text, today).or_else(|| in_words(&fold(text.trim()), today))
}

fn in_words(word: &str, today: BusinessDate) -> Option<BusinessDate> {
    if let Some((_, days)) = NEAR.iter().find(|(near, _)| *near == word) {
        return Some(today.plus(*days));
    }
    let next = |rest: &str| {
        let monday = today.plus(7 - i64::from(today.weekday().num_days_from_monday()));
        weekday(rest).map(|day| monday.plus(i64::from(day.num_days_from_monday())))
    };
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

/// The day by which a sentence promises something: `金曜までに…`, `… by 11/28`.
pub fn promised_in(text: &str, today: BusinessDate) -> Option<BusinessDate> {
    let japanese = text.match_indices("まで").find_map(|(at, _)| {
        let before = text.get(..at)?;
        let starts = before.char_indices().rev().take(LONGEST).map(|(at, _)| at);
        // The longest that is a day: of 11/28 not 1/28, of 来週の金曜 not 金曜.
        starts.filter_map(|from| day(before.get(from..)?, today)).last()
    });
    japanese.or_else(|| {
        let plain = fold(text);
        let words: Vec<&str> = plain.split_whitespace().map(|w| w.trim_matches(['.', ',', ';', '!'])).collect();
        let by = words.iter().position(|word| *word == "by")?;
        let said = |count: usize| Some(words.get(by + 1..by + 1 + count)?.join(" "));
        [4, 2, 1].into_iter().find_map(|count| day(&said(count)?, today))
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
            ("金", None),
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
            ("どこまで進んだか調べる", None),
            ("金曜に電話する", None),
            ("go through it step by step", None),
        ] {
            assert_eq!(promised_in(text, wednesday), expected, "{text}");
        }
    }
}
