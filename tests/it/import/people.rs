//! Who is meant by a roster, and what its rows may say.

use serde_json::{Value, json};

use crate::desk::{Desk, counts, rejected};

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
