//! The real program on a real file, with a screen in memory and a clock moved by hand.

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use manabi::app;
use manabi::i18n::Lang;
use manabi::programme::Library;
use manabi::request::Who;
use manabi::shell::clock::{Clock, Moment, Mono};
use manabi::shell::program::{Around, Program, Told};
use manabi::shell::run::{App, Event, Exit, Order, run};
use manabi::shell::terminals::Terminals;
use manabi::shell::writer::Caret;
use manabi::store::{Db, StoreThread};
use manabi::ui::{Picture, Theme};
use tokio::sync::mpsc::unbounded_channel;

use super::days::{Day, at, options, zone};
use super::db::Rows;
use super::keys::presses;
use super::memory::Player;

/// With what a journey begins.
#[derive(Debug, Clone)]
pub struct Start {
    pub day: Day,
    pub lang: Lang,
    pub now: DateTime<Utc>,
    pub size: (u16, u16),
}

impl Start {
    /// A day in a language at 9:22, on a screen of 100x30.
    pub fn new(day: Day, lang: Lang) -> Self {
        Self { day, lang, now: at(9, 22), size: (100, 30) }
    }

    pub fn now(self, hour: u32, minute: u32) -> Self {
        Self { now: at(hour, minute), ..self }
    }

    pub fn size(self, columns: u16, rows: u16) -> Self {
        Self { size: (columns, rows), ..self }
    }
}

/// Tells the outside whether the program waits for its store.
struct Watched {
    program: Program,
    waits: Rc<Cell<bool>>,
    drawn: Rc<Cell<usize>>,
}

impl App for Watched {
    type Reply = Told;

    fn handle(&mut self, at: Moment, event: Event<Told>) -> Vec<Order> {
        let orders = self.program.handle(at, event);
        self.waits.set(self.program.is_waiting());
        orders
    }

    fn next_timer(&self) -> Option<Mono> {
        self.program.next_timer()
    }

    fn draw(&mut self, picture: &mut Picture) -> Caret {
        self.drawn.set(self.drawn.get() + 1);
        self.program.draw(picture)
    }
}

/// Where a trainer sits: keys, a screen, and the file.
pub struct Desk {
    pub player: Player,
    waits: Rc<Cell<bool>>,
    drawn: Rc<Cell<usize>>,
    path: PathBuf,
    /// What was handed to the terminal's clipboard last.
    copied: RefCell<Option<String>>,
}

/// A person's pause between two keys.
const PAUSE_MS: u32 = 200;

impl Desk {
    /// Presses keys as `support::keys` writes them, each when the one before is on disk.
    pub async fn keys(&self, text: &str) {
        for press in presses(text) {
            self.player.pass(PAUSE_MS).await;
            self.player.send(&press.bytes).await;
            self.stored().await;
        }
        // An Esc is known to be one when nothing follows.
        self.player.pass(PAUSE_MS).await;
        self.stored().await;
        let copied = self.player.writes().iter().rev().find_map(|write| clipboard(write));
        self.copied.replace(copied);
    }

    /// Lets minutes pass, one after the other, as they do.
    pub async fn minutes(&self, minutes: u32) {
        for _ in 0..minutes {
            self.player.pass(60_000).await;
            self.stored().await;
        }
        self.player.writes();
    }

    async fn stored(&self) {
        for _ in 0..20_000 {
            self.player.settle().await;
            if !self.waits.get() {
                return;
            }
            std::thread::sleep(Duration::from_micros(200));
        }
        panic!("the store does not answer:\n{}", self.picture());
    }

    /// The rows of the screen, without the blanks at their ends.
    pub fn rows(&self) -> Vec<String> {
        self.player.rows()
    }

    /// How many frames were drawn so far.
    pub fn drawn(&self) -> usize {
        self.drawn.get()
    }

    pub fn picture(&self) -> String {
        self.rows().join("\n")
    }

    /// What the last keys handed to the terminal's clipboard.
    pub fn copied(&self) -> Option<String> {
        self.copied.borrow().clone()
    }

    #[track_caller]
    pub fn sees(&self, text: &str) {
        assert!(self.picture().contains(text), "{text:?} is not on\n{}", self.picture());
    }

