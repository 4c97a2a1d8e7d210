//! What may be asked of the store: one use case each, as plain data, and what it answers. One recording request is one
//! action and one transaction: its reply says what is now on disk.

pub mod export;
pub mod import;
pub mod record;
pub mod show;
pub mod view;

use chrono::{DateTime, Utc};

use crate::domain::{AppointmentState, BusinessDate, Deed, Entity, HomeworkState, Id, Scope};

pub use record::Record;
pub use view::*;

/// Who records, when and in which zone. Every event carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    pub at: DateTime<Utc>,
    /// IANA name of the home zone.
    pub zone: String,
    /// The trainer, as far as known.
    pub actor: Option<Id>,
}

/// Whose rows are meant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Who {
    /// `--trainer` was not given: practice trainer, configured trainer, the only trainer, else everybody.
    #[default]
    Me,
    /// `--trainer all`.
    Everybody,
    /// `--trainer NAME`, by kana or name, folded.
    Named(String),
    Staff(Id),
}

/// How far back appointments of earlier days are listed of which nobody has said what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Back {
    /// What is older is counted.
    #[default]
    TwoWeeks,
    All,
}

/// A request to read. Nothing changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// The queue of a day with the brief of `brief` (or of the row that is next), leftovers and counts.
    Day {
        date: BusinessDate,
        now: DateTime<Utc>,
        who: Who,
        back: Back,
    },
    /// What a trainer reads in the half minute before the call.
    Brief {
        appointment: Id,
    },
    /// The running (or held) session of an appointment, with everything its screen shows.
    Session {
        appointment: Id,
    },
    /// The pre-filled wrap-up of a running session.
    WrapUp {
        session: Id,
        now: DateTime<Utc>,
    },
    /// Proposals for the next slot of the learner of an appointment.
    Slots {
        appointment: Id,
        after: AfterWhat,
        now: DateTime<Utc>,
    },
    /// Proposals for a learner's next number, and whether it is booked already. As long as the kickoff of the pharmacy is
    /// neither held nor booked, that is what is proposed, unless it is to be `without_kickoff`. For a pharmacy: its kickoff,
    /// and once that is held session 1 of the first learner who has none yet.
    Booking {
        scope: Scope,
        id: Id,
        me: Option<Id>,
        without_kickoff: bool,
        /// What else than the next number is meant.
        other: Option<Other>,
        now: DateTime<Utc>,
    },
    /// Whether a date that was typed by hand fits, as a proposal would.
    Fit {
        whose: Whose,
        slot: record::Slot,
        me: Option<Id>,
        now: DateTime<Utc>,
    },
    Review {
        date: BusinessDate,
        who: Who,
        back: Back,
    },
    /// The learner card.
    Card {
        learner: Id,
        date: BusinessDate,
    },
    /// What the form of a learner begins with.
    LearnerForm {
        learner: Id,
    },
    /// The programmes that a new learner may come into.
    Programmes,
    /// What became of a record, a learner or a pharmacy, newest first.
    History {
        of: HistoryOf,
    },
    /// People, and notes, whose text has every term of the query.
    Find {
        query: String,
        limit: usize,
    },
    /// What a learner may see of the session that runs.
    Show,
    /// How far the practice day has come.
    Practice,
    /// Drafts that were not finished, and the session that was running.
    Resume,
}

/// A session that is not simply the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Other {
    /// That number: again, or out of its order.
    Number(u8),
    /// An extra session, for what was carried too often or is too much: of that number, else of the one that was met last.
    Extra(Option<u8>),
}

/// What a slot is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// A new date for this appointment.
    Again(Id),
    /// A number of a learner.
    Number { learner: Id, number: Option<u8> },
    /// The kickoff of this pharmacy.
    Kickoff(Id),
}

/// What the next slot follows (model 8.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterWhat {
    /// A meeting that took place.
    Met,
    /// A no-show, a late cancel or our own cancellation: within the next five working days.
    NotHeld,
}

/// What the store answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    Day(Box<DayView>),
    Brief(Box<BriefView>),
    Session(Box<SessionView>),
    WrapUp(Box<WrapUpView>),
    Slots(Vec<SlotView>),
    Booking(Box<BookingView>),
    Fit(Vec<SlotDoubt>),
    Review(Box<ReviewView>),
    Card(Box<CardView>),
    LearnerForm(Box<LearnerFormView>),
    /// The one that counts where none is named comes first.
    Programmes(Vec<ProgrammeName>),
    History(Box<HistoryView>),
    Found(FoundView),
    /// `None`: no session runs.
    Show(Option<Box<show::ShowView>>),
    Practice(Option<crate::domain::practice::Practice>),
    Resume(ResumeView),
    /// The recording is on disk. `None` when it changed nothing.
    Recorded(Recorded),
    Reverted(Box<Reverted>),
    Imported(Vec<import::Report>),
    /// What became of files that were named on a screen.
    TakenIn(Box<import::Taken>),
}

/// A recording that is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Whether anything changed.
    pub changed: bool,
    /// What a use case made and its asker needs: a new appointment, the next session.
    pub made: Option<Id>,
}

