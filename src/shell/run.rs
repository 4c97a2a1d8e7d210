//! The loop. It waits for signals, answers of the store, input and time, in this order, hands each to the program, and draws
//! once when something changed. It knows nothing of the program but [`App`], and nothing of the machine but four traits, so
//! that tests run it with a screen in memory and a clock moved by hand.

use std::fmt;

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;
use tokio::select;
use tokio::sync::mpsc::UnboundedReceiver;

use super::clock::{Clock, Gap, GapWatch, Moment, Mono};
use super::input::{Batch, Input};
use super::signals::{Signal, Signals};
use super::terminal::{Gone, Terminal};
use super::writer::{Caret, Depth, Painter};
use crate::ui::Picture;

/// The program. Its answers are data; the loop carries them out.
pub trait App {
    /// What the store answers.
    type Reply;
    /// Something happened.
    fn handle(&mut self, at: Moment, event: Event<Self::Reply>) -> Vec<Order>;
    /// When it wants [`Event::Timer`], if at all. Without one, nothing wakes an idle program.
    fn next_timer(&self) -> Option<Mono>;
    /// Draws a frame of the picture, and says where the cursor is.
    fn draw(&mut self, picture: &mut Picture) -> Caret;
}

/// What can happen to a program.
#[derive(Debug, Clone, PartialEq)]
pub enum Event<R> {
    /// The terminal has this size: told before the first frame, and when it changed.
    Size {
        /// Its columns.
        columns: u16,
        /// Its rows.
        rows: u16,
    },
    /// The first frame is out. What may wait until after it starts now.
    Shown,
    /// What [`Order::Ask`] asks for is on its way: from now on answers may come.
    Asked,
    /// What the user did.
    Input(Batch),
    /// The store answered.
    Reply(R),
    /// The store is gone and will not answer any more.
    RepliesEnded,
    /// The time of [`App::next_timer`] has come.
    Timer,
    /// The machine slept, or its clock was set.
    Slept(Gap),
    /// The process had been stopped and runs again.
    Resumed,
    /// The program has to end: keep what must be kept, then [`Order::Leave`]. After [`GRACE_MS`] it ends in any case.
    Stop(Stop),
}

/// What a program asks of the loop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// Something that shows has changed.
    Draw,
    /// Draw everything anew.
    Redraw,
    /// Ask the terminal how it draws and what it knows; the answers come as input.
    Ask,
    /// Whether frames of several parts are synchronized updates; they are at first.
    Synchronize(bool),
    /// Report mouse events, or leave the mouse to the terminal.
    Mouse(bool),
    /// Put a text on the clipboard through the terminal (OSC 52).
    Copy(String),
    /// Stop until the shell lets the program go on.
    Suspend,
    /// End with this exit code.
    Leave(u8),
}

/// Why a program has to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// A signal of this number asks for it.
    Signal(u8),
    /// The terminal is gone.
    HungUp,
    /// A panic elsewhere has given the terminal back.
    Crashed,
}

/// Why the loop ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The program left with this code.
    Left(u8),
    /// It had to.
    Stopped(Stop),
}

impl Exit {
    /// The exit code of the process.
    pub const fn code(self) -> u8 {
        match self {
            Self::Left(code) => code,
            Self::Stopped(Stop::Signal(number)) => 128 + number,
            Self::Stopped(Stop::HungUp) => 129,
            Self::Stopped(Stop::Crashed) => 101,
        }
    }
}

/// How long a program that has to end may wait for the store.
pub const GRACE_MS: u64 = 100;
/// How long a program that was let go on in the background listens for signals before it stops again: a stopped process
/// hears none, and could not be ended.
pub const BACKGROUND_MS: u64 = 50;
/// Two whole frames of a terminal that is being resized are at least this far apart.
const RESIZE_MS: u64 = 16;
/// A parked cursor is hidden when the terminal has had that long to see where it is.
const SEEN_MS: u64 = 60;
/// So many answers of the store are taken together before a frame.
const TOGETHER: usize = 64;

/// The outside of the loop.
#[derive(Debug)]
pub struct Outside<T, I, S, C> {
    /// Where frames go.
    pub terminal: T,
    /// Where keys come from.
    pub input: I,
    /// What the system says.
    pub signals: S,
    /// What time it is.
    pub clock: C,
    /// The colours of the terminal.
    pub depth: Depth,
}

/// What ended the wait.
enum Woke<R> {
    Signal(Signal),
    Reply(Option<R>),
    Input(Result<(), Gone>),
    Writable(Result<(), Gone>),
    Time,
}

