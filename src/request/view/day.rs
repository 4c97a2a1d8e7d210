//! The day: its queue, what stands beside it, and what is left from before.

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::domain::follow_up::Reason;
use crate::domain::{
    AppointmentKind, AppointmentState, BusinessDate, Decimal, HomeworkState, Id, Level, Outcome, QuestionState,
    ReasonCode, VerifyKind,
};
use crate::text::mask::Private;

use super::{Account, FileView, Followed, Person, Planned};

/// Today.
#[derive(Debug, Clone, PartialEq)]
pub struct DayView {
    pub date: BusinessDate,
    pub file: FileView,
    /// Appointments of earlier days of which nobody has said what became of them, the oldest first.
    pub earlier: Vec<QueueRow>,
    /// More of them that are older and not listed.
    pub older: Option<Older>,
    pub rows: Vec<QueueRow>,
    /// So many appointments of the day are somebody else's, or nobody's, and not listed.
    pub others: usize,
    /// Brief of the row that is next (or runs).
    pub brief: Option<BriefView>,
    pub leftovers: Leftovers,
    pub day_closed: bool,
}

/// Appointments without an outcome that are older than what is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Older {
    /// At least one.
    pub count: usize,
    /// All of them are of days before this one.
    pub before: BusinessDate,
}

/// Rows of the review that today reminds of: follow-ups that were decided and are due, then what is undecided with 20 points
/// and more, each in its order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Leftovers {
    /// The first of them; more than a terminal has room for.
    pub first: Vec<Leftover>,
    /// How many there are.
    pub count: usize,
    /// How many of them are follow-ups that are due.
    pub due: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Leftover {
    pub name: Private,
    /// What is to be done, where that was decided and is due.
    pub due: Option<Private>,
    pub level: Level,
    pub reasons: Vec<Reason>,
}

/// One appointment of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct QueueRow {
    pub appointment: Id,
    pub starts_at: DateTime<Utc>,
    /// Wall clock of the home zone.
    pub local: NaiveDateTime,
    pub minutes: u32,
    pub kind: AppointmentKind,
    pub state: AppointmentState,
    /// It is in progress and was set aside for another one.
    pub aside: bool,
    /// The meeting is over, the record not confirmed (仮).
    pub provisional: bool,
    /// The newest session of this appointment, once one was started.
    pub session: Option<Id>,
    /// What came of an appointment that was broken off or not held: its second part, or its new date.
    pub followed: Option<Followed>,
    pub waiting_since: Option<DateTime<Utc>>,
    pub session_no: Option<u8>,
    pub title: Option<String>,
    /// Id of the phase.
    pub phase: Option<String>,
    pub phase_title: Option<String>,
    /// Place in the phase and its length, e.g. 3 of 6.
    pub phase_place: Option<(u8, u8)>,
    pub last: u8,
    pub learner: Option<Person>,
    pub owner: Option<Person>,
    pub pharmacy: Account,
    pub trainer: Option<Private>,
    pub planned: Planned,
    pub carried: Vec<CarriedView>,
    pub homework_due: u32,
    pub homework_in: u32,
    /// Ids of the unmet gates.
    pub gates: Vec<String>,
    pub flags: Vec<ReasonCode>,
    pub level: Option<Level>,
    /// The trainer's own flag (MANUAL), which `f` cycles.
    pub flag: Option<Level>,
    pub meeting_url: Option<String>,
    /// Contacts about this appointment, newest first: when, and whether someone was reached.
    pub touches: Vec<(DateTime<Utc>, bool)>,
}

/// What stands beside the queue.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BriefView {
    pub appointment: Option<Id>,
    /// The owner's purpose, verbatim.
    pub purpose: Option<Private>,
    pub goal: Option<Private>,
    pub worries: Option<Private>,
    /// The hand-over line of last time with its date.
    pub next_focus: Option<(BusinessDate, Private)>,
    pub promises: Vec<PromiseView>,
    pub wins: Vec<Private>,
    pub stuck: Vec<CarriedView>,
    pub homework: Vec<HomeworkView>,
    pub last_role_play: Option<(u8, Decimal)>,
    pub role_play_before: Option<Decimal>,
    /// The criterion that was rated lowest in the newest role-play, when that was low.
    pub weak_criterion: Option<String>,
    pub figures: Vec<FigureView>,
    /// Of an open appointment, when its plan is too full or carries something for the third time.
    pub load: Option<LoadView>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedView {
    pub item_id: String,
    pub text: String,
    pub times: u32,
    pub outcome: Outcome,
    pub session_no: u8,
    pub minutes: u32,
}

/// How much a session has to go through, where that is too much or comes for the third time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LoadView {
    /// Minutes of the number and of what is carried together.
    pub needed: u32,
    /// The longest session.
    pub longest: u32,
    /// What does not fit, in the order of the plan.
    pub cut: Vec<String>,
    /// What comes for the third time, or more often.
    pub third: Vec<String>,
    /// So much of it is carried that an extra session helps more than cutting.
    pub extra: bool,
}

impl LoadView {
    /// More than a session has room for.
    pub const fn is_over(&self) -> bool {
        self.needed > self.longest
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseView {
    pub question: Id,
    pub text: Private,
    pub by: Option<BusinessDate>,
    pub state: QuestionState,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeworkView {
    pub id: Id,
    pub item_id: Option<String>,
    pub text: String,
    pub state: HomeworkState,
    pub verify: Option<VerifyKind>,
    pub effort_minutes: Option<u32>,
    /// An earlier meeting found it missing; here it can only come late.
    pub missed_before: bool,
    /// Due so many days before the next session; `None` = in it.
    pub days_before: Option<u8>,
}

/// A metric with its readings, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureView {
    pub metric: String,
    pub name: String,
    pub unit: crate::domain::Unit,
    pub readings: Vec<(BusinessDate, Decimal)>,
    pub target: Option<Decimal>,
    /// The pharmacy's own target is the one that counts.
    pub own_target: bool,
    pub reached: Option<bool>,
    pub required: bool,
}
