//! Opening a file: who may, what it is, and bringing it up to date. Nothing is written to a file that is newer than us.

use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::header::{self, Header};
use super::private::{self, Draft};
use crate::request::Holder;

/// "mnbi": marks a file as ours.
const APPLICATION_ID: i32 = 0x6d6e_6269;

/// Released migrations are never edited; a new one is added at the end.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
];

/// The schema that this program writes.
#[expect(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "there are a handful")]
pub const SCHEMA: i32 = MIGRATIONS.len() as i32;

/// Why a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("written by a newer manabi (schema {found}, this one knows {known})")]
    Newer { found: i32, known: i32 },
    /// It was only to be looked at, and nobody has brought it up to date yet.
    #[error("not ready to be read (schema {found}, this one knows {known})")]
    Older { found: i32, known: i32 },
    #[error("not a manabi database")]
    Foreign,
    /// The file system cannot do what keeps a record on disk.
    #[error("no write-ahead log here (journal mode {0})")]
    NoWal(String),
    #[error("{path} cannot be made or opened: {cause}")]
    Io { path: PathBuf, cause: std::io::Error },
    /// It was to be replaced, and somebody writes it.
    #[error("in use")]
    Held(Option<Holder>),
    /// Others than its owner may read it.
    #[error("{path} is not private (mode {mode:o})")]
    Loose { path: PathBuf, mode: u32 },
    #[error("the copy made before the migration does not hold: {0}")]
    Copy(String),
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
}

/// So many pages are kept in memory while the first frame is read: each is looked at once, and memory that is used again
/// need not be asked for.
const FEW_PAGES: i64 = 48;

/// Keeps as many pages as SQLite would by itself.
pub(super) fn widen_cache(conn: &Connection) -> rusqlite::Result<()> {
    conn.pragma_update(None, "cache_size", -2000)
}

/// Opens (making it if need be) and migrates.
pub(super) fn open(path: &Path, read_only: bool) -> Result<Connection, OpenError> {
    let memory = path.as_os_str().to_string_lossy().starts_with("file:");
    let found = if memory { None } else { Some(inspect(path)?) };
    if let Some(found) = found.filter(|found| read_only && *found < SCHEMA) {
        return Err(OpenError::Older { found, known: SCHEMA });
    }
    if !memory && !read_only {
        prepare_file(path)?;
    }
    let flags = if read_only {
        OpenFlags::SQLITE_OPEN_READ_ONLY
    } else {
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE
    };
    let flags =
        flags | OpenFlags::SQLITE_OPEN_NO_MUTEX | if memory { OpenFlags::SQLITE_OPEN_URI } else { OpenFlags::empty() };
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(std::time::Duration::from_secs(5))?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    let version = match found {
        Some(version) => version,
        None => conn.pragma_query_value(None, "user_version", |row| row.get(0))?,
    };
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.pragma_update(None, "cache_size", FEW_PAGES)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    // Statements are prepared once: without this a changed parameter can have one planned anew at every use.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.set_prepared_statement_cache_capacity(256);
    if read_only {
        conn.pragma_update(None, "query_only", true)?;
        return Ok(conn);
    }
    let mode: String = conn.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if !memory && mode != "wal" {
        return Err(OpenError::NoWal(mode));
    }
    conn.pragma_update(None, "synchronous", "FULL")?;
    // Elsewhere a sync is one.
    if cfg!(target_os = "macos") {
        conn.pragma_update(None, "fullfsync", true)?;
        conn.pragma_update(None, "checkpoint_fullfsync", true)?;
    }
    conn.pragma_update(None, "secure_delete", true)?;
    migrate(&conn, version, (!memory).then_some(path))?;
    Ok(conn)
}

/// Folder 0700, file 0600, before SQLite makes it with the umask's permissions.
pub(super) fn prepare_file(path: &Path) -> Result<(), OpenError> {
    let io = |cause| OpenError::Io { path: path.to_path_buf(), cause };
    if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty() && !p.exists()) {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).map_err(io)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path).map_err(io)?;
    #[cfg(unix)]
    if file.metadata().map_err(io)?.len() == 0 {
        // Somebody made it, but nothing of it has been read yet.
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600)).map_err(io)?;
    }
    Ok(())
}

