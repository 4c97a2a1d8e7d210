//! A cell of a workbook as the text that a person would have typed: numbers without digits that nobody wrote, dates and
//! times as their format shows them, but with the year.

use calamine::DataRef;
use chrono::{Days, NaiveDate};

/// What a number format makes of a number, as far as it changes what is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    AsIs,
    Percent,
    /// `00123`, with that many digits.
    Padded(usize),
    Date,
    Time,
    Both,
}

impl Shown {
    /// By the code of a format, such as `yyyy/m/d;@`.
    pub(super) fn by(code: &str) -> Self {
        let bare = bare(code);
        if bare.contains('%') {
            return Self::Percent;
        }
        if bare.len() > 1 && bare.bytes().all(|b| b == b'0') {
            return Self::Padded(bare.len());
        }
        let has = |letters: [char; 2]| bare.contains(letters);
        match (has(['y', 'd']), has(['h', 's'])) {
            (true, true) => Self::Both,
            (true, false) => Self::Date,
            (false, true) => Self::Time,
            (false, false) => Self::AsIs,
        }
    }
}

/// The first part of a format code, in small letters, without what is only written beside the number.
fn bare(code: &str) -> String {
    let mut bare = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => while chars.next().is_some_and(|c| c != '"') {},
            '[' => while chars.next().is_some_and(|c| c != ']') {},
            // What follows is written as it is, or is only as wide.
            '\\' | '_' | '*' => {
                chars.next();
            }
            c => bare.extend(c.to_lowercase()),
        }
    }
    bare
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    Nothing,
    Text(String),
    /// What Excel writes when it cannot work out a value: `#N/A`.
    Error(String),
}

/// Reads a cell; `from_1904` is the calendar of old Macs.
pub(super) fn said(cell: &DataRef<'_>, shown: Shown, from_1904: bool) -> Said {
    let text = match cell {
        DataRef::Empty => return Said::Nothing,
        DataRef::Error(error) => return Said::Error(error.to_string()),
        DataRef::String(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => match shown {
            Shown::Percent => format!("{}%", number(n * 100.0)),
            Shown::Padded(digits) => format!("{:0>digits$}", number(*n)),
            Shown::AsIs | Shown::Date | Shown::Time | Shown::Both => number(*n),
        },
        DataRef::DateTime(serial) if serial.is_duration() => {
            seconds(serial.as_f64()).map_or_else(|| number(serial.as_f64()), clock)
        }
        DataRef::DateTime(serial) => moment(serial.as_f64(), shown, from_1904),
        DataRef::DateTimeIso(text) => iso(text),
    };
    if text.is_empty() { Said::Nothing } else { Said::Text(text) }
}

/// A number as it was typed: Excel keeps 15 digits, and what a computer adds behind them means nothing.
fn number(n: f64) -> String {
    // Up to here every whole number is exact.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if n.fract() == 0.0 && n.abs() < EXACT {
        return format!("{:.0}", if n == 0.0 { 0.0 } else { n });
    }
    format!("{n:.14e}").parse::<f64>().unwrap_or(n).to_string()
}

const DAY: i64 = 86_400;

/// Days as whole seconds; `None` for what is no time of Excel's.
fn seconds(days: f64) -> Option<i64> {
    // The last day is the end of 9999.
    const LAST: f64 = 2_958_466.0;
    let within = (0.0..LAST).contains(&days);
    #[expect(clippy::cast_possible_truncation, reason = "a few million days are exact")]
    #[expect(clippy::cast_precision_loss, reason = "a day has few seconds")]
    within.then(|| (days * DAY as f64).round() as i64)
}

/// `14:00`, `14:00:30`, `30:15`.
fn clock(seconds: i64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if seconds == 0 { format!("{hours:02}:{minutes:02}") } else { format!("{hours:02}:{minutes:02}:{seconds:02}") }
}

/// A date, a time or both, as the format shows them; where that does not tell, as the number itself does.
fn moment(serial: f64, shown: Shown, from_1904: bool) -> String {
    let Some(all) = seconds(serial) else { return number(serial) };
    let (days, time) = (all / DAY, all % DAY);
    let date = || date(days, from_1904).map_or_else(|| number(serial), |date| date.to_string());
    // What no format tells the number does.
    let untold = matches!(shown, Shown::AsIs | Shown::Percent | Shown::Padded(_));
    match shown {
        Shown::Date => date(),
        Shown::Time => clock(time),
        _ if untold && time == 0 => date(),
        _ if untold && days == 0 => clock(time),
        _ => format!("{} {}", date(), clock(time)),
    }
}

