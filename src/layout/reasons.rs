//! Why somebody stands in the review, in words: the short name of a reason, the sentence of its facts, and what to do about
//! it. Used wherever reasons are shown: review, card, wrap-up, leftovers of today, `review --json`.

use crate::domain::follow_up::{Missed, Shortfall, Why};
use crate::domain::{BusinessDate, Decimal, Level, ReasonCode};
use crate::i18n::Lang;
use crate::i18n::reason as words;

/// The short name of a reason.
pub const fn label(lang: Lang, code: ReasonCode) -> &'static str {
    match code {
        ReasonCode::NoShow => words::label_no_show(lang),
        ReasonCode::LateCancel => words::label_late_cancel(lang),
        ReasonCode::Homework => words::label_homework(lang),
        ReasonCode::Stuck => words::label_stuck(lang),
        ReasonCode::RolePlay => words::label_role_play(lang),
        ReasonCode::Metric => words::label_metric(lang),
        ReasonCode::NoReading => words::label_no_reading(lang),
        ReasonCode::Next => words::label_next(lang),
        ReasonCode::Record => words::label_record(lang),
        ReasonCode::Promise => words::label_promise(lang),
        ReasonCode::Flow => words::label_flow(lang),
        ReasonCode::Deadline => words::label_deadline(lang),
        ReasonCode::Kickoff => words::label_kickoff(lang),
        ReasonCode::Device => words::label_device(lang),
        ReasonCode::Resume => words::label_resume(lang),
        ReasonCode::Support => words::label_support(lang),
        ReasonCode::Detractor => words::label_detractor(lang),
        ReasonCode::GradOpen => words::label_grad_open(lang),
        ReasonCode::Mood => words::label_mood(lang),
        ReasonCode::Manual => words::label_manual(lang),
    }
}

/// The same where cells are scarce.
pub fn short_label(lang: Lang, code: ReasonCode) -> &'static str {
    if code == ReasonCode::LateCancel { words::label_late_cancel_short(lang) } else { label(lang, code) }
}

/// What is suggested; the title of a follow-up.
pub const fn action(lang: Lang, code: ReasonCode) -> &'static str {
    match code {
        ReasonCode::NoShow => words::do_no_show(lang),
        ReasonCode::LateCancel => words::do_late_cancel(lang),
        ReasonCode::Homework => words::do_homework(lang),
        ReasonCode::Stuck => words::do_stuck(lang),
        ReasonCode::RolePlay => words::do_role_play(lang),
        ReasonCode::Metric => words::do_metric(lang),
        ReasonCode::NoReading => words::do_no_reading(lang),
        ReasonCode::Next => words::do_next(lang),
        ReasonCode::Record => words::do_record(lang),
        ReasonCode::Promise => words::do_promise(lang),
        ReasonCode::Flow => words::do_flow(lang),
        ReasonCode::Deadline => words::do_deadline(lang),
        ReasonCode::Kickoff => words::do_kickoff(lang),
        ReasonCode::Device => words::do_device(lang),
        ReasonCode::Resume => words::do_resume(lang),
        ReasonCode::Support => words::do_support(lang),
        ReasonCode::Detractor => words::do_detractor(lang),
        ReasonCode::GradOpen => words::do_grad_open(lang),
        ReasonCode::Mood => words::do_mood(lang),
        ReasonCode::Manual => words::do_manual(lang),
    }
}

