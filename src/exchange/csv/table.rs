//! A file that was read, for the report about it: the store speaks of English columns, the user of cells.

use std::collections::{BTreeMap, BTreeSet};

use crate::i18n::Lang;
use crate::request::import::{ProblemKind, Report};
use crate::text::SafeText;

use super::columns::japanese_heading;
use super::decode::{Encoding, encode};
use super::headings::clean_line;
use super::sheet::{Separator, Sheet, write_row};

/// A file that was read, with the table it was read from.
#[derive(Debug)]
pub struct Table {
    pub encoding: Encoding,
    pub(super) separator: Separator,
    pub(super) sheet: Sheet,
    /// The row of the headings, from 0.
    pub(super) head: usize,
    /// The column, from 0, by its English heading or, of a metric, by its heading.
    pub(super) columns: BTreeMap<String, usize>,
}

impl Table {
    /// Puts the headings and cells of the file into what the store said about it; a column that the file lacks is named
    /// in the language of the reader.
    pub fn name_cells(&self, report: &mut Report, lang: Lang) {
        for problem in report.rejected.iter_mut().chain(&mut report.warnings) {
            let Some(column) = self.columns.get(&problem.column) else {
                if let (Lang::Ja, Some(heading)) = (lang, japanese_heading(&problem.column)) {
                    problem.column = heading;
                }
                continue;
            };
            if matches!(problem.what, ProblemKind::PromiseDate(_)) {
                continue;
            }
            problem.column = clean_line(self.sheet.cell(self.head, *column));
            problem.value = SafeText::new(self.sheet.cell(problem.row.saturating_sub(1), *column)).to_string();
        }
    }

    /// The rejected rows under the headings of the file, written as the file is; `None` without any.
    pub fn rejected(&self, report: &Report) -> Option<Vec<u8>> {
        let rows: BTreeSet<usize> = report.rejected.iter().map(|p| p.row.saturating_sub(1)).collect();
        if rows.is_empty() {
            return None;
        }
        let mut text = String::new();
        for row in std::iter::once(self.head).chain(rows) {
            let cells = (0..self.sheet.width(row)).map(|column| self.sheet.cell(row, column));
            write_row(&mut text, cells, self.separator);
        }
        // What came out of an encoding goes into it again; UTF-8 takes everything.
        Some(encode(&text, self.encoding).unwrap_or_else(|_| text.into_bytes()))
    }
}
