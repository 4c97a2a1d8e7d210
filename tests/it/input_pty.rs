//! What a terminal can do to the keys of the real program: too much at once, nothing more, pieces, and its own end. None of
//! it runs a command, holds the program up or keeps it busy.
//!
//! `cargo test --test it -- input_pty --ignored` splits every sequence at every byte with every pause (three minutes).

use std::thread;
use std::time::Duration;

use manabi::i18n::Lang;
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use rustix::process::Signal;

use crate::ime_pty::{after_a_paste, begun, caught_up, events, line_with, session};
use crate::support::days::Day;
use crate::support::pty::{Ended, Session, Start, poll};
use crate::tasks_pty::comes_to;

const LAST_NOTE: &str = "SELECT length(text) FROM note ORDER BY created_at DESC LIMIT 1";

fn noting(session: &Session) {
    session.send("n");
    session.wait_for("メモ入力中");
}

#[test]
fn a_paste_of_a_megabyte_is_a_note_and_one_of_ten_is_refused() {
    let mut session = session();
    let before = events(&session);
    noting(&session);
    // The longest that is cut is 8 MB; a line takes 1 MB. The rest is thrown away and never becomes keys.
    let ten = "あo4\r".repeat(10 * 1024 * 1024 / 6);
    session.send(["\x1b[200~", &ten, "\x1b[201~"].concat());
    session.wait_for("長すぎます");
    // What is still on its way is thrown away until nothing has come for a while.
    thread::sleep(APART);
    caught_up(&session);
    assert_eq!(events(&session), before);
    session.send("生きている");
    assert_eq!(line_with(&session, "生きている"), "生きている");
    after_a_paste();
    session.send("\x15");
    session.wait_until("an empty line", |screen| !screen.contents().contains("生きている"));
    let memory = session.memory();
    assert!(memory < 64 * 1024, "{memory} kB");

    session.send(["\x1b[200~", &"あ".repeat(333_333), "\x1b[201~"].concat());
    session.wait_for("あああ");
    after_a_paste();
    session.send("\r");
    comes_to(&session, LAST_NOTE, &["333333"]);
    assert_eq!(events(&session), before + 1);
    assert!(session.is_running());
}

#[test]
fn a_paste_without_an_end_lets_go_by_ctrl_c_twice_and_is_kept() {
    let mut session = session();
    noting(&session);
    let before = events(&session);
    for keys in ["\x1b[200~ぜひo4\rq", "\x03", "\x03"] {
        session.send(keys);
        thread::sleep(Duration::from_millis(150));
    }
    assert_eq!(session.ended(), Ended::Code(0));
    assert_eq!(events(&session), before);
    let again = Start::again(&session, Lang::Ja, "09:29:00").size(100, 40).start();
    assert!(line_with(&again, "ぜひo4").starts_with("ぜひo4"), "{}", again.picture());
}

#[test]
fn twenty_thousand_unbracketed_bytes_all_arrive() {
    let session = session();
    let before = events(&session);
    // In command state, and each piece of it would be a command.
    session.send("o4wh1".repeat(4_000));
    session.wait_for("メモ入力中");
    poll("all of it", || {
        caught_up(&session);
        session.send("\r");
        (events(&session) > before).then_some(())
    });
    let all = "SELECT sum(length(text)), group_concat(DISTINCT n.kind) FROM note n JOIN session s ON s.id = n.session_id \
               JOIN appointment a ON a.id = s.appointment_id WHERE a.state = 'in_progress'";
    assert_eq!(session.db().ask(all), ["20000|memo"]);
    let others = "SELECT count(*) FROM event WHERE command NOT IN ('note', 'start') AND at >= (SELECT max(at) FROM event \
                  WHERE command = 'start')";
    assert_eq!(session.db().count(others), 0);
}

