//! What the store shows: everything a screen or a document needs, already joined. Names and free text are [`Private`].

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::domain::follow_up::{Reason, Shown};
use crate::domain::{
    AppointmentKind, AppointmentState, BusinessDate, Decimal, Deed, EnrolmentState, Entity, Extent, HomeworkState, Id,
    JudgementResult, Level, NoteKind, Outcome, QuestionState, ReasonCode, RolePlayResult, Scope, Section, StaffRole,
    VerifyKind,
};
use crate::programme::Word;
use crate::text::mask::Private;

use super::Holder;

/// A learner (or an owner, in a kickoff) as lists show one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Learner; contact for an owner.
    pub id: Id,
    pub name: Private,
    pub kana: Private,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: Id,
    pub name: Private,
}

/// Minutes of the three timed sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Planned {
    pub lecture: u32,
    pub role_play: u32,
    pub homework: u32,
}

impl Planned {
    pub const fn total(self) -> u32 {
        self.lecture + self.role_play + self.homework
    }
}

/// What is known of the file and of who uses it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileView {
    /// `[練習]`.
    pub practice: bool,
    /// The tasks of a practice day, and which are done.
    pub tasks: Option<crate::domain::practice::Practice>,
    /// No learner and no pharmacy yet.
    pub empty: bool,
    /// This window only reads; the holder is who writes.
    pub read_only: bool,
    pub holder: Option<Holder>,
    pub me: Option<Me>,
    /// The words that the configured programme gives to the screens, in the language of the store.
    pub words: Vec<(Word, String)>,
}

/// Who sits at this keyboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Me {
    pub id: Id,
    pub name: Private,
    pub role: StaffRole,
}

/// Today.
#[derive(Debug, Clone, PartialEq)]
pub struct DayView {
    pub date: BusinessDate,
    pub file: FileView,
    pub rows: Vec<QueueRow>,
    /// Brief of the row that is next (or runs).
    pub brief: Option<BriefView>,
    pub leftovers: Leftovers,
    pub day_closed: bool,
}

/// Undecided rows of the review with 20 points and more, in its order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Leftovers {
    /// The first of them; more than a terminal has room for.
    pub first: Vec<Leftover>,
    /// How many there are.
    pub count: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Leftover {
    pub name: Private,
    pub level: Level,
    pub reasons: Vec<Reason>,
}

/// The appointment that stands for an earlier one of the same number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    pub appointment: Id,
    pub state: AppointmentState,
    pub starts_at: DateTime<Utc>,
    pub local: NaiveDateTime,
}

/// What can be booked for a learner or a pharmacy.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BookingView {
    /// The number that is booked; `None` when there is none any more.
    pub number: Option<u8>,
    /// The number that comes next.
    pub next: Option<u8>,
    /// The highest number of the programme.
    pub last: u8,
    /// It is an extra session of that number.
    pub extra: bool,
    /// An earlier meeting covered the number in full.
    pub repeats: bool,
    /// It is the kickoff of this pharmacy.
    pub kickoff: Option<Id>,
    /// The kickoff is neither held nor booked: either can be booked.
    pub kickoff_missing: bool,
    /// Whose it is, where a pharmacy was asked for; the owner in a kickoff.
    pub name: Option<Private>,
    /// Its learner, where a pharmacy was asked for.
    pub learner: Option<Id>,
    /// How long it may take, at least and at most.
    pub minutes: (u32, u32),
    /// Its appointment, when it has one already: then the slots are those to which it can move.
    pub booked: Option<Followed>,
    pub slots: Vec<SlotView>,
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
}

impl LoadView {
    /// More than a session has room for.
    pub const fn is_over(&self) -> bool {
        self.needed > self.longest
    }
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
    pub items: std::collections::BTreeMap<Id, i64>,
    /// When the newest mark was set: what came later belongs to the row that is worked on.
    pub since: DateTime<Utc>,
    /// Ended pauses since then.
    pub paused_seconds: i64,
}

