//! Files on their way in, through the program as a trainer calls it, into a real file, and what today and the review make
//! of them.

use std::fmt::Write;

use std::ffi::OsString;

use serde_json::{Value, json};

use crate::desk::{Desk, counts, rejected};

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
    assert_eq!(saved, "date,learner,session_no,result\r\n2026-11-20,だれか,1,held\r\n2026-11-20,井上 健,13,held\r\n");
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
fn rows_of_one_pharmacy_must_agree() {
    let desk = Desk::new();
    let roster = "pharmacy,learner,contract_date,target:same_day_record_rate\nAoba,a,2026-09-01,80\nＡＯＢＡ,b,,\nAoba,c,2026-09-02,80\nAoba,d,2026-09-01,81\n";
    let (_, documents) = desk.try_import(&[roster], &[]);
    assert_eq!(rejected(&documents[0]), ["4|contract_date|2026-09-02", "5|target:same_day_record_rate|81"]);
    let agreeing = roster.replace("2026-09-02", "2026/9/1").replace(",81", ",80%");
    desk.import(&[&agreeing]);
    assert_eq!(desk.sql("SELECT name, contract_date, device_due FROM pharmacy"), ["Aoba|2026-09-01|2026-09-15"]);
}

#[test]
fn of_two_with_the_same_name_the_code_decides() {
    let desk = Desk::new();
    let roster = "pharmacy,learner,learner_kana,learner_id\nAoba,田中 花子,たなか はなこ,A1\nAoba,田中 花子,たなか はなこ,A2\nMinato,田中 花子,,\n";
    desk.import(&[roster]);
    assert_eq!(desk.sql("SELECT count(*) FROM learner"), ["3"]);
    let sessions = "date,learner,learner_id,pharmacy,session_no\n\
         2026-11-20,田中 花子,a2,,1\n\
         2026-11-20,田中 花子,,Aoba,1\n\
         2026-11-20,田中 花子,,,1\n\
         2026-11-20,田中 花子,,Minato,1\n\
         2026-11-20,田中 花子,A9,Aoba,1\n\
         2026-11-20,たなか　はなこ,,Minato,1\n\
         2026-11-20,田中 花子,,Nowhere,1\n";
    let (_, documents) = desk.try_import(&[sessions], &["--partial"]);
    assert_eq!(
        rejected(&documents[0]),
        [
            "3|learner|田中 花子",
            "4|learner|田中 花子",
            "6|learner|田中 花子",
            "7|learner|たなか　はなこ",
            "8|pharmacy|Nowhere"
        ]
    );
    let held = "SELECT l.code, p.name FROM appointment a JOIN enrolment e ON e.id = a.enrolment_id \
         JOIN learner l ON l.id = e.learner_id JOIN pharmacy p ON p.id = l.pharmacy_id ORDER BY p.name";
    assert_eq!(desk.sql(held), ["A2|Aoba", "-|Minato"]);
}

#[test]
fn a_kana_finds_a_learner_but_never_makes_one_of_two_colleagues() {
    let desk = Desk::new();
    desk.import(&["pharmacy,learner,learner_kana\nAoba,佐藤 純,さとう じゅん\n"]);
    // Heard by kana in a sheet without names.
    desk.import(&["date,learner,session_no\n2026-11-20,サトウ ジュン,1\n"]);
    // Written with another character: the same person.
    let documents = desk.import(&["pharmacy,learner,learner_kana\nAoba,佐藤 淳,さとう じゅん\n"]);
    assert_eq!(counts(&documents[0]), [0, 1, 0, 0]);
    // Both in one list: two people who sound the same.
    let documents =
        desk.import(&["pharmacy,learner,learner_kana\nAoba,佐藤 淳,さとう じゅん\nAoba,佐藤 潤,さとう じゅん\n"]);
    assert_eq!(counts(&documents[0]), [1, 0, 1, 0]);
    assert_eq!(desk.sql("SELECT name FROM learner ORDER BY name"), ["佐藤 淳", "佐藤 潤"]);
}

#[test]
fn a_code_given_later_belongs_to_the_learner_of_that_name_who_has_none() {
    let desk = Desk::new();
    desk.import(&["pharmacy,learner\nAoba,a\n"]);
    let documents = desk.import(&["pharmacy,learner,learner_id\nAoba,a,X1\n"]);
    assert_eq!(counts(&documents[0]), [0, 1, 0, 0]);
    let documents = desk.import(&["pharmacy,learner,learner_id\nMinato,a b,X1\n"]);
    assert_eq!(counts(&documents[0]), [0, 1, 0, 0]);
    let now = "SELECT l.name, l.code, p.name FROM learner l JOIN pharmacy p ON p.id = l.pharmacy_id";
    assert_eq!(desk.sql(now), ["a b|X1|Minato"]);
}

#[test]
fn the_team_has_one_row_a_name() {
    let desk = Desk::new();
    let roster =
        "pharmacy,learner,trainer,usm\nAoba,a,Miyamoto Aya,Fujiwara\nMinato,b,ＭＩＹＡＭＯＴＯ　aya,Miyamoto Aya\n";
    let schedule = "date,start,learner,trainer\n2026-11-25,10:00,a,fujiwara\n2026-11-25,11:00,b,Okada\n";
    desk.import(&[roster, schedule]);
    assert_eq!(
        desk.sql("SELECT name, role FROM staff ORDER BY name"),
        ["Fujiwara|usm", "Miyamoto Aya|ustr", "Okada|ustr"]
    );
    let trainers: Vec<Value> = desk.today("2026-11-25").iter().map(|a| a["trainer"].clone()).collect();
    assert_eq!(trainers, [json!("Fujiwara"), json!("Okada")]);
}

