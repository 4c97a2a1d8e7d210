//! The numbers of the follow-up score: `[score]` of the config file, one row a code (model 4.2). What a file leaves out
//! keeps its default; an unknown key is an error, because a mistyped one would change nothing in silence.
//!
//! `points` and the words for tiers (`once`, `twice`, …) are points; `_days` are calendar days, `_bd` working days. Where
//! two lists stand side by side, the n-th point counts from the n-th bound on. `due_bd` is the due date counted from the
//! day of the review. Of one code the highest true tier counts.

use serde::{Deserialize, Serialize};

macro_rules! rows {
    ($($(#[$doc:meta])* $field:ident: $name:ident = $code:literal { $($(#[$item_doc:meta])* $item:ident: $type:ty = $value:expr),+ $(,)? })+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(default, deny_unknown_fields)]
            pub struct $name { $($(#[$item_doc])* pub $item: $type),+ }

            impl Default for $name {
                fn default() -> Self { Self { $($item: $value),+ } }
            }
        )+

        /// All numbers of the score.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct ScoreTable {
            /// The highest score.
            pub most: u32,
            /// Urgent from this score on.
            pub urgent: u32,
            /// Contact from this score on; such a row has to be decided before the day is closed.
            pub contact: u32,
            /// Working days after which a reason is undecided again whose follow-up is done and that is still true.
            pub again_bd: u32,
            $($(#[$doc])* #[serde(rename = $code)] pub $field: $name),+
        }

        impl Default for ScoreTable {
            fn default() -> Self {
                Self { most: 100, urgent: 40, contact: 20, again_bd: 3, $($field: $name::default()),+ }
            }
        }
    };
}

rows! {
    /// The newest counted appointment is a no-show, or the newest two are.
    no_show: NoShowRow = "NOSHOW" { once: u32 = 40, twice: u32 = 60 }
    /// One late cancellation among the newest few, or two among some more.
    late_cancel: LateCancelRow = "LATECANCEL" {
        once: u32 = 15, once_within: usize = 2, twice: u32 = 25, twice_within: usize = 4, due_bd: u32 = 1,
    }
    /// The newest due homework is missing, or the newest two are.
    homework: HomeworkRow = "HOMEWORK" { once: u32 = 10, twice: u32 = 30, before_next_days: u32 = 2 }
    /// Items that got stuck in the last session; `again` when one of them was carried before.
    stuck: StuckRow = "STUCK" {
        first: u32 = 20, each_more: u32 = 5, most: u32 = 30, again: u32 = 35, due_bd: u32 = 2,
    }
    /// The newest role-play is low, or the one before also.
    role_play: RolePlayRow = "ROLEPLAY" { once: u32 = 20, twice: u32 = 30, before_next_days: u32 = 1 }
    /// Each required metric that neither reaches its target nor improves, against a reading at least `apart_days` older.
    metric: MetricRow = "METRIC" { each: u32 = 20, most: u32 = 40, apart_days: i64 = 5, due_bd: u32 = 2 }
    /// A check session was held and a required metric has no reading.
    no_reading: NoReadingRow = "NOREADING" { points: u32 = 10, due_bd: u32 = 1 }
    /// No next appointment, that many days after the last session.
    next: NextRow = "NEXT" { points: [u32; 2] = [25, 40], days: [i64; 2] = [8, 15] }
    /// A record of today, or an older one, is not closed.
    record: RecordRow = "RECORD" { today: u32 = 15, older: u32 = 30 }
    /// A promise is that late; negative = ahead.
    promise: PromiseRow = "PROMISE" { points: [u32; 3] = [10, 30, 40], late_bd: [i64; 3] = [-1, 1, 3] }
    /// No agreed flow at most that many days before go-live.
    flow: FlowRow = "FLOW" {
        near: u32 = 40, near_days: i64 = 7, soon: u32 = 20, soon_days: i64 = 14, soon_due_bd: u32 = 2,
    }
    /// The projected graduation lies that many days after the deadline; the last tier is the manager's.
    deadline: DeadlineRow = "DEADLINE" { points: [u32; 3] = [20, 30, 40], days: [i64; 3] = [1, 8, 15], due_bd: u32 = 3 }
    /// The kickoff is not held that many days after the contract, without or with a date for it.
    kickoff: KickoffRow = "KICKOFF" {
        unbooked: u32 = 30, unbooked_days: i64 = 7, booked: u32 = 15, booked_days: i64 = 14,
    }
    /// The device is late, or a session that needs it is booked before it comes.
    device: DeviceRow = "DEVICE" { points: u32 = 25, due_bd: u32 = 1 }
    /// A pause or a deferral is over.
    resume: ResumeRow = "RESUME" { points: u32 = 25 }
    /// Additional support without a dated plan.
    support: SupportRow = "SUPPORT" { points: u32 = 40, due_bd: u32 = 1 }
    /// A survey score of at most `score` and no contact since.
    detractor: DetractorRow = "DETRACTOR" { points: u32 = 40, score: u8 = 6, due_bd: u32 = 1 }
    /// Open graduation checks that long after the last number, or a survey silent that long.
    grad_open: GradOpenRow = "GRADOPEN" { points: u32 = 20, items_bd: i64 = 2, survey_bd: i64 = 5, due_bd: u32 = 1 }
    /// The mood is at most `low`, or fell by at least `fall`.
    mood: MoodRow = "MOOD" { points: u32 = 10, low: u8 = 2, fall: u8 = 2 }
    /// A trainer's own follow-up has no points; one of level contact is due that many working days after it was made.
    manual: ManualRow = "MANUAL" { contact_due_bd: u32 = 3 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ReasonCode;

    #[derive(Deserialize)]
    struct File {
        score: ScoreTable,
    }

    #[test]
    fn the_default_config_parses_to_the_defaults_and_names_every_code() {
        let text = include_str!("../../assets/config.toml");
        let file: File = toml::from_str(text).unwrap();
        assert_eq!(file.score, ScoreTable::default());
        let table: toml::Table = text.parse().unwrap();
        let score = table["score"].as_table().unwrap();
        for code in ReasonCode::ALL {
            assert!(score[code.word()].is_table(), "{}", code.word());
        }
        // Every number stands in the file: what it writes equals what the defaults write.
        assert_eq!(toml::Table::try_from(ScoreTable::default()).unwrap(), *score);
    }

    #[test]
    fn a_file_changes_what_it_names_and_nothing_else() {
        let file: File = toml::from_str("[score]\nNOSHOW = { once = 35 }\n").unwrap();
        assert_eq!(file.score.no_show, NoShowRow { once: 35, twice: 60 });
        assert_eq!(ScoreTable { no_show: NoShowRow::default(), ..file.score }, ScoreTable::default());
        for bad in
            ["[score]\nNOSHOWS = { once = 1 }", "[score]\nNOSHOW = { onse = 1 }", "[score]\nNEXT = { days = [1] }"]
        {
            assert!(toml::from_str::<File>(bad).is_err(), "{bad}");
        }
    }
}
