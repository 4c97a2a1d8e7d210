//! From when on a learner's row stays empty without a new fact, so that a review need not read thousands of graduates.

use crate::domain::standing::{PharmacyStanding, Since, Survey, SurveyAnswer};
use crate::domain::{BusinessDate, EnrolmentState, FollowUpState, Rules, ScoreTable, Standing};

/// The date from which no reason can be true until something new is recorded; `None` while one is or may become true.
/// What holds from the beginning is settled from a date before any other. Worked out anew whenever the standing or the
/// score table changes.
pub fn settled_on(standing: &Standing, rules: &Rules, table: &ScoreTable) -> Option<BusinessDate> {
    let mut settled = match standing.state {
        EnrolmentState::Graduated => standing.graduated_on.or_else(beginning)?,
        EnrolmentState::Withdrawn => beginning()?,
        EnrolmentState::Invited if standing.deferred_until.is_none() => beginning()?,
        EnrolmentState::Paused if standing.paused_until.is_none() => beginning()?,
        EnrolmentState::Invited
        | EnrolmentState::Paused
        | EnrolmentState::KickoffDone
        | EnrolmentState::Learning
        | EnrolmentState::Live => return None,
    };
    let met = standing.appointments.iter().filter(|a| a.state.is_met());
    let records = met.clone().filter_map(|a| Some(a.record.as_ref()?.closed));
    let mut held = met;
    let last_held = held.any(|a| a.full.contains(&rules.last));
    let check = last_held.then_some(standing.graduation_check);
    let promises = standing.promises.iter().map(|p| p.settled);
    let surveys = standing.surveys.iter().map(|survey| heard(survey, standing, table));
    let older = standing.older.iter().map(|m| m.closed);
    for since in promises.chain(records).chain(older).chain(check).chain(surveys) {
        match since {
            Since::Never => return None,
            Since::Always => {}
            Since::On(date) => settled = settled.max(date),
        }
    }
    Some(settled)
}

/// The same for a pharmacy: everybody is through, and neither a record, a promise nor a follow-up is open.
pub fn pharmacy_settled_on(standing: &PharmacyStanding) -> Option<BusinessDate> {
    let open = |state| matches!(state, FollowUpState::Open | FollowUpState::Snoozed);
    if standing.follow_ups.iter().any(|f| f.level.is_some() && open(f.state)) {
        return None;
    }
    let mut settled = beginning()?;
    let records = standing.kickoffs.iter().map(|k| k.closed);
    let promises = standing.promises.iter().map(|p| p.settled);
    let follow_ups = standing.follow_ups.iter().filter_map(|f| f.done_on).map(Since::On);
    for since in records.chain(promises).chain(follow_ups).chain([standing.all_over]) {
        match since {
            Since::Never => return None,
            Since::Always => {}
            Since::On(date) => settled = settled.max(date),
        }
    }
    Some(settled)
}

/// Earlier than any date of work.
fn beginning() -> Option<BusinessDate> {
    BusinessDate::new(1970, 1, 1)
}

/// From when on a survey asks for nothing more.
fn heard(survey: &Survey, standing: &Standing, table: &ScoreTable) -> Since {
    match survey.answer {
        SurveyAnswer::Silent if survey.sent_on.is_some() => Since::Never,
        SurveyAnswer::Silent => Since::Always,
        SurveyAnswer::Declined(on) => Since::dated(on),
        SurveyAnswer::Answered { on, score } if score.is_none_or(|score| score > table.detractor.score) => {
            Since::On(on)
        }
        SurveyAnswer::Answered { on, .. } => standing.contacts_since(on).min().map_or(Since::Never, Since::On),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Scorer, learner};
    use super::super::tests::{graduated, t, with};
    use super::*;

    fn settled(standing: &Standing) -> Option<BusinessDate> {
        settled_on(standing, &Scorer::new().rules, &ScoreTable::default())
    }

    #[test]
    fn a_graduate_is_settled_once_nothing_is_open() {
        let done = with(graduated(9), |s| {
            s.graduated_on = Some(t(-9));
            s.survey(t(-9), SurveyAnswer::Answered { on: t(-8), score: Some(9) });
        });
        assert_eq!(settled(&done), Some(t(-8)));
        assert_eq!(settled(&with(done.clone(), |s| s.promise(t(30)))), None);
        assert_eq!(settled(&with(done.clone(), |s| s.last_record().closed = Since::Never)), None);
        assert_eq!(settled(&with(done.clone(), |s| s.graduation_check = Since::Never)), None);
        assert_eq!(settled(&with(done.clone(), |s| s.survey(t(-1), SurveyAnswer::Silent))), None);
        let unhappy = with(done.clone(), |s| s.survey(t(-5), SurveyAnswer::Answered { on: t(-4), score: Some(2) }));
        assert_eq!(settled(&unhappy), None);
        assert_eq!(settled(&with(unhappy, |s| s.touches.extend([t(-5), t(-2), t(-1)]))), Some(t(-2)));
        assert_eq!(settled(&done.in_state(EnrolmentState::Live)), None);
    }

    #[test]
    fn who_waits_for_a_date_is_not() {
        let paused = learner("L").in_state(EnrolmentState::Paused);
        assert!(settled(&paused).is_some_and(|date| date < t(-10_000)));
        assert_eq!(settled(&with(paused, |s| s.paused_until = Some(t(30)))), None);
        let invited = learner("L").in_state(EnrolmentState::Invited);
        assert!(settled(&invited).is_some());
        assert_eq!(settled(&with(invited, |s| s.deferred_until = Some(t(30)))), None);
    }
}
