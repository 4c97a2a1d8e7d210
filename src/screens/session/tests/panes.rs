//! What the panes and the head show, page by page.

use super::*;

#[test]
fn wrapped_texts_leave_their_minutes_room_in_both_languages() {
    for lang in [Lang::Ja, Lang::En] {
        let picture = Desk::started(lang, (200, 50), Meeting::Usual).picture();
        let timed: Vec<&str> =
            picture.lines().filter(|row| row.contains(if lang == Lang::Ja { "分 " } else { " min" })).collect();
        assert!(!timed.is_empty(), "{picture}");
        for n in 1..=30 {
            let cut = if lang == Lang::Ja { format!(".. {n}分") } else { format!(".. {n} min") };
            assert!(!picture.replace("  ", " ").contains(&cut), "{cut} in\n{picture}");
        }
    }
}

#[test]
fn a_pane_that_has_more_is_turned_page_by_page_to_its_last_word() {
    for (lang, size) in [(Lang::Ja, (80, 24)), (Lang::En, (80, 24)), (Lang::Ja, (60, 20)), (Lang::En, (100, 30))] {
        let mut desk = Desk::started(lang, size, Meeting::Usual);
        // To the role-play, whose parts, scene and lines stand below its criteria.
        while !matches!(desk.model.screen(), Some(Screen::Session(state)) if state.pane() == Pane::RolePlay) {
            desk.keys("Tab");
        }
        let more = common::more_lines(lang, 1).chars().take(2).collect::<String>();
        let first = desk.picture();
        assert!(first.contains(&more), "{first}");
        let at = |desk: &Desk| match desk.model.screen() {
            Some(Screen::Session(state)) => state.at,
            _ => None,
        };
        // Below the clock.
        let body = |desk: &Desk| desk.picture().lines().skip(4).collect::<Vec<_>>().join("\n");
        let (cursor, mut seen, mut turned) = (at(&desk), String::new(), 0);
        while body(&desk).contains(&more) {
            seen.push_str(&body(&desk));
            desk.keys("PgDn");
            turned += 1;
        }
        seen.push_str(&body(&desk));
        let last = body(&desk);
        desk.keys("PgDn");
        assert_eq!((body(&desk), at(&desk)), (last, cursor), "nowhere to go, and the cursor stays where the marks go");
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let seen = bare(&seen);
        let play = desk.on_disk().role_play.unwrap();
        let told = [play.persona, play.setting, play.task];
        assert!(told.iter().any(Option::is_some));
        for word in told.iter().flatten().flat_map(|text| text.split_whitespace()).filter(|word| word.is_ascii()) {
            assert!(seen.contains(word), "{word} is on no page");
        }
        for _ in 0..turned {
            desk.keys("PgUp");
        }
        assert_eq!(body(&desk), first.lines().skip(4).collect::<Vec<_>>().join("\n"));
    }
}

#[test]
fn a_session_opens_on_what_it_has_not_decided_yet() {
    use super::super::rows::{RowKey, order, resume_at};
    let mut view = desk().on_disk();
    let ids: Vec<_> = view.last_homework.iter().map(|h| h.id).collect();
    let (due, old) = (RowKey::Homework(ids[0]), RowKey::Homework(ids[1]));
    (view.last_homework[1].missed_before, view.last_homework[1].state) = (true, HomeworkState::Missing);
    let rows: Vec<RowKey> = order(&view).into_iter().map(|(_, key)| key).collect();
    assert_eq!((rows[0], rows.contains(&old)), (due, true));
    let with = |done: &[RowKey]| resume_at(&view, |key| key == old || done.contains(&key)).unwrap();
    assert_eq!(with(&[]), due, "what was missing before says nothing about today");
    assert_eq!(with(&rows[..3]), rows[3]);
    // One that was passed over waits until nothing behind it is open any more.
    assert_eq!(with(&[rows[0], rows[2]]), rows[3]);
    let but_second: Vec<RowKey> = rows.iter().copied().filter(|key| *key != rows[1]).collect();
    assert_eq!(with(&but_second), rows[1]);
    assert_eq!(with(&rows), *rows.last().unwrap());
}

#[test]
fn a_session_without_role_play_says_why_and_shows_the_figures() {
    let picture = Desk::started(Lang::Ja, (100, 30), Meeting::Late).picture();
    assert!(picture.contains("ロールプレイはありません"), "{picture}");
    assert!(picture.contains("質問・数値・コツ") && picture.contains("当日の薬歴完了率"), "{picture}");
}

#[test]
fn the_header_counts_the_must_items_that_nobody_has_said() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            let mut desk = Desk::started(lang, size, Meeting::Usual);
            let left = desk.on_disk().items.iter().filter(|i| i.must && !i.review).count();
            let says = |desk: &Desk, n: usize| {
                let header = desk.screen().0.first().cloned().unwrap();
                header.contains(&session::must_left(lang, n))
            };
            assert!(says(&desk, left), "{}", desk.picture());
            desk.keys("↓ ↓ 1 3 4");
            assert!(says(&desk, left - 2), "what was skipped was not said\n{}", desk.picture());
            desk.keys("u u");
            assert!(says(&desk, left - 1), "{}", desk.picture());
        }
        for size in [(80, 24), (100, 30), (160, 45)] {
            let desk = Desk::started(lang, size, Meeting::Kickoff);
            let left = desk.on_disk().items.iter().filter(|i| i.must && !i.review).count();
            let header = desk.screen().0.first().cloned().unwrap();
            assert!(left > 0 && header.contains(&session::must_left(lang, left)), "{header}");
        }
    }
}

#[test]
fn the_names_of_the_panes_have_no_digits_that_look_like_keys() {
    for (lang, size) in [(Lang::Ja, (80, 24)), (Lang::Ja, (60, 20)), (Lang::En, (100, 30))] {
        let picture = Desk::started(lang, size, Meeting::Usual).picture();
        for name in ["1 レク", "2 ロープレ", "3 宿題", "1 Lecture", "2 Role-play", "3 Homework"] {
            assert!(!picture.contains(name), "{name} in\n{picture}");
        }
    }
}

#[test]
fn the_meaning_of_the_digits_is_seen_in_every_size() {
    for size in SIZES {
        let mut desk = Desk::started(Lang::Ja, size, Meeting::Usual);
        desk.keys("↓ ↓");
        assert!(desk.picture().contains("1 済 できた") && desk.picture().contains("4 飛 とばす"), "{}", desk.picture());
    }
}
