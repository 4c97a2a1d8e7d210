//! Dates, times and days of the week.

use chrono::{Datelike, NaiveTime};

use crate::domain::BusinessDate;
use crate::domain::day_words::WEEKDAYS;
use crate::request::import::{ProblemKind, Shape};

use super::{Read, list};

/// Which year is meant by a date that leaves it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nearest {
    /// The last one up to today.
    Backwards,
    /// The next one from today on.
    Forwards,
    Either,
}

impl Nearest {
    /// The date of month and day that is meant, seen from `today`.
    fn date(self, month: u32, day: u32, today: BusinessDate) -> Option<BusinessDate> {
        // The 29th of February may be eight years away (1900 had none, nor will 2100).
        let years = today.0.year() - 8..=today.0.year() + 8;
        let dates = years.filter_map(|year| BusinessDate::new(year, month, day));
        match self {
            Self::Backwards => dates.filter(|d| *d <= today).max(),
            Self::Forwards => dates.filter(|d| *d >= today).min(),
            Self::Either => dates.min_by_key(|d| (d.days_since(today).abs(), *d)),
        }
    }
}

/// `2026-11-21`, `2026/11/21`, `11/21`, `11月21日`, `2026年11月21日`, `令和8年11月21日`; midnight behind it, as spreadsheets
/// write a date cell, is passed over, and so is its day of the week in brackets.
pub fn date(text: &str, nearest: Nearest, today: BusinessDate) -> Read<BusinessDate> {
    let not = || ProblemKind::NotA(Shape::Date);
    let (text, said) = match text.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
        Some((day, name)) => (day.trim_end(), Some(weekday(name).ok_or_else(not)?)),
        None => (text, None),
    };
    let date = read_date(text, nearest, today).ok_or_else(not)?;
    if said.is_some_and(|said| u32::from(said) != date.0.weekday().number_from_monday()) {
        return Err(ProblemKind::OtherWeekday);
    }
    // Farther away a date is a slip of the hand, and what is reckoned from it leaves the calendar.
    let (first, last) = (BusinessDate::new(1900, 1, 1), BusinessDate::new(2199, 12, 31));
    match (first, last) {
        (Some(first), Some(last)) if date < first || date > last => {
            Err(ProblemKind::OutOfRange { min: first.to_string(), max: last.to_string() })
        }
        _ => Ok(date),
    }
}

fn read_date(text: &str, nearest: Nearest, today: BusinessDate) -> Option<BusinessDate> {
    let text = match text.split_once(' ') {
        Some((day, clock)) if time(clock).is_ok_and(|t| t == NaiveTime::MIN) => day,
        Some(_) | None => text,
    };
    let (year, month, day) = if let Some(kanji) = text.strip_suffix('日') {
        let (year, rest) = match kanji.split_once('年') {
            Some((year, rest)) => (Some(year_of(year)?), rest),
            None => (None, kanji),
        };
        let (month, day) = rest.split_once('月')?;
        (year, month, day)
    } else {
        let separator = if text.contains('-') { '-' } else { '/' };
        let parts: Vec<&str> = text.split(separator).collect();
        match parts[..] {
            [year, month, day] if year.len() == 4 => (Some(year_of(year)?), month, day),
            [month, day] if separator == '/' => (None, month, day),
            _ => return None,
        }
    };
    let (month, day) = (small(month)?, small(day)?);
    match year {
        Some(year) => BusinessDate::new(year, month, day),
        None => nearest.date(month, day, today),
    }
}

/// Eras by the year before their first.
const ERAS: [(&str, i32); 3] = [("令和", 2018), ("平成", 1988), ("昭和", 1925)];

fn year_of(text: &str) -> Option<i32> {
    for (era, before) in ERAS {
        if let Some(year) = text.strip_prefix(era) {
            let year = if year == "元" { 1 } else { small(year).filter(|y| (1..=99).contains(y))? };
            return Some(before + i32::try_from(year).ok()?);
        }
    }
    (text.len() == 4).then(|| small(text)).flatten().and_then(|year| i32::try_from(year).ok())
}

/// Digits and nothing else, at most four of them.
pub(super) fn small(text: &str) -> Option<u32> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// `14:00`, `14:00:00`, `14時`, `14時30分`, `14時半`.
pub fn time(text: &str) -> Read<NaiveTime> {
    read_time(text).ok_or(ProblemKind::NotA(Shape::Time))
}

fn read_time(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = if let Some((hour, rest)) = text.split_once('時') {
        let minute = match rest {
            "" => 0,
            "半" => 30,
            rest => small(rest.strip_suffix('分')?)?,
        };
        (hour, minute)
    } else {
        let (hour, rest) = text.split_once(':')?;
        let (minute, second) = rest.split_once(':').unwrap_or((rest, "00"));
        if minute.len() != 2 || second.len() != 2 || small(second)? > 59 {
            return None;
        }
        (hour, small(minute)?)
    };
    NaiveTime::from_hms_opt(small(hour)?, minute, 0)
}

/// Monday = 1 … Sunday = 7.
fn weekday(text: &str) -> Option<u8> {
    let lower = text.to_lowercase();
    let japanese = lower.trim_end_matches("曜日").trim_end_matches('曜');
    let at = WEEKDAYS.iter().position(|(ja, en)| *ja == japanese || lower.len() >= 3 && en.starts_with(&lower))?;
    u8::try_from(at + 1).ok()
}