    #[track_caller]
    pub fn sees_not(&self, text: &str) {
        assert!(!self.picture().contains(text), "{text:?} is on\n{}", self.picture());
    }

    /// The first row that has a text.
    #[track_caller]
    pub fn row_with(&self, text: &str) -> String {
        let rows = self.rows();
        rows.iter()
            .find(|row| row.contains(text))
            .cloned()
            .unwrap_or_else(|| panic!("{text:?} is not on\n{}", rows.join("\n")))
    }

    /// What is on disk.
    pub fn db(&self) -> Rows {
        Rows::of(&self.path)
    }
}

/// The text that a write puts on the clipboard (OSC 52).
pub fn clipboard(write: &str) -> Option<String> {
    let (_, rest) = write.split_once("\x1b]52;c;")?;
    let (data, _) = rest.split_once('\x1b')?;
    let sixes = data.bytes().filter_map(|byte| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    });
    let sixes: Vec<u8> = sixes.collect();
    let bytes = sixes.chunks(4).flat_map(|four| {
        let bits = four.iter().fold(0_u32, |bits, six| bits << 6 | u32::from(*six)) << (6 * (4 - four.len()));
        bits.to_be_bytes()[1..four.len()].to_vec()
    });
    Some(String::from_utf8(bytes.collect()).expect("UTF-8"))
}

#[test]
fn what_is_on_the_clipboard_is_read() {
    assert_eq!(clipboard("\x1b[m\x1b]52;c;5pyN6Jas\x1b\\rest").as_deref(), Some("服薬"));
    assert_eq!(clipboard("\x1b]52;c;aGk=\x1b\\").as_deref(), Some("hi"));
    assert_eq!(clipboard("nothing"), None);
}

/// Plays on a copy of a day. The program is told nothing when the script ends; it is just not there any more.
#[track_caller]
pub fn play(start: &Start, script: impl AsyncFnOnce(&Desk)) -> Option<Exit> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = start.day.copy(start.lang, folder.path());
    play_on(&path, start, script)
}

/// Plays on a file, which stays; the answer is how the program ended by itself, if it did.
#[track_caller]
pub fn play_on(path: &Path, start: &Start, script: impl AsyncFnOnce(&Desk)) -> Option<Exit> {
    let (columns, rows) = start.size;
    let (player, outside) = Player::at(start.now, columns, rows);
    let at = outside.clock.now();
    let (tell, mut answers) = unbounded_channel::<Told>();
    let told_here = tell.downgrade();
    let db = Db::open(options(path, start.lang, start.now), Library::new([])).expect("the file opens");
    let file = db.file(&Who::Me).expect("a file's view");
    let store = StoreThread::new(db, move |answer| drop(tell.send(Told::Store(answer))));
    let (model, effects) = app::start(app::Start {
        lang: start.lang,
        zone: zone(),
        now: at.wall,
        size: app::Size { width: columns, height: rows },
        who: Who::Me,
        file,
        seed: 1,
        share_safe: false,
        ascii_chrome: false,
    });
    let terminals = Terminals::new(path.with_file_name("terminals"), None, None, false);
    let around = Around { theme: Theme { colour: true }, tell: told_here, terminals };
    let mut program = Program::new(model, effects, store, around, at);
    program.begin(at, &mut answers);
    let waits = Rc::new(Cell::new(false));
    let drawn = Rc::new(Cell::new(0));
    let mut watched = Watched { program, waits: Rc::clone(&waits), drawn: Rc::clone(&drawn) };
    let desk = Desk { player: player.clone(), waits, drawn, path: path.to_path_buf(), copied: RefCell::default() };
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(async {
        let script = async {
            player.settle().await;
            script(&desk).await;
        };
        let mut script = std::pin::pin!(script);
        let mut program = std::pin::pin!(run(&mut watched, outside, answers));
        tokio::select! {
            biased;
            exit = &mut program => {
                // It has left; what is still to be looked at is the file.
                script.await;
                Some(exit)
            }
            () = &mut script => None,
        }
    })
}
