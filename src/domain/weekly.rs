//! A weekday and a time: when somebody is usually met.

use chrono::NaiveTime;

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

/// The weekday (Monday = 1) and time of a typed text: `火 14:00`, `火曜14時半`, `Tue 14:00`, in full width as well.
pub fn typed_weekly(text: &str) -> Option<(u8, NaiveTime)> {
    let plain: String = text.trim().chars().map(|c| alias(c).unwrap_or(c)).collect();
    let (day, time) = plain.split_at(plain.find(|c: char| c.is_ascii_digit())?);
    let day = day.trim().to_lowercase();
    let japanese = day.trim_end_matches("曜日").trim_end_matches('曜');
    let is = |(ja, en): &(char, &str)| japanese.chars().eq([*ja]) || day.len() >= 3 && en.starts_with(&day);
    let at = DAYS.iter().position(is)?;
    Some((u8::try_from(at + 1).ok()?, typed_clock(time.trim())?))
}

/// `14:00`, `14時`, `14時半`, `14時30分`, `14`.
fn typed_clock(text: &str) -> Option<NaiveTime> {
    let plain = text.replace('時', ":").replace('半', "30");
    let (hour, minute) = plain.trim_end_matches('分').split_once(':').unwrap_or((&plain, "0"));
    let minute = if minute.is_empty() { "0" } else { minute };
    NaiveTime::from_hms_opt(hour.trim().parse().ok()?, minute.trim().parse().ok()?, 0)
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
            ("　水　１０：３０ ", slot(3, 10, 30)),
            ("T 14:00", None),
            ("火", None),
            ("14:00", None),
            ("火 25:00", None),
            ("", None),
        ] {
            assert_eq!(typed_weekly(text), expected, "{text}");
        }
        for japanese in [true, false] {
            let slot = slot(6, 9, 30).unwrap();
            assert_eq!(typed_weekly(&weekly_text(slot, japanese)), Some(slot));
        }
    }
}
