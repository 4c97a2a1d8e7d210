//! Typing Japanese into the real program in a terminal: what an input method commits is text and never a command, and the
//! cursor stands where the next character goes (the check list of the key page).

use std::thread;
use std::time::Duration;

use manabi::i18n::Lang;

use crate::support::days::Day;
use crate::support::escapes::Also;
use crate::support::pty::{Session, Start, poll};

/// Today of a small file, drawn, with the questions to the terminal out of the way.
fn today(time: &str) -> Session {
    let session = Start::day(Day::Small, Lang::Ja, time).start();
    session.wait_for("ヘルプ");
    session
}

/// How many events the log has.
pub fn events(session: &Session) -> i64 {
    session.db().count("SELECT count(*) FROM event")
}

/// All of what was sent before has been read and answered by the store: a key that says so has done so.
#[track_caller]
pub fn caught_up(session: &Session) {
    loop {
        session.send("\x13");
        let answers = ["保存しています", "保存済み", "保存するものはありません"];
        session
            .wait_until("the answer to Ctrl-S", |screen| answers.iter().any(|text| screen.contents().contains(text)));
        if !session.picture().contains(answers[0]) {
            return;
        }
    }
}

/// The row that has a text, with what the box around it draws left out.
#[track_caller]
pub fn line_with(session: &Session, text: &str) -> String {
    session.wait_for(text);
    session.look(|screen| {
        let (_, columns) = screen.size();
        let row = screen.rows(0, columns.get()).find(|row| row.contains(text));
        let row = row.unwrap_or_default();
        let inside = row.rsplit_once("│ ").map_or(row.as_str(), |(left, _)| left);
        let inside = inside.split_once("> ").map_or(inside, |(_, text)| text);
        inside.trim().to_owned()
    })
}

const WORD: &str = "ぜひjk1使います";

#[test]
fn a_committed_word_on_today_is_a_search_and_runs_nothing() {
    let session = today("09:22:00");
    let (before, screen) = (events(&session), session.picture());
    session.send(WORD);
    assert_eq!(line_with(&session, WORD), WORD);
    session.send("\x1b");
    session.wait_until("today as it was", |screen| !screen.contents().contains("ぜひ"));
    assert_eq!((events(&session), session.picture()), (before, screen));
}

#[test]
fn twenty_motions_in_one_read_move_and_are_no_text() {
    let session = today("09:22:00");
    let rows = |nth: u16| session.row(nth);
    assert!(rows(2).starts_with('>'), "{}", session.picture());
    session.send("j".repeat(20));
    session.wait_until("the cursor on the last row", |screen| {
        screen.contents().lines().nth(4).is_some_and(|row| row.starts_with('>'))
    });
    for _ in 0..20 {
        session.send("k");
    }
    session.wait_until("the cursor on the first row", |screen| {
        screen.contents().lines().nth(2).is_some_and(|row| row.starts_with('>'))
    });
    assert!(!session.picture().contains("kkk") && !session.picture().contains("jjj"));
}

/// The cells that the caret must be behind: 3 kanji, `ab`, `ｃ`, an emoji, `か`, `゛`.
const MIXED: &str = "日本語abｃ😀か゛";
const MIXED_CELLS: u16 = 6 + 2 + 2 + 2 + 2 + 2;

/// Column and row of the first cell of a text on the screen.
#[track_caller]
fn place(session: &Session, text: &str) -> (u16, u16) {
    session.wait_for(text);
    session.look(|screen| {
        let (rows, columns) = screen.size();
        for row in 0..rows.get() {
            for column in 0..columns.get() {
                if screen.contents_between(row, column, row, columns.get()).starts_with(text) {
                    return (column, row);
                }
            }
        }
        panic!("{text:?} is nowhere");
    })
}

#[track_caller]
fn caret_comes_to(session: &Session, at: (u16, u16)) {
    session.wait_until(&format!("the caret at {at:?}"), |screen| {
        let (row, column) = screen.cursor_position();
        !screen.hide_cursor() && (column, row) == at
    });
}

