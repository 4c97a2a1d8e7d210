//! The cells of a file, read into rows column by column, with what is wrong with each.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::BusinessDate;
use crate::request::import::{FileKind, Problem, ProblemKind};
use crate::text::SafeText;

use super::columns::{Cell, Column};
use super::headings::Names;
use super::sheet::Sheet;
use super::values::{self, Nearest};

/// One file while its cells are read.
pub(super) struct Reading<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) head: usize,
    pub(super) headings: &'a [String],
    pub(super) today: BusinessDate,
    pub(super) names: &'a Names<'a>,
    pub(super) kind: FileKind,
    pub(super) read: Read,
}

/// What reading found besides the rows.
#[derive(Default)]
pub(super) struct Read {
    pub(super) columns: BTreeMap<String, usize>,
    pub(super) ignored: Vec<String>,
    pub(super) problems: Vec<Problem>,
    /// Row and column of the cells that `problems` speak of.
    pub(super) told: BTreeSet<(usize, &'static str)>,
    pub(super) warnings: Vec<Problem>,
    pub(super) count: usize,
}

/// Where a column of a table stands in the file.
struct Place<'a, D> {
    column: &'a Column<D>,
    at: usize,
    heading: &'a str,
    metric: &'a str,
}

/// What is wrong with a row as a whole, by column.
pub(super) struct Flaws {
    pub(super) problems: Vec<(&'static str, ProblemKind)>,
    pub(super) warnings: Vec<(&'static str, ProblemKind)>,
}

/// What completes a row once all its cells are read; its number is the spreadsheet's.
pub(super) type Finish<D, R> = fn(D, usize, &mut Flaws) -> R;

impl<'a> Reading<'a> {
    pub(super) fn rows<D: Default, R>(
        &mut self,
        columns: &'a [Column<D>],
        wide: Option<&'a Column<D>>,
        nearest: Nearest,
        finish: Finish<D, R>,
    ) -> (Vec<R>, Vec<R>) {
        let places = self.places(columns, wide);
        let mut spoiled = Vec::new();
        let mut rows = Vec::with_capacity(self.sheet.count());
        for at in self.head + 1..self.sheet.count() {
            if self.sheet.is_blank(at) {
                continue;
            }
            self.read.count += 1;
            let before = self.read.problems.len();
            let mut draft = D::default();
            for place in &places {
                self.cell(&mut draft, at, place, nearest);
            }
            let in_shape = self.shape(at);
            let mut flaws = Flaws { problems: Vec::new(), warnings: Vec::new() };
            let row = finish(draft, at + 1, &mut flaws);
            self.tell(at, flaws);
            if self.read.problems.len() == before {
                rows.push(row);
            } else if in_shape {
                spoiled.push(row);
            }
        }
        (rows, spoiled)
    }

    /// Finds the columns, in the order of the table: a cell may need what an earlier one said.
    fn places<D>(&mut self, columns: &'a [Column<D>], wide: Option<&'a Column<D>>) -> Vec<Place<'a, D>> {
        let mut places = Vec::new();
        for (at, heading) in self.headings.iter().enumerate() {
            let found =
                self.names.column(self.kind, heading).and_then(|(n, metric)| Some((n, columns.get(n)?, metric)));
            let place = match (found, wide) {
                (Some((n, column, metric)), _) if !column.of_metric || self.names.is_metric(metric) => {
                    Some((n, Place { column, at, heading, metric }))
                }
                (None, Some(column)) if self.names.is_metric(heading) => {
                    Some((columns.len(), Place { column, at, heading, metric: heading }))
                }
                (Some(_) | None, _) => None,
            };
            let name = |place: &Place<'a, D>| {
                if place.column.of_metric { heading.clone() } else { place.column.en.to_owned() }
            };
            match place {
                Some((n, place)) if !self.read.columns.contains_key(&name(&place)) => {
                    self.read.columns.insert(name(&place), at);
                    places.push((n, place));
                }
                Some(_) | None => self.ignore(at),
            }
        }
        places.sort_by_key(|(n, place)| (*n, place.at));
        places.into_iter().map(|(_, place)| place).collect()
    }

