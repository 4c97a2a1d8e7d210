//! Rows, tabs and the labels of the footer are clicked.

use super::*;

#[test]
fn a_click_goes_to_its_row_and_a_tab_to_its_pane() {
    let mut desk = desk();
    let click = |desk: &mut Desk, x, y| {
        let mouse = crate::app::Mouse { kind: crate::app::MouseKind::Click, x, y };
        desk.read(vec![Input::Mouse(mouse)]);
    };
    let y = desk.screen().0.iter().position(|row| row.contains("実演する")).unwrap();
    click(&mut desk, 40, u16::try_from(y).unwrap());
    assert!(desk.picture().contains(">未 2 実演する"), "{}", desk.picture());
    let mut desk = Desk::started(Lang::Ja, (80, 24), Meeting::Usual);
    click(&mut desk, 25, 4);
    assert!(desk.picture().contains("[ロープレ"), "{}", desk.picture());
}

#[test]
fn every_label_of_the_footer_is_clicked_as_its_key_is_pressed() {
    use crate::app::{Mouse, MouseKind};
    use crate::layout::footer;
    let click = |desk: &mut Desk, x: u16| {
        let y = desk.model.core.size.height - 1;
        desk.read(vec![Input::Mouse(Mouse { kind: MouseKind::Click, x, y })]);
    };
    let places: &[&[&str]] = &[&[], &["n"], &["h"], &["w"], &["E"], &["b"], &["g r"], &["Esc"]];
    for lang in [Lang::Ja, Lang::En] {
        for keys in places {
            let begin = || {
                let mut desk = Desk::started(lang, (100, 30), Meeting::Usual);
                for key in *keys {
                    desk.keys(key);
                }
                desk
            };
            let labels = {
                let desk = begin();
                footer::fit(&desk.model.hints(), desk.model.help_hint(), 100).hints
            };
            assert!(labels.len() > 1, "{keys:?}");
            for placed in labels {
                let (mut clicked, mut pressed) = (begin(), begin());
                click(&mut clicked, placed.x + 1);
                if placed.hint.keys.contains('-') {
                    // Nobody said which digit: what is put up or done differs from nothing where it can.
                    continue;
                }
                pressed.keys(placed.hint.keys);
                assert_eq!(clicked.picture(), pressed.picture(), "{keys:?} {}", placed.hint.keys);
            }
        }
    }
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Usual);
    let labels = footer::fit(&desk.model.hints(), desk.model.help_hint(), 100).hints;
    let marks = labels.iter().find(|placed| placed.hint.keys == "1-4").unwrap().x;
    click(&mut desk, marks);
    assert_eq!(desk.model.context(), Context::Marks, "the outcomes are put up to choose from");
}