#[test]
fn a_learner_whom_nobody_would_see_is_warned_of() {
    let desk = Desk::new();
    let roster = "pharmacy,learner,trainer,state\nAoba,a,Miyamoto,\nAoba,b,,\nAoba,c,,withdrawn\n";
    let documents = desk.import(&[roster]);
    let warnings = documents[0]["warnings"].as_array().unwrap();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert_eq!((&warnings[0]["row"], &warnings[0]["column"]), (&json!(3), &json!("trainer")));
    // Without any name on the team everybody sees everybody.
    let documents = Desk::new().import(&["pharmacy,learner\nAoba,a\n"]);
    assert_eq!(documents[0]["warnings"], json!([]));
}

#[test]
fn a_plan_moves_what_is_still_scheduled() {
    let desk = Desk::new();
    desk.import(&[ROSTER]);
    let plan = |date: &str, rest: &str| format!("date,start,learner,session_no,uid\n{date},{rest}\n");
    desk.import(&[&plan("2026-11-26", "10:00,森田 由美,3,")]);
    let documents = desk.import(&[&plan("2026-11-27", "11:00,森田 由美,3,")]);
    assert_eq!(counts(&documents[0]), [0, 1, 0, 0]);
    let all =
        "SELECT date(starts_at / 1000, 'unixepoch'), session_no, moves, minutes FROM appointment ORDER BY starts_at";
    assert_eq!(desk.sql(all), ["2026-11-27|3|1|25"]);
    // A calendar entry is known by its name, whatever number it now has.
    desk.import(&[&plan("2026-11-30", "10:00,井上 健,1,x@1")]);
    desk.import(&[&plan("2026-12-01", "10:00,井上 健,2,x@1")]);
    assert_eq!(desk.sql(all), ["2026-11-27|3|1|25", "2026-12-01|2|1|20"]);
    // Once it was met it is history, and a plan does not take it back.
    desk.import(&["date,start,learner,session_no,result\n2026-12-01,10:00,井上 健,2,no_show\n"]);
    let documents = desk.import(&[&plan("2026-12-01", "10:00,井上 健,2,x@1")]);
    assert_eq!(counts(&documents[0]), [0, 0, 1, 0]);
    desk.import(&[&plan("2026-12-03", "10:00,井上 健,2,x@1")]);
    assert_eq!(desk.sql("SELECT state FROM appointment ORDER BY starts_at"), ["scheduled", "no_show", "scheduled"]);
}

#[test]
fn of_two_plans_for_one_number_the_later_row_counts() {
    let desk = Desk::new();
    let schedule = "date,start,learner,session_no\n2026-11-26,10:00,森田 由美,3\n2026-11-30,10:00,森田 由美,3\n";
    let documents = desk.import(&[ROSTER, schedule]);
    assert_eq!((counts(&documents[1]), documents[1]["warnings"][0]["row"].clone()), ([1, 0, 1, 0], json!(2)));
    assert_eq!(counts(&desk.import(&[schedule])[0]), [0, 0, 2, 0]);
    assert_eq!(desk.sql("SELECT date(starts_at / 1000, 'unixepoch') FROM appointment"), ["2026-11-30"]);
}

#[test]
fn a_plan_without_numbers_goes_on_from_what_was_held() {
    let desk = Desk::new();
    let schedule = "日付,開始,受講者,種類\n12/2,10:00,森田 由美,\n11/25,10時,森田 由美,\n12/9,10:00,森田 由美,補講\n";
    let sessions = "date,start,learner,session_no,result\n11/11,10:00,森田 由美,1,\n11/18,10:00,森田 由美,2,\n";
    desk.import(&[schedule, ROSTER, sessions]);
    let plan = "SELECT date(starts_at / 1000, 'unixepoch'), kind, session_no, minutes FROM appointment WHERE state = 'scheduled' \
         ORDER BY starts_at";
    assert_eq!(desk.sql(plan), ["2026-11-25|session|3|25", "2026-12-02|session|4|25", "2026-12-09|extra|-|30"]);
    assert_eq!(counts(&desk.import(&[schedule])[0]), [0, 0, 3, 0]);
}

#[test]
fn history_tells_what_became_of_a_plan() {
    let desk = Desk::new();
    let schedule = "date,start,learner,session_no,minutes\n\
         2026-11-20,10:00,森田 由美,1,25\n2026-11-20,11:00,井上 健,1,25\n2026-11-24,10:00,森田 由美,2,25\n";
    // At its time; a quarter of an hour later; without a time.
    let sessions = "date,start,learner,session_no,result\n\
         2026-11-20,10:00,森田 由美,1,held\n2026-11-20,11:15,井上 健,1,no_show\n2026-11-24,,森田 由美,2,\n";
    let documents = desk.import(&[ROSTER, schedule, sessions]);
    assert_eq!(counts(&documents[2]), [0, 3, 0, 0]);
    let all = "SELECT time(a.starts_at / 1000, 'unixepoch', '+9 hours'), a.state, a.minutes, \
         time(s.started_at / 1000, 'unixepoch', '+9 hours') FROM appointment a LEFT JOIN session s ON s.appointment_id = a.id \
         ORDER BY a.starts_at";
    assert_eq!(desk.sql(all), ["10:00:00|held|25|10:00:00", "11:00:00|no_show|25|-", "10:00:00|held|25|10:00:00"]);
    let events = desk.events();
    let documents = desk.import(&[ROSTER, schedule, sessions]);
    assert_eq!(documents.iter().map(counts).collect::<Vec<_>>(), [[0, 0, 2, 0], [0, 0, 3, 0], [0, 0, 3, 0]]);
    assert_eq!(desk.events(), events);
    // The same day again, after the no-show: a meeting of its own.
    let documents = desk.import(&["date,start,learner,session_no,result\n2026-11-20,16:00,井上 健,1,held\n"]);
    assert_eq!(counts(&documents[0]), [1, 0, 0, 0]);
    assert_eq!(desk.sql("SELECT count(*) FROM appointment"), ["4"]);
}

