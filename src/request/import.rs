//! Files on their way in: cells already read into values, each with the row and column it stood in.

use std::collections::BTreeSet;

use chrono::NaiveTime;

use crate::domain::{
    AppointmentKind, AppointmentState, BusinessDate, Decimal, EnrolmentState, FlowStatus, HomeworkState, Job,
    JudgementResult, NoteKind, TouchModel,
};

/// What kind of file it is, in the order in which several are taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    Roster,
    Schedule,
    Sessions,
    Readings,
}

impl FileKind {
    /// Every kind, in the order in which they are taken in.
    pub const ALL: [Self; 4] = [Self::Roster, Self::Schedule, Self::Sessions, Self::Readings];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Roster => "roster",
            Self::Schedule => "schedule",
            Self::Sessions => "sessions",
            Self::Readings => "readings",
        }
    }
}

/// A read file. Rows whose cells could not be read are in `problems` and not in `rows`.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportFile {
    /// As the user named it.
    pub path: String,
    /// The name of its sheet, of a workbook.
    pub sheet: Option<String>,
    /// `utf8`, `utf8-bom`, `utf16`, `cp932` or `xlsx`.
    pub encoding: &'static str,
    /// Data rows in the file, good and bad.
    pub count: usize,
    pub rows: Rows,
    pub problems: Vec<Problem>,
    pub spoiled: Option<Spoiled>,
    pub warnings: Vec<Problem>,
    pub ignored_columns: Vec<String>,
}

/// The rows of `problems`, as far as their cells could be read: the store tells what else is wrong with them.
#[derive(Debug, Clone, PartialEq)]
pub struct Spoiled {
    pub rows: Rows,
    /// Row and English heading of the cells that were told already.
    pub told: BTreeSet<(usize, &'static str)>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Rows {
    Roster(Vec<RosterRow>),
    Schedule(Vec<ScheduleRow>),
    Sessions(Vec<SessionRow>),
    Readings(Vec<ReadingRow>),
}

impl Rows {
    pub const fn kind(&self) -> FileKind {
        match self {
            Self::Roster(_) => FileKind::Roster,
            Self::Schedule(_) => FileKind::Schedule,
            Self::Sessions(_) => FileKind::Sessions,
            Self::Readings(_) => FileKind::Readings,
        }
    }
}

/// A cell that cannot be taken: `row` is the spreadsheet's (the heading is 1). The store names a column by its English
/// heading and gives the value as far as it knows it; the room that read the file puts in both as they stand there. Without
/// a column it is the row as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub row: usize,
    pub column: String,
    pub value: String,
    pub what: ProblemKind,
}

/// What a cell should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Date,
    Time,
    Number,
    YesNo,
    /// An address that begins with `https://`.
    Link,
    Weekday,
    /// A day of the week and a time.
    Slot,
    /// A kickoff has no number but `K`.
    Kickoff,
}

/// What is wrong with a cell or row. The sentence is made where the language is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// Cannot be read as this kind of value.
    NotA(Shape),
    /// The day of the week behind a date is another one's.
    OtherWeekday,
    /// The line of a notes cell whose promise names no date.
    PromiseDate(String),
    /// Not one of the words of this column.
    Unknown(&'static str),
    OutOfRange {
        min: String,
        max: String,
    },
    Required,
    NoMatch,
    TwoMatches,
    /// An item id, metric or stage that the programme does not know, or a programme that is not at hand.
    NotInProgramme {
        what: &'static str,
        name: String,
    },
    /// Scores are not as many as the rubric has criteria.
    Scores {
        want: usize,
        got: usize,
    },
    /// Rows of the same pharmacy say different things.
    Disagree {
        other_row: usize,
    },
    /// The same row stands in the file twice with different values.
    Twice {
        other_row: usize,
    },
    /// The same item is named with two outcomes.
    TwoOutcomes,
    /// The learner is enrolled in another programme.
    OtherProgramme {
        enrolled: String,
    },
    /// The row has more cells than there are headings.
    NoHeading,
    /// A quotation mark is opened here and never closed.
    Unclosed,
    /// The cell of a workbook holds no value but an error, such as `#N/A`.
    CellError,
    /// Removed control, bidi or hidden characters (a warning).
    Removed(usize),
    /// Says something about a meeting that did not take place, or that its kind does not have (a warning).
    NotKept,
    /// The learner has no trainer, so nobody's day shows it (a warning).
    NoTrainer,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub kind: FileKind,
    pub path: String,
    pub sheet: Option<String>,
    pub encoding: &'static str,
    pub rows: usize,
    pub created: usize,
    pub updated: usize,
    pub unchanged: usize,
    pub rejected: Vec<Problem>,
    pub warnings: Vec<Problem>,
    pub ignored_columns: Vec<String>,
    pub written: bool,
}

impl Report {
    /// How many rows were rejected; a row may have several problems.
    pub fn rejected_rows(&self) -> usize {
        self.rejected.iter().map(|problem| problem.row).collect::<BTreeSet<_>>().len()
    }
}

/// Files that somebody named on a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// One path or several, as they were typed or dropped.
    pub line: String,
    /// The day of the import, for dates that the file leaves out.
    pub today: BusinessDate,
    /// What would happen is told, and nothing is written.
    pub dry_run: bool,
    /// The good rows are written and the others saved beside their file.
    pub partial: bool,
}

/// A sentence in both languages: who reads it may change theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub ja: String,
    pub en: String,
}

/// What became of a wish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// A file could not be read, and what to do about it.
    Unread {
        what: Said,
        next: Option<Said>,
    },
    Files(Vec<FileTold>),
}

