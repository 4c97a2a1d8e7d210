//! What was done to a record, a learner or a pharmacy.

use chrono::{DateTime, Utc};

use crate::domain::{BusinessDate, Deed, Entity, Id};
use crate::text::mask::Private;

/// Whose history is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryOf {
    /// One session with all that belongs to it.
    Record(Id),
    /// One appointment with those that it was moved from; once it was started, its record.
    Appointment(Id),
    Learner(Id),
    Pharmacy(Id),
}

/// What was done, newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryView {
    pub name: Option<Private>,
    pub actions: Vec<HistoryAction>,
    /// There is more than this tells.
    pub more: bool,
}

/// One action as far as it concerned what was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryAction {
    pub at: DateTime<Utc>,
    pub by: Option<Private>,
    /// `None` when a newer program did it.
    pub deed: Option<Deed>,
    /// It changed a closed record.
    pub amends: bool,
    /// It took back another action, or did it again.
    pub inverts: bool,
    pub changes: Vec<HistoryChange>,
}

/// What became of one row.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryChange {
    pub entity: Entity,
    pub how: HistoryHow,
    /// The text of the item, homework, question or criterion.
    pub subject: Option<Private>,
    /// Of the role-play: which attempt.
    pub attempt: Option<u8>,
    pub fields: Vec<HistoryField>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryHow {
    Made,
    Changed,
    Deleted,
    /// It belongs to another session or learner now.
    Moved,
    /// A record that came whole, out of a file.
    Imported,
    /// Its words are gone for good.
    Erased,
}

/// One field with the value before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryField {
    pub field: String,
    pub from: Option<HistoryValue>,
    pub to: Option<HistoryValue>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum HistoryValue {
    /// What people wrote.
    Text(Private),
    /// A word of a vocabulary.
    Word(String),
    At(DateTime<Utc>),
    Date(BusinessDate),
    Number(i64),
    Yes(bool),
}
