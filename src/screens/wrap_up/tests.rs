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
mod listed;
mod promised;
mod roomy;
mod runaway;
mod rushed;

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
fn undo_stays_within_the_wrap_up() {
    let mut desk = marked();
    let before = desk.on_disk();
    desk.keys("w Tab 4 f u");
    assert!(desk.picture().contains("(x) 要") && desk.picture().contains("様子 1-5 4"), "{}", desk.picture());
    desk.keys("u");
    assert!(desk.picture().contains("様子 1-5 (未記入)"), "{}", desk.picture());
    desk.keys("u Ctrl-Z");
    assert!(desk.picture().contains("取り消すものはありません"), "{}", desk.picture());
    desk.keys("U");
    assert!(desk.picture().contains("様子 1-5 4"), "{}", desk.picture());
    desk.keys("U U");
    assert!(desk.picture().contains("(x) 急") && desk.picture().contains("やり直すものは"), "{}", desk.picture());
    assert_eq!(desk.on_disk().items, before.items);
    assert!(!desk.recorded.iter().any(|record| matches!(record, Record::Undo | Record::Redo)));
}

#[test]
fn a_settled_question_is_taken_back_and_settled_again() {
    let mut desk = marked();
    desk.commit("質問: 並び順は");
    desk.keys("Enter F5 3");
    assert!(desk.on_disk().open_questions.is_empty());
    desk.keys("u");
    assert_eq!(desk.on_disk().open_questions.len(), 1);
    desk.keys("u U");
    assert!(desk.on_disk().open_questions.is_empty());
}

#[test]
fn a_start_that_is_done_again_can_be_gone_to_from_anywhere() {
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Usual);
    desk.keys("g r u");
    assert_eq!(desk.model.core.running, None);
    desk.keys("U g s");
    assert!(matches!(desk.model.screen(), Some(Screen::Session(_))), "{}", desk.picture());
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
fn an_open_question_is_settled_first() {
    let mut desk = marked();
    for text in ["質問: 並び順は", "質問: 印刷は", "質問: 検索は"] {
        desk.commit(text);
        desk.keys("Enter");
    }
    desk.keys("F5");
    assert!(desk.picture().contains("答えていない質問 3"), "{}", desk.picture());
    desk.keys("Enter Enter");
    assert!(!desk.on_disk().closed);
    desk.keys("1");
    desk.commit("設定から変えられます");
    desk.keys("Enter → + - 2 3");
    let view = desk.on_disk();
    let states: Vec<_> = view.open_questions.iter().map(|q| (q.state, q.by.is_some())).collect();
    assert_eq!(states, [(QuestionState::Open, true)], "one answered, one promised, one handed over");
    assert_eq!(view.open_questions[0].by.unwrap().to_string(), "2026-12-03", "a day after the next meeting");
    let answer = "SELECT answer FROM question WHERE state = 'answered'";
    let answer: String = desk.db.conn().query_row(answer, [], |row| row.get(0)).unwrap();
    assert_eq!(answer, "設定から変えられます");
    assert!(desk.picture().contains("> [ 確定して次へ"), "{}", desk.picture());
    desk.keys("Enter");
    assert!(desk.on_disk().closed);
}

