//! Fiat money against digital kip: a customer's top-up and redemption, a commercial bank's purchase.
//!
//! Two ledgers have to agree that do not share a transaction (in a sandbox they share a file, in earnest not even that).
//! So each exchange is a saga: what is about to be done is stored before it is done, every step is safe to repeat under the
//! exchange's id, and whatever a crash leaves, [`Exchanges::resume`] finishes.
//!
//! ```text
//! top-up, purchase
//!   Requested --hold fiat--> Held --ledger--> Settled --capture--> Done
//!       |                     |
//!       | too little          +--ledger says no--> Refused(why) --release--> Rejected(why)
//!       +-------------------------------------------------------------------> Rejected(insufficient-fiat)
//!
//! redemption: the ledger's own transaction leaves it in the outbox
//!   outbox --take over--> Settled --credit fiat--> Done
//! ```
//!
//! The money is in one place or set aside at every point: fiat money is taken only when the digital kip has moved, and
//! digital kip moves only when the fiat money is set aside. The ledger's decision is final and found again under the same
//! id, so between `Held` and what follows a lost answer costs nothing but another question.

mod core_bank;
pub(crate) mod customer;
pub(crate) mod fiat;
mod record;
mod saga;
mod state;

#[cfg(test)]
mod tests;

pub use core_bank::{CoreBank, CoreBankError, FiatAccount, Hold};
pub use fiat::FiatLedger;
pub(crate) use saga::Wanted;
pub use saga::{ExchangeError, Exchanges};
