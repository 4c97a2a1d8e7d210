//! Records of meetings that were held before.

use serde_json::json;

use super::{FIGURES, ROSTER, history_to};
use crate::desk::{Desk, counts, rejected};

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
    assert_eq!(desk.sql(closed), ["1"]);
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
