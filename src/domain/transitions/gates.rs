//! Gates: what a number requires before it may start (model 3.2).

use crate::domain::standing::Judgement;
use crate::domain::{BusinessDate, Gate, JudgementResult, PharmacyStanding, Rules};

/// What the gates look at.
#[derive(Debug, Clone, Copy)]
pub struct GateFacts<'a> {
    /// Dates and flow of the pharmacy.
    pub pharmacy: &'a PharmacyStanding,
    /// The judgements of the enrolment.
    pub judgements: &'a [Judgement],
    /// The items whose newest outcome is done.
    pub items_done: &'a [&'a str],
}

/// Those of `requires` that are unmet on `day`, in the order given. A date that is empty or lies after the day leaves its
/// gate unmet; a gate that the programme does not have is met.
pub fn unmet_gates(requires: &[Gate], rules: &Rules, facts: &GateFacts<'_>, day: BusinessDate) -> Vec<Gate> {
    requires.iter().filter(|gate| !is_met(gate, rules, facts, day)).cloned().collect()
}

fn is_met(gate: &Gate, rules: &Rules, facts: &GateFacts<'_>, day: BusinessDate) -> bool {
    let happened = |date: Option<BusinessDate>| date.is_some_and(|date| date <= day);
    let dates = &facts.pharmacy.facts;
    match gate {
        Gate::Kickoff => !rules.has_kickoff || happened(dates.kickoff_held),
        Gate::Device => happened(dates.device_installed),
        Gate::Flow => !rules.has_flow || facts.pharmacy.is_flow_agreed(day),
        Gate::GoLive => happened(dates.go_live_actual),
        Gate::Judgement => !rules.judges() || is_judged(facts.judgements, day),
        Gate::Item(id) => facts.items_done.contains(&id.as_str()),
    }
}

fn is_judged(judgements: &[Judgement], day: BusinessDate) -> bool {
    Judgement::newest(judgements, day).is_some_and(|j| match j.result {
        JudgementResult::Stage1 | JudgementResult::Stage2 => true,
        JudgementResult::AdditionalSupport => j.plan_dated,
        JudgementResult::Undetermined => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::follow_up::fixture::{id, pharmacy, wednesday};
    use crate::domain::rules::fixture::default_rules;
    use crate::domain::{FlowStatus, JudgementKind};

    #[test]
    fn a_gate_is_met_from_its_date_on() {
        let today = wednesday();
        let requires = ["kickoff", "device", "flow", "go-live", "judgement", "item:s08-flow"];
        let requires: Vec<Gate> = requires.iter().map(|word| Gate::parse(word).unwrap()).collect();
        let mut rules = default_rules();
        let mut at = pharmacy("P");
        let unmet = |rules: &Rules, at: &PharmacyStanding, judgements: &[Judgement], items: &[&str], day| {
            unmet_gates(&requires, rules, &GateFacts { pharmacy: at, judgements, items_done: items }, day)
        };
        assert_eq!(unmet(&rules, &at, &[], &[], today), requires, "in the order of the file");

        at.facts.kickoff_held = Some(today);
        at.facts.device_installed = Some(today.plus(1));
        at.facts.go_live_actual = Some(today);
        (at.flow, at.flow_agreed_on) = (FlowStatus::Agreed, Some(today));
        let judgement = Judgement {
            id: id(today, 1),
            made_on: today,
            kind: JudgementKind::Final,
            result: JudgementResult::Stage2,
            plan_dated: false,
        };
        assert_eq!(unmet(&rules, &at, &[judgement], &["s08-flow"], today), [Gate::Device]);
        assert_eq!(unmet(&rules, &at, &[judgement], &[], today.plus(1)), [Gate::Item("s08-flow".to_owned())]);
        assert_eq!(unmet(&rules, &at, &[judgement], &["s08-flow"], today.plus(-1)).len(), 5, "everything came later");

        let support = Judgement { result: JudgementResult::AdditionalSupport, ..judgement };
        assert_eq!(unmet(&rules, &at, &[support], &["s08-flow"], today.plus(1)), [Gate::Judgement]);
        let planned = Judgement { plan_dated: true, ..support };
        assert_eq!(unmet(&rules, &at, &[planned], &["s08-flow"], today.plus(1)), []);
        let provisional = Judgement { kind: JudgementKind::Provisional, ..judgement };
        assert_eq!(unmet(&rules, &at, &[provisional], &["s08-flow"], today.plus(1)), [Gate::Judgement]);

        // What the programme does not have is no gate.
        (rules.has_kickoff, rules.has_flow) = (false, false);
        rules.checks.clear();
        let nothing = pharmacy("P");
        let want = [Gate::Device, Gate::GoLive, Gate::Item("s08-flow".to_owned())];
        assert_eq!(unmet(&rules, &nothing, &[], &[], today), want);
    }
}
