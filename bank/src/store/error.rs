use bank_api::env::{JobLost, NoRandomness};
use rusqlite::ErrorCode;

/// Why the database could not do something. What was asked for was then not done, or not certainly: the same thing
/// may be asked for again, under the same id.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process has the file open.
    #[error("another process has this bank's database open: stop it first")]
    InUse,
    /// The file was written by a newer version of this program.
    #[error("the database is of a newer version (schema {found}, this one knows {known}): update the bank")]
    Newer {
        /// The schema's version in the file.
        found: u32,
        /// The newest that this program knows.
        known: u32,
    },
    /// What the file holds is not what was written.
    #[error("the database is damaged: stop the bank and restore a backup ({0})")]
    Damaged(String),
    /// The database's own rules refused a row: a mistake in this program, and nothing was written.
    #[error("the database refused what breaks its rules ({0})")]
    Refused(String),
    /// The disk is full. Nothing was written.
    #[error("there is no space left on the disk: nothing was written")]
    Full,
    /// The disk or the operating system refused.
    #[error("the database can't be used: {0}")]
    Io(String),
    /// SQLite refused, for another reason.
    #[error("the database refused")]
    Database(#[source] rusqlite::Error),
    /// The job that did it was lost.
    #[error(transparent)]
    JobLost(#[from] JobLost),
    /// No random bytes.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

impl StoreError {
    /// What the file holds can't be right.
    pub(crate) fn damaged(what: impl std::fmt::Display) -> Self {
        Self::Damaged(what.to_string())
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match &error {
            rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                ErrorCode::DiskFull => Self::Full,
                ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged(error.to_string()),
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::InUse,
                ErrorCode::ConstraintViolation => Self::Refused(error.to_string()),
                ErrorCode::CannotOpen
                | ErrorCode::PermissionDenied
                | ErrorCode::ReadOnly
                | ErrorCode::SystemIoFailure => Self::Io(error.to_string()),
                _ => Self::Database(error),
            },
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..) => Self::Damaged(error.to_string()),
            _ => Self::Database(error),
        }
    }
}
