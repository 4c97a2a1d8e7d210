//! What `today` and `review` say of a meeting and of whose rows they are, made from files.

use serde_json::{Value, json};

use crate::desk::Desk;

fn said<'d>(documents: &'d [Value], field: &str) -> Vec<&'d Value> {
    documents.iter().map(|appointment| &appointment[field]).collect()
}

#[test]
fn a_forgotten_booking_does_not_hide_what_is_due_today() {
    let desk = Desk::new();
    let roster = "pharmacy,learner,next_no,kickoff_held\nAoba,a,4,2026-09-01\n";
    let sessions = "date,start,learner,session_no,result\n2026-11-11,10:00,a,4,held\n";
    let schedule = "date,start,learner,session_no\n2026-11-18,10:00,a,5\n2026-11-25,10:00,a,6\n2026-12-02,10:00,a,7\n";
    desk.import(&[roster, sessions, schedule]);
    let due = |date: &str| desk.today(date)[0]["homework"]["due"].clone();
    assert_eq!((due("2026-11-25"), due("2026-11-18")), (json!(1), json!(1)));
    // Seen from today the one after it is not the next.
    assert_eq!(desk.review("2026-11-25")["tomorrow"][0]["homework"]["due"], json!(0));
}

#[test]
fn a_meeting_of_two_numbers_shows_the_gates_of_both() {
    let desk = Desk::new();
    let roster = "pharmacy,learner,kickoff_held\nAoba,a,\nAoba,b,\nAoba,c,\n";
    let sessions = "date,start,learner,session_no,result\n2026-11-25,10:00,a,\"1,3\",held\n\
         2026-11-25,11:00,b,1,held\n2026-11-25,12:00,c,3,held\n";
    desk.import(&[roster, sessions]);
    let today = desk.today("2026-11-25");
    assert_eq!(said(&today, "gates"), [&json!(["kickoff", "device"]), &json!(["kickoff"]), &json!(["device"])]);
}

#[test]
fn session_1_shows_what_became_of_the_task_of_the_kickoff() {
    let desk = Desk::new();
    let roster = "pharmacy,learner,kickoff_held\nAoba,a,2026-11-10\nBanri,b,2026-11-10\nChidori,c,2026-11-10\n\
         Chidori,d,2026-11-10\nEbisu,e,2026-11-10\n";
    let sessions = "date,start,learner,session_no,result,homework\n2026-11-25,10:00,a,1,held,submitted\n\
         2026-11-25,11:00,b,1,held,missing\n2026-11-25,12:00,c,1,held,reviewed\n2026-11-25,13:00,d,1,held,reviewed\n\
         2026-11-25,14:00,e,1,held,\n";
    desk.import(&[roster, sessions]);
    let homework: Vec<String> = desk
        .today("2026-11-25")
        .iter()
        .map(|a| format!("{} {}/{}", a["learner"]["name"], a["homework"]["handed_in"], a["homework"]["due"]))
        .collect();
    // The first learner's session 1 looks at it; where the file says nothing, none was due.
    assert_eq!(homework, ["\"a\" 1/1", "\"b\" 0/1", "\"c\" 1/1", "\"d\" 0/0", "\"e\" 0/0"]);
}

#[test]
fn a_broken_off_session_1_carries_the_task_of_the_kickoff_along() {
    let desk = Desk::new();
    let roster = "pharmacy,learner,kickoff_held\nAoba,a,2026-11-10\nBanri,b,2026-11-10\n";
    let sessions = "date,start,learner,session_no,result,homework\n2026-11-18,10:00,a,1,broken_off,\n\
         2026-11-18,11:00,b,1,broken_off,submitted\n";
    let schedule = "date,start,learner,session_no\n2026-11-25,10:00,a,1\n2026-11-25,11:00,b,1\n";
    desk.import(&[roster, sessions, schedule]);
    // It is looked at where it was marked, and only there.
    let due = [&json!({"due": 1, "handed_in": 0}), &json!({"due": 0, "handed_in": 0})];
    assert_eq!(said(&desk.today("2026-11-25"), "homework"), due);
    assert_eq!(desk.today("2026-11-18")[1]["homework"], json!({"due": 1, "handed_in": 1}));
    // The same files again, and one file alone, leave it so.
    desk.import(&[roster, sessions, schedule]);
    desk.import(&[schedule]);
    assert_eq!(said(&desk.today("2026-11-25"), "homework"), due);
}

#[test]
fn who_is_usm_of_one_pharmacy_and_trains_at_another_sees_both() {
    // Whatever the file names her as first.
    for rows in [["Aoba,a,宮本 彩,", "Banri,b,岡田 直人,宮本 彩"], ["Banri,b,岡田 直人,宮本 彩", "Aoba,a,宮本 彩,"]]
    {
        let desk = Desk::new();
        let roster = format!(
            "pharmacy,learner,trainer,usm,contract_date\n{},2026-11-01\n{},2026-11-01\nChidori,c,岡田 直人,,2026-11-01\n",
            rows[0], rows[1]
        );
        desk.import(&[&roster]);
        let printed = desk.call(["review", "--json", "--trainer", "宮本 彩", "--date", "2026-11-25"]);
        let review: Value = serde_json::from_str(&printed.out).unwrap();
        let mut names: Vec<&str> =
            review["rows"].as_array().unwrap().iter().map(|r| r["name"].as_str().unwrap()).collect();
        names.sort_unstable();
        assert_eq!(names, ["Aoba", "Banri"]);
    }
}

