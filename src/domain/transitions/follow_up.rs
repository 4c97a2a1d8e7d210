//! How follow-ups end (model 3.5). That a snoozed one opens again on its day is worked out when read.

use super::Refusal;
use crate::domain::FollowUpState;

/// How a person ends a follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowUpEnd {
    /// Something was done, and that came of it.
    Done,
    /// It is no longer needed, and why.
    Dropped,
}

impl FollowUpEnd {
    /// The state in which an open follow-up ends. Either way a line has to say what came of it, or why.
    pub const fn state(self, has_words: bool) -> Result<FollowUpState, Refusal> {
        match self {
            Self::Done | Self::Dropped if !has_words => Err(Refusal::TextMissing),
            Self::Done => Ok(FollowUpState::Done),
            Self::Dropped => Ok(FollowUpState::Dropped),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_without_a_word() {
        for (end, state) in [(FollowUpEnd::Done, FollowUpState::Done), (FollowUpEnd::Dropped, FollowUpState::Dropped)] {
            assert_eq!(end.state(true), Ok(state));
            assert_eq!(end.state(false), Err(Refusal::TextMissing));
        }
    }
}
