//! Files of an import: found, read, and what is left over of them. The command line and the screen come here alike.

mod desk;
mod leftover;
mod unread;
pub mod words;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

pub use self::desk::Desk;
use self::leftover::{Leftover, leftovers};
use crate::domain::BusinessDate;
use crate::exchange::csv::{Setting, Table};
use crate::exchange::intake::{Intake, Unreadable, read_all};
use crate::i18n::{Lang, common};
use crate::programme::Library;
use crate::request::import::{FileKind, FileTold, ImportFile, ProblemKind, Report, Taken};
use crate::text::SafeText;

/// A sheet of a hundred thousand sessions is a fifth of that.
const MOST_MIB: u64 = 64;

/// The bytes of a file: a regular one of a size that people make; `-` is standard input up to the same.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Unread> {
    let bytes = if path == Path::new("-") {
        at_most(io::stdin())
    } else {
        // Looked at before it is opened: opening a pipe waits for whoever writes to it.
        std::fs::metadata(path).and_then(|there| {
            let regular = there.is_file();
            if regular { at_most(File::open(path)?) } else { Err(io::ErrorKind::InvalidInput.into()) }
        })
    };
    let path = path.display().to_string();
    match bytes {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(Unread::TooLarge { path, most: MOST_MIB }),
        Err(error) => Err(Unread::Unread { path, error }),
    }
}

/// `None` when there is more.
fn at_most(from: impl Read) -> io::Result<Option<Vec<u8>>> {
    let most = MOST_MIB * 1024 * 1024;
    let mut bytes = Vec::new();
    let read = from.take(most + 1).read_to_end(&mut bytes)?;
    Ok((read as u64 <= most).then_some(bytes))
}

/// Why nothing could be asked of the store.
#[derive(Debug)]
pub enum Unread {
    /// No path was named.
    Nothing,
    Unread {
        path: String,
        error: io::Error,
    },
    TooLarge {
        path: String,
        most: u64,
    },
    /// The file is there and is none that can be taken in, or a sheet of it.
    Table(Unreadable),
    /// The rejected rows would have no place.
    Unwritable {
        path: String,
        error: io::Error,
    },
}

/// What is asked of files.
#[derive(Debug)]
pub struct Asked<'a> {
    pub paths: &'a [PathBuf],
    /// The kind that was asked for; otherwise the headings tell it.
    pub kind: Option<FileKind>,
    pub today: BusinessDate,
    pub library: &'a Library,
    /// The rejected rows are to be kept.
    pub saves_rejected: bool,
}

/// Files that were read, with what has to be known when the store has said what became of them.
#[derive(Debug)]
pub struct Sheets {
    intake: Intake,
    leftovers: Vec<Leftover>,
}

impl Sheets {
    /// Reads files, all or none.
    pub fn read(asked: &Asked<'_>) -> Result<Self, Unread> {
        if asked.paths.is_empty() {
            return Err(Unread::Nothing);
        }
        let mut sources = Vec::with_capacity(asked.paths.len());
        for path in asked.paths {
            sources.push((path.display().to_string(), bytes(path)?));
        }
        let setting = Setting { today: asked.today, library: asked.library, kind: asked.kind };
        let intake = read_all(&sources, setting).map_err(Unread::Table)?;
        drop(sources);
        let leftovers = if asked.saves_rejected {
            let tables: Vec<_> = intake.tables.iter().map(|(file, _)| file).collect();
            leftovers(asked.paths, &tables)?
        } else {
            Vec::new()
        };
        Ok(Self { intake, leftovers })
    }

    /// What goes to the store.
    pub fn files(&self) -> Vec<ImportFile> {
        self.intake.tables.iter().map(|(file, _)| file.clone()).collect()
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.intake.tables.iter().map(|(file, _)| file.count).sum()
    }

    /// Puts the headings and cells of the file into what the store said about it.
    pub fn name_cells(&self, report: &mut Report, lang: Lang) {
        if let Some(table) = self.table(report) {
            table.name_cells(report, lang);
        }
    }

