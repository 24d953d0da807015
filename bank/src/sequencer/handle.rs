use std::sync::Arc;

use bank_api::{
    encoding::Bytes,
    env::Env,
    id::{AccountId, OrderId},
    log::checkpoint::{CheckpointError, SignedCheckpoint},
    message::{
        PAGE_MAX,
        bank::{Leaves, Limits, LogProof, SupplyStatement},
        operator::AuditReport,
        wallet::{EntriesPage, EntriesQuery},
    },
    statement::{PaymentOrder, Supply, Unverified},
    time::Timestamp,
};
use tokio::sync::{mpsc, oneshot, watch};

use super::{
    driver::{Ask, Driver},
    notices::{Listeners, Notices},
};
use crate::{
    ledger::{
        Found, Instruction, LedgerKeys, Outcome, VerifiedOrder,
        record::Head,
        verify::{VerifyError, verify},
    },
    store::{Database, LedgerStore, SqliteLedger, StoreError},
};

/// How many instructions may wait for their batch before the bank says that it is busy.
pub const QUEUE: usize = 4096;

/// Why the ledger did not answer. Nothing is certain then but what [`Ledger::find`] says; the same instruction may be
/// submitted again.
#[derive(Clone, Debug, thiserror::Error)]
pub enum LedgerError {
    /// Too many instructions are waiting.
    #[error("the ledger is busy: try again")]
    Busy,
    /// The ledger is being closed, or its driver is gone.
    #[error("the ledger is closed: try again later")]
    Closed,
    /// The store failed. Nothing is half-written.
    #[error(transparent)]
    Store(Arc<StoreError>),
    /// The ledger was signed for another network or log, or with other keys, than the ones given.
    #[error(
        "the ledger in this database was begun with other keys, or for another network or log name: give it the `keys` folder, \
         the `network` and the `log_origin` that it was begun with"
    )]
    OtherKeys,
    /// The log has no such leaf, or has never had that size.
    #[error("the log has no such leaf or size")]
    NotInLog,
}

impl From<StoreError> for LedgerError {
    fn from(error: StoreError) -> Self {
        Self::Store(Arc::new(error))
    }
}

/// The ledger, as everything else in the bank uses it. Cheap to clone.
#[derive(Clone)]
pub struct Ledger {
    store: Arc<dyn LedgerStore>,
    keys: Arc<LedgerKeys>,
    env: Env,
    queue: mpsc::Sender<Ask>,
    listeners: Listeners,
    closing: watch::Sender<bool>,
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ledger")
    }
}

impl Ledger {
    /// Opens the ledger in `database`, and begins it when there is none. The [`Driver`] must be run for anything to be settled.
    pub async fn open(
        database: Database,
        keys: Arc<LedgerKeys>,
        limits: Limits,
        env: Env,
    ) -> Result<(Self, Driver), LedgerError> {
        Self::with_store(Arc::new(SqliteLedger::new(database)), keys, limits, env).await
    }

    /// Opens the ledger in any store.
    pub async fn with_store(
        store: Arc<dyn LedgerStore>,
        keys: Arc<LedgerKeys>,
        limits: Limits,
        env: Env,
    ) -> Result<(Self, Driver), LedgerError> {
        if store.head().await?.is_none() {
            store.begin(Head::empty(env.clock.now(), &keys)).await?;
        }
        let head = store.head().await?.ok_or_else(|| StoreError::damaged("the ledger has no head"))?;
        check_keys(&head, &keys)?;
        let (queue, asks) = mpsc::channel(QUEUE);
        let (closing, closed) = watch::channel(false);
        let listeners = Listeners::default();
        let driver = Driver {
            store: Arc::clone(&store),
            keys: Arc::clone(&keys),
            limits,
            env: env.clone(),
            asks,
            closed,
            listeners: listeners.clone(),
        };
        Ok((Self { store, keys, env, queue, listeners, closing }, driver))
    }

    /// Checks the signature of an order that came in. What it makes is good for [`Self::submit`].
    pub async fn verify(&self, order: &[u8]) -> Result<VerifiedOrder, VerifyError> {
        let order = Unverified::<PaymentOrder>::parse(order)?;
        let key = self.store.spending_key(order.key_id()).await?.ok_or(VerifyError::UnknownKey)?;
        let keys = Arc::clone(&self.keys);
        self.env.block(move || verify(order, &keys.network, &key)).await.map_err(StoreError::from)?
    }

    /// Has an instruction settled and gives its outcome once that is durable. The same instruction again gives the same
    /// outcome; another one with the same id is rejected.
    pub async fn submit(&self, instruction: Instruction) -> Result<Outcome, LedgerError> {
        let (reply, answer) = oneshot::channel();
        self.ask(Ask::Settle { instruction, reply })?;
        answer.await.map_err(|_| LedgerError::Closed)?
    }

