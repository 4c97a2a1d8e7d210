//! Why somebody stands in the review, in words: the short name of a reason, the sentence of its facts, and what to do about
//! it. Used wherever reasons are shown: review, card, leftovers of today, `review --json`.

use super::{Lang, messages};
use crate::domain::follow_up::{Missed, Shortfall, Why};
use crate::domain::{BusinessDate, Decimal, Level, ReasonCode};

messages! {
    label_no_show() = "欠席", "no-show";
    label_late_cancel() = "直前キャンセル", "late cancel";
    label_late_cancel_short() = "直前", "late";
    label_homework() = "宿題", "homework";
    label_stuck() = "つまずき", "stuck";
    label_role_play() = "ロープレ", "role-play";
    label_metric() = "数値", "figures";
    label_no_reading() = "数値なし", "no figures";
    label_next() = "次回", "no next";
    label_record() = "記録", "record";
    label_promise() = "約束", "promise";
    label_flow() = "運用フロー", "flow page";
    label_deadline() = "期限", "deadline";
    label_kickoff() = "キックオフ", "kickoff";
    label_device() = "端末", "device";
    label_resume() = "再開", "resume";
    label_support() = "支援", "support";
    label_detractor() = "アンケート", "survey";
    label_grad_open() = "卒業の残り", "graduation";
    label_mood() = "様子", "mood";
    label_manual() = "印", "flag";

    do_no_show() = "今日中に電話し、責めずに理由を聞く", "call today, ask why without blame";
    do_late_cancel() = "曜日・時刻を見直す", "review the slot";
    do_homework() = "宿題を半分にして届ける", "halve the task and resend";
    do_stuck() = "5分の画面共有で解く", "5-minute screen share";
    do_role_play() = "場面を一つに絞り再演", "replay one scene";
    do_metric() = "どの時間帯に残るかを聞く", "ask when records are left";
    do_no_reading() = "数値を入れる", "enter the figure";
    do_next() = "次回を提案する", "propose the next slot";
    do_record() = "記録を閉じる", "close the record";
    do_promise() = "答えるか、日を改めて約束", "answer or re-promise";
    do_flow() = "流れの紙を仕上げる", "finish the flow page";
    do_deadline() = "週2回か期限の相談", "two a week, or renegotiate";
    do_kickoff() = "経営者と日を決める", "fix the date with the owner";
    do_device() = "到着日を確かめる", "confirm arrival";
    do_resume() = "再開の声かけ", "invite back";
    do_support() = "支援の計画を決める", "agree the plan";
    do_detractor() = "理由を聞く", "ask why";
    do_grad_open() = "残りを済ませる", "finish the checks";
    do_mood() = "冒頭で様子を聞く", "ask at the start";
    do_manual() = "自分でつけた印を見なおす", "look at your own flag again";

    no_show_once(date: &str) = "{date} に無断で欠席", "no-show on {date}";
    no_show_once_of(n: u8, date: &str) = "第{n}回を {date} に無断で欠席", "session {n}: no-show on {date}";
    no_show_twice(first: &str, last: &str) = "{first} と {last} の2回つづけて無断で欠席 (その間に実施なし)", "no-show twice in a row, {first} and {last} (none held between)";
    no_show_twice_of(n: u8, first: &str, last: &str) = "第{n}回を {first} と {last} の2回つづけて無断で欠席 (その間に実施なし)", "session {n}: no-show twice in a row, {first} and {last} (none held between)";
    no_show_run(times: usize, first: &str, last: &str) = "{first} から {last} まで {times}回つづけて無断で欠席", "{times} no-shows in a row, {first} to {last}";
    late_cancel_once() = "このごろ直前キャンセルが1回", "one late cancel of late";
    late_cancel_more(times: usize) = "このごろ直前キャンセルが{times}回", "{times} late cancels of late";
    homework_once() = "前回の宿題が出ていない", "the last homework is missing";
    homework_more(times: usize) = "宿題が {times}回つづけて出ていない", "homework missing {times} times in a row";
    stuck_one() = "前回つまずいた項目が1つ", "one item got stuck last time";
    stuck_one_again() = "持ち越しの項目でまたつまずいた", "a carried item got stuck again";
    stuck_more(items: usize) = "前回つまずいた項目が{items}つ", "{items} items got stuck last time";
    stuck_more_again(items: usize) = "前回つまずいた項目が{items}つ、持ち越しでまた", "{items} items got stuck last time, a carried one again";
    role_play_low(mean: &str, scores: &str) = "このまえのロールプレイ 平均 {mean} ({scores})", "last role-play: mean {mean} ({scores})";
    role_play_low_twice(mean: &str, scores: &str) = "2回つづけてロールプレイが低い 平均 {mean} ({scores})", "role-play low twice in a row: mean {mean} ({scores})";
    shortfall(name: &str, before: &str, value: &str, target: &str) = "{name} {before} -> {value} (目標 {target})", "{name} {before} -> {value} (target {target})";
    no_reading(names: &str) = "まだ入っていない数値: {names}", "no reading yet: {names}";
    next_none(days: i64) = "次の予約がないまま {days}日", "no next slot for {days} days";
    record_open(date: &str) = "{date} の記録が閉じていない", "the record of {date} is open";
    records_open(n: usize, date: &str) = "閉じていない記録が{n}つ (古いものは {date})", "{n} open records (oldest {date})";
    promise_late(date: &str, days: i64) = "{date} までの約束が {days}営業日おくれ", "promise for {date}, late (working days: {days})";
    promise_today(date: &str) = "約束の日がきょう ({date})", "a promise is due today ({date})";
    promise_ahead(date: &str, days: i64) = "約束の日まで {days}営業日 ({date})", "a promise is due on {date} (working days left: {days})";
    flow_ahead(days: i64) = "運用開始まで {days}日、運用フローの合意がまだ", "go-live in {days} d, the flow is not agreed";
    flow_today() = "きょうが運用開始の予定、運用フローの合意がまだ", "go-live is planned for today, the flow is not agreed";
    flow_past(days: i64) = "運用開始の予定を {days}日すぎ、運用フローの合意がまだ", "go-live was planned {days} d ago, the flow is not agreed";
    deadline_missed(date: &str, days: i64) = "見込みの卒業日 {date} が期限を {days}日こえる", "projected graduation {date}, {days} d after the deadline";
    kickoff_none(days: i64) = "契約から {days}日、キックオフの予定がない", "{days} d since the contract, no kickoff booked";
    kickoff_late(days: i64) = "契約から {days}日、キックオフがまだ (予定はある)", "{days} d since the contract, kickoff booked but not held";
    device_late(date: &str) = "端末が届いていない (予定 {date})", "the device has not arrived (due {date})";
    device_early(date: &str, booked: &str) = "端末の予定 {date} より前の {booked} に、端末の要る回が入っている", "a session on {booked} needs the device, due {date}";
    resume_since(date: &str) = "{date} が再開の日", "to be resumed on {date}";
    support_open(date: &str) = "{date} の判定は追加の支援、計画の日付がない", "judged additional support on {date}, no dated plan";
    detractor(score: u8) = "アンケートの点が {score}、そのあと話していない", "survey score {score}, nobody has talked about it";
    graduation_check() = "卒業チェックに残りがある", "the graduation check has open items";
    graduation_survey() = "アンケートの返事がまだ", "the survey is not answered";
    graduation_both() = "卒業チェックに残りがあり、アンケートの返事もまだ", "graduation items are open and the survey is not answered";
    mood_low(mood: u8) = "前回の様子が {mood}", "mood {mood} last time";
    mood_fell(mood: u8, before: u8) = "前回の様子が {mood} (そのまえは {before})", "mood {mood} last time ({before} before)";
    manual_contact(date: &str) = "{date} に自分で 要 をつけた", "flagged FU by hand on {date}";
    manual_urgent(date: &str) = "{date} に自分で 急 をつけた", "flagged !! by hand on {date}";
}

