//! Keys in, the closed record on disk and cells on the screen out.

use super::parts::Part;
use crate::app::Screen;
use crate::command::Context;
use crate::domain::{AppointmentState, HomeworkState, Level, Outcome, QuestionState};
use crate::i18n::Lang;
use crate::request::record::{Close, CloseResult, NotHeld};
use crate::request::{Failure, Record, Trouble};
use crate::screens::session::bench::{Desk, Meeting, told};
use crate::text::width::cells;

mod asked;
mod homework;
mod kept;
mod listed;
mod message;
mod promised;
mod questions;
mod roomy;
mod runaway;
mod rushed;
mod taken_back;

const SIZES: [(u16, u16); 4] = [(60, 20), (80, 24), (100, 30), (160, 45)];

/// Session 5 with a few marks and nothing open.
fn marked() -> Desk {
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Usual);
    desk.keys("1 3 1 3 2 1");
    desk
}

fn closed(desk: &Desk) -> &Close {
    match desk.recorded.last() {
        Some(Record::Close(close)) => close,
        other => panic!("{other:?}\n{}", desk.picture()),
    }
}

#[test]
fn two_keys_close_a_session_with_its_defaults() {
    let mut desk = marked();
    desk.keys("w");
    assert!(desk.picture().contains("> [ 確定して次へ  Enter ]"), "{}", desk.picture());
    assert_eq!(desk.picture().matches("未確認").count(), 3);
    desk.keys("Enter");
    let close = closed(&desk);
    assert_eq!((close.result, close.mood, close.confirmed), (CloseResult::Held, None, true));
    assert_eq!(close.unconfirmed, ["result", "next", "follow_up"]);
    assert_eq!(close.next.unwrap().start.to_string(), "2026-12-02 14:00:00");
    let tasks: Vec<_> = close.tasks.iter().map(|t| t.item.clone().unwrap()).collect();
    assert_eq!(tasks, ["s05-hw", "s05-choices", "s05-query"], "the script's, then stuck and partly");
    let view = desk.on_disk();
    assert!(view.closed && view.state == AppointmentState::Held);
    // Back to the day, and the notice says what was done.
    assert!(matches!(desk.model.screen(), Some(Screen::Today(_))));
    assert!(desk.picture().contains("閉じました: 佐藤 美咲 さん 第5回  次回 12/02(水) 14:00"), "{}", desk.picture());
    assert_eq!(desk.model.core.running, None);
    // Undo of the closing opens the record again.
    desk.keys("u");
    assert!(!desk.on_disk().closed);
}

#[test]
fn a_closed_record_says_what_its_wrap_up_said() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            let mut desk = Desk::started(lang, size, Meeting::Usual);
            desk.keys("1 3 1 3 2 1 w Tab 4 Shift-Tab Shift-Tab Ctrl-U");
            desk.commit("next-time-first");
            desk.keys("Enter f Enter");
            assert_eq!(closed(&desk).unconfirmed, ["result", "next"], "{}", desk.picture());
            desk.now += chrono::TimeDelta::minutes(3);
            desk.keys("↑ Enter End");
            assert!(matches!(desk.model.screen(), Some(Screen::Record(_))), "{}", desk.picture());
            let says = |desk: &Desk, text: &str| assert!(desk.picture().contains(text), "{text}\n{}", desk.picture());
            if lang == Lang::Ja {
                for text in ["様子 4", "いまのフォロー 急", "案のまま確定: 結果、次回"] {
                    says(&desk, text);
                }
            } else {
                for text in ["Mood 4", "Follow-up now !!", "closed as proposed: Result, Next"] {
                    says(&desk, text);
                }
            }
            says(&desk, "next-time-first");
            desk.check("closed");
            desk.keys("Ctrl-G");
            assert!(!desk.picture().contains("next-time-first"), "{}", desk.picture());
        }
    }
}

