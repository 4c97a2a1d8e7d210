//! What follows for the way through the programme: states, judgements, figures.

use std::ffi::OsString;

use serde_json::json;

use super::{FIGURES, ROSTER, history_to};
use crate::desk::{Desk, counts, rejected};

#[test]
fn a_programme_that_is_edited_is_another_one_for_those_who_come_later() {
    let desk = Desk::new();
    let shipped = include_str!("../../../assets/programmes/programme-en.md");
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
