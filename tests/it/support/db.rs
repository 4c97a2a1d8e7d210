//! The rows of a file, read by somebody who is not the program.

use std::path::Path;

use manabi::store::event;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

/// A file opened to be read.
pub struct Rows {
    conn: Connection,
}

/// What the program keeps for itself: worked out from the rows, or no rows of people's work.
const OWN: &[&str] = &["event", "action", "draft", "meta", "programme", "standing", "holiday"];

impl Rows {
    /// Opens a file that a program may be writing to, or that it left behind when it was killed.
    #[track_caller]
    pub fn of(path: &Path) -> Self {
        let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("a database");
        conn.busy_timeout(std::time::Duration::from_secs(5)).expect("a timeout");
        Self { conn }
    }

    /// The rows of a query, each as its columns joined by `|`: ids in hexadecimal, nothing as `-`.
    #[track_caller]
    pub fn ask(&self, sql: &str) -> Vec<String> {
        let mut statement = self.conn.prepare(sql).expect(sql);
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| {
            let cells: Vec<String> = (0..columns).map(|i| row.get_ref(i).map(cell)).collect::<Result<_, _>>()?;
            Ok(cells.join("|"))
        });
        rows.expect(sql).collect::<Result<_, _>>().expect(sql)
    }

    /// The one row of a query.
    #[track_caller]
    pub fn one(&self, sql: &str) -> String {
        let rows = self.ask(sql);
        assert_eq!(rows.len(), 1, "{sql}: {rows:#?}");
        rows.into_iter().next().unwrap_or_default()
    }

    /// The number that a query counts.
    #[track_caller]
    pub fn count(&self, sql: &str) -> i64 {
        self.one(sql).parse().expect(sql)
    }

    /// Everything that people recorded and that is not deleted, a line a row. Times of writing are left out: they may
    /// differ where what they tell of does not.
    #[track_caller]
    pub fn everything(&self) -> Vec<String> {
        let tables =
            self.ask("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name");
        let mut found = Vec::new();
        for table in tables.iter().filter(|table| !OWN.contains(&table.as_str()) && !table.contains("search")) {
            let columns = self.ask(&format!("SELECT name FROM pragma_table_info('{table}')"));
            let told: Vec<&str> = columns
                .iter()
                .map(String::as_str)
                .filter(|column| {
                    !matches!(*column, "created_at" | "updated_at" | "created_by" | "deleted_at" | "folded")
                })
                .collect();
            let alive = if columns.iter().any(|column| column == "deleted_at") { "deleted_at IS NULL" } else { "1" };
            let list = told.join(", ");
            let rows = self.ask(&format!("SELECT {list} FROM {table} WHERE {alive} ORDER BY 1, 2"));
            found.extend(rows.into_iter().map(|row| format!("{table}: {row}")));
        }
        found
    }

    /// The log fits together and the file is whole.
    #[track_caller]
    pub fn check(&self) {
        assert_eq!(event::verify(&self.conn).expect("a log"), None, "an event that does not fit the chain");
        assert_eq!(self.one("PRAGMA integrity_check"), "ok");
    }
}

fn cell(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "-".to_owned(),
        ValueRef::Integer(n) => n.to_string(),
        ValueRef::Real(n) => n.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => {
            let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
            let digits = digits.filter_map(|digit| char::from_digit(u32::from(digit), 16));
            format!("#{}", digits.collect::<String>())
        }
    }
}

#[test]
fn rows_are_read_as_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let conn = Connection::open(&path).expect("a database");
    conn.execute_batch(
        "CREATE TABLE note (id BLOB, text TEXT, updated_at INTEGER, deleted_at INTEGER);
         INSERT INTO note VALUES (x'0102030405', '日本', 7, NULL), (x'09', 'gone', 8, 9);",
    )
    .expect("rows");
    let rows = Rows::of(&path);
    assert_eq!(rows.ask("SELECT * FROM note ORDER BY updated_at"), ["#0102030405|日本|7|-", "#09|gone|8|9"]);
    assert_eq!(rows.everything(), ["note: #0102030405|日本"]);
    assert_eq!(rows.count("SELECT count(*) FROM note"), 2);
}
