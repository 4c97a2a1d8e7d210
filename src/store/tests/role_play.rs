//! A role-play is played as often as there is time.

use super::*;
use crate::domain::RolePlayResult;
use crate::request::record::Comment;

const JA: &str = include_str!("../../../assets/programmes/programme-ja.md");

/// The default programme with a must criterion in session 5.
fn bench() -> Bench {
    let text = JA
        .replace("id = \"e-medication-record-standard\"", "id = \"played\"")
        .replace("{#s05-r-call}", "{#s05-r-call must}");
    let folder = tempfile::tempdir().unwrap();
    let mut options = options(folder.path().join("bench.db"));
    options.programme = Some("played".to_owned());
    let now = options.now;
    let db = Db::open(options, Library::new([("played.md".to_owned(), text)])).unwrap();
    Bench { _folder: folder, db, ids: IdMaker::new(7), now }
}

const CRITERIA: [&str; 5] = ["s05-r-alert", "s05-r-input", "s05-r-call", "s05-r-record", "s05-r-explain"];

fn play(bench: &mut Bench, session: Id, scores: [u8; 5]) -> Id {
    let role_play = bench.id();
    for (criterion, score) in CRITERIA.into_iter().zip(scores) {
        bench.record(Record::Rate { session, role_play, criterion: criterion.to_owned(), score });
    }
    role_play
}

fn start(bench: &mut Bench, appointment: Id) -> Id {
    let session = bench.id();
    let override_reason = Some("bench".to_owned());
    bench.record(Record::Start { appointment, session, override_reason });
    session
}

#[test]
fn each_attempt_keeps_its_ratings_the_newest_counts_and_the_trend_shows() {
    let mut bench = bench();
    let (learner, _) = bench.learner();
    let first = bench.book(learner, 5);
    let session = start(&mut bench, first);
    let one = play(&mut bench, session, [4, 4, 1, 4, 4]);
    let two = play(&mut bench, session, [3, 3, 3, 3, 2]);
    let view = bench.session(first).role_play.unwrap();
    let means: Vec<String> = view.attempts.iter().map(|a| a.mean.unwrap().to_string()).collect();
    assert_eq!((means, view.id), (vec!["3.4".to_owned(), "2.8".to_owned()], Some(two)));
    let results: Vec<_> = view.attempts.iter().map(|a| a.result.unwrap()).collect();
    assert_eq!(results, [RolePlayResult::NotYet, RolePlayResult::Developing], "a must below 2 fails it");
    assert_eq!((view.attempts[0].id, view.attempts[0].scores.len(), view.trend), (one, 5, Vec::new()));
    let mut close = bench.closing(session);
    close.unmarked = Some(Outcome::Done);
    bench.record(Record::Close(Box::new(close)));
    let second = bench.book(learner, 5);
    let session = start(&mut bench, second);
    play(&mut bench, session, [4, 4, 4, 4, 4]);
    let view = bench.session(second).role_play.unwrap();
    let trend: Vec<(u8, String)> = view.trend.iter().map(|(n, mean)| (*n, mean.to_string())).collect();
    assert_eq!(trend, [(5, "2.8".to_owned())]);
    assert_eq!(view.attempts[0].result, Some(RolePlayResult::Met));
}

#[test]
fn a_comment_is_of_its_attempt_and_is_taken_back() {
    let mut bench = bench();
    let (learner, _) = bench.learner();
    let appointment = bench.book(learner, 5);
    let session = start(&mut bench, appointment);
    let role_play = bench.id();
    let say = |bench: &mut Bench, which, text: &str| {
        bench.record(Record::Comment { session, role_play, which, text: text.to_owned() });
    };
    say(&mut bench, Comment::Good, "落ち着いて聞けた");
    say(&mut bench, Comment::Next, "先に結論");
    let said = |bench: &Bench| {
        let play = bench.session(appointment).role_play.unwrap();
        let shown = |text: &crate::text::mask::Private| text.reveal(crate::text::mask::Reveal::granted()).to_string();
        play.attempts.first().map(|a| (a.good.as_ref().map(shown), a.next.as_ref().map(shown)))
    };
    let both = (Some("落ち着いて聞けた".to_owned()), Some("先に結論".to_owned()));
    assert_eq!(said(&bench), Some(both.clone()));
    bench.record(Record::Undo);
    assert_eq!(said(&bench), Some((both.0, None)));
    bench.record(Record::Undo);
    assert_eq!(said(&bench), None, "the first word made the attempt");
    assert!(bench.chain_holds());
}

