//! The wrap-up.

use super::commands;

commands! {
    /// Closing a session. Everything is filled in; keys change what differs.
    WrapUp {
        Settle = "wrap-up-settle" ["Enter"], on [WrapUp 10], group Here,
            short "確定" "close", long "確定して次へ" "close the record",
            also ["かくてい"], when [OnSettle], unless [ReadOnly];
        ToButton = "wrap-up-to-button" ["Enter"], on [WrapUp 10], group Here,
            short "確定へ" "to closing", long "確定へもどる (先に決めることがあればそこへ)" "back to the button, or to what has to be chosen first",
            unless [OnSettle, ReadOnly];
        Result = "wrap-up-result" ["1-4"], on [WrapUp 30], group Here,
            short "結果" "outcome", long "結果: 完 途 延 欠 (欠は押すたびに理由)" "outcome: DN PT RS NS (again: its reason)",
            also ["けっか", "欠席", "延期", "途中"], unless [OnChoice, ReadOnly];
        Choose = "wrap-up-choose" ["1-9"], on [WrapUp 30], group Here,
            short "えらぶ" "choose", long "この欄の n 番目をえらぶ" "choose the n-th of this field", when [OnChoice], unless [ReadOnly];
        Toggle = "wrap-up-toggle" ["Space"], on [WrapUp 35], group Here,
            short "入/切" "tick", long "この行を入れる/外す" "tick or untick this row", unless [OnButton, ReadOnly];
        Trim = "wrap-up-trim" ["x"], on [WrapUp 45], group Here,
            short "宿題を外す" "trim", long "多すぎる宿題を外す (必須でない長いものから)" "leave out homework that is too much (the longest that need not be)",
            also ["宿題", "へらす", "はずす"], when [TooMuchHomework], unless [ReadOnly, Slept];
        Left = "wrap-up-left" ["←"], on [WrapUp 0], group Here,
            short "左" "left", long "左のもの、次回は1日前" "the one to the left; next slot: a day earlier";
        Right = "wrap-up-right" ["→"], on [WrapUp 0], group Here,
            short "右" "right", long "右のもの、次回は1日後" "the one to the right; next slot: a day later";
        LaterWeek = "wrap-up-later" ["+"], on [WrapUp 0], group Here,
            short "翌週" "week later", long "次回を1週あとへ、質問と約束した返事は1日あとへ" "next slot a week later; a question or a promised answer a day later", also ["次回", "日程"], unless [ReadOnly];
        EarlierWeek = "wrap-up-earlier" ["-"], on [WrapUp 0], group Here,
            short "前週" "week earlier", long "次回を1週まえへ、質問と約束した返事は1日まえへ" "next slot a week earlier; a question or a promised answer a day earlier", unless [ReadOnly];
        Flag = "wrap-up-flag" ["f"], on [WrapUp 40], group Here,
            short "フォロー" "flag", long "フォロー 要 急 なし の順" "flag FU, then !!, then none", also ["ふぉろー", "要", "急"],
            unless [ReadOnly];
        Undo = "wrap-up-undo" ["u", "Ctrl-Z"], on [WrapUp 0], group Here,
            short "取消" "undo", long "この締めでえらんだことを取り消す" "take back a choice of this wrap-up",
            also ["とりけし", "戻す", "もどす"], when [InWrapUp], unless [ReadOnly];
        Redo = "wrap-up-redo" ["U", "Ctrl-Y"], on [WrapUp 0], group Here,
            short "やり直し" "redo", long "取り消した選択をやり直す" "take back the taking back", also ["やりなおし"],
            when [InWrapUp], unless [ReadOnly];
        Copy = "wrap-up-copy" ["c"], on [WrapUp 50], group Here,
            short "文面コピー" "copy", long "お礼と宿題の文面をコピー" "copy the message of thanks", also ["文面", "れんらく"];
        CopyMasked = "wrap-up-copy-masked" ["C"], on [WrapUp 0], group Here,
            short "名前なし" "no names", long "文面を名前なしでコピー" "copy the message without names";
        FieldDone = "wrap-up-field-done" ["Enter", "Tab"], on [WrapUpField 10], group Here,
            short "確定へ" "done", long "書きおえて次へ" "done, on to what comes next", unless [OnAnswer];
        AnswerDone = "wrap-up-answer-done" ["Enter", "Tab"], on [WrapUpField 10], group Here,
            short "決める" "settle", long "この答えで質問を片づける (空でもよい)" "settle the question with this answer (it may stay empty)",
            when [OnAnswer];
        FieldBack = "wrap-up-field-back" ["Shift-Tab"], on [WrapUpField 0], group Here,
            short "前の欄" "field before", long "まえの欄へ" "to the field before";
        FieldTakeText = "wrap-up-take-text" ["Ctrl-T"], on [WrapUpField 0], group Here,
            short "前回の文" "last text", long "空の欄で: 前回のひとことを取りこむ" "in an empty field: take over the last record's text",
            when [FieldEmpty];
    }
}
