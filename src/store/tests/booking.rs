//! Dates that are offered, typed and booked.

use super::*;

fn ask_booking(learner: Id, now: chrono::DateTime<chrono::Utc>) -> Ask {
    Ask::Booking { scope: Scope::Learner, id: learner, me: None, without_kickoff: false, other: None, now }
}

#[test]
fn the_next_number_is_offered_or_said_to_be_booked() {
    let mut bench = Bench::new();
    let (learner, appointment) = bench.learner();
    let booking = |bench: &Bench| match bench.db.ask(&ask_booking(learner, bench.now)).unwrap() {
        Reply::Booking(view) => *view,
        other => panic!("{other:?}"),
    };
    let view = booking(&bench);
    assert_eq!((view.number, view.booked.map(|b| b.appointment)), (Some(1), Some(appointment)));
    let session = bench.start(appointment);
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    let view = booking(&bench);
    assert_eq!((view.number, view.booked), (Some(2), None));
    let (slot, id) = (view.slots[0].clone(), bench.id());
    let slot = Slot { start: slot.start, minutes: slot.minutes };
    bench.record(Record::Book {
        learner,
        appointment: id,
        slot,
        kind: AppointmentKind::Session,
        number: view.number,
        reason: None,
    });
    let moved = booking(&bench);
    assert_eq!(moved.booked.map(|b| b.appointment), Some(id));
    assert!(!moved.slots.is_empty() && moved.slots.iter().all(|s| s.start != slot.start), "{:?}", moved.slots);
}

#[test]
fn a_first_appointment_is_like_no_other() {
    let mut bench = Bench::new();
    let (learner, enrolment, pharmacy) = (bench.id(), bench.id(), bench.id());
    let (name, pharmacy_name) = ("試験 太郎".to_owned(), "試験薬局".to_owned());
    bench.record(Record::AddLearner { learner, enrolment, pharmacy, name, pharmacy_name });
    let Reply::Booking(view) = bench.db.ask(&ask_booking(learner, bench.now)).unwrap() else { panic!() };
    let why: Vec<WhyDay> = view.slots.iter().map(|slot| slot.day).collect();
    assert_eq!(why, [WhyDay::Open; 3]);
}

#[test]
fn a_typed_date_is_looked_at_as_a_proposal_is() {
    let mut bench = Bench::new();
    let (learner, appointment) = bench.learner();
    let local = bench.db.options.zone.local(bench.now);
    let at = |days: i64, hour: u32, minute: u32| {
        (local + TimeDelta::days(days)).date().and_hms_opt(hour, minute, 0).unwrap()
    };
    let taken: i64 = bench
        .db
        .conn
        .query_row("SELECT starts_at FROM appointment WHERE id = ?1", [appointment], |r| r.get(0))
        .unwrap();
    let taken = bench.db.options.zone.local(DateTime::from_timestamp_millis(taken).unwrap());
    let me = Some(bench.id());
    bench.db.conn.execute("UPDATE appointment SET trainer_id = ?1 WHERE id = ?2", (me, appointment)).unwrap();
    let doubts = |start| {
        let ask = Ask::Fit {
            whose: Whose::Number { learner, number: Some(2) },
            slot: Slot { start, minutes: 20 },
            me,
            now: bench.now,
        };
        let Reply::Fit(doubts) = bench.db.ask(&ask).unwrap() else { panic!() };
        doubts
    };
    assert_eq!(doubts(taken + TimeDelta::minutes(10))[0], SlotDoubt::Taken(taken));
    assert_eq!(doubts(taken - TimeDelta::minutes(22))[0], SlotDoubt::Close(taken));
    let tuesday = (1..8).map(|n| at(n, 11, 0)).find(|d| d.date().weekday() == Weekday::Tue).unwrap();
    assert_eq!(doubts(tuesday), []);
    assert_eq!(doubts(tuesday - TimeDelta::days(2)), [SlotDoubt::Hours]);
}
