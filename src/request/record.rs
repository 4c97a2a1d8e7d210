//! What can be recorded. Ids of new rows are made by the asker before the first write, so a repeated request is known.

use chrono::{DateTime, NaiveDateTime, NaiveTime, Utc};

use super::import::ImportFile;
use crate::domain::standing::Covered;
use crate::domain::transitions::FollowUpEnd;
use crate::domain::{
    AppointmentKind, BusinessDate, DecisionKind, HomeworkState, Id, Job, Level, NoteKind, Outcome, Scope, TouchKind,
};

/// A use case that changes something; each is one action.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    /// Scheduled or waiting -> in progress; makes the session with its items. Of a broken-off appointment: part 2.
    Start {
        appointment: Id,
        session: Id,
        override_reason: Option<String>,
    },
    /// The same while another session runs: that one is set aside, with all it has, until its clock goes on.
    Switch {
        appointment: Id,
        session: Id,
        override_reason: Option<String>,
    },
    /// It took place, and nobody had begun it here: it has the time of its slot, and its record is open. `beside`: what runs
    /// is set aside.
    Held {
        appointment: Id,
        session: Id,
        override_reason: Option<String>,
        beside: bool,
    },
    /// The learner is not there yet.
    Wait {
        appointment: Id,
    },
    Mark {
        item: Id,
        outcome: Outcome,
        actual_minutes: Option<u32>,
    },
    /// The homework of last time; the `review` item takes its outcome from it.
    Homework {
        homework: Id,
        state: HomeworkState,
        session: Id,
    },
    Rate {
        session: Id,
        role_play: Id,
        criterion: String,
        score: u8,
    },
    /// What is said about an attempt at the role-play; the first word about a new attempt makes it.
    Comment {
        session: Id,
        role_play: Id,
        which: Comment,
        text: String,
    },
    /// A new line, or a changed one when the id is known.
    Note(NoteLine),
    DeleteNote {
        note: Id,
    },
    /// A change of a record that is closed.
    Amend(Box<Amend>),
    /// Whether a line is for the trainer alone.
    PrivateNote {
        note: Id,
        private: bool,
    },
    /// The words of a line go for good, wherever they stand in the file. Nothing brings them back.
    BlackOut {
        note: Id,
    },
    /// The line was typed into the wrong record.
    MoveNote {
        note: Id,
        to: NoteHome,
    },
    /// The words that an item flagged `purpose` or `goal` asks for.
    Words {
        session: Id,
        item: Id,
        text: String,
    },
    /// Homework for next time: what is ticked, in full.
    Assign {
        session: Id,
        tasks: Vec<Task>,
    },
    /// A further number comes into this meeting: its items stand below those that are there.
    TakeIn {
        session: Id,
        number: u8,
    },
    /// A carried item is not carried any further, and why.
    DropItem {
        item: Id,
        reason: String,
    },
    /// Why an optional item was skipped.
    SkipReason {
        item: Id,
        reason: String,
    },
    Pause {
        session: Id,
        pause: Id,
    },
    /// Its clock goes on; another one that runs is set aside.
    Continue {
        session: Id,
    },
    /// A stretch that is none of the session's time: the computer slept.
    LeaveOut {
        appointment: Id,
        pause: Id,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    },
    /// 要 -> 急 -> none of the session screen's own flag.
    Flag {
        scope: Scope,
        id: Id,
        follow_up: Id,
        level: Option<Level>,
    },
    /// The open follow-up of somebody is over: what came of it, or why nobody needs it any more.
    EndFollowUp {
        scope: Scope,
        id: Id,
        end: FollowUpEnd,
        text: String,
    },
    Close(Box<Close>),
    /// A result from today's queue, without a wrap-up.
    Result {
        appointment: Id,
        result: NotHeld,
        next: Option<Slot>,
        new_appointment: Id,
    },
    Book {
        learner: Id,
        appointment: Id,
        slot: Slot,
        kind: AppointmentKind,
        number: Option<u8>,
        /// Why it is another number than the next one.
        reason: Option<String>,
    },
    /// The meeting with the owner before session 1.
    BookKickoff {
        pharmacy: Id,
        appointment: Id,
        slot: Slot,
    },
    Touch {
        touch: Id,
        scope: Scope,
        id: Id,
        kind: TouchKind,
        reached: bool,
        text: String,
        minutes_ago: u32,
    },
    Decide(Decide),
    CloseDay {
        date: BusinessDate,
    },
    AddLearner {
        learner: Id,
        enrolment: Id,
        pharmacy: Id,
        name: String,
        pharmacy_name: String,
    },
    /// A learner with all that the form has.
    Learner(Box<LearnerForm>),
    Question {
        question: Id,
        answer: Answer,
    },
    Undo,
    Redo,
    /// Does that action again, even if others were recorded since it was undone.
    RedoAction {
        action: Id,
    },
    Import(Box<ImportRequest>),
    /// Rows as they are, for the practice day: what no use case and no file makes.
    Facts(Vec<Fact>),
}

/// Which of the two comments on an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comment {
    /// What went well.
    Good,
    /// What to try next.
    Next,
}

