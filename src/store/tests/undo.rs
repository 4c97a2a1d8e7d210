//! Undo and redo, over a restart, down to nothing.

use super::*;

#[test]
fn undo_and_redo_walk_the_same_way_back_and_forth() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    bench.start(appointment);
    let items: Vec<Id> = bench.session(appointment).items.iter().map(|i| i.id).collect();
    for item in &items[..3] {
        bench.record(Record::Mark { item: *item, outcome: Outcome::Done, actual_minutes: None });
    }
    let outcomes = |bench: &Bench| -> Vec<Outcome> {
        bench.session(appointment).items.iter().take(3).map(|i| i.outcome).collect()
    };
    let (done, planned) = (Outcome::Done, Outcome::Planned);
    bench.record(Record::Undo);
    bench.record(Record::Undo);
    assert_eq!(outcomes(&bench), [done, planned, planned]);
    bench.record(Record::Redo);
    assert_eq!(outcomes(&bench), [done, done, planned]);
    bench.record(Record::Undo);
    bench.record(Record::Redo);
    bench.record(Record::Redo);
    assert_eq!(outcomes(&bench), [done, done, done]);
    assert_eq!(bench.try_record(Record::Redo), Err(Failure::Refused(Refusal::NothingToRedo)));
    // A new action ends what could have been done again.
    bench.record(Record::Undo);
    bench.record(Record::Mark { item: items[3], outcome: Outcome::Skipped, actual_minutes: None });
    assert_eq!(bench.try_record(Record::Redo), Err(Failure::Refused(Refusal::NothingToRedo)));
    assert!(bench.chain_holds());
}

#[test]
fn an_undone_rating_says_which_score_it_was() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    let role_play = bench.id();
    bench.record(Record::Rate { session, role_play, criterion: "start".to_owned(), score: 3 });
    let score = |reply: Reply| match reply {
        Reply::Reverted(reverted) => {
            let field = reverted.fields.into_iter().find(|f| f.entity == Entity::RolePlayRating).unwrap();
            (field.field, field.from, field.to)
        }
        other => panic!("{other:?}"),
    };
    let (name, three) = ("score".to_owned(), Some("3".to_owned()));
    assert_eq!(score(bench.record(Record::Undo)), (name.clone(), three.clone(), None));
    assert_eq!(score(bench.record(Record::Redo)), (name, None, three));
}

#[test]
fn undo_survives_a_restart() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    bench.start(appointment);
    let item = bench.session(appointment).items[0].id;
    bench.record(Record::Mark { item, outcome: Outcome::Stuck, actual_minutes: None });
    let options = bench.db.options.clone();
    drop(std::mem::replace(
        &mut bench.db,
        Db::open(Options { path: "file:/elsewhere?vfs=memdb".into(), ..options.clone() }, Library::new([])).unwrap(),
    ));
    bench.db = Db::open(options, Library::new([])).unwrap();
    bench.record(Record::Undo);
    assert_eq!(bench.session(appointment).items[0].outcome, Outcome::Planned);
}

#[test]
fn undo_of_everything_leaves_nothing() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    let item = bench.session(appointment).items[1].id;
    bench.record(Record::Mark { item, outcome: Outcome::Stuck, actual_minutes: None });
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    let mut steps = 0;
    while bench.try_record(Record::Undo).is_ok() {
        steps += 1;
    }
    assert_eq!(steps, 6, "learner, kickoff fact, booking, start, mark, wrap-up");
    for table in ["learner", "enrolment", "appointment", "session", "session_item", "coverage"] {
        let sql = format!("SELECT count(*) FROM {table} WHERE deleted_at IS NULL");
        let left: i64 = bench.db.conn().query_row(&sql, [], |r| r.get(0)).unwrap();
        assert_eq!(left, 0, "{table}");
    }
}
