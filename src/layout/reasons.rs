//! Why somebody stands in the review, and what to do about it, in the words of the screens.

use crate::domain::ReasonCode;
use crate::i18n::Both;

/// The short name of a reason.
pub const fn name(code: ReasonCode) -> Both {
    match code {
        ReasonCode::NoShow => Both::new("欠席", "no-show"),
        ReasonCode::LateCancel => Both::new("直前キャンセル", "late cancel"),
        ReasonCode::Homework => Both::new("宿題", "homework"),
        ReasonCode::Stuck => Both::new("つまずき", "stuck"),
        ReasonCode::RolePlay => Both::new("ロープレ", "role-play"),
        ReasonCode::Metric => Both::new("数値", "figures"),
        ReasonCode::NoReading => Both::new("数値なし", "no figures"),
        ReasonCode::Next => Both::new("次回", "no next slot"),
        ReasonCode::Record => Both::new("記録", "open record"),
        ReasonCode::Promise => Both::new("約束", "promise"),
        ReasonCode::Flow => Both::new("運用フロー", "flow page"),
        ReasonCode::Deadline => Both::new("期限", "deadline"),
        ReasonCode::Kickoff => Both::new("キックオフ", "kickoff"),
        ReasonCode::Device => Both::new("端末", "device"),
        ReasonCode::Resume => Both::new("再開", "resume"),
        ReasonCode::Support => Both::new("支援", "support plan"),
        ReasonCode::Detractor => Both::new("アンケート", "survey"),
        ReasonCode::GradOpen => Both::new("卒業の残り", "graduation"),
        ReasonCode::Mood => Both::new("様子", "mood"),
        ReasonCode::Manual => Both::new("印", "flag"),
    }
}

/// What is suggested.
pub const fn action(code: ReasonCode) -> Both {
    match code {
        ReasonCode::NoShow => Both::new("今日中に電話し、責めずに理由を聞く", "call today, ask why without blame"),
        ReasonCode::LateCancel => Both::new("曜日・時刻を見直す", "review the slot"),
        ReasonCode::Homework => Both::new("宿題を半分にして届ける", "halve the task and resend"),
        ReasonCode::Stuck => Both::new("5分の画面共有で解く", "5-minute screen share"),
        ReasonCode::RolePlay => Both::new("場面を一つに絞り再演", "replay one scene"),
        ReasonCode::Metric => Both::new("どの時間帯に残るかを聞く", "ask when records are left"),
        ReasonCode::NoReading => Both::new("数値を入れる", "enter the figure"),
        ReasonCode::Next => Both::new("次回を提案する", "propose the next slot"),
        ReasonCode::Record => Both::new("記録を閉じる", "close the record"),
        ReasonCode::Promise => Both::new("答えるか、日を改めて約束", "answer or re-promise"),
        ReasonCode::Flow => Both::new("流れの紙を仕上げる", "finish the flow page"),
        ReasonCode::Deadline => Both::new("週2回か期限の相談", "two a week, or renegotiate"),
        ReasonCode::Kickoff => Both::new("経営者と日を決める", "fix the date with the owner"),
        ReasonCode::Device => Both::new("到着日を確かめる", "confirm arrival"),
        ReasonCode::Resume => Both::new("再開の声かけ", "invite back"),
        ReasonCode::Support => Both::new("支援の計画を決める", "agree the plan"),
        ReasonCode::Detractor => Both::new("理由を聞く", "ask why"),
        ReasonCode::GradOpen => Both::new("残りを済ませる", "finish the checks"),
        ReasonCode::Mood => Both::new("冒頭で様子を聞く", "ask at the start"),
        ReasonCode::Manual => Both::new("自分でつけた印", "flagged by hand"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_words_of_its_own() {
        for (i, code) in ReasonCode::ALL.iter().enumerate() {
            for other in &ReasonCode::ALL[i + 1..] {
                assert_ne!(name(*code).ja, name(*other).ja);
                assert_ne!(name(*code).en, name(*other).en);
            }
            assert!(name(*code).en.is_ascii() && action(*code).en.is_ascii());
        }
    }
}
