//! Cells that hold one of a few words, in either language.

use crate::domain::{
    AppointmentKind, AppointmentState, EnrolmentState, FlowStatus, HomeworkState, Job, JudgementResult, TouchModel,
};
use crate::i18n::Lang;
use crate::request::import::{HistoryKind, ProblemKind, Shape, SurveyScore};

use super::{Read, whole};

/// A word of a column: a value and how it is written in Japanese, all spellings.
type Words<T> = &'static [(T, &'static [&'static str])];

fn word<T: Copy>(text: &str, column: &'static str, table: Words<T>, english: fn(T) -> &'static str) -> Read<T> {
    let lower = text.to_lowercase().replace(['-', ' '], "_");
    let meant =
        |(value, japanese): &&(T, &'static [&'static str])| english(*value) == lower || japanese.contains(&text);
    table.iter().find(meant).map(|(value, _)| *value).ok_or(ProblemKind::Unknown(column))
}

/// The Japanese spelling of a value, as exports write it.
fn spelled<T: Copy + PartialEq>(value: T, table: Words<T>) -> &'static str {
    table
        .iter()
        .find(|(known, _)| *known == value)
        .and_then(|(_, japanese)| japanese.first())
        .copied()
        .unwrap_or_default()
}

macro_rules! word_columns {
    ($($read:ident, $write:ident: $ty:ty, $column:literal, $english:expr, [$($value:expr => [$($ja:literal),+]),+ $(,)?];)+) => { $(
        #[doc = concat!("A word of the column `", $column, "`, in either language.")]
        pub fn $read(text: &str) -> Read<$ty> {
            word(text, $column, &[$(($value, &[$($ja),+])),+], $english)
        }
        #[doc = concat!("The Japanese word of the column `", $column, "`.")]
        pub fn $write(value: $ty) -> &'static str {
            spelled(value, &[$(($value, &[$($ja),+])),+])
        }
    )+
        /// The words that a column knows; none of one that knows more than words.
        pub fn words_of(column: &str, lang: Lang) -> Vec<&'static str> {
            match (column, lang) {
                $(
                    ($column, Lang::Ja) => vec![$([$($ja),+][0]),+],
                    ($column, Lang::En) => vec![$(($english)($value)),+],
                )+
                _ => Vec::new(),
            }
        }
    };
}

word_columns! {
    flow, flow_ja: FlowStatus, "flow", FlowStatus::word, [
        FlowStatus::None => ["未"], FlowStatus::Draft => ["下書き"], FlowStatus::Agreed => ["合意"],
        FlowStatus::Revised => ["改訂"],
    ];
    touch_model, touch_model_ja: TouchModel, "touch_model", TouchModel::word, [
        TouchModel::High => ["ハイ"], TouchModel::Low => ["ロー"], TouchModel::Tech => ["テック"],
    ];
    job, job_ja: Job, "job", Job::word, [
        Job::Manager => ["管理薬剤師"], Job::Staff => ["薬剤師"], Job::PartTime => ["パート"],
    ];
    state, state_ja: EnrolmentState, "state", EnrolmentState::word, [
        EnrolmentState::Invited => ["招待済"], EnrolmentState::KickoffDone => ["キックオフ済"],
        EnrolmentState::Learning => ["学習中"], EnrolmentState::Live => ["運用中"], EnrolmentState::Paused => ["休止"],
        EnrolmentState::Graduated => ["卒業"], EnrolmentState::Withdrawn => ["辞退"],
    ];
    history_kind, history_kind_ja: HistoryKind, "kind", kind_word, [
        HistoryKind::Appointment(AppointmentKind::Session) => ["1on1"],
        HistoryKind::Appointment(AppointmentKind::Kickoff) => ["キックオフ"],
        HistoryKind::Appointment(AppointmentKind::Extra) => ["補講"],
        HistoryKind::Appointment(AppointmentKind::Support) => ["支援"],
        HistoryKind::Call => ["連絡"],
    ];
    plan_kind, plan_kind_ja: HistoryKind, "plan_kind", kind_word, [
        HistoryKind::Appointment(AppointmentKind::Session) => ["1on1"],
        HistoryKind::Appointment(AppointmentKind::Kickoff) => ["キックオフ"],
        HistoryKind::Appointment(AppointmentKind::Extra) => ["補講"],
        HistoryKind::Appointment(AppointmentKind::Support) => ["支援"],
    ];
    result, result_ja: AppointmentState, "result", AppointmentState::word, [
        AppointmentState::Held => ["実施"], AppointmentState::BrokenOff => ["中断"], AppointmentState::NoShow => ["無断欠席"],
        AppointmentState::LateCancel => ["直前キャンセル"], AppointmentState::Rescheduled => ["延期"],
        AppointmentState::Cancelled => ["中止"], AppointmentState::CancelledByUs => ["当方都合"],
    ];
    homework, homework_ja: HomeworkState, "homework", HomeworkState::word, [
        HomeworkState::Reviewed => ["確認済"], HomeworkState::Submitted => ["提出"], HomeworkState::Missing => ["未提出"],
        HomeworkState::Waived => ["免除"],
    ];
    judgement, judgement_ja: JudgementResult, "judgement", JudgementResult::word, [
        JudgementResult::Stage1 => ["一段階目"], JudgementResult::Stage2 => ["二段階目"],
        JudgementResult::AdditionalSupport => ["追加の支援"], JudgementResult::Undetermined => ["未確認"],
    ];
}

