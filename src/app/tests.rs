//! Messages in, model and effects out.

use proptest::prelude::*;

use super::bench::{Bench, Setup, fixture};
use super::{Copied, Effect, Input, Mouse, MouseKind, Msg, RequestId, Screen, Size, next_timer};
use crate::command::{Class, Context, Key};
use crate::domain::follow_up::{Reason, Why};
use crate::domain::{AppointmentState, Deed, Entity, Id, Level, Scope, TouchKind};
use crate::i18n::Lang;
use crate::request::record::NotHeld;
use crate::request::{
    Ask, BookingView, Draft, Failure, FileView, Followed, Holder, News, Record, Recorded, Refusal, Reply, ResumeView,
    Reverted, RevertedField, SlotDoubt, Took, Trouble,
};
use crate::text::mask::Private;

fn today() -> Bench {
    Bench::new(Setup::new(Lang::Ja, (100, 30)))
}

fn asked(bench: &Bench) -> Vec<&Ask> {
    bench.effects.iter().filter_map(|e| if let Effect::Ask(_, ask) = e { Some(ask) } else { None }).collect()
}

// Typed text never runs a command.

#[test]
fn a_committed_word_is_text_and_nothing_runs() {
    let mut b = today();
    b.fresh().press("{ぜひjk1使います}");
    assert_eq!(b.model.context(), Context::Palette);
    b.sees("> ぜひjk1使います");
    assert_eq!(b.records(), Vec::<&Record>::new());
    assert!(asked(&b).iter().all(|ask| matches!(ask, Ask::Find { query, .. } if query == "ぜひjk1使います")));
}

#[test]
fn a_single_kana_is_text() {
    today().press("か").sees("> か");
}

#[test]
fn a_paste_is_text_whatever_is_in_it() {
    let mut b = today();
    b.fresh().send(Msg::Input(vec![Input::Paste("q\no4\r".to_owned()), Input::Key(Key::char('q'))]));
    b.sees("> q o4 q");
    assert!(b.records().is_empty() && !b.effects.contains(&Effect::Quit));
}

#[test]
fn a_broken_paste_keeps_what_came_and_says_so() {
    let mut b = today();
    b.send(Msg::Input(vec![Input::BrokenPaste("半分だけ".to_owned())]));
    b.sees("> 半分だけ").sees("貼り付けが途中で切れました");
}

#[test]
fn enter_in_the_read_of_a_word_opens_nothing() {
    let mut b = today();
    let word = "佐藤さん".chars().map(|c| Input::Key(Key::char(c)));
    let read = word.chain([Input::Key(Key::named("Enter").unwrap())]).collect();
    b.send(Msg::Input(read));
    assert_eq!(b.model.context(), Context::Palette);
    b.sees("> 佐藤さん");
}

#[test]
fn a_line_feed_in_a_burst_of_letters_runs_nothing() {
    for (line_end, shown) in [("Ctrl-J", "call me"), ("Enter", "call me"), ("Tab", "call me")] {
        let mut b = today();
        let letters = |text: &str| text.chars().map(|c| Input::Key(Key::char(c))).collect::<Vec<_>>();
        let end = Input::Key(Key::named(line_end).unwrap());
        b.fresh().send(Msg::Input([letters("call"), vec![end], letters("me")].concat()));
        assert!(b.records().is_empty(), "{line_end}: {:?}", b.records());
        assert_eq!(b.model.context(), Context::Palette);
        b.sees(&format!("> {shown}"));
    }
}

#[test]
fn a_held_key_moves_and_is_no_text() {
    let mut b = today();
    b.press("Home {jjjjjjjjjjjjjjjjjjjj}");
    assert_eq!(b.model.context(), Context::Today);
    b.sees(">16:00");
}

#[test]
fn a_full_width_key_is_its_twin_and_says_so_three_times() {
    let mut b = today();
    b.press("ｏ ４");
    assert_eq!(b.model.context(), Context::NotHeld);
    b.press("Esc ｒ").sees("日本語入力のまま [ｒ] を実行しました");
    b.press("Esc ｒ").sees("日本語入力のまま");
    b.wait(5).press("Esc ｒ").sees_not("日本語入力のまま");
}

#[test]
fn runaway_typing_is_taken_back_and_becomes_text() {
    let mut b = today();
    b.fresh().type_keys("fazcru", 60);
    let records = b.records();
    assert!(matches!(records[0], Record::Flag { .. }) && matches!(records[1], Record::Touch { .. }), "{records:?}");
    assert_eq!(records[2..], [&Record::Undo, &Record::Undo]);
    assert_eq!(b.model.context(), Context::Palette);
    b.sees("> fazcru").sees("検索に入れました");
}

#[test]
fn what_runaway_letters_recorded_is_taken_back_only_when_it_came_to_rest() {
    let refused = |record: &Record| match record {
        Record::Flag { .. } => Err(Failure::Refused(Refusal::Closed)),
        _ => Ok(Reply::Recorded(crate::request::Recorded { changed: true, made: None })),
    };
    let mut b = today().keeping(refused);
    b.fresh();
    b.slow = true;
    b.type_keys("fazcr", 60);
    assert!(!b.records().contains(&&Record::Undo));
    b.catch_up();
    let undone = b.effects.iter().filter(|e| matches!(e, Effect::Record(_, _, Record::Undo))).count();
    assert_eq!(undone, 1);
}

#[test]
fn runaway_letters_that_changed_nothing_or_undid_are_taken_back_as_what_they_were() {
    let action = fixture::id(Entity::FollowUp, "earlier");
    let mut b = today().keeping(move |record| {
        Ok(match record {
            Record::Touch { .. } => Reply::Recorded(crate::request::Recorded { changed: false, made: None }),
            Record::Undo => Reply::Reverted(Box::new(Reverted {
                action,
                deed: Some(Deed::Flag),
                redone: false,
                fields: Vec::new(),
                about: None,
                subject: None,
                gone: Vec::new(),
                empty: false,
            })),
            _ => Reply::Recorded(crate::request::Recorded { changed: true, made: None }),
        })
    });
    b.fresh().type_keys("ufacr", 60);
    let records = b.records();
    assert!(matches!(records[..3], [Record::Undo, Record::Flag { .. }, Record::Touch { .. }]), "{records:?}");
    assert_eq!(records[3..], [&Record::Undo, &Record::RedoAction { action }], "the flag, then the undo");
}

#[test]
fn fast_letters_never_quit() {
    let mut b = today();
    b.type_keys("fq", 60);
    assert!(!b.effects.contains(&Effect::Quit));
}

// Starting, results, and what is pending.

#[test]
fn enter_starts_the_next_session_and_opens_it_once_it_is_on_disk() {
    let mut b = today();
    b.fresh();
    b.slow = true;
    b.press("Enter Enter");
    let [Record::Start { appointment, override_reason: None, .. }] = b.records()[..] else {
        panic!("{:?}", b.records())
    };
    assert_eq!(*appointment, fixture::appointment(2));
    assert!(matches!(b.model.screen(), Some(Screen::Today(_))));
    b.catch_up();
    assert!(matches!(b.model.screen(), Some(Screen::Session(_))));
    assert_eq!(b.model.core.running, Some(fixture::appointment(2)));
}

/// Today with its second row (途) followed by another appointment.
fn broken_off(state: Option<AppointmentState>) -> Bench {
    let answer = move |ask: &Ask| match fixture::answer(Lang::Ja, ask) {
        Some(Reply::Day(mut view)) => {
            let (appointment, starts_at, local) =
                (fixture::appointment(90), view.rows[1].starts_at, view.rows[1].local);
            view.rows[1].followed = state.map(|state| Followed { appointment, state, starts_at, local });
            Some(Reply::Day(view))
        }
        other => other,
    };
    let mut b = Bench::with(Setup::new(Lang::Ja, (100, 30)), Box::new(answer));
    b.press("↑").fresh();
    b
}

#[test]
fn part_two_opens_as_the_session_that_was_started() {
    let made = fixture::appointment(90);
    let mut b = broken_off(None).keeping(move |_| Ok(Reply::Recorded(Recorded { changed: true, made: Some(made) })));
    b.press("Enter");
    assert!(matches!(b.records()[..], [Record::Start { appointment, .. }] if *appointment == fixture::appointment(1)));
    assert_eq!(b.model.core.running, Some(made));
    assert!(matches!(b.model.screen(), Some(Screen::Session(s)) if s.appointment() == made));
}

