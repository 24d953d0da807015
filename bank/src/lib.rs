//! The reference bank behind the DLak API.

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod config;
pub mod exchange;
mod http;
pub mod keys;
pub mod server;

pub mod audit;
pub mod directory;
pub mod ledger;
pub mod log;
pub mod sequencer;
pub mod store;
#[cfg(test)]
mod testing;

pub use sequencer::{Driver, Ledger, LedgerError, Notice};
