//! The file itself: read by another window, moved, damaged.

use super::*;

#[test]
fn a_second_window_reads_and_cannot_write() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let mut second = Db::open(bench.db.options.clone(), Library::new([])).unwrap();
    assert!(second.writer().is_err());
    assert!(second.ask(&Ask::Brief { appointment }).is_ok());
    let stamp = Stamp { at: bench.now, zone: "Asia/Tokyo".to_owned(), actor: None };
    let refused = second.record(&stamp, Record::Wait { appointment });
    assert!(matches!(refused, Err(Failure::Refused(Refusal::ReadOnly { holder: Some(_) }))));
    let options = Options { path: "file:/away?vfs=memdb".into(), ..bench.db.options.clone() };
    drop(std::mem::replace(&mut bench.db, Db::open(options, Library::new([])).unwrap()));
    assert_eq!(second.take_over(bench.now).unwrap(), Took::Mine);
    assert!(second.record(&stamp, Record::Wait { appointment }).is_ok());
}

#[test]
fn a_moved_file_is_noticed_and_nothing_is_called_saved() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    std::fs::rename(&bench.db.options.path, bench.db.options.path.with_extension("gone")).unwrap();
    let failed = bench.try_record(Record::Wait { appointment });
    assert!(failed == Err(Failure::Trouble(crate::request::Trouble::Moved)));
}

#[test]
fn damage_in_the_log_is_found() {
    let mut bench = Bench::new();
    bench.learner();
    assert!(bench.chain_holds());
    bench.db.conn().execute("UPDATE event SET changes = replace(changes, '花子', '太郎')", []).unwrap();
    assert!(!bench.chain_holds());
}