impl SpentView {
    /// Nothing yet.
    pub fn from(since: DateTime<Utc>) -> Self {
        Self { items: std::collections::BTreeMap::new(), since, paused_seconds: 0 }
    }
}

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
}

impl SessionView {
    /// Whether there is homework that this session decides.
    pub fn looks_at_homework(&self) -> bool {
        self.last_homework.iter().any(|h| !h.missed_before)
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
    /// Why it is carried no further.
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
    /// Number and mean of the sessions before this one, oldest first.
    pub trend: Vec<(u8, Decimal)>,
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

/// Whose history is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryOf {
    /// One session with all that belongs to it.
    Record(Id),
    Learner(Id),
    Pharmacy(Id),
}

/// What was done, newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryView {
    pub name: Option<Private>,
    pub actions: Vec<HistoryAction>,
    /// There is more than this tells.
    pub more: bool,
}

/// One action as far as it concerned what was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryAction {
    pub at: DateTime<Utc>,
    pub by: Option<Private>,
    /// `None` when a newer program did it.
    pub deed: Option<Deed>,
    /// It changed a closed record.
    pub amends: bool,
    /// It took back another action, or did it again.
    pub inverts: bool,
    pub changes: Vec<HistoryChange>,
}

/// What became of one row.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryChange {
    pub entity: Entity,
    pub how: HistoryHow,
    /// The text of the item, homework or question.
    pub subject: Option<Private>,
    pub fields: Vec<HistoryField>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryHow {
    Made,
    Changed,
    Deleted,
    /// It belongs to another session or learner now.
    Moved,
    /// A record that came whole, out of a file.
    Imported,
    /// Its words are gone for good.
    Erased,
}

/// One field with the value before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryField {
    pub field: String,
    pub from: Option<HistoryValue>,
    pub to: Option<HistoryValue>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum HistoryValue {
    /// What people wrote.
    Text(Private),
    /// A word of a vocabulary.
    Word(String),
    At(DateTime<Utc>),
    Date(BusinessDate),
    Number(i64),
    Yes(bool),
}

/// A slot that could be the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotView {
    pub start: NaiveDateTime,
    pub minutes: u32,
    pub number: Option<u8>,
    pub day: crate::domain::proposal::WhyDay,
    /// Minutes later than the usual time; negative = earlier.
    pub shift: i64,
    /// Free of the trainer's other appointments.
    pub free: bool,
}

/// Why a date that was typed by hand is no proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotDoubt {
    /// The trainer has another appointment then: it cannot be booked.
    Taken(NaiveDateTime),
    /// Less than five minutes from another appointment.
    Close(NaiveDateTime),
    /// A gate of the number is not met before that day.
    Gate(BusinessDate),
    /// The pharmacy is closed on that weekday.
    Closed,
    Holiday,
    /// Outside of the trainer's hours.
    Hours,
    /// The day is full, or has no break.
    Full,
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
    /// When a question that stays open is answered where no next meeting is near, unless somebody says otherwise.
    pub answer_by: BusinessDate,
    /// To whom a question is handed over.
    pub usm: Option<Private>,
}

/// The end-of-day review.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewView {
    pub date: BusinessDate,
    pub file: FileView,
    pub rows: Vec<ReviewRow>,
    pub open_records: Vec<OpenRecord>,
    pub tomorrow: Vec<QueueRow>,
    pub tomorrow_date: Option<BusinessDate>,
    /// Today's appointments, by start.
    pub today: Vec<QueueRow>,
    /// Active learners without a next appointment.
    pub without_next: usize,
    /// The first of them.
    pub without_next_names: Vec<Private>,
    /// From that many points on a row has to be decided before the day can close.
    pub contact_points: u32,
    /// Nothing is left.
    pub closed: bool,
    /// And the trainer has said so.
    pub day_closed: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ReviewRow {
    pub scope: Scope,
    /// Learner or pharmacy.
    pub id: Id,
    pub name: Private,
    pub pharmacy: Private,
    pub score: u32,
    pub level: Level,
    /// With the facts that a sentence about each needs.
    pub reasons: Vec<Reason>,
    /// Names of the metrics that the reasons speak of, by id.
    pub metrics: Vec<(String, String)>,
    pub due_on: BusinessDate,
    pub owner: Option<Id>,
    pub owner_name: Option<Private>,
    /// Every reason that counts is decided.
    pub decided: bool,
    pub decision: Option<Shown>,
    /// The reason that was given with the decision.
    pub decision_reason: Option<Private>,
    /// The follow-up that is open about it.
    pub follow_up: Option<FollowUpView>,
    /// The learner's next or last number, for a pharmacy none.
    pub number: Option<u8>,
    /// The hand-over line of last time.
    pub next_focus: Option<Private>,
}

