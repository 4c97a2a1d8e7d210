//! What the role-play's pane says about its attempts: each with its mean, the result in words, what was said about the one
//! that goes on, and the sessions before.

use super::content::Below;
use super::state::State;
use crate::app::Core;
use crate::domain::{Decimal, RolePlayResult};
use crate::i18n::{Lang, review, session};
use crate::request::{AttemptView, OtherPlayView, RolePlayView};
use crate::ui::parts::sparkline;

/// Bars of the trend.
const BARS: usize = 8;

/// The lines, in the order in which they help; none while the screen is shared.
pub(super) fn lines(state: &State, core: &Core, play: &RolePlayView) -> Vec<Below> {
    if core.share_safe {
        return Vec::new();
    }
    let lang = core.lang;
    let mut lines: Vec<String> = Vec::new();
    let running = state.running_attempt();
    lines.extend(running.and_then(|attempt| result(lang, play, attempt)));
    let all = play
        .attempts
        .iter()
        .filter_map(|attempt| Some(session::attempt_mean(lang, attempt.attempt, &attempt.mean?.tenths())));
    let all: Vec<String> = all.collect();
    if all.len() > 1 || running.is_none() && !all.is_empty() {
        lines.push(session::attempts(lang, &all.join("  ")));
    }
    lines.extend(trend(lang, play));
    if let Some(attempt) = running {
        lines.extend(attempt.good.as_ref().map(|text| session::comment_good_line(lang, &core.show(text))));
        lines.extend(attempt.next.as_ref().map(|text| session::comment_next_line(lang, &core.show(text))));
    }
    let gap = |(n, text): (usize, String)| {
        let line = Below::line(text);
        if n == 0 { line.gap() } else { line }
    };
    lines.into_iter().enumerate().map(gap).collect()
}

/// The heading of the rubric: where a pane is full of it, there is no other row that says how it went.
pub(super) fn heading(state: &State, core: &Core, play: &RolePlayView) -> String {
    let lang = core.lang;
    let mut text = session::rubric(lang).to_owned();
    if core.share_safe {
        return text;
    }
    let running = state.running_attempt();
    if let Some((attempt, mean)) = running.and_then(|attempt| Some((attempt, attempt.mean?))) {
        text.push_str("  ");
        text.push_str(&match verdict(play, attempt) {
            Some(result) => session::result_mean(lang, word(lang, result), &mean.tenths()),
            None => so_far(lang, play, attempt, &mean.tenths()),
        });
    }
    let known = running.map(|attempt| attempt.id);
    for attempt in play.attempts.iter().filter(|attempt| Some(attempt.id) != known && play.is_own(attempt.id)) {
        if let Some(mean) = attempt.mean {
            text.push_str("  ");
            text.push_str(&session::attempt_mean(lang, attempt.attempt, &mean.tenths()));
        }
    }
    text
}

/// The heading of what was rated of another number.
pub(super) fn other_heading(core: &Core, play: &RolePlayView, other: &OtherPlayView) -> String {
    let lang = core.lang;
    let mut text = session::rubric_of(lang, other.number);
    let mine = play.attempts.iter().filter(|attempt| other.attempts.contains(&attempt.id) && !core.share_safe);
    for (attempt, mean) in mine.filter_map(|attempt| Some((attempt.attempt, attempt.mean?))) {
        text.push_str("  ");
        text.push_str(&session::attempt_mean(lang, attempt, &mean.tenths()));
    }
    text
}

/// What an attempt came to, once its sheet was gone through (one may be left out), or at a rating that none of the others
/// can make good.
pub(in crate::screens) fn verdict(play: &RolePlayView, attempt: &AttemptView) -> Option<RolePlayResult> {
    let rated = |id: &str| attempt.scores.iter().any(|(criterion, _)| criterion == id);
    let through = play.criteria.last().is_none_or(|last| rated(&last.id));
    attempt.result.filter(|_| through || !failed(play, attempt).is_empty())
}

/// The must criteria that were rated too low for any mean.
fn failed<'a>(play: &'a RolePlayView, attempt: &AttemptView) -> Vec<&'a str> {
    let low = |id: &str| attempt.scores.iter().any(|(criterion, score)| criterion == id && *score < 2);
    play.criteria.iter().filter(|c| c.must && low(&c.id)).map(|c| c.text.as_str()).collect()
}

fn so_far(lang: Lang, play: &RolePlayView, attempt: &AttemptView, mean: &str) -> String {
    session::mean_so_far(lang, mean, attempt.scores.len(), play.criteria.len())
}

pub(in crate::screens) const fn word(lang: Lang, result: RolePlayResult) -> &'static str {
    match result {
        RolePlayResult::Met => session::result_met(lang),
        RolePlayResult::Developing => session::result_developing(lang),
        RolePlayResult::NotYet => session::result_not_yet(lang),
    }
}

/// `合格 3.4`, or what keeps it from that.
fn result(lang: Lang, play: &RolePlayView, attempt: &AttemptView) -> Option<String> {
    let mean = attempt.mean?.tenths();
    let Some(result) = verdict(play, attempt) else { return Some(so_far(lang, play, attempt, &mean)) };
    let (word, failed) = (word(lang, result), failed(play, attempt));
    Some(if failed.is_empty() {
        session::result(lang, word, &mean)
    } else {
        session::result_must(lang, word, &mean, &failed.join(review::comma(lang)))
    })
}

/// `これまで 3回 2.0  4回 2.6 ⣀⣿`, with this session behind them.
fn trend(lang: Lang, play: &RolePlayView) -> Option<String> {
    if play.trend.is_empty() {
        return None;
    }
    let before = play.trend.iter().map(|(number, mean)| session::trend_mean(lang, *number, &mean.tenths()));
    let now = play.attempts.iter().rev().find_map(|attempt| attempt.mean);
    let bars: Vec<i64> = play.trend.iter().map(|(_, mean)| *mean).chain(now).map(Decimal::micros).collect();
    let text = before.collect::<Vec<_>>().join("  ");
    Some(session::trend(lang, &text, &sparkline(&bars, BARS)))
}
