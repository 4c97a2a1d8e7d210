//! What a row comes to on each of the coming days, worked out when something is recorded: whoever lists what is left of a
//! day then looks closely only at those who are on the list.

use super::Row;
use crate::domain::{BusinessDate, ScoreTable};

/// For so many days, the first included: a session a week later finds it in place.
pub const DAYS: usize = 15;

/// What the list of leftovers needs to know of somebody on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glance {
    /// No row, or one that is not decided and below the level contact.
    Nothing,
    /// Not decided and of the level contact at least: its score.
    Undecided(u32),
    /// Decided; a follow-up may be due.
    Decided,
}

impl Glance {
    /// Of the row of a day.
    pub fn of(row: Option<&Row>, table: &ScoreTable) -> Self {
        match row {
            Some(row) if row.decided => Self::Decided,
            Some(row) if row.score >= table.contact => Self::Undecided(row.score),
            Some(_) | None => Self::Nothing,
        }
    }

    /// As a byte: 0 nothing, 255 decided, else the score. `None` for a score that a byte cannot hold.
    fn byte(self) -> Option<u8> {
        match self {
            Self::Nothing => Some(0),
            Self::Decided => Some(u8::MAX),
            Self::Undecided(score) => u8::try_from(score).ok().filter(|byte| (1..u8::MAX).contains(byte)),
        }
    }

    fn from_byte(byte: u8) -> Self {
        match byte {
            0 => Self::Nothing,
            u8::MAX => Self::Decided,
            score => Self::Undecided(u32::from(score)),
        }
    }
}

/// The coming days of one learner or pharmacy, a byte each, as long as nothing new is recorded.
pub fn ahead(
    from: BusinessDate,
    table: &ScoreTable,
    row_on: impl Fn(BusinessDate) -> Option<Row>,
) -> Option<[u8; DAYS]> {
    let mut bytes = [0; DAYS];
    let mut day = from;
    for byte in &mut bytes {
        *byte = Glance::of(row_on(day).as_ref(), table).byte()?;
        day = day.plus(1);
    }
    Some(bytes)
}

/// What was worked out for a day, so many days after the first; `None` for a day that is not among them.
pub fn glance(bytes: &[u8], days: i32) -> Option<Glance> {
    bytes.get(usize::try_from(days).ok()?).copied().map(Glance::from_byte)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Scorer, learner, pharmacy};
    use super::super::tests::{t, with};
    use super::*;
    use crate::domain::DecisionKind;
    use crate::domain::standing::{Covered, Decision, Standing};

    fn bytes(standing: &Standing, table: &ScoreTable) -> Option<[u8; DAYS]> {
        let scorer = Scorer { table: *table, ..Scorer::new() };
        let facts = pharmacy("P").facts;
        ahead(t(0), table, |day| scorer.learner(standing, &facts, day))
    }

    #[test]
    fn each_coming_day_is_that_of_its_row() {
        let owed = with(learner("L").booked(t(30)), |s| s.promise(t(3)));
        let heavy = Scorer::new().learner(&owed, &pharmacy("P").facts, t(6)).unwrap();
        let covers = heavy.reasons.iter().map(|r| Covered { code: r.code(), points: r.points, source: r.source });
        let covers: Vec<Covered> = covers.collect();
        let put_off = with(owed.clone(), |s| {
            s.decisions.push(Decision { day: t(6), kind: DecisionKind::Snooze, until: Some(t(9)), covers });
        });
        let table = ScoreTable::default();
        let of = |standing: &Standing| -> Vec<Option<Glance>> {
            let bytes = bytes(standing, &table).unwrap();
            (-1..=15).map(|n| glance(&bytes, n)).collect()
        };
        let (plain, decided) = (of(&owed), of(&put_off));
        assert_eq!((plain[0], plain[16]), (None, None), "not among them");
        assert_eq!(plain[1], Some(Glance::Nothing));
        assert_eq!(plain[7], Some(Glance::Undecided(heavy.score)));
        assert_eq!((decided[7], decided[10]), (Some(Glance::Decided), plain[10]));
    }

    #[test]
    fn a_score_that_no_byte_holds_is_not_looked_ahead_to() {
        let owed = with(learner("L").booked(t(30)), |s| s.promise(t(-3)));
        let table = ScoreTable::default();
        assert!(bytes(&owed, &table).is_some());
        let mut wide = ScoreTable { most: 1_000, ..table };
        wide.promise.points = [300; 3];
        assert_eq!(bytes(&owed, &wide), None);
        assert_eq!(bytes(&learner("L").booked(t(30)), &ScoreTable { contact: 0, ..table }).map(|b| b[0]), Some(0));
    }
}
