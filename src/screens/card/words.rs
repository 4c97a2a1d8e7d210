//! Single words and figures of the card: the same on screen and in the brief.

use crate::domain::{Decimal, EnrolmentState, JudgementResult, NoteKind, Unit};
use crate::i18n::{Lang, card};
use crate::layout::marks;
use crate::request::{CardView, CarriedView, FigureView, KickoffState, StripCell};

/// How far a learner is. What is said of a kickoff is what became of it.
pub(super) const fn state(lang: Lang, view: &CardView) -> &'static str {
    match view.state {
        EnrolmentState::Invited if matches!(view.kickoff, KickoffState::Held | KickoffState::NotInProgramme) => {
            card::state_invited_only(lang)
        }
        EnrolmentState::Invited => card::state_invited(lang),
        EnrolmentState::KickoffDone if matches!(view.kickoff, KickoffState::NotInProgramme) => {
            card::state_not_begun(lang)
        }
        EnrolmentState::KickoffDone => card::state_kickoff_done(lang),
        EnrolmentState::Learning => card::state_learning(lang),
        EnrolmentState::Live => card::state_live(lang),
        EnrolmentState::Paused => card::state_paused(lang),
        EnrolmentState::Graduated => card::state_graduated(lang),
        EnrolmentState::Withdrawn => card::state_withdrawn(lang),
    }
}

pub(super) const fn kind(lang: Lang, kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Memo => card::kind_memo(lang),
        NoteKind::Question => card::kind_question(lang),
        NoteKind::Request => card::kind_request(lang),
        NoteKind::Stuck => card::kind_stuck(lang),
        NoteKind::Homework => card::kind_homework(lang),
        NoteKind::Promise => card::kind_promise(lang),
        NoteKind::Next => card::kind_next(lang),
        NoteKind::Win => card::kind_win(lang),
    }
}

pub(super) const fn judgement(lang: Lang, result: JudgementResult) -> &'static str {
    match result {
        JudgementResult::Stage1 => card::judged_stage1(lang),
        JudgementResult::Stage2 => card::judged_stage2(lang),
        JudgementResult::AdditionalSupport => card::judged_support(lang),
        JudgementResult::Undetermined => card::judged_open(lang),
    }
}

/// `1完 2完 3今 4_`.
pub(super) fn strip(lang: Lang, cells: &[StripCell]) -> String {
    let one = |cell: &StripCell| {
        let to_come = cell.extent.is_none() && !cell.running && !cell.hole;
        let mark = if to_come { "_" } else { marks::strip(cell).get(lang) };
        format!("{}{mark}", cell.number)
    };
    cells.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// `詰 検索の絞り込み (2回目)`.
pub(super) fn carried(lang: Lang, item: &CarriedView) -> String {
    let text = if item.times > 1 { card::times(lang, &item.text, item.times) } else { item.text.clone() };
    card::marked(lang, marks::outcome(item.outcome).get(lang), &text)
}

/// `62%`, `3.5分`.
fn value(lang: Lang, value: Decimal, unit: Unit) -> String {
    let plain = value.short();
    match unit {
        Unit::Percent => format!("{plain}%"),
        Unit::Minutes => card::minutes(lang, &plain),
        Unit::Hours => card::hours(lang, &plain),
        Unit::Count => plain,
        Unit::Yen => card::yen(lang, &plain),
    }
}

/// A figure in its three parts: name and newest value, the values for its line, target.
pub(super) fn figure(lang: Lang, figure: &FigureView) -> Option<(String, Vec<i64>, String)> {
    let newest = figure.readings.last()?.1;
    let name = card::figure(lang, &figure.name, &value(lang, newest, figure.unit));
    let values = figure.readings.iter().map(|(_, reading)| reading.micros()).collect();
    let target = figure.target.map_or_else(String::new, |target| {
        let target = target.short();
        let text = if figure.own_target { card::own_target(lang, &target) } else { card::target(lang, &target) };
        if figure.reached == Some(true) { card::reached(lang, &text) } else { text }
    });
    Some((name, values, target))
}