#[test]
fn the_caret_stands_behind_the_text_it_follows() {
    let session = today("09:22:00");
    session.send(MIXED);
    let (x, y) = place(&session, "日本語");
    caret_comes_to(&session, (x + MIXED_CELLS, y));
    session.send("\x1b[H");
    caret_comes_to(&session, (x, y));
    session.send("\x1b[C");
    caret_comes_to(&session, (x + 2, y));
    session.send("\x1b[F");
    caret_comes_to(&session, (x + MIXED_CELLS, y));
    session.resize(60, 20);
    session.wait_until("the smaller screen", |screen| screen.contents().contains("日本語"));
    let (x, y) = place(&session, "日本語");
    caret_comes_to(&session, (x + MIXED_CELLS, y));
}

#[test]
fn nothing_is_drawn_while_text_is_composed() {
    // Two seconds before the minute turns: without a field in the way the clock is drawn then.
    let session = today("09:21:57");
    session.wait_for("09:22");

    let session = today("09:21:57");
    session.send("日本");
    session.wait_for("日本");
    caught_up(&session);
    let drawn = poll("quiet", || {
        let before = session.written();
        thread::sleep(Duration::from_millis(100));
        (session.written() == before).then_some(before)
    });
    thread::sleep(Duration::from_secs(4));
    assert_eq!(session.since(drawn), "", "drawn while nothing was typed");
    session.send("語");
    session.wait_for("日本語");
}

#[test]
fn nothing_is_asked_before_the_first_frame_and_no_keyboard_protocol_is_pushed() {
    let session = Start::day(Day::Small, Lang::Ja, "09:22:00").answering().start();
    session.wait_for("ヘルプ");
    poll("the terminal to be asked", || session.since(0).contains("\x1b[6n").then_some(()));
    caught_up(&session);
    session.send(WORD);
    session.wait_for(WORD);
    let output = session.since(0);
    let first = output.find("ヘルプ").expect("a footer");
    for question in ["\x1b[6n", "\x1b[c", "\x1b]11;?", "\x1b[?2026$p"] {
        let asked = output.find(question).unwrap_or(usize::MAX);
        assert!(asked > first, "{question:?} before the first frame");
    }
    session.check_escapes(0, Also::Nothing);
}

/// What follows a paste closely belongs to it; this is a person's pause.
pub fn after_a_paste() {
    thread::sleep(Duration::from_millis(100));
}

/// Keys that would do much, as a text that is pasted.
const DANGEROUS: &str = "o4\ro4\rq\ru\x1bU1234 \x03\x03";

#[test]
fn pastes_run_nothing() {
    let mut session = today("09:22:00");
    let before = events(&session);
    let large = "あqo4\r".repeat(1_000_000 / 6);
    let (mail, word) = ("薬歴 ".repeat(1_100), "a".repeat(51_000));
    for (paste, told) in [
        (DANGEROUS, ""),
        ("D\x1b[201~D", ""),
        (&large, "先頭の 200 字で検索します"),
        (&mail, "先頭の 200 字で検索します"),
        (&word, "先頭の 200 字で検索します"),
    ] {
        session.send(["\x1b[200~", paste, "\x1b[201~"].concat());
        session.wait_for("Esc 閉じる");
        session.wait_for(told);
        after_a_paste();
        caught_up(&session);
        let closed = |screen: &vt100::Screen| !screen.contents().contains("Esc 閉じる");
        session.send("\x1b");
        session.wait_until("today again", closed);
        session.press("gn");
        session.wait_for("お知らせ (新しい順");
        let notices = session.picture();
        assert!(!notices.contains("データファイル") && !notices.contains("できませんでした"), "{notices}");
        session.send("\x1b");
        session.wait_until("today again", closed);
        assert_eq!(events(&session), before, "{}", session.picture());
    }
    assert!(session.is_running());
}

#[test]
fn a_paste_without_an_end_is_kept_and_the_keys_live_again() {
    let mut session = today("09:22:00");
    let before = events(&session);
    session.send("\x1b[200~ぜひo4\r");
    // It is given up after a while, and what came is there.
    session.wait_for("途中で切れました");
    assert!(line_with(&session, "ぜひ").contains("ぜひo4"));
    session.send("\x1b");
    session.wait_until("today again", |screen| !screen.contents().contains("ぜひo4"));
    session.send("j");
    session.wait_until("the cursor a row down", |screen| {
        screen.contents().lines().nth(3).is_some_and(|row| row.starts_with('>'))
    });
    assert_eq!(events(&session), before);
    assert!(session.is_running());
}

