//! Times and dates as the screens write them.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Weekday};

use crate::domain::{Decimal, Unit};
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

/// What a gate of the programme asks for, by its id.
pub fn gate(lang: Lang, owner: &str, id: &str) -> String {
    match id {
        "kickoff" => common::gate_kickoff(lang, owner),
        "device" => common::gate_device(lang).to_owned(),
        "flow" => common::gate_flow(lang).to_owned(),
        "go-live" => common::gate_go_live(lang).to_owned(),
        "judgement" => common::gate_judgement(lang).to_owned(),
        other => common::gate_item(lang, other.strip_prefix("item:").unwrap_or(other)),
    }
}

/// A figure with its unit: `62%`, `3.5分`.
pub fn figure(lang: Lang, value: Decimal, unit: Unit) -> String {
    match unit {
        Unit::Percent => format!("{value}%"),
        Unit::Minutes => common::unit_minutes(lang, value),
        Unit::Hours => format!("{value}h"),
        Unit::Count => value.to_string(),
        Unit::Yen => common::unit_yen(lang, value),
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