/// Runs a program until it leaves or has to end. The terminal is given back when it is dropped, unless it is gone.
pub async fn run<A, T, I, S, C>(
    app: &mut A,
    outside: Outside<T, I, S, C>,
    mut replies: UnboundedReceiver<A::Reply>,
) -> Exit
where
    A: App,
    T: Terminal,
    I: Input,
    S: Signals,
    C: Clock,
{
    let Outside { terminal, mut input, mut signals, clock, depth } = outside;
    let mut gaps = GapWatch::default();
    let mut answering = true;
    let mut stage = Stage::new(app, terminal, depth);
    let at = clock.now();
    gaps.look(at);
    stage.measure(at);
    loop {
        if let Phase::Over(exit) = stage.phase {
            return exit;
        }
        let at = clock.now();
        if stage.rest(at) || stage.paint(at) {
            continue;
        }
        let listening = stage.phase == Phase::Running;
        let deadline = [input.deadline().filter(|_| listening), stage.deadline()].into_iter().flatten().min();
        let woke = select! {
            biased;
            signal = signals.next() => Woke::Signal(signal),
            reply = replies.recv(), if answering => Woke::Reply(reply),
            ready = input.ready(), if listening => Woke::Input(ready),
            ready = stage.terminal.writable(), if stage.is_blocked() => Woke::Writable(ready),
            () = clock.until(deadline.unwrap_or_default()), if deadline.is_some() => Woke::Time,
        };
        let at = clock.now();
        if let Some(gap) = gaps.look(at) {
            stage.tell(at, Event::Slept(gap));
        }
        match woke {
            Woke::Signal(signal) => stage.signal(at, signal),
            Woke::Reply(Some(reply)) => {
                stage.tell(at, Event::Reply(reply));
                for _ in 1..TOGETHER {
                    let Ok(reply) = replies.try_recv() else { break };
                    stage.tell(at, Event::Reply(reply));
                }
            }
            Woke::Reply(None) => {
                answering = false;
                stage.tell(at, Event::RepliesEnded);
            }
            Woke::Input(ready) => match ready.and_then(|()| input.take(at.mono)) {
                Ok(batch) => stage.input(at, batch),
                Err(gone) => stage.gone(at, gone),
            },
            Woke::Writable(ready) => {
                if let Err(gone) = ready.and_then(|()| stage.terminal.flush()) {
                    stage.gone(at, gone);
                }
            }
            Woke::Time => {
                if listening {
                    stage.input(at, input.due(at.mono));
                }
            }
        }
        stage.timers(at);
    }
}

/// The program, the terminal, and what the loop has to remember between two waits.
struct Stage<'a, A, T> {
    app: &'a mut A,
    terminal: T,
    painter: Painter,
    size: (u16, u16),
    /// Something that shows has changed since the last frame.
    changed: bool,
    /// The first frame is out.
    shown: bool,
    /// The terminal is to be asked after the next frame.
    ask: bool,
    /// What is written beside frames.
    aside: Vec<u8>,
    /// No whole frame before this.
    not_before: Mono,
    /// The cursor was parked and is still shown: it is hidden then.
    rest_at: Option<Mono>,
    phase: Phase,
}

/// How it stands with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Running,
    /// The process is about to be stopped, or was and has not heard that it goes on.
    Away,
    /// It runs in the background, and stops again at this time.
    Background(Mono),
    /// The program has to end, at this time at the latest.
    Stopping(Stop, Mono),
    Over(Exit),
}

impl<'a, A: App, T: Terminal> Stage<'a, A, T> {
    fn new(app: &'a mut A, terminal: T, depth: Depth) -> Self {
        Self {
            app,
            terminal,
            painter: Painter::new(0, 0, depth),
            size: (0, 0),
            changed: true,
            shown: false,
            ask: false,
            aside: Vec::new(),
            not_before: Mono(0),
            rest_at: None,
            phase: Phase::Running,
        }
    }

