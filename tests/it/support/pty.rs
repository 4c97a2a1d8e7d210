//! A real program in a pseudo-terminal, in a home of its own, with a screen that can be read.
//!
//! Nothing here sleeps a fixed time: waits end when what they wait for is there, or fail with the screen in the message.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::fd::AsFd;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::fs::OFlags;
use rustix::process::{Pid, Signal};
use rustix::termios::{self, LocalModes, OptionalActions, SpecialCodeIndex};

use manabi::i18n::Lang;
use manabi::shell::clock::{Clock, SystemClock};

use super::days::Day;
use super::db::Rows;
use super::escapes::{self, Also};
use super::keys::presses;

/// The file of a day, from the folder of the program.
const DAY: &str = "day.db";

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// A program to be started.
#[derive(Debug)]
pub struct Start {
    command: CommandBuilder,
    size: (u16, u16),
    answers: bool,
    home: Arc<tempfile::TempDir>,
}

/// A program that runs, with its terminal.
pub struct Session {
    shared: Arc<Shared>,
    master: Option<Box<dyn MasterPty>>,
    child: Box<dyn Child + Send + Sync>,
    pid: Pid,
    device: PathBuf,
    home: Arc<tempfile::TempDir>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    /// Not under the lock of the state: a write may wait for the program, and the program for the reader.
    writer: Mutex<Option<Box<dyn Write + Send>>>,
}

struct State {
    screen: vt100::Parser<Questions>,
    raw: Vec<u8>,
    /// The reader is to end.
    closing: bool,
    /// It has.
    ended: bool,
}

/// What a terminal is asked, and what it answers: a narrow one with a dark background that knows synchronized updates.
#[derive(Debug, Default)]
struct Questions {
    answers: Vec<u8>,
}

impl vt100::Callbacks for Questions {
    fn unhandled_csi(
        &mut self,
        screen: &mut vt100::Screen,
        i1: Option<u8>,
        i2: Option<u8>,
        params: &[&[u16]],
        c: char,
    ) {
        let answer = match (i1, i2, params, c) {
            (None, None, [[6]], 'n') => {
                let (row, column) = screen.cursor_position();
                format!("\x1b[{};{}R", row + 1, column + 1)
            }
            (None, None, _, 'c') => "\x1b[?64;1c".to_owned(),
            (Some(b'?'), Some(b'$'), [[2026]], 'p') => "\x1b[?2026;2$y".to_owned(),
            _ => return,
        };
        self.answers.extend_from_slice(answer.as_bytes());
    }

    fn unhandled_osc(&mut self, _: &mut vt100::Screen, params: &[&[u8]]) {
        if params == [&b"11"[..], b"?"] {
            self.answers.extend_from_slice(b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\");
        }
    }
}

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    Code(u32),
    /// By a signal of this name.
    Signal(String),
}

impl Start {
    /// A program with an environment that holds nothing of the machine's.
    pub fn program(program: impl AsRef<Path>) -> Self {
        Self::at_home(program, Arc::new(tempfile::tempdir().expect("a temporary folder")))
    }

    fn at_home(program: impl AsRef<Path>, home: Arc<tempfile::TempDir>) -> Self {
        let mut command = CommandBuilder::new(program.as_ref());
        command.env_clear();
        command.cwd(home.path());
        for (name, folder) in [
            ("HOME", "home"),
            ("XDG_CONFIG_HOME", "home/.config"),
            ("XDG_DATA_HOME", "home/.local/share"),
            ("XDG_STATE_HOME", "home/.local/state"),
            ("XDG_CACHE_HOME", "home/.cache"),
            ("XDG_RUNTIME_DIR", "run"),
            ("MANABI_HOME", "manabi"),
            ("TMPDIR", "tmp"),
        ] {
            let path = home.path().join(folder);
            std::fs::create_dir_all(&path).expect("a folder");
            command.env(name, path);
        }
        for (name, value) in
            [("PATH", "/usr/bin:/bin"), ("TERM", "xterm-256color"), ("LC_ALL", "C.UTF-8"), ("TZ", "Asia/Tokyo")]
        {
            command.env(name, value);
        }
        Self { command, size: (80, 24), answers: false, home }
    }

    /// A command of the shell.
    pub fn shell(script: &str) -> Self {
        Self::program("/bin/sh").args(["-c", script])
    }

    /// The program of this package.
    pub fn manabi(args: &[&str]) -> Self {
        Self::program(env!("CARGO_BIN_EXE_manabi")).args(args.iter().copied())
    }

    /// The screen of this package on a copy of a day, its clock at `time` (`09:22:00`).
    pub fn day(day: Day, lang: Lang, time: &str) -> Self {
        let start = Self::manabi(&[]).on_day(lang, time);
        day.copy(lang, start.home.path());
        start
    }

