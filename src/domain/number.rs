//! The numbers of a programme: sessions 1 to 99, and the kickoff that stands before them.

use std::fmt;
use std::num::NonZeroU8;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The number of a session, 1 to 99.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct SessionNo(NonZeroU8);

impl SessionNo {
    /// Every programme begins here.
    pub const FIRST: Self = Self(NonZeroU8::MIN);

    /// `None` for 0 and for 100 and more.
    pub const fn new(number: u8) -> Option<Self> {
        match NonZeroU8::new(number) {
            Some(n) if number <= 99 => Some(Self(n)),
            _ => None,
        }
    }
    /// 1 to 99.
    pub const fn get(self) -> u8 {
        self.0.get()
    }
    /// The number after this one; `None` after 99.
    pub const fn after(self) -> Option<Self> {
        Self::new(self.get() + 1)
    }
    /// The number before this one; `None` before 1.
    pub const fn before(self) -> Option<Self> {
        Self::new(self.get() - 1)
    }
    /// This number and those after it up to `last`, that one included.
    pub fn up_to(self, last: Self) -> impl DoubleEndedIterator<Item = Self> {
        (self.get()..=last.get()).filter_map(Self::new)
    }
}

impl fmt::Display for SessionNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

impl<'de> Deserialize<'de> for SessionNo {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Self::new(u8::deserialize(d)?).ok_or_else(|| serde::de::Error::custom("not a session number from 1 to 99"))
    }
}

/// What a meeting of the programme is called by: `K` or its number. The kickoff sorts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SessionRef {
    Kickoff,
    Number(SessionNo),
}

impl SessionRef {
    /// Reads `K` or `1` to `99`.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "K" {
            return Some(Self::Kickoff);
        }
        let digits = matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
        if digits { text.parse().ok().and_then(SessionNo::new).map(Self::Number) } else { None }
    }
    /// The number; `None` for the kickoff.
    pub const fn number(self) -> Option<SessionNo> {
        match self {
            Self::Kickoff => None,
            Self::Number(no) => Some(no),
        }
    }
}

impl From<SessionNo> for SessionRef {
    fn from(no: SessionNo) -> Self {
        Self::Number(no)
    }
}

impl fmt::Display for SessionRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kickoff => f.write_str("K"),
            Self::Number(no) => no.fmt(f),
        }
    }
}

impl Serialize for SessionRef {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SessionRef {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("neither K nor a session number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_at_both_ends() {
        assert_eq!(SessionNo::new(0), None);
        assert_eq!(SessionNo::new(100), None);
        assert_eq!(SessionNo::FIRST.before(), None);
        assert_eq!(SessionNo::new(99).unwrap().after(), None);
        let three = SessionNo::new(3).unwrap();
        assert_eq!(SessionNo::FIRST.up_to(three).map(SessionNo::get).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(three.up_to(SessionNo::FIRST).count(), 0);
    }

    #[test]
    fn a_reference_reads_what_it_writes() {
        for text in ["K", "1", "12", "99"] {
            assert_eq!(SessionRef::parse(text).unwrap().to_string(), text);
        }
        for bad in ["", "k", "0", "100", "-1", "+1", "１", " 1", "1 "] {
            assert_eq!(SessionRef::parse(bad), None, "{bad}");
        }
        assert!(SessionRef::Kickoff < SessionRef::Number(SessionNo::FIRST));
    }

    #[test]
    fn json_holds_the_label_and_refuses_what_is_none() {
        let refs = [SessionRef::Kickoff, SessionNo::FIRST.into()];
        let json = serde_json::to_string(&refs).unwrap();
        assert_eq!(json, r#"["K","1"]"#);
        assert_eq!(serde_json::from_str::<[SessionRef; 2]>(&json).unwrap(), refs);
        assert_eq!(serde_json::from_str::<SessionNo>("12").unwrap().get(), 12);
        assert!(serde_json::from_str::<SessionNo>("0").is_err());
        assert!(serde_json::from_str::<SessionRef>("\"100\"").is_err());
    }
}
