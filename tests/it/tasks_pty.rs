//! The eleven tasks that this program is measured by, each in the real binary in a terminal: from its state, with its keys,
//! to its rows on disk. How many keys each may take stands beside them in `journey`.

use std::thread;
use std::time::Duration;

use manabi::i18n::Lang;

use crate::ime_pty::caught_up;
use crate::journey::{COUNTS, NAMES, RUNNING, TASKS, state_at};
use crate::support::days::{Day, at};
use crate::support::keys::{presses, strokes};
use crate::support::pty::{Session, Start, poll};
use crate::support::stage::clipboard;

/// A day at a time, drawn, after these keys.
fn at_work(day: Day, time: &str, keys: &str) -> Session {
    let session = Start::day(day, Lang::Ja, time).size(100, 30).start();
    session.wait_for("ヘルプ");
    press(&session, keys);
    session
}

/// Keys as a hand presses them: each is read, drawn and on disk before the next.
fn press(session: &Session, keys: &str) {
    for press in presses(keys) {
        let before = session.written();
        session.send(&press.bytes);
        poll(&format!("{} to be drawn", press.name), || (session.written() > before).then_some(()));
        poll("quiet", || {
            let before = session.written();
            thread::sleep(Duration::from_millis(60));
            (session.written() == before).then_some(())
        });
    }
}

/// The keys of a task, and not one more than it may take.
fn task(session: &Session, number: usize) {
    let keys = TASKS[number - 1];
    assert!(strokes(keys) <= COUNTS[number - 1], "task {number}: {keys}");
    // Whoever begins a task has looked at the screen: the key that led there is no part of a run of letters.
    thread::sleep(Duration::from_millis(250));
    press(session, keys);
}

