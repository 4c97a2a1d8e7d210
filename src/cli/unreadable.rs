//! Files that `import` cannot read: why, and what to do next.

use super::errors::{CliError, Exit};
use crate::exchange::csv::{ReadError, japanese_heading};
use crate::exchange::intake::Unreadable;
use crate::exchange::workbook::Unopened;
use crate::i18n::{Lang, common, import as words};
use crate::request::import::FileKind;

/// A file, or a sheet of it, as it is named to people.
pub(super) fn place(lang: Lang, path: &str, sheet: Option<&str>) -> String {
    sheet.map_or_else(|| path.to_owned(), |sheet| words::sheet(lang, path, sheet))
}

/// What is said of a file that cannot be read, and what to do next.
pub(super) fn unreadable(what: Unreadable, redact: bool) -> CliError {
    let Unreadable { path, sheet, error } = what;
    // The name of a sheet may be a person's.
    let path = move |l| place(l, &path, sheet.as_deref().map(|s| if redact { common::hidden(l) } else { s }));
    match error {
        ReadError::Workbook(why) => CliError::new(Exit::Failed, move |l| unopened(l, why, &path(l)))
            .next(move |l| hint_unopened(l, why).to_owned()),
        ReadError::NoText => CliError::new(Exit::Failed, move |l| words::no_text(l, &path(l))),
        ReadError::Empty => CliError::new(Exit::Failed, move |l| words::empty(l, &path(l))),
        ReadError::UnknownKind { headings, head_row } => {
            let headings = headings.join(", ");
            // What is no row of headings may be a row of names.
            let shown = move |l| if redact { common::hidden(l).to_owned() } else { headings.clone() };
            CliError::new(Exit::Failed, move |l| words::unknown_kind(l, &path(l), &shown(l)))
                .next(move |l| hint_headings(l, head_row))
        }
        ReadError::PlanOrHistory => CliError::new(Exit::Failed, move |l| words::plan_or_history(l, &path(l)))
            .next(|l| words::hint_plan_or_history(l).to_owned()),
        ReadError::Missing { kind, columns, head_row } => {
            let named = move |l| {
                let name =
                    |en: &&str| japanese_heading(en).filter(|_| l == Lang::Ja).unwrap_or_else(|| (*en).to_owned());
                columns.iter().map(name).collect::<Vec<_>>().join(", ")
            };
            CliError::new(Exit::Failed, move |l| words::missing(l, &path(l), kind_name(l, kind), &named(l)))
                .next(move |l| hint_headings(l, head_row))
        }
    }
}

fn unopened(lang: Lang, why: Unopened, path: &str) -> String {
    match why {
        Unopened::Old => words::workbook_old(lang, path),
        Unopened::Binary => words::workbook_binary(lang, path),
        Unopened::OpenDocument => words::workbook_ods(lang, path),
        Unopened::Numbers => words::workbook_numbers(lang, path),
        Unopened::Archive => words::workbook_archive(lang, path),
        Unopened::Locked => words::workbook_locked(lang, path),
        Unopened::NotBuilt => words::workbook(lang, path),
        Unopened::TooLarge => words::workbook_too_large(lang, path),
        Unopened::Damaged => words::workbook_damaged(lang, path),
    }
}

const fn hint_unopened(lang: Lang, why: Unopened) -> &'static str {
    match why {
        // Without the feature there is one way for all of them.
        _ if !cfg!(feature = "xlsx") => words::hint_workbook(lang),
        Unopened::Numbers => words::hint_numbers(lang),
        Unopened::Locked => words::hint_locked(lang),
        Unopened::TooLarge => words::hint_too_large(lang),
        Unopened::Damaged => words::hint_damaged(lang),
        Unopened::NotBuilt => words::hint_workbook(lang),
        Unopened::Old | Unopened::Binary | Unopened::OpenDocument | Unopened::Archive => words::hint_save_as(lang),
    }
}

/// What the headings should be, or in which row they seem to stand.
fn hint_headings(lang: Lang, head_row: Option<usize>) -> String {
    head_row.map_or_else(|| words::hint_headings(lang).to_owned(), |row| words::hint_head_row(lang, row))
}

fn kind_name(lang: Lang, kind: FileKind) -> &'static str {
    match kind {
        FileKind::Roster => words::kind_roster(lang),
        FileKind::Schedule => words::kind_schedule(lang),
        FileKind::Sessions => words::kind_sessions(lang),
        FileKind::Readings => words::kind_readings(lang),
    }
}
