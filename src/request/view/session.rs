//! One session: what its screen shows while it runs and afterwards, and its wrap-up.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::domain::transitions::needs_reason;
use crate::domain::{
    AppointmentKind, AppointmentState, BusinessDate, Decimal, Extent, Id, Level, NoteKind, Outcome, QuestionState,
    ReasonCode, RolePlayResult, Section,
};
use crate::text::mask::Private;

use super::{Account, FigureView, HomeworkView, LoadView, Person, Planned, PromiseView, SlotView};

/// The session screen.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionView {
    pub appointment: Id,
    pub session: Id,
    pub kind: AppointmentKind,
    pub state: AppointmentState,
    pub closed: bool,
    /// What the wrap-up of a closed record said.
    pub record: Option<RecordView>,
    pub part: u8,
    pub session_no: Option<u8>,
    pub title: String,
    /// What the learner can do afterwards.
    pub goal: Option<String>,
    pub learner: Option<Person>,
    pub owner: Option<Person>,
    pub pharmacy: Account,
    pub trainer: Option<Private>,
    pub phase_title: Option<String>,
    /// Titles of lecture, role-play and homework in this phase; `None` = the usual one.
    pub panes: [Option<String>; 3],
    pub planned: Planned,
    pub starts_at: DateTime<Utc>,
    /// The fixed end of the slot.
    pub ends_at: DateTime<Utc>,
    pub started_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    /// Closed pauses in seconds, and the one that runs.
    pub paused_seconds: i64,
    pub paused_since: Option<DateTime<Utc>>,
    /// Of these pauses, those in which another session went first: they move the end. Closed ones, and the one that runs.
    pub aside_seconds: i64,
    pub aside_since: Option<DateTime<Utc>>,
    /// The other sessions in progress: the one that runs first.
    pub beside: Vec<BesideView>,
    pub spent: SpentView,
    /// In the order of the screen: the review item first, carried ones, then as in the file.
    pub items: Vec<ItemView>,
    pub role_play: Option<RolePlayView>,
    /// Why there is none.
    pub no_role_play: Option<String>,
    pub no_homework: Option<String>,
    /// Homework that this session looks at.
    pub last_homework: Vec<HomeworkView>,
    /// What is assigned for next time so far.
    pub next_homework: Vec<HomeworkView>,
    /// Of a meeting that is over: the learner's next one that is booked, with its minutes and its number.
    pub booked: Option<(NaiveDateTime, u32, Option<u8>)>,
    /// The task of the programme and tasks made from partly and stuck items.
    pub suggestions: Vec<SuggestionView>,
    pub notes: Vec<NoteView>,
    pub open_questions: Vec<PromiseView>,
    /// What earlier meetings promised and left open.
    pub promises: Vec<PromiseView>,
    /// What the learner could do in earlier meetings: the last few, at the last number all; and how many there are.
    pub wins: Vec<Private>,
    pub win_count: usize,
    /// Owner's purpose (sessions 1 and 2), the learner's own goal sentence (later).
    pub words_on_top: Option<Private>,
    pub purpose: Option<Private>,
    pub concerns: Option<Private>,
    /// What a kickoff begins with; of other sessions none.
    pub kickoff: Option<KickoffView>,
    pub next_focus: Option<(BusinessDate, Private)>,
    /// What the record before this one says in words.
    pub last_text: Option<Private>,
    pub figures: Vec<FigureView>,
    /// Tips of this session's script.
    pub tips: Vec<String>,
    pub questions: Vec<String>,
    /// Extent by number, for the strip of sessions.
    pub strip: Vec<StripCell>,
    /// Further numbers that came into this meeting.
    pub further: Vec<u8>,
    /// The number that could come into it next.
    pub can_take_in: Option<u8>,
    /// While it runs, when its plan is too full or carries something for the third time.
    pub load: Option<LoadView>,
    pub flag: Option<Level>,
    pub meeting_url: Option<String>,
    /// The trainer's next appointment today.
    pub next_appointment: Option<(DateTime<Utc>, Option<Person>)>,
}

