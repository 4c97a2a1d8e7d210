//! A database that is open: one request in, one answer out, one transaction each.

use std::cell::OnceCell;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension};

use super::door::{Door, Waiting};
use super::event;
use super::holidays;
use super::live::OPEN_UNTIL;
use super::lock::{self, Lock, Locked};
use super::programmes::Programmes;
use super::schema::{self, OpenError};
use super::standing;
use super::tx::Chain;
use crate::domain::{Id, ScoreTable, WorkDays, Zone};
use crate::programme::Library;
use crate::request::{Ask, Draft, Failure, FileView, Holder, Refusal, Reply, Who};
use crate::text::skk::Dictionary;

/// What opening a file needs to know from outside.
#[derive(Debug, Clone)]
pub struct Options {
    /// A path, or `file:/NAME?vfs=memdb`.
    pub path: PathBuf,
    pub now: DateTime<Utc>,
    /// The home zone of a new file, or of this run when it was `zone_given`; else the file's own counts.
    pub zone: Zone,
    pub zone_given: bool,
    /// Language of programme texts: `ja` or `en`.
    pub lang: String,
    /// Something that is the same at every start on this machine and on no other.
    pub machine: String,
    /// The configured trainer.
    pub trainer: Option<String>,
    /// The configured programme id.
    pub programme: Option<String>,
    pub scores: ScoreTable,
    /// Never write, also when nobody else does.
    pub read_only: bool,
    /// Where a dictionary from kana to kanji may lie; the first that is there counts.
    pub kanji: Vec<PathBuf>,
}

/// The database of one file.
#[derive(Debug)]
pub struct Db {
    pub(super) conn: Connection,
    pub(super) options: Options,
    pub(super) programmes: Programmes,
    pub(super) work: WorkDays,
    /// Who is settled was worked out with the score table of this run.
    pub(super) settled_holds: bool,
    pub(super) chain: Option<Chain>,
    // In this order they go: whoever takes the lock makes a door of his own, and whoever waits at this one hears of its end
    // when the lock is free.
    pub(super) door: Option<Door>,
    pub(super) lock: Option<Lock>,
    pub(super) waiting: Waiting,
    pub(super) holder: Option<Holder>,
    /// What of the file has been seen: another number when others have written.
    pub(super) version: i64,
    /// Device and inode of the file that was opened.
    pub(super) identity: Option<(u64, u64)>,
    /// Read when it is first needed; `None` where this computer has none.
    pub(super) kanji: OnceCell<Option<Dictionary>>,
}

impl Db {
    /// Opens the file, as its writer if nobody else is.
    pub fn open(options: Options, library: Library) -> Result<Self, OpenError> {
        Self::open_as(options, library, false)
    }

    /// Begins the file anew: what was in it goes, unless somebody writes it.
    pub fn begin_anew(options: Options, library: Library) -> Result<Self, OpenError> {
        Self::open_as(options, library, true)
    }

    fn open_as(options: Options, library: Library, anew: bool) -> Result<Self, OpenError> {
        let memory = options.path.to_string_lossy().starts_with("file:");
        let (mut lock, mut holder) = (None, None);
        if !memory && !options.read_only {
            if !anew {
                // A file that is refused is not even locked.
                schema::inspect(&options.path)?;
            }
            schema::prepare_file(&options.path)?;
            let tried = lock::try_lock(&options.path, options.now)
                .map_err(|cause| OpenError::Io { path: options.path.clone(), cause })?;
            match tried {
                Locked::Mine(mine) => {
                    if anew {
                        schema::remove(&options.path)?;
                    }
                    lock = Some(mine);
                }
                Locked::Theirs(who) if anew => return Err(OpenError::Held(who)),
                Locked::Theirs(who) => holder = who,
            }
        }
        let writes = !options.read_only && (memory || lock.is_some());
        let conn = schema::open(&options.path, !writes)?;
        let configured = options.programme.clone();
        let mut db = Self {
            identity: identity(&options.path),
            conn,
            options,
            programmes: Programmes::new(library, configured),
            work: WorkDays::default(),
            settled_holds: false,
            chain: None,
            door: None,
            lock,
            waiting: Waiting::default(),
            holder,
            version: 0,
            kanji: OnceCell::new(),
        };
        db.version = db.data_version()?;
        db.settle_zone(writes)?;
        if writes {
            db.begin_writing()?;
        }
        db.work = holidays::read(&db.conn)?;
        db.settle_standings(writes)?;
        Ok(db)
    }

