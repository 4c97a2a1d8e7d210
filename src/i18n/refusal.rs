//! Why something was not done, and the next step. One sentence a refusal or fault.

use super::messages;

messages! {
    not_found(name: &str) = "見つかりません: {name}", "Not found: {name}";
    gone(what: &str) = "その{what}はもうありません (取り消されたか、消されています)", "This {what} is not there any more: it was undone or deleted";
    kind_appointment() = "予定", "appointment";
    kind_session() = "1on1 の記録", "record of a 1on1";
    kind_item() = "項目", "item";
    kind_homework() = "宿題", "homework";
    kind_note() = "メモ", "note";
    kind_question() = "質問", "question";
    kind_follow_up() = "フォロー", "follow-up";
    kind_other() = "記録", "record";
    already_there(learner: &str, pharmacy: &str) = "{learner} さん ({pharmacy}) はもう登録されています。別の人なら名前で区別してください", "{learner} ({pharmacy}) is there already; if this is somebody else, type a name that differs";
    result_missing() = "結果か理由を一行で書いてください", "Say in a line what came of it, or why it is dropped";
    ambiguous(name: &str) = "同じ名前が二つ以上あります: {name}", "More than one is called {name}";
    read_only() = "このウィンドウは閲覧のみです。T でこちらに移せます", "This window is read-only; T takes over";
    wrong_state(is: &str) = "この予定ではできません (いま: {is})", "Not possible with this appointment (now: {is})";
    finished() = "受講が終わった人です。予定は入れられません", "This person has finished: nothing can be booked";
    running() = "ほかの 1on1 が進行中です。どうするかえらんでください", "Another 1on1 is running: choose what becomes of it";
    too_early(minutes: i64) = "あと{minutes}分で使えます (はじめるのは30分前から、待機は開始の時刻から)", "In {minutes} min: a start works from 30 min before, waiting from the time itself";
    gates(unmet: &str) = "前提がそろっていません: {unmet}", "Not ready to start: {unmet}";
    wrong_homework(is: &str) = "この宿題ではできません (いま: {is})", "Not possible with this homework (now: {is})";
    overlap() = "その時間には別の予定があります", "Another appointment is in that time";
    already_booked(when: &str) = "この回の予定はもうあります: {when}", "That session is already booked: {when}";
    kickoff_held() = "キックオフは実施済みです", "The kickoff was held already";
    length(least: u32, most: u32) = "長さは{least}〜{most}分です", "It takes {least} to {most} minutes";
    out_of_order(next: u8) = "次は第{next}回です。ほかの回は、理由を書くと予約できます", "Session {next} comes next: another one needs a reason";
    out_of_order_none() = "すべての回が済みです。くり返すときは理由を書いてください", "Every session is held: to repeat one, give a reason";
    not_taken_in(number: u8) = "第{number}回は、この 1on1 には入れられません", "Session {number} cannot be part of this 1on1";
    not_carried() = "持ち越した項目だけを、理由をつけて外せます", "Only a carried item can be dropped, with a reason";
    no_reason_asked() = "必須でない項目を飛ばしたときだけ、理由を書けます", "Only an optional item that is skipped takes a reason";
    closed() = "確定済みの記録です。直すときは、記録をひらいて追記・訂正します", "The record is closed: open it and amend it";
    not_closed() = "この記録はまだ閉じていません。1on1 の画面で直します", "This record is not closed: change it in the 1on1";
    amended(time: &str, by: &str) = "閉じたあとに追記・訂正があります ({time} {by})。締めは取り消せません。記録の中で直してください", "Amended since by {by} at {time}: the closing stays; change it in the record";
    amended_unknown(time: &str) = "閉じたあとに追記・訂正があります ({time})。締めは取り消せません。記録の中で直してください", "Amended since at {time}: the closing stays; change it in the record";
    erased() = "消した言葉がふくまれるため、取り消せません", "Words of it are gone for good: not undone";
    too_many_characters(max: usize) = "長すぎます ({max} 字まで)", "Too long (up to {max} characters)";
    purpose_missing() = "目的の一文がまだありません。ここに書いて Enter、w で締めへもどります", "The purpose is missing: write it here, Enter, and w goes back to the wrap-up";
    question_open() = "答えていない質問があります。答えるか、約束するか、つないでください", "A question is open: answer it, promise a date or hand it over";
    nothing_to_undo() = "取り消すものはありません", "Nothing to undo";
    nothing_to_redo() = "やり直すものはありません", "Nothing to do again";
    changed_since(time: &str, by: &str) = "そのあとで変わっています ({time} {by})。取り消せません", "Changed since by {by} at {time}: not undone";
    changed_since_unknown(time: &str) = "そのあとで変わっています ({time})。取り消せません", "Changed since at {time}: not undone";
    no_programme(id: &str) = "プログラムが見つかりません: {id}", "No such programme: {id}";
    too_long(max: usize) = "長すぎます ({max} バイトまで)", "Too long (up to {max} bytes)";
    disk_full() = "ディスクがいっぱいで保存できません。空きを作ってください。書いた文は残しています", "The disk is full: nothing was saved. Free some space; what you typed is kept";
    disk_trouble() = "保存できませんでした。書いた文は残しています", "Not saved; what you typed is kept";
    busy() = "データベースが使用中です。もう一度ためしてください", "The database is busy: please try again";
    file_moved() = "データファイルが動かされました。保存していません", "The data file was moved: nothing is being saved";
    damaged() = "データファイルが壊れています。終了して、まずファイルの写しを取ってください", "The data file is damaged: quit, and first of all make a copy of it";
    store_failed() = "できませんでした。何も変わっていません。続くときは終了して開きなおしてください", "That did not work; nothing was changed. If it goes on, quit and start again";
    store_gone() = "保存の処理が止まりました。終了して開きなおしてください", "The store has stopped: please quit and start again";
}
