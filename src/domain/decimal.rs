//! Figures are compared exactly: a decimal of six places in an integer, never binary floating point.

use std::fmt;
use std::ops::{Neg, Sub};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

const ONE: i64 = 1_000_000;

/// A decimal number with up to six places, |x| < 9.2e12.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal(i64);

impl Decimal {
    /// `micros` millionths.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }
    /// A whole number; saturates far outside of any figure of this program.
    pub const fn whole(n: i64) -> Self {
        Self(n.saturating_mul(ONE))
    }
    /// Millionths.
    pub const fn micros(self) -> i64 {
        self.0
    }
    /// Reads `86`, `86.0`, `-1.25`; no exponent, no more than six places, no surrounding text.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
        let good = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !good(whole) || !good(places) || places.len() > 6 || digits.ends_with('.') {
            return None;
        }
        let fraction = if places.is_empty() { 0 } else { format!("{places:0<6}").parse::<i64>().ok()? };
        let value = whole.parse::<i64>().ok()?.checked_mul(ONE)?.checked_add(fraction)?;
        Some(Self(if negative { -value } else { value }))
    }
    /// At least `places` places, more where the number has them: `86` with one place is `86.0`.
    pub fn with_places(self, places: usize) -> String {
        let plain = self.to_string();
        let have = plain.split_once('.').map_or(0, |(_, p)| p.len());
        if have >= places {
            return plain;
        }
        format!("{plain}{}{}", if have == 0 { "." } else { "" }, "0".repeat(places - have))
    }
    /// The nearest number of at most one place: what a screen shows of a mean.
    fn nearest_tenth(self) -> Self {
        let (tenth, half) = (ONE / 10, ONE / 20);
        let away = if self.0 < 0 { self.0.saturating_sub(half) } else { self.0.saturating_add(half) };
        Self(away / tenth * tenth)
    }
    /// With one place, rounded: `2.333333` is `2.3`, `3` is `3.0`.
    pub fn tenths(self) -> String {
        self.nearest_tenth().with_places(1)
    }
    /// With one place at most, rounded: `61.666667` is `61.7`, `62` stays `62`.
    pub fn short(self) -> String {
        self.nearest_tenth().to_string()
    }
}

impl Sub for Decimal {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Decimal {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let abs = self.0.unsigned_abs();
        let (whole, fraction) = (abs / ONE.unsigned_abs(), abs % ONE.unsigned_abs());
        if fraction == 0 {
            write!(f, "{sign}{whole}")
        } else {
            write!(f, "{sign}{whole}.{}", format!("{fraction:06}").trim_end_matches('0'))
        }
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if s.is_human_readable() { s.collect_str(self) } else { s.serialize_i64(self.0) }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        if !d.is_human_readable() {
            return i64::deserialize(d).map(Self);
        }
        let text = String::deserialize(d)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a decimal number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes() {
        for (text, plain) in [("86", "86"), ("86.0", "86"), ("0.2", "0.2"), ("-1.25", "-1.25"), ("007", "7")] {
            assert_eq!(Decimal::parse(text).unwrap().to_string(), plain);
        }
        for bad in ["", ".", "1.", ".5", "1e3", "1.1234567", "１", " 1", "--1", "9999999999999999999"] {
            assert_eq!(Decimal::parse(bad), None, "{bad}");
        }
        assert_eq!(Decimal::parse("86").unwrap().with_places(1), "86.0");
        assert_eq!(Decimal::parse("86.25").unwrap().with_places(1), "86.25");
        let rounded = |text| (Decimal::parse(text).unwrap().tenths(), Decimal::parse(text).unwrap().short());
        assert_eq!(rounded("2.333333"), ("2.3".to_owned(), "2.3".to_owned()));
        assert_eq!(rounded("3"), ("3.0".to_owned(), "3".to_owned()));
        assert_eq!(rounded("-1.25"), ("-1.3".to_owned(), "-1.3".to_owned()));
        assert_eq!(rounded("61.95"), ("62.0".to_owned(), "62".to_owned()));
    }

    #[test]
    fn text_for_people_millionths_for_the_cache() {
        let value = Decimal::parse("-61.5").unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), "\"-61.5\"");
        assert_eq!(serde_json::from_str::<Decimal>("\"-61.5\"").unwrap(), value);
        let bytes = postcard::to_stdvec(&value).unwrap();
        assert_eq!(postcard::from_bytes::<Decimal>(&bytes).unwrap(), value);
    }

    #[test]
    fn differences_are_exact() {
        let d = |s| Decimal::parse(s).unwrap();
        assert_eq!(d("33.0") - d("31.0"), d("2"));
        assert_eq!(d("0.3") - d("0.1"), d("0.2"));
    }
}
