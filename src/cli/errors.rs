//! What went wrong, as a person is told: what happened, why, what to do; on standard error, with an exit code.

use std::io::Write;
use std::path::Path;

use crate::app::core::mask_words;
use crate::app::words::Words;
use crate::domain::Zone;
use crate::i18n::{Lang, cli};
use crate::request::{Failure, Holder, Refusal, Trouble};
pub(super) use crate::shell::intake::words::io_words;
use crate::store::OpenError;
use crate::text::SafeText;
use crate::text::mask::{Lens, Masks, View};

/// Exit codes (formats: "Command line").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    Done,
    /// Also when rows were rejected or a check found errors.
    Failed,
    Usage,
    NotFound,
    /// Locked or conflicting.
    Locked,
    /// Written by a newer manabi.
    Newer,
    /// Ended by a signal: 128 + its number.
    Signal(u8),
}

impl Exit {
    pub(super) const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::NotFound => 3,
            Self::Locked => 4,
            Self::Newer => 5,
            Self::Signal(code) => code,
        }
    }
}

/// A failed command.
#[derive(Debug)]
pub(super) struct CliError {
    pub exit: Exit,
    /// The language that was asked for, once it is known.
    pub lang: Option<Lang>,
    what: Sentence,
    next: Option<Sentence>,
}

/// A sentence that waits for its language.
struct Sentence(Box<dyn Fn(Lang) -> String>);

impl std::fmt::Debug for Sentence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", (self.0)(Lang::En))
    }
}

impl CliError {
    pub(super) fn new(exit: Exit, what: impl Fn(Lang) -> String + 'static) -> Self {
        Self { exit, lang: None, what: Sentence(Box::new(what)), next: None }
    }

    /// With the next step.
    pub(super) fn next(mut self, next: impl Fn(Lang) -> String + 'static) -> Self {
        self.next = Some(Sentence(Box::new(next)));
        self
    }

    /// In the words of the system.
    pub(super) fn failed(what: String) -> Self {
        Self::new(Exit::Failed, move |_| what.clone())
    }

    pub(super) fn write(&self, lang: Lang, err: &mut dyn Write) -> std::io::Result<()> {
        // Paths and cells stand in it, and whoever named them may mean the terminal.
        let mut say = |text: String| writeln!(err, "{}", SafeText::new(&text).as_str());
        say(cli::error(lang, &(self.what.0)(lang)))?;
        if let Some(next) = &self.next {
            say(cli::hint(lang, &(next.0)(lang)))?;
        }
        Ok(())
    }
}

impl From<Failure> for CliError {
    fn from(failure: Failure) -> Self {
        let exit = match &failure {
            Failure::Refused(Refusal::NotFound { .. } | Refusal::Gone { .. } | Refusal::NoProgramme { .. }) => {
                Exit::NotFound
            }
            Failure::Refused(Refusal::ReadOnly { .. }) | Failure::Trouble(Trouble::Busy) => Exit::Locked,
            Failure::Refused(_) | Failure::Trouble(_) => Exit::Failed,
        };
        let of_staff = matches!(failure, Failure::Refused(Refusal::NotFound { what: "staff", .. }));
        let error = Self::new(exit, move |lang| {
            // Nobody was met here, so nobody is named.
            let lens = Lens { view: View::ShareSafe, masks: &Masks::default(), words: mask_words(lang) };
            crate::app::say::failure(lang, Zone::UTC, &Words::of(lang), lens, &failure)
        });
        if of_staff { error.next(|lang| cli::hint_trainer(lang).to_owned()) } else { error }
    }
}

/// A file that cannot be written.
pub(super) fn cannot_write(path: &Path, error: std::io::Error) -> CliError {
    let path = path.display().to_string();
    CliError::new(Exit::Failed, move |l| cli::cannot_write(l, &path, &io_words(l, &error)))
}

/// A file that somebody else writes.
pub(super) fn held(path: String, holder: Option<&Holder>) -> CliError {
    let process = holder.map_or_else(|| "?".to_owned(), |holder| holder.pid.to_string());
    CliError::new(Exit::Locked, move |l| cli::held(l, &path, &process)).next(|l| cli::hint_held(l).to_owned())
}

/// A file that cannot be opened.
pub(super) fn open_error(path: &Path, error: &OpenError) -> CliError {
    let path = path.display().to_string();
    match error {
        OpenError::Newer { found, known } => {
            let (found, known) = (*found, *known);
            CliError::new(Exit::Newer, move |l| cli::newer(l, found, known)).next(|l| cli::hint_newer(l).to_owned())
        }
        OpenError::Foreign => {
            CliError::new(Exit::Failed, move |l| cli::foreign(l, &path)).next(|l| cli::hint_foreign(l).to_owned())
        }
        OpenError::Held(holder) => held(path, holder.as_ref()),
        OpenError::Loose { path, mode } => {
            let (shown, mode) = (path.display().to_string(), format!("{mode:o}"));
            let quoted = format!("'{}'", shown.replace('\'', r"'\''"));
            CliError::new(Exit::Failed, move |l| cli::loose(l, &shown, &mode))
                .next(move |l| cli::hint_loose(l, &quoted))
        }
        OpenError::Older { .. } => {
            CliError::new(Exit::Failed, move |l| cli::not_ready(l, &path)).next(|l| cli::hint_not_ready(l).to_owned())
        }
        OpenError::NoWal(mode) => {
            let mode = mode.clone();
            CliError::new(Exit::Failed, move |l| cli::no_wal(l, &path, &mode)).next(|l| cli::hint_no_wal(l).to_owned())
        }
        OpenError::Io { .. } | OpenError::Copy(_) | OpenError::Sqlite(_) => {
            let what = error.to_string();
            CliError::new(Exit::Failed, move |l| cli::cannot_open(l, &path, &what))
                .next(|l| cli::hint_open(l).to_owned())
        }
    }
}
