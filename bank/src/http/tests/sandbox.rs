//! A whole bank in memory, with operators and phones that call it.

use std::{sync::Arc, time::Duration};

use axum::{Router, body::Body};
use bank_api::{
    amount::Amount,
    encoding::Bytes,
    env::{Clock, Env},
    http_signature::{self, IDEMPOTENCY_KEY},
    id::{AccountId, NetworkId, OrderId, ParticipantId},
    key::SecretKey,
    message::{
        exchange::{ExchangeInfo, ExchangeStatus, RequestTopUp},
        operator::{
            AuditReport, CustomerInfo, FiatBalance, FiatDeposit, IssuanceInfo, MintRequest, NewCustomer,
            PurchaseRequest,
        },
        payment::{ORDER_MEDIA_TYPE, PaymentOutcome},
        route,
        wallet::{AccountInfo, HolderKind, RegisterWallet},
    },
    problem::{MEDIA_TYPE, Problem},
    statement::{DeviceAuthorisation, DeviceRevocation, Lak, OrderKind, PaymentOrder, Signed, Version1},
    time::Timestamp,
};
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header::CONTENT_TYPE};
use serde::{Serialize, de::DeserializeOwned};
use tokio::{sync::oneshot, task::JoinHandle};
use tower::ServiceExt;

use crate::{
    config::Config,
    keys::{BankKeys, OperatorKeys},
    server::Bank,
    store::{DatabaseFiles, MemoryDatabase},
    testing::{SeededRng, TestClock, kip, network, order_id, test_env},
};

pub(super) const HOST: &str = "bank.example";

/// A bank that runs.
pub(super) struct Sandbox {
    pub(super) router: Router,
    pub(super) clock: Arc<TestClock>,
    pub(super) env: Env,
    /// The bank's own time, which wallets and operators take from it.
    time: Arc<dyn Clock>,
    pub(super) keys: Arc<BankKeys>,
    pub(super) operators: OperatorKeys,
    pub(super) bol: SecretKey,
    pub(super) naga: SecretKey,
    stop: Option<oneshot::Sender<()>>,
    running: Option<JoinHandle<()>>,
}

/// An answer.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Reply {
    /// The answer of an operation that was done.
    pub(super) fn ok<T: DeserializeOwned>(&self) -> T {
        assert_eq!(self.status, StatusCode::OK, "{}", String::from_utf8_lossy(&self.body));
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The problem of one that was not.
    pub(super) fn problem(&self) -> Problem {
        let problem: Problem = serde_json::from_slice(&self.body).unwrap_or_else(|_| {
            panic!("no problem: {} {}", self.status, String::from_utf8_lossy(&self.body))
        });
        assert_eq!(problem.status, self.status.as_u16());
        assert_eq!(self.headers[CONTENT_TYPE], MEDIA_TYPE);
        problem
    }

    pub(super) fn code(&self) -> String {
        self.problem().code.to_string()
    }

    pub(super) fn replayed(&self) -> bool {
        self.headers.get("idempotency-replayed").is_some_and(|value| value == "true")
    }
}

impl Sandbox {
    pub(super) async fn open() -> Self {
        Self::open_on(Arc::new(MemoryDatabase::new())).await
    }

    pub(super) async fn open_on(files: Arc<dyn DatabaseFiles>) -> Self {
        let (env, clock) = test_env(7);
        Self::open_with(files, env, clock).await
    }

    pub(super) async fn open_with(files: Arc<dyn DatabaseFiles>, env: Env, clock: Arc<TestClock>) -> Self {
        let config = Config { network: network(), authorities: vec![HOST.to_owned()], ..Config::sandbox() };
        // The same keys each time, as a folder would give them.
        let (keys, mut operators) = BankKeys::generate(&config, &SeededRng::new(1)).unwrap();
        let ledger = keys.ledger.clone();
        let enrolment = keys.enrolment.clone();
        let public = keys.operators.clone();
        let bank = Bank::open(&config, keys, env.clone(), files).await.unwrap();
        let (router, time) = (bank.router(), bank.clock());
        let (stop, stopped) = oneshot::channel();
        let running = tokio::spawn(bank.run(async move {
            let _ = stopped.await;
        }));
        Self {
            router,
            clock,
            env,
            time,
            keys: Arc::new(BankKeys { ledger, enrolment, operators: public }),
            bol: operators.central_bank.take().unwrap(),
            naga: operators.participants.remove(&naga_id()).unwrap(),
            operators,
            stop: Some(stop),
            running: Some(running),
        }
    }

    /// Shuts the bank down as an operator would.
    pub(super) async fn close(mut self) {
        drop(self.stop.take());
        if let Some(running) = self.running.take() {
            running.await.unwrap();
        }
    }

