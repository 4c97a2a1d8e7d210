//! The message to the learner.

use super::*;

#[test]
fn the_same_message_is_copied_from_the_wrap_up_the_day_and_the_record() {
    let mut desk = Desk::started(Lang::Ja, (80, 24), Meeting::Usual);
    desk.keys("1 3 1 1 2 1 w c Enter");
    assert!(desk.on_disk().closed, "{}", desk.picture());
    desk.now += chrono::TimeDelta::minutes(3);
    desk.keys("↑ c Enter c C");
    assert_eq!(desk.model.context(), Context::Record, "{}", desk.picture());
    let [wrap_up, today, record, masked] = &desk.copied[..] else { panic!("{:?}", desk.copied) };
    assert!(wrap_up.contains("次回までの宿題"), "{wrap_up}");
    assert_eq!((today, record), (wrap_up, wrap_up));
    assert!(!masked.contains(told(Lang::Ja).learner) && masked.contains("次回までの宿題"), "{masked}");
    // It is not that day any more.
    desk.now += chrono::TimeDelta::days(1);
    desk.keys("c");
    let later = desk.copied.last().unwrap();
    let next = "12/02(水)";
    assert!(later.contains(next), "{later}");
    assert!(later.contains("11/25(水) は第5回のお時間を") && !later.contains("今日できた"), "{later}");
    desk.send(crate::app::Msg::Copied(crate::app::Copied::Native));
    assert!(desk.picture().contains("お礼と宿題の文面をコピーしました"), "{}", desk.picture());
    // A date that is over is nobody's next one.
    desk.now += chrono::TimeDelta::days(8);
    desk.keys("c");
    let over = desk.copied.last().unwrap();
    assert!(!over.contains(next), "{over}");
    desk.keys("Ctrl-G c");
    assert_eq!(desk.copied.len(), 6, "nothing private leaves a shared screen");
}

#[test]
fn the_message_is_polite_and_has_no_names_when_asked() {
    let mut desk = marked();
    desk.commit("できた: 一人で下書きを出せた");
    desk.keys("Enter");
    desk.commit("宿題: 山田さんに見せる");
    desk.keys("Enter F5 c C");
    let [open, bare] = &desk.copied[..] else { panic!("{:?}", desk.copied) };
    insta::assert_snapshot!("message_ja", open);
    for secret in told(Lang::Ja).secrets().into_iter().chain(["山田", "一人で下書き"]) {
        assert!(!bare.contains(secret), "{bare}");
    }
    insta::assert_snapshot!("message_ja_bare", bare);
    desk.keys("Ctrl-G c");
    assert_eq!(desk.copied.len(), 2, "nothing private leaves a shared screen");
    let mut desk = Desk::started(Lang::En, (100, 30), Meeting::Usual);
    desk.keys("1 1 1 3 w c");
    insta::assert_snapshot!("message_en", &desk.copied[0]);
}
