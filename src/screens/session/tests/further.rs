//! A meeting that goes through the next number, too: its role-play, its time, its homework.

use super::*;

fn criteria(desk: &Desk) -> Vec<String> {
    desk.on_disk().role_play.unwrap().criteria.into_iter().map(|criterion| criterion.id).collect()
}

/// On the first criterion of the role-play.
fn to_rubric(desk: &mut Desk) {
    desk.keys("Home");
    for _ in 0..40 {
        let key = match desk.model.screen() {
            Some(Screen::Session(state)) => state.at,
            _ => None,
        };
        if key == Some(super::super::rows::RowKey::Criterion(0)) {
            return;
        }
        desk.keys("↓");
    }
    panic!("no rubric:\n{}", desk.picture());
}

#[test]
fn the_role_play_of_the_number_that_came_in_is_rated() {
    let mut desk = on_items();
    let before = criteria(&desk);
    desk.keys("N");
    let now = criteria(&desk);
    assert!(!now.is_empty() && now.iter().all(|id| !before.contains(id)), "{before:?} {now:?}");
    to_rubric(&mut desk);
    for _ in &now {
        desk.keys("3");
    }
    let play = desk.on_disk().role_play.unwrap();
    assert!(play.criteria.iter().all(|criterion| criterion.score == Some(3)), "{:?}", play.criteria);
    assert_eq!(play.attempts.len(), 1);
    let met = (Some(crate::domain::RolePlayResult::Met), crate::domain::Decimal::parse("3"));
    assert_eq!((play.attempts[0].result, play.attempts[0].mean), met);
}

#[test]
fn what_was_rated_before_it_came_in_stays_an_attempt_of_its_own() {
    let mut desk = on_items();
    to_rubric(&mut desk);
    for _ in criteria(&desk) {
        desk.keys("2");
    }
    let before = desk.on_disk().role_play.unwrap().attempts[0].clone();
    desk.keys("N");
    let play = desk.on_disk().role_play.unwrap();
    assert_eq!((play.id, play.attempt, play.of_others), (None, 2, 1));
    assert!(!desk.picture().contains("ロープレは1本に"), "{}", desk.picture());
    desk.keys("w");
    assert!(desk.picture().contains("ロープレ 5/5"), "{}", desk.picture());
    desk.keys("Esc");
    to_rubric(&mut desk);
    desk.keys("4");
    let play = desk.on_disk().role_play.unwrap();
    assert_eq!((play.attempts.len(), &play.attempts[0]), (2, &before));
    assert_eq!(play.attempts[1].scores.len(), 1);
}

#[test]
fn the_clock_has_the_minutes_of_both_up_to_who_comes_next() {
    let mut desk = on_items();
    assert!(desk.picture().contains("/ 30:00"), "{}", desk.picture());
    desk.keys("N");
    // 14:00 to 14:30 and the thirty minutes of 6; at 14:50 somebody comes.
    assert!(desk.picture().contains("/ 50:00"), "{}", desk.picture());
    assert!(!desk.picture().contains("/30分"), "measured by one session:\n{}", desk.picture());
    let load = desk.on_disk().load.unwrap();
    assert_eq!(load.longest, 50, "{load:?}");
    desk.keys("u");
    assert!(desk.picture().contains("/ 30:00"), "{}", desk.picture());
    // The other one does not come: all of both is there, but for the look at homework that nobody has done yet.
    desk.keys("N Esc ↓ o 4 Enter Enter");
    assert_eq!((desk.on_disk().ends_at - desk.on_disk().starts_at).num_minutes(), 58);
}

#[test]
fn what_was_broken_off_goes_on_as_its_second_part() {
    for (lang, words) in [(Lang::Ja, "第5回 その2"), (Lang::En, "session 5, part 2")] {
        let mut desk = Desk::started(lang, (100, 30), Meeting::Usual);
        assert!(!desk.picture().contains(words));
        desk.keys("↓ ↓ 1 Esc o 2");
        desk.pass(120);
        desk.keys("Home Enter");
        assert!(matches!(desk.model.screen(), Some(Screen::Session(_))), "{}", desk.picture());
        assert!(desk.picture().contains(words), "{}", desk.picture());
        desk.check("part 2");
    }
}

#[test]
fn without_homework_from_last_time_its_row_takes_no_time() {
    use super::super::rows::{self, Pane};
    let mut view = desk().on_disk();
    let review: u32 = view.items.iter().filter(|item| item.review).map(|item| item.minutes).sum();
    assert!(review > 0);
    let count = |view: &crate::request::SessionView| {
        let steps = rows::steps(view, |item| item.outcome);
        (steps.iter().map(|step| step.minutes).sum::<u32>(), rows::minutes(view, Pane::Lecture))
    };
    let (steps, lecture) = count(&view);
    view.last_homework.clear();
    assert_eq!(count(&view), (steps - review, lecture - review));
}

#[test]
fn both_tasks_are_set_with_their_way_to_be_looked_at() {
    let mut desk = on_items();
    desk.keys("N h Enter");
    let sql = "SELECT count(*) FROM homework h JOIN session s ON s.id = h.session_id JOIN appointment a \
               ON a.id = s.appointment_id WHERE a.state = 'in_progress' AND h.verify_kind IS NOT NULL \
               AND h.deleted_at IS NULL AND h.item_id IS NOT NULL";
    let tasks: i64 = desk.db.conn().query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(tasks, 2, "{:?}", desk.on_disk().next_homework);
}
