//! Homework: that of last time is looked at, that for next time is set.

use super::*;

#[test]
fn homework_of_last_time_opens_the_session_and_gives_the_review_item_its_outcome() {
    let mut desk = desk();
    assert!(desk.picture().contains(">未 前回: 二人分を登録する"), "{}", desk.picture());
    desk.keys("1 3");
    assert_eq!(desk.homework(), [HomeworkState::Reviewed, HomeworkState::Missing]);
    let view = desk.on_disk();
    assert!(view.items[0].review && view.items[0].outcome != Outcome::Planned);
    assert!(desk.picture().contains(">未 1 注意表示"), "{}", desk.picture());
}

#[test]
fn what_was_missing_before_waits_behind_the_work_of_the_day() {
    use super::super::rows::{self, Pane, RowKey};
    let mut view = desk().on_disk();
    let ids: Vec<_> = view.last_homework.iter().map(|h| h.id).collect();
    for homework in &mut view.last_homework {
        (homework.missed_before, homework.state) = (true, HomeworkState::Missing);
    }
    let order = rows::order(&view);
    let first = order.iter().position(|(_, key)| *key == RowKey::Homework(ids[0])).unwrap();
    assert!(order[..first].iter().all(|(pane, _)| *pane != Pane::Homework) && first > 0, "{order:?}");
    assert_eq!(order[first + 1].1, RowKey::Homework(ids[1]));
    // The review has nothing to look at: its minutes are not waited for.
    let steps = rows::steps(&view, |item| item.outcome);
    assert!(view.items[0].review && !view.looks_at_homework());
    assert_eq!(steps.len(), view.items.len() - 1);
}

#[test]
fn a_session_without_homework_says_why_beside_the_task_of_last_time() {
    use super::super::content::contents;
    use super::super::rows::Pane;
    let desk = desk();
    let mut view = desk.on_disk();
    view.items.retain(|item| item.review || Pane::of(item) != Pane::Homework);
    (view.no_homework, view.next_homework) = (Some("卒業の回のため".to_owned()), Vec::new());
    assert!(!view.last_homework.is_empty());
    let mut state = super::super::State::new(desk.appointment);
    state.view = Some(Box::new(view));
    let panes = contents(&state, &desk.model.core);
    let homework = panes.iter().find(|content| content.pane == Pane::Homework).unwrap();
    assert_eq!(homework.foot[0].text, "宿題はありません: 卒業の回のため");
    assert!(homework.rows.iter().all(|row| !row.text.contains("h で追加")), "{:?}", homework.rows);
}

#[test]
fn homework_is_three_keys() {
    let mut desk = on_items();
    desk.keys("3 2 h Space Enter");
    let set: Vec<_> = desk.on_disk().next_homework.iter().map(|h| h.item_id.clone().unwrap()).collect();
    assert_eq!(set, ["s05-alerts", "s05-choices"], "the first was unticked");
    // Opened again it shows what is set; the same once more is no event.
    let before = desk.recorded.len();
    desk.keys("h Enter");
    assert_eq!(desk.recorded.len(), before);
    desk.keys("h 1 Esc");
    assert_eq!(desk.on_disk().next_homework.len(), 2);
    desk.failing = Some(Failure::Trouble(Trouble::Disk));
    desk.keys("h 1 Enter");
    assert_eq!(desk.model.context(), Context::Homework, "the list comes back");
}

#[test]
fn too_much_homework_is_said_and_left_out_with_one_key() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            let mut desk = Desk::started(lang, size, Meeting::Usual);
            desk.keys("3 3 h");
            let sum = |desk: &Desk| match desk.model.screen() {
                Some(Screen::Session(state)) => super::super::trimming::total(&state.pick.as_ref().unwrap().rows),
                _ => panic!("not in a session"),
            };
            let says =
                |desk: &Desk| desk.picture().contains(if lang == Lang::Ja { "1週 30分" } else { "30 min a week" });
            assert!(sum(&desk) <= 30 && !says(&desk), "{}", desk.picture());
            desk.keys("x");
            assert_eq!(desk.model.context(), Context::Homework, "nothing to leave out");
            desk.keys("2 3");
            assert!(sum(&desk) > 30 && says(&desk), "{}", desk.picture());
            desk.check("too much");
            assert!(desk.screen().0.last().unwrap().contains(" x "), "{}", desk.picture());
            desk.keys("Ctrl-G");
            desk.check("too much, shared");
            desk.keys("Ctrl-G x");
            assert!(sum(&desk) <= 30 && !says(&desk), "{}", desk.picture());
            desk.keys("Enter");
            assert_eq!(desk.on_disk().next_homework.len(), 2);
            desk.model.core.homework_minutes = 10;
            desk.keys("h");
            assert!(
                desk.picture().contains(if lang == Lang::Ja { "1週 10分" } else { "10 min a week" }),
                "{}",
                desk.picture()
            );
        }
    }
}

#[test]
fn steps_of_the_trainer_are_not_the_learners_homework() {
    use super::super::tasks::candidates;
    use crate::domain::Section;
    use crate::request::SuggestionView;
    let mut desk = on_items();
    desk.keys("3");
    let view = desk.on_disk();
    let made = |view: &crate::request::SessionView, lang| {
        let found = candidates(view, lang, || desk.appointment);
        found.into_iter().filter(|c| c.from.is_some()).map(|c| c.text).collect::<Vec<_>>()
    };
    let taught = view.items.iter().find(|i| i.section == Section::Lecture && !i.review).unwrap().text.clone();
    assert_eq!(made(&view, Lang::Ja), [format!("もう一度: {taught}")]);
    // Of a role-play it is all of it that is done again.
    let mut play = view.clone();
    let step = |text: &str| SuggestionView {
        item_id: Some(text.to_owned()),
        text: text.to_owned(),
        number: None,
        effort_minutes: None,
        days_before: None,
        ticked: true,
        from: Some(Outcome::Stuck),
        role_play: true,
    };
    play.suggestions = vec![step("1分で準備してもらう"), step("もう一本")];
    assert_eq!(made(&play, Lang::En), ["Once more: try today's role-play scene aloud"]);
}
