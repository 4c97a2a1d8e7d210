//! Days: the business date that rolls over at 04:00, working days, and local time of a zone.

use std::fmt;

use chrono::{
    DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, Utc, Weekday,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tz::{LocalTimeType, TimeZoneRef};

/// The hour at which one day's work becomes the next day's (04:00).
const ROLLOVER_HOURS: i64 = 4;

/// A date of work in the home zone: what happens at 02:00 belongs to the evening before. Written as `2026-11-25` where
/// people read, as a day number in compact formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BusinessDate(pub NaiveDate);

impl BusinessDate {
    /// The date of year, month, day; `None` when there is no such day.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }
    /// Reads `2026-11-25`.
    pub fn parse(text: &str) -> Option<Self> {
        // Hundreds are read before the first frame: by hand, since the format never varies.
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
        let number =
            |digits: &[u8]| digits.iter().try_fold(0, |n, d| d.is_ascii_digit().then(|| n * 10 + u32::from(d - b'0')));
        let year = number(&[y1, y2, y3, y4])?;
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, number(&[m1, m2])?, number(&[d1, d2])?).map(Self)
    }
    /// `n` calendar days later (earlier when negative); stays at the ends of the calendar that can be written: a year has
    /// four digits.
    #[must_use]
    pub fn plus(self, n: i64) -> Self {
        let step = Days::new(n.unsigned_abs());
        let moved = if n < 0 { self.0.checked_sub_days(step) } else { self.0.checked_add_days(step) };
        let end = if n < 0 { NaiveDate::from_ymd_opt(0, 1, 1) } else { NaiveDate::from_ymd_opt(9999, 12, 31) };
        let moved = moved.filter(|date| (0..=9999).contains(&date.year()));
        Self(moved.or(end).unwrap_or(self.0))
    }
    /// The days from the beginning of the calendar to this date, for what is counted with.
    pub fn counted(self) -> i32 {
        self.0.num_days_from_ce()
    }
    /// Calendar days from `earlier` to this date.
    pub fn days_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).num_days()
    }
    /// Days of years that all have 366, counted from 2020: small for the years of this program, and a year and a day of it
    /// without a calendar.
    pub(super) fn packed(self) -> i32 {
        let day = i32::try_from(self.0.ordinal0()).unwrap_or_default();
        (self.0.year() - 2020) * 366 + day
    }
    pub(super) fn unpacked(packed: i32) -> Option<Self> {
        let day = u32::try_from(packed.rem_euclid(366)).ok()?;
        NaiveDate::from_yo_opt(packed.div_euclid(366) + 2020, day + 1).map(Self)
    }
    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }
}

impl fmt::Display for BusinessDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl Serialize for BusinessDate {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        // Cached rows hold dozens of dates and are read by the thousand: two bytes instead of eleven, and no parsing.
        if s.is_human_readable() { s.collect_str(self) } else { s.serialize_i32(self.packed()) }
    }
}

impl<'de> Deserialize<'de> for BusinessDate {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let date = if d.is_human_readable() {
            Self::parse(&String::deserialize(d)?)
        } else {
            Self::unpacked(i32::deserialize(d)?)
        };
        date.ok_or_else(|| serde::de::Error::custom("not a date"))
    }
}

/// Working days: Monday to Friday without the holidays of the database.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkDays {
    /// In order.
    holidays: Vec<NaiveDate>,
}

impl WorkDays {
    /// With these holidays off.
    pub fn new(holidays: impl IntoIterator<Item = BusinessDate>) -> Self {
        let mut holidays: Vec<NaiveDate> = holidays.into_iter().map(|d| d.0).collect();
        holidays.sort_unstable();
        Self { holidays }
    }
    /// Whether people work on that date.
    pub fn is_work_day(&self, date: BusinessDate) -> bool {
        !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && !self.is_holiday(date)
    }
    /// Whether the database calls that date a holiday.
    pub fn is_holiday(&self, date: BusinessDate) -> bool {
        self.holidays.binary_search(&date.0).is_ok()
    }
    /// The `n`-th working day after `date`; `date` itself for 0.
    pub fn plus(&self, date: BusinessDate, n: u32) -> BusinessDate {
        let mut day = date;
        for _ in 0..n {
            day = self.on_or_after(day.plus(1));
        }
        day
    }
    /// `date`, or the next working day when it is none.
    pub fn on_or_after(&self, date: BusinessDate) -> BusinessDate {
        let mut day = date;
        // A calendar of nothing but holidays must not hang the program.
        for _ in 0..400 {
            if self.is_work_day(day) {
                return day;
            }
            day = day.plus(1);
        }
        date
    }
    /// How late `day` is seen from `date`: the number of working days after `date` up to and including `day`, negative
    /// when `date` lies ahead.
    pub fn between(&self, date: BusinessDate, day: BusinessDate) -> i64 {
        if day < date {
            return -self.between(day, date);
        }
        let span = day.days_since(date);
        // Whole weeks at once: history goes back years.
        let weeks = span / 7;
        let mut count = weeks * 5 - self.work_holidays(date.plus(1), date.plus(weeks * 7));
        for i in weeks * 7 + 1..=span {
            count += i64::from(self.is_work_day(date.plus(i)));
        }
        count
    }