#[test]
fn a_split_escape_sequence_is_never_a_command() {
    let session = today("09:22:00");
    let before = events(&session);
    let picture = session.picture();
    // Arrows, Home, a function key, a mouse click, an answer of the terminal: at every byte, with a pause or none.
    for sequence in
        ["\x1b[A", "\x1b[H", "\x1bOH", "\x1b[5~", "\x1b[<64;3;5M", "\x1b[1;1R", "\x1b[?2026;2$y", "\x1b[?62;c"]
    {
        for at in 1..sequence.len() {
            for pause in [0, 10, 150] {
                session.send(&sequence[..at]);
                thread::sleep(Duration::from_millis(pause));
                session.send(&sequence[at..]);
                // Longer than a terminal's delay inside a sequence, so that the next one is a new one.
                thread::sleep(Duration::from_millis(5));
            }
        }
    }
    caught_up(&session);
    assert_eq!(events(&session), before);
    session.wait_until("nothing but the notice to have changed", |screen| {
        let mut now = screen.contents();
        now.retain(|c| !c.is_whitespace());
        let first: String =
            picture.lines().take(3).map(|row| row.split_once('|').map_or("", |(_, text)| text)).collect();
        let first: String = first.chars().filter(|c| !c.is_whitespace()).collect();
        now.starts_with(&first)
    });
}

/// The first 1on1 of the practice day, running, with nothing marked.
pub fn session() -> Session {
    begun(Start::day(Day::Morning, Lang::Ja, "09:28:00"))
}

/// The same of a program that is about to be started.
pub fn begun(start: Start) -> Session {
    let session = start.size(100, 40).start();
    session.wait_for("ヘルプ");
    session.send("\r");
    session.wait_for("レクチャー");
    session.wait_for("n でメモ");
    session
}

const OUTCOMES: &str = "SELECT i.outcome FROM session_item i JOIN session s ON s.id = i.session_id JOIN appointment a \
                        ON a.id = s.appointment_id WHERE a.state = 'in_progress' AND i.item_id <> 's06-hw-review' ORDER BY i.position";

fn outcomes(session: &Session) -> Vec<String> {
    session.db().ask(OUTCOMES)
}

#[test]
fn a_committed_word_on_the_1on1_is_a_note_and_runs_nothing() {
    let session = session();
    let before = events(&session);
    session.send(WORD);
    assert_eq!(line_with(&session, WORD), WORD);
    session.wait_for("メモ入力中");
    let (x, y) = place(&session, WORD);
    caret_comes_to(&session, (x + 15, y));
    assert_eq!(events(&session), before);
    // Enter keeps the line; one more on the empty line, as some terminals send it, does nothing.
    session.send("\r");
    session.wait_for("メモ     ぜひ");
    session.send("\r");
    session.send("\r");
    caught_up(&session);
    assert_eq!(session.db().ask("SELECT n.text FROM note n ORDER BY n.created_at DESC LIMIT 1"), [WORD]);
    assert_eq!(events(&session), before + 1);
    assert!(outcomes(&session).iter().all(|outcome| outcome == "planned"));
}

#[test]
fn full_width_digits_and_blanks_mark_and_a_kana_is_a_note() {
    let session = session();
    for (key, mark) in [("１", "済 前回"), ("１", "済 1 "), ("　", "済 2 ")] {
        session.send(key);
        session.wait_for(mark);
    }
    session.send("か");
    session.wait_for("メモ入力中");
    assert_eq!(line_with(&session, "> か"), "か");
    caught_up(&session);
    assert_eq!(outcomes(&session)[..3], ["done", "done", "planned"]);
}

#[test]
fn marks_that_follow_closely_are_one_mark_each() {
    let session = session();
    for key in ["1", "1", "2", "3", "4"] {
        session.send(key);
        thread::sleep(Duration::from_millis(15));
    }
    session.wait_for("飛 4 ");
    caught_up(&session);
    assert_eq!(outcomes(&session)[..5], ["done", "partly", "stuck", "skipped", "planned"]);
    assert_eq!(session.db().ask("SELECT count(DISTINCT action) FROM event WHERE command = 'mark'"), ["4"]);
}

