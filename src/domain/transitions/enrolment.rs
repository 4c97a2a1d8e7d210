//! Enrolments (model 3.1) and the guard of graduation (model 6).

use super::Refusal;
use crate::domain::{BusinessDate, EnrolmentState, GraduationKind, JudgementResult, Rules, WorkDays};

/// A pause ends at most that many days ahead.
const LONGEST_PAUSE: i64 = 60;

/// What the machine looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnrolmentFacts {
    /// As it stands.
    pub state: EnrolmentState,
    /// When the learner was invited.
    pub invited_on: Option<BusinessDate>,
    /// By when graduation is agreed.
    pub deadline: Option<BusinessDate>,
    /// The state before the pause, and when the pause began; with the state `paused` only.
    pub paused: Option<(EnrolmentState, BusinessDate)>,
}

/// What happens to an enrolment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnrolmentEvent<'a> {
    /// Not now, but on that date.
    Defer {
        /// Today.
        on: BusinessDate,
        /// When to ask again.
        until: BusinessDate,
    },
    /// The kickoff was held.
    KickoffHeld {
        /// Its date.
        on: BusinessDate,
        /// The owner's purpose is written down.
        purpose: bool,
        /// The targets are decided.
        targets: bool,
        /// The dates are set.
        dates: bool,
    },
    /// A session starts.
    SessionStarted {
        /// Its date.
        on: BusinessDate,
    },
    /// A session was held. Only a programme without a live session asks.
    SessionHeld,
    /// Use in real work begins.
    GoLive(LiveFacts),
    /// The learner graduates.
    Graduate {
        /// Today.
        on: BusinessDate,
        /// What the guard looks at.
        facts: &'a GraduationFacts,
        /// For working days.
        work: &'a WorkDays,
    },
    /// The learner stops for a while.
    Pause {
        /// Today.
        on: BusinessDate,
        /// When to go on.
        until: BusinessDate,
    },
    /// The learner goes on.
    Resume {
        /// Today.
        on: BusinessDate,
    },
    /// The learner will not finish.
    Withdraw,
    /// The learner is asked once more.
    ReInvite,
}

/// What going live looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveFacts {
    /// The numbers before the live session that are not held.
    pub open_numbers: Vec<u8>,
    /// The operation flow is agreed.
    pub flow_agreed: bool,
    /// The manager goes on without the flow and wrote down why.
    pub overridden: bool,
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
    /// `invited_on`.
    SetInvited(BusinessDate),
    /// `deferred_until`.
    SetDeferredUntil(BusinessDate),
    /// `deadline`.
    SetDeadline(BusinessDate),
    /// `started_on`.
    SetStarted(BusinessDate),
    /// `paused_until`; the state of before is remembered.
    SetPausedUntil(BusinessDate),
    /// `graduated_on`.
    SetGraduated(BusinessDate, GraduationKind),
    /// The pharmacy's purpose is the learner's from now on.
    InheritPurpose,
    /// The programme's targets are copied for this learner.
    CopyTargets,
    /// The next session is proposed.
    ProposeSession,
    /// Future appointments are cancelled.
    CancelAppointments,
    /// A new enrolment begins; the old one is kept.
    NewEnrolment,
    /// The manager gets a follow-up.
    TellManager,
    /// Engagement becomes the contact, the letter is rendered.
    HandOver,
    /// A first touch by engagement is suggested for that date.
    SuggestTouch(BusinessDate),
}

/// Invites a learner on `on`. One who joins after the kickoff, or whose programme has none, goes on at once.
pub fn invite(rules: &Rules, kickoff_held: Option<BusinessDate>, on: BusinessDate) -> EnrolmentChange {
    let mut effects = vec![EnrolmentEffect::SetInvited(on)];
    let held = kickoff_held.filter(|held| *held <= on);
    if held.is_none() && rules.has_kickoff {
        return EnrolmentChange { state: EnrolmentState::Invited, effects };
    }
    if held.is_some() {
        effects.push(EnrolmentEffect::InheritPurpose);
    }
    effects.extend([EnrolmentEffect::SetDeadline(deadline(rules, on)), EnrolmentEffect::ProposeSession]);
    EnrolmentChange { state: EnrolmentState::KickoffDone, effects }
}

