//! The 1on1.

use super::commands;

commands! {
    /// A running (or held) session. Rows that also stand in the note line ask for `InSession`: the card has one, too.
    Session {
        Done = "mark-done" ["Space", "F3", "Ctrl-N"], on [Session 10, Note 30], group Here,
            short "できた次へ" "done, next", long "済 できた、次へ" "OK done, on to the next", also ["すみ", "できた"],
            when [InSession], unless [ReadOnly, Locked, OnNote];
        Mark = "mark" ["1-4"], on [Session 20], group Here,
            short "結果" "outcome", long "済 半 詰 飛 をつけて次へ (宿題: 済 提 無 免、評価: 1-4)" "mark OK HF ST SK (homework OK IN NO WV, ratings 1-4)",
            also ["けっか", "つまずき", "とばす"], unless [ReadOnly, Locked, OnNote];
        Strip = "mark-strip" ["F4", "Ctrl-R"], on [Session 0, Note 0], group Here,
            short "結果を選ぶ" "choose", long "結果を選ぶ (日本語入力のまま)" "choose an outcome (input method on)",
            when [InSession], unless [ReadOnly, Locked, OnNote];
        StripSettle = "mark-strip-settle" ["Enter"], on [Marks 10], group Here,
            short "決める" "settle", long "この結果にする" "take this outcome", unless [ReadOnly];
        StripNth = "mark-strip-nth" ["1-4"], on [Marks 30], group Here,
            short "番号で" "by number", long "番号でえらぶ" "choose by number", unless [ReadOnly];
        StripLeft = "mark-strip-left" ["←"], on [Marks 0], group Hands,
            short "左" "left", long "左の結果へ" "the outcome to the left";
        StripRight = "mark-strip-right" ["→"], on [Marks 0], group Hands,
            short "右" "right", long "右の結果へ" "the outcome to the right";
        Note = "note" ["n", "F2"], on [Session 30], group Here,
            short "メモ" "note", long "メモを書く (打ちはじめてもよい)" "write a note (or just type)", also ["めも"],
            unless [ReadOnly, Locked];
        Keep = "note-keep" ["Enter"], on [Note 10], group Here,
            short "保存" "keep", long "この行を保存して次の行へ" "keep this line, stay for the next",
            when [InSession], unless [ReadOnly];
        Kind = "note-kind" ["Tab"], on [Note 55], group Here,
            short "種類" "kind", long "メモの種類をかえる" "change the kind of the line", when [InSession];
        KindBack = "note-kind-back" ["Shift-Tab"], on [Note 0], group Here,
            short "種類" "kind", long "メモの種類を逆にかえる" "change the kind the other way", when [InSession];
        EditLast = "note-edit-last" ["↑"], on [Note 0], group Here,
            short "直前" "last note", long "長い行の上の段へ。空の行で: 直前のメモをなおす (つづけて: その前)" "a row up in a long line; on an empty line: edit the last note (again: the one before)",
            when [InSession], any [FieldEmpty, AsKept, RowAbove];
        EditNext = "note-edit-next" ["↓"], on [Note 0], group Here,
            short "次のメモ" "next note", long "長い行の下の段へ。なおさずに: 次のメモへ、最後は空の行" "a row down in a long line; unchanged: the note after, at last an empty line",
            when [InSession];
        TakeText = "note-take-text" ["Ctrl-T"], on [Note 0], group Here,
            short "前回の文" "last text", long "空の行で: 前回のひとことを取りこむ" "on an empty line: take over the last record's text",
            when [InSession, FieldEmpty];
        WrapUp = "wrap-up" ["w", "F5", "Ctrl-O"], on [Session 40, Note 40], group Here,
            short "締め" "wrap up", long "締める" "wrap up", also ["しめ", "おわる"], when [InSession], unless [ReadOnly, Locked];
        Homework = "homework" ["h"], on [Session 70], group Here,
            short "宿題" "homework", long "次回までの宿題をえらぶ" "homework for next time", also ["しゅくだい"],
            unless [ReadOnly, Locked];
        PickSettle = "homework-settle" ["Enter"], on [Homework 10], group Here,
            short "決める" "assign", long "えらんだ宿題を出す" "assign what is ticked", unless [ReadOnly];
        PickToggle = "homework-tick" ["Space"], on [Homework 20], group Here,
            short "入/切" "tick", long "この宿題を入れる/外す" "tick or untick this one";
        PickTrim = "homework-trim" ["x"], on [Homework 15], group Here,
            short "外す" "trim", long "多すぎる宿題を外す (必須でない長いものから)" "leave out what is too much (the longest that need not be)",
            also ["宿題", "へらす", "はずす"], when [TooMuchHomework];
        PickNth = "homework-nth" ["1-9"], on [Homework 30], group Here,
            short "番号で" "by number", long "番号で入れる/外す" "tick or untick by number";
        Request = "note-request" ["v"], on [Session 90], group Here,
            short "要望" "request", long "要望を書く" "write a request", also ["ようぼう", "声"], unless [ReadOnly, Locked];
        Promise = "note-promise" ["y"], on [Session 100], group Here,
            short "約束" "promise", long "約束を書く" "write a promise", also ["やくそく"], unless [ReadOnly, Locked];
        Question = "note-question" ["Q"], on [Session 110], group Here,
            short "質問" "question", long "質問を書く" "write a question", also ["しつもん"], unless [ReadOnly, Locked];
        Win = "note-win" ["+"], on [Session 120], group Here,
            short "できたこと" "win", long "できたことを本人のことばで書く" "write what they could do, in their words",
            also ["できた"], unless [ReadOnly, Locked];
        Pause = "pause" ["t"], on [Session 130], group Here,
            short "時計" "clock", long "時計をとめる" "stop the clock", also ["とけい", "中断", "timer"], unless [ReadOnly, Locked, Paused];
        Continue = "continue-clock" ["t"], on [Session 35], group Here,
            short "再開" "go on", long "時計をうごかす" "let the clock run", also ["とけい", "再開", "timer"],
            when [Paused], unless [ReadOnly, Locked];
        Other = "other-1on1" ["S"], on [Session 34], group Here,
            short "入れかえ" "switch", long "もう一つの 1on1 へ (こちらの時計はとまる)" "to the other 1on1 (this clock stops)",
            also ["いれかえ", "もどる", "停止中"], when [OtherLive], unless [ReadOnly];
        Words = "words" ["Enter"], on [Session 45], group Here,
            short "ことば" "words", long "目的・ゴールの言葉を書く" "type their purpose or goal",
            also ["目的", "もくてき", "ゴール"], when [OnWords], unless [ReadOnly, Locked];
        Comment = "role-play-comment" ["Enter"], on [Session 45], group Here,
            short "ひとこと" "comment", long "ロープレのよかった点と、次にためすことを書く" "write what went well in the role-play, and what to try next",
            also ["ロープレ", "ろーるぷれい", "コメント"], when [OnCriterion], unless [ReadOnly, Locked];
        WordsKeep = "words-keep" ["Enter", "Tab"], on [Words 10], group Here,
            short "保存" "keep", long "ことばを保存する" "keep the words", unless [ReadOnly];
        EditNote = "note-edit" ["Enter"], on [Session 45], group Here,
            short "なおす" "edit", long "このメモをなおす" "edit this note", when [OnNote], unless [ReadOnly, Locked];
        SkipReason = "skip-reason" ["d"], on [Session 48], group Here,
            short "理由" "reason", long "飛ばした理由を書く" "say why it was skipped",
            also ["りゆう", "とばす"], when [OnSkipped], unless [ReadOnly, Locked];
        DeleteNote = "note-delete" ["d"], on [Session 47], group Here,
            short "消す" "delete", long "このメモを消す (u で戻す)" "delete this note (u brings it back)", also ["けす", "削除"],
            when [OnNote], unless [ReadOnly, Locked];
        TakeIn = "take-in" ["N"], on [Session 0], group Here,
            short "次の回も" "next one too", long "つぎの回もこの 1on1 に入れる" "take the next session into this 1on1",
            also ["2回分", "つづけて", "まとめて"], when [CanTakeIn], unless [ReadOnly, Locked];
        DropItem = "drop-item" ["d"], on [Session 48], group Here,
            short "外す" "drop", long "持ち越しを理由をつけて外す" "drop this carried item, with a reason",
            also ["はずす", "もちこし", "持ち越し"], when [OnCarried], unless [ReadOnly, Locked];
        Attempt = "attempt" ["r"], on [Session 46], group Here,
            short "もう1本" "again", long "ロープレをもう1本" "role-play once more", also ["ロープレ", "2本目"],
            when [Rated], unless [ReadOnly, Locked];
    }
}
