//! Files that cannot be read: why, and what to do next.

use std::io::ErrorKind;

use super::Unread;
use super::words::{io_words, kind_name, place};
use crate::exchange::csv::{ReadError, japanese_heading};
use crate::exchange::intake::Unreadable;
use crate::exchange::workbook::Unopened;
use crate::i18n::{Lang, cli, common, import as words};

impl Unread {
    /// What happened. What stands in the file may be hidden: what is no row of headings may be a row of names, and the name
    /// of a sheet a person's.
    pub fn what(&self, lang: Lang, redact: bool) -> String {
        match self {
            Self::Nothing => words::no_path(lang).to_owned(),
            Self::Unread { path, error } if error.kind() == ErrorKind::InvalidInput => words::no_file(lang, path),
            Self::Unread { path, error } => cli::cannot_read(lang, path, &io_words(lang, error)),
            Self::TooLarge { path, most } => cli::too_large(lang, path, *most),
            Self::Unwritable { path, error } => cli::cannot_write(lang, path, &io_words(lang, error)),
            Self::Table(what) => unreadable(lang, what, redact),
        }
    }

    /// What to do.
    pub fn next(&self, lang: Lang) -> Option<String> {
        let Self::Table(Unreadable { error, .. }) = self else { return None };
        match error {
            ReadError::Workbook(why) => Some(hint_unopened(lang, *why).to_owned()),
            ReadError::NoText | ReadError::Empty => None,
            ReadError::PlanOrHistory => Some(words::hint_plan_or_history(lang).to_owned()),
            ReadError::UnknownKind { head_row, .. } | ReadError::Missing { head_row, .. } => {
                Some(hint_headings(lang, *head_row))
            }
        }
    }

    /// The same for somebody who named the file on the screen, where there are no options to give.
    pub fn next_on_screen(&self, lang: Lang) -> Option<String> {
        match self {
            Self::Nothing | Self::Unread { .. } => Some(words::hint_path(lang).to_owned()),
            Self::Table(Unreadable { error: ReadError::PlanOrHistory, .. }) => {
                Some(words::hint_result_column(lang).to_owned())
            }
            Self::Table(Unreadable { error: ReadError::NoText, .. }) => Some(words::hint_workbook(lang).to_owned()),
            Self::Table(_) | Self::TooLarge { .. } | Self::Unwritable { .. } => self.next(lang),
        }
    }
}

fn unreadable(lang: Lang, what: &Unreadable, redact: bool) -> String {
    let sheet = what.sheet.as_deref().map(|sheet| if redact { common::hidden(lang) } else { sheet });
    let path = place(lang, &what.path, sheet);
    match &what.error {
        ReadError::Workbook(why) => unopened(lang, *why, &path),
        ReadError::NoText => words::no_text(lang, &path),
        ReadError::Empty => words::empty(lang, &path),
        ReadError::UnknownKind { headings, .. } => {
            let headings = if redact { common::hidden(lang).to_owned() } else { headings.join(", ") };
            words::unknown_kind(lang, &path, &headings)
        }
        ReadError::PlanOrHistory => words::plan_or_history(lang, &path),
        ReadError::Missing { kind, columns, .. } => {
            let name =
                |en: &&str| japanese_heading(en).filter(|_| lang == Lang::Ja).unwrap_or_else(|| (*en).to_owned());
            let named = columns.iter().map(name).collect::<Vec<_>>().join(", ");
            words::missing(lang, &path, kind_name(lang, *kind), &named)
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
