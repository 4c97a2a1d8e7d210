//! One key a row: what is recorded, and where the cursor goes.

use super::*;

#[test]
fn w_ends_the_follow_up_of_a_row_with_a_line() {
    for lang in Lang::ALL {
        for size in SIZES {
            let mut bench = review(lang, size, drawn(lang));
            // Nothing is under way on the row that waits.
            bench.press("w");
            assert!(bench.model.overlays.is_empty(), "{}", bench.screen());
            bench.press("Home w Enter");
            assert!(bench.records().is_empty());
            bench.press("Tab");
            let text = match lang {
                Lang::Ja => "もう要らない",
                Lang::En => "not needed any more",
            };
            bench.type_text(text);
            bench.check(&[]);
            bench.press("Tab Enter Enter");
            let (_, first) = drawn(lang).rows.into_iter().map(|row| (row.scope, row.id)).next().unwrap();
            let [(request, record)] = bench.records().try_into().unwrap();
            let text = text.to_owned();
            let end = FollowUpEnd::Done;
            assert_eq!(record, Record::EndFollowUp { scope: Scope::Learner, id: first, end, text });
            bench.on_disk(request);
            assert!(bench.model.overlays.is_empty());
        }
    }
}

#[test]
fn what_came_of_a_follow_up_stands_where_it_was_decided() {
    let mut view = drawn(Lang::Ja);
    let done = Some((date(11, 25), Some(Private::free("電話で話せた"))));
    view.rows[0].follow_up.as_mut().unwrap().done = done;
    let bench = review(Lang::Ja, (120, 30), view);
    assert!(bench.screen().contains("決定: 済 きょう 電話で話せた"), "{}", bench.screen());
}

#[test]
fn f_makes_a_follow_up_of_the_row_and_goes_on() {
    let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    bench.press("f");
    let [decide] = decisions(&bench).try_into().unwrap();
    assert_eq!((decide.day, decide.scope, decide.id), (date(11, 25), Scope::Learner, id(9)));
    assert_eq!((decide.kind, decide.reason.as_str()), (DecisionKind::FollowUp, "まとめて確認"));
    assert_eq!(decide.title.as_deref(), Some("今日中に電話し、責めずに理由を聞く"));
    assert_eq!((decide.due_on, decide.until, decide.owner), (Some(date(11, 25)), None, Some(id(99))));
    // The absorbed reason is none that was decided.
    let codes: Vec<_> = decide.codes.iter().map(|c| (c.code, c.points)).collect();
    assert_eq!(codes, [(ReasonCode::NoShow, 60)]);
    assert_eq!(cursor(&bench), 3);
    // Not on disk yet, but decided as far as the keys go.
    assert!(bench.screen().contains("判断のこり 8"));
}

#[test]
fn six_rows_take_six_keys() {
    let mut bench = review(Lang::Ja, (80, 24), drawn(Lang::Ja));
    bench.press("f x s f x s");
    let kinds: Vec<DecisionKind> = decisions(&bench).iter().map(|d| d.kind).collect();
    use DecisionKind::{Dismiss, FollowUp, Snooze};
    assert_eq!(kinds, [FollowUp, Dismiss, Snooze, FollowUp, Dismiss, Snooze]);
    let rows: std::collections::BTreeSet<_> = decisions(&bench).iter().map(|d| d.id).collect();
    assert_eq!(rows.len(), 6);
    assert_eq!(cursor(&bench), 8);
    // The rows are asked for once, when the last of them is on disk.
    let asked =
        |bench: &Bench| bench.effects.iter().filter(|e| matches!(e, Effect::Ask(_, Ask::Review { .. }))).count();
    let before = asked(&bench);
    for (id, _) in bench.records() {
        bench.on_disk(id);
    }
    assert_eq!(asked(&bench), before + 1);
}

#[test]
fn watched_rows_are_not_asked_about_but_can_be_decided() {
    let mut view = evening(Lang::Ja);
    for row in &mut view.rows[..11] {
        follow(Lang::Ja, row, date(11, 26), "x");
    }
    let mut bench = review(Lang::Ja, (80, 24), view);
    assert_eq!(state(&bench).waiting(), 0);
    bench.press("End ↑ ↑ x");
    assert_eq!(decisions(&bench)[0].id, id(6));
    assert!(bench.screen().contains("なし"));
}

#[test]
fn a_decision_that_did_not_reach_the_disk_is_none() {
    let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    bench.press("f");
    let (id, _) = bench.records()[0];
    bench.answer(id, Err(Failure::Trouble(Trouble::DiskFull)));
    assert_eq!(state(&bench).waiting(), 9);
}

#[test]
fn a_decision_stays_shown_until_the_rows_show_it() {
    let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    bench.press("x");
    let (id, _) = bench.records()[0];
    bench.on_disk(id);
    assert_eq!(state(&bench).waiting(), 8);
    let mut view = drawn(Lang::Ja);
    view.rows[2].decided = true;
    show(&mut bench, view);
    assert_eq!((state(&bench).waiting(), state(&bench).fresh.len()), (8, 0));
}