    /// The same on the file that another run leaves behind.
    pub fn again(session: &Session, lang: Lang, time: &str) -> Self {
        Self::at_home(env!("CARGO_BIN_EXE_manabi"), Arc::clone(&session.home)).on_day(lang, time)
    }

    fn on_day(self, lang: Lang, time: &str) -> Self {
        let now = format!("2026-11-25T{time}+09:00");
        self.args(["--db", DAY, "--lang", lang.word(), "--now", &now])
    }

    pub fn args<'a>(mut self, args: impl IntoIterator<Item = &'a str>) -> Self {
        self.command.args(args);
        self
    }

    /// The terminal does not control the program: it gets no signal when the window is closed or resized.
    pub fn uncontrolled(mut self) -> Self {
        self.command.set_controlling_tty(false);
        self
    }

    /// A shell starts it that was told to ignore the end of its window, as `nohup` and containers do.
    pub fn unhangable(mut self) -> Self {
        let script = ["/bin/sh", "-c", "trap '' HUP; exec \"$@\"", "sh"].map(Into::into);
        self.command.get_argv_mut().splice(0..0, script);
        self
    }

    /// With a file in the config folder.
    pub fn config(self, name: &str, text: &str) -> Self {
        let path = self.home.path().join("manabi/config").join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
        self
    }

    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Columns and rows; 80x24 otherwise.
    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    /// The terminal answers questions; otherwise it is silent.
    pub fn answering(mut self) -> Self {
        self.answers = true;
        self
    }

    /// Starts it.
    pub fn start(self) -> Session {
        let (columns, rows) = self.size;
        let pair = native_pty_system().openpty(pty_size(columns, rows)).expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(self.command).expect("a child");
        let pid = child.process_id().and_then(|pid| Pid::from_raw(i32::try_from(pid).ok()?)).expect("a pid");
        let device = pair.master.tty_name().expect("a name");
        drop(pair.slave);
        let screen = vt100::Parser::new_with_callbacks(size(rows), size(columns), 0, Questions::default());
        let state = State { screen, raw: Vec::new(), closing: false, ended: false };
        let reader = pair.master.try_clone_reader().expect("a reader");
        let writer = Mutex::new(Some(pair.master.take_writer().expect("a writer")));
        let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new(), writer });
        let (reading, answers) = (Arc::clone(&shared), self.answers);
        thread::spawn(move || reading.read(reader, answers));
        Session { shared, master: Some(pair.master), child, pid, device, home: self.home }
    }
}

fn pty_size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn size(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).expect("not 0")
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, mut reader: Box<dyn Read + Send>, answering: bool) {
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let n = reader.read(&mut buffer).unwrap_or(0);
            let mut state = self.lock();
            if n == 0 || state.closing {
                state.ended = true;
                drop((state, reader));
                self.changed.notify_all();
                return;
            }
            state.raw.extend_from_slice(&buffer[..n]);
            state.screen.process(&buffer[..n]);
            let answers = std::mem::take(&mut state.screen.callbacks_mut().answers);
            drop(state);
            self.changed.notify_all();
            if answering {
                self.write(&answers);
            }
        }
    }

    fn write(&self, bytes: &[u8]) {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(writer) = writer.as_mut() {
            writer.write_all(bytes).expect("the program's terminal takes input");
        }
    }

    /// Waits until `ready` finds what it looks for.
    #[track_caller]
    fn wait<T>(&self, what: &str, mut ready: impl FnMut(&State) -> Option<T>) -> T {
        // A screen with a clock on it changes every second, so patience is not begun anew by a change.
        let clock = SystemClock::new();
        let mut state = self.lock();
        loop {
            if let Some(found) = ready(&state) {
                return found;
            }
            let left = PATIENCE.saturating_sub(Duration::from_millis(clock.now().mono.0));
            let (again, _) = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner);
            state = again;
            if (left.is_zero() || state.ended) && ready(&state).is_none() {
                let ended = if state.ended { "the program ended before" } else { "nothing more came before" };
                panic!("{ended} {what}; the screen:\n{}", picture(state.screen.screen()));
            }
        }
    }
}

fn picture(screen: &vt100::Screen) -> String {
    let (_, columns) = screen.size();
    let mut text = String::new();
    for (y, row) in screen.rows(0, columns.get()).enumerate() {
        writeln!(text, "{y:>3}|{}", row.trim_end()).expect("memory");
    }
    text
}

impl Session {
    /// Sends bytes as a person or a terminal does.
    pub fn send(&self, bytes: impl AsRef<[u8]>) {
        self.shared.write(bytes.as_ref());
    }

