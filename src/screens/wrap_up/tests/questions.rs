//! Questions that are settled before a record is closed.

use super::*;

#[test]
fn an_open_question_is_settled_first() {
    let mut desk = marked();
    for text in ["質問: 並び順は", "質問: 印刷は", "質問: 検索は"] {
        desk.commit(text);
        desk.keys("Enter");
    }
    desk.keys("F5");
    assert!(desk.picture().contains("答えていない質問 3"), "{}", desk.picture());
    desk.keys("Enter Enter");
    assert!(!desk.on_disk().closed);
    desk.keys("1");
    desk.commit("設定から変えられます");
    desk.keys("Enter → + - 2 3");
    let view = desk.on_disk();
    let states: Vec<_> = view.open_questions.iter().map(|q| (q.state, q.by.is_some())).collect();
    assert_eq!(states, [(QuestionState::Open, true)], "one answered, one promised, one handed over");
    assert_eq!(view.open_questions[0].by.unwrap().to_string(), "2026-12-03", "a day after the next meeting");
    let answer = "SELECT answer FROM question WHERE state = 'answered'";
    let answer: String = desk.db.conn().query_row(answer, [], |row| row.get(0)).unwrap();
    assert_eq!(answer, "設定から変えられます");
    assert!(desk.picture().contains("> [ 確定して次へ"), "{}", desk.picture());
    desk.keys("Enter");
    assert!(desk.on_disk().closed);
}

#[test]
fn an_asked_question_stays_asked_until_it_is_answered_or_left() {
    let asked = || {
        let mut desk = marked();
        desk.commit("質問: 並び順は");
        desk.keys("Enter F5 Enter");
        desk
    };
    let says = |desk: &Desk| desk.picture().contains("1 いま答えた  2 日を約束");
    let footer = |desk: &Desk| desk.screen().0.last().cloned().unwrap();
    // Enter asks, and asks again; the digits answer on the button, too.
    let mut desk = asked();
    assert!(says(&desk) && footer(&desk).contains("Enter 確定へ"), "{}", desk.picture());
    desk.keys("Enter End Enter");
    assert!(says(&desk) && !desk.on_disk().closed, "{}", desk.picture());
    desk.keys("End 2");
    assert!(desk.on_disk().open_questions[0].by.is_some() && desk.picture().contains("[1 完]"), "{}", desk.picture());
    assert!(!says(&desk) && footer(&desk).contains("Enter 確定 "), "{}", desk.picture());
    desk.keys("Enter");
    assert!(desk.on_disk().closed && closed(&desk).result == CloseResult::Held);
    // Esc leaves the question and takes what was said with it; a digit is the result again.
    let mut desk = asked();
    desk.keys("Esc");
    assert!(!says(&desk) && desk.model.context() == Context::WrapUp, "{}", desk.picture());
    desk.keys("2");
    assert!(desk.picture().contains("[2 途]"), "{}", desk.picture());
    desk.keys("Enter");
    assert!(says(&desk), "{}", desk.picture());
    // So does another choice, whose digits are its own.
    desk.keys("Tab");
    assert!(!says(&desk), "{}", desk.picture());
    desk.keys("3");
    assert!(desk.picture().contains("様子 1-5 3") && desk.on_disk().open_questions.len() == 1, "{}", desk.picture());
}

#[test]
fn an_answer_may_stay_empty_and_esc_keeps_what_is_typed() {
    let mut desk = marked();
    desk.commit("質問: 並び順は");
    desk.keys("Enter F5 1");
    assert_eq!(desk.model.context(), Context::WrapUpField);
    desk.commit("書きかけの");
    assert!(desk.screen().0.last().unwrap().contains("Enter 決める"), "{}", desk.picture());
    desk.keys("Esc");
    assert_eq!((desk.model.context(), desk.on_disk().open_questions.len()), (Context::WrapUp, 1));
    desk.keys("1");
    assert!(desk.picture().contains("書きかけの"), "{}", desk.picture());
    desk.keys("Ctrl-U Enter");
    assert!(desk.on_disk().open_questions.is_empty(), "{}", desk.picture());
    assert!(desk.picture().contains("> [ 確定して次へ"), "{}", desk.picture());
    desk.keys("u");
    assert_eq!(desk.on_disk().open_questions.len(), 1);
}

#[test]
fn without_a_next_meeting_an_answer_is_promised_soon() {
    let mut desk = marked();
    desk.commit("質問: 並び順は");
    desk.keys("Enter F5");
    assert!(desk.picture().contains("2 12/02(水) に返事"), "{}", desk.picture());
    // Up to the slot and out of it.
    while !matches!(desk.model.screen(), Some(Screen::WrapUp(state)) if state.part == Part::Slot) {
        desk.keys("Tab");
    }
    desk.keys("Space Home");
    assert!(desk.picture().contains("2 11/27(金) に返事"), "{}", desk.picture());
}
