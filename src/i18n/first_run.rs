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
    run_import() = "終了して manabi import ファイル名 を実行します (--dry-run で確認だけ)", "Quit and run: manabi import FILE (--dry-run only checks)";
    form_title(learner: &str) = "{learner}を加える", "Add a {learner}";
    form_name() = "名前", "Name";
    form_pharmacy(account: &str) = "{account}", "Their {account}";
    form_needs_name(learner: &str) = "{learner}の名前を入れてください", "The name of the {learner} is missing: please type it";
    form_needs_pharmacy(account: &str) = "{account}の名前を入れてください", "The name of their {account} is missing: please type it";
    form_hint() = "Enter で次の欄へ。最後の欄で Enter を押すと登録します。Esc でもどる", "Enter moves on; on the last line it adds. Esc goes back";
}
