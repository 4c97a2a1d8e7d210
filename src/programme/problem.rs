//! What can be wrong with a programme file: data. The sentences are in `sentences`, the rules in `check`.

use serde::{Deserialize, Serialize};

use super::compare::Change;
use super::keywords::Field;
use crate::domain::kinds::words;
use crate::domain::{Section, SessionNo, SessionRef};

words!(
    /// The checks of a programme file.
    Code {
        P01 = "P01", P02 = "P02", P03 = "P03", P04 = "P04", P05 = "P05", P06 = "P06", P07 = "P07", P08 = "P08",
        P09 = "P09", P10 = "P10", P11 = "P11", P12 = "P12", P13 = "P13", P14 = "P14",
    }
);

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub code: Code,
    /// Counted from 1. A problem of a session or a section as a whole stands at its heading.
    pub line: u32,
    pub what: ProblemKind,
}

/// What a value of the front matter has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    Text,
    /// A whole number from 0 to 65535.
    Count,
    /// 1 to 99.
    SessionNo,
    /// At most six places.
    Number,
    YesNo,
    Texts,
    Counts,
    SessionNos,
    /// Two whole numbers, the smaller one first.
    Range,
    Table,
    Tables,
    OneOf(&'static [&'static str]),
}

/// What is wrong, with the numbers and names that disagree. Texts are those of the file, as they stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    // P01: the front matter
    NotUtf8,
    NoFence,
    FenceNotClosed,
    NotToml {
        found: String,
        reason: String,
    },
    KeyTwice {
        found: String,
    },
    KeyMissing {
        table: &'static str,
        key: &'static str,
    },
    KeyUnknown {
        table: &'static str,
        key: String,
    },
    ValueWrong {
        table: &'static str,
        key: String,
        found: String,
        wanted: Wanted,
    },
    PanesNotThree {
        phase: String,
        found: usize,
    },
    EntryTwice {
        table: &'static str,
        id: String,
    },
    // P02: the order and the words of the file
    TitleMissing,
    TitleTwice,
    CannotRead {
        found: String,
    },
    Ticked {
        found: String,
    },
    SessionHeading {
        found: String,
    },
    NoSession,
    SessionOrder {
        found: SessionNo,
        expected: u8,
    },
    SessionCount {
        declared: u16,
        found: usize,
    },
    KickoffNotFirst,
    SectionUnknown {
        found: String,
    },
    SectionTwice {
        section: Section,
        first: u32,
    },
    RubricOutOfPlace,
    FieldUnknown {
        found: String,
        place: Option<Section>,
    },
    FieldTwice {
        field: Field,
    },
    FieldValue {
        field: Field,
        found: String,
    },
    GateUnknown {
        found: String,
    },
    NoteAlone,
    // P03, P04, P05: minutes
    MinutesUnread {
        found: String,
    },
    SessionTotal {
        total: u16,
        allowed: Vec<u16>,
    },
    KickoffTotal {
        total: u16,
        least: u16,
        most: u16,
    },
    SectionMissing {
        section: Section,
    },
    HeadingMinutes {
        section: Section,
        heading: Option<u16>,
        field: u16,
    },
    ItemsSum {
        section: Section,
        says: u16,
        sum: u32,
    },
    // P06, P07: what a section needs
    RolePlayReason,
    RolePlayLacks {
        field: Field,
    },
    CriteriaCount {
        found: usize,
    },
    HomeworkReason,
    HomeworkLacks {
        field: Field,
    },
    HomeworkValue {
        field: Field,
        found: String,
    },
    // P08: ids and flags
    IdMissing,
    IdForm {
        found: String,
    },
    IdTwice {
        id: String,
        first: u32,
    },
    FlagUnknown {
        found: String,
    },
    BranchTwice,
    NotBefore {
        id: String,
    },
    // P09: phases
    PhaseUnknown {
        found: String,
    },
    PhaseElsewhere {
        phase: String,
        first: SessionNo,
        last: SessionNo,
        no: SessionNo,
    },
    PhaseStart {
        phase: String,
        first: SessionNo,
        expected: u8,
    },
    PhaseBackwards {
        phase: String,
        first: SessionNo,
        last: SessionNo,
    },
    PhasesEnd {
        last: u8,
        sessions: usize,
    },
    // P10: metrics
    MetricUnknown {
        id: String,
    },
    MetricValue {
        metric: String,
        key: &'static str,
        found: String,
        wanted: Wanted,
    },
    RequiredNotLearner {
        metric: String,
    },
    CheckSessionUnknown {
        no: SessionNo,
    },
    MetricsNotAsked {
        no: SessionNo,
        missing: Vec<String>,
    },
    // P11, P12, P13
    NoGraduation {
        no: SessionRef,
    },
    NoFlow {
        no: SessionNo,
        live: SessionNo,
    },
    TermUnknown {
        key: String,
    },
    // P14: pairs of files
    VariantDiffers {
        lang: String,
        change: Change,
    },
    EditedWithoutVersion {
        version: String,
    },
    /// Sessions were held by another text of that version.
    InUse {
        version: String,
    },
}

