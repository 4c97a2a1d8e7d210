//! `--redact`: nothing that is printed names anybody, and people are told apart.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::desk::Desk;

const ROSTER: &str = "pharmacy,learner,trainer,usm,kickoff_held,contract_date\nAoba,森田 由美,宮本 彩,藤原 美咲,2026-11-10,\n\
     Banri,井上 健,岡田 直人,,2026-11-10,\nChidori,石川 拓,岡田 直人,藤原 美咲,,2026-11-01\n";

#[test]
fn an_import_quotes_no_cell() {
    let mut desk = Desk::new();
    desk.import(&[ROSTER]);
    let sessions = "date,learner,session_no,result,stuck,notes\n2026-11-20,山田 花子,1,held,,\n\
         2026-11-20,森田 由美,山田,held,山田花子,約束(山田さんに): x\n";
    let path = desk.write("s.csv", sessions);
    let headless = desk.write("h.csv", "山田 花子,2026-11-20\n");
    for lang in ["ja", "en"] {
        desk.lang = lang;
        for options in [&["--redact"][..], &["--redact", "--json"]] {
            for path in [&path, &headless] {
                let args = ["import".into(), path.clone()].into_iter().chain(options.iter().map(Into::into));
                let printed = desk.call(args.collect::<Vec<std::ffi::OsString>>());
                assert_eq!(printed.code, 1);
                let told = printed.out + &printed.err;
                assert!(!told.contains("山田") && !told.contains("森田"), "{told}");
            }
        }
    }
    // Without it the cells stand there as they are.
    let printed = desk.call(["import".into(), path]);
    assert!(printed.out.contains("山田 花子"), "{}", printed.out);
}

#[test]
fn owners_and_trainers_are_told_apart() {
    let desk = Desk::new();
    let sessions = "date,start,learner,session_no,result,mood\n2026-11-18,10:00,森田 由美,1,held,1\n2026-11-18,11:00,井上 健,1,held,1\n";
    let schedule = "date,start,learner,session_no\n2026-11-26,10:00,森田 由美,2\n2026-11-26,11:00,井上 健,2\n";
    desk.import(&[ROSTER, sessions, schedule]);
    let ask = |args: &[&str]| {
        let printed = desk.call(args.iter().chain(&["--redact"]).copied());
        assert!(!printed.out.contains('?'), "{}", printed.out);
        printed.out
    };
    let review: Value = serde_json::from_str(&ask(&["review", "--json", "--trainer", "all"])).unwrap();
    // Both learners are of somebody else.
    let rows = review["rows"].as_array().unwrap().iter().filter(|row| row["scope"] == "learner");
    let owners: BTreeSet<&str> = rows.map(|row| row["owner"].as_str().unwrap()).collect();
    assert_eq!(owners.len(), 2, "{review:#}");
    for args in [
        &["review", "--json", "--trainer", "宮本 彩"][..],
        &["review", "--json", "--trainer", "藤原 美咲"],
        &["today", "--json", "--trainer", "宮本 彩"],
        &["today", "--json", "--trainer", "宮本 彩", "--date", "2026-11-26"],
        &["today", "--trainer", "all", "--date", "2026-11-26"],
    ] {
        ask(args);
    }
}