/// The short name of a reason.
pub const fn label(lang: Lang, code: ReasonCode) -> &'static str {
    match code {
        ReasonCode::NoShow => label_no_show(lang),
        ReasonCode::LateCancel => label_late_cancel(lang),
        ReasonCode::Homework => label_homework(lang),
        ReasonCode::Stuck => label_stuck(lang),
        ReasonCode::RolePlay => label_role_play(lang),
        ReasonCode::Metric => label_metric(lang),
        ReasonCode::NoReading => label_no_reading(lang),
        ReasonCode::Next => label_next(lang),
        ReasonCode::Record => label_record(lang),
        ReasonCode::Promise => label_promise(lang),
        ReasonCode::Flow => label_flow(lang),
        ReasonCode::Deadline => label_deadline(lang),
        ReasonCode::Kickoff => label_kickoff(lang),
        ReasonCode::Device => label_device(lang),
        ReasonCode::Resume => label_resume(lang),
        ReasonCode::Support => label_support(lang),
        ReasonCode::Detractor => label_detractor(lang),
        ReasonCode::GradOpen => label_grad_open(lang),
        ReasonCode::Mood => label_mood(lang),
        ReasonCode::Manual => label_manual(lang),
    }
}

/// The same where cells are scarce.
pub fn short_label(lang: Lang, code: ReasonCode) -> &'static str {
    if code == ReasonCode::LateCancel { label_late_cancel_short(lang) } else { label(lang, code) }
}

