//! The closed vocabularies: states, kinds, outcomes. One row a word: the variant and its name in files, rows and JSON.

use serde::{Deserialize, Serialize};

/// Declares an enum whose variants have one stable name each, used in SQL, JSON, CSV and the programme file.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every word, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Every stable name, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The stable name.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The variant of a stable name; `None` for any other text.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use words;

words!(
    /// What a member of our own team does.
    StaffRole {
        Ustr = "ustr", Usm = "usm", Engagement = "engagement", AccountSuccess = "account_success", Sales = "sales",
        Support = "support", Admin = "admin",
    }
);
words!(TouchModel { High = "high", Low = "low", Tech = "tech" });
words!(
    /// A learner's job; `part_time` is a contract form that matters for planning.
    Job { Manager = "manager", Staff = "staff", PartTime = "part_time" }
);
words!(
    /// One learner's run through one programme (model 3.1).
    EnrolmentState {
        Invited = "invited", KickoffDone = "kickoff_done", Learning = "learning", Live = "live", Paused = "paused",
        Graduated = "graduated", Withdrawn = "withdrawn",
    }
);
impl EnrolmentState {
    /// Active enrolments are the ones whose learner reasons are scored (model 4.1).
    pub const fn is_active(self) -> bool {
        matches!(self, Self::KickoffDone | Self::Learning | Self::Live)
    }
}
words!(AppointmentKind {
    Kickoff = "kickoff", Session = "session", Extra = "extra", Support = "support", FollowUpCall = "follow_up_call",
});
impl AppointmentKind {
    /// The kinds whose appointments make the run of a learner.
    pub const fn is_of_run(self) -> bool {
        match self {
            Self::Session | Self::Extra | Self::Support => true,
            Self::Kickoff | Self::FollowUpCall => false,
        }
    }
}
words!(
    /// Model 3.2. Marks: 未 待 今 完 途 延 消 欠.
    AppointmentState {
        Scheduled = "scheduled", Waiting = "waiting", InProgress = "in_progress", Held = "held",
        BrokenOff = "broken_off", Rescheduled = "rescheduled", Cancelled = "cancelled", LateCancel = "late_cancel",
        NoShow = "no_show", CancelledByUs = "cancelled_by_us",
    }
);
impl AppointmentState {
    /// Still ahead or running.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Scheduled | Self::Waiting | Self::InProgress)
    }
    /// Learner and trainer met.
    pub const fn is_met(self) -> bool {
        matches!(self, Self::Held | Self::BrokenOff)
    }
    /// Another appointment of the same number may stand for it (model 3.2, the last row).
    pub const fn can_be_followed(self) -> bool {
        matches!(self, Self::BrokenOff | Self::NoShow | Self::LateCancel | Self::CancelledByUs)
    }
    /// Counts in the runs of model 4.1.
    pub const fn is_counted(self) -> bool {
        matches!(self, Self::Held | Self::BrokenOff | Self::NoShow | Self::LateCancel)
    }
}
words!(
    /// What happened to an item of the script (model 3.3). Marks: 未 済 半 詰 飛.
    Outcome { Planned = "planned", Done = "done", Partly = "partly", Stuck = "stuck", Skipped = "skipped" }
);
words!(
    /// Homework (model 3.4). Marks on its row: 済 提 無 免.
    HomeworkState {
        Assigned = "assigned", Submitted = "submitted", Reviewed = "reviewed", Missing = "missing", Waived = "waived",
    }
);
words!(VerifyKind { Log = "log", Show = "show", File = "file", Quiz = "quiz", SelfReport = "self" });
words!(
    /// The sections of a session in a programme file.
    Section {
        Prepare = "prepare", Lecture = "lecture", RolePlay = "role-play", Homework = "homework",
        Questions = "questions", GoNoGo = "go-no-go", Tips = "tips", Metrics = "metrics", Graduation = "graduation",
    }
);
words!(NoteKind {
    Memo = "memo", Question = "question", Request = "request", Stuck = "stuck", Homework = "homework",
    Promise = "promise", Next = "next", Win = "win",
});
words!(
    /// What was done, by its word in the log.
    Deed {
        Start = "start", Wait = "wait", Mark = "mark", Homework = "homework", Rate = "rate", Comment = "comment", Note = "note",
        DeleteNote = "delete_note", Words = "words", Assign = "assign", Pause = "pause", Continue = "continue",
        Flag = "flag", Close = "close", Result = "result", Book = "book", Touch = "touch", Decide = "decide",
        CloseDay = "close_day", AddLearner = "add_learner", EditLearner = "edit_learner", Question = "question", Undo = "undo", Redo = "redo",
        Import = "import", Facts = "facts", Amend = "amend", PrivateNote = "private_note", BlackOut = "black_out",
        MoveNote = "move_note", TakeIn = "take_in", DropItem = "drop_item", EndFollowUp = "end_follow_up", SkipReason = "skip_reason",
    }
);
words!(QuestionState { Open = "open", Answered = "answered", HandedOver = "handed_over" });
words!(Extent { Full = "full", Partial = "partial", Repeat = "repeat" });
words!(FlowStatus { None = "none", Draft = "draft", Agreed = "agreed", Revised = "revised" });
words!(MetricScope { Learner = "learner", Pharmacy = "pharmacy" });
words!(Unit { Percent = "percent", Minutes = "minutes", Hours = "hours", Count = "count", Yen = "yen" });
words!(Direction { Up = "up", Down = "down" });
words!(JudgementKind { Provisional = "provisional", Final = "final", Rejudge = "rejudge" });
words!(JudgementResult {
    Stage1 = "stage1", Stage2 = "stage2", AdditionalSupport = "additional_support", Undetermined = "undetermined",
});
words!(Stage1Rule { Latest = "latest", AnySameCheck = "any_same_check", EachOnce = "each_once" });
words!(PauseReason {
    Leave = "leave", StaffShortage = "staff_shortage", DeviceDelay = "device_delay", BusySeason = "busy_season",
    Other = "other",
});
words!(
    /// Why an invitation is put off: the reasons of a pause, and not having made up one's mind.
    DeferReason {
        Leave = "leave", StaffShortage = "staff_shortage", DeviceDelay = "device_delay", BusySeason = "busy_season",
        Undecided = "undecided", Other = "other",
    }
);
words!(
    /// Whose target a figure is held against.
    TargetScope { Learner = "learner", Pharmacy = "pharmacy", Programme = "programme" }
);
words!(WithdrawReason {
    LeftJob = "left_job", Transferred = "transferred", ContractEnded = "contract_ended", Declined = "declined",
    TooBusy = "too_busy", Other = "other",
});
words!(TouchKind {
    Call = "call", Mail = "mail", Line = "line", Visit = "visit", StudySession = "study_session",
    Newsletter = "newsletter", Enquiry = "enquiry",
});
words!(FollowUpState { Open = "open", Snoozed = "snoozed", Done = "done", Dropped = "dropped" });
words!(DecisionKind { FollowUp = "follow_up", Snooze = "snooze", Dismiss = "dismiss" });
words!(
    /// Whose row it is in the review.
    Scope { Learner = "learner", Pharmacy = "pharmacy" }
);
words!(
    /// 急 / 要 / 見.
    Level { Urgent = "urgent", Contact = "contact", Watch = "watch" }
);
words!(VoiceKind {
    Request = "request", Bug = "bug", Praise = "praise", Complaint = "complaint", ChurnSign = "churn_sign",
    Referral = "referral", Opportunity = "opportunity",
});
words!(VoiceState {
    Captured = "captured", Triaged = "triaged", Merged = "merged", Sent = "sent", Answered = "answered",
    Told = "told", ClosedExplained = "closed_explained", OutOfScope = "out_of_scope",
});
words!(HandOverKind { SalesToUs = "sales_to_us", TrainerToTrainer = "trainer_to_trainer", ToEngagement = "to_engagement" });
words!(GraduationKind { Normal = "normal", WithSupport = "with_support" });
words!(PlanState { Open = "open", Done = "done" });
words!(
    /// Why a learner or a pharmacy stands in the review, in the order of model 4.2.
    ReasonCode {
        NoShow = "NOSHOW", LateCancel = "LATECANCEL", Homework = "HOMEWORK", Stuck = "STUCK", RolePlay = "ROLEPLAY",
        Metric = "METRIC", NoReading = "NOREADING", Next = "NEXT", Record = "RECORD", Promise = "PROMISE",
        Flow = "FLOW", Deadline = "DEADLINE", Kickoff = "KICKOFF", Device = "DEVICE", Resume = "RESUME",
        Support = "SUPPORT", Detractor = "DETRACTOR", GradOpen = "GRADOPEN", Mood = "MOOD", Manual = "MANUAL",
    }
);
