//! One writer a file: an advisory lock beside it, with who holds it since when for the second window to show.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use crate::request::Holder;

/// The lock, held until dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// What came of trying.
#[derive(Debug)]
pub enum Locked {
    Mine(Lock),
    /// Another process writes; who, when it could be read.
    Theirs(Option<Holder>),
}

/// Tries to become the writer of the database at `path`.
pub fn try_lock(path: &Path, now: DateTime<Utc>) -> std::io::Result<Locked> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(lock_path(path))?;
    match file.try_lock() {
        Ok(()) => {
            let holder = format!("{} {}", std::process::id(), now.timestamp());
            file.write_all(holder.as_bytes())?;
            // The last one may have written more. Most often not, and cutting a file takes longer than writing it.
            if file.metadata()?.len() != holder.len() as u64 {
                file.set_len(holder.len() as u64)?;
            }
            Ok(Locked::Mine(Lock { _file: file }))
        }
        Err(TryLockError::WouldBlock) => Ok(Locked::Theirs(read(&mut file))),
        Err(TryLockError::Error(cause)) => Err(cause),
    }
}

/// Whether a process holds the lock of the database at `path` now. Only asks: nothing is made or written.
pub fn is_held(path: &Path) -> bool {
    File::open(lock_path(path)).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

/// Who wrote down last to hold the lock of the database at `path`.
pub fn holder(path: &Path) -> Option<Holder> {
    read(&mut File::open(lock_path(path)).ok()?)
}

fn read(file: &mut File) -> Option<Holder> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    parse(&text)
}

fn lock_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}

fn parse(text: &str) -> Option<Holder> {
    let (pid, since) = text.split_once(' ')?;
    Some(Holder { pid: pid.parse().ok()?, since: DateTime::from_timestamp(since.trim().parse().ok()?, 0)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_learns_who_holds_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        let now = DateTime::from_timestamp(1_763_700_000, 0).unwrap();
        let Locked::Mine(first) = try_lock(&path, now).unwrap() else { panic!("not free") };
        let Locked::Theirs(Some(holder)) = try_lock(&path, now).unwrap() else { panic!("not held") };
        assert_eq!(holder, Holder { pid: std::process::id(), since: now });
        assert!(is_held(&path) && !is_held(&folder.path().join("other.db")));
        drop(first);
        assert!(!is_held(&path), "what a process left behind holds nothing");
        std::fs::write(lock_path(&path), "4194304 1763700000000").unwrap();
        let Locked::Mine(_again) = try_lock(&path, now).unwrap() else { panic!("not free") };
        assert_eq!(super::holder(&path).map(|holder| holder.since), Some(now), "nothing of the longer text is left");
    }
}
