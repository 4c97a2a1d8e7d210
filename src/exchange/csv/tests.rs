//! Whole files, read as they come.

use proptest::prelude::*;

use super::columns::{Column, READINGS, ROSTER, SCHEDULE, SESSIONS};
use super::decode::{Encoding, decode, encode};
use super::sheet::{Separator, write_row};
use super::{ReadError, Setting, Source, Table};
use crate::domain::{AppointmentKind, BusinessDate, Decimal, EnrolmentState, FlowStatus, NoteKind};
use crate::i18n::Lang;
use crate::programme::Library;
use crate::request::import::{
    FigureForm, FileKind, HistoryKind, ImportFile, Problem, ProblemKind, Report, RosterRow, Rows, SessionRow, Shape,
    SurveyScore,
};

fn d(text: &str) -> BusinessDate {
    BusinessDate::parse(text).unwrap()
}

fn library() -> &'static Library {
    static LIBRARY: std::sync::OnceLock<Library> = std::sync::OnceLock::new();
    LIBRARY.get_or_init(|| Library::new([]))
}

fn read(path: &str, bytes: &[u8], setting: Setting<'_>) -> Result<(ImportFile, Table), ReadError> {
    super::read(path, &Source::of_text(bytes, setting.library)?, setting)
}

fn read_as(kind: Option<FileKind>, text: &str) -> Result<(ImportFile, Table), ReadError> {
    read("x.csv", text.as_bytes(), Setting { today: d("2026-11-25"), library: library(), kind })
}

fn file(text: &str) -> ImportFile {
    read_as(None, text).unwrap().0
}

fn roster_rows(text: &str) -> Vec<RosterRow> {
    match file(text).rows {
        Rows::Roster(rows) => rows,
        other => panic!("{other:?}"),
    }
}

fn session_rows(text: &str) -> Vec<SessionRow> {
    match file(text).rows {
        Rows::Sessions(rows) => rows,
        other => panic!("{other:?}"),
    }
}

fn problems(text: &str) -> Vec<(usize, String, String, ProblemKind)> {
    file(text).problems.into_iter().map(|p| (p.row, p.column, p.value, p.what)).collect()
}

#[test]
fn the_kind_is_told_from_the_headings() {
    let kind = |head: &str| read_as(None, head).map(|(file, _)| file.rows.kind());
    for (head, want) in [
        ("薬局,受講者", FileKind::Roster),
        ("learner,pharmacy,next_no,date", FileKind::Roster),
        ("日付,開始,分,受講者,薬局,回,担当,uid", FileKind::Schedule),
        ("date,start,learner,session_no,trainer", FileKind::Schedule),
        ("date,learner,session_no,trainer", FileKind::Sessions),
        ("日付,受講者,回,結果", FileKind::Sessions),
        ("date,start,learner,session_no,result", FileKind::Sessions),
        ("集計日,受講者,指標,値", FileKind::Readings),
        ("period_end,learner,same_day_record_rate", FileKind::Readings),
        ("集計日,受講者,薬局,当日の薬歴完了率", FileKind::Readings),
    ] {
        assert_eq!(kind(head), Ok(want), "{head}");
    }
    assert!(
        matches!(kind("a,b,c"), Err(ReadError::UnknownKind { headings, head_row: None }) if headings == ["a", "b", "c"])
    );
    assert_eq!(kind(""), Err(ReadError::Empty));
    // What tells of no result and of no time ahead may be a history as well; today is the 25th.
    let dated = |dates: [&str; 2]| {
        let rows = dates.map(|date| format!("{date},10:00,森田,9\n")).concat();
        read_as(None, &format!("日付,開始,受講者,回\n{rows}")).map(|(file, _)| file.rows.kind())
    };
    assert_eq!(dated(["2026-11-18", "2026-11-24"]), Err(ReadError::PlanOrHistory));
    assert_eq!(dated(["11/18", "11月24日"]), Err(ReadError::PlanOrHistory));
    assert_eq!(dated(["2026-11-18", "2026-11-25"]), Ok(FileKind::Schedule));
    let told = read_as(Some(FileKind::Sessions), "日付,開始,受講者,回\n2026-11-18,10:00,森田,9");
    assert_eq!(told.map(|(file, _)| file.rows.kind()), Ok(FileKind::Sessions));
    assert!(matches!(
        read_as(Some(FileKind::Schedule), "date,learner").map(|(file, _)| file.count),
        Err(ReadError::Missing { kind: FileKind::Schedule, columns, head_row: None }) if columns == ["start"]
    ));
}

