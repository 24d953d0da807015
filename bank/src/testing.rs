//! A small bank for tests: a clock that is set, randomness from a seed, and a few people.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, AtomicI64, Ordering},
};

use bank_api::{
    amount::Amount,
    env::{Blocking, BoxFuture, Clock, Env, Job, NoRandomness, Rng},
    id::{AccountId, NetworkId, OrderId, ParticipantId, RequestId},
    key::SecretKey,
    log::{
        checkpoint::SignedCheckpoint,
        entry::{Entry, chain_start},
        note::NoteSigner,
        proof::{verify_consistency, verify_inclusion},
    },
    message::{
        bank::Limits,
        operator::AuditReport,
        payment::CreatePaymentRequest,
        wallet::{AccountStatus, EntriesQuery, HolderKind},
    },
    problem::RejectReason,
    statement::{
        DeviceAuthorisation, DeviceRevocation, Lak, OrderKind, PaymentOrder, Receipt, Signed, Supply,
        Unverified, Version1,
    },
    time::Timestamp,
};
use tokio::task::JoinHandle;

use crate::{
    directory::{self, Authorisation, NewWallet, Revocation},
    ledger::{
        Instruction, LedgerKeys, Outcome, Settled, VerifiedOrder,
        verify::{SpendingKey, verify},
    },
    sequencer::{Driver, Ledger, LedgerError},
    store::{Database, DatabaseFiles, OpenedDatabase, StoreError, batch},
};

/// A clock that says what it was set to.
pub(crate) struct TestClock(AtomicI64);

impl TestClock {
    pub(crate) fn set(&self, now: Timestamp) {
        self.0.store(now.micros(), Ordering::SeqCst);
    }

    pub(crate) fn advance_secs(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// SplitMix64: the same seed, the same bytes.
pub(crate) struct SeededRng(Mutex<u64>);

impl SeededRng {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl Rng for SeededRng {
    fn fill(&self, out: &mut [u8]) -> Result<(), NoRandomness> {
        let mut state = self.0.lock().unwrap();
        for chunk in out.chunks_mut(8) {
            *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = *state;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

/// Runs jobs where they are asked for: a whole bank on one thread.
struct OnThisThread;

impl Blocking for OnThisThread {
    fn run(&self, job: Job) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            // As the port says: a panic ends only the job.
            let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(job));
        })
    }
}

/// A machine that loses its power: after so many jobs it does nothing more, for ever.
pub(crate) struct PowerLoss {
    jobs_left: AtomicI64,
    /// Is the last job still done, and only its result lost?
    last_is_done: bool,
}

impl PowerLoss {
    pub(crate) fn after(jobs: i64, last_is_done: bool) -> Self {
        Self { jobs_left: AtomicI64::new(jobs), last_is_done }
    }
}

impl Blocking for PowerLoss {
    fn run(&self, job: Job) -> BoxFuture<'static, ()> {
        match self.jobs_left.fetch_sub(1, Ordering::SeqCst) {
            left if left > 0 => OnThisThread.run(job),
            0 if self.last_is_done => Box::pin(async move {
                job();
                std::future::pending::<()>().await;
            }),
            _ => Box::pin(std::future::pending()),
        }
    }
}

/// 2026-11-24, 16:30 in Vientiane.
pub(crate) fn noon() -> Timestamp {
    "2026-11-24T09:30:00Z".parse().unwrap()
}

pub(crate) fn kip(kip: u64) -> Amount {
    Amount::from_kip(kip).unwrap()
}

pub(crate) fn network() -> NetworkId {
    "dlak-test".parse().unwrap()
}

pub(crate) fn ledger_keys() -> Arc<LedgerKeys> {
    Arc::new(LedgerKeys {
        network: network(),
        receipt: SecretKey::from_seed(&[101; 32]),
        log: NoteSigner::new("bank.example/log", SecretKey::from_seed(&[102; 32])).unwrap(),
    })
}

pub(crate) fn limits() -> Limits {
    Limits { payment: kip(5_000_000), daily: kip(12_000_000) }
}

pub(crate) fn order_id(number: u64) -> OrderId {
    let mut random = [0; 10];
    random[2..].copy_from_slice(&number.to_be_bytes());
    OrderId::new(noon(), random)
}

pub(crate) fn request_id(number: u8) -> RequestId {
    RequestId::new(noon(), [number; 10])
}

/// A customer with a phone.
pub(crate) struct Person {
    root: SecretKey,
    device: SecretKey,
    pub(crate) spending: SecretKey,
    pub(crate) account: AccountId,
}

impl Person {
    pub(crate) fn new(number: u8) -> Self {
        let key = |purpose: u8| {
            let mut seed = [number; 32];
            seed[0] = purpose;
            SecretKey::from_seed(&seed)
        };
        let root = key(1);
        let account = AccountId::of_wallet(&root.public());
        Self { root, device: key(2), spending: key(3), account }
    }

