//! A time of day as people type and say it: `14:00`, `17時半`, `午後2時`, `2:30 pm`. One reader for every field that takes one.

use chrono::NaiveTime;

use crate::text::fold::fold;

/// Words that say which half of the day an hour belongs to, as [`fold`] writes them.
const HALVES: [(&str, Half); 17] = [
    ("午前", Half::Morning),
    ("あさ", Half::Morning),
    ("朝", Half::Morning),
    ("am", Half::Morning),
    ("a.m.", Half::Morning),
    ("午後", Half::Afternoon),
    ("ごご", Half::Afternoon),
    ("昼", Half::Afternoon),
    ("ひる", Half::Afternoon),
    ("夕方", Half::Afternoon),
    ("夕", Half::Afternoon),
    ("よる", Half::Afternoon),
    ("夜", Half::Afternoon),
    ("晩", Half::Afternoon),
    ("pm", Half::Afternoon),
    ("p.m.", Half::Afternoon),
    ("ごぜん", Half::Morning),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

/// Up to this hour nobody is met in the morning: `2時` is that of the afternoon, unless it is written `02:00` or `午前2時`.
const LAST_OF_NIGHT: u32 = 6;

/// A time with its minutes or its unit.
pub fn typed_time(text: &str) -> Option<NaiveTime> {
    read(text, false)
}

/// The same, where an hour may stand alone.
pub(super) fn typed_hour(text: &str) -> Option<NaiveTime> {
    read(text, true)
}

fn read(text: &str, alone: bool) -> Option<NaiveTime> {
    let folded = fold(text.trim());
    if ["正午", "noon"].contains(&folded.as_str()) {
        return NaiveTime::from_hms_opt(12, 0, 0);
    }
    let said = HALVES.iter().find_map(|(word, half)| {
        let rest = folded.strip_prefix(word).or_else(|| folded.strip_suffix(word))?;
        Some((rest.trim().trim_start_matches('の').trim_end_matches('の'), *half))
    });
    let (plain, half) = said.map_or((folded.as_str(), None), |(rest, half)| (rest, Some(half)));
    let (hour, minute) = match (plain.split_once('時'), plain.split_once(':')) {
        (Some((hour, "")), _) => (hour, 0),
        (Some((hour, "半")), _) => (hour, 30),
        (Some((hour, rest)), _) => (hour, small(rest.strip_suffix('分')?)?),
        (None, Some((hour, minute))) => (hour, small(minute)?),
        (None, None) if alone || half.is_some() => (plain, 0),
        (None, None) => return None,
    };
    let written = hour.trim();
    let hour = small(written)?;
    let hour = match half {
        Some(Half::Afternoon) if (1..=11).contains(&hour) => hour + 12,
        // 午前12時 is the beginning of the day.
        Some(Half::Morning) if hour == 12 => 0,
        None if (1..=LAST_OF_NIGHT).contains(&hour) && !written.starts_with('0') => hour + 12,
        Some(_) | None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

fn small(text: &str) -> Option<u32> {
    let text = text.trim();
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// A time from which on and, where it is said, until when: `14:00-14:45`, `17時から18時`, `17時半から`.
pub(super) fn typed_span(text: &str) -> Option<(NaiveTime, Option<NaiveTime>)> {
    let text = text.trim().trim_end_matches("まで");
    let (from, to) = match text.split_once(['-', '~', '〜', '–']).or_else(|| text.split_once("から")) {
        Some((from, to)) if !to.trim().is_empty() => (from, Some(to)),
        Some((from, _)) => (from, None),
        None => (text, None),
    };
    let to = match to {
        Some(to) => Some(typed_time(to)?),
        None => None,
    };
    Some((typed_time(from)?, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_people_type_them() {
        let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0);
        for (text, expected) in [
            ("14:00", at(14, 0)),
            ("9:05", at(9, 5)),
            ("１４：３０", at(14, 30)),
            ("14時", at(14, 0)),
            ("17時半", at(17, 30)),
            ("14時30分", at(14, 30)),
            ("午後2時", at(14, 0)),
            ("午前10時半", at(10, 30)),
            ("夜7時", at(19, 0)),
            ("朝の7時", at(7, 0)),
            ("5pm", at(17, 0)),
            ("5:30 PM", at(17, 30)),
            ("12 am", at(0, 0)),
            ("12時", at(12, 0)),
            ("正午", at(12, 0)),
            // Nobody is met at night.
            ("2時", at(14, 0)),
            ("2:30", at(14, 30)),
            ("02:30", at(2, 30)),
            ("午前2時", at(2, 0)),
            ("7時", at(7, 0)),
            ("14", None),
            ("25:00", None),
            ("14:60", None),
            ("17時はん", None),
            ("午後", None),
            ("", None),
        ] {
            assert_eq!(typed_time(text), expected, "{text}");
        }
        assert_eq!((typed_hour("14"), typed_hour("2")), (at(14, 0), at(14, 0)));
        let span = |from, to| Some((at(from, 0)?, to));
        assert_eq!(typed_span("14時から15時まで"), span(14, at(15, 0)));
        assert_eq!(typed_span("14:00〜14:45"), span(14, at(14, 45)));
        assert_eq!(typed_span("14時から"), span(14, None));
        assert_eq!(typed_span("14:00-x"), None);
    }
}
