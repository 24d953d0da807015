//! A bank with money in it, and the people who use it.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use bank_api::{
    amount::Amount,
    env::{Env, random},
    id::OrderId,
    message::{
        exchange::{ExchangeKind, ExchangeStatus},
        wallet::HolderKind,
    },
    problem::RejectReason,
};
use dlak_cli::{
    operator::Operator,
    sandbox::{Sandbox, SandboxOptions},
    supply,
};
use tempfile::TempDir;
use tokio::time::{Instant, sleep};
use wallet_core::{
    BankClient, FileKeystore, FolderFiles, HttpTransport, Payment, PaymentState, ProvenReceipt, TopUpState,
    Wallet, WalletError, WalletParts,
};

use crate::{FaultProxy, clock::MovedClock, kip, pin};

/// What the central bank issues at the start, in kip.
pub const ISSUED: u64 = 1_000_000_000;

/// Longer than anything takes on a slow and busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A bank on 127.0.0.1 with its data in a temporary folder. It ends, and its folder goes, when it is dropped.
#[derive(Debug)]
pub struct World {
    folder: TempDir,
    env: Env,
    authorities: Vec<String>,
    address: SocketAddr,
    bank: Option<Sandbox>,
    proxy: Option<FaultProxy>,
    /// The fiat money that customers have brought, in att.
    brought: AtomicU64,
}

impl World {
    /// A bank, and wallets that reach it directly.
    pub async fn open() -> Self {
        Self::begin(None, Env::system()).await
    }

    /// A bank, and wallets that reach it through a proxy. Operators reach it directly.
    pub async fn behind_proxy() -> Self {
        let proxy = FaultProxy::bind().await.unwrap();
        Self::begin(Some(proxy), Env::system()).await
    }

    /// As [`Self::behind_proxy`], and the bank's clock can be moved.
    pub async fn with_clock(clock: &MovedClock) -> Self {
        let proxy = FaultProxy::bind().await.unwrap();
        Self::begin(Some(proxy), clock.env()).await
    }

