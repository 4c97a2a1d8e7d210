//! A weekday and a time: when somebody is usually met.

use chrono::NaiveTime;

use super::hours::typed_hour;
use crate::text::keys::alias;

/// Monday first, in both languages.
const DAYS: [(char, &str); 7] = [
    ('月', "monday"),
    ('火', "tuesday"),
    ('水', "wednesday"),
    ('木', "thursday"),
    ('金', "friday"),
    ('土', "saturday"),
    ('日', "sunday"),
];

/// Why a text is no weekday with a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WeeklyTypo {
    Day,
    /// There is a weekday, as it was typed, and no time behind it.
    NoTime {
        day: String,
    },
    Time {
        day: String,
        text: String,
    },
}

/// The weekday (Monday = 1) and time of a typed text: `火 14:00`, `火曜14時半`, `木曜の午後2時`, `Tue 14:00`, in full width
/// as well.
pub fn typed_weekly(text: &str) -> Result<(u8, NaiveTime), WeeklyTypo> {
    let plain: String = text.trim().chars().map(|c| alias(c).unwrap_or(c)).collect();
    let (at, rest) = weekday(&plain).ok_or(WeeklyTypo::Day)?;
    let day = || plain.strip_suffix(rest).unwrap_or(&plain).trim().to_owned();
    let time = rest.trim().trim_start_matches('の').trim();
    if time.is_empty() {
        return Err(WeeklyTypo::NoTime { day: day() });
    }
    let read = typed_hour(time).ok_or_else(|| WeeklyTypo::Time { day: day(), text: time.to_owned() })?;
    Ok((at, read))
}

/// The weekday that a text begins with, and what comes behind it.
fn weekday(text: &str) -> Option<(u8, &str)> {
    let at = |at: usize| u8::try_from(at + 1).ok();
    let first = text.chars().next()?;
    if let Some(day) = DAYS.iter().position(|(ja, _)| *ja == first) {
        let rest = text.get(first.len_utf8()..)?;
        let rest = rest.strip_prefix("曜日").or_else(|| rest.strip_prefix('曜')).unwrap_or(rest);
        return Some((at(day)?, rest));
    }
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let word = text.get(..end)?.to_lowercase();
    let day = DAYS.iter().position(|(_, en)| word.len() >= 3 && en.starts_with(&word))?;
    Some((at(day)?, text.get(end..)?.trim_start_matches('.')))
}

/// The same as it is typed.
pub fn weekly_text((weekday, time): (u8, NaiveTime), japanese: bool) -> String {
    let day = usize::from(weekday).checked_sub(1).and_then(|at| DAYS.get(at));
    let day = match day {
        Some((ja, _)) if japanese => ja.to_string(),
        Some((_, en)) => {
            let (head, tail) = en.split_at(1);
            format!("{}{}", head.to_uppercase(), tail.get(..2).unwrap_or_default())
        }
        None => String::new(),
    };
    format!("{day} {}", time.format("%H:%M"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_and_times_in_the_ways_they_are_typed() {
        let slot = |day, hour, minute| Some((day, NaiveTime::from_hms_opt(hour, minute, 0).unwrap()));
        for (text, expected) in [
            ("火 14:00", slot(2, 14, 0)),
            ("火曜日14時半", slot(2, 14, 30)),
            ("日曜 9時", slot(7, 9, 0)),
            ("Tue 14:05", slot(2, 14, 5)),
            ("thursday 8", slot(4, 8, 0)),
            ("木曜2時", slot(4, 14, 0)),
            ("木 02:00", slot(4, 2, 0)),
            ("火曜の午後3時半", slot(2, 15, 30)),
            ("Fri. 2:30 pm", slot(5, 14, 30)),
            ("　水　１０：３０ ", slot(3, 10, 30)),
            ("T 14:00", None),
            ("火", None),
            ("14:00", None),
            ("火 25:00", None),
            ("", None),
        ] {
            assert_eq!(typed_weekly(text).ok(), expected, "{text}");
        }
        for japanese in [true, false] {
            let slot = slot(6, 9, 30).unwrap();
            assert_eq!(typed_weekly(&weekly_text(slot, japanese)), Ok(slot));
        }
        // What cannot be read is named.
        let day = || "火曜".to_owned();
        assert_eq!(typed_weekly("いつか 14:00"), Err(WeeklyTypo::Day));
        assert_eq!(typed_weekly("火曜"), Err(WeeklyTypo::NoTime { day: day() }));
        assert_eq!(typed_weekly("火曜の午後"), Err(WeeklyTypo::Time { day: day(), text: "午後".to_owned() }));
        {}
    }
}
