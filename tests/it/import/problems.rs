//! What cannot be taken in, and where it is told and kept.

use std::ffi::OsString;

use serde_json::json;

use super::ROSTER;
use crate::desk::{Desk, counts, rejected};

#[test]
fn one_bad_row_keeps_all_of_them_out_and_partial_lets_the_good_ones_in() {
    let desk = Desk::new();
    let sessions = "date,learner,session_no,result\n2026-11-20,森田 由美,1,held\n2026-11-20,だれか,1,held\n2026-11-20,井上 健,13,held\n";
    let (code, documents) = desk.try_import(&[ROSTER, sessions], &[]);
    assert_eq!((code, counts(&documents[0]), counts(&documents[1])), (1, [2, 0, 0, 0], [1, 0, 0, 2]));
    assert_eq!(rejected(&documents[1]), ["3|learner|だれか", "4|session_no|13"]);
    assert!(documents.iter().all(|d| d["written"] == json!(false)));
    assert_eq!(desk.events(), 0);
    let (code, documents) = desk.try_import(&[ROSTER, sessions], &["--partial"]);
    assert_eq!((code, counts(&documents[1])), (1, [1, 0, 0, 2]));
    assert!(documents.iter().all(|d| d["written"] == json!(true)));
    assert_eq!(desk.sql("SELECT session_no, state FROM appointment"), ["1|held"]);
    let saved = std::fs::read_to_string(desk.path("file1.rejected.csv")).unwrap();
    // Why stands behind each row.
    let lines: Vec<&str> = saved.lines().collect();
    assert_eq!(lines[0], "date,learner,session_no,result,problem");
    assert!(lines[1].starts_with("2026-11-20,だれか,1,held,learner: nobody of that name"), "{saved}");
    assert!(lines[2].starts_with("2026-11-20,井上 健,13,held,session_no: "), "{saved}");
    // Rows that are left over once more have one such column.
    let (_, again) = desk.try_import(&[ROSTER, &saved], &["--partial"]);
    assert_eq!(again[1]["ignored_columns"], json!(["problem"]));
    let saved = std::fs::read_to_string(desk.path("file1.rejected-2.csv")).unwrap();
    assert_eq!(saved.lines().next(), Some("date,learner,session_no,result,problem"));
    assert!(!desk.path("file0.rejected.csv").exists());
}

#[test]
fn every_cell_that_cannot_be_taken_is_named_in_the_words_of_the_file() {
    let mut desk = Desk::new();
    desk.import(&[ROSTER]);
    let sessions = "日付,受講者,回,結果,様子,つまずき,ロープレ,宿題,メモ\n\
         2026-02-30,森田 由美,1,実施,,,,,\n\
         2026-11-20,森田 由美,3,実施,6,,,,\n\
         2026-11-20,森田 由美,3,いる,,s03-nothing,\"3,3\",した,約束(いつか): x\n";
    let (code, documents) = desk.try_import(&[sessions], &[]);
    assert_eq!(code, 1);
    // What the programme knows to be wrong is told in the same call as what cannot be read.
    assert_eq!(
        rejected(&documents[0]),
        [
            "2|日付|2026-02-30",
            "3|様子|6",
            "4|結果|いる",
            "4|宿題|した",
            "4|メモ|約束(いつか): x",
            "4|つまずき|s03-nothing",
            "4|ロープレ|3,3"
        ]
    );
    desk.lang = "ja";
    let printed = desk.call(["import".into(), desk.path("file0.csv").into_os_string()]);
    assert!(printed.out.contains("はじいた行 3"), "{}", printed.out);
    desk.lang = "en";
    let sessions = "日付,受講者,回,つまずき,ロープレ\n2026-11-20,森田 由美,3,s03-nothing,\"3,3\"\n2026-11-21,森田 由美,1,,\"3,3\"\n";
    let (_, documents) = desk.try_import(&[sessions], &[]);
    assert_eq!(rejected(&documents[0]), ["2|つまずき|s03-nothing", "2|ロープレ|3,3", "3|ロープレ|3,3"]);
    let problems: Vec<&str> =
        documents[0]["rejected"].as_array().unwrap().iter().map(|p| p["problem"].as_str().unwrap()).collect();
    assert_eq!(problems[1], "the rubric has 4 criteria, 2 scores are given");
}

#[test]
fn a_date_of_another_age_is_a_problem_of_its_cell() {
    let desk = Desk::new();
    let roster = "pharmacy,learner,contract_date,kickoff_held\nAoba,a,9999-12-31,9999-12-31\n";
    let (code, documents) = desk.try_import(&[roster], &[]);
    assert_eq!(code, 1);
    assert_eq!(rejected(&documents[0]), ["2|contract_date|9999-12-31", "2|kickoff_held|9999-12-31"]);
    let sessions = "date,learner,session_no,notes\n2026-11-20,a,1,promise(9999-12-31): x\n9999-12-31,a,2,\n";
    let (_, documents) = desk.try_import(&["pharmacy,learner\nAoba,a\n", sessions], &[]);
    assert_eq!(rejected(&documents[1]), ["2|notes|promise(9999-12-31): x", "3|date|9999-12-31"]);
    // As far as the calendar goes everything can still be read.
    desk.import(&[&roster.replace("9999", "2199"), "pharmacy,learner\nMinato,b\n"]);
    assert_eq!(desk.call(["review", "--trainer", "all"]).code, 0);
    assert_eq!(desk.call(["review", "--trainer", "all", "--date", "9999-12-31"]).code, 0);
    assert_eq!(desk.call(["today", "--trainer", "all", "--date", "9999-12-31"]).code, 0);
}