/// What comes before and behind the last byte of a sequence would be commands on today: `A`, `B`, `C`, `D`, `H`.
const SEQUENCES: [&str; 12] = [
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\x1b[H",
    "\x1bOC",
    "\x1b[1;2D",
    "\x1b[5~",
    "\x1b[<64;3;5M",
    "\x1b[12;40R",
    "\x1b[?2026;2$y",
    "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
];

/// Longer than the wait of a lone Esc for what belongs to it: then the next sequence is a new one.
const APART: Duration = Duration::from_millis(700);

fn split(session: &Session, sequences: &[&str], pauses: &[u64], ready: impl Fn()) {
    for sequence in sequences {
        for at in 1..sequence.len() {
            for pause in pauses {
                ready();
                session.send(&sequence[..at]);
                thread::sleep(Duration::from_millis(*pause));
                session.send(&sequence[at..]);
                thread::sleep(if at == 1 && *pause >= 50 { APART } else { Duration::from_millis(5) });
            }
        }
    }
}

/// On today, where most last bytes are commands, and in a half-typed note, where they would be typing.
fn splits_run_nothing(sequences: &[&str], pauses: &[u64]) {
    let today = Start::day(Day::Small, Lang::Ja, "09:22:00").start();
    today.wait_for("ヘルプ");
    let before = events(&today);
    split(&today, sequences, pauses, || {});
    caught_up(&today);
    assert_eq!(events(&today), before);
    assert!(today.row(0).contains("今日") && today.row(2).contains("09:30"), "{}", today.picture());
    assert!(!today.since(0).contains("\x1b]52;"), "something was copied");

    let noted = session();
    let before = events(&noted);
    // An Esc on its own leaves the line, and one more the 1on1.
    let in_the_line = || {
        caught_up(&noted);
        if noted.row(0).contains("今日") {
            noted.send("\r");
            noted.wait_for("n でメモ");
        }
        if !noted.picture().contains("メモ入力中") {
            noting(&noted);
        }
    };
    split(&noted, sequences, pauses, in_the_line);
    in_the_line();
    noted.send("\r");
    caught_up(&noted);
    assert_eq!(events(&noted), before, "{}", noted.picture());
    assert_eq!(noted.db().count("SELECT count(*) FROM draft WHERE text <> ''"), 0);
}

#[test]
fn a_sequence_that_comes_in_pieces_is_no_key() {
    splits_run_nothing(&["\x1b[A", "\x1b[1;2D", "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\"], &[0, 60]);
}

#[test]
#[ignore = "three minutes: every sequence at every byte with every pause"]
fn every_sequence_split_anywhere_with_any_pause_is_no_key() {
    splits_run_nothing(&SEQUENCES, &[0, 20, 60, 200, 500]);
}

#[test]
fn an_end_of_the_terminal_that_no_signal_tells_is_noticed_and_nothing_is_lost() {
    let ways: [fn(Start) -> Start; 2] = [Start::unhangable, Start::uncontrolled];
    for dead in ways {
        let mut session = begun(dead(Start::day(Day::Morning, Lang::Ja, "09:28:00")));
        noting(&session);
        session.send("最後まで");
        session.wait_for("最後まで");
        session.close();
        // It has ended by itself: nothing is left that could be busy.
        assert_eq!(session.ended(), Ended::Code(129));
        assert_eq!(session.db().ask("SELECT text FROM draft WHERE text <> ''"), ["最後まで"]);
    }
}

#[test]
fn late_answers_and_pieces_of_them_wake_it_once_each_and_do_nothing() {
    let session = Start::day(Day::Small, Lang::Ja, "09:22:00").start();
    session.wait_for("ヘルプ");
    poll("the questions", || session.since(0).contains("\x1b[6n").then_some(()));
    thread::sleep(Duration::from_millis(300));
    let (before, picture) = (events(&session), session.picture());
    let woken = session.wakeups();
    for piece in ["\x1b[1;2R", "\x1b[?2026;2", "$y\x1b[?64;1c", "\x1b]11;rgb:1e1e/", "1e1e/2e2e\x1b\\"] {
        session.send(piece);
        thread::sleep(Duration::from_millis(100));
    }
    let woken = session.wakeups() - woken;
    assert!(woken < 50, "{woken} times");
    assert_eq!((events(&session), session.picture()), (before, picture));
}

/// Words as an input method commits them: kana, kanji, katakana, and letters and digits between them.
fn word(rng: &mut TestRng) -> String {
    const SIGNS: [&str; 4] = [
        "あいうえおかがきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん",
        "薬歴服用指導患者店舗確認宿題約束要望質問結果数値期限支援練習講義先生今日前回次回",
        "アイウエオカキクケコサシスセソタチツテトナニヌネノ",
        "ow4qhu1fxsABCDjk2",
    ];
    let mut of = |n: usize| usize::try_from(rng.next_u32()).expect("a number") % n;
    let chars = 2 + of(5);
    let mut word = String::new();
    for n in 0..chars {
        // No word is of letters and digits alone: those are keys.
        let signs: Vec<char> = SIGNS[if n == 0 { of(3) } else { of(4) }].chars().collect();
        word.push(signs[of(signs.len())]);
    }
    word
}

#[test]
fn ten_thousand_committed_words_are_notes_and_nothing_else() {
    const WORDS: usize = 10_000;
    const TOGETHER: usize = 100;
    let session = session();
    let before = events(&session);
    let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut chars = 0;
    for line in 1..=WORDS / TOGETHER {
        for n in 0..TOGETHER {
            let word = word(&mut rng);
            chars += word.chars().count();
            session.send(&word);
            if n == 0 {
                // The first of each line is committed in command state.
                session.wait_for("メモ入力中");
            }
        }
        caught_up(&session);
        session.send("\r");
        let kept = before + i64::try_from(line).expect("a count");
        poll("the line to be kept", || (events(&session) >= kept).then_some(()));
        session.send("\x1b");
        session.wait_until("command state", |screen| !screen.contents().contains("メモ入力中"));
    }
    caught_up(&session);
    assert_eq!(events(&session), before + i64::try_from(WORDS / TOGETHER).expect("a count"));
    let newer = format!("SELECT DISTINCT command FROM event WHERE seq > {before} ORDER BY command");
    assert_eq!(session.db().ask(&newer), ["note"]);
    let all = "SELECT sum(length(text)) FROM note n JOIN session s ON s.id = n.session_id JOIN appointment a \
               ON a.id = s.appointment_id WHERE a.state = 'in_progress'";
    assert_eq!(session.db().ask(all), [chars.to_string()]);
    session.signal(Signal::TERM);
}