    /// Waits until the screen shows a text.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        self.wait_until(&format!("{text:?}"), |screen| screen.contents().contains(text));
    }

    /// Waits until the screen is as `ready` wants it; `what` says what that is.
    #[track_caller]
    pub fn wait_until(&self, what: &str, ready: impl Fn(&vt100::Screen) -> bool) {
        self.shared.wait(what, |state| ready(state.screen.screen()).then_some(()));
    }

    /// The text of a row, without the blanks at its end.
    pub fn row(&self, row: u16) -> String {
        let state = self.shared.lock();
        let (_, columns) = state.screen.screen().size();
        let text = state.screen.screen().rows(0, columns.get()).nth(usize::from(row));
        text.unwrap_or_default().trim_end().to_owned()
    }

    /// How many columns of a row are covered up to its last character.
    pub fn width(&self, row: u16) -> u16 {
        let state = self.shared.lock();
        let screen = state.screen.screen();
        let (_, columns) = screen.size();
        let inked = |column: &u16| {
            screen
                .cell(row, *column)
                .is_some_and(|cell| cell.is_wide_continuation() || !cell.contents().trim().is_empty())
        };
        (0..columns.get()).rev().find(inked).map_or(0, |column| column + 1)
    }

    /// Column and row of the cursor, where it is shown.
    pub fn caret(&self) -> Option<(u16, u16)> {
        let state = self.shared.lock();
        let (row, column) = state.screen.screen().cursor_position();
        (!state.screen.screen().hide_cursor()).then_some((column, row))
    }

    /// How much has been written so far: a mark for [`Session::since`].
    pub fn written(&self) -> usize {
        self.shared.lock().raw.len()
    }

    /// What has been written since a mark.
    pub fn since(&self, mark: usize) -> String {
        String::from_utf8_lossy(&self.shared.lock().raw[mark..]).into_owned()
    }

    /// Panics at the first escape sequence since a mark that is not on the list.
    #[track_caller]
    pub fn check_escapes(&self, mark: usize, also: Also) {
        escapes::check(&self.shared.lock().raw[mark..], also);
    }

    /// While `act` runs, nobody reads what the program writes.
    pub fn unread<T>(&self, act: impl FnOnce() -> T) -> T {
        let state = self.shared.lock();
        let done = act();
        drop(state);
        done
    }

    /// Makes the window another size.
    pub fn resize(&self, columns: u16, rows: u16) {
        self.shared.lock().screen.set_size(size(rows), size(columns));
        let master = self.master.as_ref().expect("open");
        master.resize(pty_size(columns, rows)).expect("a size");
    }

    /// Sends the program a signal; `Signal::KILL` ends it without a word.
    pub fn signal(&self, signal: Signal) {
        rustix::process::kill_process(self.pid, signal).expect("a running program");
    }

    /// Closes the window: the program's terminal is gone.
    pub fn close(&mut self) {
        let device = self.device_file();
        // The writer says good-bye with the end-of-file key, unless the terminal has none.
        if let Ok(mut modes) = termios::tcgetattr(&device) {
            modes.special_codes[SpecialCodeIndex::VEOF] = 0;
            termios::tcsetattr(&device, OptionalActions::Now, &modes).expect("modes");
        }
        // The reader waits in a read that only output ends.
        self.shared.lock().closing = true;
        rustix::io::write(&device, b" ").expect("output");
        self.shared.wait("the end of the reader", |state| state.ended.then_some(()));
        self.shared.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        self.master = None;
    }

    /// Waits for the end of the program, and until all that it wrote has been read.
    #[track_caller]
    pub fn ended(&mut self) -> Ended {
        let ended = poll("the program to end", || self.child.try_wait().expect("a child"));
        self.shared.wait("the end of its output", |state| state.ended.then_some(()));
        ended.signal().map_or(Ended::Code(ended.exit_code()), |signal| Ended::Signal(signal.to_owned()))
    }

    /// Whether the program still runs.
    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().expect("a child").is_none()
    }

    /// The letter the system has for what the program does: `S` sleeps, `T` is stopped.
    #[track_caller]
    pub fn wait_for_state(&self, letter: char) {
        poll(&format!("state {letter}"), || {
            let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid.as_raw_nonzero())).ok()?;
            let (_, after) = stat.rsplit_once(") ")?;
            after.starts_with(letter).then_some(())
        });
    }

    /// The most memory that it has had, in kilobytes.
    pub fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid.as_raw_nonzero())).expect("a status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a size");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    /// How often the program has woken since it started.
    pub fn wakeups(&self) -> u64 {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.pid.as_raw_nonzero())).expect("tasks");
        tasks
            .map(|task| {
                let status = std::fs::read_to_string(task.expect("a task").path().join("status")).expect("a status");
                let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
                line.expect("a count").trim().parse::<u64>().expect("a number")
            })
            .sum()
    }

    /// The processes that it started and has not heard the end of.
    pub fn children(&self) -> Vec<String> {
        let parent = self.pid.as_raw_nonzero().to_string();
        let of_process = |entry: std::io::Result<std::fs::DirEntry>| {
            // It may have ended since it was listed.
            let stat = std::fs::read_to_string(entry.ok()?.path().join("stat")).ok()?;
            let (_, after) = stat.rsplit_once(") ")?;
            (after.split(' ').nth(1) == Some(parent.as_str())).then_some(stat)
        };
        std::fs::read_dir("/proc").expect("processes").filter_map(of_process).collect()
    }

    /// The terminal is cooked: lines are edited and echoed, as a shell wants it.
    pub fn is_cooked(&self) -> bool {
        let modes = termios::tcgetattr(self.device_file()).expect("modes").local_modes;
        modes.contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG)
    }

    /// The rows of the file of a day.
    #[track_caller]
    pub fn db(&self) -> Rows {
        Rows::of(&self.home.path().join(DAY))
    }

    /// The whole screen.
    pub fn picture(&self) -> String {
        picture(self.shared.lock().screen.screen())
    }

    /// Looks at the screen as it is now.
    pub fn look<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.shared.lock().screen.screen())
    }

    /// Presses keys as `support::keys` writes them, one write each. Whoever has to know that one was read waits for what
    /// it shows.
    pub fn press(&self, keys: &str) {
        for press in presses(keys) {
            self.send(press.bytes);
        }
    }

    /// Its number among the processes.
    pub fn pid(&self) -> i32 {
        self.pid.as_raw_nonzero().get()
    }

    /// The folder that holds everything the program can write to.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    fn device_file(&self) -> impl AsFd + use<> {
        let flags = i32::try_from(OFlags::NOCTTY.bits()).expect("small");
        OpenOptions::new().read(true).write(true).custom_flags(flags).open(&self.device).expect("the device")
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // What a failed test leaves running must not outlive it.
        let _ = rustix::process::kill_process(self.pid, Signal::KILL);
        let _ = self.child.wait();
    }
}