/// Something that has to be done for a learner or a pharmacy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUpView {
    pub title: Option<Private>,
    pub due_on: Option<BusinessDate>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRecord {
    pub session: Id,
    pub appointment: Id,
    /// Of the row that complains about it.
    pub scope: Scope,
    pub scope_id: Id,
    pub learner: Option<Private>,
    pub pharmacy: Private,
    pub date: BusinessDate,
    pub session_no: Option<u8>,
}

/// The learner card.
#[derive(Debug, Clone, PartialEq)]
pub struct CardView {
    pub learner: Person,
    pub pharmacy: Account,
    pub job: Option<crate::domain::Job>,
    pub state: EnrolmentState,
    pub next_no: Option<u8>,
    pub last: u8,
    pub phase_title: Option<String>,
    pub purpose: Option<(Option<BusinessDate>, Private)>,
    pub brief: BriefView,
    pub strip: Vec<StripCell>,
    pub attended: (u32, u32),
    pub moved: u32,
    pub homework: (u32, u32),
    pub stage: Option<String>,
    pub judgement: Option<JudgementResult>,
    pub row: Option<ReviewRow>,
    pub next_appointment: Option<(NaiveDateTime, u32, Option<u8>)>,
    /// The appointment of the day itself that can be gone to: open, or met.
    pub today: Option<(Id, AppointmentState, DateTime<Utc>)>,
    pub deadline: Option<BusinessDate>,
    pub projected: Option<BusinessDate>,
    pub requests: Vec<Private>,
    pub questions: Vec<PromiseView>,
    pub focus_lines: Vec<(BusinessDate, Private)>,
    /// The appointment of the record that was closed last.
    pub newest_record: Option<Id>,
    pub notes: Vec<NoteView>,
    pub touches: Vec<(DateTime<Utc>, bool, Private)>,
    pub trainer: Option<Private>,
    pub usm: Option<Private>,
    pub meeting_url: Option<String>,
    pub flag: Option<Level>,
}

/// How much of a query is searched for.
pub const QUERY_CHARS: usize = 200;
pub const QUERY_TERMS: usize = 10;

/// As much of a query as is searched for: a pasted mail is more than the store takes, and nobody means all of it.
pub fn query_head(text: &str) -> &str {
    text.char_indices().nth(QUERY_CHARS).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// What the palette found besides commands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FoundView {
    pub query: String,
    pub people: Vec<FoundPerson>,
    pub notes: Vec<FoundNote>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPerson {
    pub learner: Id,
    pub name: Private,
    pub pharmacy: Private,
    pub next_no: Option<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundNote {
    pub note: Id,
    pub learner: Option<Id>,
    pub name: Option<Private>,
    pub at: DateTime<Utc>,
    pub text: Private,
}

/// What was going on when the program last ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ResumeView {
    /// The appointment in progress.
    pub running: Option<Id>,
    pub drafts: Vec<Draft>,
}

/// A text that was being typed. `owner` is the session, learner or day that the field belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub field: String,
    pub owner: Id,
    pub text: String,
    /// Byte offset of the caret.
    pub caret: usize,
    /// What the page needs besides to go on: the kind of a line, the row of the cursor.
    pub beside: String,
    pub at: DateTime<Utc>,
}
