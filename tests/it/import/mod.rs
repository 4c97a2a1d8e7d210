//! Files on their way in, through the program as a trainer calls it, into a real file, and what today and the review make
//! of them.

mod history;
mod people;
mod plans;
mod problems;
mod programmes;
mod ways;
#[cfg(feature = "xlsx")]
mod workbooks;

use std::ffi::OsString;
use std::fmt::Write;

use serde_json::json;

use crate::desk::{Desk, counts};

fn fixture(name: &str) -> OsString {
    format!("{}/tests/fixtures/import/{name}", env!("CARGO_MANIFEST_DIR")).into()
}

/// The practice day as four files: cp932, UTF-8 with commas, UTF-8 with mark and semicolons, UTF-16 with tabs.
fn practice_day() -> Vec<OsString> {
    ["readings.csv", "sessions.csv", "roster.csv", "schedule.csv"].map(fixture).to_vec()
}

#[test]
fn the_practice_day_as_files_makes_the_rows_of_the_practice_day() {
    let desk = Desk::new();
    let (code, documents) = desk.import_paths(&practice_day(), &[]);
    assert_eq!(code, 0, "{documents:#?}");
    let told: Vec<(&str, &str, [u64; 4])> =
        documents.iter().map(|d| (d["kind"].as_str().unwrap(), d["encoding"].as_str().unwrap(), counts(d))).collect();
    assert_eq!(
        told,
        [
            ("roster", "cp932", [20, 0, 0, 0]),
            ("schedule", "utf8", [12, 0, 0, 0]),
            ("sessions", "utf8-bom", [123, 0, 0, 0]),
            ("readings", "utf16", [13, 0, 0, 0]),
        ]
    );
    assert_eq!(
        desk.reasons("2026-11-25"),
        [
            "三浦 望: METRIC 40, DEADLINE 20, SUPPORT 40",
            "井上 健: HOMEWORK 30, STUCK 25, ROLEPLAY 20, MOOD 10",
            "石川 拓: METRIC 40, PROMISE 30",
            "坂本 大輔: NOSHOW 60, NEXT 0",
            "村上 さくら: LATECANCEL 15, NEXT 25",
            "みなと薬局 本町店: FLOW 40",
            "藤田 恵: RECORD 30",
            "つばめ薬局 駅前店: KICKOFF 30",
            "金子 由紀: RESUME 25",
            "松井 康平: ROLEPLAY 20",
            "福田 誠: GRADOPEN 20",
            "中島 愛: HOMEWORK 10",
            "長谷川 涼: PROMISE 10",
        ]
    );
    let queue: Vec<String> = desk
        .today("2026-11-25")
        .iter()
        .map(|a| {
            let carried: Vec<&str> =
                a["carried"].as_array().unwrap().iter().map(|c| c["item_id"].as_str().unwrap()).collect();
            format!(
                "{} {} {} {} {}",
                a["starts_at"],
                a["minutes"],
                a["session_no"],
                a["learner"]["name"],
                carried.join(" ")
            )
        })
        .collect();
    assert_eq!(
        queue,
        [
            "\"2026-11-25T09:30:00+09:00\" 30 6 \"森田 由美\" ",
            "\"2026-11-25T10:10:00+09:00\" 30 6 \"井上 健\" s05-choices s05-query",
            "\"2026-11-25T11:00:00+09:00\" 25 11 \"清水 美穂\" ",
            "\"2026-11-25T11:35:00+09:00\" 25 11 \"石川 拓\" ",
            "\"2026-11-25T13:00:00+09:00\" 30 8 \"大野 直子\" s07-handoff",
            "\"2026-11-25T14:00:00+09:00\" 30 8 \"松井 康平\" ",
            "\"2026-11-25T15:00:00+09:00\" 20 1 \"岡本 真理\" ",
        ]
    );
}

#[test]
fn the_same_files_again_change_nothing() {
    let desk = Desk::new();
    desk.import_paths(&practice_day(), &[]);
    let (events, review) = (desk.events(), desk.review("2026-11-25"));
    let (code, documents) = desk.import_paths(&practice_day(), &[]);
    assert_eq!(code, 0);
    assert_eq!(
        documents.iter().map(counts).collect::<Vec<_>>(),
        [[0, 0, 20, 0], [0, 0, 12, 0], [0, 0, 123, 0], [0, 0, 13, 0]]
    );
    assert_eq!((desk.events(), desk.review("2026-11-25")), (events, review));
    // One file at a time neither.
    for path in practice_day() {
        let (_, documents) = desk.import_paths(&[path], &[]);
        assert_eq!(counts(&documents[0])[..2], [0, 0], "{documents:?}");
    }
    assert_eq!(desk.events(), events);
}

#[test]
fn a_dry_run_counts_and_writes_nothing() {
    let desk = Desk::new();
    let (code, documents) = desk.import_paths(&practice_day(), &["--dry-run"]);
    assert_eq!(code, 0);
    assert_eq!(counts(&documents[2]), [123, 0, 0, 0]);
    assert!(documents.iter().all(|d| d["written"] == json!(false)));
    assert_eq!((desk.events(), desk.sql("SELECT count(*) FROM learner")), (0, vec!["0".to_owned()]));
}

const ROSTER: &str = "pharmacy,learner,learner_kana,learner_id,trainer,kickoff_held\n\
     Aoba,森田 由美,もりた ゆみ,A1,宮本 彩,2026-09-01\n\
     Aoba,井上 健,いのうえ けん,A2,宮本 彩,2026-09-01\n";

