//! A follow-up from the review to its end: done with what came of it, or dropped with why.

use manabi::i18n::Lang;

use crate::support::days::Day;
use crate::support::stage::{Start, play};

const ENDED: &str =
    "SELECT state, result, done_at IS NOT NULL FROM follow_up WHERE state <> 'open' ORDER BY updated_at";

#[test]
fn a_row_of_the_review_is_finished_with_one_key_and_a_line() {
    for lang in Lang::ALL {
        play(&Start::new(Day::Evening, lang).now(17, 0).size(120, 40), async |desk| {
            desk.keys("r<Home>w").await;
            assert_eq!(desk.db().ask(ENDED), [""; 0], "nothing is open yet");
            desk.keys("f<Home>w").await;
            // Without a line nothing ends.
            desk.keys("<Enter>").await;
            assert_eq!(desk.db().ask(ENDED), [""; 0]);
            let before = desk.db().everything();
            desk.keys("{電話で話せた}<Enter>").await;
            assert_eq!(desk.db().ask(ENDED), ["done|電話で話せた|1"], "{}", desk.picture());
            // The row stays decided and tells what came of it.
            assert!(desk.row_with("電話で話せた").contains(if lang == Lang::Ja { "決定: 済" } else { "done" }));
            desk.keys("u").await;
            assert_eq!(desk.db().everything(), before);
            desk.keys("w<Tab>{もう要らない}<Enter>").await;
            assert_eq!(desk.db().ask(ENDED), ["dropped|もう要らない|0"]);
            // Dropped, it answers for nothing: the row waits again, and a new one does not write over the old one.
            desk.keys("f").await;
            assert_eq!(desk.db().ask("SELECT state FROM follow_up ORDER BY created_at"), ["dropped", "open"]);
            desk.db().check();
        });
    }
}

#[test]
fn the_card_shows_a_follow_up_and_finishes_it() {
    play(&Start::new(Day::Morning, Lang::Ja).size(100, 40), async |desk| {
        desk.keys("fb").await;
        desk.sees("フォローの印");
        desk.keys("w{様子を聞いた}<Enter>").await;
        assert_eq!(desk.db().ask(ENDED), ["done|様子を聞いた|1"]);
        desk.sees_not("フォローの印");
        desk.keys("w").await;
        desk.sees("対応中のフォローはありません");
        desk.keys("u").await;
        desk.sees("フォローの印");
    });
}
