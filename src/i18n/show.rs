//! The second window, for the learner.

use super::messages;

messages! {
    title() = "1on1", "1on1";
    waiting() = "1on1 がはじまると、ここに内容が出ます", "The session appears here when it begins";
    trouble() = "いまは読めません。もう一度ひらいてください", "It cannot be read now. Please open it again";
    goal(text: &str) = "きょうのゴール: {text}", "Today's goal: {text}";
    last_homework() = "前回の宿題", "Homework of last time";
    next_homework() = "次回までの宿題", "Homework for next time";
    figures() = "あなたの数値", "Your figures";
    wins() = "できたこと", "What you could do";
    done() = "済", "OK";
    not_yet() = "未", "--";
    before(value: &str) = "前 {value}", "was {value}";
    leave() = "おわる", "leave";
    blank() = "画面を消す", "blank";
    scroll() = "続き", "more";
}
