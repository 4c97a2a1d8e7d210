//! The day of practice and the days counted from it.

use chrono::{DateTime, NaiveTime, Utc};

use crate::domain::kinds::words;
use crate::domain::{BusinessDate, WorkDays, Zone};
use serde::{Deserialize, Serialize};

words!(
    /// How far the practice day has got when it is opened.
    Preset {
        /// 09:00, nothing started.
        Morning = "morning",
        /// 16:30, to be reviewed and closed.
        Evening = "evening",
    }
);

impl Preset {
    /// The wall clock at which the day is opened.
    pub const fn opens(self) -> NaiveTime {
        match self {
            Self::Morning => clock(9, 0),
            Self::Evening => clock(16, 30),
        }
    }
}

/// Before anybody works: the hour at which rows are written that no hour belongs to.
pub(super) const EARLY: NaiveTime = clock(8, 0);

/// A time that exists.
const fn clock(hour: u32, minute: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, minute, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

/// T: that day, or the Monday after a weekend. A practice file knows no holidays.
pub fn practice_date(today: BusinessDate) -> BusinessDate {
    WorkDays::default().on_or_after(today)
}

/// T and the instant at which the practice clock starts: at the preset's hour of T. With a clock that was set by hand
/// (`--now`) it starts there if that is on T.
pub fn begin(preset: Preset, zone: Zone, now: DateTime<Utc>, set_by_hand: bool) -> (BusinessDate, DateTime<Utc>) {
    let today = zone.business_date(now);
    let date = practice_date(today);
    let starts = if set_by_hand && date == today { now } else { zone.on(date, preset.opens()) };
    (date, starts)
}

/// The day that lies `days` from `today`: one before it that falls on a weekend is the Friday before, one after it the
/// Monday after.
pub(super) fn off(today: BusinessDate, days: i64) -> BusinessDate {
    let work = WorkDays::default();
    let mut date = today.plus(days);
    while !work.is_work_day(date) {
        date = date.plus(if days > 0 { 1 } else { -1 });
    }
    date
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> BusinessDate {
        BusinessDate::parse(text).unwrap()
    }

    #[test]
    fn a_weekend_practises_on_monday() {
        for (today, date) in [("2026-11-20", "2026-11-20"), ("2026-11-21", "2026-11-23"), ("2026-11-22", "2026-11-23")]
        {
            assert_eq!(practice_date(d(today)), d(date), "{today}");
        }
    }

    #[test]
    fn days_move_off_weekends_away_from_today() {
        let wednesday = d("2026-11-25");
        for (days, date) in [(0, "2026-11-25"), (-1, "2026-11-24"), (-3, "2026-11-20"), (-4, "2026-11-20")] {
            assert_eq!(off(wednesday, days), d(date), "{days}");
        }
        for (days, date) in [(3, "2026-11-30"), (4, "2026-11-30"), (6, "2026-12-01")] {
            assert_eq!(off(wednesday, days), d(date), "{days}");
        }
    }

    #[test]
    fn the_clock_starts_at_the_preset_or_where_it_was_set() {
        let tokyo = Zone::named("Asia/Tokyo").unwrap();
        let at = |date: &str, h, m| tokyo.instant(d(date).0.and_hms_opt(h, m, 0).unwrap());
        let wednesday = at("2026-11-25", 11, 20);
        let nine = (d("2026-11-25"), at("2026-11-25", 9, 0));
        assert_eq!(begin(Preset::Morning, tokyo, wednesday, false), nine);
        assert_eq!(begin(Preset::Morning, tokyo, wednesday, true), (d("2026-11-25"), wednesday));
        let sunday = at("2026-11-22", 11, 20);
        assert_eq!(begin(Preset::Evening, tokyo, sunday, true), (d("2026-11-23"), at("2026-11-23", 16, 30)));
        // Sunday night still belongs to the weekend, Friday night to Friday.
        assert_eq!(begin(Preset::Morning, tokyo, at("2026-11-23", 2, 0), true).1, at("2026-11-23", 9, 0));
        assert_eq!(begin(Preset::Morning, tokyo, at("2026-11-21", 2, 0), true).0, d("2026-11-20"));
    }
}
