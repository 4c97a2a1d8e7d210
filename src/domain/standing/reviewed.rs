//! What people made of rows: follow-ups and the decisions of reviews, with what they cover.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::{BusinessDate, DecisionKind, FollowUpState, Id, Level, ReasonCode};

/// A follow-up of a learner or a pharmacy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// The row.
    pub id: Id,
    /// When it was made.
    pub made_on: BusinessDate,
    /// The level a trainer gave by hand; this makes it MANUAL.
    pub level: Option<Level>,
    /// When it is due; `None` = by its level, from the day it was made.
    pub due_on: Option<BusinessDate>,
    /// Whose it is.
    pub owner: Option<Id>,
    /// As it stands now.
    pub state: FollowUpState,
    /// When a snoozed one opens again.
    pub snoozed_until: Option<BusinessDate>,
    /// When it was done.
    pub done_on: Option<BusinessDate>,
    /// The reasons it carries, as they were when it took them on.
    pub covers: Vec<Covered>,
}

/// What a review made of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The business date of the review; one decision a row and day.
    pub day: BusinessDate,
    /// Follow up, put off, dismiss.
    pub kind: DecisionKind,
    /// To when a snooze puts off.
    pub until: Option<BusinessDate>,
    /// The reasons of that moment.
    pub covers: Vec<Covered>,
}

/// A reason as it was when somebody decided about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Covered {
    /// Which reason.
    pub code: ReasonCode,
    /// Its points then.
    pub points: u32,
    /// What made it true then.
    pub source: Source,
}

/// What made a reason true: a row, or for the date reasons the date itself. Written as the id or the date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The row of that id.
    Row(Id),
    /// That date.
    Date(BusinessDate),
}

impl Source {
    /// Reads what `Display` writes.
    pub fn parse(text: &str) -> Option<Self> {
        BusinessDate::parse(text).map(Self::Date).or_else(|| Id::parse(text).map(Self::Row))
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row(id) => id.fmt(f),
            Self::Date(date) => date.fmt(f),
        }
    }
}

/// The compact form of [`Source`].
#[derive(Serialize, Deserialize)]
enum Compact {
    Row(Id),
    Date(BusinessDate),
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if s.is_human_readable() {
            return s.collect_str(self);
        }
        match *self {
            Self::Row(id) => Compact::Row(id),
            Self::Date(date) => Compact::Date(date),
        }
        .serialize(s)
    }
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        if d.is_human_readable() {
            let text = String::deserialize(d)?;
            return Self::parse(&text).ok_or_else(|| serde::de::Error::custom("neither an id nor a date"));
        }
        Ok(match Compact::deserialize(d)? {
            Compact::Row(id) => Self::Row(id),
            Compact::Date(date) => Self::Date(date),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_an_id_or_a_date_in_every_form() {
        let date = Source::Date(BusinessDate::new(2026, 11, 25).unwrap());
        let row = Source::Row(Id::at(1_700_000_000_000, 7));
        for source in [date, row] {
            assert_eq!(Source::parse(&source.to_string()), Some(source));
            let json = serde_json::to_string(&source).unwrap();
            assert_eq!(json, format!("\"{source}\""));
            assert_eq!(serde_json::from_str::<Source>(&json).unwrap(), source);
            let bytes = postcard::to_stdvec(&source).unwrap();
            assert_eq!(postcard::from_bytes::<Source>(&bytes).unwrap(), source);
        }
        assert_eq!(Source::parse("yesterday"), None);
    }
}
