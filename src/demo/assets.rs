//! The shapes of the files in `assets/demo/`. Days are offsets from the practice day, unless said.

use std::fmt;

use chrono::NaiveTime;
use serde::{Deserialize, Deserializer};

use crate::domain::{
    AppointmentState, EnrolmentState, FlowStatus, HomeworkState, Job, PauseReason, StaffRole, VoiceKind, VoiceState,
    WithdrawReason,
};

/// Everything that is built in.
#[derive(Debug, Clone)]
pub(super) struct Assets {
    pub people: People,
    pub learners: Vec<Learner>,
    pub voices: Voices,
    pub play: Play,
    pub archive: Archive,
}

impl Assets {
    pub(super) fn read() -> Result<Self, toml::de::Error> {
        let learners: Learners = toml::from_str(include_str!("../../assets/demo/learners.toml"))?;
        Ok(Self {
            people: toml::from_str(include_str!("../../assets/demo/people.toml"))?,
            learners: learners.learner,
            voices: toml::from_str(include_str!("../../assets/demo/voices.toml"))?,
            play: toml::from_str(include_str!("../../assets/demo/day.toml"))?,
            archive: toml::from_str(include_str!("../../assets/demo/archive.toml"))?,
        })
    }
}

/// A text in both languages.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub ja: String,
    pub en: String,
}

/// A name in both languages, with its reading.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Name {
    pub ja: String,
    pub kana: String,
    pub en: String,
}

