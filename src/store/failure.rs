//! What SQLite says when something goes wrong, and what is told of it.

use crate::domain::Entity;
use crate::request::{Failure, Refusal, Trouble};

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        fault(&error)
    }
}

/// Sorts an error of SQLite by what the trainer can do about it. A full disk does not always arrive as "full".
pub(super) fn fault(error: &rusqlite::Error) -> Failure {
    use rusqlite::{Error, ErrorCode};
    Failure::Trouble(match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Trouble::DiskFull,
        Some(
            ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied,
        ) => Trouble::Disk,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Trouble::Busy,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Trouble::Damaged,
        // A row that does not read as what its column should hold.
        None if matches!(error, Error::FromSqlConversionFailure(..) | Error::InvalidColumnType(..)) => Trouble::Damaged,
        _ => Trouble::Failed,
    })
}

/// A row that is not there (any more).
pub(super) fn gone(entity: Entity) -> Failure {
    Refusal::Gone { what: entity }.into()
}

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::*;

    #[test]
    fn only_a_damaged_file_is_called_damaged() {
        for (code, trouble) in [
            (ffi::SQLITE_CORRUPT, Trouble::Damaged),
            (ffi::SQLITE_NOTADB, Trouble::Damaged),
            (ffi::SQLITE_FULL, Trouble::DiskFull),
            (ffi::SQLITE_IOERR_WRITE, Trouble::Disk),
            (ffi::SQLITE_BUSY, Trouble::Busy),
            (ffi::SQLITE_TOOBIG, Trouble::Failed),
            (ffi::SQLITE_ERROR, Trouble::Failed),
        ] {
            let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            assert_eq!(fault(&error), Failure::Trouble(trouble), "{code}");
        }
        let odd = rusqlite::Error::InvalidColumnType(0, "at".to_owned(), rusqlite::types::Type::Text);
        assert_eq!(fault(&odd), Failure::Trouble(Trouble::Damaged));
    }
}
