//! Homework: given out, looked at, late, missing, and as the learner sees it.

use super::*;

#[test]
fn a_review_row_without_homework_has_no_outcome() {
    let mut bench = Bench::new();
    let (learner, first) = bench.learner();
    let session = bench.start(first);
    let mut close = bench.closing(session);
    close.unmarked = Some(Outcome::Done);
    bench.record(Record::Close(Box::new(close)));
    let second = bench.book(learner, 2);
    let session = bench.start(second);
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    let items = bench.session(second).items;
    assert!(items[0].review && items[0].outcome == Outcome::Planned, "{:?}", items[0]);
    assert!(items[1..].iter().all(|i| !i.must || i.outcome == Outcome::Skipped));
}

#[test]
fn a_second_mark_on_homework_corrects_the_first() {
    let mut bench = Bench::new();
    let (_, second, task) = with_homework(&mut bench);
    let session = bench.start(second);
    let mark = |state| Record::Homework { homework: task, state, session };
    bench.record(mark(HomeworkState::Missing));
    bench.record(mark(HomeworkState::Submitted));
    assert_eq!(homework(&bench, task), ("submitted".to_owned(), Some(false), true, true), "it came in time");
    bench.record(mark(HomeworkState::Missing));
    assert_eq!(homework(&bench, task), ("missing".to_owned(), Some(false), true, false));
}

#[test]
fn what_the_first_part_gave_out_is_not_looked_at_in_the_second() {
    let mut bench = Bench::new();
    let (_, first) = bench.learner();
    let session = bench.start(first);
    let task = bench.id();
    let mut close = bench.closing(session);
    close.result = CloseResult::BrokenOff;
    close.tasks = vec![Task { id: task, item: None, text: "例題を一つ".to_owned(), effort_minutes: None }];
    bench.record(Record::Close(Box::new(close)));
    bench.minutes(30);
    let second = bench.id();
    let part = match bench.record(Record::Start { appointment: first, session: second, override_reason: None }) {
        Reply::Recorded(done) => done.made.unwrap(),
        other => panic!("{other:?}"),
    };
    let view = bench.session(part);
    assert!(view.last_homework.iter().all(|h| h.id != task), "{:?}", view.last_homework);
    assert!(view.next_homework.iter().any(|h| h.id == task), "{:?}", view.next_homework);
    // Given out once: the wrap-up of the second part finds it ticked.
    let mut close = bench.closing(second);
    close.tasks = vec![Task { id: bench.id(), item: None, text: "例題を一つ".to_owned(), effort_minutes: None }];
    bench.record(Record::Close(Box::new(close)));
    let count: u32 =
        bench.db.conn().query_row("SELECT count(*) FROM homework WHERE deleted_at IS NULL", [], |r| r.get(0)).unwrap();
    assert_eq!((count, homework(&bench, task).0.as_str()), (1, "assigned"));
}

#[test]
fn missing_homework_comes_late_in_the_session_after() {
    let mut bench = Bench::new();
    let (learner, second, task) = with_homework(&mut bench);
    let session = bench.start(second);
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    assert_eq!(homework(&bench, task), ("missing".to_owned(), Some(false), true, false));
    let third = bench.book(learner, 3);
    bench.record(Record::Facts(vec![crate::request::record::Fact {
        entity: Entity::Pharmacy,
        id: bench.db.conn().query_row("SELECT id FROM pharmacy", [], |r| r.get(0)).unwrap(),
        fields: vec![("device_installed", crate::request::record::FactValue::Text("2026-11-01".to_owned()))],
    }]));
    let session = bench.start(third);
    let view = bench.session(third);
    let offered: Vec<(Id, bool)> = view.last_homework.iter().map(|h| (h.id, h.missed_before)).collect();
    assert_eq!((offered, view.looks_at_homework()), (vec![(task, true)], false));
    let review = |bench: &Bench| bench.session(third).items.iter().find(|i| i.review).unwrap().outcome;
    let mark = |state| Record::Homework { homework: task, state, session };
    bench.record(mark(HomeworkState::Submitted));
    bench.record(mark(HomeworkState::Reviewed));
    assert_eq!(homework(&bench, task), ("reviewed".to_owned(), Some(true), true, true));
    assert_eq!(review(&bench), Outcome::Planned, "the review row speaks of what this session decides");
    let refused = bench.try_record(mark(HomeworkState::Waived));
    assert!(matches!(refused, Err(Failure::Refused(Refusal::Homework { .. }))), "{refused:?}");
    // Corrected: it did not come after all.
    bench.record(mark(HomeworkState::Missing));
    assert_eq!(homework(&bench, task), ("missing".to_owned(), Some(false), true, false));
    bench.record(mark(HomeworkState::Submitted));
    // The session did not take place: what came in it did not come.
    let mut close = bench.closing(session);
    close.result = CloseResult::Not(NotHeld::NoShow);
    bench.record(Record::Close(Box::new(close)));
    assert_eq!(homework(&bench, task), ("missing".to_owned(), Some(false), true, false));
}

