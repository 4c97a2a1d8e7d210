//! Two keys between two meetings, and the review confirms the rest.

use super::*;

/// Two minutes before the next meeting.
fn rushed() -> Desk {
    let mut desk = marked();
    desk.pass(48 * 60);
    desk
}

#[test]
fn two_keys_end_a_session_for_now_when_the_next_one_is_near() {
    let mut desk = rushed();
    // A question that nobody answered waits with the rest.
    desk.keys("Q");
    desk.commit("並び順は変えられるか");
    desk.keys("Enter Esc w");
    let picture = desk.picture();
    assert!(
        picture.contains("次 14:50 鈴木 健 さん まで あと2分") && picture.contains("> [ 仮で終えて次へ  Enter ]"),
        "{picture}"
    );
    assert!(!picture.contains("次の焦点"), "{picture}");
    desk.keys("Enter");
    let close = closed(&desk);
    assert_eq!((close.result, close.confirmed), (CloseResult::Held, false));
    let view = desk.on_disk();
    assert_eq!((view.state, view.closed), (AppointmentState::Held, false));
    let picture = desk.picture();
    assert!(picture.contains("14:00 完仮 佐藤 美咲") && picture.contains("仮で終えました"), "{picture}");
    // What is told does not wait for that.
    desk.keys("↑ c");
    let told = desk.copied.last().unwrap();
    assert!(told.contains("12/02(水)") && told.contains("次回までの宿題"), "{told}");
    // The review has it, and closing there confirms it, with all that has to be chosen.
    desk.keys("r End Enter");
    assert!(matches!(desk.model.screen(), Some(Screen::Session(_))), "{}", desk.picture());
    desk.keys("w");
    assert!(desk.picture().contains("答えていない質問"), "{}", desk.picture());
    desk.keys("1 Enter Enter");
    assert!(closed(&desk).confirmed, "{}", desk.picture());
    assert!(desk.on_disk().closed);
    let open: i64 =
        desk.db.conn().query_row("SELECT count(*) FROM appointment WHERE session_no = 6", [], |r| r.get(0)).unwrap();
    assert_eq!(open, 1, "what was booked in the hurry is booked once");
}

#[test]
fn tab_opens_the_whole_wrap_up_and_what_was_not_held_needs_it() {
    let mut desk = rushed();
    desk.keys("w Tab");
    assert!(desk.picture().contains("次の焦点") && desk.picture().contains("> [ 確定して次へ  Enter ]"));
    desk.keys("Enter");
    assert!(closed(&desk).confirmed);
    // What the short form does not show, no key moves unseen.
    let mut desk = rushed();
    desk.keys("w +");
    assert!(desk.picture().contains("次の焦点") && desk.picture().contains("12/09(水) 14:00"), "{}", desk.picture());
    let mut desk = rushed();
    desk.keys("w 4");
    assert!(desk.picture().contains("次の焦点"), "{}", desk.picture());
}

#[test]
fn where_nothing_was_marked_it_is_asked_also_in_a_hurry() {
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Usual);
    desk.pass(46 * 60);
    desk.keys("w");
    assert!(desk.picture().contains("印がひとつもありません"), "{}", desk.picture());
    desk.keys("1 Enter");
    assert!(closed(&desk).confirmed);
    assert!(desk.on_disk().items.iter().all(|item| item.outcome == Outcome::Done));
}

#[test]
fn the_short_form_fits_every_size_and_hides_names() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            let mut desk = Desk::started(lang, size, Meeting::Usual);
            desk.pass(52 * 60);
            desk.keys("↓ ↓ 1 w");
            desk.check("short");
            desk.keys("Ctrl-G");
            desk.check("short, shared");
        }
    }
}
