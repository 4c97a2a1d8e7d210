//! Where nothing is recorded: a closed record, and a window that only reads.

use super::*;

#[test]
fn a_session_that_was_closed_is_only_read() {
    let mut desk = on_items();
    desk.keys("1 2 1 1 w Enter");
    assert!(desk.on_disk().closed);
    // It was closed while its screen lay below another.
    let what = Screen::Session(Box::new(super::super::State::new(desk.appointment)));
    desk.model.screens.push(crate::app::screen::Placed { id: crate::app::PageId(900), what });
    desk.send(Msg::Resumed(chrono::TimeDelta::zero()));
    assert!(matches!(desk.model.screen(), Some(Screen::Session(_))));
    let before = desk.recorded.len();
    assert!(desk.picture().contains("確定済みの記録です"), "{}", desk.picture());
    desk.keys("1 Space 3 n h t w F3");
    assert_eq!((desk.recorded.len(), desk.model.context()), (before, Context::Session));
    // Help lists what a closed record can do, and nothing that it refuses.
    desk.keys("?");
    let help = desk.picture();
    assert!(help.contains("要注意") || help.contains("引継ぎ"), "{help}");
    for refused in ["メモを書く", "締める", "時計をとめる", "要望を書く"] {
        assert!(!help.contains(refused), "{refused}\n{help}");
    }
    desk.keys("Esc");
    desk.commit("あとから");
    assert_eq!(desk.model.context(), Context::Palette, "nothing typed is lost, nothing locked is changed");
    assert_eq!(desk.recorded.len(), before);
}

#[test]
fn no_key_records_in_a_window_that_only_reads_and_what_is_typed_stays() {
    // What was open when the other window took over, and the keys that would record from there.
    let open = [
        ("↓ ↓", "Space 1 2 3 4 n v y Q + h t w f u U Enter d r"),
        ("↓ ↓ F4", "Enter 1 2"),
        ("h", "Enter"),
        ("n 服 Enter", "Backspace Ctrl-Z Enter"),
        ("n 服 薬", "Enter F3 Ctrl-O"),
    ];
    for (before, keys) in open {
        for key in keys.split(' ') {
            let mut desk = desk();
            desk.keys(before);
            let context = desk.model.context();
            desk.model.core.file.read_only = true;
            let (recorded, said) = (desk.recorded.len(), desk.model.core.notices.history().count());
            let typed = line(&desk);
            desk.keys(key);
            assert_eq!(desk.recorded.len(), recorded, "{key} after {before}");
            assert_eq!(line(&desk), typed, "{key} after {before}");
            // A key that means nothing there says so, and a letter in a field is typing.
            if (before, key) != ("n 服 Enter", "Backspace") {
                assert!(desk.model.core.notices.history().count() > said, "{key} after {before} in {context:?}");
            }
        }
    }
    let mut desk = desk();
    desk.model.core.saved_at = None;
    assert!(desk.picture().contains("自動保存"));
    desk.model.core.file.read_only = true;
    assert!(!desk.picture().contains("自動保存"));
    desk.keys("服");
    assert_eq!(desk.model.context(), Context::Palette);
    assert!(desk.model.core.notices.current().is_some_and(|n| n.text(false).contains("閲覧のみ")));
}
