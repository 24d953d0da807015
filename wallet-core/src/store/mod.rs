//! The wallet's database: one SQLite file, one writer, forward-only migrations.
//!
//! Everything that must survive is written here before the step it belongs to leaves the phone. The queries stand in
//! the modules that mean them; this one opens the file, moves its schema forward and turns SQLite's errors into what
//! a caller can do about them.

mod column;
mod files;
mod migration;

use std::sync::{Arc, Mutex, Weak};

use bank_api::env::Env;
pub(crate) use column::{Column, count, name_of, named, parsed};
pub use files::{FolderFiles, MemoryFiles, OpenedFiles, WalletFiles};
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};
use tokio::sync::watch;

/// Why the store could not do something.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process has the wallet open.
    #[error("another program has this wallet open: close it there first")]
    InUse,
    /// There is no wallet here.
    #[error("there is no wallet here: create or restore one first")]
    NotFound,
    /// There is a wallet here already.
    #[error("there is a wallet here already: open it, or choose another folder")]
    Exists,
    /// The file was written by a newer version of this program.
    #[error(
        "the wallet was last used by a newer version of this app (schema {found}, this one knows {known}): update the app"
    )]
    Newer {
        /// The schema's version in the file.
        found: u32,
        /// The newest that this program knows.
        known: u32,
    },
    /// The file is damaged. The money is at the bank: the words bring it back.
    #[error("the wallet's file is damaged: restore the wallet from its words into a new folder ({0})")]
    Damaged(String),
    /// The disk is full. Nothing was changed.
    #[error("there is no space left on the device: nothing was changed, free some space and try again")]
    Full,
    /// The disk or the operating system refused. Nothing was changed.
    #[error("the wallet's file can't be used: {0}")]
    Io(String),
    /// SQLite refused, for another reason.
    #[error("the wallet's database refused")]
    Database(#[source] rusqlite::Error),
}

impl StoreError {
    /// A stable name for scripts, logs and translations.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::InUse => "wallet-in-use",
            Self::NotFound => "wallet-not-found",
            Self::Exists => "wallet-exists",
            Self::Newer { .. } => "wallet-newer",
            Self::Damaged(_) => "wallet-damaged",
            Self::Full => "disk-full",
            Self::Io(_) => "disk-error",
            Self::Database(_) => "database",
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::types::FromSqlError;
        match &error {
            rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                ErrorCode::DiskFull => Self::Full,
                ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged(error.to_string()),
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::InUse,
                ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::ReadOnly => {
                    Self::Io(error.to_string())
                }
                // A disk that fills up while SQLite grows its files is an I/O error to it, without saying which.
                ErrorCode::SystemIoFailure => {
                    Self::Io(format!("{error}; is there space left on the device?"))
                }
                _ => Self::Database(error),
            },
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..) => Self::Damaged(error.to_string()),
            rusqlite::Error::ToSqlConversionFailure(source) if source.is::<FromSqlError>() => {
                Self::Damaged(error.to_string())
            }
            _ => Self::Database(error),
        }
    }
}

/// The opened database. Cheap to clone; closed, and its lock let go, when the last clone is dropped.
#[derive(Clone)]
pub(crate) struct Store {
    shared: Arc<Shared>,
    env: Env,
}

struct Shared {
    connection: Mutex<Connection>,
    // Dropped after the connection: the lock is let go last.
    _lock: Box<dyn Send + Sync>,
    // Dropped after the lock: who waits for it knows that the file is free.
    held: watch::Sender<()>,
}

impl Store {
    /// Opens the database behind `files` and moves its schema forward. `must_exist` tells opening from creating.
    pub(crate) async fn open(
        files: Arc<dyn WalletFiles>,
        env: Env,
        purpose: Purpose,
    ) -> Result<Self, crate::WalletError> {
        let now = env.clock.now();
        let shared = env
            .block(move || -> Result<Shared, StoreError> {
                let OpenedFiles { mut connection, lock } = files.open(purpose)?;
                connection.pragma_update(None, "journal_mode", "WAL")?;
                connection.pragma_update(None, "synchronous", "FULL")?;
                connection.pragma_update(None, "foreign_keys", "ON")?;
                connection.set_prepared_statement_cache_capacity(64);
                migration::migrate(&mut connection, now)?;
                Ok(Shared { connection: Mutex::new(connection), _lock: lock, held: watch::Sender::new(()) })
            })
            .await??;
        Ok(Self { shared: Arc::new(shared), env })
    }

