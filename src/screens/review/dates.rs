//! Dates as a trainer types them: `11/26`, `11月26日`, `2026-11-26`, in full width as well.

use chrono::Datelike;

use crate::domain::BusinessDate;
use crate::text::keys::alias;

/// The date of a typed text. Without a year it is the nearest to `today`.
pub(in crate::screens) fn typed_date(text: &str, today: BusinessDate) -> Option<BusinessDate> {
    let plain: String = text.trim().chars().map(|c| alias(c).unwrap_or(c)).collect();
    let plain = plain.replace(['年', '月', '-', '.'], "/");
    let parts: Vec<&str> = plain.trim_end_matches('日').split('/').map(str::trim).collect();
    match parts.as_slice() {
        [year, month, day] => BusinessDate::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?),
        [month, day] => {
            let (month, day) = (month.parse().ok()?, day.parse().ok()?);
            let year = today.0.year();
            let near = (year - 1..=year + 1).filter_map(|year| BusinessDate::new(year, month, day));
            near.min_by_key(|date| date.days_since(today).abs())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_the_ways_they_are_typed() {
        let today = BusinessDate::new(2026, 11, 25).unwrap();
        let date = |y, m, d| BusinessDate::new(y, m, d);
        for (text, expected) in [
            ("11/26", date(2026, 11, 26)),
            (" 11/6 ", date(2026, 11, 6)),
            ("１１／２６", date(2026, 11, 26)),
            ("11月26日", date(2026, 11, 26)),
            ("2026年12月1日", date(2026, 12, 1)),
            ("2026-12-01", date(2026, 12, 1)),
            ("1/8", date(2027, 1, 8)),
            ("2/30", None),
            ("あした", None),
            ("11", None),
            ("", None),
            ("1/2/3/4", None),
        ] {
            assert_eq!(typed_date(text, today), expected, "{text}");
        }
    }
}
