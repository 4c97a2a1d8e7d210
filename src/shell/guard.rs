//! Gives the terminal back: cooked, on its main screen, with its cursor, its title and without our modes. Exactly once,
//! whether the program ends, panics, is told to end or is stopped.

use std::backtrace::Backtrace;
use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::OpenOptionsExt;
use std::panic::{self, PanicHookInfo};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::{self, OptionalActions, QueueSelector, Termios};

/// What the user lets the terminal report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Modes {
    /// Wheel and clicks.
    pub mouse: bool,
    /// Whether the window has the focus.
    pub focus: bool,
}

/// Keeps the title for later and sets ours, which says nothing: titles show in window lists and shared screens.
const TITLE: &str = "\x1b[22;2t\x1b]2;manabi\x1b\\";
/// Changes to the other screen, hides the cursor until the first frame says where it is, and asks for pastes in brackets.
/// The kitty keyboard protocol stays off: with it, terminals lose what an input method commits.
const ENTER: &str = "\x1b[?1049h\x1b[?25l\x1b[?2004h";
const FOCUS: &str = "\x1b[?1004h";
pub(super) const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
pub(super) const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";
/// All of it undone, also what was never set; the other screen is cleared, so that no name stays in it.
const LEAVE: &str =
    "\x1b[?2026l\x1b[?1006l\x1b[?1000l\x1b[?1004l\x1b[?2004l\x1b[m\x1b[2J\x1b[?25h\x1b[?1049l\x1b[23;2t";

/// The guard that a panic must find.
static CURRENT: Mutex<Option<Arc<Inner>>> = Mutex::new(None);

/// Holds the terminal in our modes; gives it back when dropped.
#[derive(Debug)]
pub struct Guard {
    inner: Arc<Inner>,
    modes: Modes,
}

#[derive(Debug)]
struct Inner {
    tty: Arc<OwnedFd>,
    cooked: Termios,
    inside: AtomicBool,
}

impl Guard {
    /// Takes the terminal behind `tty`, which is open for reading and writing and does not block.
    pub fn enter(tty: Arc<OwnedFd>, modes: Modes) -> io::Result<Self> {
        let cooked = termios::tcgetattr(&tty)?;
        let guard = Self { inner: Arc::new(Inner { tty, cooked, inside: AtomicBool::new(false) }), modes };
        if let Ok(mut current) = CURRENT.lock() {
            *current = Some(Arc::clone(&guard.inner));
        }
        guard.again()?;
        Ok(guard)
    }

    /// Takes the terminal once more, after [`Guard::give_back`] or after the process was stopped.
    pub fn again(&self) -> io::Result<()> {
        let mut raw = self.inner.cooked.clone();
        raw.make_raw();
        // Stopped without a word and going on, we are still inside, and the title is kept already.
        let title = if self.inner.inside.swap(true, Ordering::SeqCst) { "" } else { TITLE };
        termios::tcsetattr(&self.inner.tty, OptionalActions::Now, &raw)?;
        let mut bytes = [title, ENTER].concat();
        if self.modes.mouse {
            bytes.push_str(MOUSE_ON);
        }
        if self.modes.focus {
            bytes.push_str(FOCUS);
        }
        write_patiently(&*self.inner.tty, bytes.as_bytes());
        Ok(())
    }

    /// Gives the terminal back, unless that has been done.
    pub fn give_back(&self) {
        self.inner.give_back();
    }

    /// The terminal is not ours: a panic gave it back, or it was given up.
    pub fn is_outside(&self) -> bool {
        !self.inner.inside.load(Ordering::SeqCst)
    }

    /// Never touches the terminal again.
    pub fn abandon(&self) {
        self.inner.inside.store(false, Ordering::SeqCst);
    }

    /// What is switched on when the terminal is taken again.
    pub fn set_mouse(&mut self, on: bool) {
        self.modes.mouse = on;
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.give_back();
    }
}

impl Inner {
    fn give_back(&self) {
        if self.inside.swap(false, Ordering::SeqCst) {
            write_patiently(&*self.tty, LEAVE.as_bytes());
            // Not after a drain: a terminal that takes nothing would hold us. What was typed for us is not for the shell.
            let _ = termios::tcsetattr(&self.tty, OptionalActions::Now, &self.cooked);
            let _ = termios::tcflush(&self.tty, QueueSelector::IFlush);
        }
    }
}

/// Writes without a lock and without a panic; gives up on a terminal that takes nothing for a second.
fn write_patiently(fd: impl AsFd, mut bytes: &[u8]) {
    let mut patience = 5;
    while !bytes.is_empty() && patience > 0 {
        match rustix::io::write(&fd, bytes) {
            Ok(0) => return,
            Ok(n) => bytes = bytes.get(n..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                patience -= 1;
                let wait = Timespec { tv_sec: 0, tv_nsec: 200_000_000 };
                let _ = poll(&mut [PollFd::new(&fd, PollFlags::OUT)], Some(&wait));
            }
            Err(_) => return,
        }
    }
}

/// What a panic leaves behind. It holds no word of what the program was working on.
#[derive(Debug, Clone)]
pub struct CrashNote {
    /// The sentence for the user, in the user's language.
    pub sentence: String,
    /// The file that says where it happened. Its folder exists.
    pub file: PathBuf,
}

/// From now on a panic in any thread gives the terminal back, writes the crash file and says so. To be called first, before
/// the terminal is taken. A panic inside a panic ends the process at once, as the standard library has it.
pub fn install_panic_hook(note: CrashNote) {
    panic::set_hook(Box::new(move |info| {
        // Nothing in here waits for a lock that the panicking thread may hold.
        if let Ok(current) = CURRENT.try_lock()
            && let Some(inner) = current.as_ref()
        {
            inner.give_back();
        }
        let written = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&note.file);
        let written = written.and_then(|mut file| file.write_all(report(info).as_bytes()));
        let place = if written.is_ok() { note.file.to_string_lossy() } else { "".into() };
        write_patiently(rustix::stdio::stderr(), format!("{}\n{place}\n", note.sentence).as_bytes());
    }));
}

/// Where it happened. Not what the panic said: that may quote a note or a name.
fn report(info: &PanicHookInfo<'_>) -> String {
    let mut text = format!("manabi {}\n", env!("CARGO_PKG_VERSION"));
    if let Some(place) = info.location() {
        // Writing to memory cannot fail.
        let _ = writeln!(text, "at {place}");
    }
    let _ = writeln!(text, "thread {}\n\n{}", thread::current().name().unwrap_or("?"), Backtrace::force_capture());
    text
}
