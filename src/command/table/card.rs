//! The learner card.

use super::commands;

commands! {
    /// One learner on one page.
    Card {
        Start = "card-start" ["Enter"], on [Card 10], group Here,
            short "はじめる" "start", long "きょうの 1on1 をはじめる" "start today's 1on1", also ["開始", "かいし"],
            when [RowStartable], unless [ReadOnly];
        ToSession = "card-session" ["Enter"], on [Card 10], group Here,
            short "1on1へ" "1on1", long "きょうの 1on1 へ" "to today's 1on1", when [RowRunning];
        ToRecord = "card-today-record" ["Enter"], on [Card 10], group Here,
            short "きょうの記録" "today's record", long "きょうの 1on1 の記録をひらく" "open the record of today's 1on1", also ["きろく"],
            when [RowHeld];
        Note = "card-note" ["n", "F2"], on [Card 20], group Here,
            short "メモ" "note", long "メモを書く (日本語を打ちはじめても同じ)" "write a note (or just type)", also ["めも", "記録"],
            when [CardLoaded], unless [ReadOnly];
        Copy = "card-copy" ["c"], on [Card 30], group Here,
            short "コピー" "copy", long "引継ぎをコピー (Markdown)" "copy the hand-over brief (Markdown)", also ["こぴー", "引継ぎ"],
            when [CardLoaded], unless [ShareSafe];
        CopyMasked = "card-copy-masked" ["C"], on [Card 80], group Here,
            short "名前なし" "no names", long "引継ぎを名前なしでコピー" "copy the brief without names", also ["こぴー"],
            when [CardLoaded];
        OpenRecord = "card-record" ["r"], on [Card 35], group Here,
            short "記録" "record", long "いちばん新しい 1on1 の記録をひらく" "open the newest record", also ["きろく", "履歴"],
            when [CardLoaded];
        Edit = "card-edit" ["e"], on [Card 40], group Here,
            short "なおす" "edit", long "名前・Zoom・担当などをなおす" "change name, Zoom link and the like",
            also ["へんこう", "変更", "訂正", "ズーム", "担当", "なまえ"], when [CardLoaded], unless [ReadOnly];
        NoteDone = "card-note-save" ["Enter"], on [CardNote 10], group Here,
            short "残す" "keep", long "メモを残して続ける" "keep the line, stay for the next", unless [ReadOnly];
        NoteKind = "card-note-kind" ["Tab"], on [CardNote 20], group Here,
            short "種類" "kind", long "メモの種類をかえる" "change the kind of the note", also ["しゅるい"];
        TakeText = "card-note-take-text" ["Ctrl-T"], on [CardNote 0], group Here,
            short "前回の文" "last text", long "空の行で: 前回のひとことを取りこむ" "on an empty line: take over the last record's text",
            when [FieldEmpty];
        NoteKindBack = "card-note-kind-back" ["Shift-Tab"], on [CardNote 0], group Here,
            short "前の種類" "kind before", long "まえの種類へ" "the kind before";
    }
}
