//! How domain values stand in SQL, and reading a row into a struct.

use chrono::{DateTime, Utc};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::domain::{
    AppointmentKind, AppointmentState, BusinessDate, Decimal, DecisionKind, EnrolmentState, Extent, FlowStatus,
    FollowUpState, HomeworkState, Id, Job, JudgementKind, JudgementResult, Level, MetricScope, NoteKind, Outcome,
    QuestionState, Scope, Section, StaffRole, TouchKind, VerifyKind,
};

impl FromSql for Id {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        uuid::Uuid::from_slice(value.as_blob()?).map(Self).map_err(|e| FromSqlError::Other(Box::new(e)))
    }
}

impl ToSql for Id {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(self.0.as_bytes())))
    }
}

/// A word that this program does not know.
#[derive(Debug, thiserror::Error)]
#[error("unknown word in column of {0}")]
struct UnknownWord(&'static str);

macro_rules! words_in_sql {
    ($($name:ident),+ $(,)?) => { $(
        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                Self::from_word(value.as_str()?).ok_or_else(|| FromSqlError::Other(Box::new(UnknownWord(stringify!($name)))))
            }
        }
        impl From<$name> for super::tx::Value {
            fn from(word: $name) -> Self { Self::from(word.word()) }
        }
    )+ };
}
words_in_sql!(
    AppointmentKind,
    AppointmentState,
    DecisionKind,
    EnrolmentState,
    Extent,
    FlowStatus,
    FollowUpState,
    HomeworkState,
    Job,
    JudgementKind,
    JudgementResult,
    Level,
    MetricScope,
    NoteKind,
    Outcome,
    QuestionState,
    Scope,
    Section,
    StaffRole,
    TouchKind,
    VerifyKind,
);

impl FromSql for BusinessDate {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::parse(value.as_str()?).ok_or_else(|| FromSqlError::Other(Box::new(UnknownWord("date"))))
    }
}

impl ToSql for BusinessDate {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.to_string()))
    }
}

impl FromSql for Decimal {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::parse(value.as_str()?).ok_or_else(|| FromSqlError::Other(Box::new(UnknownWord("decimal"))))
    }
}

/// An instant as stored: milliseconds since 1970, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At(pub DateTime<Utc>);

impl FromSql for At {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        DateTime::from_timestamp_millis(value.as_i64()?).map(Self).ok_or(FromSqlError::OutOfRange(value.as_i64()?))
    }
}

impl From<DateTime<Utc>> for super::tx::Value {
    fn from(at: DateTime<Utc>) -> Self {
        Self::Int(at.timestamp_millis())
    }
}
