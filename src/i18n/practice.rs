//! The line of the practice day.

use super::messages;

messages! {
    line(nth: usize, task: &str, keys: &str) = "練習 {nth}/7  {task}  {keys}", "Practice {nth}/7  {task}  {keys}";
    start() = "1on1 をはじめる (人も時計も架空です)", "start a 1on1 (all invented)";
    three_items() = "宿題や項目に、結果を三つつける", "mark three homework tasks or items";
    note() = "日本語でメモを書く", "write a note";
    request() = "要望を一つ書く", "write a request";
    wrap_up() = "1on1 を締める", "wrap the 1on1 up";
    no_show() = "来なかった人を欠にする", "record a no-show";
    close_day() = "ふり返りで一日を締める", "close the day in the review";
    done() = "七つともできました。もう本番もだいじょうぶです。", "All seven done: you are ready for a real day.";
    hidden() = "練習の案内をしまいました (もう一度えらぶと出ます)", "The practice line is put away; the same command brings it back";
    shown() = "練習の案内を出しました", "The practice line is back";
}
