//! Who is live, who is settled, and what a mark does to a score.

use super::*;

#[test]
fn who_has_held_all_before_going_live_is_live_when_the_pharmacy_is() {
    for (confirmed, want) in [(None, "learning"), (Some("2026-11-20"), "live"), (Some("2027-01-01"), "learning")] {
        let mut bench = Bench::new();
        let (learner, _) = bench.learner();
        let one = |bench: &Bench, sql: &str| -> Id { bench.db.conn().query_row(sql, [], |r| r.get(0)).unwrap() };
        let (enrolment, pharmacy) = (one(&bench, "SELECT id FROM enrolment"), one(&bench, "SELECT id FROM pharmacy"));
        let mut dates = vec![("device_installed", "2026-11-01")];
        dates.extend(confirmed.map(|date| ("go_live_actual", date)));
        bench.record(Record::Facts(vec![
            fact(Entity::Enrolment, enrolment, &[("start_no", "8")]),
            fact(Entity::Pharmacy, pharmacy, &dates),
        ]));
        let eighth = bench.book(learner, 8);
        let session = bench.start(eighth);
        let close = bench.closing(session);
        bench.record(Record::Close(Box::new(close)));
        let state: String = bench.db.conn().query_row("SELECT state FROM enrolment", [], |r| r.get(0)).unwrap();
        let sql = "SELECT count(*) FROM metric_target WHERE scope = 'programme' AND scope_id = ?1";
        let copied: u32 = bench.db.conn().query_row(sql, [enrolment], |r| r.get(0)).unwrap();
        assert_eq!((state.as_str(), copied > 0), (want, want == "live"), "{confirmed:?}");
    }
}

#[test]
fn a_mark_leaves_the_score_to_who_reads_it() {
    let mut bench = Bench::new();
    let (learner, second, task) = with_homework(&mut bench);
    let session = bench.start(second);
    let kept = |bench: &Bench| -> i64 {
        let sql = "SELECT v FROM standing WHERE scope = 'learner' AND scope_id = ?1";
        bench.db.conn().query_row(sql, [learner], |r| r.get(0)).unwrap()
    };
    let rows = |bench: &Bench| {
        let date = bench.db.options.zone.business_date(bench.now);
        match bench.db.ask(&Ask::Review { date, who: Who::Everybody, back: Back::TwoWeeks }).unwrap() {
            Reply::Review(view) => view.rows,
            other => panic!("{other:?}"),
        }
    };
    let before = rows(&bench);
    bench.record(Record::Homework { homework: task, state: HomeworkState::Missing, session });
    assert_eq!(kept(&bench), 0, "left");
    let left = rows(&bench);
    assert_ne!(left, before, "missing homework counts at once");
    super::super::standing::rebuild(&bench.db).unwrap();
    assert_eq!((kept(&bench), rows(&bench)), (super::super::standing::SHAPE, left), "as if it had been kept");
    bench.record(Record::Homework { homework: task, state: HomeworkState::Submitted, session });
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    assert_eq!(kept(&bench), super::super::standing::SHAPE, "closing works it out");
}

#[test]
fn who_is_settled_follows_the_score_table() {
    let mut bench = Bench::new();
    let (_, _) = bench.learner();
    let (enrolment, learner): (Id, Id) =
        bench.db.conn().query_row("SELECT id, learner_id FROM enrolment", [], |r| Ok((r.get(0)?, r.get(1)?))).unwrap();
    let survey = bench.id();
    bench.record(Record::Facts(vec![
        fact(Entity::Enrolment, enrolment, &[("state", "graduated"), ("graduated_on", "2026-11-20")]),
        fact(
            Entity::SurveyResponse,
            survey,
            &[
                ("enrolment_id", &enrolment.to_string()),
                ("sent_on", "2026-11-20"),
                ("answered_on", "2026-11-21"),
                ("score", "7"),
            ],
        ),
    ]));
    let listed = |db: &Db| {
        let date = BusinessDate::new(2026, 11, 25).unwrap();
        match db.ask(&Ask::Review { date, who: Who::Everybody, back: Back::TwoWeeks }).unwrap() {
            Reply::Review(view) => view.rows.iter().any(|row| row.id == learner),
            other => panic!("{other:?}"),
        }
    };
    assert!(!listed(&bench.db));
    let mut strict = bench.db.options.clone();
    strict.scores.detractor.score = 8;
    let reader = Db::open(Options { read_only: true, ..strict.clone() }, Library::new([])).unwrap();
    assert!(listed(&reader), "one that only reads");
    drop(reader);
    let options = Options { path: "file:/gone?vfs=memdb".into(), ..bench.db.options.clone() };
    drop(std::mem::replace(&mut bench.db, Db::open(options, Library::new([])).unwrap()));
    bench.db = Db::open(strict, Library::new([])).unwrap();
    assert!(listed(&bench.db));
    let kept: Option<String> =
        bench.db.conn().query_row("SELECT settled_on FROM standing WHERE scope = 'learner'", [], |r| r.get(0)).unwrap();
    assert_eq!(kept, None, "worked out anew");
}

