//! Learners are typed in by hand.

use super::*;

#[test]
fn a_reason_is_not_cut_for_words_that_have_no_room() {
    let why =
        |why| Reason { why, points: 30, due: fixture::date(), owner: None, source: Source::Date(fixture::date()) };
    let answer = move |ask: &Ask| match fixture::answer(Lang::En, ask) {
        Some(Reply::Day(mut view)) => {
            let first = &mut view.leftovers.first[0];
            first.name = Private::learner(9, "Daisuke Sakamoto");
            first.reasons = vec![
                why(Why::Homework(2)),
                why(Why::Stuck { items: 2, again: false }),
                why(Why::Mood { mood: 2, before: None }),
            ];
            Some(Reply::Day(view))
        }
        other => other,
    };
    let mut b = Bench::with(Setup::new(Lang::En, (100, 30)), Box::new(answer));
    b.sees("homework stuck mood").sees_not("homework ..");
}

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
    b.sees("名簿に加えました: 森田由美").press("Esc");
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
