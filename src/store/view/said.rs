//! What a record says in words about its meeting.

use chrono::{DateTime, Utc};
use rusqlite::OptionalExtension;

use super::super::db::Db;
use super::super::sql::At;
use crate::domain::Id;
use crate::request::Failure;
use crate::text::mask::Private;

/// What the newest record before that time says in words, and when it began: its hand-over line, else its summary, else its
/// last note. Private notes are for nobody's record. `closed`: of the closed ones.
pub(super) fn last_said(
    db: &Db,
    enrolment: Id,
    before: DateTime<Utc>,
    closed: bool,
) -> Result<Option<(DateTime<Utc>, Private)>, Failure> {
    let mut statement = db.conn.prepare_cached(
        "SELECT id, started_at, next_focus, summary, closed_at IS NOT NULL FROM session \
         WHERE enrolment_id = ?1 AND started_at < ?2 AND deleted_at IS NULL ORDER BY started_at DESC",
    )?;
    let mut rows = statement.query((enrolment, before.timestamp_millis()))?;
    while let Some(row) = rows.next()? {
        if closed && !row.get::<_, bool>(4)? {
            continue;
        }
        let text = |at: usize| row.get::<_, Option<String>>(at).map(|text| text.filter(|text| !text.is_empty()));
        let said = match (text(2)?, text(3)?.filter(|summary| !is_tally(summary))) {
            (Some(focus), _) => Some(focus),
            (None, Some(summary)) => Some(summary),
            (None, None) => last_note(db, row.get(0)?)?,
        };
        if let Some(said) = said {
            return Ok(Some((row.get::<_, At>(1)?.0, Private::free(said))));
        }
    }
    Ok(None)
}

/// The last note of a session that is not private, unless it is empty.
fn last_note(db: &Db, session: Id) -> rusqlite::Result<Option<String>> {
    let text: Option<Option<String>> = db
        .conn
        .prepare_cached(
            "SELECT nullif(text, '') FROM note WHERE session_id = ?1 AND private IS NOT 1 AND deleted_at IS NULL \
             ORDER BY at DESC, id DESC LIMIT 1",
        )?
        .query_row([session], |row| row.get(0))
        .optional()?;
    Ok(text.flatten())
}

/// What stands before the four counts of a tally.
const TALLIES: [[&str; 4]; 2] = [["済 ", "　半 ", "　詰 ", "　飛 "], ["done ", ", partly ", ", stuck ", ", skipped "]];

/// A summary as closing writes it where nothing got stuck: four counts, in either language, and no sentence of anybody.
fn is_tally(summary: &str) -> bool {
    TALLIES.iter().any(|words| is_tally_of(summary, words).unwrap_or(false))
}

/// Each of the words with a digit behind it, in this order; the text begins with the first, and what stands behind the last
/// are one or two digits.
fn is_tally_of(summary: &str, [first, second, third, last]: &[&str; 4]) -> Option<bool> {
    let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let mut rest = summary.strip_prefix(first).filter(|rest| digit(rest))?.get(1..)?;
    for word in [second, third] {
        let (at, _) = rest.match_indices(word).find(|(at, _)| rest.get(at + word.len()..).is_some_and(digit))?;
        rest = rest.get(at + word.len() + 1..)?;
    }
    let count = rest.rsplit_once(last)?.1;
    Some(matches!(count.len(), 1 | 2) && count.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    /// The patterns that a tally is told by.
    const GLOBS: [&str; 4] = [
        "済 [0-9]*　半 [0-9]*　詰 [0-9]*　飛 [0-9]",
        "済 [0-9]*　半 [0-9]*　詰 [0-9]*　飛 [0-9][0-9]",
        "done [0-9]*, partly [0-9]*, stuck [0-9]*, skipped [0-9]",
        "done [0-9]*, partly [0-9]*, stuck [0-9]*, skipped [0-9][0-9]",
    ];

    #[test]
    fn a_tally_is_told_as_by_its_patterns() {
        let conn = Connection::open_in_memory().unwrap();
        let sql = "SELECT ?1 GLOB ?2 OR ?1 GLOB ?3 OR ?1 GLOB ?4 OR ?1 GLOB ?5";
        let matches = |text: &str| -> bool {
            let [a, b, c, d] = GLOBS;
            conn.query_row(sql, (text, a, b, c, d), |row| row.get(0)).unwrap()
        };
        let pieces = [
            "済 ",
            "　半 ",
            "　詰 ",
            "　飛 ",
            "done ",
            ", partly ",
            ", stuck ",
            ", skipped ",
            "3",
            "12",
            "104",
            " ",
            "x",
            "半",
            "",
        ];
        let mut tallies = 0;
        let mut judge = |text: &str| {
            assert_eq!(is_tally(text), matches(text), "{text:?}");
            tallies += usize::from(is_tally(text));
        };
        for text in [
            "済 3　半 0　詰 0　飛 1",
            "済 12　半 0　詰 0　飛 10",
            "済 3　半 0　詰 0　飛 100",
            "済 3　半 x　半 0　詰 0　飛 2　飛 1",
            "済 3　半 0　詰 0　飛 x　飛 1",
            "done 3, partly 0, stuck 0, skipped 1",
            "done 3, partly 0, stuck 0, skipped 1.",
            "done 3, partly 0, stuck 0, skipped 1, skipped 22",
            "done 3 things, partly 0, partly 1, stuck 1, skipped 0",
            "done three, partly 0, stuck 0, skipped 0",
            "done 1, partly , partly 1, stuck 1, skipped 12",
            "Done 3, partly 0, stuck 0, skipped 1",
            "",
        ] {
            judge(text);
        }
        // A tally of which pieces are put in, left out and doubled, by numbers that are the same at every run.
        let mut state = 7_u32;
        let mut below = |n: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as usize % n
        };
        for _ in 0..20_000 {
            let mut text = String::new();
            for word in TALLIES[below(2)] {
                for piece in [word, ["3", "12", "0"][below(3)]] {
                    match below(12) {
                        0 => {}
                        1 => text.push_str(pieces[below(pieces.len())]),
                        2 => text.extend([piece, pieces[below(pieces.len())], piece]),
                        _ => text.push_str(piece),
                    }
                }
            }
            judge(&text);
        }
        assert!(tallies > 1000, "{tallies}");
    }
}