impl Taken {
    /// Whether there is something in the database now that was not there before.
    pub fn is_written(&self) -> bool {
        match self {
            Self::Unread { .. } => false,
            Self::Files(files) => files.iter().any(|file| file.written && file.created + file.updated > 0),
        }
    }
}

/// What became of a file, or of a sheet, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileTold {
    pub path: String,
    /// The name of its sheet, of a workbook.
    pub sheet: Option<String>,
    pub kind: Said,
    pub encoding: &'static str,
    pub created: usize,
    pub updated: usize,
    pub unchanged: usize,
    pub rejected: usize,
    pub problems: Vec<Said>,
    pub warnings: Vec<Said>,
    pub ignored_columns: Vec<String>,
    /// What some of those may have been meant to be.
    pub meant: Vec<Said>,
    /// Sheets beside it that were left alone; told once of a workbook.
    pub ignored_sheets: Vec<String>,
    pub written: bool,
    /// Where the rejected rows are, or why they are nowhere.
    pub saved: Option<Result<String, Said>>,
}

/// How a row names its learner and pharmacy, each as it came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Naming {
    pub learner_id: Option<String>,
    pub learner: Option<String>,
    pub learner_kana: Option<String>,
    pub pharmacy: Option<String>,
}

/// One learner, with what is the pharmacy's. `None` = empty cell = changes nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RosterRow {
    pub row: usize,
    pub who: Naming,
    pub pharmacy_kana: Option<String>,
    pub owner: Option<String>,
    pub owner_kana: Option<String>,
    pub contract_date: Option<BusinessDate>,
    pub device_due: Option<BusinessDate>,
    pub device_installed: Option<BusinessDate>,
    pub go_live_target: Option<BusinessDate>,
    pub go_live_actual: Option<BusinessDate>,
    pub kickoff_date: Option<BusinessDate>,
    pub kickoff_held: Option<BusinessDate>,
    pub flow: Option<FlowStatus>,
    pub purpose: Option<String>,
    pub touch_model: Option<TouchModel>,
    pub cohort: Option<String>,
    pub usm: Option<String>,
    /// Days of the week, Monday = 1 … Sunday = 7.
    pub closed_weekdays: Option<Vec<u8>>,
    pub targets: Vec<MetricCell>,
    /// Metrics whose own target counts, as named in the cell; `["all"]`.
    pub takes_precedence: Option<Vec<String>>,
    pub job: Option<Job>,
    pub trainer: Option<String>,
    pub programme: Option<String>,
    pub state: Option<EnrolmentState>,
    pub state_on: Option<BusinessDate>,
    pub state_reason: Option<String>,
    pub paused_until: Option<BusinessDate>,
    pub next_no: Option<u8>,
    /// Weekday (Monday = 1) and time.
    pub slot: Option<(u8, NaiveTime)>,
    pub meeting_url: Option<String>,
    pub deadline: Option<BusinessDate>,
    pub learner_targets: Vec<MetricCell>,
    pub plan_on: Option<BusinessDate>,
    /// Ids, or `["all"]`.
    pub graduation_done: Option<Vec<String>>,
    pub survey_sent: Option<BusinessDate>,
    pub survey_on: Option<BusinessDate>,
    pub survey_score: Option<SurveyScore>,
    pub survey_comment: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SurveyScore {
    Score(u8),
    Declined,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct ScheduleRow {
    pub row: usize,
    pub who: Naming,
    pub date: Option<BusinessDate>,
    pub start: Option<NaiveTime>,
    pub minutes: Option<u32>,
    /// 0 stands for `K`.
    pub number: Option<u8>,
    pub kind: Option<AppointmentKind>,
    pub trainer: Option<String>,
    pub meeting_url: Option<String>,
    pub uid: Option<String>,
}

/// Kind of a row of history: an appointment, or a logged touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryKind {
    Appointment(AppointmentKind),
    Call,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct SessionRow {
    pub row: usize,
    pub who: Naming,
    pub date: Option<BusinessDate>,
    pub start: Option<NaiveTime>,
    pub minutes: Option<u32>,
    pub kind: Option<HistoryKind>,
    /// Numbers of the meeting, ascending; 0 stands for `K`.
    pub numbers: Vec<u8>,
    pub trainer: Option<String>,
    pub result: Option<AppointmentState>,
    pub closed: Option<bool>,
    pub mood: Option<u8>,
    pub done: Vec<String>,
    pub partly: Vec<String>,
    pub stuck: Vec<String>,
    pub skipped: Vec<String>,
    /// Attempts, oldest first; `None` = not rated.
    pub role_play: Vec<Vec<Option<u8>>>,
    pub homework: Option<HomeworkState>,
    pub summary: Option<String>,
    pub next_focus: Option<String>,
    pub notes: Vec<HistoryNote>,
}

/// A line of the column `notes`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryNote {
    /// As it stands in the cell.
    pub line: String,
    pub kind: NoteKind,
    /// Without its prefix.
    pub text: String,
    pub promise: Option<PromiseLine>,
}

/// What a line says of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromiseLine {
    /// Open, by a date; `None` = the next working day after the session.
    Open(Option<BusinessDate>),
    Kept,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadingRow {
    pub row: usize,
    pub who: Naming,
    pub period_end: Option<BusinessDate>,
    pub values: Vec<MetricCell>,
    pub stage: Option<String>,
    pub judgement: Option<JudgementResult>,
}

/// A figure of a metric, in the cell that says which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetricCell {
    /// Id or name, as in the file.
    pub metric: String,
    pub figure: Figure,
    /// The column of the figure.
    pub column: String,
}

/// A number as a cell wrote it; the unit is known where the metric is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    pub value: Decimal,
    pub form: FigureForm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureForm {
    Plain,
    /// `86%`.
    Percent,
    /// `1:30`: hours and minutes, as hours.
    Clock,
}
