//! What undo takes back in a wrap-up, and what it does not.

use super::*;

#[test]
fn undo_stays_within_the_wrap_up() {
    let mut desk = marked();
    let before = desk.on_disk();
    desk.keys("w Tab 4 f u");
    assert!(desk.picture().contains("(x) 要") && desk.picture().contains("様子 1-5 4"), "{}", desk.picture());
    desk.keys("u");
    assert!(desk.picture().contains("様子 1-5 (未記入)"), "{}", desk.picture());
    desk.keys("u Ctrl-Z");
    assert!(desk.picture().contains("取り消すものはありません"), "{}", desk.picture());
    desk.keys("U");
    assert!(desk.picture().contains("様子 1-5 4"), "{}", desk.picture());
    desk.keys("U U");
    assert!(desk.picture().contains("(x) 急") && desk.picture().contains("やり直すものは"), "{}", desk.picture());
    assert_eq!(desk.on_disk().items, before.items);
    assert!(!desk.recorded.iter().any(|record| matches!(record, Record::Undo | Record::Redo)));
}

#[test]
fn a_settled_question_is_taken_back_and_settled_again() {
    let mut desk = marked();
    desk.commit("質問: 並び順は");
    desk.keys("Enter F5 3");
    assert!(desk.on_disk().open_questions.is_empty());
    desk.keys("u");
    assert_eq!(desk.on_disk().open_questions.len(), 1);
    desk.keys("u U");
    assert!(desk.on_disk().open_questions.is_empty());
}

#[test]
fn a_start_that_is_done_again_can_be_gone_to_from_anywhere() {
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Usual);
    desk.keys("g r u");
    assert_eq!(desk.model.core.running, None);
    desk.keys("U g s");
    assert!(matches!(desk.model.screen(), Some(Screen::Session(_))), "{}", desk.picture());
}
