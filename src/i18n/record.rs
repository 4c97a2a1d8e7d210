//! A closed record, and what is changed in it.

use super::messages;

messages! {
    title() = "記録", "Record";
    closed(when: &str, by: &str) = "締め {when} {by}", "closed {when} by {by}";
    closed_by_nobody(when: &str) = "締め {when}", "closed {when}";
    imported(by: &str) = "取り込んだ記録  担当 {by}", "imported, held by {by}";
    imported_by_nobody() = "取り込んだ記録", "imported";
    held(day: &str, from: &str, to: &str) = "実施 {day} {from}-{to}", "held {day} {from}-{to}";
    items() = "項目", "Items";
    no_items() = "項目ごとの記録はありません (取り込んだ記録など)", "No record item by item (an imported one has none)";
    last_homework() = "前回の宿題", "Homework of last time";
    next_homework() = "次回までの宿題", "Homework for next time";
    role_play() = "ロープレ", "Role-play";
    attempt(n: u8) = "{n}本目", "attempt {n}";
    notes() = "メモ", "Notes";
    no_notes() = "メモはありません  n で書き足せます", "No notes; n adds one";
    rest() = "まとめ", "Closing";
    summary() = "要約", "Summary";
    focus() = "次の焦点", "Next focus";
    mood() = "様子", "Mood";
    flag() = "いまのフォロー", "Follow-up now";
    empty() = "(なし)", "(none)";
    reply() = "返事", "Reply";
    reply_line(text: &str) = "返事: {text}", "Reply: {text}";
    reply_open() = "まだ", "not yet";
    reply_by(date: &str) = "まだ ({date} まで)", "not yet (by {date})";
    reply_given() = "した", "given";
    reply_handed_over(role: &str) = "{role} へ引き渡した", "handed over to the {role}";
    unconfirmed(fields: &str) = "未確認: {fields}", "not confirmed: {fields}";
    /// Behind the time of a line that is for the trainer alone.
    private() = "[非公開]", "[private]";
    new_note() = "メモを書き足す (追記)", "One more note (an amendment)";
    edit_note() = "メモを直す (訂正)", "Change the note (an amendment)";
    edit_summary() = "要約を直す (訂正)", "Change the summary (an amendment)";
    edit_focus() = "次の焦点を直す (訂正)", "Change the next focus (an amendment)";
    amended() = "追記・訂正として残しました  u で取り消す", "Kept as an amendment; u takes it back";
    none_closed() = "閉じた記録はまだありません", "No record is closed yet";
    no_earlier() = "これより前の記録はありません", "There is no earlier record";
    no_later() = "これより後の記録はありません", "There is no later record";
    due_next() = "次回まで", "by the next session";
    due_before(days: u8) = "次回の{days}日前まで", "{days} days before the next session";
    task(text: &str, due: &str) = "{text} ({due})", "{text} ({due})";
    good() = "よかった点", "Went well";
    try_next() = "次にためすこと", "Try next";
    edit_good() = "よかった点を直す (訂正)", "Change what went well (an amendment)";
    edit_try_next() = "次にためすことを直す (訂正)", "Change what to try next (an amendment)";
    edit_task() = "宿題の文を直す (訂正)", "Change the homework (an amendment)";
    task_dropped() = "宿題を消しました (追記・訂正)  u で戻す", "The homework is deleted (an amendment); u brings it back";
    now_private() = "この行を非公開にしました。引継ぎや書き出しには出ません  u で戻す", "The line is private: in no hand-over or export; u takes it back";
    now_open() = "この行の非公開を解きました  u で戻す", "The line is not private any more; u takes it back";
    moved(to: &str) = "メモを移しました: {to}  u で戻す", "Note moved: {to}; u takes it back";
    black_out_title() = "この行を塗りつぶします", "Black out this line";
    black_out_what() = "言葉はデータファイルのどこからも消え、取り消しても戻りません。", "Its words leave every place in the data file, and no undo brings them back.";
    black_out_how() = "x で塗りつぶす   Esc でやめる", "x blacks it out   Esc leaves it";
    blacked_out() = "塗りつぶしました", "Blacked out for good";
    move_title() = "このメモを移す先", "Move this note to";
    move_nobody() = "あてはまる人がいません", "Nobody matches";
    move_how() = "打つと人を探します   Enter で移す   Esc でやめる", "Type to find people   Enter moves   Esc leaves it";
    move_card() = "カードへ", "to the card";
    move_record() = "1on1 の記録へ", "to the 1on1";
}
