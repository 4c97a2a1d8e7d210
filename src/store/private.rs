//! Files for their owner alone that are there whole or not at all.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A new file beside `path`, to become it: nobody else can read it, not even while it is being written.
#[derive(Debug)]
pub struct Draft {
    pub file: File,
    temporary: PathBuf,
    path: PathBuf,
    published: bool,
}

impl Draft {
    /// Begins one. What stands at `path` stays as it is until the draft is published; what is no file is refused, because
    /// it would be replaced or followed.
    pub fn begin(path: &Path) -> io::Result<Self> {
        match std::fs::symlink_metadata(path) {
            Ok(there) if !there.is_file() => return Err(io::Error::other("not a regular file")),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let temporary = super::header::beside(path, ".part");
        // One that an interrupted run left behind; nobody else writes there.
        match std::fs::remove_file(&temporary) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(Self { file: options.open(&temporary)?, temporary, path: path.to_path_buf(), published: false })
    }

    /// Where it stands until it is published.
    pub fn temporary(&self) -> &Path {
        &self.temporary
    }

    /// Puts it where it belongs, in place of what stood there.
    pub fn publish(mut self) -> io::Result<()> {
        self.file.sync_all()?;
        std::fs::rename(&self.temporary, &self.path)?;
        self.published = true;
        #[cfg(unix)]
        if let Some(folder) = self.path.parent() {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.published {
            // It is of no use, and its folder may be gone by now.
            let _ = std::fs::remove_file(&self.temporary);
        }
    }
}

/// Writes a file of these bytes.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut draft = Draft::begin(path)?;
    draft.file.write_all(bytes)?;
    draft.publish()
}

/// Whether others than its owner may read or write a file.
#[cfg(unix)]
pub(super) fn loose_mode(path: &Path) -> io::Result<Option<u32>> {
    use std::os::unix::fs::PermissionsExt;
    match std::fs::metadata(path) {
        Ok(there) => Ok(Some(there.permissions().mode() & 0o777).filter(|mode| mode & 0o077 != 0)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
pub(super) fn loose_mode(_: &Path) -> io::Result<Option<u32>> {
    Ok(None)
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_stood_there_is_replaced_and_not_written_into() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.csv"), folder.path().join("link.csv"));
        std::fs::write(&path, "old").unwrap();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
        std::fs::hard_link(&path, folder.path().join("other.csv")).unwrap();
        write(&path, b"new").unwrap();
        assert_eq!((std::fs::read(&path).unwrap(), mode(&path)), (b"new".to_vec(), 0o600));
        assert_eq!(std::fs::read(folder.path().join("other.csv")).unwrap(), b"old");
        // What points elsewhere is refused, and so is what is no file.
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert!(write(&link, b"x").is_err() && write(folder.path(), b"x").is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
    }

    #[test]
    fn a_draft_that_is_given_up_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        let mut draft = Draft::begin(&path).unwrap();
        draft.file.write_all(b"half").unwrap();
        assert_eq!(mode(draft.temporary()), 0o600);
        drop(draft);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        std::fs::write(folder.path().join("a.csv.part"), "left behind").unwrap();
        write(&path, b"whole").unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
