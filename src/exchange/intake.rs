//! The files of one import: a text is one table, a workbook has one on each sheet.

use super::csv::{ReadError, Setting, Source, Table, read};
use super::workbook;
use crate::request::import::{FileKind, ImportFile};

/// The tables that can be taken in.
#[derive(Debug, Default)]
pub struct Intake {
    pub tables: Vec<(ImportFile, Table)>,
    /// File and name of the sheets that hold something and are of no kind, beside one that is.
    pub left: Vec<(String, String)>,
}

/// A file, or a sheet of it, that cannot be read.
#[derive(Debug)]
pub struct Unreadable {
    pub path: String,
    pub sheet: Option<String>,
    pub error: ReadError,
}

/// Reads the files of a call, each with the name its user gave it. A plan of past days that could be a history is a plan
/// where another table is the history.
pub fn read_all(files: &[(String, Vec<u8>)], setting: Setting<'_>) -> Result<Intake, Unreadable> {
    let mut tried = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        let sources = match workbook::sheets(bytes) {
            Some(sheets) => sheets.map_err(ReadError::Workbook),
            None => Source::of_text(bytes, setting.library).map(|source| vec![source]),
        };
        let sources = sources.map_err(|error| Unreadable { path: path.clone(), sheet: None, error })?;
        if sources.is_empty() {
            // Every sheet is hidden.
            return Err(Unreadable { path: path.clone(), sheet: None, error: ReadError::Empty });
        }
        let tables = sources.into_iter().map(|source| {
            let table = read(path, &source, setting);
            (source, table)
        });
        tried.push((path, tables.collect::<Vec<_>>()));
    }
    let all = || tried.iter().flat_map(|(_, tables)| tables);
    let has_history =
        all().any(|(_, table)| table.as_ref().is_ok_and(|(file, _)| file.rows.kind() == FileKind::Sessions));
    let mut intake = Intake::default();
    for (path, tables) in tried {
        let fits = tables.iter().any(|(_, table)| !table.as_ref().is_err_and(is_of_no_kind));
        let mut none = None;
        for (source, table) in tables {
            let table = match table {
                Err(ReadError::PlanOrHistory) if has_history => {
                    read(path, &source, Setting { kind: Some(FileKind::Schedule), ..setting })
                }
                table => table,
            };
            match table {
                Ok(table) => intake.tables.push(table),
                Err(ReadError::Empty) if fits => {}
                Err(error) if fits && is_of_no_kind(&error) => {
                    intake.left.extend(source.name.map(|name| (path.clone(), name)));
                }
                Err(error) => {
                    let unreadable = Unreadable { path: path.clone(), sheet: source.name, error };
                    if fits {
                        return Err(unreadable);
                    }
                    // Of sheets that are all of no kind the first one that holds something is told.
                    let empty = |u: &Unreadable| u.error == ReadError::Empty;
                    if none.as_ref().is_none_or(|known| empty(known) && !empty(&unreadable)) {
                        none = Some(unreadable);
                    }
                }
            }
        }
        if let Some(unreadable) = none {
            return Err(unreadable);
        }
    }
    Ok(intake)
}

/// Whether a sheet may stand in a workbook without being meant.
const fn is_of_no_kind(error: &ReadError) -> bool {
    matches!(error, ReadError::Empty | ReadError::UnknownKind { .. } | ReadError::Missing { .. })
}
