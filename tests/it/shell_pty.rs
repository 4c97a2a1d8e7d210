//! The shell against a real terminal: the tests start this same binary in a pseudo-terminal, as a small program.

use std::time::Duration;

use manabi::shell::clock::{Clock, SystemClock};
use manabi::shell::guard::{CrashNote, Modes, install_panic_hook};
use manabi::shell::input::EscWait;
use manabi::shell::run::{Outside, run};
use manabi::shell::signals::ProcessSignals;
use manabi::shell::tty::{self, OpenError};
use manabi::shell::writer::Depth;
use rustix::fs::Mode;
use rustix::process::Signal;
use tokio::sync::mpsc::unbounded_channel;

use manabi::i18n::Lang;

use crate::support::days::Day;
use crate::support::escapes::Also;
use crate::support::notebook::Notebook;
use crate::support::pty::{Ended, Session, Start, poll};

/// A notebook on the terminal of this process. When somebody writes to the pipe `crash` in its folder, a thread panics.
#[test]
#[ignore = "the program that the tests below run in a terminal of its own"]
fn program() {
    let sentence = "The program has crashed.".to_owned();
    install_panic_hook(CrashNote { sentence, file: "crash.txt".into() });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let code = runtime.block_on(async {
        let signals = ProcessSignals::new().expect("signals");
        let (terminal, input) = match tty::open(Modes { mouse: true, focus: true }, EscWait::Local) {
            Ok(open) => open,
            Err(error @ OpenError::NotATerminal(_)) => {
                println!("{error}");
                return 2;
            }
            Err(OpenError::Io(error)) => panic!("{error}"),
        };
        let (replies, receiver) = unbounded_channel();
        rustix::fs::mkfifoat(rustix::fs::CWD, "crash", Mode::RUSR | Mode::WUSR).expect("a pipe");
        std::thread::spawn(move || {
            let _replies = replies;
            let _crash = std::fs::read("crash");
            panic!("佐藤 美咲");
        });
        let outside = Outside { terminal, input, signals, clock: SystemClock::new(), depth: Depth::Indexed };
        run(&mut Notebook::default(), outside, receiver).await.code()
    });
    #[expect(clippy::disallowed_methods, reason = "the test harness around this has another idea of an exit code")]
    std::process::exit(code.into())
}

fn start() -> Start {
    let binary = std::env::current_exe().expect("a path");
    Start::program(binary).args(["--exact", "shell_pty::program", "--ignored", "--nocapture"])
}

/// A notebook that has drawn its first frame.
fn notebook() -> (Session, usize) {
    let session = start().start();
    session.wait_for("0 characters");
    let mark = session.since(0).find('\x1b').expect("escapes");
    (session, mark)
}

/// The terminal is as it was, and was given back once.
#[track_caller]
fn assert_given_back(session: &Session, mark: usize) {
    let output = session.since(mark);
    for once in ["\x1b[?1049h", "\x1b[?1049l", "\x1b[22;2t", "\x1b[23;2t", "\x1b[?2004l"] {
        assert_eq!(output.matches(once).count(), 1, "{once:?} in {output:?}");
    }
    assert!(session.is_cooked());
    session.wait_until("the main screen", |screen| {
        !screen.alternate_screen()
            && !screen.hide_cursor()
            && !screen.bracketed_paste()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
    });
}

#[test]
fn typed_text_stands_where_the_caret_is_and_the_terminal_comes_back() {
    let (mut session, mark) = notebook();
    assert!(!session.is_cooked());
    session.wait_until("our modes", |screen| {
        screen.alternate_screen()
            && screen.bracketed_paste()
            && screen.mouse_protocol_encoding() == vt100::MouseProtocolEncoding::Sgr
    });
    for byte in "日本語abｃ😀か゛".bytes() {
        session.send([byte]);
    }
    session.wait_for("9 characters");
    assert_eq!((session.row(0), session.caret()), ("日本語abｃ😀か゛".to_owned(), Some((16, 0))));
    session.send("\x11");
    assert_eq!(session.ended(), Ended::Code(7));
    session.check_escapes(mark, Also::Nothing);
    assert_given_back(&session, mark);
}

