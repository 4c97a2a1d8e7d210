//! The end-of-day review.

use super::commands;

commands! {
    /// One key a row.
    Review {
        FollowUp = "review-follow-up" ["f"], on [Review 10], group Here,
            short "要" "FU", long "要フォローにする" "follow up", also ["ふぉろー", "フォロー"],
            any [ReviewUndecided, ReviewDecided], unless [ReadOnly];
        Dismiss = "review-dismiss" ["x"], on [Review 20], group Here,
            short "なし" "none", long "フォローなしにする" "dismiss", also ["なし", "不要"],
            any [ReviewUndecided, ReviewDecided], unless [ReadOnly];
        Snooze = "review-snooze" ["s"], on [Review 30], group Here,
            short "あすへ" "next day", long "つぎの営業日へ送る" "put off to the next working day", also ["あす", "先送り"],
            any [ReviewUndecided, ReviewDecided], unless [ReadOnly];
        Edit = "review-edit" ["Enter"], on [Review 40], group Here,
            short "なおす" "edit", long "判断の日付と理由をなおす" "edit date and reason of the decision", also ["訂正", "日付"],
            when [ReviewDecided], unless [ReadOnly];
        Set = "review-set" ["Enter"], on [Review 40], group Here,
            short "日付つき" "with date", long "日付と理由をつけて要フォローにする" "follow up with a date and a reason", also ["日付"],
            when [ReviewUndecided], unless [ReadOnly];
        OpenRecord = "review-record" ["Enter", "o"], on [Review 40], group Here,
            short "記録" "record", long "閉じていない記録をひらく" "open the record that is not closed", also ["きろく", "閉じる", "とじる"], when [ReviewRecord];
        Outcome = "review-outcome" ["Enter", "o"], on [Review 40], group Here,
            short "結果" "outcome", long "今日の画面で、どうなったかを選ぶ" "say on Today what became of it", also ["けっか", "予定"], when [ReviewSlot];
        RowRecord = "review-row-record" ["o"], on [Review 45], group Here,
            short "記録" "record", long "この人の閉じていない記録をひらく" "open their record that is not closed",
            also ["きろく", "閉じる", "とじる"], when [ReviewRowRecord], unless [ReviewRecord, ReviewSlot];
        Copy = "review-copy" ["c"], on [Review 50], group Here,
            short "日報コピー" "copy report", long "日報をコピー (Markdown)" "copy the end-of-day report (Markdown)",
            also ["にっぽう", "日報", "コピー"];
        CopyMasked = "review-copy-masked" ["C"], on [Review 0], group Here,
            short "名前なし" "no names", long "日報を名前なしでコピー" "copy the report without names", also ["にっぽう", "日報"];
        EditDone = "review-field-save" ["Enter"], on [ReviewField 10], group Here,
            short "保存" "save", long "なおした判断を保存する" "save the decision", unless [ReadOnly];
        EditNext = "review-field-next" ["Tab"], on [ReviewField 20], group Here,
            short "つぎの欄" "next field", long "つぎの欄へ" "to the next field";
        EditBefore = "review-field-before" ["Shift-Tab"], on [ReviewField 0], group Here,
            short "まえの欄" "field before", long "まえの欄へ" "to the field before";
    }
}
