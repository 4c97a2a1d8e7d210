//! Notices: what just happened, and what to do about it.

use super::messages;

messages! {
    quit_again() = "もう一度 Ctrl-C で終了 (2秒)", "Ctrl-C again to quit (2 s)";
    quit_running() = "1on1 が進行中です。もう一度 q で終了 (記録は残ります)", "A 1on1 is running: q again quits (its record stays)";
    saved_at(time: &str) = "保存済み {time}", "saved {time}";
    saving() = "保存しています", "saving";
    nothing_to_save() = "保存するものはありません (自動で保存されます)", "Nothing to save (it happens by itself)";
    undone(what: &str) = "取り消しました: {what}", "Undone: {what}";
    redone(what: &str) = "やり直しました: {what}", "Done again: {what}";
    /// A field that went back from one value to another.
    changed_from_to(about: &str, from: &str, to: &str) = "{about}  {from} -> {to}", "{about}: {from} -> {to}";
    share_on() = "共有安全にしました (Ctrl-G で戻す)", "Share-safe is on (Ctrl-G shows names again)";
    share_off() = "共有安全を解きました。名前が見えています", "Share-safe is off: names are visible";
    copied_native() = "コピーしました (クリップボード)", "Copied (clipboard)";
    copied_osc52() = "端末に渡しました (OSC 52)。貼れない時は端末の設定を確かめてください", "Handed to the terminal (OSC 52); if nothing pastes, check its settings";
    copy_failed() = "コピーできませんでした", "Could not copy";
    copy_only_masked() = "共有安全の間は、名前なしのコピー (C) だけできます", "In share-safe only the copy without names (C) works";
    link_opened(host: &str) = "ひらきました: {host}", "Opened {host}";
    link_failed() = "リンクをひらけませんでした", "Could not open the link";
    link_refused(host: &str) = "このリンクはひらきません: {host} (Zoom の https だけです)", "Not opened: {host} (https links of Zoom only)";
    link_missing() = "Zoom のリンクがありません", "There is no Zoom link";
    took_over() = "こちらのウィンドウで書けるようになりました", "This window writes now";
    lost_writer(pid: u32) = "ほかのウィンドウ (PID {pid}) に移りました。こちらは閲覧のみです", "Another window (PID {pid}) took over; this one is read-only";
    take_over_failed() = "移せませんでした。もう一方のウィンドウが応えません", "Could not take over: the other window does not answer";
    not_now(label: &str) = "いまはできません: {label}", "Not possible here: {label}";
    not_bound(key: &str) = "{key} には何もありません  ? でヘルプ", "{key} does nothing here; ? for help";
    nothing_further() = "ここが最初の画面です  q で終了、? でヘルプ", "This is the first screen: q quits, ? helps";
    ime_key(key: &str, label: &str) = "日本語入力のまま [{key}] を実行しました: {label}", "[{key}] ran with the input method on: {label}";
    next_time(keys: &str) = "つぎから: {keys}", "Next time: {keys}";
    runaway() = "メモに入れました (u で消す)", "Kept as a note (u removes it)";
    runaway_search() = "検索に入れました。操作は取り消しました", "Kept as a search; the commands were undone";
    mouse_off() = "マウスを端末に返しました", "The mouse is the terminal's again";
    mouse_drag() = "文字をえらぶには Shift を押しながらドラッグします", "Hold Shift while dragging to select text";
    paste_cut() = "貼り付けが途中で切れました。届いた分は残しています", "The paste broke off; what came is kept";
    query_cut(max: usize) = "先頭の {max} 字で検索します", "Searching for the first {max} characters";
    asleep(minutes: i64) = "パソコンが {minutes}分 止まっていました", "The computer slept for {minutes} min";
    resumed() = "前回のつづきです: 進行中の 1on1 にもどりました", "Back where you were: in the 1on1 that is running";
    restored(time: &str) = "{time} の書きかけを戻しました", "Restored what you were typing at {time}";
    contact_logged() = "連絡を記録しました (電話、出ず)  u で消す", "Call logged (no answer); u removes it";
    flag_urgent(name: &str) = "{name}: 急 にしました", "{name}: flagged !! urgent";
    flag_contact(name: &str) = "{name}: 要 にしました", "{name}: flagged FU contact";
    flag_none(name: &str) = "{name}: 印を外しました", "{name}: flag removed";
    start_after_a_breath() = "閉じたばかりです。つぎの 1on1 は、ひと呼吸おいて Enter ではじまります", "Just closed: a moment from now Enter starts the next 1on1";
    waiting(name: &str) = "待っています: {name}", "Waiting for {name}";
    recorded_not_held(name: &str) = "記録しました: {name}", "Recorded: {name}";
    recorded_and_booked(name: &str, slot: &str) = "記録しました: {name}  次回 {slot}", "Recorded: {name}; next {slot}";
    owner_has_no_card() = "経営者のカードはありません", "An owner has no card";
    booked(slot: &str) = "次回を入れました: {slot}", "Next slot booked: {slot}";
    learner_added(name: &str) = "受講者を加えました: {name}", "Added {name}";
    chord(keys: &str) = "{keys} のあと", "after {keys}";
    history_empty() = "お知らせはまだありません", "No notices yet";
    history_title() = "お知らせ (新しい順、50件まで)", "Notices (newest first, up to 50)";
}