#[test]
fn a_history_without_starts_stands_at_noon_until_the_time_is_known() {
    let desk = Desk::new();
    let sessions = "date,learner,session_no\n2026-11-20,森田 由美,1\n";
    desk.import(&[ROSTER, sessions]);
    let at = "SELECT datetime(started_at / 1000, 'unixepoch', '+9 hours') FROM session";
    assert_eq!(desk.sql(at), ["2026-11-20 12:00:00"]);
    // Nobody said when it was closed; it was not before its end.
    let closed = "SELECT s.closed_at - s.started_at = a.minutes * 60000 FROM session s JOIN appointment a ON a.id = s.appointment_id";
    assert_eq!(desk.sql(closed), ["1"]);
    assert_eq!(counts(&desk.import(&[sessions])[0]), [0, 0, 1, 0]);
    let known = "date,start,learner,session_no,result\n2026-11-20,14:00,森田 由美,1,\n";
    assert_eq!(counts(&desk.import(&[known])[0]), [0, 1, 0, 0]);
    assert_eq!(desk.sql(at), ["2026-11-20 14:00:00"]);
    assert_eq!(counts(&desk.import(&[known])[0]), [0, 0, 1, 0]);
}

#[test]
fn the_row_of_a_kickoff_dates_it_and_sets_its_task() {
    let desk = Desk::new();
    let roster = "pharmacy,learner,contract_date,kickoff_held,trainer\nAoba,a,2026-10-20,2026-10-30,T\n";
    desk.import(&[roster]);
    assert_eq!(desk.sql("SELECT deadline FROM enrolment"), ["2027-02-05"]);
    let sessions = "date,pharmacy,session_no,result,closed,stuck,notes\n\
         2026-11-02,Aoba,K,held,,,\n2026-11-05,Aoba,K,held,no,k-dates,約束: 日程を送る\n2026-11-09,Aoba,K,broken_off,,,\n";
    let documents = desk.import(&[sessions]);
    assert_eq!(counts(&documents[0]), [3, 0, 0, 0]);
    assert_eq!(desk.sql("SELECT kickoff_held FROM pharmacy"), ["2026-11-05"]);
    // The deadline that hung on the kickoff moves with it.
    assert_eq!(desk.sql("SELECT deadline, state FROM enrolment"), ["2027-02-11|kickoff_done"]);
    assert_eq!(desk.sql("SELECT session_no, item_id, outcome FROM session_item"), ["0|k-dates|stuck"]);
    assert_eq!(desk.sql("SELECT kind, text FROM note"), ["memo|約束: 日程を送る"]);
    assert_eq!(desk.sql("SELECT count(*) FROM question"), ["0"]);
    assert_eq!(desk.sql("SELECT item_id, state, due FROM homework"), ["k-hw|assigned|next"]);
    // The open record of a kickoff is the pharmacy's.
    assert_eq!(desk.reasons("2026-11-06"), ["Aoba: RECORD 30, DEVICE 25"]);
    // The roster still says what it said; the row of the kickoff wins, and nothing changes.
    let events = desk.events();
    assert_eq!(counts(&desk.import(&[roster, sessions])[0]), [0, 0, 1, 0]);
    assert_eq!(desk.events(), events);
    // Session 1 looks at the task of the kickoff.
    desk.import(&["date,start,learner,session_no\n2026-11-25,10:00,a,1\n"]);
    let today = |desk: &Desk| desk.today("2026-11-25")[0]["homework"].clone();
    assert_eq!(today(&desk), json!({"due": 1, "handed_in": 0}));
    desk.import(&["date,start,learner,session_no,homework\n2026-11-25,10:00,a,1,missing\n"]);
    assert_eq!(
        desk.sql("SELECT item_id, state FROM homework ORDER BY session_no"),
        ["k-hw|missing", "s01-hw|assigned"]
    );
    // It is not the learner's homework, so it is not scored.
    assert!(desk.reasons("2026-11-26").iter().all(|row| !row.contains("HOMEWORK")));
}

