use bank_api::{
    env::BoxFuture,
    id::{AccountId, OrderId},
    key::KeyId,
    log::hash::Hash,
    message::{
        operator::AuditReport,
        wallet::{EntriesPage, EntriesQuery},
    },
};

use super::{Database, Decide, LedgerStore, StoreError, Wanted, batch};
use crate::{
    audit, directory,
    ledger::{
        Decided,
        record::{Batch, Head},
        verify::SpendingKey,
    },
    log,
};

/// The ledger in the bank's SQLite database.
#[derive(Clone, Debug)]
pub struct SqliteLedger {
    database: Database,
}

impl SqliteLedger {
    /// The ledger in `database`.
    pub fn new(database: Database) -> Self {
        Self { database }
    }
}

impl LedgerStore for SqliteLedger {
    fn head(&self) -> BoxFuture<'_, Result<Option<Head>, StoreError>> {
        Box::pin(self.database.read(batch::head))
    }

    fn begin(&self, head: Head) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(self.database.write(move |tx| batch::begin(tx, &head)))
    }

    fn settle(&self, wanted: Wanted, decide: Decide) -> BoxFuture<'_, Result<Batch, StoreError>> {
        Box::pin(self.database.write_batch(move |tx| {
            let batch = decide(batch::load(tx, &wanted)?)?;
            batch::write(tx, &batch)?;
            Ok(batch)
        }))
    }

    fn decided(&self, order: OrderId) -> BoxFuture<'_, Result<Option<Decided>, StoreError>> {
        Box::pin(self.database.read(move |tx| batch::decided(tx, order)))
    }

    fn spending_key(&self, key: KeyId) -> BoxFuture<'_, Result<Option<SpendingKey>, StoreError>> {
        Box::pin(self.database.read(move |tx| directory::spending_key(tx, key)))
    }

    fn entries(
        &self,
        account: AccountId,
        query: EntriesQuery,
    ) -> BoxFuture<'_, Result<EntriesPage, StoreError>> {
        Box::pin(self.database.read(move |tx| log::entries_page(tx, account, query)))
    }

    fn leaves(&self, from: u64, limit: u32) -> BoxFuture<'_, Result<Vec<Vec<u8>>, StoreError>> {
        Box::pin(self.database.read(move |tx| log::leaves(tx, from, limit)))
    }

    fn inclusion(&self, index: u64, size: u64) -> BoxFuture<'_, Result<Option<Vec<Hash>>, StoreError>> {
        Box::pin(self.database.read(move |tx| log::inclusion(tx, index, size)))
    }

    fn consistency(&self, from: u64, to: u64) -> BoxFuture<'_, Result<Option<Vec<Hash>>, StoreError>> {
        Box::pin(self.database.read(move |tx| log::consistency(tx, from, to)))
    }

    fn audit(&self) -> BoxFuture<'_, Result<AuditReport, StoreError>> {
        Box::pin(self.database.read_apart(audit::audit))
    }
}
