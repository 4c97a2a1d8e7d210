//! The learner card.

use chrono::{DateTime, NaiveDateTime, NaiveTime, Utc};

use crate::domain::{AppointmentState, BusinessDate, EnrolmentState, Id, Job, JudgementResult, Level};
use crate::text::mask::Private;

use super::{Account, AnswerView, BriefView, FollowUpView, NoteView, Person, PromiseView, ReviewRow, StripCell};

/// The learner card.
#[derive(Debug, Clone, PartialEq)]
pub struct CardView {
    pub learner: Person,
    pub pharmacy: Account,
    pub job: Option<crate::domain::Job>,
    pub state: EnrolmentState,
    pub kickoff: KickoffState,
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
    /// What is to be done for them, whether a review says why or not.
    pub follow_up: Option<FollowUpView>,
    pub next_appointment: Option<(NaiveDateTime, u32, Option<u8>)>,
    /// The appointment of the day itself that can be gone to: open, or met.
    pub today: Option<(Id, AppointmentState, DateTime<Utc>)>,
    pub deadline: Option<BusinessDate>,
    pub projected: Option<BusinessDate>,
    pub requests: Vec<Private>,
    /// Open questions and promises.
    pub questions: Vec<PromiseView>,
    /// Questions that were answered or handed over, newest first.
    pub settled: Vec<AnswerView>,
    /// What was said about the newest role-play: what went well, what to try next.
    pub role_play_said: [Option<Private>; 2],
    pub focus_lines: Vec<(BusinessDate, Private)>,
    /// The appointment of the record that was closed last.
    pub newest_record: Option<Id>,
    pub notes: Vec<NoteView>,
    /// What they got stuck at in the trainer's words, newest first.
    pub snags: Vec<(BusinessDate, Private)>,
    /// What was noted for the next meeting since the last one began, oldest first.
    pub for_next: Vec<(BusinessDate, Private)>,
    pub touches: Vec<(DateTime<Utc>, bool, Private)>,
    pub trainer: Option<Private>,
    pub usm: Option<Private>,
    pub meeting_url: Option<String>,
    pub flag: Option<Level>,
}

/// How far the kickoff of a learner's pharmacy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KickoffState {
    /// The programme has none.
    NotInProgramme,
    /// Neither held nor booked.
    Missing,
    /// When, and how many minutes.
    Booked(NaiveDateTime, u32),
    Held,
}

/// A programme, as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeName {
    pub id: String,
    pub title: String,
}

/// A learner as the form begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnerFormView {
    pub name: Private,
    pub kana: Private,
    pub pharmacy: Private,
    pub job: Option<Job>,
    /// Weekday (Monday = 1) and time.
    pub slot: Option<(u8, NaiveTime)>,
    pub meeting_url: Option<String>,
    pub trainer: Option<Private>,
}