#[test]
fn a_broken_off_call_covers_a_part_and_the_next_one_the_rest() {
    let desk = Desk::new();
    let sessions = "date,start,learner,session_no,result,done,stuck,homework\n\
         2026-11-03,10:00,森田 由美,1,held,,,\n\
         2026-11-10,10:00,森田 由美,2,broken_off,s02-overview,s02-demo,\n\
         2026-11-12,10:00,森田 由美,2,held,,,reviewed\n\
         2026-11-17,10:00,森田 由美,3,broken_off,,,\n";
    desk.import(&[ROSTER, sessions]);
    let coverage = "SELECT c.session_no, c.extent, c.part, s.part FROM coverage c JOIN session s ON s.id = c.session_id \
         ORDER BY s.started_at";
    assert_eq!(desk.sql(coverage), ["1|full|1|1", "2|partial|1|1", "2|full|2|2", "3|partial|1|1"]);
    let items = "SELECT i.item_id, i.outcome, i.carry_count, i.carried_from FROM session_item i ORDER BY i.position";
    assert_eq!(desk.sql(items), ["s02-overview|done|0|-", "s02-demo|stuck|0|-"]);
    // What the first part set is looked at in the second; what that one set is still open after the next broken-off call.
    assert_eq!(desk.sql("SELECT item_id, state FROM homework ORDER BY id"), ["s01-hw|reviewed", "s02-hw|assigned"]);
    desk.import(&["date,start,learner\n2026-11-25,10:00,森田 由美\n"]);
    let appointment = &desk.today("2026-11-25")[0];
    assert_eq!((&appointment["session_no"], &appointment["carried"]), (&json!(3), &json!([])));
    assert_eq!(appointment["homework"], json!({"due": 1, "handed_in": 0}));
}

#[test]
fn one_meeting_may_hold_two_numbers() {
    let desk = Desk::new();
    let roster = "pharmacy,learner,next_no\nAoba,a,4\n";
    // The rubric is that of number 5, the higher one that has one.
    let sessions =
        "date,start,learner,session_no,role_play,stuck\n2026-11-25,10:00,a,\"4,5\",\"3,3,3,3,1\",s04-profile\n";
    desk.import(&[roster, sessions]);
    assert_eq!(desk.sql("SELECT session_no, extent FROM coverage ORDER BY session_no"), ["4|full", "5|full"]);
    let ratings = "SELECT criterion_id, score FROM role_play_rating ORDER BY criterion_id LIMIT 2";
    assert_eq!(desk.sql(ratings), ["s05-r-alert|3", "s05-r-call|3"]);
    assert_eq!(desk.sql("SELECT mean, result FROM role_play"), ["2.6|developing"]);
    assert_eq!(desk.sql("SELECT session_no, state FROM homework"), ["5|assigned"]);
    let appointment = &desk.today("2026-11-25")[0];
    assert_eq!(
        (&appointment["session_no"], &appointment["planned"]),
        (&json!(4), &json!({"lecture": 22, "role_play": 23, "homework": 10}))
    );
    desk.import(&["date,start,learner\n2026-12-02,10:00,a\n"]);
    assert_eq!(desk.today("2026-12-02")[0]["session_no"], json!(6));
}

#[test]
fn extra_meetings_cover_nothing_but_do_their_items() {
    let desk = Desk::new();
    let roster = "pharmacy,learner,next_no,kickoff_held\nAoba,a,5,2026-09-01\n";
    let sessions = "date,start,learner,kind,session_no,partly,stuck,done,homework\n\
         2026-11-10,10:00,a,,5,s05-alerts,s05-query,,\n\
         2026-11-12,10:00,a,補講,,,s05-query,s05-alerts,提出\n\
         2026-11-13,10:00,a,support,5,,,,\n";
    desk.import(&[roster, sessions]);
    assert_eq!(desk.sql("SELECT session_no, extent FROM coverage"), ["5|full"]);
    let items = "SELECT i.item_id, i.outcome, i.carry_count, i.carried_from FROM session_item i JOIN session s \
         ON s.id = i.session_id ORDER BY s.started_at, i.position";
    assert_eq!(
        desk.sql(items),
        ["s05-alerts|partly|0|-", "s05-query|stuck|0|-", "s05-alerts|done|1|5", "s05-query|stuck|1|5"]
    );
    assert_eq!(desk.sql("SELECT item_id, state FROM homework"), ["s05-hw|submitted"]);
    // The support meeting was about number 5: what it does not name is done.
    desk.import(&["date,start,learner\n2026-11-25,10:00,a\n"]);
    let appointment = &desk.today("2026-11-25")[0];
    assert_eq!((&appointment["session_no"], &appointment["carried"]), (&json!(6), &json!([])));
}

#[test]
fn carried_items_are_counted_whatever_the_order_of_the_rows() {
    let desk = Desk::new();
    let head = "date,start,learner,session_no,stuck,partly,skipped\n";
    let rows = [
        "2026-11-17,10:00,a,6,s04-profile,,\n",
        "2026-11-03,10:00,a,4,,s04-profile,\n",
        "2026-11-10,10:00,a,5,,,s04-profile\n",
    ];
    desk.import(&["pharmacy,learner,next_no,deadline\nAoba,a,4,2027-03-01\n", &[head, rows[0]].concat()]);
    assert_eq!(desk.reasons("2026-11-18"), ["a: STUCK 20"]);
    desk.import(&[&[head, rows[1]].concat()]);
    let counted =
        "SELECT i.carry_count FROM session_item i JOIN session s ON s.id = i.session_id ORDER BY s.started_at";
    assert_eq!(desk.sql(counted), ["0", "1"]);
    desk.import(&[&[head, rows[2]].concat()]);
    assert_eq!(desk.sql(counted), ["0", "1", "2"]);
    assert_eq!(desk.reasons("2026-11-18"), ["a: STUCK 35"]);
    let carried = "date,start,learner\n2026-11-25,10:00,a\n";
    desk.import(&[carried]);
    assert_eq!(desk.today("2026-11-25")[0]["carried"][0]["times"], json!(3));
}