#[test]
fn a_part_two_that_runs_or_is_over_is_not_started_again() {
    for state in [AppointmentState::InProgress, AppointmentState::Held] {
        let mut b = broken_off(Some(state));
        b.press("Enter");
        assert!(b.records().is_empty(), "{state:?}");
        let opened = match b.model.screen() {
            Some(Screen::Session(s)) => (s.appointment(), AppointmentState::InProgress),
            Some(Screen::Record(s)) => (s.appointment(), AppointmentState::Held),
            other => panic!("{other:?}"),
        };
        let whose = if state == AppointmentState::Held { 1 } else { 90 };
        assert_eq!(opened, (fixture::appointment(whose), state));
    }
}

#[test]
fn a_new_date_that_is_booked_is_named_and_can_be_moved() {
    let answer = |ask: &Ask| match fixture::answer(Lang::Ja, ask) {
        Some(Reply::Day(mut view)) => {
            let starts_at = fixture::at(14, 0) + chrono::TimeDelta::days(5);
            let local = view.rows[2].local + chrono::TimeDelta::days(5);
            let (appointment, state) = (fixture::appointment(90), AppointmentState::Scheduled);
            view.rows[1].state = AppointmentState::NoShow;
            view.rows[1].followed = Some(Followed { appointment, state, starts_at, local });
            Some(Reply::Day(view))
        }
        other => other,
    };
    let mut b = Bench::with(Setup::new(Lang::Ja, (100, 30)), Box::new(answer));
    // It stays as it is, unless somebody says why it does not.
    b.press("↑").fresh().press("Enter").sees("第7回 11/26(木) 14:00 は予約ずみです").sees("Enter そのまま");
    b.press("Enter");
    assert!(b.records().is_empty() && b.model.context() == Context::Today, "{}", b.screen());
    b.press("Enter 1").sees("第7回 11/26(木) 14:00 を 延 にする").press("↑").sees("は予約ずみです");
    b.press("Tab Enter");
    let [Record::Result { appointment, result: NotHeld::Moved, next: Some(_), .. }] = b.records()[..] else {
        panic!("{:?}", b.records())
    };
    assert_eq!(*appointment, fixture::appointment(90));
}

#[test]
fn the_message_says_whose_side_it_was_and_offers_the_date() {
    let mut b = today();
    for (reason, says) in
        [("1", "ご連絡ありがとうございます"), ("2", "日をあらためることになりました"), ("3", "こちらの都合")]
    {
        b.fresh().press(&format!("o 4 {reason} c Esc"));
        let copied = b.effects.iter().find_map(|e| if let Effect::Copy { text } = e { Some(text) } else { None });
        let text = copied.unwrap();
        assert!(text.contains(says) && text.contains("次は 11/24(火) 14:00 では"), "{text}");
    }
}

#[test]
fn who_backs_out_of_the_result_has_started_nothing() {
    let mut b = today();
    b.press("o 1");
    assert!(matches!(b.model.screen(), Some(Screen::WrapUp(_))));
    assert!(matches!(b.records()[..], [Record::Start { .. }]), "{:?}", b.records());
    b.fresh().press("Esc");
    assert!(matches!(b.records()[..], [Record::Undo]), "{:?}", b.records());
    // Only once: whatever comes back, the next Esc leads away.
    b.fresh().press("Esc");
    assert!(b.records().is_empty() && !matches!(b.model.screen(), Some(Screen::WrapUp(_))), "{}", b.screen());
}

#[test]
fn nobody_was_missed_before_the_time_has_come() {
    let mut b = today();
    let copied = |b: &Bench| {
        let text = b.effects.iter().rev().find_map(|e| if let Effect::Copy { text } = e { Some(text) } else { None });
        text.unwrap().as_str().to_owned()
    };
    b.press("o 4 2 c");
    assert!(!copied(&b).contains("お会いできませんでした"), "{}", copied(&b));
    b.wait(30 * 60).press("c");
    assert!(copied(&b).contains("お会いできませんでした"), "{}", copied(&b));
}

#[test]
fn a_command_of_another_screen_is_found_and_says_where_it_works() {
    for query in ["けっせき", "kesseki", "欠席"] {
        let mut b = today();
        b.press("r :").press(&format!("{{{query}}}")).sees("欠席 にする");
        // Behind the people and notes that were found.
        while !b.screen().contains("> 欠席 にする") {
            b.press("↓");
        }
        b.press("Enter").sees("いまはできません: 欠席 にする (今日 の画面で使えます)");
        assert!(b.records().is_empty());
    }
}

#[test]
fn people_are_listed_where_people_are_searched() {
    let mut b = today();
    b.press("/");
    assert!(asked(&b).iter().any(|ask| matches!(ask, Ask::Find { query, .. } if query.is_empty())));
    let mut b = today();
    b.press("Ctrl-P");
    assert!(!asked(&b).iter().any(|ask| matches!(ask, Ask::Find { .. })));
}

#[test]
fn the_footer_under_a_box_has_the_keys_of_the_box() {
    let mut b = today();
    b.press("?").sees("/ しぼりこみ").sees_not("o 結果");
    b.press("Esc :").sees("Enter 実行").sees_not("o 結果");
}

#[test]
fn a_link_that_does_not_open_is_shown_but_not_to_others() {
    let mut b = today();
    let url = "https://zoom.us/j/123";
    b.send(Msg::Opened { url: url.to_owned(), ok: false });
    b.sees(url).press("Ctrl-G Esc");
    b.send(Msg::Opened { url: url.to_owned(), ok: false });
    b.sees("リンクをひらけませんでした").sees_not(url);
}

#[test]
fn a_closing_that_was_undone_is_called_so() {
    let closing = Reverted {
        action: fixture::id(Entity::Session, "action"),
        deed: Some(Deed::Close),
        redone: false,
        fields: vec![RevertedField {
            entity: Entity::SessionItem,
            id: fixture::id(Entity::SessionItem, "item"),
            field: "outcome".to_owned(),
            from: Some("done".to_owned()),
            to: Some("planned".to_owned()),
        }],
        about: fixture::row(Lang::Ja, 2).learner,
        subject: Some(Private::free("理由を聞く".to_owned())),
        gone: Vec::new(),
        empty: false,
    };
    let mut b = today().keeping(move |_| Ok(Reply::Reverted(Box::new(closing.clone()))));
    b.press("u").sees("取り消しました: 佐藤 美咲 の締め").sees_not("理由を聞く");
}

#[test]
fn leaving_a_running_practice_says_that_it_begins_anew() {
    let mut b = today();
    b.press("Enter Esc");
    b.model.core.file.practice = true;
    b.model.core.running = Some(fixture::appointment(1));
    b.press("q").sees("はじめるたびに最初から");
}

#[test]
fn more_than_half_an_hour_ahead_enter_opens_the_card() {
    let mut b = today();
    b.press("↓ Enter");
    assert!(matches!(b.model.screen(), Some(Screen::Card(_))));
    assert!(b.records().is_empty());
    // And says from when on it starts the 1on1.
    b.sees("14:10 になると、今日の画面の Enter ではじまります");
    let answer = |ask: &Ask| match fixture::answer(Lang::Ja, ask) {
        Some(Reply::Day(mut view)) => {
            view.rows.drain(..3);
            Some(Reply::Day(view))
        }
        other => other,
    };
    Bench::with(Setup::new(Lang::Ja, (80, 24)), Box::new(answer)).sees("次まで あと48分  14:10 から Enter");
}

#[test]
fn a_no_show_is_recorded_and_rebooked_in_three_keys() {
    let mut b = today();
    b.fresh().press("o 4 Enter");
    let [Record::Result { appointment, result: NotHeld::NoShow, next: Some(slot), .. }] = b.records()[..] else {
        panic!("{:?}", b.records())
    };
    assert_eq!((*appointment, slot.start), (fixture::appointment(2), fixture::slots()[0].start));
    assert_eq!(b.model.context(), Context::Today);
    b.sees("記録しました: 佐藤 美咲  次回 11/24(火) 14:00");
}

#[test]
fn nobody_is_missed_long_before_the_time_without_a_question() {
    let mut b = today();
    b.fresh().press("↓ o 4 Enter").sees("まだ 14:40 前です");
    assert!(b.records().is_empty() && b.model.context() == Context::NotHeld, "{}", b.screen());
    b.press("Enter");
    assert!(matches!(b.records()[..], [Record::Result { result: NotHeld::NoShow, .. }]), "{:?}", b.records());
    // Word that came is asked about no more.
    let mut b = today();
    b.fresh().press("↓ o 4 1 Enter");
    assert!(matches!(b.records()[..], [Record::Result { result: NotHeld::Moved, .. }]), "{:?}", b.records());
}