/// The day of a serial number. In 1900 Excel counts a 29th of February that never was.
fn date(days: i64, from_1904: bool) -> Option<NaiveDate> {
    let zero = match (from_1904, days) {
        (true, _) => NaiveDate::from_ymd_opt(1904, 1, 1)?,
        (false, 0 | 60) => return None,
        (false, ..60) => NaiveDate::from_ymd_opt(1899, 12, 31)?,
        (false, _) => NaiveDate::from_ymd_opt(1899, 12, 30)?,
    };
    zero.checked_add_days(Days::new(u64::try_from(days).ok()?))
}

/// `2026-11-21T14:00:00` as the program writes it; midnight is a date.
fn iso(text: &str) -> String {
    match text.split_once('T') {
        Some((date, time)) => {
            let time = time.trim_end_matches('Z').split('.').next().unwrap_or_default();
            if time == "00:00:00" { date.to_owned() } else { format!("{date} {time}") }
        }
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use calamine::{ExcelDateTime, ExcelDateTimeType};

    use super::*;

    #[test]
    fn numbers_have_the_digits_that_were_typed() {
        for (n, want) in [
            (5.0, "5"),
            (-5.0, "-5"),
            (-0.0, "0"),
            (86.5, "86.5"),
            (0.1 + 0.2, "0.3"),
            (1.005, "1.005"),
            (1_234_567_890_123_456.0, "1234567890123456"),
        ] {
            assert_eq!(number(n), want);
        }
        let said = |n: f64, code: &str| said(&DataRef::Float(n), Shown::by(code), false);
        let text = |t: &str| Said::Text(t.to_owned());
        assert_eq!(said(0.865, "0%"), text("86.5%"));
        assert_eq!(said(0.07, "0.00%"), text("7%"));
        assert_eq!(said(123.0, "00000"), text("00123"));
        assert_eq!(said(5.0, "0\"%\""), text("5"));
        assert_eq!(said(5.0, "General"), text("5"));
    }

    fn moment_by(serial: f64, code: &str, from_1904: bool) -> String {
        moment(serial, Shown::by(code), from_1904)
    }

    #[test]
    fn serials_are_days_of_either_calendar() {
        for (serial, code, want) in [
            (46_347.0, "yyyy/m/d", "2026-11-21"),
            (46_347.0, "m\"月\"d\"日\"", "2026-11-21"),
            (46_347.0, "[$-411]ggge\"年\"m\"月\"d\"日\";@", "2026-11-21"),
            (46_347.583_333_333_336, "yyyy/m/d", "2026-11-21"),
            (46_347.583_333_333_336, "h:mm", "14:00"),
            (46_347.583_333_333_336, "yyyy/m/d h:mm", "2026-11-21 14:00"),
            (46_347.583_333_333_336, "", "2026-11-21 14:00"),
            (0.583_333_333_333_333, "", "14:00"),
            (0.583_333_333_333_333, "h\"時\"mm\"分\"", "14:00"),
            (46_347.0, "", "2026-11-21"),
            // A moment before midnight is midnight.
            (46_346.999_999_999, "yyyy/m/d", "2026-11-21"),
            (1.0, "yyyy/m/d", "1900-01-01"),
            (59.0, "yyyy/m/d", "1900-02-28"),
            (60.0, "yyyy/m/d", "60"),
            (61.0, "yyyy/m/d", "1900-03-01"),
            (-1.0, "yyyy/m/d", "-1"),
            (1e300, "yyyy/m/d", &number(1e300)),
        ] {
            assert_eq!(moment_by(serial, code, false), want, "{serial} {code}");
        }
        assert_eq!(moment_by(44_885.0, "yyyy/m/d", true), "2026-11-21");
        assert_eq!(moment_by(0.0, "yyyy/m/d", true), "1904-01-01");
    }

    #[test]
    fn other_cells_are_as_they_are() {
        let text = |cell: DataRef<'_>| match said(&cell, Shown::AsIs, false) {
            Said::Text(text) => text,
            other => format!("{other:?}"),
        };
        assert_eq!(text(DataRef::SharedString("髙橋")), "髙橋");
        assert_eq!(text(DataRef::Bool(true)), "true");
        assert_eq!(text(DataRef::DateTimeIso("2026-11-21T00:00:00".to_owned())), "2026-11-21");
        assert_eq!(text(DataRef::DateTimeIso("2026-11-21T14:00:00.000Z".to_owned())), "2026-11-21 14:00:00");
        assert_eq!(text(DataRef::String(String::new())), "Nothing");
        assert_eq!(text(DataRef::Error(calamine::CellErrorType::NA)), "Error(\"#N/A\")");
        let hours = ExcelDateTime::new(1.0625, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(text(DataRef::DateTime(hours)), "25:30");
    }
}
