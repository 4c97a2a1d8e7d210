//! Meetings that did not take place or were put off.

use super::*;

#[test]
fn what_did_not_take_place_leaves_only_what_was_said() {
    use crate::request::record::{Fact, FactValue};
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let one = |bench: &Bench, sql: &str| -> (Option<String>, bool) {
        bench.db.conn().query_row(sql, [], |r| Ok((r.get(0)?, r.get(1)?))).unwrap()
    };
    let pharmacy: Id = bench.db.conn().query_row("SELECT id FROM pharmacy", [], |r| r.get(0)).unwrap();
    let kickoff = bench.id();
    bench.record(Record::Facts(vec![Fact {
        entity: Entity::Homework,
        id: kickoff,
        fields: vec![("pharmacy_id", FactValue::Ref(pharmacy)), ("state", FactValue::Text("assigned".to_owned()))],
    }]));
    let before = (Some("kickoff_done".to_owned()), true);
    let session = bench.start(appointment);
    bench.record(Record::Homework { homework: kickoff, state: HomeworkState::Reviewed, session });
    let line = bench.line(session, NoteKind::Question, "印刷できますか");
    bench.record(Record::Note(line));
    let task = bench.id();
    let task = Task { id: task, item: None, text: "例題を一つ".to_owned(), effort_minutes: None };
    bench.record(Record::Assign { session, tasks: vec![task] });
    assert_eq!(one(&bench, "SELECT state, started_on IS NULL FROM enrolment"), (Some("learning".to_owned()), false));
    let mut close = bench.closing(session);
    close.result = CloseResult::Not(NotHeld::NoShow);
    bench.record(Record::Close(Box::new(close)));
    assert_eq!(one(&bench, "SELECT state, started_on IS NULL FROM enrolment"), before);
    assert_eq!(homework(&bench, kickoff), ("assigned".to_owned(), Some(false), false, false));
    assert!(one(&bench, "SELECT text, asked_in IS NULL FROM question WHERE deleted_at IS NULL").1);
    assert!(one(&bench, "SELECT text, session_id IS NULL FROM note WHERE deleted_at IS NULL").1);
    let left: i64 = bench
        .db
        .conn()
        .query_row("SELECT count(*) FROM homework WHERE deleted_at IS NULL AND pharmacy_id IS NULL", [], |r| r.get(0))
        .unwrap();
    assert_eq!(left, 0, "what was ticked for next time was never assigned");
    bench.record(Record::Undo);
    assert_eq!(homework(&bench, kickoff).0, "reviewed");
}

#[test]
fn checks_ticked_in_what_did_not_take_place_are_open_again() {
    let mut bench = Bench::new();
    let (learner, _) = bench.learner();
    let last = bench.book(learner, 12);
    let session = bench.id();
    let why = Some("確認".to_owned());
    bench.record(Record::Start { appointment: last, session, override_reason: why });
    let check = bench.session(last).items.into_iter().find(|i| i.section == crate::domain::Section::Graduation);
    bench.record(Record::Mark { item: check.unwrap().id, outcome: Outcome::Done, actual_minutes: None });
    let done = |bench: &Bench| -> i64 {
        let sql = "SELECT count(*) FROM graduation_item WHERE done_on IS NOT NULL AND deleted_at IS NULL";
        bench.db.conn().query_row(sql, [], |r| r.get(0)).unwrap()
    };
    assert_eq!(done(&bench), 1);
    let mut close = bench.closing(session);
    close.result = CloseResult::Not(NotHeld::NoShow);
    bench.record(Record::Close(Box::new(close)));
    assert_eq!(done(&bench), 0);
}

#[test]
fn only_a_date_that_was_asked_for_counts_as_a_move() {
    for (result, hours, want) in
        [(NotHeld::NoShow, 0, 0), (NotHeld::ByUs, 0, 0), (NotHeld::Moved, 0, 1), (NotHeld::Moved, 48, 1)]
    {
        let mut bench = Bench::new();
        let (_, appointment) = bench.learner();
        bench.minutes(-60 * hours);
        let new_appointment = bench.id();
        let next = Some(Slot { start: bench.local() + TimeDelta::days(4), minutes: 20 });
        bench.record(Record::Result { appointment, result, next, new_appointment });
        let sql = "SELECT moves FROM appointment WHERE id = ?1";
        let moves: i64 = bench.db.conn().query_row(sql, [new_appointment], |r| r.get(0)).unwrap();
        assert_eq!(moves, want, "{result:?} {hours} hours before");
    }
}

#[test]
fn nobody_is_waited_for_before_the_time() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    bench.minutes(-8);
    let early = bench.try_record(Record::Wait { appointment });
    assert_eq!(early, Err(Failure::Refused(Refusal::TooEarly { minutes: 9 })));
    bench.minutes(8);
    bench.record(Record::Wait { appointment });
}

#[test]
fn a_no_show_is_booked_again_in_one_action() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    bench.minutes(11);
    let new_appointment = bench.id();
    let next = Some(Slot { start: bench.local() + TimeDelta::days(1), minutes: 20 });
    bench.record(Record::Result { appointment, result: NotHeld::NoShow, next, new_appointment });
    assert_eq!(bench.day().rows[0].state, AppointmentState::NoShow);
    let from: Id = bench
        .db
        .conn()
        .query_row("SELECT rescheduled_from FROM appointment WHERE id = ?1", [new_appointment], |r| r.get(0))
        .unwrap();
    assert_eq!(from, appointment);
    bench.record(Record::Undo);
    assert_eq!(bench.day().rows[0].state, AppointmentState::Scheduled);
}
