//! Today.

use super::messages;

messages! {
    title() = "今日", "Today";
    count(n: usize) = "{n}件", "{n}";
    count_held(n: usize) = "完{n}", "DN {n}";
    count_provisional(n: usize) = "(仮{n})", "({n}?)";
    count_broken_off(n: usize) = "途{n}", "PT {n}";
    count_waiting(n: usize) = "待{n}", "WT {n}";
    count_running(n: usize) = "今{n}", "ON {n}";
    count_not_held(n: usize) = "欠{n}", "NH {n}";
    count_moved(n: usize) = "延{n}", "RS {n}";
    count_left(n: usize) = "残{n}", "left {n}";
    follow_ups(n: usize) = "要フォロー{n}", "follow-up {n}";
    follow_ups_short(n: usize) = "要{n}", "FU {n}";
    queue() = "1on1", "1on1";
    next_in(minutes: i64) = "次まで あと{minutes}分", "next in {minutes} min";
    next_in_hours(hours: i64, minutes: i64) = "次まで あと{hours}時間{minutes}分", "next in {hours} h {minutes} min";
    since_start(time: &str, minutes: i64) = "{time} から {minutes}分", "{minutes} min since {time}";
    no_more() = "きょうの 1on1 は終わりました", "no more 1on1s today";
    empty_day() = "きょうの予定はありません", "Nothing is booked today";
    empty_day_next() = "/ で人を探す  A で受講者を加える  r でふり返りへ", "/ finds people, A adds a learner, r opens the review";
    day_closed() = "一日を締めました", "the day is closed";
    homework(done: u32, due: u32) = "宿{done}/{due}", "hw{done}/{due}";
    homework_none() = "宿-", "hw-";
    /// Heading of the brief: 次: 佐藤 美咲 さん 第5回 服薬指導の下書き.
    brief_of(who: &str, what: &str) = "次: {who} {what}", "Next: {who} {what}";
    brief_other(who: &str, what: &str) = "{who} {what}", "{who} {what}";
    /// 第5回/12.
    place(n: u8, last: u8) = "第{n}回/{last}", "no. {n}/{last}";
    promise() = "前回の約束", "Promised";
    stuck() = "ひっかかり", "Stuck on";
    stuck_short() = "ひっかかり", "Stuck";
    homework_head() = "宿題", "Homework";
    homework_done(done: usize, due: usize) = "宿題  {done}/{due} 提出", "Homework  {done} of {due} in";
    homework_count(done: usize, due: usize) = "宿題 {done}/{due}", "Homework {done}/{due}";
    role_play(mean: &str) = "ロープレ {mean}", "role-play {mean}";
    role_play_before(before: &str) = "  (前は {before})", "  (before {before})";
    figures() = "数値", "Figures";
    target(value: &str) = "目標{value}", "target {value}";
    goal() = "本人のゴール", "Own goal";
    purpose() = "ねらい", "Purpose";
    worries() = "心配", "Worries";
    next_focus() = "前回のひとこと", "Last time";
    win() = "できたこと", "Could do";
    link() = "Zoom", "Zoom";
    link_text(time: &str) = "z でひらく ({time} 開始)", "z opens it (starts {time})";
    leftovers(n: usize) = "持ちこしフォロー {n}", "Left over {n}";
    leftovers_hidden() = "持ちこしフォロー", "Left over";
    leftovers_narrow(n: usize) = "持ちこし {n}", "Left over {n}";
    leftovers_more(n: usize) = "ほか {n}", "and {n} more";
    hidden_now() = "(共有安全の間は表示しません)", "(not shown in share-safe)";
    hidden_kinds() = "約束・メモ・宿題・数値  (非表示)", "promises, notes, homework, figures  (hidden)";
    hidden_figures() = "宿題・数値", "Homework, figures";
    safe_now() = "いま画面を共有しても大丈夫です", "The screen can be shared now";
    safe_what() = "名前・店舗・メモ・数値・通知を隠しています", "Names, accounts, notes, figures and notices are hidden";
    safe_way_back() = "Ctrl-G でもどす (自動ではもどりません)", "Ctrl-G shows them again (never by itself)";
    lookout() = "きょうの見どころ", "Today's moments";
    lookout_first(n: u8, name: &str) = "第{n}回: はじめての 1on1 ({name})", "session {n}: the first 1on1 ({name})";
    lookout_phase(n: u8, phase: &str, name: &str) = "第{n}回: {phase}のはじまり ({name})", "session {n}: {phase} begins ({name})";
    lookout_last(n: u8, name: &str) = "第{n}回: 卒業の確認と次の担当の紹介 ({name})", "session {n}: graduation and hand-over ({name})";
    lookout_gates(n: u8, name: &str) = "第{n}回: 前提がそろっていません ({name})", "session {n}: not ready to start ({name})";
    // The box of an appointment that is not held (A17).
    not_held_title(who: &str, what: &str, mark: &str) = "{who}  {what} を {mark} にする", "{who}  {what}: mark {mark}";
    book_title(who: &str, what: &str) = "{who}  {what} の予約", "{who}  book {what}";
    book_title_unknown(who: &str) = "{who} の予約", "{who}: book an appointment";
    mark_late(mark: &str) = "{mark} (直前の連絡)", "{mark} (late word)";
    slot_title(who: &str, what: &str) = "{who}  {what} の次回", "{who}  {what}: the next slot";
    word_came() = "連絡あり", "word came";
    word_came_late() = "直前キャンセル (24時間以上前なら 延)", "late cancel (24 h or more before: RS)";
    word_came_early() = "延期 (24時間以上前の連絡)", "rescheduled (word 24 h or more before)";
    no_word() = "無断", "no word";
    no_word_text() = "無断欠席", "no-show";
    our_side() = "当方都合", "our side";
    our_side_text(learner: &str) = "{learner}の回数には数えません", "never counts against the {learner}";
    slots() = "次回の案 (Tab でえらぶ)", "Next slot (Tab chooses)";
    slots_to_book() = "日時の案 (1-3 でえらぶ)", "Dates (1-3 choose)";
    slots_loading() = "次回の案を探しています", "Looking for the next slot";
    slots_none() = "空きが見つかりません", "No free slot was found";
    slot_later() = "あとで決める", "decide later";
    calls() = "連絡", "Calls";
    calls_none() = "まだありません", "none yet";
    call_reached(time: &str) = "{time} 電話 (話せた)", "{time} call (reached)";
    call_no_answer(time: &str) = "{time} 電話 (出ず)", "{time} call (no answer)";
    // The message to a learner (polite: it goes to a client).
    contact_waiting(name: &str, time: &str, number: &str) = "{name}さま\n{time}からの{number}のお時間になりました。Zoom でお待ちしています。お忙しい時は、このままご返信ください。", "Dear {name},\nit is time for our {number} at {time}. I am waiting on Zoom; if now is not a good moment, simply reply here.";
    contact_before(name: &str, time: &str, number: &str) = "{name}さま\n本日 {time} から{number}です。どうぞよろしくお願いいたします。", "Dear {name},\nour {number} is today at {time}. I look forward to it.";
    contact_missed(name: &str, when: &str, number: &str) = "{name}さま\n{when} の{number}はお会いできませんでした。", "Dear {name},\nwe missed each other for our {number} ({when}).";
    contact_moved(name: &str, when: &str, number: &str) = "{name}さま\nご連絡ありがとうございます。{when} の{number}は、日をあらためます。", "Dear {name},\nthank you for letting me know; our {number} ({when}) moves to another day.";
    contact_ours(name: &str, when: &str, number: &str) = "{name}さま\n{when} の{number}は、こちらの都合で日をあらためさせてください。申し訳ございません。", "Dear {name},\nI am sorry: for a reason on our side our {number} ({when}) has to move to another day.";
    contact_ask() = "ご都合のよい日時をお知らせいただけますか。", "Which time would suit you next?";
    contact_offer(slot: &str) = "次は {slot} ではいかがでしょうか。ご都合が悪い時は、このままご返信ください。", "Would {slot} suit you next? If not, simply reply here.";
    contact_today(time: &str) = "本日 {time}", "today, {time}";
    contact_held(name: &str, number: &str) = "{name}さま\n本日は{number}のお時間をいただき、ありがとうございました。ご不明な点がありましたら、このままご返信ください。", "Dear {name},\nthank you for your time in our {number} today. If anything is unclear, simply reply here.";
    contact_broken_off(name: &str, number: &str) = "{name}さま\n本日の{number}は途中までとなりました。", "Dear {name},\nour {number} ended before we were through today.";
    contact_link(url: &str) = "Zoom: {url}", "Zoom: {url}";
}
