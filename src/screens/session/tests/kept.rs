//! What is half typed comes back, also after a crash.

use super::*;

#[test]
fn after_a_crash_the_same_item_and_the_half_typed_line_are_there() {
    let mut desk = on_items();
    desk.keys("1 2");
    desk.commit("書きかけの一行");
    desk.pass(1);
    desk.send(Msg::Tick);
    desk.restart();
    assert_eq!((desk.model.context(), line(&desk)), (Context::Note, "書きかけの一行".to_owned()));
    let picture = desk.picture();
    assert!(picture.contains("書きかけを戻しました") && picture.contains(">未 3 "), "{picture}");
    // Left and reopened within one run it is there as well, and a line that was changed knows which.
    desk.keys("Enter ↑");
    desk.commit("、つづき");
    desk.keys("Esc Esc Enter");
    assert_eq!((desk.model.context(), line(&desk)), (Context::Note, "書きかけの一行、つづき".to_owned()));
    desk.keys("Enter");
    assert_eq!(notes(&desk), [(NoteKind::Memo, "書きかけの一行、つづき".to_owned())]);
    desk.restart();
    assert_eq!((desk.model.context(), line(&desk)), (Context::Session, String::new()), "nothing was half typed");
    assert!(desk.picture().contains("前回のつづきです"), "{}", desk.picture());
}

#[test]
fn a_line_comes_back_with_its_kind_on_the_row_on_which_it_was_typed() {
    let mut desk = on_items();
    desk.keys("1 2 3 ↑ ↑ v Tab");
    desk.commit("詰まった");
    desk.pass(1);
    desk.restart();
    let picture = desk.picture();
    assert!(picture.contains(">半 2 ") && picture.contains("[つまずき]"), "{picture}");
    // A kind that changed after the text was typed.
    desk.keys("Shift-Tab");
    desk.pass(1);
    desk.restart();
    assert!(desk.picture().contains("[要望]"), "{}", desk.picture());
}

#[test]
fn the_wrap_up_keeps_what_is_half_typed() {
    let mut desk = desk();
    desk.commit("最後のひとこと");
    desk.keys("F5");
    assert_eq!(notes(&desk), [(NoteKind::Memo, "最後のひとこと".to_owned())]);
    assert_eq!(desk.model.context(), Context::WrapUp);
}
