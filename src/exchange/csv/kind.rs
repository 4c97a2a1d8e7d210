//! Of which kind a file is, told from its headings.

use crate::domain::BusinessDate;
use crate::request::import::FileKind;

use super::cells::unquoted;
use super::headings::Names;
use super::sheet::Sheet;
use super::values::{self, Nearest};

/// The kind that knows most of the headings and has what it needs; of equals the one with headings that no other knows.
/// What could still be a plan or a history is a plan when it says at what time: a history tells of results. That it could
/// be either is answered as well.
pub(super) fn kind_of(headings: &[String], names: &Names<'_>) -> Option<(FileKind, bool)> {
    let known: Vec<Vec<FileKind>> = headings.iter().map(|heading| names.kinds_of(heading)).collect();
    let has_all = |kind: &FileKind| has_needed(headings, *kind, names);
    let fit = |kind: &FileKind| {
        let knows = known.iter().filter(|kinds| kinds.contains(kind));
        (knows.clone().count(), knows.filter(|kinds| kinds.len() == 1).count())
    };
    // Of equals the last is taken.
    let order = [FileKind::Readings, FileKind::Roster, FileKind::Sessions, FileKind::Schedule];
    let kind = order.into_iter().filter(has_all).max_by_key(fit)?;
    Some((kind, kind == FileKind::Schedule && fit(&kind) == fit(&FileKind::Sessions)))
}

/// Whether every date that can be read is past; one without a year is the nearest of all, so that neither kind is favoured.
pub(super) fn is_past(sheet: &Sheet, head: usize, column: Option<usize>, today: BusinessDate) -> bool {
    let cells = (head + 1..sheet.count()).filter_map(|row| Some(values::plain(unquoted(sheet.cell(row, column?)))));
    let mut dates = cells.filter_map(|cell| values::date(&cell, Nearest::Either, today).ok()).peekable();
    dates.peek().is_some() && dates.all(|date| date < today)
}

/// Columns without which a file is not of its kind.
pub(super) fn needed(kind: FileKind) -> &'static [&'static str] {
    match kind {
        FileKind::Roster => &["learner"],
        FileKind::Schedule => &["date", "start"],
        FileKind::Sessions => &["date"],
        FileKind::Readings => &["period_end"],
    }
}

/// Whether the headings have every column that the kind needs.
pub(super) fn has_needed(headings: &[String], kind: FileKind, names: &Names<'_>) -> bool {
    let has = |en: &&str| headings.iter().any(|heading| names.column(kind, heading) == names.column(kind, en));
    needed(kind).iter().all(has)
}
