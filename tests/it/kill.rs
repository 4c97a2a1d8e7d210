//! The real program, killed without a word in the middle of its work: what the screen had shown as recorded is on disk.
//!
//! `MANABI_KILLS=200 cargo test --test it -- kill --nocapture` does it that often.

use std::thread;
use std::time::Duration;

use manabi::i18n::Lang;
use manabi::shell::clock::{Clock, Mono, SystemClock};
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use rustix::process::Signal;

use crate::support::days::Day;
use crate::support::db::Rows;
use crate::support::pty::{Ended, Session, Start, poll};
use crate::support::times;

/// How far the draft of a text may be behind what was typed, and the rounding of two readings of a clock.
const DRAFT_MS: u64 = 250 + 1;

/// The items of the running session in the order of the script, as `outcome|text`.
const ITEMS: &str = "SELECT i.outcome, i.text FROM session_item i JOIN session s ON s.id = i.session_id \
                     JOIN appointment a ON a.id = s.appointment_id WHERE a.state = 'in_progress' ORDER BY i.position";

/// Marks and what they say on disk; keys 1 to 4 in this order.
const MARKS: [(&str, &str); 4] = [("済", "done"), ("半", "partly"), ("詰", "stuck"), ("飛", "skipped")];

/// A screen wide and high enough to show every item of a session with its whole beginning.
const SIZE: (u16, u16) = (240, 60);

/// The items whose mark is shown as recorded: the row's number in its pane, by pane, and the word on disk. A mark that is on
/// its way is dim.
fn acknowledged(screen: &vt100::Screen) -> Vec<(String, &'static str)> {
    let (rows, columns) = screen.size();
    let mut found = Vec::new();
    for row in 0..rows.get() {
        for column in 0..columns.get().saturating_sub(6) {
            let Some(cell) = screen.cell(row, column) else { continue };
            let Some((_, word)) = MARKS.iter().find(|(mark, _)| *mark == cell.contents()) else { continue };
            // `>済 1 text`: the mark stands between the cursor's place and the number of the item.
            let text = screen.contents_between(row, column + 2, row, columns.get());
            let mut parts = text.trim_start().splitn(2, ' ');
            let (number, rest) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            if cell.dim() || number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
                continue;
            }
            let start: String = rest.split("  ").next().unwrap_or_default().trim().chars().take(6).collect();
            found.push((start, *word));
        }
    }
    found
}

/// Types a note, and knows from the screen alone how much of it has to be on disk. No length of time is taken for the
/// program's: how busy the machine is changes what is known, never whether it is right. A text is known to be on disk when
///
/// 1. it stood on the screen, so that the program had it;
/// 2. a letter that was sent a draft's time after that stands there, too: whenever the program got to it, the draft was due by
///    then, and so it was on its way to the store before that frame;
/// 3. a mark that was sent after that is shown as recorded: the store does one thing after the other.
struct Typist {
    clock: SystemClock,
    text: String,
    /// When a letter was sent, and how long the text was with it.
    sent: Vec<(Mono, usize)>,
    /// How much of the text stood on the screen, not later than then.
    seen: Vec<(Mono, usize)>,
    /// How much of it was on its way when a mark was sent, and how many marks are on the screen once this one is.
    marks: Vec<(usize, usize)>,
    marked: usize,
    /// So much is known to be on disk.
    safe: usize,
}

impl Typist {
    /// With so many marks sent before the first letter.
    fn after(marked: usize) -> Self {
        let (sent, seen, marks) = (Vec::new(), Vec::new(), Vec::new());
        Self { clock: SystemClock::new(), text: String::new(), sent, seen, marks, marked, safe: 0 }
    }

    fn letter(&mut self, session: &Session, letter: &str) {
        self.text.push_str(letter);
        self.sent.push((self.clock.now().mono, self.text.len()));
        session.send(letter);
    }

    /// 済 from within the note line.
    fn mark(&mut self, session: &Session) {
        self.marked += 1;
        self.marks.push((self.on_its_way(), self.marked));
        session.press("<F3>");
    }

    /// Looks at the screen.
    fn look(&mut self, session: &Session) {
        let (shown, acks) = session.look(|screen| (echoed(screen, &self.text), acknowledged(screen).len()));
        self.seen.push((self.clock.now().mono, shown));
        let recorded = self.marks.iter().filter(|(_, wanted)| *wanted <= acks).map(|(text, _)| *text);
        self.safe = self.safe.max(recorded.max().unwrap_or(0));
    }

    /// How much of the text the store has been told of.
    fn on_its_way(&self) -> usize {
        let shown = self.seen.last().map_or(0, |(_, shown)| *shown);
        let Some((sent, _)) = self.sent.iter().rev().find(|(_, end)| *end <= shown) else { return 0 };
        let old = self.seen.iter().filter(|(when, _)| sent.since(*when) >= DRAFT_MS);
        old.map(|(_, shown)| *shown).max().unwrap_or(0)
    }

