//! Commands and people are found in the palette and in help.

use super::*;

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
fn the_filter_of_help_is_kept_and_not_shown_while_the_screen_is_shared() {
    let mut b = today();
    b.press("? / {佐藤さん}").sees("佐藤さん").press("Ctrl-G").sees_not("佐藤").sees("入力中");
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

#[test]
fn the_palette_teaches_a_key_only_where_the_command_is_silent() {
    let mut b = today();
    // More than the history holds.
    for _ in 0..60 {
        b.press("x");
    }
    b.press(": {saved} Enter").sees("保存するものはありません").sees_not("つぎから");
}