    /// Names an unknown column; one without a heading by its place, and only if something stands in it.
    fn ignore(&mut self, at: usize) {
        if !self.headings[at].is_empty() {
            self.read.ignored.push(self.headings[at].clone());
        } else if (self.head + 1..self.sheet.count()).any(|row| !self.sheet.cell(row, at).trim().is_empty()) {
            self.read.ignored.push(format!("({})", at + 1));
        }
    }

    fn cell<D>(&mut self, draft: &mut D, at: usize, place: &Place<'a, D>, nearest: Nearest) {
        let raw = unquoted(self.sheet.cell(at, place.at));
        if raw.is_empty() {
            return;
        }
        let (text, removed) = SafeText::clean(raw);
        let problem = |what| Problem {
            row: at + 1,
            column: place.heading.to_owned(),
            value: match &what {
                // Of a long cell only the line is quoted.
                ProblemKind::PromiseDate(line) => line.clone(),
                _ => text.to_string(),
            },
            what,
        };
        if self.sheet.is_error(at, place.at) {
            self.read.problems.push(problem(ProblemKind::CellError));
            self.read.told.insert((at + 1, place.column.en));
            return;
        }
        if removed.total() > 0 {
            self.read.warnings.push(problem(ProblemKind::Removed(removed.total())));
        }
        let plain = values::plain(&text);
        if plain.is_empty() {
            return;
        }
        let cell = Cell {
            text: &text,
            plain: &plain,
            heading: place.heading,
            metric: place.metric,
            nearest,
            today: self.today,
        };
        if let Err(what) = (place.column.set)(draft, &cell) {
            self.read.problems.push(problem(what));
            self.read.told.insert((at + 1, place.column.en));
        }
    }

    /// More cells than headings means a separator in a text: what stands where is then anybody's guess.
    fn shape(&mut self, at: usize) -> bool {
        let before = self.read.problems.len();
        let beyond = (self.headings.len()..self.sheet.width(at)).find(|c| !self.sheet.cell(at, *c).trim().is_empty());
        let value = beyond.map(|column| SafeText::new(self.sheet.cell(at, column)).to_string());
        let mut push = |value: String, what| {
            self.read.problems.push(Problem { row: at + 1, column: String::new(), value, what });
        };
        if let Some(value) = value {
            push(value, ProblemKind::NoHeading);
        }
        if self.sheet.is_unclosed(at) {
            push(String::new(), ProblemKind::Unclosed);
        }
        self.read.problems.len() == before
    }

    fn tell(&mut self, at: usize, flaws: Flaws) {
        let problem = |(column, what): (&'static str, ProblemKind)| {
            let place = self.read.columns.get(column).copied();
            Problem {
                row: at + 1,
                column: place.map_or_else(|| column.to_owned(), |c| self.headings[c].clone()),
                value: place.map_or_else(String::new, |c| SafeText::new(self.sheet.cell(at, c)).to_string()),
                what,
            }
        };
        // A cell that could not be read is told once: it is not also missing.
        let told = &self.read.told;
        let new: Vec<_> = flaws.problems.into_iter().filter(|(column, _)| !told.contains(&(at + 1, *column))).collect();
        let also: Vec<_> = new.iter().map(|(column, _)| (at + 1, *column)).collect();
        let problems: Vec<Problem> = new.into_iter().map(problem).collect();
        let warnings: Vec<Problem> = flaws.warnings.into_iter().map(problem).collect();
        self.read.told.extend(also);
        self.read.problems.extend(problems);
        self.read.warnings.extend(warnings);
    }
}

impl Flaws {
    pub(super) fn require(&mut self, column: &'static str, there: bool) {
        if !there {
            self.problems.push((column, ProblemKind::Required));
        }
    }
    /// A value that the row has no use for.
    pub(super) fn unused(&mut self, column: &'static str, there: bool) {
        if there {
            self.warnings.push((column, ProblemKind::NotKept));
        }
    }
}

/// Exports put `'` before what a spreadsheet would take for a formula.
pub(super) fn unquoted(raw: &str) -> &str {
    match raw.strip_prefix('\'') {
        Some(rest) if rest.starts_with(super::FORMULA) => rest,
        Some(_) | None => raw,
    }
}
