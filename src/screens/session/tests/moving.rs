//! Where the cursor goes, and that it is always seen.

use super::super::rows::RowKey;
use super::*;
use crate::programme::Library;

const JA: &str = include_str!("../../../../assets/programmes/programme-ja.md");

fn at(desk: &Desk) -> Option<RowKey> {
    match desk.model.screen() {
        Some(Screen::Session(state)) => state.at,
        _ => None,
    }
}

/// The text of the item under the cursor, on disk.
fn item(desk: &Desk) -> String {
    let Some(RowKey::Item(id)) = at(desk) else { panic!("not on an item\n{}", desk.picture()) };
    desk.on_disk().items.into_iter().find(|item| item.id == id).unwrap().text
}

/// On the first item of a lecture in which another one hangs on the second.
fn branched() -> Desk {
    let text = JA.replace("id = \"e-medication-record-standard\"", "id = \"branched\"").replacen(
        "(3m) {#s05-choices must}",
        "(1m) {#s05-choices must}\n- [ ] 三つの対応をもう一度 (2m) {#s05-again if=s05-choices:stuck}",
        1,
    );
    let library = Library::new([("branched.md".to_owned(), text)]);
    let mut desk = Desk::of(Lang::Ja, (100, 30), Meeting::Usual, (library, Some("branched")));
    desk.now += chrono::TimeDelta::minutes(2);
    desk.keys("Enter ↓ ↓");
    desk
}

#[test]
fn the_cursor_goes_to_the_item_that_a_mark_opened() {
    let mut desk = branched();
    desk.keys("1 3");
    assert_eq!(item(&desk), "三つの対応をもう一度", "{}", desk.picture());
    desk.keys("u");
    assert!(item(&desk).starts_with("表示が出た時の三つの対応"), "{}", desk.picture());
}

#[test]
fn who_went_on_before_it_opened_stays_where_the_next_mark_goes() {
    let mut desk = branched();
    desk.keys("1");
    desk.slow = true;
    desk.keys("3 ↓");
    let before = at(&desk);
    desk.answer();
    assert_eq!(at(&desk), before, "{}", desk.picture());
}
