//! The embedded core bank: a double-entry ledger of fiat money in the bank's own database.
//!
//! For a sandbox, a pilot, and as the model of what a real core banking system must answer. Every movement is one row
//! with both its sides ([`book`]), so money can't appear or vanish; what an account holds changes only as
//! [`position`] allows, and the database's own rules refuse the rest.

mod audit;
pub(crate) mod book;
mod position;

#[cfg(test)]
mod tests;

use bank_api::{
    amount::Amount,
    env::{BoxFuture, Env},
    id::OrderId,
};

pub(crate) use audit::audit;

use super::{CoreBank, CoreBankError, FiatAccount, Hold};
use crate::store::{Database, StoreError};

/// The embedded core bank. Cheap to clone.
#[derive(Clone, Debug)]
pub struct FiatLedger {
    database: Database,
    env: Env,
}

impl FiatLedger {
    /// The fiat ledger in `database`.
    pub fn new(database: Database, env: Env) -> Self {
        Self { database, env }
    }
}

impl CoreBank for FiatLedger {
    fn hold(
        &self,
        id: OrderId,
        account: FiatAccount,
        amount: Amount,
    ) -> BoxFuture<'_, Result<Hold, CoreBankError>> {
        let now = self.env.clock.now();
        Box::pin(async move {
            flat(self.database.write(move |tx| book::hold(tx, id, &account, amount, now)).await)
        })
    }

    fn capture(&self, id: OrderId) -> BoxFuture<'_, Result<(), CoreBankError>> {
        let now = self.env.clock.now();
        Box::pin(async move { flat(self.database.write(move |tx| book::capture(tx, id, now)).await) })
    }

    fn release(&self, id: OrderId) -> BoxFuture<'_, Result<(), CoreBankError>> {
        Box::pin(async move { flat(self.database.write(move |tx| book::release(tx, id)).await) })
    }

    fn credit(
        &self,
        id: OrderId,
        account: FiatAccount,
        amount: Amount,
    ) -> BoxFuture<'_, Result<(), CoreBankError>> {
        let now = self.env.clock.now();
        Box::pin(async move {
            flat(self.database.write(move |tx| book::credit(tx, id, &account, amount, now)).await)
        })
    }
}

fn flat<T>(answer: Result<Result<T, CoreBankError>, StoreError>) -> Result<T, CoreBankError> {
    answer.unwrap_or_else(|error| Err(CoreBankError::Unavailable(Box::new(error))))
}
