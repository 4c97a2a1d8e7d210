//! Links of a script are read as their text wherever they are not opened.

use super::*;
use crate::text::mask::Reveal;

const JA: &str = include_str!("../../../assets/programmes/programme-ja.md");

#[test]
fn titles_homework_and_what_is_undone_show_the_text_of_a_link() {
    let text = JA
        .replace("id = \"e-medication-record-standard\"", "id = \"linked\"")
        .replace("## [1] 目的を", "## [1] [目的](https://example.com/a)を")
        .replace("12回でどこまで行くかの地図", "[12回の地図](https://example.com/b)")
        .replace("次回まで：ある一日", "次回まで：[ある一日](https://example.com/c)");
    let mut bench = Bench::taught("linked", text);
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    let view = bench.session(appointment);
    assert_eq!(view.title, "目的を自分の言葉にする");
    assert_eq!(bench.day().rows[0].title.as_deref(), Some("目的を自分の言葉にする"));
    let map = &view.items[0];
    assert_eq!((map.link.as_deref(), map.text.contains("](")), (Some("https://example.com/b"), false));
    bench.record(Record::Mark { item: map.id, outcome: Outcome::Stuck, actual_minutes: None });
    let Reply::Reverted(undone) = bench.record(Record::Undo) else { panic!() };
    let told = undone.subject.unwrap().reveal(Reveal::granted()).to_string();
    assert!(told.contains("12回の地図を見せる"), "{told}");
    bench.record(Record::Redo);
    let mut close = bench.closing(session);
    let text = "[例題](https://example.com/d)を一つ".to_owned();
    close.tasks = vec![Task { id: bench.id(), item: None, text, effort_minutes: None }];
    bench.record(Record::Close(Box::new(close)));
    let summary = "SELECT summary FROM session";
    let summary: String = bench.db.conn().query_row(summary, [], |row| row.get(0)).unwrap();
    assert!(summary.contains("詰: ") && !summary.contains("]("), "{summary}");
    let set = bench.session(appointment).next_homework;
    assert_eq!(set.iter().map(|task| task.text.as_str()).collect::<Vec<_>>(), ["例題を一つ"]);
}