    /// The same owner on another phone.
    pub(crate) fn another_device(&self, number: u8) -> Self {
        let root = SecretKey::from_seed(&self.root.to_seed());
        Self { root, account: self.account, ..Self::new(number) }
    }

    pub(crate) fn authorisation(&self) -> Authorisation {
        self.authorises_keys_of(self)
    }

    /// This owner's word for the keys of anybody's phone.
    pub(crate) fn authorises_keys_of(&self, other: &Self) -> Authorisation {
        let body = DeviceAuthorisation {
            version: Version1,
            root_key: self.root.public(),
            device_key: other.device.public(),
            spending_key: other.spending.public(),
            label: "phone".to_owned(),
            issued_at: noon(),
        };
        Authorisation::verify(Signed::sign(body, &network(), &self.root).bytes(), &network()).unwrap()
    }

    pub(crate) fn revocation(&self) -> Revocation {
        self.revokes_device_of(self)
    }

    /// This owner's word against anybody's phone.
    pub(crate) fn revokes_device_of(&self, other: &Self) -> Revocation {
        let body = DeviceRevocation {
            version: Version1,
            root_key: self.root.public(),
            device: other.device.public().id(),
            issued_at: noon(),
        };
        Revocation::verify(Signed::sign(body, &network(), &self.root).bytes(), &network()).unwrap()
    }

    /// A payment that holds for a minute.
    pub(crate) fn pays(&self, id: u64, payee: AccountId, amount: Amount) -> PaymentOrder {
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
            created_at: noon(),
            expires_at: noon().shifted(60_000_000),
        }
    }

    pub(crate) fn sign(&self, order: PaymentOrder) -> Vec<u8> {
        Signed::sign(order, &network(), &self.spending).bytes().to_vec()
    }

    pub(crate) fn verified(&self, order: PaymentOrder) -> VerifiedOrder {
        let spending = SpendingKey { key: self.spending.public(), account: self.account };
        verify(Unverified::parse(&self.sign(order)).unwrap(), &network(), &spending).unwrap()
    }

    pub(crate) fn instructs(&self, order: PaymentOrder) -> Instruction {
        Instruction::Order(self.verified(order))
    }
}

/// The central bank's vault and a commercial bank.
pub(crate) fn vault() -> AccountId {
    AccountId::of_participant(&"BOL".parse().unwrap())
}

pub(crate) fn naga() -> AccountId {
    AccountId::of_participant(&naga_id())
}

pub(crate) fn naga_id() -> ParticipantId {
    "NAGA".parse().unwrap()
}

/// Files whose commits can be made to fail, and whose disk can be made full.
pub(crate) struct FaultyFiles {
    pub(crate) inner: Arc<dyn DatabaseFiles>,
    pub(crate) commits_fail: Arc<AtomicBool>,
    /// The most pages of the database's file.
    pub(crate) pages: Option<u32>,
}

impl DatabaseFiles for FaultyFiles {
    fn open(&self) -> Result<OpenedDatabase, StoreError> {
        let mut opened = self.inner.open()?;
        let fail = Arc::clone(&self.commits_fail);
        // A commit hook that says true turns the commit into a rollback.
        opened.writer.commit_hook(Some(move || fail.load(Ordering::SeqCst)))?;
        if let Some(pages) = self.pages {
            opened.writer.pragma_update(None, "max_page_count", pages)?;
        }
        Ok(opened)
    }
}

/// A bank with a ledger that runs.
pub(crate) struct World {
    pub(crate) clock: Arc<TestClock>,
    pub(crate) env: Env,
    pub(crate) database: Database,
    pub(crate) ledger: Ledger,
    driver: Option<JoinHandle<()>>,
}

