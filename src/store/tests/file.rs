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

#[test]
fn each_machine_goes_on_with_its_own_chain() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let (options, home) = (bench.db.options.clone(), bench.db.options.machine.clone());
    let away = |bench: &mut Bench| {
        let elsewhere = Options { path: "file:/elsewhere?vfs=memdb".into(), ..options.clone() };
        drop(std::mem::replace(&mut bench.db, Db::open(elsewhere, Library::new([])).unwrap()));
    };
    let device = |bench: &Bench| bench.db.meta::<Id>("device").unwrap().unwrap();
    let first = device(&bench);
    away(&mut bench);
    let copied = Options { machine: "another".to_owned(), ..options.clone() };
    bench.db = Db::open(copied, Library::new([])).unwrap();
    assert_ne!(device(&bench), first);
    bench.record(Record::Wait { appointment });
    // The newest event is the other one's, and its own chain is found behind it.
    away(&mut bench);
    let known = rusqlite::Connection::open(&options.path).unwrap();
    let machine = blake3::hash(home.as_bytes()).to_hex().to_string();
    known.execute("UPDATE meta SET value = ?1 WHERE key = 'machine'", [machine]).unwrap();
    known.execute("UPDATE meta SET value = ?1 WHERE key = 'device'", [first]).unwrap();
    drop(known);
    bench.db = Db::open(options.clone(), Library::new([])).unwrap();
    assert_eq!(device(&bench), first);
    bench.minutes(1);
    let (learner, enrolment, pharmacy) = (bench.id(), bench.id(), bench.id());
    let (name, pharmacy_name) = ("試験 次郎".to_owned(), "次の薬局".to_owned());
    bench.record(Record::AddLearner { learner, enrolment, pharmacy, name, pharmacy_name });
    assert!(bench.chain_holds());
    let heads: i64 = {
        let sql = "SELECT count(DISTINCT device) FROM event";
        bench.db.conn().query_row(sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(heads, 2);
}
