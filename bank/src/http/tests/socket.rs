//! The bank on a real socket with a real folder: opened, served, shut down.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use bank_api::{
    env::{Env, SystemRng, random},
    http_signature,
    key::SecretKey,
    message::{
        operator::{CustomerInfo, NewCustomer},
        route,
        wallet::{HolderKind, RegisterWallet},
    },
};
use http::{Request, header::CONTENT_TYPE};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
};

use super::sandbox::{Phone, naga_id, set_idempotency_key};
use crate::{
    config::Config,
    keys::{BankKeys, OperatorKeys},
    server::{Bank, BankError},
    store::{FileDatabase, StoreError},
    testing::{network, order_id},
};

struct Served {
    address: SocketAddr,
    operators: OperatorKeys,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<Result<(), BankError>>,
}

async fn serve(config: &Config) -> Served {
    let (bank, operators) = Bank::open_folder(config, Env::system()).await.unwrap();
    let listener = TcpListener::bind(config.listen).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let shutdown = async move {
        let _ = stopped.await;
    };
    Served { address, operators, stop, serving: tokio::spawn(bank.serve(listener, shutdown)) }
}

fn in_folder(folder: &tempfile::TempDir) -> Config {
    let (data, listen) = (folder.path().join("data"), ([127, 0, 0, 1], 0).into());
    Config { data, listen, network: network(), ..Config::sandbox() }
}

/// A connection that stays open.
struct Connection(TcpStream);

impl Connection {
    async fn to(address: SocketAddr) -> Self {
        Self(TcpStream::connect(address).await.unwrap())
    }

    /// Sends a request and gives what comes next: the answer, if it is small.
    async fn send(&mut self, request: &Request<Vec<u8>>) -> String {
        let uri = request.uri();
        let mut lines = vec![
            format!("{} {} HTTP/1.1", request.method(), uri.path()),
            format!("host: {}", uri.authority().unwrap()),
            format!("content-length: {}", request.body().len()),
        ];
        for (name, value) in request.headers() {
            lines.push(format!("{name}: {}", value.to_str().unwrap()));
        }
        let head = format!("{}\r\n\r\n", lines.join("\r\n"));
        self.0.write_all(head.as_bytes()).await.unwrap();
        self.0.write_all(request.body()).await.unwrap();
        self.read().await.expect("an answer")
    }

    /// What comes next; `None` when the bank has closed the connection.
    async fn read(&mut self) -> Option<String> {
        let mut piece = vec![0; 64 * 1024];
        let length = self.0.read(&mut piece).await.unwrap();
        (length > 0).then(|| String::from_utf8_lossy(&piece[..length]).into_owned())
    }
}

fn request(address: SocketAddr, path: &str, body: Option<Vec<u8>>) -> Request<Vec<u8>> {
    let builder = Request::builder().uri(format!("http://{address}{path}"));
    match body {
        Some(body) => builder.method("POST").header(CONTENT_TYPE, "application/json").body(body).unwrap(),
        None => builder.body(Vec::new()).unwrap(),
    }
}

fn signed(mut request: Request<Vec<u8>>, key: &SecretKey) -> Request<Vec<u8>> {
    let now = Env::system().clock.now();
    http_signature::sign(&mut request, key, now, random(&SystemRng).unwrap()).unwrap();
    request
}

#[tokio::test]
async fn the_bank_serves_a_socket_and_closes_when_it_is_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let config = in_folder(&folder);
    for _ in 0..2 {
        // The second time it opens what the first has left.
        let Served { address, stop, serving, .. } = serve(&config).await;
        let mut idle = Connection::to(address).await;
        assert!(idle.send(&request(address, route::HEALTH, None)).await.starts_with("HTTP/1.1 200"));
        assert!(idle.send(&request(address, route::INFO, None)).await.contains("dlak-test"));
        stop.send(()).unwrap();
        serving.await.unwrap().unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }
}

#[tokio::test]
async fn an_open_stream_of_events_does_not_hold_up_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let Served { address, operators, stop, serving } = serve(&in_folder(&folder)).await;
    let mut till = Connection::to(address).await;
    let new = NewCustomer { name: "Noy".to_owned(), kind: HolderKind::Person };
    let mut create = request(address, route::CUSTOMERS, Some(serde_json::to_vec(&new).unwrap()));
    set_idempotency_key(&mut create, order_id(1));
    let answer = till.send(&signed(create, &operators.participants[&naga_id()])).await;
    let (_, json) = answer.split_once("\r\n\r\n").unwrap();
    let customer: CustomerInfo = serde_json::from_str(json).unwrap();

    let noy = Phone::new(1, customer.enrolment_code);
    let body = RegisterWallet { enrolment_code: noy.code.clone(), authorisation: noy.authorisation() };
    let register = request(address, route::WALLETS, Some(serde_json::to_vec(&body).unwrap()));
    assert!(till.send(&signed(register, &noy.device)).await.starts_with("HTTP/1.1 200"));

    let mut phone = Connection::to(address).await;
    let mut heard = phone.send(&signed(request(address, route::EVENTS, None), &noy.device)).await;
    while !heard.contains("retry: 3000") {
        heard += &phone.read().await.unwrap();
    }
    stop.send(()).unwrap();
    // Well before the bank would lose its patience.
    tokio::time::timeout(Duration::from_secs(5), serving).await.unwrap().unwrap().unwrap();
    while phone.read().await.is_some() {}
}

#[tokio::test]
async fn two_banks_do_not_open_one_folder() {
    let folder = tempfile::tempdir().unwrap();
    let config = in_folder(&folder);
    let (_first, _) = Bank::open_folder(&config, Env::system()).await.unwrap();
    let second = Bank::open_folder(&config, Env::system()).await;
    assert!(matches!(second, Err(BankError::Store(StoreError::InUse))));
}

#[tokio::test]
async fn a_ledger_is_not_continued_with_other_keys() {
    let folder = tempfile::tempdir().unwrap();
    let config = in_folder(&folder);
    drop(Bank::open_folder(&config, Env::system()).await.unwrap());
    let (other, _) = BankKeys::generate(&config, &SystemRng).unwrap();
    let files = Arc::new(FileDatabase::new(config.database_file()));
    let reopened = Bank::open(&config, other, Env::system(), files).await;
    assert!(matches!(reopened, Err(BankError::Ledger(crate::LedgerError::OtherKeys))));
}