#[test]
fn an_asked_question_stays_asked_until_it_is_answered_or_left() {
    let asked = || {
        let mut desk = marked();
        desk.commit("質問: 並び順は");
        desk.keys("Enter F5 Enter");
        desk
    };
    let says = |desk: &Desk| desk.picture().contains("1 いま答えた  2 日を約束");
    let footer = |desk: &Desk| desk.screen().0.last().cloned().unwrap();
    // Enter asks, and asks again; the digits answer on the button, too.
    let mut desk = asked();
    assert!(says(&desk) && footer(&desk).contains("Enter 確定へ"), "{}", desk.picture());
    desk.keys("Enter End Enter");
    assert!(says(&desk) && !desk.on_disk().closed, "{}", desk.picture());
    desk.keys("End 2");
    assert!(desk.on_disk().open_questions[0].by.is_some() && desk.picture().contains("[1 完]"), "{}", desk.picture());
    assert!(!says(&desk) && footer(&desk).contains("Enter 確定 "), "{}", desk.picture());
    desk.keys("Enter");
    assert!(desk.on_disk().closed && closed(&desk).result == CloseResult::Held);
    // Esc leaves the question and takes what was said with it; a digit is the result again.
    let mut desk = asked();
    desk.keys("Esc");
    assert!(!says(&desk) && desk.model.context() == Context::WrapUp, "{}", desk.picture());
    desk.keys("2");
    assert!(desk.picture().contains("[2 途]"), "{}", desk.picture());
    desk.keys("Enter");
    assert!(says(&desk), "{}", desk.picture());
    // So does another choice, whose digits are its own.
    desk.keys("Tab");
    assert!(!says(&desk), "{}", desk.picture());
    desk.keys("3");
    assert!(desk.picture().contains("様子 1-5 3") && desk.on_disk().open_questions.len() == 1, "{}", desk.picture());
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
fn what_could_not_be_written_stays_on_the_screen() {
    let mut desk = marked();
    desk.keys("w Tab 5 Esc w");
    assert!(desk.picture().contains("様子 1-5 (未記入)"), "Esc leaves; the form begins anew");
    desk.keys("Tab 5 Tab Tab Tab Tab Tab");
    desk.failing = Some(Failure::Trouble(Trouble::DiskFull));
    desk.keys("Enter");
    assert_eq!(desk.model.context(), Context::WrapUp);
    assert!(desk.picture().contains("様子 1-5 5"), "{}", desk.picture());
    desk.failing = None;
    desk.keys("Enter");
    assert!(desk.on_disk().closed);
    assert_eq!(closed(&desk).mood, Some(5));
}

#[test]
fn enter_twice_while_the_disk_is_slow_closes_once() {
    let mut desk = marked();
    desk.keys("w");
    desk.slow = true;
    desk.keys("Enter Enter");
    assert!(desk.picture().contains("閉じています"), "{}", desk.picture());
    desk.answer();
    assert_eq!(desk.recorded.iter().filter(|r| matches!(r, Record::Close(_))).count(), 1);
}

#[test]
fn enter_once_more_starts_nobody_else() {
    let mut desk = marked();
    desk.pass(25 * 60);
    let starts = |desk: &Desk| desk.recorded.iter().filter(|r| matches!(r, Record::Start { .. })).count();
    desk.keys("w Enter Enter Enter Enter Enter Enter Enter");
    assert!(starts(&desk) == 1 && desk.picture().contains("閉じたばかりです"), "{}", desk.picture());
    desk.pass(1);
    desk.keys("Enter");
    assert_eq!(starts(&desk), 2, "{}", desk.picture());
}

#[test]
fn the_hand_over_line_comes_back_after_a_crash() {
    let mut desk = marked();
    desk.keys("w Shift-Tab Ctrl-U");
    desk.keys("Ctrl-T Ctrl-Z");
    assert!(!desk.picture().contains(told(Lang::Ja).focus), "taken back as one burst");
    desk.keys("Ctrl-T");
    assert!(desk.picture().contains(told(Lang::Ja).focus), "taken over from last time");
    desk.commit("。続き");
    desk.pass(1);
    desk.send(crate::app::Msg::Tick);
    desk.restart();
    desk.keys("w");
    assert!(desk.picture().contains("朝が話しやすい。続き"), "{}", desk.picture());
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
fn what_was_typed_right_before_the_field_was_left_is_there_after_a_crash() {
    let mut desk = marked();
    desk.keys("w Shift-Tab Ctrl-U");
    desk.commit("朝なら集中できる");
    desk.keys("Enter");
    desk.restart();
    desk.keys("w");
    assert!(desk.picture().contains("朝なら集中できる"), "{}", desk.picture());
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
fn an_answer_may_stay_empty_and_esc_keeps_what_is_typed() {
    let mut desk = marked();
    desk.commit("質問: 並び順は");
    desk.keys("Enter F5 1");
    assert_eq!(desk.model.context(), Context::WrapUpField);
    desk.commit("書きかけの");
    assert!(desk.screen().0.last().unwrap().contains("Enter 決める"), "{}", desk.picture());
    desk.keys("Esc");
    assert_eq!((desk.model.context(), desk.on_disk().open_questions.len()), (Context::WrapUp, 1));
    desk.keys("1");
    assert!(desk.picture().contains("書きかけの"), "{}", desk.picture());
    desk.keys("Ctrl-U Enter");
    assert!(desk.on_disk().open_questions.is_empty(), "{}", desk.picture());
    assert!(desk.picture().contains("> [ 確定して次へ"), "{}", desk.picture());
    desk.keys("u");
    assert_eq!(desk.on_disk().open_questions.len(), 1);
}

#[test]
fn without_a_next_meeting_an_answer_is_promised_soon() {
    let mut desk = marked();
    desk.commit("質問: 並び順は");
    desk.keys("Enter F5");
    assert!(desk.picture().contains("2 12/02(水) に返事"), "{}", desk.picture());
    // Up to the slot and out of it.
    while !matches!(desk.model.screen(), Some(Screen::WrapUp(state)) if state.part == Part::Slot) {
        desk.keys("Tab");
    }
    desk.keys("Space Home");
    assert!(desk.picture().contains("2 11/27(金) に返事"), "{}", desk.picture());
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
