//! Homework of last time and for next time.

use super::*;

#[test]
fn homework_that_nobody_looked_at_is_missing_after_closing() {
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Usual);
    desk.keys("1 ↓ 1 w 1 Enter");
    assert_eq!(desk.homework(), [HomeworkState::Reviewed, HomeworkState::Missing]);
}

#[test]
fn all_done_means_last_homework_and_the_item_that_looks_at_it() {
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Usual);
    desk.keys("w");
    assert!(desk.picture().contains("前回の宿題 未確認 2 -> 無"), "what closing would do is said: {}", desk.picture());
    desk.keys("1");
    assert!(!desk.picture().contains("未確認 2"), "{}", desk.picture());
    desk.keys("Enter");
    assert_eq!(desk.homework(), [HomeworkState::Reviewed, HomeworkState::Reviewed]);
    assert!(desk.on_disk().items.iter().all(|item| item.outcome == Outcome::Done));
}

#[test]
fn homework_that_would_be_missing_is_said_in_every_size() {
    for size in SIZES {
        let mut desk = Desk::started(Lang::Ja, size, Meeting::Usual);
        desk.keys("1 ↓ 1 w");
        assert!(desk.picture().contains("前回の宿題 未確認 1 -> 無"), "{size:?}\n{}", desk.picture());
    }
}

#[test]
fn the_wrap_up_adds_up_the_homework_and_leaves_out_what_is_too_much() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            let mut desk = Desk::started(lang, size, Meeting::Usual);
            desk.keys("3 3 w");
            assert!(
                desk.picture().contains(if lang == Lang::Ja { "合計 20分" } else { "20 min in all" }),
                "{}",
                desk.picture()
            );
            while !matches!(desk.model.screen(), Some(Screen::WrapUp(state)) if state.part == Part::Homework(1)) {
                desk.keys("↓");
            }
            desk.keys("Space");
            let says =
                |desk: &Desk| desk.picture().contains(if lang == Lang::Ja { "1週 30分" } else { "30 min a week" });
            assert!(says(&desk), "{}", desk.picture());
            desk.check("too much");
            desk.keys("x");
            assert!(!says(&desk), "{}", desk.picture());
            desk.keys("u");
            assert!(says(&desk), "{}", desk.picture());
        }
    }
}

#[test]
fn the_answer_that_all_was_done_is_seen_before_it_is_written() {
    let mut desk = Desk::started(Lang::Ja, (80, 24), Meeting::Usual);
    desk.keys("w");
    // One row has digits at a time: that of the question.
    let seen = desk.picture();
    assert!(
        seen.contains("1 ぜんぶ済 (前回の宿題も)") && seen.contains(" 完 おわった") && !seen.contains("[完]"),
        "{seen}"
    );
    assert!(seen.contains("済 0") && seen.contains("宿題 0/2"), "{seen}");
    desk.keys("1");
    let seen = desk.picture();
    assert!(seen.contains("[ぜんぶ済 (前回の宿題も)]") && seen.contains("[1 完]"), "{seen}");
    assert!(!seen.contains("済 0") && seen.contains("宿題 2/2"), "{seen}");
    desk.keys("u");
    assert!(desk.picture().contains("1 ぜんぶ済") && desk.picture().contains("済 0"), "{}", desk.picture());
}
