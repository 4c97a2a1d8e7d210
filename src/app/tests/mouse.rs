//! The mouse points, and the footer is a menu.

use super::*;

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
