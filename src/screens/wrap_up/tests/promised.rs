//! The day of a promised answer: its keys change it and nothing else, also right after the promise.

use super::*;

fn asked() -> Desk {
    let mut desk = marked();
    desk.commit("質問: 並び順は");
    desk.keys("Enter F5");
    desk
}

fn part(desk: &Desk) -> Option<Part> {
    if let Some(Screen::WrapUp(state)) = desk.model.screen() { Some(state.part) } else { None }
}

fn by(desk: &Desk) -> Option<String> {
    desk.on_disk().open_questions[0].by.map(|day| day.to_string())
}

#[test]
fn right_after_the_promise_its_day_is_changed_and_not_the_appointment() {
    let mut desk = asked();
    let question = part(&desk);
    desk.keys("2");
    assert!(desk.picture().contains("12/02(水) に返事 (+/- で日をかえる): 並び順は"), "{}", desk.picture());
    desk.keys("+ +");
    assert_eq!(by(&desk).unwrap(), "2026-12-04");
    assert!(
        desk.picture().contains("12/04(金) に返事") && desk.picture().contains("12/02(水) 14:00"),
        "{}",
        desk.picture()
    );
    desk.keys("-");
    assert_eq!(by(&desk).unwrap(), "2026-12-03");
    // Undo goes back step by step, and at last to the question, whose digits are its own.
    desk.keys("u");
    assert_eq!(by(&desk).unwrap(), "2026-12-04");
    desk.keys("u u u");
    assert_eq!((by(&desk), part(&desk)), (None, question), "{}", desk.picture());
    assert!(desk.picture().contains("2 12/02(水) に返事"), "{}", desk.picture());
    desk.keys("2 Enter");
    assert!(desk.on_disk().closed && closed(&desk).result == CloseResult::Held, "{}", desk.picture());
    assert_eq!(closed(&desk).next.unwrap().start.to_string(), "2026-12-02 14:00:00");
    assert_eq!(by(&desk).unwrap(), "2026-12-02");
}

#[test]
fn the_keys_of_the_slot_show_what_they_move() {
    let mut desk = marked();
    desk.keys("w +");
    assert_eq!(part(&desk), Some(Part::Slot));
    assert!(desk.picture().contains("12/09(水) 14:00"), "{}", desk.picture());
    // A promise is left with the cursor: from then on they are the slot's.
    let mut desk = asked();
    desk.keys("2 Tab +");
    assert_eq!((by(&desk).unwrap().as_str(), part(&desk)), ("2026-12-02", Some(Part::Slot)));
}

#[test]
fn undo_in_a_wrap_up_says_so() {
    for (lang, undone, redone) in [
        (Lang::Ja, "この締めの選択を取り消しました", "取り消した選択をもどしました"),
        (Lang::En, "Took back that choice", "Put the choice back"),
    ] {
        let mut desk = Desk::started(lang, (80, 24), Meeting::Usual);
        desk.keys("1 3 1 3 2 1 w f u");
        assert!(desk.picture().contains(undone), "{}", desk.picture());
        desk.keys("U");
        assert!(desk.picture().contains(redone), "{}", desk.picture());
    }
}

#[test]
fn words_typed_on_a_question_are_its_answer() {
    let mut desk = asked();
    desk.commit("設定から変えられます");
    assert_eq!(desk.model.context(), Context::WrapUpField, "{}", desk.picture());
    desk.keys("Esc");
    desk.commit("。続き");
    desk.keys("Enter");
    let answer = "SELECT answer FROM question WHERE state = 'answered'";
    let answer: String = desk.db.conn().query_row(answer, [], |row| row.get(0)).unwrap();
    assert_eq!(answer, "設定から変えられます。続き");
    // Where nothing takes words, they are searched for.
    desk.commit("けっか");
    assert_eq!(desk.model.context(), Context::Palette);
}