    /// Another score table settles others: what is kept of that is worked out anew, at once or not at all.
    pub(super) fn settle_standings(&mut self, writes: bool) -> rusqlite::Result<()> {
        self.settled_holds = standing::is_current(self)?;
        if self.settled_holds || !writes {
            return Ok(());
        }
        self.conn.execute_batch("BEGIN IMMEDIATE")?;
        // Rows that cannot be read are told when somebody asks for them, not by refusing the file.
        self.settled_holds = standing::rebuild(self).is_ok() && self.conn.execute_batch("COMMIT").is_ok();
        self.roll_back();
        Ok(())
    }

    /// A file keeps the zone it was made in: its days are the same wherever it is opened.
    fn settle_zone(&mut self, writes: bool) -> rusqlite::Result<()> {
        let kept: Option<String> = self.meta("zone")?;
        match kept.as_deref().and_then(Zone::named) {
            Some(zone) if !self.options.zone_given => self.options.zone = zone,
            None if writes => self.set_meta("zone", self.options.zone.name())?,
            Some(_) | None => {}
        }
        Ok(())
    }

    /// The home zone of the file.
    pub fn zone(&self) -> Zone {
        self.options.zone
    }

    /// Screens show programme texts in this language from now on.
    pub fn set_lang(&mut self, lang: &str) {
        lang.clone_into(&mut self.options.lang);
    }

    /// The file.
    pub fn path(&self) -> &std::path::Path {
        &self.options.path
    }

    /// What can wait until the first frame is drawn. Without it everything works, too.
    pub(super) fn settle_in(&self) {
        // What is read again and again may stay in memory from now on.
        let _ = schema::widen_cache(&self.conn);
        if self.chain.is_some() && self.settled_holds {
            let _ = standing::renew(self, self.options.zone.business_date(self.options.now));
        }
    }

    /// Another table of points, as a configuration gives it.
    #[cfg(test)]
    pub fn set_scores(&mut self, scores: ScoreTable) {
        self.options.scores = scores;
    }

    /// The connection, for reading.
    pub fn conn(&self) -> &Connection {
        &self.conn
    }

    /// What a file is given by whoever writes it: holidays, and a chain of events of its own.
    pub(super) fn begin_writing(&mut self) -> rusqlite::Result<()> {
        if self.meta::<bool>("practice")? != Some(true) {
            holidays::fill(&self.conn)?;
        }
        self.chain = Some(self.open_chain()?);
        Ok(())
    }

    fn open_chain(&self) -> rusqlite::Result<Chain> {
        let seed: [u8; 32] = self.conn.query_row("SELECT randomblob(32)", [], |row| row.get(0))?;
        let machine = blake3::hash(self.options.machine.as_bytes()).to_hex().to_string();
        let known: Option<(String, Id)> = meta(&self.conn, "machine")?.zip(meta(&self.conn, "device")?);
        let device = match known {
            Some((same, device)) if same == machine => device,
            // A new file, or one that was copied here from another machine: a chain of its own.
            _ => {
                let half: [u8; 16] = self.conn.query_row("SELECT randomblob(16)", [], |row| row.get(0))?;
                let device = Id::at(self.options.now.timestamp_millis(), u128::from_be_bytes(half));
                // Both or neither: a machine without its device would go on with the chain of another.
                let both = self.conn.unchecked_transaction()?;
                set_meta(&both, "machine", machine)?;
                set_meta(&both, "device", device)?;
                both.commit()?;
                device
            }
        };
        let (hlc, head) = event::newest(&self.conn, device)?;
        Ok(Chain { device, head, hlc, seed, count: 0 })
    }

    /// Reads, in one transaction: all of an answer is of the same moment, and the file is locked once for it.
    pub fn ask(&self, ask: &Ask) -> Result<Reply, Failure> {
        self.conn.prepare_cached("BEGIN").and_then(|mut s| s.execute([]))?;
        let answer = super::view::answer(self, ask);
        self.roll_back();
        answer
    }