/// Takes a database away, with what stands beside it.
pub(super) fn remove(path: &Path) -> Result<(), OpenError> {
    for ending in ["", "-wal", "-shm"] {
        match std::fs::remove_file(header::beside(path, ending)) {
            Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
                return Err(OpenError::Io { path: path.to_path_buf(), cause });
            }
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

/// The version of a file of ours (0 = new), before anything opens it: what is newer or foreign is left as it is.
pub(super) fn inspect(path: &Path) -> Result<i32, OpenError> {
    let io = |cause| OpenError::Io { path: path.to_path_buf(), cause };
    let version = match header::read(path).map_err(io)? {
        Header::Empty => return Ok(0),
        Header::Database { application: 0, has_tables: false, .. } => 0,
        Header::Database { application: APPLICATION_ID, version, .. } if version > SCHEMA => {
            return Err(OpenError::Newer { found: version, known: SCHEMA });
        }
        Header::Database { application: APPLICATION_ID, version, .. } => version,
        Header::Other | Header::Database { .. } => return Err(OpenError::Foreign),
    };
    for ending in ["", "-wal", "-shm"] {
        let file = header::beside(path, ending);
        if let Some(mode) = private::loose_mode(&file).map_err(io)? {
            return Err(OpenError::Loose { path: file, mode });
        }
    }
    Ok(version)
}

fn migrate(conn: &Connection, version: i32, path: Option<&Path>) -> Result<(), OpenError> {
    migrate_with(conn, version, path, MIGRATIONS)
}

/// All steps in one transaction; an existing file is copied first and the copy checked, so there is always a way back.
fn migrate_with(conn: &Connection, version: i32, path: Option<&Path>, steps: &[&str]) -> Result<(), OpenError> {
    let done = usize::try_from(version).unwrap_or(0);
    if done >= steps.len() {
        return Ok(());
    }
    if let (Some(path), true) = (path, version > 0) {
        copy_checked(conn, &copy_name(path, version))?;
    }
    let tx = rusqlite::Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
    for step in &steps[done..] {
        tx.execute_batch(step)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", i64::try_from(steps.len()).unwrap_or(i64::MAX))?;
    tx.commit()?;
    Ok(())
}

fn copy_name(path: &Path, version: i32) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".before-schema-{}", version + 1));
    PathBuf::from(name)
}

