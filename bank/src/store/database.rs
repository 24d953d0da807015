//! Who may use which connection, and when.
//!
//! ```text
//! write       --8 places--+
//!                         +--> the writer, one after the other
//! write_batch ------------+
//! read        --a place for each reader--> any reader that is free
//! read_apart  --1 place--> a connection that is opened for it
//! ```
//!
//! Whoever has no place waits in line without a thread. So those who write can't hold all the threads for blocking calls while they
//! wait for one another: the ledger always gets one, and so do readers.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bank_api::env::{Env, JobLost};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{Connect, DatabaseFiles, OpenedDatabase, StoreError, migration};

/// 64 MiB: with ordered keys, fewer and larger checkpoints of the WAL are what makes commits fast.
const WAL_PAGES_BETWEEN_CHECKPOINTS: u32 = 16_384;
const CACHE_KIB: i32 = 65_536;
/// How many may be at the writer at a time, beside the ledger: one writes, the others are ready to.
const WRITES: usize = 8;

/// The opened database: one connection that writes, a few that read. Cheap to clone; closed, and its lock let go, when
/// the last clone is dropped.
#[derive(Clone)]
pub struct Database {
    shared: Arc<Shared>,
    env: Env,
}

struct Shared {
    writer: Mutex<Connection>,
    /// The readers that are free.
    readers: Mutex<Vec<Connection>>,
    another: Option<Connect>,
    writes: Arc<Semaphore>,
    reads: Arc<Semaphore>,
    reads_apart: Arc<Semaphore>,
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
                let OpenedDatabase { mut writer, readers, another, lock } = files.open()?;
                configure(&writer)?;
                writer.pragma_update(None, "synchronous", "FULL")?;
                writer.pragma_update(None, "wal_autocheckpoint", WAL_PAGES_BETWEEN_CHECKPOINTS)?;
                migration::migrate(&mut writer, now)?;
                readers.iter().try_for_each(configure_reader)?;
                Ok(Shared {
                    writer: Mutex::new(writer),
                    writes: Arc::new(Semaphore::new(WRITES)),
                    reads: Arc::new(Semaphore::new(readers.len().max(1))),
                    reads_apart: Arc::new(Semaphore::new(1)),
                    readers: Mutex::new(readers),
                    another,
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
        let place = place(&self.shared.writes).await?;
        self.write_batch(move |tx| {
            // Given up before the commit: the next one is then ready for the writer.
            let _place = place;
            job(tx)
        })
        .await
    }

    /// As [`Self::write`], but past those who wait for a place: for the ledger, of which there is one.
    pub async fn write_batch<T: Send + 'static>(
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
        let place = place(&self.shared.reads).await?;
        let shared = Arc::clone(&self.shared);
        self.env
            .block(move || match shared.reader(place) {
                Some(mut reader) => job(&reader.connection()?.transaction()?),
                None => job(&shared.writer().transaction()?),
            })
            .await?
    }

    /// As [`Self::read`], for what takes long: it has a connection of its own and keeps no other waiting. One at a time.
    pub async fn read_apart<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let place = place(&self.shared.reads_apart).await?;
        let shared = Arc::clone(&self.shared);
        self.env
            .block(move || {
                let _place = place;
                let Some(connect) = &shared.another else {
                    return job(&shared.writer().transaction()?);
                };
                let mut reader = connect()?;
                configure_reader(&reader)?;
                let transaction = reader.transaction()?;
                job(&transaction)
            })
            .await?
    }
}

/// A place in line, once it is one's turn. It goes with the job, which ends even when nobody waits for it any more.
async fn place(places: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, JobLost> {
    // The semaphores are never closed.
    Arc::clone(places).acquire_owned().await.map_err(|_| JobLost)
}

impl Shared {
    // A job that panicked had its transaction rolled back while it unwound: the connection is sound.
    fn writer(&self) -> MutexGuard<'_, Connection> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn free_readers(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A reader that is free, for the one who has a place; `None` when the database has no readers.
    fn reader(self: &Arc<Self>, place: OwnedSemaphorePermit) -> Option<Reader> {
        let connection = self.free_readers().pop()?;
        Some(Reader { connection: Some(connection), shared: Arc::clone(self), _place: place })
    }
}

/// A reader while it is used. Free again when dropped, also by a job that panics.
struct Reader {
    connection: Option<Connection>,
    shared: Arc<Shared>,
    // Given up last: whoever gets it finds the connection.
    _place: OwnedSemaphorePermit,
}

impl Reader {
    fn connection(&mut self) -> Result<&mut Connection, StoreError> {
        self.connection
            .as_mut()
            .ok_or_else(|| StoreError::damaged("a reader is used after it was given back"))
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let connection = self.connection.take();
        self.shared.free_readers().extend(connection);
    }
}

fn configure_reader(reader: &Connection) -> Result<(), StoreError> {
    configure(reader)?;
    reader.pragma_update(None, "query_only", "ON")?;
    Ok(())
}

fn configure(connection: &Connection) -> Result<(), StoreError> {
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

#[cfg(test)]
#[path = "database_tests.rs"]
mod tests;
