//! Times and dates as the screens write them.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Weekday};

use crate::domain::{AppointmentKind, AppointmentState, Decimal, Unit};
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

/// What an appointment is: 第5回, キックオフ, 第7回 補講.
pub fn meeting(lang: Lang, kind: AppointmentKind, number: Option<u8>) -> String {
    match (kind, number) {
        (AppointmentKind::Session, Some(n)) if n > 0 => common::session_no(lang, n),
        (AppointmentKind::Extra, Some(n)) => common::extra(lang, n),
        (AppointmentKind::Kickoff, _) | (AppointmentKind::Session, Some(_)) => common::kickoff(lang).to_owned(),
        (AppointmentKind::FollowUpCall, _) => common::follow_up_call(lang).to_owned(),
        (AppointmentKind::Support, _) | (AppointmentKind::Session | AppointmentKind::Extra, None) => {
            common::support(lang).to_owned()
        }
    }
}

/// The same in four cells: 5回, K, 7補.
pub fn meeting_short(lang: Lang, kind: AppointmentKind, number: Option<u8>) -> String {
    match (kind, number) {
        (AppointmentKind::Session, Some(n)) if n > 0 => common::session_short(lang, n),
        (AppointmentKind::Extra, Some(n)) => common::extra_short(lang, n),
        (AppointmentKind::Kickoff, _) | (AppointmentKind::Session, Some(_)) => common::kickoff_short(lang).to_owned(),
        (AppointmentKind::FollowUpCall, _) => common::follow_up_call_short(lang).to_owned(),
        (AppointmentKind::Support, _) | (AppointmentKind::Session | AppointmentKind::Extra, None) => {
            common::support_short(lang).to_owned()
        }
    }
}

/// The state of an appointment as a word.
pub const fn appointment(lang: Lang, state: AppointmentState) -> &'static str {
    match state {
        AppointmentState::Scheduled => common::state_scheduled(lang),
        AppointmentState::Waiting => common::state_waiting(lang),
        AppointmentState::InProgress => common::state_in_progress(lang),
        AppointmentState::Held => common::state_held(lang),
        AppointmentState::BrokenOff => common::state_broken_off(lang),
        AppointmentState::Rescheduled => common::state_rescheduled(lang),
        AppointmentState::Cancelled => common::state_cancelled(lang),
        AppointmentState::LateCancel => common::state_late_cancel(lang),
        AppointmentState::NoShow => common::state_no_show(lang),
        AppointmentState::CancelledByUs => common::state_cancelled_by_us(lang),
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
    let value = value.short();
    match unit {
        Unit::Percent => format!("{value}%"),
        Unit::Minutes => common::unit_minutes(lang, value),
        Unit::Hours => format!("{value}h"),
        Unit::Count => value,
        Unit::Yen => common::unit_yen(lang, value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_meeting_has_a_name_and_a_short_one_of_four_cells() {
        for lang in Lang::ALL {
            for kind in AppointmentKind::ALL {
                for number in [None, Some(0), Some(7), Some(12)] {
                    assert!(!meeting(lang, *kind, number).is_empty());
                    assert!(crate::text::width::cells(&meeting_short(lang, *kind, number)) <= 4);
                }
            }
        }
        assert_eq!(meeting(Lang::Ja, AppointmentKind::Extra, Some(7)), "第7回 補講");
        assert_eq!(meeting_short(Lang::En, AppointmentKind::Session, Some(0)), "K");
    }

    #[test]
    fn days_are_short_in_both_languages() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        assert_eq!(day(Lang::Ja, date), "11/21(土)");
        assert_eq!(day(Lang::En, date), "Sat 11/21");
    }
}
