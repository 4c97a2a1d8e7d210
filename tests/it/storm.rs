//! Anything at all, in any order: the program goes on, and gives the terminal back when it is told to end.

use manabi::i18n::Lang;
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use rustix::process::Signal;

use crate::support::days::Day;
use crate::support::pty::{Ended, Session, Start};

/// The same random bytes every time, so that what fails once fails again.
fn random(seed: u8) -> TestRng {
    TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32])
}

/// Pieces that mean something to a terminal program, whole and broken.
const PIECES: &[&str] = &[
    "\x1b",
    "\x1b[",
    "\x1bO",
    "\x1b[A",
    "\x1b[B",
    "\x1b[5~",
    "\x1b[<0;5;5M",
    "\x1b[<64;9999;0M",
    "\x1b[<0;0;0m",
    "\x1b[200~",
    "\x1b[201~",
    "\x1b[1;1R",
    "\x1b]11;rgb:",
    "\x1b\\",
    "\x1bP",
    "\x1b[I",
    "\x1b[O",
    "日本語",
    "ぜひjk1使います",
    "か",
    "１",
    "　",
    "😀",
    "e\u{301}",
    "\r",
    "\t",
    "\x7f",
    "u",
    "U",
    "o4\r",
    "o5",
    "\r1234",
    "w",
    "gt",
    "gr",
    "?",
    "/",
    "\x07",
    "\x1c",
    "\x0c",
    "n",
    "b",
    "h",
    " ",
];

/// A part of the storm: raw bytes and pieces, without the keys that end the program.
fn gust(rng: &mut TestRng, length: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while bytes.len() < length {
        match rng.next_u32() % 4 {
            0 => bytes.extend(rng.next_u64().to_le_bytes()),
            _ => bytes.extend(PIECES[usize::try_from(rng.next_u32()).expect("small") % PIECES.len()].as_bytes()),
        }
    }
    bytes.retain(|byte| !matches!(byte, 0x03 | b'q'));
    bytes
}

/// It still does what it is asked: another size is another picture, and the end gives the terminal back.
#[track_caller]
fn lives_and_leaves(session: &mut Session) {
    // Out of a paste, of boxes and of fields, whatever it is in.
    session.send("\x1b[201~");
    session.resize(90, 25);
    session.wait_until("a whole screen again", |screen| {
        let last = screen.rows(0, 90).nth(24).unwrap_or_default();
        // The blank page has no footer, but a way back.
        last.contains('?') || last.contains("F1") || screen.contents().contains("Ctrl-\\")
    });
    assert!(session.is_running());
    session.signal(Signal::TERM);
    assert_eq!(session.ended(), Ended::Code(143));
    assert!(session.is_cooked());
    session.wait_until("the main screen", |screen| !screen.alternate_screen() && !screen.bracketed_paste());
    session.db().check();
}

#[test]
fn random_bytes_do_not_end_it() {
    let mut session = Start::day(Day::Small, Lang::Ja, "09:22:00").start();
    session.wait_for("ヘルプ");
    let mut rng = random(1);
    for _ in 0..100 {
        session.send(gust(&mut rng, 1_000));
    }
    lives_and_leaves(&mut session);
}

#[test]
fn a_thousand_sizes_do_not_end_it() {
    let mut session = Start::day(Day::Small, Lang::En, "09:22:00").start();
    session.wait_for("help");
    let mut rng = random(2);
    let mut side = |most: u32| u16::try_from(1 + rng.next_u32() % most).expect("small");
    for n in 0..1_000 {
        match n % 50 {
            0 => session.resize(1, 1),
            1 => session.resize(500, 1),
            2 => session.resize(1, 200),
            _ => session.resize(side(200), side(60)),
        }
        session.press(["j", "?", "<Esc>", "<C-p>", "b", "<Esc>"][n % 6]);
    }
    lives_and_leaves(&mut session);
}