#[test]
fn promises_stand_until_they_are_kept() {
    let desk = Desk::new();
    // The 20th is a Friday, the 23rd a holiday, the 24th a Tuesday.
    let sessions = "date,start,learner,session_no,trainer,notes\n\
         2026-11-20,10:00,森田 由美,1,岡田,\"約束: 印刷を調べる\n約束(2026-11-27): 順番\npromise(12/1): later\n質問: なぜ\n要望: 色\nできた: 検索\n宿題: 三人\"\n";
    desk.import(&[ROSTER, sessions]);
    let all =
        "SELECT q.text, q.promised_by, q.state, s.name FROM question q JOIN staff s ON s.id = q.owner_id ORDER BY q.id";
    assert_eq!(
        desk.sql(all),
        [
            "印刷を調べる|2026-11-24|open|岡田".to_owned(),
            "順番|2026-11-27|open|岡田".to_owned(),
            "later|2026-12-01|open|岡田".to_owned(),
            "なぜ|-|answered|岡田".to_owned(),
        ]
    );
    assert_eq!(desk.sql("SELECT verbatim, kind, state FROM voice"), ["色|request|captured"]);
    assert_eq!(desk.sql("SELECT text FROM win"), ["検索"]);
    assert_eq!(desk.sql("SELECT count(*) FROM homework"), ["1"]);
    assert_eq!(
        desk.sql("SELECT kind FROM note ORDER BY at"),
        ["promise", "promise", "promise", "question", "request", "win", "homework"]
    );
    // Kept in a later session; a row of an earlier one that comes in afterwards is answered as well.
    let kept = "date,start,learner,session_no,notes\n2026-11-25,10:00,森田 由美,2,\"約束済: 印刷を調べる\nkept: 昔\"\n";
    desk.import(&[kept]);
    desk.import(&["date,start,learner,session_no,notes\n2026-11-11,10:00,森田 由美,,約束(2026-11-12): 昔\n"]);
    let open = "SELECT text FROM question WHERE state = 'open' ORDER BY id";
    assert_eq!(desk.sql(open), ["順番", "later"]);
    let events = desk.events();
    let documents = desk.import(&[sessions, kept]);
    assert_eq!(documents.iter().map(counts).collect::<Vec<_>>(), [[0, 0, 1, 0], [0, 0, 1, 0]]);
    assert_eq!(desk.events(), events);
}

#[test]
fn a_file_knows_the_holidays_and_a_practice_day_none() {
    let desk = Desk::new();
    desk.import(&[ROSTER]);
    assert_eq!(desk.sql("SELECT name FROM holiday WHERE date = '2026-11-23'"), ["勤労感謝の日"]);
    let practice = Desk::new();
    std::fs::create_dir_all(practice.path("home/data")).unwrap();
    let db = practice.write("home/data/manabi.db", "");
    for args in
        [["today", "--date", "2026-11-25"], ["demo", "--no-screen", "--lang=en"], ["today", "--date", "2026-11-25"]]
    {
        let args = args.into_iter().map(OsString::from).chain(["--db".into(), db.clone()]);
        assert_eq!(practice.call(args).code, 0);
        // Whoever writes it next gives it none either.
        practice.call(["import".into(), "nothing.csv".into(), "--db".into(), db.clone()]);
    }
    assert_eq!(practice.sql("SELECT count(*) FROM holiday"), ["0"]);
}

#[test]
fn a_programme_that_is_edited_is_another_one_for_those_who_come_later() {
    let desk = Desk::new();
    let shipped = include_str!("../../assets/programmes/programme-en.md");
    let mine = shipped.replace("id = \"e-medication-record-standard\"", "id = \"mine\"");
    std::fs::create_dir_all(desk.path("home/config/programmes")).unwrap();
    desk.write("home/config/config.toml", "programme = \"mine\"\n");
    desk.write("home/config/programmes/mine.md", &mine);
    let roster = |name: &str| {
        format!("pharmacy,learner,next_no,device_installed,deadline\nAoba,{name},3,2026-10-01,2027-03-01\n")
    };
    let sessions =
        |name: &str| format!("date,start,learner,session_no,role_play\n2026-11-20,10:00,{name},3,\"2,2,2,3\"\n");
    let schedule = |name: &str, at: &str| format!("date,start,learner,session_no\n2026-12-09,{at},{name},4\n");
    desk.import(&[&roster("a"), &schedule("a", "10:00"), &sessions("a")]);
    assert_eq!(desk.reasons("2026-11-25"), Vec::<String>::new());
    // Another title and another mark, no new version.
    let edited = mine
        .replace("## [4] Prescription entry: complete the patient's details", "## [4] Edited")
        .replace("low_mean = 2.0", "low_mean = 2.5");
    desk.write("home/config/programmes/mine.md", &edited);
    desk.import(&[&roster("b"), &schedule("b", "11:00"), &sessions("b")]);
    let titles: Vec<_> = desk.today("2026-12-09").iter().map(|a| a["title"].clone()).collect();
    assert_eq!(titles, [json!("Prescription entry: complete the patient's details"), json!("Edited")]);
    assert_eq!(desk.reasons("2026-11-25"), ["b: ROLEPLAY 20"]);
}

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
fn those_who_graduated_have_done_everything_and_an_answer_has_a_date() {
    let desk = Desk::new();
    let roster = "pharmacy,learner,state,state_on,survey_sent,survey_on,survey_score,survey_comment\n\
         Aoba,a,卒業,2026-11-20,2026-11-18,,9,よい\n\
         Aoba,b,graduated,2026-11-20,,,3,\n\
         Aoba,c,graduated,2026-11-20,2026-11-18,,declined,\n\
         Aoba,d,withdrawn,2026-11-19,,,,\n";
    desk.import(&[roster]);
    let surveys = "SELECT sent_on, answered_on, score, declined FROM survey_response r JOIN enrolment e ON e.id = r.enrolment_id \
         JOIN learner l ON l.id = e.learner_id ORDER BY l.name";
    let answers = ["2026-11-18|2026-11-18|9|0", "-|2026-11-25|3|0", "2026-11-18|-|-|1"];
    assert_eq!(desk.sql(surveys), answers);
    assert_eq!(desk.sql("SELECT count(*) FROM graduation_item"), ["21"]);
    assert_eq!(desk.sql("SELECT date, kind FROM graduation"), vec!["2026-11-20|normal"; 3]);
    assert_eq!(
        desk.sql("SELECT graduated_on, withdrawn_on FROM enrolment ORDER BY id"),
        ["2026-11-20|-", "2026-11-20|-", "2026-11-20|-", "-|2026-11-19"]
    );
    assert_eq!(desk.reasons("2026-11-25"), ["b: DETRACTOR 40"]);
    // A call that reached the learner is a contact; one to the pharmacy alone is none.
    desk.import(&["date,pharmacy,kind\n2026-11-25,Aoba,call\n"]);
    assert_eq!(desk.reasons("2026-11-25"), ["b: DETRACTOR 40"]);
    desk.import(&["date,learner,kind,summary\n2026-11-25,b,連絡,聞いた\n"]);
    assert_eq!(desk.reasons("2026-11-25"), Vec::<String>::new());
    assert_eq!(desk.sql("SELECT kind, reached, text FROM touch WHERE scope = 'learner'"), ["call|1|聞いた"]);
    // Tomorrow the answer is still dated as it was.
    let later = Desk { now: "2026-11-26T09:00:00+09:00".to_owned(), ..desk };
    assert_eq!(counts(&later.import(&[roster])[0]), [0, 0, 4, 0]);
    assert_eq!(later.sql(surveys), answers);
}