#[test]
fn who_holds_anothers_appointment_sees_the_learners_flags() {
    let desk = Desk::new();
    let roster = "pharmacy,learner,trainer,kickoff_held\nAoba,a,宮本 彩,2026-11-10\nAoba,b,岡田 直人,2026-11-10\n";
    let sessions = "date,start,learner,session_no,result,mood\n2026-11-18,10:00,a,1,held,1\n";
    let schedule = "date,start,learner,session_no,trainer\n2026-11-25,10:00,a,2,岡田 直人\n";
    desk.import(&[roster, sessions, schedule]);
    let ask = |command: &str| -> Value {
        let printed = desk.call([command, "--json", "--trainer", "岡田 直人", "--date", "2026-11-25"]);
        serde_json::from_str(&printed.out).unwrap()
    };
    assert_eq!(ask("today")["appointments"][0]["flags"], json!(["MOOD"]));
    // The row is the trainer's own all the same.
    let rows = ask("review")["rows"].to_string();
    assert!(!rows.contains("MOOD"), "{rows}");
}

#[test]
fn what_has_no_trainer_is_seen_by_who_asks_for_everybody() {
    let desk = Desk::new();
    let roster = "pharmacy,learner,trainer,kickoff_held\nAoba,a,宮本 彩,2026-11-10\nBanri,b,,2026-11-10\n\
         Chidori,c,岡田 直人,2026-11-10\n";
    let schedule = "date,start,learner,pharmacy,session_no,kind,trainer\n2026-11-25,10:00,a,,1,,宮本 彩\n\
         2026-11-25,11:00,,Chidori,,kickoff,\n2026-11-25,13:00,b,,1,,\n";
    desk.import(&[roster, schedule]);
    let whom = |trainer: &str| -> Vec<String> {
        let printed = desk.call(["today", "--json", "--trainer", trainer, "--date", "2026-11-25"]);
        let day: Value = serde_json::from_str(&printed.out).unwrap();
        let name = |a: &Value| a["learner"]["name"].as_str().unwrap_or("K").to_owned();
        day["appointments"].as_array().unwrap().iter().map(name).collect()
    };
    assert_eq!(whom("all"), ["a", "K", "b"]);
    assert_eq!(whom("宮本 彩"), ["a"]);
    let review = desk.call(["review", "--json", "--trainer", "岡田 直人", "--date", "2026-11-25"]);
    assert!(!review.out.contains("Banri"), "{}", review.out);
}

#[test]
fn what_earlier_days_left_without_an_outcome_stands_at_the_top() {
    let desk = Desk::new();
    let roster = "pharmacy,learner,trainer,kickoff_held\nAoba,a,宮本 彩,2026-10-01\nBanri,b,宮本 彩,2026-10-01\n\
         Chidori,c,宮本 彩,2026-10-01\n";
    let schedule = "date,start,learner,session_no\n2026-11-10,10:00,a,1\n2026-11-24,10:00,b,1\n2026-11-25,10:00,c,1\n";
    desk.import(&[roster, schedule]);
    let call = |args: &[&str]| {
        let printed = desk.call(args.iter().copied());
        assert_eq!(printed.code, 0, "{}", printed.err);
        printed.out
    };
    let first = ["No outcome yet, of earlier days: 1", "2026-11-24 10:00", "No outcome yet, before 2026-11-11: 1", ""];
    for command in ["today", "review"] {
        let out = call(&[command]);
        let lines: Vec<&str> = out.lines().collect();
        assert!(lines.iter().zip(first).all(|(line, wanted)| line.starts_with(wanted)), "{out}");
        assert!(lines[1].contains("Banri") && lines.len() > 4, "{out}");
        let told: Value = serde_json::from_str(&call(&[command, "--json"])).unwrap();
        assert_eq!(told["earlier"][0]["learner"]["name"], "b", "{told:#}");
        assert_eq!(told["older"], json!({ "before": "2026-11-11", "count": 1 }));
        // Before them there was nothing, and nothing is said.
        let out = call(&[command, "--date", "2026-11-10"]);
        assert!(!out.contains("No outcome yet"), "{out}");
        let told: Value = serde_json::from_str(&call(&[command, "--json", "--date", "2026-11-10"])).unwrap();
        assert_eq!((&told["earlier"], &told["older"]), (&json!([]), &Value::Null));
        // Names are masked as everywhere.
        let out = call(&[command, "--redact"]);
        assert!(!out.contains("Banri") && out.contains("2026-11-24"), "{out}");
    }
    let out = call(&["today"]);
    assert!(out.lines().nth(4).is_some_and(|line| line.starts_with("10:00") && line.contains("Chidori")), "{out}");
}