#[test]
fn what_is_due_stands_before_what_is_left_over() {
    let answer = |ask: &Ask| match fixture::answer(Lang::Ja, ask) {
        Some(Reply::Day(mut view)) => {
            view.leftovers.first[0].due = Some(Private::free("電話で続きを聞く".to_owned()));
            view.leftovers.due = 1;
            Some(Reply::Day(view))
        }
        other => other,
    };
    let mut b = Bench::with(Setup::new(Lang::Ja, (100, 30)), Box::new(answer));
    b.sees("持ちこしフォロー 1  きょうのフォロー 1").sees("きょう 次回 -> 電話で続きを聞く");
    b.press("Ctrl-G").sees_not("電話で続きを聞く");
}

#[test]
fn what_to_do_stands_behind_many_reasons() {
    let answer = |ask: &Ask| match fixture::answer(Lang::Ja, ask) {
        Some(Reply::Day(mut view)) => {
            let reason = |why, points| Reason { why, points, ..view.leftovers.first[0].reasons[0].clone() };
            let reasons = vec![
                reason(Why::NoShow(Vec::new()), 40),
                reason(Why::LateCancel(1), 15),
                reason(Why::Homework(1), 10),
                reason(Why::Stuck { items: 1, again: false }, 20),
                reason(Why::Next { days: 9 }, 25),
            ];
            view.leftovers.first[0].reasons = reasons;
            Some(Reply::Day(view))
        }
        other => other,
    };
    let b = Bench::with(Setup::new(Lang::Ja, (80, 24)), Box::new(answer));
    let row = b.rows().into_iter().find(|row| row.contains("欠席")).unwrap();
    assert!(row.contains(".. -> 今日中に電話し、責めずに理由を聞く"), "{row}");
}

#[test]
fn a_call_of_the_day_stands_beside_the_row() {
    let answer = |ask: &Ask| match fixture::answer(Lang::Ja, ask) {
        Some(Reply::Day(mut view)) => {
            view.rows[2].touches = vec![(view.rows[2].starts_at - chrono::TimeDelta::minutes(9), false)];
            Some(Reply::Day(view))
        }
        other => other,
    };
    for size in [(80, 24), (100, 30)] {
        Bench::with(Setup::new(Lang::Ja, size), Box::new(answer)).sees("13:51 電話 (出ず)");
    }
}

#[test]
fn enter_before_the_proposals_have_come_still_takes_the_first() {
    let mut b = today();
    b.fresh();
    b.slow = true;
    b.press("o 4 Enter");
    assert!(b.records().is_empty());
    b.sees("次回の案を探しています");
    b.catch_up().sees("記録しました");
    assert!(matches!(b.records()[..], [Record::Result { next: Some(_), .. }]));
}

#[test]
fn the_box_chooses_reason_and_slot() {
    let mut b = today();
    b.fresh().press("o 4 1 Tab Tab Tab Enter");
    assert!(matches!(b.records()[..], [Record::Result { result: NotHeld::Cancelled, next: None, .. }]));
    // Tab takes the arrows to the proposals; the reason stays, and a digit goes back to it.
    b.fresh().press("o 4 1 Tab ↓ Enter");
    let [Record::Result { result: NotHeld::Moved, next: Some(slot), .. }] = b.records()[..] else {
        panic!("{:?}", b.records())
    };
    assert_eq!(slot.start, fixture::slots()[2].start);
    b.fresh().press("o 4 Tab 1 ↓ ↓ Enter");
    assert!(matches!(b.records()[..], [Record::Result { result: NotHeld::ByUs, next: Some(_), .. }]));
    b.fresh().press("o 3 Enter");
    assert!(matches!(b.records()[..], [Record::Result { result: NotHeld::Moved, next: Some(_), .. }]));
    b.fresh().press("o 4 3 Enter");
    assert!(matches!(b.records()[..], [Record::Result { result: NotHeld::ByUs, .. }]));
}

#[test]
fn what_is_recorded_is_dim_until_it_is_on_disk() {
    let mut b = today();
    let mark = |b: &Bench| {
        let (x, y) = b.find("14:00 未");
        b.draw().0[(x + 6, y)].modifier
    };
    let plain = mark(&b);
    b.slow = true;
    b.press("o 5");
    assert_ne!(mark(&b), plain);
    b.sees_not("待っています");
    b.catch_up().sees("待っています: 佐藤 美咲");
    assert_eq!(mark(&b), plain);
}

#[test]
fn a_failed_write_says_so_until_it_is_dismissed() {
    let mut b = today().keeping(|_| Err(Failure::Trouble(Trouble::DiskFull)));
    b.press("o 5").wait(60).sees("ディスクがいっぱいで保存できません");
    b.press("Esc").sees_not("ディスク");
    b.press("g n").sees("ディスクがいっぱいで保存できません");
}

#[test]
fn an_unmet_gate_asks_for_a_reason_and_keeps_it() {
    let mut first = true;
    let mut b = today().keeping(move |_| {
        if std::mem::take(&mut first) {
            return Err(Failure::Refused(Refusal::Gates { unmet: vec!["device".to_owned()] }));
        }
        Ok(Reply::Recorded(crate::request::Recorded { changed: true, made: None }))
    });
    b.press("Enter").sees("まだ: 端末の到着");
    b.fresh().press("Enter");
    assert!(b.records().is_empty());
    b.press("{仮の端末がある} Enter");
    let [Record::Start { override_reason: Some(why), .. }] = b.records()[..] else { panic!("{:?}", b.records()) };
    assert_eq!(why, "仮の端末がある");
    assert!(matches!(b.model.screen(), Some(Screen::Session(_))));
}

#[test]
fn a_call_and_a_flag_take_one_key() {
    let mut b = today();
    b.fresh().press("a f");
    let learner = fixture::row(Lang::Ja, 2).learner.unwrap().id;
    let [Record::Touch { scope, id, kind, reached, .. }, Record::Flag { level, .. }] = b.records()[..] else {
        panic!("{:?}", b.records())
    };
    assert_eq!((*scope, *id, *kind, *reached), (Scope::Learner, learner, TouchKind::Call, false));
    assert_eq!(*level, Some(Level::Contact));
}

// Answers.

#[test]
fn an_answer_to_an_older_question_changes_nothing() {
    let mut b = today();
    b.slow = true;
    b.press("{けっ} {せき}");
    let finds: Vec<RequestId> = b
        .effects
        .iter()
        .filter_map(|e| if let Effect::Ask(id, Ask::Find { .. }) = e { Some(*id) } else { None })
        .collect();
    let [older, .., newest] = finds[..] else { panic!("{finds:?}") };
    let found = |query: &str| Box::new(Ok(Reply::Found(fixture::found(Lang::Ja, query))));
    b.send(Msg::Reply(older, found("けっ")));
    b.sees_not("あおば薬局 駅前店  第5回");
    b.send(Msg::Reply(newest, found("けっせき")));
    b.sees("あおば薬局 駅前店  第5回");
}

#[test]
fn an_answer_to_nothing_changes_nothing() {
    let mut b = today();
    let before = b.screen();
    b.send(Msg::Reply(RequestId(9999), Box::new(Err(Failure::Trouble(Trouble::Damaged)))));
    assert_eq!(b.screen(), before);
}

#[test]
fn undo_says_what_it_undid() {
    let learner = fixture::row(Lang::Ja, 2).learner.unwrap();
    let reverted = Reverted {
        action: fixture::id(Entity::SessionItem, "action"),
        deed: Some(Deed::Mark),
        redone: false,
        fields: vec![RevertedField {
            entity: Entity::SessionItem,
            id: learner.id,
            field: "outcome".to_owned(),
            from: Some("partly".to_owned()),
            to: Some("planned".to_owned()),
        }],
        about: Some(learner),
        subject: None,
        gone: Vec::new(),
        empty: false,
    };
    let mut b = today().keeping(move |_| Ok(Reply::Reverted(Box::new(reverted.clone()))));
    b.press("u").sees("取り消しました: 佐藤 美咲  半 -> 未");
    b.press("p u").sees("取り消しました: 受講者C  半 -> 未");
    let rating = Reverted {
        action: fixture::id(Entity::RolePlayRating, "action"),
        deed: Some(Deed::Rate),
        redone: false,
        fields: vec![RevertedField {
            entity: Entity::RolePlayRating,
            id: fixture::appointment(3),
            field: "score".to_owned(),
            from: Some("3".to_owned()),
            to: None,
        }],
        about: fixture::row(Lang::Ja, 2).learner,
        subject: None,
        gone: Vec::new(),
        empty: false,
    };
    let mut b = today().keeping(move |_| Ok(Reply::Reverted(Box::new(rating.clone()))));
    b.press("u").sees("取り消しました: 佐藤 美咲 の評価  3 -> 未");
    let mut b = today().keeping(|_| Err(Failure::Refused(Refusal::NothingToUndo)));
    b.press("Ctrl-Z").sees("取り消すものはありません");
}

