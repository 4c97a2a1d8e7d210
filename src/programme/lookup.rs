//! What everybody asks a programme. Every number comes from the file: nothing here knows that there are usually twelve.

use super::shape::{
    Block, Criterion, Flag, Homework, Item, Metric, Phase, Planned, Programme, RolePlay, Session, Word,
};
use crate::domain::{Gate, MetricScope, Section, SessionNo, SessionRef};

/// An item and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<'a> {
    pub session: &'a Session,
    pub section: Section,
    pub item: &'a Item,
}

/// The sections with minutes: what they hold is planned, marked and counted in a session.
const TIMED: [Section; 3] = [Section::Lecture, Section::RolePlay, Section::Homework];

impl Programme {
    pub fn id(&self) -> &str {
        &self.identity.id
    }

    /// Whether the file is written in Japanese.
    pub fn is_ja(&self) -> bool {
        self.identity.lang == "ja"
    }

    /// The highest number.
    pub fn last(&self) -> SessionNo {
        self.sessions.iter().rev().find_map(|session| session.no.number()).unwrap_or(SessionNo::FIRST)
    }

    /// 1 to last.
    pub fn numbers(&self) -> impl DoubleEndedIterator<Item = SessionNo> {
        SessionNo::FIRST.up_to(self.last())
    }

    pub const fn has_kickoff(&self) -> bool {
        self.kickoff.is_some()
    }

    /// The kickoff, then the sessions.
    pub fn all_sessions(&self) -> impl DoubleEndedIterator<Item = &Session> {
        self.kickoff.iter().chain(&self.sessions)
    }

    /// The session of a number or of `K`.
    pub fn session(&self, no: impl Into<SessionRef>) -> Option<&Session> {
        let no = no.into();
        match no {
            SessionRef::Kickoff => self.kickoff.as_ref(),
            SessionRef::Number(_) => self.sessions.iter().find(|session| session.no == no),
        }
    }

    /// What has to be a fact before this number may start.
    pub fn gates(&self, no: impl Into<SessionRef>) -> &[Gate] {
        self.session(no).map_or(&[], |session| &session.requires)
    }

    /// The lowest number that needs `gate`.
    pub fn first_with(&self, gate: &Gate) -> Option<SessionNo> {
        self.sessions.iter().find(|session| session.requires.contains(gate))?.no.number()
    }

    /// The lowest number that needs the device.
    pub fn device_session(&self) -> Option<SessionNo> {
        self.first_with(&Gate::Device)
    }

    /// The lowest number that needs go-live.
    pub fn live_session(&self) -> Option<SessionNo> {
        self.first_with(&Gate::GoLive)
    }

    /// The numbers at which the required metrics are checked.
    pub fn check_sessions(&self) -> &[SessionNo] {
        &self.success.window_sessions
    }

    /// Whether learners are judged at all: there is something to check and a session to check it in.
    pub fn has_judgement(&self) -> bool {
        !self.check_sessions().is_empty() && self.required_metrics().next().is_some()
    }

    /// Whether a flow is to be agreed: some item is about it.
    pub fn has_flow(&self) -> bool {
        self.all_sessions().any(|session| session.flagged(Flag::Flow).next().is_some())
    }

    /// Minutes planned, a section each; nothing for a number that the programme does not have.
    pub fn planned(&self, no: impl Into<SessionRef>) -> Planned {
        self.session(no).map_or_else(Planned::default, |session| session.planned)
    }

    /// How long a meeting of this number is planned.
    pub fn minutes(&self, no: impl Into<SessionRef>) -> Option<u16> {
        self.session(no).map(|session| session.planned.total())
    }

    /// What has to be said in this number.
    pub fn must_items(&self, no: impl Into<SessionRef>) -> impl Iterator<Item = &Item> {
        self.session(no).into_iter().flat_map(Session::must_items)
    }

    /// What the role-play of this number is rated by.
    pub fn criteria(&self, no: impl Into<SessionRef>) -> &[Criterion] {
        self.session(no).map_or(&[], |session| &session.role_play.criteria)
    }

