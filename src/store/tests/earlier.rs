//! Appointments of earlier days of which nobody has said what became of them.

use super::*;
use crate::request::{DayView, ReviewView};

fn on(days: i64) -> BusinessDate {
    BusinessDate::new(2026, 11, 25).unwrap().plus(days)
}

impl Bench {
    fn day_on(&self, days: i64) -> DayView {
        match self.db.ask(&Ask::Day { date: on(days), now: self.now, who: Who::Me }).unwrap() {
            Reply::Day(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    fn review_on(&self, days: i64) -> ReviewView {
        match self.db.ask(&Ask::Review { date: on(days), who: Who::Me }).unwrap() {
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
