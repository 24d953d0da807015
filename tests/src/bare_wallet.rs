//! A wallet without `wallet-core`: keys and requests made by hand, for what a sound wallet never sends, and for load.

use std::sync::Arc;

use bank_api::{
    amount::Amount,
    encoding::Bytes,
    env::{Env, random},
    http_signature,
    id::{AccountId, NetworkId, OrderId},
    key::SecretKey,
    message::{
        payment::{ORDER_MEDIA_TYPE, PaymentOutcome},
        route,
        wallet::{AccountInfo, AuthoriseDevice, RegisterWallet},
    },
    problem::Problem,
    statement::{DeviceAuthorisation, Lak, OrderKind, PaymentOrder, Signed, Version1},
};
use http::{Request, header::CONTENT_TYPE};
use wallet_core::{BankClient, BankTransport, HttpTransport, WalletError};

/// The keys of one device of a wallet.
#[derive(Debug)]
pub struct BareWallet {
    /// The wallet's root key.
    pub root: SecretKey,
    /// Signs requests.
    pub device: SecretKey,
    /// Signs orders.
    pub spending: SecretKey,
    /// Calls the API.
    pub client: BankClient,
    /// Carries anything.
    pub transport: HttpTransport,
    url: String,
    env: Env,
}

impl BareWallet {
    /// A new device of the wallet with this root key; without one, of a new wallet.
    pub fn new(bank_url: &str, root: Option<SecretKey>) -> Self {
        let env = Env::system();
        let new_key = || SecretKey::from_seed(&random(env.rng.as_ref()).unwrap());
        let transport = HttpTransport::new(bank_url, &[]).unwrap();
        Self {
            root: root.unwrap_or_else(new_key),
            device: new_key(),
            spending: new_key(),
            client: BankClient::new(bank_url, Arc::new(transport.clone()), env.clone()).unwrap(),
            transport,
            url: bank_url.to_owned(),
            env,
        }
    }

    /// The wallet's account.
    pub fn account(&self) -> AccountId {
        AccountId::of_wallet(&self.root.public())
    }

    /// The sandbox's network.
    pub fn network() -> NetworkId {
        "dlak-sandbox".parse().unwrap()
    }

    /// The owner's word that this device may act for the wallet.
    pub fn authorisation(&self) -> Bytes {
        let body = DeviceAuthorisation {
            version: Version1,
            root_key: self.root.public(),
            device_key: self.device.public(),
            spending_key: self.spending.public(),
            label: "made by hand".to_owned(),
            issued_at: self.client.now(),
        };
        Bytes(Signed::sign(body, &Self::network(), &self.root).bytes().to_vec())
    }

    /// Opens the wallet at the bank.
    pub async fn register(&self, enrolment_code: &str) -> Result<AccountInfo, WalletError> {
        let enrolment_code = enrolment_code.to_owned();
        let body = RegisterWallet { enrolment_code, authorisation: self.authorisation() };
        self.client.post(route::WALLETS, &body, None, &self.device).await
    }

    /// Adds the device to the wallet, which is open.
    pub async fn join(&self) -> Result<AccountInfo, WalletError> {
        let body = AuthoriseDevice { authorisation: self.authorisation() };
        self.client.post(route::DEVICES, &body, None, &self.device).await
    }

    /// A new id.
    pub fn new_id(&self) -> OrderId {
        OrderId::new(self.client.now(), random(self.env.rng.as_ref()).unwrap())
    }

    /// An order that is as it should be.
    pub fn order(&self, payee: AccountId, amount: Amount) -> PaymentOrder {
        let now = self.client.now();
        PaymentOrder {
            version: Version1,
            id: self.new_id(),
            payer: self.account(),
            payee,
            amount,
            currency: Lak,
            kind: OrderKind::Payment,
            request: None,
            memo: None,
            created_at: now,
            expires_at: now.plus(std::time::Duration::from_mins(10)),
        }
    }

    /// The order's signed bytes.
    pub fn sign(&self, order: PaymentOrder) -> Vec<u8> {
        Signed::sign(order, &Self::network(), &self.spending).bytes().to_vec()
    }

    /// Posts these bytes as an order.
    pub async fn post(&self, order: Vec<u8>) -> Result<PaymentOutcome, Problem> {
        self.try_post(order).await.expect("the bank answers")
    }

    /// As [`Self::post`], and `None` when the bank can't be reached.
    pub async fn try_post(&self, order: Vec<u8>) -> Option<Result<PaymentOutcome, Problem>> {
        let request = Request::post(format!("{}{}", self.url, route::PAYMENTS));
        let request = request.header(CONTENT_TYPE, ORDER_MEDIA_TYPE).body(order).unwrap();
        self.transport.send(request).await.ok().map(read)
    }

    /// Signs an order and posts it.
    pub async fn pay(&self, order: PaymentOrder) -> Result<PaymentOutcome, Problem> {
        self.post(self.sign(order)).await
    }

    /// A signed request with a JSON body, ready to be tampered with.
    pub fn signed(&self, path: &str, body: &serde_json::Value, key: Option<OrderId>) -> Request<Vec<u8>> {
        let mut request =
            Request::post(format!("{}{path}", self.url)).header(CONTENT_TYPE, "application/json");
        if let Some(key) = key {
            request = request.header(http_signature::IDEMPOTENCY_KEY, format!("\"{key}\""));
        }
        let mut request = request.body(serde_json::to_vec(body).unwrap()).unwrap();
        let nonce = random(self.env.rng.as_ref()).unwrap();
        http_signature::sign(&mut request, &self.device, self.client.now(), nonce).unwrap();
        request
    }

    /// Sends a request as it is.
    pub async fn send<T: serde::de::DeserializeOwned>(
        &self,
        request: Request<Vec<u8>>,
    ) -> Result<T, Problem> {
        read(self.transport.send(request).await.unwrap())
    }
}

fn read<T: serde::de::DeserializeOwned>(answer: http::Response<Vec<u8>>) -> Result<T, Problem> {
    if answer.status().is_success() {
        Ok(serde_json::from_slice(answer.body()).unwrap())
    } else {
        Err(serde_json::from_slice(answer.body()).unwrap())
    }
}
