//! The outside of the loop in memory: a screen that can be read, keys that are sent, a clock moved by hand.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::num::NonZeroU16;
use std::rc::Rc;

use manabi::shell::clock::{Clock, HandClock, Mono};
use manabi::shell::input::{Batch, EscWait, Input, Parser};
use manabi::shell::run::Outside;
use manabi::shell::signals::{Signal, Signals};
use manabi::shell::terminal::{Gone, Terminal};
use manabi::shell::writer::Depth;
use tokio::sync::Notify;

use super::escapes::{self, Also};

/// The hands and eyes of a test.
#[derive(Clone)]
pub struct Player {
    pub clock: HandClock,
    shared: Rc<Shared>,
}

struct Shared {
    screen: RefCell<vt100::Parser>,
    size: Cell<(u16, u16)>,
    /// Every write, as it was given.
    writes: RefCell<Vec<Vec<u8>>>,
    /// How many bytes the terminal takes before it is busy; none where it takes all.
    takes: Cell<Option<usize>>,
    keys: RefCell<VecDeque<Vec<u8>>>,
    signals: RefCell<VecDeque<Signal>>,
    /// What was done to the terminal, in order.
    done: RefCell<Vec<&'static str>>,
    gone: Cell<bool>,
    /// The terminal is the shell's.
    background: Cell<bool>,
    happened: Notify,
}

fn size(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).expect("not 0")
}

impl Player {
    /// A player and what the loop runs on.
    pub fn new(columns: u16, rows: u16) -> (Self, Outside<Screen, Keys, SentSignals, HandClock>) {
        Self::at(chrono::DateTime::from_timestamp(1_795_566_120, 0).expect("a time"), columns, rows)
    }

    /// The same, with the clock at `start`.
    pub fn at(
        start: chrono::DateTime<chrono::Utc>,
        columns: u16,
        rows: u16,
    ) -> (Self, Outside<Screen, Keys, SentSignals, HandClock>) {
        let player = Self {
            clock: HandClock::new(start),
            shared: Rc::new(Shared {
                screen: RefCell::new(vt100::Parser::new(size(rows), size(columns), 0)),
                size: Cell::new((columns, rows)),
                writes: RefCell::default(),
                takes: Cell::new(None),
                keys: RefCell::default(),
                signals: RefCell::default(),
                done: RefCell::default(),
                gone: Cell::new(false),
                background: Cell::new(false),
                happened: Notify::new(),
            }),
        };
        let outside = Outside {
            terminal: Screen { shared: Rc::clone(&player.shared), held: Vec::new() },
            input: Keys { shared: Rc::clone(&player.shared), parser: Parser::new(EscWait::Local) },
            signals: SentSignals { shared: Rc::clone(&player.shared) },
            clock: player.clock.clone(),
            depth: Depth::True,
        };
        (player, outside)
    }

    /// Lets the loop do all it can do without time passing. Nothing here waits for another thread.
    pub async fn settle(&self) {
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
    }

    /// Sends bytes in one read.
    pub async fn send(&self, bytes: impl AsRef<[u8]>) {
        self.shared.keys.borrow_mut().push_back(bytes.as_ref().to_vec());
        self.shared.happened.notify_waiters();
        self.settle().await;
    }

    /// Sends a signal.
    pub async fn signal(&self, signal: Signal) {
        self.shared.signals.borrow_mut().push_back(signal);
        self.shared.happened.notify_waiters();
        self.settle().await;
    }

    /// Sends signals and bytes that the loop finds all at once.
    pub async fn at_once(&self, signals: &[Signal], bytes: &[u8]) {
        self.shared.signals.borrow_mut().extend(signals);
        self.send(bytes).await;
    }

    /// Lets time pass.
    pub async fn pass(&self, millis: u32) {
        self.clock.advance(millis);
        self.settle().await;
    }

    /// Makes the window another size.
    pub async fn resize(&self, columns: u16, rows: u16) {
        self.shared.size.set((columns, rows));
        self.shared.screen.borrow_mut().screen_mut().set_size(size(rows), size(columns));
        self.signal(Signal::Resize).await;
    }

    /// From now on the terminal takes so many bytes; [`Player::take_more`] lets it go on.
    pub fn slow_down(&self, bytes: usize) {
        self.shared.takes.set(Some(bytes));
    }

    /// The terminal takes so many bytes more.
    pub async fn take_more(&self, bytes: usize) {
        self.shared.takes.set(self.shared.takes.get().map(|left| left + bytes));
        self.shared.happened.notify_waiters();
        self.settle().await;
    }

    /// `bg`, or `fg`.
    pub async fn go_on(&self, background: bool) {
        self.shared.background.set(background);
        self.signal(Signal::Resume).await;
    }