/// An `Env` on one thread, and its clock.
pub(crate) fn test_env(seed: u64) -> (Env, Arc<TestClock>) {
    let clock = Arc::new(TestClock(AtomicI64::new(noon().micros())));
    let rng = Arc::new(SeededRng::new(seed));
    (Env { clock: Arc::clone(&clock) as _, rng, blocking: Arc::new(OnThisThread) }, clock)
}

impl World {
    /// A bank on these files, with the vault, a commercial bank, and nobody's money.
    pub(crate) async fn open(files: Arc<dyn DatabaseFiles>) -> Self {
        let (env, clock) = test_env(7);
        Self::open_with(files, env, clock).await.unwrap()
    }

    pub(crate) async fn open_with(
        files: Arc<dyn DatabaseFiles>,
        env: Env,
        clock: Arc<TestClock>,
    ) -> Result<Self, LedgerError> {
        let (world, driver) = Self::open_still(files, env, clock).await?;
        Ok(Self { driver: Some(tokio::spawn(driver.run())), ..world })
    }

    /// A bank whose driver does not run yet.
    pub(crate) async fn open_still(
        files: Arc<dyn DatabaseFiles>,
        env: Env,
        clock: Arc<TestClock>,
    ) -> Result<(Self, Driver), LedgerError> {
        let database = Database::open(files, env.clone()).await?;
        let (ledger, driver) = Ledger::open(database.clone(), ledger_keys(), limits(), env.clone()).await?;
        database
            .write(|tx| {
                directory::insert_participant(tx, &"BOL".parse().unwrap(), "Bank of the Lao PDR")?;
                directory::insert_participant(tx, &naga_id(), "Naga Bank")
            })
            .await?;
        Ok((Self { clock, env, database, ledger, driver: None }, driver))
    }

    /// Drops the bank where it stands, as a crash would.
    pub(crate) async fn crash(mut self) {
        if let Some(driver) = self.driver.take() {
            driver.abort();
            let _ = driver.await;
        }
    }

    /// Closes the bank as an operator would.
    pub(crate) async fn close(mut self) {
        self.ledger.close();
        if let Some(driver) = self.driver.take() {
            driver.await.unwrap();
        }
    }

    /// A customer of the commercial bank who has been sold this much.
    pub(crate) async fn customer(&self, number: u8, amount: Amount) -> Person {
        let person = Person::new(number);
        self.register(&person).await;
        if !amount.is_zero() {
            self.fund(u64::from(number) * 1_000_000, person.account, amount).await;
        }
        person
    }

    pub(crate) async fn register(&self, person: &Person) {
        let authorisation = person.authorisation();
        let wallet = NewWallet {
            name: format!("Person {}", person.account),
            kind: HolderKind::Person,
            participant: naga_id(),
        };
        let now = self.env.clock.now();
        self.database
            .write(move |tx| directory::insert_wallet(tx, &authorisation, &wallet, now))
            .await
            .unwrap();
    }

    /// Mints, sells to the commercial bank, tops up. Takes the ids `first_id` to `first_id + 2`.
    pub(crate) async fn fund(&self, first_id: u64, wallet: AccountId, amount: Amount) {
        let [mint, purchase, top_up] = [0, 1, 2].map(|n| order_id(first_id + n));
        for instruction in [
            Instruction::Mint { id: mint, participant: vault(), amount },
            Instruction::Purchase { id: purchase, vault: vault(), participant: naga(), amount },
            Instruction::TopUp { id: top_up, participant: naga(), wallet, amount },
        ] {
            settled(self.ledger.submit(instruction).await.unwrap());
        }
    }

    pub(crate) async fn submit(&self, person: &Person, order: PaymentOrder) -> Outcome {
        let order = self.ledger.verify(&person.sign(order)).await.unwrap();
        self.ledger.submit(Instruction::Order(order)).await.unwrap()
    }

    pub(crate) async fn balance(&self, account: AccountId) -> i64 {
        self.database.read(move |tx| batch::account(tx, account)).await.unwrap().unwrap().balance.att()
    }

