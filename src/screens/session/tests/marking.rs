//! Marks: by digit, by the strip, dim until they are on disk, and taken back.

use super::*;

#[test]
fn every_mark_moves_on() {
    let mut desk = on_items();
    desk.keys("Space 2 3 4");
    assert_eq!(outcomes(&desk), [Outcome::Done, Outcome::Partly, Outcome::Stuck, Outcome::Skipped]);
    assert_eq!(desk.recorded.len(), 5, "start and four marks: {:?}", desk.recorded);
}

#[test]
fn the_row_of_marks_in_the_palette_puts_them_up_to_choose_from() {
    let mut desk = on_items();
    let recorded = desk.recorded.len();
    desk.keys("Ctrl-P");
    desk.commit("つまずき");
    desk.keys("Enter");
    assert_eq!(desk.model.context(), Context::Marks, "{}", desk.picture());
    assert_eq!((desk.recorded.len(), outcomes(&desk)[0]), (recorded, Outcome::Planned));
    desk.keys("3");
    assert_eq!(outcomes(&desk)[0], Outcome::Stuck);
}

#[test]
fn the_keys_of_an_input_method_mark_as_well() {
    let mut desk = on_items();
    desk.keys("F3 Ctrl-N");
    desk.read(vec![Input::Key(Key::char('１'))]);
    desk.read(vec![Input::Key(Key::char('\u{3000}'))]);
    assert_eq!(outcomes(&desk), [Outcome::Done; 4]);
    assert_eq!(notes(&desk), []);
}

#[test]
fn the_strip_chooses_by_arrows_also_from_a_note_and_gives_the_note_back() {
    let mut desk = on_items();
    desk.keys("F4 → → Enter");
    assert_eq!(outcomes(&desk)[0], Outcome::Stuck);
    desk.commit("書きかけの");
    desk.keys("Ctrl-R");
    assert_eq!(desk.model.context(), Context::Marks);
    assert!(desk.picture().contains("[1 済 できた]"), "{}", desk.picture());
    desk.keys("→ Enter");
    assert_eq!(outcomes(&desk)[..2], [Outcome::Stuck, Outcome::Partly]);
    assert_eq!((desk.model.context(), line(&desk)), (Context::Note, "書きかけの".to_owned()));
    desk.keys("F4 3");
    assert_eq!(outcomes(&desk)[2], Outcome::Stuck);
}

#[test]
fn the_same_mark_on_the_same_item_is_no_second_event() {
    let mut desk = on_items();
    desk.keys("1 ↑ 1 ↑ 1");
    assert_eq!(desk.recorded.len(), 2, "{:?}", desk.recorded);
    desk.slow = true;
    desk.keys("3 ↑ 3");
    desk.answer();
    assert_eq!(desk.recorded.len(), 3);
}

#[test]
fn a_mark_is_dim_until_it_is_on_disk() {
    let mut desk = on_items();
    desk.slow = true;
    desk.keys("3");
    let dim = |desk: &Desk| {
        let (buffer, _) = desk.buffer();
        // Row 4 is the first of the panes; the mark stands behind the cursor.
        (buffer[(1, 4)].symbol().to_owned(), buffer[(1, 4)].modifier.contains(Modifier::DIM))
    };
    assert_eq!(dim(&desk), ("詰".to_owned(), true));
    desk.answer();
    assert_eq!(dim(&desk), ("詰".to_owned(), false));
    assert_eq!(outcomes(&desk)[0], Outcome::Stuck);
}

#[test]
fn a_mark_that_could_not_be_written_is_kept_and_tried_again_by_the_same_key() {
    let mut desk = on_items();
    desk.failing = Some(Failure::Trouble(Trouble::DiskFull));
    desk.keys("3");
    assert!(desk.picture().contains(" 詰 1 注意表示"), "{}", desk.picture());
    assert_eq!(outcomes(&desk)[0], Outcome::Planned);
    desk.failing = None;
    desk.keys("↑ 3");
    assert_eq!(outcomes(&desk)[0], Outcome::Stuck);
    desk.failing = Some(Failure::Refused(Refusal::Closed));
    desk.keys("2");
    assert!(desk.picture().contains(" 未 2 "), "{}", desk.picture());
}

#[test]
fn undo_takes_the_last_mark_back() {
    let mut desk = on_items();
    desk.keys("3 u");
    assert_eq!(outcomes(&desk)[0], Outcome::Planned);
    assert!(desk.picture().contains("詰 -> 未"), "{:?}", desk.model.core.notices.current());
    desk.keys("U");
    assert_eq!(outcomes(&desk)[0], Outcome::Stuck);
}
