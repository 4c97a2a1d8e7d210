//! Times and dates as the screens write them.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Weekday};

use crate::i18n::{Lang, common};

/// `13:52`.
pub fn clock(local: NaiveDateTime) -> String {
    local.format("%H:%M").to_string()
}

/// `14:15:08`.
pub fn clock_seconds(local: NaiveDateTime) -> String {
    local.format("%H:%M:%S").to_string()
}

/// `11/21`.
pub fn month_day(date: NaiveDate) -> String {
    format!("{:02}/{:02}", date.month(), date.day())
}

/// `11/21(土)`, `Sat 11/21`.
pub fn day(lang: Lang, date: NaiveDate) -> String {
    common::day(lang, &month_day(date), weekday(lang, date.weekday()))
}

/// `月`, `Mon`.
pub const fn weekday(lang: Lang, day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => common::monday(lang),
        Weekday::Tue => common::tuesday(lang),
        Weekday::Wed => common::wednesday(lang),
        Weekday::Thu => common::thursday(lang),
        Weekday::Fri => common::friday(lang),
        Weekday::Sat => common::saturday(lang),
        Weekday::Sun => common::sunday(lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_short_in_both_languages() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        assert_eq!(day(Lang::Ja, date), "11/21(土)");
        assert_eq!(day(Lang::En, date), "Sat 11/21");
    }
}