    /// Asks the bank to shut down, and goes on looking at it.
    pub(super) fn begin_shutdown(&mut self) {
        drop(self.stop.take());
    }

    /// Puts a signature on a request.
    pub(super) fn sign(&self, request: &mut Request<Vec<u8>>, key: &SecretKey) {
        let nonce = bank_api::env::random(self.env.rng.as_ref()).unwrap();
        http_signature::sign(request, key, self.now(), nonce).unwrap();
    }

    /// Sends a request as it is.
    pub(super) async fn send(&self, request: Request<Vec<u8>>) -> Reply {
        let response = self.router.clone().oneshot(request.map(Body::from)).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, 1 << 20).await.unwrap().to_vec();
        Reply { status: parts.status, headers: parts.headers, body }
    }

    pub(super) async fn get(&self, key: &SecretKey, path: &str) -> Reply {
        let mut request = get(path);
        self.sign(&mut request, key);
        self.send(request).await
    }

    pub(super) async fn post<B: Serialize>(&self, key: &SecretKey, path: &str, body: &B) -> Reply {
        let mut request = post(path, body);
        self.sign(&mut request, key);
        self.send(request).await
    }

    /// POST with an `Idempotency-Key`.
    pub(super) async fn create<B: Serialize>(&self, key: &SecretKey, path: &str, id: u64, body: &B) -> Reply {
        let mut request = post(path, body);
        set_idempotency_key(&mut request, order_id(id));
        self.sign(&mut request, key);
        self.send(request).await
    }

    pub(super) async fn pay(&self, order: &[u8]) -> Reply {
        let request = Request::post(uri(route::PAYMENTS)).header(CONTENT_TYPE, ORDER_MEDIA_TYPE);
        self.send(request.body(order.to_vec()).unwrap()).await
    }

    pub(super) fn now(&self) -> Timestamp {
        self.time.now()
    }

    /// Lets time pass, by all clocks. In tests whose time is paused.
    pub(super) async fn pass(&self, time: Duration) {
        self.clock.advance_secs(i64::try_from(time.as_secs()).unwrap());
        tokio::time::advance(time).await;
    }

    /// Mints into the vault, and has the commercial bank buy some of it. Takes the ids `id` to `id + 2`.
    pub(super) async fn stock(&self, id: u64, amount: Amount) {
        let mint = MintRequest { participant: "BOL".parse().unwrap(), amount };
        self.create(&self.bol, route::MINTS, id, &mint).await.ok::<IssuanceInfo>();
        let reserves = route::fill(route::RESERVES, "NAGA");
        self.create(&self.bol, &reserves, id + 1, &FiatDeposit { amount }).await.ok::<FiatBalance>();
        let bought = self.create(&self.naga, route::PURCHASES, id + 2, &PurchaseRequest { amount }).await;
        assert_eq!(bought.ok::<ExchangeInfo>().status, ExchangeStatus::Done);
    }

    /// A customer of the commercial bank with fiat money and a wallet, into which a part of it is topped up. Takes the ids
    /// `1000 * number` to `1000 * number + 2`.
    pub(super) async fn customer(&self, number: u8, fiat: Amount, topped_up: Amount) -> Phone {
        let id = 1000 * u64::from(number);
        let new = NewCustomer { name: format!("Customer {number}"), kind: HolderKind::Person };
        let customer: CustomerInfo = self.create(&self.naga, route::CUSTOMERS, id, &new).await.ok();
        if !fiat.is_zero() {
            let deposits = route::fill(route::CUSTOMER_DEPOSITS, customer.customer);
            let deposit = FiatDeposit { amount: fiat };
            self.create(&self.naga, &deposits, id + 1, &deposit).await.ok::<FiatBalance>();
        }
        let phone = Phone::new(number, customer.enrolment_code);
        self.register(&phone).await.ok::<AccountInfo>();
        if !topped_up.is_zero() {
            let top_up = RequestTopUp { amount: topped_up };
            let done = self.create(&phone.device, route::TOP_UPS, id + 2, &top_up).await;
            assert_eq!(done.ok::<ExchangeInfo>().status, ExchangeStatus::Done);
        }
        phone
    }

    pub(super) async fn register(&self, phone: &Phone) -> Reply {
        let body =
            RegisterWallet { enrolment_code: phone.code.clone(), authorisation: phone.authorisation() };
        self.post(&phone.device, route::WALLETS, &body).await
    }

    pub(super) async fn account(&self, phone: &Phone) -> AccountInfo {
        self.get(&phone.device, route::ACCOUNT).await.ok()
    }

    pub(super) async fn settle(&self, order: PaymentOrder, phone: &Phone) -> PaymentOutcome {
        self.pay(&phone.sign(order)).await.ok()
    }

    /// Checks the whole bank.
    pub(super) async fn assert_sound(&self) {
        let mut request = Request::post(uri(route::AUDITS)).body(Vec::new()).unwrap();
        self.sign(&mut request, &self.bol);
        let report: AuditReport = self.send(request).await.ok();
        assert_eq!(report.findings, Vec::<String>::new());
    }
}

