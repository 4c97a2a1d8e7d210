//! Plans, and what became of them.

use serde_json::json;

use super::ROSTER;
use crate::desk::{Desk, counts};

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
fn a_kickoff_without_a_trainer_is_held_by_who_teaches_there() {
    let desk = Desk::new();
    let roster = "pharmacy,learner,trainer\nAoba,a,\nAoba,b,宮本 彩\nHokuto,c,\n";
    let schedule = "date,start,pharmacy,kind\n2026-11-26,10:00,Aoba,kickoff\n2026-11-26,11:00,Hokuto,kickoff\n";
    desk.import(&[roster, schedule]);
    let whose =
        "SELECT coalesce(s.name, '-') FROM appointment a LEFT JOIN staff s ON s.id = a.trainer_id ORDER BY a.starts_at";
    assert_eq!(desk.sql(whose), ["宮本 彩", "-"]);
}