/// What is suggested; the title of a follow-up.
pub const fn action(lang: Lang, code: ReasonCode) -> &'static str {
    match code {
        ReasonCode::NoShow => do_no_show(lang),
        ReasonCode::LateCancel => do_late_cancel(lang),
        ReasonCode::Homework => do_homework(lang),
        ReasonCode::Stuck => do_stuck(lang),
        ReasonCode::RolePlay => do_role_play(lang),
        ReasonCode::Metric => do_metric(lang),
        ReasonCode::NoReading => do_no_reading(lang),
        ReasonCode::Next => do_next(lang),
        ReasonCode::Record => do_record(lang),
        ReasonCode::Promise => do_promise(lang),
        ReasonCode::Flow => do_flow(lang),
        ReasonCode::Deadline => do_deadline(lang),
        ReasonCode::Kickoff => do_kickoff(lang),
        ReasonCode::Device => do_device(lang),
        ReasonCode::Resume => do_resume(lang),
        ReasonCode::Support => do_support(lang),
        ReasonCode::Detractor => do_detractor(lang),
        ReasonCode::GradOpen => do_grad_open(lang),
        ReasonCode::Mood => do_mood(lang),
        ReasonCode::Manual => do_manual(lang),
    }
}

/// Why is this here: one sentence of the facts. `metrics` has the names of metrics by id; an id without one stands for
/// itself.
pub fn sentence(lang: Lang, why: &Why, metrics: &[(String, String)]) -> String {
    match why {
        Why::NoShow(run) => no_show(lang, run),
        Why::LateCancel(1) => late_cancel_once(lang).to_owned(),
        Why::LateCancel(times) => late_cancel_more(lang, *times),
        Why::Homework(1) => homework_once(lang).to_owned(),
        Why::Homework(times) => homework_more(lang, *times),
        Why::Stuck { items: 1, again: false } => stuck_one(lang).to_owned(),
        Why::Stuck { items: 1, again: true } => stuck_one_again(lang).to_owned(),
        Why::Stuck { items, again: false } => stuck_more(lang, *items),
        Why::Stuck { items, again: true } => stuck_more_again(lang, *items),
        Why::RolePlay { scores, twice } => role_play(lang, scores, *twice),
        Why::Metric(short) => {
            let each: Vec<String> = short.iter().map(|s| figure(lang, s, metrics)).collect();
            each.join(" / ")
        }
        Why::NoReading(ids) => {
            let names: Vec<&str> = ids.iter().map(|id| name(id, metrics)).collect();
            no_reading(lang, &names.join(", "))
        }
        Why::Next { days } => next_none(lang, *days),
        Why::Record { oldest, records: 1 } => record_open(lang, &date(*oldest)),
        Why::Record { oldest, records } => records_open(lang, *records, &date(*oldest)),
        Why::Promise { promised_by, late_bd } => promise(lang, *promised_by, *late_bd),
        Why::Flow { days: days @ 1.. } => flow_ahead(lang, *days),
        Why::Flow { days: 0 } => flow_today(lang).to_owned(),
        Why::Flow { days: days @ ..0 } => flow_past(lang, -days),
        Why::Deadline { projected, days } => deadline_missed(lang, &date(*projected), *days),
        Why::Kickoff { days, booked: false } => kickoff_none(lang, *days),
        Why::Kickoff { days, booked: true } => kickoff_late(lang, *days),
        Why::Device { due, booked: None } => device_late(lang, &date(*due)),
        Why::Device { due, booked: Some(booked) } => device_early(lang, &date(*due), &date(*booked)),
        Why::Resume { since } => resume_since(lang, &date(*since)),
        Why::Support { judged_on } => support_open(lang, &date(*judged_on)),
        Why::Detractor { score } => detractor(lang, *score),
        Why::GradOpen { check: true, survey: true } => graduation_both(lang).to_owned(),
        Why::GradOpen { check: false, survey: true } => graduation_survey(lang).to_owned(),
        Why::GradOpen { check: true | false, survey: false } => graduation_check(lang).to_owned(),
        Why::Mood { mood, before: None } => mood_low(lang, *mood),
        Why::Mood { mood, before: Some(before) } => mood_fell(lang, *mood, *before),
        Why::Manual { level: Level::Urgent, made_on } => manual_urgent(lang, &date(*made_on)),
        Why::Manual { level: Level::Contact | Level::Watch, made_on } => manual_contact(lang, &date(*made_on)),
    }
}

