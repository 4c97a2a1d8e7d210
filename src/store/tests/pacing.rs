//! The minutes of a session: worked out from what is on disk, also after the program ended without a word.

use super::*;

impl Bench {
    fn mark(&mut self, item: Id, outcome: Outcome) {
        self.record(Record::Mark { item, outcome, actual_minutes: None });
    }

    fn sections(&self, session: Id) -> String {
        let sql = "SELECT actual_minutes FROM session WHERE id = ?1";
        self.db.conn().query_row(sql, [session], |row| row.get(0)).unwrap()
    }

    fn items(&self, session: Id) -> Vec<(String, Option<i64>)> {
        let sql = "SELECT item_id, actual_minutes FROM session_item WHERE session_id = ?1 ORDER BY position";
        let mut statement = self.db.conn().prepare(sql).unwrap();
        let rows = statement.query_map([session], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.map(Result::unwrap).collect()
    }

    fn close(&mut self, session: Id, result: CloseResult) {
        let mut close = self.closing(session);
        close.result = result;
        self.record(Record::Close(Box::new(close)));
    }
}

fn minutes_of(items: &[(String, Option<i64>)]) -> Vec<Option<i64>> {
    items.iter().map(|(_, minutes)| *minutes).collect()
}

#[test]
fn closing_records_the_minutes_of_sections_and_items_without_the_pauses() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    let ids: Vec<Id> = bench.session(appointment).items.iter().map(|item| item.id).collect();
    bench.minutes(4);
    bench.mark(ids[0], Outcome::Done);
    let pause = bench.id();
    bench.minutes(1);
    bench.record(Record::Pause { session, pause });
    bench.minutes(10);
    bench.record(Record::Continue { session });
    bench.minutes(2);
    bench.mark(ids[1], Outcome::Partly);
    // A correction is no work, and what was taken back is none.
    bench.minutes(5);
    bench.mark(ids[1], Outcome::Stuck);
    bench.mark(ids[2], Outcome::Done);
    bench.record(Record::Undo);
    bench.minutes(1);
    bench.mark(ids[4], Outcome::Done);
    let spent = bench.session(appointment).spent;
    assert_eq!([0, 1, 2, 4].map(|n: usize| spent.items.get(&ids[n]).copied()), [Some(240), Some(180), None, Some(360)]);
    assert_eq!((spent.since, spent.paused_seconds), (bench.now, 0));
    bench.minutes(3);
    bench.close(session, CloseResult::Held);
    assert_eq!(bench.sections(session), r#"{"homework":6,"lecture":7,"role_play":0,"total":16}"#);
    assert_eq!(minutes_of(&bench.items(session)), [Some(4), Some(3), None, None, Some(6)]);
    assert!(bench.chain_holds());
    bench.record(Record::Undo);
    assert_eq!(minutes_of(&bench.items(session)), [None; 5], "with the closing its minutes are taken back");
}

#[test]
fn what_is_half_done_takes_along_what_is_left_of_its_plan() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    let items = bench.session(appointment).items;
    let nth = items.iter().position(|item| item.minutes >= 5).unwrap();
    let first = items[nth].clone();
    bench.minutes(2);
    bench.mark(first.id, Outcome::Partly);
    let new_appointment = bench.id();
    bench.minutes(1);
    bench.record(Record::Result { appointment, result: NotHeld::BrokenOff, next: None, new_appointment });
    let found = minutes_of(&bench.items(session));
    assert_eq!(found[nth..nth + 2], [Some(2), Some(1)], "broken off at the row behind it");
    let again = bench.id();
    let made = match bench.record(Record::Start { appointment, session: again, override_reason: None }) {
        Reply::Recorded(done) => done.made.unwrap(),
        other => panic!("{other:?}"),
    };
    let carried = bench.session(made).items.into_iter().find(|item| item.item_id == first.item_id).unwrap();
    assert_eq!(carried.minutes, first.minutes - 2);
}

#[test]
fn who_says_that_all_was_done_shares_the_time_by_the_plan() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    let planned: i64 = bench.session(appointment).items.iter().map(|item| i64::from(item.minutes)).sum();
    bench.minutes(planned * 2);
    let mut close = bench.closing(session);
    close.unmarked = Some(Outcome::Done);
    bench.record(Record::Close(Box::new(close)));
    let doubled: Vec<_> = bench.session(appointment).items.iter().map(|i| Some(i64::from(i.minutes) * 2)).collect();
    let found = minutes_of(&bench.items(session));
    assert!(found.iter().zip(&doubled).all(|(f, d)| f == d || *d == Some(0)), "{found:?} {doubled:?}");
}

#[test]
fn time_asleep_that_does_not_count_is_a_pause_once_and_can_be_taken_back() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    bench.minutes(5);
    let from = bench.now;
    bench.minutes(14);
    let to = bench.now;
    let leave_out = |bench: &mut Bench, from, to| {
        let pause = bench.id();
        bench.record(Record::LeaveOut { appointment, pause, from, to });
        bench.session(appointment).paused_seconds
    };
    assert_eq!(leave_out(&mut bench, from, to), 14 * 60);
    assert_eq!(leave_out(&mut bench, from, to), 14 * 60, "never doubled");
    assert_eq!(leave_out(&mut bench, to, from), 14 * 60, "never negative");
    assert_eq!(leave_out(&mut bench, from - TimeDelta::hours(9), to + TimeDelta::hours(9)), 19 * 60, "its own time");
    bench.record(Record::Undo);
    assert_eq!(bench.session(appointment).paused_seconds, 14 * 60);
    bench.minutes(6);
    bench.close(session, CloseResult::Held);
    assert!(bench.sections(session).ends_with(r#""total":11}"#), "{}", bench.sections(session));
}
