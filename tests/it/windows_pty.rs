//! Two windows of the real program on one file: one writes, the other follows, and they change places.

use std::thread;
use std::time::Duration;

use manabi::i18n::Lang;
use rustix::process::Signal;

use crate::support::days::Day;
use crate::support::pty::{Ended, Session, Start, poll};

const SIZE: (u16, u16) = (120, 30);
const READS: &str = "[閲覧のみ]";
const MOVED: &str = "に移しました";

/// A person's pause between two letters.
const BETWEEN_LETTERS: Duration = Duration::from_millis(160);

fn two() -> (Session, Session) {
    let first = Start::day(Day::Small, Lang::Ja, "09:26:00").size(SIZE.0, SIZE.1).start();
    first.wait_for("ヘルプ");
    let second = again(&first);
    second.wait_for(READS);
    (first, second)
}

fn again(first: &Session) -> Session {
    let second = Start::again(first, Lang::Ja, "09:26:00").size(SIZE.0, SIZE.1).start();
    second.wait_for("ヘルプ");
    second
}

fn keys(session: &Session, keys: &[&str]) {
    for key in keys {
        session.press(key);
        thread::sleep(BETWEEN_LETTERS);
    }
}

#[track_caller]
fn gone(session: &Session, text: &str) {
    session.wait_until(&format!("{text:?} to go"), |screen| !screen.contents().contains(text));
}

#[test]
fn the_file_goes_to_the_window_that_asks_and_comes_back() {
    let (mut first, mut second) = two();
    // A line is half typed in a running 1on1.
    keys(&first, &["<Enter>", "n"]);
    first.send("服薬のこと");
    first.wait_for("服薬のこと");
    keys(&second, &["T"]);
    second.wait_for("こちらのウィンドウで書けるようになりました");
    gone(&second, READS);
    first.wait_for(READS);
    first.wait_for(MOVED);
    // It is on the disk and stays in its field, also when Enter would have recorded it.
    assert_eq!(first.db().count("SELECT count(*) FROM draft WHERE text = '服薬のこと'"), 1);
    keys(&first, &["<Enter>"]);
    first.wait_for("閲覧のみです");
    first.wait_for("服薬のこと");
    assert_eq!(first.db().count("SELECT count(*) FROM note"), 0);
    // The window that writes finds it there.
    keys(&second, &["<Enter>"]);
    second.wait_for("服薬のこと");
    keys(&second, &["<Enter>"]);
    poll("the note", || (second.db().count("SELECT count(*) FROM note") == 1).then_some(()));
    // And back: the other way round it goes the same way.
    keys(&first, &["<Esc>", "T"]);
    first.wait_for("こちらのウィンドウで書けるようになりました");
    gone(&first, READS);
    second.wait_for(READS);
    second.wait_for(MOVED);
    for window in [&mut second, &mut first] {
        window.signal(Signal::TERM);
        assert_eq!(window.ended(), Ended::Code(143));
    }
    assert!(!first.home().join("day.db.door").exists());
}

#[test]
fn a_window_that_is_stopped_keeps_the_file() {
    let (first, second) = two();
    first.signal(Signal::STOP);
    first.wait_for_state('T');
    keys(&second, &["T"]);
    second.wait_for("答えません");
    second.wait_for(READS);
    first.signal(Signal::CONT);
    keys(&first, &["A"]);
    assert!(!first.picture().contains(READS), "{}", first.picture());
    keys(&first, &["<Esc>"]);
    // Nobody asks any more; asked again it lets go.
    keys(&second, &["<Esc>", "T"]);
    gone(&second, READS);
    first.wait_for(READS);
}

#[test]
fn a_window_that_was_killed_is_taken_over_from() {
    let (mut first, second) = two();
    first.signal(Signal::KILL);
    first.ended();
    keys(&second, &["T"]);
    gone(&second, READS);
    let third = again(&first);
    third.wait_for(READS);
    keys(&third, &["T"]);
    gone(&third, READS);
    second.wait_for(READS);
}

#[test]
fn a_window_that_reads_shows_what_the_other_one_writes() {
    let (first, second) = two();
    second.wait_for("09:30 未");
    // The one that writes is not woken by being followed.
    let before = poll("quiet", || {
        let before = first.wakeups();
        thread::sleep(Duration::from_millis(400));
        (first.wakeups() == before).then_some(before)
    });
    thread::sleep(Duration::from_secs(2));
    assert_eq!(first.wakeups(), before);
    keys(&first, &["<Enter>"]);
    second.wait_for("09:30 今");
    keys(&first, &["u"]);
    second.wait_for("09:30 未");
}