#[test]
fn what_was_undone_is_said_in_the_language_of_the_screen() {
    for deed in Deed::ALL.iter().copied() {
        let action = fixture::id(Entity::SessionItem, "action");
        let nothing = Reverted {
            action,
            deed: Some(deed),
            redone: false,
            fields: Vec::new(),
            about: None,
            subject: None,
            gone: Vec::new(),
            empty: false,
        };
        let mut b = today().keeping(move |_| Ok(Reply::Reverted(Box::new(nothing.clone()))));
        b.press("u").sees("取り消しました: ");
        let rows = b.rows();
        let told = rows.iter().find_map(|row| row.split_once("取り消しました: ")).unwrap().1.trim();
        assert!(!told.is_empty() && told.replace("1on1", "").chars().all(|c| !c.is_ascii_alphabetic()), "{told}");
    }
    for state in AppointmentState::ALL.iter().copied() {
        let mut b = today().keeping(move |_| Err(Failure::Refused(Refusal::Appointment { is: state })));
        b.press("u").sees("この予定ではできません").sees_not(state.word());
    }
}

#[test]
fn what_is_gone_is_told_in_words() {
    for what in Entity::ALL.iter().copied() {
        let mut b = today().keeping(move |_| Err(Failure::Refused(Refusal::Gone { what })));
        b.press("u").sees("はもうありません").sees_not(what.word());
    }
}

#[test]
fn who_changed_it_since_is_not_told_while_the_screen_is_shared() {
    let by = Private::person(7, "宮本 直樹");
    let since = Refusal::ChangedSince { at: fixture::at(13, 40), by: Some(by) };
    let mut b = today().keeping(move |_| Err(Failure::Refused(since.clone())));
    b.press("u").sees("宮本 直樹").press("p").sees_not("宮本");
}

#[test]
fn the_filter_of_help_is_kept_and_not_shown_while_the_screen_is_shared() {
    let mut b = today();
    b.press("? / {佐藤さん}").sees("佐藤さん").press("Ctrl-G").sees_not("佐藤").sees("入力中");
}

// Share-safe, blank, copies and links.

#[test]
fn share_safe_is_one_key_everywhere_and_copies_obey_it() {
    let mut b = today();
    b.press("{佐藤さん} Ctrl-G").sees("入力中").sees_not("佐藤");
    b.press("Esc").sees("[共有安全]").fresh().press("c");
    assert!(!b.effects.iter().any(|e| matches!(e, Effect::Copy { .. })));
    b.sees("名前なしのコピー (C)").press("C");
    let Some(Effect::Copy { text }) = b.effects.last() else { panic!("{:?}", b.effects) };
    assert!(text.contains("受講者C") && !text.contains("佐藤"), "{text}");
    b.press("p").sees("佐藤 美咲");
}

#[test]
fn a_chord_that_has_begun_does_not_keep_the_screen_open() {
    let mut b = today();
    b.press("g Ctrl-G").sees("[共有安全]").sees_not("佐藤");
    assert_eq!(b.model.chord, [Key::char('g')], "the box of its keys stays");
    b.press("Ctrl-\\");
    assert_eq!(b.screen().trim(), "Ctrl-\\ でもどる");
    b.press("Ctrl-\\ r").sees("ふり返り");
    // Any other key of the kind ends it.
    let mut b = today();
    b.press("o Ctrl-P");
    assert_eq!(b.model.context(), Context::Palette);
    assert!(b.model.chord.is_empty());
}

#[test]
fn a_message_to_the_learner_says_what_became_of_the_meeting() {
    for (state, says) in [
        (AppointmentState::Held, "ありがとうございました"),
        (AppointmentState::BrokenOff, "途中までとなりました"),
        (AppointmentState::Rescheduled, "日をあらためます"),
        (AppointmentState::CancelledByUs, "こちらの都合で"),
        (AppointmentState::NoShow, "お会いできませんでした"),
    ] {
        let mut b = Bench::with(
            Setup::new(Lang::Ja, (100, 30)),
            Box::new(move |ask| {
                let mut reply = fixture::answer(Lang::Ja, ask);
                if let Some(Reply::Day(view)) = &mut reply {
                    view.rows.iter_mut().for_each(|row| row.state = state);
                }
                reply
            }),
        );
        b.fresh().press("c");
        let Some(Effect::Copy { text }) = b.effects.last() else { panic!("{:?}", b.effects) };
        assert!(text.contains(says) && !text.contains("zoom.us"), "{state:?}: {text}");
    }
}

#[test]
fn a_message_to_the_learner_carries_name_time_and_link() {
    let mut b = today();
    b.fresh().press("c");
    let Some(Effect::Copy { text }) = b.effects.last() else { panic!("{:?}", b.effects) };
    assert!(
        text.contains("佐藤 美咲さま") && text.contains("14:00") && text.contains("https://us02web.zoom.us/"),
        "{text}"
    );
    b.send(Msg::Copied(Copied::Native));
    b.sees("コピーしました (クリップボード)");
}

#[test]
fn a_blank_screen_shows_nothing_runs_nothing_and_keeps_typing() {
    let mut b = today();
    b.press("{けっ} Ctrl-\\");
    let screen = b.screen();
    assert!(!screen.contains("けっ") && !screen.contains("佐藤") && screen.contains("Ctrl-\\ でもどる"));
    b.press("せ き Enter").press("Ctrl-\\").sees("> けっせき");
    let mut b = today();
    b.fresh().press("Ctrl-\\ Enter o 4 Enter q");
    assert!(b.effects.is_empty(), "{:?}", b.effects);
    b.press("Ctrl-\\").sees("佐藤 美咲");
}

#[test]
fn only_zoom_links_are_opened() {
    let mut b = today();
    b.fresh().press("z");
    assert!(matches!(&b.effects[..], [Effect::OpenLink { url }] if url.starts_with("https://us02web.zoom.us")));
    let mut b = Bench::with(
        Setup::new(Lang::Ja, (100, 30)),
        Box::new(|ask| {
            let mut reply = fixture::answer(Lang::Ja, ask)?;
            if let Reply::Day(day) = &mut reply {
                day.rows[2].meeting_url = Some("https://zoom.us.example.com/j/1".to_owned());
            }
            Some(reply)
        }),
    );
    b.fresh().press("z").sees("このリンクはひらきません: zoom.us.example.com");
    assert!(b.effects.is_empty());
}

// Leaving, timers, drafts.

#[test]
fn escape_never_quits_and_ctrl_c_asks_once() {
    let mut b = today();
    b.press("Esc Esc Esc").sees("ここが最初の画面です");
    b.press("Ctrl-C").sees("もう一度 Ctrl-C で終了");
    b.wait(3).press("Ctrl-C");
    assert!(!b.effects.contains(&Effect::Quit));
    b.press("Ctrl-C");
    assert!(b.effects.contains(&Effect::Quit));
}

#[test]
fn q_quits_and_asks_only_when_a_session_runs() {
    let mut b = today();
    b.press("q");
    assert!(b.effects.contains(&Effect::Quit));
    let mut b = today();
    b.press("Enter g t");
    b.model.core.running = Some(fixture::appointment(2));
    b.fresh().press("q").sees("1on1 が進行中です");
    assert!(!b.effects.contains(&Effect::Quit));
    b.press("q");
    assert!(b.effects.contains(&Effect::Quit));
}

#[test]
fn an_idle_screen_wakes_once_a_minute_and_a_field_never() {
    let mut b = today();
    b.at += chrono::TimeDelta::seconds(20);
    b.send(Msg::Tick);
    assert_eq!(next_timer(&b.model), Some(fixture::at(13, 53)));
    b.press("Ctrl-P");
    assert_eq!(next_timer(&b.model), None);
    let before = b.screen();
    b.at += chrono::TimeDelta::minutes(9);
    b.send(Msg::Tick);
    assert_eq!(b.screen(), before);
    b.press("Esc").sees("14:01");
}

