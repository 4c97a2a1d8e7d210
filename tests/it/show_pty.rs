//! `manabi show` in a second terminal: it follows the running 1on1 with what the learner may see, and touches nothing.

use std::thread;
use std::time::Duration;

use manabi::i18n::Lang;
use rustix::process::Signal;

use crate::support::days::Day;
use crate::support::db::Rows;
use crate::support::escapes::Also;
use crate::support::pty::{Ended, Session, Start, poll};
use crate::support::secrets::{Secrets, TYPED};

/// A person's pause between two letters.
const BETWEEN_LETTERS: Duration = Duration::from_millis(160);

fn keys(session: &Session, keys: &[&str]) {
    for key in keys {
        session.press(key);
        thread::sleep(BETWEEN_LETTERS);
    }
}

/// A screen on the practice morning and the window that shows it.
fn two(lang: Lang, wait: &str) -> (Session, Session) {
    let first = Start::day(Day::Morning, lang, "09:26:00").size(100, 30).start();
    first.wait_for(if lang == Lang::Ja { "ヘルプ" } else { "help" });
    let second = Start::again(&first, lang, "09:26:00").args(["show"]).size(100, 30).start();
    second.wait_for(wait);
    (first, second)
}

#[test]
fn a_mark_appears_and_a_note_never_does() {
    let (mut first, mut show) = two(Lang::Ja, "1on1 がはじまると");
    let lock = std::fs::read(first.home().join("day.db.lock")).expect("a lock");
    keys(&first, &["<Enter>"]);
    show.wait_for("第6回");
    show.wait_for("前回の宿題");
    // The look at the homework opens the session, and stands further down the page than what is waited for above.
    show.wait_for(">未");
    let undone = show.picture();
    keys(&first, &["<Space>"]);
    show.wait_until("the mark", |screen| screen.contents().contains('済'));
    assert_ne!(undone, show.picture());
    // What the trainer writes and judges stays in the first window.
    keys(&first, &["n"]);
    first.send("家族の話で元気がない");
    first.wait_for("家族の話で元気がない");
    keys(&first, &["<Enter>"]);
    first.send("約束: 金曜に電話する");
    first.wait_for("金曜に電話する");
    keys(&first, &["<Enter>", "<Esc>", "3"]);
    // The learner's own words do come, and are the sign that what was before them has been read.
    keys(&first, &["+"]);
    first.send("一人で下書きできた");
    first.wait_for("一人で下書きできた");
    keys(&first, &["<Enter>", "<Esc>"]);
    show.wait_for("一人で下書きできた");
    let raw = show.since(0);
    for secret in ["家族の話", "金曜に電話", "約束", "詰", "フォロー", "森田", "井上", "あおば", "田中", "メモ"]
    {
        assert!(!raw.contains(secret), "{secret}\n{}", show.picture());
    }
    // Blank, and back to the same page.
    let before = show.picture();
    show.press("<C-\\>");
    show.wait_for("Ctrl-\\ でもどる");
    assert!(!show.picture().contains("第6回"), "{}", show.picture());
    show.press("<C-\\>");
    poll("the page to be as it was", || (show.picture() == before).then_some(()));
    // It is nobody's rival: the lock, and who holds it, are as they were.
    assert_eq!(std::fs::read(first.home().join("day.db.lock")).expect("a lock"), lock);
    assert!(!first.picture().contains("[閲覧のみ]"), "{}", first.picture());
    keys(&first, &["w"]);
    first.wait_for("確定して次へ");
    // Hardly anything was marked: what became of it is asked.
    keys(&first, &["1"]);
    first.wait_for("> [ 確定して次へ");
    keys(&first, &["<Enter>"]);
    poll("the record to be closed", || {
        (first.db().count("SELECT count(*) FROM session WHERE closed_at IS NOT NULL AND started_at > 1795500000000")
            > 0)
        .then_some(())
    });
    show.wait_for("1on1 がはじまると");
    show.press("q");
    assert_eq!(show.ended(), Ended::Code(0));
    first.signal(Signal::TERM);
    assert_eq!(first.ended(), Ended::Code(143));
}

/// What the learner may see of their own, as it stands in the file.
fn own(rows: &Rows) -> Vec<String> {
    let running = "SELECT s.enrolment_id FROM session s JOIN appointment a ON a.id = s.appointment_id \
                   WHERE a.state = 'in_progress'";
    [("homework", "text"), ("win", "text")]
        .into_iter()
        .flat_map(|(table, text)| rows.ask(&format!("SELECT {text} FROM {table} WHERE enrolment_id IN ({running})")))
        .collect()
}

#[test]
fn no_byte_of_the_second_window_is_anybody_elses() {
    for lang in Lang::ALL {
        let (first, show) = two(lang, if lang == Lang::Ja { "1on1 がはじまると" } else { "begins" });
        keys(&first, &["<Enter>"]);
        show.wait_for(if lang == Lang::Ja { "前回の宿題" } else { "Homework" });
        keys(&first, &["<Space>", "3", "n"]);
        first.send(TYPED);
        first.wait_for(TYPED);
        keys(&first, &["<Enter>", "<Esc>", "f", "+"]);
        first.send("一人で下書きできた");
        first.wait_for("一人で下書きできた");
        keys(&first, &["<Enter>", "<Esc>"]);
        keys(&show, &["<PgDn>", "<PgDn>"]);
        show.wait_for("一人で下書きできた");
        keys(&show, &["<Home>", "<C-\\>", "<C-\\>"]);
        let rows = first.db();
        let found = Secrets::read(&rows, lang).but(&own(&rows)).in_text(&show.since(0));
        assert!(found.is_empty(), "{found:?}\n{}", show.picture());
        show.check_escapes(0, Also::Nothing);
    }
}

#[test]
fn it_opens_in_the_middle_of_a_session_and_stays_when_the_other_ends() {
    let first = Start::day(Day::Morning, Lang::En, "09:26:00").size(100, 30).start();
    first.wait_for("help");
    keys(&first, &["<Enter>", "<Space>"]);
    let mut show = Start::again(&first, Lang::En, "09:26:00").args(["show"]).size(80, 24).start();
    show.wait_for("Homework");
    // Below that word, which may be on the screen before the rest of the picture is.
    show.wait_for("OK");
    let mut first = first;
    first.signal(Signal::KILL);
    first.ended();
    thread::sleep(Duration::from_millis(1200));
    assert!(show.picture().contains("Homework"), "{}", show.picture());
    // Nobody holds the file now, and this window has not taken it.
    let third = Start::again(&first, Lang::En, "09:27:00").size(100, 30).start();
    third.wait_for("help");
    assert!(!third.picture().contains("[READ-ONLY]"), "{}", third.picture());
    show.press("<C-c>");
    assert_eq!(show.ended(), Ended::Code(0));
}
