//! What becomes of a question, and what the next meeting opens with.

use super::*;
use crate::domain::QuestionState;
use crate::request::record::{Answer, Fact, FactValue};
use crate::text::mask::{Private, Reveal};

fn say(bench: &mut Bench, session: Id, kind: NoteKind, text: &str) -> Id {
    let line = bench.line(session, kind, text);
    let target = line.target;
    bench.record(Record::Note(line));
    target
}

fn usm(bench: &mut Bench) -> Id {
    let staff = bench.id();
    let pharmacy: Id = bench.db.conn().query_row("SELECT id FROM pharmacy", [], |row| row.get(0)).unwrap();
    let fact = |entity, id, fields| Fact { entity, id, fields };
    let name = vec![("name", FactValue::Text("佐々木 玲".to_owned())), ("role", FactValue::Text("usm".to_owned()))];
    bench.record(Record::Facts(vec![
        fact(Entity::Staff, staff, name),
        fact(Entity::Pharmacy, pharmacy, vec![("usm_id", FactValue::Ref(staff))]),
    ]));
    staff
}

#[test]
fn a_question_is_handed_over_to_the_usm_and_taken_back() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let staff = usm(&mut bench);
    let session = bench.start(appointment);
    let question = say(&mut bench, session, NoteKind::Question, "印刷できますか");
    let owner = |bench: &Bench| -> (QuestionState, Option<Id>) {
        let sql = "SELECT state, owner_id FROM question WHERE id = ?1";
        bench.db.conn().query_row(sql, [question], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
    };
    let before = owner(&bench);
    bench.record(Record::Question { question, answer: Answer::HandedOver });
    assert_eq!(owner(&bench), (QuestionState::HandedOver, Some(staff)));
    bench.record(Record::Undo);
    assert_eq!(owner(&bench), before);
    let Ok(Reply::WrapUp(view)) = bench.db.ask(&Ask::WrapUp { session, now: bench.now }) else { panic!("no wrap-up") };
    assert_eq!(view.usm.unwrap().reveal(Reveal::granted()).as_str(), "佐々木 玲");
}

#[test]
fn a_session_opens_with_what_was_promised_and_what_they_could_do() {
    let mut bench = Bench::new();
    let (learner, first) = bench.learner();
    let shown = |texts: &[Private]| -> Vec<String> {
        texts.iter().map(|text| text.reveal(Reveal::granted()).to_string()).collect()
    };
    let session = bench.start(first);
    for n in 1..=4 {
        bench.minutes(1);
        say(&mut bench, session, NoteKind::Win, &format!("できた {n}"));
    }
    say(&mut bench, session, NoteKind::Promise, "手順を送る");
    let view = bench.session(first);
    assert!(view.wins.is_empty() && view.promises.is_empty(), "its own are among its notes");
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    let next = bench.book(learner, 2);
    bench.start(next);
    let view = bench.session(next);
    assert_eq!((shown(&view.wins), view.win_count), (vec!["できた 4".into(), "できた 3".into(), "できた 2".into()], 4));
    assert_eq!(view.promises.iter().map(|p| p.text.clone()).collect::<Vec<_>>().len(), 1);
    let close = bench.closing(view.session);
    bench.record(Record::Close(Box::new(close)));
    let last = bench.book(learner, 12);
    let session = bench.id();
    let override_reason = Some("bench".to_owned());
    bench.record(Record::Start { appointment: last, session, override_reason });
    assert_eq!(shown(&bench.session(last).wins), ["できた 1", "できた 2", "できた 3", "できた 4"], "all of them");
}

