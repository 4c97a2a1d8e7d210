//! Tables on their way out: what each kind holds, as plain data. Headings, words and masks are given where the language is
//! known.

use chrono::{DateTime, NaiveTime, Utc};

use crate::domain::kinds::words;
use crate::domain::{BusinessDate, Decimal, Entity};
use crate::text::mask::Private;
use serde::{Deserialize, Serialize};

words!(
    /// What can be exported. `learners`, `appointments`, `sessions` and `readings` are written so that an import takes them
    /// in as roster, schedule, sessions and readings.
    ExportKind {
        Learners = "learners", Pharmacies = "pharmacies", Sessions = "sessions", Outcomes = "outcomes",
        RolePlays = "role-plays", Notes = "notes", Questions = "questions", Homework = "homework",
        FollowUps = "follow-ups", Decisions = "decisions", Touches = "touches", Wins = "wins", Voices = "voices",
        Readings = "readings", Judgements = "judgements", Appointments = "appointments",
    }
);

/// One kind, read.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportTable {
    pub kind: ExportKind,
    pub columns: Vec<ExportColumn>,
    /// As many cells as there are columns.
    pub rows: Vec<Vec<ExportCell>>,
}

/// The rows of a table of the file, with all of its fields.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportRows {
    pub entity: Entity,
    pub columns: Vec<&'static str>,
    /// As many cells as there are columns.
    pub rows: Vec<Vec<ExportCell>>,
}

/// A column by its English heading, which is its key in JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportColumn {
    pub key: String,
    /// Stands in JSON only: spreadsheets have it in other columns, or no use for it.
    pub for_machines: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ExportCell {
    Empty,
    /// A name or a free text.
    Private(Private),
    /// An id of the programme, or a word of ours in its stable form.
    Word(String),
    Number(i64),
    Decimal(Decimal),
    Yes(bool),
    Date(BusinessDate),
    /// On the wall of the home zone.
    Time(NaiveTime),
    At(DateTime<Utc>),
    /// Ids.
    List(Vec<String>),
    /// A document of ours, as it is stored.
    Document(String),
}

impl<T: Into<ExportCell>> From<Option<T>> for ExportCell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

macro_rules! cell_from {
    ($($from:ty => $variant:ident),+ $(,)?) => { $(
        impl From<$from> for ExportCell {
            fn from(value: $from) -> Self {
                Self::$variant(value)
            }
        }
    )+ };
}
cell_from!(Private => Private, i64 => Number, Decimal => Decimal, bool => Yes, BusinessDate => Date, NaiveTime => Time,
    DateTime<Utc> => At, Vec<String> => List);
