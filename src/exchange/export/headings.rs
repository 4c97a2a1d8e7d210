//! The headings of exports: where an import has the column, that one's; the others stand here.

use crate::exchange::csv::japanese_heading;
use crate::i18n::Lang;

/// Columns that no import reads: key and Japanese heading.
const OTHERS: &[(&str, &str)] = &[
    ("actual_minutes", "実際の分"),
    ("answer", "回答"),
    ("answer_text", "回答の文"),
    ("answered_on", "回答した日"),
    ("asked_on", "聞いた日"),
    ("assigned_on", "出した日"),
    ("attempt", "本目"),
    ("captured_at", "聞いた時"),
    ("carried_from", "持ち越し元"),
    ("carry_count", "持ち越し回数"),
    ("channel", "手段"),
    ("codes", "理由"),
    ("concerns", "気がかり"),
    ("criterion", "観点"),
    ("day", "締めの日"),
    ("decided_on", "判断した日"),
    ("detail", "内訳"),
    ("done_on", "済んだ日"),
    ("due", "提出の時期"),
    ("due_on", "期日"),
    ("effort_minutes", "所要の分"),
    ("evidence", "根拠"),
    ("expected_revenue", "見込み売上"),
    ("host_system", "レセコン"),
    ("impact", "影響"),
    ("item_id", "項目"),
    ("late", "遅れ"),
    ("level", "段"),
    ("made_on", "判定日"),
    ("mean", "平均"),
    ("minute", "経過分"),
    ("moves", "変更回数"),
    ("must", "必須"),
    ("outcome", "結果の印"),
    ("planned_minutes", "予定の分"),
    ("points", "点"),
    ("prefecture", "都道府県"),
    ("prescriptions_per_day", "一日の処方箋枚数"),
    ("promised_by", "約束の日"),
    ("reached", "つながった"),
    ("reason", "判断の理由"),
    ("review_note", "確認のメモ"),
    ("said", "伝えた"),
    ("score", "評点"),
    ("section", "区分"),
    ("situation", "場面"),
    ("snoozed_until", "先送り"),
    ("source", "出どころ"),
    ("specialty", "診療科"),
    ("staff_count", "人数"),
    ("text", "内容"),
    ("theme", "テーマ"),
    ("title", "題"),
    ("trouble", "困りごと"),
    ("until", "いつまで"),
    ("verbatim", "言葉"),
    ("verify", "確認方法"),
    ("workaround", "しのぎ方"),
    ("worked_out", "自動"),
];

/// The heading of a column in a language.
pub(super) fn heading(key: &str, lang: Lang) -> String {
    match lang {
        Lang::En => key.to_owned(),
        Lang::Ja => japanese_heading(key)
            .or_else(|| OTHERS.iter().find(|(known, _)| *known == key).map(|(_, ja)| (*ja).to_owned()))
            .unwrap_or_else(|| key.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_has_two_headings() {
        for (key, _) in OTHERS {
            assert_eq!(japanese_heading(key), None, "{key}");
            assert_eq!(OTHERS.iter().filter(|(other, _)| other == key).count(), 1, "{key}");
        }
        assert_eq!(heading("learner_target:x", Lang::Ja), "本人目標:x");
        assert_eq!(heading("result", Lang::Ja), "結果");
    }
}