#[test]
fn a_date_to_come_back_on_pauses_who_had_begun_and_puts_off_who_had_not() {
    let desk = Desk::new();
    let roster = "pharmacy,learner,paused_until,state_reason,kickoff_held\nAoba,a,2026-11-25,leave,\n";
    desk.import(&[roster]);
    let enrolment = "SELECT state, paused_until, deferred_until, pause_reason, defer_reason FROM enrolment";
    assert_eq!(desk.sql(enrolment), ["invited|-|2026-11-25|-|leave"]);
    assert_eq!(desk.reasons("2026-11-25"), ["a: RESUME 25"]);
    desk.import(&["date,pharmacy,session_no\n2026-11-02,Aoba,K\n"]);
    assert_eq!(desk.sql(enrolment), ["paused|2026-11-25|-|leave|-"]);
    assert_eq!(desk.reasons("2026-11-24"), Vec::<String>::new());
    assert_eq!(desk.reasons("2026-11-25"), ["a: RESUME 25"]);
    assert_eq!(counts(&desk.import(&[roster])[0]), [0, 0, 1, 0]);
}

#[test]
fn a_state_that_nobody_gave_is_worked_out_at_every_import() {
    let desk = Desk::new();
    let state = |desk: &Desk| desk.sql("SELECT state FROM enrolment")[0].clone();
    desk.import(&["pharmacy,learner\nAoba,a\n"]);
    assert_eq!(state(&desk), "invited");
    desk.import(&["pharmacy,learner,kickoff_held\nAoba,a,2026-09-01\n"]);
    assert_eq!(state(&desk), "kickoff_done");
    desk.import(&["date,learner,session_no,result\n2026-09-08,a,1,no_show\n"]);
    assert_eq!(state(&desk), "kickoff_done");
    desk.import(&["date,learner,session_no,result\n2026-09-09,a,1,broken_off\n"]);
    assert_eq!(state(&desk), "learning");
    desk.import(&["pharmacy,learner,next_no,go_live_actual\nAoba,a,8,2026-11-26\n"]);
    desk.import(&["date,learner,session_no\n2026-11-20,a,8\n"]);
    assert_eq!(state(&desk), "learning");
    let desk = Desk { now: "2026-11-26T09:00:00+09:00".to_owned(), ..desk };
    desk.import(&["pharmacy,learner\nMinato,z\n"]);
    assert_eq!(desk.sql("SELECT state FROM enrolment ORDER BY id"), ["live", "invited"]);
    desk.import(&["pharmacy,learner,state\nAoba,a,休止\n"]);
    desk.import(&["date,learner,session_no\n2026-11-26,a,9\n"]);
    assert_eq!(desk.sql("SELECT state, state_set FROM enrolment ORDER BY id LIMIT 1"), ["paused|1"]);
}

const FIGURES: &str = "集計日,受講者,当日の薬歴完了率,suggestion_use_rate,段階,判定\n";

fn history_to(last: u8) -> String {
    let mut text = "date,start,learner,session_no,result\n".to_owned();
    for n in 8..=last {
        writeln!(text, "2026-{:02}-{:02},10:00,a,{n},held", 10 + n / 11, [7, 14, 21, 4][usize::from(n - 8)]).unwrap();
    }
    text
}

