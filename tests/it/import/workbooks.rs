//! Workbooks of Excel, through the program: each sheet told on its own, and the rows that are left.

use std::ffi::OsString;

use rust_xlsxwriter::{Format, Workbook};
use serde_json::json;

use crate::desk::{Desk, counts, rejected};

/// 2026-11-21 as a serial number.
const DAY: f64 = 46_347.0;

/// A roster, a plan and a history of two learners, one of whom has a name that cp932 almost lacks.
fn team() -> Vec<u8> {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("yyyy/m/d");
    let clock = Format::new().set_num_format("h:mm");
    let texts: [(&str, &[&[&str]]); 4] = [
        (
            "受講者",
            &[
                &["薬局", "受講者", "受講者かな", "担当"],
                &["あおば薬局", "髙橋 由美", "たかはし ゆみ", "宮本 彩"],
                &["あおば薬局", "井上 健", "いのうえ けん", "宮本 彩"],
            ],
        ),
        ("予定", &[&["日付", "開始", "受講者", "回"], &["", "", "髙橋 由美", "2"]]),
        ("履歴", &[&["日付", "受講者", "回", "結果"], &["", "髙橋 由美", "1", "実施"], &["", "だれか", "1", "実施"]]),
        ("メモ", &[&["山田さんに連絡"]]),
    ];
    for (name, rows) in texts {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    let sheets = book.worksheets_mut();
    sheets[1].write_number_with_format(1, 0, DAY + 5.0, &date).unwrap();
    sheets[1].write_number_with_format(1, 1, 14.0 / 24.0, &clock).unwrap();
    for row in [1, 2] {
        sheets[2].write_number_with_format(row, 0, DAY - 1.0, &date).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_is_taken_in_sheet_by_sheet() {
    let desk = Desk::new();
    let path = desk.write("研修.xlsx", team());
    let (code, documents) = desk.import_paths(std::slice::from_ref(&path), &[]);
    assert_eq!((code, desk.events()), (1, 0));
    let told: Vec<_> = documents
        .iter()
        .map(|d| {
            (d["kind"].as_str().unwrap(), d["sheet"].as_str().unwrap(), d["encoding"].as_str().unwrap(), counts(d))
        })
        .collect();
    assert_eq!(
        told,
        [
            ("roster", "受講者", "xlsx", [2, 0, 0, 0]),
            ("schedule", "予定", "xlsx", [1, 0, 0, 0]),
            ("sessions", "履歴", "xlsx", [1, 0, 0, 1])
        ]
    );
    assert_eq!(documents[0]["ignored_sheets"], json!(["メモ"]));
    assert_eq!(documents[1]["ignored_sheets"], json!([]));
    assert_eq!(rejected(&documents[2]), ["3|受講者|だれか"]);
    // The good rows go in, the other one is kept beside the workbook and goes in once it is right.
    let (_, documents) = desk.import_paths(&[path], &["--partial"]);
    assert!(documents.iter().all(|d| d["written"] == json!(true)));
    assert_eq!(desk.sql("SELECT name FROM learner ORDER BY kana"), ["井上 健", "髙橋 由美"]);
    let at = "SELECT datetime(starts_at / 1000, 'unixepoch', '+9 hours') FROM appointment WHERE state = 'scheduled'";
    assert_eq!(desk.sql(at), ["2026-11-26 14:00:00"]);
    let saved = std::fs::read_to_string(desk.path("研修.sessions.rejected.csv")).unwrap();
    assert_eq!(
        saved,
        "\u{feff}日付,受講者,回,結果,取り込めない理由\r\n2026-11-20,だれか,1,実施,\
         受講者: だれのことか見つかりません。名簿に加えるか、コードを書いてください\r\n"
    );
    assert!(!desk.path("研修.roster.rejected.csv").exists());
    assert_eq!(counts(&desk.import(&[&saved.replace("だれか", "井上 健")])[0]), [1, 0, 0, 0]);
}

#[test]
fn sheets_are_told_by_their_names_unless_names_are_hidden() {
    let mut desk = Desk::new();
    let path = desk.write("team.xlsx", team());
    let told = |desk: &Desk, options: &[&str]| {
        let args = ["import".into(), path.clone()].into_iter().chain(options.iter().map(OsString::from));
        desk.call(args).out
    };
    let shown = told(&desk, &[]);
    assert!(shown.contains("sheet \"履歴\" (sessions, xlsx): 1 created"), "{shown}");
    assert_eq!(shown.matches("sheets left alone: メモ").count(), 1, "{shown}");
    desk.lang = "ja";
    let shown = told(&desk, &[]);
    assert!(
        shown.contains("のシート「履歴」 (sessions, xlsx): 新規 1") && shown.contains("使わなかったシート: メモ"),
        "{shown}"
    );
    for options in [&["--redact"][..], &["--redact", "--json"], &["--redact", "--kind", "readings"]] {
        let args = ["import".into(), path.clone()].into_iter().chain(options.iter().map(OsString::from));
        let printed = desk.call(args);
        let shown = printed.out + &printed.err;
        for word in ["履歴", "メモ", "だれか"] {
            assert!(!shown.contains(word), "{word}: {shown}");
        }
    }
}
