//! The order of the review's rows, and when a day is closed (model 4.4).

use std::cmp::{Ordering, Reverse};

use super::Row;
use crate::domain::ScoreTable;

/// What decides between rows of one score and due date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Days since the last contact; 0 without any.
    pub silent_days: i64,
    /// The pharmacy's folded kana.
    pub pharmacy_kana: String,
    /// The learner's folded kana; empty on a pharmacy row.
    pub learner_kana: String,
}

/// Sorts rows the way the review shows them. The order is total: two rows never change places.
pub fn sort(rows: &mut [Row]) {
    rows.sort_unstable_by(compare);
}

fn compare(a: &Row, b: &Row) -> Ordering {
    let key = |row: &Row| (Reverse(row.score), row.due, row.scope, Reverse(row.place.silent_days));
    let kana = |a: &Row, b: &Row| {
        let pharmacy = a.place.pharmacy_kana.cmp(&b.place.pharmacy_kana);
        pharmacy.then_with(|| a.place.learner_kana.cmp(&b.place.learner_kana))
    };
    key(a).cmp(&key(b)).then_with(|| kana(a, b)).then_with(|| a.id.cmp(&b.id))
}

/// Whether the day is closed: no row of the level contact or above is undecided, and no record at all is open.
pub fn is_day_closed(rows: &[Row], any_open_record: bool, table: &ScoreTable) -> bool {
    !any_open_record && rows.iter().all(|row| row.decided || row.score < table.contact)
}