#[test]
fn separators_and_headings_are_found_by_looking() {
    for text in [
        "薬局,受講者,状態\nあおば,森田,運用中",
        "状態\t受講者\t薬局\n運用中\t森田\tあおば",
        "Learner;STATE;pharmacy\n森田;live;あおば",
        "sep=;\n受講者;state;薬局\n森田;Live;あおば",
        "\n \n薬局,受講者,状態\nあおば,森田,運用中",
        "薬局,\"受講者\",状態,,\r\n\r\nあおば,森田,運用中,,\r\n",
    ] {
        let rows = roster_rows(text);
        assert_eq!(rows.len(), 1, "{text}");
        assert_eq!(rows[0].who.learner.as_deref(), Some("森田"));
        assert_eq!(rows[0].who.pharmacy.as_deref(), Some("あおば"));
        assert_eq!(rows[0].state, Some(EnrolmentState::Live));
    }
}

#[test]
fn every_column_of_a_roster_is_read_in_both_languages() {
    let cells = [
        "あおば薬局",
        "あおばやっきょく",
        "高木 雅子",
        "たかぎ まさこ",
        "2026/10/16",
        "10/30",
        "令和8年11月2日",
        "12月10日",
        "2026-12-11",
        "10/18",
        "10/18",
        "合意",
        "家に\n帰れる店",
        "ハイ",
        "旧",
        "藤原 美咲",
        "日 水",
        "80",
        "all",
        "A-1",
        "森田 由美",
        "もりた ゆみ",
        "パート",
        "宮本 彩",
        "e-medication-record-standard",
        "休止",
        "11/1",
        "leave",
        "12/1",
        "６",
        "火 14:00",
        "https://zoom.us/j/1",
        "2027/1/24",
        "2:30",
        "2026-12-20",
        "s12-g-line s12-g-nps",
        "11/2",
        "11/3",
        "9",
        "よい",
    ];
    let head = |ja: bool| -> String {
        let metric = if ja { "当日の薬歴完了率" } else { "same_day_record_rate" };
        let named = |c: &Column<RosterRow>| {
            let name = if ja { c.ja } else { c.en };
            if c.of_metric { format!("{name}{metric}") } else { name.to_owned() }
        };
        ROSTER.iter().map(named).collect::<Vec<_>>().join(",")
    };
    let quoted: Vec<String> = cells.iter().map(|c| format!("\"{c}\"")).collect();
    let english = roster_rows(&format!("{}\n{}", head(false), quoted.join(",")));
    let mut japanese = roster_rows(&format!("{}\n{}", head(true), quoted.join(",")));
    let row = english[0].clone();
    assert_eq!(japanese[0].targets[0].metric, "当日の薬歴完了率");
    japanese[0].targets.clone_from(&row.targets);
    japanese[0].learner_targets.clone_from(&row.learner_targets);
    assert_eq!(japanese, english);
    assert_eq!(row.row, 2);
    assert_eq!(row.device_due, Some(d("2026-10-30")));
    assert_eq!((row.go_live_target, row.go_live_actual), (Some(d("2026-12-10")), Some(d("2026-12-11"))));
    assert_eq!((row.flow, row.cohort.as_deref()), (Some(FlowStatus::Agreed), Some("old")));
    assert_eq!((row.purpose.as_deref(), row.closed_weekdays), (Some("家に\n帰れる店"), Some(vec![3, 7])));
    assert_eq!((row.next_no, row.survey_score), (Some(6), Some(SurveyScore::Score(9))));
    assert_eq!(row.takes_precedence, Some(vec!["all".to_owned()]));
    assert_eq!(row.graduation_done.map(|ids| ids.len()), Some(2));
    assert_eq!(row.learner_targets[0].figure.form, FigureForm::Clock);
    assert_eq!(row.paused_until, Some(d("2026-12-01")));
}

#[test]
fn a_history_row_is_read_whole() {
    let text = "日付,開始,分,受講者,回,結果,記録済,様子,済,途中,つまずき,飛ばし,ロープレ,宿題,要約,次の焦点,メモ\n\
                11/21,14時,30分,森田,\"4,5\",,×,2,s03-last,s04-import,\"s05-choices, s05-query\",,\"3,2,-,2;4,4,4,4\",未提出,要約文,検索,\"要望: 並び\n約束(11/27): 調べる\"";
    let row = &session_rows(text)[0];
    assert_eq!(row.date, Some(d("2026-11-21")));
    assert_eq!((row.numbers.as_slice(), row.closed, row.mood), (&[4, 5][..], Some(false), Some(2)));
    assert_eq!(row.kind, None);
    assert_eq!((row.stuck.len(), row.role_play.len(), row.role_play[0].len()), (2, 2, 4));
    assert_eq!(row.notes.iter().map(|n| n.kind).collect::<Vec<_>>(), [NoteKind::Request, NoteKind::Promise]);
}

