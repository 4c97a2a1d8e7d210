//! A file that was read, for the report about it: the store speaks of English columns, the user of cells.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::Decimal;
use crate::i18n::{Lang, import};
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

    /// The language of the headings.
    pub fn lang(&self) -> Lang {
        let heads = 0..self.sheet.width(self.head);
        if heads.into_iter().any(|column| !self.sheet.cell(self.head, column).is_ascii()) { Lang::Ja } else { Lang::En }
    }

    /// The rejected rows under the headings of the file, written as the file is (a workbook as a text for
    /// Excel), and behind each what is wrong with it, as `why` says of the row; `None` without any.
    pub fn rejected(&self, report: &Report, why: impl Fn(usize) -> String) -> Option<Vec<u8>> {
        let rows: BTreeSet<usize> = report.rejected.iter().map(|p| p.row.saturating_sub(1)).collect();
        if rows.is_empty() {
            return None;
        }
        let mut text = String::new();
        // What was wrong when these rows were left over before is no part of them.
        let told = |heading: &str| Lang::ALL.iter().any(|lang| import::why_heading(*lang) == heading);
        let columns: Vec<usize> = (0..self.sheet.width(self.head))
            .filter(|column| !told(self.sheet.cell(self.head, *column).trim()))
            .chain(self.sheet.width(self.head)..self.widest(&rows))
            .collect();
        for row in std::iter::once(self.head).chain(rows) {
            let mut cells: Vec<Cow<'_, str>> =
                columns.iter().map(|column| self.written(self.sheet.cell(row, *column))).collect();
            let said = if row == self.head { import::why_heading(self.lang()).to_owned() } else { why(row + 1) };
            cells.push(Cow::Owned(said));
            write_row(&mut text, cells.iter().map(AsRef::as_ref), self.separator);
        }
        // What came out of an encoding goes into it again; UTF-8 takes everything.
        Some(encode(&text, self.encoding).unwrap_or_else(|_| text.into_bytes()))
    }

    fn widest(&self, rows: &BTreeSet<usize>) -> usize {
        rows.iter().map(|row| self.sheet.width(*row)).max().unwrap_or(0)
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
