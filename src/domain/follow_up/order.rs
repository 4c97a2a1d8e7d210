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

#[cfg(test)]
mod tests {
    use super::super::fixture::{Scorer, learner, pharmacy};
    use super::super::tests::{booked, place, t, with};
    use super::*;
    use crate::domain::standing::{Covered, Decision};
    use crate::domain::{DecisionKind, Id, PharmacyFacts, Standing};

    fn facts(kana: &str) -> PharmacyFacts {
        PharmacyFacts { kana_key: kana.to_owned(), ..pharmacy("P").facts }
    }
    fn row(standing: &Standing, kana: &str) -> Row {
        Scorer::new().learner(standing, &facts(kana), t(0)).unwrap()
    }
    /// Homework missing twice and a late promise (60), or the homework alone (30), or one of it (10).
    fn weighing(score: u32) -> Standing {
        with(booked(), |s| {
            s.homework_at(t(-7), true);
            if score > 10 {
                s.homework_at(t(-14), true);
            }
            if score > 30 {
                s.promise(t(-1));
            }
        })
    }

    #[test]
    fn each_criterion_decides_when_all_before_it_are_equal() {
        let named = |n: u128, kana: &str| Standing {
            learner: Id::at(0, n),
            kana_key: kana.to_owned(),
            ..learner("L").booked(t(3))
        };
        let promise = |standing: Standing, by: i64| with(standing, |s| s.promise(t(by)));
        let touched = |standing: Standing, ago: i64| with(standing, |s| s.touches.push(t(-ago)));
        let flow = place(|p| {
            p.facts.kana_key = "あ".to_owned();
            p.facts.go_live_target = Some(t(0));
            p.contacts = vec![t(-300)];
        });
        // Forty points each from the fourth on, due today.
        let mut want = vec![
            row(&weighing(60), "ん"),
            row(&promise(touched(named(9, "ん"), 30), -3), "ん"),
            row(&promise(touched(named(8, "ん"), 20), -3), "あ"),
            row(&promise(named(7, "い"), -3), "い"),
            row(&promise(named(5, "う"), -3), "い"),
            row(&promise(named(6, "う"), -3), "い"),
            row(&promise(named(4, "あ"), -3), "う"),
            Scorer::new().pharmacy(&flow, t(0)).unwrap(),
            row(&weighing(30), "あ"),
            row(&promise(named(3, "あ"), 0), "あ"),
            row(&promise(named(2, "あ"), 1), "あ"),
        ];
        // The two lightest differ by their due date alone.
        assert_eq!(want.iter().map(|row| row.score).collect::<Vec<_>>(), [60, 40, 40, 40, 40, 40, 40, 40, 30, 10, 10]);
        let sorted = want.clone();
        want.reverse();
        sort(&mut want);
        assert_eq!(want, sorted);
    }

    #[test]
    fn the_day_is_closed_when_nothing_heavy_is_undecided_and_no_record_is_open() {
        let table = ScoreTable::default();
        let (light, heavy) = (row(&weighing(10), "あ"), row(&weighing(30), "あ"));
        let decided = with(weighing(30), |s| {
            let covers = heavy.reasons.iter().map(|r| Covered { code: r.code(), points: r.points, source: r.source });
            s.decisions.push(Decision {
                day: t(0),
                kind: DecisionKind::Snooze,
                until: Some(t(1)),
                covers: covers.collect(),
            });
        });
        let decided = row(&decided, "あ");
        assert!(is_day_closed(&[], false, &table));
        assert!(is_day_closed(&[decided.clone(), light.clone()], false, &table));
        assert!(!is_day_closed(&[decided.clone(), light, heavy], false, &table));
        assert!(!is_day_closed(&[decided], true, &table));
    }
}
