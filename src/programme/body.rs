//! The sessions: read line by line, each line once. What stands on a line is decided by its first characters and by the
//! section it stands in. A line that cannot be read is told and passed over, so that one slip does not hide the next.

mod fields;
mod items;

use std::collections::{BTreeMap, HashMap};

use super::keywords::{self, Field};
use super::line::{self};
use super::links;
use super::problem::{ProblemKind, Problems};
use super::shape::{Audience, Block, Homework, Item, Phase, Planned, RolePlay, Session};
use super::terms;
use crate::domain::{Section, SessionNo, SessionRef};

/// The ids of a programme of twelve sessions.
const USUAL_IDS: usize = 224;

/// What the body of a file says.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub heading: Option<String>,
    pub intro: String,
    /// In the order of the file, the kickoff among them.
    pub sessions: Vec<Session>,
    /// Fields that stood there but could not be read, with the line of their heading: told once, compared with nothing.
    pub misread: Vec<(u32, Field)>,
}

/// Reads the lines after the front matter; `first` is the number of the first one. Without `head` (the front matter
/// could not be read) terms and phases are taken as they stand.
pub(super) fn read<'a>(
    lines: impl Iterator<Item = &'a str>,
    first: u32,
    head: Option<(&BTreeMap<String, String>, &[Phase])>,
    problems: &mut Problems,
) -> Body {
    let mut reader = Reader {
        terms: head.map(|(terms, _)| terms),
        phases: head.map_or(&[], |(_, phases)| phases),
        problems,
        body: Body::default(),
        at: Place::Intro,
        last: Last::Nothing,
        fields: Vec::new(),
        planned: true,
        minutes_text: "",
        ids: HashMap::with_capacity(USUAL_IDS),
        has_terms: false,
        number: 0,
    };
    for (line, text) in (first..).zip(lines) {
        reader.line(line, text.trim_end());
    }
    reader.finish()
}

/// Where the reader stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Intro,
    /// Under a session's heading.
    Session,
    In(Section),
    Rubric,
    /// Under a heading that could not be read: its lines are only looked through for ids.
    Unknown,
}

/// The line above, for notes and anchors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Item(Section),
    Criterion,
    Metric,
    Field,
}

/// Where an id was first seen, and whether it is an item that has an outcome.
#[derive(Debug, Clone, Copy)]
struct Seen {
    line: u32,
    outcome: bool,
}

struct Reader<'a, 'p> {
    terms: Option<&'p BTreeMap<String, String>>,
    phases: &'p [Phase],
    problems: &'p mut Problems,
    body: Body,
    at: Place,
    last: Last,
    /// The fields seen since the last heading.
    fields: Vec<Field>,
    /// Whether the running session's `minutes` were read, and what they say if not.
    planned: bool,
    minutes_text: &'a str,
    ids: HashMap<&'a str, Seen>,
    /// Whether the line that is read has terms in it.
    has_terms: bool,
    /// The number of the last session.
    number: u8,
}

