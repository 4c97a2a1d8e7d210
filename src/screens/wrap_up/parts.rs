//! The places of the cursor.

use crate::domain::Id;

/// Where the cursor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A question that has to be settled first.
    Question(Id),
    /// Its answer is typed.
    Answer(Id),
    /// Nothing was marked: all of it, or nothing?
    Unmarked,
    Result,
    Mood,
    Homework(usize),
    Slot,
    FollowUp,
    Focus,
    Settle,
}

impl Part {
    pub(super) fn to_word(self) -> String {
        match self {
            Self::Question(id) => format!("question:{id}"),
            Self::Answer(id) => format!("answer:{id}"),
            Self::Homework(nth) => format!("homework:{nth}"),
            Self::Unmarked => "unmarked".to_owned(),
            Self::Result => "result".to_owned(),
            Self::Mood => "mood".to_owned(),
            Self::Slot => "slot".to_owned(),
            Self::FollowUp => "follow_up".to_owned(),
            Self::Focus => "focus".to_owned(),
            Self::Settle => "settle".to_owned(),
        }
    }

    pub(super) fn from_word(word: &str) -> Option<Self> {
        if let Some((kind, of)) = word.split_once(':') {
            return match kind {
                "question" => Id::parse(of).map(Self::Question),
                "answer" => Id::parse(of).map(Self::Answer),
                "homework" => of.parse().ok().map(Self::Homework),
                _ => None,
            };
        }
        let plain = [Self::Unmarked, Self::Result, Self::Mood, Self::Slot, Self::FollowUp, Self::Focus, Self::Settle];
        plain.into_iter().find(|part| part.to_word() == word)
    }

    /// Its digits choose within it; elsewhere they choose the result.
    pub const fn has_choice(self) -> bool {
        match self {
            Self::Question(_) | Self::Unmarked | Self::Mood | Self::Homework(_) | Self::Slot | Self::FollowUp => true,
            Self::Answer(_) | Self::Result | Self::Focus | Self::Settle => false,
        }
    }

    /// Space ticks something here.
    pub const fn can_tick(self) -> bool {
        matches!(self, Self::Homework(_) | Self::Slot)
    }

    /// Typing goes here.
    pub const fn is_field(self) -> bool {
        matches!(self, Self::Focus | Self::Answer(_))
    }

    /// Tab stops here: at the first row of the homework, and not at the result, which the digits reach from the button.
    pub const fn is_stop(self) -> bool {
        match self {
            Self::Result => false,
            Self::Homework(nth) => nth == 0,
            Self::Question(_)
            | Self::Answer(_)
            | Self::Unmarked
            | Self::Mood
            | Self::Slot
            | Self::FollowUp
            | Self::Focus
            | Self::Settle => true,
        }
    }
}
