//! What is told of a file that cannot be taken in: in the reader's words, and with what to do.

use crate::desk::Desk;

const ROSTER: &str = "薬局,受講者,担当,キックオフ実施\nあおば薬局,佐藤 由美,宮本 彩,2026/10/1\n";

/// What an import of a text says in Japanese, lines and errors together.
fn told(desk: &mut Desk, text: impl AsRef<[u8]>, options: &[&str]) -> String {
    desk.lang = "ja";
    let path = desk.write("sheet.csv", text);
    let printed =
        desk.call(["import".into(), path].into_iter().chain(options.iter().map(Into::into)).collect::<Vec<_>>());
    assert_eq!(printed.code, 1, "{}", printed.out);
    printed.out + &printed.err
}

#[test]
fn a_cell_is_told_what_it_should_have_been() {
    let mut desk = Desk::new();
    desk.import(&[ROSTER]);
    let sessions = "日付,開始,受講者,回,種類,結果,様子,宿題,つまずき,記録済,メモ\n\
         2026/11/2,午前9時,佐藤 由美,3,面談,実施済,普通,出した,s99-foo,たぶん,\"長いひとりごと\n約束(来週): 電話する\"\n\
         2026/11/3(月),9:00,佐藤 由美,3,,,,,,,\n";
    let said = told(&mut desk, sessions, &[]);
    for line in [
        "2 行目 開始「午前9時」: 時刻として読めません",
        "2 行目 種類「面談」: 使える言葉は 1on1、キックオフ、補講、支援、連絡 です",
        "2 行目 結果「実施済」: 使える言葉は 実施、中断、無断欠席、直前キャンセル、延期、中止、当方都合 です",
        "2 行目 様子「普通」: 数として読めません",
        "2 行目 宿題「出した」: 使える言葉は 確認済、提出、未提出、免除 です",
        "2 行目 つまずき「s99-foo」: プログラムにない項目です: s99-foo",
        "2 行目 記録済「たぶん」: 「はい」か「いいえ」で書いてください",
        "2 行目 メモ「約束(来週): 電話する」: 約束の日付として読めません",
        "3 行目 日付「2026/11/3(月)」: 曜日が日付と合いません",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    let roster =
        "受講者,プログラム,Zoom,定休日,曜日時刻,運用フロー,職種,状態\n乙,なにか,http://x,祝,14時,なし,店長,在籍\n";
    let said = told(&mut desk, roster, &[]);
    for words in [
        "プログラム「なにか」: そのプログラムはありません",
        "https:// で始まるリンクではありません",
        "曜日として読めません",
        "曜日と時刻として読めません",
        "未、下書き、合意、改訂",
        "管理薬剤師、薬剤師、パート",
        "招待済、キックオフ済、学習中",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    // A plan has no calls.
    let said = told(&mut desk, "日付,開始,受講者,種類\n2026/11/30,9:00,佐藤 由美,連絡\n", &[]);
    assert!(said.contains("使える言葉は 1on1、キックオフ、補講、支援 です"), "{said}");
    desk.lang = "en";
    let path = desk.write("e.csv", "date,learner,session_no,result\n2026-11-02,佐藤 由美,3,done\n");
    let printed = desk.call(["import".into(), path]);
    assert!(printed.out.contains("write one of held, broken_off, no_show"), "{}", printed.out);
}

#[test]
fn a_column_that_is_missing_is_named_in_the_language_of_the_reader() {
    let mut desk = Desk::new();
    let said = told(&mut desk, "薬局名,氏名,担当者\nあおば薬局,佐藤 由美,宮本 彩\n", &["--kind", "roster"]);
    assert!(said.contains("名簿として読むには、次の見出しの列が必要です: 受講者"), "{said}");
    let said = told(&mut desk, "薬局名,氏名,担当者\nあおば薬局,佐藤 由美,宮本 彩\n", &[]);
    assert!(said.contains("名簿なら「薬局、受講者」"), "{said}");
    // A row that lacks what no column of the file could hold.
    let said = told(&mut desk, "日付,開始,薬局,uid\n2026/11/30,9:00,あおば薬局,x\n", &[]);
    assert!(said.contains("2 行目 受講者: 空にできません"), "{said}");
}

#[test]
fn a_title_above_the_headings_is_found() {
    let mut desk = Desk::new();
    let titled = format!("1on1 受講者一覧（11月）,,,\n,,,\n{ROSTER}");
    for options in [&[][..], &["--kind", "roster"]] {
        let said = told(&mut desk, &titled, options);
        assert!(said.contains("見出しは 3 行目のようです"), "{said}");
    }
}

#[test]
fn a_workbook_is_known_for_what_it_is() {
    let mut desk = Desk::new();
    let damaged = told(&mut desk, b"PK\x03\x04\x14\0\x06\0", &[]);
    assert!(damaged.contains("Excel のブック"), "{damaged}");
    let old = told(&mut desk, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", &[]);
    assert!(old.contains("古い形式") && old.contains("xlsx"), "{old}");
}

#[test]
fn errors_are_in_the_language_of_the_reader_and_say_what_to_do() {
    let mut desk = Desk::new();
    desk.import(&[ROSTER]);
    desk.lang = "ja";
    let printed = desk.call(["import".into(), desk.path("nothing.csv").into_os_string()]);
    assert!(printed.err.contains("見つかりません") && !printed.err.contains("os error"), "{}", printed.err);
    let printed = desk.call(["today", "--trainer", "だれか"]);
    assert_eq!(printed.code, 3);
    assert!(
        printed.err.contains("見つかりません: だれか") && printed.err.contains("--trainer には"),
        "{}",
        printed.err
    );
}

#[test]
fn a_day_of_the_week_may_stand_behind_a_date() {
    let desk = Desk::new();
    desk.import(&[
        ROSTER,
        "日付,開始,受講者,回,結果\n2026/11/2(月),9:00,佐藤 由美,1,実施\n11月9日（月）,9:00,佐藤 由美,2,実施\n",
    ]);
    let dates = "SELECT date(starts_at / 1000, 'unixepoch', '+9 hours') FROM appointment ORDER BY starts_at";
    assert_eq!(desk.sql(dates), ["2026-11-02", "2026-11-09"]);
}

#[test]
fn the_columns_of_every_kind_are_told_before_anything_is_imported() {
    let mut desk = Desk::new();
    desk.lang = "ja";
    let ja = desk.call(["import", "--help"]).out;
    for told in
        ["名簿 (roster): ", "受講者*", "曜日時刻", "受講者かな", "日付*", "集計日*", "結果 に書けることば: 実施、中断"]
    {
        assert!(ja.replace("\n  ", "").contains(told), "{told} is not in\n{ja}");
    }
    desk.lang = "en";
    let en = desk.call(["import", "--help"]).out;
    assert!(en.contains("learner*") && en.is_ascii(), "{en}");
}

#[test]
fn a_heading_that_is_not_ours_leads_to_one_that_is() {
    let mut desk = Desk::new();
    desk.lang = "ja";
    let roster = desk.write("roster.csv", "薬局,受講者,よみ,曜日,血液型\nあおば,森田,もりた,火,A\n");
    let printed = desk.call(["import".into(), roster]);
    assert!(printed.out.contains("「よみ」は「受講者かな」のことですか"), "{}", printed.out);
    assert!(printed.out.contains("「曜日」は「曜日時刻」のことですか"), "{}", printed.out);
    assert!(!printed.out.contains("「血液型」は"), "{}", printed.out);
}
