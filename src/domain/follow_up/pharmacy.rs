//! The reasons of a pharmacy's row: those that are the pharmacy's own, and what its owner waits for (model 4.2, 4.3).

use super::decide::{self, Subject};
use super::order::Place;
use super::{Reason, Row, Why, manual, promise};
use crate::domain::standing::{Booked, Source};
use crate::domain::{BusinessDate, PharmacyStanding, Rules, Scope, ScoreTable, WorkDays};

/// The pharmacy's row on `day`; `None` when nothing is the matter.
pub fn pharmacy_row(
    standing: &PharmacyStanding,
    rules: &Rules,
    table: &ScoreTable,
    work: &WorkDays,
    day: BusinessDate,
) -> Option<Row> {
    let look = Look { standing, rules, table, work, day };
    let of_people =
        [look.record(), promise(&standing.promises, table, work, day), manual(&standing.follow_ups, table, work, day)];
    let own = if standing.all_over.by(day) { [None, None, None] } else { [look.flow(), look.kickoff(), look.device()] };
    let reasons: Vec<Reason> = of_people.into_iter().chain(own).flatten().collect();
    if reasons.is_empty() {
        return None;
    }
    let silent_days = standing.last_contact(day).map_or(0, |date| day.days_since(date));
    let place = Place { silent_days, pharmacy_kana: standing.facts.kana_key.clone(), learner_kana: String::new() };
    let subject = Subject {
        scope: Scope::Pharmacy,
        id: standing.pharmacy,
        place,
        follow_ups: &standing.follow_ups,
        decisions: &standing.decisions,
    };
    decide::row(subject, reasons, table, work, day)
}

/// Everything the reasons look at.
struct Look<'a> {
    standing: &'a PharmacyStanding,
    rules: &'a Rules,
    table: &'a ScoreTable,
    work: &'a WorkDays,
    day: BusinessDate,
}

impl Look<'_> {
    fn of_usm(&self, why: Why, points: u32, due: BusinessDate, date: BusinessDate) -> Reason {
        Reason { why, points, due, owner: self.standing.facts.usm, source: Source::Date(date) }
    }

    fn happened(&self, date: Option<BusinessDate>) -> bool {
        date.is_some_and(|date| date <= self.day)
    }

    /// An open kickoff record.
    fn record(&self) -> Option<Reason> {
        let open = self.standing.open_records(self.day);
        let oldest = open.first()?;
        let points = if oldest.date < self.day { self.table.record.older } else { self.table.record.today };
        let why = Why::Record { oldest: oldest.date, records: open.len() };
        Some(Reason { why, points, due: self.day, owner: oldest.trainer, source: Source::Row(oldest.session) })
    }

    fn flow(&self) -> Option<Reason> {
        let facts = &self.standing.facts;
        let target = facts.go_live_target.filter(|_| self.rules.has_flow)?;
        if self.standing.is_flow_agreed(self.day) || self.happened(facts.go_live_actual) {
            return None;
        }
        let days = target.days_since(self.day);
        let row = &self.table.flow;
        let (points, due) = if days <= row.near_days {
            (row.near, self.day)
        } else if days <= row.soon_days {
            (row.soon, self.work.plus(self.day, row.soon_due_bd))
        } else {
            return None;
        };
        Some(self.of_usm(Why::Flow { days }, points, due, target))
    }

    fn kickoff(&self) -> Option<Reason> {
        let standing = self.standing;
        let contract = standing.contract_date.filter(|_| self.rules.has_kickoff)?;
        if self.happened(standing.facts.kickoff_held) {
            return None;
        }
        let booked = standing.kickoffs_open.iter().chain(&standing.kickoff_planned).any(|date| *date >= self.day);
        let days = self.day.days_since(contract);
        let row = &self.table.kickoff;
        let (points, from) = if booked { (row.booked, row.booked_days) } else { (row.unbooked, row.unbooked_days) };
        (days >= from).then(|| self.of_usm(Why::Kickoff { days, booked }, points, self.day, contract))
    }

    fn device(&self) -> Option<Reason> {
        let facts = &self.standing.facts;
        let due = facts.device_due.filter(|_| !self.rules.device_numbers.is_empty())?;
        if self.happened(facts.device_installed) {
            return None;
        }
        let too_early =
            |b: &&Booked| b.date >= self.day && b.date < due && self.rules.device_numbers.contains(&b.number);
        let booked = self.standing.booked.iter().filter(too_early).map(|b| b.date).min();
        let row = &self.table.device;
        let why = Why::Device { due, booked };
        (due < self.day || booked.is_some())
            .then(|| self.of_usm(why, row.points, self.work.plus(self.day, row.due_bd), due))
    }
}
