//! A file that was read, for the report about it: the store speaks of English columns, the user of cells.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::Decimal;
use crate::i18n::Lang;
use crate::request::import::{ProblemKind, Report};
use crate::text::SafeText;

use super::FORMULA;
use super::columns::japanese_heading;
use super::decode::{Encoding, encode};
use super::headings::clean_line;
use super::sheet::{Separator, Sheet, write_row};

/// A file that was read, with the table it was read from.
#[derive(Debug)]
pub struct Table {
    pub(super) encoding: Encoding,
    pub(super) separator: Separator,
    /// Its cells have types, so that none of them is a formula by how it begins.
    pub(super) typed: bool,
    pub(super) sheet: Arc<Sheet>,
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

    /// The rejected rows under the headings of the file, written as the file is (a workbook as a text for
    /// Excel); `None` without any.
    pub fn rejected(&self, report: &Report) -> Option<Vec<u8>> {
        let rows: BTreeSet<usize> = report.rejected.iter().map(|p| p.row.saturating_sub(1)).collect();
        if rows.is_empty() {
            return None;
        }
        let mut text = String::new();
        for row in std::iter::once(self.head).chain(rows) {
            let cells: Vec<Cow<'_, str>> =
                (0..self.sheet.width(row)).map(|column| self.written(self.sheet.cell(row, column))).collect();
            write_row(&mut text, cells.iter().map(AsRef::as_ref), self.separator);
        }
        // What came out of an encoding goes into it again; UTF-8 takes everything.
        Some(encode(&text, self.encoding).unwrap_or_else(|_| text.into_bytes()))
    }

    /// A cell as a text file holds it. What was a text in a workbook must not become a formula there.
    fn written<'c>(&self, cell: &'c str) -> Cow<'c, str> {
        if self.typed && cell.starts_with(FORMULA) && Decimal::parse(cell).is_none() {
            Cow::Owned(format!("'{cell}"))
        } else {
            Cow::Borrowed(cell)
        }
    }
}
