//! What a row of the table may ask about the moment: plain yes-or-no facts that the screen on top provides. They gate a
//! command and decide whether it is shown, so hint and behaviour cannot drift apart.

/// One fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fact {
    // The whole program.
    ReadOnly,
    ShareSafe,
    /// The tasks of the practice day are not all done.
    Practises,
    /// A session is in progress, wherever one is.
    SessionRuns,
    /// It is known who sits here …
    KnowsMe,
    /// … and everybody's rows are shown all the same.
    SeesAll,
    /// Appointments without an outcome are there that are too old to be listed.
    HasOlder,
    /// All of them are listed, however old.
    SeesOlder,
    // What the row under the cursor is. At most one of the `Row…` facts holds.
    /// Scheduled or waiting, and not more than 30 minutes before its start.
    RowStartable,
    /// Scheduled, more than 30 minutes ahead.
    RowAhead,
    /// Scheduled or waiting, and of an earlier day.
    RowForgotten,
    RowRunning,
    RowHeld,
    RowBrokenOff,
    /// 欠: a new date can be chosen.
    RowMissed,
    /// 延 or 消.
    RowMoved,
    // What the target of the screen has.
    /// A learner is meant.
    HasLearner,
    /// The box is about a meeting that did not take place.
    WasMissed,
    /// The box is about a date that is booked and stays.
    Kept,
    /// The kickoff of the pharmacy is neither held nor booked.
    KickoffMissing,
    /// A pharmacy or a learner is meant: calls can be logged.
    HasSomeone,
    HasLink,
    // Overlays and fields.
    /// The field with the focus is empty.
    FieldEmpty,
    /// The field with the focus has a row above the one of the caret.
    RowAbove,
    /// Several parts to move between with Tab.
    HasParts,
    // Session, wrap-up, review and card add theirs below.
    /// The session screen is on top: its rows work in the note line, which other screens have, too.
    InSession,
    /// The record is closed: it is read, not changed.
    Locked,
    /// Another session is in progress.
    OtherLive,
    /// The clock of the session stands.
    Paused,
    /// The computer slept in the session, and nobody has said whether that counts.
    Slept,
    /// The row under the cursor asks for typed words.
    OnWords,
    /// A note is meant: the one under the cursor, or the one that is being changed in the line.
    HasNote,
    /// The cursor is on a note.
    OnNote,
    /// … that is for the trainer alone.
    OnPrivate,
    /// … or in a record on any text that can be amended.
    OnText,
    /// The cursor is on homework that this record set and nobody has looked at.
    OnOpenTask,
    /// The cursor is on an item of a record …
    OnItem,
    /// … or on homework that the record looked at …
    OnLookedAt,
    /// … or on its mood.
    OnMood,
    /// The cursor is on a carried item.
    OnCarried,
    /// The cursor is on an optional item of this session's own that was skipped, and nobody said why.
    OnSkipped,
    /// Another number can come into this meeting.
    CanTakeIn,
    /// Another number than the next one can be booked.
    CanName,
    /// The note in the line is as it was kept.
    AsKept,
    /// The cursor is on a criterion of the role-play.
    OnCriterion,
    /// What is ticked takes more time than a week has, and some of it can be left out.
    TooMuchHomework,
    /// The wrap-up is on top: undo stays within its own choices.
    InWrapUp,
    /// The role-play has ratings: it can be run again.
    Rated,
    /// The cursor of the wrap-up is on a choice of its own, which takes the digits.
    OnChoice,
    /// The answer to a question is typed.
    OnAnswer,
    /// The cursor of the wrap-up is on the button that closes, and nothing has to be chosen before.
    OnSettle,
    /// The cursor of the wrap-up is where nothing can be ticked or chosen with Space.
    OnButton,
    /// The row of the review under the cursor waits for a decision …
    ReviewUndecided,
    /// … or has one …
    ReviewDecided,
    /// … or is an open record …
    ReviewRecord,
    /// … or an appointment that is over and has no outcome.
    ReviewSlot,
    /// The row of the review under the cursor is about somebody with an open record.
    ReviewRowRecord,
    /// Something is to be done for whoever is meant: a follow-up is open.
    HasFollowUp,
    /// The learner of the card has something to copy or note about: the card has come.
    CardLoaded,
    /// The form is of a learner who is there already.
    EditsLearner,
    // The import: at most one of the first three holds.
    /// Every row of the files can be taken in, and something would change.
    ImportReady,
    /// Some cannot, or nothing would.
    ImportRefused,
    /// They are in.
    ImportDone,
    /// Some cannot, and others can.
    ImportMixed,
}

/// Facts of which at most one holds: rows that ask for different ones cannot collide.
pub const EXCLUSIVE: &[Fact] = &[
    Fact::RowStartable,
    Fact::RowAhead,
    Fact::RowForgotten,
    Fact::RowRunning,
    Fact::RowHeld,
    Fact::RowBrokenOff,
    Fact::RowMissed,
    Fact::RowMoved,
    Fact::OnWords,
    Fact::OnNote,
    Fact::OnCarried,
    Fact::OnSkipped,
    Fact::OnCriterion,
    Fact::OnItem,
    Fact::OnLookedAt,
    Fact::OnMood,
    Fact::OnOpenTask,
    Fact::ReviewUndecided,
    Fact::ReviewDecided,
    Fact::ReviewRecord,
    Fact::ReviewSlot,
    Fact::ImportReady,
    Fact::ImportRefused,
    Fact::ImportDone,
];

/// The facts that hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts(u64);

impl Facts {
    pub const NONE: Self = Self(0);

    pub fn of(facts: &[Fact]) -> Self {
        facts.iter().fold(Self::NONE, |all, fact| all.with(*fact))
    }
    #[must_use]
    pub const fn with(self, fact: Fact) -> Self {
        Self(self.0 | 1 << fact as u8)
    }
    /// With the fact when `holds`.
    #[must_use]
    pub const fn with_if(self, fact: Fact, holds: bool) -> Self {
        if holds { self.with(fact) } else { self }
    }
    pub const fn has(self, fact: Fact) -> bool {
        self.0 & 1 << fact as u8 != 0
    }
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_a_set() {
        let facts = Facts::of(&[Fact::ReadOnly, Fact::HasLink]).with_if(Fact::ShareSafe, false);
        assert!(facts.has(Fact::ReadOnly) && facts.has(Fact::HasLink));
        assert!(!facts.has(Fact::ShareSafe) && !Facts::NONE.has(Fact::ReadOnly));
    }
}
