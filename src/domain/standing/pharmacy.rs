//! The standing of a pharmacy, and the part of it that its learners' reasons need.

use serde::{Deserialize, Serialize};

use super::{Decision, FollowUp, Moment, OpenRecord, Promise, Since};
use crate::domain::{BusinessDate, FlowStatus, Id, Target};

/// What learner reasons need to know of the pharmacy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PharmacyFacts {
    /// The pharmacy's kana (the name where there are none), folded for comparison.
    pub kana_key: String,
    /// Who owns its success.
    pub usm: Option<Id>,
    /// When the kickoff was held.
    pub kickoff_held: Option<BusinessDate>,
    /// When the device is expected.
    pub device_due: Option<BusinessDate>,
    /// When the device was installed.
    pub device_installed: Option<BusinessDate>,
    /// When use is to begin.
    pub go_live_target: Option<BusinessDate>,
    /// When use began.
    pub go_live_actual: Option<BusinessDate>,
    /// What the pharmacy says about metrics.
    pub metrics: Vec<PharmacyMetric>,
}

/// What a pharmacy says about one metric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PharmacyMetric {
    /// The metric's id in the programme.
    pub metric: String,
    /// Required here although the programme does not require it.
    pub added: bool,
    /// Its own targets that take precedence; the others change nothing.
    pub targets: Vec<Target>,
}

/// The standing of one pharmacy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PharmacyStanding {
    /// The pharmacy: the id of the row in the review.
    pub pharmacy: Id,
    /// What its learners' reasons need as well.
    pub facts: PharmacyFacts,
    /// The date of the contract.
    pub contract_date: Option<BusinessDate>,
    /// The date planned for the kickoff.
    pub kickoff_planned: Option<BusinessDate>,
    /// Dates of open kickoff appointments.
    pub kickoffs_open: Vec<BusinessDate>,
    /// The newest operation flow.
    pub flow: FlowStatus,
    /// Since when the flow is agreed or revised without a break.
    pub flow_agreed_on: Option<BusinessDate>,
    /// Open appointments of its learners that have a planned number.
    pub booked: Vec<Booked>,
    /// From when on it has enrolments and all of them are graduated or withdrawn.
    pub all_over: Since,
    /// Records of met kickoffs.
    pub kickoffs: Vec<KickoffRecord>,
    /// Questions of the owner with a promised date.
    pub promises: Vec<Promise>,
    /// Dates of met meetings of any kind and of touches that reached the owner or anyone of the pharmacy.
    pub contacts: Vec<BusinessDate>,
    /// Follow-ups of this pharmacy.
    pub follow_ups: Vec<FollowUp>,
    /// What reviews made of this pharmacy's row.
    pub decisions: Vec<Decision>,
}

/// An open appointment of one of a pharmacy's learners.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booked {
    /// Its date.
    pub date: BusinessDate,
    /// The planned number.
    pub number: u8,
}

/// The record of a met kickoff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KickoffRecord {
    /// The session.
    pub session: Id,
    /// Its date.
    pub date: BusinessDate,
    /// Its start.
    pub start: Moment,
    /// When its record was closed.
    pub closed: Since,
    /// Who held it.
    pub trainer: Option<Id>,
}

impl PharmacyStanding {
    /// Whether the operation flow is agreed or revised on `day`.
    pub fn is_flow_agreed(&self, day: BusinessDate) -> bool {
        match self.flow {
            FlowStatus::Agreed | FlowStatus::Revised => self.flow_agreed_on.is_none_or(|on| on <= day),
            FlowStatus::None | FlowStatus::Draft => false,
        }
    }

    /// The latest contact with the owner or anyone of the pharmacy up to `day`.
    pub fn last_contact(&self, day: BusinessDate) -> Option<BusinessDate> {
        self.contacts.iter().copied().filter(|date| *date <= day).max()
    }

    /// The kickoff records that are open on `day`, oldest first.
    pub fn open_records(&self, day: BusinessDate) -> Vec<OpenRecord> {
        let open = self.kickoffs.iter().filter(|k| k.date <= day && !k.closed.by(day));
        let mut records: Vec<OpenRecord> = open
            .map(|k| OpenRecord { date: k.date, start: k.start, session: k.session, number: None, trainer: k.trainer })
            .collect();
        records.sort_unstable();
        records
    }
}