#[test]
fn a_row_of_digits_in_the_palette_chooses_none() {
    let mut desk = marked();
    desk.keys("w Ctrl-P");
    desk.commit("けっか");
    desk.keys("Enter");
    let part =
        |desk: &Desk| if let Some(Screen::WrapUp(state)) = desk.model.screen() { Some(state.part) } else { None };
    assert_eq!(part(&desk), Some(Part::Result), "{}", desk.picture());
    // On the first task, whose tick the first digit turns.
    desk.keys("Tab Tab Ctrl-P");
    desk.commit("n 番目をえらぶ");
    desk.keys("Enter");
    assert_eq!(part(&desk), Some(Part::Homework(0)), "{}", desk.picture());
    desk.keys("End Enter");
    assert_eq!(closed(&desk).unconfirmed, ["result", "next", "follow_up"]);
    assert_eq!(closed(&desk).tasks.len(), 3);
}

#[test]
fn what_was_touched_is_confirmed() {
    let mut desk = marked();
    desk.keys("w Tab 4 Tab Space Tab + → Tab 3 Tab");
    assert_eq!(desk.model.context(), Context::WrapUpField);
    desk.keys("Ctrl-U");
    desk.commit("朝なら集中できる");
    desk.keys("Enter");
    assert_eq!(desk.model.context(), Context::WrapUp, "Enter in a field only goes back to the button");
    assert_eq!(desk.picture().matches("未確認").count(), 1);
    desk.keys("2 Enter");
    let close = closed(&desk);
    assert_eq!((close.result, close.mood, close.flag), (CloseResult::BrokenOff, Some(4), Some(Level::Urgent)));
    assert_eq!(close.next.unwrap().start.to_string(), "2026-12-10 14:00:00");
    assert_eq!((close.next_focus.as_str(), close.next_number), ("朝なら集中できる", Some(5)));
    assert_eq!(close.tasks.len(), 2);
    assert_eq!(close.unconfirmed, Vec::<String>::new());
}

#[test]
fn mood_is_two_keys_and_may_stay_empty() {
    let mut desk = marked();
    desk.keys("w");
    assert!(desk.picture().contains("様子 1-5 (未記入)"), "{}", desk.picture());
    desk.keys("Tab 2");
    assert!(desk.picture().contains("様子 1-5 2"), "{}", desk.picture());
    desk.keys("2 6 7");
    assert!(desk.picture().contains("様子 1-5 (未記入)"), "{}", desk.picture());
}

#[test]
fn the_flag_goes_round() {
    let mut desk = marked();
    desk.keys("w f");
    assert!(desk.picture().contains("(x) 急 きょう中"), "{}", desk.picture());
    desk.keys("f");
    assert!(desk.picture().contains("(x) なし"), "{}", desk.picture());
    desk.keys("f");
    assert!(desk.picture().contains("(x) 要 3日以内"), "{}", desk.picture());
}

#[test]
fn somebody_stuck_is_followed_up_for_what_is_true() {
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Usual);
    desk.keys("1 1 1 w");
    assert!(desk.picture().contains("(x) なし"), "{}", desk.picture());
    for keys in ["Esc 3 w", "Esc 3 w"] {
        desk.keys(keys);
        let seen = desk.picture();
        assert!(seen.contains("(x) 要") && seen.contains("理由: つまずき") && !seen.contains("くり返し"), "{seen}");
    }
}

#[test]
fn a_session_that_did_not_take_place_gets_other_slots_and_its_reason() {
    let mut desk = marked();
    // Something was done in it: that it did not take place is said twice.
    desk.keys("w 4");
    assert!(desk.picture().contains("もう一度 4") && !desk.picture().contains("欠席 (無断)"), "{}", desk.picture());
    desk.keys("4");
    assert!(desk.picture().contains("欠席 (無断)") && desk.picture().contains("11/26(木) 14:00"), "{}", desk.picture());
    desk.keys("4 4");
    assert!(desk.picture().contains("欠席 (当方都合)"), "{}", desk.picture());
    desk.keys("Enter Enter");
    assert_eq!(closed(&desk).result, CloseResult::Not(NotHeld::ByUs));
    assert!(matches!(desk.model.screen(), Some(Screen::Today(_))));
}

