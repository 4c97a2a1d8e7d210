//! Today.

use super::messages;

messages! {
    title() = "今日", "Today";
    count(n: usize) = "{n}件", "{n}:";
    /// With nothing to count behind it.
    count_alone(n: usize) = "{n}件", "{n}";
    count_held(n: usize) = "完{n}", "DN {n}";
    count_provisional(n: usize) = "(仮{n})", "({n}?)";
    count_broken_off(n: usize) = "途{n}", "PT {n}";
    count_waiting(n: usize) = "待{n}", "WT {n}";
    count_running(n: usize) = "今{n}", "ON {n}";
    count_aside(n: usize) = "停{n}", "HD {n}";
    count_not_held(n: usize) = "欠{n}", "NH {n}";
    count_moved(n: usize) = "延{n}", "RS {n}";
    count_left(n: usize) = "残{n}", "left {n}";
    follow_ups(n: usize) = "うち要フォロー{n}", "{n} of them FU";
    follow_ups_short(n: usize) = "要{n}", "FU {n}";
    queue() = "1on1", "1on1";
    /// Behind the heading of the queue: what of the day is not listed, and the key that lists it.
    others(n: usize) = "ほかの担当・担当なし {n}件 (e で全員)", "{n} not yours (e: everybody's)";
    others_short(n: usize) = "ほか {n}件 (e)", "{n} not yours (e)";
    others_least(n: usize) = "+{n} (e)", "+{n} (e)";
    everybodys_short() = "全員 (e)", "all (e)";
    everybodys() = "全員 (e で自分だけ)", "everybody's (e: mine)";
    /// Appointments of earlier days stand above those of the day.
    earlier(n: usize) = "前の日の結果まち {n}", "no outcome yet: {n}";
    /// Behind it: what is older is not listed.
    older_too(before: &str, n: usize) = "{before} より前 {n} (O)", "before {before}: {n} (O)";
    older_short(n: usize) = "前に {n} (O)", "older: {n} (O)";
    next_in(minutes: i64) = "次まで あと{minutes}分", "next in {minutes} min";
    next_in_hours(hours: i64, minutes: i64) = "次まで あと{hours}時間{minutes}分", "next in {hours} h {minutes} min";
    /// Before that minute Enter opens the card.
    startable_from(time: &str) = "{time} から Enter", "Enter from {time}";
    since_start(time: &str, minutes: i64) = "{time} から {minutes}分", "{minutes} min since {time}";
    waiting_contact(time: &str, minutes: i64) = "c 文面  a 連絡  {time} から {minutes}分", "c message, a call: {minutes} min since {time}";
    waiting_no_show(time: &str, minutes: i64) = "c 文面  o 4 欠席  {time} から {minutes}分", "c message, o 4 no-show: {minutes} min since {time}";
    no_more() = "きょうの 1on1 は終わりました", "no more 1on1s today";
    last_runs() = "進行中  このあとの予定はありません", "one is running, none after it";
    empty_day() = "きょうの予定はありません", "Nothing is booked today";
    empty_day_of_mine(n: usize) = "自分の予定はありません。ほかの担当・担当なし {n}件 (e で全員)", "None of yours today; {n} not yours (e: everybody's)";
    empty_day_book(learner: &str) = "/ で{learner}のカードをひらき、B で次回を予約します", "/ opens a {learner}'s card, where B books a date";
    empty_day_next(learner: &str) = "A で{learner}を加える  r でふり返りへ", "A adds a {learner}, r opens the review";
    day_closed() = "一日を締めました", "the day is closed";
    homework(done: u32, due: u32) = "宿{done}/{due}", "hw{done}/{due}";
    homework_none() = "宿-", "hw-";
    /// Heading of the brief: 次: 佐藤 美咲 さん 第5回 服薬指導の下書き.
    brief_of(who: &str, what: &str) = "次: {who} {what}", "Next: {who} {what}";
    brief_other(who: &str, what: &str) = "{who} {what}", "{who} {what}";
    /// 第5回/12.
    place(n: u8, last: u8) = "第{n}回/{last}", "{n} of {last}";
    promise() = "前回の約束", "Promised";
    promise_by(text: &str, date: &str) = "{text} ({date} まで)", "{text} (by {date})";
    promise_more(text: &str, more: usize) = "{text} ほか{more}件", "{text} and {more} more";
    stuck() = "ひっかかり", "Stuck on";
    stuck_short() = "ひっかかり", "Stuck";
    homework_head() = "宿題", "Homework";
    homework_done(done: usize, due: usize) = "宿題  {done}/{due} 提出", "Homework  {done} of {due} in";
    homework_count(done: usize, due: usize) = "宿題 {done}/{due}", "Homework {done}/{due}";
    role_play(mean: &str) = "ロープレ {mean}", "role-play {mean}";
    role_play_before(before: &str) = "  (前は {before})", "  (before {before})";
    weak() = "ロープレ課題", "To practise";
    figures() = "数値", "Figures";
    target(value: &str) = "目標{value}", "target {value}";
    goal() = "本人のゴール", "Own goal";
    purpose() = "ねらい", "Purpose";
    worries() = "心配", "Worries";
    next_focus() = "前のひとこと", "Last time";
    win() = "できたこと", "Could do";
    link() = "Zoom", "Zoom";
    link_text(time: &str) = "z でひらく ({time} 開始)", "z opens it (starts {time})";
    leftovers(n: usize) = "持ちこしフォロー {n}", "Follow-ups left over: {n}";
    /// Decided in the review, and due now.
    due(n: usize) = "きょうのフォロー {n}", "Follow-ups due: {n}";
    due_narrow(n: usize) = "きょう {n}", "Due {n}";
    due_now() = "きょう", "due";
    leftovers_hidden() = "持ちこしフォロー", "Left over";
    leftovers_narrow(n: usize) = "持ちこし {n}", "Left over {n}";
    /// Where they are gone through.
    leftovers_way() = "r で見る", "r shows them";
    leftovers_more(n: usize) = "ほか {n}", "and {n} more";
    hidden_now() = "(共有安全の間は表示しません)", "(not shown in share-safe)";
    hidden_kinds() = "約束・メモ・宿題・数値  (非表示)", "promises, notes, homework, figures  (hidden)";
    hidden_figures() = "宿題・数値", "Homework, figures";
    safe_now() = "いま画面を共有しても大丈夫です", "The screen can be shared now";
    safe_what() = "名前・店舗・メモ・数値・通知を隠しています", "Names, accounts, notes, figures and notices are hidden";
    safe_way_back() = "Ctrl-G でもどす (自動ではもどりません)", "Ctrl-G shows them again (never by itself)";
    lookout() = "きょうの見どころ", "Worth knowing today";
    lookout_first(n: u8, name: &str) = "第{n}回: はじめての 1on1 ({name})", "session {n}: first 1on1 ({name})";
    lookout_phase(n: u8, phase: &str, name: &str) = "第{n}回: {phase}のはじまり ({name})", "session {n}: {phase} begins ({name})";
    lookout_last(n: u8, name: &str) = "第{n}回: 卒業の確認と次の担当の紹介 ({name})", "session {n}: graduation and hand-over ({name})";
    lookout_gates(n: u8, name: &str) = "第{n}回: 前提がそろっていません ({name})", "session {n}: not ready to start ({name})";
    // The box of an appointment that is not held (A17).
    not_held_title(who: &str, what: &str, mark: &str) = "{who}  {what} を {mark} にする", "{who}  {what}: mark {mark}";
    book_title(who: &str, what: &str) = "{who}  {what} の予約", "{who}  book {what}";
    book_title_unknown(who: &str) = "{who} の予約", "{who}: book an appointment";
    booked_title(who: &str, what: &str) = "{who}  {what} は予約ずみです", "{who}  {what}: booked already";
    keep_date() = "そのまま", "keep it";
    keep_date_text() = "変えません (その次の回は 1on1 の締めで決めます)", "no change (its wrap-up sets the one after it)";
    slots_to_move() = "移す先の案 (Tab でえらぶ)", "Dates to move it to (Tab chooses)";
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
    slot_other() = "ほかの日時を打つ", "type another date";
    book_again(what: &str) = "{what} (もう一度)", "{what} (again)";
    number_other() = "ほかの回・補講にする", "another session, or an extra one";
    number_typing() = "回と理由", "Session and reason";
    number_hint() = "例 5 もう一度見たい、補講は 7+", "e.g. 5 to see it again; 7+ is an extra session";
    number_unknown(last: u8) = "1から{last}までの回を先に打ってください", "Begin with a session from 1 to {last}";
    number_reason(next: u8) = "次は第{next}回です。ほかの回にする理由を続けて打ってください", "Session {next} comes next: type why it is another one";
    number_reason_held() = "すべての回が済みです。くり返す理由を続けて打ってください", "Every session is held: type why this one comes again";
    number_why(why: &str) = "理由: {why}", "reason: {why}";
    load() = "予定の量", "Too much";
    slot_typing() = "日時", "Date";
    slot_hint() = "例 11/28 14:00、あした17時半、木曜 2時 (14:00)", "e.g. 11/28 14:00, tomorrow 5pm, Thu 2:00 (14:00)";
    slot_no_date() = "日付が読めません。11/28 14:00 のように打ってください", "Not a date: type e.g. 11/28 14:00";
    slot_no_time() = "時刻がありません。11/28 14:00 のように打ってください", "No time: type e.g. 11/28 14:00";
    slot_bad_time() = "時刻が読めません。14:00 か 14:00-14:30 と打ってください", "Not a time: type 14:00 or 14:00-14:30";
    slot_no_date_of(text: &str) = "日付「{text}」が読めません。11/28 14:00 のように打ってください", "\"{text}\" is no date: type e.g. 11/28 14:00";
    slot_no_time_on(day: &str) = "{day} の何時ですか。14:00 のように時刻も打ってください", "At what time on {day}? Type e.g. 11/28 14:00";
    slot_bad_time_of(day: &str, text: &str) = "{day} の時刻「{text}」が読めません (例 17:30、17時半)", "{day}: \"{text}\" is no time; type e.g. 14:00";
    /// What was understood, before what speaks against it.
    slot_meant(when: &str, why: &str) = "{when}: {why}", "{when}: {why}";
    slot_past() = "もう過ぎています。これからの日時を打ってください", "That is over: type a date to come";
    slot_length(least: u32, most: u32) = "長さは{least}〜{most}分です。14:00-14:30 のように打ってください", "It takes {least} to {most} min: type e.g. 14:00-14:30";
    slot_taken(time: &str) = "{time} の予定と重なります。別の時刻を打ってください", "Overlaps the one at {time}: type another time";
    slot_close(time: &str) = "{time} の予定とのあいだが5分ありません", "Less than 5 min from the one at {time}";
    slot_gate(date: &str) = "{date} までは前提がそろいません", "What it needs is not there before {date}";
    slot_closed() = "先方の定休日です", "They are closed on that day";
    slot_holiday() = "休日です", "That is a holiday";
    slot_hours() = "担当の勤務時間の外です", "Outside working hours";
    slot_full() = "その日はいっぱいです (8件か、休みなしで4時間)", "That day is full: 8 sessions, or 4 h without a break";
    slot_anyway(why: &str) = "{why}。Enter でこのまま", "{why}; Enter: book it anyway";
    book_nothing() = "いま予約するものはありません", "There is nothing to book now";
    slot_later() = "あとで決める", "decide later";
    calls() = "連絡", "Calls";
    calls_none() = "まだありません", "none yet";
    calls_count(n: usize) = "{n}回", "{n}x";
    call_reached(time: &str) = "{time} 電話 (話せた)", "{time} call (reached)";
    call_no_answer(time: &str) = "{time} 電話 (出ず)", "{time} call (no answer)";
    call_reached_short(time: &str) = "{time} 話せた", "{time} reached";
    call_no_answer_short(time: &str) = "{time} 出ず", "{time} no answer";
    // The message to a learner (polite: it goes to a client).
    contact_waiting(name: &str, time: &str, number: &str) = "{name}さま\n{time}からの{number}のお時間になりました。Zoom でお待ちしています。お忙しい時は、このままご返信ください。", "Dear {name},\nit is time for our {number} at {time}. I am waiting on Zoom; if now is not a good moment, simply reply here.";
    contact_before(name: &str, time: &str, number: &str) = "{name}さま\n本日 {time} から{number}です。どうぞよろしくお願いいたします。", "Dear {name},\nour {number} is today at {time}. I look forward to it.";
    contact_missed(name: &str, when: &str, number: &str) = "{name}さま\n{when} の{number}はお会いできませんでした。", "Dear {name},\nwe missed each other for our {number} ({when}).";
    contact_moved(name: &str, when: &str, number: &str) = "{name}さま\nご連絡ありがとうございます。{when} の{number}は、日をあらためます。", "Dear {name},\nthank you for letting me know; our {number} ({when}) moves to another day.";
    contact_off(name: &str, when: &str, number: &str) = "{name}さま\n{when} の{number}は、日をあらためることになりました。", "Dear {name},\nour {number} ({when}) moves to another day.";
    contact_ours(name: &str, when: &str, number: &str) = "{name}さま\n{when} の{number}は、こちらの都合で日をあらためさせてください。申し訳ございません。", "Dear {name},\nI am sorry: for a reason on our side our {number} ({when}) has to move to another day.";
    contact_ask() = "ご都合のよい日時をお知らせいただけますか。", "Which time would suit you next?";
    contact_offer(slot: &str) = "次は {slot} ではいかがでしょうか。ご都合が悪い時は、このままご返信ください。", "Would {slot} suit you next? If not, simply reply here.";
    contact_today(time: &str) = "本日 {time}", "today, {time}";
    contact_held(name: &str, number: &str) = "{name}さま\n本日は{number}のお時間をいただき、ありがとうございました。ご不明な点がありましたら、このままご返信ください。", "Dear {name},\nthank you for your time in our {number} today. If anything is unclear, simply reply here.";
    contact_broken_off(name: &str, number: &str) = "{name}さま\n本日の{number}は途中までとなりました。", "Dear {name},\nour {number} ended before we were through today.";
    contact_link(url: &str) = "Zoom: {url}", "Zoom: {url}";
}
