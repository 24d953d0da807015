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

use std::{future::Future, sync::Arc, time::Duration};

use axum::Router;
use bank_api::{
    env::Env,
    id::{AccountId, ParticipantId},
    message::bank::{Limits, ParticipantInfo},
    time::Timestamp,
};
use tokio::{
    net::TcpListener,
    sync::{broadcast, watch},
};

use crate::{
    config::{Config, Institution},
    directory,
    exchange::{Exchanges, FiatAccount, FiatLedger, fiat::book},
    http::{self, Parts},
    keys::{BankKeys, KeysError, OperatorKeys},
    sequencer::{Driver, Ledger, LedgerError},
    store::{Database, DatabaseFiles, FileDatabase, StoreError},
};

/// How many revocations an open stream may be behind.
const REVOCATIONS: usize = 64;

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
    stopping: watch::Sender<bool>,
    revoked: broadcast::Sender<bank_api::key::KeyId>,
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
        let database = Database::open(files, env.clone()).await?;
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
            stopping: watch::Sender::new(false),
            revoked: broadcast::Sender::new(REVOCATIONS),
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
            revoked: self.revoked.clone(),
            openapi: Arc::new(http::document()),
        })
    }

    /// The ledger, for those who look at it beside the API: tests, a console.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Settles, and finishes what a crash has left, until `shutdown`; then settles what waits, and ends. Everything that the
    /// bank does by itself is in this one future: nothing is spawned.
    pub async fn run(self, shutdown: impl Future<Output = ()>) {
        let Self { driver, exchanges, ledger, stopping, .. } = self;
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
        let (stop, served) = (self.stopping.clone(), watch::Sender::new(false));
        let graceful = async move {
            shutdown.await;
            tracing::info!("the bank is shutting down");
            stop.send_replace(true);
        };
        let (mut stopping, mut end) = (self.stopping.subscribe(), served.subscribe());
        let running = self.run(async move {
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
        let ((), result) = tokio::join!(running, serving);
        tracing::info!("the bank is closed");
        result.map_err(BankError::Network)
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

#[cfg(test)]
mod tests {
    use bank_api::{env::SystemRng, message::route};
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpStream,
        sync::oneshot,
        task::JoinHandle,
    };

    use super::*;

    struct Served {
        address: std::net::SocketAddr,
        stop: oneshot::Sender<()>,
        serving: JoinHandle<Result<(), BankError>>,
    }

    async fn serve(config: &Config) -> Served {
        let (bank, _) = Bank::open_folder(config, Env::system()).await.unwrap();
        let listener = TcpListener::bind(config.listen).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let shutdown = async move {
            let _ = stopped.await;
        };
        Served { address, stop, serving: tokio::spawn(bank.serve(listener, shutdown)) }
    }

    fn sandbox(folder: &tempfile::TempDir) -> Config {
        Config { data: folder.path().join("data"), listen: ([127, 0, 0, 1], 0).into(), ..Config::sandbox() }
    }

    /// One request over a connection that stays open.
    async fn get(stream: &mut TcpStream, path: &str) -> String {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", stream.peer_addr().unwrap());
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = vec![0; 64 * 1024];
        let length = stream.read(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer[..length]).into_owned()
    }

    #[tokio::test]
    async fn the_bank_serves_a_socket_and_closes_when_it_is_told_to() {
        let folder = tempfile::tempdir().unwrap();
        let config = sandbox(&folder);
        for _ in 0..2 {
            // The second time it opens what the first has left.
            let Served { address, stop, serving } = serve(&config).await;
            let mut idle = TcpStream::connect(address).await.unwrap();
            assert!(get(&mut idle, route::HEALTH).await.starts_with("HTTP/1.1 200"));
            assert!(get(&mut idle, route::INFO).await.contains("dlak-sandbox"));
            stop.send(()).unwrap();
            serving.await.unwrap().unwrap();
            assert!(TcpStream::connect(address).await.is_err());
        }
    }

    #[tokio::test]
    async fn two_banks_do_not_open_one_folder() {
        let folder = tempfile::tempdir().unwrap();
        let config = sandbox(&folder);
        let (_first, _) = Bank::open_folder(&config, Env::system()).await.unwrap();
        let second = Bank::open_folder(&config, Env::system()).await;
        assert!(matches!(second, Err(BankError::Store(StoreError::InUse))));
    }

    #[tokio::test]
    async fn a_ledger_is_not_continued_with_other_keys() {
        let folder = tempfile::tempdir().unwrap();
        let config = sandbox(&folder);
        drop(Bank::open_folder(&config, Env::system()).await.unwrap());
        let (other, _) = BankKeys::generate(&config, &SystemRng).unwrap();
        let files = Arc::new(FileDatabase::new(config.database_file()));
        let reopened = Bank::open(&config, other, Env::system(), files).await;
        assert!(matches!(reopened, Err(BankError::Ledger(LedgerError::OtherKeys))));
    }
}
