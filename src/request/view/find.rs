//! Looking for people and notes: how much of a query counts, and what was found.

use chrono::{DateTime, Utc};

use crate::domain::Id;
use crate::text::mask::Private;

/// How much of a query is searched for.
pub const QUERY_CHARS: usize = 200;
pub const QUERY_TERMS: usize = 10;

/// As much of a query as is searched for: a pasted mail is more than the store takes, and nobody means all of it.
pub fn query_head(text: &str) -> &str {
    text.char_indices().nth(QUERY_CHARS).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// What the palette found besides commands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FoundView {
    pub query: String,
    pub people: Vec<FoundPerson>,
    pub notes: Vec<FoundNote>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPerson {
    pub learner: Id,
    pub name: Private,
    pub pharmacy: Private,
    pub next_no: Option<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundNote {
    pub note: Id,
    pub learner: Option<Id>,
    pub name: Option<Private>,
    pub at: DateTime<Utc>,
    pub text: Private,
}
