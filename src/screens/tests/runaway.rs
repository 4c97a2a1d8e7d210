//! Sentences for the chat of the call, typed at the screens around a 1on1: the cursor is where it was before the first letter.

use chrono::TimeDelta;

use crate::app::{Input, Msg, Screen};
use crate::command::Key;
use crate::i18n::Lang;
use crate::screens::session::bench::{Desk, Meeting};

/// Letters so fast that nobody meant them as commands.
fn chat(desk: &mut Desk, text: &str) {
    for c in text.chars() {
        desk.now += TimeDelta::milliseconds(70);
        desk.send(Msg::Input(vec![Input::Key(Key::char(c))]));
    }
    assert!(desk.picture().contains("操作は取り消しました"), "{text}\n{}", desk.picture());
}

fn spot(desk: &Desk) -> Option<String> {
    desk.model.screen()?.page().spot()
}

#[test]
fn the_day_has_its_cursor_back() {
    for text in ["fjazcr", "jfacru", "ajfkjcru"] {
        let mut desk = Desk::new(Lang::Ja, (100, 30), Meeting::Usual);
        let before = spot(&desk);
        assert!(before.is_some());
        chat(&mut desk, text);
        assert!(matches!(desk.model.screen(), Some(Screen::Today(_))), "{text}\n{}", desk.picture());
        assert_eq!(spot(&desk), before, "{text}\n{}", desk.picture());
        desk.keys("Esc");
        assert_eq!(spot(&desk), before, "{text}\n{}", desk.picture());
    }
}

#[test]
fn a_record_has_its_cursor_back() {
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Usual);
    desk.keys("1 3 1 3 2 1 w Enter");
    desk.now += TimeDelta::minutes(3);
    desk.keys("↑ Enter ↓ ↓");
    assert!(matches!(desk.model.screen(), Some(Screen::Record(_))), "{}", desk.picture());
    let before = spot(&desk);
    assert_eq!(before.as_deref(), Some("2"));
    chat(&mut desk, "fjjacbr");
    assert_eq!(spot(&desk), before, "{}", desk.picture());
}
