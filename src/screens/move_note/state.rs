//! What the box knows.

use crate::app::{RequestId, TextField};
use crate::layout::list::Cursor;
use crate::request::record::NoteHome;
use crate::request::{FoundPerson, NoteView, QueueRow};
use crate::text::mask::Private;

#[derive(Debug)]
pub struct State {
    pub(super) note: NoteView,
    pub(super) query: TextField,
    pub(super) day: Vec<QueueRow>,
    pub(super) people: Vec<FoundPerson>,
    pub(super) cursor: Cursor,
    pub(super) asked_day: Option<RequestId>,
    pub(super) asked_people: Option<RequestId>,
    pub(super) sent: Option<RequestId>,
}

/// A place that can be chosen.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub to: NoteHome,
    pub name: Private,
    pub pharmacy: Private,
    /// The appointment of a 1on1.
    pub at: Option<chrono::NaiveDateTime>,
}

impl State {
    pub fn new(note: NoteView) -> Self {
        Self {
            note,
            query: TextField::line(""),
            day: Vec::new(),
            people: Vec::new(),
            cursor: Cursor::default(),
            asked_day: None,
            asked_people: None,
            sent: None,
        }
    }

    /// The 1on1s of today that have begun, then people; with a query only those that it finds.
    pub(super) fn choices(&self) -> Vec<Choice> {
        let all = self.query.text().trim().is_empty();
        let found = |row: &&QueueRow| {
            all || row.learner.as_ref().is_some_and(|l| self.people.iter().any(|person| person.learner == l.id))
        };
        let day = self.day.iter().filter(found).filter_map(|row| {
            let person = row.learner.as_ref().or(row.owner.as_ref());
            let to = match (row.session, &row.learner) {
                (Some(session), _) => NoteHome::Session(session),
                (None, Some(learner)) => NoteHome::Learner(learner.id),
                (None, None) => return None,
            };
            let name = person.map_or_else(|| row.pharmacy.name.clone(), |p| p.name.clone());
            Some(Choice { to, name, pharmacy: row.pharmacy.name.clone(), at: Some(row.local) })
        });
        let people = self.people.iter().map(|person| Choice {
            to: NoteHome::Learner(person.learner),
            name: person.name.clone(),
            pharmacy: person.pharmacy.clone(),
            at: None,
        });
        day.chain(people).collect()
    }
}
