//! Standings: everything the follow-up score looks at, for one enrolment or one pharmacy, in one small row.
//!
//! The store keeps these rows beside the facts they sum up and reads one a learner instead of the history. They hold
//! enough for any business date: a fact carries its date, and [`Seen`] leaves out what lies after the day asked about.
//! In a compact format a date takes three bytes and a word one; ids stand only where a source or an order needs them.
//! The order of the lists means nothing.

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::{
    AppointmentKind, AppointmentState, BusinessDate, Decimal, EnrolmentState, FollowUpState, Id, JudgementKind,
    JudgementResult, Target,
};

mod moment;
mod packed;
mod pharmacy;
mod reviewed;
mod seen;

pub use moment::Moment;
pub use pharmacy::{Booked, KickoffRecord, PharmacyFacts, PharmacyMetric, PharmacyStanding};
pub use reviewed::{Covered, Decision, FollowUp, Source};
pub use seen::{OpenRecord, Seen};

/// A handful of small numbers, beside each other: a review reads hundreds of standings with a dozen such lists each, and most
/// of its time went into memory for them.
pub type Few = SmallVec<[u8; 8]>;

/// From when on something is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Since {
    /// It is not.
    #[default]
    Never,
    /// It is, and nobody knows since when: it holds from the beginning.
    Always,
    /// From this date on.
    On(BusinessDate),
}

impl Since {
    /// From `date` on, or from the beginning when it has none.
    pub fn dated(date: Option<BusinessDate>) -> Self {
        date.map_or(Self::Always, Self::On)
    }

    /// Whether it is true on `day`.
    pub fn by(self, day: BusinessDate) -> bool {
        match self {
            Self::Never => false,
            Self::Always => true,
            Self::On(date) => date <= day,
        }
    }
}

/// The standing of one learner: the newest enrolment, with what stays open of older ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The learner: the id of the row in the review.
    pub learner: Id,
    /// The newest enrolment.
    pub enrolment: Id,
    /// The learner's kana (the name where there are none), folded for comparison.
    pub kana_key: String,
    /// Whose enrolment it is.
    pub trainer: Option<Id>,
    /// As it stands now.
    pub state: EnrolmentState,
    /// Numbers before it were held elsewhere.
    pub start_no: u8,
    /// When the learner was invited.
    pub invited_on: Option<BusinessDate>,
    /// By when graduation is agreed.
    pub deadline: Option<BusinessDate>,
    /// When a pause ends; with the state `paused` only.
    pub paused_until: Option<BusinessDate>,
    /// To when the invitation is put off; with the state `invited` only.
    pub deferred_until: Option<BusinessDate>,
    /// The date of graduation.
    pub graduated_on: Option<BusinessDate>,
    /// The enrolment's appointments of every kind but kickoff: a call is a contact and has a record. The score passes over
    /// moved and cancelled ones; the proposal of the next session looks at those cancelled by our side too.
    #[serde(with = "packed")]
    pub appointments: Vec<Appointment>,
    /// The met meetings of older enrolments.
    pub older: Vec<OlderMeeting>,
    /// The enrolment's homework.
    #[serde(with = "packed")]
    pub homework: Vec<Homework>,
    /// What is known of each metric.
    pub metrics: Vec<MetricFacts>,
    /// The enrolment's judgements.
    pub judgements: Vec<Judgement>,
    /// Questions with a promised date, of all enrolments.
    pub promises: Vec<Promise>,
    /// Surveys of all enrolments.
    pub surveys: Vec<Survey>,
    /// Dates on which a touch reached this learner. An attempt is none, nor is a touch of the pharmacy alone.
    pub touches: Vec<BusinessDate>,
    /// From when on every must item of the graduation check is done; `Always` when the check has none.
    pub graduation_check: Since,
    /// Follow-ups of this learner.
    pub follow_ups: Vec<FollowUp>,
    /// What reviews made of this learner's row.
    pub decisions: Vec<Decision>,
}

impl Standing {
    /// The dates of the met meetings of any kind and enrolment, in no order.
    pub fn meetings(&self) -> impl Iterator<Item = BusinessDate> {
        let met = self.appointments.iter().filter(|a| a.state.is_met()).map(|a| a.date);
        met.chain(self.older.iter().map(|m| m.date))
    }

    /// The dates on which somebody was in contact since an answer came: a touch or a done follow-up of that day or later,
    /// or a meeting later than that day. In no order.
    pub fn contacts_since(&self, answered: BusinessDate) -> impl Iterator<Item = BusinessDate> {
        let done = self.follow_ups.iter().filter(|f| f.state == FollowUpState::Done).filter_map(|f| f.done_on);
        let talked = self.touches.iter().copied().chain(done).filter(move |date| *date >= answered);
        talked.chain(self.meetings().filter(move |date| *date > answered))
    }
}

/// An appointment and, once it started, its record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// Its id; decides between equal starts.
    pub id: Id,
    /// The business date of its start.
    pub date: BusinessDate,
    /// Its start.
    pub start: Moment,
    /// Its kind; never a kickoff.
    pub kind: AppointmentKind,
    /// As it stands now.
    pub state: AppointmentState,
    /// The planned number.
    pub number: Option<u8>,
    /// The numbers that this meeting gave full coverage.
    pub full: Few,
    /// The record of the session, when it started.
    pub record: Option<Record>,
}

