//! A meeting from its start to its record, in one part or in two.

use super::*;

#[test]
fn a_session_from_start_to_wrap_up() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    assert_eq!(bench.day().rows[0].state, AppointmentState::Scheduled);
    let session = bench.start(appointment);
    let view = bench.session(appointment);
    assert_eq!(view.state, AppointmentState::InProgress);
    let ids: Vec<&str> = view.items.iter().map(|i| i.item_id.as_str()).collect();
    assert_eq!(ids, ["s01-map", "s01-purpose", "s01-workday", "s01-absence", "s01-hw"]);
    for (item, outcome) in view.items.iter().zip([Outcome::Done, Outcome::Stuck, Outcome::Partly]) {
        bench.minutes(2);
        bench.record(Record::Mark { item: item.id, outcome, actual_minutes: None });
    }
    let line = bench.line(session, NoteKind::Request, "下書きを紙に出したい");
    bench.record(Record::Note(line));
    let mut close = bench.closing(session);
    let next = bench.local() + TimeDelta::days(7);
    close.next = Some(Slot { start: next, minutes: 25 });
    bench.record(Record::Close(Box::new(close)));
    let view = bench.session(appointment);
    assert!(view.closed);
    assert_eq!(view.state, AppointmentState::Held);
    assert_eq!(view.strip[0].extent, Some(crate::domain::Extent::Full));
    // A must item that nobody marked was skipped.
    assert_eq!(view.items[3].outcome, Outcome::Skipped);
    assert!(bench.chain_holds());
    let voices: i64 = bench.db.conn().query_row("SELECT count(*) FROM voice", [], |r| r.get(0)).unwrap();
    assert_eq!(voices, 1);
}

#[test]
fn what_nobody_marked_is_carried_also_when_it_stands_first() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    // Session 1 of the default programme has no review row: its first row is a must item like any other.
    for item in &bench.session(appointment).items[1..] {
        bench.record(Record::Mark { item: item.id, outcome: Outcome::Done, actual_minutes: None });
    }
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    assert_eq!(bench.session(appointment).items[0].outcome, Outcome::Skipped);
    let brief = match bench.db.ask(&Ask::Brief { appointment }).unwrap() {
        Reply::Brief(view) => *view,
        other => panic!("{other:?}"),
    };
    assert_eq!(brief.stuck.iter().map(|c| c.item_id.as_str()).collect::<Vec<_>>(), ["s01-map"]);
}

#[test]
fn the_learners_own_link_stands_in_for_a_missing_one() {
    let mut bench = Bench::new();
    let (learner, appointment) = bench.learner();
    let url = "https://zoom.us/j/1";
    bench.record(Record::Facts(vec![fact(Entity::Learner, learner, &[("meeting_url", url)])]));
    bench.start(appointment);
    let view = bench.session(appointment);
    assert_eq!((view.meeting_url.as_deref(), bench.day().rows[0].meeting_url.as_deref()), (Some(url), Some(url)));
}

#[test]
fn ratings_stand_in_the_order_of_the_sheet() {
    let mut bench = Bench::new();
    let (learner, _) = bench.learner();
    let one = |bench: &Bench, sql: &str| -> Id { bench.db.conn().query_row(sql, [], |r| r.get(0)).unwrap() };
    let (enrolment, pharmacy) = (one(&bench, "SELECT id FROM enrolment"), one(&bench, "SELECT id FROM pharmacy"));
    bench.record(Record::Facts(vec![
        fact(Entity::Enrolment, enrolment, &[("start_no", "6")]),
        fact(Entity::Pharmacy, pharmacy, &[("device_installed", "2026-11-01")]),
    ]));
    let sixth = bench.book(learner, 6);
    let session = bench.start(sixth);
    let programme = bench.db.programmes.newest(crate::programme::DEFAULT_PROGRAMME, "ja").unwrap();
    let sheet: Vec<String> =
        programme.criteria(crate::domain::SessionNo::new(6).unwrap()).iter().map(|c| c.id.clone()).collect();
    assert!(!sheet.is_sorted(), "else this proves nothing");
    let role_play = bench.id();
    for (n, criterion) in sheet.iter().enumerate() {
        let score = u8::try_from(n + 1).unwrap().min(4);
        bench.record(Record::Rate { session, role_play, criterion: criterion.clone(), score });
    }
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    let standing = super::super::standing::kept_learner(&bench.db, learner).unwrap().unwrap();
    let record = standing.appointments.iter().find(|a| a.id == sixth).and_then(|a| a.record.as_ref()).unwrap();
    let scores = record.role_play.as_ref().unwrap().scores.clone();
    assert_eq!(scores.len(), sheet.len());
    assert!(scores.is_sorted(), "{scores:?}");
}

#[test]
fn a_promised_date_stays_while_its_line_is_edited() {
    let mut bench = Bench::new();
    let (learner, _) = bench.learner();
    let day = |day| BusinessDate::new(2026, 12, day);
    let mut line = bench.card_line(learner, NoteKind::Question, "印刷できますか");
    let target = line.target;
    let mut edit =
        |bench: &mut Bench, kind: NoteKind, text: &str, promised_by: Option<BusinessDate>| -> Option<BusinessDate> {
            (line.kind, line.text, line.promised_by) = (kind, text.to_owned(), promised_by);
            bench.record(Record::Note(line.clone()));
            bench.db.conn().query_row("SELECT promised_by FROM question", [], |r| r.get(0)).unwrap()
        };
    assert_eq!(edit(&mut bench, NoteKind::Question, "印刷できますか", None), None);
    let by = day(10).unwrap();
    bench.record(Record::Question { question: target, answer: crate::request::record::Answer::Promised { by } });
    assert_eq!(edit(&mut bench, NoteKind::Question, "紙に印刷できますか", None), day(10));
    assert_eq!(edit(&mut bench, NoteKind::Promise, "紙の印刷を調べる", None), day(10), "it was promised already");
    assert_eq!(edit(&mut bench, NoteKind::Promise, "紙の印刷を調べる", day(15)), day(15));
    assert_eq!(edit(&mut bench, NoteKind::Promise, "印刷を調べる", None), day(15));
    assert_eq!(edit(&mut bench, NoteKind::Question, "印刷は", None), None, "no promise any more");
}