    /// The sheets beside those of a file that were taken in: told once, with the first one that is asked about.
    pub fn take_beside(&mut self, report: &Report) -> Vec<String> {
        self.intake.left.extract_if(.., |(path, _)| *path == report.path).map(|(_, sheet)| sheet).collect()
    }

    /// Saves the rejected rows of a table that was written, where that was asked for.
    pub fn save_rejected(&mut self, report: &Report) -> Option<Result<PathBuf, Unread>> {
        let at = self.leftovers.iter().position(|leftover| leftover.is_of(report))?;
        let leftover = self.leftovers.remove(at);
        let table = self.table(report).filter(|_| report.written)?;
        let lang = table.lang();
        let mut named = report.clone();
        table.name_cells(&mut named, lang);
        let why = |row: usize| {
            let of_row = named.rejected.iter().filter(|problem| problem.row == row);
            of_row.map(|problem| words::what_of(lang, problem)).collect::<Vec<_>>().join(" / ")
        };
        let bytes = table.rejected(report, why)?;
        Some(leftover.save(&bytes))
    }

    /// What became of the files, for the screen.
    pub fn told(mut self, reports: Vec<Report>) -> Taken {
        let told = reports.into_iter().map(|report| {
            let saved = self.save_rejected(&report);
            let beside = self.take_beside(&report);
            self.told_of(report, &beside, saved)
        });
        Taken::Files(told.collect())
    }

    fn told_of(&self, report: Report, beside: &[String], saved: Option<Result<PathBuf, Unread>>) -> FileTold {
        let lines = Lang::ALL.map(|lang| {
            let mut named = report.clone();
            self.name_cells(&mut named, lang);
            let lines = |problems: &[_]| problems.iter().map(|p| words::line(lang, p)).collect::<Vec<_>>();
            (lines(&named.rejected), lines(&named.warnings))
        });
        let [(problems_ja, warnings_ja), (problems_en, warnings_en)] = lines;
        let safe = |text: &String| SafeText::new(text).to_string();
        FileTold {
            path: safe(&report.path),
            sheet: report.sheet.as_ref().map(safe),
            kind: words::said(|lang| words::kind_name(lang, report.kind).to_owned()),
            encoding: report.encoding,
            created: report.created,
            updated: report.updated,
            unchanged: report.unchanged,
            rejected: report.rejected_rows(),
            problems: words::pairs(problems_ja, problems_en),
            warnings: words::pairs(warnings_ja, warnings_en),
            meant: {
                let of = |lang| words::meant_columns(lang, report.kind, &report.ignored_columns);
                words::pairs(of(Lang::Ja), of(Lang::En))
            },
            ignored_columns: report.ignored_columns,
            ignored_sheets: beside.iter().map(safe).collect(),
            written: report.written,
            saved: saved.map(|saved| match saved {
                Ok(path) => Ok(safe(&path.display().to_string())),
                Err(error) => Err(words::said(|lang| error.what(lang, false))),
            }),
        }
    }

    fn table(&self, report: &Report) -> Option<&Table> {
        let is_it = |file: &ImportFile| file.path == report.path && file.sheet == report.sheet;
        self.intake.tables.iter().find(|(file, _)| is_it(file)).map(|(_, table)| table)
    }
}

/// Takes what stands in cells out of a report: any of them may be a name, also where none belongs. So may a sheet's, and
/// those of the sheets beside it.
pub fn hide(report: &mut Report, beside: &mut [String], lang: Lang) {
    let mask = common::hidden(lang);
    for sheet in report.sheet.iter_mut().chain(beside) {
        mask.clone_into(sheet);
    }
    for problem in report.rejected.iter_mut().chain(&mut report.warnings) {
        if !problem.value.is_empty() {
            mask.clone_into(&mut problem.value);
        }
        if let ProblemKind::NotInProgramme { name, .. } = &mut problem.what {
            mask.clone_into(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_ends_is_given_up() {
        assert_eq!(at_most(io::repeat(b',')).unwrap(), None);
        assert_eq!(at_most(&b"a,b\n"[..]).unwrap(), Some(b"a,b\n".to_vec()));
    }
}