    fn work_holidays(&self, from: BusinessDate, to: BusinessDate) -> i64 {
        if to < from {
            return 0;
        }
        let since = self.holidays.partition_point(|day| *day < from.0);
        let between = self.holidays.iter().skip(since).take_while(|day| **day <= to.0);
        let weekday_holidays = between.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)).count();
        i64::try_from(weekday_holidays).unwrap_or(i64::MAX)
    }
}

/// The home zone of a file, with the rules that turn instants into days and back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone {
    name: &'static str,
    rules: TimeZoneRef<'static>,
}

impl Zone {
    /// Where no zone is known.
    pub const UTC: Self = Self { name: "UTC", rules: TimeZoneRef::utc() };

    /// The zone of an IANA name.
    pub fn named(name: &str) -> Option<Self> {
        let name = tzdb_data::TZ_NAMES.iter().find(|known| **known == name)?;
        Some(Self { name, rules: *tzdb_data::find_tz(name.as_bytes())? })
    }
    /// The IANA name.
    pub fn name(self) -> &'static str {
        self.name
    }
    /// Seconds east of Greenwich at an instant.
    fn offset(self, at: DateTime<Utc>) -> FixedOffset {
        let seconds = self.rules.find_local_time_type(at.timestamp()).map_or(0, LocalTimeType::ut_offset);
        FixedOffset::east_opt(seconds).unwrap_or(Utc.fix())
    }
    /// The wall clock there.
    pub fn local(self, at: DateTime<Utc>) -> NaiveDateTime {
        at.with_timezone(&self.offset(at)).naive_local()
    }
    /// RFC 3339 with the offset of that moment there, to the second.
    pub fn rfc3339(self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.offset(at)).to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
    }
    /// The business date of an instant: the local date four hours earlier.
    pub fn business_date(self, at: DateTime<Utc>) -> BusinessDate {
        BusinessDate((self.local(at) - TimeDelta::hours(ROLLOVER_HOURS)).date())
    }
    /// The instant of a wall-clock time. An hour that occurs twice is the first of the two; one that does not occur is
    /// read as that much later, the way a clock on the wall would be put forward.
    pub fn instant(self, local: NaiveDateTime) -> DateTime<Utc> {
        let read_with = |offset| local.checked_sub_offset(offset).unwrap_or(local).and_utc();
        // No zone changes its clock twice in two days: the offsets a day before and a day after are all there can be.
        let before = read_with(self.offset((local - TimeDelta::days(1)).and_utc()));
        let after = read_with(self.offset((local + TimeDelta::days(1)).and_utc()));
        if self.local(before) != local && self.local(after) == local { after } else { before }
    }
    /// The instant at which `time` stands on the wall during the business date: before 04:00 it is the next calendar day.
    pub fn on(self, date: BusinessDate, time: NaiveTime) -> DateTime<Utc> {
        let early = time < NaiveTime::MIN + TimeDelta::hours(ROLLOVER_HOURS);
        let day = if early { date.plus(1) } else { date };
        self.instant(day.0.and_time(time))
    }
    /// First and last-exclusive instant of a business date.
    pub fn span(self, date: BusinessDate) -> (DateTime<Utc>, DateTime<Utc>) {
        let start = NaiveTime::MIN + TimeDelta::hours(ROLLOVER_HOURS);
        (self.instant(date.0.and_time(start)), self.instant(date.plus(1).0.and_time(start)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> BusinessDate {
        BusinessDate::parse(text).unwrap()
    }

    #[test]
    fn the_day_rolls_over_at_four() {
        let tokyo = Zone::named("Asia/Tokyo").unwrap();
        let at = |h, m| tokyo.instant(d("2026-11-26").0.and_hms_opt(h, m, 0).unwrap());
        assert_eq!(tokyo.business_date(at(3, 59)), d("2026-11-25"));
        assert_eq!(tokyo.business_date(at(4, 0)), d("2026-11-26"));
        let (from, to) = tokyo.span(d("2026-11-26"));
        assert_eq!((from, to), (at(4, 0), at(4, 0) + TimeDelta::days(1)));
        let two = NaiveTime::from_hms_opt(2, 0, 0).unwrap();
        assert_eq!(tokyo.business_date(tokyo.on(d("2026-11-26"), two)), d("2026-11-26"));
    }

    #[test]
    fn the_calendar_ends_where_it_can_still_be_written() {
        for (from, n, want) in [
            ("9999-12-31", 1, "9999-12-31"),
            ("9999-12-01", 98, "9999-12-31"),
            ("2026-11-25", i64::MAX, "9999-12-31"),
            ("0000-01-02", -3, "0000-01-01"),
            ("2026-11-25", i64::MIN, "0000-01-01"),
        ] {
            let moved = d(from).plus(n);
            assert_eq!((moved, BusinessDate::parse(&moved.to_string())), (d(want), Some(d(want))), "{from} {n}");
        }
        let work = WorkDays::default();
        assert_eq!(BusinessDate::parse(&work.plus(d("9999-12-31"), 5).to_string()), Some(d("9999-12-31")));
    }

    #[test]
    fn working_days_skip_weekends_and_holidays() {
        let work = WorkDays::new([d("2026-11-23")]);
        assert_eq!(work.plus(d("2026-11-20"), 1), d("2026-11-24"));
        assert_eq!(work.plus(d("2026-11-20"), 0), d("2026-11-20"));
        assert_eq!(work.between(d("2026-11-20"), d("2026-11-25")), 2);
        assert_eq!(work.between(d("2026-11-25"), d("2026-11-20")), -2);
    }

    #[test]
    fn counting_by_weeks_equals_counting_by_days() {
        let work = WorkDays::new([d("2026-05-05"), d("2026-05-09"), d("2026-11-23")]);
        for span in 0..400 {
            let (from, to) = (d("2026-03-04"), d("2026-03-04").plus(span));
            let slow = (1..=span).filter(|i| work.is_work_day(from.plus(*i))).count();
            assert_eq!(work.between(from, to), i64::try_from(slow).unwrap(), "{span}");
        }
    }

    #[test]
    fn dates_are_words_for_people_and_numbers_for_the_cache() {
        let date = d("2026-11-25");
        assert_eq!(serde_json::to_string(&date).unwrap(), "\"2026-11-25\"");
        assert_eq!(serde_json::from_str::<BusinessDate>("\"2026-11-25\"").unwrap(), date);
        assert!(serde_json::from_str::<BusinessDate>("\"2026-11-31\"").is_err());
        let bytes = postcard::to_stdvec(&date).unwrap();
        assert_eq!(bytes.len(), 2);
        for text in ["2026-11-25", "2020-01-01", "2019-12-31", "2024-12-31", "1970-01-01", "9999-12-31", "0000-02-29"] {
            let bytes = postcard::to_stdvec(&d(text)).unwrap();
            assert_eq!(postcard::from_bytes::<BusinessDate>(&bytes).unwrap(), d(text));
        }
        let no_such_day = postcard::to_stdvec(&365).unwrap();
        assert!(postcard::from_bytes::<BusinessDate>(&no_such_day).is_ok(), "2020 has 366");
        let no_such_day = postcard::to_stdvec(&(366 + 365)).unwrap();
        assert!(postcard::from_bytes::<BusinessDate>(&no_such_day).is_err());
    }

    #[test]
    fn an_hour_that_does_not_exist_moves_forward() {
        let york = Zone::named("America/New_York").unwrap();
        let gap = d("2026-03-08").0.and_hms_opt(2, 30, 0).unwrap();
        assert_eq!(york.local(york.instant(gap)), d("2026-03-08").0.and_hms_opt(3, 30, 0).unwrap());
        let twice = d("2026-11-01").0.and_hms_opt(1, 30, 0).unwrap();
        assert_eq!(york.rfc3339(york.instant(twice)), "2026-11-01T01:30:00-04:00");
    }
}
