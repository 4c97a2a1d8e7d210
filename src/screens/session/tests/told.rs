//! What the rows say: no key that does nothing, no sentence that is broken by a number, no words that contradict each other.

use super::*;
use crate::domain::Section;
use crate::request::{Ask, Reply};
use crate::text::mask::Private;

#[test]
fn what_is_proposed_has_no_letters_that_look_like_keys() {
    for (lang, how) in [(Lang::Ja, "h で選ぶ候補"), (Lang::En, "h chooses")] {
        let mut desk = Desk::started(lang, (160, 45), Meeting::Usual);
        desk.keys("↓ ↓ 3 3");
        let picture = desk.picture();
        assert!(picture.contains(how), "{picture}");
        assert!(
            picture.contains("   - ") && !picture.contains("a もう一度") && !picture.contains("a Once more"),
            "{picture}"
        );
        desk.keys("h");
        assert_eq!(desk.model.context(), Context::Homework);
    }
}

#[test]
fn homework_for_next_time_is_given_out_here_and_not_done() {
    for (lang, words, title) in
        [(Lang::Ja, "1 済 出した", "次回までの宿題: "), (Lang::En, "1 OK given out", "Homework for next time: ")]
    {
        let mut desk = Desk::started(lang, (100, 30), Meeting::Usual);
        desk.keys("End");
        let picture = desk.picture();
        assert!(picture.contains(words) && picture.contains(title), "{picture}");
        // Nobody can be stuck in it yet.
        let (part, stuck) = if lang == Lang::Ja { ("2 半", "3 詰") } else { ("2 HF", "3 ST") };
        assert!(!picture.contains(part) && !picture.contains(stuck), "{picture}");
        let before = desk.recorded.len();
        desk.keys("3");
        assert_eq!(desk.recorded.len(), before, "{}", desk.picture());
        let counted =
            |desk: &Desk| desk.picture().lines().find(|l| l.contains(" 3 ") || l.contains("0/")).map(str::to_owned);
        assert!(counted(&desk).is_some_and(|l| l.contains("0/2 ")), "{}", desk.picture());
        desk.keys("1");
        assert!(counted(&desk).is_some_and(|l| l.contains("0/2+1")), "what they take along: {}", desk.picture());
        // The cursor is on the last row: the next digit is about the same, and is said to be.
        desk.keys("4");
        let (from, to) =
            if lang == Lang::Ja { ("済 から 飛", "かえました") } else { ("from OK to SK", "changed") };
        assert!(desk.picture().contains(from) && desk.picture().contains(to), "{}", desk.picture());
    }
}

#[test]
fn the_minutes_of_a_row_stand_behind_its_last_word() {
    let desk = Desk::started(Lang::Ja, (60, 20), Meeting::First);
    let rows = desk.screen().0;
    let at = rows.iter().position(|row| row.starts_with('>')).unwrap();
    let end = (at..rows.len()).find(|n| rows[*n].trim_end().ends_with('分')).unwrap();
    assert!(rows[at..end].iter().all(|row| !row.contains("分 ")), "{rows:?}");
}

#[test]
fn the_item_that_asks_for_words_is_named() {
    let desk = Desk::started(Lang::Ja, (100, 30), Meeting::Kickoff);
    assert!(desk.picture().contains("まだありません。この項目で Enter: 1 導入を決めた"), "{}", desk.picture());
}

#[test]
fn the_second_window_counts_the_lecture_as_this_one_does() {
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Usual);
    let shown = |desk: &Desk| match desk.db.ask(&Ask::Show).unwrap() {
        Reply::Show(view) => view.unwrap(),
        other => panic!("{other:?}"),
    };
    let items = |desk: &Desk, of: Section| {
        let sections = shown(desk).sections;
        sections.into_iter().filter(|s| s.section == of).flat_map(|s| s.items).collect::<Vec<_>>()
    };
    assert_eq!(items(&desk, Section::Lecture).len(), 4);
    assert!(items(&desk, Section::Homework)[0].now, "the look at the homework opens the session");
    assert_eq!(items(&desk, Section::Homework).len(), 2);
    // What is given out is among the homework, and there alone.
    desk.keys("h Enter");
    let given = shown(&desk).next_homework;
    assert_eq!((given.len(), items(&desk, Section::Homework).len()), (1, 1));
}

#[test]
fn a_long_name_is_cut_before_a_label_is_left_out() {
    for (lang, must, saved) in [(Lang::Ja, "必須", "保存"), (Lang::En, "must 6", "save")] {
        for size in [(80, 24), (100, 30), (160, 45)] {
            let mut desk = Desk::started(lang, size, Meeting::Usual);
            let Some(Screen::Session(state)) = desk.model.screens.last_mut().map(|placed| &mut placed.what) else {
                panic!("no session")
            };
            let person = state.view.as_mut().unwrap().learner.as_mut().unwrap();
            person.name = Private::learner(1, "Wolfeschlegelsteinhausenbergerdorff Maximiliane");
            let head = desk.screen().0[0].clone();
            assert!(head.contains("Wolfesch") && head.contains(must) && head.contains(saved), "{size:?} {head:?}");
        }
    }
}

#[test]
fn undo_says_which_note_it_took_and_in_front_of_others_only_whose() {
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Usual);
    let name = told(Lang::Ja).learner;
    desk.keys("n");
    desk.commit("朝がよい");
    desk.keys("Enter");
    desk.commit("夕方は混む");
    desk.keys("Enter Esc u");
    assert!(desk.picture().contains(&format!("{name} のメモ: 夕方は混む")), "{}", desk.picture());
    desk.keys("Ctrl-G u");
    let shared = desk.picture();
    assert!(shared.contains("のメモ") && !shared.contains("のメモ:") && !shared.contains("朝がよい"), "{shared}");
    // Of what nobody is behind but the pharmacy, what it was.
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Kickoff);
    desk.keys("f u");
    let pharmacy = told(Lang::Ja).pharmacy;
    assert!(desk.picture().contains(&format!("{pharmacy} の印")), "{}", desk.picture());
}

#[test]
fn what_is_too_early_says_from_when_on() {
    let mut desk = Desk::new(Lang::Ja, (100, 30), Meeting::Usual);
    // Two minutes before the start nobody is late.
    desk.keys("o 5");
    assert!(desk.picture().contains("待機は開始の時刻から"), "{}", desk.picture());
    // The next one is more than half an hour away: its card is opened, and cannot start it.
    desk.keys("↓ Enter Enter");
    assert!(desk.picture().contains("はじまりの30分前から使えます"), "{}", desk.picture());
}
