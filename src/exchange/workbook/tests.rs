//! Whole workbooks, written as Excel writes them, and read.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::Unopened;
use crate::domain::BusinessDate;
use crate::exchange::csv::{ReadError, Setting, Table};
use crate::exchange::intake::{Intake, Unreadable, read_all};
use crate::programme::Library;
use crate::request::import::{FigureForm, FileKind, ImportFile, ProblemKind, Report, RosterRow, Rows};

/// 2026-11-21 as a serial number.
const DAY: f64 = 46_347.0;

fn all(files: &[(&str, Vec<u8>)]) -> Result<Intake, Unreadable> {
    static LIBRARY: std::sync::OnceLock<Library> = std::sync::OnceLock::new();
    let library = LIBRARY.get_or_init(|| Library::new([]));
    let today = BusinessDate::parse("2026-11-25").unwrap();
    let files: Vec<_> = files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.clone())).collect();
    read_all(&files, Setting { today, library, kind: None })
}

type Fill<'f> = &'f dyn Fn(&mut Worksheet);

/// A workbook of sheets, each with its name and what fills it.
fn book(sheets: &[(&str, Fill<'_>)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, fill) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        fill(sheet);
    }
    book.save_to_buffer().unwrap()
}

fn texts(sheet: &mut Worksheet, from: u32, rows: &[&[&str]]) {
    for (row, cells) in (from..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            if !cell.is_empty() {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
}

fn shown(sheet: &mut Worksheet, row: u32, column: u16, value: f64, code: &str) {
    sheet.write_number_with_format(row, column, value, &Format::new().set_num_format(code)).unwrap();
}

/// The workbook with other words in one of its parts.
fn patched(bytes: &[u8], part: &str, from: &str, to: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        if name == part {
            assert!(text.contains(from), "{text}");
            text = text.replace(from, to);
        }
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn one(bytes: Vec<u8>) -> (ImportFile, Table) {
    let mut tables = all(&[("team.xlsx", bytes)]).unwrap().tables;
    assert_eq!(tables.len(), 1);
    tables.remove(0)
}

fn roster(bytes: Vec<u8>) -> Vec<RosterRow> {
    match one(bytes).0.rows {
        Rows::Roster(rows) => rows,
        other => panic!("{other:?}"),
    }
}

const HEADINGS: &[&str] =
    &["コード", "薬局", "受講者", "契約日", "端末予定日", "次回", "曜日時刻", "目標:当日の薬歴完了率"];

#[test]
fn a_roster_is_the_same_as_a_text_and_as_a_workbook() {
    let bytes = book(&[("名簿", &|sheet| {
        texts(sheet, 0, &[HEADINGS, &["", "あおば薬局", "髙橋 﨑", "", "", "", "火 14:00"]]);
        shown(sheet, 1, 0, 7.0, "000");
        shown(sheet, 1, 3, DAY, "yyyy/m/d");
        shown(sheet, 1, 4, DAY + 3.0, "[$-411]ggge\"年\"m\"月\"d\"日\";@");
        sheet.write_number(1, 5, 5.0).unwrap();
        shown(sheet, 1, 7, 0.86, "0%");
    })]);
    let (file, _) = one(bytes);
    let text = format!("{}\n007,あおば薬局,髙橋 﨑,2026/11/21,2026/11/24,5,火 14:00,86%\n", HEADINGS.join(","));
    let (same, _) = all(&[("team.csv", text.into_bytes())]).unwrap().tables.remove(0);
    assert_eq!(file.rows, same.rows);
    assert_eq!((file.problems, same.problems), (vec![], vec![]));
    assert_eq!((file.encoding, file.sheet.as_deref(), file.count), ("xlsx", Some("名簿"), 1));
    let Rows::Roster(rows) = file.rows else { panic!() };
    assert_eq!(rows[0].who.learner.as_deref(), Some("髙橋 﨑"));
    assert_eq!((rows[0].who.learner_id.as_deref(), rows[0].next_no), (Some("007"), Some(5)));
    assert_eq!(rows[0].targets[0].figure.form, FigureForm::Percent);
}

#[test]
fn dates_count_from_the_year_that_the_workbook_says() {
    let bytes = book(&[("名簿", &|sheet| {
        texts(sheet, 0, &[HEADINGS, &["", "あおば薬局", "森田"]]);
        shown(sheet, 1, 3, DAY - 1462.0, "yyyy/m/d");
    })]);
    let bytes = patched(&bytes, "xl/workbook.xml", "<workbookPr ", "<workbookPr date1904=\"1\" ");
    assert_eq!(roster(bytes)[0].contract_date, BusinessDate::parse("2026-11-21"));
}

#[test]
fn how_a_name_is_read_is_no_part_of_it() {
    let bytes = book(&[("名簿", &|sheet| texts(sheet, 0, &[HEADINGS, &["", "あおば薬局", "髙橋"]]))]);
    let reading = "<t>髙橋</t><rPh sb=\"0\" eb=\"2\"><t>タカハシ</t></rPh><phoneticPr fontId=\"1\"/>";
    let bytes = patched(&bytes, "xl/sharedStrings.xml", "<t>髙橋</t>", reading);
    assert_eq!(roster(bytes)[0].who.learner.as_deref(), Some("髙橋"));
}

#[test]
fn every_sheet_of_a_kind_is_a_table_and_the_others_are_named() {
    let bytes = book(&[
        ("表紙", &|sheet| texts(sheet, 0, &[&["研修の資料"]])),
        ("空", &|_| {}),
        ("受講者", &|sheet| texts(sheet, 0, &[&["薬局", "受講者"], &["あおば薬局", "森田"]])),
        ("予定", &|sheet| {
            texts(sheet, 0, &[&["日付", "開始", "受講者"], &["", "", "森田"]]);
            shown(sheet, 1, 0, DAY, "m/d");
            shown(sheet, 1, 1, DAY + 14.0 / 24.0, "h:mm");
        }),
        ("履歴", &|sheet| texts(sheet, 0, &[&["日付", "受講者", "回", "結果"], &["11/20", "森田", "1", "実施"]])),
        ("古い名簿", &|sheet| {
            texts(sheet, 0, &[&["薬局", "受講者"], &["みなと薬局", "だれか"]]);
            sheet.set_hidden(true);
        }),
    ]);
    let intake = all(&[("team.xlsx", bytes)]).unwrap();
    let told: Vec<_> =
        intake.tables.iter().map(|(file, _)| (file.sheet.clone().unwrap(), file.rows.kind(), file.count)).collect();
    // Every date of the plan is past; that it is a plan follows from the history beside it.
    assert_eq!(
        told,
        [
            ("受講者".to_owned(), FileKind::Roster, 1),
            ("予定".to_owned(), FileKind::Schedule, 1),
            ("履歴".to_owned(), FileKind::Sessions, 1)
        ]
    );
    assert_eq!(intake.left, [("team.xlsx".to_owned(), "表紙".to_owned())]);
    let Rows::Schedule(rows) = &intake.tables[1].0.rows else { panic!() };
    assert_eq!(rows[0].date, BusinessDate::parse("2026-11-21"));
    assert_eq!(rows[0].start, chrono::NaiveTime::from_hms_opt(14, 0, 0));
}

#[test]
fn a_workbook_without_any_table_is_told_by_its_first_sheet() {
    let sheet = |bytes: Vec<u8>| {
        let told = all(&[("x.xlsx", bytes)]).unwrap_err();
        (told.sheet, told.error)
    };
    let bytes = book(&[("空", &|_| {}), ("表紙", &|sheet| texts(sheet, 0, &[&["a", "b"]]))]);
    let (name, error) = sheet(bytes);
    assert_eq!(name.as_deref(), Some("表紙"));
    assert!(matches!(error, ReadError::UnknownKind { headings, .. } if headings == ["a", "b"]));
    assert_eq!(sheet(book(&[("空", &|_| {})])), (Some("空".to_owned()), ReadError::Empty));
}

#[test]
fn titles_and_merged_cells_are_read_as_they_look() {
    let bytes = book(&[("名簿", &|sheet| {
        sheet.merge_range(0, 0, 0, 3, "受講者の一覧", &Format::new()).unwrap();
        texts(sheet, 2, &[&["薬局", "受講者", "次回"]]);
        sheet.merge_range(3, 0, 4, 0, "あおば薬局", &Format::new()).unwrap();
        texts(sheet, 3, &[&["", "森田", "x"], &["", "井上"]]);
        // Formats of rows that nobody has filled.
        for row in 5..40 {
            sheet.write_blank(row, 1, &Format::new().set_bold()).unwrap();
        }
    })]);
    let (file, _) = one(bytes);
    assert_eq!(file.count, 2);
    // The number of the row is the sheet's.
    assert_eq!((file.problems[0].row, file.problems[0].column.as_str()), (4, "次回"));
    let Rows::Roster(rows) = file.rows else { panic!() };
    assert_eq!((rows[0].row, rows[0].who.pharmacy.as_deref()), (5, Some("あおば薬局")));
}

#[test]
fn a_cell_with_an_error_is_a_problem_of_its_place() {
    let bytes = book(&[("名簿", &|sheet| {
        texts(sheet, 0, &[&["薬局", "受講者", "次回", "備考"], &["あおば薬局", "森田"], &["あおば薬局", "井上"]]);
        sheet.write_formula(1, 2, Formula::new("=NA()").set_result("#N/A")).unwrap();
        sheet.write_formula(2, 2, Formula::new("=2+3").set_result("5")).unwrap();
        // Under a heading that nobody reads it says nothing.
        sheet.write_formula(2, 3, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    })]);
    let (file, table) = one(bytes);
    let told: Vec<_> = file.problems.iter().map(|p| (p.row, p.column.as_str(), p.value.as_str(), &p.what)).collect();
    assert_eq!(told, [(2, "次回", "#N/A", &ProblemKind::CellError)]);
    let Rows::Roster(rows) = &file.rows else { panic!() };
    assert_eq!(rows[0].next_no, Some(5));
    let mut report = Report {
        kind: FileKind::Roster,
        path: file.path,
        sheet: file.sheet,
        encoding: file.encoding,
        rows: 2,
        created: 1,
        updated: 0,
        unchanged: 0,
        rejected: file.problems,
        warnings: vec![],
        ignored_columns: vec![],
        written: true,
    };
    let saved =
        |report: &Report| String::from_utf8(table.rejected(report, |row| format!("row {row}")).unwrap()).unwrap();
    assert_eq!(saved(&report), "\u{feff}薬局,受講者,次回,備考,取り込めない理由\r\nあおば薬局,森田,#N/A,,row 2\r\n");
    report.rejected[0].row = 3;
    assert_eq!(saved(&report), "\u{feff}薬局,受講者,次回,備考,取り込めない理由\r\nあおば薬局,井上,5,#DIV/0!,row 3\r\n");
}

#[test]
fn what_was_a_text_is_no_formula_in_the_rows_that_are_left() {
    let bytes = book(&[("名簿", &|sheet| {
        texts(sheet, 0, &[&["薬局", "受講者", "次回"], &["=cmd()", "-", "-5"]]);
    })]);
    let (file, table) = one(bytes);
    let report = Report {
        kind: FileKind::Roster,
        path: file.path,
        sheet: file.sheet,
        encoding: file.encoding,
        rows: 1,
        created: 0,
        updated: 0,
        unchanged: 0,
        rejected: file.problems,
        warnings: vec![],
        ignored_columns: vec![],
        written: true,
    };
    let saved = table.rejected(&report, |_| String::new()).unwrap();
    assert_eq!(String::from_utf8_lossy(&saved), "\u{feff}薬局,受講者,次回,取り込めない理由\r\n'=cmd(),'-,-5,\r\n");
    let (again, _) = all(&[("x.csv", saved)]).unwrap().tables.remove(0);
    assert_eq!(again.problems, report.rejected);
}

#[test]
fn no_workbook_is_too_strange() {
    let good = book(&[("名簿", &|sheet| texts(sheet, 0, &[HEADINGS, &["", "あおば薬局", "森田"]]))]);
    let sheet = "xl/worksheets/sheet1.xml";
    for (part, from, to) in [
        (sheet, "<dimension ref=\"", "<dimension ref=\"Z9999:A1\" x=\""),
        (sheet, "r=\"A1\"", "r=\"A99999999999\""),
        (sheet, "r=\"A1\"", "r=\"ZZZZZZZZZ1\""),
        (sheet, "r=\"A1\"", "r=\"A1048577\""),
        (sheet, "</sheetData>", ""),
        (sheet, "<v>0</v>", "<v>77</v>"),
        ("xl/sharedStrings.xml", "uniqueCount=\"", "uniqueCount=\"99999999999"),
        ("xl/workbook.xml", "<sheet ", "<nothing "),
    ] {
        let strange = patched(&good, part, from, to);
        let told = all(&[("x.xlsx", strange)]).map(|intake| intake.tables.len());
        assert!(!matches!(told, Ok(1..)), "{part} {to}");
    }
    for cut in [good.len() / 2, good.len() - 30, 100, 4] {
        let told = all(&[("x.xlsx", good[..cut].to_vec())]).unwrap_err().error;
        assert!(matches!(told, ReadError::Workbook(Unopened::Damaged | Unopened::Archive)), "{cut}: {told:?}");
    }
}
