//! A world for tests: phones whose clock, disk and network obey, and a bank that answers as the real one does until it
//! is told not to.

mod bank;
mod env;
mod ledger;

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use bank_api::amount::Amount;

pub(crate) use self::{
    bank::{Fault, TestBank},
    env::{TestClock, stepped_env},
};
use crate::{MemoryFiles, MemoryKeystore, Payment, Pin, Wallet, WalletParts, Words};

/// The bank's address in tests.
pub(crate) const BANK_URL: &str = "https://bank.test";

/// The PIN of all test wallets.
pub(crate) fn pin() -> Pin {
    Pin::new("271828".to_owned()).unwrap()
}

pub(crate) fn kip(kip: u64) -> Amount {
    Amount::from_kip(kip).unwrap()
}

/// What a phone keeps when the app is killed.
#[derive(Clone)]
pub(crate) struct Phone {
    pub(crate) files: Arc<MemoryFiles>,
    pub(crate) keystore: Arc<MemoryKeystore>,
    pub(crate) clock: Arc<TestClock>,
    seed: u64,
    bank: Arc<TestBank>,
}

impl Phone {
    pub(crate) fn new(bank: &Arc<TestBank>) -> Self {
        static PHONES: AtomicU64 = AtomicU64::new(0);
        let seed = PHONES.fetch_add(1, Ordering::Relaxed);
        Self {
            files: Arc::new(MemoryFiles::new()),
            keystore: Arc::new(MemoryKeystore::default()),
            clock: Arc::new(TestClock::default()),
            seed,
            bank: Arc::clone(bank),
        }
    }

    pub(crate) fn parts(&self) -> WalletParts {
        WalletParts {
            env: stepped_env(&self.clock, self.seed),
            files: Arc::clone(&self.files) as _,
            keystore: Arc::clone(&self.keystore) as _,
            transport: Arc::clone(&self.bank) as _,
            bank_url: BANK_URL.to_owned(),
        }
    }

    /// A new wallet on this phone, registered under this name.
    pub(crate) async fn wallet(&self, name: &str) -> (Wallet, Words) {
        let (wallet, words) = Wallet::create(self.parts(), pin(), name, None).await.unwrap();
        wallet.register(name).await.unwrap();
        (wallet, words)
    }

    /// The app is started anew.
    pub(crate) async fn reopen(&self) -> Wallet {
        Wallet::open(self.parts()).await.unwrap()
    }
}

/// A bank, a payer with 1,000 kip, and a payee.
pub(crate) struct World {
    pub(crate) bank: Arc<TestBank>,
    pub(crate) phone: Phone,
    pub(crate) payer: Wallet,
    pub(crate) payee: Wallet,
}

impl World {
    pub(crate) async fn new() -> Self {
        let bank = TestBank::new();
        let phone = Phone::new(&bank);
        let (payer, _) = phone.wallet("Noy").await;
        let (shop, _) = Phone::new(&bank).wallet("Han Kafe").await;
        payer.top_up(kip(1000)).await.unwrap();
        payer.sync().await.unwrap();
        Self { bank, phone, payer, payee: shop }
    }

    /// The payer pays the payee.
    pub(crate) async fn pay(&self, amount: Amount) -> Result<Payment, crate::WalletError> {
        let code = self.payee.static_code(Some(amount)).await?;
        let preview = self.payer.prepare(&code, None, None).await?;
        self.payer.confirm(preview).await
    }

    /// What the bank says the payee has.
    pub(crate) fn paid(&self) -> Amount {
        self.bank.balance(self.payee.account())
    }
}
