//! What a programme is once its file is read. Texts have their `{{terms}}` filled in; links stay as they were written
//! (`links` takes them apart). Minutes are whole minutes, lines are those of the file, counted from 1.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::kinds::words;
use crate::domain::{
    Decimal, Direction, Gate, MetricScope, Outcome, Section, SessionNo, SessionRef, Stage1Rule, TouchModel, Unit,
    VerifyKind,
};

/// One programme file, read. Its identity is (id, lang, version, hash).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    pub identity: Identity,
    pub meta: Meta,
    pub terms: BTreeMap<String, String>,
    pub words: BTreeMap<Word, String>,
    pub phases: Vec<Phase>,
    pub metrics: Vec<Metric>,
    pub stages: Vec<Stage>,
    pub success: Success,
    pub rubric: Rubric,
    pub completion: Vec<Completion>,
    pub time_to_complete: Vec<TimeToComplete>,
    pub nps_question: Option<String>,
    pub kickoff: Option<Session>,
    /// 1 to last, in order.
    pub sessions: Vec<Session>,
}

/// Which file this is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Identity {
    pub id: String,
    pub lang: String,
    pub version: String,
    /// BLAKE3 of the file in hex; a byte order mark and the kind of line ends do not count.
    pub hash: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    pub title: String,
    /// The `# ` line.
    pub heading: String,
    /// The free text under it, paragraphs apart by an empty line.
    pub intro: String,
    pub touch_model: TouchModel,
    pub cadence_days: u16,
    /// The lengths a session may have, shortest first.
    pub session_minutes: Vec<u16>,
    /// The shortest and the longest kickoff.
    pub kickoff_minutes: (u16, u16),
    /// As the front matter says it; `last()` is what counts.
    pub sessions: u16,
    pub deadline_days: Option<u16>,
    pub device_after_contract_days: Option<u16>,
    pub go_live_after_device_days: Option<u16>,
}

words!(
    /// The words of the screens that a programme may replace.
    Word {
        Account = "account", Learner = "learner", Owner = "owner", Product = "product", Trainer = "trainer",
        Manager = "manager", Engagement = "engagement", Line = "line",
    }
);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phase {
    pub id: String,
    pub title: String,
    pub first: SessionNo,
    pub last: SessionNo,
    /// Titles of lecture, role-play and homework in this phase; `None` is the usual one.
    pub panes: [Option<String>; 3],
    pub line: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metric {
    pub id: String,
    pub name: String,
    pub unit: Unit,
    pub scope: MetricScope,
    pub direction: Direction,
    pub required: bool,
    pub target: Option<Decimal>,
    /// `provisional`, `heavy_user_mean`, `agreed`, or whatever the file says.
    pub basis: Option<String>,
    /// A smaller improvement counts as none.
    pub min_step: Option<Decimal>,
    pub definition: Option<String>,
    pub line: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    pub id: String,
    /// 1 is best.
    pub rank: u16,
    pub title: String,
    pub signs: Vec<String>,
    pub line: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Success {
    pub window_sessions: Vec<SessionNo>,
    pub stage1_rule: Stage1Rule,
    /// The worst rank that still passes stage 2.
    pub stage2_top: u16,
    pub line: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rubric {
    pub pass_mean: Decimal,
    pub low_mean: Decimal,
    pub anchors: Anchors,
}

/// What a 1, 2, 3 and 4 look like.
pub type Anchors = [Option<String>; 4];

/// `packed` says how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    pub id: String,
    pub title: String,
    pub window_days: u16,
    /// Percent.
    pub target: Option<Decimal>,
    pub by: CompletedBy,
    pub line: u32,
}

/// What makes a learner count as complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum CompletedBy {
    Action { actions: Vec<String> },
    Usage { metric: String, threshold: Decimal },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeToComplete {
    pub id: String,
    pub from: String,
    pub to: String,
    /// Days, for the median.
    pub target_days: Option<Decimal>,
    pub line: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub no: SessionRef,
    pub title: String,
    pub line: u32,
    /// A phase id.
    pub phase: String,
    pub goal: Option<String>,
    pub audience: Vec<Audience>,
    pub requires: Vec<Gate>,
    pub planned: Planned,
    /// The headings of this session, in the order of the file.
    pub blocks: Vec<Block>,
    pub prepare: Vec<Item>,
    pub lecture: Vec<Item>,
    pub role_play: RolePlay,
    pub homework: Homework,
    pub questions: Vec<Item>,
    pub go: Vec<String>,
    pub hold: Vec<String>,
    pub tips: Vec<Item>,
    pub metrics: Vec<MetricLine>,
    pub graduation: Vec<Item>,
    /// Trainer notes under lines that are no item.
    pub notes: Vec<String>,
}

/// Minutes planned, a section each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Planned {
    pub lecture: u16,
    pub role_play: u16,
    pub homework: u16,
}

words!(
    /// Who sits opposite.
    Audience { Learner = "learner", Owner = "owner" }
);

/// The heading of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    pub section: Section,
    pub line: u32,
    pub minutes: Option<u16>,
}

/// One line of the script: a check box, a question or a tip. `packed` says how it is written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Item {
    pub id: String,
    pub text: String,
    #[serde(default)]
    pub minutes: Option<u16>,
    #[serde(default)]
    pub flags: Vec<Flag>,
    #[serde(default)]
    pub branch: Option<Branch>,
    /// For the trainer only.
    #[serde(default)]
    pub notes: Vec<String>,
    pub line: u32,
}

words!(
    /// What an item is. `must` is to be said; `review` looks at the last homework and opens the session, `task` is the
    /// new one; `purpose` and `goal` take typed text; the others name the kind.
    Flag {
        Must = "must", Review = "review", Task = "task", Metrics = "metrics", Qa = "qa", Tip = "tip", Flow = "flow",
        Purpose = "purpose", Goal = "goal",
    }
);

/// The item is planned only when item `item` has this outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    pub item: String,
    pub outcome: Outcome,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RolePlay {
    /// Why there is none in this session.
    pub none: Option<String>,
    pub persona: Option<String>,
    pub material: Vec<String>,
    pub setting: Option<String>,
    pub task: Option<String>,
    pub say: Vec<String>,
    pub items: Vec<Item>,
    pub criteria: Vec<Criterion>,
    pub notes: Vec<String>,
}

/// One observable behaviour, rated 1 to 4.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    pub id: String,
    pub text: String,
    /// Below 2 the role-play is failed.
    pub must: bool,
    /// Words of its own in place of the programme's.
    pub anchors: Anchors,
    pub notes: Vec<String>,
    pub line: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Homework {
    /// Why there is none in this session.
    pub none: Option<String>,
    pub items: Vec<Item>,
    pub verify: Option<Verify>,
    /// Minutes outside the session.
    pub effort: Option<u16>,
    pub due: Due,
    pub notes: Vec<String>,
}

/// How we know that the homework was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verify {
    pub kind: VerifyKind,
    pub text: String,
}

/// When homework is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// In the next session that is held.
    #[default]
    Next,
    /// This many days before it.
    DaysBefore(u16),
}

/// What to look at in one figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetricLine {
    /// A metric id.
    pub metric: String,
    pub text: String,
    pub notes: Vec<String>,
    pub line: u32,
}
