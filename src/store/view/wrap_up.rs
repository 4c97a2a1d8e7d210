use super::super::db::Db;
use crate::domain::Id;
use crate::request::{Failure, Refusal, WrapUpView};
pub(super) fn wrap_up(_db: &Db, _a: Id, _n: chrono::DateTime<chrono::Utc>) -> Result<WrapUpView, Failure> {
    Err(Refusal::Closed.into())
}