    /// The item, question or tip of an id, kickoff included.
    pub fn item(&self, id: &str) -> Option<Found<'_>> {
        self.all_sessions().find_map(|session| {
            let (section, item) = session.items().find(|(_, item)| item.id == id)?;
            Some(Found { session, section, item })
        })
    }

    /// The criterion of an id, and its session.
    pub fn criterion(&self, id: &str) -> Option<(&Session, &Criterion)> {
        self.all_sessions().find_map(|session| {
            session.role_play.criteria.iter().find(|criterion| criterion.id == id).map(|criterion| (session, criterion))
        })
    }

    /// What a rating of `score` (1 to 4) looks like: the criterion's own words, else the programme's.
    pub fn anchor<'a>(&'a self, criterion: &'a Criterion, score: u8) -> Option<&'a str> {
        let level = usize::from(score.checked_sub(1)?);
        let own = criterion.anchors.get(level)?.as_deref();
        own.or_else(|| self.rubric.anchors.get(level)?.as_deref())
    }

    pub fn metric(&self, id: &str) -> Option<&Metric> {
        self.metrics.iter().find(|metric| metric.id == id)
    }

    /// The learner's metrics that the judgement asks for, in the order of the file.
    pub fn required_metrics(&self) -> impl Iterator<Item = &Metric> {
        self.metrics.iter().filter(|metric| metric.required && metric.scope == MetricScope::Learner)
    }

    /// The phase of an id.
    pub fn phase(&self, id: &str) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.id == id)
    }

    /// The titles of lecture, role-play and homework in this number; `None` is the usual one.
    pub fn pane_titles(&self, no: impl Into<SessionRef>) -> [Option<&str>; 3] {
        let phase = self.session(no).and_then(|session| self.phase(&session.phase));
        phase.map_or([None; 3], |phase| phase.panes.each_ref().map(Option::as_deref))
    }

    /// The word of the screens: the programme's own, else the usual one of that language.
    pub fn word(&self, word: Word, ja: bool) -> &str {
        self.words.get(&word).map_or_else(|| word.usual(ja), String::as_str)
    }
}

impl Session {
    /// The heading of a section; `None` when the session does not have it.
    pub fn block(&self, section: Section) -> Option<&Block> {
        self.blocks.iter().find(|block| block.section == section)
    }

    /// The items, questions or tips of a section.
    pub fn in_section(&self, section: Section) -> &[Item] {
        match section {
            Section::Prepare => &self.prepare,
            Section::Lecture => &self.lecture,
            Section::RolePlay => &self.role_play.items,
            Section::Homework => &self.homework.items,
            Section::Questions => &self.questions,
            Section::Tips => &self.tips,
            Section::Graduation => &self.graduation,
            Section::GoNoGo | Section::Metrics => &[],
        }
    }

    /// Everything with an id but the criteria, in the order of the file.
    pub fn items(&self) -> impl Iterator<Item = (Section, &Item)> {
        self.blocks
            .iter()
            .flat_map(|block| self.in_section(block.section).iter().map(move |item| (block.section, item)))
    }

    /// What is planned, marked and counted: the items of lecture, role-play and homework, in the order of the file.
    pub fn script(&self) -> impl Iterator<Item = (Section, &Item)> {
        self.items().filter(|(section, _)| TIMED.contains(section))
    }

    /// What has to be said.
    pub fn must_items(&self) -> impl Iterator<Item = &Item> {
        self.script().map(|(_, item)| item).filter(|item| item.is(Flag::Must))
    }

    /// The items of a kind, in any section.
    pub fn flagged(&self, flag: Flag) -> impl Iterator<Item = &Item> {
        self.items().map(|(_, item)| item).filter(move |item| item.is(flag))
    }

    /// The item that looks at the last homework; it opens the session whatever section it stands in.
    pub fn review(&self) -> Option<&Item> {
        self.flagged(Flag::Review).next()
    }

    /// The new homework.
    pub fn task(&self) -> Option<&Item> {
        self.flagged(Flag::Task).next()
    }

    /// The role-play, when the session has one.
    pub fn role_play(&self) -> Option<&RolePlay> {
        (self.planned.role_play > 0).then_some(&self.role_play)
    }

    /// The homework, when the session has some.
    pub fn homework(&self) -> Option<&Homework> {
        (self.planned.homework > 0).then_some(&self.homework)
    }

    /// Why the session has none of a section.
    pub fn reason_for_none(&self, section: Section) -> Option<&str> {
        match section {
            Section::RolePlay => self.role_play.none.as_deref(),
            Section::Homework => self.homework.none.as_deref(),
            Section::Prepare
            | Section::Lecture
            | Section::Questions
            | Section::GoNoGo
            | Section::Tips
            | Section::Metrics
            | Section::Graduation => None,
        }
    }
}

impl Item {
    pub fn is(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }
}

impl Planned {
    pub const fn total(self) -> u16 {
        self.lecture.saturating_add(self.role_play).saturating_add(self.homework)
    }

    /// Minutes of a section; 0 for those without any.
    pub const fn of(self, section: Section) -> u16 {
        match section {
            Section::Lecture => self.lecture,
            Section::RolePlay => self.role_play,
            Section::Homework => self.homework,
            Section::Prepare
            | Section::Questions
            | Section::GoNoGo
            | Section::Tips
            | Section::Metrics
            | Section::Graduation => 0,
        }
    }
}

impl Word {
    /// What the word is where a programme does not say.
    pub const fn usual(self, ja: bool) -> &'static str {
        let (japanese, english) = match self {
            Self::Account => ("薬局", "pharmacy"),
            Self::Learner => ("受講者", "learner"),
            Self::Owner => ("経営者", "owner"),
            Self::Product => ("電子薬歴", "medication record"),
            Self::Trainer => ("USTr", "USTr"),
            Self::Manager => ("USM", "USM"),
            Self::Engagement => ("カスタマーエンゲージメント", "customer engagement"),
            Self::Line => ("LINE", "LINE"),
        };
        if ja { japanese } else { english }
    }
}