    /// What became of the instruction with this id.
    pub async fn find(&self, order: OrderId) -> Result<Found, LedgerError> {
        if let Some(decided) = self.store.decided(order).await? {
            return Ok(Found::Decided(Box::new(decided)));
        }
        // The time must be stored before it is told: else a bank that restarts with a slower clock, or a batch that was
        // formed before, could settle an order that we have called expired.
        let as_of = self.pass_time().await?;
        Ok(match self.store.decided(order).await? {
            Some(decided) => Found::Decided(Box::new(decided)),
            None => Found::NotSeen { as_of },
        })
    }

    async fn pass_time(&self) -> Result<Timestamp, LedgerError> {
        let (reply, answer) = oneshot::channel();
        self.ask(Ask::PassTime { reply })?;
        answer.await.map_err(|_| LedgerError::Closed)?
    }

    fn ask(&self, ask: Ask) -> Result<(), LedgerError> {
        if *self.closing.borrow() {
            return Err(LedgerError::Closed);
        }
        self.queue.try_send(ask).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => LedgerError::Busy,
            mpsc::error::TrySendError::Closed(_) => LedgerError::Closed,
        })
    }

    /// A page of an account's entries and what proves it. At most [`PAGE_MAX`] entries, at least one if there is one.
    pub async fn entries(&self, account: AccountId, query: EntriesQuery) -> Result<EntriesPage, LedgerError> {
        let query = EntriesQuery { limit: query.limit.clamp(1, PAGE_MAX), ..query };
        Ok(self.store.entries(account, query).await?)
    }

    /// The newest checkpoint of the log, a signed note.
    pub async fn checkpoint(&self) -> Result<String, LedgerError> {
        Ok(self.head().await?.checkpoint)
    }

    /// The bank's signed word on how much money there is, with the checkpoint at the size it speaks of.
    pub async fn supply(&self) -> Result<SupplyStatement, LedgerError> {
        let head = self.head().await?;
        Ok(SupplyStatement { supply: Bytes(head.supply), checkpoint: head.checkpoint })
    }

    /// The proof that leaf `index` is in the tree of `size` leaves.
    pub async fn inclusion(&self, index: u64, size: u64) -> Result<LogProof, LedgerError> {
        let path = self.store.inclusion(index, size).await?.ok_or(LedgerError::NotInLog)?;
        Ok(LogProof { path })
    }

    /// The proof that the tree of `to` leaves begins with the tree of `from` leaves.
    pub async fn consistency(&self, from: u64, to: u64) -> Result<LogProof, LedgerError> {
        let path = self.store.consistency(from, to).await?.ok_or(LedgerError::NotInLog)?;
        Ok(LogProof { path })
    }

    /// Leaves of the log from number `from` on, at most [`PAGE_MAX`].
    pub async fn leaves(&self, from: u64, limit: u32) -> Result<Leaves, LedgerError> {
        let leaves = self.store.leaves(from, limit.clamp(1, PAGE_MAX)).await?;
        Ok(Leaves { leaves: leaves.into_iter().map(Bytes).collect() })
    }

    /// The time of the newest batch: the bank's time never was later.
    pub async fn batch_time(&self) -> Result<Timestamp, LedgerError> {
        Ok(self.head().await?.batch_time)
    }

    /// Tells of an account's new entries from now on.
    pub fn subscribe(&self, account: AccountId) -> Notices {
        self.listeners.subscribe(account)
    }

    /// Recomputes the whole ledger from its entries and says what does not hold.
    pub async fn audit(&self) -> Result<AuditReport, LedgerError> {
        Ok(self.store.audit().await?)
    }

    /// Takes nothing more. The driver settles what waits, and then ends.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    async fn head(&self) -> Result<Head, LedgerError> {
        let head = self.store.head().await?;
        Ok(head.ok_or_else(|| StoreError::damaged("the ledger has no head"))?)
    }
}

/// Was the head signed with these keys? Signing on with others would be a second log under one name.
fn check_keys(head: &Head, keys: &LedgerKeys) -> Result<(), LedgerError> {
    let checkpoint = SignedCheckpoint::verify(head.checkpoint.as_str(), keys.log.verifier());
    let checkpoint = checkpoint.map_err(|_: CheckpointError| LedgerError::OtherKeys)?;
    let supply = Unverified::<Supply>::parse(&head.supply).map_err(StoreError::damaged)?;
    if supply.verify(&keys.network, &keys.receipt.public()).is_err() {
        return Err(LedgerError::OtherKeys);
    }
    let head_holds = checkpoint.size() == head.frontier.size() && *checkpoint.root() == head.frontier.root();
    if head_holds {
        Ok(())
    } else {
        Err(StoreError::damaged("the head is not the one that was signed").into())
    }
}
