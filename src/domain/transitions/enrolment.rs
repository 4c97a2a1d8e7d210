//! Enrolments (model 3.1): what a meeting makes of them. That a learner pauses, goes on, withdraws or graduates is told by
//! files and does not pass through here.

use crate::domain::{BusinessDate, EnrolmentState, Rules};

/// What the machine looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnrolmentFacts {
    /// As it stands.
    pub state: EnrolmentState,
    /// When the learner was invited.
    pub invited_on: Option<BusinessDate>,
}

/// What happens to an enrolment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnrolmentEvent {
    /// The kickoff was held.
    KickoffHeld {
        /// Its date.
        on: BusinessDate,
    },
    /// A session starts.
    SessionStarted {
        /// Its date.
        on: BusinessDate,
    },
    /// A session was held.
    SessionHeld {
        /// The pharmacy works with the system.
        is_live: bool,
        /// The lowest number that is not held.
        next: Option<u8>,
    },
}

/// The next state of an enrolment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolmentChange {
    /// The state.
    pub state: EnrolmentState,
    /// What follows.
    pub effects: Vec<EnrolmentEffect>,
}

/// What follows from a change of an enrolment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnrolmentEffect {
    /// `deadline`, where the programme has one and none is agreed.
    SetDeadline(BusinessDate),
    /// `started_on`.
    SetStarted(BusinessDate),
    /// The programme's targets are copied for this learner.
    CopyTargets,
}

impl EnrolmentChange {
    fn to(state: EnrolmentState, effect: EnrolmentEffect) -> Self {
        Self { state, effects: vec![effect] }
    }
    /// The deadline that follows.
    pub fn deadline(&self) -> Option<BusinessDate> {
        self.effects.iter().find_map(|effect| match effect {
            EnrolmentEffect::SetDeadline(date) => Some(*date),
            EnrolmentEffect::SetStarted(_) | EnrolmentEffect::CopyTargets => None,
        })
    }
}

/// Invites a learner on `on`. One who joins after the kickoff, or whose programme has none, goes on at once.
pub fn invite(rules: &Rules, kickoff_held: Option<BusinessDate>, on: BusinessDate) -> EnrolmentChange {
    let held = kickoff_held.is_some_and(|held| held <= on);
    if !held && rules.has_kickoff {
        return EnrolmentChange { state: EnrolmentState::Invited, effects: Vec::new() };
    }
    EnrolmentChange::to(EnrolmentState::KickoffDone, EnrolmentEffect::SetDeadline(deadline(rules, on)))
}

/// The agreed end, counted from the later of kickoff and invitation.
fn deadline(rules: &Rules, from: BusinessDate) -> BusinessDate {
    from.plus(i64::from(rules.deadline_days))
}

/// What becomes of an enrolment; `None`: it stays as it is.
pub fn change_enrolment(facts: EnrolmentFacts, rules: &Rules, event: EnrolmentEvent) -> Option<EnrolmentChange> {
    use EnrolmentEffect as Effect;
    use EnrolmentState as State;
    match event {
        EnrolmentEvent::KickoffHeld { on } if facts.state == State::Invited => {
            let from = facts.invited_on.map_or(on, |invited| invited.max(on));
            Some(EnrolmentChange::to(State::KickoffDone, Effect::SetDeadline(deadline(rules, from))))
        }
        // Without the kickoff it starts where somebody went on past its gate.
        EnrolmentEvent::SessionStarted { on } if matches!(facts.state, State::Invited | State::KickoffDone) => {
            Some(EnrolmentChange::to(State::Learning, Effect::SetStarted(on)))
        }
        // The learner works with the system when the pharmacy does and every number before the live session is held, or
        // from the first held session on where no number waits for that.
        EnrolmentEvent::SessionHeld { is_live, next } if facts.state == State::Learning => {
            let live = rules.live_session();
            let may = live.is_none_or(|live| is_live && next.is_none_or(|next| next >= live));
            may.then(|| EnrolmentChange::to(State::Live, Effect::CopyTargets))
        }
        EnrolmentEvent::KickoffHeld { .. }
        | EnrolmentEvent::SessionStarted { .. }
        | EnrolmentEvent::SessionHeld { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rules::fixture::default_rules;
    use EnrolmentEffect as Effect;
    use EnrolmentState as State;

    fn day(n: i64) -> BusinessDate {
        BusinessDate::new(2026, 11, 25).unwrap().plus(n)
    }
    fn facts(state: State) -> EnrolmentFacts {
        EnrolmentFacts { state, invited_on: Some(day(-20)) }
    }
    fn effects(change: Option<EnrolmentChange>) -> Vec<Effect> {
        change.map(|change| change.effects).unwrap_or_default()
    }

    #[test]
    fn every_arrow_of_the_table_and_no_other() {
        let events = [
            EnrolmentEvent::KickoffHeld { on: day(0) },
            EnrolmentEvent::SessionStarted { on: day(0) },
            EnrolmentEvent::SessionHeld { is_live: true, next: Some(9) },
        ];
        let table = [
            (State::Invited, [Some(State::KickoffDone), Some(State::Learning), None]),
            (State::KickoffDone, [None, Some(State::Learning), None]),
            (State::Learning, [None, None, Some(State::Live)]),
            (State::Live, [None; 3]),
            (State::Paused, [None; 3]),
            (State::Graduated, [None; 3]),
            (State::Withdrawn, [None; 3]),
        ];
        for (state, row) in table {
            for (event, want) in events.into_iter().zip(row) {
                let got = change_enrolment(facts(state), &default_rules(), event);
                assert_eq!(got.map(|change| change.state), want, "{state:?} {event:?}");
            }
        }
    }

    #[test]
    fn an_invitation_after_the_kickoff_goes_on_at_once() {
        let mut rules = default_rules();
        let first = invite(&rules, None, day(0));
        assert_eq!((first.state, first.deadline()), (State::Invited, None));
        assert_eq!(invite(&rules, Some(day(1)), day(0)).state, State::Invited);
        let late = invite(&rules, Some(day(-30)), day(0));
        assert_eq!((late.state, late.deadline()), (State::KickoffDone, Some(day(98))));
        rules.has_kickoff = false;
        assert_eq!(invite(&rules, None, day(0)).state, State::KickoffDone);
    }

    #[test]
    fn the_deadline_counts_from_the_later_of_kickoff_and_invitation() {
        let held = |invited_on| {
            let facts = EnrolmentFacts { invited_on, ..facts(State::Invited) };
            effects(change_enrolment(facts, &default_rules(), EnrolmentEvent::KickoffHeld { on: day(0) }))
        };
        assert_eq!(held(Some(day(-20))), [Effect::SetDeadline(day(98))]);
        assert_eq!(held(Some(day(3))), [Effect::SetDeadline(day(101))]);
        assert_eq!(held(None), [Effect::SetDeadline(day(98))]);
    }

    #[test]
    fn going_live_needs_the_pharmacy_and_the_numbers_before() {
        let mut rules = default_rules();
        let held = |rules: &Rules, is_live, next| {
            let event = EnrolmentEvent::SessionHeld { is_live, next };
            effects(change_enrolment(facts(State::Learning), rules, event))
        };
        assert_eq!(held(&rules, true, Some(8)), []);
        assert_eq!(held(&rules, false, Some(9)), []);
        assert_eq!(held(&rules, true, Some(9)), [Effect::CopyTargets]);
        assert_eq!(held(&rules, true, None), [Effect::CopyTargets]);
        rules.live_numbers.clear();
        assert_eq!(held(&rules, false, Some(2)), [Effect::CopyTargets]);
    }
}