#[test]
fn the_judgement_is_worked_out_until_somebody_gives_one() {
    let desk = Desk::new();
    let roster = "pharmacy,learner,next_no,kickoff_held,go_live_actual\nAoba,a,8,2026-08-01,2026-10-10\n";
    let judged = "SELECT kind, result, made_on, worked_out FROM judgement WHERE deleted_at IS NULL AND kind = 'final'";
    desk.import(&[roster, &history_to(11)]);
    assert_eq!(desk.sql(judged), ["final|undetermined|2026-11-04|1"]);
    desk.import(&[&format!("{FIGURES}2026-11-04,a,86%,５９.９,,\n")]);
    assert_eq!(desk.sql(judged), ["final|undetermined|2026-11-04|1"]);
    // A stage that was seen later counts as well.
    desk.import(&[&format!("{FIGURES}2026-11-20,a,,,C,\n")]);
    assert_eq!(desk.sql(judged), ["final|additional_support|2026-11-04|1"]);
    assert!(desk.reasons("2026-11-25")[0].contains("SUPPORT 40"));
    // The pharmacy's own target takes precedence.
    let own = "pharmacy,learner,target:suggestion_use_rate,takes_precedence\nAoba,a,59,\n";
    desk.import(&[own]);
    assert_eq!(desk.sql(judged), ["final|additional_support|2026-11-04|1"]);
    desk.import(&[&own.replace("59,\n", "59,指導文の利用率\n")]);
    assert_eq!(desk.sql(judged), ["final|stage1|2026-11-04|1"]);
    // The learner's goes before it.
    desk.import(&["pharmacy,learner,本人目標:指導文の利用率\nAoba,a,61\n"]);
    assert_eq!(desk.sql(judged), ["final|additional_support|2026-11-04|1"]);
    desk.import(&["pharmacy,learner,plan_on\nAoba,a,2026-12-01\n"]);
    assert!(desk.reasons("2026-11-25").iter().all(|row| !row.contains("SUPPORT")));
    // What a file says stands.
    let given = format!("{FIGURES}2026-11-05,a,,,,stage2\n");
    desk.import(&[&given]);
    assert_eq!(desk.sql(judged), ["final|stage2|2026-11-05|-"]);
    let events = desk.events();
    desk.import(&[&given, &history_to(11)]);
    assert_eq!((desk.events(), desk.sql(judged)), (events, vec!["final|stage2|2026-11-05|-".to_owned()]));
}