#[test]
fn a_half_typed_reason_is_on_its_way_in_time_or_when_it_is_left() {
    let gates = |_: &Record| Err(Failure::Refused(Refusal::Gates { unmet: vec!["flow".to_owned()] }));
    let drafts = |b: &Bench| {
        let drafts = b.effects.iter().filter_map(|e| if let Effect::SaveDraft(draft) = e { Some(draft) } else { None });
        drafts.map(|d| d.text.clone()).collect::<Vec<_>>()
    };
    let mut b = today().keeping(gates);
    b.press("Enter {理由}");
    assert_eq!(next_timer(&b.model), Some(b.at + chrono::TimeDelta::milliseconds(200)));
    b.wait(1);
    assert_eq!(drafts(&b), ["理由"]);
    b.press("{の続き} Esc");
    assert_eq!(drafts(&b), ["理由", "理由の続き"]);
    let mut b = today().keeping(gates);
    b.press("Enter {理由}").send(Msg::Stop);
    assert_eq!(drafts(&b), ["理由"]);
}

#[test]
fn a_clock_that_is_set_back_holds_nothing_up() {
    let gates = |_: &Record| Err(Failure::Refused(Refusal::Gates { unmet: vec!["flow".to_owned()] }));
    let mut b = today().keeping(gates);
    b.press("Enter {理由}").fresh();
    b.at -= chrono::TimeDelta::hours(1);
    b.send(Msg::Tick);
    assert!(matches!(&b.effects[..], [Effect::SaveDraft(draft)] if draft.text == "理由"), "{:?}", b.effects);
    let mut b = today();
    b.press("Ctrl-C").sees("もう一度 Ctrl-C で終了");
    b.at -= chrono::TimeDelta::hours(1);
    b.send(Msg::Resumed(chrono::TimeDelta::hours(-1)));
    b.sees_not("止まっていました").wait(4).sees_not("もう一度 Ctrl-C で終了");
    b.press("Ctrl-C");
    assert!(!b.effects.contains(&Effect::Quit));
    b.send(Msg::Resumed(chrono::TimeDelta::hours(8)));
    b.sees("480分 止まっていました");
}

#[test]
fn names_are_hidden_when_the_window_loses_the_focus_and_stay_so() {
    let mut b = today();
    b.send(Msg::Focus(false));
    b.sees("[共有安全]").sees_not("佐藤 美咲").sees("共有安全にしました");
    b.send(Msg::Focus(true));
    b.sees("[共有安全]").sees_not("佐藤 美咲");
}

#[test]
fn what_nobody_searches_for_is_cut_and_said_so() {
    let mut b = today();
    let mail = "本文 ".repeat(100_000);
    b.fresh().send(Msg::Input(vec![Input::Paste(mail)]));
    b.sees("先頭の 200 字で検索します");
    b.send(Msg::Input(vec![Input::Paste("あ".repeat(7_000))]));
    assert_eq!(b.model.core.notices.history().len(), 2);
    b.press("あ");
    assert_eq!(b.model.core.notices.history().len(), 3, "one more character is too many as well");
    let longest = asked(&b)
        .iter()
        .filter_map(|ask| if let Ask::Find { query, .. } = ask { Some(query.chars().count()) } else { None })
        .max();
    assert_eq!(longest, Some(200));
}

#[test]
fn a_half_typed_text_comes_back_when_its_page_opens() {
    let owner = fixture::appointment(2);
    let draft = Draft {
        field: "override".to_owned(),
        owner,
        text: "仮の端末".to_owned(),
        caret: 12,
        beside: String::new(),
        at: fixture::at(13, 40),
    };
    let mut b = Bench::with(
        Setup::new(Lang::Ja, (100, 30)),
        Box::new(move |ask| match ask {
            Ask::Resume => Some(Reply::Resume(ResumeView { running: None, drafts: vec![draft.clone()] })),
            other => fixture::answer(Lang::Ja, other),
        }),
    )
    .keeping(|_| Err(Failure::Refused(Refusal::Gates { unmet: vec!["flow".to_owned()] })));
    b.press("Enter").sees("理由  仮の端末").sees("13:40 の書きかけを戻しました");
}

#[test]
fn a_running_session_is_opened_again_and_said_to_be() {
    let running = |ask: &Ask| match ask {
        Ask::Resume => Some(Reply::Resume(ResumeView { running: Some(fixture::appointment(2)), drafts: Vec::new() })),
        other => fixture::answer(Lang::Ja, other),
    };
    let mut b = Bench::with(Setup::new(Lang::Ja, (100, 30)), Box::new(running));
    assert!(matches!(b.model.screen(), Some(Screen::Session(_))));
    b.sees("前回のつづきです");
    // A second window beside the one in which it runs.
    let mut setup = Setup::new(Lang::Ja, (100, 30));
    setup.file = FileView { read_only: true, ..FileView::default() };
    let mut b = Bench::with(setup, Box::new(running));
    assert!(matches!(b.model.screen(), Some(Screen::Today(_))));
    b.sees_not("前回のつづきです");
}

#[test]
fn a_field_that_an_answer_opens_ends_a_chord() {
    let refused = |_: &Record| Err(Failure::Refused(Refusal::Gates { unmet: vec!["item:x".to_owned()] }));
    let mut b = today().keeping(refused);
    b.slow = true;
    b.press("Enter g").catch_up();
    assert_eq!(b.model.context(), Context::GateReason);
    assert!(b.model.chord.is_empty());
}

#[test]
fn leftovers_take_the_rows_that_nothing_else_needs() {
    let answer = |ask: &Ask| match fixture::answer(Lang::Ja, ask) {
        Some(Reply::Day(mut view)) => {
            let row = view.leftovers.first[0].clone();
            view.leftovers.first.extend(std::iter::repeat_n(row, 9));
            view.leftovers.count = view.leftovers.first.len();
            Some(Reply::Day(view))
        }
        other => other,
    };
    for size in [(100, 30), (100, 45), (160, 45)] {
        let mut b = Bench::with(Setup::new(Lang::Ja, size), Box::new(answer));
        b.sees("持ちこしフォロー 11").sees_not("ほか").sees("きょうの見どころ").sees("第12回");
    }
    let mut b = Bench::with(Setup::new(Lang::Ja, (100, 24)), Box::new(answer));
    b.sees("ほか ");
}

#[test]
fn help_offers_what_the_box_and_the_window_can_do() {
    let mut b = today();
    b.fresh()
        .press("Home B ?")
        .sees("(予約)")
        .sees("日時の案をえらぶ")
        .sees_not("理由をえらぶ")
        .sees_not("欠席の連絡文");
    b.press("Esc 3 Enter");
    let [Record::Book { slot, .. }] = b.records()[..] else { panic!("{:?}", b.records()) };
    assert_eq!(slot.start, fixture::slots()[2].start);
    // A window that only reads offers no key that writes.
    let mut setup = Setup::new(Lang::Ja, (100, 45));
    setup.file = FileView { read_only: true, ..FileView::default() };
    let mut b = Bench::with(setup, Box::new(|ask: &Ask| fixture::answer(Lang::Ja, ask)));
    b.press("b ?").sees("引継ぎをコピー").sees_not("メモを書く").sees_not("次回を予約する");
}

// First run, second window, mouse, language, the turn of the day.

#[test]
fn a_label_of_the_brief_is_whole_or_not_there() {
    let mean = |tenths: i64| crate::domain::Decimal::from_micros(tenths * 100_000);
    for (size, lang) in [((80, 24), Lang::Ja), ((60, 20), Lang::Ja), ((80, 24), Lang::En), ((100, 30), Lang::En)] {
        let answer = move |ask: &Ask| match fixture::answer(lang, ask) {
            Some(Reply::Day(mut view)) => {
                let brief = view.brief.as_mut().unwrap();
                brief.promises.clear();
                brief.next_focus = Some((fixture::date(), crate::text::mask::Private::free("x")));
                brief.last_role_play = Some((4, mean(34)));
                brief.role_play_before = Some(mean(30));
                brief.homework[2].text = "a long task that leaves no room for much else".to_owned();
                view.rows[2].phase_title = Some("Learning the features of the system".to_owned());
                Some(Reply::Day(view))
            }
            other => other,
        };
        let mut b = Bench::with(Setup::new(lang, size), Box::new(answer));
        let focus = if lang == Lang::Ja { "前回のひとこと" } else { "Last time" };
        b.sees(focus);
        for label in ["(前..", "(前は..", "(before ..", "(b..", "前回のひと.."] {
            b.sees_not(label);
        }
        if size.0 == 100 {
            b.sees(" 3/6  14:00-14:25");
        }
    }
}

