//! Files taken in on the screen, through the real program and from a real disk.

use manabi::i18n::Lang;
use manabi::programme::Library;
use manabi::store::Db;

use crate::support::days::{at, options};
use crate::support::stage::{Start, play_on};

const GOOD: &str = "薬局,受講者,担当,Zoom\nさくら薬局,伊藤 大輔,宮本,https://zoom.us/j/1\n";
const MIXED: &str =
    "薬局,受講者,担当,Zoom\nさくら薬局,伊藤 大輔,宮本,https://zoom.us/j/1\nさくら薬局,佐藤 美咲,宮本,http://a\n";

/// A folder with an empty database, and how it is begun.
fn begin(lang: Lang, size: (u16, u16)) -> (tempfile::TempDir, Start) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("manabi.db");
    drop(Db::open(options(&path, lang, at(9, 22)), Library::new([])).expect("a new file"));
    (folder, Start::new(crate::support::days::Day::Small, lang).size(size.0, size.1))
}

#[test]
fn a_dropped_roster_is_checked_then_written_then_taken_back() {
    let (folder, start) = begin(Lang::Ja, (100, 30));
    let roster = folder.path().join("受講者 名簿.csv");
    std::fs::write(&roster, GOOD).expect("a file");
    let db = folder.path().join("manabi.db");
    play_on(&db, &start, async |desk| {
        desk.sees("まだ受講者がいません");
        desk.keys(&format!("{{'{}' }}<Enter>", roster.display())).await;
        desk.sees("まだ何も書いていません");
        desk.sees("新規 1  更新 0");
        assert_eq!(desk.db().one("SELECT count(*) FROM event"), "0");
        desk.keys("<Enter>").await;
        desk.sees("取り込みました");
        assert_eq!(desk.db().one("SELECT name || meeting_url FROM learner"), "伊藤 大輔https://zoom.us/j/1");
        desk.keys("<Enter>").await;
        // Whose day it is follows from the roster.
        desk.sees("宮本");
        desk.sees_not("まだ受講者がいません");
        desk.keys("u").await;
        desk.sees("取り消しました: 取り込み");
        desk.sees("まだ受講者がいません");
        assert_eq!(desk.db().one("SELECT count(*) FROM learner WHERE deleted_at IS NULL"), "0");
    });
}

#[test]
fn the_good_rows_go_in_and_the_others_are_saved_beside_the_file() {
    let (folder, start) = begin(Lang::En, (60, 20));
    let roster = folder.path().join("roster.csv");
    std::fs::write(&roster, MIXED).expect("a file");
    let db = folder.path().join("manabi.db");
    play_on(&db, &start, async |desk| {
        desk.keys(&format!("2{{{}}}<Enter>", folder.path().join("nobody.csv").display())).await;
        desk.sees("cannot be read");
        desk.keys(&format!("<C-u>{{{}}}<Enter>", roster.display())).await;
        desk.sees("1 rows have problems");
        desk.sees("row 3, Zoom");
        desk.keys("P").await;
        desk.sees("roster.rejected.csv");
        assert_eq!(desk.db().one("SELECT count(*) FROM learner"), "1");
    });
    let rejected = std::fs::read_to_string(folder.path().join("roster.rejected.csv")).expect("a file");
    assert!(rejected.contains("佐藤 美咲") && !rejected.contains("伊藤"), "{rejected}");
}

#[test]
fn a_file_that_is_wrong_throughout_writes_nothing_and_leaves_nothing_behind() {
    let (folder, start) = begin(Lang::En, (80, 24));
    std::fs::write(folder.path().join("a.csv"), "x,y\n1,2\n").expect("a file");
    let db = folder.path().join("manabi.db");
    play_on(&db, &start, async |desk| {
        desk.keys(&format!("2{{file://{}}}<Enter>", folder.path().join("a.csv").display())).await;
        desk.sees("is not told by its headings");
        desk.keys("<C-u><Enter>").await;
        desk.sees("no file was named");
        assert_eq!(desk.db().one("SELECT count(*) FROM event"), "0");
    });
    assert!(!folder.path().join("a.rejected.csv").exists());
}

#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_goes_in_sheet_by_sheet_and_its_problems_are_saved_by_the_kind() {
    let (folder, start) = begin(Lang::Ja, (100, 30));
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheets: [(&str, &[&[&str]]); 3] = [
        ("本店", &[&["薬局", "受講者", "担当"], &["さくら薬局", "伊藤 大輔", "宮本"]]),
        ("支店", &[&["薬局", "受講者", "Zoom"], &["みなと薬局", "佐藤 美咲", "http://a"]]),
        ("表紙", &[&["2026 年度 研修"]]),
    ];
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(name).expect("a name");
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write_string(row, column, *cell).expect("a cell");
            }
        }
    }
    book.save(folder.path().join("研修.xlsx")).expect("a file");
    // How the old ones begin.
    std::fs::write(folder.path().join("研修.xls"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").expect("a file");
    let db = folder.path().join("manabi.db");
    play_on(&db, &start, async |desk| {
        desk.keys(&format!("2{{{}}}<Enter>", folder.path().join("研修.xls").display())).await;
        desk.sees("名前を付けて保存");
        desk.keys(&format!("<C-u>{{{}}}<Enter>", folder.path().join("研修.xlsx").display())).await;
        desk.sees("研修.xlsx のシート「本店」");
        desk.sees("研修.xlsx のシート「支店」");
        desk.sees("Excel (.xlsx)");
        desk.sees("使わなかったシート: 表紙");
        desk.sees("2 行目 Zoom「http://a」");
        desk.keys("P").await;
        desk.sees("研修.roster.rejected");
        assert_eq!(desk.db().one("SELECT group_concat(name) FROM learner"), "伊藤 大輔");
    });
    let saved: Vec<String> = std::fs::read_dir(folder.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains("rejected"))
        .collect();
    assert_eq!(saved.len(), 1, "{saved:?}");
    let rejected = std::fs::read_to_string(folder.path().join(&saved[0])).expect("a file");
    assert!(rejected.contains("佐藤 美咲") && !rejected.contains("伊藤"), "{rejected}");
}