#[test]
fn kickoffs_and_calls_are_told_by_number_or_kind() {
    let rows = session_rows(
        "date,pharmacy,kind,session_no,result\n2026-11-01,あおば,,K,\n2026-11-02,あおば,1on1,Ｋ,\n2026-11-03,あおば,連絡,,",
    );
    let kinds: Vec<Option<HistoryKind>> = rows.iter().map(|r| r.kind).collect();
    let kickoff = Some(HistoryKind::Appointment(AppointmentKind::Kickoff));
    assert_eq!(kinds, [kickoff, kickoff, Some(HistoryKind::Call)]);
    let wrong = problems("date,learner,kind,session_no,result\n2026-11-01,森田,キックオフ,5,\n2026-11-02,森田,補講,K,");
    assert_eq!(wrong[0].3, ProblemKind::NotA(Shape::Kickoff));
    assert_eq!(wrong[1].3, ProblemKind::NotA(Shape::Number));
}

#[test]
fn every_problem_is_told_by_row_and_column() {
    let text = "日付,開始,分,受講者,メモ,結果\n2026-02-30,25:00,0,森田,\"一\n二\",x\n\n2026-11-20,9:00,30,,,実施\n2026-11-20,9:00,30,森田,a,実施,はみ出し\n2026-11-20,9:00,30,森田,\"開いた";
    assert_eq!(
        problems(text),
        [
            (2, "日付".into(), "2026-02-30".into(), ProblemKind::NotA(Shape::Date)),
            (2, "開始".into(), "25:00".into(), ProblemKind::NotA(Shape::Time)),
            (2, "分".into(), "0".into(), ProblemKind::OutOfRange { min: "1".into(), max: "480".into() }),
            (2, "結果".into(), "x".into(), ProblemKind::Unknown("result")),
            (4, "受講者".into(), String::new(), ProblemKind::Required),
            (5, String::new(), "はみ出し".into(), ProblemKind::NoHeading),
            (6, String::new(), String::new(), ProblemKind::Unclosed),
        ]
    );
    let read = file(text);
    assert_eq!((read.count, session_rows("日付,受講者,結果\n2026-11-20,森田,\n").len()), (4, 1));
}

#[test]
fn an_item_has_one_outcome() {
    let found = problems("date,learner,session_no,partly,stuck\n2026-11-20,森田,5,a b,b");
    assert_eq!(found, [(2, "stuck".into(), "b".into(), ProblemKind::TwoOutcomes)]);
}

#[test]
fn what_did_not_take_place_has_no_record() {
    let text = "date,learner,session_no,result,mood,homework,stuck\n2026-11-20,森田,5,no_show,2,missing,a";
    let (file, _) = read_as(None, text).unwrap();
    assert_eq!(file.problems, []);
    let told: Vec<(&str, ProblemKind)> = file.warnings.iter().map(|w| (w.column.as_str(), w.what.clone())).collect();
    assert_eq!(
        told,
        [("mood", ProblemKind::NotKept), ("homework", ProblemKind::NotKept), ("stuck", ProblemKind::NotKept)]
    );
    let row = &session_rows(text)[0];
    assert_eq!((row.mood, row.homework, row.stuck.len()), (None, None, 0));
}

#[test]
fn unknown_columns_are_named_and_left_alone() {
    let read = file("受講者,備考,目標:なぞ,薬局,\n森田,x,1,あおば,y");
    assert_eq!(read.ignored_columns, ["備考", "目標:なぞ", "(5)"]);
    assert_eq!(read.problems, []);
}

#[test]
fn control_and_bidi_characters_go_and_are_counted() {
    let text = "薬局,受講者\nあお\u{202e}ば\u{1b}[31m,森田";
    assert_eq!(roster_rows(text)[0].who.pharmacy.as_deref(), Some("あおば[31m"));
    let warnings = file(text).warnings;
    assert_eq!((warnings[0].row, warnings[0].column.as_str()), (2, "薬局"));
    assert_eq!(warnings[0].what, ProblemKind::Removed(2));
}