/// A learner who has begun, with the first appointment.
fn learning(bench: &mut Bench) -> (Id, Id) {
    let (learner, first) = bench.learner();
    let sql = "SELECT id FROM enrolment WHERE learner_id = ?1";
    let enrolment: Id = bench.db.conn().query_row(sql, [learner], |r| r.get(0)).unwrap();
    let fields = [("state", "learning"), ("deadline", "2027-03-20")];
    bench.record(Record::Facts(vec![fact(Entity::Enrolment, enrolment, &fields)]));
    (learner, first)
}

/// 25 November 2026, as days are counted.
const TODAY: i32 = 739_945;

/// What is kept of the coming days, by learner.
fn outlook(bench: &Bench) -> Vec<(Id, i32, Vec<u8>)> {
    let sql = "SELECT scope_id, outlook_from, outlook FROM standing WHERE scope = 'learner' ORDER BY scope_id";
    let mut statement = bench.db.conn().prepare(sql).unwrap();
    let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn the_coming_days_of_a_learner_follow_the_pharmacy() {
    let mut bench = Bench::new();
    learning(&mut bench);
    let pharmacy: Id = bench.db.conn().query_row("SELECT id FROM pharmacy", [], |r| r.get(0)).unwrap();
    let before = outlook(&bench);
    assert_eq!((before[0].1, before[0].2.len()), (TODAY, 15));
    bench.record(Record::Facts(vec![fact(Entity::Pharmacy, pharmacy, &[("device_due", "2027-06-01")])]));
    let after = outlook(&bench);
    assert_ne!(after, before, "the device is late, and so is the graduation");
    super::super::standing::rebuild(&bench.db).unwrap();
    assert_eq!(outlook(&bench), after);
}

#[test]
fn nothing_is_said_beforehand_of_who_was_left() {
    let mut bench = Bench::new();
    let (learner, first) = learning(&mut bench);
    let today = bench.db.options.zone.business_date(bench.now);
    // Nothing is left of the two: whoever is on the list has to be looked at.
    let left = |bench: &Bench| -> Vec<Scope> {
        let all = super::super::standing::glances(&bench.db, today, |_, _| true).unwrap();
        all.into_iter().filter(|(.., glance)| glance.is_none()).map(|(scope, ..)| scope).collect()
    };
    assert_eq!(left(&bench), []);
    bench.start(first);
    // The pharmacy alone: its learners' reasons hang on it.
    let sql = "UPDATE standing SET v = 0 WHERE scope = 'pharmacy'";
    bench.db.conn().execute(sql, []).unwrap();
    assert_eq!(left(&bench), [Scope::Pharmacy, Scope::Learner]);
    super::super::standing::rebuild(&bench.db).unwrap();
    assert_eq!(left(&bench), []);
    bench.db.conn().execute("UPDATE standing SET v = 0 WHERE scope_id = ?1", [learner]).unwrap();
    assert_eq!(left(&bench), [Scope::Learner]);
}

#[test]
fn the_coming_days_are_worked_out_anew_before_they_are_over() {
    let mut bench = Bench::new();
    learning(&mut bench);
    let from = |bench: &Bench| outlook(bench)[0].1;
    let opened = |bench: &mut Bench, days: i64| {
        bench.db.options.now = bench.now + TimeDelta::days(days);
        bench.db.settle_in();
        from(bench)
    };
    assert_eq!(from(&bench), TODAY);
    assert_eq!(opened(&mut bench, 6), TODAY);
    assert_eq!(opened(&mut bench, 7), TODAY + 7);
    let renewed = outlook(&bench);
    super::super::standing::rebuild(&bench.db).unwrap();
    assert_eq!(outlook(&bench), renewed);
    assert_eq!(opened(&mut bench, 0), TODAY, "a clock that went back");
}