#[test]
fn what_was_answered_stands_in_the_record_and_on_the_card() {
    let mut bench = Bench::new();
    let (learner, appointment) = bench.learner();
    let session = bench.start(appointment);
    let asked = ["印刷できますか", "字は大きくできますか", "監査に出せますか"];
    let questions = asked.map(|text| {
        bench.minutes(1);
        say(&mut bench, session, NoteKind::Question, text)
    });
    let answered = Answer::Answered { text: "右上の印から".to_owned() };
    bench.record(Record::Question { question: questions[0], answer: answered });
    bench.minutes(1);
    bench.record(Record::Question { question: questions[1], answer: Answer::HandedOver });
    let by = BusinessDate::new(2026, 12, 2).unwrap();
    bench.record(Record::Question { question: questions[2], answer: Answer::Promised { by } });
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    let shown = |text: &Private| text.reveal(Reveal::granted()).to_string();
    let view = bench.session(appointment);
    let answers = view.record.unwrap().answers;
    let lines: Vec<Id> = view.notes.iter().map(|note| note.id).collect();
    assert_eq!(answers.iter().map(|(line, _)| *line).collect::<Vec<_>>(), lines);
    let told: Vec<_> = answers.iter().map(|(_, a)| (shown(&a.text), a.state, a.by)).collect();
    assert_eq!(told[0], (asked[0].to_owned(), QuestionState::Answered, None));
    assert_eq!(answers[0].1.answer.as_ref().map(shown).as_deref(), Some("右上の印から"));
    assert_eq!(told[1].1, QuestionState::HandedOver);
    assert_eq!((told[2].1, told[2].2), (QuestionState::Open, Some(by)));
    let Ok(Reply::Card(card)) = bench.db.ask(&Ask::Card { learner, date: by }) else { panic!("no card") };
    let settled: Vec<String> = card.settled.iter().map(|a| shown(&a.text)).collect();
    assert_eq!(settled, [asked[1], asked[0]], "newest first");
    assert_eq!(card.questions.len(), 1, "what is open stands with the promises");
}

#[test]
fn what_was_said_last_time_is_of_the_newest_record() {
    let mut bench = Bench::new();
    let (learner, first) = bench.learner();
    let session = bench.start(first);
    bench.minutes(5);
    let mut close = bench.closing(session);
    close.next_focus = "検索を一緒に".to_owned();
    bench.record(Record::Close(Box::new(close)));
    let told = |bench: &Bench| {
        let date = BusinessDate::new(2026, 12, 2).unwrap();
        let Ok(Reply::Card(card)) = bench.db.ask(&Ask::Card { learner, date }) else { panic!("no card") };
        card.brief
            .next_focus
            .map(|(date, text)| (date.to_string(), text.reveal(Reveal::granted()).to_string()))
            .unwrap()
    };
    let older = told(&bench);
    assert_eq!(older.1, "検索を一緒に");
    let second = bench.book(learner, 2);
    let session = bench.start(second);
    say(&mut bench, session, NoteKind::Memo, "忙しいのは11時");
    assert_eq!(told(&bench), older, "a session that runs is not the last one yet");
    bench.minutes(5);
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    let newer = told(&bench);
    assert!(newer.1 != older.1 && newer.0 > older.0, "{newer:?}");
}