    /// The window is closed without a signal.
    pub async fn hang_up(&self) {
        self.shared.gone.set(true);
        self.shared.happened.notify_waiters();
        self.settle().await;
    }

    /// The text of every row, without the blanks at its end.
    pub fn rows(&self) -> Vec<String> {
        let screen = self.shared.screen.borrow();
        let (_, columns) = screen.screen().size();
        screen.screen().rows(0, columns.get()).map(|row| row.trim_end().to_owned()).collect()
    }

    /// The text of a row, without the blanks at its end.
    pub fn row(&self, row: u16) -> String {
        let screen = self.shared.screen.borrow();
        let (_, columns) = screen.screen().size();
        screen.screen().rows(0, columns.get()).nth(usize::from(row)).unwrap_or_default().trim_end().to_owned()
    }

    /// Column and row of the cursor, where it is shown.
    pub fn caret(&self) -> Option<(u16, u16)> {
        let screen = self.shared.screen.borrow();
        let (row, column) = screen.screen().cursor_position();
        (!screen.screen().hide_cursor()).then_some((column, row))
    }

    /// The writes since the last call.
    pub fn writes(&self) -> Vec<String> {
        let writes = self.shared.writes.take();
        for write in &writes {
            escapes::check(write, Also::LinksAndClipboard);
        }
        writes.into_iter().map(|write| String::from_utf8(write).expect("UTF-8")).collect()
    }

    /// What was done to the terminal since the last call.
    pub fn done(&self) -> Vec<&'static str> {
        self.shared.done.take()
    }
}

/// A terminal in memory.
pub struct Screen {
    shared: Rc<Shared>,
    held: Vec<u8>,
}

impl Terminal for Screen {
    fn size(&self) -> (u16, u16) {
        self.shared.size.get()
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Gone> {
        assert!(!self.is_busy(), "a frame was made while the last one was not out");
        self.shared.writes.borrow_mut().push(bytes.to_vec());
        self.held.extend_from_slice(bytes);
        self.flush()
    }

    fn is_busy(&self) -> bool {
        !self.held.is_empty()
    }

    async fn writable(&mut self) -> Result<(), Gone> {
        loop {
            let happened = self.shared.happened.notified();
            if self.shared.takes.get() != Some(0) {
                return Ok(());
            }
            happened.await;
        }
    }

    fn flush(&mut self) -> Result<(), Gone> {
        if self.shared.gone.get() {
            return Err(Gone::HungUp);
        }
        let taken = self.shared.takes.get().map_or(self.held.len(), |takes| takes.min(self.held.len()));
        self.shared.takes.set(self.shared.takes.get().map(|takes| takes - taken));
        let bytes: Vec<u8> = self.held.drain(..taken).collect();
        self.shared.screen.borrow_mut().process(&bytes);
        Ok(())
    }

    fn mouse(&mut self, on: bool) -> &'static [u8] {
        if on { b"\x1b[?1000h" } else { b"\x1b[?1000l" }
    }

    fn suspend(&mut self) {
        self.shared.done.borrow_mut().push("suspend");
    }

    fn resume(&mut self) -> bool {
        self.held.clear();
        let ours = !self.shared.background.get();
        self.shared.done.borrow_mut().push(if ours { "resume" } else { "background" });
        ours
    }

    fn abandon(&mut self) {
        self.shared.done.borrow_mut().push("abandon");
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.shared.done.borrow_mut().push("drop");
    }
}

/// Keys in memory; each thing sent is one read.
pub struct Keys {
    shared: Rc<Shared>,
    parser: Parser,
}

impl Input for Keys {
    async fn ready(&mut self) -> Result<(), Gone> {
        loop {
            let happened = self.shared.happened.notified();
            if self.shared.gone.get() || !self.shared.keys.borrow().is_empty() {
                return Ok(());
            }
            happened.await;
        }
    }

    fn take(&mut self, at: Mono) -> Result<Batch, Gone> {
        match self.shared.keys.borrow_mut().pop_front() {
            Some(bytes) => Ok(self.parser.feed(&bytes, at)),
            None => Err(Gone::HungUp),
        }
    }

    fn deadline(&self) -> Option<Mono> {
        self.parser.deadline()
    }

    fn due(&mut self, at: Mono) -> Batch {
        self.parser.due(at)
    }
}

/// Signals in memory.
pub struct SentSignals {
    shared: Rc<Shared>,
}

impl Signals for SentSignals {
    async fn next(&mut self) -> Signal {
        loop {
            let happened = self.shared.happened.notified();
            if let Some(signal) = self.shared.signals.borrow_mut().pop_front() {
                return signal;
            }
            happened.await;
        }
    }
}

#[test]
fn the_clock_of_a_player_is_that_of_the_loop() {
    let (player, outside) = Player::new(10, 2);
    player.clock.advance(5);
    assert_eq!(outside.clock.now().mono, Mono(5));
}
