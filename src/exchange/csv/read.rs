//! A file on its way in: encoding, separator and kind found by looking, cells read into values, and every cell that cannot
//! be taken named by row and column. What a name means is not known here.

use crate::domain::BusinessDate;
use crate::programme::Library;
use crate::request::import::{FileKind, ImportFile, Rows, Spoiled};

use super::cells::{Read, Reading};
use super::columns::{READINGS, ROSTER, SCHEDULE, SESSIONS, WIDE};
use super::decode::decode;
use super::headings::{Names, headings_of, row_below, separator};
use super::kind::{has, is_past, kind_of, needed};
use super::rows::{readings, roster, schedule, sessions};
use super::sheet::Sheet;
use super::table::Table;
use super::values::Nearest;

/// What reading has to know besides the bytes.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The day of the import, for dates without a year.
    pub today: BusinessDate,
    /// Whose metrics a heading may name.
    pub library: &'a Library,
    /// The kind that was asked for; otherwise it is told from the headings.
    pub kind: Option<FileKind>,
}

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// A workbook of Excel and not a text.
    Workbook,
    /// In none of the encodings are these bytes a text.
    NoText,
    /// There is not even a row of headings.
    Empty,
    /// The headings fit no kind of file; those of a row further down may.
    UnknownKind { headings: Vec<String>, head_row: Option<usize> },
    /// The headings fit a plan and a history alike, and every date is past.
    PlanOrHistory,
    /// Columns without which nothing of this kind can be taken in.
    Missing { kind: FileKind, columns: Vec<&'static str>, head_row: Option<usize> },
}

/// How workbooks of Excel begin: `.xlsx` is a ZIP archive, `.xls` an OLE file.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"];

/// Reads a file. `path` is how the user named it.
pub fn read(path: &str, bytes: &[u8], setting: Setting<'_>) -> Result<(ImportFile, Table), ReadError> {
    if WORKBOOKS.iter().any(|mark| bytes.starts_with(mark)) {
        return Err(ReadError::Workbook);
    }
    let (text, encoding) = decode(bytes).map_err(|_| ReadError::NoText)?;
    let names = Names::new(setting.library);
    let (separator, body) = separator(&text, &names);
    let sheet = Sheet::read(body, separator);
    let head = (0..sheet.count()).find(|row| !sheet.is_blank(*row)).ok_or(ReadError::Empty)?;
    let headings = headings_of(&sheet, head);
    let (kind, in_doubt) = match setting.kind {
        Some(kind) => (kind, false),
        None => kind_of(&headings, &names).ok_or_else(|| ReadError::UnknownKind {
            headings: headings.clone(),
            head_row: row_below(&sheet, head, |headings| kind_of(headings, &names).is_some()),
        })?,
    };
    let mut reading = Reading {
        sheet: &sheet,
        head,
        headings: &headings,
        today: setting.today,
        names: &names,
        kind,
        read: Read::default(),
    };
    let (rows, spoiled) = match kind {
        FileKind::Roster => both(Rows::Roster, reading.rows(ROSTER, None, Nearest::Either, roster)),
        FileKind::Schedule => both(Rows::Schedule, reading.rows(SCHEDULE, None, Nearest::Forwards, schedule)),
        FileKind::Sessions => both(Rows::Sessions, reading.rows(SESSIONS, None, Nearest::Backwards, sessions)),
        FileKind::Readings => both(Rows::Readings, reading.rows(READINGS, Some(&WIDE), Nearest::Backwards, readings)),
    };
    let Read { columns, ignored, problems, told, warnings, count } = reading.read;
    let missing: Vec<&str> = needed(kind).iter().copied().filter(|c| !columns.contains_key(*c)).collect();
    if !missing.is_empty() {
        let fits = |headings: &[String]| needed(kind).iter().all(|en| has(headings, kind, en, &names));
        return Err(ReadError::Missing { kind, columns: missing, head_row: row_below(&sheet, head, fits) });
    }
    if in_doubt && is_past(&sheet, head, columns.get("date").copied(), setting.today) {
        return Err(ReadError::PlanOrHistory);
    }
    let file = ImportFile {
        path: path.to_owned(),
        encoding: encoding.word(),
        count,
        rows,
        spoiled: (!problems.is_empty()).then_some(Spoiled { rows: spoiled, told }),
        problems,
        warnings,
        ignored_columns: ignored,
    };
    Ok((file, Table { encoding, separator, sheet, head, columns }))
}

fn both<R>(of: fn(Vec<R>) -> Rows, (good, spoiled): (Vec<R>, Vec<R>)) -> (Rows, Rows) {
    (of(good), of(spoiled))
}
