use std::{
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use bank_api::env::Env;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{DatabaseFiles, OpenedDatabase, StoreError, migration};

/// 64 MiB: with ordered keys, fewer and larger checkpoints of the WAL are what makes commits fast.
const WAL_PAGES_BETWEEN_CHECKPOINTS: u32 = 16_384;
const CACHE_KIB: i32 = 65_536;

/// The opened database: one connection that writes, a few that read. Cheap to clone; closed, and its lock let go, when
/// the last clone is dropped.
#[derive(Clone)]
pub struct Database {
    shared: Arc<Shared>,
    env: Env,
}

struct Shared {
    writer: Mutex<Connection>,
    readers: Vec<Mutex<Connection>>,
    next_reader: AtomicUsize,
    // Dropped after the connections: the lock is let go last.
    _lock: Box<dyn Send + Sync>,
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Database")
    }
}

impl Database {
    /// Opens the database behind `files` and moves its schema forward; refuses one that is newer.
    pub async fn open(files: Arc<dyn DatabaseFiles>, env: Env) -> Result<Self, StoreError> {
        let now = env.clock.now();
        let shared = env
            .block(move || -> Result<Shared, StoreError> {
                let OpenedDatabase { mut writer, readers, lock } = files.open()?;
                configure(&writer)?;
                writer.pragma_update(None, "synchronous", "FULL")?;
                writer.pragma_update(None, "wal_autocheckpoint", WAL_PAGES_BETWEEN_CHECKPOINTS)?;
                migration::migrate(&mut writer, now)?;
                for reader in &readers {
                    configure(reader)?;
                    reader.pragma_update(None, "query_only", "ON")?;
                }
                let readers = readers.into_iter().map(Mutex::new).collect();
                Ok(Shared {
                    writer: Mutex::new(writer),
                    readers,
                    next_reader: AtomicUsize::new(0),
                    _lock: lock,
                })
            })
            .await??;
        Ok(Self { shared: Arc::new(shared), env })
    }

    /// Runs `job` in one transaction that is durable when this returns; an error of the job takes everything back.
    /// Once started it ends, even when the caller goes away.
    pub async fn write<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let shared = Arc::clone(&self.shared);
        self.env
            .block(move || {
                let mut writer = shared.writer();
                if !writer.is_autocommit() {
                    // A commit that failed so badly that its rollback failed as well.
                    writer.execute_batch("ROLLBACK")?;
                }
                let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
                let value = job(&transaction)?;
                transaction.commit()?;
                Ok(value)
            })
            .await?
    }

    /// Runs `job` on one snapshot: what it reads belongs together. It can't write.
    pub async fn read<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let shared = Arc::clone(&self.shared);
        self.env.block(move || job(&shared.reader().transaction()?)).await?
    }
}

impl Shared {
    // A job that panicked had its transaction rolled back while it unwound: the connection is sound.
    fn writer(&self) -> MutexGuard<'_, Connection> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reader(&self) -> MutexGuard<'_, Connection> {
        if self.readers.is_empty() {
            return self.writer();
        }
        let free = self.readers.iter().find_map(|reader| reader.try_lock().ok());
        free.unwrap_or_else(|| {
            let next = self.next_reader.fetch_add(1, Ordering::Relaxed) % self.readers.len();
            self.readers[next].lock().unwrap_or_else(PoisonError::into_inner)
        })
    }
}

fn configure(connection: &Connection) -> Result<(), StoreError> {
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}
