//! What a database says of itself in its first page, read without SQLite: a connection may write beside a file that it was
//! only to look at, and at its end into it.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

/// The first bytes of every database.
const MAGIC: &[u8] = b"SQLite format 3\0";
/// As much of the first page as is looked at: its header and that of the tree below it.
const LOOKED_AT: usize = 105;
const WAL_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Header {
    /// It holds nothing yet.
    Empty,
    /// It is no database.
    Other,
    Database {
        application: i32,
        version: i32,
        has_tables: bool,
    },
}

/// The header of the database at `path`, as of the last commit.
pub(super) fn read(path: &Path) -> io::Result<Header> {
    let mut page = Vec::with_capacity(LOOKED_AT);
    match File::open(path) {
        Ok(file) => file.take(LOOKED_AT as u64).read_to_end(&mut page)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Header::Empty),
        Err(error) => return Err(error),
    };
    let newer = match File::open(beside(path, "-wal")) {
        Ok(wal) => first_page(&mut BufReader::new(wal))?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let page = newer.unwrap_or(page);
    if page.is_empty() {
        return Ok(Header::Empty);
    }
    if page.len() < LOOKED_AT || !page.starts_with(MAGIC) {
        return Ok(Header::Other);
    }
    // A leaf without cells: the list of tables is empty.
    let has_tables = page[100] != 0x0d || page[103..105] != [0, 0];
    Ok(Header::Database {
        application: number(&page, 68).cast_signed(),
        version: number(&page, 60).cast_signed(),
        has_tables,
    })
}

/// What stands beside a database.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// The beginning of the first page in the newest commit of a write-ahead log; `None` when no commit of it wrote that page.
/// What comes after the first frame that does not add up was never committed.
fn first_page(wal: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut header = [0; WAL_HEADER];
    if !fill(wal, &mut header)? {
        return Ok(None);
    }
    let magic = number(&header, 0);
    if magic & !1 != 0x377f_0682 {
        return Ok(None);
    }
    let mut sum = Sum { big_endian: magic & 1 == 1, words: (0, 0) };
    sum.add(&header[..24]);
    let size = usize::try_from(number(&header, 8)).unwrap_or(0);
    if !sum.is(&header[24..]) || !(512..=65_536).contains(&size) {
        return Ok(None);
    }
    let (mut written, mut committed) = (None, None);
    let (mut frame, mut page) = ([0; FRAME_HEADER], vec![0; size]);
    while fill(wal, &mut frame)? && fill(wal, &mut page)? && frame[8..16] == header[16..24] {
        sum.add(&frame[..8]);
        sum.add(&page);
        if !sum.is(&frame[16..]) {
            break;
        }
        if number(&frame, 0) == 1 {
            written = Some(page[..LOOKED_AT].to_vec());
        }
        if number(&frame, 4) != 0 && written.is_some() {
            committed = written.take();
        }
    }
    Ok(committed)
}

/// Reads all of it; `false` when there is no more.
fn fill(from: &mut impl Read, bytes: &mut [u8]) -> io::Result<bool> {
    match from.read_exact(bytes) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

fn number(bytes: &[u8], at: usize) -> u32 {
    bytes[at..].first_chunk().map_or(0, |four| u32::from_be_bytes(*four))
}

/// The running checksum of a write-ahead log.
struct Sum {
    big_endian: bool,
    words: (u32, u32),
}

impl Sum {
    fn add(&mut self, bytes: &[u8]) {
        for pair in bytes.as_chunks::<8>().0 {
            let word =
                |four: [u8; 4]| if self.big_endian { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) };
            let (mut one, mut two) = self.words;
            let [first, second] = pair.as_chunks::<4>().0 else { continue };
            one = one.wrapping_add(word(*first)).wrapping_add(two);
            two = two.wrapping_add(word(*second)).wrapping_add(one);
            self.words = (one, two);
        }
    }

    fn is(&self, kept: &[u8]) -> bool {
        (number(kept, 0), number(kept, 4)) == self.words
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    fn ours(version: i32) -> Header {
        Header::Database { application: 7, version, has_tables: true }
    }

    #[test]
    fn the_newest_commit_counts_and_nothing_after_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        assert_eq!(read(&path).unwrap(), Header::Empty);
        let conn = Connection::open(&path).unwrap();
        conn.execute_batch("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0").unwrap();
        let nothing = Header::Database { application: 0, version: 0, has_tables: false };
        assert_eq!(read(&path).unwrap(), nothing);
        conn.execute_batch("PRAGMA application_id = 7; PRAGMA user_version = 3; CREATE TABLE t (x)").unwrap();
        assert_eq!(read(&path).unwrap(), ours(3));
        conn.execute_batch("PRAGMA user_version = 4; INSERT INTO t VALUES (1)").unwrap();
        assert_eq!(read(&path).unwrap(), ours(4));
        // A later commit of which the last page did not reach the disk.
        let wal = beside(&path, "-wal");
        let whole = std::fs::read(&wal).unwrap();
        conn.execute_batch("PRAGMA user_version = 5").unwrap();
        assert_eq!(read(&path).unwrap(), ours(5));
        let mut torn = std::fs::read(&wal).unwrap();
        let last = torn.len() - 1;
        torn[last] ^= 1;
        let copy = folder.path().join("b.db");
        std::fs::copy(&path, &copy).unwrap();
        std::fs::write(beside(&copy, "-wal"), &torn).unwrap();
        assert_eq!(read(&copy).unwrap(), ours(4));
        std::fs::write(beside(&copy, "-wal"), &whole[..whole.len() - 1]).unwrap();
        assert!(matches!(read(&copy).unwrap(), Header::Database { version: 0..=4, .. }));
        // Merged into the file, with the log gone.
        drop(conn);
        assert!(!wal.exists());
        assert_eq!(read(&path).unwrap(), ours(5));
    }

    #[test]
    fn what_is_no_database_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        for bytes in [&b"name,kana\n"[..], &[0; 4096], MAGIC] {
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(read(&path).unwrap(), Header::Other);
        }
        std::fs::write(&path, "").unwrap();
        assert_eq!(read(&path).unwrap(), Header::Empty);
    }
}
