//! What works on every screen, and what several screens do alike with the person under the cursor.

use super::commands;

commands! {
    /// Carried out by `app` itself.
    Global {
        Help = "help" ["?", "F1"], on [] reach Everywhere, group Everywhere,
            short "ヘルプ" "help", long "このヘルプ" "this help", also ["使い方", "つかいかた", "キー"];
        Palette = "palette" ["Ctrl-P", ":"], on [] reach ScreensAndFields, group Everywhere,
            short "検索" "find", long "コマンド・人・メモ検索" "find anything", also ["検索", "けんさく", "探す"];
        Search = "search" ["/", "Ctrl-F"], on [Today 60, Card 75] reach ScreensAndFields, group Everywhere,
            short "検索" "search", long "人とメモを探す" "search people, notes", also ["検索", "けんさく"];
        Back = "back" ["Esc"], on [NotHeld 60, Booking 60, DateField 20, NumberField 20, DropReason 20, FollowUpEnd 20, GateReason 20, Switch 30, WrapUp 80, Card 70, Record 80, RecordField 20, LearnerForm 20, Import 30, ImportLine 20, Note 20, Words 20, Marks 20, Homework 40, WrapUpField 20, ReviewField 60, CardNote 70, Session 150, Help 20, HelpFilter 20, Palette 20, Notices 20, History 20, BlackOut 20, MoveNote 20] reach Everywhere, group Everywhere,
            short "もどる" "back", long "もどる (終了しません)" "back (never quits)", also ["閉じる", "やめる"];
        Undo = "undo" ["u", "Ctrl-Z"], on [Today 80, Session 60, Review 70] reach Screens, group Everywhere,
            short "取消" "undo", long "取り消す" "undo", also ["とりけし", "戻す", "もどす"], unless [ReadOnly, InWrapUp];
        Redo = "redo" ["U", "Ctrl-Y"], on [] reach Screens, group Everywhere,
            short "やり直し" "redo", long "やり直す" "do again", also ["やりなおし"], unless [ReadOnly, InWrapUp];
        ShareOn = "share-safe" ["Ctrl-G", "p"], on [Today 20, Session 50, Note 50, Words 30, WrapUpField 30, CardNote 50, FirstRun 0] reach Everywhere, group Everywhere,
            short "隠す" "hide", long "共有安全 (名前を隠す)" "share-safe: hide names", also ["共有", "きょうゆう", "かくす", "マスク"],
            unless [ShareSafe];
        ShareOff = "share-safe-off" ["Ctrl-G", "p"], on [Today 20, Session 50, Note 50, Words 30, WrapUpField 30, CardNote 50] reach Everywhere, group Everywhere,
            short "戻す" "show", long "共有安全を解く" "show names again", also ["共有", "きょうゆう"],
            when [ShareSafe];
        Blank = "blank" ["Ctrl-\\"], on [] reach Everywhere, group Everywhere,
            short "消す" "blank", long "画面を消す/もどす" "blank the screen", also ["けす", "かくす", "パニック"];
        Go = "go" ["g"], on [Today 90] reach Screens, group Everywhere prefix true,
            short "移動" "go", long "画面の移動" "go to a screen", also ["いどう"];
        GoToday = "go-today" ["g t"], on [Review 80] reach Screens, group Everywhere,
            short "今日へ" "today", long "今日へ" "go to today", also ["きょう", "予定"];
        GoSession = "go-session" ["g s"], on [] reach Screens, group Everywhere,
            short "1on1へ" "1on1", long "進行中の 1on1 へ" "go to the running 1on1", also ["進行中"], when [SessionRuns];
        GoReview = "go-review" ["g r"], on [] reach Screens, group Everywhere,
            short "ふり返りへ" "review", long "ふり返りへ" "go to the review", also ["ふりかえり", "振り返り", "日報", "一日の締め"];
        GoNotices = "go-notices" ["g n"], on [] reach Screens, group Everywhere,
            short "お知らせ" "notices", long "お知らせの履歴" "past notices", also ["おしらせ", "通知", "履歴"];
        OpenCard = "card" ["b"], on [Today 40, Session 0, Review 0, Record 70], group Here,
            short "引継ぎ" "card", long "引継ぎカードをひらく" "open the card", also ["ひきつぎ", "カード"], when [HasLearner];
        OpenLink = "zoom" ["z"], on [Today 50, Session 0, Card 0], group Here,
            short "Zoom" "Zoom", long "Zoom をひらく" "open the Zoom link", also ["ズーム", "リンク"], when [HasLink];
        LogCall = "log-call" ["a"], on [Today 0, Card 0], group Here,
            short "連絡" "call", long "連絡を記録 (電話出ず)" "log a call (no answer)", also ["れんらく", "電話", "でんわ"],
            when [HasSomeone], unless [ReadOnly];
        LogReached = "log-reached" [], on [Today 0, Card 0], group Here,
            short "話せた" "reached", long "連絡を記録 (電話がつながった・話せた)" "log a call (reached)",
            also ["れんらく", "電話", "でんわ", "つながった", "はなせた"], when [HasSomeone], unless [ReadOnly];
        Flag = "flag" ["f"], on [Today 0, Session 80, Card 0], group Here,
            short "フォロー" "flag", long "要フォロー 要/急/なし" "flag FU / !! / none", also ["ふぉろー", "要", "急"],
            when [HasSomeone], unless [ReadOnly];
        Older = "older" ["O"], on [Today 0, Review 0], group Here,
            short "もっと前" "older", long "結果まちをすべて出す" "older without outcome",
            also ["けっか", "結果", "まえの日", "前の日", "もっと前"],
            when [HasOlder], unless [SeesOlder];
        OnlyNewer = "only-newer" ["O"], on [Today 0, Review 0], group Here,
            short "2週間分" "two weeks", long "結果まちを、2週間分だけにもどす" "list what has no outcome for two weeks only",
            also ["けっか", "結果", "まえの日", "前の日"],
            when [SeesOlder];
        EndFollowUp = "follow-up-end" ["w"], on [Review 35, Card 37], group Here,
            short "済ませる" "finish", long "フォローを終える (結果か理由を書く)" "finish or drop the follow-up, with a line",
            also ["ふぉろー", "フォロー", "おわり", "おえる", "done", "drop"],
            when [HasFollowUp], unless [ReadOnly];
        GapCounts = "gap-counts" ["i"], on [Session 32, WrapUp 32, Today 15, Card 15, Record 15], group Here,
            short "含める" "count", long "とぎれた時間を含める" "count the gap (asleep or closed)",
            also ["スリープ", "sleep", "含める"], when [Slept], unless [ReadOnly];
        GapOut = "gap-out" ["x"], on [Session 33, WrapUp 33, Today 16, Card 16, Record 16], group Here,
            short "含めない" "leave out", long "とぎれた時間を含めない" "leave out the gap (asleep or closed)",
            also ["スリープ", "sleep", "除く"], when [Slept], unless [ReadOnly];
        SaveAck = "save" ["Ctrl-S"], on [] reach Everywhere, group Everywhere,
            short "保存" "save", long "保存済みか見る (自動)" "is it saved?", also ["ほぞん"];
        Redraw = "redraw" ["Ctrl-L"], on [] reach Everywhere, group Everywhere,
            short "再描画" "redraw", long "画面を描きなおす" "draw the screen anew", also ["さいびょうが", "表示が崩れた"];

        History = "history" ["H"], on [Record 40, Card 97, Today 0, Review 0, Session 0, WrapUp 0], group Here,
            short "履歴" "history", long "履歴を見る (だれが、いつ、何を)" "the history: who, when, what", also ["りれき", "変更", "訂正"],
            any [HasSomeone, ReviewRecord, InWrapUp];
        PrivateNote = "private-note" [], on [Session 0, Note 0, Record 0], group Here,
            short "非公開" "private", long "このメモを非公開にする" "make this note private", also ["ひこうかい", "プライベート", "private note line"],
            when [HasNote], unless [OnPrivate, ReadOnly];
        OpenNote = "open-note" [], on [Session 0, Note 0, Record 0], group Here,
            short "公開" "not private", long "このメモの非公開を解く" "make this note readable again", also ["こうかい", "ひこうかい", "非公開"],
            when [HasNote, OnPrivate], unless [ReadOnly];
        MoveNote = "move-note" [], on [Session 0, Note 0, Record 0], group Here,
            short "移す" "move", long "このメモを別の人・1on1 へ移す" "move this note to somebody else or another 1on1", also ["うつす", "移動", "いどう", "まちがい", "another learner"],
            when [HasNote], unless [ReadOnly];
        BlackOut = "black-out" [], on [Session 0, Note 0, Record 0], group Here,
            short "塗りつぶす" "black out", long "このメモを塗りつぶす (戻せません)" "black out this note (for good)", also ["ぬりつぶす", "くろぬり", "黒塗り", "個人情報"],
            when [HasNote], unless [ReadOnly];

        Language = "language" [], on [] reach Screens, group Everywhere,
            short "English" "Japanese", long "画面を英語にする" "screens in Japanese", also ["ことば", "言語", "日本語", "language"];
        Book = "book" ["B"], on [Today 0, Card 25, Review 0], group Here,
            short "予約" "book", long "次回を予約する" "book the next appointment",
            also ["よやく", "日程", "次回", "きっくおふ", "キックオフ"], when [HasSomeone], unless [ReadOnly];
        BookExtra = "book-extra" ["E"], on [Today 0, Card 95, Review 0, Session 0, WrapUp 0], group Here,
            short "補講" "extra", long "補講を予約する" "book an extra session",
            also ["ほこう", "追加", "持ち越し"], when [HasLearner], unless [ReadOnly];
        AddLearner = "add-learner" ["A"], on [Today 0, Card 0], group Here,
            short "加える" "add", long "名簿に加える" "add to the roster", also ["くわえる", "ついか", "追加", "新規", "じゅこうしゃ", "受講者", "learner"],
            unless [ReadOnly];
        Import = "import" [], on [] reach Screens, group Everywhere,
            short "取り込む" "import", long "名簿・予定・記録のファイルを取り込む" "import files: roster, bookings, records",
            also ["とりこむ", "いんぽーと", "インポート", "名簿", "めいぼ", "CSV", "エクセル", "Excel"], unless [ReadOnly];
        Everybody = "everybody" ["e"], on [Today 0, Review 0], group Here,
            short "全員" "everybody's", long "ほかの担当・担当なしの予定も出す" "show everybody's appointments", also ["ぜんいん", "ほかの担当", "担当なし", "trainer all"],
            when [KnowsMe], unless [SeesAll];
        OnlyMine = "only-mine" ["e"], on [Today 0, Review 0], group Here,
            short "自分だけ" "only mine", long "自分の予定だけにもどす" "show only my own appointments", also ["じぶん", "全員", "担当"],
            when [KnowsMe, SeesAll];
        PracticeLine = "practice-line" [], on [] reach Screens, group Everywhere,
            short "練習の案内" "practice", long "練習の案内を隠す・出す" "hide or show the practice line", also ["れんしゅう", "課題", "しまう"],
            when [Practises], unless [ReadOnly];
        ReleaseMouse = "release-mouse" [], on [] reach Screens, group Everywhere,
            short "マウス" "mouse", long "マウスを端末に返す" "give the mouse back", also ["まうす"];
        TakeOver = "take-over" ["T"], on [] reach Screens, group Everywhere,
            short "移す" "take over", long "こちらで書く" "let this window write", also ["ひきとる"], when [ReadOnly];
        Interrupt = "interrupt" ["Ctrl-C"], on [] reach Everywhere, group Everywhere,
            short "終了" "quit", long "2回で終了" "twice: quit", also [];
        Quit = "quit" ["q"], on [Today 0, FirstRun 90], group Everywhere,
            short "終了" "quit", long "終了" "quit", also ["しゅうりょう", "おわる"];
    }
}
