//! A bank whose ledger runs, and what a stranger can check of it.

use std::sync::Arc;

use bank_api::{
    amount::Amount,
    env::Env,
    id::{AccountId, RequestId},
    log::{
        checkpoint::SignedCheckpoint,
        entry::{Entry, chain_start},
        proof::{verify_consistency, verify_inclusion},
    },
    message::{
        operator::AuditReport,
        payment::CreatePaymentRequest,
        wallet::{AccountStatus, EntriesQuery, HolderKind},
    },
    problem::RejectReason,
    statement::{PaymentOrder, Receipt, Supply, Unverified},
};
use tokio::task::JoinHandle;

use super::{
    Person, TestClock, ledger_keys, limits, naga, naga_id, network, noon, order_id, request_id, test_env,
    vault,
};
use crate::{
    directory::{self, NewWallet},
    ledger::{Instruction, Outcome, Settled},
    sequencer::{Driver, Ledger, LedgerError},
    store::{Database, DatabaseFiles, batch},
};

/// A bank with a ledger that runs.
pub(crate) struct World {
    pub(crate) clock: Arc<TestClock>,
    pub(crate) env: Env,
    pub(crate) database: Database,
    pub(crate) ledger: Ledger,
    driver: Option<JoinHandle<()>>,
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