#[test]
fn what_was_noted_for_next_time_and_where_they_got_stuck_reach_the_hand_over() {
    let mut bench = Bench::new();
    let (learner, appointment) = bench.learner();
    let day = BusinessDate::new(2026, 11, 25).unwrap();
    let texts = |said: &[(BusinessDate, Private)]| -> Vec<String> {
        said.iter().map(|(_, text)| text.reveal(Reveal::granted()).to_string()).collect()
    };
    let card = |bench: &Bench| match bench.db.ask(&Ask::Card { learner, date: day }).unwrap() {
        Reply::Card(card) => *card,
        other => panic!("{other:?}"),
    };
    let session = bench.start(appointment);
    let item = bench.session(appointment).items[1].id;
    bench.record(Record::Mark { item, outcome: Outcome::Stuck, actual_minutes: None });
    for (kind, text) in [
        (NoteKind::Stuck, "画面がこわい"),
        (NoteKind::Next, "早めに電話"),
        (NoteKind::Memo, "朝がよい"),
        (NoteKind::Next, "向きから"),
    ] {
        bench.minutes(1);
        say(&mut bench, session, kind, text);
    }
    let view = card(&bench);
    assert_eq!(texts(&view.snags), ["画面がこわい"]);
    assert_eq!(texts(&view.for_next), ["早めに電話", "向きから"]);
    let Ok(Reply::WrapUp(wrap_up)) = bench.db.ask(&Ask::WrapUp { session, now: bench.now }) else {
        panic!("no wrap-up")
    };
    assert_eq!(wrap_up.next_focus, "向きから", "before the item that was stuck");
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    // What was meant for the meeting that runs is not for the one after.
    let next = bench.book(learner, 2);
    let session = bench.start(next);
    assert!(card(&bench).for_next.is_empty());
    for n in 1..=3 {
        bench.minutes(1);
        say(&mut bench, session, NoteKind::Stuck, &format!("つまずき {n}"));
    }
    assert_eq!(texts(&card(&bench).snags), ["つまずき 3", "つまずき 2", "つまずき 1"]);
}

#[test]
fn a_call_that_was_answered_after_all_is_the_same_call() {
    let mut bench = Bench::new();
    let (learner, _) = bench.learner();
    let touch = bench.id();
    let call = |reached| Record::Touch {
        touch,
        scope: Scope::Learner,
        id: learner,
        kind: crate::domain::TouchKind::Call,
        reached,
        text: String::new(),
        minutes_ago: 0,
    };
    let reached = |bench: &Bench| -> Vec<bool> {
        let date = BusinessDate::new(2026, 11, 25).unwrap();
        match bench.db.ask(&Ask::Card { learner, date }).unwrap() {
            Reply::Card(card) => card.touches.iter().map(|(_, reached, _)| *reached).collect(),
            other => panic!("{other:?}"),
        }
    };
    bench.record(call(false));
    bench.record(call(true));
    assert_eq!(reached(&bench), [true]);
    bench.record(Record::Undo);
    assert_eq!(reached(&bench), [false]);
    bench.record(Record::Undo);
    assert!(reached(&bench).is_empty());
}

#[test]
fn a_tally_is_no_sentence_that_anybody_said() {
    let mut bench = Bench::new();
    let (learner, first) = bench.learner();
    let date = BusinessDate::new(2026, 11, 25).unwrap();
    let last = |bench: &Bench| -> Option<String> {
        match bench.db.ask(&Ask::Card { learner, date }).unwrap() {
            Reply::Card(card) => card.brief.next_focus.map(|(_, text)| text.reveal(Reveal::granted()).to_string()),
            other => panic!("{other:?}"),
        }
    };
    let session = bench.start(first);
    let mut close = bench.closing(session);
    close.next_focus.clear();
    bench.record(Record::Close(Box::new(close)));
    let summary: String = bench.db.conn().query_row("SELECT summary FROM session", [], |row| row.get(0)).unwrap();
    assert!(summary.starts_with("済 ") || summary.starts_with("done "), "{summary}");
    assert_eq!(last(&bench), None);
    let next = bench.book(learner, 2);
    let session = bench.start(next);
    say(&mut bench, session, NoteKind::Memo, "朝がよい");
    let mut close = bench.closing(session);
    close.next_focus.clear();
    bench.record(Record::Close(Box::new(close)));
    assert_eq!(last(&bench).as_deref(), Some("朝がよい"));
}

#[test]
fn without_a_next_meeting_an_answer_is_proposed_in_two_working_days() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    // The Friday before a Monday that is a holiday.
    let now = bench.now - TimeDelta::days(5);
    let Ok(Reply::WrapUp(view)) = bench.db.ask(&Ask::WrapUp { session, now }) else { panic!("no wrap-up") };
    assert_eq!(Some(view.answer_by), BusinessDate::new(2026, 11, 25));
}
