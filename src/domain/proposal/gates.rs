//! What the gates of a number mean for its date (model 8, step 4).

use crate::domain::transitions::{GateFacts, unmet_gates};
use crate::domain::{BusinessDate, FlowStatus, Gate, PharmacyStanding, Rules};

/// The gates of a number, as far as they can be foreseen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gated {
    /// No slot before this date.
    pub not_before: Option<BusinessDate>,
    /// What stands in the way and has no date.
    pub warnings: Vec<Warning>,
}

/// Something to see to before the session, beside its slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// This gate is unmet and nothing says when it will be met.
    Unmet(Gate),
    /// The operation flow is fixed in this session and nobody has drafted it.
    FlowNotDrafted,
}

/// What `requires` means for the next session, `number`, seen from `day`.
pub fn gated(number: u8, requires: &[Gate], rules: &Rules, facts: &GateFacts<'_>, day: BusinessDate) -> Gated {
    let not_before = requires.iter().filter_map(|gate| expected(gate, facts.pharmacy)).max();
    let unmet = unmet_gates(requires, rules, facts, day);
    let undated = unmet.into_iter().filter(|gate| expected(gate, facts.pharmacy).is_none());
    let fixes_flow = rules.live_session().is_some_and(|live| number + 1 == live) && rules.has_flow;
    let undrafted = fixes_flow && facts.pharmacy.flow == FlowStatus::None;
    let warnings = undated.map(Warning::Unmet).chain(undrafted.then_some(Warning::FlowNotDrafted)).collect();
    Gated { not_before, warnings }
}

/// The date on which a gate was met or is expected to be.
fn expected(gate: &Gate, pharmacy: &PharmacyStanding) -> Option<BusinessDate> {
    let facts = &pharmacy.facts;
    match gate {
        Gate::Kickoff => {
            let planned = pharmacy.kickoffs_open.iter().copied().chain(pharmacy.kickoff_planned).min();
            facts.kickoff_held.or(planned)
        }
        Gate::Device => facts.device_installed.or(facts.device_due),
        Gate::GoLive => facts.go_live_actual.or(facts.go_live_target),
        Gate::Flow | Gate::Judgement | Gate::Item(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::follow_up::fixture::{pharmacy, wednesday};
    use crate::domain::rules::fixture::default_rules;

    #[test]
    fn dated_gates_move_the_slot_and_others_warn() {
        let today = wednesday();
        let rules = default_rules();
        let mut at = pharmacy("P");
        let of = |at: &PharmacyStanding, number, requires: &[Gate]| {
            gated(number, requires, &rules, &GateFacts { pharmacy: at, judgements: &[], items_done: &[] }, today)
        };
        let unknown = of(&at, 3, &[Gate::Kickoff, Gate::Device]);
        assert_eq!(unknown.not_before, None);
        assert_eq!(unknown.warnings, [Warning::Unmet(Gate::Kickoff), Warning::Unmet(Gate::Device)]);

        at.kickoff_planned = Some(today.plus(4));
        at.kickoffs_open = vec![today.plus(3)];
        at.facts.device_due = Some(today.plus(9));
        at.facts.go_live_target = Some(today.plus(30));
        let want = |days, warnings| Gated { not_before: Some(today.plus(days)), warnings };
        assert_eq!(of(&at, 1, &[Gate::Kickoff]), want(3, vec![]));
        assert_eq!(of(&at, 3, &[Gate::Kickoff, Gate::Device]), want(9, vec![]));
        assert_eq!(of(&at, 8, &[Gate::Device]), want(9, vec![Warning::FlowNotDrafted]));
        let last = of(&at, 12, &[Gate::GoLive, Gate::Judgement]);
        assert_eq!(last, want(30, vec![Warning::Unmet(Gate::Judgement)]));
        at.facts.device_installed = Some(today.plus(-2));
        at.flow = FlowStatus::Draft;
        assert_eq!(of(&at, 8, &[Gate::Device]), want(-2, vec![]));
    }
}
