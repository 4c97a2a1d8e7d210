//! What the import knows.

use crate::app::{RequestId, TextField};
use crate::request::import::{FileTold, Said};

/// The line, and how far its files have come.
#[derive(Debug)]
pub struct State {
    pub(super) line: TextField,
    pub(super) stage: Stage,
    /// Rows that are scrolled away.
    pub(super) offset: usize,
    /// Nobody is in the file yet: what comes after is today.
    pub(super) first: bool,
}

/// How far it is.
#[derive(Debug)]
pub(super) enum Stage {
    /// The line is typed; why it could not be read, and what to do.
    Line(Option<(Said, Option<Said>)>),
    /// The files are read, and written unless it is only a trial.
    Busy { request: RequestId, trial: bool },
    /// What would become of them.
    Checked(Vec<FileTold>),
    /// What did.
    Done(Vec<FileTold>),
}

impl State {
    pub fn new(line: &str, first: bool) -> Self {
        Self { line: TextField::line(line), stage: Stage::Line(None), offset: 0, first }
    }

    /// The files that are told of.
    pub(super) fn files(&self) -> &[FileTold] {
        match &self.stage {
            Stage::Checked(files) | Stage::Done(files) => files,
            Stage::Line(_) | Stage::Busy { .. } => &[],
        }
    }
}

/// Rows of all files together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub created: usize,
    pub updated: usize,
    pub unchanged: usize,
    pub rejected: usize,
}

impl Counts {
    pub(super) fn of(files: &[FileTold]) -> Self {
        files.iter().fold(Self::default(), |sum, file| Self {
            created: sum.created + file.created,
            updated: sum.updated + file.updated,
            unchanged: sum.unchanged + file.unchanged,
            rejected: sum.rejected + file.rejected,
        })
    }
    /// Rows that can be taken in.
    pub(super) const fn good(self) -> usize {
        self.created + self.updated + self.unchanged
    }
}