/// A customer's phone.
pub(super) struct Phone {
    pub(super) root: SecretKey,
    pub(super) device: SecretKey,
    pub(super) spending: SecretKey,
    pub(super) account: AccountId,
    pub(super) code: String,
}

impl Phone {
    pub(super) fn new(number: u8, code: String) -> Self {
        let key = |purpose: u8| {
            let mut seed = [number; 32];
            seed[0] = purpose;
            SecretKey::from_seed(&seed)
        };
        let root = key(1);
        let account = AccountId::of_wallet(&root.public());
        Self { root, device: key(2), spending: key(3), account, code }
    }

    /// The same owner's other phone.
    pub(super) fn second(&self) -> Self {
        let key = |purpose: u8| {
            SecretKey::from_seed(&[self.account.as_bytes()[0], purpose].repeat(16).try_into().unwrap())
        };
        let root = SecretKey::from_seed(&self.root.to_seed());
        Self { root, device: key(4), spending: key(5), account: self.account, code: self.code.clone() }
    }

    pub(super) fn authorisation(&self) -> Bytes {
        let body = DeviceAuthorisation {
            version: Version1,
            root_key: self.root.public(),
            device_key: self.device.public(),
            spending_key: self.spending.public(),
            label: "phone".to_owned(),
            issued_at: crate::testing::noon(),
        };
        Bytes(Signed::sign(body, &network(), &self.root).bytes().to_vec())
    }

    pub(super) fn revocation(&self) -> Bytes {
        let body = DeviceRevocation {
            version: Version1,
            root_key: self.root.public(),
            device: self.device.public().id(),
            issued_at: crate::testing::noon(),
        };
        Bytes(Signed::sign(body, &network(), &self.root).bytes().to_vec())
    }

    /// A payment that holds for a minute.
    pub(super) fn order(&self, id: u64, payee: AccountId, amount: Amount) -> PaymentOrder {
        PaymentOrder {
            version: Version1,
            id: order_id(id),
            payer: self.account,
            payee,
            amount,
            currency: Lak,
            kind: OrderKind::Payment,
            request: None,
            memo: None,
            created_at: crate::testing::noon(),
            expires_at: crate::testing::noon().shifted(60_000_000),
        }
    }

    pub(super) fn sign(&self, order: PaymentOrder) -> Vec<u8> {
        self.sign_for(order, &network())
    }

    pub(super) fn sign_for(&self, order: PaymentOrder, network: &NetworkId) -> Vec<u8> {
        Signed::sign(order, network, &self.spending).bytes().to_vec()
    }
}

pub(super) fn naga_id() -> ParticipantId {
    "NAGA".parse().unwrap()
}

pub(super) fn uri(path: &str) -> String {
    format!("https://{HOST}{path}")
}

pub(super) fn get(path: &str) -> Request<Vec<u8>> {
    Request::get(uri(path)).body(Vec::new()).unwrap()
}

pub(super) fn post<B: Serialize>(path: &str, body: &B) -> Request<Vec<u8>> {
    raw_post(path, serde_json::to_vec(body).unwrap())
}

pub(super) fn raw_post(path: &str, body: Vec<u8>) -> Request<Vec<u8>> {
    Request::builder()
        .method(Method::POST)
        .uri(uri(path))
        .header(CONTENT_TYPE, "application/json")
        .body(body)
        .unwrap()
}

pub(super) fn set_idempotency_key(request: &mut Request<Vec<u8>>, id: OrderId) {
    let value = HeaderValue::from_str(&format!("\"{id}\"")).unwrap();
    request.headers_mut().insert(IDEMPOTENCY_KEY, value);
}

/// The usual scene: the bank has 1,000,000 kip, and two customers have 50,000 in fiat money and 30,000 in their wallets.
pub(super) async fn two_customers() -> (Sandbox, Phone, Phone) {
    let bank = Sandbox::open().await;
    bank.stock(900, kip(1_000_000)).await;
    let noy = bank.customer(1, kip(80_000), kip(30_000)).await;
    let dao = bank.customer(2, kip(80_000), kip(30_000)).await;
    (bank, noy, dao)
}