#[test]
fn a_name_is_not_cut_beside_empty_cells() {
    let answer = |ask: &Ask| match fixture::answer(Lang::En, ask) {
        Some(Reply::Day(mut view)) => {
            let learner = view.rows[2].learner.as_mut().unwrap();
            learner.name = crate::text::mask::Private::learner(learner.id.0.as_u128(), "Yumi Morita-Sato");
            Some(Reply::Day(view))
        }
        other => other,
    };
    for size in [(80, 24), (100, 30), (160, 45)] {
        let mut b = Bench::with(Setup::new(Lang::En, size), Box::new(answer));
        b.sees("Yumi Morita-Sato Aoba").sees_not("Yumi Mo..");
    }
}

#[test]
fn one_learner_can_be_typed_in_by_hand() {
    let mut setup = Setup::new(Lang::Ja, (80, 24));
    setup.file = FileView { empty: true, ..FileView::default() };
    let mut b = Bench::new(setup);
    b.press("3 Enter")
        .sees("受講者の名前を入れてください")
        .press("Tab {つば} Enter")
        .sees("受講者の名前を入れてください");
    b.press("{森田由美} Tab Ctrl-U Enter").sees("薬局の名前を入れてください").sees_not("受講者の名前を");
    assert!(b.records().is_empty());
    b.press("{つばめ薬局} Enter");
    let [Record::AddLearner { name, pharmacy_name, .. }] = b.records()[..] else { panic!("{:?}", b.records()) };
    assert_eq!((name.as_str(), pharmacy_name.as_str()), ("森田由美", "つばめ薬局"));
    // Whoever is new is on the screen, above today, and can be booked.
    assert!(matches!(b.model.screen(), Some(Screen::Card(_))));
    b.sees("受講者を加えました: 森田由美").press("Esc");
    assert!(matches!(b.model.screen(), Some(Screen::Today(_))));
}

#[test]
fn one_more_learner_is_added_from_today() {
    let mut b = today();
    b.fresh().press("A Esc");
    assert_eq!(b.model.context(), Context::Today);
    b.press("A {森田由美} Enter {つばめ薬局} Enter");
    assert!(matches!(b.records()[..], [Record::AddLearner { .. }]));
    assert!(matches!(b.model.screen(), Some(Screen::Card(_))));
}

#[test]
fn the_learner_under_the_cursor_is_booked() {
    let mut b = today();
    b.fresh().press("B").sees("佐藤 美咲 さん  第6回 の予約").press("↓ Enter");
    let [Record::Book { learner, slot, number: Some(6), .. }] = b.records()[..] else { panic!("{:?}", b.records()) };
    assert_eq!(*learner, fixture::row(Lang::Ja, 2).learner.unwrap().id);
    assert_eq!(slot.start, fixture::slots()[1].start);
    assert_eq!(b.model.context(), Context::Today);
}

/// Somebody whose next number has a date already.
fn booked(state: AppointmentState) -> Bench {
    let answer = move |ask: &Ask| match (ask, fixture::answer(Lang::Ja, ask)) {
        (Ask::Booking { .. }, Some(Reply::Booking(mut view))) => {
            let row = fixture::row(Lang::Ja, 2);
            let (appointment, starts_at, local) = (row.appointment, row.starts_at, row.local);
            view.booked = Some(Followed { appointment, state, starts_at, local });
            Some(Reply::Booking(view))
        }
        (_, other) => other,
    };
    Bench::with(Setup::new(Lang::Ja, (80, 24)), Box::new(answer))
}

#[test]
fn booking_who_is_booked_changes_nothing_by_itself() {
    let mut b = booked(AppointmentState::Scheduled);
    b.fresh().press("B").sees("は予約ずみです").sees("そのまま").sees("移す先の案").sees_not("c 文面");
    b.press("Enter");
    assert!(b.records().is_empty() && b.model.context() == Context::Today, "{}", b.screen());
    // A reason, or another date, is chosen by hand.
    b.press("B 3 Enter");
    assert!(matches!(b.records()[..], [Record::Result { result: NotHeld::ByUs, .. }]), "{:?}", b.records());
    let mut b = booked(AppointmentState::Scheduled);
    b.fresh().press("B Tab Enter");
    let [Record::Result { result: NotHeld::Moved, next: Some(slot), .. }] = b.records()[..] else {
        panic!("{:?}", b.records())
    };
    assert_eq!(slot.start, fixture::slots()[0].start);
}

#[test]
fn booking_who_is_in_a_meeting_points_to_its_wrap_up() {
    let mut b = booked(AppointmentState::InProgress);
    b.fresh().press("B").sees("次回はその締め (w) で決めます");
    assert_eq!(b.model.context(), Context::Today);
}

#[test]
fn a_half_typed_name_is_kept_when_its_form_is_left_and_after_an_end() {
    let empty = || {
        let mut setup = Setup::new(Lang::Ja, (80, 24));
        setup.file = FileView { empty: true, ..FileView::default() };
        setup
    };
    let mut b = Bench::new(empty());
    b.press("3 {森田由美} Esc").sees_not("森田由美");
    let Some(Effect::SaveDraft(draft)) = b.effects.iter().find(|e| matches!(e, Effect::SaveDraft(_))).cloned() else {
        panic!("{:?}", b.effects)
    };
    b.press("3").sees("森田由美");
    let mut b = Bench::with(
        empty(),
        Box::new(move |ask| match ask {
            Ask::Resume => Some(Reply::Resume(ResumeView { running: None, drafts: vec![draft.clone()] })),
            other => fixture::answer(Lang::Ja, other),
        }),
    );
    b.sees("森田由美").sees("書きかけを戻しました");
}

#[test]
fn a_second_window_reads_and_can_take_over() {
    let holder = Holder { pid: 4711, since: fixture::at(9, 2) };
    let mut setup = Setup::new(Lang::Ja, (100, 30));
    setup.file = FileView { read_only: true, holder: Some(holder), ..FileView::default() };
    let mut b = Bench::new(setup);
    b.sees("[閲覧のみ]").sees("PID 4711, 09:02 から");
    b.fresh().press("Enter");
    assert!(b.records().is_empty());
    b.sees("いまはできません: 1on1 をはじめる (閲覧のみです。T で移せます)").press("T");
    assert!(b.effects.contains(&Effect::TakeOver));
    b.send(Msg::TookOver(Took::Mine));
    b.sees("こちらのウィンドウで書けるようになりました").sees_not("[閲覧のみ]");
}

#[test]
fn the_mouse_chooses_rows_and_the_footer_is_a_menu() {
    let mut b = today();
    let (x, y) = b.find("16:00");
    b.click(x, y).sees(">16:00").sees("伊藤 大輔 さん");
    let (x, y) = b.find("ヘルプ");
    b.click(x, y);
    assert_eq!(b.model.context(), Context::Help);
    let (x, y) = b.find("Esc もどる");
    b.click(x, y);
    let (x, y) = b.find("o 結果");
    b.click(x, y);
    assert_eq!(b.model.context(), Context::Today);
    b.sees("o のあと");
    b.send(Msg::Input(vec![Input::Mouse(Mouse { kind: MouseKind::Drag, x: 3, y: 3 })]));
    b.sees("Shift を押しながらドラッグ");
    let mut b = today();
    b.send(Msg::Input(vec![Input::Mouse(Mouse { kind: MouseKind::WheelDown, x: 3, y: 3 })]));
    b.sees(">14:40");
}

#[test]
fn the_box_of_a_chord_is_a_menu_too() {
    let mut b = today();
    b.press("g");
    let (x, y) = b.find("お知らせの履歴");
    b.click(x, y);
    assert_eq!(b.model.context(), Context::Notices);
    // Its title is no row, and what it covers is not hit.
    b.press("Esc o");
    let before = b.screen();
    let (x, y) = b.find("o のあと");
    b.click(x, y);
    assert_eq!(b.screen(), before);
    let (x, y) = b.find("待 まだ来ない");
    b.fresh().click(x, y);
    assert_eq!(b.records().len(), 1, "{:?}", b.records());
    b.sees_not("o のあと").sees("待っています");
}