impl Problem {
    /// The code follows from what is wrong.
    pub(super) fn new(line: u32, what: ProblemKind) -> Self {
        Self { code: what.code(), line, what }
    }

    /// Told, but no error: the file may be used.
    pub const fn is_notice(&self) -> bool {
        matches!(self.what, ProblemKind::EditedWithoutVersion { .. } | ProblemKind::InUse { .. })
    }
}

impl ProblemKind {
    const fn code(&self) -> Code {
        match self {
            Self::NotUtf8
            | Self::NoFence
            | Self::FenceNotClosed
            | Self::NotToml { .. }
            | Self::KeyTwice { .. }
            | Self::KeyMissing { .. }
            | Self::KeyUnknown { .. }
            | Self::ValueWrong { .. }
            | Self::PanesNotThree { .. }
            | Self::EntryTwice { .. } => Code::P01,
            Self::TitleMissing
            | Self::TitleTwice
            | Self::CannotRead { .. }
            | Self::Ticked { .. }
            | Self::SessionHeading { .. }
            | Self::NoSession
            | Self::SessionOrder { .. }
            | Self::SessionCount { .. }
            | Self::KickoffNotFirst
            | Self::SectionUnknown { .. }
            | Self::SectionTwice { .. }
            | Self::RubricOutOfPlace
            | Self::FieldUnknown { .. }
            | Self::FieldTwice { .. }
            | Self::FieldValue { .. }
            | Self::GateUnknown { .. }
            | Self::NoteAlone => Code::P02,
            Self::MinutesUnread { .. } | Self::SessionTotal { .. } | Self::KickoffTotal { .. } => Code::P03,
            Self::SectionMissing { .. } | Self::HeadingMinutes { .. } => Code::P04,
            Self::ItemsSum { .. } => Code::P05,
            Self::RolePlayReason | Self::RolePlayLacks { .. } | Self::CriteriaCount { .. } => Code::P06,
            Self::HomeworkReason | Self::HomeworkLacks { .. } | Self::HomeworkValue { .. } => Code::P07,
            Self::IdMissing
            | Self::IdForm { .. }
            | Self::IdTwice { .. }
            | Self::FlagUnknown { .. }
            | Self::BranchTwice
            | Self::NotBefore { .. } => Code::P08,
            Self::PhaseUnknown { .. }
            | Self::PhaseElsewhere { .. }
            | Self::PhaseStart { .. }
            | Self::PhaseBackwards { .. }
            | Self::PhasesEnd { .. } => Code::P09,
            Self::MetricUnknown { .. }
            | Self::MetricValue { .. }
            | Self::RequiredNotLearner { .. }
            | Self::CheckSessionUnknown { .. }
            | Self::MetricsNotAsked { .. } => Code::P10,
            Self::NoGraduation { .. } => Code::P11,
            Self::NoFlow { .. } => Code::P12,
            Self::TermUnknown { .. } => Code::P13,
            Self::VariantDiffers { .. } | Self::EditedWithoutVersion { .. } | Self::InUse { .. } => Code::P14,
        }
    }
}

/// Problems as they are found, in any order.
#[derive(Debug, Default)]
pub(super) struct Problems(Vec<Problem>);

impl Problems {
    pub(super) fn add(&mut self, line: u32, what: ProblemKind) {
        self.0.push(Problem::new(line, what));
    }

    /// In the order of the file.
    pub(super) fn sorted(mut self) -> Vec<Problem> {
        self.0.sort_by_key(|problem| (problem.line, problem.code));
        self.0
    }
}
