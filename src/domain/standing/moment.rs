//! Starts of meetings as a standing keeps them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// An instant, in whole seconds since 1970. A review reads thousands and only compares them: none is made a date and a time
/// before somebody wants to see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub(super) i64);

impl Moment {
    /// As a date and a time.
    pub fn at(self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.0, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }
}

impl From<DateTime<Utc>> for Moment {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.timestamp())
    }
}
