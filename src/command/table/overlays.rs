//! The boxes above a screen.

use super::commands;

commands! {
    /// Each box takes the rows of its own context.
    Overlay {
        Filter = "help-filter" ["/"], on [Help 10], group Here,
            short "しぼりこみ" "filter", long "ヘルプをしぼりこむ" "filter the help";
        FilterDone = "help-filter-done" ["Enter", "Tab"], on [HelpFilter 10], group Here,
            short "決める" "done", long "しぼりこんだまま見る" "keep the filter";
        Run = "palette-run" ["Enter"], on [Palette 10], group Here,
            short "実行" "run", long "えらんだものをひらく・実行する" "open or run the choice";
        Settle = "not-held-settle" ["Enter"], on [NotHeld 10], group Here,
            short "決める" "settle", long "記録して次回を入れる" "record it and book the next slot", unless [ReadOnly, Kept];
        KeepDate = "booked-keep" ["Enter"], on [NotHeld 10], group Here,
            short "そのまま" "keep", long "日時を変えずにとじる" "leave the date as it is", when [Kept];
        Choose = "not-held-choose" ["1-3"], on [NotHeld 20], group Here,
            short "えらぶ" "choose", long "理由をえらぶ" "choose the reason";
        Book = "booking-settle" ["Enter"], on [Booking 10], group Here,
            short "決める" "settle", long "えらんだ日時で予約する" "book the date that is chosen", unless [ReadOnly];
        ChooseSlot = "booking-choose" ["1-3"], on [Booking 20], group Here,
            short "えらぶ" "choose", long "日時の案をえらぶ" "choose a date";
        NextSlot = "not-held-slot" ["Tab"], on [NotHeld 30, Booking 0], group Here,
            short "次回の案" "next slot", long "次回の案をえらぶ" "choose the next slot";
        PreviousSlot = "not-held-slot-back" ["Shift-Tab"], on [NotHeld 0, Booking 0], group Here,
            short "前の案" "slot before", long "次回の案をもどる" "choose the slot before";
        TypeDate = "booking-type" ["4"], on [NotHeld 80, Booking 30], group Here,
            short "ほかの日時" "other date", long "ほかの日時を打つ" "type another date and time", also ["にちじ", "日時", "自由"],
            unless [ReadOnly];
        DateDone = "booking-type-settle" ["Enter"], on [DateField 10], group Here,
            short "決める" "settle", long "打った日時で決める" "book the date that was typed", unless [ReadOnly];
        DateGap = "booking-type-time" ["Tab"], on [DateField 0], group Here,
            short "時刻へ" "time", long "日付のつぎの時刻へ" "on to the time", unless [ReadOnly];
        KickoffOrNot = "booking-kickoff" ["K"], on [Booking 35], group Here,
            short "キックオフ/第1回" "kickoff/session 1", long "キックオフと第1回を切りかえる" "the kickoff, or session 1",
            also ["きっくおふ", "キックオフ"], when [KickoffMissing];
        OtherNumber = "booking-number" ["N"], on [Booking 33, NotHeld 75], group Here,
            short "ほかの回" "other session", long "ほかの回・補講にする (理由をつけて)" "another session, or an extra one (with a reason)",
            also ["くりかえし", "再実施", "もう一度", "補講", "順番"], when [CanName], unless [ReadOnly];
        NumberDone = "booking-number-settle" ["Enter"], on [NumberField 10], group Here,
            short "決める" "settle", long "打った回にする" "take the session that was typed", unless [ReadOnly];
        Drop = "drop-item-settle" ["Enter"], on [DropReason 10], group Here,
            short "外す" "drop", long "理由を残して外す" "keep the reason and drop it",
            when [OnCarried], unless [ReadOnly, FieldEmpty];
        KeepReason = "skip-reason-settle" ["Enter"], on [DropReason 10], group Here,
            short "保存" "keep", long "飛ばした理由を残す" "keep why it was skipped",
            when [OnSkipped], unless [ReadOnly, FieldEmpty];
        EndFollowUp = "follow-up-end-settle" ["Enter"], on [FollowUpEnd 10], group Here,
            short "決める" "settle", long "フォローを終える" "end the follow-up",
            unless [ReadOnly, FieldEmpty];
        OtherEnd = "follow-up-end-other" ["Tab"], on [FollowUpEnd 15], group Here,
            short "済/取りやめ" "done/dropped", long "済と取りやめを切りかえる" "done, or dropped", unless [ReadOnly];
        Switch = "switch-settle" ["Enter"], on [Switch 10], group Here,
            short "決める" "settle", long "えらんだとおりにする" "do what is chosen", unless [ReadOnly];
        SwitchNth = "switch-nth" ["1-3"], on [Switch 20], group Here,
            short "番号で" "by number", long "もどる・入れかえる・中断する" "go back, switch or break off", unless [ReadOnly];
        StartAnyway = "start-anyway" ["Enter"], on [GateReason 10], group Here,
            short "はじめる" "start", long "理由を残してはじめる" "keep the reason and start", unless [ReadOnly, FieldEmpty];
        NotHeldCall = "not-held-call" ["a"], on [NotHeld 40, Booking 40], group Here,
            short "連絡" "call", long "連絡を記録 (電話出ず)" "log a call (no answer)", unless [ReadOnly];
        NotHeldText = "not-held-text" ["c"], on [NotHeld 50, Booking 50], group Here,
            short "文面" "message", long "欠席の連絡文をコピー" "copy the message about the absence", also ["けっせき", "文面"],
            when [WasMissed], unless [ShareSafe];
        NotHeldTextMasked = "not-held-text-masked" ["C"], on [NotHeld 70, Booking 70], group Here,
            short "名前なし" "no names", long "欠席の連絡文を名前なしでコピー" "copy the message without names", also ["けっせき", "文面"],
            when [WasMissed];
    }
}