    async fn begin(proxy: Option<(tokio::net::TcpListener, SocketAddr)>, env: Env) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let authorities: Vec<_> = proxy.iter().map(|(_, address)| address.to_string()).collect();
        let data = folder.path().join("bank");
        let mut attempts = 0..20;
        let bank = loop {
            let options = SandboxOptions {
                data: data.clone(),
                listen: ([127, 0, 0, 1], own_port()).into(),
                authorities: authorities.clone(),
            };
            // Another test may have been faster with the port.
            match Sandbox::start(options, env.clone()).await {
                Ok(bank) => break bank,
                Err(error) => assert!(attempts.next().is_some(), "the bank does not start: {error:#}"),
            }
        };
        bank.fund(kip(ISSUED)).await.unwrap();
        let address = bank.url().trim_start_matches("http://").parse().unwrap();
        let proxy = proxy.map(|(listener, _)| FaultProxy::forward_to(listener, address).unwrap());
        let brought = AtomicU64::new(0);
        Self { folder, env, authorities, address, bank: Some(bank), proxy, brought }
    }

    /// The bank.
    pub fn bank(&self) -> &Sandbox {
        self.bank.as_ref().expect("the bank was stopped")
    }

    /// The central bank's operator.
    pub fn central_bank(&self) -> &Operator {
        self.bank().central_bank()
    }

    /// The network between wallets and bank.
    pub fn proxy(&self) -> &FaultProxy {
        self.proxy.as_ref().expect("the world has no proxy")
    }

    /// The bank's address, as wallets know it.
    pub fn url(&self) -> String {
        self.proxy.as_ref().map_or_else(|| format!("http://{}", self.address), FaultProxy::url)
    }

    /// The folder of everything.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// How the bank is started: on the same folder and port as before.
    pub fn options(&self) -> SandboxOptions {
        SandboxOptions {
            data: self.folder().join("bank"),
            listen: self.address,
            authorities: self.authorities.clone(),
        }
    }

    /// Stops the bank: connections are refused from now on.
    pub async fn stop_bank(&mut self) {
        self.bank.take().expect("the bank was stopped").stop().await.unwrap();
    }

    /// Starts the bank again.
    pub async fn start_bank(&mut self) {
        let began = Instant::now();
        self.bank = loop {
            match Sandbox::start(self.options(), self.env.clone()).await {
                Ok(bank) => break Some(bank),
                // Another test may have its port for a moment.
                Err(_) if began.elapsed() < PATIENCE => sleep(Duration::from_millis(20)).await,
                Err(error) => panic!("the bank does not start again: {error:#}"),
            }
        };
    }

    /// A client of the bank for whoever has a key, or none.
    pub fn client(&self) -> BankClient {
        let transport = HttpTransport::new(&self.url(), &[]).unwrap();
        BankClient::new(&self.url(), Arc::new(transport), Env::system()).unwrap()
    }

    /// A new phone, whose folder has this name.
    pub fn phone(&self, name: &str) -> Phone {
        Phone { folder: self.folder().join("phones").join(name), bank_url: self.url(), env: Env::system() }
    }

    /// Takes in a customer who brings so much fiat money, in kip. Gives the customer's id and enrolment code.
    pub async fn customer(&self, name: &str, kind: HolderKind, fiat_kip: u64) -> (OrderId, String) {
        let customer = self.bank().customer(name, kind, kip(fiat_kip)).await.unwrap();
        self.brought.fetch_add(kip(fiat_kip).att(), Ordering::SeqCst);
        (customer.customer, customer.enrolment_code)
    }

    /// A citizen with a registered wallet, topped up with all the fiat money that was brought.
    pub async fn citizen(&self, name: &'static str, balance_kip: u64) -> Person {
        self.person(name, HolderKind::Person, balance_kip).await
    }

    /// A merchant with a registered wallet and nothing in it.
    pub async fn merchant(&self, name: &'static str) -> Person {
        self.person(name, HolderKind::Merchant, 0).await
    }

    async fn person(&self, name: &str, kind: HolderKind, balance_kip: u64) -> Person {
        let (customer, code) = self.customer(name, kind, balance_kip).await;
        let phone = self.phone(name);
        let (wallet, _words) = Wallet::create(phone.parts(), pin(), "first phone", None).await.unwrap();
        let account = wallet.register(&code).await.unwrap();
        assert_eq!((account.name.as_str(), account.account), (name, wallet.account()));
        if balance_kip > 0 {
            assert_eq!(wallet.top_up(kip(balance_kip)).await.unwrap().state, TopUpState::Done);
            assert_eq!(wallet.sync().await.unwrap().balance, kip(balance_kip));
        }
        Person { name: name.to_owned(), customer, phone, wallet }
    }

    /// The fiat money that a customer may spend, in att.
    pub async fn fiat(&self, person: &Person) -> Amount {
        self.bank().look_up(person.customer).await.unwrap().fiat.available
    }

    /// What must hold whatever has happened, once nothing is under way: the audit finds nothing, the supply is what was
    /// minted, nobody saw two ledgers, and every att that these people ever brought is in their wallets or their
    /// bank accounts. They must be all who ever brought any.
    pub async fn assert_sound<'a>(&self, people: impl IntoIterator<Item = &'a Person>) {
        self.assert_sound_with(people, Amount::ZERO).await;
    }

    /// As [`Self::assert_sound`], with what others have.
    pub async fn assert_sound_with<'a>(&self, people: impl IntoIterator<Item = &'a Person>, others: Amount) {
        let mut everywhere = others;
        for person in people {
            let synced = person.wallet.sync().await.unwrap();
            let balance = person.wallet.balance().await.unwrap();
            assert_eq!(
                (balance.settled, balance.reserved),
                (synced.balance, Amount::ZERO),
                "{}",
                person.name
            );
            assert_eq!(person.wallet.divergences().await.unwrap(), [], "{}", person.name);
            let fiat = self.bank().look_up(person.customer).await.unwrap().fiat;
            assert_eq!(fiat.held, Amount::ZERO, "{} has fiat money held", person.name);
            for part in [synced.balance, fiat.available] {
                everywhere = everywhere.checked_add(part).unwrap();
            }
        }
        assert_eq!(everywhere.att(), self.brought.load(Ordering::SeqCst), "money was made or lost");
        let central_bank = self.central_bank();
        let audit = central_bank.audit().await.unwrap();
        assert_eq!(audit.findings, Vec::<String>::new());
        let supply = supply::prove(&self.client(), None).await.unwrap();
        assert_eq!((supply.outstanding, audit.supply), (kip(ISSUED), kip(ISSUED)));
    }
}

