//! The terminal of the process on Unix: opened anew, so that it need not block and the shell's own streams stay as they are.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;
use std::sync::Arc;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::process::{self, Signal};
use rustix::termios;
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

use super::clock::Mono;
use super::guard::{Guard, MOUSE_OFF, MOUSE_ON, Modes};
use super::input::{Batch, EscWait, Input, Parser};
use super::terminal::{Gone, Terminal};

/// Why there is no screen.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Standard input or output is a file or a pipe. The terminal was not touched.
    #[error("{0} is not a terminal")]
    NotATerminal(&'static str),
    /// The terminal cannot be opened or changed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Takes the terminal. Needs a runtime with I/O.
pub fn open(modes: Modes, esc_wait: EscWait) -> Result<(Tty, TtyInput), OpenError> {
    let streams = [("standard input", rustix::stdio::stdin()), ("standard output", rustix::stdio::stdout())];
    for (name, stream) in streams {
        if !termios::isatty(stream) {
            return Err(OpenError::NotATerminal(name));
        }
    }
    let [input, output] = streams.map(|(_, stream)| reopen(stream));
    let output = Arc::new(output?);
    let input = TtyInput {
        fd: watch(Arc::new(input?), Interest::READABLE)?,
        parser: Parser::new(esc_wait),
        buffer: Vec::new(),
        gone: false,
    };
    let guard = Guard::enter(Arc::clone(&output), modes)?;
    Ok((Tty { guard, fd: output, held: Vec::new(), sent: 0, blocked: None }, input))
}

/// The terminal behind a stream, by its name or as the one that controls us. Its own open file does not block, while that
/// of the stream is shared with the shell and keeps its flags.
fn reopen(stream: impl AsFd) -> io::Result<OwnedFd> {
    let flags = OFlags::RDWR | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let name = termios::ttyname(&stream, Vec::new())?;
    Ok(rustix::fs::open(&name, flags, Mode::empty())
        .or_else(|_| rustix::fs::open(Path::new("/dev/tty"), flags, Mode::empty()))?)
}

#[expect(deprecated, reason = "its successor is unsafe code that asks for what this type gives: an fd that stays open")]
pub(super) fn watch(fd: Arc<OwnedFd>, interest: Interest) -> io::Result<AsyncFd<Arc<OwnedFd>>> {
    AsyncFd::with_interest(fd, interest)
}

/// The terminal's output.
#[derive(Debug)]
pub struct Tty {
    guard: Guard,
    fd: Arc<OwnedFd>,
    /// The last write, while it is not out.
    held: Vec<u8>,
    /// How much of it is.
    sent: usize,
    /// Registered with the runtime only while something is held: otherwise each frame would wake the loop once more.
    blocked: Option<AsyncFd<Arc<OwnedFd>>>,
}

impl Tty {
    fn drop_held(&mut self) {
        self.held.clear();
        self.sent = 0;
        self.blocked = None;
    }
}

impl Terminal for Tty {
    fn size(&self) -> (u16, u16) {
        match termios::tcgetwinsize(&self.fd) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => (size.ws_col, size.ws_row),
            // A serial line knows no size.
            Ok(_) | Err(_) => (80, 24),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Gone> {
        if self.guard.is_outside() {
            return Err(Gone::GivenBack);
        }
        self.held.extend_from_slice(bytes);
        self.flush()
    }

    fn is_busy(&self) -> bool {
        !self.held.is_empty()
    }

    async fn writable(&mut self) -> Result<(), Gone> {
        if self.blocked.is_none() {
            self.blocked = Some(watch(Arc::clone(&self.fd), Interest::WRITABLE).map_err(|_| Gone::HungUp)?);
        }
        if let Some(blocked) = &self.blocked {
            blocked.writable().await.map_err(|_| Gone::HungUp)?.retain_ready();
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Gone> {
        while let Some(rest) = self.held.get(self.sent..).filter(|rest| !rest.is_empty()) {
            let written = match &self.blocked {
                Some(fd) => fd.try_io(Interest::WRITABLE, |fd| Ok(rustix::io::write(fd, rest)?)),
                None => rustix::io::write(&self.fd, rest).map_err(io::Error::from),
            };
            match written {
                Ok(n) => self.sent += n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
                Err(_) => return Err(Gone::HungUp),
            }
        }
        self.drop_held();
        Ok(())
    }

    fn mouse(&mut self, on: bool) -> &'static [u8] {
        self.guard.set_mouse(on);
        if on { MOUSE_ON } else { MOUSE_OFF }.as_bytes()
    }

    fn suspend(&mut self) {
        self.guard.give_back();
        // SIGSTOP cannot fail for the process itself.
        let _ = process::kill_process(process::getpid(), Signal::STOP);
    }

    fn resume(&mut self) -> bool {
        // `bg` lets us run without a terminal: whoever writes then, writes over the shell.
        if termios::tcgetpgrp(&self.fd).is_ok_and(|group| group != process::getpgrp()) {
            self.guard.abandon();
            return false;
        }
        self.drop_held();
        // Where it fails the terminal is gone, and the next read says so.
        let _ = self.guard.again();
        true
    }

    fn abandon(&mut self) {
        self.guard.abandon();
    }
}

/// The terminal's input.
#[derive(Debug)]
pub struct TtyInput {
    fd: AsyncFd<Arc<OwnedFd>>,
    parser: Parser,
    buffer: Vec<u8>,
    gone: bool,
}

impl TtyInput {
    /// One read takes at most this much, so that an endless stream does not keep signals waiting.
    const MOST: usize = 1 << 20;

    /// Reads until the terminal has no more.
    fn read_empty(&mut self) {
        let mut chunk = [0; 16 * 1024];
        self.buffer.clear();
        self.buffer.shrink_to(chunk.len());
        while self.buffer.len() < Self::MOST {
            match self.fd.try_io(Interest::READABLE, |fd| Ok(rustix::io::read(fd, &mut chunk)?)) {
                Ok(0) if is_hung_up(self.fd.get_ref()) => {
                    self.gone = true;
                    return;
                }
                Ok(0) => return,
                Ok(n) => self.buffer.extend_from_slice(&chunk[..n]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(_) => {
                    self.gone = true;
                    return;
                }
            }
        }
    }
}

/// A read of nothing is the end of a terminal, or Ctrl-D where somebody made it cooked.
fn is_hung_up(fd: &OwnedFd) -> bool {
    let mut fds = [PollFd::new(fd, PollFlags::IN)];
    poll(&mut fds, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })).is_err()
        || fds[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL)
}

impl Input for TtyInput {
    async fn ready(&mut self) -> Result<(), Gone> {
        self.fd.readable().await.map_err(|_| Gone::HungUp)?.retain_ready();
        Ok(())
    }

    fn take(&mut self, at: Mono) -> Result<Batch, Gone> {
        self.read_empty();
        // What came before the end still counts.
        if self.gone && self.buffer.is_empty() {
            return Err(Gone::HungUp);
        }
        Ok(self.parser.feed(&self.buffer, at))
    }

    fn deadline(&self) -> Option<Mono> {
        self.parser.deadline()
    }

    fn due(&mut self, at: Mono) -> Batch {
        self.parser.due(at)
    }
}
