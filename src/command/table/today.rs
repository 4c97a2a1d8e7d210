//! Today.

use super::commands;

commands! {
    /// What a row of the day can become.
    Today {
        Start = "start" ["Enter"], on [Today 10], group Here,
            short "はじめる" "start", long "1on1 をはじめる" "start the 1on1", also ["開始", "かいし"],
            when [RowStartable], unless [ReadOnly];
        Look = "look" ["Enter"], on [Today 10], group Here,
            short "カード" "card", long "引継ぎカードを見る" "look at the card", any [RowAhead, RowForgotten, RowMoved];
        Continue = "continue" ["Enter"], on [Today 10], group Here,
            short "つづける" "continue", long "進行中の 1on1 へもどる" "back into the 1on1", also ["再開", "さいかい"],
            when [RowRunning];
        OpenRecord = "open-record" ["Enter"], on [Today 10], group Here,
            short "記録" "record", long "1on1 の記録をひらく" "open the record", also ["きろく"], when [RowHeld];
        PartTwo = "part-two" ["Enter"], on [Today 10], group Here,
            short "つづき" "part 2", long "中断した 1on1 のつづきをはじめる" "start part 2 now", also ["つづき", "2回目"],
            when [RowBrokenOff], unless [ReadOnly];
        NextSlot = "next-slot" ["Enter"], on [Today 10], group Here,
            short "次回" "next slot", long "次回の日時をえらぶ" "choose the next slot", also ["じかい", "日程"],
            when [RowMissed], unless [ReadOnly];
        Result = "result" ["o"], on [Today 30], group Here prefix true,
            short "結果" "outcome", long "予定の結果" "outcome", also ["けっか"],
            any [RowStartable, RowAhead, RowForgotten, RowRunning], unless [ReadOnly];
        Held = "result-held" ["o 1"], on [Today 0], group Here,
            short "完" "held", long "完 おわった (締めへ)" "DN held, to wrap-up", also ["実施", "じっし"],
            any [RowRunning, RowStartable, RowForgotten], unless [ReadOnly];
        BrokenOff = "result-broken-off" ["o 2"], on [Today 0], group Here,
            short "途" "broken off", long "途 中断した" "PT broken off", also ["ちゅうだん", "中断"],
            when [RowRunning], unless [ReadOnly];
        Moved = "result-moved" ["o 3"], on [Today 0], group Here,
            short "延" "moved", long "延期 にする" "mark rescheduled", also ["えんき", "延期"],
            any [RowStartable, RowAhead, RowForgotten], unless [ReadOnly];
        NotHeld = "result-not-held" ["o 4"], on [Today 0], group Here,
            short "欠" "not held", long "欠席 にする" "mark not held", also ["けっせき", "無断", "no-show", "noshow", "absent", "late cancel"],
            any [RowStartable, RowAhead, RowForgotten], unless [ReadOnly];
        Waiting = "result-waiting" ["o 5"], on [Today 0], group Here,
            short "待" "waiting", long "待 まだ来ない" "WT not there yet", also ["たいき", "待機", "遅刻"],
            any [RowStartable], unless [ReadOnly];
        Review = "review" ["r"], on [Today 70], group Here,
            short "ふり返り" "review", long "ふり返り (一日の締め)" "the end-of-day review", also ["ふりかえり", "振り返り", "日報"];
        CopyContact = "copy-contact" ["c"], on [Today 0], group Here,
            short "連絡文" "message", long "連絡・お礼と宿題の文面をコピー" "copy the message, or thanks", also ["れんらく", "文面", "おれい"], when [HasLearner];
        CopyContactMasked = "copy-contact-masked" ["C"], on [Today 0], group Here,
            short "名前なし" "no names", long "文面を名前なしでコピー" "copy without names", when [HasLearner];
    }
}
