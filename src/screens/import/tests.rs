//! The import by its keys, and how it looks.

use crate::app::bench::{Bench, Setup};
use crate::app::{Effect, Msg, RequestId, Screen};
use crate::command::Context;
use crate::i18n::Lang;
use crate::request::import::{FileTold, Said, Taken, Wish};
use crate::request::{FileView, Reply};

fn said(ja: &str, en: &str) -> Said {
    Said { ja: ja.to_owned(), en: en.to_owned() }
}

fn roster() -> FileTold {
    FileTold {
        path: "/files/名簿.csv".to_owned(),
        sheet: None,
        kind: said("名簿", "a roster"),
        encoding: "cp932",
        created: 12,
        updated: 3,
        unchanged: 1,
        rejected: 0,
        problems: Vec::new(),
        warnings: vec![said("3 行目: 担当がいないので", "row 3: no trainer")],
        meant: Vec::new(),
        ignored_columns: vec!["備考".to_owned()],
        ignored_sheets: Vec::new(),
        written: false,
        saved: None,
    }
}

/// The same with rows that cannot be taken.
fn mixed() -> FileTold {
    let problem = |row: usize| {
        let (ja, en) = (format!("{row} 行目 Zoom「http://a」"), format!("row {row}, Zoom \"http://a\": not a link"));
        said(&ja, &en)
    };
    FileTold { rejected: 40, problems: (2..42).map(problem).collect(), ..roster() }
}

fn empty(lang: Lang, size: (u16, u16)) -> Bench {
    let mut setup = Setup::new(lang, size);
    setup.file = FileView { empty: true, ..FileView::default() };
    Bench::new(setup)
}

fn wishes(b: &Bench) -> Vec<(RequestId, &Wish)> {
    let wish = |e| if let &Effect::Import(id, _, ref wish) = e { Some((id, wish)) } else { None };
    b.effects.iter().filter_map(wish).collect()
}

fn answer(b: &mut Bench, taken: Taken) {
    let id = wishes(b).last().unwrap().0;
    b.send(Msg::Reply(id, Box::new(Ok(Reply::TakenIn(Box::new(taken))))));
}

#[test]
fn what_is_checked_first_is_imported_by_one_key() {
    let mut b = empty(Lang::Ja, (80, 24));
    b.press("2").sees("取り込むファイル").sees("ドラッグ").press("{/files/名簿.csv} Enter").sees("確かめています");
    let [(_, wish)] = wishes(&b)[..] else { panic!("{:?}", b.effects) };
    assert_eq!((wish.line.as_str(), wish.dry_run, wish.partial), ("/files/名簿.csv", true, false));
    answer(&mut b, Taken::Files(vec![roster()]));
    b.sees("まだ何も書いていません").sees("名簿, Shift_JIS").sees("新規 12  更新 3  変わりなし 1  取り込めない行 0");
    b.sees("備考").sees("担当がいないので").sees("Enter 取り込む").press("P");
    assert_eq!(wishes(&b).len(), 1, "there are no rows to leave out");
    b.press("Enter").sees("取り込んでいます");
    let id = wishes(&b).last().unwrap().0;
    assert!(!wishes(&b).last().unwrap().1.dry_run);
    b.send(Msg::Progress { id, done: 5_000, total: 16_000 });
    b.sees("5000 / 16000 行").sees("[====").press("Esc").sees("終わるまで");
    answer(&mut b, Taken::Files(vec![FileTold { written: true, ..roster() }]));
    b.sees("取り込みました").sees_not("5000 / 16000").press("Enter");
    assert!(matches!(b.model.screen(), Some(Screen::Today(_))));
    assert!(!b.model.core.file.empty && b.model.screens.len() == 1);
}

#[test]
fn rows_with_problems_are_left_out_only_when_that_is_asked_for() {
    for size in [(80, 24), (60, 20)] {
        let mut b = empty(Lang::En, size);
        b.press("2 {/files/a.csv} Enter");
        answer(&mut b, Taken::Files(vec![mixed()]));
        b.sees("40 rows have problems").sees("P good rows");
        assert_eq!(wishes(&b).len(), 1);
        b.press("End").sees("row 41").press("Home").sees_not("row 41");
        // Enter is for the next try, with the line as it was.
        b.press("Enter").sees("/files/a.csv").press("Enter");
        answer(&mut b, Taken::Files(vec![mixed()]));
        b.press("P");
        let wish = wishes(&b).last().unwrap().1;
        assert!(wish.partial && !wish.dry_run, "{wish:?}");
        let saved = Some(Ok("/tmp/a.rejected.csv".to_owned()));
        answer(&mut b, Taken::Files(vec![FileTold { written: true, saved, ..mixed() }]));
        b.sees("Imported").sees("rejected rows: /tmp/a.rejected.csv");
    }
}

