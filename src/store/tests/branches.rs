//! Items that hang on another one (`if=ITEM:OUTCOME`), through a whole session.

use super::*;

const JA: &str = include_str!("../../../assets/programmes/programme-ja.md");

/// Session 1 with two branches behind its map, one of them behind the next item, and one on what was noted in session 1
/// in session 2.
fn branched() -> Bench {
    let workday =
        "- [ ] 今の一日の流れを受付から会計まで話してもらい、時間のかかる所を三つ選ぶ (5m) {#s01-workday must}";
    let text = JA
        .replace("id = \"e-medication-record-standard\"", "id = \"branched\"")
        .replace(
            "(3m) {#s01-map must}",
            "(1m) {#s01-map must}\n- [ ] 地図をもう一度 (2m) {#s01-again must if=s01-map:stuck}",
        )
        .replace(
            workday,
            &format!("{}\n- [ ] 地図を紙で渡す (1m) {{#s01-paper if=s01-map:stuck}}", workday.replace("5m", "4m")),
        );
    Bench::taught("branched", text)
}

fn ids(bench: &Bench, appointment: Id) -> Vec<String> {
    bench.session(appointment).items.into_iter().filter(|i| i.section == Section::Lecture).map(|i| i.item_id).collect()
}

fn mark(bench: &mut Bench, appointment: Id, id: &str, outcome: Outcome) {
    let item = bench.session(appointment).items.into_iter().find(|i| i.item_id == id).unwrap().id;
    bench.record(Record::Mark { item, outcome, actual_minutes: None });
}

const PLAIN: [&str; 4] = ["s01-map", "s01-purpose", "s01-workday", "s01-absence"];
const OPEN: [&str; 6] = ["s01-map", "s01-again", "s01-purpose", "s01-workday", "s01-paper", "s01-absence"];

#[test]
fn a_branch_appears_at_its_place_and_goes_with_its_condition_unless_it_was_marked() {
    let mut bench = branched();
    let (_, appointment) = bench.learner();
    bench.start(appointment);
    assert_eq!(ids(&bench, appointment), PLAIN);
    mark(&mut bench, appointment, "s01-map", Outcome::Stuck);
    assert_eq!(ids(&bench, appointment), OPEN, "where the file has them, not all behind the item they hang on");
    bench.record(Record::Undo);
    assert_eq!(ids(&bench, appointment), PLAIN);
    bench.record(Record::Redo);
    mark(&mut bench, appointment, "s01-paper", Outcome::Partly);
    mark(&mut bench, appointment, "s01-map", Outcome::Done);
    assert_eq!(ids(&bench, appointment), ["s01-map", "s01-purpose", "s01-workday", "s01-paper", "s01-absence"]);
    mark(&mut bench, appointment, "s01-map", Outcome::Stuck);
    assert_eq!(ids(&bench, appointment), OPEN, "the one that was marked is not planned twice");
    assert!(bench.chain_holds());
}

#[test]
fn only_a_planned_branch_is_recorded_and_carried() {
    for (outcome, carried) in [(Outcome::Stuck, vec!["s01-map", "s01-again"]), (Outcome::Done, Vec::new())] {
        let mut bench = branched();
        let (learner, appointment) = bench.learner();
        let session = bench.start(appointment);
        for id in PLAIN {
            mark(&mut bench, appointment, id, Outcome::Done);
        }
        mark(&mut bench, appointment, "s01-map", outcome);
        let close = bench.closing(session);
        bench.record(Record::Close(Box::new(close)));
        let rows: u32 = bench
            .db
            .conn()
            .query_row(
                "SELECT count(*) FROM session_item WHERE item_id = 's01-again' AND deleted_at IS NULL",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(rows, u32::from(outcome == Outcome::Stuck));
        let next = bench.book(learner, 2);
        bench.start(next);
        let items = bench.session(next).items;
        let left: Vec<&str> = items.iter().filter(|i| i.carried_from.is_some()).map(|i| i.item_id.as_str()).collect();
        assert_eq!(left, carried, "an unmarked must branch is carried, an unmarked other one is dropped");
    }
}