/// Looks again and again for something that nobody tells about.
#[track_caller]
pub fn poll<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let mut waited = Duration::ZERO;
    let step = Duration::from_millis(5);
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(waited < PATIENCE, "waited too long for {what}");
        thread::sleep(step);
        waited += step;
    }
}

#[test]
fn the_program_of_this_package_is_found() {
    assert_eq!(Start::manabi(&["--version"]).start().ended(), Ended::Code(0));
}

#[test]
fn a_shell_is_read_written_resized_and_ended() {
    let mut session = Start::shell("stty -echo; printf '服薬ab'; cat; exit 3").size(20, 4).start();
    session.wait_for("服薬ab");
    assert_eq!((session.row(0), session.width(0), session.caret()), ("服薬ab".to_owned(), 6, Some((6, 0))));
    session.send("日本\n");
    session.wait_for("日本");
    session.resize(30, 5);
    session.send("\x04\x04");
    assert_eq!(session.ended(), Ended::Code(3));
}

#[test]
fn the_environment_is_its_own() {
    let mut session = Start::shell("env | sort; pwd").size(200, 40).env("EXTRA", "1").start();
    assert_eq!(session.ended(), Ended::Code(0));
    session.wait_for("XDG_STATE_HOME=");
    let home = session.home().to_str().expect("a path").to_owned();
    let output = session.since(0);
    for line in output.lines().filter(|line| line.contains("HOME=")) {
        assert!(line.contains(&home), "{line}");
    }
    assert!(output.contains("EXTRA=1") && !output.contains("CARGO"));
}

#[test]
fn a_killed_program_and_a_closed_window_end_it() {
    let mut session = Start::shell("echo ready; exec cat").start();
    session.wait_for("ready");
    assert!(session.is_running());
    session.signal(Signal::KILL);
    assert_eq!(session.ended(), Ended::Signal("Killed".to_owned()));

    let mut session = Start::shell("trap 'exit 9' HUP; echo ready; while :; do read -r line; done").start();
    session.wait_for("ready");
    session.close();
    assert_eq!(session.ended(), Ended::Code(9));
}

#[test]
fn a_terminal_that_is_asked_answers() {
    let script = "stty raw -echo; printf 'ab\\033[6n'; dd bs=1 count=6 2>/dev/null | od -c";
    let session = Start::shell(script).answering().start();
    session.wait_for("033   [   1   ;   3   R");
}