    /// Lets this clone go; ready when the last one is, and no job is under way any more.
    pub(crate) fn close(self) -> impl Future<Output = ()> + Send + 'static {
        let mut held = self.shared.held.subscribe();
        drop(self);
        // Nothing is ever sent: this ends when the sender is dropped.
        async move { while held.changed().await.is_ok() {} }
    }

    /// Runs `job` in one transaction that is durable when this returns. Once started it ends, even when the caller
    /// goes away.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, crate::WalletError> {
        self.write_then(job, |_| ()).await
    }

    /// As [`Self::write`], and calls `then` once what was written is durable: also when the caller has gone away.
    pub(crate) async fn write_then<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
        then: impl FnOnce(&T) + Send + 'static,
    ) -> Result<T, crate::WalletError> {
        let store = self.clone();
        let written = self
            .env
            .block(move || -> Result<T, StoreError> {
                let value = store.write_here(job)?;
                then(&value);
                Ok(value)
            })
            .await?;
        Ok(written?)
    }

    /// Runs `job` on one consistent snapshot.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, crate::WalletError> {
        self.with(move |connection| job(&connection.transaction()?)).await
    }

    /// As [`Self::read`], for what may take long: payments wait for it, since there is one connection. `job` is told whether
    /// its result is still wanted, and is not begun when it is not.
    pub(crate) async fn search<T: Default + Send + 'static>(
        &self,
        job: impl FnOnce(&Transaction<'_>, &Wanted) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, crate::WalletError> {
        let caller = Arc::new(());
        let wanted = Wanted::by(&caller);
        let found = self.read(
            move |transaction| {
                if wanted.is_wanted() { job(transaction, &wanted) } else { Ok(T::default()) }
            },
        );
        let found = found.await;
        drop(caller);
        found
    }

    async fn with<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, crate::WalletError> {
        let shared = Arc::clone(&self.shared);
        Ok(self.env.block(move || shared.with(job)).await??)
    }

    /// As [`Self::write`], for who may block: within a job that must not be cut off between two steps.
    pub(crate) fn write_here<T>(
        &self,
        job: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.shared.with(|connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = job(&transaction)?;
            transaction.commit()?;
            Ok(value)
        })
    }
}

/// Does the caller of a search still wait? It goes away with each letter that an owner types.
pub(crate) struct Wanted(Weak<()>);

impl Wanted {
    /// For as long as `caller` is not dropped.
    pub(crate) fn by(caller: &Arc<()>) -> Self {
        Self(Arc::downgrade(caller))
    }

    /// Nobody hears the result when this is false.
    pub(crate) fn is_wanted(&self) -> bool {
        self.0.strong_count() > 0
    }
}

impl Shared {
    fn with<T>(&self, job: impl FnOnce(&mut Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        // A job that panicked left its transaction rolled back: the connection is sound.
        let mut connection = self.connection.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if !connection.is_autocommit() {
            // A commit that failed so badly that its rollback failed as well.
            connection.execute_batch("ROLLBACK")?;
        }
        job(&mut connection)
    }
}

/// What the files are opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To make a wallet where there is none.
    Create,
    /// To use the wallet that is there.
    Open,
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicBool, Ordering},
        task::{Context, Waker},
    };

    use bank_api::env::{Blocking, BoxFuture, Job};

    use super::*;
    use crate::testing::{World, kip};

    /// Runs jobs in place, or, while it is `busy`, when [`Self::catch_up`] says so.
    #[derive(Default)]
    struct Busy {
        is_busy: AtomicBool,
        jobs: Mutex<Vec<Job>>,
    }

    impl Busy {
        fn catch_up(&self) {
            for job in self.jobs.lock().unwrap().drain(..) {
                job();
            }
        }
    }

    impl Blocking for Busy {
        fn run(&self, job: Job) -> BoxFuture<'static, ()> {
            if !self.is_busy.load(Ordering::Relaxed) {
                job();
                return Box::pin(std::future::ready(()));
            }
            self.jobs.lock().unwrap().push(job);
            Box::pin(std::future::pending())
        }
    }

    #[tokio::test]
    async fn a_search_that_nobody_waits_for_any_more_is_not_begun() {
        let busy = Arc::new(Busy::default());
        let env = Env { blocking: Arc::clone(&busy) as _, ..Env::system() };
        let store = Store::open(Arc::new(MemoryFiles::default()), env, Purpose::Create).await.unwrap();
        busy.is_busy.store(true, Ordering::Relaxed);
        for is_given_up in [true, false] {
            let begun = Arc::new(AtomicBool::new(false));
            let begins = Arc::clone(&begun);
            let mut search = Box::pin(store.search(move |_, _| {
                begins.store(true, Ordering::Relaxed);
                Ok(())
            }));
            assert!(search.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
            if is_given_up {
                drop(search);
                busy.catch_up();
            } else {
                busy.catch_up();
                drop(search);
            }
            assert_ne!(begun.load(Ordering::Relaxed), is_given_up);
        }
    }

    #[tokio::test]
    async fn a_transaction_that_was_left_open_is_in_nobodys_way() {
        let world = World::new().await;
        let stuck = "BEGIN IMMEDIATE; UPDATE entry SET amount = 1";
        world.payer.store().with(move |connection| Ok(connection.execute_batch(stuck)?)).await.unwrap();
        let history = world.payer.history(None, 1).await.unwrap();
        assert_eq!(history[0].amount, kip(1000), "what was not committed is gone");
        world.payer.sync().await.unwrap();
    }
}