/// The agreed end, counted from the later of kickoff and invitation.
fn deadline(rules: &Rules, from: BusinessDate) -> BusinessDate {
    from.plus(i64::from(rules.deadline_days))
}

/// What becomes of an enrolment.
pub fn change_enrolment(
    facts: &EnrolmentFacts,
    rules: &Rules,
    event: &EnrolmentEvent<'_>,
) -> Result<EnrolmentChange, Refusal> {
    use EnrolmentEffect as Effect;
    use EnrolmentState as State;
    let state = facts.state;
    let to = |state, effects: &[Effect]| Ok(EnrolmentChange { state, effects: effects.to_vec() });
    match event {
        EnrolmentEvent::Defer { on, until } if state == State::Invited => {
            if until <= on {
                Err(Refusal::NotAhead)
            } else {
                to(state, &[Effect::SetDeferredUntil(*until)])
            }
        }
        EnrolmentEvent::KickoffHeld { on, purpose, targets, dates } if state == State::Invited => {
            if !purpose {
                return Err(Refusal::PurposeMissing);
            }
            if !targets {
                return Err(Refusal::TargetsMissing);
            }
            if !dates {
                return Err(Refusal::DatesMissing);
            }
            let from = facts.invited_on.map_or(*on, |invited| invited.max(*on));
            to(State::KickoffDone, &[Effect::SetDeadline(deadline(rules, from)), Effect::ProposeSession])
        }
        EnrolmentEvent::SessionStarted { on } if state == State::KickoffDone => {
            to(State::Learning, &[Effect::SetStarted(*on)])
        }
        EnrolmentEvent::SessionHeld if state == State::Learning && rules.live_session().is_none() => {
            to(State::Live, &[Effect::CopyTargets])
        }
        EnrolmentEvent::GoLive(live) if state == State::Learning => {
            if !live.open_numbers.is_empty() {
                Err(Refusal::NumbersOpen(live.open_numbers.clone()))
            } else if rules.has_flow && !live.flow_agreed && !live.overridden {
                Err(Refusal::FlowNotAgreed)
            } else {
                to(State::Live, &[Effect::CopyTargets])
            }
        }
        EnrolmentEvent::Graduate { on, facts, work } if state == State::Live => {
            let gaps = graduation_gaps(facts, rules, work, *on);
            if !gaps.is_empty() {
                return Err(Refusal::NotReady(gaps));
            }
            let kind = if facts.needs_approval(rules) { GraduationKind::WithSupport } else { GraduationKind::Normal };
            let touches = [Effect::SuggestTouch(on.plus(14)), Effect::SuggestTouch(on.plus(30))];
            to(State::Graduated, &[&[Effect::SetGraduated(*on, kind), Effect::HandOver], &touches[..]].concat())
        }
        EnrolmentEvent::Pause { on, until } if state.is_active() => {
            if until <= on {
                Err(Refusal::NotAhead)
            } else if until.days_since(*on) > LONGEST_PAUSE {
                Err(Refusal::TooFarAhead { days: LONGEST_PAUSE })
            } else {
                to(State::Paused, &[Effect::SetPausedUntil(*until), Effect::CancelAppointments])
            }
        }
        EnrolmentEvent::Resume { on } if state == State::Paused => {
            // Without a memory (imported) the learner goes on learning.
            let (before, since) = facts.paused.unwrap_or((State::Learning, *on));
            let days = on.days_since(since).max(0);
            let moved = facts.deadline.map(|deadline| Effect::SetDeadline(deadline.plus(days)));
            let effects: Vec<Effect> = moved.into_iter().chain([Effect::ProposeSession]).collect();
            to(before, &effects)
        }
        EnrolmentEvent::Withdraw if !matches!(state, State::Graduated | State::Withdrawn) => {
            to(State::Withdrawn, &[Effect::CancelAppointments, Effect::TellManager])
        }
        EnrolmentEvent::ReInvite if state == State::Withdrawn => to(State::Withdrawn, &[Effect::NewEnrolment]),
        EnrolmentEvent::Defer { .. }
        | EnrolmentEvent::KickoffHeld { .. }
        | EnrolmentEvent::SessionStarted { .. }
        | EnrolmentEvent::SessionHeld
        | EnrolmentEvent::GoLive(_)
        | EnrolmentEvent::Graduate { .. }
        | EnrolmentEvent::Pause { .. }
        | EnrolmentEvent::Resume { .. }
        | EnrolmentEvent::Withdraw
        | EnrolmentEvent::ReInvite => Err(Refusal::Enrolment(state)),
    }
}

