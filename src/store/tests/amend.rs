//! What is done to a record after it was closed, and to a line after it was written.

use super::*;
use crate::request::record::{Amend, NoteHome};
use crate::request::{BAR, HistoryHow, HistoryOf, HistoryValue, HistoryView};
use crate::text::mask::Reveal;

/// A closed record with a line in it.
fn closed() -> (Bench, Id, Id, NoteLine) {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    let note = bench.line(session, NoteKind::Memo, "入力が早い");
    bench.record(Record::Note(note.clone()));
    let item = bench.session(appointment).items[0].id;
    bench.record(Record::Mark { item, outcome: Outcome::Done, actual_minutes: None });
    let mut close = bench.closing(session);
    close.next_focus = "検索を一緒に".to_owned();
    close.unconfirmed = vec!["result".to_owned(), "next_focus".to_owned()];
    bench.record(Record::Close(Box::new(close)));
    bench.minutes(5);
    (bench, appointment, session, note)
}

fn shown(text: Option<&crate::text::mask::Private>) -> Option<String> {
    text.map(|text| text.reveal(Reveal::granted()).as_str().to_owned())
}

fn history(bench: &Bench, session: Id) -> HistoryView {
    match bench.db.ask(&Ask::History { of: HistoryOf::Record(session) }).unwrap() {
        Reply::History(view) => *view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_closed_record_is_amended_and_its_history_tells_old_and_new() {
    let (mut bench, appointment, session, note) = closed();
    let refused = bench.try_record(Record::Note(NoteLine { text: "別の文".to_owned(), ..note.clone() }));
    assert_eq!(refused, Err(Failure::Refused(Refusal::Closed)), "nothing but an amendment");
    let summary = shown(bench.session(appointment).record.unwrap().summary.as_ref()).unwrap();
    let item = bench.session(appointment).items[0].id;
    let more = bench.line(session, NoteKind::Memo, "あとから");
    for amend in [
        Amend::Outcome { item, outcome: Outcome::Stuck },
        Amend::Note(NoteLine { text: "入力は早いが確認が抜ける".to_owned(), ..note.clone() }),
        Amend::Note(more),
        Amend::NextFocus { session, text: "確認を一緒に".to_owned() },
        Amend::Mood { session, mood: Some(4) },
    ] {
        bench.record(Record::Amend(Box::new(amend)));
    }
    let view = bench.session(appointment);
    let record = view.record.unwrap();
    assert!(view.closed && record.closed_at.is_some());
    assert_eq!(record.unconfirmed, ["result"]);
    assert_eq!((view.items[0].outcome, record.mood), (Outcome::Stuck, Some(4)));
    assert_eq!(shown(record.next_focus.as_ref()).unwrap(), "確認を一緒に");
    let texts: Vec<String> = view.notes.iter().map(|n| shown(Some(&n.text)).unwrap()).collect();
    assert_eq!(texts, ["入力は早いが確認が抜ける", "あとから"]);
    let again = shown(record.summary.as_ref()).unwrap();
    assert!(again != summary && again.contains("詰 1"), "the program's summary follows: {again}");

    let history = history(&bench, session);
    assert_eq!(history.actions.iter().filter(|a| a.amends).count(), 5);
    let focus = &history.actions[1];
    let field = &focus.changes[0].fields[0];
    assert!(focus.amends && focus.deed == Some(Deed::Amend) && field.field == "next_focus");
    let text = |value: &Option<HistoryValue>| match value {
        Some(HistoryValue::Text(text)) => shown(Some(text)).unwrap(),
        other => panic!("{other:?}"),
    };
    assert_eq!((text(&field.from), text(&field.to)), ("検索を一緒に".to_owned(), "確認を一緒に".to_owned()));
    let closing = history.actions.iter().find(|a| a.deed == Some(Deed::Close)).unwrap();
    assert!(!closing.amends && history.actions.last().unwrap().deed == Some(Deed::Book));
    let outcome = history.actions.iter().rfind(|a| a.amends).unwrap();
    assert!(shown(outcome.changes[0].subject.as_ref()).is_some());
    assert_eq!(outcome.changes[0].fields[0].from, Some(HistoryValue::Word("done".to_owned())));

    let long = "あ".repeat(401);
    let refused = bench.try_record(Record::Amend(Box::new(Amend::Summary { session, text: long })));
    assert_eq!(refused, Err(Failure::Refused(Refusal::TooManyCharacters { max: 400 })));
    assert!(bench.chain_holds());
}

#[test]
fn undo_of_an_amendment_is_one_and_the_closing_stays_after_it() {
    let (mut bench, appointment, session, _) = closed();
    bench.record(Record::Amend(Box::new(Amend::Mood { session, mood: Some(2) })));
    let Reply::Reverted(reverted) = bench.record(Record::Undo) else { panic!() };
    assert_eq!(reverted.deed, Some(Deed::Amend));
    assert_eq!(bench.session(appointment).record.unwrap().mood, None);
    let history = history(&bench, session);
    assert!(history.actions[..2].iter().all(|a| a.amends) && history.actions[0].inverts);
    let refused = bench.try_record(Record::Undo);
    assert!(matches!(refused, Err(Failure::Refused(Refusal::Amended { .. }))), "{refused:?}");
    assert!(bench.session(appointment).closed);
}

#[test]
fn the_closing_is_undone_while_nothing_was_amended_and_an_open_record_is_not_amended() {
    let (mut bench, appointment, session, _) = closed();
    bench.record(Record::Undo);
    assert!(!bench.session(appointment).closed);
    let refused = bench.try_record(Record::Amend(Box::new(Amend::Mood { session, mood: Some(2) })));
    assert_eq!(refused, Err(Failure::Refused(Refusal::NotClosed)));
    bench.record(Record::Redo);
    assert!(bench.session(appointment).closed);
}

#[test]
fn a_private_line_leaves_nothing_behind_that_others_read() {
    let mut bench = Bench::new();
    let (learner, appointment) = bench.learner();
    let session = bench.start(appointment);
    let promise = bench.line(session, NoteKind::Promise, "本人だけに話す");
    bench.record(Record::Note(promise.clone()));
    assert_eq!(bench.session(appointment).open_questions.len(), 1);
    bench.record(Record::PrivateNote { note: promise.id, private: true });
    let view = bench.session(appointment);
    assert!(view.notes[0].private && view.notes[0].kind == NoteKind::Memo && view.open_questions.is_empty());
    // Changing its words makes nothing of it.
    bench.record(Record::Note(NoteLine { text: "本人だけに話すこと".to_owned(), ..promise.clone() }));
    assert!(bench.session(appointment).open_questions.is_empty());
    let date = BusinessDate::new(2026, 11, 25).unwrap();
    let Reply::Card(card) = bench.db.ask(&Ask::Card { learner, date }).unwrap() else { panic!() };
    assert!(card.notes.is_empty() && card.questions.is_empty(), "the hand-over");
    for _ in 0..2 {
        bench.record(Record::Undo);
    }
    let view = bench.session(appointment);
    assert!(!view.notes[0].private && view.notes[0].kind == NoteKind::Promise && view.open_questions.len() == 1);
}

#[test]
fn a_line_of_somebody_else_moves_with_what_was_made_from_it() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    let question = bench.line(session, NoteKind::Question, "印刷はできますか");
    bench.record(Record::Note(question.clone()));
    let (learner, enrolment, pharmacy) = (bench.id(), bench.id(), bench.id());
    let (name, pharmacy_name) = ("別人 太郎".to_owned(), "別薬局".to_owned());
    bench.record(Record::AddLearner { learner, enrolment, pharmacy, name, pharmacy_name });
    bench.record(Record::MoveNote { note: question.id, to: NoteHome::Learner(learner) });
    let view = bench.session(appointment);
    assert!(view.notes.is_empty() && view.open_questions.is_empty());
    let date = BusinessDate::new(2026, 11, 25).unwrap();
    let card = |bench: &Bench| match bench.db.ask(&Ask::Card { learner, date }).unwrap() {
        Reply::Card(card) => card,
        other => panic!("{other:?}"),
    };
    assert_eq!((card(&bench).notes.len(), card(&bench).questions.len()), (1, 1));
    bench.record(Record::MoveNote { note: question.id, to: NoteHome::Session(session) });
    assert_eq!((bench.session(appointment).open_questions.len(), card(&bench).questions.len()), (1, 0));
    bench.record(Record::Undo);
    bench.record(Record::Undo);
    assert_eq!((bench.session(appointment).open_questions.len(), card(&bench).notes.len()), (1, 0));
    assert!(bench.chain_holds());
}

#[test]
fn words_that_are_blacked_out_are_on_no_page_of_the_file() {
    const NAME: &str = "山田ハナ様の薬歴";
    const LATER: &str = "山田ハナ様の薬歴を訂正";
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    // Enough around it for pages to fill and to be split.
    for n in 0..60 {
        let other = bench.line(session, NoteKind::Memo, &format!("ふつうのメモ {n} {}", "長い".repeat(40)));
        bench.record(Record::Note(other));
    }
    let note = bench.line(session, NoteKind::Question, NAME);
    bench.record(Record::Note(note.clone()));
    bench.record(Record::Note(NoteLine { text: LATER.to_owned(), ..note.clone() }));
    bench
        .db
        .save_draft(&crate::request::Draft {
            field: "note_edit".to_owned(),
            owner: note.id,
            text: format!("{LATER}する"),
            caret: 0,
            beside: String::new(),
            at: bench.now,
        })
        .unwrap();
    let mut close = bench.closing(session);
    close.next_focus = format!("つぎは {LATER}");
    close.confirmed = false;
    bench.record(Record::Close(Box::new(close)));
    for n in 0..60 {
        let other = bench.line(session, NoteKind::Memo, &format!("あとのメモ {n}"));
        bench.record(Record::Note(other));
    }
    let path = bench.db.options.path.clone();
    let on_disk = |words: &str| {
        let mut log = path.clone().into_os_string();
        log.push("-wal");
        let files = [std::fs::read(&path).unwrap(), std::fs::read(log).unwrap_or_default()];
        let holds = |file: &Vec<u8>, words: &str| file.windows(words.len()).any(|w| w == words.as_bytes());
        let folded = crate::text::fold::fold(words);
        files.iter().any(|file| holds(file, words) || holds(file, &folded))
    };
    assert!(on_disk(NAME) && on_disk(LATER));
    bench.record(Record::BlackOut { note: note.id });
    assert!(!on_disk(NAME) && !on_disk("山田ハナ"), "the words are still in the file");
    assert!(bench.chain_holds());
    let view = bench.session(appointment);
    let bars = view.notes.iter().filter(|n| shown(Some(&n.text)).unwrap() == BAR).count();
    assert_eq!((bars, view.notes.len()), (1, 121));
    assert_eq!(shown(Some(&view.open_questions[0].text)).unwrap(), BAR);
    let focus: String = bench.db.conn().query_row("SELECT next_focus FROM session", [], |r| r.get(0)).unwrap();
    assert_eq!(focus, format!("つぎは {BAR}"));
    let folded: String =
        bench.db.conn().query_row("SELECT folded FROM note WHERE id = ?1", [note.id], |r| r.get(0)).unwrap();
    assert_eq!(folded, crate::text::fold::fold(BAR));
    let told = history(&bench, session);
    assert!(told.actions.iter().flat_map(|a| &a.changes).any(|c| c.how == HistoryHow::Erased));
    // Undo goes on with what is before it, and brings nothing back.
    let Reply::Reverted(reverted) = bench.record(Record::Undo) else { panic!() };
    assert_eq!(reverted.deed, Some(Deed::Note));
    let view = bench.session(appointment);
    assert_eq!(view.notes.len(), 120);
    assert!(view.notes.iter().any(|n| shown(Some(&n.text)).unwrap() == BAR));
    // Once more is no harm.
    bench.record(Record::BlackOut { note: note.id });
    assert!(bench.chain_holds());
}

#[test]
fn a_closing_whose_words_are_gone_keeps_what_is_before_it_locked() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    let note = bench.line(session, NoteKind::Next, "山田様に電話");
    bench.record(Record::Note(note.clone()));
    let item = bench.session(appointment).items[0].id;
    bench.record(Record::Mark { item, outcome: Outcome::Done, actual_minutes: None });
    let mut close = bench.closing(session);
    close.next_focus = "山田様に電話".to_owned();
    bench.record(Record::Close(Box::new(close)));
    bench.record(Record::BlackOut { note: note.id });
    assert_eq!(bench.try_record(Record::Undo), Err(Failure::Refused(Refusal::NothingToUndo)));
    let view = bench.session(appointment);
    assert_eq!((view.closed, view.items[0].outcome), (true, Outcome::Done));
    assert_eq!(shown(view.record.unwrap().next_focus.as_ref()).unwrap(), BAR);
}
