//! Appointments of earlier days of which nobody has said what became of them.

use super::*;
use crate::request::{DayView, Older, ReviewView};

fn on(days: i64) -> BusinessDate {
    BusinessDate::new(2026, 11, 25).unwrap().plus(days)
}

impl Bench {
    fn day_on(&self, days: i64) -> DayView {
        self.day_back(days, Back::TwoWeeks)
    }

    fn day_back(&self, days: i64, back: Back) -> DayView {
        match self.db.ask(&Ask::Day { date: on(days), now: self.now, who: Who::Me, back }).unwrap() {
            Reply::Day(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    fn review_on(&self, days: i64) -> ReviewView {
        self.review_back(days, Back::TwoWeeks)
    }

    fn review_back(&self, days: i64, back: Back) -> ReviewView {
        match self.db.ask(&Ask::Review { date: on(days), who: Who::Me, back }).unwrap() {
            Reply::Review(view) => *view,
            other => panic!("{other:?}"),
        }
    }
}

fn earlier(view: &DayView) -> Vec<(Id, AppointmentState)> {
    view.earlier.iter().map(|row| (row.appointment, row.state)).collect()
}

#[test]
fn what_nobody_settled_is_asked_about_for_two_weeks() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    assert_eq!(earlier(&bench.day_on(0)), []);
    for days in [1, 14] {
        assert_eq!(earlier(&bench.day_on(days)), [(appointment, AppointmentState::Scheduled)], "{days}");
        assert!(bench.day_on(days).rows.is_empty(), "{days}");
        assert_eq!(bench.review_on(days).earlier.len(), 1);
    }
    assert_eq!(earlier(&bench.day_on(15)), []);
    // Until somebody says what became of it, which can be taken back.
    bench.minutes(24 * 60);
    let new_appointment = bench.id();
    bench.record(Record::Result { appointment, result: NotHeld::NoShow, next: None, new_appointment });
    assert_eq!((earlier(&bench.day_on(1)), bench.review_on(1).earlier.len()), (vec![], 0));
    bench.record(Record::Undo);
    assert_eq!(earlier(&bench.day_on(1)), [(appointment, AppointmentState::Scheduled)]);
}

#[test]
fn what_was_begun_is_there_for_as_long_as_it_runs() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    bench.start(appointment);
    for days in [1, 14, 40] {
        assert_eq!(earlier(&bench.day_on(days)), [(appointment, AppointmentState::InProgress)], "{days}");
        // The review has it among the open records.
        let review = bench.review_on(days);
        assert_eq!((review.earlier.len(), review.open_records.len()), (0, 1), "{days}");
    }
}

#[test]
fn what_is_older_is_counted_and_listed_when_it_is_asked_for() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    for days in [15, 400] {
        let older = Some(Older { count: 1, before: on(days - 14) });
        let (day, review) = (bench.day_on(days), bench.review_on(days));
        assert_eq!((day.older, review.older), (older, older), "{days}");
        assert_eq!((day.earlier.len(), review.earlier.len()), (0, 0), "{days}");
        let (day, review) = (bench.day_back(days, Back::All), bench.review_back(days, Back::All));
        assert_eq!((day.older, review.older), (None, None), "{days}: all of them are listed");
        assert_eq!(earlier(&day), [(appointment, AppointmentState::Scheduled)]);
        assert_eq!(review.earlier.iter().map(|row| row.appointment).collect::<Vec<_>>(), [appointment]);
    }
    for days in [0, 14] {
        assert_eq!((bench.day_on(days).older, bench.review_on(days).older), (None, None), "{days}");
    }
    // Settled, it is gone from the count.
    bench.minutes(20 * 24 * 60);
    let new_appointment = bench.id();
    bench.record(Record::Result { appointment, result: NotHeld::NoShow, next: None, new_appointment });
    assert_eq!(bench.day_on(20).older, None);
}

#[test]
fn the_count_of_what_is_older_reads_what_is_open_and_nothing_else() {
    let bench = Bench::new();
    let plan: String = bench
        .db
        .conn()
        .prepare(
            "EXPLAIN QUERY PLAN SELECT count(*) FROM appointment INDEXED BY appointment_open \
             WHERE (state = 'scheduled' OR state = 'waiting') AND starts_at < 1 AND deleted_at IS NULL",
        )
        .unwrap()
        .query_row([], |row| row.get(3))
        .unwrap();
    assert!(plan.contains("SEARCH appointment USING INDEX appointment_open (starts_at<?)"), "{plan}");
}
