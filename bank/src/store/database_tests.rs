use std::{future::Future, sync::mpsc, time::Duration};

use tokio::{sync::oneshot, task::JoinHandle};

use super::*;
use crate::store::FileDatabase;

/// A database in a file, and few threads for blocking calls.
fn with_database<F: Future<Output = ()>>(test: impl FnOnce(Database) -> F) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(2 * WRITES)
        .build()
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    runtime.block_on(async {
        let files = Arc::new(FileDatabase::new(folder.path().join("bank.sqlite")));
        let test = test(Database::open(files, Env::system()).await.unwrap());
        // Only a failure takes so long.
        tokio::time::timeout(Duration::from_secs(20), test).await.expect("somebody waits for ever");
    });
}

/// A job that has begun, and ends when it is told to.
struct Held {
    end: mpsc::Sender<()>,
    ended: JoinHandle<Result<(), StoreError>>,
}

impl Held {
    async fn begin<F>(run: impl FnOnce(Box<dyn FnOnce() + Send>) -> F) -> Self
    where
        F: Future<Output = Result<(), StoreError>> + Send + 'static,
    {
        let (end, told) = mpsc::channel();
        let (begun, begins) = oneshot::channel();
        let ended = tokio::spawn(run(Box::new(move || {
            begun.send(()).unwrap();
            told.recv().unwrap();
        })));
        begins.await.unwrap();
        Self { end, ended }
    }

    async fn read(database: &Database) -> Self {
        let database = database.clone();
        Self::begin(|hold| async move {
            database
                .read(|_| {
                    hold();
                    Ok(())
                })
                .await
        })
        .await
    }

    async fn read_apart(database: &Database) -> Self {
        let database = database.clone();
        Self::begin(|hold| async move {
            database
                .read_apart(|_| {
                    hold();
                    Ok(())
                })
                .await
        })
        .await
    }

    async fn write(database: &Database) -> Self {
        let database = database.clone();
        Self::begin(|hold| async move {
            database
                .write(|_| {
                    hold();
                    Ok(())
                })
                .await
        })
        .await
    }

    async fn end(self) {
        self.end.send(()).unwrap();
        self.ended.await.unwrap().unwrap();
    }
}

async fn look(database: &Database) {
    database.read(|tx| Ok(tx.query_row("SELECT 1", [], |_| Ok(()))?)).await.unwrap();
}

#[test]
fn whoever_waits_to_read_gets_the_reader_that_is_free_first() {
    with_database(|database| async move {
        let readers = database.shared.free_readers().len();
        let mut held = Vec::new();
        for _ in 0..readers {
            held.push(Held::read(&database).await);
        }
        let waiting: Vec<_> = (0..20)
            .map(|_| {
                let database = database.clone();
                tokio::spawn(async move { look(&database).await })
            })
            .collect();
        tokio::task::yield_now().await;
        held.pop().unwrap().end().await;
        for read in waiting {
            read.await.unwrap();
        }
        for reader in held {
            reader.end().await;
        }
        assert_eq!(database.shared.free_readers().len(), readers);
    });
}

#[test]
fn a_read_that_panics_gives_its_reader_back() {
    with_database(|database| async move {
        let readers = database.shared.free_readers().len();
        for _ in 0..2 * readers {
            let lost = database.read::<()>(|_| panic!("on purpose")).await;
            assert!(matches!(lost, Err(StoreError::JobLost(_))), "{lost:?}");
        }
        assert_eq!(database.shared.free_readers().len(), readers);
        look(&database).await;
    });
}

#[test]
fn an_audit_keeps_no_reader_waiting_and_is_kept_waiting_by_none() {
    with_database(|database| async move {
        let readers = database.shared.free_readers().len();
        let audit = Held::read_apart(&database).await;
        let mut held = Vec::new();
        for _ in 0..readers {
            held.push(Held::read(&database).await);
        }
        let second = {
            let database = database.clone();
            tokio::spawn(async move { database.read_apart(|_| Ok(())).await })
        };
        database.write(|_| Ok(())).await.unwrap();
        assert!(!second.is_finished(), "one audit at a time");
        audit.end().await;
        second.await.unwrap().unwrap();
        for reader in held {
            reader.end().await;
        }
    });
}

#[test]
fn those_who_wait_to_write_leave_threads_to_readers_and_to_the_ledger() {
    with_database(|database| async move {
        let writing = Held::write(&database).await;
        let waiting: Vec<_> = (0..100)
            .map(|_| {
                let database = database.clone();
                tokio::spawn(async move { database.write(|_| Ok(())).await })
            })
            .collect();
        tokio::task::yield_now().await;
        look(&database).await;
        let batch = {
            let database = database.clone();
            tokio::spawn(async move { database.write_batch(|_| Ok(())).await })
        };
        writing.end().await;
        batch.await.unwrap().unwrap();
        for write in waiting {
            write.await.unwrap().unwrap();
        }
    });
}
