//! The first screen of an empty file.

use super::messages;

messages! {
    title() = "はじめに", "Welcome";
    nobody_yet(learner: &str) = "まだ{learner}がいません。どれからはじめますか。", "There is no {learner} yet. What comes first?";
    practice() = "練習の1日をためす", "Try the practice day";
    practice_about(learner: &str) = "架空の薬局6店と{learner}20人。[練習] の印つき、いつでも捨てられます", "six invented pharmacies, 20 {learner}s, marked [PRACTICE]";
    import() = "名簿を取り込む", "Import a roster";
    import_about(learner: &str) = "{learner}・予定・記録の CSV (確認してから書きます)", "{learner}s, bookings and records from CSV, checked before writing";
    by_hand() = "一人だけ手で入れる", "Type one in by hand";
    by_hand_about(account: &str) = "名前と{account}だけで始められます。ほかは聞かれた時に", "Name and {account} are enough; the rest is asked when needed";
    about() = "この画面のこと", "Good to know";
    about_data() = "データ", "Data";
    about_data_text() = "このパソコンの中だけに置きます。ネットワークは使いません", "stays on this computer; no network is used";
    about_place() = "置き場所", "Place";
    about_place_text() = "manabi paths で見られます", "shown by: manabi paths";
    about_language() = "ことば", "Language";
    about_language_text() = "日本語 (English: manabi --lang en)", "English (Japanese: manabi --lang ja)";
    about_programme() = "プログラム", "Programme";
    about_programme_text() = "電子薬歴 標準プログラム 12回 (ほかのプログラムも置けます)", "standard, 12 sessions; more can be added";
    form_title(learner: &str) = "{learner}を加える", "Add a {learner}";
    form_name() = "名前", "Name";
    form_pharmacy(account: &str) = "{account}", "Their {account}";
    form_needs_name(learner: &str) = "{learner}の名前を入れてください", "The name of the {learner} is missing: please type it";
    form_needs_pharmacy(account: &str) = "{account}の名前を入れてください", "The name of their {account} is missing: please type it";
    form_hint() = "Enter で次の欄へ。最後の欄で Enter を押すと登録します。Esc でもどる", "Enter moves on; on the last line it adds. Esc goes back";
    import_files() = "取り込むファイル", "Files to import";
    import_drop() = "CSV のファイルをこのウィンドウにドラッグするか、場所を打ってください。いくつでも入ります (空白で区切ります)", "Drag CSV files onto this window, or type where they are; several with blanks between";
    import_drop_workbooks() = "Excel (.xlsx) か CSV のファイルをこのウィンドウにドラッグするか、場所を打ってください。いくつでも入ります (空白で区切ります)", "Drag Excel (.xlsx) or CSV files onto this window, or type where they are; several with blanks between";
    import_kinds(learner: &str) = "{learner}の名簿・予定・これまでの記録・数値の表を、見出しで見分けます", "A roster of {learner}s, bookings, past records or figures: told by their headings";
    import_first() = "Enter でまず確かめます。まだ何も書きません", "Enter checks them first; nothing is written yet";
    import_practice() = "いまは [練習] の中です。ここに取り込むと、練習を作りなおす時に消えます", "This is the PRACTICE day: what is imported here is gone when it is made anew";
    import_checking() = "ファイルを確かめています", "Checking the files";
    import_writing() = "取り込んでいます", "Importing";
    import_busy() = "取り込みのとちゅうです。終わるまでお待ちください", "The import is going on: please wait until it is done";
    import_checked() = "確認の結果 (まだ何も書いていません)", "What would happen (nothing is written yet)";
    import_done() = "取り込みました", "Imported";
    import_counts(created: usize, updated: usize, unchanged: usize, rejected: usize) = "新規 {created}  更新 {updated}  変わりなし {unchanged}  取り込めない行 {rejected}", "{created} new  {updated} changed  {unchanged} as before  {rejected} rejected";
    import_ready() = "Enter で取り込みます。あとから u で取り消せます", "Enter imports; u takes it back afterwards";
    import_nothing() = "すべて取り込みずみです。変わるものはありません", "All of it is in already: nothing would change";
    import_refused(rejected: usize) = "取り込める行がありません ({rejected} 行に問題)。ファイルを直して保存し、Enter でもう一度確かめてください", "No row can be imported ({rejected} with problems). Correct and save the file, then Enter to check again";
    import_mixed(rejected: usize, good: usize) = "{rejected} 行に問題があります。ファイルを直して保存し Enter でもう一度確かめるか、P で残りの {good} 行だけ取り込みます (問題の行は別のファイルに残します)", "{rejected} rows have problems. Correct and save the file, then Enter to check again; or P imports the other {good} and saves these rows to a file";
    import_undo() = "u で取り消せます。Enter で今日の画面へ", "u takes it back; Enter goes on to today";
    import_problems(n: usize) = "問題 {n}", "Problems: {n}";
    import_warnings(n: usize) = "気をつける点 {n}", "Worth a look: {n}";
}