#[test]
fn the_slot_can_be_left_out_and_taken_again() {
    let mut desk = marked();
    desk.keys("w Tab Tab Tab Space");
    assert!(desk.picture().contains("あとで決める"), "{}", desk.picture());
    desk.keys("Space 2");
    assert!(desk.picture().contains("12/02(水) 14:30-15:00"), "{}", desk.picture());
    desk.keys("- -");
    assert!(desk.picture().contains("11/25(水) 14:30-15:00"), "never into the past: {}", desk.picture());
    desk.keys("+");
    assert!(desk.picture().contains("(担当の空き: あり)"), "back on a proposal it is known: {}", desk.picture());
}

#[test]
fn the_kickoff_needs_its_purpose() {
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Kickoff);
    desk.keys("1 1 w Enter");
    assert!(!desk.on_disk().closed);
    // The caret stands where the purpose is written.
    assert_eq!(desk.model.context(), Context::Words, "{}", desk.picture());
    desk.commit("顔を見て話せる店に");
    desk.keys("Enter w Enter");
    assert!(desk.on_disk().closed, "{}", desk.picture());
}

#[test]
fn a_click_on_the_button_closes_and_on_a_row_goes_there() {
    let mut desk = marked();
    desk.keys("w");
    let click = |desk: &mut Desk, text: &str| {
        let rows = desk.screen().0;
        let y = rows.iter().position(|row| row.contains(text)).unwrap();
        let x = cells(rows[y].split(text).next().unwrap());
        let mouse = crate::app::Mouse {
            kind: crate::app::MouseKind::Click,
            x: u16::try_from(x).unwrap(),
            y: u16::try_from(y).unwrap(),
        };
        desk.read(vec![crate::app::Input::Mouse(mouse)]);
    };
    click(&mut desk, "様子");
    desk.keys("3");
    click(&mut desk, "確定して次へ");
    assert_eq!(closed(&desk).mood, Some(3));
}

#[test]
fn every_size_language_and_state_is_a_whole_screen() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            for meeting in [Meeting::Usual, Meeting::First, Meeting::Late, Meeting::Kickoff] {
                let mut desk = Desk::started(lang, size, meeting);
                let name = format!("{lang:?} {size:?} {meeting:?}");
                let both = |desk: &mut Desk, what: &str| {
                    desk.check(&format!("{name} {what}"));
                    desk.keys("Ctrl-G");
                    desk.check(&format!("{name} {what} shared"));
                    desk.keys("Ctrl-G");
                };
                desk.keys("w");
                both(&mut desk, "nothing marked");
                desk.keys("Esc 1 1 3 2 Q");
                desk.commit(if lang == Lang::Ja { "並び順は" } else { "what about the order" });
                desk.keys("Enter F5");
                both(&mut desk, "question");
                desk.keys("3 f");
                both(&mut desk, "flag");
                desk.keys("Shift-Tab");
                desk.commit(if lang == Lang::Ja { "日本語abｃ😀か゛" } else { "operate first" });
                both(&mut desk, "field");
                desk.keys("Enter 4");
                both(&mut desk, "not held");
            }
        }
    }
}

#[test]
fn the_caret_is_where_the_text_goes() {
    for size in SIZES {
        let mut desk = Desk::started(Lang::Ja, size, Meeting::Usual);
        desk.keys("1 1 1 w Shift-Tab");
        let text = "日本語abｃ😀か゛";
        desk.commit(text);
        let (rows, caret) = desk.screen();
        let (x, y) = caret.unwrap();
        let row = &rows[usize::from(y)];
        let before = row.split(text).next().unwrap();
        assert!(before.len() < row.len(), "{row}");
        assert_eq!(usize::from(x), cells(before) + cells(text), "{row}");
    }
}

