//! What is left of a day: whom nobody has decided about, and whose follow-up is due. Most people are on no such list: what
//! is kept of the coming days says who is, and only the first of those are looked at closely.

use std::cmp::Reverse;

use super::super::db::Db;
use super::super::standing;
use super::people;
use super::scores::{Mine, Scores};
use crate::domain::follow_up::{self, Glance, Row};
use crate::domain::{BusinessDate, Id, Scope};
use crate::request::{Failure, Leftover, Leftovers};
use crate::text::mask::Private;

/// How many leftovers have their names with them: more than any terminal shows.
const LISTED: usize = 16;

pub(super) fn leftovers(db: &Db, scores: &Scores<'_>, mine: &Mine) -> Result<Leftovers, Failure> {
    let glances = standing::glances(db, scores.day, |scope, id| mine.has(scope, id))?;
    let is_open = |glance: &Option<Glance>| matches!(glance, None | Some(Glance::Decided));
    let due =
        if glances.iter().any(|(.., glance)| is_open(glance)) { due_follow_ups(db, scores.day)? } else { Vec::new() };
    let title = |scope: Scope, id: Id| due.iter().find(|(s, i, _)| *i == id && s == scope.word()).map(|d| &d.2);
    let lightest = lightest(glances.iter().filter_map(|(.., glance)| points(*glance)).collect());
    let mut rows: Vec<Row> = Vec::new();
    let mut undecided = 0;
    for (scope, id, glance) in glances {
        let is_shown = match glance {
            None => true,
            Some(Glance::Nothing) => false,
            Some(Glance::Decided) => title(scope, id).is_some(),
            Some(Glance::Undecided(score)) => {
                undecided += 1;
                score >= lightest
            }
        };
        if !is_shown {
            continue;
        }
        let row = match scope {
            Scope::Learner => scores.learner_row(id)?,
            Scope::Pharmacy => scores.pharmacy_row(id)?,
        };
        let found = Glance::of(row.as_ref(), &db.options.scores);
        if glance.is_none() && matches!(found, Glance::Undecided(_)) {
            undecided += 1;
        }
        rows.extend(row.filter(|_| found != Glance::Nothing));
    }
    follow_up::sort(&mut rows);
    let is_due = |row: &&Row| row.decided && title(row.scope, row.id).is_some();
    let first = rows
        .iter()
        .filter(is_due)
        .chain(rows.iter().filter(|row| !row.decided))
        .take(LISTED)
        .map(|row| {
            let due = title(row.scope, row.id).filter(|_| row.decided).map(|text| Private::free(text.clone()));
            Ok(Leftover { name: name(db, row)?, due, level: row.level, reasons: row.reasons.clone() })
        })
        .collect::<rusqlite::Result<_>>()?;
    let due = rows.iter().filter(is_due).count();
    Ok(Leftovers { first, count: due + undecided, due })
}

fn points(glance: Option<Glance>) -> Option<u32> {
    match glance {
        Some(Glance::Undecided(score)) => Some(score),
        Some(Glance::Nothing | Glance::Decided) | None => None,
    }
}

/// The score from which on rows are among the first: rows stand by score, and of equal ones all have to be looked at.
fn lightest(mut scores: Vec<u32>) -> u32 {
    if scores.len() <= LISTED {
        return 0;
    }
    *scores.select_nth_unstable_by_key(LISTED - 1, |score| Reverse(*score)).1
}

fn name(db: &Db, row: &Row) -> rusqlite::Result<Private> {
    match row.scope {
        Scope::Learner => Ok(people::learner(db, row.id)?.map_or_else(|| Private::free(String::new()), |p| p.name)),
        Scope::Pharmacy => people::account(db, row.id).map(|a| a.name),
    }
}

/// Whom an open follow-up is due about on a day, and what it says.
fn due_follow_ups(db: &Db, date: BusinessDate) -> Result<Vec<(String, Id, String)>, Failure> {
    let rows = db
        .conn
        .prepare_cached(
            "SELECT scope, scope_id, title FROM follow_up WHERE state IN ('open', 'snoozed') AND due_on <= ?1 \
             AND (snoozed_until IS NULL OR snoozed_until <= ?1) AND deleted_at IS NULL",
        )?
        .query_map([date], |r| Ok((r.get(0)?, r.get(1)?, r.get::<_, Option<String>>(2)?.unwrap_or_default())))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_the_lightest_that_is_listed_all_are_looked_at() {
        assert_eq!(lightest(vec![40; LISTED]), 0, "all of few");
        assert_eq!(lightest((20..40).collect()), 24);
        let mut equal = vec![20; 30];
        equal[7] = 60;
        assert_eq!(lightest(equal), 20);
    }
}
