//! Bookings of a plan and what a history says became of them: which row means which, and the numbers that nobody gave.

use serde_json::json;

use crate::desk::{Desk, counts};

const ROSTER: &str = "pharmacy,learner,trainer,kickoff_held,next_no\nAoba,a,T,2026-10-10,4\n";
const MEETINGS: &str = "SELECT date(starts_at / 1000, 'unixepoch', '+9 hours'), kind, state, session_no, minutes \
     FROM appointment ORDER BY starts_at";

#[test]
fn a_session_is_not_taken_for_an_extra_meeting_of_that_day() {
    // An hour later, without a time, and at the very time that was booked.
    for start in ["10:00", "", "08:00"] {
        let desk = Desk::new();
        let schedule = "date,start,learner,kind\n2026-11-18,08:00,a,extra\n";
        let sessions = format!("date,start,learner,session_no,result\n2026-11-18,{start},a,\"4,5\",held\n");
        desk.import(&[ROSTER, schedule, &sessions]);
        assert_eq!(desk.sql("SELECT session_no, extent FROM coverage ORDER BY session_no"), ["4|full", "5|full"]);
        let again = desk.import(&[ROSTER, schedule, &sessions]);
        assert_eq!(again.iter().map(counts).collect::<Vec<_>>(), [[0, 0, 1, 0]; 3], "{start}");
    }
}

#[test]
fn an_extra_meeting_does_not_take_the_place_of_the_session_of_that_day() {
    for start in ["09:00", ""] {
        for number in ["", "4"] {
            let desk = Desk::new();
            let schedule = format!("date,start,learner,session_no,kind\n2026-11-25,15:00,a,{number},1on1\n");
            let sessions = format!("date,start,learner,session_no,kind,result\n2026-11-25,{start},a,,補講,実施\n");
            desk.import(&[ROSTER, &schedule, &sessions]);
            let mut meetings = desk.sql("SELECT kind, state, session_no FROM appointment");
            meetings.sort();
            assert_eq!(meetings, ["extra|held|-", "session|scheduled|4"], "{start} {number}");
            assert_eq!(counts(&desk.import(&[&sessions])[0]), [0, 0, 1, 0]);
        }
    }
}

#[test]
fn numbers_that_nothing_keeps_are_not_told_as_changes() {
    let desk = Desk::new();
    let sessions = "date,start,learner,session_no,kind,result\n2026-11-16,,a,\"4,5\",extra,held\n\
         2026-11-18,,a,\"4,5\",,no_show\n2026-11-19,10:00,a,\"4,5\",support,held\n2026-11-20,,a,\"4,5\",,broken_off\n";
    desk.import(&[ROSTER, sessions]);
    assert_eq!(counts(&desk.import(&[sessions])[0]), [0, 0, 4, 0]);
    assert_eq!(desk.sql("SELECT count(*) FROM appointment"), ["4"]);
}

#[test]
fn a_number_that_nobody_gave_follows_what_was_held() {
    let desk = Desk::new();
    let roster = "pharmacy,learner,kickoff_held\nAoba,a,2026-10-10\n";
    let schedule = "date,start,learner,session_no,minutes\n2026-11-27,10:00,a,,\n2026-12-04,10:00,a,,20\n";
    desk.import(&[roster, schedule]);
    assert_eq!(desk.sql(MEETINGS), ["2026-11-27|session|scheduled|1|20", "2026-12-04|session|scheduled|2|20"]);
    let sessions = "date,start,learner,session_no,result\n2026-11-06,10:00,a,1,held\n2026-11-13,10:00,a,2,held\n";
    let documents = desk.import(&[sessions]);
    assert_eq!(counts(&documents[0]), [2, 0, 0, 0]);
    let booked = || desk.sql(MEETINGS).split_off(2);
    assert_eq!(booked()[0], "2026-11-27|session|scheduled|3|25");
    assert!(booked()[1].starts_with("2026-12-04|session|scheduled|4|"));
    let events = desk.events();
    assert_eq!(counts(&desk.import(&[sessions])[0]), [0, 0, 2, 0]);
    assert_eq!(desk.events(), events);
    // A number that a row gives stays, whatever is held since.
    desk.import(&["date,start,learner,session_no\n2026-11-27,10:00,a,3\n"]);
    desk.import(&["date,start,learner,session_no,result\n2026-11-20,10:00,a,3,held\n"]);
    assert_eq!(desk.sql("SELECT session_no FROM appointment WHERE state = 'scheduled' ORDER BY starts_at"), ["3", "4"]);
    // The history may say another number than the one that was worked out.
    desk.import(&["date,start,learner,session_no,result\n2026-12-04,10:00,a,6,held\n"]);
    assert_eq!(desk.today("2026-12-04")[0]["session_no"], json!(6));
    assert_eq!(desk.sql("SELECT count(*) FROM appointment"), ["5"]);
}

#[test]
fn a_number_that_nobody_gave_follows_the_roster() {
    let desk = Desk::new();
    let roster = |next_no: &str| format!("pharmacy,learner,kickoff_held,next_no\nAoba,a,2026-10-10,{next_no}\n");
    desk.import(&[&roster(""), "date,start,learner\n2026-11-27,10:00,a\n2026-12-04,10:00,a\n"]);
    let numbers = || desk.sql("SELECT session_no FROM appointment ORDER BY starts_at");
    assert_eq!(numbers(), ["1", "2"]);
    desk.import(&[&roster("8")]);
    assert_eq!(numbers(), ["8", "9"]);
    let events = desk.events();
    desk.import(&[&roster("8")]);
    assert_eq!(desk.events(), events);
}

#[test]
fn a_history_without_results_is_not_taken_for_bookings() {
    let mut desk = Desk::new();
    desk.import(&[ROSTER]);
    let past = "日付,開始,受講者,回\n2026/11/5,10:00,a,4\n2026/11/12,10:00,a,5\n";
    let path = desk.write("past.csv", past);
    for (lang, words) in [("en", "may be a plan or a history"), ("ja", "--kind sessions")] {
        desk.lang = lang;
        let printed = desk.call(["import".into(), path.clone()]);
        assert_eq!(printed.code, 1);
        assert!(printed.err.contains(words) && printed.err.contains("--kind schedule"), "{}", printed.err);
    }
    assert_eq!(desk.sql("SELECT count(*) FROM appointment"), ["0"]);
    let (code, documents) = desk.import_paths(&[path], &["--kind", "sessions"]);
    assert_eq!((code, counts(&documents[0])), (0, [2, 0, 0, 0]));
    assert_eq!(desk.sql("SELECT session_no, extent FROM coverage ORDER BY session_no"), ["4|full", "5|full"]);
    // Beside a history, the other one is the plan.
    let history = "date,start,learner,session_no,result\n2026-11-19,10:00,a,6,no_show\n";
    let plan = "date,start,learner,session_no\n2026-11-19,10:00,a,6\n";
    let documents = desk.import(&[plan, history]);
    assert_eq!((&documents[0]["kind"], counts(&documents[1])), (&json!("schedule"), [0, 1, 0, 0]));
}
