//! What today lists as left is what the review says of the same day: the list is read from what is kept of the coming days,
//! the review from everybody's standing.

use super::*;
use crate::request::ReviewRow;

/// As many as are listed by name.
const LISTED: usize = 16;

fn review(db: &Db, date: BusinessDate) -> Vec<ReviewRow> {
    match db.ask(&Ask::Review { date, who: Who::Me, back: Back::TwoWeeks }).unwrap() {
        Reply::Review(view) => view.rows,
        other => panic!("{other:?}"),
    }
}

fn day(db: &Db, date: BusinessDate) -> DayView {
    let now = db.zone().on(date, NaiveTime::from_hms_opt(9, 0, 0).unwrap());
    match db.ask(&Ask::Day { date, now, who: Who::Me, back: Back::TwoWeeks }).unwrap() {
        Reply::Day(view) => *view,
        other => panic!("{other:?}"),
    }
}

/// Whom an open follow-up is due about, by the rows.
fn due(db: &Db, date: BusinessDate) -> BTreeSet<Id> {
    let sql = "SELECT scope_id FROM follow_up WHERE state IN ('open', 'snoozed') AND due_on <= ?1 \
               AND coalesce(snoozed_until, '') <= ?1 AND deleted_at IS NULL";
    let mut statement = db.conn().prepare(sql).unwrap();
    statement.query_map([date], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn compare(db: &Db, date: BusinessDate) {
    let rows = review(db, date);
    let due = due(db, date);
    let is_due = |row: &&ReviewRow| row.decided && due.contains(&row.id);
    let left = |row: &&ReviewRow| !row.decided && row.score >= ScoreTable::default().contact;
    let listed: Vec<&ReviewRow> = rows.iter().filter(is_due).chain(rows.iter().filter(left)).collect();
    let shown = day(db, date).leftovers;
    let counts = (rows.iter().filter(is_due).count(), listed.len());
    assert_eq!((shown.due, shown.count), counts, "{date}");
    let named: Vec<_> = shown.first.iter().map(|one| (&one.name, one.level, one.reasons.len())).collect();
    let wanted: Vec<_> = listed.iter().take(LISTED).map(|row| (&row.name, row.level, row.reasons.len())).collect();
    assert_eq!(named, wanted, "{date}");
}

/// How many standings say something of that date beforehand, and how many have to be looked at.
fn told(db: &Db, date: BusinessDate) -> (i64, i64) {
    let sql = "SELECT count(*) FILTER (WHERE v > 0 AND outlook_from <= ?2 AND length(outlook) > ?2 - outlook_from), count(*) \
               FROM standing WHERE settled_on IS NULL OR settled_on > ?1";
    db.conn().query_row(sql, (date, date.counted()), |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

#[test]
fn the_list_of_what_is_left_is_that_of_the_review() {
    for preset in [Preset::Morning, Preset::Evening] {
        let bench = Bench::new("left", wednesday(), preset, true);
        let (known, of) = told(&bench.db, bench.day.date);
        assert!(known * 10 > of * 9, "{known} of {of}");
        assert_eq!(told(&bench.db, bench.day.date.plus(40)).0, 0);
        for n in [-1, 0, 1, 2, 3, 5, 8, 13, 14, 15, 21] {
            compare(&bench.db, bench.day.date.plus(n));
        }
    }
}

#[test]
fn the_list_follows_what_is_recorded() {
    let mut bench = Bench::without_archive("left-steps", wednesday(), Preset::Evening);
    let date = bench.day.date;
    let at = bench.day.zone.on(date, Preset::Evening.opens());
    let stamp = Stamp { at, zone: "Asia/Tokyo".to_owned(), actor: None };
    // Everything that was played is taken back step by step.
    let mut steps = 0;
    while bench.db.record(&stamp, Record::Undo).is_ok() {
        steps += 1;
        if steps % 7 == 0 {
            compare(&bench.db, date);
            compare(&bench.db, date.plus(6));
        }
    }
    assert!(steps > 20, "{steps}");
}
