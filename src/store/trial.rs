//! A copy of a file in memory, where something can be tried that another window's file must not be written for.

use std::cell::OnceCell;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::db::Db;
use super::door::Waiting;
use super::programmes::Programmes;
use crate::programme::Library;

/// Pages that are copied at once.
const PAGES: std::ffi::c_int = 1024;

impl Db {
    /// Whether this process may write the file.
    pub fn writes(&self) -> bool {
        self.chain.is_some()
    }

    /// The same rows, in memory: what is recorded there is gone with it.
    pub fn trial(&self, library: Library) -> rusqlite::Result<Self> {
        let mut conn = Connection::open_in_memory()?;
        Backup::new(&self.conn, &mut conn)?.run_to_completion(PAGES, std::time::Duration::ZERO, None)?;
        let mut db = Self {
            conn,
            options: self.options.clone(),
            programmes: Programmes::new(library, self.options.programme.clone()),
            work: self.work.clone(),
            settled_holds: self.settled_holds,
            chain: None,
            door: None,
            lock: None,
            waiting: Waiting::default(),
            holder: None,
            version: 0,
            identity: None,
            kanji: OnceCell::new(),
        };
        db.begin_writing()?;
        Ok(db)
    }
}
