//! Names of rows: which table, and a UUID made before the first write.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The id of one row. Version 7 where nothing names the row by nature, version 5 of entity and key where something does,
/// so that two machines make the same row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(pub Uuid);

/// The namespace of the natural ids. Changing it would make every machine's rows strangers to each other.
const NAMESPACE: Uuid = Uuid::from_u128(0x6d61_6e61_6269_4000_8000_0000_0000_0001);

impl Id {
    /// The id that `key` gives to a row of `entity`.
    pub fn natural(entity: Entity, key: &str) -> Self {
        Self(Uuid::new_v5(&NAMESPACE, format!("{}:{key}", entity.word()).as_bytes()))
    }

    /// A version 7 id from milliseconds since 1970 and 74 bits that the caller keeps unique.
    pub fn at(millis: i64, unique: u128) -> Self {
        let ms = u128::from(u64::try_from(millis).unwrap_or(0)) & 0xffff_ffff_ffff;
        let a = (unique >> 62) & 0xfff;
        let b = unique & 0x3fff_ffff_ffff_ffff;
        Self(Uuid::from_u128((ms << 80) | (0x7 << 76) | (a << 64) | (0b10 << 62) | b))
    }

    /// The id in a text of any form that `uuid` reads.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::parse_str(text).ok().map(Self)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_hyphenated().fmt(f)
    }
}

/// Makes version 7 ids: a seed of the shell, then a counter. The core has no randomness of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdMaker {
    seed: u64,
    count: u64,
}

impl IdMaker {
    /// `seed` must differ between runs of the program.
    pub const fn new(seed: u64) -> Self {
        Self { seed, count: 0 }
    }

    /// The next id; ids of one maker sort in the order they were made as long as `millis` does not go back.
    pub fn make(&mut self, millis: i64) -> Id {
        self.count += 1;
        Id::at(millis, (u128::from(self.count) << 50) ^ (u128::from(self.seed) & 0x3_ffff_ffff_ffff))
    }
}

macro_rules! entities {
    ($($variant:ident = $word:literal),+ $(,)?) => {
        /// The tables that events speak of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Entity { $(#[serde(rename = $word)] $variant),+ }
        impl Entity {
            /// Every table, in the order of the design.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The name of the table.
            pub const fn word(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
            /// The table of a name.
            pub fn from_word(word: &str) -> Option<Self> { match word { $($word => Some(Self::$variant),)+ _ => None } }
        }
    };
}

entities!(
    Staff = "staff",
    Pharmacy = "pharmacy",
    Contact = "contact",
    Learner = "learner",
    Enrolment = "enrolment",
    OperationFlow = "operation_flow",
    Appointment = "appointment",
    Session = "session",
    SessionItem = "session_item",
    Coverage = "coverage",
    Pause = "pause",
    Note = "note",
    RolePlay = "role_play",
    RolePlayRating = "role_play_rating",
    Homework = "homework",
    Question = "question",
    Voice = "voice",
    Win = "win",
    MetricTarget = "metric_target",
    MetricReading = "metric_reading",
    MetricWaiver = "metric_waiver",
    StageAssessment = "stage_assessment",
    Judgement = "judgement",
    SupportPlan = "support_plan",
    Graduation = "graduation",
    GraduationItem = "graduation_item",
    SurveyResponse = "survey_response",
    HandOver = "hand_over",
    StandIn = "stand_in",
    FollowUp = "follow_up",
    Decision = "decision",
    Touch = "touch",
    Milestone = "milestone",
    Day = "day",
    Theme = "theme",
    VoiceTold = "voice_told",
    Setting = "setting",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_time_then_by_count() {
        let mut maker = IdMaker::new(u64::MAX);
        let ids: Vec<Id> = (0..100).map(|i| maker.make(1_700_000_000_000 + i / 3)).collect();
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(ids, sorted);
        assert!(ids.iter().all(|id| id.0.get_version_num() == 7));
    }

    #[test]
    fn a_natural_key_gives_the_same_id_everywhere() {
        assert_eq!(
            Id::natural(Entity::Day, "2026-11-25").to_string(),
            Id::natural(Entity::Day, "2026-11-25").to_string()
        );
        assert_ne!(Id::natural(Entity::Day, "x"), Id::natural(Entity::Touch, "x"));
    }
}
