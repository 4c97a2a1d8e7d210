//! The tasks of the practice day, ticked by the log.

use super::Bench;
use crate::domain::practice::{Practice, Task};
use crate::domain::{BusinessDate, HomeworkState, NoteKind, Outcome};
use crate::request::record::{CloseResult, NotHeld, NoteLine};
use crate::request::{Ask, Record, Reply};

fn practice(bench: &Bench) -> Option<Practice> {
    match bench.db.ask(&Ask::Practice).unwrap() {
        Reply::Practice(practice) => practice,
        other => panic!("{other:?}"),
    }
}

fn ticked(bench: &Bench) -> Vec<Task> {
    practice(bench).unwrap().ticked.into_iter().collect()
}

#[test]
fn what_is_recorded_since_the_practice_began_ticks_its_tasks() {
    let mut bench = Bench::new();
    let (learner, first) = bench.learner();
    let session = bench.start(first);
    assert_eq!(practice(&bench), None, "a file of one's own");
    let assigned = bench.id();
    let task =
        crate::request::record::Task {
            id: assigned, text: "一枚つくる".to_owned(), item: None, effort_minutes: None
        };
    let mut close = bench.closing(session);
    close.unmarked = Some(Outcome::Done);
    close.tasks = vec![task];
    bench.record(Record::Close(Box::new(close)));
    bench.db.begin_tasks().unwrap();
    assert_eq!(ticked(&bench), [], "what was prepared is nobody's practice");
    let second = bench.book(learner, 2);
    let session = bench.start(second);
    assert_eq!(ticked(&bench), [Task::Start]);
    let items: Vec<_> = bench.session(second).items.into_iter().filter(|item| !item.review).collect();
    for item in [&items[0], &items[1], &items[1]] {
        bench.record(Record::Mark { item: item.id, outcome: Outcome::Partly, actual_minutes: None });
    }
    assert_eq!(ticked(&bench), [Task::Start], "two different ones");
    let homework = bench.session(second).last_homework[0].id;
    bench.record(Record::Homework { homework, state: HomeworkState::Reviewed, session });
    assert_eq!(ticked(&bench), [Task::Start, Task::ThreeItems], "homework is marked with the same key");
    let note = |bench: &mut Bench, kind, text: &str| {
        let line = NoteLine { learner: Some(learner), ..bench.line(session, kind, text) };
        bench.record(Record::Note(line));
    };
    note(&mut bench, NoteKind::Memo, "busy at 11");
    note(&mut bench, NoteKind::Request, "候補を短く");
    assert_eq!(ticked(&bench), [Task::Start, Task::ThreeItems, Task::Request], "a note in Japanese is practised");
    note(&mut bench, NoteKind::Memo, "忙しいのは11時");
    bench.record(Record::Undo);
    assert!(ticked(&bench).contains(&Task::Note), "it was done once");
    let mut close = bench.closing(session);
    close.result = CloseResult::Not(NotHeld::NoShow);
    bench.record(Record::Close(Box::new(close)));
    let found = ticked(&bench);
    assert!(found.contains(&Task::NoShow) && !found.contains(&Task::WrapUp), "{found:?}");
    let again = bench.book(learner, 2);
    let session = bench.start(again);
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    bench.record(Record::CloseDay { date: BusinessDate::new(2026, 11, 27).unwrap() });
    assert_eq!(practice(&bench).unwrap().next(), None);
    assert!(bench.db.file(&crate::request::Who::Me).unwrap().tasks.is_some());
}
