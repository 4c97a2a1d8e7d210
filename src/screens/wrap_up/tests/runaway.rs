//! A sentence for the chat of the call, typed at a wrap-up: its choices are on the screen alone, and stay as they were.

use super::*;
use crate::app::{Input, Msg};
use crate::command::Key;

#[test]
fn a_wrap_up_has_its_cursor_and_its_choices_back() {
    let form = |desk: &Desk| {
        let Some(Screen::WrapUp(state)) = desk.model.screen() else { panic!("{}", desk.picture()) };
        state.choices().unwrap()
    };
    let flagged = |desk: &Desk| form(desk).flag;
    for text in ["fkacjcre", "facfkbe", "f2kacpe", "uafckbe", "kfua2cbe"] {
        let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Usual);
        desk.keys("1 3 1 3 2 1 w Home ↓ f");
        desk.pass(2);
        let before = form(&desk);
        assert_eq!(flagged(&desk), Some(Level::Urgent));
        for c in text.chars() {
            desk.now += chrono::TimeDelta::milliseconds(70);
            desk.send(Msg::Input(vec![Input::Key(Key::char(c))]));
        }
        assert!(desk.picture().contains("操作は取り消しました"), "{text}\n{}", desk.picture());
        assert_eq!(form(&desk), before, "{text}\n{}", desk.picture());
        // What was chosen before is taken back as ever.
        desk.keys("Esc u");
        assert_eq!(flagged(&desk), Some(Level::Contact), "{text}\n{}", desk.picture());
    }
}
