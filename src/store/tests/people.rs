//! Learners are added once, move, and are gone.

use super::*;

#[test]
fn a_learner_who_moves_leaves_nothing_behind() {
    let mut bench = Bench::new();
    let (learner, _) = bench.learner();
    let elsewhere = bench.id();
    bench.record(Record::Facts(vec![fact(Entity::Pharmacy, elsewhere, &[("name", "みどり薬局")])]));
    let kept = |bench: &Bench| -> Vec<String> {
        let sql = "SELECT hex(scope_id) || hex(data) || coalesce(settled_on, '-') || coalesce(programme_id, '-') \
                   FROM standing ORDER BY scope, scope_id";
        let mut statement = bench.db.conn().prepare(sql).unwrap();
        let rows = statement.query_map([], |r| r.get(0)).unwrap();
        rows.collect::<rusqlite::Result<_>>().unwrap()
    };
    let before = kept(&bench);
    bench.record(Record::Facts(vec![fact(Entity::Learner, learner, &[("pharmacy_id", &elsewhere.to_string())])]));
    let moved = kept(&bench);
    assert_ne!(moved, before);
    super::super::standing::rebuild(&bench.db).unwrap();
    assert_eq!(kept(&bench), moved, "what is kept is what the rows say");
}

#[test]
fn nothing_is_written_down_for_a_learner_who_is_gone() {
    let mut bench = Bench::new();
    let (learner, enrolment, pharmacy) = (bench.id(), bench.id(), bench.id());
    let (name, pharmacy_name) = ("試験 花子".to_owned(), "試験薬局".to_owned());
    bench.record(Record::AddLearner { learner, enrolment, pharmacy, name, pharmacy_name });
    let Reply::Reverted(reverted) = bench.record(Record::Undo) else { panic!("not undone") };
    assert_eq!((reverted.gone, reverted.empty), (vec![learner], true));
    assert_eq!(reverted.about.map(|person| person.id), Some(learner));
    let gone = Failure::Refused(Refusal::Gone { what: Entity::Learner });
    let (id, target) = (bench.id(), bench.id());
    let note = |learner| {
        let (session, pharmacy, section, item, promised_by) = (None, None, None, None, None);
        let (kind, text) = (NoteKind::Memo, "だれのもの".to_owned());
        NoteLine { id, target, session, learner, pharmacy, kind, text, section, item, promised_by }
    };
    assert_eq!(bench.try_record(Record::Note(note(Some(learner)))).unwrap_err(), gone);
    assert_eq!(bench.db.ask(&Ask::Card { learner, date: BusinessDate::new(2026, 11, 25).unwrap() }).unwrap_err(), gone);
    let Reply::Reverted(reverted) = bench.record(Record::Redo) else { panic!("not done again") };
    assert_eq!((reverted.gone, reverted.empty), (vec![], false));
    bench.record(Record::Note(note(Some(learner))));
}

#[test]
fn a_learner_is_added_once_to_a_pharmacy() {
    let mut bench = Bench::new();
    let mut add = |name: &str, pharmacy_name: &str| {
        let (learner, enrolment, pharmacy) = (bench.id(), bench.id(), bench.id());
        let (name, pharmacy_name) = (name.to_owned(), pharmacy_name.to_owned());
        bench.try_record(Record::AddLearner { learner, enrolment, pharmacy, name, pharmacy_name })
    };
    add("試験 花子", "試験薬局").unwrap();
    // As an import would take them for one.
    let again = add("試験　花子", "試験薬局 ").unwrap_err();
    assert!(matches!(again, Failure::Refused(Refusal::AlreadyThere { .. })), "{again:?}");
    add("試験 花子", "ほかの薬局").unwrap();
    add("試験 次郎", "試験薬局").unwrap();
    let count = "SELECT (SELECT count(*) FROM learner) * 10 + (SELECT count(*) FROM pharmacy)";
    assert_eq!(bench.db.conn().query_row(count, [], |row| row.get::<_, i64>(0)).unwrap(), 32);
    // Who was undone is in nobody's way.
    bench.record(Record::Undo);
    let (learner, enrolment, pharmacy) = (bench.id(), bench.id(), bench.id());
    let (name, pharmacy_name) = ("試験 次郎".to_owned(), "試験薬局".to_owned());
    bench.record(Record::AddLearner { learner, enrolment, pharmacy, name, pharmacy_name });
}
