//! Forward-only migrations: numbered files, each in one transaction, remembered with the hash of what was run.

use bank_api::time::Timestamp;
use data_encoding::HEXLOWER;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use super::StoreError;

/// The migrations of the whole bank, in order: number n is the n-th. A released one never changes.
const MIGRATIONS: &[&str] =
    &[include_str!("../../migrations/0001_ledger.sql"), include_str!("../../migrations/0002_exchange.sql")];

/// Moves the schema forward to the newest version; refuses one that is newer or was changed.
pub(super) fn migrate(connection: &mut Connection, now: Timestamp) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(
        "CREATE TABLE IF NOT EXISTS schema_migration (
             version INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT",
    )?;
    transaction.commit()?;

    let found: u32 =
        connection
            .query_row("SELECT coalesce(max(version), 0) FROM schema_migration", [], |row| row.get(0))?;
    let known = u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    for (version, sql) in (1u32..).zip(MIGRATIONS) {
        apply(connection, version, sql, now)?;
    }
    Ok(())
}

fn apply(connection: &mut Connection, version: u32, sql: &str, now: Timestamp) -> Result<(), StoreError> {
    let sha256 = HEXLOWER.encode(&Sha256::digest(sql));
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let applied: Option<String> = transaction
        .query_row("SELECT sha256 FROM schema_migration WHERE version = ?1", [version], |row| row.get(0))
        .optional()?;
    match applied {
        Some(applied) if applied == sha256 => Ok(()),
        Some(_) => Err(StoreError::Damaged(format!("schema {version} is not the one that this bank knows"))),
        None => {
            transaction.execute_batch(sql)?;
            transaction.execute(
                "INSERT INTO schema_migration (version, sha256, applied_at) VALUES (?1, ?2, ?3)",
                params![version, sha256, now.micros()],
            )?;
            Ok(transaction.commit()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_gets_the_newest_schema_once() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, Timestamp::EPOCH).unwrap();
        migrate(&mut connection, Timestamp::EPOCH).unwrap();
        let rows: u32 =
            connection.query_row("SELECT count(*) FROM schema_migration", [], |row| row.get(0)).unwrap();
        assert_eq!(usize::try_from(rows), Ok(MIGRATIONS.len()));
    }

    #[test]
    fn a_file_of_a_newer_version_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, Timestamp::EPOCH).unwrap();
        connection.execute("INSERT INTO schema_migration VALUES (999, 'x', 0)", []).unwrap();
        assert!(matches!(
            migrate(&mut connection, Timestamp::EPOCH),
            Err(StoreError::Newer { found: 999, .. })
        ));
    }

    #[test]
    fn a_schema_that_is_not_ours_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, Timestamp::EPOCH).unwrap();
        connection.execute("UPDATE schema_migration SET sha256 = 'other'", []).unwrap();
        assert!(matches!(migrate(&mut connection, Timestamp::EPOCH), Err(StoreError::Damaged(_))));
    }
}