    fn tell(&mut self, at: Moment, event: Event<A::Reply>) {
        for order in self.app.handle(at, event) {
            match order {
                Order::Draw => self.changed = true,
                Order::Redraw => {
                    self.painter.forget();
                    self.changed = true;
                }
                Order::Ask => self.ask = true,
                Order::Synchronize(on) => self.painter.set_synchronized(on),
                Order::Mouse(on) => self.aside.extend_from_slice(self.terminal.mouse(on)),
                Order::Copy(text) => {
                    let mut ansi = String::new();
                    // Writing to memory cannot fail.
                    let _: fmt::Result = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut ansi);
                    self.aside.extend_from_slice(ansi.as_bytes());
                }
                Order::Suspend => self.suspend(),
                Order::Leave(code) => {
                    self.phase = Phase::Over(match self.phase {
                        Phase::Running | Phase::Away | Phase::Background(_) => Exit::Left(code),
                        Phase::Stopping(stop, _) => Exit::Stopped(stop),
                        Phase::Over(exit) => exit,
                    });
                }
            }
        }
    }

    fn input(&mut self, at: Moment, batch: Batch) {
        if !batch.events.is_empty() {
            self.tell(at, Event::Input(batch));
        }
    }

    fn signal(&mut self, at: Moment, signal: Signal) {
        match signal {
            Signal::Hangup => self.stop(at, Stop::HungUp),
            Signal::Interrupt => self.stop(at, Stop::Signal(2)),
            Signal::Quit => self.stop(at, Stop::Signal(3)),
            Signal::Terminate => self.stop(at, Stop::Signal(15)),
            Signal::Suspend => self.suspend(),
            Signal::Resume => self.resume(at),
            Signal::Resize => self.measure(at),
        }
    }

    fn suspend(&mut self) {
        if self.phase == Phase::Running {
            self.phase = Phase::Away;
            self.terminal.suspend();
        }
    }

    fn resume(&mut self, at: Moment) {
        match self.phase {
            Phase::Running | Phase::Away | Phase::Background(_) => {}
            // It ends; there is nothing to draw.
            Phase::Stopping(..) | Phase::Over(_) => return,
        }
        if self.terminal.resume() {
            self.phase = Phase::Running;
            self.painter.forget();
            self.changed = true;
            self.measure(at);
            self.tell(at, Event::Resumed);
        } else {
            self.phase = Phase::Background(at.mono.plus(BACKGROUND_MS));
        }
    }

    fn gone(&mut self, at: Moment, gone: Gone) {
        match gone {
            Gone::HungUp => self.stop(at, Stop::HungUp),
            Gone::GivenBack => self.stop(at, Stop::Crashed),
        }
    }

    /// The program has to end. Told a second time, it ends at once.
    fn stop(&mut self, at: Moment, stop: Stop) {
        if stop == Stop::HungUp {
            self.terminal.abandon();
        }
        match self.phase {
            Phase::Running | Phase::Away | Phase::Background(_) => {
                self.phase = Phase::Stopping(stop, at.mono.plus(GRACE_MS));
                self.tell(at, Event::Stop(stop));
            }
            Phase::Stopping(first, _) => self.phase = Phase::Over(Exit::Stopped(first)),
            Phase::Over(_) => {}
        }
    }

    fn measure(&mut self, at: Moment) {
        let (columns, rows) = self.terminal.size();
        if self.size != (columns, rows) {
            self.size = (columns, rows);
            self.painter.resize(columns, rows);
            self.changed = true;
            self.tell(at, Event::Size { columns, rows });
        }
    }

    fn timers(&mut self, at: Moment) {
        if self.app.next_timer().is_some_and(|timer| timer <= at.mono) {
            self.tell(at, Event::Timer);
        }
        match self.phase {
            Phase::Stopping(stop, end) if end <= at.mono => self.phase = Phase::Over(Exit::Stopped(stop)),
            Phase::Background(end) if end <= at.mono => {
                self.phase = Phase::Away;
                self.terminal.suspend();
            }
            Phase::Running | Phase::Away | Phase::Background(_) | Phase::Stopping(..) | Phase::Over(_) => {}
        }
    }

    fn deadline(&self) -> Option<Mono> {
        let frame = (self.wants_frame() && !self.terminal.is_busy()).then_some(self.not_before);
        let rest = self.rest_at.filter(|_| self.phase == Phase::Running && !self.terminal.is_busy());
        let end = match self.phase {
            Phase::Stopping(_, end) | Phase::Background(end) => Some(end),
            Phase::Running | Phase::Away | Phase::Over(_) => None,
        };
        [self.app.next_timer(), frame, rest, end].into_iter().flatten().min()
    }

    fn is_blocked(&self) -> bool {
        self.phase == Phase::Running && self.terminal.is_busy()
    }

    fn wants_frame(&self) -> bool {
        self.phase == Phase::Running && (self.changed || self.ask || !self.aside.is_empty())
    }

    /// Hides a cursor that was parked some time ago; whether there was one.
    fn rest(&mut self, at: Moment) -> bool {
        if self.phase != Phase::Running || self.terminal.is_busy() {
            return false;
        }
        let due = self.rest_at.take_if(|due| *due <= at.mono).is_some() && self.painter.lingers();
        if due && let Err(gone) = self.terminal.write(self.painter.rest()) {
            self.gone(at, gone);
        }
        due
    }

    /// Writes a frame if one is due and the last one is out. False when there is nothing to do but wait.
    fn paint(&mut self, at: Moment) -> bool {
        if !self.wants_frame() || self.terminal.is_busy() || (self.painter.is_whole() && at.mono < self.not_before) {
            return false;
        }
        let mut bytes = std::mem::take(&mut self.aside);
        if std::mem::take(&mut self.changed) {
            if self.painter.is_whole() {
                self.not_before = at.mono.plus(RESIZE_MS);
            }
            let caret = self.app.draw(self.painter.canvas());
            bytes.extend_from_slice(self.painter.frame(caret));
            let since = self.rest_at.take();
            self.rest_at = self.painter.lingers().then(|| since.unwrap_or_else(|| at.mono.plus(SEEN_MS)));
        }
        let asks = std::mem::take(&mut self.ask);
        if asks {
            bytes.extend_from_slice(self.painter.ask());
        }
        if !bytes.is_empty()
            && let Err(gone) = self.terminal.write(&bytes)
        {
            self.gone(at, gone);
            return true;
        }
        if asks {
            self.tell(at, Event::Asked);
        }
        if !std::mem::replace(&mut self.shown, true) {
            self.tell(at, Event::Shown);
        }
        true
    }
}