/// A time of day, `09:30`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Time(pub NaiveTime);

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%H:%M"))
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        NaiveTime::parse_from_str(&text, "%H:%M").map(Self).map_err(serde::de::Error::custom)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct People {
    pub staff: Vec<Staff>,
    pub pharmacy: Vec<Pharmacy>,
    pub flow_rules: FlowRules,
    pub flow_step: Vec<FlowStep>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Staff {
    pub id: String,
    pub name: Name,
    pub role: StaffRole,
    /// From and to, Monday to Friday.
    pub hours: Option<[String; 2]>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pharmacy {
    pub id: String,
    pub name: Name,
    pub owner: Name,
    pub specialty: Option<Words>,
    pub prescriptions_per_day: Option<i64>,
    pub contract: i64,
    pub kickoff: Option<Kickoff>,
    pub device: Device,
    pub go_live: Option<GoLive>,
    pub flow: Option<Flow>,
    pub purpose: Option<Words>,
    pub concerns: Option<Words>,
    /// What was noted at the kickoff.
    pub note: Option<Words>,
    pub target: Option<OwnTarget>,
    pub sales_note: Option<Words>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kickoff {
    pub on: i64,
    pub at: Time,
    pub trainer: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Device {
    pub due: i64,
    /// It came on the day it was due.
    #[serde(default)]
    pub installed: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GoLive {
    pub on: i64,
    /// It began on the day that was aimed at.
    #[serde(default)]
    pub done: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Flow {
    pub status: FlowStatus,
    /// Agreed on.
    pub on: Option<i64>,
}

/// A target of the pharmacy's own that takes precedence, agreed at the kickoff.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OwnTarget {
    pub metric: String,
    pub value: String,
    pub reason: Words,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FlowRules {
    pub signoff: Words,
    pub rush: Words,
    pub outage: Words,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FlowStep {
    pub step: Words,
    pub who: Words,
    pub device: Words,
    pub when: Words,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Learners {
    learner: Vec<Learner>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Learner {
    pub id: String,
    pub pharmacy: String,
    pub name: Name,
    pub job: Job,
    /// Without one the demo user.
    pub trainer: Option<String>,
    /// To whom the enrolment is being handed over.
    pub new_trainer: Option<NewTrainer>,
    /// Time of day of the sessions so far.
    pub slot: Option<Time>,
    pub held: Option<Held>,
    pub next: Option<Next>,
    pub state: Option<State>,
    pub deadline: Option<i64>,
    pub goal: Option<Words>,
    pub worries: Option<Words>,
    pub strengths: Option<Words>,
    #[serde(default)]
    pub notes: Vec<Words>,
    pub promise: Option<Promise>,
    /// Who takes over after graduation.
    pub engagement: Option<String>,
    pub milestones: Option<Milestones>,
    #[serde(default)]
    pub line_linked: bool,
    pub survey: Option<Survey>,
    pub graduation_done: Option<Vec<String>>,
    #[serde(default)]
    pub session: Vec<Session>,
    #[serde(default)]
    pub missed: Vec<Missed>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTrainer {
    pub id: String,
    /// Effective on.
    pub on: i64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Held {
    /// The number of the last session held.
    pub last: u8,
    /// Its day, and days of those before it, newest first; the others were weekly before these.
    pub on: Vec<i64>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Next {
    pub on: i64,
    pub at: Time,
    pub minutes: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct State {
    pub is: EnrolmentState,
    pub on: i64,
    pub reason: Option<PauseReason>,
    /// Resumes on.
    pub until: Option<i64>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Promise {
    pub id: String,
    pub by: i64,
    pub text: Words,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Milestones {
    pub own_login: i64,
    pub first_same_day_record: i64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Survey {
    pub sent: i64,
    pub answered: Option<i64>,
    pub score: Option<u8>,
    pub comment: Option<Words>,
}

/// What was not as usual in a session that was held.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Session {
    pub number: u8,
    pub role_play: Option<Vec<u8>>,
    /// The homework that was due in it.
    pub homework: Option<HomeworkState>,
    pub mood: Option<u8>,
    #[serde(default)]
    pub partly: Vec<String>,
    #[serde(default)]
    pub stuck: Vec<String>,
    /// Figures of the required metrics, in the order of the programme.
    #[serde(default)]
    pub readings: Vec<String>,
    /// The stage that was seen.
    pub stage: Option<String>,
    pub next_focus: Option<Words>,
    /// Lines with their prefixes.
    #[serde(default)]
    pub notes: Vec<Words>,
}

/// An appointment that nobody came to.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Missed {
    pub number: u8,
    pub on: i64,
    pub how: AppointmentState,
    pub reason: Option<Words>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Voices {
    pub theme: Vec<Theme>,
    pub voice: Vec<Voice>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Theme {
    pub id: String,
    pub title: Words,
    pub background: Words,
    pub proposal: Option<Words>,
    pub product_ref: String,
    /// To the product team.
    pub sent: i64,
    pub answered: Option<Answered>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answered {
    pub on: i64,
    pub answer: String,
    pub text: Words,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Voice {
    pub id: String,
    pub learner: String,
    pub on: i64,
    pub verbatim: Words,
    pub situation: Option<Words>,
    pub kind: VoiceKind,
    pub impact: Option<i64>,
    pub state: VoiceState,
    pub theme: Option<String>,
    /// The answer was passed on.
    pub told: Option<i64>,
}

/// What is played call by call.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Play {
    pub meeting: Vec<Meeting>,
    pub absence: Vec<Absence>,
    pub triage: Vec<Triage>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Meeting {
    pub learner: String,
    pub on: i64,
    pub from: Time,
    pub to: Time,
    /// Of an appointment that the learner's own data does not have: its number and minutes.
    pub number: Option<u8>,
    pub minutes: Option<u32>,
    /// The record stays open.
    #[serde(default)]
    pub open: bool,
    /// The homework that was due.
    pub homework: Option<HomeworkState>,
    #[serde(default)]
    pub stuck: Vec<String>,
    pub role_play: Option<Vec<u8>>,
    #[serde(default)]
    pub readings: Vec<String>,
    pub stage: Option<Seen>,
    pub answers: Option<Answers>,
    /// The learner's own words, where the script asks for them.
    pub words: Option<Words>,
    /// The pharmacy whose flow page was drafted.
    pub flow: Option<String>,
    pub next: Option<Next>,
    pub next_focus: Option<Words>,
    #[serde(default)]
    pub notes: Vec<Line>,
}

/// The stage that was seen, and how many of its signs.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Seen {
    pub is: String,
    pub signs: usize,
}

/// A promise that was kept in the call.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answers {
    pub question: String,
    pub at: Time,
    pub text: Words,
}

/// A line that was typed: with its prefix, or what a voice says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    pub at: Time,
    pub text: Option<Words>,
    pub voice: Option<String>,
}

/// An appointment of today that nobody came to.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Absence {
    pub learner: String,
    pub from: Time,
    pub until: Time,
}

/// A voice that the USM sorted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Triage {
    pub voice: String,
    pub at: Time,
    pub by: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Archive {
    pub cohort: Vec<Cohort>,
    pub call: Call,
}

/// People of one regime. Days of people count from the first session.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cohort {
    pub regime: String,
    pub pharmacy: ArchivePharmacy,
    /// What stands before the number in a name.
    pub person: Name,
    pub contract: i64,
    pub first_session: i64,
    pub days: Vec<i64>,
    pub nps: Vec<u8>,
    pub left: Vec<Left>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArchivePharmacy {
    pub id: String,
    pub name: Name,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Left {
    pub reason: WithdrawReason,
    /// Sessions held.
    pub sessions: u8,
    /// From the practice day; else a week after the last session.
    pub on: Option<i64>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Call {
    pub text: Words,
}