#[test]
fn a_practice_day_in_use_is_not_replaced() {
    let desk = Desk::new();
    let practice = || desk.call(["demo", "--no-screen"]);
    assert_eq!(practice().code, 0);
    let path = desk.path("home/state/practice.db");
    let options = manabi::store::Options { path: path.clone(), ..desk.options() };
    let window = manabi::store::Db::open(options, manabi::programme::Library::new([])).unwrap();
    let learners = || -> i64 { window.conn().query_row("SELECT count(*) FROM learner", [], |row| row.get(0)).unwrap() };
    let before = (std::fs::read(&path).unwrap(), learners());
    let printed = practice();
    assert_eq!(printed.code, 4, "{}", printed.err);
    assert!(printed.err.contains(&std::process::id().to_string()), "{}", printed.err);
    assert!(before == (std::fs::read(&path).unwrap(), learners()));
    drop(window);
    assert_eq!(practice().code, 0);
}

#[test]
fn a_file_that_a_window_writes_can_be_tried_and_is_not_imported_into() {
    let desk = Desk::new();
    let first = desk.write("first.csv", ROSTER);
    let second = desk.write("second.csv", ROSTER.replace("井上 健,いのうえ けん,A2", "佐藤 美咲,さとう みさき,A3"));
    let import = |file: &OsString, option: &str| {
        desk.call(["import".into(), file.clone()].into_iter().chain((!option.is_empty()).then(|| option.into())))
    };
    assert_eq!(import(&first, "").code, 0);
    let window = manabi::store::Db::open(desk.options(), manabi::programme::Library::new([])).unwrap();
    let learners = || -> i64 { window.conn().query_row("SELECT count(*) FROM learner", [], |row| row.get(0)).unwrap() };
    let printed = import(&second, "--dry-run");
    assert_eq!(printed.code, 0, "{}", printed.err);
    assert!(printed.out.contains("1 created") && printed.out.contains("1 unchanged"), "{}", printed.out);
    assert_eq!(learners(), 2);
    // There is no key to press in a shell.
    let printed = import(&second, "");
    assert_eq!(printed.code, 4, "{}", printed.out);
    assert!(
        printed.err.contains(&std::process::id().to_string()) && !printed.err.contains("T takes"),
        "{}",
        printed.err
    );
    assert_eq!(learners(), 2);
    drop(window);
    assert_eq!(import(&second, "").code, 0);
}

#[test]
fn one_import_is_one_action_and_its_chain_holds() {
    let desk = Desk::new();
    desk.import_paths(&practice_day(), &[]);
    assert_eq!(desk.sql("SELECT command, state FROM action"), ["import|done"]);
    let per_session = "SELECT count(*) FROM event WHERE entity = 'session' AND op = 'create' AND v = 2";
    assert_eq!(desk.sql(per_session), desk.sql("SELECT count(*) FROM session"));
    let db = rusqlite::Connection::open(desk.path("home/data/manabi.db")).unwrap();
    assert_eq!(manabi::store::event::verify(&db).unwrap(), None);
}

#[test]
fn an_import_is_taken_back_and_done_again_as_a_whole() {
    use manabi::request::{Record, Reply, Stamp};
    let desk = Desk::new();
    desk.import_paths(&practice_day(), &[]);
    let review = desk.review("2026-11-25");
    let tables =
        ["learner", "pharmacy", "enrolment", "appointment", "session", "session_item", "homework", "note", "staff"];
    let rows = |desk: &Desk| -> Vec<String> {
        let count =
            |table: &&str| desk.sql(&format!("SELECT count(*) FROM {table} WHERE deleted_at IS NULL")).remove(0);
        tables.iter().map(count).collect()
    };
    let before = rows(&desk);
    let step = |record: Record| {
        let options = desk.options();
        let stamp = Stamp { at: options.now, zone: options.zone.name().to_owned(), actor: None };
        let mut db = manabi::store::Db::open(options, manabi::programme::Library::new([])).unwrap();
        assert!(matches!(db.record(&stamp, record), Ok(Reply::Reverted(_))));
    };
    step(Record::Undo);
    assert_eq!(rows(&desk), vec!["0"; tables.len()]);
    assert_eq!(desk.reasons("2026-11-25"), Vec::<String>::new());
    step(Record::Redo);
    assert_eq!((rows(&desk), desk.review("2026-11-25")), (before, review));
}

#[test]
fn twenty_thousand_rows_go_in() {
    let desk = Desk::new();
    let mut roster = "pharmacy,learner,learner_id,next_no,kickoff_held\n".to_owned();
    let mut sessions = "date,start,learner_id,session_no,mood,stuck,homework,notes\n".to_owned();
    let first = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    for n in 0..2_000 {
        writeln!(roster, "P{},L{n},{n},1,2026-02-20", n / 4).unwrap();
        for k in 1..=9_u32 {
            let date = first + chrono::Days::new(u64::from(7 * k));
            writeln!(sessions, "{date},10:00,{n},{k},3,,{},", if k == 1 { "" } else { "reviewed" }).unwrap();
        }
    }
    let documents = desk.import(&[&roster, &sessions]);
    assert_eq!((counts(&documents[0]), counts(&documents[1])), ([2_000, 0, 0, 0], [18_000, 0, 0, 0]));
    let documents = desk.import(&[&roster, &sessions]);
    assert_eq!((counts(&documents[0]), counts(&documents[1])), ([0, 0, 2_000, 0], [0, 0, 18_000, 0]));
}

const FIGURES: &str = "集計日,受講者,当日の薬歴完了率,suggestion_use_rate,段階,判定\n";

fn history_to(last: u8) -> String {
    let mut text = "date,start,learner,session_no,result\n".to_owned();
    for n in 8..=last {
        writeln!(text, "2026-{:02}-{:02},10:00,a,{n},held", 10 + n / 11, [7, 14, 21, 4][usize::from(n - 8)]).unwrap();
    }
    text
}
