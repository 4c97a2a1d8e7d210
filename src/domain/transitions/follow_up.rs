//! Follow-ups (model 3.5). That a snoozed one opens again on its day is worked out when read.

use super::Refusal;
use crate::domain::{BusinessDate, FollowUpState};

/// A follow-up is put off by at most that many days.
const LONGEST_SNOOZE: i64 = 14;

/// How a person ends a follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowUpEnd {
    /// Something was done, and that came of it.
    Done,
    /// It is no longer needed, and why.
    Dropped,
}

/// What happens to a follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowUpEvent {
    /// It is done.
    Done {
        /// What came of it is written down.
        has_result: bool,
    },
    /// Not now.
    Snooze {
        /// Today.
        on: BusinessDate,
        /// When it opens again.
        until: BusinessDate,
    },
    /// It is no longer needed.
    Drop,
}

/// The next state of a follow-up.
pub fn change_follow_up(state: FollowUpState, event: FollowUpEvent) -> Result<FollowUpState, Refusal> {
    if matches!(state, FollowUpState::Done | FollowUpState::Dropped) {
        return Err(Refusal::FollowUp(state));
    }
    match event {
        FollowUpEvent::Done { has_result: true } => Ok(FollowUpState::Done),
        FollowUpEvent::Done { has_result: false } => Err(Refusal::TextMissing),
        FollowUpEvent::Snooze { on, until } if until <= on => Err(Refusal::NotAhead),
        FollowUpEvent::Snooze { on, until } if until.days_since(on) > LONGEST_SNOOZE => {
            Err(Refusal::TooFarAhead { days: LONGEST_SNOOZE })
        }
        FollowUpEvent::Snooze { .. } => Ok(FollowUpState::Snoozed),
        FollowUpEvent::Drop => Ok(FollowUpState::Dropped),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use FollowUpState::{Done, Dropped, Open, Snoozed};

    #[test]
    fn open_and_snoozed_ones_change_and_others_do_not() {
        let on = BusinessDate::new(2026, 11, 25).unwrap();
        let snooze = |days| FollowUpEvent::Snooze { on, until: on.plus(days) };
        for state in [Open, Snoozed] {
            assert_eq!(change_follow_up(state, FollowUpEvent::Done { has_result: true }), Ok(Done));
            assert_eq!(change_follow_up(state, FollowUpEvent::Done { has_result: false }), Err(Refusal::TextMissing));
            assert_eq!(change_follow_up(state, snooze(14)), Ok(Snoozed));
            assert_eq!(change_follow_up(state, snooze(15)), Err(Refusal::TooFarAhead { days: 14 }));
            assert_eq!(change_follow_up(state, snooze(0)), Err(Refusal::NotAhead));
            assert_eq!(change_follow_up(state, FollowUpEvent::Drop), Ok(Dropped));
        }
        for state in [Done, Dropped] {
            for event in [FollowUpEvent::Done { has_result: true }, snooze(1), FollowUpEvent::Drop] {
                assert_eq!(change_follow_up(state, event), Err(Refusal::FollowUp(state)));
            }
        }
    }
}