#[test]
fn a_click_on_a_run_of_digits_says_which() {
    let mut b = today();
    b.press("o 4");
    let (x, y) = b.find("1-3 えらぶ");
    let chosen = |b: &Bench| b.screen().contains("> 2 無断");
    assert!(chosen(&b));
    b.click(x, y).sees("1-3 のどれかのキーを押します");
    assert!(chosen(&b));
}

#[test]
fn the_palette_teaches_a_key_only_where_the_command_is_silent() {
    let mut b = today();
    // More than the history holds.
    for _ in 0..60 {
        b.press("x");
    }
    b.press(": {saved} Enter").sees("保存するものはありません").sees_not("つぎから");
}

#[test]
fn a_click_on_nothing_does_nothing() {
    for (size, at) in [((100, 30), (0, 65_535)), ((100, 30), (65_535, 29)), ((50, 12), (2, 11)), ((50, 12), (2, 3))] {
        let mut b = Bench::new(Setup::new(Lang::Ja, size));
        let before = b.screen();
        b.fresh().click(at.0, at.1);
        for kind in [MouseKind::Drag, MouseKind::WheelDown] {
            b.send(Msg::Input(vec![Input::Mouse(Mouse { kind, x: at.0, y: at.1 })]));
        }
        assert_eq!((b.screen(), b.effects.len()), (before, 0), "{size:?} {at:?}");
    }
}

#[test]
fn the_language_changes_live() {
    let mut b = today();
    b.press("{english} Enter").sees("Today").sees("next in 8 min");
    assert!(b.effects.contains(&Effect::SetLang(Lang::En)));
}

#[test]
fn a_new_day_is_asked_for_when_it_comes() {
    let mut b = today();
    b.at = fixture::at(23, 59) + chrono::TimeDelta::hours(4);
    b.fresh().send(Msg::Tick);
    assert!(asked(&b).is_empty());
    b.at += chrono::TimeDelta::minutes(2);
    b.send(Msg::Tick);
    assert!(matches!(asked(&b)[..], [Ask::Day { date, .. }, ..] if *date == fixture::date().plus(1)));
}

#[test]
fn a_key_that_does_nothing_says_so_and_names_help() {
    today().press("x").sees("x には何もありません  ? でヘルプ");
    today().press("g x").sees("g x には何もありません");
}

#[test]
fn a_key_that_cannot_run_says_what_it_needs() {
    let mut b = today();
    b.press("g s").sees("進行中の 1on1 へ (進行中の 1on1 がありません)");
    b.press("o 2").sees("中断した (進行中の予定の上で使えます)");
}

#[test]
fn going_somewhere_twice_goes_back_to_it() {
    let mut b = today();
    b.press("r g t r g r b");
    assert!(b.model.screens.len() <= 3);
    b.press("Esc Esc Esc Esc");
    assert_eq!(b.model.screens.len(), 1);
}

// Whatever comes, in whatever order.

fn any_key() -> impl Strategy<Value = Key> {
    let names = [
        "Enter",
        "Esc",
        "Tab",
        "Shift-Tab",
        "Backspace",
        "Delete",
        "↑",
        "↓",
        "←",
        "→",
        "Home",
        "End",
        "PgUp",
        "PgDn",
        "Space",
        "F1",
        "F2",
        "F3",
        "F5",
        "Ctrl-G",
        "Ctrl-P",
        "Ctrl-Z",
        "Ctrl-Y",
        "Ctrl-\\",
        "Ctrl-L",
        "Ctrl-S",
        "Ctrl-W",
        "Ctrl-U",
        "Ctrl-J",
        "Shift-↓",
    ];
    prop_oneof![
        3 => prop::sample::select("abcfghjknopqrtuzwTUC?/:,.1234567890ｏ４か漢。、ー".chars().collect::<Vec<_>>()).prop_map(Key::char),
        2 => prop::sample::select(names.to_vec()).prop_map(|name| Key::named(name).unwrap()),
        1 => any::<char>().prop_map(Key::char),
    ]
}

#[derive(Debug, Clone)]
enum Step {
    Read(Vec<Input>),
    Resize(u16, u16),
    Wait(i64),
    Slow(bool),
    Fail(bool),
    Other(Msg),
}

