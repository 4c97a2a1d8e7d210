//! What a file is, told by how it begins and by the names in it: nobody is told that a workbook is a broken text.

/// Why the sheets of a workbook cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unopened {
    /// `.xls`, as Excel wrote it until 2007, or another file of its time.
    Old,
    /// `.xlsb`, which holds no text.
    Binary,
    /// `.ods` of LibreOffice.
    OpenDocument,
    /// `.numbers` of macOS.
    Numbers,
    /// A ZIP archive without a workbook: a document, an archive of files.
    Archive,
    /// A password is needed.
    Locked,
    /// This program was built without the feature `xlsx`.
    NotBuilt,
    /// More than anybody works with.
    TooLarge,
    /// It is not put together as a workbook is.
    Damaged,
}

const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Whether the file is an `.xlsx`; `None` for what is no workbook at all.
pub(super) fn is_xlsx(bytes: &[u8]) -> Option<Result<(), Unopened>> {
    let has = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    if bytes.starts_with(OLE) {
        // A workbook with a password is wrapped in an old file; the names in that are UTF-16.
        let wrapped: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        return Some(Err(if has(&wrapped) { Unopened::Locked } else { Unopened::Old }));
    }
    if !bytes.starts_with(ZIP) {
        return None;
    }
    let named: [(&[u8], Unopened); 4] = [
        (b"application/vnd.oasis.opendocument.spreadsheet", Unopened::OpenDocument),
        (b"Index/Document.iwa", Unopened::Numbers),
        (b"Index.zip", Unopened::Numbers),
        (b"xl/workbook.bin", Unopened::Binary),
    ];
    let other = named.into_iter().find(|(name, _)| has(name)).map(|(_, what)| what);
    let is_workbook = || has(b"[Content_Types].xml") && !has(b"word/document.xml") && !has(b"ppt/presentation.xml");
    Some(match other {
        Some(what) => Err(what),
        None if is_workbook() => Ok(()),
        None => Err(Unopened::Archive),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(rest: &[&[u8]], mark: &[u8]) -> Option<Result<(), Unopened>> {
        is_xlsx(&[mark, &rest.concat()].concat())
    }

    #[test]
    fn files_are_known_by_what_is_in_them() {
        let wide: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(told(&[b"Workbook"], OLE), Some(Err(Unopened::Old)));
        assert_eq!(told(&[b"..", &wide], OLE), Some(Err(Unopened::Locked)));
        for (name, what) in [
            (&b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"[..], Err(Unopened::OpenDocument)),
            (b"Index/Document.iwa", Err(Unopened::Numbers)),
            (b"[Content_Types].xml xl/workbook.bin", Err(Unopened::Binary)),
            (b"[Content_Types].xml xl/workbook.xml", Ok(())),
            (b"[Content_Types].xml word/document.xml", Err(Unopened::Archive)),
            (b"photo.jpg", Err(Unopened::Archive)),
        ] {
            assert_eq!(told(&[b"  ", name], ZIP), Some(what));
        }
        assert_eq!(told(&[], b"PK"), None);
        assert_eq!(told(&[], "受講者,薬局".as_bytes()), None);
    }
}
