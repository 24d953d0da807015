//! The ledger's rules, as pure functions over values: no I/O, no clock, no async.
//!
//! ```text
//! signed order --verify (signature, known key)--> Instruction --+
//! mint, burn, top-up, purchase of the bank -----> Instruction --+--> settle(accounts, instructions, at) --> decisions
//!                                                                    record(decisions) --> entries, leaves, receipts
//! ```
//!
//! | module | what |
//! | --- | --- |
//! | [`instruction`] | what the ledger may be asked to do, each under an id that it does at most once |
//! | [`account`] | the part of the ledger that a batch needs: accounts, requests, devices, ids that were seen |
//! | [`settle`](mod@settle) | the decision: every rule there is |
//! | [`record`](mod@record) | what the decisions leave behind: hash chains, leaves, the signed head, receipts |
//! | [`outcome`] | what the one who asked is told |
//!
//! What always holds: every transfer has one debit and one credit, so that the sum over all accounts is zero; only the
//! issuance account is negative, and its negation is the supply; an id is decided once.

pub mod account;
pub mod instruction;
pub mod outcome;
pub mod record;
pub mod settle;
pub mod verify;

pub use account::{Account, AccountKind, Accounts, Device, Request, Totals};
pub use instruction::{Instruction, VerifiedOrder};
pub use outcome::{Decided, Found, Outcome, Settled, not_seen};
pub use record::LedgerKeys;
pub use settle::settle;
pub use verify::VerifyError;

#[cfg(test)]
mod settle_tests;
