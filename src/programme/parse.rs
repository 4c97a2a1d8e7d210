//! A file's text -> what it says and what is wrong with it.

use std::borrow::Cow;
use std::sync::Arc;

use super::body;
use super::check::{self, Subject};
use super::head;
use super::problem::{Problem, ProblemKind, Problems};
use super::shape::{Identity, Programme};
use crate::domain::SessionRef;

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// What could be read of it; `None` when the front matter is no TOML or there is no session. With problems it is
    /// good for comparing, not for holding sessions.
    pub programme: Option<Arc<Programme>>,
    /// Everything that is wrong, in the order of the file.
    pub problems: Vec<Problem>,
}

impl Parsed {
    /// The programme, if nothing is wrong with it; a notice is no harm.
    pub fn usable(&self) -> Option<&Arc<Programme>> {
        self.programme.as_ref().filter(|_| self.problems.iter().all(Problem::is_notice))
    }

    /// Says that the file of learners knows this version with another text.
    pub fn in_use(&mut self) {
        let Some(programme) = &self.programme else { return };
        let version = programme.identity.version.clone();
        self.problems.retain(|problem| !matches!(problem.what, ProblemKind::EditedWithoutVersion { .. }));
        self.problems.insert(0, Problem::new(1, ProblemKind::InUse { version }));
    }

    /// A programme of whose file it is known that nothing is wrong with it.
    pub(super) fn faultless(programme: Programme) -> Self {
        Self { programme: Some(Arc::new(programme)), problems: Vec::new() }
    }

    fn only(line: u32, what: ProblemKind) -> Self {
        Self { programme: None, problems: vec![Problem::new(line, what)] }
    }
}

/// The line between which the front matter stands.
const FENCE: &str = "+++";

/// Reads a file as it lies on the disk.
pub fn parse_bytes(bytes: &[u8]) -> Parsed {
    match std::str::from_utf8(bytes) {
        Ok(text) => parse(text),
        Err(error) => {
            let line = bytes.iter().take(error.valid_up_to()).filter(|b| **b == b'\n').count() + 1;
            Parsed::only(u32::try_from(line).unwrap_or(u32::MAX), ProblemKind::NotUtf8)
        }
    }
}

/// Reads the text of a file. A byte order mark and line ends of any system do not matter.
pub fn parse(text: &str) -> Parsed {
    let text = normal(text);
    let Some(parts) = split(&text) else {
        let fence = text.split('\n').next().is_some_and(|line| line.trim() == FENCE);
        return Parsed::only(1, if fence { ProblemKind::FenceNotClosed } else { ProblemKind::NoFence });
    };
    let mut problems = Problems::default();
    let head = head::read(parts.front, &mut problems);
    let known = head.as_ref().map(|(programme, _)| (&programme.terms, programme.phases.as_slice()));
    let body = body::read(parts.body.split('\n'), parts.body_line, known, &mut problems);
    if body.heading.is_none() {
        problems.add(parts.body_line, ProblemKind::TitleMissing);
    }
    if !body.sessions.iter().any(|session| session.no != SessionRef::Kickoff) {
        problems.add(parts.body_line, ProblemKind::NoSession);
        return Parsed { programme: None, problems: problems.sorted() };
    }
    let Some((mut programme, sessions_line)) = head else {
        return Parsed { programme: None, problems: problems.sorted() };
    };
    programme.identity.hash = hash(&text);
    programme.meta.heading = body.heading.unwrap_or_default();
    programme.meta.intro = body.intro;
    for session in body.sessions {
        match session.no {
            SessionRef::Kickoff if programme.kickoff.is_none() => programme.kickoff = Some(session),
            SessionRef::Kickoff => {}
            SessionRef::Number(_) => programme.sessions.push(session),
        }
    }
    let subject = Subject { programme: &programme, misread: &body.misread, sessions_line };
    check::run(&subject, &mut problems);
    Parsed { programme: Some(Arc::new(programme)), problems: problems.sorted() }
}

/// The label in the front matter of a file, without reading the rest.
pub(super) fn label(text: &str) -> Option<head::Label> {
    // Nearly always the lines end as ours do, and what comes behind the front matter need not be looked at.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match split(text) {
        Some(parts) => head::label(&normal(parts.front)),
        None => head::label(split(&normal(text))?.front),
    }
}

/// Who a file says it is, by its label and its text, without reading the rest.
pub fn identity(text: &str) -> Option<Identity> {
    let text = normal(text);
    let head::Label { id, lang, version, title: _ } = head::label(split(&text)?.front)?;
    Some(Identity { id, lang, version, hash: hash(&text) })
}

fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

/// Without byte order mark, lines ended by `\n`.
fn normal(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // To the end without a break: that way several characters are looked at in one step.
    let has_return = text.bytes().fold(0, |any, b| any | u8::from(b == b'\r')) > 0;
    if has_return { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

struct Parts<'a> {
    front: &'a str,
    body: &'a str,
    /// The number of the first line of the body.
    body_line: u32,
}

fn is_fence(line: &str) -> bool {
    line.trim_start().starts_with('+') && line.trim() == FENCE
}

/// The text between the fences and the text after them.
fn split(text: &str) -> Option<Parts<'_>> {
    let (first, rest) = text.split_once('\n')?;
    if !is_fence(first) {
        return None;
    }
    let mut at = 0;
    for (number, line) in (2_u32..).zip(rest.split_inclusive('\n')) {
        if is_fence(line) {
            return Some(Parts {
                front: &rest[..at],
                body: &rest[at + line.len()..],
                body_line: number.saturating_add(1),
            });
        }
        at += line.len();
    }
    None
}
