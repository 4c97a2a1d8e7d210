//! Typed text never runs a command.

use super::*;

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
fn what_was_taken_back_is_not_told_as_done() {
    let kept = |_: &Record| Ok(Reply::Recorded(crate::request::Recorded { changed: true, made: None }));
    let mut b = today().keeping(kept);
    b.fresh();
    b.slow = true;
    b.type_keys("fazcr", 60);
    b.catch_up();
    b.sees("検索に入れました").sees_not("連絡を記録");
}

#[test]
fn runaway_letters_that_changed_nothing_or_undid_are_taken_back_as_what_they_were() {
    let undone = fixture::undone(Deed::Flag);
    let action = undone.action;
    let mut b = today().keeping(move |record| {
        Ok(match record {
            Record::Touch { .. } => Reply::Recorded(crate::request::Recorded { changed: false, made: None }),
            Record::Undo => Reply::Reverted(Box::new(undone.clone())),
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