#[test]
fn what_a_formula_was_kept_from_is_taken_back() {
    assert_eq!(roster_rows("薬局,受講者\n'=あおば,'森田")[0].who.pharmacy.as_deref(), Some("=あおば"));
    assert_eq!(roster_rows("薬局,受講者\n'=あおば,'森田")[0].who.learner.as_deref(), Some("'森田"));
}

#[test]
fn readings_are_long_or_wide() {
    let values = |text: &str| match file(text).rows {
        Rows::Readings(rows) => rows.into_iter().map(|r| r.values).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let long = values("period_end,learner,metric,value\n11/18,森田,same_day_record_rate,86%\n11/18,森田,利用時間,1:30");
    assert_eq!(long[0][0].figure.form, FigureForm::Percent);
    assert_eq!((long[1][0].metric.as_str(), long[1][0].figure.value), ("利用時間", Decimal::parse("1.5").unwrap()));
    let wide = values("集計日,受講者,当日の薬歴完了率,suggestion_use_rate,段階\n11/18,森田,８６,,A");
    assert_eq!(wide[0].len(), 1);
    assert_eq!((wide[0][0].metric.as_str(), wide[0][0].column.as_str()), ("当日の薬歴完了率", "当日の薬歴完了率"));
    let text = "period_end,learner,metric,value\n11/18,森田,,86";
    assert_eq!(problems(text), [(2, "metric".into(), String::new(), ProblemKind::Required)]);
}

#[test]
fn rejected_rows_are_written_as_the_file_is() {
    let text = "日付;受講者;結果;メモ\r\n2026-11-20;森田;実施;\"a;b\"\r\n2026-11-21;髙橋;x;\"一\r\n二\"\r\n";
    let bytes = encode(text, Encoding::Cp932).unwrap();
    let setting = Setting { today: d("2026-11-25"), library: library(), kind: None };
    let (file, table) = read("x.csv", &bytes, setting).unwrap();
    assert_eq!((file.encoding, file.problems.len()), ("cp932", 1));
    let report = Report {
        kind: FileKind::Sessions,
        path: file.path,
        sheet: None,
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
    let back = decode(&table.rejected(&report, |row| format!("{row} 行目: だめ")).unwrap()).unwrap();
    assert_eq!(
        back,
        (
            "日付;受講者;結果;メモ;取り込めない理由\r\n2026-11-21;髙橋;x;\"一\r\n二\";3 行目: だめ\r\n".to_owned(),
            Encoding::Cp932,
        )
    );
}

#[test]
fn the_store_speaks_of_columns_in_the_words_of_the_file() {
    let (_, table) = read_as(None, "日付,受講者,結果\n2026-11-20,森\u{7}田,実施").unwrap();
    let problem = Problem { row: 2, column: "learner".into(), value: "?".into(), what: ProblemKind::NoMatch };
    let mut report = Report {
        kind: FileKind::Sessions,
        path: String::new(),
        sheet: None,
        encoding: "utf8",
        rows: 1,
        created: 0,
        updated: 0,
        unchanged: 0,
        rejected: vec![problem],
        warnings: vec![],
        ignored_columns: vec![],
        written: false,
    };
    table.name_cells(&mut report, Lang::En);
    assert_eq!((report.rejected[0].column.as_str(), report.rejected[0].value.as_str()), ("受講者", "森田"));
}

proptest! {
    #[test]
    fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..200), kind in 0..5_usize) {
        let setting = Setting { today: d("2026-11-25"), library: library(), kind: FileKind::ALL.get(kind).copied() };
        let _ = read("x", &bytes, setting);
    }

    #[test]
    fn no_cells_are_too_strange(cells in prop::collection::vec("[\\PC\\n\\t0-9:/,;%年月日時-]{0,12}", 1..30), kind in 0..4_usize) {
        let heads: Vec<&str> = match FileKind::ALL[kind] {
            FileKind::Roster => ROSTER.iter().map(|c| c.en).collect(),
            FileKind::Schedule => SCHEDULE.iter().map(|c| c.en).collect(),
            FileKind::Sessions => SESSIONS.iter().map(|c| c.en).collect(),
            FileKind::Readings => READINGS.iter().map(|c| c.en).collect(),
        };
        let mut text = String::new();
        write_row(&mut text, heads.iter().copied(), Separator::Comma);
        write_row(&mut text, cells.iter().map(String::as_str), Separator::Comma);
        let read = read_as(Some(FileKind::ALL[kind]), &text).unwrap().0;
        prop_assert!(read.count <= 1);
    }
}
