//! Share-safe as a terminal gets it: every byte behind the key, title and all, from the real program.

use std::thread;
use std::time::Duration;

use manabi::i18n::{Lang, common};
use rustix::process::Signal;

use crate::support::days::Day;
use crate::support::escapes::Also;
use crate::support::pty::{Ended, Session, Start};
use crate::support::secrets::{Secrets, TYPED};

/// A person's pause between two keys.
const PAUSE: Duration = Duration::from_millis(160);

fn keys(session: &Session, keys: &[&str]) {
    for key in keys {
        session.press(key);
        thread::sleep(PAUSE);
    }
}

/// A screen on the practice morning with these lines in its config file.
fn with_config(lang: Lang, lines: &str) -> Session {
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("config.toml");
    std::fs::write(&config, format!("[share_safe]\n{lines}\n")).expect("a config file");
    let start = Start::day(Day::Morning, lang, "09:26:00").size(100, 30);
    let session = start.args(["--config", config.to_str().expect("a path")]).start();
    session.wait_for(told(lang, "ヘルプ", "help"));
    session
}

const fn told<'a>(lang: Lang, ja: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}

/// The round with the words that are looked for in the language of the file.
fn round(session: &Session, lang: Lang) {
    let words = ROUND.iter().map(|key| if *key == "{もりた}" { told(lang, "{もりた}", "{morita}") } else { key });
    keys(session, &words.collect::<Vec<_>>());
}

/// Nobody of the file, and nothing that anybody said, is in what was written since a mark.
#[track_caller]
fn nobody_since(session: &Session, lang: Lang, mark: usize) {
    let written = session.since(mark);
    // Read now: what was recorded behind the key is in it as well.
    let found = Secrets::read(&session.db(), lang).in_text(&written);
    assert!(found.is_empty(), "{found:?}\n{}", session.picture());
    session.check_escapes(mark, Also::Nothing);
    // The title of the window never changes, and nothing else is handed to the terminal to show.
    let sent = |what: &str| written.matches(what).count();
    assert_eq!(sent("\x1b]"), sent("\x1b]2;manabi\x1b\\") + sent("\x1b]11;?\x1b\\"), "{written:?}");
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

fn hides_every_byte(lang: Lang) {
    let name = told(lang, "森田", "Morita");
    let badge = common::badge_share_safe(lang);
    let mut session = with_config(lang, "");
    session.wait_for(name);
    keys(&session, &["f"]);
    let mark = session.written();
    session.press("<C-g>");
    session.wait_for(badge);
    nobody_since(&session, lang, mark);
    round(&session, lang);
    nobody_since(&session, lang, mark);
    // Blank and back is no way out of it.
    keys(&session, &["<C-\\>", "<C-\\>"]);
    session.wait_for(badge);
    nobody_since(&session, lang, mark);
    session.signal(Signal::TERM);
    assert_eq!(session.ended(), Ended::Code(143));
    assert!(!session.since(mark).contains(name));
}

#[test]
fn no_byte_behind_the_key_is_anybodys() {
    hides_every_byte(Lang::Ja);
}

#[test]
fn no_byte_behind_the_key_is_anybodys_in_english() {
    hides_every_byte(Lang::En);
}

#[test]
fn a_program_that_starts_masked_never_writes_a_name() {
    for lang in Lang::ALL {
        let session = with_config(lang, "at_start = true");
        session.wait_for(common::badge_share_safe(lang));
        round(&session, lang);
        nobody_since(&session, lang, 0);
    }
}

#[test]
fn a_window_that_loses_the_focus_hides_names_and_stays_so() {
    for lang in Lang::ALL {
        let session = with_config(lang, "on_focus_lost = true");
        let badge = common::badge_share_safe(lang);
        session.wait_for(told(lang, "森田", "Morita"));
        assert!(session.since(0).contains("\x1b[?1004h"));
        // In the middle of a line.
        keys(&session, &["<Enter>", "n"]);
        session.send(TYPED);
        session.wait_for(TYPED);
        let mark = session.written();
        session.send("\x1b[O");
        session.wait_for(badge);
        session.wait_for(common::typing_hidden(lang));
        session.send("\x1b[I");
        keys(&session, &["<Enter>"]);
        nobody_since(&session, lang, mark);
        assert!(session.picture().contains(badge), "{}", session.picture());
        keys(&session, &["<Esc>", "<C-g>"]);
        session.wait_for(TYPED);
    }
    // Nobody asks for it where it is not wanted.
    assert!(!with_config(Lang::Ja, "").since(0).contains("\x1b[?1004h"));
}

#[cfg(target_os = "linux")]
#[test]
fn the_program_leaves_no_core() {
    let session = with_config(Lang::Ja, "");
    let pid = session.pid();
    let limits = std::fs::read_to_string(format!("/proc/{pid}/limits")).expect("limits");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).expect("a limit");
    assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
    // What belongs to a process that is not dumpable belongs to nobody but the system.
    let owner = std::os::unix::fs::MetadataExt::uid(&std::fs::metadata(format!("/proc/{pid}/maps")).expect("maps"));
    assert_eq!(owner, 0);
}
