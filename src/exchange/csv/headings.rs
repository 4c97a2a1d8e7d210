//! What a row of headings says: which columns it names, in which language and under which separator.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};

use crate::programme::Library;
use crate::request::import::FileKind;
use crate::text::SafeText;
use crate::text::fold::fold;

use super::columns::{Column, READINGS, ROSTER, SCHEDULE, SESSIONS};
use super::sheet::{Separator, Sheet};

/// What headings may say: the columns of every kind by their names, and the metrics at hand.
pub(super) struct Names<'a> {
    kinds: [HashMap<String, Named>; 4],
    library: &'a Library,
    /// Ids and names of all metrics, folded; looked up only for headings that no table has.
    metrics: OnceCell<BTreeSet<String>>,
}

/// Which column of a table a name belongs to.
#[derive(Clone, Copy)]
struct Named {
    column: usize,
    of_metric: bool,
}

impl<'a> Names<'a> {
    pub(super) fn new(library: &'a Library) -> Self {
        fn of<D>(columns: &[Column<D>]) -> HashMap<String, Named> {
            let named = |(at, column): (usize, &Column<D>)| {
                let place = Named { column: at, of_metric: column.of_metric };
                [column.en, column.ja].map(|name| (key(name.trim_end_matches(':')), place))
            };
            columns.iter().enumerate().flat_map(named).collect()
        }
        let kinds = FileKind::ALL.map(|kind| match kind {
            FileKind::Roster => of(ROSTER),
            FileKind::Schedule => of(SCHEDULE),
            FileKind::Sessions => of(SESSIONS),
            FileKind::Readings => of(READINGS),
        });
        Self { kinds, library, metrics: OnceCell::new() }
    }

    /// The column of a kind that a heading names, and the metric that the heading goes on with.
    pub(super) fn column<'h>(&self, kind: FileKind, heading: &'h str) -> Option<(usize, &'h str)> {
        let names = FileKind::ALL.into_iter().position(|k| k == kind).and_then(|at| self.kinds.get(at))?;
        if let Some(named) = names.get(&key(heading)).filter(|named| !named.of_metric) {
            return Some((named.column, ""));
        }
        let (before, metric) = heading.split_once([':', '：'])?;
        let named = names.get(&key(before)).filter(|named| named.of_metric)?;
        (!metric.trim().is_empty()).then_some((named.column, metric.trim()))
    }

    pub(super) fn is_metric(&self, name: &str) -> bool {
        let names = self.metrics.get_or_init(|| {
            let programmes = self.library.entries().iter().filter_map(|entry| entry.usable());
            programmes.flat_map(|p| &p.metrics).flat_map(|m| [fold(&m.id), fold(&m.name)]).collect()
        });
        !name.is_empty() && names.contains(&fold(name))
    }

    /// The kinds that know a heading. Whether it is a metric is asked last: the answer is in the programme files.
    pub(super) fn kinds_of(&self, heading: &str) -> Vec<FileKind> {
        let mut kinds: Vec<FileKind> =
            FileKind::ALL.into_iter().filter(|kind| self.column(*kind, heading).is_some()).collect();
        if kinds.is_empty() && self.is_metric(heading) {
            kinds.push(FileKind::Readings);
        }
        kinds
    }
}

/// The separator under which most headings are known, then the one that gives most cells; and the text behind the line
/// `sep=;` that Excel understands.
pub(super) fn separator<'t>(text: &'t str, names: &Names<'_>) -> (Separator, &'t str) {
    let told = Separator::ALL.into_iter().find_map(|separator| {
        let rest = text.strip_prefix("sep=")?.strip_prefix(separator.char())?;
        let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n']))?;
        Some((separator, rest))
    });
    let looked = || {
        let first = text.trim_start().lines().next().unwrap_or_default();
        let fit = |separator: &Separator| {
            let row = Sheet::read(first, *separator);
            let headings = (0..row.width(0)).map(|column| clean_line(row.cell(0, column)));
            (headings.filter(|heading| !names.kinds_of(heading).is_empty()).count(), row.width(0))
        };
        // Of equals the last is taken, and a comma is the usual one.
        Separator::ALL.into_iter().rev().max_by_key(fit).unwrap_or(Separator::Comma)
    };
    told.unwrap_or_else(|| (looked(), text))
}

pub(super) fn headings_of(sheet: &Sheet, row: usize) -> Vec<String> {
    (0..sheet.width(row)).map(|column| clean_line(sheet.cell(row, column))).collect()
}

/// The spreadsheet's number of a row close below that would do as headings: what stands above it is a title.
pub(super) fn row_below(sheet: &Sheet, head: usize, fits: impl Fn(&[String]) -> bool) -> Option<usize> {
    (head + 1..sheet.count().min(head + 10)).find(|row| fits(&headings_of(sheet, *row))).map(|row| row + 1)
}

/// A heading as it is compared: folded, a blank or hyphen as `_`.
pub(super) fn key(heading: &str) -> String {
    fold(heading).replace([' ', '-'], "_")
}

/// A cell as text of one line without what may not stay.
pub(super) fn clean_line(raw: &str) -> String {
    SafeText::new(raw).replace(['\n', '\t'], " ").trim().to_owned()
}
