//! Rows that an import rejected, saved beside the file they came from.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Unread;
use crate::request::import::{FileKind, ImportFile, Report};
use crate::store::private::Draft;

/// A place for the rows of a table that cannot be taken in.
#[derive(Debug)]
pub(super) struct Leftover {
    /// The file and its sheet, as their report names them.
    input: String,
    sheet: Option<String>,
    path: PathBuf,
    draft: Draft,
}

impl Leftover {
    /// Whether a report is about its table.
    pub(super) fn is_of(&self, report: &Report) -> bool {
        self.input == report.path && self.sheet == report.sheet
    }

    /// Puts the rows there; says where.
    pub(super) fn save(mut self, rows: &[u8]) -> Result<PathBuf, Unread> {
        let written = self.draft.file.write_all(rows).and_then(|()| self.draft.publish());
        written.map_err(|error| unwritable(&self.path, error))?;
        Ok(self.path)
    }
}

fn unwritable(path: &Path, error: io::Error) -> Unread {
    Unread::Unwritable { path: path.display().to_string(), error }
}

/// Places for what may be left over, before anything is written: a file each, none of which is there already.
pub(super) fn leftovers(inputs: &[PathBuf], tables: &[&ImportFile]) -> Result<Vec<Leftover>, Unread> {
    let mut places: Vec<Leftover> = Vec::new();
    for table in tables {
        let Some(input) = inputs.iter().find(|input| input.display().to_string() == table.path) else { continue };
        // Of several sheets each says which of them it was.
        let several = tables.iter().any(|other| other.path == table.path && other.sheet != table.sheet);
        let kind = several.then(|| table.rows.kind());
        let free = |path: &PathBuf| !path.exists() && places.iter().all(|place| place.path != *path);
        let path = (1..1000).map(|nth| rejected_path(input, kind, nth)).find(free);
        let path =
            path.ok_or_else(|| unwritable(&rejected_path(input, kind, 1), io::ErrorKind::AlreadyExists.into()))?;
        let draft = Draft::begin(&path).map_err(|error| unwritable(&path, error))?;
        places.push(Leftover { input: table.path.clone(), sheet: table.sheet.clone(), path, draft });
    }
    Ok(places)
}

/// `roster.csv` -> `roster.rejected.csv`; with that one there, `roster.rejected-2.csv`. Of a workbook with several sheets,
/// `team.xlsx` -> `team.roster.rejected.csv`.
fn rejected_path(path: &Path, kind: Option<FileKind>, nth: usize) -> PathBuf {
    let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let kind = kind.map(|kind| format!(".{}", kind.word())).unwrap_or_default();
    let nth = if nth == 1 { String::new() } else { format!("-{nth}") };
    path.with_file_name(format!("{stem}{kind}.rejected{nth}.csv"))
}
