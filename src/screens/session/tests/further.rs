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
    assert_eq!((play.id, play.attempt, play.of_others()), (None, 2, 1));
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
fn what_was_rated_of_the_first_number_stays_in_reach_while_the_second_is_rated() {
    for (lang, heading) in [(Lang::Ja, "第5回の評価"), (Lang::En, "Rating of session 5")] {
        for size in [(80, 24), (100, 30), (160, 45)] {
            let mut desk = Desk::started(lang, size, Meeting::Usual);
            to_rubric(&mut desk);
            let before = criteria(&desk);
            desk.keys("2 3 4");
            assert!(!desk.picture().contains(heading), "one number only:\n{}", desk.picture());
            desk.keys("N");
            let others = desk.on_disk().role_play.unwrap().others;
            let scores: Vec<_> = others[0].criteria.iter().filter_map(|c| c.score).collect();
            assert_eq!((others.len(), others[0].number, scores), (1, 5, vec![2, 3, 4]));
            to_rubric(&mut desk);
            desk.keys("1");
            // Pages of the pane, the row that is rated staying on top.
            let mut seen = desk.picture();
            for _ in 0..12 {
                desk.keys("PgDn");
                seen.push_str(&desk.picture());
            }
            assert!(seen.contains(heading), "{size:?}\n{seen}");
            let words: String = others[0].criteria[2].text.chars().take(8).collect();
            assert!(seen.contains(&words), "{size:?} {words}\n{seen}");
            let play = desk.on_disk().role_play.unwrap();
            assert_eq!((play.others[0].criteria.len(), play.criteria[0].score), (before.len(), Some(1)));
            desk.check("both role-plays");
        }
    }
}

#[test]
fn the_mean_of_the_first_number_stands_with_it_and_is_hidden_with_it() {
    let mut desk = Desk::started(Lang::Ja, (160, 45), Meeting::Usual);
    to_rubric(&mut desk);
    for _ in criteria(&desk) {
        desk.keys("2");
    }
    desk.keys("N");
    to_rubric(&mut desk);
    let picture = desk.picture();
    assert!(picture.contains("第5回の評価  1本目 2.0"), "{picture}");
    assert!(!picture.contains("評価 1-4  1本目"), "{picture}");
    desk.keys("p");
    assert!(!desk.picture().contains("1本目 2.0"), "{}", desk.picture());
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