    pub(crate) async fn request(&self, number: u8, payee: AccountId, amount: Amount) -> RequestId {
        let expires_at = noon().shifted(30_000_000);
        let wish = CreatePaymentRequest { amount, memo: None, expires_at };
        let id = request_id(number);
        let now = self.env.clock.now();
        let created = self.database.write(move |tx| directory::create_request(tx, id, payee, &wish, now));
        assert!(matches!(created.await.unwrap(), directory::RequestCreated::New(_)));
        id
    }

    pub(crate) async fn set_status(&self, account: AccountId, status: AccountStatus) {
        assert!(self.database.write(move |tx| directory::set_status(tx, account, status)).await.unwrap());
    }

    pub(crate) async fn revoke(&self, person: &Person) {
        let (revocation, now) = (person.revocation(), self.env.clock.now());
        self.database.write(move |tx| directory::revoke_device(tx, &revocation, now)).await.unwrap();
    }

    pub(crate) async fn audit(&self) -> AuditReport {
        self.ledger.audit().await.unwrap()
    }

    /// Checks everything that the bank shows of itself, as a stranger with its public keys would.
    pub(crate) async fn assert_sound(&self, people: &[&Person]) {
        let report = self.audit().await;
        assert_eq!(report.findings, Vec::<String>::new());
        let keys = ledger_keys();
        let supply = self.ledger.supply().await.unwrap();
        let checkpoint = SignedCheckpoint::verify(supply.checkpoint, keys.log.verifier()).unwrap();
        let stated = Unverified::<Supply>::parse(&supply.supply.0).unwrap();
        let stated = stated.verify(&network(), &keys.receipt.public()).unwrap();
        assert_eq!(stated.body().tree_size, checkpoint.size());
        assert_eq!(stated.body().root, *checkpoint.root());
        assert_eq!(stated.body().outstanding(), Some(report.supply));
        let mut held = 0;
        for person in people {
            held += self.read_history(person.account).await;
        }
        held += self.balance(vault()).await + self.balance(naga()).await;
        assert_eq!(held, report.supply.signed_att(), "what people hold is the supply");
    }

    /// Reads an account's history page by page, as a wallet would; gives the balance that it ends in.
    pub(crate) async fn read_history(&self, account: AccountId) -> i64 {
        let keys = ledger_keys();
        let (mut after, mut chain, mut balance) = (0, chain_start(account), 0);
        let mut known: Option<SignedCheckpoint> = None;
        loop {
            let tree_size = known.as_ref().map_or(0, SignedCheckpoint::size);
            let query = EntriesQuery { after, limit: 3, tree_size };
            let page = self.ledger.entries(account, query).await.unwrap();
            let checkpoint = SignedCheckpoint::verify(page.checkpoint, keys.log.verifier()).unwrap();
            if let Some(known) = &known {
                let (size, root) = (checkpoint.size(), checkpoint.root());
                verify_consistency(known.size(), known.root(), size, root, &page.consistency).unwrap();
            }
            for item in &page.entries {
                let Entry { seq, ref counterparty, .. } = item.entry;
                assert_eq!(seq, after + 1);
                assert_ne!(*counterparty, account);
                after = seq;
                balance += item.entry.signed_amount();
                assert_eq!(item.entry.balance_after.att(), balance);
                chain = item.entry.hash(account, chain);
            }
            if let Some(last) = page.entries.last() {
                let leaf = last.leaf(chain).hash();
                let (size, root) = (checkpoint.size(), checkpoint.root());
                verify_inclusion(&leaf, last.leaf_index, size, &page.inclusion, root).unwrap();
            }
            known = Some(checkpoint);
            if !page.more {
                return balance;
            }
        }
    }
}

pub(crate) fn settled(outcome: Outcome) -> Settled {
    match outcome {
        Outcome::Settled(settled) => settled,
        Outcome::Rejected { reason, .. } => panic!("rejected: {reason}"),
    }
}

pub(crate) fn rejected(outcome: Outcome) -> RejectReason {
    match outcome {
        Outcome::Rejected { reason, .. } => reason,
        Outcome::Settled(settled) => panic!("settled: {settled:?}"),
    }
}

/// The receipt, verified.
pub(crate) fn receipt(outcome: Outcome) -> Receipt {
    let bytes = settled(outcome).receipt.unwrap();
    let receipt = Unverified::<Receipt>::parse(&bytes).unwrap();
    receipt.verify(&network(), &ledger_keys().receipt.public()).unwrap().body().clone()
}
