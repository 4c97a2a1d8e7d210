//! A closed record.

use super::commands;

commands! {
    /// It is read, and what is changed in it is an amendment.
    Record {
        Mark = "record-mark" ["1-4"], on [Record 20], group Here,
            short "済 半 詰 飛" "OK HF ST SK", long "項目の結果を直す: 1 済 2 半 3 詰 4 飛 (追記・訂正)" "amend the outcome: 1 done, 2 partly, 3 stuck, 4 skipped",
            also ["訂正", "ていせい", "追記"], when [OnItem], unless [ReadOnly];
        Homework = "record-homework" ["1-4"], on [Record 20], group Here,
            short "済 提 無 免" "OK IN NO WV",
            long "前回の宿題の結果を直す: 1 済 2 提 3 無 4 免 (追記・訂正)" "amend homework: 1 looked at, 2 handed in, 3 missing, 4 waived",
            also ["訂正", "ていせい", "しゅくだい"], when [OnLookedAt], unless [ReadOnly];
        Rate = "record-rate" ["1-4"], on [Record 20], group Here,
            short "評価を直す" "score", long "ロープレの評価を直す: 4 がいちばん上 (追記・訂正)" "amend the score of the role-play: 4 is best",
            also ["訂正", "ていせい", "ひょうか"], when [OnCriterion], unless [ReadOnly];
        Mood = "record-mood" ["1-5"], on [Record 20], group Here,
            short "様子を直す" "mood", long "様子を直す: 5 がいちばんよい (追記・訂正)" "amend the mood: 5 is best",
            also ["訂正", "ていせい", "ようす"], when [OnMood], unless [ReadOnly];
        Due = "record-due" ["1-5"], on [Record 20], group Here,
            short "期日" "due", long "宿題の期日を直す: 1 次回まで、2-5 次回の1-4日前まで" "amend the due date: 1 the next session, 2-5 one to four days before it",
            also ["訂正", "ていせい", "きじつ"], when [OnOpenTask], unless [ReadOnly];
        Edit = "record-edit" ["Enter"], on [Record 10], group Here,
            short "直す" "amend", long "この文を直す (追記・訂正)" "amend this text", also ["訂正", "ていせい", "追記"],
            when [OnText], unless [ReadOnly];
        Note = "record-note" ["n", "F2"], on [Record 30], group Here,
            short "追記" "add note", long "メモを書き足す (追記)" "add a note (an amendment)", also ["ついき", "めも"],
            unless [ReadOnly];
        Delete = "record-delete" ["d"], on [Record 50], group Here,
            short "消す" "delete", long "このメモ・宿題を消す (追記・訂正、u で戻す)" "delete this note or task (an amendment; u brings it back)",
            also ["けす", "削除"], any [OnNote, OnOpenTask], unless [ReadOnly];
        Earlier = "record-earlier" ["←"], on [Record 60], group Here,
            short "前の記録" "earlier", long "同じ人の前の記録へ" "to the record before, of the same people";
        Later = "record-later" ["→"], on [Record 65], group Here,
            short "後の記録" "later", long "同じ人の後の記録へ" "to the record after, of the same people";
        Copy = "record-copy" ["c"], on [Record 68], group Here,
            short "文面コピー" "copy", long "お礼と宿題の文面をコピー" "copy the message of thanks",
            also ["文面", "れんらく", "おれい"], when [RowHeld];
        CopyMasked = "record-copy-masked" ["C"], on [Record 0], group Here,
            short "名前なし" "no names", long "文面を名前なしでコピー" "copy the message without names", when [RowHeld];
        Keep = "record-keep" ["Enter"], on [RecordField 10], group Here,
            short "残す" "keep", long "追記・訂正として残す" "keep it as an amendment", unless [ReadOnly];
        BlackOut = "black-out-settle" ["x"], on [BlackOut 10], group Here,
            short "塗りつぶす" "black out", long "この行を塗りつぶす (戻せません)" "black the line out (for good)", unless [ReadOnly];
        Move = "move-note-settle" ["Enter"], on [MoveNote 10], group Here,
            short "移す" "move", long "えらんだ先へ移す" "move it there", unless [ReadOnly];
    }
}
