//! The box in which a decision gets its date and its reason.

use super::*;

#[test]
fn a_half_typed_reason_waits_for_its_row() {
    let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    bench.press("Home Enter Tab");
    bench.type_text("電話がほしい");
    bench.press("Esc");
    let typed = |bench: &Bench| bench.screen().contains("電話がほしい");
    assert!(!typed(&bench));
    bench.press("Enter");
    assert!(typed(&bench));
    let saved = bench.effects.iter().find_map(|effect| match effect {
        Effect::SaveDraft(draft) => Some(draft.clone()),
        _ => None,
    });
    // In the next run as well.
    let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    let asked = bench.asked(|ask| matches!(ask, Ask::Resume));
    bench.answer(
        asked,
        Ok(Reply::Resume(ResumeView { running: None, last_sign: None, drafts: saved.into_iter().collect() })),
    );
    bench.press("Home Enter");
    assert!(typed(&bench));
    bench.press("Enter");
    assert!(bench.effects.iter().any(|effect| matches!(effect, Effect::ClearDraft { .. })));
}

#[test]
fn enter_edits_date_and_reason() {
    let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    bench.press("Home Enter Ctrl-U");
    bench.type_text("12/1");
    bench.press("Tab Ctrl-U");
    bench.type_text("薬局長と相談してから");
    assert!(bench.screen().contains("12/1"));
    bench.press("Enter");
    let [decide] = decisions(&bench).try_into().unwrap();
    assert_eq!((decide.id, decide.kind, decide.due_on), (id(17), DecisionKind::FollowUp, Some(date(12, 1))));
    // The words of the trainer are the title as well.
    assert_eq!((decide.reason.as_str(), decide.title), ("薬局長と相談してから", None));
    assert_eq!(cursor(&bench), 0);
}

#[test]
fn a_date_that_is_none_stays_in_its_field() {
    let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    bench.press("Home Enter Ctrl-U");
    bench.type_text("いつか");
    bench.press("Tab Enter");
    assert!(bench.screen().contains("日付が読めません"));
    assert_eq!(decisions(&bench), []);
    bench.press("Esc");
    assert!(state(&bench).edit.is_none());
    assert_eq!(decisions(&bench), []);
}

#[test]
fn a_follow_up_is_due_today_at_the_earliest() {
    let overdue = || {
        let mut view = evening(Lang::Ja);
        view.rows[0].due_on = date(11, 23);
        review(Lang::Ja, (100, 30), view)
    };
    let mut bench = overdue();
    bench.press("Enter");
    assert!(bench.screen().contains("三浦 望 さん の判断: 要 フォロー"), "{}", bench.screen());
    bench.press("Enter");
    assert_eq!(decisions(&bench)[0].due_on, Some(date(11, 25)));
    let mut bench = overdue();
    bench.press("f");
    assert_eq!(decisions(&bench)[0].due_on, Some(date(11, 25)));
    let mut bench = overdue();
    bench.press("Enter Ctrl-U");
    bench.type_text("11/23");
    bench.press("Enter");
    assert!(bench.screen().contains("きょうか、後の日付"), "{}", bench.screen());
    assert_eq!(decisions(&bench), []);
}

#[test]
fn a_snooze_ends_after_today() {
    let mut view = drawn(Lang::Ja);
    view.rows[0].decision = view.rows[0].decision.map(|d| crate::domain::follow_up::Shown {
        kind: DecisionKind::Snooze,
        until: Some(date(11, 26)),
        ..d
    });
    let mut bench = review(Lang::Ja, (100, 30), view);
    bench.press("Home Enter Ctrl-U");
    bench.type_text("11/25");
    bench.press("Enter");
    assert!(bench.screen().contains("きょうより後"));
    bench.press("Ctrl-U");
    bench.type_text("11/30");
    bench.press("Enter");
    assert_eq!(decisions(&bench)[0].until, Some(date(11, 30)));
}

#[test]
fn enter_on_an_undecided_row_follows_up_with_a_date() {
    let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    bench.press("Enter Enter");
    let [decide] = decisions(&bench).try_into().unwrap();
    assert_eq!((decide.id, decide.kind, decide.due_on), (id(9), DecisionKind::FollowUp, Some(date(11, 25))));
    assert_eq!(cursor(&bench), 3);
}
