//! The port to the banks' fiat money: what a core banking system must be able to do for an exchange.

use std::error::Error;

use bank_api::{
    amount::Amount,
    env::BoxFuture,
    id::{OrderId, ParticipantId},
};

/// An account with fiat money in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FiatAccount {
    /// A customer's, at a commercial bank.
    Customer {
        /// The bank.
        participant: ParticipantId,
        /// The customer.
        customer: OrderId,
    },
    /// A commercial bank's reserves, at the central bank.
    Reserves {
        /// The commercial bank.
        participant: ParticipantId,
    },
}

/// The answer to a hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// The money is set aside, or was (it may have been captured or released since).
    Placed,
    /// There was too little.
    Insufficient,
}

/// Why the core bank did not do it.
#[derive(Debug, thiserror::Error)]
pub enum CoreBankError {
    /// The id belongs to something else.
    #[error("the core bank has another operation under this id")]
    Conflict,
    /// There is no such account.
    #[error("the core bank has no such account")]
    NoSuchAccount,
    /// Nothing was ever set aside under this id.
    #[error("the core bank has no such hold")]
    NoSuchHold,
    /// The balance would be more than an account can hold.
    #[error("the balance would be larger than an account can hold")]
    Overflow,
    /// Nothing is known of what became of it: ask again, with the same id.
    #[error("the core bank did not answer")]
    Unavailable(#[source] Box<dyn Error + Send + Sync>),
}

/// The banks' fiat money.
///
/// Every operation is safe to repeat: done again under the same id it changes nothing and gives the first answer. So
/// when an answer is lost, the operation is just done again.
pub trait CoreBank: Send + Sync {
    /// Sets `amount` of the account aside. The first answer stands: what was once refused stays refused.
    fn hold(
        &self,
        id: OrderId,
        account: FiatAccount,
        amount: Amount,
    ) -> BoxFuture<'_, Result<Hold, CoreBankError>>;

    /// Takes the money that was set aside: it is the bank's now.
    fn capture(&self, id: OrderId) -> BoxFuture<'_, Result<(), CoreBankError>>;

    /// Gives the money that was set aside back to its owner.
    fn release(&self, id: OrderId) -> BoxFuture<'_, Result<(), CoreBankError>>;

    /// Pays `amount` of the bank's money into the account.
    fn credit(
        &self,
        id: OrderId,
        account: FiatAccount,
        amount: Amount,
    ) -> BoxFuture<'_, Result<(), CoreBankError>>;
}
