//! People and notes are found.

use super::*;

#[test]
fn notes_and_people_are_found_by_romaji() {
    let mut bench = Bench::new();
    let (learner, _) = bench.learner();
    bench.record(Record::Facts(vec![fact(Entity::Learner, learner, &[("kana", "しけん はなこ"), ("code", "L01")])]));
    for text in ["しゅくだいをわすれた", "シュクダイの例", "memo about shukudai", "欠席の連絡"] {
        let line = bench.card_line(learner, NoteKind::Memo, text);
        bench.minutes(1);
        bench.record(Record::Note(line));
    }
    let find = |query: &str| {
        let query = query.to_owned();
        let Reply::Found(found) = bench.db.ask(&Ask::Find { query, limit: 6 }).unwrap() else { panic!() };
        (found.people.len(), found.notes.len())
    };
    assert_eq!(find("hanako").0, 1);
    assert_eq!(find("HANA shiken").0, 1);
    // By where somebody works, and by the code.
    assert_eq!((find("薬局").0, find("薬局 hana").0, find("l01").0, find("l02").0), (1, 1, 1, 0));
    for query in ["shukudai", "syukudai", "shukudai wasureta"] {
        assert!(find(query).1 >= 1, "{query}");
    }
    assert_eq!(find("shukudai").1, 3);
    assert_eq!(find("shukud").1, 3, "while it is typed");
    assert_eq!(find("to").1, 0);
}

#[test]
fn who_begins_with_what_is_typed_comes_before_who_has_it_somewhere() {
    let mut bench = Bench::new();
    let mut add = |name: &str, kana: &str| {
        let (learner, enrolment, pharmacy) = (bench.id(), bench.id(), bench.id());
        let (name, pharmacy_name) = (name.to_owned(), "試験薬局".to_owned());
        bench.record(Record::AddLearner { learner, enrolment, pharmacy, name, pharmacy_name });
        bench.record(Record::Facts(vec![fact(Entity::Learner, learner, &[("kana", kana)])]));
        learner
    };
    for n in 0..8 {
        add(&format!("青木 美香{n}"), "あおき みか");
    }
    let (mika, kohei) = (add("三上 恵", "みかみ めぐみ"), add("Kohei Ohno", ""));
    let first = |query: &str| {
        let query = query.to_owned();
        let Reply::Found(found) = bench.db.ask(&Ask::Find { query, limit: 6 }).unwrap() else { panic!() };
        found.people.first().map(|person| person.learner)
    };
    for query in ["mika", "みか", "三"] {
        assert_eq!(first(query), Some(mika), "{query}");
    }
    for query in ["kouhei", "こうへい", "oono", "おおの"] {
        assert_eq!(first(query), Some(kohei), "{query}");
    }
}

#[test]
fn a_query_of_any_length_finds_or_does_not_and_is_no_fault() {
    let bench = Bench::new();
    for query in ["薬歴 ".repeat(1_100), "a".repeat(51_000), "\u{fdfa}".repeat(5_000), "%".repeat(60_000)] {
        let reply = bench.db.ask(&Ask::Find { query, limit: 6 });
        assert!(matches!(&reply, Ok(Reply::Found(found)) if found.notes.is_empty()), "{reply:?}");
    }
}
