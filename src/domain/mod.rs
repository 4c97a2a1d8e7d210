//! The rules of the programme: who is where, what happened, what follows from it. Pure data and functions: no clock, no
//! disk, no screen. Words are those of the field (see `docs/ARCHITECTURE.md`).

pub mod coverage;
pub mod day;
pub mod day_words;
pub mod decimal;
pub mod follow_up;
pub mod gate;
pub mod hours;
pub mod id;
pub mod judgement;
pub mod kinds;
pub mod link;
pub mod number;
pub mod pacing;
pub mod practice;
pub mod proposal;
pub mod role_play;
pub mod rules;
pub mod score_table;
pub mod standing;
pub mod transitions;
pub mod typed;
pub mod weekly;

pub use day::{BusinessDate, WorkDays, Zone};
pub use decimal::Decimal;
pub use gate::Gate;
pub use id::{Entity, Id, IdMaker};
pub use kinds::*;
pub use number::{SessionNo, SessionRef};
pub use role_play::RolePlayResult;
pub use rules::{MetricRule, Rules, Target};
pub use score_table::ScoreTable;
pub use standing::{PharmacyFacts, PharmacyMetric, PharmacyStanding, Seen, Since, Standing};