/// `11/18`.
fn date(date: BusinessDate) -> String {
    date.0.format("%m/%d").to_string()
}

/// The run stands newest first; a sentence goes by the calendar.
fn no_show(lang: Lang, run: &[Missed]) -> String {
    let (Some(newest), Some(oldest)) = (run.first(), run.last()) else { return label_no_show(lang).to_owned() };
    let (first, last) = (date(oldest.date), date(newest.date));
    let number = newest.number.filter(|n| oldest.number == Some(*n));
    match (run.len(), number) {
        (1, Some(n)) => no_show_once_of(lang, n, &last),
        (1, None) => no_show_once(lang, &last),
        (2, Some(n)) => no_show_twice_of(lang, n, &first, &last),
        (2, None) => no_show_twice(lang, &first, &last),
        (times, _) => no_show_run(lang, times, &first, &last),
    }
}

fn role_play(lang: Lang, scores: &[u8], twice: bool) -> String {
    let each: Vec<String> = scores.iter().map(u8::to_string).collect();
    let (mean, scores) = (mean(scores), each.join(" "));
    if twice { role_play_low_twice(lang, &mean, &scores) } else { role_play_low(lang, &mean, &scores) }
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
    let (before, value) = (short.before.with_places(1), short.value.with_places(1));
    shortfall(lang, name(&short.metric, metrics), &before, &value, &short.target.to_string())
}

fn promise(lang: Lang, promised_by: BusinessDate, late_bd: i64) -> String {
    let by = date(promised_by);
    match late_bd {
        1.. => promise_late(lang, &by, late_bd),
        0 => promise_today(lang, &by),
        ..0 => promise_ahead(lang, &by, -late_bd),
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