/// Why is this here: one sentence of the facts. `metrics` has the names of metrics by id; an id without one stands for
/// itself.
pub fn sentence(lang: Lang, why: &Why, metrics: &[(String, String)]) -> String {
    match why {
        Why::NoShow(run) => no_show(lang, run),
        Why::LateCancel(1) => words::late_cancel_once(lang).to_owned(),
        Why::LateCancel(times) => words::late_cancel_more(lang, *times),
        Why::Homework(1) => words::homework_once(lang).to_owned(),
        Why::Homework(times) => words::homework_more(lang, *times),
        Why::Stuck { items: 1, again: false } => words::stuck_one(lang).to_owned(),
        Why::Stuck { items: 1, again: true } => words::stuck_one_again(lang).to_owned(),
        Why::Stuck { items, again: false } => words::stuck_more(lang, *items),
        Why::Stuck { items, again: true } => words::stuck_more_again(lang, *items),
        Why::RolePlay { scores, twice } => role_play(lang, scores, *twice),
        Why::Metric(short) => {
            let each: Vec<String> = short.iter().map(|s| figure(lang, s, metrics)).collect();
            each.join(" / ")
        }
        Why::NoReading(ids) => {
            let names: Vec<&str> = ids.iter().map(|id| name(id, metrics)).collect();
            words::no_reading(lang, &names.join(", "))
        }
        Why::Next { days } => words::next_none(lang, *days),
        Why::Record { oldest, records: 1 } => words::record_open(lang, &date(*oldest)),
        Why::Record { oldest, records } => words::records_open(lang, *records, &date(*oldest)),
        Why::Promise { promised_by, late_bd } => promise(lang, *promised_by, *late_bd),
        Why::Flow { days: days @ 1.. } => words::flow_ahead(lang, *days),
        Why::Flow { days: 0 } => words::flow_today(lang).to_owned(),
        Why::Flow { days: days @ ..0 } => words::flow_past(lang, -days),
        Why::Deadline { projected, days } => words::deadline_missed(lang, &date(*projected), *days),
        Why::Kickoff { days, booked: false } => words::kickoff_none(lang, *days),
        Why::Kickoff { days, booked: true } => words::kickoff_late(lang, *days),
        Why::Device { due, booked: None } => words::device_late(lang, &date(*due)),
        Why::Device { due, booked: Some(booked) } => words::device_early(lang, &date(*due), &date(*booked)),
        Why::Resume { since } => words::resume_since(lang, &date(*since)),
        Why::Support { judged_on } => words::support_open(lang, &date(*judged_on)),
        Why::Detractor { score } => words::detractor(lang, *score),
        Why::GradOpen { check: true, survey: true } => words::graduation_both(lang).to_owned(),
        Why::GradOpen { check: false, survey: true } => words::graduation_survey(lang).to_owned(),
        Why::GradOpen { check: true | false, survey: false } => words::graduation_check(lang).to_owned(),
        Why::Mood { mood, before: None } => words::mood_low(lang, *mood),
        Why::Mood { mood, before: Some(before) } => words::mood_fell(lang, *mood, *before),
        Why::Manual { level: Level::Urgent, made_on } => words::manual_urgent(lang, &date(*made_on)),
        Why::Manual { level: Level::Contact | Level::Watch, made_on } => words::manual_contact(lang, &date(*made_on)),
        Why::Proposed { level: Level::Urgent, made_on } => words::proposed_urgent(lang, &date(*made_on)),
        Why::Proposed { level: Level::Contact | Level::Watch, made_on } => {
            words::proposed_contact(lang, &date(*made_on))
        }
    }
}

/// `11/18`.
fn date(date: BusinessDate) -> String {
    date.0.format("%m/%d").to_string()
}

/// The run stands newest first; a sentence goes by the calendar.
fn no_show(lang: Lang, run: &[Missed]) -> String {
    let (Some(newest), Some(oldest)) = (run.first(), run.last()) else { return words::label_no_show(lang).to_owned() };
    let (first, last) = (date(oldest.date), date(newest.date));
    let number = newest.number.filter(|n| oldest.number == Some(*n));
    match (run.len(), number) {
        (1, Some(n)) => words::no_show_once_of(lang, n, &last),
        (1, None) => words::no_show_once(lang, &last),
        (2, Some(n)) => words::no_show_twice_of(lang, n, &first, &last),
        (2, None) => words::no_show_twice(lang, &first, &last),
        (times, _) => words::no_show_run(lang, times, &first, &last),
    }
}

fn role_play(lang: Lang, scores: &[u8], twice: bool) -> String {
    let each: Vec<String> = scores.iter().map(u8::to_string).collect();
    let (mean, scores) = (mean(scores), each.join(" "));
    if twice { words::role_play_low_twice(lang, &mean, &scores) } else { words::role_play_low(lang, &mean, &scores) }
}

/// The mean of scores with one place, or two where it has them; half is rounded up.
fn mean(scores: &[u8]) -> String {
    let sum: i64 = scores.iter().map(|score| i64::from(*score)).sum();
    let count = i64::try_from(scores.len()).unwrap_or(i64::MAX).max(1);
    let hundredths = (sum * 200 + count) / (2 * count);
    Decimal::from_micros(hundredths * 10_000).with_places(1)
}

fn name<'a>(id: &'a str, metrics: &'a [(String, String)]) -> &'a str {
    metrics.iter().find(|(known, _)| known == id).map_or(id, |(_, name)| name)
}

fn figure(lang: Lang, short: &Shortfall, metrics: &[(String, String)]) -> String {
    let (before, value) = (short.before.tenths(), short.value.tenths());
    words::shortfall(lang, name(&short.metric, metrics), &before, &value, &short.target.short())
}

