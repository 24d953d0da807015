//! What the central bank and the commercial banks do over the API, as typed calls.
//!
//! Each call that makes a thing or moves money takes an id made by the caller: with the same id it can be repeated,
//! and the bank does it once.

use std::sync::Arc;

use bank_api::{
    amount::Amount,
    env::{Env, random},
    id::{AccountId, OrderId, ParticipantId},
    key::SecretKey,
    message::{
        bank::BankInfo,
        exchange::ExchangeInfo,
        operator::{
            AuditReport, BurnRequest, CustomerInfo, FiatBalance, FiatDeposit, IssuanceInfo, MintRequest,
            NewCustomer, PurchaseRequest, SetAccountStatus,
        },
        payment::PayeeInfo,
        route,
        wallet::{AccountStatus, HolderKind},
    },
};
use wallet_core::{BankClient, HttpTransport, WalletError};

/// Acts at a bank with an operator's key: the central bank's or a commercial bank's.
#[derive(Debug)]
pub struct Operator {
    client: BankClient,
    key: SecretKey,
    env: Env,
}

impl Operator {
    /// An operator at the bank at `url`; `certificates` as for [`HttpTransport::new`].
    pub fn new(url: &str, certificates: &[Vec<u8>], key: SecretKey, env: Env) -> Result<Self, WalletError> {
        let transport = HttpTransport::new(url, certificates)?;
        let client = BankClient::new(url, Arc::new(transport), env.clone())?;
        Ok(Self::over(client, key, env))
    }

    /// An operator at the bank that `client` talks to, whatever carries its requests.
    pub fn over(client: BankClient, key: SecretKey, env: Env) -> Self {
        Self { client, key, env }
    }

    /// A new id for a call.
    pub fn new_id(&self) -> Result<OrderId, WalletError> {
        Ok(OrderId::new(self.client.now(), random(self.env.rng.as_ref())?))
    }

    /// Who the bank is.
    pub async fn info(&self) -> Result<BankInfo, WalletError> {
        self.client.get(route::INFO, None).await
    }

    /// The central bank issues `amount` to a participant.
    pub async fn mint(
        &self,
        id: OrderId,
        participant: ParticipantId,
        amount: Amount,
    ) -> Result<IssuanceInfo, WalletError> {
        self.post(route::MINTS, &MintRequest { participant, amount }, id).await
    }

    /// The central bank withdraws `amount` from a participant.
    pub async fn burn(
        &self,
        id: OrderId,
        participant: ParticipantId,
        amount: Amount,
    ) -> Result<IssuanceInfo, WalletError> {
        self.post(route::BURNS, &BurnRequest { participant, amount }, id).await
    }

    /// The central bank credits a participant's reserves.
    pub async fn deposit_reserves(
        &self,
        id: OrderId,
        participant: &ParticipantId,
        amount: Amount,
    ) -> Result<FiatBalance, WalletError> {
        self.post(&route::fill(route::RESERVES, participant), &FiatDeposit { amount }, id).await
    }

    /// A participant's reserves.
    pub async fn reserves(&self, participant: &ParticipantId) -> Result<FiatBalance, WalletError> {
        self.client.get(&route::fill(route::RESERVES, participant), Some(&self.key)).await
    }

    /// A commercial bank buys `amount` of digital kip against its reserves.
    pub async fn purchase(&self, id: OrderId, amount: Amount) -> Result<ExchangeInfo, WalletError> {
        self.post(route::PURCHASES, &PurchaseRequest { amount }, id).await
    }

    /// A commercial bank takes in a customer.
    pub async fn add_customer(
        &self,
        id: OrderId,
        name: &str,
        kind: HolderKind,
    ) -> Result<CustomerInfo, WalletError> {
        self.post(route::CUSTOMERS, &NewCustomer { name: name.to_owned(), kind }, id).await
    }

    /// A customer of the commercial bank.
    pub async fn customer(&self, customer: OrderId) -> Result<CustomerInfo, WalletError> {
        self.client.get(&route::fill(route::CUSTOMER, customer), Some(&self.key)).await
    }

    /// A customer brings `amount` of fiat money.
    pub async fn deposit(
        &self,
        id: OrderId,
        customer: OrderId,
        amount: Amount,
    ) -> Result<FiatBalance, WalletError> {
        self.post(&route::fill(route::CUSTOMER_DEPOSITS, customer), &FiatDeposit { amount }, id).await
    }

    /// The central bank freezes an account or lets it go.
    pub async fn set_status(
        &self,
        id: OrderId,
        account: AccountId,
        status: AccountStatus,
    ) -> Result<PayeeInfo, WalletError> {
        self.post(&route::fill(route::ACCOUNT_STATUS, account), &SetAccountStatus { status }, id).await
    }

    /// The central bank has the whole ledger checked.
    pub async fn audit(&self) -> Result<AuditReport, WalletError> {
        self.client.post_empty(route::AUDITS, &self.key).await
    }

    async fn post<T: serde::de::DeserializeOwned>(
        &self,
        path: &str,
        body: &impl serde::Serialize,
        id: OrderId,
    ) -> Result<T, WalletError> {
        self.client.post(path, body, Some(id.to_string()), &self.key).await
    }
}
