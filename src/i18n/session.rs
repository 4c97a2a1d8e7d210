//! The 1on1.

use super::messages;

messages! {
    /// The number and the title: 第5回 服薬指導の下書き.
    titled(number: &str, title: &str) = "{number} {title}", "{number} {title}";
    /// What was broken off goes on: 第5回 その2.
    part(number: &str, part: u8) = "{number} その{part}", "{number}, part {part}";
    title() = "1on1", "1on1";
    /// Must items that nobody has gone through yet.
    must_left(n: usize) = "必須{n}", "must {n}";
    saved(time: &str) = "自動保存 {time}", "saved {time}";
    saved_short(time: &str) = "保存 {time}", "saved {time}";
    saved_yet() = "自動保存", "autosave";
    record_closed() = "確定済みの記録です (閲覧のみ)", "This record is closed: it is only read";
    // The clock.
    elapsed() = "経過", "elapsed";
    behind(time: &str) = "+{time} おくれ", "{time} behind";
    /// The plan is longer than its slot.
    too_much(time: &str) = "予定が {time} 多い", "plan {time} too long";
    behind_long(time: &str) = "予定より {time} おくれ", "{time} behind the plan";
    /// The session began when its slot was over.
    after_slot() = "枠は終了", "slot is over";
    on_time() = "予定どおり", "on time";
    paused(time: &str) = "停止中 {time}", "stopped {time}";
    pauses(time: &str) = "(停止 計{time})", "({time} stopped)";
    left(time: &str) = "残り {time}", "{time} left";
    left_short(time: &str) = "残 {time}", "{time} left";
    over(time: &str) = "時間を {time} 過ぎました", "{time} over time";
    over_short(time: &str) = "超過 {time}", "{time} over";
    over_next(time: &str, name: &str) = "次 {time} {name}", "next {time} {name}";
    over_waiting(time: &str, name: &str) = "{time} {name} お待ち", "{time} {name} waits";
    over_told(minutes: i64, next: &str) = "時間を {minutes}分 過ぎました  {next}", "{minutes} min over time; {next}";
    over_no_next() = "このあとの予定はありません", "nothing is booked after this";
    /// A pane by the name that it has in this phase.
    advice_first(pane: &str) = "{pane}を先に", "{pane} first";
    advice_first_in(minutes: i64, pane: &str) = "残り{minutes}分: {pane}を先に", "{minutes} min left: {pane} first";
    advice_one_run(pane: &str) = "{pane}は1本に", "{pane}: once only";
    advice_drop(item: &str) = "{item} は次回へ", "leave for next time: {item}";
    advice_drop_more(item: &str, others: usize) = "{item} ほか{others}件は次回へ", "leave for next time: {item} and {others} more";
    advice_cut(item: &str) = "{item} は次回", "cut {item}";
    advice_cut_more(item: &str, others: usize) = "{item} ほか{others}件は次回", "cut {item} and {others} more";
    advice_and_brief(what: &str) = "{what}、あとは手短に", "{what}; be brief with the rest";
    advice_must_only(n: usize) = "必須{n}件だけ、手短に", "only {n} must items left: be brief";
    advice_must_only_short() = "手短に", "be brief";
    // Another one is in progress.
    switch_title(name: &str) = "{name} の 1on1 が進行中です", "The 1on1 with {name} is running";
    switch_stay() = "もどる", "go back";
    switch_stay_what(name: &str) = "{name} の 1on1 をつづける", "go on with {name}";
    switch_aside() = "入れかえる", "switch";
    switch_aside_what(name: &str, new: &str) = "{name} の時計をとめて、{new} をはじめる", "{name}: clock stops; start with {new}";
    switch_break_off() = "中断する", "break off";
    switch_break_off_what(name: &str, new: &str) = "{name} を途中で終えて、{new} をはじめる", "{name}: ends here; start with {new}";
    switch_hint() = "入れかえても、結果・メモ・書きかけはそのままです。今日の行で Enter か、1on1 の中で S でつづけられます", "After a switch its marks, notes and drafts stay: Enter on its row or S in a 1on1 goes on with it";
    beside_aside(name: &str) = "S 停止中 {name}", "S on hold: {name}";
    beside_runs(name: &str) = "S 進行中 {name}", "S running: {name}";
    beside_more(words: &str, others: usize) = "{words} ほか{others}", "{words} +{others}";
    beside_aside_short(n: usize) = "S 停{n}", "S aside {n}";
    beside_runs_short() = "S 今1", "S ON1";
    // The computer slept.
    slept(minutes: i64) = "パソコンが{minutes}分止まりました。含めますか  i 含める  x 含めない", "The computer slept for {minutes} min. Count them?  i yes  x no";
    slept_mid(minutes: i64) = "スリープ中？ {minutes}分  i 含める  x 含めない", "Asleep? {minutes} min: i counts, x does not";
    slept_short(minutes: i64) = "停止{minutes}分 i 含 x 除", "slept {minutes} min: i in, x out";
    slept_waits(minutes: i64) = "パソコンが{minutes}分止まりました。1on1・締め・今日で i 含める  x 含めない", "The computer slept for {minutes} min. In the 1on1, the wrap-up or today: i counts, x does not";
    // The program was not open.
    closed(minutes: i64) = "manabi が{minutes}分とじていました。含めますか  i 含める  x 含めない", "manabi was closed for {minutes} min. Count them?  i yes  x no";
    closed_mid(minutes: i64) = "とじていた{minutes}分  i 含める  x 含めない", "Closed {minutes} min: i counts, x does not";
    closed_waits(minutes: i64) = "manabi が{minutes}分とじていました。1on1・締め・今日で i 含める  x 含めない", "manabi was closed for {minutes} min. In the 1on1, the wrap-up or today: i counts, x does not";
    slept_first() = "その前に、止まっていた時間を含めるか決めます  i 含める  x 含めない", "Before that, say whether that time counts: i yes, x no";
    slept_counted(minutes: i64) = "止まっていた{minutes}分を含めます", "Those {minutes} min count";
    slept_left_out(minutes: i64) = "止まっていた{minutes}分を除きました  u で戻す", "Those {minutes} min are left out; u takes it back";
    /// What the row under the cursor took so far, and what is planned.
    item_minutes(spent: i64, planned: u32) = "{spent} / {planned}分", "{spent} of {planned} min";
    record_mood() = "様子", "Mood";
    record_says(mood: &str, follow_up: &str) = "様子 {mood}   いまのフォロー {follow_up}", "mood {mood}   follow-up now: {follow_up}";
    record_unconfirmed(fields: &str) = "案のまま確定: {fields}", "closed as proposed: {fields}";
    record_focus(text: &str) = "次の焦点: {text}", "next focus: {text}";
    held(from: &str, to: &str, minutes: i64, planned: u32) = "実施 {from}-{to} ({minutes}分、予定 {planned}分)", "held {from}-{to} ({minutes} min, planned {planned})";
    // Panes and the parts of the bar, from the longest name to the shortest.
    lecture() = "レクチャー", "lecture";
    lecture_mid() = "レク", "lecture";
    lecture_short() = "レク", "lec";
    lecture_title() = "レクチャー", "Lecture";
    role_play() = "ロープレ", "role-play";
    role_play_short() = "ロ", "rp";
    role_play_title() = "ロープレ", "Role-play";
    homework() = "宿題", "homework";
    homework_short() = "宿", "hw";
    homework_title() = "宿題", "Homework";
    closing() = "まとめ", "close";
    closing_short() = "締め", "cl";
    closing_shortest() = "締", "c";
    pane_count(done: usize, all: usize) = "{done}/{all}", "{done}/{all}";
    /// Behind the homework that was looked at: what is given out.
    given_count(n: usize) = "+{n}", "+{n}";
    rated_count(done: usize, all: usize) = "評価{done}/{all}", "rated {done}/{all}";
    pane_switch() = "Tab でパネル切替", "Tab switches panes";
    pane_tab() = "Tab", "Tab";
    /// Behind the text of a carried item.
    carried() = " (持ち越し)", " (carried)";
    carried_often(times: u32) = " (持ち越し{times}回)", " (carried {times}x)";
    /// Behind the text of an item that was skipped.
    because(reason: &str) = " (理由: {reason})", " (reason: {reason})";
    /// Behind the text of an item of a number that came in.
    of_number(n: u8) = " (第{n}回)", " (session {n})";
    /// Behind the text of an item that is carried no further.
    dropped() = " (持ち越さない)", " (dropped)";
    also_number(n: u8) = "+第{n}回", "+{n}";
    drop_title() = "持ち越しから外す", "Drop this carried item";
    drop_reason() = "理由", "Reason";
    drop_usual() = "もうできている", "can do it by now";
    drop_how() = "Enter で外します。次回からは持ち越しません", "Enter drops it: it is not carried any further";
    skip_title() = "飛ばした理由", "Why it is skipped";
    skip_usual() = "時間がなかった", "no time left";
    skip_how() = "Enter で残します。1 2 3 の印をつけると理由は消えます", "Enter keeps it; marking it 1, 2 or 3 takes the reason away";
    load(needed: u32, longest: u32) = "予定 {needed}分/{longest}分", "planned {needed}/{longest} min";
    load_extra() = "E 補講", "E: extra session";
    load_cut(items: &str) = "入りきらない: {items}", "does not fit: {items}";
    /// In the 1on1 itself, where that can be done.
    load_how() = "時間がなければ、その項目で 4 飛 (次回へ)", "without the time for it: 4 SK on that item, next time";
    score_lowest() = "いちばん下", "lowest";
    score_highest() = "いちばん上", "best";
    load_third(items: &str) = "三回目。補講を考える (E): {items}", "third time; consider an extra session (E): {items}";
    minutes(n: u32) = "{n}分", "{n} min";
    script() = "台本", "Script";
    questions() = "聞くこと", "Ask";
    no_role_play(why: &str) = "ロールプレイはありません: {why}", "No role-play: {why}";
    no_homework(why: &str) = "宿題はありません: {why}", "No homework: {why}";
    no_last_homework() = "前回の宿題はありません", "no homework from last time";
    last(text: &str) = "前回: {text}", "last: {text}";
    next(text: &str) = "今回: {text}", "next: {text}";
    next_empty() = "今回: (h で追加)", "next: (h adds)";
    candidates() = "h で選ぶ候補 (半・詰から)", "h chooses (from HF and ST)";
    /// One of several lines that no key chooses.
    one_of(text: &str) = "- {text}", "- {text}";
    /// What a task begins with that a programme gives out.
    task_prefix() = "次回まで：", "Before next time: ";
    current_task(what: &str) = "次回までの宿題: {what}", "Homework for next time: {what}";
    given_out() = "出した", "given out";
    tips(n: usize) = "コツ {n}", "Tips {n}";
    persona(text: &str) = "配役: あなた={text}", "You play {text}";
    setting(text: &str) = "場面: {text}", "Scene: {text}";
    watch(text: &str) = "見る点: {text}", "Watch: {text}";
    material(text: &str) = "題材: {text}", "Case: {text}";
    say(text: &str) = "台詞: {text}", "Say: {text}";
    rubric() = "評価 1-4", "Rating 1-4";
    /// Over what was rated of the other number of a meeting.
    rubric_of(n: u8) = "第{n}回の評価", "Rating of session {n}";
    must_criterion() = " (必須)", " (must)";
    attempt_mean(n: u8, mean: &str) = "{n}本目 {mean}", "run {n}: {mean}";
    attempts(all: &str) = "この回 {all}", "Runs: {all}";
    trend_mean(number: u8, mean: &str) = "{number}回 {mean}", "{number}: {mean}";
    trend(means: &str, bars: &str) = "これまで {means}  {bars}", "Before: {means}  {bars}";
    result(word: &str, mean: &str) = "結果 {word} (平均 {mean})", "Result: {word} (mean {mean})";
    result_must(word: &str, mean: &str, criteria: &str) = "結果 {word} (平均 {mean})。必須が2に届かない: {criteria}", "Result: {word} (mean {mean}); a must below 2: {criteria}";
    result_mean(word: &str, mean: &str) = "{word} (平均 {mean})", "{word} (mean {mean})";
    /// Of a role-play that is not rated to its end.
    mean_so_far(mean: &str, rated: usize, all: usize) = "平均 {mean} ({rated}/{all})", "mean {mean} ({rated}/{all})";
    result_met() = "合格", "met";
    result_developing() = "もう少し", "developing";
    result_not_yet() = "まだ", "not yet";
    comment_good() = "よかった点 (ロープレ)", "What went well (role-play)";
    comment_next() = "次にためすこと (ロープレ)", "What to try next (role-play)";
    comment_good_line(text: &str) = "よかった点: {text}", "Went well: {text}";
    comment_next_line(text: &str) = "次は: {text}", "Try next: {text}";
    comment_kept() = "ひとことを保存しました", "The comment is kept";
    all_rated() = "評価がそろいました。+ できたこと  r もう1本  ひとことは上へもどって Enter", "All rated: + what they could do, r once more; for a comment go up, then Enter";
    attempt(n: u8) = "{n}本目", "run {n}";
    // What a meeting opens with.
    opening_promise(text: &str, date: &str) = "約束: {text} ({date} まで)", "Promised: {text} (by {date})";
    opening_question(text: &str) = "質問: {text}", "Asked: {text}";
    opening_more(text: &str, more: usize) = "{text} ほか{more}件", "{text} and {more} more";
    opening_wins(n: usize, words: &str) = "できた{n}: {words}", "Could do ({n}): {words}";
    quoted(text: &str) = "「{text}」", "\"{text}\"";
    all_wins(n: usize) = "これまでにできたこと {n} (読みあげる)", "What they could do so far, {n} (read out)";
    wins_before(n: usize) = "できたこと {n}", "They could do ({n})";
    promised() = "約束と質問", "Promises and questions";
    // The figures pane and the column at the right.
    figures() = "数値", "Figures";
    figures_reached(reached: usize, all: usize) = "{reached}/{all} 達成", "{reached}/{all} reached";
    target(value: &str) = "目標 {value}", "target {value}";
    target_own() = "独自の目標を優先", "own target counts";
    reached() = "達成", "reached";
    not_reached() = "未達", "not yet";
    brief() = "引継ぎ", "Brief";
    purpose() = "ねらい", "Purpose";
    own_goal() = "本人のゴール", "Own goal";
    last_focus(date: &str) = "前回 {date}", "Last time {date}";
    worries(owner: &str) = "{owner}の心配", "Worries ({owner})";
    worries_none() = "(未記入)", "(not asked yet)";
    sales_note() = "営業から", "From sales";
    device_due() = "端末の予定", "Device due";
    verify() = "確認", "Check";
    open_questions() = "答えていない質問", "Open questions";
    progress() = "すすみぐあい", "Progress";
    words_owner(owner: &str) = "目的 ({owner}の言葉のまま。第1回と第2回の台本の先頭に出ます)", "Purpose (in the {owner}'s words; on top of the scripts of 1 and 2)";
    words_owner_short(owner: &str) = "目的 ({owner}の言葉のまま)", "Purpose (the {owner}'s words)";
    words_learner() = "本人の言葉 (そのまま書きます)", "In their own words";
    words_empty(item: &str) = "まだありません。この項目で Enter: {item}", "nothing yet; Enter on this item: {item}";
    words_on_top_purpose(text: &str) = "目的 {text}", "Purpose: {text}";
    words_on_top_goal(text: &str) = "ゴール {text}", "Goal: {text}";
    // Notes.
    notes() = "メモ", "Notes";
    notes_count(n: usize) = "{n}件", "{n}";
    kind_count(kind: &str, n: usize) = "{kind}{n}", "{kind} {n}";
    kind_memo() = "メモ", "memo";
    kind_question() = "質問", "question";
    kind_request() = "要望", "request";
    kind_stuck() = "つまずき", "stuck";
    kind_homework() = "宿題", "homework";
    kind_promise() = "約束", "promise";
    kind_next() = "次回", "next";
    kind_win() = "できた", "win";
    not_saved() = "未保存", "not saved";
    note_open() = "メモ入力中", "Note";
    note_edit() = "メモをなおす", "Edit note";
    note_kinds(kinds: &str) = "種類: {kinds}", "kind: {kinds}";
    note_kind(kind: &str) = "種類:[{kind}] Tab で変更", "kind:[{kind}] Tab changes it";
    note_kind_tab() = "(Tab で変更)", "(Tab)";
    note_hint_ime() = "日本語入力は ON のままで大丈夫です。  Enter=保存して次の行  Esc=もどる (下書きは残ります)", "Enter saves the line, then the next one; Esc goes back and keeps what you typed";
    note_hint_ime_short() = "Enter=保存して次の行  Esc=もどる (下書きは残ります)", "Enter saves it; Esc goes back, your text stays";
    note_hint_prefix() = "文頭に 要望: 質問: つまずき: できた: 宿題: 約束: 次回: と書くと分類されます", "Begin with request: question: stuck: win: homework: promise: or next:";
    note_hint_prefix_short() = "文頭の 要望: 質問: つまずき: できた: 宿題: 約束: で分類", "Begin with request: question: stuck: win: or promise:";
    no_last_text() = "前回の記録に文がありません", "There is no text in a record before this one";
    note_patient() = "患者さんの情報かもしれません。名前・年齢・番号は書かないでください", "This looks like a patient's data: no names, ages or numbers, please";
    note_patient_short() = "患者さんの情報かもしれません (書かないでください)", "This looks like a patient's data: please do not";
    /// What has no key of its own.
    note_palette() = "移す・非公開・塗りつぶすは Ctrl-P で探します", "Ctrl-P finds: move, private, black out";
    note_how() = "n でメモ (日本語を打ちはじめてもメモになります)", "n takes a note (so does typing a sentence)";
    note_draft(text: &str) = "書きかけ: {text}  (n でつづき)", "draft: {text}  (n goes on)";
    note_deleted() = "メモを消しました  u で戻す", "Note deleted; u brings it back";
    words_hint() = "Enter=保存  Esc=もどる (下書きは残ります)", "Enter saves it; Esc goes back, your text stays";
    words_kept() = "ことばを保存しました", "Their words are kept";
    // The row under the cursor.
    current(what: &str) = "いまの項目: {what}", "This item: {what}";
    current_of_last(what: &str) = "前回の宿題: {what}", "Last homework: {what}";
    current_criterion(what: &str) = "評価: {what}", "Rating: {what}";
    current_note(what: &str) = "メモ: {what}", "Note: {what}";
    candidate_number(n: usize, text: &str) = "{n} {text}", "{n} {text}";
    choose_title() = "結果をえらぶ (左右と Enter)", "Choose the outcome (arrows, Enter)";
    done() = "できた", "done";
    partly() = "途中まで", "partly";
    stuck() = "つまずき", "stuck";
    skipped() = "とばす", "skip";
    reviewed() = "見て確認", "looked at";
    submitted() = "提出のみ", "handed in";
    missing() = "していない", "not done";
    waived() = "免除", "waived";
    marked(mark: &str, key: &str) = "{mark} にしました  {key} で取消", "marked {mark}; {key} takes it back";
    reason_later(words: &str) = "{words}  理由は その行で d", "{words}; reason: d on its row";
    remarked(from: &str, to: &str, key: &str) = "{from} から {to} にかえました  {key} で取消", "changed from {from} to {to}; {key} takes it back";
    given_only() = "次回までの宿題です。1 出した  4 出さない", "Homework for next time: 1 given out, 4 left out";
    not_rated() = "評価せずに次へ進みました  1-4 で評価", "Left unrated; 1-4 rates";
    clock_stands() = "時計をとめました。枠の終わりはそのままです  t で再開", "The clock stands; the slot ends when it did. t goes on";
    clock_runs() = "時計がまた動きます", "The clock runs again";
    all_marked() = "ぜんぶ印がつきました。w で締め", "Everything is marked: w wraps up";
    // Homework for next time.
    pick_title() = "次回までの宿題", "Homework for next time";
    pick_minutes(minutes: u32) = "合計 {minutes}分", "{minutes} min in all";
    over_task(text: &str, minutes: u32) = "{text} ({minutes}分)", "{text} ({minutes} min)";
    homework_over(limit: u32) = "1週 {limit}分をこえています", "More than {limit} min a week";
    homework_trim(limit: u32, names: &str) = "1週 {limit}分をこえています。x で外す: {names}", "More than {limit} min a week; x leaves out: {names}";
    pick_none() = "候補がありません (メモに 宿題: と書いても出せます)", "Nothing is proposed (homework: in a note sets some)";
    pick_left_over(text: &str) = "{text} (前回のこり)", "{text} (left over)";
    /// Homework made from an item that the learner was taught.
    task_again(item: &str) = "もう一度: {item}", "Once more: {item}";
    task_role_play() = "もう一度: きょうのロープレの場面を、声に出してためす", "Once more: try today's role-play scene aloud";
    assigned(n: usize) = "次回までの宿題: {n}件", "Homework for next time: {n}";
    attempt_begun(n: u8) = "ロープレ {n}本目", "Role-play, run {n}";
    note_kept() = "メモを残しました", "Note kept";
    /// What was kept, and how it is taken back from within the line.
    kept_undo(what: &str) = "{what}  Esc u で取消", "{what}; Esc u takes it back";
    promise_by(day: &str) = "約束: {day} まで", "Promise: by {day}";
    promise_soon() = "約束: つぎの営業日まで (「金曜までに」と書けばその日)", "Promise: by the next working day (or write: by Friday)";
}
