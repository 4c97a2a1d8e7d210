//! Why an optional item was skipped: asked after the stroke that marks it, and never by it.

use super::*;

/// On the first item that asks why it is skipped; its text.
fn to_optional(desk: &mut Desk) -> String {
    use super::super::rows::RowKey;
    let view = desk.on_disk();
    let item = view.items.iter().find(|item| item.asks_why(Outcome::Skipped)).unwrap();
    desk.keys("Home");
    while !matches!(desk.model.screen(), Some(Screen::Session(state)) if state.at == Some(RowKey::Item(item.id))) {
        desk.keys("↓");
    }
    item.text.clone()
}

fn said(desk: &Desk) -> Vec<(Outcome, String)> {
    let text = |item: &crate::request::ItemView| {
        item.reason(item.outcome).map(|why| why.reveal(Reveal::granted()).to_string())
    };
    let view = desk.on_disk();
    view.items.iter().filter_map(|item| Some((item.outcome, text(item)?))).collect()
}

#[test]
fn one_stroke_marks_and_the_key_of_the_reason_is_told_for_what_is_optional() {
    for lang in Lang::ALL {
        let mut desk = Desk::started(lang, (100, 30), Meeting::Usual);
        let hint = session::reason_later(lang, "");
        desk.keys("Home ↓ ↓ 4");
        assert!(desk.on_disk().items.iter().any(|item| item.must && item.outcome == Outcome::Skipped));
        assert!(!desk.picture().contains(&hint), "a must is carried anyway:\n{}", desk.picture());
        to_optional(&mut desk);
        desk.keys("2");
        assert!(!desk.picture().contains(&hint), "{}", desk.picture());
        desk.keys("↑ 4");
        assert!(desk.picture().contains(&hint), "{}", desk.picture());
        assert_eq!(desk.model.context(), Context::Session, "nothing is asked yet");
        assert_eq!(said(&desk), []);
    }
}

#[test]
fn the_key_of_the_reason_says_on_other_rows_where_it_is_one() {
    for (lang, says, note) in [
        (Lang::Ja, "いまはできません: 飛ばした理由を書く (4 で飛ばした、必須でない項目で使えます)", "このメモを消す"),
        (Lang::En, "Not possible here: say why it was skipped (after 4, on an optional item)", "delete this note"),
    ] {
        let mut desk = Desk::started(lang, (80, 24), Meeting::Usual);
        // Homework of last time, a must item without its mark and with it, the optional one before it is skipped.
        desk.keys("Home d");
        assert!(desk.picture().contains(says), "{}", desk.picture());
        desk.keys("↓ ↓ d");
        assert!(desk.picture().contains(says), "{}", desk.picture());
        desk.keys("4 ↑ d");
        assert!(desk.picture().contains(says), "{}", desk.picture());
        to_optional(&mut desk);
        desk.keys("d");
        assert!(desk.picture().contains(says) && !desk.picture().contains(note), "{}", desk.picture());
        // On a note it deletes.
        desk.keys("n");
        desk.commit("first-line");
        desk.keys("Enter Esc End ↓ d");
        assert_eq!(notes(&desk), [], "{}", desk.picture());
    }
}

#[test]
fn undo_of_a_reason_says_that_it_was_one_and_of_what() {
    let mut desk = desk();
    let text = to_optional(&mut desk);
    desk.keys("4 ↑ d Enter u");
    let head: String = text.chars().take(6).collect();
    let told = format!("{} の飛ばした理由: {head}", told(Lang::Ja).learner);
    assert!(desk.picture().contains(&told), "{told}\n{}", desk.picture());
    desk.keys("d Enter Ctrl-G u");
    let shared = desk.picture();
    assert!(shared.contains("の飛ばした理由") && !shared.contains("の飛ばした理由:"), "{shared}");
    // The mark tells itself as ever.
    desk.keys("Ctrl-G u");
    assert!(desk.picture().contains(&head) && !desk.picture().contains("の飛ばした理由"), "{}", desk.picture());
}

#[test]
fn the_reason_is_typed_on_its_row_stands_behind_it_and_is_taken_back() {
    let mut desk = desk();
    to_optional(&mut desk);
    desk.keys("d");
    assert_eq!(desk.model.context(), Context::Session, "it is not skipped:\n{}", desk.picture());
    desk.keys("4 ↑");
    assert!(desk.picture().contains("d 理由"), "{}", desk.picture());
    desk.keys("d");
    assert_eq!(desk.model.context(), Context::DropReason);
    assert!(desk.picture().contains("飛ばした理由") && desk.picture().contains("Enter 保存"), "{}", desk.picture());
    desk.keys("Enter");
    assert_eq!(said(&desk), [(Outcome::Skipped, "時間がなかった".to_owned())]);
    assert!(desk.picture().contains("由: 時間がなかった)"), "{}", desk.picture());
    assert!(!desk.picture().contains("d 理由"), "it is said:\n{}", desk.picture());
    desk.keys("Ctrl-G");
    assert!(!desk.picture().contains("時間がなかった"), "{}", desk.picture());
    desk.keys("Ctrl-G u");
    assert_eq!(said(&desk), []);
    desk.keys("d Ctrl-U");
    desk.commit("もう知っていたので、長い話はしませんでした");
    desk.keys("Enter ↓");
    assert!(desk.picture().contains("由: もう知っていたので、"), "{}", desk.picture());
    // Another outcome has no use for it.
    desk.keys("↑ 2");
    assert_eq!(said(&desk), []);
    desk.keys("↑ 4 ↑ d Esc");
    assert_eq!(said(&desk), [], "left alone");
}

#[test]
fn the_wrap_up_counts_what_was_skipped_without_a_reason() {
    let mut desk = desk();
    to_optional(&mut desk);
    desk.keys("4 w");
    assert!(desk.picture().contains("飛の理由なし 1"), "{}", desk.picture());
    desk.keys("Esc ↑");
    to_optional(&mut desk);
    desk.keys("d Enter w");
    assert!(!desk.picture().contains("飛の理由なし"), "{}", desk.picture());
}
