//! Role-play and homework of a record that is closed: amended, told, scored and taken back.

use super::*;
use crate::request::record::{Amend, Comment};
use crate::request::{HistoryOf, HistoryValue, HistoryView};
use crate::text::mask::Reveal;

fn amend(bench: &mut Bench, amend: Amend) -> Reply {
    bench.record(Record::Amend(Box::new(amend)))
}

fn refused(bench: &mut Bench, amend: Amend) -> Failure {
    bench.try_record(Record::Amend(Box::new(amend))).unwrap_err()
}

fn history(bench: &Bench, session: Id) -> HistoryView {
    match bench.db.ask(&Ask::History { of: HistoryOf::Record(session) }).unwrap() {
        Reply::History(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn score(bench: &Bench) -> Option<u32> {
    let date = bench.db.options.zone.business_date(bench.now);
    match bench.db.ask(&Ask::Review { date, who: Who::Everybody, back: Back::TwoWeeks }).unwrap() {
        Reply::Review(view) => view.rows.first().map(|row| row.score),
        other => panic!("{other:?}"),
    }
}

/// A closed session 1 that looked at nothing and set a task, and the second one booked.
fn with_task() -> (Bench, Id, Id, Id, Id) {
    let mut bench = Bench::new();
    let (learner, first) = bench.learner();
    let session = bench.start(first);
    let task = bench.id();
    let mut close = bench.closing(session);
    close.tasks = vec![Task { id: task, item: None, text: "例題を一つ".to_owned(), effort_minutes: None }];
    bench.record(Record::Close(Box::new(close)));
    (bench, learner, first, session, task)
}

const CRITERIA: [&str; 5] = ["s05-r-alert", "s05-r-input", "s05-r-call", "s05-r-record", "s05-r-explain"];

#[test]
fn ratings_and_comments_of_an_attempt_are_amended_with_what_follows_from_them() {
    let mut bench = Bench::new();
    let (learner, _) = bench.learner();
    let appointment = bench.book(learner, 5);
    let session = bench.start_anyway(appointment);
    let role_play = bench.id();
    for criterion in CRITERIA {
        bench.record(Record::Rate { session, role_play, criterion: criterion.to_owned(), score: 1 });
    }
    let close = bench.closing(session);
    let open = refused(&mut bench, Amend::Rate { session, role_play, criterion: CRITERIA[0].to_owned(), score: 4 });
    assert_eq!(open, Failure::Refused(Refusal::NotClosed));
    bench.record(Record::Close(Box::new(close)));
    let low = score(&bench);
    bench.minutes(5);
    for criterion in CRITERIA {
        amend(&mut bench, Amend::Rate { session, role_play, criterion: criterion.to_owned(), score: 4 });
    }
    let comment = |text: &str| Amend::Comment { session, role_play, which: Comment::Good, text: text.to_owned() };
    amend(&mut bench, comment("声が落ち着いていた"));
    amend(&mut bench, comment("声が落ち着き、順に話せた"));
    let attempt = bench.session(appointment).role_play.unwrap().attempts.remove(0);
    assert_eq!(attempt.mean.unwrap().to_string(), "4");
    assert!(score(&bench) < low, "{:?} {low:?}", score(&bench));
    let told = history(&bench, session);
    let comments = &told.actions[0].changes[0];
    assert!(told.actions[0].amends && comments.attempt == Some(1));
    let Some(HistoryValue::Text(old)) = &comments.fields[0].from else { panic!("{comments:?}") };
    assert_eq!(old.reveal(Reveal::granted()).as_str(), "声が落ち着いていた");
    let rating = &told.actions[2].changes[0];
    assert!(rating.subject.is_some() && rating.attempt == Some(1), "which criterion: {rating:?}");
    let fields: Vec<_> = rating.fields.iter().map(|f| (f.field.as_str(), f.from.clone(), f.to.clone())).collect();
    let number = |n| Some(HistoryValue::Number(n));
    assert_eq!(fields, [("score", number(1), number(4))]);
    // The closing stays where it is, and each amendment is taken back by itself, by an amendment.
    for _ in 0..7 {
        let Reply::Reverted(reverted) = bench.record(Record::Undo) else { panic!() };
        assert_eq!(reverted.deed, Some(Deed::Amend));
    }
    let attempt = bench.session(appointment).role_play.unwrap().attempts.remove(0);
    assert_eq!((attempt.mean.unwrap().to_string(), attempt.good), ("1".to_owned(), None));
    assert_eq!(score(&bench), low);
    assert!(history(&bench, session).actions[..7].iter().all(|a| a.amends && a.inverts));
    let still = bench.try_record(Record::Undo);
    assert!(matches!(still, Err(Failure::Refused(Refusal::Amended { .. }))), "{still:?}");
    assert!(bench.chain_holds());
}

#[test]
fn what_became_of_homework_is_amended_where_it_was_looked_at() {
    let (mut bench, learner, _, first, task) = with_task();
    let second = bench.book(learner, 2);
    let session = bench.start(second);
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    bench.minutes(60);
    let missing = score(&bench);
    let review = |bench: &Bench| bench.session(second).items.iter().find(|i| i.review).unwrap().outcome;
    assert_eq!((homework(&bench, task).0.as_str(), review(&bench)), ("missing", Outcome::Skipped));
    let summary = |bench: &Bench| {
        let said = bench.session(second).record.unwrap().summary.unwrap();
        said.reveal(Reveal::granted()).as_str().to_owned()
    };
    let before = summary(&bench);
    let state = |state| Amend::Homework { session, homework: task, state };
    amend(&mut bench, state(HomeworkState::Submitted));
    assert_eq!(homework(&bench, task), ("submitted".to_owned(), Some(false), true, true), "in time, not late");
    assert_eq!(review(&bench), Outcome::Done, "the row that looks at it follows");
    assert_ne!(summary(&bench), before);
    assert!(score(&bench) < missing, "{:?} {missing:?}", score(&bench));
    let told = history(&bench, session);
    let change = told.actions[0].changes.iter().find(|c| c.entity == Entity::Homework).unwrap();
    assert!(told.actions[0].amends && change.subject.is_some());
    let field = change.fields.iter().find(|f| f.field == "state").unwrap();
    assert_eq!(field.from, Some(HistoryValue::Word("missing".to_owned())));
    // It is no homework of the record that set it.
    let other = refused(&mut bench, Amend::Homework { session: first, homework: task, state: HomeworkState::Waived });
    assert_eq!(other, Failure::Refused(Refusal::Gone { what: Entity::Homework }));
    bench.record(Record::Undo);
    assert_eq!(
        (homework(&bench, task).0.as_str(), review(&bench), summary(&bench)),
        ("missing", Outcome::Skipped, before)
    );
    assert_eq!(score(&bench), missing);
    let still = bench.try_record(Record::Undo);
    assert!(matches!(still, Err(Failure::Refused(Refusal::Amended { .. }))), "{still:?}");
    assert!(bench.chain_holds());
}

#[test]
fn what_came_in_a_later_session_is_amended_there() {
    let (mut bench, learner, _, _, task) = with_task();
    let second = bench.book(learner, 2);
    let missed = bench.start(second);
    let close = bench.closing(missed);
    bench.record(Record::Close(Box::new(close)));
    bench.minutes(60);
    let third = bench.book(learner, 3);
    let session = bench.start_anyway(third);
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    bench.minutes(60);
    amend(&mut bench, Amend::Homework { session, homework: task, state: HomeworkState::Submitted });
    assert_eq!(homework(&bench, task), ("submitted".to_owned(), Some(true), true, true), "late");
    let changed = history(&bench, session).actions[0].changes.iter().any(|c| c.entity == Entity::Homework);
    assert!(changed, "the record in which it came tells of it");
    let earlier =
        refused(&mut bench, Amend::Homework { session: missed, homework: task, state: HomeworkState::Waived });
    assert!(matches!(earlier, Failure::Refused(Refusal::Homework { .. })), "{earlier:?}");
    amend(&mut bench, Amend::Homework { session, homework: task, state: HomeworkState::Missing });
    assert_eq!(homework(&bench, task), ("missing".to_owned(), Some(false), true, false));
}

#[test]
fn what_was_set_is_amended_while_nobody_has_looked_at_it() {
    let (mut bench, learner, first, session, task) = with_task();
    amend(&mut bench, Amend::Task { homework: task, text: "例題を二つ".to_owned() });
    amend(&mut bench, Amend::Due { homework: task, days: Some(2) });
    let set = |bench: &Bench| bench.session(first).next_homework;
    assert_eq!((set(&bench)[0].text.as_str(), set(&bench)[0].days_before), ("例題を二つ", Some(2)));
    let told = history(&bench, session);
    let due = &told.actions[0].changes[0].fields[0];
    let word = |word: &str| Some(HistoryValue::Word(word.to_owned()));
    assert_eq!((due.field.as_str(), due.from.clone(), due.to.clone()), ("due", word("next"), word("-2d")));
    bench.record(Record::Undo);
    assert_eq!(set(&bench)[0].days_before, None);
    amend(&mut bench, Amend::DropTask { homework: task });
    assert_eq!(set(&bench), []);
    bench.record(Record::Undo);
    assert_eq!(set(&bench).len(), 1);
    let still = {
        bench.record(Record::Undo);
        bench.try_record(Record::Undo)
    };
    assert!(matches!(still, Err(Failure::Refused(Refusal::Amended { .. }))), "{still:?}");
    // Once a session has looked at it, its words can still be mended; the rest is history.
    let second = bench.book(learner, 2);
    let looking = bench.start(second);
    let close = bench.closing(looking);
    bench.record(Record::Close(Box::new(close)));
    assert_eq!(set(&bench)[0].state, HomeworkState::Missing, "a closed record tells all that it set");
    for late in [Amend::Due { homework: task, days: Some(1) }, Amend::DropTask { homework: task }] {
        let why = refused(&mut bench, late);
        assert!(matches!(why, Failure::Refused(Refusal::Homework { is: HomeworkState::Missing })), "{why:?}");
    }
    amend(&mut bench, Amend::Task { homework: task, text: "例題を三つ".to_owned() });
    // That is an amendment of the record that set it: the other one can still be opened again.
    bench.record(Record::Undo);
    bench.record(Record::Undo);
    assert!(!bench.session(second).closed && bench.chain_holds());
}
