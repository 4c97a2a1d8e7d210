//! Lines that begin with a dash: items, criteria and metrics, their ids and flags, and the notes below them.

use std::collections::hash_map::Entry;

use super::super::line::{self, Attr, Tail};
use super::super::problem::ProblemKind;
use super::super::shape::{Branch, Criterion, Flag, Item, MetricLine};
use super::super::value;
use super::{Last, Place, Reader, Seen, items_of};
use crate::domain::Section;

impl<'a> Reader<'a, '_> {
    pub(super) fn dash(&mut self, line: u32, rest: &'a str, text: &str) {
        let boxed = rest.strip_prefix("[ ] ");
        match self.section() {
            Some(section @ (Section::Questions | Section::Tips)) => {
                self.item(line, section, &line::plain(boxed.unwrap_or(rest)), text);
            }
            Some(Section::Metrics) => match line::field(rest) {
                Some((metric, told)) if boxed.is_none() => self.metric(line, metric, told),
                _ => self.unread(line, text),
            },
            Some(Section::GoNoGo) | None if boxed.is_some() => self.unread(line, text),
            Some(
                section @ (Section::Prepare
                | Section::Lecture
                | Section::RolePlay
                | Section::Homework
                | Section::Graduation),
            ) if boxed.is_some() => {
                self.at = Place::In(section);
                self.item(line, section, &line::timed(boxed.unwrap_or(rest)), text);
            }
            place => {
                let boxlike = rest.starts_with(['[', '［']) && !rest.contains("](");
                match line::field(rest) {
                    _ if boxlike => self.problems.add(line, ProblemKind::Ticked { found: text.to_owned() }),
                    Some((key, value)) => self.field(line, place, key, value),
                    None => self.unread(line, text),
                }
            }
        }
    }

    fn item(&mut self, line: u32, section: Section, tail: &Tail<'a>, whole: &str) {
        if tail.text.is_empty() {
            self.unread(line, whole);
        }
        let outcome = !matches!(section, Section::Questions | Section::Tips);
        let (flags, branch) = self.flags(line, tail.attr.as_ref());
        let id = self.id(line, tail.attr.as_ref(), outcome);
        let text = self.filled(tail.text);
        let item = Item { id, text, minutes: tail.minutes, flags, branch, notes: Vec::new(), line };
        if let Some(items) = self.running().and_then(|session| items_of(session, section)) {
            items.push(item);
        }
        self.last = Last::Item(section);
    }

    pub(super) fn criterion(&mut self, line: u32, rest: &'a str) {
        let tail = line::plain(rest);
        if tail.text.is_empty() {
            self.unread(line, rest);
        }
        let (flags, _) = self.flags(line, tail.attr.as_ref());
        let id = self.id(line, tail.attr.as_ref(), false);
        let (text, must) = (self.filled(tail.text), flags.contains(&Flag::Must));
        let criterion = Criterion { id, text, must, anchors: Default::default(), notes: Vec::new(), line };
        if let Some(session) = self.running() {
            session.role_play.criteria.push(criterion);
        }
        self.last = Last::Criterion;
    }

    fn metric(&mut self, line: u32, metric: &str, text: &str) {
        let (metric, text) = (metric.to_owned(), self.filled(text));
        if let Some(session) = self.running() {
            session.metrics.push(MetricLine { metric, text, notes: Vec::new(), line });
        }
        self.last = Last::Metric;
    }

    pub(super) fn note(&mut self, line: u32, text: &str) {
        let text = self.filled(text.trim());
        let (last, section) = (self.last, self.section());
        let Some(session) = self.running() else { return };
        let notes = match last {
            Last::Nothing => None,
            Last::Item(section) => {
                items_of(session, section).and_then(|items| items.last_mut()).map(|item| &mut item.notes)
            }
            Last::Criterion => session.role_play.criteria.last_mut().map(|criterion| &mut criterion.notes),
            Last::Metric => session.metrics.last_mut().map(|metric| &mut metric.notes),
            Last::Field => Some(match section {
                Some(Section::RolePlay) => &mut session.role_play.notes,
                Some(Section::Homework) => &mut session.homework.notes,
                Some(
                    Section::Prepare
                    | Section::Lecture
                    | Section::Questions
                    | Section::GoNoGo
                    | Section::Tips
                    | Section::Metrics
                    | Section::Graduation,
                )
                | None => &mut session.notes,
            }),
        };
        match notes {
            Some(notes) => notes.push(text),
            None => self.problems.add(line, ProblemKind::NoteAlone),
        }
    }

    // Attributes

    fn id(&mut self, line: u32, attr: Option<&Attr<'a>>, outcome: bool) -> String {
        let Some(attr) = attr else {
            self.problems.add(line, ProblemKind::IdMissing);
            return String::new();
        };
        if line::is_id(attr.id) {
            match self.ids.entry(attr.id) {
                Entry::Occupied(seen) => {
                    let (id, first) = (attr.id.to_owned(), seen.get().line);
                    self.problems.add(line, ProblemKind::IdTwice { id, first });
                }
                Entry::Vacant(free) => {
                    free.insert(Seen { line, outcome });
                }
            }
        } else {
            self.problems.add(line, ProblemKind::IdForm { found: attr.id.to_owned() });
        }
        attr.id.to_owned()
    }

    fn flags(&mut self, line: u32, attr: Option<&Attr<'a>>) -> (Vec<Flag>, Option<Branch>) {
        let mut flags = Vec::new();
        let mut branch = None;
        for word in attr.map_or("", |attr| attr.flags).split_whitespace() {
            if let Some(flag) = Flag::from_word(word) {
                if !flags.contains(&flag) {
                    flags.push(flag);
                }
            } else if let Some(read) = value::branch(word) {
                if !self.stands_before(&read.item) {
                    self.problems.add(line, ProblemKind::NotBefore { id: read.item.clone() });
                }
                if branch.is_some() {
                    self.problems.add(line, ProblemKind::BranchTwice);
                }
                branch = Some(read);
            } else {
                self.problems.add(line, ProblemKind::FlagUnknown { found: word.to_owned() });
            }
        }
        (flags, branch)
    }

    /// Whether an item of this id, one that gets an outcome, stands above.
    fn stands_before(&self, id: &str) -> bool {
        self.ids.get(id).is_some_and(|seen| seen.outcome)
    }
}
