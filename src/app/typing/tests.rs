//! Keys of an input method, and short texts of one's own: `;name` in a line, and from the palette.

use std::collections::BTreeMap;

use crate::app::{Input, Msg, Screen};
use crate::command::{Context, Key};
use crate::i18n::Lang;
use crate::screens::session::bench::{Desk, Meeting};
use crate::text::short::Shorts;

const THANKS: &str = "本日はありがとうございました。";

fn desk() -> Desk {
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Usual);
    let table = [("ok", "一人でできました"), ("お礼", THANKS)];
    let table: BTreeMap<String, String> = table.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
    desk.model.core.shorts = Shorts::try_from(table).unwrap();
    desk
}

fn line(desk: &Desk) -> String {
    desk.model.page().and_then(|page| page.field()).expect("a field").text()
}

fn notes(desk: &Desk) -> Vec<String> {
    let reveal = crate::text::mask::Reveal::granted();
    desk.on_disk().notes.iter().map(|note| note.text.reveal(reveal).to_string()).collect()
}

#[test]
fn a_name_and_a_blank_become_the_text_and_one_undo_takes_that_back() {
    let mut desk = desk();
    desk.keys("n ; o k");
    assert_eq!(line(&desk), ";ok");
    desk.keys("Space");
    assert_eq!(line(&desk), "一人でできました");
    desk.keys("。");
    desk.keys("Ctrl-Z Ctrl-Z");
    assert_eq!(line(&desk), ";ok ", "what was typed");
    desk.keys("Enter");
    assert_eq!(notes(&desk), [";ok"], "taken back, it stays what was typed");
}

#[test]
fn enter_takes_the_text_and_keeps_the_line() {
    let mut desk = desk();
    desk.keys("n");
    desk.commit("次回：");
    desk.commit("；お礼");
    desk.keys("Enter");
    assert_eq!(notes(&desk), [THANKS]);
    assert_eq!(line(&desk), "");
}

#[test]
fn what_an_input_method_commits_calls_too_also_as_the_first_thing_typed() {
    let mut desk = desk();
    desk.commit("；オレイ　");
    assert_eq!((desk.model.context(), line(&desk).as_str()), (Context::Note, "；オレイ　"), "another name");
    desk.keys("Ctrl-U");
    desk.commit("；お礼　");
    assert_eq!(line(&desk), THANKS);
    desk.keys("Ctrl-U Esc");
    desk.commit("；お礼　");
    assert_eq!(line(&desk), THANKS);
}

#[test]
fn a_paste_and_an_unknown_name_stay_as_they_are() {
    let mut desk = desk();
    desk.keys("n");
    desk.send(Msg::Input(vec![Input::Paste(";ok ".to_owned())]));
    assert_eq!(line(&desk), ";ok ");
    desk.keys("Ctrl-U ; n o Space");
    assert_eq!(line(&desk), ";no ");
}

#[test]
fn the_hand_over_line_of_the_wrap_up_takes_them_and_a_search_does_not() {
    let mut desk = desk();
    desk.keys("1 1 1 1 w Shift-Tab Ctrl-U ; o k Space");
    assert_eq!((desk.model.context(), line(&desk).as_str()), (Context::WrapUpField, "一人でできました"));
    assert!(matches!(desk.model.screen(), Some(Screen::WrapUp(_))));
    desk.keys("Ctrl-U Esc Ctrl-P ; o k Space");
    assert_eq!((desk.model.context(), line(&desk).as_str()), (Context::Palette, ";ok "));
}

#[test]
fn the_palette_lists_them_and_puts_one_into_the_line_below() {
    let mut desk = desk();
    desk.keys("n あ Ctrl-P ;");
    let picture = desk.picture();
    assert!(picture.contains(";ok  一人でできました") && picture.contains(&format!(";お礼  {THANKS}")), "{picture}");
    desk.keys("o k Enter");
    assert_eq!((desk.model.context(), line(&desk).as_str()), (Context::Note, "あ一人でできました"));
    desk.keys("Ctrl-Z");
    assert_eq!(line(&desk), "あ");
    // In command state it begins a line of its own; while names are hidden its text is, too.
    desk.keys("Enter Esc Ctrl-P");
    desk.commit("ありがとう");
    desk.keys("Ctrl-G");
    let picture = desk.picture();
    assert!(picture.contains(";お礼") && !picture.contains(THANKS), "{picture}");
    desk.keys("Enter");
    assert_eq!((desk.model.context(), line(&desk).as_str()), (Context::Note, THANKS));
}

#[test]
fn where_no_line_is_the_palette_says_where_one_goes() {
    let mut desk = desk();
    desk.keys("g t Ctrl-P ; o k Enter");
    assert_eq!(desk.model.context(), Context::Today);
    assert!(desk.picture().contains(";ok と空白を打つと入ります"), "{}", desk.picture());
}

/// What a key did, but for what it said.
fn done_by(key: char) -> String {
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Usual);
    desk.keys("1");
    desk.read(vec![Input::Key(Key::char(key))]);
    let (context, overlays) = (desk.model.context(), desk.model.overlays.len());
    format!("{context:?} {overlays} {:?} {:?} {:?}", desk.model.chord, desk.recorded, desk.copied)
}

#[test]
fn every_key_has_its_full_width_twin() {
    let full = (' '..='~').map(|c| if c == ' ' { '\u{3000}' } else { char::from_u32(u32::from(c) + 0xfee0).unwrap() });
    for (ascii, wide) in (' '..='~').zip(full) {
        assert_eq!(done_by(wide), done_by(ascii), "{ascii} {wide}");
    }
    for (ascii, wide) in "/.,[]-\\".chars().zip("・。、「」ー￥".chars()) {
        assert_eq!(done_by(wide), done_by(ascii), "{ascii} {wide}");
    }
}
