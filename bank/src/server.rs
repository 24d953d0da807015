//! The bank as a whole: opened, run, served, closed.
//!
//! ```text
//! Bank::open --> router()              requests, from anywhere
//!            --> run(shutdown)         the ledger's driver and the exchanges, as one future
//!            --> serve(listener, shutdown) = run + the router on a socket
//! ```
//!
//! Shutting down: no new connection is taken, streams of events end, requests under way are answered, the ledger settles what
//! waits, and then the database closes. What a crash cuts off instead is finished at the next start.

use std::{
    future::Future,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{Router, serve::ListenerExt};
use bank_api::{
    env::{Clock, Env},
    id::{AccountId, ParticipantId},
    message::bank::{Limits, ParticipantInfo},
    time::Timestamp,
};
use tokio::{
    net::TcpListener,
    sync::{oneshot, watch},
};

use crate::{
    config::{Config, Institution},
    directory,
    exchange::{Exchanges, FiatAccount, FiatLedger, fiat::book},
    http::{self, Parts},
    keys::{BankKeys, KeysError, OperatorKeys},
    sequencer::{Driver, Ledger, LedgerError},
    steady_clock::SteadyClock,
    store::{Database, DatabaseFiles, FileDatabase, LedgerStore, OpenedDatabase, SqliteLedger, StoreError},
};

/// How long a shutdown waits for requests under way.
const PATIENCE: Duration = Duration::from_secs(15);

/// Why the bank does not run.
#[derive(Debug, thiserror::Error)]
pub enum BankError {
    /// The database can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The ledger can't be opened.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The keys can't be had.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// The network can't be used.
    #[error("the bank can't serve its address")]
    Network(#[source] std::io::Error),
}

/// A bank that is open: nothing is settled before it runs.
pub struct Bank {
    database: Database,
    ledger: Ledger,
    driver: Driver,
    exchanges: Exchanges,
    keys: Arc<BankKeys>,
    env: Env,
    limits: Limits,
    participants: Vec<ParticipantInfo>,
    issuer: ParticipantId,
    authorities: Vec<String>,
    started_at: Timestamp,
    /// Ready when the database is closed.
    closed: oneshot::Receiver<()>,
    stopping: watch::Sender<bool>,
    streams: http::Streams,
}

impl std::fmt::Debug for Bank {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Bank")
    }
}

impl Bank {
    /// Opens the bank whose database is behind `files`; begins it when there is none.
    pub async fn open(
        config: &Config,
        keys: BankKeys,
        env: Env,
        files: Arc<dyn DatabaseFiles>,
    ) -> Result<Self, BankError> {
        let keys = Arc::new(keys);
        let (closing, closed) = oneshot::channel();
        let files = Announced { files, closing: Mutex::new(Some(closing)) };
        let database = Database::open(Arc::new(files), env.clone()).await?;
        let newest_batch = SqliteLedger::new(database.clone()).head().await?.map(|head| head.batch_time);
        let env = Env { clock: Arc::new(SteadyClock::new(env.clock, newest_batch)), ..env };
        let (ledger, driver) =
            Ledger::open(database.clone(), keys.ledger.clone(), config.limits, env.clone()).await?;
        take_in_participants(&database, config).await?;
        let vault = AccountId::of_participant(&config.central_bank.id);
        let core_bank = Arc::new(FiatLedger::new(database.clone(), env.clone()));
        let exchanges = Exchanges::new(database.clone(), ledger.clone(), core_bank, vault, env.clone());
        let participants = config.participants.iter().map(|bank| ParticipantInfo {
            account: AccountId::of_participant(&bank.id),
            id: bank.id.clone(),
            name: bank.name.clone(),
        });
        Ok(Self {
            database,
            ledger,
            driver,
            exchanges,
            keys,
            limits: config.limits,
            participants: participants.collect(),
            issuer: config.central_bank.id.clone(),
            authorities: if config.authorities.is_empty() {
                vec![config.listen.to_string()]
            } else {
                config.authorities.clone()
            },
            started_at: env.clock.now(),
            env,
            closed,
            stopping: watch::Sender::new(false),
            streams: http::Streams::default(),
        })
    }

    /// Opens the bank in the configuration's folder, with its keys; makes what is not there yet. The keys of operators are
    /// those that the bank made itself: in a sandbox all, in earnest none.
    pub async fn open_folder(config: &Config, env: Env) -> Result<(Self, OperatorKeys), BankError> {
        let (keys_of, rng) = (config.clone(), Arc::clone(&env.rng));
        let keys = env.block(move || BankKeys::load_or_create(&keys_of, rng.as_ref())).await;
        let (keys, operators) = keys.map_err(StoreError::from)??;
        let files = Arc::new(FileDatabase::new(config.database_file()));
        Ok((Self::open(config, keys, env, files).await?, operators))
    }

    /// The whole API. Requests are answered while [`Self::run`] runs.
    pub fn router(&self) -> Router {
        self.router_for(self.authorities.clone())
    }

    fn router_for(&self, authorities: Vec<String>) -> Router {
        http::router(Parts {
            database: self.database.clone(),
            ledger: self.ledger.clone(),
            exchanges: self.exchanges.clone(),
            keys: Arc::clone(&self.keys),
            env: self.env.clone(),
            limits: self.limits,
            participants: self.participants.clone(),
            central_bank: self.issuer.clone(),
            vault: AccountId::of_participant(&self.issuer),
            authorities,
            started_at: self.started_at,
            stopping: self.stopping.subscribe(),
            nonces: http::Nonces::default(),
            streams: self.streams.clone(),
            openapi: Arc::new(http::document()),
        })
    }

    /// The bank's time: what its ledger goes by, and what its API tells.
    pub fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.env.clock)
    }

    /// The ledger, for those who look at it beside the API: tests, a console.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Settles, and finishes what a crash has left, until `shutdown`; then settles what waits, and ends. Everything that the
    /// bank does by itself is in this one future: nothing is spawned.
    pub async fn run(self, shutdown: impl Future<Output = ()>) {
        self.work(shutdown).await;
    }

    /// As [`Self::run`]; what it gives is ready when the database is closed, which waits for the last router to be gone.
    async fn work(self, shutdown: impl Future<Output = ()>) -> oneshot::Receiver<()> {
        let Self { driver, exchanges, ledger, stopping, closed, .. } = self;
        let settling = driver.run();
        let exchanging = async {
            tokio::select! {
                () = exchanges.run() => {}
                () = shutdown => {}
            }
            stopping.send_replace(true);
            ledger.close();
        };
        tokio::join!(settling, exchanging);
        closed
    }

    /// Serves the API on `listener`, in plain HTTP, until `shutdown`: a proxy in front speaks TLS.
    ///
    /// axum spawns a task for each connection: the one place in the bank where something is spawned.
    pub async fn serve(
        mut self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), BankError> {
        let address = listener.local_addr().map_err(BankError::Network)?;
        // An address with port 0 is known only now.
        for authority in &mut self.authorities {
            if authority.ends_with(":0") {
                *authority = address.to_string();
            }
        }
        if address.ip().is_loopback() {
            self.authorities.push(address.to_string());
            self.authorities.push(format!("localhost:{}", address.port()));
        }
        tracing::info!(%address, network = %self.keys.ledger.network, "the bank is open");

        let router = self.router();
        // Small answers are not held back to be sent with more: nothing more comes.
        let listener = listener.tap_io(|stream| {
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "a connection stays with delays");
            }
        });
        let (stop, served) = (self.stopping.clone(), watch::Sender::new(false));
        let graceful = async move {
            shutdown.await;
            tracing::info!("the bank is shutting down");
            stop.send_replace(true);
        };
        let (mut stopping, mut end) = (self.stopping.subscribe(), served.subscribe());
        let running = self.work(async move {
            // An error means that the server is gone, and with it the reason to run.
            let _ = end.wait_for(|ended| *ended).await;
        });
        let serving = async move {
            let patience = async {
                let _ = stopping.wait_for(|stopping| *stopping).await;
                tokio::time::sleep(PATIENCE).await;
            };
            let result = tokio::select! {
                result = axum::serve(listener, router).with_graceful_shutdown(graceful) => result,
                () = patience => {
                    tracing::warn!("some requests were not answered in time: they are cut off");
                    Ok(())
                }
            };
            served.send_replace(true);
            result
        };
        let (closed, result) = tokio::join!(running, serving);
        // The last connection is answered; the task that held it may take a moment to let the database go.
        let let_go = tokio::time::timeout(PATIENCE, closed).await.is_ok();
        tracing::info!(let_go, "the bank is closed");
        result.map_err(BankError::Network)
    }
}

/// Files that tell when the database was closed, so that whoever waited can open it again.
struct Announced {
    files: Arc<dyn DatabaseFiles>,
    closing: Mutex<Option<oneshot::Sender<()>>>,
}

impl DatabaseFiles for Announced {
    fn open(&self) -> Result<OpenedDatabase, StoreError> {
        let opened = self.files.open()?;
        let closing = self.closing.lock().unwrap_or_else(PoisonError::into_inner).take();
        // Dropped in this order: first the lock is let go, then that is told.
        Ok(OpenedDatabase { lock: Box::new((opened.lock, closing)), ..opened })
    }
}

/// The banks that take part, with their accounts at the ledger and their fiat books.
async fn take_in_participants(database: &Database, config: &Config) -> Result<(), StoreError> {
    let central_bank = config.central_bank.id.clone();
    let institutions: Vec<_> = config.institutions().cloned().collect();
    database
        .write(move |tx| {
            for Institution { id, name, .. } in institutions {
                directory::insert_participant(tx, &id, &name)?;
                book::open_book(tx, &id)?;
                if id != central_bank {
                    book::open_account(tx, &FiatAccount::Reserves { participant: id }, &central_bank)?;
                }
            }
            Ok(())
        })
        .await
}