impl SessionView {
    /// A further number that nobody has come to: nothing of it is skipped, carried or set as homework.
    pub fn is_idle(&self, number: u8) -> bool {
        let of_it = |item: &&ItemView| item.carried_from.is_none() && item.session_no == number;
        self.further.contains(&number) && self.items.iter().filter(of_it).all(|i| i.outcome == Outcome::Planned)
    }
    /// What was planned with such a number, and stays for its own meeting.
    pub fn stays(&self, item: &ItemView) -> bool {
        item.carried_from.is_none() && self.is_idle(item.session_no)
    }
    /// Whether there is homework that this session decides.
    pub fn looks_at_homework(&self) -> bool {
        self.last_homework.iter().any(|h| !h.missed_before)
    }
}

/// Another session in progress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BesideView {
    pub appointment: Id,
    pub session: Id,
    /// The learner, or the pharmacy of a kickoff.
    pub name: Private,
    /// It was set aside; else its clock runs.
    pub aside: bool,
}

/// What is known of a pharmacy when its kickoff begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KickoffView {
    /// What the sales team handed over.
    pub sales_note: Option<Private>,
    /// When the device is to come.
    pub device_due: Option<BusinessDate>,
    /// How the owner's task is looked at later.
    pub verify: Option<String>,
}

/// What the time of a session that runs went into so far, as its marks say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpentView {
    /// Seconds by item.
    pub items: BTreeMap<Id, i64>,
    /// When the newest mark was set: what came later belongs to the row that is worked on.
    pub since: DateTime<Utc>,
    /// Ended pauses since then.
    pub paused_seconds: i64,
}

