use super::super::db::Db;
use crate::domain::Id;
use crate::request::{AfterWhat, Failure, SlotView};
pub(super) fn slots(
    _db: &Db,
    _a: Id,
    _b: AfterWhat,
    _n: chrono::DateTime<chrono::Utc>,
) -> Result<Vec<SlotView>, Failure> {
    Ok(vec![])
}
