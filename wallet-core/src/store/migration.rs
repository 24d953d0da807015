//! Forward-only migrations: numbered files, each in one transaction, remembered with the hash of what was run.

use bank_api::time::Timestamp;
use data_encoding::HEXLOWER;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use super::StoreError;

/// The migrations, in order: number n is the n-th. A released one never changes.
const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/0001_wallet.sql"),
    include_str!("../../migrations/0002_history_by_time.sql"),
];

/// Moves the schema forward to the newest version; refuses one that is newer or was changed.
pub(super) fn migrate(connection: &mut Connection, now: Timestamp) -> Result<(), StoreError> {
    migrate_with(connection, MIGRATIONS, now)
}

fn migrate_with(connection: &mut Connection, migrations: &[&str], now: Timestamp) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(
        "CREATE TABLE IF NOT EXISTS schema_migration (
             version INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT",
    )?;
    transaction.commit()?;

    let found: u32 =
        connection
            .query_row("SELECT coalesce(max(version), 0) FROM schema_migration", [], |row| row.get(0))?;
    let known = u32::try_from(migrations.len()).unwrap_or(u32::MAX);
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    for (version, sql) in (1u32..).zip(migrations) {
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
        Some(_) => Err(StoreError::Damaged(format!("schema {version} is not the one that this app knows"))),
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
        assert_eq!(rows as usize, MIGRATIONS.len());
    }

    /// What each earlier version left behind: its schema and its entries.
    #[test]
    fn a_file_of_every_earlier_version_is_moved_forward_with_what_is_in_it() {
        for version in 1..MIGRATIONS.len() {
            let mut connection = Connection::open_in_memory().unwrap();
            migrate(&mut connection, Timestamp::EPOCH).unwrap();
            let newest = schema(&connection);
            let mut connection = Connection::open_in_memory().unwrap();
            migrate_with(&mut connection, &MIGRATIONS[..version], Timestamp::EPOCH).unwrap();
            assert_ne!(schema(&connection), newest, "version {version} is another");
            let entry = "INSERT INTO entry VALUES (1, 'payment', zeroblob(16), zeroblob(16), 'Noy', 'credit', 7, 7, 1,
                 NULL, 'noodles', zeroblob(32), zeroblob(32), 0, zeroblob(32))";
            connection.execute(entry, []).unwrap();
            migrate(&mut connection, Timestamp::EPOCH).unwrap();
            assert_eq!(schema(&connection), newest, "from version {version}");
            let kept: (i64, String) = connection
                .query_row("SELECT amount, memo FROM entry WHERE settled_at = 1", [], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .unwrap();
            assert_eq!(kept, (7, "noodles".to_owned()), "from version {version}");
        }
    }

    /// All that the schema has, by name.
    fn schema(connection: &Connection) -> Vec<(String, Option<String>)> {
        let mut statement = connection.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name").unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
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