impl<'a> Reader<'a, '_> {
    fn line(&mut self, line: u32, text: &'a str) {
        if text.is_empty() {
            if self.at == Place::Intro && !self.body.intro.is_empty() {
                self.body.intro.push('\n');
            }
            return;
        }
        if line::is_comment(text) {
            return;
        }
        self.known_terms(line, text);
        if text.starts_with('#') && self.marked(line, text) {
            return;
        }
        if self.at == Place::Intro {
            self.intro(text);
        } else if self.at == Place::Unknown {
            self.passed_over(line, text);
        } else if let Some(rest) = text.strip_prefix("- ") {
            self.dash(line, rest, text);
        } else if let Some(note) = text.strip_prefix("  > ") {
            self.note(line, note);
        } else if self.at == Place::Rubric
            && let Some(rest) = line::numbered(text)
        {
            self.criterion(line, rest);
        } else if self.last == Last::Criterion
            && let Some((level, text)) = line::anchor(text)
        {
            let text = self.filled(text);
            if let Some(criterion) = self.running().and_then(|session| session.role_play.criteria.last_mut()) {
                criterion.anchors[level] = Some(text);
            }
        } else {
            self.unread(line, text);
        }
    }

    /// A line that begins with `#`; says whether it was a heading where it stands.
    fn marked(&mut self, line: u32, text: &'a str) -> bool {
        if let Some(rest) = text.strip_prefix("## [") {
            self.session(line, rest, text);
        } else if let Some(title) = text.strip_prefix("# ") {
            if self.body.heading.is_some() {
                self.problems.add(line, ProblemKind::TitleTwice);
            } else {
                self.body.heading = Some(self.filled(title.trim()));
            }
        } else if self.at == Place::Intro {
            return false;
        } else if let Some(rest) = text.strip_prefix("### ") {
            self.heading(line, rest);
        } else if let Some(rest) = text.strip_prefix("#### ") {
            self.rubric(line, rest.trim());
        } else if text.starts_with("## ") {
            self.problems.add(line, ProblemKind::SessionHeading { found: text.to_owned() });
            self.at = Place::Unknown;
        } else {
            return false;
        }
        true
    }

    fn unread(&mut self, line: u32, text: &str) {
        self.problems.add(line, ProblemKind::CannotRead { found: text.to_owned() });
    }

    fn intro(&mut self, text: &str) {
        let text = self.filled(text);
        self.body.intro.push_str(&text);
        self.body.intro.push('\n');
    }

    /// The section the reader is in; a rubric belongs to the role-play.
    const fn section(&self) -> Option<Section> {
        match self.at {
            Place::In(section) => Some(section),
            Place::Rubric => Some(Section::RolePlay),
            Place::Intro | Place::Session | Place::Unknown => None,
        }
    }

    fn running(&mut self) -> Option<&mut Session> {
        self.body.sessions.last_mut()
    }

    fn session(&mut self, line: u32, rest: &'a str, text: &str) {
        let read = line::session(rest);
        if read.is_none() && self.at == Place::Intro && rest.contains("](") {
            return self.intro(text); // a heading that is a link
        }
        self.close();
        let (no, title) = read.unwrap_or_else(|| {
            self.problems.add(line, ProblemKind::SessionHeading { found: text.to_owned() });
            (self.meant(rest), "")
        });
        match no {
            SessionRef::Kickoff if !self.body.sessions.is_empty() => {
                self.problems.add(line, ProblemKind::KickoffNotFirst);
            }
            SessionRef::Kickoff => {}
            SessionRef::Number(found) => {
                let expected = self.number.saturating_add(1);
                if found.get() != expected {
                    self.problems.add(line, ProblemKind::SessionOrder { found, expected });
                }
                self.number = found.get();
            }
        }
        // Nobody opens a link from a title or a field: they are read aloud.
        let title = self.aloud(title);
        self.body.sessions.push(empty(no, title, line));
        (self.at, self.last, self.planned) = (Place::Session, Last::Nothing, false);
        self.fields.clear();
    }

    /// The session that a heading with a slip in it most likely is: the next one.
    fn meant(&self, rest: &str) -> SessionRef {
        let kickoff = rest.trim_start().starts_with(['k', 'K', 'Ｋ', 'ｋ']) && self.body.sessions.is_empty();
        let next = SessionNo::new(self.number.saturating_add(1)).unwrap_or(SessionNo::FIRST);
        if kickoff { SessionRef::Kickoff } else { next.into() }
    }

    fn heading(&mut self, line: u32, rest: &str) {
        let (word, minutes) = line::duration(rest);
        self.last = Last::Nothing;
        self.fields.clear();
        let Some(section) = keywords::section(word.trim()) else {
            self.problems.add(line, ProblemKind::SectionUnknown { found: word.trim().to_owned() });
            self.at = Place::Unknown;
            return;
        };
        self.at = Place::In(section);
        let Some(session) = self.running() else { return };
        match session.block(section).map(|block| block.line) {
            None => session.blocks.push(Block { section, line, minutes }),
            Some(first) => {
                // The lines of the second one belong nowhere, unless the heading itself stands there twice.
                if !session.in_section(section).is_empty() {
                    self.at = Place::Unknown;
                }
                self.problems.add(line, ProblemKind::SectionTwice { section, first });
            }
        }
    }

    /// A heading of level 4. Whatever is wrong with it, what follows is read as criteria.
    fn rubric(&mut self, line: u32, word: &str) {
        if self.at == Place::Unknown {
            return;
        }
        if self.section() != Some(Section::RolePlay) || !keywords::is_rubric(word) {
            self.problems.add(line, ProblemKind::RubricOutOfPlace);
        }
        (self.at, self.last) = (Place::Rubric, Last::Nothing);
    }

    /// The session is complete: its minutes must have been read by now.
    fn close(&mut self) {
        let found = std::mem::take(&mut self.minutes_text).to_owned();
        if let Some(session) = self.body.sessions.last().filter(|_| !self.planned) {
            self.problems.add(session.line, ProblemKind::MinutesUnread { found });
            self.body.misread.push((session.line, Field::Minutes));
        }
    }

    fn finish(mut self) -> Body {
        self.close();
        let intro = self.body.intro.trim_end().len();
        self.body.intro.truncate(intro);
        self.body
    }

    /// A line under a heading that was not read: its id is remembered, so that nothing else trips over it.
    fn passed_over(&mut self, line: u32, text: &'a str) {
        let outcome = text.starts_with("- [ ] ");
        if let Some(attr) = line::plain(text).attr.filter(|attr| line::is_id(attr.id)) {
            self.ids.entry(attr.id).or_insert(Seen { line, outcome });
        }
    }

    fn known_terms(&mut self, line: u32, text: &str) {
        let Some(terms) = self.terms else { return };
        self.has_terms = terms::has_any(text);
        if !self.has_terms {
            return;
        }
        for key in terms::keys(text).filter(|key| !terms.contains_key(*key)) {
            self.problems.add(line, ProblemKind::TermUnknown { key: key.to_owned() });
        }
    }

    /// A text of the line that is read, its terms filled in.
    fn filled(&self, text: &str) -> String {
        match self.terms {
            Some(terms) if self.has_terms => terms::fill(text, terms),
            Some(_) | None => text.to_owned(),
        }
    }

    /// The same without links.
    fn aloud(&self, text: &str) -> String {
        let text = self.filled(text);
        if text.contains(']') { links::plain(&text) } else { text }
    }
}

fn empty(no: SessionRef, title: String, line: u32) -> Session {
    Session {
        no,
        title,
        line,
        phase: String::new(),
        goal: None,
        audience: vec![Audience::Learner],
        requires: Vec::new(),
        planned: Planned::default(),
        blocks: Vec::with_capacity(8),
        prepare: Vec::new(),
        lecture: Vec::new(),
        role_play: RolePlay::default(),
        homework: Homework::default(),
        questions: Vec::new(),
        go: Vec::new(),
        hold: Vec::new(),
        tips: Vec::new(),
        metrics: Vec::new(),
        graduation: Vec::new(),
        notes: Vec::new(),
    }
}

/// Where the items of a section are kept; the two sections that have none keep none.
fn items_of(session: &mut Session, section: Section) -> Option<&mut Vec<Item>> {
    match section {
        Section::Prepare => Some(&mut session.prepare),
        Section::Lecture => Some(&mut session.lecture),
        Section::RolePlay => Some(&mut session.role_play.items),
        Section::Homework => Some(&mut session.homework.items),
        Section::Questions => Some(&mut session.questions),
        Section::Tips => Some(&mut session.tips),
        Section::Graduation => Some(&mut session.graduation),
        Section::GoNoGo | Section::Metrics => None,
    }
}
