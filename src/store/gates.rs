//! The gates that are unmet before a number may start. Loading only; the rule is that of `domain`.

use std::rc::Rc;

use super::db::Db;
use super::programmes::rules;
use super::rows::{Appointment, Enrolment};
use super::{history, outcomes, standing};
use crate::domain::standing::{Judgement, PharmacyStanding};
use crate::domain::transitions::{self, GateFacts};
use crate::domain::{AppointmentKind, BusinessDate, Gate, Id, Rules, SessionNo};
use crate::programme::{Programme, links};
use crate::request::Failure;

/// The gates that are unmet on a date, in the order of the file.
pub(super) fn unmet_gates(db: &Db, appointment: &Appointment, date: BusinessDate) -> Result<Vec<Gate>, Failure> {
    let (AppointmentKind::Session, Some(enrolment), Some(number)) =
        (appointment.kind, appointment.enrolment, appointment.number.and_then(SessionNo::new))
    else {
        return Ok(Vec::new());
    };
    let Some(row) = Enrolment::find(&db.conn, enrolment)? else { return Ok(Vec::new()) };
    let programme = db.programmes.of_enrolment(&db.conn, &row, &db.options.lang)?;
    unmet(db, (row.id, row.learner), &programme, &[number], date, None)
}

/// What unmet gates are called: an item by its text, which people know, and not by its id.
pub(super) fn words(programme: &Programme, unmet: &[Gate]) -> Vec<String> {
    let word = |gate: &Gate| match gate {
        Gate::Item(id) => programme.item(id).map(|found| format!("item:{}", links::plain(&found.item.text))),
        Gate::Kickoff | Gate::Device | Gate::Flow | Gate::GoLive | Gate::Judgement => None,
    };
    unmet.iter().map(|gate| word(gate).unwrap_or_else(|| gate.to_string())).collect()
}

/// What of the standings a gate may look at.
#[derive(Debug)]
pub(super) struct GateSide {
    pub judgements: Vec<Judgement>,
    pub pharmacy: Rc<PharmacyStanding>,
    pub rules: Rc<Rules>,
}

/// The same for the numbers of one meeting of an enrolment and its learner, with their standings where they were read.
pub(super) fn unmet(
    db: &Db,
    (enrolment, learner): (Id, Id),
    programme: &Programme,
    numbers: &[SessionNo],
    date: BusinessDate,
    kept: Option<&GateSide>,
) -> Result<Vec<Gate>, Failure> {
    let mut gates: Vec<Gate> = Vec::new();
    for gate in numbers.iter().flat_map(|number| programme.gates(*number)) {
        if !gates.contains(gate) {
            gates.push(gate.clone());
        }
    }
    if gates.is_empty() {
        return Ok(Vec::new());
    }
    let read;
    let side = match kept {
        Some(side) => side,
        None => {
            let Some(pharmacy) = history::pharmacy_of(&db.conn, enrolment)? else { return Ok(Vec::new()) };
            let kept = (standing::kept_learner(db, learner)?, standing::kept_pharmacy(db, pharmacy)?);
            let (Some(learner), Some(pharmacy)) = kept else { return Ok(Vec::new()) };
            let (pharmacy, rules) = (Rc::new(pharmacy), Rc::new(rules(programme)));
            read = GateSide { judgements: learner.judgements, pharmacy, rules };
            &read
        }
    };
    let outcomes = if gates.iter().any(|g| matches!(g, Gate::Item(_))) {
        outcomes::of_enrolment(db, &db.conn, enrolment, None)?
    } else {
        outcomes::Outcomes::default()
    };
    let done: Vec<&str> = outcomes.done().into_iter().collect();
    let facts = GateFacts { pharmacy: &side.pharmacy, judgements: &side.judgements, items_done: &done };
    Ok(transitions::unmet_gates(&gates, &side.rules, &facts, date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_that_a_session_waits_for_is_told_by_its_text() {
        let file = include_str!("../../assets/programmes/programme-ja.md");
        let parsed = crate::programme::parse(file);
        let programme = parsed.usable().unwrap();
        let item = programme.sessions.iter().flat_map(|s| &s.lecture).next().unwrap();
        let unmet = [Gate::Item(item.id.clone()), Gate::Device, Gate::Item("gone".to_owned())];
        let text = format!("item:{}", links::plain(&item.text));
        assert_eq!(words(programme, &unmet), [text.as_str(), "device", "item:gone"]);
    }
}
