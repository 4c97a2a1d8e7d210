//! What `today` and `review` say of a meeting and of whose rows they are, made from files.

use serde_json::{Value, json};

use crate::desk::Desk;

fn said<'d>(documents: &'d [Value], field: &str) -> Vec<&'d Value> {
    documents.iter().map(|appointment| &appointment[field]).collect()
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