/// An action that was taken back, or done again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reverted {
    /// The action that was taken back or done again.
    pub action: Id,
    /// What the action was; `None` when a newer program did it.
    pub deed: Option<Deed>,
    pub redone: bool,
    pub fields: Vec<RevertedField>,
    /// Whom it concerned.
    pub about: Option<Person>,
    /// The text of the item or note, when one was concerned.
    pub subject: Option<crate::text::mask::Private>,
    /// Learners of it that are not in the file now: nobody can be shown their card.
    pub gone: Vec<Id>,
    /// Nobody is in the file now.
    pub empty: bool,
}

/// One field that undo put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevertedField {
    pub entity: Entity,
    pub id: Id,
    pub field: String,
    pub from: Option<String>,
    pub to: Option<String>,
}

/// Why the store did not do what it was asked. The sentence is made where the language is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing of that name here.
    NotFound {
        what: &'static str,
        name: String,
    },
    /// What was meant is not in the file (any more). An id says nothing to people, so only its kind is told.
    Gone {
        what: Entity,
    },
    /// A learner of that name is at that pharmacy already.
    AlreadyThere {
        learner: crate::text::mask::Private,
        pharmacy: crate::text::mask::Private,
    },
    /// Two or more people are meant by a name.
    Ambiguous {
        name: String,
    },
    /// Another window writes to this file.
    ReadOnly {
        holder: Option<Holder>,
    },
    /// The state of the appointment does not allow it.
    Appointment {
        is: AppointmentState,
    },
    /// The state of the homework does not allow it.
    Homework {
        is: HomeworkState,
    },
    /// The learner has finished (or left): nothing can be booked.
    Finished,
    /// Another session runs; never two at once.
    Running {
        appointment: Id,
    },
    /// Too early to start: minutes until the earliest start.
    TooEarly {
        minutes: i64,
    },
    /// A gate of the programme is not met and no reason was given.
    Gates {
        unmet: Vec<String>,
    },
    /// The trainer has another appointment then.
    Overlap {
        appointment: Id,
    },
    /// The learner has an open appointment for that number already.
    AlreadyBooked {
        appointment: Id,
        starts_at: DateTime<Utc>,
    },
    /// The kickoff was held: there is no second one.
    KickoffHeld,
    /// Another number comes next (none, when all are held): booking this one needs a reason.
    OutOfOrder {
        next: Option<u8>,
    },
    /// The number cannot come into this meeting: it is in it, or there is no such number, or it is no session of a number.
    NotTakenIn {
        number: u8,
    },
    /// Only what was carried can be dropped.
    NotCarried,
    /// Only an optional item that this session skipped asks why.
    NoReasonAsked,
    /// A kickoff takes that many minutes.
    Length {
        least: u32,
        most: u32,
    },
    /// What was closed is locked.
    Closed,
    /// Only what was closed is amended.
    NotClosed,
    /// The closing was followed by an amendment: the record does not open again.
    Amended {
        at: DateTime<Utc>,
        by: Option<crate::text::mask::Private>,
    },
    /// The words of what was to be taken back are gone for good.
    Erased,
    /// The text has more characters than its field takes.
    TooManyCharacters {
        max: usize,
    },
    /// A follow-up ends with a line: what came of it, or why it is dropped.
    ResultMissing,
    /// The purpose has to be there before the kickoff can be closed.
    PurposeMissing,
    /// A question of this session is neither answered, promised nor handed over.
    QuestionOpen {
        question: Id,
    },
    NothingToUndo,
    NothingToRedo,
    /// A field of the action was changed by someone since.
    ChangedSince {
        at: DateTime<Utc>,
        by: Option<crate::text::mask::Private>,
    },
    /// No programme of that id is known.
    NoProgramme {
        id: String,
    },
    /// The text is larger than a note may be (bytes).
    TooLong {
        max: usize,
    },
}

/// Who holds the writing end of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    pub pid: u32,
    pub since: DateTime<Utc>,
}

/// Who writes the file: this process, or another and who that is, when it could be read.
pub type Writer = Result<(), Option<Holder>>;

/// What a window that only reads is told when another has written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    pub holder: Option<Holder>,
    /// Nobody is in the file.
    pub empty: bool,
}

/// What came of asking for the writing end of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Took {
    /// This process has it.
    Mine,
    /// Another has it and cannot be asked.
    Held(Option<Holder>),
    /// Another has it and does not answer.
    Silent(Option<Holder>),
}

/// Why there is no reply: the store declined, or it could not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// A rule says no.
    Refused(Refusal),
    /// The disk says no: nothing of the request is on it.
    Trouble(Trouble),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// What went wrong outside of the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    DiskFull,
    /// The disk refused to write or to read.
    Disk,
    /// Another program holds the file for longer than we wait.
    Busy,
    /// The file was moved or replaced while it was open.
    Moved,
    Damaged,
    /// The store could not do it, and the file is as it was.
    Failed,
    /// The store's thread is gone.
    Gone,
}
