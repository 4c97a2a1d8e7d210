//! What every screen says: header, days, sizes, the state of the file.

use super::messages;

messages! {
    widen(width: u16, height: u16) = "ウィンドウを広げてください (いま {width}x{height})", "Please widen the window (now {width}x{height})";
    blank_way_back() = "Ctrl-\\ でもどる", "Ctrl-\\ to return";
    badge_practice() = "[練習]", "[PRACTICE]";
    badge_share_safe() = "[共有安全]", "[SHARE-SAFE]";
    badge_read_only() = "[閲覧のみ]", "[READ-ONLY]";
    word_learner() = "受講者", "learner";
    word_account() = "薬局", "pharmacy";
    word_owner() = "経営者", "owner";
    word_trainer() = "USTr", "USTr";
    word_manager() = "USM", "USM";
    mask_learner() = "受講者", "Learner";
    mask_pharmacy() = "店舗", "Pharmacy";
    mask_person() = "関係者", "Person";
    mask_figure() = "--", "--";
    hidden() = "(非表示)", "(hidden)";
    /// Appointments without an outcome that are too old to be listed, and the key that lists them.
    older(before: &str, n: usize) = "{before} より前の結果まち {n} (O)", "no outcome before {before}: {n} (O)";
    state_scheduled() = "予定", "scheduled";
    state_waiting() = "待機", "waiting";
    state_in_progress() = "進行中", "in progress";
    state_held() = "実施", "held";
    state_broken_off() = "中断", "broken off";
    state_rescheduled() = "延期", "rescheduled";
    state_cancelled() = "中止", "cancelled";
    state_late_cancel() = "直前キャンセル", "late cancel";
    state_no_show() = "無断欠席", "no-show";
    state_cancelled_by_us() = "当方都合", "cancelled by us";
    typing_hidden() = "入力中", "typing";
    more_lines(n: usize) = "v 続き {n}行 (PgDn)", "v {n} more (PgDn)";
    loading() = "読みこみ中", "loading";
    /// `name` is a learner; the honorific belongs to the name in Japanese.
    name_san(name: &str) = "{name} さん", "{name}";
    owner_san(name: &str, owner: &str) = "{name} さん ({owner})", "{name} ({owner})";
    /// Number of a session: 第5回.
    session_no(n: u8) = "第{n}回", "session {n}";
    session_short(n: u8) = "{n}回", "{n}";
    kickoff() = "キックオフ", "kickoff";
    extra(n: u8) = "第{n}回 補講", "session {n}+";
    extra_short(n: u8) = "{n}補", "{n}+";
    kickoff_short() = "K", "K";
    support_short() = "支援", "sup.";
    follow_up_call_short() = "電話", "call";
    support() = "個別の支援", "support";
    follow_up_call() = "電話", "call";
    unit_minutes(n: impl std::fmt::Display) = "{n}分", "{n} min";
    unit_yen(n: impl std::fmt::Display) = "{n}円", "JPY {n}";
    gate_kickoff(owner: &str) = "{owner}とのキックオフ", "kickoff with the {owner}";
    gate_device() = "端末の到着", "device installed";
    gate_flow() = "運用フローの合意", "agreed operation flow";
    gate_go_live() = "運用開始", "go-live";
    gate_judgement() = "判定", "judgement";
    gate_item(text: &str) = "項目「{text}」", "item \"{text}\"";
    gate_title(who: &str) = "{who}  前提がそろっていません", "{who}: not ready to start";
    gate_unmet(unmet: &str) = "まだ: {unmet}", "still open: {unmet}";
    gate_reason() = "理由", "Reason";
    gate_hint() = "理由を書いて Enter ではじめます。理由は記録に残ります。Esc でやめる", "Write a reason and press Enter to start; it is kept. Esc leaves";
    monday() = "月", "Mon";
    tuesday() = "火", "Tue";
    wednesday() = "水", "Wed";
    thursday() = "木", "Thu";
    friday() = "金", "Fri";
    saturday() = "土", "Sat";
    sunday() = "日", "Sun";
    /// A day in a header: 11/21(土).
    day(date: &str, weekday: &str) = "{date}({weekday})", "{weekday} {date}";
    /// The bracketed word behind a name in the header.
    trainer(name: &str, role: &str) = "{name}({role})", "{name} ({role})";
    read_only_since(pid: u32, since: &str) = "閲覧のみです。ほかのウィンドウ (PID {pid}, {since} から) が書いています  T でこちらに移す", "Read-only: another window (PID {pid}, since {since}) is writing  T takes over";
    read_only_unknown() = "閲覧のみです。ほかのウィンドウが書いています  T でこちらに移す", "Read-only: another window is writing  T takes over";
}
