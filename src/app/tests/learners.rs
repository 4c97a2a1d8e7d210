//! Learners are typed in by hand.

use super::*;

#[test]
fn one_learner_can_be_typed_in_by_hand() {
    let mut setup = Setup::new(Lang::Ja, (80, 24));
    setup.file = FileView { empty: true, ..FileView::default() };
    let mut b = Bench::new(setup);
    b.press("3 Enter")
        .sees("受講者の名前を入れてください")
        .press("Tab {つば} Enter")
        .sees("受講者の名前を入れてください");
    b.press("{森田由美} Tab Ctrl-U Enter").sees("薬局の名前を入れてください").sees_not("受講者の名前を");
    assert!(b.records().is_empty());
    b.press("{つばめ薬局} Enter");
    let [Record::Learner(form)] = b.records()[..] else { panic!("{:?}", b.records()) };
    assert_eq!(
        (form.name.as_str(), form.pharmacy_name.as_str(), form.trainer.as_str()),
        ("森田由美", "つばめ薬局", "")
    );
    // Whoever is new is on the screen, above today, and can be booked.
    assert!(matches!(b.model.screen(), Some(Screen::Card(_))));
    b.sees("受講者を加えました: 森田由美").press("Esc");
    assert!(matches!(b.model.screen(), Some(Screen::Today(_))));
}

#[test]
fn one_more_learner_is_added_from_today() {
    let mut b = today();
    b.fresh().press("A Esc");
    assert_eq!(b.model.context(), Context::Today);
    b.press("A {森田由美} Enter {つばめ薬局} Enter");
    assert!(matches!(b.records()[..], [Record::AddLearner { .. }]));
    assert!(matches!(b.model.screen(), Some(Screen::Card(_))));
}
