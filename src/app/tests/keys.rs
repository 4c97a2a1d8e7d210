//! Keys and chords say what they do, what they need, and where they lead.

use super::*;

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
fn a_field_that_an_answer_opens_ends_a_chord() {
    let refused = |_: &Record| Err(Failure::Refused(Refusal::Gates { unmet: vec!["item:x".to_owned()] }));
    let mut b = today().keeping(refused);
    b.slow = true;
    b.press("Enter g").catch_up();
    assert_eq!(b.model.context(), Context::GateReason);
    assert!(b.model.chord.is_empty());
}

#[test]
fn the_language_changes_live() {
    let mut b = today();
    b.press("{english} Enter").sees("Today").sees("next in 8 min");
    assert!(b.effects.contains(&Effect::SetLang(Lang::En)));
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