#[test]
fn homework_is_missing_once_the_record_is_confirmed() {
    let mut bench = Bench::new();
    let (_, second, task) = with_homework(&mut bench);
    let session = bench.start(second);
    let mut close = bench.closing(session);
    close.confirmed = false;
    bench.record(Record::Close(Box::new(close.clone())));
    assert_eq!(homework(&bench, task).0, "assigned");
    close.confirmed = true;
    bench.record(Record::Close(Box::new(close)));
    assert_eq!(homework(&bench, task).0, "missing");
    assert_eq!(bench.session(second).items[0].outcome, Outcome::Skipped);
}

#[test]
fn a_record_that_is_closed_late_leaves_later_homework_alone() {
    let mut bench = Bench::new();
    let (learner, second, task) = with_homework(&mut bench);
    let session = bench.start(second);
    let mut late = bench.closing(session);
    late.confirmed = false;
    bench.record(Record::Close(Box::new(late.clone())));
    let third = bench.book(learner, 3);
    let again = bench.id();
    let why = Some("確認".to_owned());
    bench.record(Record::Start { appointment: third, session: again, override_reason: why });
    let newer = bench.id();
    let mut close = bench.closing(again);
    close.tasks = vec![Task { id: newer, item: None, text: "例題をもう一つ".to_owned(), effort_minutes: None }];
    close.confirmed = false;
    bench.record(Record::Close(Box::new(close)));
    late.confirmed = true;
    bench.record(Record::Close(Box::new(late)));
    assert_eq!((homework(&bench, task).0, homework(&bench, newer).0), ("missing".to_owned(), "assigned".to_owned()));
}

#[test]
fn a_learner_is_shown_the_own_homework_and_no_judgement() {
    let mut bench = Bench::new();
    let show = |bench: &Bench| match bench.db.ask(&Ask::Show).unwrap() {
        Reply::Show(view) => view,
        other => panic!("{other:?}"),
    };
    let (_, appointment) = bench.learner();
    assert_eq!(show(&bench), None);
    for (column, table, text) in
        [("pharmacy_id", "pharmacy", "経営者の宿題"), ("enrolment_id", "enrolment", "本人の宿題")]
    {
        let sql = format!(
            "INSERT INTO homework (id, {column}, text, state, due, created_at, updated_at) \
             VALUES (randomblob(16), (SELECT id FROM {table}), '{text}', 'assigned', 'next', 1, 1)"
        );
        bench.db.conn().execute(&sql, []).unwrap();
    }
    bench.start(appointment);
    let view = bench.session(appointment);
    assert_eq!(view.last_homework.len(), 2, "{:?}", view.last_homework);
    let shown = show(&bench).unwrap();
    let texts = |tasks: &[crate::request::show::ShowTask]| -> Vec<String> {
        let reveal = crate::text::mask::Reveal::granted();
        tasks.iter().map(|task| task.text.reveal(reveal).as_str().to_owned()).collect()
    };
    assert_eq!(texts(&shown.last_homework), ["本人の宿題"]);
    // A stuck item is not done yet, and no more; the next one is spoken of.
    let all = |view: &crate::request::show::ShowView| -> Vec<crate::request::show::ShowItem> {
        view.sections.iter().flat_map(|s| s.items.clone()).collect()
    };
    assert!(all(&shown)[0].now);
    let item = view.items[0].id;
    bench.minutes(2);
    bench.record(Record::Mark { item, outcome: Outcome::Stuck, actual_minutes: None });
    let items = all(&show(&bench).unwrap());
    assert_eq!((items[0].done, items[0].now, items[1].now), (false, false, true), "{items:?}");
    bench.record(Record::Mark { item, outcome: Outcome::Done, actual_minutes: None });
    assert!(all(&show(&bench).unwrap())[0].done);
    bench.record(Record::Undo);
    bench.record(Record::Undo);
    assert!(all(&show(&bench).unwrap())[0].now);
}