/// A free port that the system does not give to connections by itself (those begin at 32768). A bank that is restarted on
/// one of *those* may find it taken; worse, a wallet that asks for a bank that is away may be connected to itself.
fn own_port() -> u16 {
    loop {
        let random: [u8; 2] = random(Env::system().rng.as_ref()).unwrap();
        let port = 10_000 + u16::from_le_bytes(random) % 20_000;
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// A customer of the commercial bank, with a wallet on a phone.
#[derive(Debug)]
pub struct Person {
    /// As the bank knows it.
    pub name: String,
    /// At the commercial bank.
    pub customer: OrderId,
    /// Where the wallet is.
    pub phone: Phone,
    /// The wallet, unlocked.
    pub wallet: Wallet,
}

impl Person {
    /// Prepares and confirms a payment.
    pub async fn pay(&self, code: &str, amount: Option<Amount>) -> Result<Payment, WalletError> {
        let preview = self.wallet.prepare(code, amount, None).await?;
        self.wallet.confirm(preview).await
    }

    /// The verified balance, after asking the bank.
    pub async fn synced(&self) -> Amount {
        self.wallet.sync().await.unwrap().balance
    }

    /// The code on the person's sticker: the payer types the amount.
    pub async fn sticker(&self) -> String {
        self.wallet.static_code(None).await.unwrap()
    }

    /// The app is closed and started again.
    pub async fn restart(self) -> Self {
        let Self { name, customer, phone, wallet } = self;
        drop(wallet);
        let wallet = phone.open().await;
        Self { name, customer, phone, wallet }
    }

    /// The payment is settled, and its receipt, as a text, convinces anybody who has the bank's keys.
    pub async fn assert_paid(&self, order: OrderId) -> Payment {
        let payment = self.wallet.payment(order).await.unwrap();
        assert_eq!(payment.state, PaymentState::Settled);
        let text = self.wallet.receipt(order).await.unwrap().to_string();
        let proven = ProvenReceipt::verify(&text, self.wallet.trust()).unwrap();
        let said = proven.receipt();
        assert_eq!((said.order_id, said.payee, said.amount), (order, payment.payee, payment.amount));
        payment
    }

    /// Waits until a redemption that is settled has come to the bank account: that follows by itself, and nothing tells
    /// of it.
    pub async fn paid_out(&self, redemption: OrderId) {
        let began = Instant::now();
        loop {
            let info = self.wallet.exchange(redemption).await.unwrap();
            assert_eq!(info.kind, ExchangeKind::Redemption);
            if info.status == ExchangeStatus::Done {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "it is not paid out: {info:?}");
            sleep(Duration::from_millis(5)).await;
        }
    }

    /// Goes on with what is unfinished until nothing is.
    pub async fn finish(&self) {
        let began = Instant::now();
        loop {
            let unfinished = self.wallet.resume().await.unwrap();
            if unfinished.iter().all(|payment| payment.state.is_final()) {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "unfinished: {unfinished:?}");
            sleep(Duration::from_millis(10)).await;
        }
    }
}

/// The folder of a wallet, and the machine under it.
#[derive(Clone, Debug)]
pub struct Phone {
    /// The wallet's folder; its keystore is a folder in it.
    pub folder: PathBuf,
    /// The bank's address.
    pub bank_url: String,
    /// The machine.
    pub env: Env,
}

impl Phone {
    /// What a wallet is made of here.
    pub fn parts(&self) -> WalletParts {
        WalletParts {
            env: self.env.clone(),
            files: Arc::new(FolderFiles::new(&self.folder)),
            keystore: Arc::new(FileKeystore::new(self.folder.join("keystore"))),
            transport: Arc::new(HttpTransport::new(&self.bank_url, &[]).unwrap()),
            bank_url: self.bank_url.clone(),
        }
    }

    /// Starts the app: opens and unlocks the wallet.
    pub async fn open(&self) -> Wallet {
        let began = Instant::now();
        let wallet = loop {
            match Wallet::open(self.parts()).await {
                // The last job of the one before may not have ended yet.
                Err(error) if error.code() == "wallet-in-use" && began.elapsed() < PATIENCE => {
                    sleep(Duration::from_millis(10)).await;
                }
                opened => break opened.unwrap(),
            }
        };
        wallet.unlock(pin()).await.unwrap();
        wallet
    }
}

/// The ledger's reason why a payment was rejected.
pub fn reason(payment: &Payment) -> Option<RejectReason> {
    if let PaymentState::Rejected(reason) = payment.state { Some(reason) } else { None }
}
