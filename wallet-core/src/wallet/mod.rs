//! The handle that apps hold.
//!
//! ```text
//! WalletParts --create--> Wallet, words        words: shown once, written down, never stored readable
//!             --restore-> Wallet               from the words, on a new device of the same wallet
//!             --open----> Wallet (locked) --unlock(PIN)--> may pay --lock--> may only look
//! ```
//!
//! All that must survive is in the database; the handle holds the connection to it, the client of the bank, the device
//! key and, while unlocked, the spending key.

mod create;
mod lock;
pub(crate) mod record;
#[cfg(test)]
mod tests;

use std::{
    collections::HashSet,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bank_api::{
    env::Env,
    id::{AccountId, OrderId},
    key::SecretKey,
};
use tokio::sync::Notify;

use crate::{
    BankTrust, Events,
    bank_client::{BankClient, BankTransport},
    event::EventSender,
    keys::Keystore,
    store::{Store, WalletFiles},
};

/// The outside, as a wallet takes it: each part is a port.
#[derive(Clone)]
pub struct WalletParts {
    /// Clock, randomness, blocking calls.
    pub env: Env,
    /// Where the wallet's file is.
    pub files: Arc<dyn WalletFiles>,
    /// Where the secret is that no copy of the file has.
    pub keystore: Arc<dyn Keystore>,
    /// What carries requests to the bank.
    pub transport: Arc<dyn BankTransport>,
    /// The bank's address, `https://bank.example`.
    pub bank_url: String,
}

impl fmt::Debug for WalletParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WalletParts").field("bank_url", &self.bank_url).finish_non_exhaustive()
    }
}

/// A wallet. Cheap to clone, and all clones are one wallet; it is closed when the last one is dropped.
#[derive(Clone)]
pub struct Wallet {
    shared: Arc<Shared>,
}

struct Shared {
    account: AccountId,
    trust: BankTrust,
    client: BankClient,
    store: Store,
    env: Env,
    keystore: Arc<dyn Keystore>,
    device: SecretKey,
    /// While the wallet is unlocked.
    spending: Mutex<Option<Arc<SecretKey>>>,
    /// The payments and top-ups that a call of this process is working on.
    driven: Mutex<HashSet<OrderId>>,
    events: EventSender,
    wake: Notify,
}

impl fmt::Debug for Wallet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wallet").field("account", &self.account()).finish_non_exhaustive()
    }
}

impl Wallet {
    /// The wallet's account: what others pay to.
    pub fn account(&self) -> AccountId {
        self.shared.account
    }

    /// The network and keys by which the bank is believed.
    pub fn trust(&self) -> &BankTrust {
        &self.shared.trust
    }

    /// What changes from now on.
    pub fn events(&self) -> Events {
        self.shared.events.subscribe()
    }

    /// Lets this handle go, and waits until the wallet's file is free to be opened again: until the other handles are
    /// dropped too, and what they were doing with the file is done.
    pub async fn close(self) {
        let closed = self.store().clone().close();
        drop(self);
        closed.await;
    }

    pub(crate) fn client(&self) -> &BankClient {
        &self.shared.client
    }

    pub(crate) fn store(&self) -> &Store {
        &self.shared.store
    }

    pub(crate) fn env(&self) -> &Env {
        &self.shared.env
    }

    pub(crate) fn device_key(&self) -> &SecretKey {
        &self.shared.device
    }

    pub(crate) fn spending_key(&self) -> Option<Arc<SecretKey>> {
        guard(&self.shared.spending).clone()
    }

    pub(crate) fn event_sender(&self) -> &EventSender {
        &self.shared.events
    }

    /// Tells [`run`](Wallet::run) that there is something to do.
    pub(crate) fn wake(&self) {
        self.shared.wake.notify_one();
    }

    /// Ready when there is something to do.
    pub(crate) async fn woken(&self) {
        self.shared.wake.notified().await;
    }

    /// Claims a new payment or top-up, so that nobody else goes on with it meanwhile. When the claim is dropped, with or
    /// without an end, [`run`](Wallet::run) looks after it.
    pub(crate) fn drive(&self, id: OrderId) -> Driving<'_> {
        guard(&self.shared.driven).insert(id);
        Driving { wallet: self, id, wakes: true }
    }

    /// Claims a stored payment or top-up, unless somebody has.
    pub(crate) fn try_drive(&self, id: OrderId) -> Option<Driving<'_>> {
        let free = guard(&self.shared.driven).insert(id);
        free.then(|| Driving { wallet: self, id, wakes: false })
    }
}

/// Lets a claimed payment or top-up go when dropped.
pub(crate) struct Driving<'a> {
    wallet: &'a Wallet,
    id: OrderId,
    wakes: bool,
}

impl Drop for Driving<'_> {
    fn drop(&mut self) {
        guard(&self.wallet.shared.driven).remove(&self.id);
        if self.wakes {
            self.wallet.wake();
        }
    }
}

/// What the locks here guard is whole at any time, so a panic elsewhere does not spoil it.
fn guard<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
