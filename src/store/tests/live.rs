//! Two sessions that are live at once, because somebody chose that: one runs, the other waits with all it has.

use super::*;
use crate::request::SessionView;

impl Bench {
    /// The same learner's next number, twenty minutes after the first.
    fn second(&mut self, learner: Id) -> Id {
        let appointment = self.id();
        let slot = Slot { start: self.local() + TimeDelta::minutes(20), minutes: 25 };
        let (kind, reason) = (AppointmentKind::Session, Some("順番".to_owned()));
        self.record(Record::Book { learner, appointment, slot, kind, number: Some(2), reason });
        appointment
    }

    fn switch(&mut self, appointment: Id) -> Id {
        let session = self.id();
        self.record(Record::Switch { appointment, session, override_reason: None });
        session
    }

    fn resumed(&self) -> Option<Id> {
        match self.db.ask(&Ask::Resume).unwrap() {
            Reply::Resume(view) => view.running,
            other => panic!("{other:?}"),
        }
    }

    fn asides(&self) -> Vec<bool> {
        self.day().rows.iter().map(|row| row.aside).collect()
    }
}

fn beside(view: &SessionView) -> Vec<(Id, bool)> {
    view.beside.iter().map(|other| (other.appointment, other.aside)).collect()
}

#[test]
fn the_first_waits_with_its_clock_standing_until_it_is_gone_back_to() {
    let mut bench = Bench::new();
    let (learner, first) = bench.learner();
    let second = bench.second(learner);
    let session = bench.start(first);
    let item = bench.session(first).items[0].id;
    bench.minutes(10);
    bench.record(Record::Mark { item, outcome: Outcome::Partly, actual_minutes: None });
    bench.switch(second);
    let since = bench.now;
    let view = bench.session(first);
    assert_eq!(
        (view.state, view.paused_since, view.aside_since),
        (AppointmentState::InProgress, Some(since), Some(since))
    );
    assert_eq!((view.items[0].outcome, beside(&view)), (Outcome::Partly, vec![(second, false)]));
    assert_eq!((beside(&bench.session(second)), bench.resumed()), (vec![(first, true)], Some(second)));
    assert_eq!(bench.asides(), [true, false]);
    // A third Start asks again, since a clock runs; that of the first does not.
    let again = bench.id();
    let refused = bench.try_record(Record::Start { appointment: first, session: again, override_reason: None });
    assert_eq!(refused, Err(Failure::Refused(Refusal::Running { appointment: second })));
    bench.minutes(12);
    bench.record(Record::Continue { session });
    let view = bench.session(first);
    assert_eq!((view.paused_since, view.paused_seconds, view.aside_seconds), (None, 720, 720));
    assert_eq!((beside(&view), bench.resumed()), (vec![(second, true)], Some(first)));
    assert_eq!(bench.asides(), [false, true]);
    bench.record(Record::Undo);
    assert_eq!((bench.asides(), bench.session(second).paused_since), (vec![true, false], None));
    bench.record(Record::Undo);
    assert_eq!((bench.asides(), bench.session(first).paused_since), (vec![false, false], None));
    assert_eq!(bench.day().rows[1].state, AppointmentState::Scheduled);
    bench.record(Record::Redo);
    assert_eq!((bench.asides(), bench.resumed()), (vec![true, false], Some(second)));
    assert!(bench.chain_holds());
}

#[test]
fn the_second_is_wrapped_up_while_the_first_waits() {
    let mut bench = Bench::new();
    let (learner, first) = bench.learner();
    let second = bench.second(learner);
    let session = bench.start(first);
    bench.minutes(5);
    // A clock that stood for another reason is set aside all the same.
    let pause = bench.id();
    bench.record(Record::Pause { session, pause });
    bench.minutes(5);
    let other = bench.switch(second);
    bench.minutes(15);
    let close = bench.closing(other);
    bench.record(Record::Close(Box::new(close)));
    let rows: Vec<_> = bench.day().rows.iter().map(|row| (row.state, row.aside)).collect();
    assert_eq!(rows, [(AppointmentState::InProgress, true), (AppointmentState::Held, false)]);
    assert_eq!((bench.resumed(), beside(&bench.session(first))), (Some(first), vec![]));
    // The day is not closed with it.
    let day = BusinessDate::new(2026, 11, 25).unwrap();
    let Reply::Review(review) =
        bench.db.ask(&Ask::Review { date: day, who: Who::Everybody, back: Back::TwoWeeks }).unwrap()
    else {
        panic!()
    };
    assert!(!review.closed);
    assert_eq!(review.open_records.iter().map(|record| record.appointment).collect::<Vec<_>>(), [first]);
    bench.record(Record::Continue { session });
    bench.minutes(10);
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    let minutes = "SELECT actual_minutes FROM session WHERE id = ?1";
    let minutes: String = bench.db.conn().query_row(minutes, [session], |row| row.get(0)).unwrap();
    assert!(minutes.ends_with(r#""total":15}"#), "{minutes}");
    assert!(bench.chain_holds());
}

#[test]
fn one_that_waits_can_be_closed_or_broken_off_as_it_is() {
    for breaks_off in [false, true] {
        let mut bench = Bench::new();
        let (learner, first) = bench.learner();
        let second = bench.second(learner);
        let session = bench.start(first);
        bench.minutes(10);
        bench.switch(second);
        bench.minutes(7);
        if breaks_off {
            let new_appointment = bench.id();
            bench.record(Record::Result {
                appointment: first,
                result: NotHeld::BrokenOff,
                next: None,
                new_appointment,
            });
        } else {
            let close = bench.closing(session);
            bench.record(Record::Close(Box::new(close)));
        }
        let view = bench.session(first);
        assert_eq!((view.paused_since, view.paused_seconds), (None, 420), "{breaks_off}");
        assert_eq!((bench.asides(), beside(&bench.session(second))), (vec![false, false], vec![]), "{breaks_off}");
    }
}

#[test]
fn a_switch_that_is_refused_sets_nothing_aside() {
    let mut bench = Bench::new();
    let (learner, first) = bench.learner();
    let appointment = bench.id();
    let slot = Slot { start: bench.local() + TimeDelta::minutes(60), minutes: 25 };
    let (kind, reason) = (AppointmentKind::Session, Some("順番".to_owned()));
    bench.record(Record::Book { learner, appointment, slot, kind, number: Some(2), reason });
    bench.start(first);
    let session = bench.id();
    let refused = bench.try_record(Record::Switch { appointment, session, override_reason: None });
    assert_eq!(refused, Err(Failure::Refused(Refusal::TooEarly { minutes: 31 })));
    assert_eq!((bench.asides(), bench.session(first).paused_since), (vec![false, false], None));
}