/// What the score looks at in the record of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The session.
    pub session: Id,
    /// When the record was closed; without a date (imported) from the beginning.
    pub closed: Since,
    /// 1-5, when it was asked.
    pub mood: Option<u8>,
    /// One entry for each item that got stuck, carried ones included: its `carry_count`.
    pub stuck: Few,
    /// The newest attempt that has ratings.
    pub role_play: Option<RolePlay>,
}

/// The newest rated attempt at a role-play.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolePlay {
    /// The attempt.
    pub id: Id,
    /// The scores of the rated criteria, 1-4; never empty.
    pub scores: Few,
}

/// A met meeting of an older enrolment: a contact, and perhaps a record left open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OlderMeeting {
    /// Its date.
    pub date: BusinessDate,
    /// Its start.
    pub start: Moment,
    /// The planned number.
    pub number: Option<u8>,
    /// The session.
    pub session: Id,
    /// When its record was closed.
    pub closed: Since,
}

/// One homework of the enrolment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Homework {
    /// The row.
    pub id: Id,
    /// When it was or is due.
    pub due: Due,
    /// When somebody set it missing.
    pub missing: Since,
    /// When it was handed in, or found done without having been handed in.
    pub handed_in: Since,
    /// When it was waived.
    pub waived: Since,
}

/// A homework that was decided, as one day sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecidedHomework {
    /// The date it was due.
    pub due: BusinessDate,
    /// The start of the session that looked at it; orders two of one day.
    pub start: Option<Moment>,
    /// Missing, or handed in.
    pub missing: bool,
}

impl Homework {
    /// When it is due and what became of it, as `day` sees it; `None` while it is not due, undecided or waived.
    /// `next_appointment`: the date of the appointment that the learner then has.
    pub fn decided(&self, day: BusinessDate, next_appointment: Option<BusinessDate>) -> Option<DecidedHomework> {
        let (due, start, by_date) = match self.due {
            Due::Next(looked) => looked.map(|l| (l.date, Some(l.start), false))?,
            Due::Before { days, fixed } => {
                (fixed.or_else(|| next_appointment.map(|date| date.plus(-i64::from(days))))?, None, true)
            }
        };
        // Handed in before it is due, it is no due homework yet and ends no run.
        if due > day || self.waived.by(day) {
            return None;
        }
        let decided = |missing| Some(DecidedHomework { due, start, missing });
        if self.handed_in.by(day) {
            decided(false)
        } else if self.missing.by(day) || (by_date && due < day) {
            decided(true)
        } else {
            None
        }
    }
}

/// When homework is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// `next`, and everything imported: the session that looked at it, once one did.
    Next(Option<Looked>),
    /// `-Nd`: that many days before the appointment that the learner now has.
    Before {
        /// The N.
        days: u8,
        /// The due date at the moment the homework was decided; kept from then on, because the appointment it hung on is over.
        fixed: Option<BusinessDate>,
    },
}

/// The session that looked at a homework.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Looked {
    /// Its date.
    pub date: BusinessDate,
    /// Its start; orders two sessions of one day.
    pub start: Moment,
}

/// What is known of one metric of the enrolment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetricFacts {
    /// The metric's id in the programme.
    pub metric: String,
    /// Waived for this learner.
    pub waived: bool,
    /// The learner's own targets.
    pub own: Vec<Target>,
    /// The programme's targets as copied when the learner went live.
    pub copied: Vec<Target>,
    /// The readings.
    pub readings: Vec<Reading>,
}

/// One reading of a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The row.
    pub id: Id,
    /// The last day the figure speaks of.
    pub period_end: BusinessDate,
    /// The figure.
    pub value: Decimal,
}

/// One judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The row.
    pub id: Id,
    /// Its date.
    pub made_on: BusinessDate,
    /// Provisional ones do not count in the score.
    pub kind: JudgementKind,
    /// What it says.
    pub result: JudgementResult,
    /// Whether its support plan says when to judge again.
    pub plan_dated: bool,
}

impl Judgement {
    /// The newest of those that count on `day`: final and rejudge ones.
    pub fn newest(judgements: &[Self], day: BusinessDate) -> Option<&Self> {
        let counts = |j: &&Self| j.kind != JudgementKind::Provisional && j.made_on <= day;
        judgements.iter().filter(counts).max_by_key(|j| (j.made_on, j.kind, j.id))
    }
}

/// A question that somebody promised to answer by a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// The question.
    pub id: Id,
    /// When it was asked: the date of its session. Without one it holds from the beginning.
    pub asked_on: Option<BusinessDate>,
    /// By when an answer is promised.
    pub promised_by: BusinessDate,
    /// When it was answered or handed over.
    pub settled: Since,
    /// Who answers.
    pub owner: Option<Id>,
}

/// One survey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    /// The row.
    pub id: Id,
    /// When it was sent.
    pub sent_on: Option<BusinessDate>,
    /// What came back.
    pub answer: SurveyAnswer,
}

/// What came back from a survey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SurveyAnswer {
    /// Nothing yet.
    Silent,
    /// The learner declined; `None` = nobody wrote down when.
    Declined(Option<BusinessDate>),
    /// The learner answered.
    Answered {
        /// On that date.
        on: BusinessDate,
        /// 0-10; may be left empty beside a comment.
        score: Option<u8>,
    },
}
