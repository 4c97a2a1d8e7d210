//! A table on its way in: encoding, separator and kind found by looking, cells read into values, and every cell that cannot
//! be taken named by row and column. What a name means is not known here.

use std::sync::Arc;

use crate::domain::BusinessDate;
use crate::exchange::workbook::Unopened;
use crate::programme::Library;
use crate::request::import::{FileKind, ImportFile, Rows, Spoiled};

use super::cells::{Read, Reading};
use super::columns::{READINGS, ROSTER, SCHEDULE, SESSIONS, WIDE};
use super::decode::{Encoding, decode};
use super::headings::{Names, headings_of, row_below, separator};
use super::kind::{has_needed, is_past, kind_of, needed};
use super::rows::{readings, roster, schedule, sessions};
use super::sheet::{Separator, Sheet};
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
    /// A workbook whose sheets cannot be read.
    Workbook(Unopened),
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

/// A table on its way in, before anything is known of its kind.
#[derive(Debug, Clone)]
pub struct Source {
    /// The name of its sheet, of a workbook.
    pub name: Option<String>,
    sheet: Arc<Sheet>,
    encoding: Encoding,
    separator: Separator,
}

impl Source {
    /// The table of a text file.
    pub fn of_text(bytes: &[u8], library: &Library) -> Result<Self, ReadError> {
        let (text, encoding) = decode(bytes).map_err(|_| ReadError::NoText)?;
        let (separator, body) = separator(&text, &Names::new(library));
        Ok(Self { name: None, sheet: Arc::new(Sheet::read(body, separator)), encoding, separator })
    }

    /// A sheet of a workbook; what is written of it again is a text that Excel opens.
    #[cfg(feature = "xlsx")]
    pub fn of_workbook(name: String, sheet: Sheet) -> Self {
        let (encoding, separator) = (Encoding::Utf8Bom, Separator::Comma);
        Self { name: Some(name), sheet: Arc::new(sheet), encoding, separator }
    }

    fn word(&self) -> &'static str {
        if self.name.is_some() { "xlsx" } else { self.encoding.word() }
    }
}

/// Reads a table. `path` is how the user named its file.
pub fn read(path: &str, source: &Source, setting: Setting<'_>) -> Result<(ImportFile, Table), ReadError> {
    let names = Names::new(setting.library);
    let sheet = Arc::clone(&source.sheet);
    let first = (0..sheet.count()).find(|row| !sheet.is_blank(*row)).ok_or(ReadError::Empty)?;
    let fits = |headings: &[String]| match setting.kind {
        Some(kind) => has_needed(headings, kind, &names),
        None => kind_of(headings, &names).is_some(),
    };
    // A workbook may show a title above the headings; of a text that would be a guess.
    let below = || row_below(&sheet, first, fits).map(|number| number - 1);
    let titled = source.name.is_some() && !fits(&headings_of(&sheet, first));
    let head = titled.then(below).flatten().unwrap_or(first);
    let headings = headings_of(&sheet, head);
    let (kind, in_doubt) = match setting.kind {
        Some(kind) => (kind, false),
        None => kind_of(&headings, &names).ok_or_else(|| ReadError::UnknownKind {
            headings: headings.clone(),
            head_row: row_below(&sheet, head, fits),
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
        let fits = |headings: &[String]| has_needed(headings, kind, &names);
        return Err(ReadError::Missing { kind, columns: missing, head_row: row_below(&sheet, head, fits) });
    }
    if in_doubt && is_past(&sheet, head, columns.get("date").copied(), setting.today) {
        return Err(ReadError::PlanOrHistory);
    }
    let file = ImportFile {
        path: path.to_owned(),
        sheet: source.name.clone(),
        encoding: source.word(),
        count,
        rows,
        spoiled: (!problems.is_empty()).then_some(Spoiled { rows: spoiled, told }),
        problems,
        warnings,
        ignored_columns: ignored,
    };
    let Source { encoding, separator, .. } = *source;
    let typed = source.name.is_some();
    Ok((file, Table { encoding, separator, typed, sheet, head, columns }))
}

fn both<R>(of: fn(Vec<R>) -> Rows, (good, spoiled): (Vec<R>, Vec<R>)) -> (Rows, Rows) {
    (of(good), of(spoiled))
}
