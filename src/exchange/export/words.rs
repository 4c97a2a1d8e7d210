//! The words of a table in the language of its headings. A column that an import takes in again is written with a word
//! that the import reads; the ids of programmes, metrics and items are nobody's words and stay.

use crate::exchange::csv::values;
use crate::request::export::ExportKind;

/// Words of one vocabulary, as kept and in Japanese.
type Table = &'static [(&'static str, &'static str)];

const APPOINTMENT_STATES: Table = &[
    ("scheduled", "予定"),
    ("waiting", "待機"),
    ("in_progress", "進行中"),
    ("held", "実施"),
    ("broken_off", "中断"),
    ("rescheduled", "延期"),
    ("cancelled", "中止"),
    ("late_cancel", "直前キャンセル"),
    ("no_show", "無断欠席"),
    ("cancelled_by_us", "当方都合"),
];
const HOMEWORK_STATES: Table =
    &[("assigned", "出題"), ("submitted", "提出"), ("reviewed", "確認済"), ("missing", "未提出"), ("waived", "免除")];
const VERIFY: Table =
    &[("log", "利用記録"), ("show", "画面で"), ("file", "ファイル"), ("quiz", "小テスト"), ("self", "自己申告")];
const OUTCOMES: Table =
    &[("planned", "未"), ("done", "済"), ("partly", "半ば"), ("stuck", "つまずき"), ("skipped", "飛ばし")];
const SECTIONS: Table = &[
    ("prepare", "準備"),
    ("lecture", "レクチャー"),
    ("role-play", "ロープレ"),
    ("homework", "宿題"),
    ("questions", "質問"),
    ("go-no-go", "運用開始の判断"),
    ("tips", "コツ"),
    ("metrics", "数値"),
    ("graduation", "卒業"),
];
const NOTE_KINDS: Table = &[
    ("memo", "メモ"),
    ("question", "質問"),
    ("request", "要望"),
    ("stuck", "つまずき"),
    ("homework", "宿題"),
    ("promise", "約束"),
    ("next", "次回"),
    ("win", "できた"),
];
const ROLE_PLAY_RESULTS: Table = &[("met", "到達"), ("developing", "途上"), ("not_yet", "これから")];
const QUESTION_STATES: Table = &[("open", "未回答"), ("answered", "回答済"), ("handed_over", "引き継ぎ")];
const JUDGEMENT_KINDS: Table = &[("provisional", "中間"), ("final", "最終"), ("rejudge", "再判定")];
const TOUCHES: Table = &[
    ("call", "電話"),
    ("mail", "メール"),
    ("line", "LINE"),
    ("visit", "訪問"),
    ("study_session", "勉強会"),
    ("newsletter", "お知らせ"),
    ("enquiry", "問い合わせ"),
];
const FOLLOW_UP_STATES: Table = &[("open", "未対応"), ("snoozed", "保留"), ("done", "対応済"), ("dropped", "取りやめ")];
const LEVELS: Table = &[("urgent", "急"), ("contact", "要"), ("watch", "見")];
const DECISIONS: Table = &[("follow_up", "フォロー"), ("snooze", "保留"), ("dismiss", "不要")];
const VOICE_KINDS: Table = &[
    ("request", "要望"),
    ("bug", "不具合"),
    ("praise", "お褒め"),
    ("complaint", "不満"),
    ("churn_sign", "解約の兆し"),
    ("referral", "紹介"),
    ("opportunity", "商機"),
];
const VOICE_STATES: Table = &[
    ("captured", "受付"),
    ("triaged", "仕分け済"),
    ("merged", "まとめ済"),
    ("sent", "送付済"),
    ("answered", "回答済"),
    ("told", "伝達済"),
    ("closed_explained", "説明して終了"),
    ("out_of_scope", "対象外"),
];
const VOICE_ANSWERS: Table =
    &[("shipped", "提供済"), ("planned", "対応予定"), ("workaround", "代わりの方法"), ("not_planned", "対応しない")];
const SOURCES: Table = &[("typed", "入力"), ("imported", "取り込み")];
const DUE: Table = &[("next", "次回まで")];

/// The Japanese word for what stands in a column; `None` where it stays as it is.
pub(super) fn japanese(kind: ExportKind, column: &str, word: &str) -> Option<&'static str> {
    use ExportKind as K;
    let table = match (kind, column) {
        (K::Learners | K::Pharmacies, "flow") => return Some(values::flow_ja(values::flow(word).ok()?)),
        (K::Learners | K::Pharmacies, "touch_model") => {
            return Some(values::touch_model_ja(values::touch_model(word).ok()?));
        }
        (K::Learners, "job") => return Some(values::job_ja(values::job(word).ok()?)),
        (K::Learners, "state") => return Some(values::state_ja(values::state(word).ok()?)),
        (K::Learners, "survey_score") if word == "declined" => return Some("辞退"),
        (K::Sessions | K::Appointments, "kind") => {
            return Some(values::history_kind_ja(values::history_kind(word).ok()?));
        }
        (K::Sessions, "result") => return Some(values::result_ja(values::result(word).ok()?)),
        (K::Sessions, "homework") => return Some(values::homework_ja(values::homework(word).ok()?)),
        (K::Readings, "judgement") | (K::Judgements, "result") => {
            return Some(values::judgement_ja(values::judgement(word).ok()?));
        }
        (K::Appointments, "state") => APPOINTMENT_STATES,
        (K::Homework, "state") => HOMEWORK_STATES,
        (K::Homework, "verify") => VERIFY,
        (K::Homework, "due") => DUE,
        (K::Outcomes, "outcome") => OUTCOMES,
        (K::Outcomes | K::Notes, "section") => SECTIONS,
        (K::Notes, "kind") => NOTE_KINDS,
        (K::RolePlays, "result") => ROLE_PLAY_RESULTS,
        (K::Questions, "state") => QUESTION_STATES,
        (K::Judgements, "kind") => JUDGEMENT_KINDS,
        (K::Touches, "kind") | (K::FollowUps, "channel") => TOUCHES,
        (K::FollowUps, "state") => FOLLOW_UP_STATES,
        (K::FollowUps, "level") => LEVELS,
        (K::Decisions, "kind") => DECISIONS,
        (K::Voices, "kind") => VOICE_KINDS,
        (K::Voices, "state") => VOICE_STATES,
        (K::Voices, "answer") => VOICE_ANSWERS,
        (K::Readings, "source") => SOURCES,
        _ => return None,
    };
    table.iter().find(|(kept, _)| *kept == word).map(|(_, ja)| *ja)
}