impl SpentView {
    /// Nothing yet.
    pub fn from(since: DateTime<Utc>) -> Self {
        Self { items: BTreeMap::new(), since, paused_seconds: 0 }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StripCell {
    pub number: u8,
    pub extent: Option<Extent>,
    pub running: bool,
    /// Nothing of it was covered, though a later number was.
    pub hole: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemView {
    /// Row of `session_item`.
    pub id: Id,
    pub item_id: String,
    pub section: Section,
    pub text: String,
    /// The number whose item it is.
    pub session_no: u8,
    pub minutes: u32,
    pub must: bool,
    pub outcome: Outcome,
    /// Why it is carried no further or, where it was not carried, why it was skipped.
    pub dropped: Option<Private>,
    pub carried_from: Option<u8>,
    pub carry_count: u32,
    /// Trainer-only lines under the item.
    pub script: Vec<String>,
    pub link: Option<String>,
    /// The item asks for typed words (purpose, goal) and has these.
    pub words: Option<Option<Private>>,
    /// Looks at the homework of last time: takes its outcome from there.
    pub review: bool,
    /// The new homework task.
    pub task: bool,
}

impl ItemView {
    /// Whether such an outcome asks why. What was carried has its reason from being dropped.
    pub const fn asks_why(&self, outcome: Outcome) -> bool {
        self.carried_from.is_none() && needs_reason(outcome, self.must, self.review)
    }

    /// Why it was skipped, once somebody said so. A reason says nothing about another outcome.
    pub fn reason(&self, outcome: Outcome) -> Option<&Private> {
        self.dropped.as_ref().filter(|_| outcome == Outcome::Skipped)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolePlayView {
    /// The running attempt; its id is used for the first rating as well.
    pub id: Option<Id>,
    pub attempt: u8,
    pub persona: Option<String>,
    pub setting: Option<String>,
    pub task: Option<String>,
    pub material: Vec<String>,
    pub say: Vec<String>,
    pub criteria: Vec<CriterionView>,
    /// All attempts of this session, the running one last.
    pub attempts: Vec<AttemptView>,
    /// What was rated of the role-plays of other numbers of this meeting.
    pub others: Vec<OtherPlayView>,
    /// Number and mean of the sessions before this one, oldest first.
    pub trend: Vec<(u8, Decimal)>,
}

impl RolePlayView {
    /// So many attempts were at the role-play of another number.
    pub fn of_others(&self) -> u8 {
        u8::try_from(self.others.iter().map(|other| other.attempts.len()).sum::<usize>()).unwrap_or(u8::MAX)
    }
    /// Whether an attempt was at the role-play that goes on.
    pub fn is_own(&self, attempt: Id) -> bool {
        !self.others.iter().any(|other| other.attempts.contains(&attempt))
    }
}

/// The role-play of another number of the meeting, as it was rated last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherPlayView {
    pub number: u8,
    pub criteria: Vec<CriterionView>,
    /// Its attempts, the newest last.
    pub attempts: Vec<Id>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptView {
    pub id: Id,
    pub attempt: u8,
    /// By criterion, as far as rated.
    pub scores: Vec<(String, u8)>,
    pub mean: Option<Decimal>,
    pub result: Option<RolePlayResult>,
    /// What went well, and what to try next.
    pub good: Option<Private>,
    pub next: Option<Private>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionView {
    pub id: String,
    pub text: String,
    pub must: bool,
    pub score: Option<u8>,
    pub anchors: [Option<String>; 4],
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestionView {
    pub item_id: Option<String>,
    pub text: String,
    pub effort_minutes: Option<u32>,
    /// Of the script of that number.
    pub number: Option<u8>,
    /// Due so many days before the next session; `None` = in it.
    pub days_before: Option<u8>,
    /// Ticked to begin with.
    pub ticked: bool,
    /// Made from this item's outcome; then `text` is the item's, and the screen makes a task of it.
    pub from: Option<Outcome>,
    /// Made from the steps of the role-play, as a whole.
    pub role_play: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteView {
    pub id: Id,
    pub at: DateTime<Utc>,
    pub minute: Option<u32>,
    pub kind: NoteKind,
    pub text: Private,
    pub section: Option<String>,
    /// For the trainer alone: in no hand-over, export or report.
    pub private: bool,
}

impl NoteView {
    /// Its words are gone for good.
    pub fn is_blacked_out(&self) -> bool {
        self.text == Private::free(BAR)
    }
}

/// What stands where words were blacked out: wide in every terminal, and nobody types it.
pub const BAR: &str = "〓〓〓〓〓〓〓〓";

/// What stands in a closed record besides its items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordView {
    pub closed_at: Option<DateTime<Utc>>,
    pub closed_by: Option<Private>,
    pub summary: Option<Private>,
    /// The closed records of the same learner or pharmacy before and after it, as their appointments.
    pub earlier: Option<Id>,
    pub later: Option<Id>,
    pub mood: Option<u8>,
    /// The hand-over line.
    pub next_focus: Option<Private>,
    /// Fields of the wrap-up whose defaults nobody touched.
    pub unconfirmed: Vec<String>,
    /// What became of the questions in its lines, by the line.
    pub answers: Vec<(Id, AnswerView)>,
}

/// What became of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerView {
    pub text: Private,
    pub state: QuestionState,
    /// What was answered, where that was written down.
    pub answer: Option<Private>,
    /// An open one has an answer promised by then.
    pub by: Option<BusinessDate>,
}

/// The pre-filled wrap-up.
#[derive(Debug, Clone, PartialEq)]
pub struct WrapUpView {
    pub session: SessionView,
    pub slots: Vec<SlotView>,
    pub next_number: Option<u8>,
    pub next_title: Option<String>,
    pub next_goal: Option<String>,
    /// What the next session has to go through, when that is too much.
    pub next_load: Option<LoadView>,
    /// Proposed hand-over line.
    pub next_focus: String,
    /// Proposed follow-up with its reason.
    pub flag: Option<Level>,
    pub flag_reason: Option<ReasonCode>,
    /// Where the learner stands on today's list by the points.
    pub listed: Option<Listed>,
    /// When a question that stays open is answered where no next meeting is near, unless somebody says otherwise.
    pub answer_by: BusinessDate,
    /// To whom a question is handed over.
    pub usm: Option<Private>,
}

/// A place on the list of follow-ups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    pub level: Level,
    pub points: u32,
}
