//! The help box.

use super::messages;

messages! {
    title() = "ヘルプ  / でしぼりこみ", "Help  / filters";
    filter() = "しぼりこみ", "Filter";
    close() = "Esc 閉じる", "Esc closes";
    ime_keys() = "F1-F5 と Ctrl のキーはそのまま効きます。", "F1-F5 and Ctrl keys work as they are.";
    ime_note() = "文字を打つとメモになります", "Typing makes a note";
    ime_search() = "文字を打つと検索になります", "Typing starts a search";
    ime_full_width() = "全角の １ ２ ｊ ？ / も同じキーとして動きます", "Full-width digits and letters count as the keys they look like";
    strip() = "すすみぐあい: 完 全部  途 一部  再 くり返し  今 進行中  抜 とばした回", "progress: DN full  PT part  RP repeated  ON running  GP skipped ahead";
    practice() = "練習: manabi demo、manabi rehearse 5", "practice: manabi demo, manabi rehearse 5";
    settings() = "設定の場所: manabi paths", "settings: manabi paths";
    nothing() = "あてはまるキーはありません", "No key matches";
}