/// What graduation looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GraduationFacts {
    /// Numbers that are not held.
    pub open_numbers: Vec<u8>,
    /// Records that are not closed.
    pub open_records: usize,
    /// The newest final or rejudge judgement.
    pub judgement: Option<JudgementResult>,
    /// The manager approved graduation with the support plan attached.
    pub approved_with_plan: bool,
    /// Must items of the graduation check that are not done.
    pub open_items: usize,
    /// LINE is linked, or another contact channel is recorded with a reason.
    pub has_channel: bool,
    /// The survey was sent or declined.
    pub survey_sent: bool,
    /// Promises neither answered nor handed over.
    pub open_promises: usize,
    /// How far the hand-over to engagement is.
    pub hand_over: HandOverProgress,
}

/// How far a hand-over is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandOverProgress {
    /// Nothing was sent.
    None,
    /// It was sent on that date.
    Sent(BusinessDate),
    /// It was accepted.
    Accepted,
}

impl GraduationFacts {
    /// Neither stage was passed: the manager has to approve.
    fn needs_approval(&self, rules: &Rules) -> bool {
        rules.judges() && self.judgement == Some(JudgementResult::AdditionalSupport)
    }
}

/// What graduation still lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GraduationGap {
    /// These numbers are not held.
    Numbers(Vec<u8>),
    /// So many records are not closed.
    Records(usize),
    /// There is no judgement, or it is undetermined.
    Judgement,
    /// Support was judged and the manager has not approved.
    Approval,
    /// So many must items of the check are open.
    Items(usize),
    /// No channel is left to reach the learner.
    Channel,
    /// The survey was neither sent nor declined.
    Survey,
    /// So many promises are open.
    Promises(usize),
    /// The hand-over is neither accepted nor sent a working day ago.
    HandOver,
}

