//! Beside the lock, the door: where the window that writes hears that another one wants to. It is a socket and not a signal:
//! the number of a process, read from a file, may be somebody else's by now, while a socket is heard only by whoever made
//! it. Waiting at it wakes nobody.

use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::header::beside;

/// What is said at the door, and what from behind it.
const PLEASE: [u8; 1] = *b"T";
const COME_IN: [u8; 1] = *b"1";

/// How long whoever asks waits. One that is stopped or hangs never answers.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long whoever let go waits for the other to take the lock.
const TAKING: Duration = Duration::from_secs(2);
/// Whoever comes to the door and says nothing keeps others waiting no longer than this.
const SILENCE: Duration = Duration::from_secs(1);

/// Who waits outside: the newest, for one can be let in.
pub(super) type Waiting = Arc<Mutex<Option<Knock>>>;

/// The door of whoever holds the lock. Closed when dropped.
#[derive(Debug)]
pub(super) struct Door {
    path: PathBuf,
    closing: Arc<AtomicBool>,
}

/// One who asks, as seen from either side: it lasts while the other side is there and waits.
#[derive(Debug)]
pub struct Knock(UnixStream);

/// What came of asking.
#[derive(Debug)]
pub enum Knocked {
    /// The lock is free for whoever shows this.
    LetIn(Knock),
    /// Nobody is behind the door, or whoever was went away.
    Nobody,
    /// Somebody is, and does not answer.
    Silent,
}

fn path(db: &Path) -> PathBuf {
    beside(db, ".door")
}

impl Door {
    /// Opens it; `heard` is told when somebody has come to `waiting`. Only for whoever holds the lock: a door that stands
    /// there is of one who was ended without a word.
    pub(super) fn open(db: &Path, waiting: Waiting, heard: impl Fn() + Send + 'static) -> std::io::Result<Self> {
        let path = path(db);
        if std::fs::symlink_metadata(&path).is_ok_and(|found| found.file_type().is_socket()) {
            std::fs::remove_file(&path)?;
        }
        let listener = UnixListener::bind(&path)?;
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600))?;
        let closing = Arc::new(AtomicBool::new(false));
        let door = Self { path, closing: Arc::clone(&closing) };
        std::thread::Builder::new().name("door".to_owned()).spawn(move || {
            // Without descriptors there is nothing to wait for: the door stays shut, and the others are told so.
            while let Ok((stream, _)) = listener.accept() {
                if closing.load(Ordering::Acquire) {
                    return;
                }
                if let Some(knock) = Knock::heard(stream) {
                    *waiting.lock().unwrap_or_else(PoisonError::into_inner) = Some(knock);
                    heard();
                }
            }
        })?;
        Ok(door)
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.closing.store(true, Ordering::Release);
        // Its thread waits for somebody to come.
        let _ = UnixStream::connect(&self.path);
        let _ = std::fs::remove_file(&self.path);
    }
}

impl Knock {
    fn heard(mut stream: UnixStream) -> Option<Self> {
        stream.set_read_timeout(Some(SILENCE)).ok()?;
        let mut said = [0; PLEASE.len()];
        stream.read_exact(&mut said).ok()?;
        (said == PLEASE).then_some(Self(stream))
    }

    /// Whether whoever asked still waits: one that was stopped meanwhile answers what nobody asks any more.
    pub(super) fn still_waits(&self) -> bool {
        let there = |mut stream: &UnixStream| {
            stream.set_nonblocking(true)?;
            let nothing_said = stream.read(&mut [0; 1]);
            stream.set_nonblocking(false)?;
            nothing_said
        };
        matches!(there(&self.0), Err(cause) if cause.kind() == ErrorKind::WouldBlock)
    }

    /// Tells that the lock is free, and waits until it has been taken or the other is gone.
    pub(super) fn let_in(mut self) {
        let told = self.0.write_all(&COME_IN).and_then(|()| self.0.set_read_timeout(Some(TAKING)));
        if told.is_ok() {
            // It says nothing more: it goes away when it has tried.
            let _ = self.0.read(&mut [0; 1]);
        }
    }
}

/// Asks whoever writes the file to let go of it. Takes seconds when nobody answers.
pub(super) fn knock(db: &Path) -> Knocked {
    let ask = || {
        let mut stream = UnixStream::connect(path(db))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(&PLEASE)?;
        let mut said = [0; COME_IN.len()];
        stream.read_exact(&mut said)?;
        Ok(Knock(stream))
    };
    ask().map_or_else(
        |cause: std::io::Error| match cause.kind() {
            ErrorKind::WouldBlock | ErrorKind::TimedOut => Knocked::Silent,
            _ => Knocked::Nobody,
        },
        Knocked::LetIn,
    )
}
