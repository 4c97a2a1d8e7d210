//! Kana and romaji find kanji where the computer has a dictionary, and nothing is missing where it has none.

use std::path::{Path, PathBuf};

use encoding_rs::EUC_JP;

use super::super::kanji::{LARGEST, places};
use super::*;

const LINES: &str = ";; -*- coding: euc-jp -*-\nわすr /忘/\nけっせき /欠席/結石/\nはなこ /花子/\nすず /鈴/\n";

/// What a query finds: people and notes.
fn found(db: &Db, query: &str) -> (usize, Vec<String>) {
    let Ok(Reply::Found(found)) = db.ask(&Ask::Find { query: query.to_owned(), limit: 6 }) else { panic!("{query}") };
    let text =
        |note: &crate::request::FoundNote| note.text.reveal(crate::text::mask::Reveal::granted()).as_str().to_owned();
    (found.people.len(), found.notes.iter().map(text).collect())
}

fn noted() -> (Bench, crate::domain::Id) {
    let mut bench = Bench::new();
    let (learner, _) = bench.learner();
    for text in ["欠席の連絡を忘れた", "けっせきとだけ書いた", "kesseki と書いた", "宿題の話"]
    {
        let line = NoteLine {
            id: bench.id(),
            target: bench.id(),
            session: None,
            learner: Some(learner),
            pharmacy: None,
            kind: NoteKind::Memo,
            text: text.to_owned(),
            section: None,
            item: None,
            promised_by: None,
        };
        bench.minutes(1);
        bench.record(Record::Note(line));
    }
    (bench, learner)
}

fn with(bench: &Bench, places: Vec<PathBuf>) -> Db {
    let options = Options { kanji: places, read_only: true, ..bench.db.options.clone() };
    Db::open(options, Library::new([])).unwrap()
}

#[test]
fn kana_and_romaji_find_what_is_written_in_kanji() {
    let (mut bench, learner) = noted();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("SKK-JISYO.L");
    for bytes in [LINES.as_bytes().to_vec(), EUC_JP.encode(LINES).0.into_owned()] {
        std::fs::write(&file, bytes).unwrap();
        let db = with(&bench, places(&[folder.path().to_owned()]));
        let all = ["kesseki と書いた", "けっせきとだけ書いた", "欠席の連絡を忘れた"];
        assert_eq!(found(&db, "kesseki").1, all, "as typed, as it is spelled, as it may be written");
        assert_eq!(found(&db, "けっせき").1, [all[1], all[2]]);
        assert_eq!(found(&db, "kesse").1.len(), 3, "while it is typed");
        assert_eq!(found(&db, "wasureta kesseki").1, [all[2]]);
        assert_eq!(found(&db, "shukudai").1, Vec::<String>::new(), "no line of it");
        assert_eq!(found(&db, "hanako").0, 1, "a name without a reading");
    }
    // Who has a reading is found by it alone.
    bench.record(Record::Facts(vec![fact(Entity::Learner, learner, &[("kana", "しけん かこ")])]));
    let db = with(&bench, places(&[folder.path().to_owned()]));
    assert_eq!((found(&db, "hanako").0, found(&db, "kako").0), (0, 1));
}

#[test]
fn without_a_dictionary_the_search_is_what_it_was() {
    let (bench, _) = noted();
    let folder = tempfile::tempdir().unwrap();
    let large = folder.path().join("large");
    let file = std::fs::File::create(&large).unwrap();
    file.set_len(LARGEST + 1).unwrap();
    for place in [folder.path().join("none"), folder.path().to_owned(), large] {
        let db = with(&bench, vec![place]);
        assert_eq!(found(&db, "kesseki").1.len(), 2);
        assert_eq!(found(&db, "hanako").0, 0);
    }
}

#[test]
fn a_dictionary_of_ones_own_comes_before_that_of_the_system() {
    let places = places(&["/own".into()]);
    assert_eq!(places[0], Path::new("/own/SKK-JISYO.L"));
    assert!(places.contains(&"/usr/share/skk/SKK-JISYO.S".into()));
}