    pub(super) fn roll_back(&self) {
        // SQLite may have rolled back by itself (disk full); then there is nothing left to do.
        if !self.conn.is_autocommit() {
            let _ = self.conn.prepare_cached("ROLLBACK").and_then(|mut s| s.execute([]));
        }
    }

    /// Keeps a half-typed text; no event.
    pub fn save_draft(&self, draft: &Draft) -> Result<(), Failure> {
        if self.chain.is_none() {
            return Err(Refusal::ReadOnly { holder: self.holder.clone() }.into());
        }
        self.conn
            .prepare_cached(
                "INSERT OR REPLACE INTO draft (field, owner_id, text, caret, beside, updated_at) VALUES (?,?,?,?,?,?)",
            )
            .and_then(|mut s| {
                let caret = i64::try_from(draft.caret).unwrap_or(i64::MAX);
                let Draft { field, owner, text, caret: _, beside, at } = draft;
                s.execute((field, owner, text, caret, beside, at.timestamp_millis()))
            })?;
        Ok(())
    }

    /// Forgets a draft that was saved as what it became, or given up.
    pub fn clear_draft(&self, field: &str, owner: Id) -> Result<(), Failure> {
        if self.chain.is_none() {
            return Ok(());
        }
        self.conn
            .prepare_cached("DELETE FROM draft WHERE field = ?1 AND owner_id = ?2")
            .and_then(|mut s| s.execute((field, owner)))?;
        Ok(())
    }

    /// The staff row that is meant by `who`; `None` = everybody.
    pub fn staff(&self, who: &Who) -> Result<Option<Id>, Failure> {
        super::staff::resolve(self, who)
    }

    /// What is known of the file and of who uses it.
    pub fn file(&self, who: &Who) -> Result<FileView, Failure> {
        // A trainer whose name is not (yet) in the file sees an empty one, not an error.
        let me = self.staff(who).unwrap_or_default();
        Ok(super::view::file(self, me)?)
    }

    /// The value of a key of this file.
    pub fn meta<T: rusqlite::types::FromSql>(&self, key: &str) -> rusqlite::Result<Option<T>> {
        meta(&self.conn, key)
    }

    /// When something was last recorded or typed here, or the program was open during a 1on1, in milliseconds.
    pub fn newest_moment(&self) -> rusqlite::Result<Option<i64>> {
        self.conn.query_row(
            "SELECT max(at) FROM (SELECT max(updated_at) AS at FROM draft \
             UNION ALL SELECT at FROM (SELECT at FROM event ORDER BY seq DESC LIMIT 1) \
             UNION ALL SELECT value FROM meta WHERE key = ?1)",
            [OPEN_UNTIL],
            |row| row.get(0),
        )
    }

    /// Knows no holidays: a practice day is the same whatever date it is prepared for.
    pub fn clear_holidays(&mut self) -> rusqlite::Result<()> {
        self.conn.execute("DELETE FROM holiday", [])?;
        self.work = WorkDays::default();
        Ok(())
    }

    /// Begins with nothing to take back: what a practice day is prepared with is not the work of whoever practises.
    pub fn forget_undo(&self) -> rusqlite::Result<()> {
        self.conn.execute("DELETE FROM action", []).map(drop)
    }

    /// Sets a key of this file (practice mark, clock of the practice day).
    pub fn set_meta(&self, key: &str, value: impl rusqlite::types::ToSql) -> rusqlite::Result<()> {
        set_meta(&self.conn, key, value)
    }
}

pub(super) fn meta<T: rusqlite::types::FromSql>(conn: &Connection, key: &str) -> rusqlite::Result<Option<T>> {
    conn.prepare_cached("SELECT value FROM meta WHERE key = ?1")?.query_row([key], |row| row.get(0)).optional()
}

pub(super) fn set_meta(conn: &Connection, key: &str, value: impl rusqlite::types::ToSql) -> rusqlite::Result<()> {
    conn.prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)")?.execute((key, value))?;
    Ok(())
}

#[cfg(unix)]
pub(super) fn identity(path: &std::path::Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|m| (m.dev(), m.ino()))
}

#[cfg(not(unix))]
pub(super) fn identity(_: &std::path::Path) -> Option<(u64, u64)> {
    None
}