fn any_step() -> impl Strategy<Value = Step> {
    let input = prop_oneof![
        8 => any_key().prop_map(Input::Key),
        1 => any::<String>().prop_map(Input::Paste),
        1 => (0..4_u8, 0..120_u16, 0..40_u16).prop_map(|(kind, x, y)| {
            let kinds = [MouseKind::Click, MouseKind::Drag, MouseKind::WheelUp, MouseKind::WheelDown];
            Input::Mouse(Mouse { kind: kinds[usize::from(kind)], x, y })
        }),
    ];
    prop_oneof![
        20 => prop::collection::vec(input, 1..4).prop_map(Step::Read),
        2 => (0..170_u16, 0..50_u16).prop_map(|(w, h)| Step::Resize(w, h)),
        2 => (0..5000_i64).prop_map(Step::Wait),
        1 => any::<bool>().prop_map(Step::Slow),
        1 => any::<bool>().prop_map(Step::Fail),
        1 => prop::sample::select(vec![
            Msg::Tick,
            Msg::Stop,
            Msg::Focus(false),
            Msg::TookOver(Took::Mine),
            Msg::TookOver(Took::Held(None)),
            Msg::TookOver(Took::Silent(None)),
            Msg::Wanted,
            Msg::LetGo(Err(None)),
            Msg::LetGo(Ok(())),
            Msg::News(News { holder: None, empty: false }),
            Msg::AmbiguousWidth { wide: true },
            Msg::Resumed(chrono::TimeDelta::minutes(14)),
            Msg::Copied(Copied::Terminal),
        ])
        .prop_map(Step::Other),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_can_happen_breaks_the_program(steps in prop::collection::vec(any_step(), 1..60), empty in any::<bool>()) {
        let mut setup = Setup::new(Lang::Ja, (100, 30));
        setup.file = FileView { empty, ..FileView::default() };
        let failing = std::rc::Rc::new(std::cell::Cell::new(false));
        let fails = std::rc::Rc::clone(&failing);
        let mut b = Bench::new(setup).keeping(move |record| match record {
            _ if fails.get() => Err(Failure::Trouble(Trouble::Disk)),
            Record::Start { .. } => Err(Failure::Refused(Refusal::Gates { unmet: vec!["item:x".to_owned()] })),
            _ => Ok(Reply::Recorded(crate::request::Recorded { changed: true, made: None })),
        });
        for step in steps {
            match step {
                Step::Read(read) => {
                    b.at += chrono::TimeDelta::milliseconds(40);
                    b.send(Msg::Input(read));
                }
                Step::Resize(width, height) => b.send(Msg::Resize(Size { width, height })),
                Step::Wait(seconds) => { b.wait(seconds); }
                Step::Slow(slow) => if slow { b.slow = true } else { b.catch_up(); },
                Step::Fail(fail) => failing.set(fail),
                Step::Other(msg) => b.send(msg),
            }
            let model = &b.model;
            prop_assert!(!model.screens.is_empty());
            prop_assert!(model.chord.is_empty() || model.context().class() != Class::Field);
            prop_assert!(model.core.notices.history().len() <= 50);
            // A timer that has fired is over: nothing may keep the loop awake.
            b.send(Msg::Tick);
            prop_assert!(next_timer(&b.model).is_none_or(|next| next > b.at), "{:?} at {}", next_timer(&b.model), b.at);
            let (_, caret) = b.draw();
            let model = &b.model;
            if let Some((x, y)) = caret {
                prop_assert!(x < model.core.size.width && y < model.core.size.height);
            }
            // Where text is typed, the cursor is at it, unless there is no room for it at all.
            if model.core.size.width >= 60 && model.core.size.height >= 15 {
                prop_assert_eq!(caret.is_some(), model.is_typing() && !model.core.blank, "{}", b.screen());
            }
        }
    }
}

#[test]
fn a_date_typed_by_hand_is_booked_once_nothing_speaks_against_it() {
    let answer = |ask: &Ask| match ask {
        Ask::Fit { slot, .. } if slot.start.time().format("%H").to_string() == "15" => {
            Some(Reply::Fit(vec![SlotDoubt::Taken(slot.start)]))
        }
        Ask::Fit { slot, .. } if slot.start.time().format("%H").to_string() == "16" => {
            Some(Reply::Fit(vec![SlotDoubt::Close(slot.start)]))
        }
        other => fixture::answer(Lang::Ja, other),
    };
    let mut b = Bench::with(Setup::new(Lang::Ja, (100, 30)), Box::new(answer));
    b.fresh().press("B").sees("4 ほかの日時を打つ").press("4").sees("例 11/28 14:00");
    assert_eq!(b.model.context(), Context::DateField);
    for (typed, said) in [
        ("来週", "日付が読めません"),
        ("11/28", "時刻がありません"),
        ("11/28T25:00", "時刻が読めません"),
        ("11/20T10:00", "もう過ぎています"),
        ("11/28T14:00-16:00", "長さは20〜30分です"),
        ("11/28T15:00", "15:00 の予定と重なります"),
        ("11/28T16:00", "5分ありません"),
    ] {
        b.press(&format!("Ctrl-U {{{typed}}} Enter")).sees(said);
        assert!(b.records().is_empty(), "{typed}");
    }
    // What is only doubted is booked by Enter once more; what is typed anew is looked at anew.
    b.press("Ctrl-U {１１／２８Ｔ１７：００} Enter");
    let [Record::Book { slot, number: Some(6), .. }] = b.records()[..] else { panic!("{:?}", b.records()) };
    assert_eq!(slot.start.to_string(), "2026-11-28 17:00:00");
    let mut b = Bench::with(Setup::new(Lang::Ja, (100, 30)), Box::new(answer));
    b.fresh().press("B 4 {11/28T16:00} Enter Enter");
    let [Record::Book { slot, .. }] = b.records()[..] else { panic!("{:?}", b.records()) };
    assert_eq!(slot.start.to_string(), "2026-11-28 16:00:00");
    // Tab goes from the date to its time.
    let mut b = today();
    b.fresh().press("B 4 {12/4} Tab Tab {14:00} Enter");
    let [Record::Book { slot, .. }] = b.records()[..] else { panic!("{:?}", b.records()) };
    assert_eq!(slot.start.to_string(), "2026-12-04 14:00:00");
    // Esc leaves the field, then the box.
    let mut b = today();
    b.fresh().press("B 4 Esc");
    assert_eq!(b.model.context(), Context::Booking);
    b.press("Esc");
    assert_eq!(b.model.context(), Context::Today);
}

#[test]
fn a_missed_meeting_is_rebooked_on_a_typed_date() {
    let mut b = today();
    b.fresh().press("o 4 4 {11/30T11:00} Enter");
    let [Record::Result { next: Some(slot), .. }] = b.records()[..] else { panic!("{:?}", b.records()) };
    assert_eq!(slot.start.to_string(), "2026-11-30 11:00:00");
}

#[test]
fn the_box_of_a_missed_meeting_copies_no_names_while_the_screen_is_shared() {
    let mut b = today();
    b.fresh().press("o 4").sees("c 文面");
    b.press("Ctrl-G").sees_not("c 文面").sees("C 名前なし").press("C");
    let copied = |e: &Effect| if let Effect::Copy { text } = e { Some(text.to_string()) } else { None };
    let texts: Vec<String> = b.effects.iter().filter_map(copied).collect();
    assert!(texts.len() == 1 && !texts[0].contains("佐藤"), "{texts:?}");
}

#[test]
fn a_kickoff_is_booked_or_left_for_session_1() {
    let pharmacy = Id::natural(Entity::Pharmacy, "p");
    let answer = move |ask: &Ask| match ask {
        Ask::Booking { without_kickoff, .. } => {
            let mut view = BookingView { kickoff_missing: true, slots: fixture::slots(), ..BookingView::default() };
            if *without_kickoff {
                (view.number, view.minutes) = (Some(1), (20, 30));
            } else {
                (view.kickoff, view.minutes) = (Some(pharmacy), (30, 60));
            }
            Some(Reply::Booking(Box::new(view)))
        }
        other => fixture::answer(Lang::Ja, other),
    };
    let mut b = Bench::with(Setup::new(Lang::Ja, (100, 30)), Box::new(answer));
    b.fresh().press("B").sees("キックオフ の予約").press("K").sees("第1回 の予約").press("K Enter");
    let [Record::BookKickoff { pharmacy: of, slot, .. }] = b.records()[..] else { panic!("{:?}", b.records()) };
    assert_eq!((*of, slot.start), (pharmacy, fixture::slots()[0].start));
    b.sees("キックオフを入れました").sees_not("次回を入れました");
}

#[test]
fn free_rows_below_the_queue_tell_goal_win_and_what_to_practise() {
    let answer = |ask: &Ask| match fixture::answer(Lang::Ja, ask) {
        Some(Reply::Day(mut view)) => {
            let free = |text: &str| Private::free(text.to_owned());
            let brief = view.brief.as_mut().unwrap();
            brief.goal = Some(free("18時半に閉める"));
            brief.wins = vec![free("検索を一人でできた")];
            brief.weak_criterion = Some("相手に確かめる".to_owned());
            view.rows.truncate(4);
            Some(Reply::Day(view))
        }
        other => other,
    };
    let mut b = Bench::with(Setup::new(Lang::Ja, (80, 24)), Box::new(answer));
    b.sees("本人のゴール").sees("検索を一人でできた").sees("ロープレの課題 相手に確かめる").sees("持ちこし");
    // The link keeps its place, and what is left over its row.
    let mut b = Bench::with(Setup::new(Lang::Ja, (60, 20)), Box::new(answer));
    b.sees("18時半に閉める").sees("z でひらく").sees("持ちこし");
    let mut b = Bench::with(Setup::new(Lang::Ja, (100, 30)), Box::new(answer));
    b.sees("ロープレの課題").sees("相手に確かめる");
}

#[test]
fn the_box_counts_the_calls_to_who_is_missing() {
    let answer = |ask: &Ask| match fixture::answer(Lang::Ja, ask) {
        Some(Reply::Day(mut view)) => {
            let start = view.rows[2].starts_at;
            let ago = |minutes| (start - chrono::TimeDelta::minutes(minutes), false);
            view.rows[2].touches = vec![ago(5), ago(9)];
            Some(Reply::Day(view))
        }
        other => other,
    };
    let mut b = Bench::with(Setup::new(Lang::Ja, (100, 30)), Box::new(answer));
    b.press("o 4").sees("2回  13:55 電話 (出ず) / 13:51 電話 (出ず)");
}

#[test]
fn a_wide_window_says_what_to_do_about_everybody_who_is_left_over() {
    let wide = Bench::new(Setup::new(Lang::Ja, (160, 45)));
    let rows = wide.rows();
    let at = rows.iter().position(|row| row.contains("持ちこしフォロー")).unwrap();
    assert!(rows[at + 1].contains("小林 翔") && !rows[at + 1].contains("->"), "{}", wide.screen());
    assert!(rows[at + 2].contains("-> 次回を提案する"), "{}", wide.screen());
    assert!(rows[at + 4].contains("-> "), "{}", wide.screen());
}

#[test]
fn the_last_task_of_the_practice_is_praised_once() {
    use crate::domain::practice::{Practice, Task};
    for (lang, says) in [(Lang::Ja, "七つともできました"), (Lang::En, "All seven done")] {
        let mut setup = Setup::new(lang, (100, 30));
        let tasks = Some(Practice { ticked: Task::ALL[..6].iter().copied().collect(), ..Practice::default() });
        setup.file = FileView { practice: true, tasks: tasks.clone(), ..FileView::default() };
        let done = Practice { ticked: Task::ALL.iter().copied().collect(), ..Practice::default() };
        let answers = move |ask: &Ask| match ask {
            Ask::Practice => Some(Reply::Practice(Some(done.clone()))),
            Ask::Day { .. } => match fixture::answer(lang, ask) {
                Some(Reply::Day(mut view)) => {
                    (view.file.practice, view.file.tasks) = (true, tasks.clone());
                    Some(Reply::Day(view))
                }
                other => other,
            },
            other => fixture::answer(lang, other),
        };
        let mut b = Bench::with(setup, Box::new(answers));
        b.sees("7/7");
        b.press("f");
        b.sees(says);
        b.sees_not("7/7");
        b.press("f");
        let praises = b.model.core.notices.history().filter(|n| n.text(false).contains(says)).count();
        assert_eq!(praises, 1);
    }
}