/// What is on disk comes to this.
#[track_caller]
pub fn comes_to(session: &Session, sql: &str, rows: &[&str]) {
    for _ in 0..600 {
        if session.db().ask(sql) == rows {
            return;
        }
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(session.db().ask(sql), rows, "{sql}\n{}", session.picture());
}

#[test]
fn twenty_two_keys_are_enough() {
    assert!(TASKS.iter().map(|keys| strokes(keys)).sum::<usize>() <= 22);
    assert!(COUNTS.iter().sum::<usize>() <= 22);
}

#[test]
fn tasks_1_2_3_and_8_start_mark_and_take_back() {
    let session = at_work(Day::Morning, "09:22:00", "");
    task(&session, 1);
    comes_to(&session, &state_at(9, 30), &["in_progress"]);
    let started = "SELECT s.started_at IS NOT NULL, s.closed_at IS NULL FROM session s JOIN appointment a \
                   ON a.id = s.appointment_id WHERE a.state = 'in_progress'";
    comes_to(&session, started, &["1|1"]);
    session.wait_for("前回: 練習用の例題");
    session.wait_for("18時半に閉めて19時に帰る");
    // The row of the last homework comes first; behind it stands a planned item.
    press(&session, "1");
    let first = format!("SELECT * FROM ({RUNNING}) LIMIT 4");
    comes_to(&session, &first, &["done", "planned", "planned", "planned"]);
    task(&session, 2);
    comes_to(&session, &first, &["done", "done", "planned", "planned"]);
    session.wait_for(">未 2 ");
    task(&session, 3);
    comes_to(&session, &first, &["done", "done", "stuck", "planned"]);
    session.wait_for(">未 3 ");
    task(&session, 8);
    comes_to(&session, &first, &["done", "done", "planned", "planned"]);
    comes_to(&session, "SELECT command, undoes IS NOT NULL FROM event ORDER BY seq DESC LIMIT 1", &["undo|1"]);
    session.db().check();
}

#[test]
fn task_4_files_a_note() {
    let session = at_work(Day::Morning, "09:22:00", "<Enter>1");
    task(&session, 4);
    let note = "SELECT kind, minute IS NOT NULL, item_id, text FROM note ORDER BY at DESC LIMIT 1";
    comes_to(&session, note, &["request|1|s06-before|下書きを紙に出したい"]);
    let voice = "SELECT verbatim, state FROM voice ORDER BY created_at DESC LIMIT 1";
    comes_to(&session, voice, &["下書きを紙に出したい|captured"]);
}

#[test]
fn task_5_sets_homework_from_what_was_hard() {
    let session = at_work(Day::Morning, "09:22:00", "<Enter>123");
    let count = "SELECT count(*) FROM homework";
    let before = session.db().count(count);
    task(&session, 5);
    let set = "SELECT h.due, h.state, h.item_id FROM homework h JOIN session s ON s.id = h.session_id JOIN appointment a \
               ON a.id = s.appointment_id WHERE a.state = 'in_progress' ORDER BY h.item_id";
    comes_to(&session, set, &["next|assigned|s06-before", "next|assigned|s06-choose"]);
    assert_eq!(session.db().count(count), before + 2);
}

#[test]
fn task_6_closes_as_it_is_filled_in() {
    let session = at_work(Day::Morning, "09:22:00", "<Enter>1 1131 111 33333");
    task(&session, 6);
    comes_to(&session, &state_at(9, 30), &["held"]);
    let closed = "SELECT s.closed_at IS NOT NULL, s.confirmed FROM session s JOIN appointment a ON a.id = s.appointment_id \
                  WHERE a.state = 'held' ORDER BY s.started_at DESC LIMIT 1";
    comes_to(&session, closed, &["1|1"]);
    let next = at(9, 30).timestamp_millis() + 7 * 86_400_000;
    let booked = format!("SELECT state, session_no, minutes FROM appointment WHERE starts_at = {next}");
    comes_to(&session, &booked, &["scheduled|7|30"]);
    let homework = "SELECT h.item_id FROM homework h JOIN session s ON s.id = h.session_id WHERE h.state = 'assigned' \
                    AND s.started_at = (SELECT max(started_at) FROM session) ORDER BY h.item_id";
    comes_to(&session, homework, &["s06-hw", "s06-show"]);
    session.wait_for("閉じました: 森田 由美");
}

#[test]
fn task_7_books_a_no_show_again() {
    let session = at_work(Day::Morning, "14:11:00", "<Home>jjjjjo5");
    comes_to(&session, &state_at(14, 0), &["waiting"]);
    session.wait_for(">14:00 待");
    let homework = "SELECT count(*) FROM homework WHERE state = 'assigned'";
    let before = session.db().count(homework);
    task(&session, 7);
    comes_to(&session, &state_at(14, 0), &["no_show"]);
    let next = at(14, 0).timestamp_millis() + 86_400_000;
    let booked = format!(
        "SELECT n.state, n.session_no, o.state FROM appointment n JOIN appointment o ON o.id = n.rescheduled_from \
         WHERE n.starts_at = {next}"
    );
    comes_to(&session, &booked, &["scheduled|8|no_show"]);
    assert_eq!(session.db().count(homework), before);
}

#[test]
fn task_9_decides_six_rows() {
    let session = at_work(Day::Evening, "16:31:00", "r");
    session.wait_for("判断のこり 11");
    task(&session, 9);
    session.wait_for("判断のこり 5");
    let kinds = "SELECT kind, count(*) FROM decision WHERE deleted_at IS NULL GROUP BY kind ORDER BY kind";
    comes_to(&session, kinds, &["dismiss|2", "follow_up|2", "snooze|2"]);
    let made = "SELECT count(*) FROM event WHERE command = 'decide' AND entity = 'follow_up' AND op = 'create'";
    comes_to(&session, made, &["2"]);
}

#[test]
fn task_10_leaves_no_customer_byte() {
    for keys in ["", "b", "<Enter>", "r"] {
        let session = at_work(Day::Morning, "09:22:00", keys);
        caught_up(&session);
        let (kept, before) = (session.db().everything(), session.written());
        task(&session, 10);
        session.wait_for("共有安全");
        let (picture, drawn) = (session.picture(), session.since(before));
        for name in NAMES {
            assert!(!picture.contains(name) && !drawn.contains(name), "{name} after {keys:?} on\n{picture}");
        }
        assert_eq!(session.db().everything(), kept);
    }
}

#[test]
fn task_11_copies_the_card() {
    let session = at_work(Day::Morning, "09:22:00", "b");
    let (kept, before) = (session.db().everything(), session.written());
    task(&session, 11);
    let copied = poll("the text on the clipboard", || clipboard(&session.since(before)));
    assert!(copied.contains("森田 由美") && copied.contains("18時半に閉めて19時に帰る"), "{copied}");
    assert_eq!(session.db().everything(), kept);
}
