//! A date that is taken is neither proposed nor booked a second time, also in a file that names no trainer.

use super::Bench;
use crate::domain::{AppointmentKind, Id, Scope};
use crate::request::record::Slot;
use crate::request::{Ask, BookingView, Failure, Record, Refusal, Reply, SlotDoubt, Whose};

impl Bench {
    /// Somebody whose sessions can be booked without a kickoff.
    fn newcomer(&mut self, name: &str) -> Id {
        let (learner, enrolment, pharmacy) = (self.id(), self.id(), self.id());
        let (name, pharmacy_name) = (name.to_owned(), format!("{name}薬局"));
        self.record(Record::AddLearner { learner, enrolment, pharmacy, name, pharmacy_name });
        learner
    }

    fn offered(&self, learner: Id) -> BookingView {
        let (scope, id, now) = (Scope::Learner, learner, self.now);
        let ask = Ask::Booking { scope, id, me: None, without_kickoff: true, other: None, now };
        match self.db.ask(&ask).unwrap() {
            Reply::Booking(view) => *view,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn where_nobody_is_named_all_meetings_are_of_one_calendar() {
    let mut bench = Bench::new();
    let (first, second) = (bench.newcomer("試験 花子"), bench.newcomer("試験 太郎"));
    let slot = bench.offered(first).slots[0].clone();
    assert_eq!(bench.offered(second).slots[0].start, slot.start);
    let slot = Slot { start: slot.start, minutes: slot.minutes };
    let kind = AppointmentKind::Session;
    let book = |bench: &mut Bench, learner| {
        let appointment = bench.id();
        bench.try_record(Record::Book { learner, appointment, slot, kind, number: Some(1), reason: None })
    };
    book(&mut bench, first).unwrap();
    assert!(bench.offered(second).slots.iter().all(|other| other.start != slot.start), "{:?}", bench.offered(second));
    let ask = Ask::Fit { whose: Whose::Number { learner: second, number: Some(1) }, slot, me: None, now: bench.now };
    assert_eq!(bench.db.ask(&ask), Ok(Reply::Fit(vec![SlotDoubt::Taken(slot.start)])));
    assert!(matches!(book(&mut bench, second), Err(Failure::Refused(Refusal::Overlap { .. }))));
}
