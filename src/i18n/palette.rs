//! The palette.

use super::messages;

messages! {
    /// A command that acts on a person: 佐藤 美咲 さん: 欠席 にする.
    about(name: &str, label: &str) = "{name} さん: {label}", "{name}: {label}";
    person() = "人", "person";
    note() = "メモ", "note";
    /// A short text of one's own.
    short() = "短文", "short";
    quote(date: &str, text: &str) = "{date} 「{text}」", "{date} \"{text}\"";
    nothing() = "見つかりません", "Nothing found";
    /// What to try after Latin letters.
    try_kanji() = "短い語でためしてください。メモの漢字は、漢字で打つと見つかります", "Try a shorter word or another spelling";
    /// What to try after anything else.
    try_shorter() = "短い語や別の書き方でためしてください。人は読みでも見つかります", "Try a shorter word or another spelling";
    how_to_search() = "かな・漢字・ローマ字 どれでも探せます (kesseki / けっせき / 欠席)", "Finds labels, names and notes; several words narrow it down";
    how_to_search_short() = "かな・漢字・ローマ字 どれでも探せます", "Finds labels, names and notes";
    close() = "Esc 閉じる", "Esc closes";
    /// One key does the same.
    next_time_one(keys: &str) = "つぎから: {keys} の1打で同じことができます", "Next time: {keys} does the same in one key";
    next_time_two(keys: &str) = "つぎから: {keys} の2打で同じことができます", "Next time: {keys} does the same in two keys";
}