#[test]
fn what_is_in_already_is_not_imported_again() {
    let mut b = empty(Lang::Ja, (80, 24));
    b.press("2 {/files/a.csv} Enter");
    answer(&mut b, Taken::Files(vec![FileTold { created: 0, updated: 0, unchanged: 16, ..roster() }]));
    b.sees("変わるものはありません").sees("Enter もう一度").press("Enter");
    assert_eq!((wishes(&b).len(), b.model.context()), (1, Context::ImportLine));
}

#[test]
fn what_cannot_be_read_is_told_below_the_line() {
    let mut b = empty(Lang::En, (60, 20));
    b.press("2 {/tmp/no.csv} Enter");
    let what = said("/tmp/no.csv が読めません", "/tmp/no.csv cannot be read: there is no such file");
    answer(&mut b, Taken::Unread { what, next: Some(said("ドラッグ", "drag the file onto this window")) });
    b.sees("there is no such file").sees("drag the file onto this window");
    assert_eq!(b.model.context(), Context::ImportLine);
    b.press("Backspace {x} Enter");
    assert_eq!(wishes(&b).last().unwrap().1.line, "/tmp/no.csx");
    // A check is left at any time; its answer comes to nobody.
    b.press("Esc").sees("/tmp/no.csx");
    answer(&mut b, Taken::Files(vec![roster()]));
    assert_eq!(b.model.context(), Context::ImportLine);
    b.press("Esc");
    assert_eq!(b.model.context(), Context::FirstRun);
}

#[test]
fn each_sheet_of_a_workbook_is_told_on_its_own() {
    let mut b = empty(Lang::Ja, (80, 24));
    b.press("2").sees(".xlsx").press("{/files/研修.xlsx} Enter");
    let sheet = |name: &str| FileTold {
        path: "/files/研修.xlsx".to_owned(),
        sheet: Some(name.to_owned()),
        encoding: "xlsx",
        warnings: Vec::new(),
        ..roster()
    };
    let first = FileTold { ignored_sheets: vec!["表紙".to_owned()], ..sheet("名簿 本店") };
    answer(&mut b, Taken::Files(vec![first, sheet("名簿 支店")]));
    b.sees("研修.xlsx のシート「名簿 本店」").sees("研修.xlsx のシート「名簿 支店」").sees("名簿, Excel (.xlsx)");
    b.sees("新規 24  更新 6").sees("使わなかったシート: 表紙");
    b.press("Ctrl-G").sees("新規 24").sees_not("本店").sees_not("支店").sees_not("表紙");
}

#[test]
fn a_file_dropped_onto_the_first_screen_is_no_name() {
    let mut b = empty(Lang::Ja, (80, 24));
    b.press("{'/files/a.csv'}").sees("取り込むファイル").sees("'/files/a.csv'");
    assert!(matches!(b.model.screen(), Some(Screen::Import(_))));
}

#[test]
fn nothing_of_the_files_is_seen_while_the_screen_is_shared() {
    let mut b = empty(Lang::En, (80, 24));
    b.press("2 {/tmp/sakura.csv} Enter Ctrl-G");
    answer(&mut b, Taken::Files(vec![FileTold { path: "/tmp/sakura.csv".to_owned(), ..mixed() }]));
    b.sees("40 rejected").sees_not("sakura").sees_not("http").sees_not("備考").press("Enter").sees_not("sakura");
    b.press("Enter");
    answer(&mut b, Taken::Unread { what: said("sakura", "sakura"), next: None });
    b.sees_not("sakura");
}

#[test]
fn the_import_is_found_in_the_palette_and_ends_where_it_was_called() {
    let mut b = Bench::new(Setup::new(Lang::Ja, (80, 24)));
    b.press(": {インポート} Enter").sees("取り込むファイル").press("{/files/a.csv} Enter");
    answer(&mut b, Taken::Files(vec![roster()]));
    b.press("Enter");
    answer(&mut b, Taken::Files(vec![FileTold { written: true, ..roster() }]));
    b.press("Esc");
    assert!(matches!(b.model.screen(), Some(Screen::Today(_))));
}

#[test]
fn the_columns_stand_below_the_line_and_are_paged_while_one_types() {
    let mut b = empty(Lang::Ja, (80, 24));
    b.model.core.columns = || (0..30).map(|n| said(&format!("列{n}です"), &format!("column {n}"))).collect();
    b.press("2").sees("列0です").sees("(PgDn)").sees_not("列29です");
    b.press("{/files/} PgDn PgDn PgDn PgDn PgDn").sees("列29です").sees("/files/");
    // What is told of a heading that is not ours stands with it.
    b.press("Enter");
    let meant = vec![said("「よみ」は「受講者かな」のことですか", "\"よみ\": did you mean learner_kana?")];
    answer(&mut b, Taken::Files(vec![FileTold { meant, ..roster() }]));
    b.sees("「よみ」は「受講者かな」のことですか").press("p").sees_not("よみ");
}