#[test]
fn the_screens_look_as_designed() {
    for (lang, word) in [(Lang::Ja, "ja"), (Lang::En, "en")] {
        for size in [(80, 24), (100, 30)] {
            let name = |what: &str| format!("{what}_{word}_{}x{}", size.0, size.1);
            let mut desk = Desk::started(lang, size, Meeting::Usual);
            desk.keys("1 3 Space 2 3 1 1 1 1 3 4 w");
            desk.pass(4);
            insta::assert_snapshot!(name("wrap_up"), desk.picture());
            desk.keys("Esc Q");
            desk.commit(if lang == Lang::Ja { "並び順は変えられるか" } else { "can the order be changed" });
            desk.keys("Enter F5");
            desk.pass(4);
            insta::assert_snapshot!(name("question"), desk.picture());
        }
    }
    let mut desk = Desk::started(Lang::Ja, (60, 20), Meeting::Usual);
    desk.keys("1 1 1 3 w");
    desk.pass(30);
    insta::assert_snapshot!("wrap_up_ja_60x20", desk.picture());
}

#[test]
fn after_closing_the_cursor_is_on_the_next_meeting() {
    let mut desk = marked();
    desk.keys("w Enter");
    assert!(desk.picture().lines().any(|line| line.starts_with(">14:50")), "{}", desk.picture());
}

#[test]
fn the_record_of_a_broken_off_meeting_says_so_and_books_nothing_behind_its_next_part() {
    let mut desk = marked();
    let first = desk.appointment;
    let session = desk.on_disk().session;
    desk.keys("Esc o 2");
    assert_eq!(desk.on_disk().state, AppointmentState::BrokenOff);
    desk.now += chrono::TimeDelta::minutes(3);
    desk.keys("↑ Enter");
    let Some(Screen::Session(part)) = desk.model.screen() else { panic!("{}", desk.picture()) };
    assert_ne!(part.appointment(), first, "part 2 is in view, not the part before it");
    desk.appointment = part.appointment();
    desk.keys("1 1 w Enter");
    assert!(desk.on_disk().closed && desk.on_disk().state == AppointmentState::Held);
    assert!(desk.picture().lines().any(|line| line.starts_with(">14:50")), "{}", desk.picture());
    // The record of part 1, hours later: its time is over since then.
    desk.now += chrono::TimeDelta::hours(3);
    desk.appointment = first;
    desk.keys("g r End ↑ Enter w");
    assert!(desk.picture().contains("[2 途]"), "{}", desk.picture());
    desk.keys("Enter");
    let close = closed(&desk);
    assert_eq!((close.session, close.result, close.next), (session, CloseResult::BrokenOff, None));
    let view = desk.on_disk();
    assert!(view.closed && view.state == AppointmentState::BrokenOff);
    assert!(
        view.ended_at.is_some_and(|at| at - view.started_at < chrono::TimeDelta::minutes(1)),
        "{:?}",
        view.ended_at
    );
}

#[test]
fn a_long_line_to_hand_over_is_read_from_its_beginning() {
    let mut desk = Desk::started(Lang::Ja, (80, 24), Meeting::Usual);
    desk.keys("1 3 1 3 2 1 w Shift-Tab Ctrl-U");
    desk.commit(&format!("はじめ{}おわり", "。".repeat(60)));
    assert!(desk.picture().contains("おわり") && !desk.picture().contains("はじめ"), "{}", desk.picture());
    desk.keys("Enter");
    assert!(desk.picture().contains("はじめ") && !desk.picture().contains("おわり"), "{}", desk.picture());
}

#[test]
fn the_next_slots_are_seen_where_they_are_chosen() {
    for size in SIZES {
        let mut desk = Desk::started(Lang::Ja, size, Meeting::Usual);
        desk.keys("1 1 1 w");
        assert!(!desk.picture().contains("2 12/02(水) 14:30"), "{}", desk.picture());
        desk.keys("Tab Tab Tab");
        assert!(
            desk.picture().contains("[1 12/02(水) 14:00]") && desk.picture().contains("2 12/02(水) 14:30"),
            "{}",
            desk.picture()
        );
        desk.keys("2");
        assert!(desk.picture().contains("[2 12/02(水) 14:30]"), "{}", desk.picture());
    }
}