/// The stable word of a kind of history row.
pub fn kind_word(kind: HistoryKind) -> &'static str {
    match kind {
        HistoryKind::Appointment(kind) => kind.word(),
        HistoryKind::Call => "call",
    }
}

/// A kind of appointment that may be scheduled.
pub fn appointment_kind(text: &str) -> Read<AppointmentKind> {
    match plan_kind(text)? {
        HistoryKind::Appointment(kind) => Ok(kind),
        HistoryKind::Call => Err(ProblemKind::Unknown("plan_kind")),
    }
}

/// `yes no 1 0 true false ○ × はい いいえ`.
pub fn yes_no(text: &str) -> Read<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "1" | "true" | "○" | "◯" | "〇" | "はい" => Ok(true),
        "no" | "0" | "false" | "×" | "いいえ" => Ok(false),
        _ => Err(ProblemKind::NotA(Shape::YesNo)),
    }
}

/// 0–10, or `declined` / 辞退.
pub fn survey_score(text: &str) -> Read<SurveyScore> {
    if text.eq_ignore_ascii_case("declined") || text == "辞退" {
        return Ok(SurveyScore::Declined);
    }
    Ok(SurveyScore::Score(u8::try_from(whole(text, 0, 10)?).unwrap_or(u8::MAX)))
}

/// The group that learners are compared by: 新 and 旧 are `new` and `old`, anything else is an id of its own.
pub fn cohort(text: &str) -> &str {
    match text {
        "新" | "新体制" => "new",
        "旧" | "旧体制" => "old",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_both_languages() {
        assert_eq!(state("運用中"), Ok(EnrolmentState::Live));
        assert_eq!(state("Kickoff done"), Ok(EnrolmentState::KickoffDone));
        assert_eq!(result("無断欠席"), Ok(AppointmentState::NoShow));
        assert_eq!(result("no-show"), Ok(AppointmentState::NoShow));
        assert_eq!(result("scheduled"), Err(ProblemKind::Unknown("result")));
        assert_eq!(homework("assigned"), Err(ProblemKind::Unknown("homework")));
        assert_eq!(history_kind("連絡"), Ok(HistoryKind::Call));
        assert_eq!(appointment_kind("call"), Err(ProblemKind::Unknown("plan_kind")));
        assert_eq!(survey_score("辞退"), Ok(SurveyScore::Declined));
        assert_eq!(survey_score("10"), Ok(SurveyScore::Score(10)));
        assert!(survey_score("11").is_err());
        assert_eq!(
            [yes_no("○"), yes_no("×"), yes_no("YES"), yes_no("いいえ")],
            [Ok(true), Ok(false), Ok(true), Ok(false)]
        );
        assert_eq!(cohort("旧"), "old");
    }
}
