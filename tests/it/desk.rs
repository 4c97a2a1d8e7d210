//! A trainer's desk: a folder of its own, a clock that stands still, and the program as it is called from a shell.

use std::ffi::OsString;
use std::path::PathBuf;

use manabi::cli::{Environment, run};
use manabi::config::paths::PathVars;
use manabi::domain::{ScoreTable, Zone};
use manabi::store::Options;
use serde_json::Value;

/// One database, and a moment in which everything happens.
pub struct Desk {
    pub folder: tempfile::TempDir,
    /// RFC 3339.
    pub now: String,
    /// The configured programme's language and the headings of messages.
    pub lang: &'static str,
}

/// What a call printed, and its exit code.
pub struct Printed {
    pub code: u8,
    pub out: String,
    pub err: String,
}

impl Desk {
    /// Wednesday, 25 November 2026, nine in the morning in Tokyo.
    pub fn new() -> Self {
        Self::on("2026-11-25T09:00:00+09:00")
    }

    pub fn on(now: &str) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), now: now.to_owned(), lang: "en" }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> OsString {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path.into_os_string()
    }

    /// How the program opens the file of this desk.
    pub fn options(&self) -> Options {
        Options {
            path: self.path("home/data/manabi.db"),
            now: chrono::DateTime::parse_from_rfc3339(&self.now).unwrap().to_utc(),
            zone: Zone::named("Asia/Tokyo").unwrap(),
            zone_given: true,
            lang: "en".to_owned(),
            machine: "desk".to_owned(),
            trainer: None,
            programme: None,
            scores: ScoreTable::default(),
            read_only: false,
            kanji: Vec::new(),
        }
    }

    /// Calls the program.
    pub fn call<A: Into<OsString>>(&self, args: impl IntoIterator<Item = A>) -> Printed {
        let env = Environment {
            paths: PathVars { manabi_home: Some(self.path("home")), ..PathVars::default() },
            now: Some(self.now.clone()),
            zone: Some("Asia/Tokyo".to_owned()),
            machine: "desk".to_owned(),
            seed: 7,
            wall: chrono::DateTime::from_timestamp(1_764_000_000, 0).unwrap(),
            ..Environment::default()
        };
        let mut all: Vec<OsString> = vec!["--lang".into(), self.lang.into()];
        all.extend(args.into_iter().map(Into::into));
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = run(&env, &all, &mut out, &mut err);
        Printed { code, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
    }

    /// Imports files that lie on the disk; one document a file.
    pub fn import_paths(&self, paths: &[OsString], options: &[&str]) -> (u8, Vec<Value>) {
        let mut args: Vec<OsString> = vec!["import".into(), "--json".into()];
        args.extend(options.iter().map(OsString::from));
        args.extend(paths.iter().cloned());
        let printed = self.call(args);
        assert_eq!(printed.err, "", "{}", printed.out);
        let documents = printed.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        (printed.code, documents)
    }

    /// Imports texts, each a file.
    pub fn try_import(&self, files: &[&str], options: &[&str]) -> (u8, Vec<Value>) {
        let paths: Vec<OsString> =
            files.iter().enumerate().map(|(n, text)| self.write(&format!("file{n}.csv"), text)).collect();
        self.import_paths(&paths, options)
    }

    /// The same where nothing may be wrong.
    pub fn import(&self, files: &[&str]) -> Vec<Value> {
        let (code, documents) = self.try_import(files, &[]);
        assert_eq!(code, 0, "{documents:#?}");
        documents
    }

    pub fn today(&self, date: &str) -> Vec<Value> {
        let printed = self.call(["today", "--json", "--trainer", "all", "--date", date]);
        let document: Value = serde_json::from_str(&printed.out).unwrap_or_else(|e| panic!("{e}: {}", printed.err));
        document["appointments"].as_array().unwrap().clone()
    }

    pub fn review(&self, date: &str) -> Value {
        let printed = self.call(["review", "--json", "--trainer", "all", "--date", date]);
        serde_json::from_str(&printed.out).unwrap_or_else(|e| panic!("{e}: {}", printed.err))
    }

    /// The rows of the review, short: name, and codes with their points.
    pub fn reasons(&self, date: &str) -> Vec<String> {
        let review = self.review(date);
        let row = |row: &Value| {
            let reasons = row["reasons"].as_array().unwrap();
            let codes: Vec<String> =
                reasons.iter().map(|r| format!("{} {}", r["code"].as_str().unwrap(), r["points"])).collect();
            format!("{}: {}", row["name"].as_str().unwrap(), codes.join(", "))
        };
        review["rows"].as_array().unwrap().iter().map(row).collect()
    }

    /// What the file holds, a line a row, cells with `|` between.
    pub fn sql(&self, query: &str) -> Vec<String> {
        let db = rusqlite::Connection::open(self.path("home/data/manabi.db")).unwrap();
        let mut statement = db.prepare(query).unwrap();
        let width = statement.column_count();
        let row = |row: &rusqlite::Row<'_>| {
            let cell = |n| match row.get_ref(n).unwrap() {
                rusqlite::types::ValueRef::Null => "-".to_owned(),
                rusqlite::types::ValueRef::Integer(i) => i.to_string(),
                rusqlite::types::ValueRef::Real(r) => r.to_string(),
                rusqlite::types::ValueRef::Text(t) => String::from_utf8_lossy(t).into_owned(),
                rusqlite::types::ValueRef::Blob(b) => format!("{} bytes", b.len()),
            };
            Ok((0..width).map(cell).collect::<Vec<String>>().join("|"))
        };
        statement.query_map([], row).unwrap().map(Result::unwrap).collect()
    }

    pub fn events(&self) -> i64 {
        self.sql("SELECT count(*) FROM event")[0].parse().unwrap()
    }
}

/// Created, updated, unchanged, rejected rows of an import's document.
pub fn counts(document: &Value) -> [u64; 4] {
    let rows: std::collections::BTreeSet<u64> =
        document["rejected"].as_array().unwrap().iter().map(|p| p["row"].as_u64().unwrap()).collect();
    let n = |key: &str| document[key].as_u64().unwrap();
    [n("created"), n("updated"), n("unchanged"), rows.len() as u64]
}

/// Row, column, value of each rejected cell.
pub fn rejected(document: &Value) -> Vec<String> {
    let cell = |p: &Value| format!("{}|{}|{}", p["row"], p["column"].as_str().unwrap(), p["value"].as_str().unwrap());
    document["rejected"].as_array().unwrap().iter().map(cell).collect()
}