#[test]
fn a_long_note_wraps_where_the_caret_says() {
    let session = session();
    session.send("n");
    session.wait_for("メモ入力中");
    // Past the right edge of any window: whatever the line does then, the caret stands right behind its last character.
    let mut typed = String::new();
    for n in 0..70 {
        let letter = ["日", "本", "a", "ｃ", "😀", "か", "゛"][n % 7];
        typed.push_str(letter);
        session.send(letter);
    }
    let tail: String = typed.chars().rev().take(5).collect::<Vec<_>>().into_iter().rev().collect();
    let behind = |screen: &vt100::Screen| {
        let (row, column) = screen.cursor_position();
        let before = screen.contents_between(row, 0, row, column);
        !screen.hide_cursor() && before.trim_end() == before && before.ends_with(&tail)
    };
    session.wait_until("the caret behind the last character", behind);
    session.resize(60, 24);
    session.wait_until("the caret behind the last character of the smaller screen", |screen| {
        let last = tail.chars().last().expect("a character").to_string();
        let (row, column) = screen.cursor_position();
        !screen.hide_cursor() && screen.contents_between(row, 0, row, column).ends_with(&last)
    });
}

#[test]
fn nothing_is_drawn_on_the_1on1_while_text_is_composed() {
    let session = session();
    // The clock of the session runs by the second, until a field has the focus.
    session.wait_until("the clock to run", |screen| screen.contents().contains("0:01"));
    one_small_frame_a_second(&session);
    session.send("n");
    session.wait_for("メモ入力中");
    session.send("確認");
    session.wait_for("確認");
    let drawn = poll("quiet", || {
        let before = session.written();
        thread::sleep(Duration::from_millis(100));
        (session.written() == before).then_some(before)
    });
    thread::sleep(Duration::from_secs(9));
    assert_eq!(session.since(drawn), "", "drawn while nothing was typed");
}

/// With nobody at the keys the clock of the session is all that is drawn, and the cursor comes back to where it was.
#[track_caller]
fn one_small_frame_a_second(session: &Session) {
    let place = |screen: &vt100::Screen| (screen.cursor_position(), screen.hide_cursor());
    poll("quiet", || {
        let before = session.written();
        thread::sleep(Duration::from_millis(100));
        (session.written() == before).then_some(())
    });
    let (mut before, at, begun) = (session.written(), session.look(place), elapsed(session));
    let mut frames: Vec<String> = Vec::new();
    while frames.len() < 4 {
        before = poll("the next frame", || {
            let now = session.written();
            (now > before).then(|| {
                frames.push(session.since(before));
                before + frames.last().map_or(0, String::len)
            })
        });
        assert_eq!(session.look(place), at, "the cursor moved");
    }
    for frame in &frames {
        assert!(frame.len() <= 60, "{} bytes: {frame:?}", frame.len());
        assert!(!frame.contains("?25"), "the cursor was shown or hidden: {frame:?}");
    }
    // Whatever the machine is busy with: no more frames than seconds that they show.
    let shown = elapsed(session) - begun;
    assert!(frames.len() <= shown + 1, "{} frames for {shown} seconds: {frames:?}", frames.len());
}

/// The seconds that the clock of the session shows.
#[track_caller]
fn elapsed(session: &Session) -> usize {
    let row = session.row(1);
    let time = row.split_whitespace().find_map(|word| word.split_once(':'));
    let number = |text: &str| text.parse::<usize>().ok();
    time.and_then(|(minutes, seconds)| Some(number(minutes)? * 60 + number(seconds)?)).expect("the time of the session")
}

#[test]
fn a_paste_on_the_1on1_is_a_note() {
    let session = session();
    let before = events(&session);
    session.send("\x1b[200~q1111 w o4\x1b[201~");
    session.wait_for("q1111 w o4");
    after_a_paste();
    caught_up(&session);
    assert_eq!(events(&session), before);
}