#[test]
fn a_signal_ends_it_and_the_terminal_comes_back() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::QUIT, 131)] {
        let (mut session, mark) = notebook();
        session.signal(signal);
        assert_eq!(session.ended(), Ended::Code(code));
        assert_given_back(&session, mark);
    }
}

#[test]
fn a_hangup_ends_it_without_a_word() {
    let (mut session, _) = notebook();
    let mark = session.written();
    session.signal(Signal::HUP);
    assert_eq!(session.ended(), Ended::Code(129));
    assert_eq!(session.since(mark), "");
    let (mut session, _) = notebook();
    session.close();
    assert_eq!(session.ended(), Ended::Code(129));
}

#[test]
fn a_dead_terminal_is_noticed_without_a_signal() {
    let mut session = start().uncontrolled().start();
    session.wait_for("0 characters");
    let clock = SystemClock::new();
    session.close();
    let closed = clock.now().mono;
    assert_eq!(session.ended(), Ended::Code(129));
    assert!(clock.now().mono.since(closed) <= 1_000);
}

#[test]
fn a_panic_gives_the_terminal_back_and_tells_no_secret() {
    for in_a_thread in [false, true] {
        let (mut session, mark) = notebook();
        if in_a_thread {
            std::fs::write(session.home().join("crash"), "").expect("a pipe");
        } else {
            session.send("佐藤 美咲");
            session.wait_for("5 characters");
            session.send("\x10");
        }
        assert_eq!(session.ended(), Ended::Code(101));
        assert_given_back(&session, mark);
        let output = session.since(mark);
        let (_, after) = output.split_once("\x1b[23;2t").expect("given back");
        assert!(after.contains("The program has crashed.") && after.contains("crash.txt"), "{after:?}");
        let path = session.home().join("crash.txt");
        let report = std::fs::read_to_string(&path).expect("a crash file");
        assert!(report.contains("at tests/it/") && !report.contains("佐藤") && !after.contains("佐藤"), "{report}");
        let mode = std::os::unix::fs::MetadataExt::mode(&path.metadata().expect("a file"));
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn stopped_it_gives_the_terminal_back_and_takes_it_again() {
    for by_key in [false, true] {
        let (mut session, _) = notebook();
        session.send("日本");
        session.wait_for("2 characters");
        if by_key {
            session.send("\x1a");
        } else {
            session.signal(Signal::TSTP);
        }
        session.wait_for_state('T');
        assert!(session.is_cooked());
        session.wait_until("the main screen", |screen| !screen.alternate_screen());
        session.signal(Signal::CONT);
        session.wait_for("resumed");
        assert_eq!((session.row(0), session.is_cooked()), ("日本".to_owned(), false));
        session.send("語");
        session.wait_for("3 characters");
        session.send("\x11");
        assert_eq!(session.ended(), Ended::Code(7));
        assert!(session.is_cooked());
    }
}

#[test]
fn stopped_without_a_word_it_draws_everything_again() {
    let (mut session, mark) = notebook();
    session.signal(Signal::STOP);
    session.wait_for_state('T');
    session.resize(30, 5);
    session.signal(Signal::CONT);
    session.wait_for("resumed");
    session.send("\x11");
    assert_eq!(session.ended(), Ended::Code(7));
    let titles = |what: &str| session.since(mark).matches(what).count();
    assert_eq!((titles("\x1b[22;2t"), titles("\x1b[23;2t")), (1, 1));
}

#[test]
fn in_the_background_it_writes_nothing() {
    let binary = std::env::current_exe().expect("a path");
    let binary = binary.to_str().expect("a path");
    let script = format!(
        "set -m; {binary} --exact shell_pty::program --ignored --nocapture; \
         stty -echo; echo behind; read -r line; bg >/dev/null; read -r line; fg >/dev/null; echo exit $?"
    );
    let mut session = Start::shell(&script).start();
    session.wait_for("0 characters");
    session.send("\x1a");
    session.wait_for("behind");
    let mark = session.written();
    session.send("\n");
    // It is let go on in the background, and stops again without a word: the shell can still read its next line.
    session.send("\n");
    session.wait_for("resumed");
    let output = session.since(mark);
    let (before, _) = output.split_once("\x1b[22;2t").expect("back on its screen");
    assert!(!before.contains('\x1b'), "{before:?}");
    session.send("\x11");
    session.wait_for("exit 7");
    assert_eq!(session.ended(), Ended::Code(0));
}

#[test]
fn in_the_background_it_can_be_ended() {
    let binary = std::env::current_exe().expect("a path");
    let binary = binary.to_str().expect("a path");
    let script = format!(
        "set -m; {binary} --exact shell_pty::program --ignored --nocapture; stty -echo; echo behind; read -r line; \
         bg >/dev/null; sleep 0.5; kill %1; kill -CONT %1; while jobs >jobs; test -s jobs; do sleep 0.1; done; echo alone"
    );
    let mut session = Start::shell(&script).start();
    session.wait_for("0 characters");
    session.send("\x1a");
    session.wait_for("behind");
    session.send("\n");
    session.wait_for("alone");
    assert_eq!(session.ended(), Ended::Code(0));
}

#[test]
fn without_a_terminal_it_says_so_and_touches_nothing() {
    let binary = std::env::current_exe().expect("a path");
    let binary = binary.to_str().expect("a path");
    for (redirect, sentence) in [("</dev/null", "standard input is not"), ("| cat", "standard output is not")] {
        let command = format!("{binary} --exact shell_pty::program --ignored --nocapture {redirect}");
        let mut session = Start::shell(&command).start();
        session.wait_for(sentence);
        assert!(matches!(session.ended(), Ended::Code(0 | 2)));
        assert!(session.is_cooked() && !session.since(0).contains('\x1b'));
    }
}

#[test]
fn nothing_wakes_it_while_nothing_happens() {
    let (session, _) = notebook();
    session.send("a");
    session.wait_for("1 characters");
    let (wakeups, written) = poll("quiet", || {
        let before = session.wakeups();
        std::thread::sleep(Duration::from_millis(50));
        (session.wakeups() == before).then(|| (before, session.written()))
    });
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!((session.wakeups(), session.written()), (wakeups, written));
}

#[test]
fn the_clock_of_an_idle_program_wakes_it_once_a_minute() {
    let session = Start::day(Day::Small, Lang::Ja, "09:22:45").start();
    session.wait_for("09:22");
    let before = poll("quiet", || {
        let before = session.wakeups();
        std::thread::sleep(Duration::from_millis(100));
        (session.wakeups() == before).then_some(before)
    });
    session.wait_for("09:23");
    // The timers of the runtime would have come to this in three steps.
    let woken = session.wakeups() - before;
    assert!(woken <= 2, "{woken} times");
}

/// A folder with one program in it, the only one of its kind that is found.
fn helper(name: &str, script: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join(name);
    std::fs::write(&file, format!("#!/bin/sh\n{script}\n")).expect("a script");
    rustix::fs::chmod(&file, Mode::RWXU).expect("a program");
    folder
}

/// Today, where programs of the desktop are looked for in `folder` first.
fn today_with(folder: &tempfile::TempDir) -> Session {
    let path = format!("{}:/usr/bin:/bin", folder.path().display());
    let session = Start::day(Day::Morning, Lang::Ja, "09:22:00").env("PATH", &path).start();
    session.wait_for("ヘルプ");
    session
}

#[test]
fn a_clipboard_that_hangs_holds_nothing_up() {
    let folder = helper("pbcopy", "exec sleep 600");
    let session = today_with(&folder);
    session.send("c");
    session.send("?");
    session.wait_for("このヘルプ");
    // Ended after a while, and the terminal's own clipboard is asked.
    poll("the text in the terminal's clipboard", || session.since(0).contains("\x1b]52;c;").then_some(()));
    poll("the helper to be gone", || session.children().is_empty().then_some(()));
}

#[test]
fn a_link_that_was_opened_leaves_no_process_behind() {
    let folder = helper("xdg-open", "echo done > \"$0.done\"");
    let session = today_with(&folder);
    session.send("z");
    let done = folder.path().join("xdg-open.done");
    poll("the link to be opened", || done.exists().then_some(()));
    poll("its process to be gone", || session.children().is_empty().then_some(()));
}

#[test]
fn a_function_key_is_no_answer_and_an_answer_is_known_at_the_next_start() {
    let mut wide = Start::day(Day::Small, Lang::Ja, "09:22:00").start();
    wide.wait_for("ヘルプ");
    poll("the question", || wide.since(0).contains("\x1b[6n").then_some(()));
    let ruled = |session: &Session| session.picture().contains('─');
    assert!(ruled(&wide));
    std::thread::sleep(Duration::from_millis(300));
    for late in ["\x1b[1;5R", "\x1b[1;3R"] {
        wide.send(late);
    }
    wide.send("j");
    wide.wait_until("the cursor a row down", |screen| {
        screen.contents().lines().nth(3).is_some_and(|row| row.starts_with('>'))
    });
    assert!(ruled(&wide), "{}", wide.picture());
    // Asked again, it answers in time.
    poll("an answer in time", || {
        wide.send("\x0c\x1b[1;3R");
        std::thread::sleep(Duration::from_millis(50));
        wide.send("\x1b[1;3R");
        std::thread::sleep(Duration::from_millis(50));
        (!ruled(&wide)).then_some(())
    });
    wide.signal(Signal::TERM);
    assert_eq!(wide.ended(), Ended::Code(143));
    let next = Start::again(&wide, Lang::Ja, "09:30:00").start();
    next.wait_for("ヘルプ");
    assert!(!ruled(&next), "{}", next.picture());
}

#[test]
fn a_burst_arrives_whole() {
    let (session, _) = notebook();
    session.send("x".repeat(20_000));
    session.wait_for("20000 characters");
}

#[test]
fn pastes_are_text_and_keys_live_after_one_without_end() {
    let (mut session, _) = notebook();
    session.send(["\x1b[200~", &"あ".repeat(350_000), "\x11\x1b[201~\x11\x1b[201~"].concat());
    session.wait_for("350001 characters");
    session.send("\x1b[200~jk\x1b");
    session.wait_for("cut NoEnd jk");
    session.send("j");
    session.wait_for("350004 characters");
    for keys in ["\x1b[200~jk", "\x03", "\x03"] {
        session.send(keys);
        // A person's pause: what comes in one read with a paste is part of it.
        std::thread::sleep(Duration::from_millis(100));
    }
    session.wait_for("C-c C-c");
    session.send("\x11");
    assert_eq!(session.ended(), Ended::Code(7));
}

#[test]
fn a_terminal_that_reads_nothing_holds_nothing_up() {
    let (session, _) = notebook();
    let mark = session.written();
    session.unread(|| {
        // A thousand whole frames that nobody reads, and text after them.
        for _ in 0..1_000 {
            session.send("日\x0c");
        }
    });
    session.wait_for("1000 characters");
    let written = session.written() - mark;
    assert!(written < 200_000, "{written} bytes");
}

#[test]
fn the_terminal_is_asked_after_the_first_frame_and_its_answers_are_no_keys() {
    let session = start().answering().size(200, 5).start();
    session.wait_for("0 characters");
    session.send("\x01");
    session.wait_for("Device");
    let last = session.row(1);
    for answer in ["Cursor { column: 1, row: 0 }", "Mode { mode: 2026, state: 2 }", "Background(30, 30, 46)"] {
        assert!(last.contains(answer), "{last}");
    }
    assert_eq!(session.row(2), "0 characters");
}
