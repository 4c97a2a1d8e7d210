//! The numbers of a programme that the rules need, as plain data: the rooms that read programme files fill it in, so that
//! the rules need not know what a programme file is.

use serde::{Deserialize, Serialize};

use super::{BusinessDate, Decimal, Direction, Stage1Rule};

/// What one programme version says about numbers, gates and figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// How many numbered sessions there are; the highest number.
    pub last: u8,
    /// Days from one session to the next.
    pub cadence_days: u8,
    /// Days from the kickoff to the agreed end.
    pub deadline_days: u16,
    /// Whether the programme has a kickoff.
    pub has_kickoff: bool,
    /// Whether any item is flagged `flow`; without one there is no flow gate and no FLOW.
    pub has_flow: bool,
    /// The numbers that require the device, ascending.
    pub device_numbers: Vec<u8>,
    /// The numbers that require go-live, ascending.
    pub live_numbers: Vec<u8>,
    /// The check sessions, ascending.
    pub checks: Vec<u8>,
    /// How stage 1 is judged.
    pub stage1_rule: Stage1Rule,
    /// The worst rank that still passes stage 2; `None` when the programme has no stages.
    pub stage2_top: Option<u8>,
    /// A role-play whose mean lies below this is low.
    pub low_mean: Decimal,
    /// The metrics of learner scope, in the order of the file.
    pub metrics: Vec<MetricRule>,
}

/// One metric of a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetricRule {
    /// Its id in the programme file.
    pub id: String,
    /// Whether success needs it.
    pub required: bool,
    /// Which way is better.
    pub direction: Direction,
    /// The smallest change that counts as improvement.
    pub min_step: Decimal,
    /// The programme's target, valid from the beginning.
    pub target: Decimal,
    /// Programme targets computed later.
    pub recomputed: Vec<Target>,
}

/// A value to reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// From when it holds; `None` = from the beginning.
    pub valid_from: Option<BusinessDate>,
    /// The value.
    pub value: Decimal,
}

impl Rules {
    /// The lowest number that requires the device.
    pub fn device_session(&self) -> Option<u8> {
        self.device_numbers.iter().copied().min()
    }

    /// The lowest number that requires go-live.
    pub fn live_session(&self) -> Option<u8> {
        self.live_numbers.iter().copied().min()
    }

    /// The metric of an id.
    pub fn metric(&self, id: &str) -> Option<&MetricRule> {
        self.metrics.iter().find(|m| m.id == id)
    }

    /// Whether this programme judges success at all: it needs a check session and a required metric.
    pub fn judges(&self) -> bool {
        !self.checks.is_empty() && self.metrics.iter().any(|m| m.required)
    }
}

/// Data of the default programme for the tests of this room.
#[cfg(test)]
pub(crate) mod fixture {
    use super::{Decimal, Direction, MetricRule, Rules, Stage1Rule};

    /// A required metric that goes up, with `min_step` 2.
    pub(crate) fn metric(id: &str, target: i64) -> MetricRule {
        MetricRule {
            id: id.to_owned(),
            required: true,
            direction: Direction::Up,
            min_step: Decimal::whole(2),
            target: Decimal::whole(target),
            recomputed: Vec::new(),
        }
    }

    /// The numbers of the default programme.
    pub(crate) fn default_rules() -> Rules {
        Rules {
            last: 12,
            cadence_days: 7,
            deadline_days: 98,
            has_kickoff: true,
            has_flow: true,
            device_numbers: (3..=8).collect(),
            live_numbers: (9..=12).collect(),
            checks: vec![9, 10, 11],
            stage1_rule: Stage1Rule::Latest,
            stage2_top: Some(2),
            low_mean: Decimal::whole(2),
            metrics: vec![
                metric("same_day_record_rate", 85),
                metric("suggestion_use_rate", 60),
                MetricRule {
                    required: false,
                    direction: Direction::Down,
                    min_step: Decimal::from_micros(200_000),
                    ..metric("record_minutes", 3)
                },
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_numbers_are_the_lowest_with_their_gate() {
        let mut rules = fixture::default_rules();
        assert_eq!((rules.device_session(), rules.live_session()), (Some(3), Some(9)));
        assert!(rules.judges());
        rules.checks.clear();
        rules.live_numbers.clear();
        assert_eq!((rules.live_session(), rules.judges()), (None, false));
    }
}
