//! What a wrap-up does not assume: a meeting of which hardly anything was marked.

use super::*;
use crate::domain::Section;

fn part(desk: &Desk) -> Option<Part> {
    if let Some(Screen::WrapUp(state)) = desk.model.screen() { Some(state.part) } else { None }
}

#[test]
fn a_meeting_of_which_hardly_anything_was_marked_is_not_closed_as_held_by_itself() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            let mut desk = Desk::started(lang, size, Meeting::Usual);
            // Homework looked at and one item, of which six have to be gone through.
            desk.keys("1 1 1 w");
            let chosen = if lang == Lang::Ja { "[1 完]" } else { "[1 DN]" };
            assert_eq!(part(&desk), Some(Part::Result), "{}", desk.picture());
            assert!(!desk.picture().contains(chosen) && desk.picture().contains("1-4"), "{}", desk.picture());
            desk.check("asked");
            desk.keys("Enter End Enter");
            assert!(!desk.on_disk().closed, "{}", desk.picture());
            assert!(desk.picture().contains(if lang == Lang::Ja { "1 完 (" } else { "1 DN (" }), "{}", desk.picture());
            desk.keys("1");
            assert!(desk.picture().contains(chosen) && part(&desk) == Some(Part::Settle), "{}", desk.picture());
            desk.keys("u");
            assert!(!desk.picture().contains(chosen), "{}", desk.picture());
            desk.keys("1 Enter");
            assert!(desk.on_disk().closed && closed(&desk).result == CloseResult::Held, "{}", desk.picture());
            assert_eq!(closed(&desk).unconfirmed, ["next", "follow_up"]);
        }
    }
}

#[test]
fn a_broken_off_one_goes_on_with_the_same_number() {
    let mut desk = Desk::started(Lang::Ja, (80, 24), Meeting::Usual);
    desk.keys("1 1 1 w 2 Enter");
    assert_eq!((closed(&desk).result, closed(&desk).next_number), (CloseResult::BrokenOff, Some(5)));
    let skipped =
        |item: &&crate::request::ItemView| item.section == Section::Lecture && item.outcome == Outcome::Skipped;
    assert_eq!(desk.on_disk().items.iter().filter(skipped).count(), 0);
}

#[test]
fn homework_that_is_missing_is_nothing_that_was_done() {
    let mut desk = Desk::started(Lang::Ja, (80, 24), Meeting::Usual);
    desk.keys("3 3");
    let missing = [HomeworkState::Missing, HomeworkState::Missing];
    assert_eq!(desk.homework(), missing);
    desk.commit("質問: 並び順は");
    desk.keys("Enter F5 3");
    // The question is settled, and what is asked next stands with its digits.
    assert_eq!(part(&desk), Some(Part::Unmarked), "{}", desk.picture());
    assert!(desk.picture().contains("1 ぜんぶ済") && desk.picture().contains("2 何もしていない"), "{}", desk.picture());
    desk.keys("2 Enter");
    assert_eq!(closed(&desk).result, CloseResult::BrokenOff);
    assert_eq!(desk.homework(), missing);
}

#[test]
fn in_a_hurry_it_is_asked_too() {
    let mut desk = Desk::started(Lang::Ja, (80, 24), Meeting::Usual);
    desk.keys("1 1 1");
    desk.pass(48 * 60);
    desk.keys("w Enter");
    assert!(!matches!(desk.recorded.last(), Some(Record::Close(_))), "{}", desk.picture());
    desk.keys("1 Enter");
    assert_eq!((closed(&desk).result, closed(&desk).confirmed), (CloseResult::Held, true));
}

#[test]
fn the_marks_are_counted_as_the_record_will_count_them() {
    let summary = |desk: &Desk| {
        let said = desk.on_disk().record.unwrap().summary.unwrap();
        let said = said.reveal(crate::text::mask::Reveal::granted()).to_string();
        said.split("　詰: ").next().unwrap().split('　').map(str::to_owned).collect::<Vec<_>>()
    };
    // Homework that was done, that was missing, and a meeting of which somebody says that all of it was done.
    for keys in ["1 1 1 2 3 1 1 1 1 3 3 3 3 3 1 w", "3 3 1 2 3 1 1 1 1 3 3 3 3 3 1 w", "w 1"] {
        let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Usual);
        desk.keys(keys);
        let row = desk.picture().lines().find(|row| row.contains("済 ") && row.contains("飛 ")).unwrap().to_owned();
        desk.keys("End Enter");
        assert!(desk.on_disk().closed, "{keys}\n{}", desk.picture());
        let told = summary(&desk);
        assert_eq!(told.len(), 4, "{told:?}");
        for part in told {
            assert!(row.contains(&format!("{part} ")), "{keys}: {part:?} in {row:?}");
        }
    }
}

#[test]
fn what_closing_skips_is_said_before() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            let mut desk = Desk::started(lang, size, Meeting::Usual);
            desk.keys("1 1 3 w");
            let open = desk.on_disk().items;
            let said = (1..open.len()).find(|n| {
                let both = [format!("必須 {n}件は"), format!("{n} must items")];
                both.iter().any(|text| desk.picture().contains(text))
            });
            desk.keys("2");
            assert!(!desk.picture().contains("飛に") && !desk.picture().contains("must items"), "{}", desk.picture());
            desk.keys("1 Enter");
            let skipped = desk.on_disk().items.iter().filter(|item| item.outcome == Outcome::Skipped).count();
            assert_eq!(said, Some(skipped), "{lang:?} {size:?}");
        }
    }
}

#[test]
fn without_any_mark_it_asks() {
    for (key, result, outcome) in
        [("1", CloseResult::Held, Outcome::Done), ("2", CloseResult::BrokenOff, Outcome::Planned)]
    {
        let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::First);
        desk.keys("w Enter Enter");
        assert!(!desk.on_disk().closed && desk.picture().contains("印がひとつもありません"), "{}", desk.picture());
        desk.keys(key);
        desk.keys("Enter");
        assert_eq!((closed(&desk).result, closed(&desk).unmarked), (result, Some(outcome)));
        assert!(desk.on_disk().closed);
    }
}

#[test]
fn must_items_that_nobody_has_said_are_named_before_closing() {
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Usual);
    desk.keys("1 1 1 4 w");
    let items = desk.on_disk().items;
    let said = items.iter().find(|i| i.must && i.outcome == Outcome::Done).unwrap().text.clone();
    let skipped = items.iter().find(|i| i.must && i.outcome == Outcome::Skipped).unwrap().text.clone();
    let named = desk.picture().lines().find(|row| row.contains("言っていない必須: ")).unwrap().to_owned();
    let head = |text: &str| text.chars().take(8).collect::<String>();
    assert!(named.contains(&head(&skipped)) && !named.contains(&head(&said)), "{named}");
    desk.keys("2");
    assert!(!desk.picture().contains("言っていない必須"), "a broken-off one goes on\n{}", desk.picture());
    desk.keys("1 Ctrl-G");
    assert!(!desk.picture().contains("言っていない必須"), "{}", desk.picture());
}

#[test]
fn a_role_play_that_was_rated_before_another_number_came_in_is_something_that_was_done() {
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Usual);
    let rows = desk.on_disk().items.iter().filter(|item| item.section != Section::Homework).count();
    desk.keys("Home ↓ ↓");
    for _ in 0..rows {
        desk.keys("↓");
    }
    desk.keys("3 3 N w");
    assert_eq!(desk.on_disk().role_play.unwrap().others.len(), 1, "{}", desk.picture());
    assert!(!desk.picture().contains("1 ぜんぶ済"), "{}", desk.picture());
}
