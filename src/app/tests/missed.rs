//! Somebody did not come: what it is called, whose side it was, and the new date.

use super::*;

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
    assert!(matches!(b.records()[..], [Record::Held { .. }]), "{:?}", b.records());
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
    // While a date is typed the digit of the reason would be part of it.
    let mut b = today();
    b.fresh().press("↓ o 4 4 {11/28} Tab {15:00} Enter").sees("連絡があったら Esc 1");
    // Word that came is asked about no more.
    let mut b = today();
    b.fresh().press("↓ o 4 1 Enter");
    assert!(matches!(b.records()[..], [Record::Result { result: NotHeld::Moved, .. }]), "{:?}", b.records());
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