fn promise(lang: Lang, promised_by: BusinessDate, late_bd: i64) -> String {
    let by = date(promised_by);
    match late_bd {
        1.. => words::promise_late(lang, &by, late_bd),
        0 => words::promise_today(lang, &by),
        ..0 => words::promise_ahead(lang, &by, -late_bd),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(month: u32, day: u32) -> BusinessDate {
        BusinessDate::new(2026, month, day).unwrap()
    }

    fn every_why() -> Vec<Why> {
        let missed = |day, number| Missed { date: on(11, day), number };
        let short = |metric: &str, value, before, target| Shortfall {
            metric: metric.to_owned(),
            value: Decimal::parse(value).unwrap(),
            before: Decimal::parse(before).unwrap(),
            target: Decimal::parse(target).unwrap(),
        };
        let date = on(11, 20);
        vec![
            Why::NoShow(vec![missed(25, Some(8))]),
            Why::NoShow(vec![missed(25, None)]),
            Why::NoShow(vec![missed(20, Some(7)), missed(18, Some(7))]),
            Why::NoShow(vec![missed(20, Some(8)), missed(18, Some(7))]),
            Why::NoShow(vec![missed(25, Some(7)), missed(20, Some(7)), missed(18, Some(7))]),
            Why::LateCancel(1),
            Why::LateCancel(2),
            Why::Homework(1),
            Why::Homework(2),
            Why::Stuck { items: 1, again: false },
            Why::Stuck { items: 1, again: true },
            Why::Stuck { items: 2, again: false },
            Why::Stuck { items: 2, again: true },
            Why::RolePlay { scores: vec![3, 2, 1, 2, 3], twice: false },
            Why::RolePlay { scores: vec![3, 2, 2, 2], twice: true },
            Why::Metric(vec![short("rate", "61.5", "61", "80"), short("use", "31", "30", "60")]),
            Why::NoReading(vec!["rate".to_owned(), "unnamed".to_owned()]),
            Why::Next { days: 9 },
            Why::Record { oldest: date, records: 1 },
            Why::Record { oldest: date, records: 3 },
            Why::Promise { promised_by: date, late_bd: 1 },
            Why::Promise { promised_by: date, late_bd: 0 },
            Why::Promise { promised_by: date, late_bd: -1 },
            Why::Flow { days: 6 },
            Why::Flow { days: 0 },
            Why::Flow { days: -3 },
            Why::Deadline { projected: date, days: 7 },
            Why::Kickoff { days: 10, booked: false },
            Why::Kickoff { days: 15, booked: true },
            Why::Device { due: date, booked: None },
            Why::Device { due: date, booked: Some(on(11, 19)) },
            Why::Resume { since: date },
            Why::Support { judged_on: date },
            Why::Detractor { score: 5 },
            Why::GradOpen { check: true, survey: false },
            Why::GradOpen { check: false, survey: true },
            Why::GradOpen { check: true, survey: true },
            Why::Mood { mood: 2, before: None },
            Why::Mood { mood: 2, before: Some(4) },
            Why::Manual { level: Level::Contact, made_on: date },
            Why::Manual { level: Level::Urgent, made_on: date },
            Why::Proposed { level: Level::Contact, made_on: date },
            Why::Proposed { level: Level::Urgent, made_on: date },
        ]
    }

    #[test]
    fn every_reason_has_a_sentence_of_its_own_in_both_languages() {
        let names = [("rate".to_owned(), "same-day rate".to_owned()), ("use".to_owned(), "use rate".to_owned())];
        let codes: std::collections::BTreeSet<ReasonCode> = every_why().iter().map(Why::code).collect();
        assert_eq!(codes.len(), ReasonCode::ALL.len(), "a reason without a case here");
        for lang in Lang::ALL {
            let all: Vec<String> = every_why().iter().map(|why| sentence(lang, why, &names)).collect();
            let different: std::collections::BTreeSet<&String> = all.iter().collect();
            assert_eq!(different.len(), all.len(), "{all:?}");
            assert!(lang == Lang::Ja || all.iter().all(|text| text.is_ascii()), "{all:?}");
        }
    }

    #[test]
    fn sentences_carry_the_facts() {
        let names = [("rate".to_owned(), "当日の薬歴完了率".to_owned())];
        let all: Vec<String> = every_why().iter().map(|why| sentence(Lang::Ja, why, &names)).collect();
        for expected in [
            "第7回を 11/18 と 11/20 の2回つづけて無断で欠席 (その間に実施なし)",
            "11/18 と 11/20 の2回つづけて無断で欠席 (その間に実施なし)",
            "11/18 から 11/25 まで 3回つづけて無断で欠席",
            "このまえのロールプレイ 平均 2.2 (3 2 1 2 3)",
            "2回つづけてロールプレイが低い 平均 2.25 (3 2 2 2)",
            "当日の薬歴完了率 61.0 -> 61.5 (目標 80) / use 30.0 -> 31.0 (目標 60)",
            "まだ入っていない数値: 当日の薬歴完了率, unnamed",
            "運用開始の予定を 3日すぎ、運用フローの合意がまだ",
            "約束の日まで 1営業日 (11/20)",
        ] {
            assert!(all.iter().any(|text| text == expected), "{expected}: {all:#?}");
        }
    }

    #[test]
    fn labels_and_actions_tell_the_codes_apart() {
        for lang in Lang::ALL {
            for (i, code) in ReasonCode::ALL.iter().enumerate() {
                for other in &ReasonCode::ALL[i + 1..] {
                    assert_ne!(label(lang, *code), label(lang, *other));
                    assert_ne!(short_label(lang, *code), short_label(lang, *other));
                    assert_ne!(action(lang, *code), action(lang, *other));
                }
            }
        }
    }

    #[test]
    fn means_are_exact_and_rounded_half_up() {
        assert_eq!(mean(&[3, 3, 3, 2]), "2.75");
        assert_eq!(mean(&[2, 2, 2]), "2.0");
        assert_eq!(mean(&[1, 1, 2]), "1.33");
        assert_eq!(mean(&[1, 2, 2]), "1.67");
        assert_eq!(mean(&[]), "0.0");
    }
}