fn copy_checked(conn: &Connection, to: &Path) -> Result<(), OpenError> {
    let io = |cause| OpenError::Io { path: to.to_path_buf(), cause };
    // A copy of an earlier, interrupted migration is replaced by the new one once that is known to hold.
    let draft = Draft::begin(to).map_err(io)?;
    conn.execute("VACUUM INTO ?1", [draft.temporary().to_string_lossy()])?;
    let copy = Connection::open_with_flags(draft.temporary(), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let verdict: String = copy.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(OpenError::Copy(verdict));
    }
    let count = |c: &Connection| c.query_row("SELECT count(*) FROM event", [], |row| row.get::<_, i64>(0));
    if count(conn)? != count(&copy)? {
        return Err(OpenError::Copy("events are missing".to_owned()));
    }
    drop(copy);
    draft.publish().map_err(io)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Entity;
    use crate::store::fields::{Kind, fields};

    #[test]
    fn the_field_table_and_the_schema_agree() {
        let conn = open(Path::new("file:/agree?vfs=memdb"), false).unwrap();
        for entity in Entity::ALL {
            let mut statement = conn.prepare(&format!("PRAGMA table_info({})", entity.word())).unwrap();
            let columns: Vec<(String, String)> =
                statement.query_map([], |row| Ok((row.get(1)?, row.get(2)?))).unwrap().map(Result::unwrap).collect();
            for f in fields(*entity) {
                let kind = match f.kind {
                    Kind::Text => "TEXT",
                    Kind::Int => "INTEGER",
                    Kind::Ref => "BLOB",
                };
                assert!(columns.contains(&(f.name.to_owned(), kind.to_owned())), "{}.{}", entity.word(), f.name);
            }
            let known = ["id", "created_at", "updated_at", "created_by", "deleted_at", "folded", "folded_kana"];
            for (column, _) in &columns {
                assert!(
                    known.contains(&column.as_str()) || fields(*entity).iter().any(|f| f.name == column),
                    "{}.{column} is in no field table",
                    entity.word()
                );
            }
        }
    }

    #[test]
    fn a_newer_file_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("newer.db");
        let conn = open(&path, false).unwrap();
        // The version stands in the log alone, as after a crash.
        conn.pragma_update(None, "user_version", SCHEMA + 1).unwrap();
        let files = |folder: &Path| -> std::collections::BTreeMap<_, _> {
            let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
            entries.map(|e| (e.file_name(), std::fs::read(e.path()).unwrap())).collect()
        };
        let left = tempfile::tempdir().unwrap();
        for name in ["newer.db", "newer.db-wal"] {
            let to = left.path().join(name);
            std::fs::copy(path.with_file_name(name), to).unwrap();
        }
        let before = files(left.path());
        assert_eq!(before.len(), 2);
        let path = left.path().join("newer.db");
        for read_only in [false, true] {
            assert!(matches!(open(&path, read_only), Err(OpenError::Newer { found, .. }) if found == SCHEMA + 1));
        }
        let refused = crate::store::Db::open(crate::store::tests::options(path), crate::programme::Library::new([]));
        assert!(matches!(refused, Err(OpenError::Newer { .. })));
        assert!(files(left.path()) == before);
    }

    #[test]
    fn what_holds_nothing_yet_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("empty.db");
        std::fs::write(&path, "").unwrap();
        assert!(matches!(open(&path, true), Err(OpenError::Older { found: 0, .. })));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        drop(open(&path, false).unwrap());
        drop(open(&path, true).unwrap());
    }

    #[test]
    fn the_connection_is_set_up_as_promised() {
        let folder = tempfile::tempdir().unwrap();
        let conn = open(&folder.path().join("a.db"), false).unwrap();
        let pragma = |name: &str| -> String {
            conn.query_row(&format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}"), [], |row| row.get(0)).unwrap()
        };
        let set = ["journal_mode", "synchronous", "secure_delete", "trusted_schema", "cell_size_check"].map(pragma);
        assert_eq!(set, ["wal", "2", "1", "0", "1"]);
        // As SQLite is built: nothing says it at every start.
        let mapped: i64 = conn.pragma_query_value(None, "mmap_size", |row| row.get(0)).unwrap();
        assert_eq!(mapped, 0);
        assert!(conn.db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE).unwrap());
    }

    #[test]
    fn a_foreign_database_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("foreign.db");
        Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
        assert!(matches!(open(&path, false), Err(OpenError::Foreign)));
    }

    /// The steps that there are, and one more.
    fn with(next: &str) -> Vec<&str> {
        MIGRATIONS.iter().copied().chain([next]).collect()
    }

    #[test]
    fn a_file_of_the_first_schema_is_brought_up_to_date_with_its_events() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("first.db");
        prepare_file(&path).unwrap();
        let first = Connection::open(&path).unwrap();
        migrate_with(&first, 0, None, &MIGRATIONS[..1]).unwrap();
        first
            .execute_batch(
                "INSERT INTO event (seq, id, device, hlc, at, zone, action, command, entity, entity_id, op, v, \
                 payload_hash, prev_hash, hash) VALUES (1, x'01', x'01', 1, 1, 'Asia/Tokyo', x'01', 'note', 'note', \
                 x'02', 'create', 1, x'', x'', x'')",
            )
            .unwrap();
        drop(first);
        assert!(matches!(open(&path, true), Err(OpenError::Older { found: 1, .. })));
        let conn = open(&path, false).unwrap();
        let found: i64 = conn
            .query_row("SELECT seq FROM event INDEXED BY event_entity WHERE entity_id = x'02'", [], |row| row.get(0))
            .unwrap();
        assert_eq!(found, 1);
        assert!(matches!(inspect(&copy_name(&path, 1)), Ok(1)), "the way back");
    }

    #[test]
    fn a_migration_leaves_a_checked_copy() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.db");
        let conn = open(&path, false).unwrap();
        migrate_with(&conn, SCHEMA, Some(&path), &with("CREATE TABLE later (x)")).unwrap();
        let copy = Connection::open(copy_name(&path, SCHEMA)).unwrap();
        let version: i32 = copy.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!(version, SCHEMA);
        assert!(copy.prepare("SELECT * FROM later").is_err());
        assert!(conn.prepare("SELECT * FROM later").is_ok());
    }

    #[test]
    fn a_failing_migration_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.db");
        let conn = open(&path, false).unwrap();
        assert!(migrate_with(&conn, SCHEMA, Some(&path), &with("CREATE TABLE later (x); nonsense")).is_err());
        assert!(conn.prepare("SELECT * FROM later").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_read_is_refused_and_so_is_its_log() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let conn = open(&path, false).unwrap();
        conn.execute("INSERT INTO meta VALUES ('x', 1)", []).unwrap();
        for name in ["a.db", "a.db-wal"] {
            let file = folder.path().join(name);
            for (mode, loose) in [(0o640, true), (0o604, true), (0o600, false)] {
                std::fs::set_permissions(&file, PermissionsExt::from_mode(mode)).unwrap();
                let refused = inspect(&path);
                assert_eq!(
                    matches!(&refused, Err(OpenError::Loose { path, .. }) if *path == file),
                    loose,
                    "{refused:?}"
                );
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_copy_before_a_migration_is_private_and_replaces_an_older_one() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.db");
        let conn = open(&path, false).unwrap();
        let copy = copy_name(&path, SCHEMA);
        std::fs::write(&copy, "of an interrupted migration").unwrap();
        std::fs::set_permissions(&copy, PermissionsExt::from_mode(0o644)).unwrap();
        migrate_with(&conn, SCHEMA, Some(&path), &with("CREATE TABLE later (x)")).unwrap();
        assert_eq!(std::fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(!header::beside(&copy, ".part").exists());
        assert!(matches!(inspect(&copy), Ok(SCHEMA)));
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/er/mine.db");
        let conn = open(&path, false).unwrap();
        conn.execute("INSERT INTO meta VALUES ('x', 1)", []).unwrap();
        for name in ["mine.db", "mine.db-wal", "mine.db-shm"] {
            let mode = std::fs::metadata(path.with_file_name(name)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
    }
}
