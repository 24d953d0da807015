//! The contract between the DLak wallet and the bank.
//!
//! Both sides build on this crate and never on each other. It holds what they must agree on to the byte:
//!
//! | module | what |
//! | --- | --- |
//! | [`amount`], [`time`], [`id`], [`key`] | the values: money in att, instants, identifiers, keys |
//! | [`statement`], [`cose`] | what is signed and lives on: orders, receipts, device authorisations, the supply |
//! | [`http_signature`], [`content_digest`] | what is signed for a minute: HTTP requests (RFC 9421, RFC 9530) |
//! | [`log`] | the ledger log: Merkle proofs, checkpoints, the hash chain of an account's entries |
//! | [`message`] | the JSON bodies of the API |
//! | [`problem`] | the errors of the API (RFC 9457) and the ledger's reasons to reject |
//! | [`mod@env`] | the ports to the outside that every part takes as arguments: clock, randomness, blocking calls |
//!
//! Nothing here does I/O but the adapters in [`mod@env`], which are behind the feature `system`.
//!
//! ```
//! use bank_api::amount::Amount;
//!
//! let price: Amount = "15000.50".parse()?; // kip, as a person types it
//! assert_eq!(price.att(), 1_500_050);
//! assert_eq!(price.checked_add(Amount::from_att(50)?), Some(Amount::from_kip(15_001)?));
//! # Ok::<(), bank_api::amount::AmountError>(())
//! ```

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::cast_possible_truncation))]

pub mod amount;
pub mod content_digest;
pub mod cose;
pub mod encoding;
pub mod env;
pub mod http_signature;
pub mod id;
pub mod key;
pub mod log;
pub mod message;
pub mod problem;
pub mod statement;
pub mod time;