#[test]
fn a_record_tells_what_was_rated_before_another_number_came_in() {
    let mut bench = bench();
    let (learner, _) = bench.learner();
    let pharmacy: Id = bench.db.conn().query_row("SELECT id FROM pharmacy", [], |row| row.get(0)).unwrap();
    bench.record(Record::Facts(vec![fact(Entity::Pharmacy, pharmacy, &[("device_installed", "2026-11-01")])]));
    let appointment = bench.book(learner, 5);
    let session = start(&mut bench, appointment);
    play(&mut bench, session, [4, 4, 4, 4, 4]);
    bench.record(Record::TakeIn { session, number: 6 });
    let rated = |bench: &Bench| {
        let play = bench.session(appointment).role_play.unwrap();
        (play.criteria[0].id.clone(), play.criteria.iter().filter(|c| c.score.is_some()).count())
    };
    assert!(rated(&bench).0.starts_with("s06-"), "while it runs the other one can be rated");
    let mut close = bench.closing(session);
    close.unmarked = Some(Outcome::Done);
    bench.record(Record::Close(Box::new(close)));
    assert_eq!(rated(&bench), ("s05-r-alert".to_owned(), 5));
}

#[test]
fn the_brief_knows_the_newest_attempts_of_the_two_newest_sessions() {
    let mut bench = Bench::new();
    let (learner, appointment) = bench.learner();
    let enrolment: Id =
        bench.db.conn().query_row("SELECT id FROM enrolment WHERE learner_id = ?1", [learner], |r| r.get(0)).unwrap();
    let mut seed = 5_usize;
    let mut below = |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % n
    };
    for number in 1..40_u8 {
        let (meeting, session) = (bench.id(), bench.id());
        let state = ["held", "broken_off", "no_show", "scheduled"][below(4)];
        // The order of starts is not that of the rows.
        let (at, closed) = (i64::from(number) * 37 % 40 * 1000, (below(8) == 0).then_some(1));
        let sql = "INSERT INTO appointment (id, kind, enrolment_id, session_no, starts_at, minutes, state, created_at, \
                   updated_at) VALUES (?1, 'session', ?2, ?3, ?4, 30, ?5, 0, 0)";
        bench.db.conn().execute(sql, (meeting, enrolment, number, at, state)).unwrap();
        let sql = "INSERT INTO session (id, appointment_id, enrolment_id, started_at, created_at, updated_at, deleted_at) \
                   VALUES (?1, ?2, ?3, ?4, 0, 0, ?5)";
        bench.db.conn().execute(sql, (session, meeting, enrolment, at, closed)).unwrap();
        for attempt in 1..=i64::try_from(below(4)).unwrap() {
            let sql = "INSERT INTO role_play (id, session_id, attempt, mean, created_at, updated_at, deleted_at) \
                       VALUES (?1, ?2, ?3, ?4, 0, 0, ?5)";
            let mean = (below(4) > 0).then(|| format!("{}.{}", 1 + below(3), below(10)));
            let deleted = (below(5) == 0).then_some(1);
            let id = bench.id();
            bench.db.conn().execute(sql, (id, session, attempt, mean, deleted)).unwrap();
        }
        let sql = "SELECT coalesce(a.session_no, 0), p.mean FROM role_play p JOIN session s ON s.id = p.session_id \
                   JOIN appointment a ON a.id = s.appointment_id WHERE s.enrolment_id = ?1 AND p.mean IS NOT NULL \
                   AND p.deleted_at IS NULL AND s.deleted_at IS NULL AND a.state IN ('held', 'broken_off') \
                   AND p.attempt = (SELECT max(attempt) FROM role_play WHERE session_id = s.id AND mean IS NOT NULL \
                   AND deleted_at IS NULL) ORDER BY a.starts_at DESC LIMIT 2";
        let plays: Vec<(u8, crate::domain::Decimal)> = {
            let mut statement = bench.db.conn().prepare(sql).unwrap();
            let rows = statement.query_map([enrolment], |r| Ok((r.get(0)?, r.get(1)?))).unwrap();
            rows.map(Result::unwrap).collect()
        };
        let Reply::Brief(brief) = bench.db.ask(&Ask::Brief { appointment }).unwrap() else { panic!("no brief") };
        let expected = (plays.first().copied(), plays.get(1).map(|play| play.1));
        assert_eq!((brief.last_role_play, brief.role_play_before), expected, "{number}");
    }
}