/// Everything graduation lacks on `day`, in the order of the guard.
pub fn graduation_gaps(
    facts: &GraduationFacts,
    rules: &Rules,
    work: &WorkDays,
    day: BusinessDate,
) -> Vec<GraduationGap> {
    let judged = match facts.judgement {
        Some(JudgementResult::Stage1 | JudgementResult::Stage2 | JudgementResult::AdditionalSupport) => true,
        Some(JudgementResult::Undetermined) | None => !rules.judges(),
    };
    let handed_over = match facts.hand_over {
        HandOverProgress::None => false,
        HandOverProgress::Sent(on) => work.between(on, day) >= 1,
        HandOverProgress::Accepted => true,
    };
    let gaps = [
        (!facts.open_numbers.is_empty()).then(|| GraduationGap::Numbers(facts.open_numbers.clone())),
        (facts.open_records > 0).then_some(GraduationGap::Records(facts.open_records)),
        (!judged).then_some(GraduationGap::Judgement),
        (facts.needs_approval(rules) && !facts.approved_with_plan).then_some(GraduationGap::Approval),
        (facts.open_items > 0).then_some(GraduationGap::Items(facts.open_items)),
        (!facts.has_channel).then_some(GraduationGap::Channel),
        (!facts.survey_sent).then_some(GraduationGap::Survey),
        (facts.open_promises > 0).then_some(GraduationGap::Promises(facts.open_promises)),
        (!handed_over).then_some(GraduationGap::HandOver),
    ];
    gaps.into_iter().flatten().collect()
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
        EnrolmentFacts { state, invited_on: Some(day(-20)), deadline: Some(day(60)), paused: None }
    }
    fn ready() -> GraduationFacts {
        GraduationFacts {
            open_numbers: vec![],
            open_records: 0,
            judgement: Some(JudgementResult::Stage2),
            approved_with_plan: false,
            open_items: 0,
            has_channel: true,
            survey_sent: true,
            open_promises: 0,
            hand_over: HandOverProgress::Sent(day(-1)),
        }
    }
    fn live(open_numbers: Vec<u8>, flow_agreed: bool, overridden: bool) -> EnrolmentEvent<'static> {
        EnrolmentEvent::GoLive(LiveFacts { open_numbers, flow_agreed, overridden })
    }
    fn kickoff(purpose: bool, targets: bool, dates: bool) -> EnrolmentEvent<'static> {
        EnrolmentEvent::KickoffHeld { on: day(0), purpose, targets, dates }
    }

    #[test]
    fn every_arrow_of_the_table_and_no_other() {
        let (ready, work) = (ready(), WorkDays::default());
        let events = [
            EnrolmentEvent::Defer { on: day(0), until: day(9) },
            kickoff(true, true, true),
            EnrolmentEvent::SessionStarted { on: day(0) },
            live(vec![], true, false),
            EnrolmentEvent::Graduate { on: day(0), facts: &ready, work: &work },
            EnrolmentEvent::Pause { on: day(0), until: day(60) },
            EnrolmentEvent::Resume { on: day(0) },
            EnrolmentEvent::Withdraw,
            EnrolmentEvent::ReInvite,
            EnrolmentEvent::SessionHeld,
        ];
        let (gone, off) = (Some(State::Withdrawn), Some(State::Paused));
        let table = [
            (
                State::Invited,
                [Some(State::Invited), Some(State::KickoffDone), None, None, None, None, None, gone, None, None],
            ),
            (State::KickoffDone, [None, None, Some(State::Learning), None, None, off, None, gone, None, None]),
            (State::Learning, [None, None, None, Some(State::Live), None, off, None, gone, None, None]),
            (State::Live, [None, None, None, None, Some(State::Graduated), off, None, gone, None, None]),
            (State::Paused, [None, None, None, None, None, None, Some(State::Learning), gone, None, None]),
            (State::Graduated, [None; 10]),
            (State::Withdrawn, [None, None, None, None, None, None, None, None, gone, None]),
        ];
        for (state, row) in table {
            for (event, want) in events.iter().zip(row) {
                let got = change_enrolment(&facts(state), &default_rules(), event);
                assert_eq!(got.as_ref().ok().map(|change| change.state), want, "{state:?} {event:?}");
                assert!(want.is_some() || got == Err(Refusal::Enrolment(state)));
            }
        }
    }

    #[test]
    fn an_invitation_after_the_kickoff_goes_on_at_once() {
        let mut rules = default_rules();
        let first = invite(&rules, None, day(0));
        assert_eq!((first.state, first.effects), (State::Invited, vec![Effect::SetInvited(day(0))]));
        let late = invite(&rules, Some(day(-30)), day(0));
        assert_eq!(late.state, State::KickoffDone);
        assert!(late.effects.contains(&Effect::InheritPurpose) && late.effects.contains(&Effect::SetDeadline(day(98))));
        rules.has_kickoff = false;
        let without = invite(&rules, None, day(0));
        assert_eq!(without.state, State::KickoffDone);
        assert!(!without.effects.contains(&Effect::InheritPurpose));
    }

    #[test]
    fn a_kickoff_needs_its_three_answers_and_sets_the_deadline() {
        let close = |event| change_enrolment(&facts(State::Invited), &default_rules(), &event);
        assert_eq!(close(kickoff(false, false, false)), Err(Refusal::PurposeMissing));
        assert_eq!(close(kickoff(true, false, true)), Err(Refusal::TargetsMissing));
        assert_eq!(close(kickoff(true, true, false)), Err(Refusal::DatesMissing));
        let done = close(kickoff(true, true, true)).unwrap();
        assert_eq!(done.effects, [Effect::SetDeadline(day(98)), Effect::ProposeSession]);
        let invited_later = EnrolmentFacts { invited_on: Some(day(3)), ..facts(State::Invited) };
        let done = change_enrolment(&invited_later, &default_rules(), &kickoff(true, true, true)).unwrap();
        assert_eq!(done.effects[0], Effect::SetDeadline(day(101)));
    }

    #[test]
    fn going_live_needs_the_numbers_and_the_flow() {
        let mut rules = default_rules();
        let go = |rules: &Rules, event| {
            change_enrolment(&facts(State::Learning), rules, &event).map(|change| change.effects)
        };
        assert_eq!(go(&rules, live(vec![8], true, true)), Err(Refusal::NumbersOpen(vec![8])));
        assert_eq!(go(&rules, live(vec![], false, false)), Err(Refusal::FlowNotAgreed));
        assert_eq!(go(&rules, live(vec![], false, true)), Ok(vec![Effect::CopyTargets]));
        rules.has_flow = false;
        assert_eq!(go(&rules, live(vec![], false, false)), Ok(vec![Effect::CopyTargets]));
        rules.live_numbers.clear();
        assert_eq!(go(&rules, EnrolmentEvent::SessionHeld), Ok(vec![Effect::CopyTargets]));
    }

    #[test]
    fn a_pause_has_an_end_and_moves_the_deadline() {
        let pause = |until| {
            change_enrolment(
                &facts(State::Live),
                &default_rules(),
                &EnrolmentEvent::Pause { on: day(0), until: day(until) },
            )
        };
        assert_eq!(pause(61), Err(Refusal::TooFarAhead { days: 60 }));
        assert_eq!(pause(0), Err(Refusal::NotAhead));
        assert_eq!(pause(60).unwrap().effects, [Effect::SetPausedUntil(day(60)), Effect::CancelAppointments]);
        let paused = EnrolmentFacts { paused: Some((State::Live, day(-10))), ..facts(State::Paused) };
        let on = change_enrolment(&paused, &default_rules(), &EnrolmentEvent::Resume { on: day(0) }).unwrap();
        assert_eq!((on.state, on.effects), (State::Live, vec![Effect::SetDeadline(day(70)), Effect::ProposeSession]));
    }

    #[test]
    fn graduation_lists_everything_it_lacks() {
        let rules = default_rules();
        let work = WorkDays::default();
        let gaps = |facts: &GraduationFacts| graduation_gaps(facts, &rules, &work, day(0));
        assert_eq!(gaps(&ready()), []);
        let nothing = GraduationFacts {
            open_numbers: vec![12],
            open_records: 2,
            judgement: Some(JudgementResult::AdditionalSupport),
            approved_with_plan: false,
            open_items: 3,
            has_channel: false,
            survey_sent: false,
            open_promises: 1,
            hand_over: HandOverProgress::Sent(day(0)),
        };
        let want = [
            GraduationGap::Numbers(vec![12]),
            GraduationGap::Records(2),
            GraduationGap::Approval,
            GraduationGap::Items(3),
            GraduationGap::Channel,
            GraduationGap::Survey,
            GraduationGap::Promises(1),
            GraduationGap::HandOver,
        ];
        assert_eq!(gaps(&nothing), want);
        let undetermined = GraduationFacts { judgement: Some(JudgementResult::Undetermined), ..ready() };
        assert_eq!(gaps(&undetermined), [GraduationGap::Judgement]);
        assert_eq!(gaps(&GraduationFacts { hand_over: HandOverProgress::Accepted, ..ready() }), []);

        let supported = GraduationFacts {
            judgement: Some(JudgementResult::AdditionalSupport),
            approved_with_plan: true,
            ..ready()
        };
        let event = EnrolmentEvent::Graduate { on: day(0), facts: &supported, work: &work };
        let change = change_enrolment(&facts(State::Live), &rules, &event).unwrap();
        assert_eq!(change.effects[0], Effect::SetGraduated(day(0), GraduationKind::WithSupport));
        assert_eq!(change.effects[3], Effect::SuggestTouch(day(30)));
    }

    #[test]
    fn without_judging_no_judgement_is_needed() {
        let rules = Rules { checks: vec![], ..default_rules() };
        let facts = GraduationFacts { judgement: None, ..ready() };
        assert_eq!(graduation_gaps(&facts, &rules, &WorkDays::default(), day(0)), []);
    }
}
