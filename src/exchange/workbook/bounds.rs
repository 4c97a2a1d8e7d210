//! How much a workbook may be. A few kilobytes can unpack to terabytes, and what a file says of its own size is no
//! evidence: everything is unpacked once, and only counted, before anything is kept.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::Unopened;

/// Unpacked bytes of all parts together: a hundred thousand sessions are a quarter of that.
const MOST_BYTES: u64 = 256 * 1024 * 1024;
/// Parts of the archive.
const MOST_PARTS: usize = 10_000;
/// The last row and column that Excel knows.
pub(super) const ROWS: u32 = 1_048_576;
pub(super) const COLUMNS: u32 = 16_384;
/// Cells of one sheet, with the empty ones before the last of each row.
pub(super) const MOST_CELLS: usize = 8 * 1024 * 1024;
/// Bytes of the texts of one sheet, each as often as it stands there.
pub(super) const MOST_TEXT: usize = 256 * 1024 * 1024;

/// Whether the workbook stays within bounds.
pub(super) fn keep(bytes: &[u8]) -> Result<(), Unopened> {
    keep_to(bytes, MOST_BYTES)
}

fn keep_to(bytes: &[u8], most: u64) -> Result<(), Unopened> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unopened::Damaged)?;
    if archive.len() > MOST_PARTS {
        return Err(Unopened::TooLarge);
    }
    let mut left = most;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Unopened::Locked,
            _ => Unopened::Damaged,
        })?;
        let texts = part.name().is_ok_and(|name| name.to_ascii_lowercase().ends_with("sharedstrings.xml"));
        let mut part = part.take(left + 1);
        let read = if texts {
            let mut text = Vec::new();
            let read = part.read_to_end(&mut text).map(|read| read as u64);
            if counts_more_than_there_is(&text) {
                return Err(Unopened::Damaged);
            }
            read
        } else {
            io::copy(&mut part, &mut io::sink())
        };
        left = left.checked_sub(read.map_err(|_| Unopened::Damaged)?).ok_or(Unopened::TooLarge)?;
    }
    Ok(())
}

/// Room for that many texts is made at once: a number that no file of this length can hold would take all memory.
fn counts_more_than_there_is(texts: &[u8]) -> bool {
    let shortest = "<si/>".len();
    let name = b"uniqueCount";
    let counts = texts.windows(name.len()).enumerate().filter(|(_, window)| window == name);
    let digits = |at: usize| {
        let behind = texts.iter().skip(at + name.len()).skip_while(|b| !b.is_ascii_digit() && **b != b'>');
        behind
            .take_while(|b| b.is_ascii_digit())
            .fold(0_usize, |n, b| n.saturating_mul(10).saturating_add(usize::from(b - b'0')))
    };
    counts.map(|(at, _)| digits(at)).any(|count| count > texts.len() / shortest)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(name: &str, part: &[u8]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(part).unwrap();
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn what_unpacks_to_more_than_anybody_needs_is_not_unpacked() {
        let zeros = vec![0; 100_000];
        let bytes = archive("xl/worksheets/sheet1.xml", &zeros);
        assert!(bytes.len() < 1000);
        assert_eq!(keep_to(&bytes, 100_000), Ok(()));
        assert_eq!(keep_to(&bytes, 99_999), Err(Unopened::TooLarge));
        // It may say that it is small.
        let size = 100_000_u32.to_le_bytes();
        let mut lies = bytes.clone();
        for at in 0..lies.len() - 4 {
            if lies[at..at + 4] == size {
                lies[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
            }
        }
        assert_ne!(lies, bytes);
        assert!(keep_to(&lies, 99_999).is_err());
    }

    #[test]
    fn texts_are_not_more_than_there_is_room_for() {
        let keeps = |count: &str| {
            let part = format!("<sst uniqueCount=\"{count}\"><si><t>a</t></si></sst>");
            keep(&archive("xl/sharedStrings.xml", part.as_bytes()))
        };
        assert_eq!(keeps("1"), Ok(()));
        assert_eq!(keeps("99999999999999"), Err(Unopened::Damaged));
        assert_eq!(keeps("99999999999999999999999999999"), Err(Unopened::Damaged));
    }

    #[test]
    fn what_is_no_archive_is_damaged() {
        assert_eq!(keep(b"PK\x03\x04 and nothing else"), Err(Unopened::Damaged));
    }
}