/// One row with its fields by name; texts, whole numbers or ids as the table of fields says.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    pub entity: crate::domain::Entity,
    pub id: Id,
    pub fields: Vec<(&'static str, FactValue)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactValue {
    Text(String),
    Int(i64),
    Ref(Id),
}

/// A line typed during a call, or on the card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteLine {
    pub id: Id,
    /// Row that a question, request, win, homework or promise makes beside the note.
    pub target: Id,
    pub session: Option<Id>,
    pub learner: Option<Id>,
    pub pharmacy: Option<Id>,
    pub kind: NoteKind,
    pub text: String,
    pub section: Option<String>,
    pub item: Option<String>,
    pub promised_by: Option<BusinessDate>,
}

/// What can be changed in a closed record: each with author, time and the old text in its history.
#[derive(Debug, Clone, PartialEq)]
pub enum Amend {
    Outcome {
        item: Id,
        outcome: Outcome,
    },
    /// A line that is there already, or one more.
    Note(NoteLine),
    DeleteNote {
        note: Id,
    },
    Summary {
        session: Id,
        text: String,
    },
    NextFocus {
        session: Id,
        text: String,
    },
    Mood {
        session: Id,
        mood: Option<u8>,
    },
    /// A score of an attempt at the role-play; the first word about a new attempt makes it.
    Rate {
        session: Id,
        role_play: Id,
        criterion: String,
        score: u8,
    },
    Comment {
        session: Id,
        role_play: Id,
        which: Comment,
        text: String,
    },
    /// What became of homework that the session looked at.
    Homework {
        session: Id,
        homework: Id,
        state: HomeworkState,
    },
    /// The words of homework that the session set.
    Task {
        homework: Id,
        text: String,
    },
    /// When it is due: so many days before the next session, or (`None`) in it.
    Due {
        homework: Id,
        days: Option<u8>,
    },
    /// It was not set after all.
    DropTask {
        homework: Id,
    },
}

/// Where a line belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteHome {
    Session(Id),
    /// The learner's card.
    Learner(Id),
}

/// A slot in local wall time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    pub start: NaiveDateTime,
    pub minutes: u32,
}

/// Homework that will be assigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    pub id: Id,
    pub item: Option<String>,
    pub text: String,
    pub effort_minutes: Option<u32>,
}

/// How an appointment that did not (fully) take place ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotHeld {
    BrokenOff,
    /// Word came; whether 24 hours before decides between rescheduled and late cancel.
    Moved,
    NoShow,
    /// Word came under 24 hours before, or no new date is wanted although it came earlier (cancelled).
    Cancelled,
    ByUs,
}

/// How the wrap-up ends a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseResult {
    Held,
    BrokenOff,
    /// It did not take place after all.
    Not(NotHeld),
}

/// The whole wrap-up.
#[derive(Debug, Clone, PartialEq)]
pub struct Close {
    pub session: Id,
    pub result: CloseResult,
    /// Nothing was marked: the trainer said whether all or nothing was done.
    pub unmarked: Option<Outcome>,
    pub mood: Option<u8>,
    pub tasks: Vec<Task>,
    pub next: Option<Slot>,
    pub next_number: Option<u8>,
    pub new_appointment: Id,
    pub flag: Option<Level>,
    pub flag_id: Id,
    pub next_focus: String,
    /// Names of the fields that nobody touched.
    pub unconfirmed: Vec<String>,
    /// False for the short wrap-up between two calls (仮).
    pub confirmed: bool,
}

/// A decision of the review. The newest one of a row and day stands; undo takes it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decide {
    pub day: BusinessDate,
    pub scope: Scope,
    pub id: Id,
    pub kind: DecisionKind,
    pub until: Option<BusinessDate>,
    pub reason: String,
    /// What the follow-up is called; without one it is called as its reason says.
    pub title: Option<String>,
    /// The reasons of that moment.
    pub codes: Vec<Covered>,
    pub due_on: Option<BusinessDate>,
    pub owner: Option<Id>,
}

/// What the form of a learner has. An empty text is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnerForm {
    pub learner: Id,
    /// The enrolment of a new learner; without one the learner is there already.
    pub enrolment: Option<Id>,
    /// The rows that are made when nobody has the names.
    pub pharmacy: Id,
    pub staff: Id,
    pub name: String,
    pub kana: String,
    pub pharmacy_name: String,
    pub job: Option<Job>,
    /// Weekday (Monday = 1) and time.
    pub slot: Option<(u8, NaiveTime)>,
    pub meeting_url: String,
    pub trainer: String,
    /// The programme of a new learner; without one it is the configured one.
    pub programme: Option<String>,
}

/// What became of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Answered { text: String },
    Promised { by: BusinessDate },
    HandedOver,
}

/// Files whose cells were read; matching and writing is the store's.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportRequest {
    pub files: Vec<ImportFile>,
    /// The day of the import, for dates that the file leaves out.
    pub today: BusinessDate,
    pub now: DateTime<Utc>,
    pub dry_run: bool,
    /// Write the good rows and report the rest.
    pub partial: bool,
    /// The configured programme.
    pub programme: Option<String>,
}
