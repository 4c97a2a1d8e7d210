//! Share-safe as a terminal gets it: every byte behind the key, title and all, from the real program.

use std::thread;
use std::time::Duration;

use manabi::i18n::Lang;
use rustix::process::Signal;

use crate::support::days::Day;
use crate::support::escapes::Also;
use crate::support::pty::{Ended, Session, Start};

/// A person's pause between two keys.
const PAUSE: Duration = Duration::from_millis(160);

fn keys(session: &Session, keys: &[&str]) {
    for key in keys {
        session.press(key);
        thread::sleep(PAUSE);
    }
}

/// A screen on the practice morning with these lines in its config file.
fn with_config(lines: &str) -> Session {
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("config.toml");
    std::fs::write(&config, format!("[share_safe]\n{lines}\n")).expect("a config file");
    let start = Start::day(Day::Morning, Lang::Ja, "09:26:00").size(100, 30);
    let session = start.args(["--config", config.to_str().expect("a path")]).start();
    session.wait_for("ヘルプ");
    session
}

/// Nobody of the file is in what was written since a mark.
#[track_caller]
fn nobody_since(session: &Session, mark: usize) {
    let written = session.since(mark);
    let names = ["learner", "contact", "staff", "pharmacy"].map(|table| {
        session.db().ask(&format!("SELECT name FROM {table} WHERE name IS NOT NULL AND deleted_at IS NULL"))
    });
    let names: Vec<String> = names.concat();
    assert!(names.len() > 20);
    for part in names.iter().flat_map(|name| name.split(' ')).filter(|part| part.chars().count() > 1) {
        assert!(!written.contains(part), "{part}\n{}", session.picture());
    }
    for typed in ["ぬるぽ", "9時に帰る", "一人で記録した"] {
        assert!(!written.contains(typed), "{typed}\n{}", session.picture());
    }
    session.check_escapes(mark, Also::Nothing);
    assert!(
        !written.contains("\x1b]2;") || written.matches("\x1b]2;").count() == written.matches("\x1b]2;manabi").count()
    );
}

const ROUND: &[&str] = &[
    "g",
    "<Esc>",
    "f",
    "g",
    "n",
    "<Esc>",
    "b",
    "<PgDn>",
    "n",
    "{ぬるぽ}",
    "<Esc>",
    "<Esc>",
    "<Esc>",
    "o",
    "4",
    "<Esc>",
    ":",
    "{もりた}",
    "<Esc>",
    "<Enter>",
    "3",
    "n",
    "{ぬるぽの約束}",
    "<Enter>",
    "<Up>",
    "<Esc>",
    "<Esc>",
    "h",
    "<Esc>",
    "w",
    "<Tab>",
    "<Esc>",
    "r",
    "<Down>",
    "f",
    "<Esc>",
    "?",
    "<Esc>",
];

#[test]
fn no_byte_behind_the_key_is_anybodys() {
    let mut session = with_config("");
    session.wait_for("森田");
    keys(&session, &["f"]);
    let mark = session.written();
    session.press("<C-g>");
    session.wait_for("[共有安全]");
    nobody_since(&session, mark);
    keys(&session, ROUND);
    nobody_since(&session, mark);
    // Blank and back is no way out of it.
    keys(&session, &["<C-\\>", "<C-\\>"]);
    session.wait_for("[共有安全]");
    nobody_since(&session, mark);
    session.signal(Signal::TERM);
    assert_eq!(session.ended(), Ended::Code(143));
    assert!(!session.since(mark).contains("森田"));
}

#[test]
fn a_program_that_starts_masked_never_writes_a_name() {
    let session = with_config("at_start = true");
    session.wait_for("[共有安全]");
    keys(&session, ROUND);
    nobody_since(&session, 0);
}

#[test]
fn a_window_that_loses_the_focus_hides_names_and_stays_so() {
    let session = with_config("on_focus_lost = true");
    session.wait_for("森田");
    assert!(session.since(0).contains("\x1b[?1004h"));
    // In the middle of a line.
    keys(&session, &["<Enter>", "n"]);
    session.send("ぬるぽ");
    session.wait_for("ぬるぽ");
    let mark = session.written();
    session.send("\x1b[O");
    session.wait_for("[共有安全]");
    session.wait_for("入力中");
    session.send("\x1b[I");
    keys(&session, &["<Enter>"]);
    nobody_since(&session, mark);
    assert!(session.picture().contains("[共有安全]"), "{}", session.picture());
    keys(&session, &["<Esc>", "<C-g>"]);
    session.wait_for("ぬるぽ");
    // Nobody asks for it where it is not wanted.
    assert!(!with_config("").since(0).contains("\x1b[?1004h"));
}

#[cfg(target_os = "linux")]
#[test]
fn the_program_leaves_no_core() {
    let session = with_config("");
    let pid = session.pid();
    let limits = std::fs::read_to_string(format!("/proc/{pid}/limits")).expect("limits");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).expect("a limit");
    assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
    // What belongs to a process that is not dumpable belongs to nobody but the system.
    let owner = std::os::unix::fs::MetadataExt::uid(&std::fs::metadata(format!("/proc/{pid}/maps")).expect("maps"));
    assert_eq!(owner, 0);
}