#[test]
fn rejected_rows_have_a_place_of_their_own_before_anything_is_written() {
    let desk = Desk::new();
    let good_and_bad = "pharmacy,learner\nAoba,a\nAoba,\n";
    let import = |names: &[&str]| {
        let paths = names.iter().map(|name| desk.path(name).into_os_string());
        desk.call(["import".into(), "--partial".into()].into_iter().chain(paths))
    };
    desk.write("a.csv", good_and_bad);
    // What cannot be saved is told before the rows are in.
    std::fs::create_dir(desk.path("a.rejected.csv.part")).unwrap();
    let printed = import(&["a.csv"]);
    assert_eq!((printed.code, printed.out.as_str()), (1, ""));
    assert!(printed.err.contains("a.rejected.csv"), "{}", printed.err);
    assert_eq!(desk.sql("SELECT count(*) FROM learner"), ["0"]);
    std::fs::remove_dir(desk.path("a.rejected.csv.part")).unwrap();
    // Two files of one name, and one of an earlier day.
    desk.write("a.txt", "pharmacy,learner\nMinato,b\nMinato,\n");
    desk.write("a.rejected.csv", "mine");
    let printed = import(&["a.csv", "a.txt"]);
    assert_eq!(printed.code, 1);
    assert_eq!(desk.sql("SELECT name FROM learner ORDER BY name"), ["a", "b"]);
    assert_eq!(std::fs::read_to_string(desk.path("a.rejected.csv")).unwrap(), "mine");
    for (name, row) in [("a.rejected-2.csv", "Aoba"), ("a.rejected-3.csv", "Minato")] {
        assert!(printed.out.contains(name), "{}", printed.out);
        assert!(std::fs::read_to_string(desk.path(name)).unwrap().contains(row));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(desk.path(name)).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
    let mut left = std::fs::read_dir(desk.folder.path()).unwrap().map(|entry| entry.unwrap().path());
    assert!(left.all(|path| path.extension().is_none_or(|ending| ending != "part")));
    let printed = desk.call(["import", "--partial", "-"]);
    assert_eq!(printed.code, 2);
    assert!(printed.err.contains("standard input"), "{}", printed.err);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_refused_and_its_name_stays_a_name() {
    let desk = Desk::new();
    for path in ["/dev/zero", "/dev/null", "/dev"] {
        for command in [&["import"][..], &["programme", "check"]] {
            let printed = desk.call(command.iter().chain([&path]));
            assert_eq!(printed.code, 1, "{path}");
            assert!(printed.err.contains("not a regular file"), "{}", printed.err);
        }
    }
    let path = desk.write("a\u{1b}]52;c;eA==\u{7}\u{202e}.csv", "pharmacy,learner\nAoba,a\nAoba,\n");
    for options in [&["--dry-run"][..], &["--dry-run", "--json"], &["--kind", "readings"]] {
        let args = std::iter::once("import").chain(options.iter().copied()).map(OsString::from);
        let printed = desk.call(args.chain([path.clone()]));
        let shown = format!("{}{}", printed.out, printed.err);
        assert!(shown.contains(".csv") && !shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{shown:?}");
    }
}

#[test]
fn files_that_only_look_like_workbooks_are_told_what_to_do() {
    let mut desk = Desk::new();
    let wide: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    let zip = |names: &str| [b"PK\x03\x04....", names.as_bytes()].concat();
    let files = [
        ("old.xls", old.clone(), ".xls", "CSV UTF-8"),
        ("locked.xlsx", [old, wide].concat(), "password", "CSV UTF-8"),
        ("calc.ods", zip("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), ".ods", "CSV UTF-8"),
        ("mac.numbers", zip("Index/Document.iwa"), "Numbers", "CSV UTF-8"),
        ("text.docx", zip("[Content_Types].xml word/document.xml"), "no Excel workbook", "CSV UTF-8"),
        ("cut.xlsx", zip("[Content_Types].xml xl/workbook.xml"), "Excel workbook", "CSV UTF-8"),
    ];
    for lang in ["en", "ja"] {
        desk.lang = lang;
        for (name, bytes, what, next) in &files {
            let printed = desk.call([OsString::from("import"), desk.write(name, bytes)]);
            assert_eq!((printed.code, printed.out.as_str()), (1, ""), "{name}");
            assert!(printed.err.contains(name), "{}", printed.err);
            if lang == "en" {
                assert!(printed.err.contains(what), "{name}: {}", printed.err);
                // With the feature there is a shorter way for two of them.
                let shorter = cfg!(feature = "xlsx") && ["locked.xlsx", "mac.numbers"].contains(name);
                assert!(shorter || printed.err.contains(next), "{name}: {}", printed.err);
            }
        }
    }
}
