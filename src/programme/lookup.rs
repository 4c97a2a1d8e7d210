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
pub(super) const TIMED: [Section; 3] = [Section::Lecture, Section::RolePlay, Section::Homework];

impl Programme {
    pub fn id(&self) -> &str {
        &self.identity.id
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

    /// The item, question or tip of an id, kickoff included. Section by section: a start may ask for seventy.
    pub fn item(&self, id: &str) -> Option<Found<'_>> {
        self.all_sessions().find_map(|session| {
            session.blocks.iter().find_map(|&Block { section, .. }| {
                let item = session.in_section(section).iter().find(|item| item.id == id)?;
                Some(Found { session, section, item })
            })
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

#[cfg(test)]
mod tests {
    use super::super::library::{DEFAULT_PROGRAMME, Library};
    use super::*;

    fn with(id: &str, test: impl FnOnce(&Programme)) {
        let library = Library::new([]);
        test(library.find(id, None, "ja").unwrap().usable().unwrap());
    }

    fn no(number: u8) -> SessionNo {
        SessionNo::new(number).unwrap()
    }

    /// The titles of lecture, role-play and homework in this number; `None` is the usual one.
    fn panes(programme: &Programme, no: impl Into<SessionRef>) -> [Option<&str>; 3] {
        let phase = programme.session(no).and_then(|session| programme.phase(&session.phase));
        phase.map_or([None; 3], |phase| phase.panes.each_ref().map(Option::as_deref))
    }

    #[test]
    fn the_numbers_of_the_default_programme_come_from_its_file() {
        with(DEFAULT_PROGRAMME, |programme| {
            assert_eq!(programme.last(), no(12));
            assert_eq!(programme.numbers().count(), 12);
            assert_eq!((programme.device_session(), programme.live_session()), (Some(no(3)), Some(no(9))));
            assert_eq!(programme.check_sessions(), [no(9), no(10), no(11)]);
            assert!(programme.has_kickoff() && programme.has_flow() && programme.has_judgement());
            assert_eq!(programme.gates(no(12)), [Gate::GoLive, Gate::Judgement]);
            assert_eq!(programme.gates(SessionRef::Kickoff), []);
            let required: Vec<&str> = programme.required_metrics().map(|metric| metric.id.as_str()).collect();
            assert_eq!(required, ["same_day_record_rate", "suggestion_use_rate"]);
        });
    }

    #[test]
    fn a_small_programme_lacks_what_its_file_lacks() {
        with("accounting-mini", |programme| {
            assert_eq!(programme.last(), no(2));
            assert_eq!((programme.device_session(), programme.live_session()), (None, Some(no(2))));
            assert!(!programme.has_kickoff() && programme.session(SessionRef::Kickoff).is_none());
            assert_eq!(programme.gates(no(3)), []);
            assert_eq!((programme.minutes(no(3)), programme.planned(no(3))), (None, Planned::default()));
            assert_eq!(panes(programme, no(1)), [None; 3]);
            assert_eq!(panes(programme, no(3)), [None; 3]);
        });
    }

    #[test]
    fn minutes_panes_and_reasons() {
        with(DEFAULT_PROGRAMME, |programme| {
            assert_eq!(programme.minutes(SessionRef::Kickoff), Some(45));
            assert_eq!(programme.minutes(no(5)), Some(30));
            assert_eq!(programme.planned(no(5)).of(Section::RolePlay), 13);
            assert_eq!(programme.planned(no(5)).of(Section::Tips), 0);
            assert_eq!(panes(programme, no(3)), [None; 3]);
            assert_eq!(panes(programme, SessionRef::Kickoff), [Some("対話"), None, Some("お願い")]);
            assert_eq!(panes(programme, no(9)), [Some("質問・数値・コツ"), None, None]);
            let last = programme.session(no(12)).unwrap();
            assert_eq!(last.reason_for_none(Section::RolePlay), Some("卒業の回のため"));
            assert!(last.role_play().is_none() && last.homework().is_none());
            assert!(
                last.reason_for_none(Section::Homework).is_some() && last.reason_for_none(Section::Lecture).is_none()
            );
        });
    }

    #[test]
    fn items_by_id_and_by_kind() {
        with(DEFAULT_PROGRAMME, |programme| {
            let found = programme.item("s07-handoff").unwrap();
            assert_eq!(
                (found.session.no, found.section, found.item.minutes),
                (no(7).into(), Section::Lecture, Some(2))
            );
            assert_eq!(programme.item("k-q-who").map(|found| found.section), Some(Section::Questions));
            assert_eq!(programme.item("s12-g-line").map(|found| found.section), Some(Section::Graduation));
            assert!(programme.item("s03-r-find").is_none() && programme.item("").is_none());
            assert_eq!(programme.criterion("s03-r-find").map(|(session, _)| session.no), Some(no(3).into()));
            let third = programme.session(no(3)).unwrap();
            assert_eq!(third.review().map(|item| item.id.as_str()), Some("s03-hw-review"));
            assert_eq!(third.task().map(|item| item.id.as_str()), Some("s03-hw"));
            assert_eq!(programme.session(no(1)).unwrap().review(), None);
            let kickoff = programme.session(SessionRef::Kickoff).unwrap();
            assert_eq!(kickoff.flagged(Flag::Purpose).map(|item| item.id.as_str()).collect::<Vec<_>>(), ["k-purpose"]);
            assert_eq!(third.script().count(), 9);
            // What is readied before the call is not said in it.
            let must: Vec<&str> = programme.must_items(no(3)).map(|item| item.id.as_str()).collect();
            assert_eq!(must, ["s03-login", "s03-queue", "s03-chart", "s03-last", "s03-rp-act", "s03-rp-review"]);
            assert_eq!(programme.criteria(no(3)).len(), 4);
            assert_eq!(programme.criteria(no(1)), []);
        });
    }

    #[test]
    fn a_rating_is_called_by_the_criterion_or_by_the_programme() {
        with("accounting-mini", |programme| {
            let criterion = &programme.criteria(no(1))[0];
            let words: Vec<Option<&str>> = (0..=5).map(|score| programme.anchor(criterion, score)).collect();
            assert_eq!(
                words,
                [
                    None,
                    Some("Left a line unposted"),
                    Some("Can do it when prompted"),
                    Some("Both posted without help"),
                    Some("Adapts to the case and can say why"),
                    None,
                ]
            );
        });
    }

    #[test]
    fn a_word_of_the_screens_is_the_programmes_or_the_usual_one() {
        with(DEFAULT_PROGRAMME, |programme| {
            assert_eq!(
                (programme.word(Word::Account, true), programme.word(Word::Account, false)),
                ("薬局", "pharmacy")
            );
            let mut own = programme.clone();
            own.words.insert(Word::Account, "店舗".to_owned());
            assert_eq!(own.word(Word::Account, true), "店舗");
            assert_eq!(own.word(Word::Learner, true), "受講者");
        });
    }
}