    fn safe(&self) -> &str {
        &self.text[..self.safe]
    }
}

/// How much of a text stands in the note line, in bytes.
fn echoed(screen: &vt100::Screen, text: &str) -> usize {
    let shown = screen.contents();
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.rev().find(|end| shown.contains(&format!("> {}", &text[..*end]))).unwrap_or(0)
}

const LETTERS: [&str; 7] = ["服", "薬", "の", "k", "１", "指", "導"];

/// A session in which the homework of last time has its mark.
fn in_session() -> Session {
    let session = Start::day(Day::Morning, Lang::Ja, "09:28:00").size(SIZE.0, SIZE.1).start();
    session.wait_for("ヘルプ");
    session.press("<Enter>");
    session.wait_for("レクチャー");
    // To the first pane: the cursor begins on the homework of last time.
    session.send("1");
    session.wait_until("the homework's mark", |screen| screen.contents().contains("済 前回"));
    session
}

/// One life: marks and a note in Japanese, and the end at a random moment.
fn live_and_die(rng: &mut TestRng) -> (Session, Vec<(String, &'static str)>, Typist, Mono) {
    let mut session = in_session();
    // Seven rows take a mark before the ratings begin.
    let (marks, letters) = (rng.next_u32() % 4, rng.next_u32() % 40);
    let pause = |rng: &mut TestRng, most: u32| thread::sleep(Duration::from_millis(u64::from(rng.next_u32() % most)));
    for _ in 0..marks {
        session.send((1 + rng.next_u32() % 4).to_string());
        pause(rng, 40);
    }
    if letters > 0 {
        session.send("n");
        session.wait_for("メモ入力中");
    }
    let mut typist = Typist::after(usize::try_from(marks).expect("small"));
    for n in 0..letters {
        typist.letter(&session, LETTERS[usize::try_from((n + marks) % 7).expect("small")]);
        pause(rng, 60);
        typist.look(&session);
        if n % 9 == 8 {
            typist.mark(&session);
        }
    }
    pause(rng, 400);
    typist.look(&session);
    let shown = session.look(acknowledged);
    // What is on the screen was read by the program before this moment.
    session.signal(Signal::KILL);
    let died = typist.clock.now().mono;
    assert_eq!(session.ended(), Ended::Signal("Killed".to_owned()));
    (session, shown, typist, died)
}

/// Every acknowledged mark is on disk.
#[track_caller]
fn assert_kept(rows: &Rows, shown: &[(String, &'static str)]) {
    let items = rows.ask(ITEMS);
    for (start, word) in shown {
        let kept = items.iter().any(|item| {
            item.split_once('|').is_some_and(|(outcome, text)| outcome == *word && text.starts_with(start.as_str()))
        });
        assert!(kept, "{start:?} was shown as {word}, but on disk is {items:#?}");
    }
}

#[test]
fn what_was_shown_as_recorded_survives_a_kill() {
    let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[9; 32]);
    let (mut acks, mut texts, mut known, mut most_lost) = (0, 0, 0, 0);
    for life in 0..times("MANABI_KILLS", 10) {
        let (session, shown, typist, died) = live_and_die(&mut rng);
        let rows = session.db();
        rows.check();
        assert_kept(&rows, &shown);
        acks += shown.len();
        let drafts = rows.ask("SELECT text FROM draft");
        let draft = drafts.first().map_or("", String::as_str);
        let (safe, whole) = (typist.safe(), typist.text.as_str());
        assert!(draft.starts_with(safe), "life {life}: {safe:?} was on its way before a mark, {draft:?} is kept");
        assert!(whole.starts_with(draft), "life {life}: {draft:?} was never typed: {whole:?}");
        if let Some((when, _)) = typist.sent.iter().find(|(_, end)| *end > draft.len()) {
            most_lost = most_lost.max(died.since(*when));
        }
        known += usize::from(!safe.is_empty());
        texts += usize::from(!draft.is_empty());
        let draft = draft.to_owned();
        drop(rows);
        returns(&session, &shown, &draft);
    }
    println!(
        "{acks} marks shown as recorded, all kept; {texts} half-typed notes, {known} of them known to be kept in part, \
         at most {most_lost} ms of typing lost"
    );
    assert!(acks > 0, "no mark was ever shown as recorded: this tests nothing");
}

/// Somebody types on and on: what is old enough is kept all the same.
#[test]
fn a_half_typed_note_is_kept_while_it_is_typed() {
    let mut session = in_session();
    session.send("n");
    session.wait_for("メモ入力中");
    let mut typist = Typist::after(0);
    for letter in LETTERS.iter().cycle().take(90) {
        typist.letter(&session, letter);
        thread::sleep(Duration::from_millis(25));
        typist.look(&session);
        if typist.on_its_way() > 0 {
            break;
        }
    }
    typist.mark(&session);
    session.wait_until("the mark", |screen| !acknowledged(screen).is_empty());
    typist.look(&session);
    session.signal(Signal::KILL);
    assert_eq!(session.ended(), Ended::Signal("Killed".to_owned()));
    assert!(!typist.safe().is_empty(), "nothing is known: this tests nothing");
    let draft = session.db().one("SELECT text FROM draft");
    assert!(draft.starts_with(typist.safe()), "{:?} was on its way, {draft:?} is kept", typist.safe());
}

/// The next start goes on where the last one was: same session, same line, same half-typed note, and it says so.
fn returns(dead: &Session, shown: &[(String, &'static str)], draft: &str) {
    let mut session = Start::again(dead, Lang::Ja, "09:31:00").size(SIZE.0, SIZE.1).start();
    session.wait_for("ヘルプ");
    if draft.is_empty() {
        session.wait_for("前回のつづきです");
    } else {
        session.wait_for("書きかけを戻しました");
        session.wait_for(draft);
    }
    session.wait_until(&format!("the session with {shown:?}"), |screen| {
        let again = acknowledged(screen);
        screen.contents().contains("レクチャー") && shown.iter().all(|mark| again.contains(mark))
    });
    session.signal(Signal::TERM);
    assert_eq!(session.ended(), Ended::Code(143));
}

/// The row that the cursor of the script stands on: `>` and a mark.
fn line(screen: &vt100::Screen) -> Option<String> {
    let (rows, columns) = screen.size();
    let marks = ["未", "済", "半", "詰", "飛"];
    (0..rows.get()).find_map(|row| {
        let at = (0..columns.get() - 1).find(|column| {
            let text = |column: u16| screen.cell(row, column).map_or("", vt100::Cell::contents);
            text(*column) == ">" && marks.contains(&text(column + 1))
        })?;
        Some(screen.contents_between(row, at + 1, row, at + 24))
    })
}

#[test]
fn after_a_kill_it_stands_on_the_same_line_with_the_same_words() {
    let mut session = in_session();
    for (key, mark) in [("2", "半 1 "), ("3", "詰 2 ")] {
        session.send(key);
        session.wait_for(mark);
    }
    // Back to a row that has its mark: not where a session without any draft goes on.
    session.send("k");
    session
        .wait_until("the cursor on the marked row", |screen| line(screen).is_some_and(|row| row.starts_with("詰 2")));
    session.send("v");
    session.wait_for("[要望]");
    session.send("下書きを紙に");
    let here = session.look(line).expect("a cursor");
    poll("the draft", || (session.db().ask("SELECT text FROM draft") == ["下書きを紙に"]).then_some(()));
    session.signal(Signal::KILL);
    assert_eq!(session.ended(), Ended::Signal("Killed".to_owned()));

    let again = Start::again(&session, Lang::Ja, "09:31:00").size(SIZE.0, SIZE.1).start();
    again.wait_for("書きかけを戻しました");
    again.wait_for("> 下書きを紙に");
    again.wait_for("[要望]");
    again.wait_until(&format!("the cursor on {here:?}"), |screen| line(screen).as_ref() == Some(&here));
}

#[test]
fn told_to_end_it_gives_the_terminal_back_and_keeps_what_is_half_typed() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 129)] {
        let mut session = Start::day(Day::Morning, Lang::Ja, "09:28:00").start();
        session.wait_for("ヘルプ");
        assert!(!session.is_cooked());
        session.press("<Enter>");
        session.wait_for("レクチャー");
        session.send("n");
        session.wait_for("メモ入力中");
        session.send("約束: 確かめる");
        session.wait_for("約束: 確かめる");
        session.signal(signal);
        assert_eq!(session.ended(), Ended::Code(code));
        if signal != Signal::HUP {
            assert!(session.is_cooked());
            session.wait_until("the main screen", |screen| {
                !screen.alternate_screen()
                    && !screen.hide_cursor()
                    && !screen.bracketed_paste()
                    && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
            });
        }
        let rows = session.db();
        rows.check();
        assert_eq!(rows.ask("SELECT text FROM draft"), ["約束: 確かめる"], "after {signal:?}");
        // The file knows until when the program was open: the moment at which the practice clock stood still.
        let open =
            "SELECT a.value = b.value FROM meta a, meta b WHERE a.key = 'open_until' AND b.key = 'practice_clock'";
        assert_eq!(rows.ask(open), ["1"], "after {signal:?}");
    }
}

#[test]
fn a_dim_mark_is_no_acknowledgement() {
    let mut parser = vt100::Parser::default();
    parser.process("\x1b[2m済\x1b[m 1 dim\r\n済 2 plain\r\n>半 3 part\r\n 済 前回: no item".as_bytes());
    assert_eq!(acknowledged(parser.screen()), [("plain".to_owned(), "done"), ("part".to_owned(), "partly")]);
}
