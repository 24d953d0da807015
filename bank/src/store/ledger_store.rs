use std::collections::BTreeSet;

use bank_api::{
    env::BoxFuture,
    id::{AccountId, OrderId, RequestId},
    key::KeyId,
    log::hash::Hash,
    message::{
        operator::AuditReport,
        wallet::{EntriesPage, EntriesQuery},
    },
};

use super::StoreError;
use crate::ledger::{
    Accounts, Decided, Instruction,
    record::{Batch, Head},
    verify::SpendingKey,
};

/// What a batch names: what a store must load to have it settled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Ids that may have been decided.
    pub orders: BTreeSet<OrderId>,
    /// Accounts.
    pub accounts: BTreeSet<AccountId>,
    /// Payment requests.
    pub requests: BTreeSet<RequestId>,
    /// Devices, by the id of the spending key.
    pub devices: BTreeSet<KeyId>,
}

impl Wanted {
    /// What these instructions name.
    pub fn by(instructions: &[Instruction]) -> Self {
        let mut wanted = Self::default();
        for instruction in instructions {
            let movement = instruction.movement();
            wanted.orders.insert(movement.id);
            wanted.accounts.extend([movement.debtor, movement.creditor]);
            wanted.requests.extend(movement.request);
            wanted.devices.extend(instruction.order().map(crate::ledger::VerifiedOrder::key_id));
        }
        wanted
    }
}

/// What was loaded for a batch.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The head before it.
    pub head: Head,
    /// What it named, as far as it exists.
    pub accounts: Accounts,
}

/// Decides a batch from what was loaded. Pure but for randomness, so that a store may call it again when its transaction has
/// to be run again.
pub type Decide = Box<dyn Fn(Loaded) -> Result<Batch, StoreError> + Send>;

/// Where the ledger is kept. A store decides nothing: it loads, writes what was decided, and proves what it has.
///
/// Every future of it goes on to its end even when it is dropped, or leaves everything as it was.
pub trait LedgerStore: Send + Sync {
    /// The head, once there is one.
    fn head(&self) -> BoxFuture<'_, Result<Option<Head>, StoreError>>;

    /// Begins the ledger: writes its first head, and the issuance account. Does nothing when there is a head.
    fn begin(&self, head: Head) -> BoxFuture<'_, Result<(), StoreError>>;

    /// In one transaction: locks and loads what is wanted, has it decided, writes the batch. Durable when ready; after an
    /// error nothing is written, or (when the error is that of the commit itself) it is not known.
    fn settle(&self, wanted: Wanted, decide: Decide) -> BoxFuture<'_, Result<Batch, StoreError>>;

    /// What was decided under an id.
    fn decided(&self, order: OrderId) -> BoxFuture<'_, Result<Option<Decided>, StoreError>>;

    /// The key that a signature names, if it is the spending key of a device, revoked ones included.
    fn spending_key(&self, key: KeyId) -> BoxFuture<'_, Result<Option<SpendingKey>, StoreError>>;

    /// A page of an account's entries and what proves it, read at one instant. From a `tree_size` that the log has not
    /// reached there is no consistency proof: it is empty.
    fn entries(
        &self,
        account: AccountId,
        query: EntriesQuery,
    ) -> BoxFuture<'_, Result<EntriesPage, StoreError>>;

    /// The bytes of at most `limit` leaves from number `from` on.
    fn leaves(&self, from: u64, limit: u32) -> BoxFuture<'_, Result<Vec<Vec<u8>>, StoreError>>;

    /// The inclusion path of leaf `index` in the tree of `size` leaves; `None` when there is no such leaf or tree.
    fn inclusion(&self, index: u64, size: u64) -> BoxFuture<'_, Result<Option<Vec<Hash>>, StoreError>>;

    /// The consistency path from the tree of `from` leaves to that of `to`; `None` when there are no such trees.
    fn consistency(&self, from: u64, to: u64) -> BoxFuture<'_, Result<Option<Vec<Hash>>, StoreError>>;

    /// Recomputes everything from the entries, at one instant.
    fn audit(&self) -> BoxFuture<'_, Result<AuditReport, StoreError>>;
}