/// `日`, `水 日`, `水日`, `Sun`: days of the week, each once, Monday = 1 … Sunday = 7.
pub fn weekdays(text: &str) -> Read<Vec<u8>> {
    let mut found = Vec::new();
    for part in list(text) {
        let days: Option<Vec<u8>> = match weekday(part) {
            Some(day) => Some(vec![day]),
            None => part.chars().map(|c| weekday(c.encode_utf8(&mut [0; 4]))).collect(),
        };
        found.extend(days.filter(|d| !d.is_empty()).ok_or(ProblemKind::NotA(Shape::Weekday))?);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// `火 14:00`, `Tue 14:00`.
pub fn slot(text: &str) -> Read<(u8, NaiveTime)> {
    let not = || ProblemKind::NotA(Shape::Slot);
    let (day, clock) = text.split_at(text.find(|c: char| c.is_ascii_digit()).ok_or_else(not)?);
    let day = weekday(day.trim()).ok_or_else(not)?;
    Ok((day, time(clock).map_err(|_| not())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> BusinessDate {
        BusinessDate::parse(text).unwrap()
    }

    #[test]
    fn dates_with_a_year() {
        for text in [
            "2026-11-21",
            "2026/11/21",
            "2026年11月21日",
            "令和8年11月21日",
            "2026/11/21 0:00",
            "2026-11-21 00:00:00",
            "2026/11/21(土)",
            "2026年11月21日 (土曜日)",
            "2026-11-21 (Sat)",
        ] {
            assert_eq!(date(text, Nearest::Either, d("1999-01-01")), Ok(d("2026-11-21")), "{text}");
        }
        for (text, want) in
            [("2026/1/5", "2026-01-05"), ("令和元年5月1日", "2019-05-01"), ("平成31年4月30日", "2019-04-30")]
        {
            assert_eq!(date(text, Nearest::Either, d("1999-01-01")), Ok(d(want)), "{text}");
        }
        for text in [
            "",
            "2026-02-29",
            "26/11/21",
            "2026/11",
            "11-21",
            "21/11/2026",
            "11/31",
            "令和0年1月1日",
            "令和8年11月",
            "明日",
            "2026-11-21 14:00",
            "2026-11-21-01",
            "+1/2",
            "2026--1-2",
            "11月21",
            "2026/11/21/",
            "2026/11/21(祝)",
            "2026/11/21(",
        ] {
            assert_eq!(date(text, Nearest::Either, d("2026-11-25")), Err(ProblemKind::NotA(Shape::Date)), "{text}");
        }
    }

    #[test]
    fn dates_of_another_age_are_out_of_range() {
        let out = ProblemKind::OutOfRange { min: "1900-01-01".to_owned(), max: "2199-12-31".to_owned() };
        for text in ["9999-12-31", "2200/1/1", "1899-12-31", "0001年1月1日"] {
            assert_eq!(date(text, Nearest::Either, d("2026-11-25")), Err(out.clone()), "{text}");
        }
        for text in ["1900-01-01", "2199-12-31"] {
            assert_eq!(date(text, Nearest::Either, d("2026-11-25")), Ok(d(text)), "{text}");
        }
    }

    #[test]
    fn dates_without_a_year_are_near() {
        let today = d("2026-11-25");
        assert_eq!(date("11/21(土)", Nearest::Backwards, today), Ok(d("2026-11-21")));
        assert_eq!(date("11/21(月)", Nearest::Backwards, today), Err(ProblemKind::OtherWeekday));
        for (text, back, ahead, either) in [
            ("11/21", "2026-11-21", "2027-11-21", "2026-11-21"),
            ("11月25日", "2026-11-25", "2026-11-25", "2026-11-25"),
            ("11/26", "2025-11-26", "2026-11-26", "2026-11-26"),
            ("1/5", "2026-01-05", "2027-01-05", "2027-01-05"),
            ("6/1", "2026-06-01", "2027-06-01", "2026-06-01"),
            ("2/29", "2024-02-29", "2028-02-29", "2028-02-29"),
        ] {
            assert_eq!(date(text, Nearest::Backwards, today), Ok(d(back)), "{text}");
            assert_eq!(date(text, Nearest::Forwards, today), Ok(d(ahead)), "{text}");
            assert_eq!(date(text, Nearest::Either, today), Ok(d(either)), "{text}");
        }
    }

    #[test]
    fn times_and_slots() {
        let at = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
        for (text, want) in [
            ("14:00", at(14, 0)),
            ("9:05", at(9, 5)),
            ("14:30:00", at(14, 30)),
            ("14時", at(14, 0)),
            ("14時30分", at(14, 30)),
            ("9時半", at(9, 30)),
        ] {
            assert_eq!(time(text), Ok(want), "{text}");
        }
        for text in ["", "14", "24:00", "14:60", "14:5", "14時分", "14:00 PM", ":30", "時"] {
            assert!(time(text).is_err(), "{text}");
        }
        for (text, day) in
            [("火 14:00", 2), ("Tue 14:00", 2), ("火曜14時", 2), ("日曜日 14:00", 7), ("sunday 14:00", 7)]
        {
            assert_eq!(slot(text), Ok((day, at(14, 0))), "{text}");
        }
        for text in ["火", "14:00", "x 14:00", "Tu 14:00", "火 25:00"] {
            assert_eq!(slot(text), Err(ProblemKind::NotA(Shape::Slot)), "{text}");
        }
    }

    #[test]
    fn weekday_sets() {
        for (text, want) in
            [("日", &[7][..]), ("水 日", &[3, 7]), ("水日", &[3, 7]), ("Sun", &[7]), ("日、水,日", &[3, 7])]
        {
            assert_eq!(weekdays(text).unwrap(), want, "{text}");
        }
        assert!(weekdays("祝").is_err() && weekdays("Su").is_err());
    }
}
