//! Disks that fail or are slow, and ends of the program: what was typed is kept, and nothing is done twice.

use super::*;

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
fn what_was_typed_right_before_the_field_was_left_is_there_after_a_crash() {
    let mut desk = marked();
    desk.keys("w Shift-Tab Ctrl-U");
    desk.commit("朝なら集中できる");
    desk.keys("Enter");
    desk.restart();
    desk.keys("w");
    assert!(desk.picture().contains("朝なら集中できる"), "{}", desk.picture());
}