#[test]
fn closed_records_are_locked_until_the_closing_is_undone() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    let item = bench.session(appointment).items[0].id;
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    let mark = Record::Mark { item, outcome: Outcome::Stuck, actual_minutes: None };
    assert_eq!(bench.try_record(mark.clone()), Err(Failure::Refused(Refusal::Closed)));
    bench.record(Record::Undo);
    bench.record(mark);
    assert_eq!(bench.session(appointment).items[0].outcome, Outcome::Stuck);
}

#[test]
fn a_broken_off_session_goes_on_as_part_two() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    let first = bench.session(appointment).items[0].id;
    bench.record(Record::Mark { item: first, outcome: Outcome::Done, actual_minutes: None });
    let mut close = bench.closing(session);
    close.result = CloseResult::BrokenOff;
    bench.record(Record::Close(Box::new(close)));
    bench.minutes(5);
    let again = bench.id();
    let Reply::Recorded(made) = bench.record(Record::Start { appointment, session: again, override_reason: None })
    else {
        panic!("not recorded")
    };
    let second = made.made.unwrap();
    let view = bench.session(second);
    assert_eq!(view.part, 2);
    let followed = bench.day().rows.iter().find(|r| r.appointment == appointment).unwrap().followed.clone().unwrap();
    assert_eq!((followed.appointment, followed.state), (second, AppointmentState::InProgress));
    assert!(view.items.iter().all(|i| i.item_id != "s01-map"), "what was done in part 1 is behind us");
    assert_eq!(view.session_no, Some(1));
    let close = bench.closing(again);
    bench.record(Record::Close(Box::new(close)));
    let third = bench.id();
    let started = bench.try_record(Record::Start { appointment, session: third, override_reason: None });
    assert!(matches!(started, Err(Failure::Refused(Refusal::Appointment { .. }))), "the number is held: {started:?}");
}

#[test]
fn the_second_part_has_its_items_in_the_order_of_the_file() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    bench.record(Record::TakeIn { session, number: 2 });
    let order = |view: &crate::request::SessionView| -> Vec<String> {
        view.items.iter().filter(|i| !i.review).map(|i| i.item_id.clone()).collect()
    };
    let whole = bench.session(appointment);
    // Every third one is behind us, every third one begun and the rest is as it was.
    for (nth, item) in whole.items.iter().filter(|i| !i.review).enumerate() {
        let outcome = [Some(Outcome::Done), None, Some(Outcome::Partly)][nth % 3];
        if let Some(outcome) = outcome {
            bench.record(Record::Mark { item: item.id, outcome, actual_minutes: None });
        }
    }
    let mut close = bench.closing(session);
    close.result = CloseResult::BrokenOff;
    bench.record(Record::Close(Box::new(close)));
    bench.minutes(5);
    let again = bench.id();
    let Reply::Recorded(made) = bench.record(Record::Start { appointment, session: again, override_reason: None })
    else {
        panic!("not recorded")
    };
    let part = order(&bench.session(made.made.unwrap()));
    let of_file: Vec<String> = order(&whole).into_iter().filter(|id| part.contains(id)).collect();
    assert_eq!(part, of_file);
    assert!(part.iter().any(|id| id.starts_with("s02")) && part.len() == 5, "{part:?}");
}

#[test]
fn breaking_off_ends_the_session_there_and_its_pause() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    bench.minutes(4);
    let pause = bench.id();
    bench.record(Record::Pause { session, pause });
    bench.minutes(2);
    let new_appointment = bench.id();
    bench.record(Record::Result { appointment, result: NotHeld::BrokenOff, next: None, new_appointment });
    let view = bench.session(appointment);
    assert_eq!((view.ended_at, view.paused_since, view.paused_seconds), (Some(bench.now), None, 120));
    bench.minutes(300);
    let mut close = bench.closing(session);
    close.result = CloseResult::BrokenOff;
    bench.record(Record::Close(Box::new(close)));
    let minutes = "SELECT actual_minutes FROM session WHERE id = ?1";
    let minutes: String = bench.db.conn().query_row(minutes, [session], |row| row.get(0)).unwrap();
    assert_eq!(minutes, r#"{"homework":0,"lecture":4,"role_play":0,"total":4}"#);
    for _ in 0..2 {
        bench.record(Record::Undo);
    }
    assert_eq!(bench.session(appointment).ended_at, None);
    assert!(bench.chain_holds());
}

#[test]
fn two_sessions_never_run_at_once_and_none_starts_too_early() {
    let mut bench = Bench::new();
    let (learner, appointment) = bench.learner();
    let later = bench.id();
    let slot = Slot { start: bench.local() + TimeDelta::minutes(45), minutes: 25 };
    let kind = AppointmentKind::Session;
    bench.record(Record::Book {
        learner,
        appointment: later,
        slot,
        kind,
        number: Some(2),
        reason: Some("順番".to_owned()),
    });
    let session = bench.id();
    let start = Record::Start { appointment: later, session, override_reason: None };
    assert_eq!(bench.try_record(start.clone()), Err(Failure::Refused(Refusal::TooEarly { minutes: 16 })));
    bench.start(appointment);
    bench.minutes(20);
    assert_eq!(bench.try_record(start), Err(Failure::Refused(Refusal::Running { appointment })));
}