#[test]
fn what_hung_on_a_meeting_goes_when_it_was_not_held_after_all() {
    let desk = Desk::new();
    // The last check: its judgement.
    let roster = "pharmacy,learner,next_no,kickoff_held,go_live_actual\nAoba,a,8,2026-08-01,2026-10-10\n";
    desk.import(&[roster, &history_to(11), &format!("{FIGURES}2026-11-04,a,86%,５９.９,C,\n")]);
    assert!(desk.reasons("2026-11-25")[0].contains("SUPPORT 40"));
    desk.import(&["date,start,learner,session_no,result\n2026-11-04,10:00,a,11,no_show\n"]);
    assert_eq!(desk.sql("SELECT count(*) FROM judgement WHERE deleted_at IS NULL"), ["0"]);
    assert!(!desk.reasons("2026-11-25")[0].contains("SUPPORT"));
    // The kickoff: its date, deadlines, the state of who waits for session 1, its task.
    let desk = Desk::new();
    let contract = "pharmacy,learner,contract_date\nAoba,a,2026-09-01\n";
    let kickoff = |result: &str| format!("date,start,pharmacy,session_no,result\n2026-09-15,10:00,Aoba,K,{result}\n");
    let settled = "SELECT p.kickoff_held, e.deadline, e.state, (SELECT count(*) FROM homework h WHERE h.deleted_at IS NULL) \
         FROM pharmacy p, enrolment e";
    desk.import(&[contract]);
    let before = (desk.sql(settled), desk.reasons("2026-11-25"));
    assert_eq!(before.0, ["-|-|invited|0"]);
    desk.import(&[&kickoff("held")]);
    assert_eq!(desk.sql(settled), ["2026-09-15|2026-12-22|kickoff_done|1"]);
    desk.import(&[&kickoff("no_show")]);
    assert_eq!((desk.sql(settled), desk.reasons("2026-11-25")), before);
    assert!(before.1.iter().any(|row| row.contains("KICKOFF")), "{before:?}");
    // The session: promises and ratings.
    let desk = Desk::new();
    let session = |result: &str, more: &str| {
        format!(
            "date,start,learner,session_no,result,role_play,notes\n2026-11-20,10:00,a,3,{result},{more}約束(2026-12-01): 順番\n"
        )
    };
    desk.import(&["pharmacy,learner,next_no\nAoba,a,3\n", &session("held", "\"2,2,2,3\",")]);
    desk.import(&[&session("no_show", ",")]);
    let left = "SELECT (SELECT count(*) FROM question WHERE deleted_at IS NULL), \
         (SELECT count(*) FROM role_play_rating WHERE deleted_at IS NULL), (SELECT count(*) FROM note WHERE deleted_at IS NULL)";
    assert_eq!(desk.sql(left), ["1|0|1"]);
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
fn figures_are_read_in_their_unit() {
    let desk = Desk::new();
    desk.import(&[ROSTER]);
    let readings = "period_end,learner,metric,value\n\
         2026-11-20,森田 由美,same_day_record_rate,86.0\n2026-11-20,森田 由美,一日あたりの利用時間,1:30\n2026-11-20,森田 由美,record_minutes,2.9\n";
    assert_eq!(counts(&desk.import(&[readings])[0]), [3, 0, 0, 0]);
    let all = "SELECT metric_id, value, period_end FROM metric_reading ORDER BY metric_id";
    assert_eq!(
        desk.sql(all),
        ["active_hours|1.5|2026-11-20", "record_minutes|2.9|2026-11-20", "same_day_record_rate|86|2026-11-20"]
    );
    assert_eq!(counts(&desk.import(&[&readings.replace("86.0", "８７％")])[0]), [0, 1, 2, 0]);
    let wrong = "period_end,learner,metric,value\n\
         2026-11-20,森田 由美,same_day_record_rate,101\n2026-11-20,森田 由美,active_hours,25\n2026-11-20,森田 由美,active_hours,5%\n\
         2026-11-20,森田 由美,nothing,1\n2026-11-21,森田 由美,record_minutes,3\n2026-11-21,森田 由美,record_minutes,4\n";
    let (_, documents) = desk.try_import(&[wrong], &[]);
    assert_eq!(rejected(&documents[0]), ["2|value|101", "3|value|25", "4|value|5%", "5|metric|nothing", "7|value|4"]);
    let (_, documents) =
        desk.try_import(&["period_end,learner,stage,judgement\n11/20,森田 由美,D,stage3\n11/19,森田 由美,X,\n"], &[]);
    assert_eq!(rejected(&documents[0]), ["2|judgement|stage3", "2|stage|D", "3|stage|X"]);
}

#[test]
fn a_sheet_that_was_corrected_corrects_the_record() {
    let desk = Desk::new();
    let head = "date,start,learner,session_no,result,mood,stuck,role_play,homework,summary,notes\n";
    let first = format!("{head}2026-11-18,10:00,森田 由美,3,held,3,s03-last,\"3,3,3,3\",missing,x,\"eins\nzwei\"\n");
    desk.import(&[ROSTER, &first]);
    let second =
        format!("{head}2026-11-18,10:00,森田 由美,3,,4,s03-queue,\"1,3,-,3;3,3,3,3\",reviewed,,\"zwei\ndrei\"\n");
    assert_eq!(counts(&desk.import(&[&second])[0]), [0, 1, 0, 0]);
    assert_eq!(desk.sql("SELECT mood, summary FROM session"), ["4|x"]);
    assert_eq!(desk.sql("SELECT item_id FROM session_item WHERE deleted_at IS NULL"), ["s03-queue"]);
    assert_eq!(desk.sql("SELECT attempt, mean FROM role_play ORDER BY attempt"), ["1|2.333333", "2|3"]);
    assert_eq!(desk.sql("SELECT count(*) FROM role_play_rating WHERE deleted_at IS NULL"), ["7"]);
    assert_eq!(desk.sql("SELECT text FROM note WHERE deleted_at IS NULL ORDER BY text"), ["drei", "zwei"]);
    let homework = "SELECT coalesce(item_id, '?'), state FROM homework WHERE deleted_at IS NULL AND \
         enrolment_id IS NOT NULL ORDER BY item_id IS NOT NULL";
    assert_eq!(desk.sql(homework), ["?|reviewed", "s03-hw|assigned"]);
    // It did not take place after all.
    desk.import(&["date,start,learner,session_no,result\n2026-11-18,10:00,森田 由美,3,no_show\n"]);
    assert_eq!(desk.sql("SELECT state FROM appointment"), ["no_show"]);
    for table in ["session", "session_item", "coverage", "role_play", "homework"] {
        assert_eq!(
            desk.sql(&format!(
                "SELECT count(*) FROM {table} WHERE deleted_at IS NULL AND {} IS NOT NULL",
                if table == "homework" { "enrolment_id" } else { "id" }
            )),
            ["0"],
            "{table}"
        );
    }
}

#[test]
fn a_row_that_stands_twice_counts_once() {
    let desk = Desk::new();
    let row = "2026-11-18,10:00,森田 由美,1,held\n";
    let head = "date,start,learner,session_no,result\n";
    let documents = desk.import(&[ROSTER, &format!("{head}{row}{row}")]);
    assert_eq!(counts(&documents[1]), [1, 0, 1, 0]);
    let (_, documents) = desk.try_import(&[&format!("{head}{row}2026-11-18,10:00,森田 由美,2,held\n")], &[]);
    assert_eq!(rejected(&documents[0]), ["3|date|2026-11-18"]);
    let (_, documents) = desk.try_import(&["pharmacy,learner,job\nAoba,z,staff\nAoba,z,manager\n"], &[]);
    assert_eq!(rejected(&documents[0]), ["3|job|manager"]);
    let documents = desk.import(&["pharmacy,learner,job,trainer\nAoba,z,staff,\nAoba,z,,T\nAoba,z,staff,T\n"]);
    assert_eq!(counts(&documents[0]), [1, 1, 1, 0]);
}

#[test]
fn a_missed_meeting_leaves_its_notes_with_the_learner() {
    let desk = Desk::new();
    let sessions = "date,start,learner,session_no,result,notes,next_focus\n2026-11-18,10:00,森田 由美,1,直前キャンセル,お子さんの熱\n";
    let documents = desk.import(&[ROSTER, sessions]);
    assert_eq!(counts(&documents[1]), [1, 0, 0, 0]);
    assert_eq!(desk.sql("SELECT session_id, text, kind FROM note"), ["-|お子さんの熱|memo"]);
    assert_eq!(counts(&desk.import(&[sessions])[0]), [0, 0, 1, 0]);
    assert_eq!(desk.sql("SELECT count(*) FROM session"), ["0"]);
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
