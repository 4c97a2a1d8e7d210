//! Another number, the next one, an extra session.

use super::*;

#[test]
fn the_next_number_comes_in_with_a_key_and_goes_with_undo() {
    for (lang, own, both) in [(Lang::Ja, "第5回 ", "第5回+第6回"), (Lang::En, "session 5 ", "session 5+6")] {
        let mut desk = Desk::started(lang, (100, 30), Meeting::Usual);
        let before = desk.on_disk().items.len();
        desk.keys("N");
        assert!(desk.on_disk().items.len() > before && desk.on_disk().further == [6]);
        assert!(desk.picture().contains(both), "{}", desk.picture());
        desk.keys("u");
        assert_eq!(desk.on_disk().items.len(), before);
        assert!(desk.picture().contains(own), "{}", desk.picture());
    }
}

#[test]
fn an_extra_session_is_one_key_away() {
    for lang in [Lang::Ja, Lang::En] {
        let mut desk = Desk::started(lang, (80, 24), Meeting::Usual);
        desk.keys("E");
        assert_eq!(desk.model.context(), Context::Booking, "{}", desk.picture());
        let title = if lang == Lang::Ja { "第5回 補講" } else { "extra" };
        assert!(desk.picture().contains(title), "{}", desk.picture());
        desk.keys("Enter");
        assert_eq!(desk.model.context(), Context::Session, "{}", desk.picture());
        assert!(desk.on_disk().further.is_empty());
    }
}

#[test]
fn another_number_is_typed_with_its_reason() {
    let mut desk = Desk::new(Lang::Ja, (80, 24), Meeting::Usual);
    desk.keys("B");
    if desk.model.context() != Context::Booking {
        // It is booked already: another number is chosen from its extra session.
        desk.keys("Esc E");
    }
    desk.keys("N");
    assert_eq!(desk.model.context(), Context::NumberField, "{}", desk.picture());
    desk.commit("3");
    desk.keys("Enter");
    assert!(desk.picture().contains("理由を続けて打ってください"), "{}", desk.picture());
    desk.commit(" もう一度見たい");
    desk.keys("Enter");
    assert_eq!(desk.model.context(), Context::Booking, "{}", desk.picture());
    let picture = desk.picture();
    assert!(picture.contains("第3回 (もう一度)") && picture.contains("理由: もう一度見たい"), "{picture}");
    desk.keys("Enter");
    assert_eq!(desk.model.context(), Context::Today, "{}", desk.picture());
    desk.check("after booking");
}
