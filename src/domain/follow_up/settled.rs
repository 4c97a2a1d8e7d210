//! From when on a learner's row stays empty without a new fact, so that a review need not read thousands of graduates.

use crate::domain::standing::{Since, Survey, SurveyAnswer};
use crate::domain::{BusinessDate, EnrolmentState, Rules, ScoreTable, Standing};

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
