//! The end-of-day review, and the report that it copies.

use super::messages;

messages! {
    rows(n: usize) = "{n}行", "rows {n}";
    undecided_left(n: usize) = "判断のこり {n}", "undecided {n}";
    follow_up() = "フォロー", "Follow-up";
    one_key() = "1行1キーで仕分け", "one key a row";
    nothing_listed() = "気になる人はいません", "Nobody needs attention";
    today() = "きょう", "today";
    points(label: &str, points: u32) = "{label} {points}", "{label} {points}";
    points_tight(label: &str, points: u32) = "{label}{points}", "{label} {points}";
    absorbed(label: &str) = "({label} 0)", "({label} 0)";
    absorbed_tight(label: &str) = "({label}0)", "({label} 0)";
    undecided() = "未判断", "undecided";
    not_asked() = "-", "-";
    choose() = "判断> f 要 / x なし / s あす", "> f FU / x none / s next";
    choose_short() = "判断> f / x / s", "> f / x / s";
    decided(what: &str) = "決定: {what}", "decided: {what}";
    /// What a decision is: 要 11/26 支援の計画.
    as_follow_up(mark: &str, date: &str) = "{mark} {date}", "{mark} {date}";
    as_follow_up_undated(mark: &str) = "{mark}", "{mark}";
    as_dismissed() = "なし", "none";
    as_snoozed(date: &str) = "{date} へ", "to {date}";
    as_snoozed_undated() = "あすへ", "snoozed";
    as_done(date: &str) = "済 {date}", "done {date}";
    standard_reason() = "まとめて確認", "reviewed";
    why(name: &str) = "なぜ: {name}", "Why: {name}";
    why_card() = "b カード", "b card";
    why_hidden() = "理由・点・数値  (非表示)", "reasons, points, figures  (hidden)";
    to_do() = "すること", "To do";
    to_do_of(action: &str) = "-> {action}", "-> {action}";
    last_words(text: &str) = "前回のことば「{text}」", "last time: \"{text}\"";
    due_today() = "きょう中", "due today";
    due_by(date: &str) = "{date} まで", "due {date}";
    owner(name: &str) = "担当 {name}", "with {name}";
    counted_elsewhere() = "(欠席に含める)", "(counted with the no-show)";
    put_off_before() = "(まえに判断済み)", "(decided before)";
    not_done() = "まだ終わっていないこと", "Not done yet";
    zero_ends_left() = "Tab でのこりへ  0 になれば本日終了", "Tab goes to them; at 0 the day is done";
    zero_ends_records() = "Tab で記録へ  0 になれば本日終了", "Tab goes to the records; at 0 the day is done";
    zero_ends() = "0 になれば本日終了", "at 0 the day is done";
    open_rows(points: u32, n: usize) = "{points}点以上で未判断 {n}行", "undecided with {points} points and more: {n}";
    open_rows_short(n: usize) = "未判断 {n}行", "undecided {n}";
    open_records(n: usize) = "閉じていない記録 {n}", "open records: {n}";
    /// Appointments that are over and of which nobody has said what became of them.
    open_slots(n: usize) = "結果まち {n}", "no outcome yet: {n}";
    open_record(date: &str, name: &str, number: &str) = "{date} {name} {number}", "{date} {name} {number}";
    comma() = "、", ", ";
    and_more(n: usize) = "ほか {n}件", "and {n} more";
    names_and_more(names: &str, n: usize) = "{names} ほか {n}", "{names} and {n} more";
    names(names: &str) = "({names})", "({names})";
    tomorrow() = "あす", "Tomorrow";
    next_day(day: &str) = "つぎの予定 {day}", "Next appointments {day}";
    no_tomorrow() = "つぎの予定はありません", "Nothing is booked ahead";
    all_decided() = "判断はすべて済みました", "Everything is decided";
    /// The decisions are made while appointments of the day are still open.
    goes_on(n: usize) = "きょうの 1on1 は、あと {n}件のこっています", "1on1s still ahead today: {n}";
    goes_on_running(n: usize, running: usize) = "きょうの 1on1 は、あと {n}件のこっています (うち進行中 {running})", "1on1s still open today: {n} ({running} running)";
    closed_early(n: usize) = "ふり返りを締めました。きょうの 1on1 はあと {n}件です", "The review is closed; 1on1s left today: {n}";
    finished() = "本日終了", "The day is done";
    /// What the end of the day says: met, without a next slot, tomorrow.
    finish(met: usize, left: usize, ahead: usize) = "おつかれさまでした。実施{met}件、予約のない人 {left}、つぎ {ahead}件", "Well done. Met {met}, no next appointment {left}, next day {ahead}";
    finish_copy() = "c で日報をコピー", "c copies the day's report";
    finish_left_out_short(names: &str) = "次回の予約がない人: {names}", "No next appointment: {names}";
    /// Who was left out, and what to do about it.
    finish_left_out(names: &str) = "次回の予約がない人: {names}  / で開いて B で予約", "No next appointment: {names}; / opens a card, B books";
    day_closed_left_out(met: usize, left: usize) = "おつかれさまでした。一日を締めました  実施{met}件、次回の予約がない人 {left}", "Well done: the day is closed  {met} met, {left} without a next appointment";
    day_closed(met: usize) = "おつかれさまでした。一日を締めました  実施{met}件", "Well done: the day is closed  {met} met";
    // Deeds, for the line that tells what was undone.
    // The box in which a decision is edited.
    edit_title(name: &str, what: &str) = "{name} の判断: {what}", "Decision about {name}: {what}";
    edit_follow_up() = "要 フォロー", "FU follow up";
    edit_snooze() = "あすへ", "put off";
    edit_dismiss() = "なし", "none";
    edit_date_follow_up() = "いつまで", "Due";
    edit_date_snooze() = "いつへ", "Until";
    edit_reason() = "理由", "Reason";
    edit_date_wrong() = "日付が読めません (11/26、2026-11-26)", "Not a date (11/26, 2026-11-26)";
    edit_date_past() = "きょうより後の日付にしてください", "A date after today, please";
    edit_date_before() = "きょうか、後の日付にしてください", "Today or a later date, please";
    edit_hint() = "Enter 保存  Tab つぎの欄  Esc やめる", "Enter saves  Tab next field  Esc leaves";
    // The box in which a follow-up ends.
    end_title(name: &str) = "{name} のフォローを終える", "End the follow-up of {name}";
    end_flag() = "フォローの印", "follow-up flag";
    end_done() = "済 済ませた", "done";
    end_dropped() = "取りやめ", "dropped";
    end_result() = "結果", "What came of it";
    end_reason() = "理由", "Why";
    end_how() = "Enter 決める  Tab 済/取りやめ  Esc やめる", "Enter settles  Tab done/dropped  Esc leaves";
    // What is said once a decision is on disk.
    said_follow_up(name: &str, what: &str) = "{name}: 要 {what}", "{name}: FU {what}";
    said_snoozed(name: &str, until: &str) = "{name}: {until} へ", "{name}: put off to {until}";
    said_snoozed_undated(name: &str) = "{name}: つぎの営業日へ", "{name}: put off to the next working day";
    said_dismissed(name: &str) = "{name}: なし", "{name}: dismissed";
    // The report that `c` copies.
    report_title(date: &str, weekday: &str) = "# 日報 {date} ({weekday})", "# End-of-day report {date} ({weekday})";
    report_by(name: &str) = "担当: {name}", "By: {name}";
    report_sessions() = "## 今日の実施", "## Sessions today";
    report_attention() = "## 気になる人", "## Needs attention";
    report_not_closed() = "## 未了", "## Not closed";
    report_tomorrow(day: &str) = "## 明日 {day}", "## Tomorrow {day}";
    report_none() = "なし", "none";
    report_row(mark: &str, score: u32, name: &str, pharmacy: &str) = "{mark}{score} {name}（{pharmacy}）", "{mark} {score} {name} ({pharmacy})";
    report_time(time: &str, mark: &str, name: &str, number: &str, minutes: u32) = "{time} {mark} {name} {number} {minutes}分", "{time} {mark} {name} {number} {minutes} min";
    report_row_account(mark: &str, score: u32, name: &str) = "{mark}{score} {name}", "{mark} {score} {name}";
    report_decision(reasons: &str, decision: &str) = "{reasons} -> {decision}", "{reasons} -> {decision}";
    report_undecided(n: usize) = "未判断 {n}行", "undecided rows: {n}";
    report_open_record(date: &str, name: &str, number: &str) = "閉じていない記録: {date} {name} {number}", "open record: {date} {name} {number}";
    report_open_slot(date: &str, name: &str, number: &str) = "結果のない予定: {date} {name} {number}", "no outcome yet: {date} {name} {number}";
    report_older(before: &str, n: usize) = "{before} より前の、結果のない予定: {n}件", "no outcome yet, before {before}: {n}";
    report_left_out(name: &str) = "次回の予約がない: {name}", "no next appointment: {name}";
    report_made(at: &str) = "作成 {at}", "made {at}";
}
